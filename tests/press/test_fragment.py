"""What assembly and the gate need of a section survives being kept."""

import pickle
from dataclasses import replace

import engine_sample
import pytest

from report.errors import Diagnostic, Span
from report.press import fragment


@pytest.mark.parametrize("html", engine_sample.SECTIONS, ids=["cover", "prose", "lists", "drawn"])
def test_a_fragment_read_back_is_the_one_that_was_written(html):
    made = engine_sample.fragments([html])[0]

    assert fragment.from_bytes(made.to_bytes()) == made


def test_the_bytes_of_a_fragment_are_text_and_a_pdf_never_a_pickle():
    data = engine_sample.fragments([engine_sample.PROSE])[0].to_bytes()
    head, _, pdf = data.partition(b"\n")

    assert head.startswith(b"{")
    assert pdf.startswith(b"%PDF-")
    with pytest.raises(pickle.UnpicklingError):
        pickle.loads(data)  # noqa: S301  that it is none is the point


def test_a_kept_warning_names_file_and_line_but_no_folder(tmp_path):
    made = engine_sample.fragments([engine_sample.PROSE])[0]
    span = Span(tmp_path / "page.css", 3, 7, "p { colour: red }")
    told = replace(made, warnings=(Diagnostic("unknown property", span),))

    kept = fragment.from_bytes(told.to_bytes())

    assert [w.message for w in kept.warnings] == ["page.css:3:7: unknown property"]
    assert str(tmp_path).encode() not in told.to_bytes()


def test_bytes_that_are_no_fragment_are_refused():
    with pytest.raises((ValueError, KeyError)):
        fragment.from_bytes(b'{"language": "en"}\n%PDF-1.7')
