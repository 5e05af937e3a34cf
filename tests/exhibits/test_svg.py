"""Drawings as programs write them: what is printed looks as the file does."""

import io

import pypdfium2
import pytest
import resvg_py
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PIL import Image, ImageChops, ImageFilter

from report.exhibits.svg import RefusedDrawing, clean
from report.press import faces, installed

NS = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SIDE = 120  # points of the page
DOTS = 360  # of the pictures that are compared


def drawing(inside, attributes='viewBox="0 0 100 100"'):
    return f"<svg {NS} {attributes}>{inside}</svg>"


def printed(svg):
    """Return our drawing, from the PDF, as pdfium draws it."""
    made = clean(svg.encode(), "A picture", "p", lambda w, h: SIDE)
    page = f"<style>@page{{size:{SIDE}pt {SIDE}pt;margin:0}}body{{margin:0}}svg{{display:block}}"
    html = f"{page}</style>{made.text.replace('<svg', f'<svg width={SIDE}pt height={SIDE}pt', 1)}"
    pdf = pypdfium2.PdfDocument(installed.weasyprint().HTML(string=html).write_pdf())
    return pdf[0].render(scale=DOTS / SIDE).to_pil().convert("RGB")


def meant(svg):
    """Return the file as resvg draws it: another hand, which knows all of SVG."""
    png = resvg_py.svg_to_bytes(
        svg_string=svg,
        width=DOTS,
        height=DOTS,
        dpi=96,
        background="white",
        skip_system_fonts=True,
        font_files=[str(face.path) for face in faces.ours().faces()],
        font_family="Source Sans 3",
        sans_serif_family="Source Sans 3",
    )
    return Image.open(io.BytesIO(png)).convert("RGB")


def apart(svg):
    """Return how far the two are apart where they differ most, of 255; edges count little."""
    pair = [image.filter(ImageFilter.BoxBlur(6)) for image in (printed(svg), meant(svg))]
    return max(high for _, high in ImageChops.difference(*pair).getextrema())


