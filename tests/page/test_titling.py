"""Titles come in; how the cover sets them is held to the rule."""

import pytest
from small import small

from report import ReportError, pipeline
from report.exhibits.paper import grid
from report.page import titling


def test_a_title_of_two_lines_is_set_large() -> None:
    found = titling.setting("Japan and the Tajik Peace Accord")
    assert found is not None
    assert found.size == "large"


def test_a_title_of_one_line_keeps_the_whole_width() -> None:
    assert titling.setting("The Return of the Oska") == titling.Setting()


def test_a_title_of_three_lines_is_set_smaller() -> None:
    found = titling.setting("The Restoration of the Oska, and of its Mills, in Lissen and Torno")
    assert found is not None
    assert found.size == "medium"


def test_the_longest_titles_are_set_smallest() -> None:
    words = "Restoration, Remembrance and Reconciliation of the Oska Valley Communities"
    found = titling.setting(f"{words} between Lissen and Torno, and of Those who Came Back to Them")
    assert found is not None
    assert found.size == "small"


def test_a_last_line_that_would_be_a_scrap_is_evened_out() -> None:
    found = titling.setting("Restoration and Peace in Oska")
    assert found is not None
    assert found.measure is not None
    assert found.measure < grid().full


def test_a_title_that_no_cover_holds_has_no_setting() -> None:
    assert titling.setting("A very long title that nobody reads " * 8) is None
    assert titling.setting("Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenkasse") is None


def test_the_title_is_measured_at_the_sizes_of_the_theme(write, tmp_path) -> None:
    long = "Restoration, Remembrance and Reconciliation of the Oska Valley Communities for All"
    path = small(write)
    path.write_text(path.read_text().replace("Harbour dues\n", f"{long}\n"))
    path.write_text(
        path.read_text().replace("- id: findings\n", "- id: findings\n    layout: cover\n")
    )
    larger = write(
        ":root { --title-medium: 70pt/72pt; --title-small: 70pt/72pt }", "house/theme.css"
    ).parent
    smaller = write(":root { --title-small: 60px; --title: 20pt/22pt }", "other/theme.css").parent

    with pytest.raises(ReportError) as caught:
        pipeline.check(path, theme=larger)

    (told,) = caught.value.diagnostics
    assert told.span.line == 1
    assert "at most 4 lines of 70 pt" in told.hint
    assert "`--title-small`" in told.hint
    assert "unused-fact" in [d.check for d in pipeline.check(path, theme=smaller)]
    assert titling.sizes({"title": "20pt/22pt", "title-small": "60px"}) == (20.0, 34.0, 25.0)
