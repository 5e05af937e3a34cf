"""Exhibits in the finished PDF: told to those who cannot see, listed, broken well, turned."""

import io
import re
from itertools import pairwise

import pikepdf
import pypdfium2
import pytest
from drawn import around, pages, pdf

from report.exhibits.marks import SHAPES
from report.page import drawing
from report.page.theme import Theme

TIMELINE = """
- kind: timeline
  id: dated
  title: Two entries
  from: 1988
  to: 1999
  tracks: [{id: port, label: Port, symbol: disc}]
  entries:
    - {when: 1988/1991, track: port, text: "The quay is built[@dues-rose]"}
    - {when: "1997", track: port, text: Dues rise}
"""
CHART = """
- kind: chart
  id: dues
  type: bar
  title: Norwich asked most
  unit: Pence
  rows: [{label: Norwich, value: "12"}, {label: Lynn, value: "7"}]
  source: Harbour report.
"""
LONG = """
- kind: table
  id: long
  title: Every ship
  boxhead: [Ship, Dues]
  rows:
""" + "".join(f"    - [Ship {n}, pence {n} and a word more]\n" for n in range(70))
WIDE = """
- kind: table
  id: wide
  title: Many columns
  landscape: true
  boxhead: [Ship, Dues]
  rows: [[Anna, twelve]]
"""
LIST = """
- kind: exhibits-list
"""
COMPARISON = """
- kind: comparison
  id: two
  title: Two ports
  boxhead: [Point, Norwich, Lynn]
  rows:
    - {head: Dues, left: "Twelve pence[@dues-rose]", right: Seven pence}
"""


def figures(data):
    """Return what each figure of the tag tree tells."""
    file = pikepdf.open(io.BytesIO(data))
    found = []

    def walk(element):
        if not isinstance(element, pikepdf.Dictionary):
            return
        if element.get("/S") == "/Figure":
            found.append(str(element.get("/Alt", "")))
        kids = element.get("/K")
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            walk(kid)

    walk(file.Root.StructTreeRoot)
    return found


def texts(data):
    """Return the text of each page."""
    return [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]


def test_a_drawing_tells_its_data_in_the_tag_tree(write):
    (told,) = figures(pdf(around(write, TIMELINE + CHART)))

    assert told == "Bar chart: Norwich asked most. Pence. Norwich: 12; Lynn: 7."


def test_the_text_of_a_drawing_is_text_in_our_faces(write):
    data = pdf(around(write, CHART))
    names = {
        str(font.BaseFont)
        for page in pikepdf.open(io.BytesIO(data)).pages
        for font in page.Resources.Font.values()
    }

    assert "Norwich" in texts(data)[0]
    assert all(re.search(r"\+Source(Sans3|Serif4)-", name) for name in names)


def test_a_long_table_breaks_between_rows_and_repeats_its_head(write):
    printed = texts(pdf(around(write, LONG)))

    assert len(printed) > 1
    assert all("Dues" in page for page in printed)
    for number in range(70):
        row = rf"Ship {number}\s+pence {number} and a word more"
        assert sum(bool(re.search(row, page)) for page in printed) == 1


@pytest.mark.parametrize(("paper", "width"), [("a4", 842), ("letter", 792)])
def test_a_wide_table_takes_a_turned_page_and_what_follows_turns_back(write, paper, width):
    prose = '\n- {kind: prose, text: "And on.[connective]"}\n'
    document = pypdfium2.PdfDocument(pdf(around(write, COMPARISON + WIDE + prose), paper))

    assert [round(page.get_width()) == width for page in document] == [False, True, False]


def test_a_list_of_exhibits_gives_their_pages(write):
    first, *_ = texts(pdf(around(write, LIST + COMPARISON + WIDE)))
    listed = re.sub(r"\s+", " ", first)

    assert "1 Two ports 1" in listed.replace("\u2002", " ")
    assert "2 Many columns 2" in listed.replace("\u2002", " ")


