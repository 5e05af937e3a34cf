"""Our faces are found, named and cut to what a document shows."""

import io
from dataclasses import replace

import engine_sample
import pytest
from fontTools.ttLib import TTFont

from report.press import faces, fonts


@pytest.fixture
def use():
    return next(
        use
        for use in engine_sample.fragments([engine_sample.PROSE])[0].fonts
        if use.family == "Source Serif 4" and not use.italic
    )


def test_the_rules_name_the_families_exactly_and_encode_the_paths():
    css = fonts.css()

    assert css.count('font-family: "Source Serif 4"') == 2
    assert css.count('font-family: "Source Sans 3"') == 2
    assert "font-weight" not in css
    assert not set(css.split("url(")[1].split(")")[0]) & set("[], ")


def test_a_subset_is_static_and_has_the_glyphs_asked_for_under_their_numbers(use):
    union = fonts.Union(use)
    union.add(use)

    font = TTFont(io.BytesIO(union.file()))

    assert "fvar" not in font
    assert "gvar" not in font
    glyphs = font["glyf"]
    shown = [glyph for glyph, text in use.text.items() if text > " "]
    assert all(glyphs[font.getGlyphName(glyph)].numberOfContours for glyph in shown)


def test_widths_are_those_of_the_static_font(use):
    union = fonts.Union(use)
    union.add(use)

    font = TTFont(io.BytesIO(union.file()))
    scale = 1000 / font["head"].unitsPerEm

    found = {g: font["hmtx"][font.getGlyphName(g)][0] * scale for g in use.widths}
    assert all(abs(found[g] - width) <= 1 for g, width in use.widths.items())


def test_the_same_uses_give_the_same_file_in_any_order(use):
    other = replace(use, text={}, widths={20: 500})
    first, second = fonts.Union(use), fonts.Union(use)

    for item in (use, other):
        first.add(item)
    for item in (other, use):
        second.add(item)

    assert first.file() == second.file()


def test_sans_at_two_sizes_is_one_font_and_serif_at_two_optical_sizes_two(use):
    sans = next(face for face in faces.ours().faces() if face.family == "Source Sans 3")
    in_sans = replace(use, face=sans.digest, location=(("opsz", 9.0), ("wght", 400.0)))

    assert fonts.instance(in_sans) == fonts.instance(replace(in_sans, location=(("wght", 400.0),)))
    assert fonts.instance(use) != fonts.instance(replace(use, location=(("opsz", 60.0),)))


def test_a_glyph_that_stands_for_two_texts_is_told(use):
    union = fonts.Union(use)
    union.add(use)
    glyph = next(g for g, text in use.text.items() if text == "a")

    assert union.agrees(use)
    assert not union.agrees(replace(use, text={glyph: "A"}))


def test_late_digits_follow_the_font_features(use):
    union = fonts.Union(use)

    lining, _ = union.set_number("18", {"lnum": 1})
    oldstyle, _ = union.set_number("18", {"onum": 1})

    assert lining != oldstyle


def test_a_face_is_known_by_its_bytes_and_a_changed_file_is_none_of_ours():
    for face in faces.ours().faces():
        data = face.path.read_bytes()
        assert fonts.by_content(data) == face
        assert fonts.by_content(data[:-1] + bytes([data[-1] ^ 1])) is None
