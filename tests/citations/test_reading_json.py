"""CSL-JSON and RIS from other programs: what they mean is read, what is wrong is placed."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from report.citations import reading
from report.citations.shelf import Shelf
from report.errors import ReportError

Write = Callable[..., Path]


def said(shelf: Shelf) -> list[str]:
    """Return every problem as line:column: message."""
    return [f"{d.span.line}:{d.span.column}: {d.message}" for d in shelf.problems if d.span]


# --------------------------------------------------------------------------------------- CSL-JSON


@pytest.fixture
def one(write: Write) -> Callable[..., Mapping[str, Any]]:
    """Read an item of CSL-JSON."""

    def read(**fields: Any) -> Mapping[str, Any]:
        item = {"id": "a", "type": "book", "title": "A", **fields}
        return reading.read(write(json.dumps([item]), "works.json")).references["a"]

    return read


@pytest.mark.parametrize(
    ("field", "value", "name", "expected"),
    [
        ("shortTitle", "B", "title-short", "B"),
        ("journalAbbreviation", "J. D.", "container-title-short", "J. D."),
        ("event", "Dock Days", "event-title", "Dock Days"),
        ("language", "English", "language", "en"), ("language", "en_US", "language", "en-US"),
        ("language", "", "language", None), ("volume", None, "volume", None),
        ("ISSN", ["1234-5678", "8765-4321"], "ISSN", "1234-5678, 8765-4321"),
        ("container-title", ["Journal", "J."], "container-title", "Journal"),
        ("URL", "www.example.org/a", "URL", "https://www.example.org/a"),
        ("URL", "", "URL", None),
        ("type", "journal-article", "type", "article-journal"),
        ("author", [{"family": "Lee", "given": "Ann", "sequence": "first", "affiliation": []}],
         "author", [{"family": "Lee", "given": "Ann"}]),
        ("author", [{"name": "The Desk"}], "author", [{"literal": "The Desk"}]),
        ("author", [{"given": "Voltaire"}], "author", [{"literal": "Voltaire"}]),
        ("author", [], "author", None),
        ("issued", {"date-parts": [["2001", "5"]]}, "issued", {"date-parts": [[2001, 5]]}),
        ("issued", {"date-parts": [[2001, 0, 0]]}, "issued", {"date-parts": [[2001]]}),
        ("issued", {"date-parts": [[None]]}, "issued", None),
        ("issued", {"date-parts": [[2001]], "season": "2"}, "issued", {"date-parts": [[2001, 22]]}),
        ("issued", {"raw": "12 March 2001"}, "issued", {"date-parts": [[2001, 3, 12]]}),
        ("issued", {"date-parts": [[2001, 14, 5]]}, "issued", {"literal": "2001-14-5"}),
        ("note", "original-date: 1900\nA note.\nPMID: 5", "note", "A note."),
        ("DOI", "https://doi.org/10.1000/a", "DOI", "10.1000/a"),
    ],
)  # fmt: skip
def test_json_of_other_programs_is_taken_as_it_is_meant(field, value, name, expected, one):
    assert one(**{field: value}).get(name) == expected


def test_lines_of_zoteros_extra_are_fields(one):
    item = one(note="original-date: 1900\nPMID: 5\ntex.ids: old\nCitation Key: b")

    assert item["original-date"] == {"date-parts": [[1900]]}
    assert item["PMID"] == "5"
    assert "note" not in item


@pytest.mark.parametrize(
    "text",
    [
        '{"items": [{"id": "a", "type": "book", "title": "A"}]}',
        '{"references": [{"id": "a", "type": "book", "title": "A"}]}',
        '{"id": "a", "type": "book", "title": "A"}',
        '{"status": "ok", "message": {"DOI": "a", "type": "book", "title": ["A"]}}',
    ],
)
def test_the_wrappings_of_other_programs_are_opened(text, write):
    assert reading.read(write(text, "works.json")).references == {
        "a": {"type": "book", "title": "A"} | ({"DOI": "a"} if "DOI" in text else {})
    }


def test_an_id_of_zotero_yields_to_the_citation_key(write):
    item = {
        "id": "http://zotero.org/users/1/items/ABCD2345",
        "citation-key": "lee2001",
        "type": "book",
        "title": "A",
    }

    shelf = reading.read(write(json.dumps([item]), "works.json"))

    assert list(shelf.references) == ["lee2001"]
    assert shelf.aliases == {item["id"]: "lee2001", "ABCD2345": "lee2001"}


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('[{"id": "a", "type": "book"},\n]', "2:1", "the file is not valid JSON"),
        ('{"id": "a"}', "1:1", "not CSL-JSON"),
        ('[{"id": "a", "type": "book",\n  "x": ' + "[" * 99 + "]" * 99 + "}]", "2:", "the file"),
        ('[{"id": "a", "title": "x\\ud800y"}]', "1:", "the file holds half a character"),
    ],
)  # fmt: skip
def test_json_that_can_not_be_read_is_told_in_its_place(text, place, message, write):
    with pytest.raises(ReportError) as caught:
        reading.read(write(text, "works.json"))

    (found,) = caught.value.diagnostics
    assert f"{found.span.line}:{found.span.column}".startswith(place)
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('[{"id": "a", "type": "book"}]', "1:2: `a`: `title` is missing"),
        ('["a",\n {"id": "a", "type": "book", "title": "A"}]',
         "1:2: a reference is an object: {…}"),
        ('[{"id": "a", "type": "book", "title": "A"},\n {"id": "a", "type": "book", "title": "B"}]',
         "2:3: the key `a` is used twice"),
    ],
)  # fmt: skip
def test_a_faulty_item_is_told_in_its_place_and_hides_no_other(text, expected, write):
    shelf = reading.read(write(text, "works.json"))

    assert said(shelf) == [expected]
    assert "a" in shelf.references


def test_a_type_that_is_unknown_is_read_and_doubted(write):
    shelf = reading.read(write('[{"id": "a", "title": "A",\n  "type": "bok"}]', "a.json"))

    assert shelf.references["a"]["type"] == "document"
    (found,) = shelf.doubts["a"]
    assert (found.span.line, found.span.column) == (2, 3)
    assert found.hint == "did you mean `book`?"


def test_a_field_that_is_nearly_one_of_csl_is_doubted(write):
    shelf = reading.read(
        write('[{"id": "a", "type": "book", "title": "A",\n "auther": "X"}]', "a.json")
    )

    (found,) = shelf.doubts["a"]
    assert (found.span.line, found.span.column) == (2, 2)
    assert found.hint == "did you mean `author`?"


# -------------------------------------------------------------------------------------------- RIS

RIS = """\ufeffTY  - JOUR
AU  - Lee, Ann
AU  - van Gogh, Vincent, Jr.
A1  - World Bank,
TI  - Dues in the
 Northern Ports
