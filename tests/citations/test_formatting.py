"""The parts of a note, one call of pandoc, what is kept, what lettered notes alone cite."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest
from works import BOOK, PAGE, plain

from report.citations import Citations, Cited, cite, correction, formatting, pandoc
from report.errors import ReportError


def note_of(reference: Mapping[str, Any], cited: Cited | None = None, **options: Any) -> str:
    return cite([(cited or Cited("it"),)], {"it": reference}, **options).notes[0]


# ------------------------------------------------------------------------------ parts of a note


def test_several_documents_of_one_note_are_separated_by_semicolons() -> None:
    cluster = (
        Cited("page", place="abstract, para. 2"),
        Cited("book", locator="p. 3", prefix="see"),
    )

    made = cite([cluster], {"page": PAGE, "book": BOOK})

    assert plain(made.notes[0]) == (
        "“A Page,” abstract, para. 2, https://example.org/?a=1&b=2; see R. Aron, Peace and War: A "
        "Theory of International Relations (Krieger, 1981), 3."
    )


def test_joined_places_come_out_as_they_went_in() -> None:
    place = "under “National Peace Accord,” paras. 1–2; heading “Accord implemented”"
    page = {"type": "webpage", "title": "A page"}

    note = note_of(page, Cited("it", place=place))

    assert note == (
        "“A Page,” under “National Peace Accord,” paras. 1–2; heading “Accord implemented.”"
    )


def test_a_note_begins_with_a_capital_even_in_its_prefix() -> None:
    assert note_of(BOOK, Cited("it", prefix="see")).startswith("See R. Aron")


def test_a_later_note_is_short_and_never_ibid() -> None:
    made = cite([(Cited("it"),)] * 3, {"it": BOOK})

    assert made.notes[1:] == ("Aron, <i>Peace and War</i>.",) * 2


def test_the_short_title_is_declared_once_and_only_where_it_is_used_again() -> None:
    work = {**PAGE, "short": "Our page", "hereafter": "true"}

    once = cite([(Cited("it"),)], {"it": work}).notes
    twice = cite([(Cited("it"),)] * 2, {"it": work}).notes

    assert "hereafter" not in once[0]
    assert [n.count("(hereafter “Our page”)") for n in twice] == [1, 0]


def test_a_declared_book_is_named_in_italics() -> None:
    made = cite([(Cited("it"),)] * 2, {"it": {**BOOK, "hereafter": True}})

    assert made.notes[0].endswith("(Krieger, 1981; hereafter <i>Peace and war</i>).")


def test_a_declaration_joins_the_parenthesis_before_it() -> None:
    work = {"type": "webpage", "title": "A page", "short": "Page", "hereafter": True}
    work["genre"] = "a description (undated)"

    assert cite([(Cited("it"),)] * 2, {"it": work}).notes[0] == (
        "“A Page,” a description (undated; hereafter “Page”)."
    )


def test_closing_words_stand_in_parentheses_before_another_document() -> None:
    work = {**BOOK, "in-notes": {"closing": "Licensed CC BY 3.0."}}

    alone, followed = (
        cite([cluster], {"it": work, "page": PAGE}).notes[0]
        for cluster in ((Cited("it"),), (Cited("it"), Cited("page")))
    )

    assert alone.endswith("(Krieger, 1981). Licensed CC BY 3.0.")
    assert "(Krieger, 1981) (licensed CC BY 3.0); “A Page,”" in followed


def test_what_a_note_says_otherwise_stays_out_of_the_bibliography() -> None:
    work = {**BOOK, "in-notes": {"publisher": "", "issued": "1962"}}

    made = cite([(Cited("it"),)], {"it": work})

    assert made.notes[0].endswith("(1962).")
    assert made.bibliography[0][1].endswith("Krieger, 1981.")
    assert len(made.bibliography) == 1


def test_a_web_address_is_a_link() -> None:
    link = '<a href="https://example.org/?a=1&amp;b=2">https://example.org/?a=1&amp;b=2</a>.'

    assert note_of(PAGE).endswith(link)


def test_a_title_in_another_language_names_it_and_its_english_is_roman() -> None:
    work = {
        **BOOK,
        "title": "Миростроительство",
        "language": "ru",
        "title-translated": "Peacebuilding",
    }
    del work["title-short"]

    note = note_of(work)

    assert '<i lang="ru">Миростроительство</i> [Peacebuilding] (' in note


def test_the_english_of_a_quoted_title_stands_outside_its_quotation_marks() -> None:
    work = {"type": "webpage", "title": "Доклад", "language": "ru", "title-translated": "A report"}

    assert note_of(work | {"issued": "2003"}) == '“<span lang="ru">Доклад</span>” [A report], 2003.'


def test_a_translation_is_not_repeated_in_later_notes() -> None:
    work = {
        **BOOK,
        "title": "Миростроительство",
        "language": "ru",
        "title-translated": "Peacebuilding",
    }
    del work["title-short"]

    later = cite([(Cited("it"),)] * 2, {"it": work}).notes[1]

    assert later == 'Aron, <i lang="ru">Миростроительство</i>.'


def test_sic_is_roman_and_small_in_an_italic_title() -> None:
    note = note_of({**BOOK, "title": "The miror [sic] of history"})

    assert "<i>The Miror</i> [sic] <i>of History</i> (" in note


def test_quotation_marks_follow_the_briefing_and_stops_stay_inside() -> None:
    work = {"type": "webpage", "title": "The “third” page", "short": "Page", "hereafter": True}

    made = cite(
        [(Cited("it", place="under “Talks,” para. 1"),), (Cited("it"),)],
        {"it": work},
        quotes="single",
    )

    assert made.notes == (
        "‘The “Third” Page,’ under ‘Talks,’ para. 1 (hereafter ‘Page’).",
        "‘Page.’",
    )


def test_a_name_inside_double_quotation_marks_keeps_its_apostrophe() -> None:
    note = note_of(
        {"type": "webpage", "title": "The Tajiks’ accord", "issued": "2003"}, quotes="single"
    )

    assert note == "‘The Tajiks’ Accord,’ 2003."


def test_a_repeated_author_is_printed_in_every_entry() -> None:
    other = {**BOOK, "title": "Another"}

    made = cite([], {"a": BOOK, "b": other}, bibliography=("a", "b"))

    assert [entry.startswith("Aron, R. ") for _, entry in made.bibliography] == [True, True]


def test_works_listed_but_not_cited_are_in_the_bibliography() -> None:
    made = cite([(Cited("a"),)], {"a": BOOK, "b": PAGE, "c": PAGE}, bibliography=("b",))

    assert [key for key, _ in made.bibliography] == ["b", "a"]


def test_an_entry_keeps_its_place_where_notes_say_it_otherwise() -> None:
    first = {**BOOK, "author": [{"family": "Abel", "given": "B."}]}
    last = {
        **BOOK,
        "author": [{"family": "Zorn", "given": "A."}],
        "in-notes": {"publisher": "Other"},
    }

    made = cite([], {"z": last, "a": first}, bibliography=("z", "a"))

    assert [key for key, _ in made.bibliography] == ["a", "z"]


def test_a_date_may_be_written_as_text() -> None:
    dated, month, undated = (
        note_of({"type": "webpage", "title": "A page", "issued": value})
        for value in ("2006-05-13", "2006-05", "undated")
    )

    assert (dated, month, undated) == (
        "“A Page,” May 13, 2006.",
        "“A Page,” May 2006.",
        "“A Page,” undated.",
    )


@pytest.mark.parametrize(
    ("broken", "mended"),
    [
        ("“Title.”.", "“Title.”"),
        ("<i>Title.</i>.", "<i>Title.</i>"),
        ("Polity, etc.. Rest.", "Polity, etc. Rest."),
        ("from “Role”.", "from “Role.”"),
        ("A pause ... and on.", "A pause ... and on."),
        ("<i>Science</i> 34,.", "<i>Science</i> 34."),
    ],
)
def test_a_stop_is_never_doubled_and_stands_inside_quotation_marks(
    broken: str, mended: str
) -> None:
    assert correction.note(broken, american=True) == mended


def test_british_punctuation_is_left_to_british_styles() -> None:
    assert correction.note("from “Role”", american=False) == "from “Role”."


# ------------------------------------------------------------------------------------- references


def test_a_reference_that_is_no_csl_is_refused_with_a_way_out() -> None:
    work = {
        "type": "bok",
        "title": "A book",
        "auther": "Aron",
        "author": "Aron",
        "issued": ["1981"],
    }

    with pytest.raises(ReportError) as info:
        cite([(Cited("it"),)], {"it": work})

    assert sorted(f"{d.message} | {d.hint}" for d in info.value.diagnostics) == [
        "reference `it`: `auther` is not a field of a reference | did you mean `author`?",
        "reference `it`: `author` is a list of names | - {family: Usmonov, given: Farrukh}",
        "reference `it`: `issued` is no date | write 2006, 2006-05-13, or undated",
        "reference `it`: there is no type of reference `bok` | did you mean `book`?",
    ]


def test_a_key_that_no_reference_has_is_a_fault_of_the_program() -> None:
    with pytest.raises(KeyError):
        cite([(Cited("nobody"),)], {})


# ------------------------------------------------------------------------------------------ cache


@pytest.fixture
def calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Count the calls of pandoc."""
    made: list[str] = []
    run: Callable[..., str] = pandoc.run

    def counted(*arguments: str, **options: Any) -> str:
        made.append(options["text"])
        return run(*arguments, **options)

    monkeypatch.setattr(pandoc, "run", counted)
    return made


