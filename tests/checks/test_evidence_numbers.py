"""Numbers, dates and names of claims against those of their facts, and of facts against phrases."""

import pytest

from report.text.quantities import Date, Number, figures, held
from tests.harbour import SURVEY, checks, examine


@pytest.mark.parametrize(
    ("text", "meanings"),
    [
        ("ten ships, 10 crews", [Number("10"), Number("10")]),
        ("twenty-two, two hundred and ten, 1,234, 3.2 million", [22, 210, 1234, 3200000]),
        ("12 per cent, 12%", [Number("12", "%"), Number("12", "%")]),
        ("on 27 February 2003, in June 1997", [Date(2003, 2, 27), Date(1997, 6)]),
        ("1992–1997, 2010–11", [Date(1992), Date(1997), Date(2010), Date(2011)]),
        ("late 1994, c. 2013", [Date(1994, part="late"), Date(2013, part="c")]),
        ("the sixth course, the 6th", [Number("6", "th"), Number("6", "th")]),
        ("two-thirds, half of them", [Number("2/3"), Number("1/2")]),
        ("ISSN 2328-8272", [Number("2328-8272")]),
        ("one of the first, none often, Exhibit 3, para. 2, row 2a", []),
        ("it may march on", []),
        ("1. Dues rose. (2) Ships", [Number("2")]),
        ("10⁶ tonnes, 5 × 10⁶", [Number("1000000"), Number("5000000")]),
        ("a year and a half, two and a half, two hours and a quarter", ["1.5", "2.5", "2.25"]),
        ("in million roubles", []),
        ("a million roubles", [Number("1000000")]),
        ("3 to 5 million, 15.2–19.5 million", [3000000, 5000000, 15200000, 19500000]),
        ("12 to 15 per cent", [Number("12", "%"), Number("15", "%")]),
        ("May, June and July 2017", [Date(2017, 5), Date(2017, 6), Date(2017, 7)]),
        ("27 February to 3 March 2003", [Date(2003, 2, 27), Date(2003, 3, 3)]),
    ],
)
def test_numbers_and_dates_are_read_for_what_they_mean(text, meanings):
    wanted = [Number(str(m)) if isinstance(m, int | str) else m for m in meanings]

    assert [figure.meaning for figure in figures(text)] == wanted


def test_an_as_of_field_has_months_where_prose_has_years():
    assert [f.meaning for f in figures("2010-11", iso=True)] == [Date(2010, 11)]
    assert [f.meaning for f in figures("2010-11")] == [Date(2010), Date(2011)]


def test_a_date_may_be_coarser_than_the_one_held_but_not_finer():
    assert held(Date(1997), [Date(1997, 6)])
    assert not held(Date(1997, 6), [Date(1997)])
    assert not held(Date(1994, part="early"), [Date(1994, part="late")])


@pytest.mark.parametrize(
    "text",
    [
        "Dues rose by twelve per cent in Norwich in 2018.[@dues-rose]",
        "On 27 February at least 12 ships were reportedly wrecked off Hull.[@wrecks-counted]",
        "The Board asked for two things.[@pilots-asked; @lights-asked]",
        "All three documents speak of ports.[@survey; @paper-page; @conference-held; @dues-rose]",
        "When it was written (its latest dated event is May 2019), it had quays.[@board-leases]",
    ],
)
def test_a_number_that_the_facts_bear_out_passes(write, text):
    assert "numbers" not in checks(examine(write, text))


def test_a_call_inside_a_sentence_cites_for_what_stands_before_it(write):
    sound = "Dues rose in 2018,[@dues-rose] and two meetings, one in 1999,[@conference-held] came."
    swapped = "Dues rose in 1999,[@dues-rose] and a conference was held in 2018.[@conference-held]"

    assert examine(write, sound) == ()
    assert checks(examine(write, swapped)) == ["numbers", "numbers"]


def test_a_thing_that_a_fact_numbers_has_that_number_and_no_other(write):
    text = "It leased twelve quays, and 12 per cent was paid.[@board-leases; @dues-rose]"

    (found,) = examine(write, text)

    assert "“twelve”" in found.message


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("Dues rose by 12 in Norwich in 2018.[@dues-rose]", "12"),
        ("Dues rose by 12 per cent in Norwich in 2017.[@dues-rose]", "2017"),
        ("Dues rose by 12 per cent in Norwich in May 2018.[@dues-rose]", "May 2018"),
        ("The Northern Port Board leased two quays in Hull.[@board-leases; @dues-rose]", "two"),
        ("Half the dues rose in Norwich in 2018.[@dues-rose]", "Half"),
        ("All four documents speak of Norwich.[@dues-rose]", "four"),
    ],
)
def test_a_number_that_no_fact_cited_has_is_found(write, text, number):
    found = [d for d in examine(write, text) if d.check == "numbers"]

    assert [d.message.split("”")[0].removeprefix("“") for d in found] == [number]


