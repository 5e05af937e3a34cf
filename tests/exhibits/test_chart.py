"""Charts: shapes as long as their numbers, labels beside them, rows read where they stand."""

import re
from itertools import pairwise

import pytest
from drawn import around, collisions, draw, pages, pdf, problems, text_boxes

HEAD = """
- kind: chart
  id: dues
  type: {type}
  title: Norwich asked most
  unit: Dues per ton, in pence, 2018
  source: Harbour report.[@dues-rose]
"""
ROWS = """\
  rows:
    - {label: Norwich, value: "12.0"}
    - {label: Lynn, value: "6"}
    - {label: Wells, value: "-3"}
    - {label: Cromer, value: ""}
"""
SERIES = """\
  series: [{name: "2016"}, {name: "2017"}, {name: "2018"}]
  rows:
    - {label: "2008", values: ["8", "9", "12"]}
    - {label: "2012", values: ["7", "7", "7.5"]}
    - {label: "2018", values: ["5", "4.9", "5.1"]}
"""
CSV = "Year,Norwich,Lynn\n2016,8,7\n2018,12,x\n"
FROM_FILE = """\
  csv: dues.csv
  label-column: Year
  series: [{name: Norwich}, {name: King’s Lynn, column: Lynn}]
"""


def head(kind, **more):
    return HEAD.replace("{type}", kind) + "".join(f"  {k}: {v}\n" for k, v in more.items())


def rectangles(drawing):
    """Return x, y, width and height of each bar."""
    found = (
        re.fullmatch(r"M(\S+) (\S+)h(\S+)v(\S+)h\S+Z", s.path)
        for s in drawing.shapes
        if "fill" in s.look
    )
    return [tuple(map(float, match.groups())) for match in found if match]


def test_bars_are_as_long_as_their_numbers_and_start_on_one_line(write):
    drawing = draw(around(write, head("bar") + ROWS))
    norwich, lynn, wells = rectangles(drawing)

    assert norwich[2] == pytest.approx(2 * lynn[2], abs=0.05)
    assert wells[2] == pytest.approx(lynn[2] / 2, abs=0.05)
    assert norwich[0] == lynn[0] == pytest.approx(wells[0] + wells[2], abs=0.02)


def test_columns_are_as_high_as_their_numbers_and_stand_on_one_line(write):
    drawing = draw(around(write, head("column") + ROWS))
    norwich, lynn, wells = rectangles(drawing)

    assert norwich[3] == pytest.approx(2 * lynn[3], abs=0.05)
    assert norwich[1] + norwich[3] == pytest.approx(lynn[1] + lynn[3], abs=0.02)
    assert wells[1] == pytest.approx(lynn[1] + lynn[3], abs=0.02)


def test_numbers_are_printed_as_they_were_written_and_gaps_are_said(write):
    words = [w.text for w in draw(around(write, head("bar") + ROWS)).words]

    assert words == [*("Norwich", "12.0", "Lynn", "6", "Wells", "−3", "Cromer", "not stated")]


def test_one_accent_and_the_rest_pale(write):
    drawing = draw(around(write, head("bar", accent="Lynn") + ROWS))

    assert [s.look for s in drawing.shapes if "fill" in s.look] == [
        *("fill pale", "fill accent", "fill pale")
    ]
    assert [w.look for w in drawing.words if w.text == "Lynn"] == ["accent strong"]


def test_series_differ_in_pattern_and_are_named_in_the_key(write):
    drawing = draw(around(write, head("column") + SERIES))

    assert {s.look for s in drawing.shapes if "fill" in s.look} == {
        *("fill solid", "fill outline", "fill hatch")
    }
    assert [entry.name for entry in drawing.key] == ["2016", "2017", "2018"]


def test_points_of_a_line_stand_to_scale_if_their_labels_are_numbers(write):
    drawing = draw(around(write, head("line") + SERIES))
    lines = [s.path for s in drawing.shapes if s.look.startswith("line")]
    xs = [float(pair.split()[0]) for pair in lines[0].strip("M").split("L")]

    assert len(lines) == 3
    assert len({s.look for s in drawing.shapes if s.look.startswith("line")}) == 3
    assert (xs[1] - xs[0]) / (xs[2] - xs[0]) == pytest.approx(0.4, abs=0.001)


def test_lines_are_named_where_they_end_and_the_names_keep_apart(write):
    drawing = draw(around(write, head("line") + SERIES))
    ends = sorted(w.y for w in drawing.words if re.match(r"20\d\d \d", w.text))

    assert len(ends) == 3
    assert all(b - a >= 10.9 for a, b in pairwise(ends))


def test_a_scale_that_does_not_start_at_nought_says_so(write):
    rows = '  rows: [{label: a, value: "98"}, {label: b, value: "99"}, {label: c, value: "101"}]\n'
    (page,) = pages(around(write, head("line") + rows))

    assert "The scale does not start at 0." in page
    (page,) = pages(around(write, head("line") + rows.replace("98", "9")))
    assert "The scale does not start at 0." not in page


