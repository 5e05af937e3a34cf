"""A font with cubic outlines prints, and its glyphs are copied as each text that is typed."""

import io

import cubic
import engine_sample as sample
import pikepdf
import pypdfium2
import pytest

from report.press import faces, siblings
from report.press.assembly import assemble
from report.press.fragment import FontUse
from report.press.typeset import Typesetter

USE = FontUse(
    name="F",
    family="House Sans",
    face="",
    index=0,
    location=(),
    weight=400,
    italic=False,
    ascent=800,
    descent=-200,
    flags=4,
    widths={5: 500, 7: 300, 900: 300, 901: 300, 902: 500},
    text={5: "a", 7: "2", 900: "²", 901: "two", 902: "A"},
    glyphs={900: 7, 901: 7, 902: 5},
)


def test_each_further_text_of_a_glyph_goes_into_a_font_of_its_own():
    uses, places = siblings.beside(USE)

    assert [(use.name, use.text, use.glyphs) for use in uses] == [
        ("F", {5: "a", 7: "2"}, {}),
        ("F1", {5: "A", 7: "²"}, {}),
        ("F2", {7: "two"}, {}),
    ]
    assert uses[1].widths == {5: 500, 7: 300}
    assert places == {("F", 900): ("F1", 7), ("F", 901): ("F2", 7), ("F", 902): ("F1", 5)}


def test_a_stream_shows_each_code_with_the_font_that_has_it():
    _, places = siblings.beside(USE)

    made = siblings.parted([b"BT", b"/F 10 Tf", b"[<0005>-20<0384><0007>] TJ", b"ET"], places)

    assert made == [
        *(b"BT", b"/F 10 Tf", b"[<0005>-20] TJ", b"/F1 10 Tf", b"[<0007>] TJ"),
        *(b"/F 10 Tf", b"[<0007>] TJ", b"ET"),
    ]
    plain = [b"/F 10 Tf", b"[<00050007>] TJ"]
    assert siblings.parted(plain, places) == plain


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    path = cubic.write(tmp_path_factory.mktemp("house") / "House.otf")
    typeface = faces.typeface((path,))
    return faces.Typefaces(typeface, typeface, typeface)


@pytest.mark.slow
def test_text_in_cubic_outlines_is_copied_as_typed_beside_any_note(house):
    css = (
        "p, .fn { font-family: 'House Sans'; font-variation-settings: normal }"
        " .fnref { font-feature-settings: 'sups' }"
    )
    body = f"<p>Of 93 km² and 10³; fi and ﬁ, µ μ.{sample.note(2, 'See m².')}</p>"
    with faces.using(house):
        made = Typesetter([sample.CSS, css]).section(sample.page(body))
        pdf = assemble([made], sample.METADATA)

    text = pypdfium2.PdfDocument(pdf)[0].get_textpage().get_text_range()
    assert "Of 93 km² and 10³; fi and " in text
    assert "µμ.2" in "".join(text.split())
    assert "See m²." in text
    with pikepdf.open(io.BytesIO(pdf)) as file:
        kinds = {str(o.get("/Subtype", "")) for o in file.objects if isinstance(o, pikepdf.Stream)}
    assert "/CIDFontType0C" in kinds
