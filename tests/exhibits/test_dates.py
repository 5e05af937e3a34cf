"""Dates of stated precision: never more exact than they are written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.exhibits import dates


@pytest.mark.parametrize(
    ("written", "precision", "words", "years"),
    [
        ("1999", "year", "1999", (1999, 1999)),
        ("2013-10", "month", "October 2013", (2013, 2013)),
        ("October 2013", "month", "October 2013", (2013, 2013)),
        ("2013-10-01", "day", "1 October 2013", (2013, 2013)),
        ("27 February 2003", "day", "27 February 2003", (2003, 2003)),
        ("late 1994", "part", "late 1994", (1994, 1994)),
        ("1988/1991", "range", "1988–1991", (1988, 1991)),
        ("1988–1991", "range", "1988–1991", (1988, 1991)),
        ("1988-1991", "range", "1988–1991", (1988, 1991)),
        ("after 2000", "after", "after 2000", (2000, 2000)),
        ("before 1997-06", "before", "before June 1997", (1997, 1997)),
    ],
)
def test_each_way_of_writing_a_date_is_read(written, precision, words, years):
    when = dates.read(written)

    assert (when.precision, when.words, when.years) == (precision, words, years)


@pytest.mark.parametrize(
    "written",
    ["", "soon", "2013-13", "2013-00", "2013-02-30", "1991/1988", "1988/1990/1991", "0", "12345"],
)
def test_what_is_no_date_is_refused(written):
    with pytest.raises(ValueError, match=r"is not a date|ends before it starts"):
        dates.read(written)


def test_a_year_alone_is_the_whole_of_it_and_a_month_a_twelfth():
    year, month = dates.read("1999"), dates.read("1999-01")

    assert (year.start, year.end) == (1999, 2000)
    assert month.end - month.start == pytest.approx(31 / 365)


def test_a_range_fills_for_certain_only_what_lies_between_its_dates():
    when = dates.read("1992/1997")

    assert (when.start, when.end) == (1992, 1998)
    assert when.inner == (1993, 1997)


def test_late_is_the_last_third():
    assert dates.read("late 1994").start == pytest.approx(1994 + 2 / 3)


@given(st.dates(dt.date(1, 1, 1), dt.date(9998, 12, 31)))
def test_days_keep_their_order_on_the_axis(day):
    when = dates.read(day.isoformat().lstrip("0") if day.year > 999 else f"{day.year}-{day:%m-%d}")

    assert when.years == (day.year, day.year)
    assert day.year <= when.start < when.end <= day.year + 1
