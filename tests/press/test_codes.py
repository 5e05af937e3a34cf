"""Each pair of glyph and text has a code of its own, and all of them lead back to the glyph."""

import io
import subprocess

import engine_sample as sample
import pikepdf
import pypdfium2
import pytest

from report.press import codes, faces, fonts
from report.press.assembly import assemble
from report.press.fragment import Fragment
from report.press.typeset import Typesetter

RAISED = (
    "p {{ font: 11px/15px '{}'; font-variation-settings: normal }}"
    ".fnref {{ font: inherit; font-feature-settings: 'sups'; line-height: 0; vertical-align: 0 }}"
)


def read(pdf: bytes) -> str:
    """Return the text of a file as a reader copies it, on one line."""
    texts = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf)]
    return " ".join(" ".join(texts).split())


def set_in(family: str, *bodies: str, css: str = "") -> list[Fragment]:
    setter = Typesetter([sample.CSS, RAISED.format(family) + css])
    return [setter.section(sample.page(body)) for body in bodies]


def printed(body: str, family: str = "Source Serif 4", css: str = "") -> str:
    return read(assemble(set_in(family, body, css=css), sample.METADATA))


def test_a_raised_figure_typed_and_a_call_of_a_note_are_both_copied_as_typed():
    text = printed(f"<p>Of 93 km² and 10³.{sample.note(2, 'See m².')} And 1².</p>")

    assert "Of 93 km² and 10³.2 And 1²." in text
    assert "See m²." in text


@pytest.mark.parametrize("family", ["Source Serif 4", "Source Sans 3"])
def test_letters_that_share_a_glyph_are_copied_as_typed(family):
    typed = "micro µ mu μ, Ohm Ω Omega Ω, increment ∆ Delta Δ, ʻokina ‘a’ ʼa"

    assert typed in printed(f"<p>{typed}</p>", family)


def test_small_capitals_and_old_style_figures_are_copied_as_typed():
    css = ".sc { font-variant-caps: small-caps } .o { font-feature-settings: 'onum' }"

    text = printed('<p>NATO <span class="sc">Nato 2</span> 1997 <b class="o">1997</b></p>', css=css)

    assert "NATO Nato 2 1997 1997" in text


def test_sections_agree_on_a_code_and_share_a_font():
    made = set_in("Source Serif 4", "<p>Only 3 km² here.</p>", "<p>Here 4 km² and 2².</p>")
    pdf = assemble(made, sample.METADATA)

    assert "4 km² and 2²." in read(pdf)
    assert made[0].fonts[0].glyphs == made[1].fonts[0].glyphs != {}
    with pikepdf.open(io.BytesIO(pdf)) as file:
        fonts_of_it = [o for o in file.objects if isinstance(o, pikepdf.Dictionary)]
        names = [str(o.BaseFont) for o in fonts_of_it if "/DescendantFonts" in o]
    assert sum("Serif" in name for name in names) == 1


def test_a_code_is_the_glyphs_number_for_its_own_text_and_above_them_for_another():
    found = codes.Codes({7: "2"}, 100)

    assert found.code(7, "2") == 7
    other = found.code(7, "²")
    assert 100 <= other < 65536
    assert found.code(7, "²") == other
    assert (found.texts, found.glyphs) == ({7: "2", other: "²"}, {other: 7})


def test_the_code_of_a_pair_does_not_depend_on_what_was_asked_before():
    first, second = codes.Codes({7: "2"}, 100), codes.Codes({7: "2"}, 100)

    first.code(7, "two")
    first.code(9, "x")

    assert first.code(7, "²") == second.code(7, "²")


def test_a_space_drawn_with_the_word_space_reads_as_one():
    found = codes.Codes({1: " "}, 100)

    assert found.texts[found.code(1, "\u00a0")] == " "
    assert found.texts[found.code(1, "\u2003")] == " "


@pytest.mark.parametrize(
    ("glyphs", "clusters", "text", "shared"),
    [
        ([5, 6], [0, 1], "ab", ["a", "b"]),
        ([5], [0], "fi", ["fi"]),
        ([5, 6], [0, 0], "e\u0323", ["e", "\u0323"]),
        ([5, 6], [0, 0], "\u00e9", ["\u00e9", codes.NOTHING]),
        ([5, 6, 7], [0, 0, 6], "\u0915\u093fx", ["\u0915", "\u093f", "x"]),
        ([7, 6, 5], [4, 0, 0], "\u05d1\u05bc\u05d0", ["\u05d0", "\u05bc", "\u05d1"]),
    ],
    ids=["letters", "ligature", "mark", "letter in parts", "vowel drawn before", "right to left"],
)
def test_the_glyphs_of_a_cluster_share_its_text_in_the_order_of_reading(
    glyphs, clusters, text, shared
):
    line = text.encode()

    assert codes.share(glyphs, clusters, line, 0, len(line)) == shared


def test_a_hyphen_between_word_joiners_reads_as_one_that_is_not_broken():
    line = "a\u2060\u2010\u2060b".encode()

    found = codes.share([1, codes.EMPTY, 2, codes.EMPTY, 3], [0, 1, 4, 7, 10], line, 0, len(line))

    assert [found[0], found[2], found[4]] == ["a", "\u2011", "b"]


def test_what_a_glyph_stands_for_by_itself_is_what_is_typed_most():
    face = next(face for face in faces.ours().faces() if "[opsz" in face.path.name)
    made = fonts.codes_of(face.digest, 0)

    assert {"2", "fi", "’", "-", "Ω"} <= set(made.own.values())
    assert not {"²", "ﬁ", "ʼ"} & set(made.own.values())


def test_poppler_and_pdfium_agree_on_what_is_copied(tmp_path):
    body = f"<p>Of 93 km² and 10³.{sample.note(2, 'See m².')}</p>"
    pdf = assemble(set_in("Source Serif 4", body), sample.METADATA)
    (tmp_path / "a.pdf").write_bytes(pdf)

    told = subprocess.run(
        ["pdftotext", str(tmp_path / "a.pdf"), "-"], capture_output=True, text=True, check=True
    ).stdout

    assert "km² and 10³.2" in " ".join(told.split())


@pytest.mark.parametrize("word", ["دره‌بندر", "نمی‌خواهم"])
def test_a_joiner_is_copied_where_it_stands(word):
    assert word in printed(f'<p lang="fa">{word}</p>')
