"""References from other programs and for them: what is written is read back as the same works."""

import json
import re
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import bibtexparser
import pytest
import rispy
from works import BOOK, PAGE, cited

from report.citations import Cited, cite, exchange, pandoc, reading
from report.citations.references import plain_item

Write = Callable[..., Path]

CHAPTER = {
    "type": "chapter",
    "author": [
        {"family": "Gogh", "given": "V.", "non-dropping-particle": "van", "suffix": "Jr."},
        {"literal": "Ministry of War and Peace"},
    ],
    "editor": [{"family": "Smith", "given": "Jo"}],
    "title": "Costs & benefits: 100% of $5_000 #1",
    "container-title": "The Handbook",
    "collection-title": "Studies",
    "page": "3–8",
    "publisher": "Polity",
    "issued": {"date-parts": [[2003, 5, 9]]},
    "ISBN": "978-0-00-000000-2",
    "DOI": "10.1000/a_b",
    "URL": "https://example.org/a_b%20c?x=1&y=2#z",
    "language": "en",
}
WORKS: Mapping[str, Mapping[str, Any]] = {
    **cited(),
    "chapter": CHAPTER,
    "page": PAGE,
    "book": BOOK,
}


def whole(name: Mapping[str, str]) -> list[str]:
    """Return the parts of a name, whatever kind of particle a format makes of one."""
    return sorted(name.values())