def test_rows_come_from_a_file_beside_the_briefing(write):
    write(CSV.replace("x", "9.5"), "dues.csv")
    told = draw(around(write, head("line") + FROM_FILE)).description

    assert told.endswith("2016: Norwich 8, King’s Lynn 7; 2018: Norwich 12, King’s Lynn 9.5.")


def test_a_cell_that_is_no_number_is_told_at_its_place_in_the_file(write):
    write(CSV, "dues.csv")
    (problem,) = problems(write, head("line") + FROM_FILE)

    assert problem.message == "`x` is not a number"
    assert (problem.span.path.name, problem.span.line, problem.span.column) == ("dues.csv", 3, 9)
    assert problem.span.excerpt == "2018,12,x"


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("Year,Norwich,Lynn\n2016,8,1,234\n", "this row has 4 cells, the first has 3", "comma"),
        ("Year|Norwich|Lynn\n2016|8|7\n", "`dues.csv` has no column `Year`", "Year|Norwich"),
    ],
)
def test_a_file_with_other_commas_than_it_should_have_is_told(write, text, message, hint):
    write(text, "dues.csv")
    problem, *_ = problems(write, head("line") + FROM_FILE)

    assert problem.message == message
    assert hint in problem.hint


@pytest.mark.parametrize(
    ("block", "message", "hint"),
    [
        (FROM_FILE.replace("column: Lynn", "column: Lyn"), "no column `Lyn`", "`Lynn`"),
        (FROM_FILE.replace("Year", "Jahr"), "no column `Jahr`", "Year"),
        (FROM_FILE.replace("dues.csv", "dies.csv"), "no CSV file `dies.csv`", "`dues.csv`"),
        (ROWS.replace('"6"', "six"), "`six` is not a number", "1,234.5"),
        (
            ROWS.replace('value: "6"', 'values: ["6", "7"]'),
            "2 values, and the chart has 1",
            "series",
        ),
        (ROWS + "  accent: Norwch\n", "no row and no series is named `Norwch`", "`Norwich`"),
        ("  rows: [{label: a, value: ''}]\n", "the chart has no number", None),
    ],
)
def test_each_mistake_is_told_in_place(write, block, message, hint):
    write(CSV.replace("x", "9"), "dues.csv")
    (problem,) = problems(write, head("bar") + block)

    assert message in problem.message
    assert problem.span.line > 1
    assert hint is None or hint in problem.hint


def test_a_file_in_another_encoding_is_told(write):
    path = around(write, head("line") + FROM_FILE)
    (path.parent / "dues.csv").write_bytes("Year,Norwich\n2016,8 €\n".encode("cp1252"))
    (problem,) = problems(write, head("line") + FROM_FILE)

    assert "is not UTF-8 text" in problem.message


def test_columns_too_many_for_their_labels_are_refused_with_a_way_out(write):
    rows = "  rows:\n" + "".join(
        f'    - {{label: Great Yarmouth {n}, value: "{n}"}}\n' for n in range(1, 30)
    )
    (problem,) = problems(write, head("column") + rows)

    assert problem.hint == "draw it with `type: bar`"
    assert problems(write, head("bar") + rows) == ()


@pytest.mark.parametrize("kind", ["bar", "column", "line", "dot"])
@pytest.mark.parametrize("rows", [SERIES, ROWS])
def test_no_text_of_a_chart_covers_another(write, kind, rows):
    boxes = text_boxes(pdf(around(write, head(kind) + rows)))

    assert len(boxes) > 8
    assert collisions(boxes) == []


def test_a_chart_is_read_out_with_its_rows_and_has_its_unit_and_source(write):
    (page,) = pages(around(write, head("dot") + SERIES))

    assert "<title>Dot chart: Norwich asked most</title>" in page
    assert "2012: 2016 7, 2017 7, 2018 7.5" in page
    assert '<span class="exhibit-unit">Dues per ton, in pence, 2018</span>' in page
    assert re.search(r'class="source">.*?Harbour report\..*?<a class="letter"', page, re.S)


@pytest.mark.parametrize("more", [{"depth": 900}, {}])
def test_a_chart_deeper_than_a_page_is_told_in_place(write, more):
    long = "".join(f'    - {{label: "Port {n}", value: "{n + 1}"}}\n' for n in range(90))
    rows = ROWS if more else f"  rows:\n{long}"

    (problem,) = problems(write, head("column" if more else "bar", **more) + rows)

    assert "mm deep, and 211 mm are there" in problem.message
    assert ("depth: 900" in problem.span.excerpt) == bool(more)


def test_ten_series_are_told_apart_and_the_eleventh_is_refused():
    from report.content.rows import MOST_SERIES
    from report.exhibits import sketch
    from report.exhibits.marks import SHAPES

    for kinds in (sketch.PATTERNS, sketch.DASHES, sketch.SYMBOLS):
        assert len(set(kinds)) == MOST_SERIES
    assert len({SHAPES[name] for name in sketch.SYMBOLS}) == MOST_SERIES
    drawn = {
        tuple(shape.look + shape.path for shape in sketch.filled(f"fill {name}", 0, 0, 40, 9))
        for name in sketch.PATTERNS
    }
    assert len(drawn) == MOST_SERIES