T2  - Port Monthly
PY  - 2001/03/12/
VL  - 3
IS  - 4
SP  - 12
EP  - 34
SN  - 1234-5678
DO  - https://doi.org/10.1000/a
UR  - https://example.org/a
LA  - English
KW  - harbours
AB  - Long.
Y2  - 2020/05/06/
ER  -
\r
TY  - CHAP
ID  - roe2002
AU  - Roe, Max
A2  - Ed, It
TI  - One
T2  - Handbook
PB  - Press
CY  - Oslo
DA  - 2002
SN  - 978-0-00-000000-2
ER  - \n"""


def test_ris_is_read_as_its_types_have_it(write):
    first, second = reading.read(write(RIS, "works.ris")).references.items()

    assert first == (
        "lee-2001-dues",
        {
            "type": "article-journal",
            "title": "Dues in the Northern Ports",
            "author": [
                {"family": "Lee", "given": "Ann"},
                {
                    "non-dropping-particle": "van",
                    "family": "Gogh",
                    "given": "Vincent",
                    "suffix": "Jr.",
                },
                {"literal": "World Bank"},
            ],
            "container-title": "Port Monthly",
            "issued": {"date-parts": [[2001, 3, 12]]},
            "volume": "3",
            "issue": "4",
            "page": "12-34",
            "ISSN": "1234-5678",
            "DOI": "10.1000/a",
            "URL": "https://example.org/a",
            "language": "en",
            "accessed": {"date-parts": [[2020, 5, 6]]},
        },
    )
    assert second[0] == "roe2002"
    assert second[1]["editor"] == [{"family": "Ed", "given": "It"}]
    assert (second[1]["container-title"], second[1]["publisher-place"]) == ("Handbook", "Oslo")
    assert second[1]["ISBN"] == "978-0-00-000000-2"


def test_ris_of_google_scholar_is_read_as_it_is_meant(write):
    text = """TY  - HTML
AU  - Garden, V
AU  - ...
TI  - Home gardens
JF  - Land use policy
PY  - 2014///
ER  -
"""

    (item,) = reading.read(write(text, "works.ris")).references.values()

    assert item["type"] == "article-journal"
    assert item["author"] == [{"family": "Garden", "given": "V"}, {"literal": "others"}]


def test_a_text_that_is_no_ris_is_told(write):
    with pytest.raises(ReportError, match=r"works.ris:1:1: not RIS"):
        reading.read(write("PMID- 123\n", "works.ris"))


def test_a_type_of_ris_that_is_unknown_is_read_and_doubted(write):
    shelf = reading.read(write("TY  - CITATION\nID  - a\nTI  - A\nER  - \n", "works.ris"))

    (found,) = shelf.doubts["a"]
    assert "`CITATION`" in found.message
    assert shelf.references["a"]["type"] == "document"


def test_a_file_of_another_kind_is_refused(write):
    with pytest.raises(ReportError, match="is not a file of references"):
        reading.read(write("", "works.txt"))
