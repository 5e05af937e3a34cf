"""BibTeX from other programs: what it means is read, what is wrong is placed."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

from report import limits
from report.citations import reading
from report.citations.shelf import Shelf

Write = Callable[..., Path]


@pytest.fixture
def bib(write: Write) -> Callable[[str], Shelf]:
    return lambda text: reading.read(write(text, "works.bib"))


@pytest.fixture
def only(bib: Callable[[str], Shelf]) -> Callable[[str], Mapping[str, Any]]:
    """Read the one entry of a file."""

    def read(text: str) -> Mapping[str, Any]:
        (item,) = bib(text).references.values()
        return item

    return read


def said(shelf: Shelf) -> list[str]:
    """Return every problem as line:column: message."""
    return [f"{d.span.line}:{d.span.column}: {d.message}" for d in shelf.problems if d.span]


# ---------------------------------------------------------------------------------- BibTeX: blocks


@pytest.mark.parametrize(
    "text",
    ["", "% exported, still empty\n", "hello", '@string{a = "b"}\n', "@comment{jabref-meta: x;}\n"],
)
def test_a_file_without_entries_has_no_references(text, bib):
    assert not bib(text).references


def test_strings_are_filled_in_and_joined(only):
    text = (
        '@string{oup = "Oxford " # {University Press}}\n'
        '@book{a, title = {A}, publisher = oup # ", 2nd"}'
    )

    assert only(text)["publisher"] == "Oxford University Press, 2nd"


def test_a_string_that_is_not_there_stands_for_itself(only):
    assert only("@book{a, title = {A}, publisher = oup}")["publisher"] == "oup"


@pytest.mark.parametrize(
    "text", ["@book(a, title = {A}, year = 2001)", '@BOOK{a,TITLE="A",YEAR="2001",}']
)
def test_round_brackets_and_capitals_are_read(text, only):
    assert only(text) == {
        "type": "book",
        "title": "A",
        "recase": True,
        "issued": {"date-parts": [[2001]]},
    }


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_every_line_end_is_one(ending, write):
    text = "@book{a,\n title = {A},\n url = {nowhere}\n}\n".replace("\n", ending)
    path = write("", "works.bib")
    path.write_bytes(text.encode())

    (found,) = reading.read(path).doubts["a"]

    assert (found.span.line, found.span.column) == (3, 2)


def test_fields_are_inherited_from_a_crossref_and_xdata(bib):
    shelf = bib(
        "@xdata{hup, publisher = {Harvard}}\n"
        "@collection{c, title = {Ports}, subtitle = {A View}, editor = {Lee, Ann}, date = {2001},\n"
        " xdata = {hup}}\n"
        "@incollection{a, title = {Dues}, author = {Roe, Max}, crossref = {C}}\n"
    )

    item = shelf.references["a"]

    assert (item["title"], item["container-title"]) == ("Dues", "Ports: A View")
    assert item["editor"] == [{"family": "Lee", "given": "Ann"}]
    assert item["publisher"] == "Harvard"
    assert item["issued"] == {"date-parts": [[2001]]}
    assert list(shelf.references) == ["c", "a"]


def test_entries_that_inherit_from_each_other_end(bib):
    assert (
        len(bib("@book{a, title={A}, crossref={b}}\n@book{b, title={B}, crossref={a}}").references)
        == 2
    )


def test_a_set_is_no_work_and_names_its_members(bib):
    shelf = bib("@book{a, title={A}}\n@book{b, title={B}}\n@set{s, entryset={a,b}}")

    assert list(shelf.references) == ["a", "b"]
    assert shelf.faults["s"][0].hint == "cite them: [@a; @b]"


def test_an_entry_that_stands_twice_is_one_work(bib):
    shelf = bib("@book{a, title={A},\n year=2001}\n@book{a, title={A}, year = {2001}}")

    assert list(shelf.references) == ["a"]
    assert not shelf.problems


def test_two_works_under_one_key_are_both_kept_and_the_key_is_unfit(bib):
    shelf = bib("@book{a, title={A}}\n\n@book{a, title={B}}\n@book{b, title={C}}")

    assert list(shelf.references) == ["a", "b", "a-2"]
    assert said(shelf) == ["3:1: the key `a` is used twice, in line 1 too"]
    assert list(shelf.faults) == ["a"]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ("@book{a, title={A}}\n@book{b,\n title = {B\n}\n@book{c, title={C}}", "2:1", "the next"),
        ("@book{a, title={A}}\n@book{b,\n title = {B\n", "2:1", "before the end"),
        ('@book{b,\n title = "B,\n year = 2001\n}\n@book{a, title={A}}', "1:1", "not closed"),
        ("@book{a, title={A}}\n@book{b, title}", "2:1", "`b` can't be read"),
    ],
)  # fmt: skip
def test_a_broken_entry_is_named_in_its_place_and_hides_no_other(text, place, message, bib):
    shelf = bib(text)

    (found,) = shelf.problems
    assert f"{found.span.line}:{found.span.column}" == place
    assert message in found.message
    assert found.hint
    assert {"a"} <= shelf.references.keys()
    assert list(shelf.faults) == ["b"]


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("@article{\n author = {Lee, A.},\n title = {Dues},\n year = 2001\n}", "lee-2001-dues"),
        ("@article{,\n author = {Lee, A.},\n title = {Dues},\n year = 2001\n}", "lee-2001-dues"),
        ("@article{Lee-2001\n title = {Dues},\n year = {2001}\n}", "Lee-2001"),
        ("@article{a, title = {A}, , year = 2001}", "a"),
        ("@article{a, title = {A}\n year = 2001}", "a"),
    ],
)  # fmt: skip
def test_a_key_or_a_comma_that_is_missing_is_made_good(text, key, bib):
    shelf = bib(text)

    assert list(shelf.references) == [key]
    assert shelf.references[key]["issued"] == {"date-parts": [[2001]]}
    assert not shelf.problems


def test_a_backslash_before_a_closing_brace_is_no_escape(bib):
    assert list(bib("@book{a, title={A\\\\},\n year=2001}\n@book{b, title={B}}").references) == [
        "a",
        "b",
    ]


# ---------------------------------------------------------------------------------- BibTeX: fields


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        (r"Garc{\'\i}a {\L}{\'o}d{\'z} Erd{\H o}s {\v{C}}e \ss{} {\o}", "García Łódź Erdős Če ß ø"),
        (r"The {\"U}ber-Port", "The Über-Port"),
        (r"Costs \& Benefits: 100\% of \$5\_000 \#1", "Costs & Benefits: 100% of $5_000 #1"),
        (r"The $\alpha$ of H$_2$O, 10$^{th}$", "The α of H<sub>2</sub>O, 10<sup>th</sup>"),
        (r"\emph{Salmo} in {\it situ}", "<i>{}Salmo{/}</i> in <i>situ</i>"),
        (r"1990--1992 --- a ``view'' of our's `ports'", "1990–1992 — a “view” of our’s ‘ports’"),
        (r"The {NATO} of {Central Asia}", "The {}NATO{/} of {}Central Asia{/}"),
        (r"{Der Verlust der alten Welt}", "{}Der Verlust der alten Welt{/}"),
        (r"{The {Big} One}", "{}The Big One{/}"),
        (r"A \unknown{macro} goes", "A {}macro{/} goes"),
        ("Ports &amp; Dues", "Ports & Dues"),
        ("A costs $5", "A costs $5"),
        ("A~B", "A\u00a0B"),
        ("A <EM>B</EM> <\u0131>", "A <i>B</i> <\u0131>"),
    ],
)  # fmt: skip
def test_a_title_says_what_tex_would_print(tex, expected, only):
    title = only(f"@book{{a, title = {{{tex}}}}}")["title"]

    assert title == expected.replace("{}", '<span class="nocase">').replace("{/}", "</span>")


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ("date = {2001-03-12}", {"date-parts": [[2001, 3, 12]]}),
        ("year = {2001}, month = mar, day = 12", {"date-parts": [[2001, 3, 12]]}),
        ('year = 2001, month = "12~" # mar', {"date-parts": [[2001, 3, 12]]}),
        ("year = 2001, month = {September}", {"date-parts": [[2001, 9]]}),
        ("year = 2001, month = {Sept--Oct}", {"date-parts": [[2001, 9], [2001, 10]]}),
        ("year = 2001, month = {März}", {"date-parts": [[2001, 3]]}),
        ("year = 2001, month = {Michaelmas term}", {"literal": "Michaelmas term 2001"}),
        ("year = 2001, month = {Spring}", {"date-parts": [[2001, 21]]}),
        ("year = {c. 1850}", {"literal": "c. 1850"}),
        ("year = {[1990]}", {"literal": "[1990]"}),
        ("year = {1990--1992}", {"date-parts": [[1990], [1992]]}),
        ("year = {in press}", {"literal": "in press"}),
        (r"year = {{\noopsort{1973c}}1981}", {"date-parts": [[1981]]}),
        ("date = {199X}", {"literal": "1990s"}),
        ("date = {1850?}", {"literal": "[1850?]"}),
        ("date = {1850~}", {"date-parts": [[1850]], "circa": True}),
        ("year = {1431/2010}", {"literal": "1431/2010"}),
        ("year = {1990/1992}", {"date-parts": [[1990], [1992]]}),
        ("date = {2001/}", {"literal": "2001–"}),
        ("date = {2001-05/2001-06}", {"date-parts": [[2001, 5], [2001, 6]]}),
        ("date = {1999-00-00}", {"date-parts": [[1999]]}),
        ("date = {-0043}", {"date-parts": [[-44]]}),
        ("year = {2001}, month = {13}", {"literal": "13 2001"}),
    ],
)  # fmt: skip
def test_a_date_is_kept_whatever_it_is_written_in(fields, expected, only):
    assert only(f"@book{{a, title = {{A}}, {fields}}}")["issued"] == expected


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ("Lee, Ann and Max Roe", [("Ann", "", "Lee", ""), ("Max", "", "Roe", "")]),
        ("van Gogh, Vincent", [("Vincent", "van", "Gogh", "")]),
        ("Ursula von der Leyen", [("Ursula", "von der", "Leyen", "")]),
        ("King, Jr., Martin Luther", [("Martin Luther", "", "King", "Jr.")]),
        (r"{\'E}mile Zola", [("Émile", "", "Zola", "")]),
        ("Lee, A.; Roe, M.", [("A.", "", "Lee", ""), ("M.", "", "Roe", "")]),
        ("family=Gogh, given=Vincent, prefix=van", [("Vincent", "van", "Gogh", "")]),
        ("J.~R.~R. Tolkien", [("J. R. R.", "", "Tolkien", "")]),
        ("Plato", [("", "", "Plato", "")]),
    ],
)  # fmt: skip
def test_names_are_parted_as_bibtex_does(names, expected, only):
    found = only(f"@book{{a, title = {{A}}, author = {{{names}}}}}")["author"]

    parts = ("given", "non-dropping-particle", "family", "suffix")
    assert [tuple(name.get(part, "") for part in parts) for name in found] == expected


def test_bodies_and_others_are_whole_names(only):
    text = "@book{a, title={A}, author={{Ministry of Justice and Police} and Lee, Ann and others}}"

    assert only(text)["author"] == [
        {"literal": "Ministry of Justice and Police"},
        {"family": "Lee", "given": "Ann"},
        {"literal": "others"},
    ]


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("langid = {tajik}", "tg"), ("langid = {ngerman}", "de"), ("langid = {american}", "en-US"),
        ("language = {de}", "de"), ("language = {fr-FR}", "fr-FR"), ("language = {en_US}", "en-US"),
        ("language = {German}", "de"), ("language = {Русский}", "ru"), ("language = {eng}", "en"),
        ("language = {English and French}", "en"), ("language = {en-UK}", "en-GB"),
        ("hyphenation = {russian}", "ru"),
    ],
)  # fmt: skip
def test_a_language_is_known_by_its_tag_or_its_name(field, expected, only):
    assert only(f"@book{{a, title = {{A}}, {field}}}")["language"] == expected


def test_a_language_that_is_unknown_is_doubted_at_its_field(bib):
    shelf = bib("@book{a,\n  title = {A}, language = {Klingon}}")

    (found,) = shelf.doubts["a"]
    assert (found.span.line, found.span.column) == (2, 16)
    assert "`Klingon`" in found.message
    assert not shelf.faults


@pytest.mark.parametrize(
    ("field", "name", "expected"),
    [
        ("shorttitle = {Docks}", "title-short", "Docks"),
        ("eventtitle = {Dock Days}", "event-title", "Dock Days"),
        ("titleaddon = {[Peace]}", "title-translated", "Peace"),
        ("subtitle = {A View}", "title", "A: A View"),
        ("publisher = {Springer and Sons}", "publisher", "Springer and Sons"),
        ("school = {MIT}", "publisher", "MIT"),
        ("howpublished = {\\url{https://example.org/a\\_b}}", "URL", "https://example.org/a_b"),
        ("url = {www.example.org/a}", "URL", "https://www.example.org/a"),
        ("doi = {https://doi.org/10.1000/a\\_b}", "DOI", "10.1000/a_b"),
        ("eprint = {12.34}, archiveprefix = {arXiv}", "URL", "https://arxiv.org/abs/12.34"),
        ("pages = {12--34}", "page", "12-34"),
        ("urldate = {2020-05-06}", "accessed", {"date-parts": [[2020, 5, 6]]}),
        ("urldate = {Accessed: Feb. 3, 2016}", "accessed", {"date-parts": [[2016, 2, 3]]}),
        ("city = {Oslo}", "publisher-place", "Oslo"),
        ("note = {See \\emph{below}.}", "note", "See <i>below</i>."),
        ("origdate = {1900}", "original-date", {"date-parts": [[1900]]}),
    ],
)  # fmt: skip
def test_a_field_becomes_its_variable(field, name, expected, only):
    assert only(f"@misc{{a, title = {{A}}, {field}}}")[name] == expected


@pytest.mark.parametrize(
    "field",
    ["file", "abstract", "keywords", "bdsk-url-1", "groups", "owner", "timestamp", "mendeley-tags",
     "date-added", "__markedentry", "biburl", "citation-key", "x-anything"],
)  # fmt: skip
def test_what_programs_keep_for_themselves_is_passed_over(field, only):
    assert only(f"@book{{a, title = {{A}}, {field} = {{x}}}}").keys() == {"type", "title", "recase"}


def test_a_type_that_endnote_repeats_is_no_genre(only):
    assert "genre" not in only("@article{RN1, title = {A}, type = {Journal Article}}")
    assert only("@report{RN2, title = {A}, type = {Memo}}")["genre"] == "Memo"


@pytest.mark.parametrize(
    ("written", "kind"),
    [
        ("article", "article-journal"), ("webpage", "webpage"), ("web_page", "webpage"),
        ("online", "webpage"), ("phdthesis", "thesis"), ("techreport", "report"),
        ("conference", "paper-conference"), ("inbook", "chapter"), ("misc", "document"),
        ("generic", "document"), ("map", "map"), ("letter", "personal_communication"),
    ],
)  # fmt: skip
def test_an_entry_type_becomes_its_type(written, kind, bib):
    shelf = bib(f"@{written}{{a, title = {{A}}}}")

    assert shelf.references["a"]["type"] == kind
    assert not shelf.doubts


def test_an_entry_type_that_is_unknown_is_read_and_doubted(bib):
    shelf = bib("\n@bok{a,\n title={A}}\n")

    assert shelf.references["a"]["type"] == "document"
    (found,) = shelf.doubts["a"]
    assert str(found.span).endswith("works.bib:2:1")
    assert found.hint == "did you mean `book`?"


def test_further_keys_lead_to_their_entry(bib):
    shelf = bib("@book{a, title={A}, ids={old1, old2}}\n@book{The Big Book, title={B}}")

    assert shelf.aliases == {"old1": "a", "old2": "a", "The-Big-Book": "The Big Book"}


@pytest.mark.parametrize(
    "key",
    [
        "doe_title_2020",
        "agency(2022)mod",
        "Smith:2010/a",
        "müller2010",
        "Ota太田2010",
        "10.1000/xyz(1)",
    ],
)
def test_a_key_of_any_form_is_kept(key, bib):
    shelf = bib(f"@book{{{key}, title={{A}}}}")

    assert list(shelf.references) == [key]
    assert not shelf.aliases


# ------------------------------------------------------------------------------------- encodings


def test_the_encoding_that_jabref_names_is_read(write):
    path = write("", "works.bib")
    path.write_bytes("% Encoding: windows-1252\n@book{a, title = {Über Häfen}}".encode("cp1252"))

    assert reading.read(path).references["a"]["title"] == "Über Häfen"


def test_utf_16_is_read(write):
    path = write("", "works.bib")
    path.write_bytes("@book{a, title = {Über}}".encode("utf-16"))

    assert reading.read(path).references["a"]["title"] == "Über"


def test_letters_of_windows_are_read_and_doubted_in_their_entry(write):
    path = write("", "works.bib")
    path.write_bytes("@book{a, title = {A}}\n@book{b, title = {Über Häfen}}".encode("cp1252"))

    shelf = reading.read(path)

    assert shelf.references["b"]["title"] == "Über Häfen"
    assert list(shelf.doubts) == ["b"]
    (found,) = shelf.doubts["b"]
    assert str(found.span).endswith("works.bib:2:1")
    assert "“Ü” is not UTF-8, and is read as Windows-1252" in found.message


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r"])
def test_letters_of_another_encoding_make_their_entry_unfit(encoding, write):
    path = write("", "works.bib")
    path.write_bytes("@book{a, title = {A}}\n@book{b, title = {Гавань}}".encode(encoding))

    shelf = reading.read(path)

    assert said(shelf) == ["2:1: `b` is not UTF-8 text"]
    str(shelf.problems[0]).encode()


# ----------------------------------------------------------------------------------------- limits


@pytest.mark.parametrize(
    "text",
    [
        "@book{a, title = {" + "{" * 50_000 + "}" * 50_000 + "}}",
        "@book{a, title = {" + "word " * 200_000 + "}}",
        '@string{a0 = "xxxxxxxxxx"}\n'
        + "".join(f"@string{{a{n + 1} = {' # '.join([f'a{n}'] * 10)}}}\n" for n in range(12))
        + "@book{a, title = a12}",
        "@book{a, title = {\\emph{" * 5_000,
        "@book{" * 20_000,
    ],
    ids=["braces", "letters", "strings", "commands", "openings"],
)
def test_a_file_made_to_exhaust_us_is_told(text, bib):
    shelf = bib(text)

    assert len(shelf.problems) >= 1


def test_no_more_entries_are_read_than_a_briefing_can_need(bib, monkeypatch):
    monkeypatch.setattr(limits, "ENTRIES", 2)

    shelf = bib("@book{a, title={A}}\n@book{b, title={B}}\n@book{c, title={C}}")

    assert list(shelf.references) == ["a", "b"]
    assert said(shelf) == ["3:1: more than 2 entries: those from here on are not read"]


def test_names_as_pubmed_has_them_are_turned_where_all_of_them_are(only):
    turned = only("@article{a, title={A}, author={Wei L and Wu QP and Guo W}}")["author"]
    plain = only("@article{a, title={A}, author={Malcolm X and Ann Lee}}")["author"]

    assert [name["family"] for name in turned] == ["Wei", "Wu", "Guo"]
    assert [name["family"] for name in plain] == ["X", "Lee"]


def test_the_court_of_a_case_is_its_authority(only):
    item = only("@jurisdiction{a, title={White v. State}, institution={Md.}, year=1966}")

    assert item["authority"] == "Md."


def test_letters_in_two_parts_are_composed_and_signs_stay_signs(only):
    item = only("@book{a, title={Que\u0301 5 \u212b}, author={Garci\u0301a, Ana}, year=2001}")

    assert item["title"] == "Qu\u00e9 5 \u212b"
    assert item["author"][0]["family"] == "Garc\u00eda"
