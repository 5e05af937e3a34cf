"""The values of charts against the facts that the charts cite."""

import pytest

from tests.harbour import SURVEY, checks, examine

COUNTED = (
    SURVEY.replace("words: 200", "words: 2000")
    + """\
  catches:
    says: The harbour counted 3 salmon in 2015, 41 in 2016 and 2,120 in 2018.
    place: {under: Dues, paragraph: 2}
    supports: ["The harbour, 3 salmon in 2015, 41 in 2016 and 2,120 in 2018"]
    as-of: 2015/2018
  later:
    says: In 2019 there was one salmon.
    place: {under: Dues, paragraph: 3}
    supports: [in 2019, one salmon]
    as-of: "2019"
  spent:
    says: Quays cost 18.4 million pounds, and pilots 60 per cent of it.
    place: {under: Dues, paragraph: 4}
    supports: [Quays, 18.4 million pounds, 60 per cent]
"""
)
ROWS = (("2015", "3"), ("2016", "41"), ("2018", "2,120"), ("2019", "1"))
SOURCE = "Harbour.[@catches; @later]"


def chart(rows=ROWS, source=SOURCE, unit="Salmon", allow=""):
    lines = "".join(
        f'          - {{label: "{label}", value: "{value}"}}\n' for label, value in rows
    )
    return (
        "      - kind: chart\n        id: fish\n        title: Fish\n        type: column\n"
        f"{allow}        unit: {unit}\n        source: '{source}'\n        rows:\n{lines}"
    )


def told(write, blocks):
    return [
        d for d in examine(write, blocks=blocks, survey=COUNTED) if d.check not in ("unused-fact",)
    ]


def changed(place, label=None, value=None):
    rows = [list(row) for row in ROWS]
    rows[place] = [label or rows[place][0], value or rows[place][1]]
    return chart(rows)


def test_values_that_the_facts_have_for_their_labels_pass(write):
    assert told(write, chart()) == []


@pytest.mark.parametrize(
    ("rows", "unit"),
    [
        ((("Quays", "18.4"),), "Million pounds"),
        ((("Quays", "18,400,000"),), "Pounds"),
        ((("Pilots", "60"),), "Per cent"),
    ],
)
def test_the_unit_of_a_chart_is_read_with_its_values(write, rows, unit):
    assert told(write, chart(rows, "Harbour.[@spent]", unit)) == []


def test_a_call_in_the_note_is_enough(write):
    blocks = chart(source="Harbour.") + "        note: Counted.[@catches; @later]\n"

    assert told(write, blocks) == []


def test_a_value_that_no_fact_cited_has_is_told_at_its_place(write):
    (found,) = told(write, changed(1, value="4100"))

    assert (found.check, found.message) == (
        "charts",
        "“4,100” is in none of the facts that this chart cites",
    )
    assert found.span is not None
    assert found.span.excerpt[found.span.column - 1 :].strip('"').startswith("4100")


def test_a_value_of_another_row_is_told_with_whose_it_is(write):
    (found,) = told(write, changed(1, value="3"))

    assert found.message == "`catches` gives “3” for “2015”, not for “2016”"


def test_a_row_of_another_year_is_told(write):
    found = told(write, changed(3, label="2014"))

    assert "`later` gives “1” for “2019”, not for “2014”" in [d.message for d in found]


def test_a_chart_that_cites_nothing_is_doubted(write):
    found = [d for d in told(write, chart(source="Harbour.")) if d.check == "charts"]

    assert [d.message for d in found] == ["this chart cites nothing"]


def test_a_fact_that_has_the_value_and_is_not_cited_is_offered(write):
    (found,) = told(write, chart((("2016", "41"),), "Dues.[@dues-rose; @conference-held]"))[-1:]

    assert "the fact `catches` has it" in str(found.hint)


def test_the_rows_of_a_file_are_held_too(write):
    write("year,counted\n2015,3\n2016,42\n2018,2120\n", "fish.csv")
    blocks = chart().partition("        rows:")[0] + (
        "        csv: fish.csv\n        label-column: year\n        series: [{name: counted}]\n"
    )

    (found,) = told(write, blocks)

    assert found.message == "“42” is in none of the facts that this chart cites"
    assert found.span is not None
    assert (found.span.path.name, found.span.line, found.span.column) == ("fish.csv", 3, 6)


def test_a_value_may_be_allowed(write):
    allow = "        allow: [{check: charts, text: '4100', because: it is known}]\n"
    rows = (*ROWS[:3], ("2019", "4100"))

    assert told(write, chart(rows, allow=allow)) == []
    assert checks(tuple(told(write, chart(rows)))) == ["charts"]
