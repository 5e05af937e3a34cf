"""Titles come in; how the cover sets them is held to the rule."""

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
