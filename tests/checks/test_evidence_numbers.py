"""Numbers, dates and names of claims against those of their facts, and of facts against phrases."""

import pytest

from report.text.quantities import Date, Number, figures, held
from tests.harbour import PAGE, SURVEY, checks, examine


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


# ------------------------------------------------------------------- what else bears a number out


def numbers(write, text="", **more):
    """Return the words at fault that the check of numbers finds."""
    found = [d for d in examine(write, text, **more) if d.check == "numbers"]
    return [d.message.split("”")[0].removeprefix("“") for d in found]


QUESTION = """\
      - kind: questions
        levels:
          - {name: Easy, questions: ["Why did dues rise in YEAR?"]}
"""


@pytest.mark.parametrize(("year", "wrong"), [("2018", []), ("2017", ["2017"]), ("1999", ["1999"])])
def test_the_date_of_a_question_is_one_that_a_fact_has_with_a_word_of_it(write, year, wrong):
    assert numbers(write, blocks=QUESTION.replace("YEAR", year)) == wrong


def test_a_number_in_a_question_is_nobodys_claim_unless_no_fact_has_it(write):
    question = QUESTION.replace("in YEAR", "by COUNT per cent")

    assert numbers(write, blocks=question.replace("COUNT", "12")) == []
    assert numbers(write, blocks=question.replace("COUNT", "13")) == ["13 per cent"]


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("Two things were asked.[@pilots-asked; @lights-asked]", []),
        ("Three things were asked.[@pilots-asked; @lights-asked]", ["Three"]),
        ("2 things were asked.[@pilots-asked; @lights-asked]", ["2"]),
        ("The second of two.[@pilots-asked; @lights-asked]", []),
        ("Two per cent were asked.[@pilots-asked; @lights-asked]", ["Two per cent"]),
    ],
)
def test_a_number_in_words_may_count_the_bullets_that_are_cited(write, text, wrong):
    assert numbers(write, text) == wrong


@pytest.mark.parametrize(("count", "wrong"), [("Two", []), ("Four", ["Four"])])
def test_a_number_in_words_may_count_the_facts_that_are_cited(write, count, wrong):
    text = f"{count} matters are told.[@dues-rose; @board-leases]"

    assert numbers(write, text) == wrong


@pytest.mark.parametrize(("count", "wrong"), [("two", []), ("five", ["five"])])
def test_a_summary_may_count_the_bullets_of_its_document(write, count, wrong):
    survey = SURVEY.replace("summary: An unsigned page", f"summary: A page of {count} demands")
    blocks = "      - kind: documents\n"

    survey = survey.replace(" with at least 12 wrecks", "")
    assert numbers(write, blocks=blocks, survey=survey) == wrong


@pytest.mark.parametrize(
    ("words", "wrong"), [("These two", []), ("These four", ["four"]), ("Some two", ["two"])]
)
def test_these_two_are_two_of_what_was_just_said(write, words, wrong):
    before = "Dues rose.[@dues-rose] Quays were leased.[@board-leases]"

    assert numbers(write, f"{before} {words} differ.[@dues-rose]") == wrong


@pytest.mark.parametrize(
    ("text", "message"),
    [
        (
            "The Board leased 12 quays in Hull.[@board-leases; @dues-rose]",
            "“12” is in none of the facts this rests on: `board-leases` says “three quays”",
        ),
        (
            "Three ships were wrecked.[@wrecks-counted; @board-leases]",
            "“Three” is said here of “ships”, but the fact `board-leases` says “three quays”,"
            " and `wrecks-counted` “12 ships”",
        ),
    ],
)
def test_a_wrong_number_is_told_with_what_the_facts_count(write, text, message):
    found = [d for d in examine(write, text) if d.check == "numbers"]

    assert [d.message for d in found] == [message]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("Dues rose by 13 per cent.[@dues-rose]", "the cited fact `dues-rose` has “12 per cent”;"),
        ("Dues rose in 2016.[@dues-rose]", "the cited fact `dues-rose` has “2018”;"),
        (
            "The Board leased two quays.[@board-leases]",
            "the cited fact `board-leases` has “three q",
        ),
        ("The Board leased 12 ships.[@board-leases]", "the cited fact `board-leases` has “three"),
    ],
)
def test_the_hint_first_says_what_the_cited_fact_has(write, text, hint):
    found = [d for d in examine(write, text) if d.check == "numbers"]

    assert str(found[0].hint).startswith(hint)


def test_the_hint_names_of_several_facts_the_nearest(write):
    text = "Ships were wrecked off Hull at 12.[@board-leases]"

    (found,) = [d for d in examine(write, text) if d.check == "numbers"]

    assert "the fact `wrecks-counted` has it" not in str(found.hint)  # it counts ships, not hours


def test_a_year_after_the_record_is_for_another_check(write):
    assert numbers(write, "Dues rose in 2031.[@dues-rose]") == []


