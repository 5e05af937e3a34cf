"""The ledger of the evidence: what stands where, and who uses it."""

import csv
import io
import json

import pypdfium2
import pytest

from report import notes, pipeline
from report.content import briefing, library, yamlfile
from report.page import ledger
from tests.harbour import CITES_ALL, HEAD, PAGE, RECORD, SURVEY

SECTIONS = f"""\
sections:
  - id: findings
    title: Findings
    blocks:
      - kind: prose
        text: |
          Dues rose by 12 per cent.[@dues-rose]{{#rise}} In Norwich they rose in 2018.[^rise]
      - kind: table
        id: ports
        title: Ports
        boxhead: [Port, Dues]
        rows: [[Norwich, "Rose[@dues-rose]"], [Hull, "Rose there too[@dues-rose]"]]
  - id: more
    title: More
    layout: run-on
    blocks:
{CITES_ALL}"""


@pytest.fixture
def harbour(write):
    """Write the harbour briefing, and return its path."""
    write(SURVEY, "survey.yaml")
    write(PAGE, "page.yaml")
    write(RECORD, "record.yaml")
    return write(HEAD + SECTIONS)


@pytest.fixture
def entries(harbour):
    """Return the entries of the harbour briefing by fact, and its library."""
    read = yamlfile.read(harbour)
    model = briefing.parse(read)
    books = library.load(model, read)
    found = ledger.entries(model, books, read, notes.gather(model, books, read))
    return found, books, model


def test_an_entry_says_what_stands_where_and_by_which_words(entries):
    entry = next(e for e in entries[0] if e.fact == "wrecks-counted")

    assert entry.claim.startswith("At least 12 ships")
    assert (entry.document, entry.place) == ("survey", "under “Wrecks,” para. 1")
    assert entry.supports[0] == "at least twelve ships"
    assert (entry.status, entry.as_of) == ("stated", "2003-02-27")


def test_every_note_that_cites_a_fact_is_a_use_of_it_in_reading_order(entries):
    entry = next(e for e in entries[0] if e.fact == "dues-rose")

    assert [(use.note, use.call) for use in entry.uses] == [
        ("note 1", "r1"),
        ("note 1", "r1-2"),
        ("Exhibit 1, note a", "exhibit-1-a-1"),
        ("note 2", "r2"),
    ]


def test_csv_has_a_row_a_fact_with_the_pages_of_its_notes(entries):
    found, books, _ = entries

    rows = list(csv.DictReader(io.StringIO(ledger.write(found, books, {"r1": 3, "r2": 5}, "csv"))))

    assert [row["fact"] for row in rows] == list(books.facts)
    assert rows[0]["notes"] == "note 1; note 1; Exhibit 1, note a; note 2"
    assert rows[0]["pages"] == "3; ; ; 5"
    assert rows[0]["supporting words"] == "12 per cent | Norwich in 2018"


def test_json_has_lists_where_there_are_several(entries):
    found, books, _ = entries

    data = json.loads(ledger.write(found, books, {"r1": 3}, "json"))

    assert data[0]["supports"] == ["12 per cent", "Norwich in 2018"]
    assert data[0]["used"][0] == {"note": "note 1", "page": 3}


def test_without_notes_a_use_is_a_section(entries):
    found, _, model = entries

    entry = ledger.by_section(found, model)[0]

    assert [(use.note, use.call) for use in entry.uses] == [
        ("Findings", "s-findings"),
        ("More", "s-more"),
    ]


def test_the_annex_is_a_last_section_under_a_name_of_its_own(entries):
    model = entries[2]
    taken = model.sections[0].model_copy(update={"id": "evidence"})

    assert briefing.with_annex(model).sections[-1].id == "evidence"
    model = model.model_copy(update={"sections": (taken,)})
    assert briefing.with_annex(model).sections[-1].id == "annex"


def test_the_annex_prints_each_fact_with_its_words_and_the_pages_of_its_notes(harbour):
    pdf = pipeline.build(harbour, annex="evidence", conformance=pipeline.Conformance.NONE)

    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.data)]
    last = " ".join(" ".join(pages[1:]).split())
    assert "At least 12 ships were reportedly wrecked off Hull on 27 February 2003." in last
    assert "“at least twelve ships”; “reportedly wrecked”" in last
    assert "note 1, p. 1" in last
    assert "Exhibit 1, note a, p. 1" in last


def test_pages_allowed_are_those_without_the_annex(harbour):
    text = harbour.read_text(encoding="utf-8")
    harbour.write_text(f"pages-at-most: 1\n{text}", encoding="utf-8")

    pdf = pipeline.build(harbour, annex="evidence", conformance=pipeline.Conformance.NONE)

    assert pdf.pages == 2


def test_the_ledger_names_pages_when_they_are_set(harbour):
    rows = list(csv.DictReader(io.StringIO(pipeline.account(harbour, "csv"))))

    assert rows[0]["pages"] == "1; 1; 1; 1"


def test_the_boxes_of_a_cover_are_told_apart(write):
    from small import small

    cover = """\
  - id: cover
    layout: cover
    blocks:
      - kind: dates
        entries:
          - {figure: "2018", text: "Dues rose[@dues-rose]"}
          - {figure: "2019", text: "Others held theirs[@ports-held]"}
      - kind: glance
        rows: [{head: Dues, text: "Dues rose[@dues-rose]"}]
"""
    read = yamlfile.read(small(write, cover))
    model = briefing.parse(read)
    books = library.load(model, read)

    first, _ = ledger.entries(model, books, read, notes.gather(model, books, read))

    assert [use.note for use in first.uses] == ["Dates, note a", "At a glance, note a"]


@pytest.mark.slow
@pytest.mark.parametrize("times", [80, 500])
def test_a_fact_that_is_cited_on_and_on_has_rows_that_fit_a_page(harbour, times):
    item = "          - Dues rose by 12 per cent.[@dues-rose]\n"
    text = harbour.read_text(encoding="utf-8")
    head = "  - id: on-and-on\n    title: On\n    blocks:\n      - kind: list\n        items:\n"
    harbour.write_text(f"{text}\n{head}{item * times}", encoding="utf-8")

    pdf = pipeline.build(harbour, annex="evidence")

    assert pdf.pages > 3
