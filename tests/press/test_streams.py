"""Content streams agree with the tree: artifacts, spaces, spelled texts, late numbers."""

import io
import re

import engine_sample
import pikepdf
import pytest
from engine_sample import METADATA, page, pdf_of

from report.press.assembly import assemble
from report.press.conformance import Conformance
from report.press.typeset import Typesetter


def content(pdf: bytes, number: int = 0) -> bytes:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        found = document.pages[number].Contents
        parts = list(found) if isinstance(found, pikepdf.Array) else [found]
        return b"\n".join(part.read_bytes() for part in parts)


def nesting(data: bytes) -> list[tuple[str, ...]]:
    """Return the stack of marks at each operator that paints."""
    with pikepdf.new() as document:
        document.add_blank_page()
        document.pages[0].Contents = document.make_stream(data)
        stack, found = [], []
        for instruction in pikepdf.parse_content_stream(document.pages[0]):
            operator = str(instruction.operator)
            if operator in ("BDC", "BMC"):
                stack.append(str(instruction.operands[0]))
            elif operator == "EMC":
                stack.pop()
            elif operator in ("TJ", "f", "S", "Do", "B", "f*"):
                found.append(tuple(stack))
        assert stack == []
        return found


@pytest.mark.parametrize("number", range(4))
def test_all_that_is_painted_is_content_or_artifact_and_none_is_both(number):
    marks = nesting(content(engine_sample.built(), number))

    assert marks
    assert all(mark for mark in marks)
    assert not [mark for mark in marks if "/Artifact" in mark and len(mark) > 1]


def test_lines_under_and_through_a_text_stand_outside_its_content():
    marks = nesting(content(pdf_of("<p><u>under</u> <s>through</s></p>")))

    assert [mark for mark in marks if mark in (("/Artifact",), ("/Span",))]
    assert not [mark for mark in marks if len(mark) > 1]


def test_heads_and_feet_are_artifacts_of_their_side():
    data = content(engine_sample.built(), 1)

    assert b"/Subtype /Header" in data
    assert b"/Subtype /Footer" in data


def test_a_plain_file_has_no_marks():
    for number in range(4):
        data = content(engine_sample.built(Conformance.NONE), number)
        assert b"BDC" not in data
        assert b"BMC" not in data
        assert b"EMC" not in data


def test_an_empty_text_that_sets_a_colour_leaves_it_set():
    """A space in a colour of its own sets the colour that the next text relies on."""
    body = '<p style="color: #f00">A<b> </b>B</p>'

    found = content(pdf_of(body))
    shown = [match.start() for match in re.finditer(rb"\] TJ", found)][:2]
    assert [re.findall(rb"[\d. ]+rg", found[:at])[-1].strip() for at in shown] == [b"1 0 0 rg"] * 2


def test_page_numbers_are_aligned_as_their_box_is():
    css = engine_sample.CSS
    edges = {}
    for align in ("left", "center", "right"):
        sheet = css + f"@page {{ @bottom-right {{ width: 100px; text-align: {align} }} }}"
        setter = Typesetter([sheet])
        pdf = assemble([setter.section(page(f"<p>{'x<br>' * 600}</p>"))], METADATA)
        edges[align] = [_box(pdf, number) for number in (1, 10)]

    assert edges["left"][0][0] == pytest.approx(edges["left"][1][0], abs=0.6)
    assert edges["right"][0][1] == pytest.approx(edges["right"][1][1], abs=0.6)
    middles = [sum(edge) / 2 for edge in edges["center"]]
    assert middles[0] == pytest.approx(middles[1], abs=0.6)
    assert edges["left"][1][0] < edges["center"][1][0] < edges["right"][1][0]


def _box(pdf: bytes, number: int) -> tuple[float, float]:
    """Return the left and right edge of a page's number."""
    import pypdfium2

    text = pypdfium2.PdfDocument(pdf)[number].get_textpage()
    whole = text.get_text_range()
    digits = str(number + 1)
    start = whole.rindex(digits)
    boxes = [text.get_charbox(start + i) for i in range(len(digits))]
    return min(b[0] for b in boxes), max(b[2] for b in boxes)