def unmarked(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item without what keeps the case of its titles."""
    return {
        n: re.sub(r"</?span[^>]*>", "", v) if isinstance(v, str) else v for n, v in item.items()
    }


def without_markup(item: Mapping[str, Any]) -> dict[str, Any]:
    title = re.sub(r"<[^>]*>", "", str(item.get("title", "")))
    return {**item, "title": title}


# ------------------------------------------------------------------------------------ round trips


@pytest.mark.parametrize("key", WORKS)
def test_bibtex_is_read_back_as_the_same_work(key: str, write: Write) -> None:
    """What no field of BibTeX is for stands in its note: the medium, words on the licence."""
    text = exchange.write({key: WORKS[key]}, "bibtex")

    back = reading.read(write(text, "works.bib")).references[key]

    expected = without_markup(plain_item(key, WORKS[key]))
    notes = [expected.pop(name) for name in ("medium", "references") if name in expected]
    del expected["id"]
    if "title-translated" in WORKS[key]:
        expected["title-translated"] = WORKS[key]["title-translated"]
    if notes:
        expected["note"] = notes[0]
    if "page" in expected:
        expected["page"] = expected["page"].replace("–", "-")
    assert {n: v for n, v in unmarked(back).items() if n != "recase"} == expected


@pytest.mark.parametrize("key", WORKS)
def test_bibtex_means_the_same_to_pandoc(key: str) -> None:
    text = exchange.write({key: WORKS[key]}, "bibtex")

    for reader in ("bibtex", "biblatex"):
        (item,) = json.loads(pandoc.run(f"--from={reader}", "--to=csljson", text=text))
        expected = without_markup(plain_item(key, WORKS[key]))
        for name in ("publisher", "volume", "container-title", "URL", "DOI"):
            assert item.get(name) == expected.get(name), name
        assert item["title"].startswith(expected["title"])
        assert list(map(whole, item.get("author", []))) == list(
            map(whole, expected.get("author", []))
        )
        if "date-parts" in expected.get("issued", {}):
            assert item["issued"] == expected["issued"]


@pytest.mark.parametrize("key", WORKS)
def test_csl_json_is_read_back_as_the_same_work(key: str, write: Write) -> None:
    text = exchange.write({key: WORKS[key]}, "csl-json")

    back = reading.read(write(text, "works.json")).references[key]

    expected = plain_item(key, WORKS[key])
    if "title-translated" in WORKS[key]:
        expected["title-translated"] = WORKS[key]["title-translated"]
    assert {"id": key, **back} == expected


@pytest.mark.parametrize("key", WORKS)
def test_ris_is_read_back_as_the_same_work(key: str) -> None:
    text = exchange.write({key: WORKS[key]}, "ris")

    (record,) = ris_records(text)

    item = without_markup(plain_item(key, WORKS[key]))
    date = item.get("issued", {})
    year = str(date["date-parts"][0][0]) if "date-parts" in date else date.get("literal")
    one = {
        **{"ID": key, "TI": item["title"], "T2": item.get("container-title"), "PY": year},
        **{"PB": item.get("publisher"), "CY": item.get("publisher-place"), "UR": item.get("URL")},
        **{"VL": item.get("volume"), "IS": item.get("issue"), "LA": item.get("language")},
        **{"TT": WORKS[key].get("title-translated"), "M3": item.get("genre")},
    }
    assert {tag: record.get(tag) for tag in one} == {t: [v] if v else None for t, v in one.items()}
    assert list(map(ris_name, record.get("AU", []))) == list(map(csl_name, item.get("author", [])))


def csl_name(name: Mapping[str, str]) -> tuple[str, str]:
    family = name.get("literal") or name["family"]
    return f"{name.get('non-dropping-particle', '')} {family}".strip(), name.get("given", "")


def ris_records(text: str) -> list[dict[str, list[str]]]:
    """Read RIS as it is described: TY first, ER last; tag, two spaces, hyphen, space, value."""
    records: list[dict[str, list[str]]] = []
    for line in text.split("\r\n"):
        if not line:
            continue
        found = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert found, line
        if found[1] == "TY":
            records.append({})
        assert records
        assert "ER" not in records[-1]
        records[-1].setdefault(found[1], []).append(found[2])
    assert all("ER" in record for record in records)
    return records


def ris_name(name: str) -> tuple[str, str]:
    family, _, rest = name.partition(",")
    return family, rest.strip().partition(",")[0]


def test_ris_has_one_record_a_work_and_no_line_without_a_tag() -> None:
    text = exchange.write(WORKS, "ris")

    assert [r["ID"] for r in ris_records(text)] == [[key] for key in WORKS]
    assert "\n" not in text.replace("\r\n", "")


@pytest.mark.parametrize(
    ("kind", "tag"),
    [("book", "BOOK"), ("article-journal", "JOUR"), ("webpage", "ELEC"), ("document", "GEN")],
)
def test_ris_names_the_type(kind: str, tag: str) -> None:
    assert exchange.write({"it": {**BOOK, "type": kind}}, "ris").startswith(f"TY  - {tag}\r\n")


def test_plain_text_has_one_entry_a_line_in_the_style_asked_for() -> None:
    works = {"page": {**PAGE, "issued": "2006"}, "book": BOOK}

    text = exchange.write(works, "text", style="apa")

    assert text.splitlines() == [
        "A page. (2006). https://example.org/?a=1&b=2",
        "Aron, R. (1981). Peace and war: a theory of international relations. Krieger.",
    ]


# ---------------------------------------------------------------------------------------- reading


def test_a_bib_file_prints_like_the_same_works_in_yaml(write: Write) -> None:
    keys = ["aron-peace-and-war", "ashurov-solving-conflicts", "burton-conflict", "cambodia-unamic"]
    ours = {key: cited()[key] for key in keys}
    path = write(exchange.write(ours, "bibtex"), "works.bib")
    clusters = [(Cited(key),) for key in keys[:3]] * 2

    assert cite(clusters, reading.read(path).references).notes == cite(clusters, ours).notes


# ------------------------------------------------------------------- what other programs make of it

NOCASE = '<span class="nocase">'
ODD: Mapping[str, Mapping[str, Any]] = {
    "range": {"type": "book", "title": "A", "issued": {"date-parts": [[2001, 5], [2001, 6]]}},
    "about": {"type": "book", "title": "A", "issued": {"date-parts": [[1850]], "circa": True}},
    "before": {"type": "book", "title": "A", "issued": {"date-parts": [[-44, 3, 15]]}},
    "season": {"type": "book", "title": "A", "issued": {"date-parts": [[2001, 21]]}},
    "words": {"type": "book", "title": "A", "issued": {"literal": "in press"}},
    "seen": {"type": "webpage", "title": "A", "accessed": {"date-parts": [[2020, 5, 6]]}},
    "body": {"type": "book", "title": "A", "author": [{"literal": "Sex & Gender, and Co."}]},
    "parts": {"type": "book", "title": "A", "editor": [{"family": "de la Mata", "given": "A."}]},
    "and": {"type": "book", "title": "A", "author": [{"family": "Roe", "given": "Max and Ann"}]},
    "others": {"type": "book", "title": "A", "author": [{"literal": "others"}]},
    "paper": {"type": "article-newspaper", "title": "A", "container-title": "The Port"},
    "event": {"type": "paper-conference", "title": "A", "event-title": "Days"},
    "report": {"type": "report", "title": "A", "publisher": "Desk", "number": "7", "genre": "Memo"},
    "thesis": {"type": "thesis", "title": "A", "publisher": "MIT", "genre": "PhD thesis"},
    "series": {"type": "book", "title": "A", "collection-title": "S", "collection-number": "3"},
    "arxiv": {"type": "article-journal", "title": "A", "number": "arXiv:12.34", "issue": "2"},
    "tajik": {"type": "book", "title": "A", "language": "tg"},
    "doi": {"type": "article-journal", "title": "A", "DOI": "10.1002/(SICI)1:1<41::AID>3.0.CO;2-O"},
    "kept": {"type": "book", "title": f"A {NOCASE}de facto</span> Port", "recase": True},
    "marked": {"type": "book", "title": "H<sub>2</sub>O in <i>Salmo</i>"},
}  # fmt: skip


@pytest.mark.parametrize("key", ODD)
def test_what_is_out_of_the_ordinary_is_read_back_from_bibtex(key: str, write: Write) -> None:
    text = exchange.write({key: ODD[key]}, "bibtex")

    back = reading.read(write(text, "works.bib")).references[key]

    plain = {n: v for n, v in unmarked(back).items() if n not in ("recase", "URL")}
    assert plain == {n: v for n, v in unmarked(ODD[key]).items() if n != "recase"}


def test_a_title_from_bibtex_is_written_back_with_its_braces_and_no_others() -> None:
    text = exchange.write({"kept": ODD["kept"]}, "bibtex")

    assert "title = {A {de facto} Port}," in text


@pytest.mark.parametrize("works", [WORKS, ODD])
def test_rispy_reads_our_ris(works: Mapping[str, Mapping[str, Any]]) -> None:
    found = rispy.loads(exchange.write(works, "ris"))

    titles = [re.sub(r"<[^>]*>", "", str(work["title"])) for work in works.values()]
    assert [entry["title"] for entry in found] == titles
    authors = [
        sum(name.get("literal") != "others" for name in work.get("author", ()))
        for work in works.values()
    ]
    assert [len(entry.get("authors", ())) for entry in found] == authors


@pytest.mark.parametrize("works", [WORKS, ODD])
def test_bibtexparser_reads_our_bibtex(works: Mapping[str, Mapping[str, Any]]) -> None:
    found = bibtexparser.parse_string(exchange.write(works, "bibtex"))

    assert not found.failed_blocks
    assert [entry.key for entry in found.entries] == list(works)
    assert all("title" in entry.fields_dict for entry in found.entries)


@pytest.mark.parametrize("form", ["bibtex", "ris", "csl-json"])
def test_the_court_of_a_case_comes_back(form, tmp_path):
    case = {"type": "legal_case", "title": "White v. State", "authority": "Md.", "volume": "223"}
    path = tmp_path / {"bibtex": "a.bib", "ris": "a.ris", "csl-json": "a.json"}[form]

    path.write_text(exchange.write({"case": case}, form), encoding="utf-8", newline="")

    assert reading.read(path).references["case"]["authority"] == "Md."
