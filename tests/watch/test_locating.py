"""A point on a page leads to the line that it was written in."""

import re
from pathlib import Path

import pytest
import small

from report import pipeline, start
from report.errors import Span
from report.watch.locating import Locator
from report.watch.making import LaidOut, layout
from report.watch.printed import PagedFile

CELLS = """\
  - id: findings
    title: Findings
    blocks:
      - kind: prose
        text: >-
          Dues rose by at least 12 per cent
          in Norwich in 2018.[@dues-rose] The other ports
          reportedly held their dues.[@ports-held]
      - include: ports.yaml
"""
TABLE = """\
kind: table
id: ports
title: Two ports
boxhead: [Port, Dues]
rows:
  - [Norwich, "12 per cent[@dues-rose]"]
  - [Others, "held[@ports-held]"]
"""


def located(path: Path) -> tuple[Locator, list]:
    laid: list[LaidOut] = []
    pdf = pipeline.build(
        path, seen=lambda read, html, made: laid.append(layout(read, made.fragments, html))
    )
    file = PagedFile(pdf.data)
    words = [file.words(page) for page in range(pdf.pages)]
    file.close()
    return Locator(laid[-1].read, laid[-1].pages, words), words


@pytest.fixture(scope="module")
def ports(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ports")

    def write(text: str, name: str) -> Path:
        path = folder / name
        path.write_text(text, encoding="utf-8")
        return path

    write(TABLE, "ports.yaml")
    return located(small.small(write, CELLS))


def click(found, word, nth=0):
    """Return what is found in the middle of a word."""
    locator, pages = found
    places = [(n, w) for n, words in enumerate(pages, start=1) for w in words if w.text == word]
    page, at = places[nth]
    return locator.at(page, at.x + at.width / 2, at.y + at.height / 2)


def test_a_word_of_a_folded_text_leads_to_the_line_that_it_is_typed_in(ports):
    found = click(ports, "reportedly")

    assert (found.span.path.name, found.span.line) == ("briefing.yaml", 17)
    assert found.span.excerpt[found.span.column - 1 :].startswith("reportedly held")


def test_a_sentence_is_shown_whole_with_its_facts(ports):
    found = click(ports, "reportedly")

    assert found.words.startswith("The other ports reportedly held their dues.")
    assert found.facts == ("ports-held",)
    assert click(ports, "least").facts == ("dues-rose",)


def test_a_cell_leads_into_the_file_that_is_included(ports):
    found = click(ports, "Others")

    assert (found.span.path.name, found.span.line) == ("ports.yaml", 7)


def test_a_note_leads_to_its_call_and_has_its_facts(ports):
    locator, _ = ports
    notes = [
        (i, here) for here in locator._pages for i, o in enumerate(here.owners) if o and o.note
    ]
    index, here = notes[0]
    word = here.words[index]
    found = locator.at(locator._pages.index(here) + 1, word.x + 1, word.y + word.height / 2)

    assert found.note
    assert found.facts == ("dues-rose",)
    assert found.span.excerpt[found.span.column - 1 :].startswith("[@dues-rose]")


def test_a_place_without_words_leads_nowhere(ports):
    assert ports[0].at(1, 5, 5) is None
    assert ports[0].at(99, 5, 5) is None


def test_a_line_leads_to_where_it_is_printed(ports):
    locator, pages = ports
    place = locator.page_of(Span(click(ports, "reportedly").span.path, 17, 11))

    assert place is not None
    page, area = place
    assert next(w for w in pages[page - 1] if w.text == "reportedly").y == area[1]


@pytest.mark.slow
def test_every_line_of_every_kind_leads_to_its_words(tmp_path):
    path = start.begin(tmp_path / "all")[0]
    locator, _ = located(path)
    right = wrong = 0
    for number, here in enumerate(locator._pages, start=1):
        for index, written in here.written.items():
            word = here.words[index]
            if re.sub(r"\W", "", word.text).casefold() != written.word:
                continue
            found = locator.at(number, word.x + word.width / 2, word.y + word.height / 2)
            told = found.span.excerpt[max(found.span.caret or found.span.column, 1) - 1 :]
            ok = told.casefold().lstrip("*“‘(").startswith(written.word)
            right, wrong = right + ok, wrong + (not ok)

    assert right > 500
    assert wrong / right < 0.02