def test_the_label_of_a_row_and_the_end_of_the_record_rest_on_no_fact(write):
    matrix = (
        "      - kind: matrix\n        id: m\n        title: Asked\n        provisions:\n"
        "          - {number: '7', agreed: 'Lights[@lights-asked]'}\n"
    )

    assert numbers(write, blocks=matrix) == []


def test_how_far_a_document_goes_may_be_said_of_it(write):
    text = "The page’s latest event is of May 2019.[@board-leases]"

    assert numbers(write, text) == []
    assert numbers(write, text.replace("latest event", "event")) == ["May 2019"]


def test_the_unit_of_a_chart_names_a_scale(write):
    chart = (
        "      - kind: chart\n        id: c\n        title: Dues\n        type: column\n"
        "        unit: Per cent\n        source: 'Dues.[@dues-rose]'\n"
        "        rows: [{label: Norwich, value: '12'}]\n"
    )

    assert numbers(write, blocks=chart) == []


def test_a_title_counts_what_its_exhibit_shows_and_not_the_facts_behind_it(write):
    blocks = table("What happened in three ports").replace("[@conference-held]", "CALLS")

    assert numbers(write, blocks=blocks.replace("CALLS", "[@conference-held; @pilots-came]")) == [
        "three"
    ]


def test_a_cell_may_give_the_date_of_one_fact_for_another(write):
    blocks = table().replace("Dues rose by 12 per cent[@dues-rose]", "CELL")
    cell = "Quays leased in 2018[@board-leases; @dues-rose]"

    assert numbers(write, blocks=blocks.replace("CELL", cell)) == []


def test_the_hint_offers_a_number_for_a_number_and_a_date_for_a_date(write):
    found = [d for d in examine(write, "Dues rose by 7.[@dues-rose]") if d.check == "numbers"]

    assert str(found[0].hint).startswith("the cited fact `dues-rose` has “12 per cent”;")


def test_these_in_digits_point_at_nothing(write):
    text = "Dues rose.[@dues-rose] Quays were leased.[@board-leases] These 2 differ.[@dues-rose]"

    assert numbers(write, text) == ["2"]


LONGER = (
    SURVEY.replace("words: 200", "words: 2000")
    + """\
  works:
    says: The works lasted 18 months, and cost 19.5 million pounds.
    place: {under: Dues, paragraph: 10}
    supports: [18 months, 19.5 million pounds]
    as-of: undated
"""
)


@pytest.mark.parametrize(
    ("text", "wrong"),
    [
        ("The works took a year and a half.[@works]", []),
        ("The works took one and a half years.[@works]", []),
        ("The works took two years.[@works]", ["two"]),
        ("The works took 18 weeks.[@works]", ["18"]),
    ],
)
def test_the_same_time_in_another_unit_is_the_same_number(write, text, wrong):
    assert numbers(write, text, survey=LONGER) == wrong


def test_the_scale_of_a_chart_is_no_number_of_its_own(write):
    chart = (
        "      - kind: chart\n        id: c\n        title: Works\n        type: column\n"
        "        unit: UNIT\n        source: 'Works.[@works]'\n"
        "        rows: [{label: Works, value: '19.5'}]\n"
    )

    for unit in ("Million pounds", "A million pounds"):
        assert numbers(write, blocks=chart.replace("UNIT", unit), survey=LONGER) == []


SPAN = """\
      - kind: timeline
        id: t
        title: "{} years of harbours"
        from: "1990"
        to: "2002"
        tracks: [{{id: a, label: Dues, symbol: disc}}]
        entries:
          - {{when: "1999", track: a, text: "A conference was held in Dover[@conference-held]"}}
"""


@pytest.mark.parametrize(("many", "found"), [("Twelve", []), ("Eleven", ["numbers"])])
def test_a_title_may_count_the_years_of_a_timeline(write, many, found):
    assert checks(examine(write, blocks=SPAN.format(many))) == found


@pytest.mark.parametrize(("many", "found"), [("Three", []), ("Six", ["numbers"])])
def test_a_title_may_count_the_rows_of_a_file(write, many, found):
    write("place,boats\nHull,12\nDeal,12\nRye,12\n", "boats.csv")
    block = (
        "      - kind: chart\n        id: c\n        title: NUMBER places with some boats\n"
        "        type: bar\n        unit: boats\n        csv: boats.csv\n"
        "        label-column: place\n        series: [{name: boats}]\n"
        '        source: "Dues.[@dues-rose]"\n'
    )

    told = checks(examine(write, blocks=block.replace("NUMBER", many)))

    assert [check for check in told if check == "numbers"] == found


@pytest.mark.parametrize(("many", "found"), [("two", 0), ("seven", 1)])
def test_a_document_may_count_its_authors(write, many, found):
    page = PAGE.replace(
        "author: [{family: Okafor, given: Ines}]",
        "author: [{family: Okafor, given: Ines}, {family: Aldous, given: Ann}]",
    ).replace("The journal's page of a paper", f"The page of a paper of {many} scholars")

    told = examine(write, blocks="      - kind: documents\n", page=page)

    assert sum(d.check == "numbers" and many in d.message for d in told) == found
