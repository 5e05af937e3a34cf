"""CSV files as spreadsheets write them, and the numbers in them."""

from decimal import Decimal

import pytest
from drawn import around, draw, problems
from hypothesis import given
from hypothesis import strategies as st

from report.text import numerals
from report.text.catalogue import Catalogue

CHART = """
- kind: chart
  id: dues
  type: bar
  title: Norwich asked most
  unit: Pence
  source: Harbour report.[@dues-rose]
  csv: dues.csv
  label-column: Port
  series: [{name: Dues}]
"""
PLAIN = "Port,Dues\nNorwich,1200.5\nLynn,-3\n"


@pytest.fixture
def shown(write):
    """Return the labels, numbers and doubts of a chart from a file of these bytes."""

    def shown(data):
        path = around(write, CHART)
        (path.parent / "dues.csv").write_bytes(data if isinstance(data, bytes) else data.encode())
        drawing = draw(path)
        told = drawing.description.removeprefix("Pence. ").removesuffix(".").split("; ")
        return [row.replace("Dues ", "") for row in told], drawing.doubts

    return shown


@pytest.mark.parametrize(
    "data",
    [
        PLAIN,
        PLAIN.encode("utf-8-sig"),
        PLAIN.encode("utf-16"),
        PLAIN.replace("\n", "\r\n"),
        PLAIN.replace("\n", "\r"),
        PLAIN + ",\n,,\n\n",
        PLAIN.replace("\n", ",,\n"),
        PLAIN.replace(",", "\t"),
        PLAIN.replace(",", ";").replace(".", ","),
        "sep=;\n" + PLAIN.replace(",", ";").replace(".", ","),
        'Port,Dues\n"Norwich","1,200.5"\nLynn,(3)\n',
        "Port;Dues\nNorwich;1.200,5\nLynn;\u22123\n",
        "Port;Dues\nNorwich;1\u202f200,5\nLynn;-3\n",
        "Port;Dues\nNorwich;1'200.5\nLynn;-3\n",
    ],
)
def test_a_file_is_read_as_its_spreadsheet_meant_it(shown, data):
    rows, doubts = shown(data)

    assert rows == ["Norwich: 1,200.5", "Lynn: \u22123"]
    assert doubts == ()


def test_a_cell_may_go_over_lines_and_its_neighbours_keep_their_places(write):
    path = around(write, CHART)
    text = 'Port,Note,Dues\nNorwich,"one\ntwo",3\nLynn,,x\n'
    (path.parent / "dues.csv").write_text(text)
    (problem,) = problems(write, CHART)

    assert problem.message == "`x` is not a number"
    assert (problem.span.line, problem.span.column) == (4, 7)


def test_what_is_not_stated_is_said_so(shown):
    rows, _ = shown("Port,Dues\nNorwich,3\nLynn,n/a\nWells,\u2013\nCromer,\n")

    assert rows == ["Norwich: 3", *(f"{p}: not stated" for p in ("Lynn", "Wells", "Cromer"))]


def test_a_comma_that_may_be_either_is_read_by_the_rule_and_doubted(shown):
    rows, (doubt,) = shown("Port;Dues\nNorwich;1,200\nLynn;3,500\n")

    assert rows == ["Norwich: 1.200", "Lynn: 3.500"]
    assert doubt.message.startswith("`1,200` is read as 1.200")
    assert (doubt.span.line, doubt.span.column) == (2, 9)
    assert "`decimal: point`" in doubt.hint


@pytest.mark.parametrize(
    ("data", "message"),
    [
        ("Port,Dues\nK\u00f6ln,3\n".encode("latin-1"), "is not UTF-8 text"),
        (b"Port,Dues\n" + b"N,3\n" * 5_001, "more than 5,000 rows"),
        (b"", "has no rows"),
        (b'Port,Dues\n"Norwich,3\n', "is not CSV"),
        (b"Port,Dues\nNorwich,1,234\n", "this row has 3 cells"),
        (b"Port,Dues\nNorwich," + b"9" * 80 + b"\n", "60 digits at most"),
    ],
)
def test_a_file_that_cannot_be_read_is_refused_at_its_place(write, data, message):
    path = around(write, CHART)
    (path.parent / "dues.csv").write_bytes(data)
    (problem,) = problems(write, CHART)

    assert message in problem.message
    assert problem.span is not None


def test_numbers_are_printed_as_the_language_has_them():
    assert Catalogue("en-GB").number(Decimal("2140")) == "2,140"
    assert Catalogue("de").number(Decimal("2140.50")) == "2.140,50"
    assert Catalogue("fr").number(Decimal("-2140")) == "\u22122\u202f140"


@given(
    st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(9**9), max_value=9**9)
)
def test_what_the_catalogue_prints_is_read_again(value):
    assert numerals.parse(Catalogue("en-GB").number(value), "point") == value
    assert numerals.parse(Catalogue("de").number(value), "comma") == value


@given(st.text(max_size=40))
def test_any_text_is_a_number_or_none(text):
    assert numerals.parse(text) is None or numerals.parse(text, "point").is_finite()


LINE = """
- kind: chart
  id: dues
  type: line
  title: Dues rose
  unit: Pence
  source: Harbour report.[@dues-rose]
  rows:
"""


def rows(count, word):
    return "".join(f'    - {{label: {word}{n}, value: "{n}"}}\n' for n in range(count))


def test_the_labels_under_a_line_stand_in_two_rows_where_one_is_too_short(write):
    drawing = draw(around(write, LINE + rows(12, "Quarter")))

    assert {f"Quarter{n}" for n in range(12)} <= {words.text for words in drawing.words}
    assert drawing.said == ""


def test_labels_that_are_left_out_are_spoken_of(write):
    drawing = draw(around(write, LINE + rows(60, "Quarter")))

    printed = sum(words.text.startswith("Quarter") for words in drawing.words)
    assert drawing.said == f"Of 60 labels, {printed} are printed under the axis."