WHITE = '<mask id="m"><path fill="#fff" d="M0 0H100V100H0z"/></mask>'
GRADIENT = """<linearGradient id="a" x1="0" x2="1"><stop offset=".2" stop-color="#f00"/>
<stop offset="80%" stop-color="#00f" stop-opacity="{0}"/></linearGradient>"""
FEATURES = {
    "a mask that shows all": WHITE + '<path mask="url(#m)" fill="#e60" d="M20 20H90V60H30z"/>',
    "a mask of greys": '<mask id="m"><rect width="100" height="50" fill="#777"/></mask>'
    '<circle cx="50" cy="50" r="40" mask="url(#m)"/>',
    "a gradient": GRADIENT.format(1) + '<rect x="9" y="9" width="80" height="70" fill="url(#a)"/>',
    "a clear gradient": GRADIENT.format(0) + '<circle cx="50" cy="50" r="45" fill="url(#a)"/>',
    "a line with a gradient": GRADIENT.format(1)
    + '<path d="M10 50L90 60" stroke-width="20" stroke="url(#a)"/>',
    "a clear gradient along lines that join": '<linearGradient id="a"><stop stop-color="#fff"/>'
    '<stop offset="1" stop-color="#00c" stop-opacity=".3"/></linearGradient>'
    '<path d="M0 1Q51 55 50 55L1 51z" stroke="url(#a)" stroke-linejoin="round" '
    'stroke-width="20"/>',
    "a gradient that takes from another": GRADIENT.format(1)
    + '<radialGradient id="b" xlink:href="#a" gradientUnits="userSpaceOnUse" cx="40" cy="50" '
    'r="50" fx="30" gradientTransform="scale(1 .8)"/><rect width="99" height="90" fill="url(#b)"/>',
    "a gradient in bands": '<linearGradient id="a" x2=".2" spreadMethod="reflect">'
    '<stop/><stop offset="1" stop-color="#fff"/></linearGradient>'
    '<rect width="100" height="100" fill="url(#a)"/>',
    "a pattern": '<pattern id="a" width="20" height="20" patternUnits="userSpaceOnUse">'
    '<circle cx="10" cy="10" r="8"/></pattern><rect width="90" height="90" fill="url(#a)"/>',
    "a blur": '<filter id="f"><feGaussianBlur stdDeviation="4"/></filter>'
    '<rect x="30" y="30" width="40" height="40" filter="url(#f)"/>',
    "a blend": '<rect width="60" height="60" fill="#fc0"/>'
    '<rect x="30" y="30" width="60" height="60" fill="#0cf" style="mix-blend-mode:multiply"/>',
    "a clip": '<clipPath id="c"><circle cx="50" cy="50" r="30"/></clipPath>'
    '<g clip-path="url(#c)"><rect width="100" height="55" fill="#080"/></g>',
    "a clip in the box of its shape": '<clipPath id="c" clipPathUnits="objectBoundingBox">'
    '<rect width=".5" height="1"/></clipPath>'
    '<rect x="20" y="20" width="60" height="60" clip-path="url(#c)"/>',
    "a clip with a hole": '<clipPath id="c"><path clip-rule="evenodd" d="M0 0H99V99H0zM30 30H70'
    'V70H30z"/></clipPath><rect width="100" height="100" clip-path="url(#c)"/>',
    "a symbol used twice": '<symbol id="s" viewBox="0 0 10 10"><circle cx="5" cy="5" r="5"/>'
    '</symbol><use href="#s" width="40" height="40"/>'
    '<use href="#s" x="50" y="50" width="40" height="20" fill="#a00"/>',
    "a style sheet": "<style>g > .a { fill: #c00 !important } #r { fill: #00c }"
    "</style><g><rect id='r' class='a' width='80' height='80' style='fill: #0c0'/></g>",
    "a switch": "<switch><foreignObject requiredExtensions='x'/><rect width='50' height='80'/>"
    "<circle r='90'/></switch>",
    "units": '<rect x="1mm" y="10%" width="0.5in" height="3em" font-size="10" fill="#369"/>',
    "a drawing in a drawing": '<svg x="20" y="20" width="50" height="50" viewBox="0 0 10 10">'
    '<rect width="20" height="5" fill="#936"/></svg>',
    "arrowheads": '<marker id="m" markerWidth="4" markerHeight="4" refX="2" refY="2">'
    '<circle cx="2" cy="2" r="2"/></marker>'
    '<path d="M20 20L80 70" stroke="#000" stroke-width="6" marker-end="url(#m)"/>',
    "a pale group": '<g opacity=".4"><rect width="60" height="60"/>'
    '<rect x="30" y="30" width="60" height="60" fill="#c00"/></g>',
    "arcs as minifiers write them": '<path d="M50 10a40 40 0 10.5 0zm-1-5h9v.5.5l-3-.5z"/>',
    "dashes": '<path d="M10 50H90" stroke="#000" stroke-width="20" stroke-dasharray="15 10 5"/>',
    "what is beyond the edge": '<circle cx="0" cy="100" r="60" fill="#069"/>',
    "colour by name": '<g color="#0a5"><rect width="70" height="70" fill="currentColor"/></g>',
    "paint that is not there": '<rect width="70" height="70" fill="url(#none) #a50"/>',
    "lines under fills": '<circle cx="50" cy="50" r="30" fill="#fc0" stroke="#00c" '
    'stroke-width="20" paint-order="stroke"/>',
    "a pale text": '<g opacity=".5"><text x="5" y="60" font-size="40">Quay</text></g>',
    "a text along a line": '<path id="l" d="M10 80Q50 0 90 80" fill="none"/>'
    '<text font-size="20"><textPath href="#l">Harbour</textPath></text>',
    "a text with a gradient": GRADIENT.format(1)
    + '<text x="5" y="60" font-size="40" font-weight="700" fill="url(#a)">Quay</text>',
}


@pytest.mark.parametrize("feature", FEATURES)
def test_a_drawing_is_printed_as_it_looks(feature):
    assert apart(drawing(FEATURES[feature])) < 45


