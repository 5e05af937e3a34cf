"""The page that a theme names has a grid of its own, and drawings and tables follow it."""

import re

import pytest
from small import SECTION, small

from report import pipeline, start
from report.content import themes
from report.exhibits.paper import MM, Grid
from report.page import drawing, geometry
from report.page.theme import Theme
from report.press.note_columns import NoteSize, places


@pytest.fixture
def stack(write, tmp_path):
    def made(page):
        write(f"name: X\npage: {page}\n", "house/theme.yaml")
        return themes.named(tmp_path / "house")

    return made


def test_without_a_page_of_its_own_a_theme_has_the_grid_of_the_default(stack):
    look = stack("{bleed: 3}")

    assert geometry.grid(look, None) == Grid()
    assert "--full" not in geometry.sheet(look, None)


def test_twelve_columns_lie_over_the_live_width(stack):
    found = geometry.grid(stack("{size: [190, 240], margins: {inner: 12, outer: 12}}"), None)

    assert found.full == pytest.approx(166 * MM)
    assert found.measure == pytest.approx(123.5 * MM)
    assert found.hang == pytest.approx(42.5 * MM)


@pytest.mark.parametrize("page", ["{size: A5}", "{side: no}"])
def test_a_narrow_page_has_one_column_and_so_has_a_theme_that_asks_for_it(stack, page):
    look = stack(page)

    assert geometry.one_column(look, None)
    assert "--hang: 0.000mm" in geometry.sheet(look, None)
    assert geometry.grid(look, None).measure == geometry.grid(look, None).full


def test_a_paper_that_is_asked_for_goes_before_the_size_of_the_theme(stack):
    look = stack("{size: A5}")

    assert "--page-width" not in geometry.sheet(look, "letter")
    assert not geometry.one_column(look, "letter")


def test_lines_of_a_sheet_that_lies_are_no_longer_than_can_be_read(stack):
    look = stack("{size: '16:9'}")

    assert geometry.grid(look, None).full == pytest.approx(230 * MM, abs=0.1)
    assert "@page landscape { size: var(--page-width)" in geometry.sheet(look, None)


def test_the_side_note_of_a_narrow_page_stands_over_its_text(write, stack, tmp_path):
    stack("{size: A5}")
    noted = SECTION.replace(
        "        text:", "        side-note: A note.[connective]\n        text:"
    )

    told = pipeline.check(small(write, noted), theme=tmp_path / "house")

    assert [d.check for d in told] == ["unused-fact"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "page",
    ["{size: A5}", "{size: B5}", "{facing: yes, bleed: 3, marks: yes, margins: {inner: 28}}"],
)
def test_the_specimen_prints_whole_on_other_pages(stack, tmp_path, page):
    stack(page)

    pdf = pipeline.build(start.specimen() / "briefing.yaml", theme=tmp_path / "house")

    assert [d for d in pdf.warnings if d.level != "advice"] == []


@pytest.mark.parametrize("page", ["{size: A5}", '{size: "16:9"}', "{margins: {inner: 23.3}}"])
def test_two_notes_and_their_gap_are_as_wide_as_the_page_allows(stack, page):
    look = stack(page)
    sheet = geometry.sheet(look, None)
    lengths = {name: float(mm) for name, mm in re.findall(r"--([a-z-]+): ([\d.]+)mm", sheet)}

    half, gap = lengths["half"] / 25.4 * 96, lengths["gutter"] / 25.4 * 96
    found, _ = places([NoteSize(10, half), NoteSize(10, half)], lengths["full"] / 25.4 * 96, gap)

    assert [place.column for place in found] == [0, 1]


def test_a_theme_makes_every_size_of_type_larger_and_its_own_sheet_goes_before(stack, write):
    look = stack("{type: 120}")
    write(":root { --date: 9pt/9pt }", "house/theme.css")

    found = drawing.tokens(Theme.of(look))

    assert found["text"] == "12.3pt/16.8pt"
    assert found["note"] == "13.25px/16.75px"  # quarters: WeasyPrint compares heights of notes
    assert found["line"] == "16.8pt"
    assert found["running"] == "10.2pt/1"
    assert found["date"] == "9pt/9pt"
    assert found["hang"] == "42.5mm"


def test_the_number_of_a_page_stands_at_its_outer_edge_where_pages_face_each_other(stack):
    rules = geometry.sheet(stack("{facing: yes}"), None)

    left = rules.split("@page :left {")[1]
    assert "@bottom-left { content: counter(page)" in left
    assert "@bottom-right { content: string(record)" in left


@pytest.mark.parametrize(("height", "deep"), [(9, "18.50mm"), (30, "39.50mm"), (3, "14.00mm")])
def test_the_masthead_has_room_for_the_logo(write, tmp_path, height, deep):
    write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "house/a.svg")
    write(f"name: X\nlogo: {{large: a.svg, text: A, height: {height}}}\n", "house/theme.yaml")

    theme = Theme.load(tmp_path / "house")

    assert drawing.tokens(theme)["masthead"] == deep