def test_notes_and_bibliography_take_one_call_and_none_the_second_time(
    tmp_path: Path, calls: list[str]
) -> None:
    request = [(Cited("it"),)] * 5, {"it": BOOK}

    first = cite(*request, cache=tmp_path)
    second = cite(*request, cache=tmp_path)

    assert first == second
    assert len(calls) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"style": "apa"},
        {"locale": "de-DE"},
        {"quotes": "single"},
        {"bibliography": ("page",)},
        {"numbers": (7,)},
    ],
    ids=str,
)
def test_another_request_is_another_call(
    change: Mapping[str, Any], tmp_path: Path, calls: list[str]
) -> None:
    works = {"it": BOOK, "page": PAGE}
    cite([(Cited("it"),)], works, cache=tmp_path)

    cite([(Cited("it"),)], works, cache=tmp_path, **change)

    assert len(calls) == 2


def test_a_reference_that_nothing_cites_does_not_make_a_call(
    tmp_path: Path, calls: list[str]
) -> None:
    cite([(Cited("it"),)], {"it": BOOK}, cache=tmp_path)

    cite([(Cited("it"),)], {"it": BOOK, "page": PAGE}, cache=tmp_path)

    assert len(calls) == 1


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"notes": [1]}', "\x00"])
def test_a_damaged_answer_in_the_cache_is_no_answer(
    damage: str, tmp_path: Path, calls: list[str]
) -> None:
    good = cite([(Cited("it"),)], {"it": BOOK}, cache=tmp_path)
    next(tmp_path.glob("*.json")).write_text(damage)

    assert cite([(Cited("it"),)], {"it": BOOK}, cache=tmp_path) == good
    assert len(calls) == 2


