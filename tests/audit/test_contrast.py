"""Contrast is that of WCAG 2.1, of texts as pages are drawn."""

import io

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Pdf, Stream

from report.audit.contrast import check, contrast
from report.audit.rules import Standards
from report.audit.subject import Subject


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ((0, 0, 0), (255, 255, 255), 21.0),
        ((118, 118, 118), (255, 255, 255), 4.54),
        ((119, 119, 119), (255, 255, 255), 4.48),
        ((255, 255, 255), (255, 255, 255), 1.0),
        ((255, 0, 0), (255, 255, 255), 4.0),
    ],
)
def test_the_ratio_is_that_of_wcag(one, other, ratio):
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)
    assert contrast(other, one) == contrast(one, other)


def drawn(content: bytes, **resources: object) -> bytes:
    """Return a page of 200 by 100 points with that content; /F is Helvetica, which pdfium has."""
    pdf = Pdf.new()
    face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.add_blank_page(page_size=(200, 100))
    page = pdf.pages[0]
    page.Resources = Dictionary(Font=Dictionary(F=face), **resources)
    page.Contents = Stream(pdf, content)
    target = io.BytesIO()
    pdf.save(target)
    return target.getvalue()


def found(content: bytes, **resources: object) -> list[str]:
    subject = Subject(drawn(content, **resources), "drawn")
    with subject.pdf:
        return [hit.message for hit in check(subject, Standards())]


TEXT = b"BT /F 12 Tf 20 40 Td (Some words) Tj ET"


@pytest.mark.parametrize(
    ("before", "ratio"),
    [
        (b"0.467 g ", "4.47:1"),  # on white
        (b"0 0 0.5 rg 0 0 200 100 re f 0 0.3 0 rg ", "1.57:1"),  # green on blue
        (b"0 g 0 0 200 100 re f 0.4 g ", "3.65:1"),  # grey on black
    ],
)
def test_a_faint_text_is_found_with_its_ratio_and_colours(before, ratio):
    told = found(before + TEXT)

    assert len(told) == 1
    assert told[0].startswith(ratio)
    assert "'Some words'" in told[0]


@pytest.mark.parametrize(
    "content",
    [
        b"0 g " + TEXT,
        b"0 0 0.5 rg 0 0 200 100 re f 1 g " + TEXT,
        b"0.8 g 0 0 200 30 re f 0 g " + TEXT,  # a fill beside the text
        b"0 g " + TEXT + b" 0.9 g 20 38 60 0.5 re f",  # a line under the text
        b"3 Tr 1 g " + TEXT,  # a text that is not shown
        b"1 g BT /F 12 Tf 20 40 Td (  ) Tj ET",  # blanks
    ],
)
def test_text_that_can_be_read_is_not_found(content):
    assert found(content) == []


def test_large_text_needs_less():
    grey = b"0.54 g BT /F %d Tf 20 40 Td (Words) Tj ET"

    assert len(found(grey % 17)) == 1
    assert found(grey % 18) == []


def test_a_transparent_text_is_mixed_with_its_ground():
    state = Dictionary(Half=Dictionary(ca=0.4))

    assert len(found(b"/Half gs 0 g " + TEXT, ExtGState=state)) == 1


def test_a_text_in_a_transparent_group_is_mixed_with_its_ground():
    pdf = pikepdf.new()
    face = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    group = Stream(
        pdf, b"0 g " + TEXT, Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 200, 100]),
        Group=Dictionary(S=Name.Transparency), Resources=Dictionary(Font=Dictionary(F=face)),
    )  # fmt: skip
    pdf.add_blank_page(page_size=(200, 100))
    states = Dictionary(Half=Dictionary(ca=0.4))
    pdf.pages[0].Resources = Dictionary(ExtGState=states, XObject=Dictionary(G=group))
    pdf.pages[0].Contents = Stream(pdf, b"/Half gs /G Do")
    target = io.BytesIO()
    pdf.save(target)
    subject = Subject(target.getvalue(), "drawn")

    with subject.pdf:
        assert len(list(check(subject, Standards()))) == 1


def test_on_an_image_the_worst_part_counts():
    content = (
        b"q 200 0 0 100 0 0 cm BI /W 2 /H 1 /BPC 8 /CS /RGB ID \x00\x00\x00\xff\xff\xff EI Q 0 g "
        b"BT /F 30 Tf 20 40 Td (Words all over) Tj ET"
    )

    assert found(content)[0].startswith("1.00:1: #000000 on #000000")