def test_a_drawing_keeps_the_shape_that_it_states():
    inside = '<rect width="10" height="10" fill="#060"/>'
    svg = drawing(inside, 'width="40" height="40" viewBox="0 0 10 20" preserveAspectRatio="none"')

    assert apart(svg) < 45


def test_a_line_that_is_as_wide_at_any_scale_stays_so():
    line = '<path d="M1 5H9" stroke="#000" stroke-width="8" vector-effect="non-scaling-stroke"/>'
    wide = '<path d="M10 50H90" stroke="#000" stroke-width="8"/>'

    pair = printed(drawing(f'<g transform="scale(10)">{line}</g>')), printed(drawing(wide))
    assert ImageChops.difference(*pair).getbbox() is None


def test_a_text_in_a_drawing_with_a_blur_is_still_text():
    made = clean(drawing(FEATURES["a blur"] + "<text y='20'>Quay</text>").encode(), "A", "p")

    assert "Quay</text>" in made.text
    assert made.text.count("<image") == 1


def test_finer_lines_than_print_has_do_not_grow_in_a_viewer():
    lines = "".join(f'<path d="M0 {n}H100" stroke="#000" stroke-width=".2"/>' for n in range(100))

    assert apart(drawing(lines)) < 45


@pytest.mark.parametrize(
    "inside",
    [
        "<g>" * 50 + "</g>" * 50,
        "<rect/>" * 20_001,
        "".join(
            f'<g id="g{n}">' + f'<use href="#g{n - 1}"/>' * 10 + "</g>" for n in range(1, 8)
        ).replace('"#g0"', '"#r"')
        + '<rect id="r" width="1" height="1"/>',
    ],
)
def test_a_drawing_that_would_exhaust_the_machine_is_refused(inside):
    with pytest.raises(RefusedDrawing):
        clean(drawing(inside).encode(), "A picture", "p")


def test_a_drawing_that_uses_itself_ends():
    assert clean(drawing('<g id="a"><use href="#a"/></g>').encode(), "A picture", "p")


NUMBERS = st.integers(-20, 120)
COLOURS = st.sampled_from(["#c00", "navy", "rgb(10%, 60%, 30%)", "none", "url(#a)", "url(#b)"])
SHAPES = st.builds(
    lambda kind, n, fill, stroke, width, opacity, turn: (
        kind.format(*n)
        + f' fill="{fill}" stroke="{stroke}" stroke-linejoin="round" stroke-width="{width}"'
        f' opacity="{opacity}" transform="rotate({turn} 50 50)"/>'
    ),
    st.sampled_from(
        [
            '<rect x="{0}" y="{1}" width="{2}" height="{3}" rx="4"',
            '<ellipse cx="{0}" cy="{1}" rx="{2}" ry="{3}"',
            '<path d="M{0} {1}Q{2} {3} 50 55L{1} {2}z"',
            '<polygon points="{0},{1} {2},{3} {3},{0}"',
            '<use href="#s" x="{0}" y="{1}"',
            '<path clip-path="url(#c)" d="M{0} {1}L{2} {3} {1} {2}z"',
        ]
    ),
    st.lists(NUMBERS, min_size=4, max_size=4, unique=True),
    COLOURS,
    COLOURS,
    st.sampled_from([2, 7, 20]),
    st.sampled_from([1, 1, 0.5]),
    st.sampled_from([0, 30, 90]),
)
DEFINED = (
    '<defs><linearGradient id="a"><stop stop-color="#fff"/><stop offset="1" stop-color="#00c" '
    'stop-opacity=".3"/></linearGradient><radialGradient id="b" xlink:href="#a" r=".6"/>'
    '<rect id="s" width="30" height="20"/><clipPath id="c"><circle cx="50" cy="50" r="40"/>'
    "</clipPath></defs>"
)


@pytest.mark.slow
@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(SHAPES, min_size=1, max_size=6))
def test_any_drawing_of_simple_shapes_is_printed_as_it_looks(shapes):
    assert apart(drawing(DEFINED + "".join(shapes))) < 70