def test_the_cache_keeps_the_newest_and_leaves_nothing_half_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(formatting, "_KEPT", 2)
    monkeypatch.setattr(formatting.Request, "answer", lambda self: Citations((), (), (), True))

    for year in ("1981", "1982", "1983"):
        cite([], {"it": {**BOOK, "issued": year}}, bibliography=("it",), cache=tmp_path)

    assert sorted(p.suffix for p in tmp_path.iterdir()) == [".json", ".json"]


def test_a_cache_that_cannot_be_written_is_done_without(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")

    made = cite([(Cited("it"),)], {"it": BOOK}, cache=tmp_path / "file")

    assert made.notes


# ----------------------------------------------------------------------------------------- pandoc


def test_pandoc_is_the_one_of_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")

    assert pandoc.executable().parts[-3:-1] == ("pypandoc", "files")
    assert pandoc.run("--from=markdown", "--to=plain", text="*one*").strip() == "one"


def test_what_pandoc_refuses_is_raised() -> None:
    with pytest.raises(pandoc.PandocError, match="JSON"):
        pandoc.run("--from=json", "--to=json", text="no JSON")


# ----------------------------------------------------------------------------- short, and by sigla


def test_a_first_note_is_short_where_the_list_of_sources_is_complete() -> None:
    report = {
        "type": "report",
        "title": "Harbour Dues in the North",
        "title-short": "Harbour Dues",
        "author": [{"family": "Holm", "given": "Eva"}],
        "publisher": "Harbour Board",
    }

    made = cite([(Cited("it"),), (Cited("it"),)], {"it": report}, short=True)

    assert [plain(note) for note in made.notes] == ["Holm, Harbour Dues."] * 2
    assert "Harbour Board" in made.bibliography[0][1]


def sigla(*clusters: tuple[Cited, ...], **options: Any) -> list[str]:
    works = {
        "page": {"type": "webpage", "title": "A Page"},
        "record": {"type": "webpage", "title": "A Record"},
        "book": {"type": "book", "title": "Conflict", "author": [{"family": "Burton"}]},
    }
    called = {"page": "P", "record": "R"}
    return [plain(n) for n in cite(clusters, works, short=True, called=called, **options).notes]


def test_a_document_goes_by_its_siglum_and_its_place() -> None:
    assert sigla((Cited("page", place="“OSCE,” ¶ 1"), Cited("record", locator="Highlights"))) == [
        "P, “OSCE,” ¶ 1; R, Highlights."
    ]


def test_words_quoted_from_a_place_end_the_note_inside_their_marks() -> None:
    cited = Cited("page", place="“OSCE,” ¶ 1", said="“OSCE,” ¶ 1: “one of its”")

    assert sigla((cited,)) == ["P, “OSCE,” ¶ 1: “one of its.”"]


def test_a_work_without_a_siglum_stands_beside_one_in_the_words_of_the_style() -> None:
    assert sigla((Cited("book", locator="p. 4"), Cited("page", place="¶ 2"))) == [
        "P, ¶ 2; Burton, Conflict, 4."
    ]


def test_a_silence_names_the_documents_that_were_searched() -> None:
    searched = (Cited("page", prefix="not in"), Cited("record"), Cited("book"))

    assert sigla(searched[:1], searched[:2], searched) == [
        "Not in P.",
        "Not in P or R.",
        "Not in P or R; Burton, Conflict.",
    ]


def test_a_style_that_cites_in_the_text_has_no_sigla() -> None:
    works = {"page": {"type": "webpage", "title": "A Page"}}

    made = cite([(Cited("page"),)], works, style="apa", called={"page": "P"})

    assert made.in_text[0] != "P"


@pytest.mark.parametrize(
    "note", ["ID: TN_1", "Publisher: Springer", "{:id: b}", "id: x\ntype: song"]
)
def test_a_note_that_looks_like_a_field_stays_a_note(note):
    work = {"type": "book", "title": "A", "publisher": "Press", "note": note}

    made = cite([(Cited("a"),)], {"a": work}, bibliography=["a"])

    assert made.notes[0].startswith("<i>A</i> (Press, ")
    assert made.bibliography[0][0] == "a"


@pytest.mark.parametrize("part", ["notes", "in_text"])
def test_a_kept_answer_that_holds_something_else_than_texts_is_made_anew(
    tmp_path: Path, part: str
) -> None:
    def made() -> Citations:
        return cite([(Cited("it"),)], {"it": BOOK}, bibliography=["it"], cache=tmp_path)

    first = made()
    (kept,) = tmp_path.glob("*.json")
    kept.write_text(json.dumps({**json.loads(kept.read_text()), part: [42]}))

    assert made() == first


def test_a_work_that_lettered_notes_alone_cite_is_full_there_and_listed_once() -> None:
    answer = cite(
        [(Cited("page"),), (Cited("it"),), (Cited("page"),)],
        {"it": BOOK, "page": PAGE},
        bibliography=["it", "page"],
        numbers=[1, 1, 2],
    )

    assert "Krieger" in answer.notes[1]
    assert sorted(key for key, _ in answer.bibliography) == ["it", "page"]


@pytest.mark.parametrize("written", ["12 June 2019", "June 12, 2019", "2019-06-12"])
def test_a_day_in_words_is_a_date(written):
    page = {"type": "webpage", "title": "Dues", "issued": written}

    (note,) = cite([(Cited("it"),)], {"it": page}).notes

    assert note == "“Dues,” June 12, 2019."
