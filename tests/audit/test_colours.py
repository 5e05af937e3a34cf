"""Colours that nothing gives a meaning are found wherever they paint."""

import io
from collections.abc import Callable

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from report.audit import audit

Change = Callable[[pikepdf.Pdf], object]


def rules(
    content: bytes, change: Change = lambda pdf: None, standard: str = "PDF/A-3b"
) -> set[str]:
    """Return the rules of colours that a page of that content breaks."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(200, 200))
    pdf.pages[0].Contents = pdf.make_stream(content)
    change(pdf)
    target = io.BytesIO()
    pdf.save(target)
    report = audit(target.getvalue(), against=(standard, "PDF/UA-1"))
    wanted = {"A colour", "A group", "A ink", "A overprint"}
    return {finding.rule for finding in report.findings} & wanted


def resources(pdf: pikepdf.Pdf, **kinds: object) -> None:
    pdf.pages[0].obj.Resources = Dictionary(**kinds)


def profile(pdf: pikepdf.Pdf, space: bytes) -> pikepdf.Stream:
    """Return the beginning of a profile for output, which is all that is looked at."""
    count = {b"RGB ": 3, b"CMYK": 4, b"GRAY": 1}[space]
    return pdf.make_stream(bytes(8) + b"\2" + bytes(3) + b"mntr" + space + bytes(108), N=count)


def intent(pdf: pikepdf.Pdf, space: bytes = b"RGB ") -> None:
    pdf.Root.OutputIntents = Array(
        [Dictionary(S=Name.GTS_PDFA1, DestOutputProfile=profile(pdf, space))]
    )


def form(pdf: pikepdf.Pdf, content: bytes, **entries: object) -> pikepdf.Stream:
    box = Array([0, 0, 9, 9])
    return pdf.make_stream(content, Type=Name.XObject, Subtype=Name.Form, BBox=box, **entries)


BOX = b" 0 0 9 9 re f"


@pytest.mark.parametrize(
    ("content", "space", "found"),
    [
        (b"1 0 0 rg" + BOX, b"", {"A colour"}),
        (b"1 0 0 rg" + BOX, b"RGB ", set()),
        (b"1 0 0 rg" + BOX, b"CMYK", {"A colour"}),
        (b"1 0 0 rg", b"", set()),  # nothing is painted
        (BOX, b"", {"A colour"}),  # black to begin with, a colour of a device too
        (b"0 g" + BOX, b"CMYK", set()),  # any output has grey
        (b"q 0 0 0 1 k Q 1 0 0 rg" + BOX, b"RGB ", set()),
        (b"1 0 0 RG 0 0 9 9 re f", b"GRAY", set()),  # what is set is not what is painted
        (b"1 0 0 RG 0 0 9 9 re S", b"GRAY", {"A colour"}),
    ],
)
def test_a_colour_of_a_device_needs_an_output_intent(content, space, found):
    assert rules(content, lambda pdf: intent(pdf, space) if space else None) == found


def test_a_default_space_gives_a_meaning():
    def change(pdf: pikepdf.Pdf) -> None:
        spaces = Dictionary(DefaultRGB=Array([Name.ICCBased, profile(pdf, b"RGB ")]))
        resources(pdf, ColorSpace=spaces)

    assert rules(b"1 0 0 rg" + BOX, change) == set()


RED = b"1 0 0 rg" + BOX


def in_a_form(pdf: pikepdf.Pdf) -> None:
    resources(pdf, XObject=Dictionary(X=form(pdf, RED)))


def in_a_pattern(pdf: pikepdf.Pdf) -> None:
    box = Array([0, 0, 9, 9])
    entries = {"PatternType": 1, "PaintType": 1, "TilingType": 1, "XStep": 9, "YStep": 9}
    resources(pdf, Pattern=Dictionary(P=pdf.make_stream(RED, BBox=box, **entries)))


def in_a_shading(pdf: pikepdf.Pdf) -> None:
    resources(pdf, Shading=Dictionary(S=Dictionary(ShadingType=2, ColorSpace=Name.DeviceRGB)))


def in_an_ink(pdf: pikepdf.Pdf) -> None:
    tint = Dictionary(FunctionType=2)
    space = Array([Name.Separation, Name.Gold, Name.DeviceRGB, tint])
    resources(pdf, ColorSpace=Dictionary(C=space))


def in_an_annotation(pdf: pikepdf.Pdf) -> None:
    look = Dictionary(N=form(pdf, RED))
    rect = Array([0, 0, 9, 9])
    pdf.pages[0].obj.Annots = Array([Dictionary(Subtype=Name.Square, Rect=rect, AP=look)])


@pytest.mark.parametrize(
    ("content", "change"),
    [
        (b"/X Do", in_a_form),
        (b"/Pattern cs /P scn" + BOX, in_a_pattern),
        (b"/S sh", in_a_shading),
        (b"/C cs 1 scn" + BOX, in_an_ink),
        (b"", in_an_annotation),
    ],
)
def test_a_colour_is_found_wherever_it_paints(content, change):
    assert rules(content, change) == {"A colour"}


def test_part_4_takes_the_colours_in_which_transparency_is_mixed():
    def change(pdf: pikepdf.Pdf) -> None:
        space = Array([Name.ICCBased, profile(pdf, b"RGB ")])
        pdf.pages[0].obj.Group = Dictionary(S=Name.Transparency, CS=space)

    assert rules(RED, change, "PDF/A-4") == set()
    assert rules(RED, change, "PDF/A-3b") == {"A colour"}


def test_transparency_says_in_which_colours_it_is_mixed():
    def change(pdf: pikepdf.Pdf) -> None:
        resources(pdf, ExtGState=Dictionary(G=Dictionary(ca=0.5)))

    def told(pdf: pikepdf.Pdf) -> None:
        change(pdf)
        intent(pdf)

    assert "A group" in rules(b"/G gs 1 0 0 rg" + BOX, change)
    assert rules(b"/G gs 1 0 0 rg" + BOX, told) == set()
    assert "A group" not in rules(b"1 0 0 rg" + BOX, change)  # it is there, and not used


def test_an_ink_is_imitated_in_one_way():
    def change(pdf: pikepdf.Pdf) -> None:
        intent(pdf)
        ways = [Dictionary(FunctionType=2, N=n) for n in (1, 2)]
        spaces = [Array([Name.Separation, Name.Gold, Name.DeviceRGB, way]) for way in ways]
        resources(pdf, ColorSpace=Dictionary(C=spaces[0], D=spaces[1]))

    assert rules(b"/C cs 1 scn" + BOX + b" /D cs 1 scn" + BOX, change) == {"A ink"}
    assert rules(b"/C cs 1 scn" + BOX + b" /C cs 0 scn" + BOX, change) == set()


def test_a_form_that_paints_itself_ends():
    def change(pdf: pikepdf.Pdf) -> None:
        one = form(pdf, RED + b" /X Do")
        one.Resources = Dictionary(XObject=Dictionary(X=one))
        resources(pdf, XObject=Dictionary(X=one))

    assert rules(b"/X Do", change) == {"A colour"}