def test_a_comparison_has_heads_for_its_rows_and_columns(write):
    (page,) = pages(around(write, COMPARISON))

    assert page.count('<th scope="col">') == 3
    assert '<th scope="row">Dues</th>' in page
    assert 'id="exhibit-1-a"' in page


def test_an_exhibit_is_referred_to_by_its_number(write):
    prose = '\n- {kind: prose, text: "See [#dues].[connective]"}\n'
    (page,) = pages(around(write, TIMELINE + CHART + prose))

    assert '<a class="cross" href="#exhibit-2">Exhibit\u00a02</a>' in page


def test_drawings_take_the_tokens_of_the_theme(tmp_path):
    (tmp_path / "theme.css").write_text(":root { --ink: #123456; }", encoding="utf-8")
    (tmp_path / "css").mkdir()
    (tmp_path / "css/drawing.css").write_text(".axis { stroke-width: 9 }", encoding="utf-8")

    sheet = drawing.sheet(Theme.load(tmp_path))

    assert "#123456" in sheet
    assert "#1a1a1a" not in sheet
    assert "var(" not in sheet
    assert sheet.endswith(".axis { stroke-width: 9 }")


def test_a_token_that_no_sheet_sets_is_told_at_its_place(tmp_path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css/drawing.css").write_text("\n.axis { stroke: var(--inc) }", encoding="utf-8")

    with pytest.raises(Exception, match=r"drawing\.css:2:17: no style sheet .* sets `--inc`"):
        drawing.sheet(Theme.load(tmp_path))


def test_status_marks_hold_the_less_ink_the_less_is_documented():
    template = Theme.load().environment().get_template("parts/mark.html.jinja")
    marks = []
    for status in ("done", "short", "partly", "none"):
        tokens = drawing.tokens(Theme.load())
        svg = template.render(status=status, words="Words", tokens=tokens)
        marks.append(printed(svg.replace("<svg", '<svg width="8.5pt"')))
    dark = [sum(255 - grey for grey in mark) for mark in marks]
    _, short, partly, _ = marks

    assert all(more - less > 4000 for more, less in pairwise(dark)), dark
    assert sum(abs(p - q) for p, q in zip(short, partly, strict=True)) > 8000


def test_what_is_marked_is_greyed_as_dark_as_what_is_accented():
    tokens = drawing.tokens(Theme.load())

    assert light(tokens["signal"]) <= light(tokens["accent"])


def light(colour):
    """Return the relative luminance of #rrggbb, by WCAG 2."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (((p + 0.055) / 1.055) ** 2.4 if p > 0.04 else p / 12.92 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def rendered(shape, hollow=False):
    """Return a mark of seven points as it is printed."""
    paint = 'fill="none" stroke="#000" stroke-width="1"' if hollow else 'fill-rule="evenodd"'
    path = f'<path d="{SHAPES[shape]}" {paint}/>'
    return printed(f'<svg viewBox="0 0 10 10" width="7pt" height="7pt">{path}</svg>')


def printed(svg):
    """Return a drawing as a greyed picture at 110 dots to the inch: the light of each pixel."""
    from weasyprint import HTML

    page = f"<style>@page{{size:11pt;margin:1pt}}body{{margin:0;line-height:0}}</style>{svg}"
    picture = pypdfium2.PdfDocument(HTML(string=page).write_pdf())[0].render(scale=110 / 72)
    grey = picture.to_pil().convert("L")
    return [grey.getpixel((x, y)) for x in range(grey.width) for y in range(grey.height)]


def test_marks_differ_when_they_are_greyed_and_small():
    names = ["disc", "square", "diamond", "triangle", "triangle-down", "cross", "plus", "bar"]
    pictures = {name: rendered(name) for name in names}
    pictures |= {f"hollow {n}": rendered(n, hollow=True) for n in names}
    nearest = min(
        (sum(abs(p - q) for p, q in zip(pictures[a], pictures[b], strict=True)), a, b)
        for a in pictures
        for b in pictures
        if a < b
    )

    assert nearest[0] > 3000, nearest
