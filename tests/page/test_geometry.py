"""The page that a theme names has a grid of its own, and drawings and tables follow it."""

import pytest
from small import SECTION, small

from report import pipeline, start
from report.content import themes
from report.exhibits.paper import MM, Grid
from report.page import geometry


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
