"""Dates of stated precision: never more exact than they are written."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.exhibits import dates
from report.text.catalogue import Catalogue


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
    ("language", "written", "words"),
    [
        ("ru", "12 мая 1997", "12 мая 1997 г."),
        ("ru", "май 1996", "май 1996 г."),
        ("ru", "начало 1995", "начало 1995 г."),
        ("ru", "после мая 1996", "после мая 1996 г."),
        ("ru", "1988/1991", "1988–1991"),
        ("ja", "1997年5月12日", "1997年5月12日"),
        ("ja", "2000年以後", "2000年以後"),
        ("ja", "2013", "2013年"),
        ("de", "Ende 1994", "Ende 1994"),
        ("de", "nach 1. März 2003", "nach 1. März 2003"),
        ("fr", "1er mai 1997", "1er mai 1997"),
        ("es", "mayo de 1997 – junio de 1997", "mayo de 1997–junio de 1997"),
        ("pl", "12 maja 1997", "12 maja 1997"),
        ("ar", "١٢ مايو ١٩٩٧", "12 مايو 1997"),
        ("ru", "late 1994", "конец 1994 г."),
    ],
)
def test_a_date_is_read_and_printed_in_the_language_of_the_briefing(language, written, words):
    assert dates.read(written, Catalogue(language)).words.replace("\u202f", " ") == words


def test_what_is_no_date_is_told_with_the_words_of_the_language():
    with pytest.raises(ValueError, match="is not a date"):
        dates.read("скоро", Catalogue("ru"))

    assert "конец 1994 г." in dates.hint(Catalogue("ru"))


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
