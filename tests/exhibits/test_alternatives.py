"""What a drawing shows is said in sentences."""

from report.exhibits import alternatives
from report.exhibits.dates import read
from report.text.catalogue import Catalogue

HOUSE = Catalogue()


def test_the_longest_silence_is_named_with_what_stands_before_and_after():
    whens = [read(text) for text in ("1994", "1995", "June 1997", "2008", "2010–2012")]

    assert alternatives.dates(whens, 1990, 2013, HOUSE) == (
        "5 dates on a line of years, 1990 to 2013. "
        "The longest stretch without one is 1998 to 2007; before it: 3, after it: 2."
    )


def test_a_range_fills_its_years():
    whens = [read("1990–1999"), read("2001")]

    assert alternatives.dates(whens, 1990, 2001, HOUSE).endswith("is a single year, 2000.")


def test_dates_without_a_silence_are_counted():
    told = alternatives.dates([read("1990")], 1988, 1991, HOUSE)

    assert told == "1 date on a line of years, 1988 to 1991."


def test_tracks_are_counted_the_fullest_first():
    assert alternatives.tracks(["B", "A", "A"], HOUSE) == "Marks by track: A 2, B 1."
    assert alternatives.tracks(["A", "A"], HOUSE) == ""


def test_places_are_found_in_the_part_of_the_land_where_they_lie():
    spots = [("A", 0.1, 0.1), ("B", 0.5, 0.5), ("C", 0.2, 0.3), ("D", 0.9, 0.5)]

    assert alternatives.places(spots, HOUSE) == "North-west: A, C; Centre: B; East: D"


def test_of_many_places_in_one_part_the_first_are_named():
    spots = [(name, 0.5, 0.9) for name in "ABCDEF"]

    assert alternatives.places(spots, HOUSE) == "South: A, B, C, D … (+2)"
