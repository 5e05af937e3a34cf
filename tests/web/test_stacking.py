"""A table on a narrow window: rows one under another, each cell under the head of its column."""

from report.web import dom, paths
from report.web.stacking import stack

TABLE = """<section><table>
<thead><tr><th scope="col">Who</th><th scope="col">What’s <a class="letter">a</a></th>
<th scope="col" id="t-x">Is it 'so'</th></tr></thead>
<tbody><tr class="group"><th scope="rowgroup" colspan="3">North</th></tr>
<tr><th scope="row">A</th><td>one</td><td>two</td></tr>
<tr><th scope="row" colspan="2">B</th><td>three</td></tr>
<tr><th scope="row" rowspan="2">C</th><td>four</td><td>five</td></tr>
<tr><td>six</td><td headers="t-x">seven</td></tr></tbody></table></section>"""


def stacked(html=TABLE):
    section = next(iter(dom.read(f"<body>{html}</body>")))
    table = next(e for e in section.iter() if e.tag == "table")
    stack(table)
    return table


def test_a_cell_knows_the_head_of_its_column_where_its_place_does_not_say_it():
    table = stacked()
    said = {dom.words(cell): cell.get("style") for cell in table.iter("td")}

    assert table.get("style").startswith("--h1:'Who';--h2:'What’s';--h3:'Is it ")
    assert said["one"] is said["two"] is said["four"] is said["five"] is None
    assert said["three"].startswith("--h:'Is it \\27 so")
    assert said["six"] == "--h:'What’s'"
    assert said["seven"].startswith("--h:'Is it ")


def test_a_table_without_heads_or_with_two_rows_of_them_is_left_as_it_is():
    bare = "<section><table><tbody><tr><th>A</th><td>b</td></tr></tbody></table></section>"
    row = "<tr><th>x</th></tr>"
    two = f"<section><table><thead>{row}{row}</thead><tbody>{row}</tbody></table></section>"

    assert [dom.has(stacked(html), "stacks") for html in (bare, two)] == [False, False]


def test_a_path_is_shorter_and_drifts_nowhere():
    points = [(10.04 + 0.07 * n, 20.06 + 0.03 * n * n) for n in range(60)]
    path = "M" + "L".join(f"{x:.2f} {y:.2f}" for x, y in points) + "Z"
    short = paths.shortened(path)
    x, y = 0.0, 0.0
    found = []
    for command, numbers in paths._STEP.findall(short.upper()):
        values = [float(one) for one in paths._NUMBER.findall(numbers)]
        for dx, dy in zip(values[::2], values[1::2], strict=True):
            x, y = (dx, dy) if command == "M" else (x + dx, y + dy)
            found.append((x, y))

    assert len(short) < len(path)
    assert all(min(abs(x - a) + abs(y - b) for a, b in found) <= 0.15 for x, y in points)


def test_a_curve_stays_as_it_is():
    assert paths.shortened("M1.234 5C1 2 3 4 5.678 6Z") == "M1.234 5C1 2 3 4 5.678 6Z"
