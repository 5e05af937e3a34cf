"""Titles come in; how the cover sets them is held to the rule."""

from report.page import titling


def test_a_title_of_two_lines_stands_in_four_columns() -> None:
    assert titling.setting("Japan and the Tajik Peace Accord") == titling.Setting()


def test_a_title_that_five_columns_hold_in_one_line_is_not_broken() -> None:
    found = titling.setting("The Return of the Oska")
    assert found == titling.Setting(wide=True)


def test_a_title_of_three_lines_asks_for_the_higher_band() -> None:
    found = titling.setting("The Restoration of the River Oska between Lissen and Torno")
    assert found is not None
    assert found.tall
    assert not found.long


def test_a_title_of_more_than_three_lines_is_set_smaller() -> None:
    words = "Restoration, Remembrance and Reconciliation of the Oska Valley Communities"
    found = titling.setting(f"{words} between Lissen and Torno")
    assert found is not None
    assert found.long


def test_a_last_line_that_would_be_a_scrap_is_evened_out() -> None:
    found = titling.setting("Restoration and Remembrance of the Oska between Lissen and Torno")
    assert found is not None
    assert found.measure is not None
    assert found.measure < titling.MEASURE


def test_a_title_that_no_cover_holds_has_no_setting() -> None:
    assert titling.setting("A very long title that nobody reads " * 6) is None
    assert titling.setting("Donaudampfschifffahrtsgesellschaftskapitänswitwenrentenkasse") is None
