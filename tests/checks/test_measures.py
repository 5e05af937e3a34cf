"""Lengths without room, type too small, words cut off: told from the sheet alone, once."""

import pytest

from report.checks.look import measures, slips
from report.page.theme import Theme


@pytest.fixture
def theme(write, tmp_path):
    def made(text, name="theme.css"):
        write(text, f"house/{name}")
        return Theme.load(tmp_path / "house")

    return made


@pytest.mark.parametrize(
    "css",
    [
        ".block-prose { border: 200mm solid red }",
        ".exhibit { border-bottom: 400mm solid #ddd }",
        ".block-prose { margin-left: 200mm }",
        ".block-list { padding-top: 400mm }",
        ".box { min-width: 400mm }",
        "p { text-indent: -999px }",
        "p { letter-spacing: 600px }",
        ":root { --measure: 500mm }",
        "@page { margin-top: 30cm }",
        "@page { padding: 100mm }",
        ".run-in { font: 400pt/1 serif }",
    ],
)
def test_a_length_that_no_page_has_room_for_is_refused_at_its_declaration(theme, css):
    (told,) = measures.without_room(theme(f"\n{css}"))

    assert (told.span.line, told.span.column) == (2, css.index("{") + 3)
    assert "a page is 210 mm wide and 297 mm high" in told.message
    assert "take a share of" in told.hint


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("p { font-size: 0 }", "leaves no room for words"),
        ("p { font: 0/1 serif }", "leaves no room for words"),
        ("p { line-clamp: 2 }", "cuts words off"),
        (".title { text-overflow: ellipsis }", "cuts words off"),
    ],
)
def test_what_leaves_words_no_room_is_refused(theme, css, message):
    (told,) = measures.without_room(theme(css))

    assert message in told.message


@pytest.mark.parametrize(
    ("css", "message"),
    [
        (".side-note { font-size: 4pt }", "type of 4 pt is not read"),
        (":root { --text: 2pt/3pt }", "type of 2 pt is not read"),
        (".fn { font: 400 5px/7px serif }", "type of 3.8 pt is not read"),
        (".side-note { line-height: 0.3 }", "lines stand over one another"),
        (":root { --title: 40pt/20pt }", "lines stand over one another"),
        (".box { outline: 60pt solid white }", "lies over words"),
    ],
)
def test_type_that_is_not_read_is_doubted(theme, css, message):
    (told,) = measures.small(theme(css))

    assert message in told.message


@pytest.mark.parametrize(
    "css",
    [
        ".field { height: 297mm; width: 216mm; margin: -3mm -3mm 0; padding-top: 170mm }",
        ".title { font: 600 80pt/0.9 var(--serif); letter-spacing: -0.02em; border-radius: 999px }",
        ":root { --title: 60pt/58pt; --line: 13pt; --rule-row: 0.25pt solid #333; --bar: 2pt }",
        "sup { line-height: 0; font-size: 0.7em } .map { max-width: 9999px }",
        ".side-note { width: calc(100% - 900mm + 880mm); font: var(--small) var(--sans) }",
        ".dates { gap: 4mm; outline: 0.5pt solid; transition: none }",
    ],
)
def test_what_designers_write_is_let_be(theme, css):
    look = theme(css)

    assert [d.message for d in (*measures.without_room(look), *measures.small(look))] == []


@pytest.mark.parametrize(
    ("css", "what"),
    [
        (".land { opacity: 0.5 }", "`opacity`"),
        ("text { fill-opacity: 20% }", "`fill-opacity`"),
        (".land { fill: rgba(0, 0, 0, .5) }", "sheer"),
        ("text { display: none }", "hides what a drawing says"),
        (".place { fill: none }", "hides words"),
        ("text { font-size: 40px }", "no room for type of 40 px"),
        ("text { font-size: 0 }", "no room for type of 0 px"),
        (".land { stroke-width: 200 }", "covers what stands beside the line"),
        (".symbol { transform: scale(9) }", "moves what is placed"),
        ("text { text-anchor: end }", "moves what is placed"),
        (".land { filter: blur(3px) }", "knows no `filter: blur(3px)`"),
        (".land { fill: url(#gone) }", "knows no `fill: url(#gone)`"),
    ],
)
def test_what_a_drawing_cannot_have_is_refused_at_its_line(theme, css, what):
    (told,) = slips.impossible(theme(f"\n{css}", "css/drawing.css"))

    assert told.span.line == 2
    assert what in told.message
    assert told.hint


@pytest.mark.parametrize(
    "css",
    [
        ".land { fill: none; opacity: 1; stroke-width: 1.5 }",
        "text { fill: var(--ink); font: 600 8.5px var(--sans) }",
    ],
)
def test_colours_strokes_and_small_changes_of_a_drawing_are_let_be(theme, css):
    assert [*slips.impossible(theme(css, "css/drawing.css"))] == []
