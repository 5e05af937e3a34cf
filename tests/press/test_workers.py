"""Pages laid out side by side give the fragments, the errors and the bytes of one after another."""

import os
import threading

import engine_sample
import pytest

from report import ReportError
from report.press import workers
from report.press.assembly import assemble


def test_two_workers_make_the_bytes_of_one():
    typesetter = engine_sample.typesetter()

    files = [
        assemble(
            workers.fragments(typesetter, engine_sample.SECTIONS, workers=count),
            engine_sample.METADATA,
        )
        for count in (1, 2)
    ]

    assert files[0] == files[1]


def test_an_error_in_a_worker_is_that_of_the_first_page_at_fault():
    good, bad = engine_sample.SECTIONS[0], engine_sample.page("<p>平和</p>")
    pages = [good, bad, engine_sample.page("<p>和</p>")]

    told = []
    for count in (1, 2):
        with pytest.raises(ReportError) as caught:
            workers.fragments(engine_sample.typesetter(), pages, workers=count)
        told.append([d.message for d in caught.value.diagnostics])

    assert told[0] == told[1] != []


def test_a_mistake_of_ours_in_a_worker_is_no_error_of_the_content():
    class Broken:
        def prepare(self):
            pass

        def section(self, page):
            raise KeyError(page)

    with pytest.raises(KeyError):
        workers.fragments(Broken(), ["a", "b"], workers=2)


def test_a_worker_that_was_killed_is_noticed():
    class Killed:
        def prepare(self):
            pass

        def section(self, page):
            os._exit(9)

    with pytest.raises(Exception, match="terminated abruptly"):
        workers.fragments(Killed(), ["a", "b"], workers=2)


def test_no_worker_is_forked_beside_another_thread():
    held = threading.Event()
    thread = threading.Thread(target=held.wait)
    thread.start()

    try:
        assert workers.available() == 1
    finally:
        held.set()
        thread.join()