def test_a_date_that_a_fact_has_of_something_else_is_found(write):
    sound = "Dues rose in 2018, after a conference in Dover in 1999.[@dues-rose; @conference-held]"
    swapped = "Dues rose in 1999, after a conference in Dover.[@dues-rose; @conference-held]"

    found = examine(write, swapped)

    assert examine(write, sound) == ()
    assert [d.message for d in found] == [
        "“1999” is the date of something else, in `conference-held`"
    ]


def test_the_hint_names_the_fact_that_has_the_number(write):
    (found,) = examine(write, "Dues rose in Norwich in 1999.[@dues-rose]")

    assert "the fact `conference-held` has it" in str(found.hint)


TABLE = """\
      - kind: table
        id: ports
        title: TITLE
        boxhead: [Port, What happened, When]
        rows:
          - [Norwich, "Dues rose by 12 per cent[@dues-rose]", "2018"]
          - [Dover, "A conference was held[@conference-held]", "YEAR"]
"""


def table(title: str = "What happened in two ports", year: str = "1999") -> str:
    return TABLE.replace("TITLE", title).replace("YEAR", year)


def test_a_title_may_count_the_rows_of_its_exhibit(write):
    assert examine(write, blocks=table()) == ()
    assert checks(examine(write, blocks=table("What happened in three ports"))) == ["numbers"]


def test_a_cell_without_a_call_is_held_against_its_own_row(write):
    assert checks(examine(write, blocks=table(year="2018"))) == ["numbers"]


def test_a_title_is_held_against_the_facts_of_its_block(write):
    assert checks(examine(write, blocks=table("Norwich and Leith"))) == ["names"]


# ------------------------------------------------------------------------------------------ names


@pytest.mark.parametrize(
    "text",
    [
        "The NPB leased three quays in Hull.[@board-leases]",
        "In Hull’s harbour, Icelandic pilots stayed.[@pilots-came; @board-leases]",
        "According to Okafor, a conference was held.[@conference-held]",
        "The paper “Northern Ports and Their Keepers” tells of a conference.[@conference-held]",
        "Shortages were told of in Norwich.[@dues-rose]",
        "The page never mentions Iceland.[@survey]",
    ],
)
def test_a_name_that_the_facts_have_passes(write, text):
    assert examine(write, text) == ()


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("Dues rose in Hull in 2018.[@dues-rose]", "Hull"),
        ("Hull saw its dues rise.[@dues-rose]", "Hull"),
        ("Grimsby saw its dues rise.[@dues-rose]", "Grimsby"),
        ("A conference of the UN was held.[@conference-held]", "UN"),
        ("The National Pilots Board leased quays in Hull.[@board-leases]", "National"),
        ("Okafor saw the dues rise.[@dues-rose]", "Okafor"),
    ],
)
def test_a_name_that_no_fact_cited_has_is_found(write, text, name):
    found = [d for d in examine(write, text) if d.check == "names"]

    assert f"the name “{name}”" in found[0].message


def test_halves_of_two_names_side_by_side_are_found(write):
    found, _ = examine(write, "The Northern Hull Board leased three quays.[@board-leases]")

    assert "“Northern Hull” stands so in no fact" in found.message


def test_a_declared_variant_stands_for_the_name_in_its_reason(write):
    head = "declared: {Kingston: another name of Hull}\n"

    assert examine(write, "Kingston had quays.[@board-leases]", head=head) == ()
    assert checks(examine(write, "Kingston had dues.[@dues-rose]", head=head)) == ["names"]


def test_an_actor_is_a_name_though_it_opens_its_cell(write):
    actors = (
        "      - kind: actors\n        id: who\n        title: Who\n        groups:\n"
        "          - head: Boards\n            actors:\n"
        "              - {name: Grimsby, role: 'Leased quays[@board-leases]', when: c. 2019}\n"
    )

    assert checks(examine(write, blocks=actors)) == ["names"]


# --------------------------------------------------------------------------------------- supports


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ("supports: [12 per cent, ", "supports: [", "12 per cent"),
        ("Norwich in 2018]", "in 2018]", "Norwich"),
        ("supports: [at least twelve ships", "supports: [twelve ships", "At least|at least"),
        ("must-keep: [by and large]", "must-keep: [largely]", "largely"),
        ("    as-of: 2003-02-27", "    as-of: 2003-03-27", "2003-03-27"),
        ("    declared: {NPB: the abb", "    declared: {PBN: the abb", "NPB|PBN"),
    ],
)
def test_what_a_fact_says_beyond_its_phrases_is_found(write, old, new, words):
    assert old in SURVEY

    found = [d for d in examine(write, survey=SURVEY.replace(old, new)) if d.check == "supports"]

    assert found
    assert any(word in d.message for d in found for word in words.split("|"))


def test_a_number_declared_with_its_reason_passes(write):
    survey = SURVEY.replace(
        "    supports: [12 per cent, Norwich in 2018]",
        "    supports: [Norwich in 2018]\n    declared: {12 per cent: in the table beside}",
    )

    assert examine(write, survey=survey) == ()
