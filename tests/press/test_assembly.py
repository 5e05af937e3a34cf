"""Sections become one file: linked, of the same bytes, and as WeasyPrint would print it."""

import io
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import engine_sample
import pikepdf
import pypdfium2
import pytest
from engine_sample import METADATA, note, page, pdf_of
from PIL import Image

from report.audit.readaloud import read
from report.errors import ReportError
from report.press import fonts
from report.press.assembly import assemble
from report.press.conformance import Conformance
from report.press.fragment import from_bytes
from report.press.typeset import Typesetter

EVERY = list(Conformance)


def opened(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(pdf))


def text_of(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_range() for page in document]


@pytest.mark.parametrize("conformance", EVERY)
def test_the_file_is_without_fault_for_qpdf(conformance):
    with opened(engine_sample.built(conformance)) as pdf:
        assert pdf.check_pdf_syntax() == []


@pytest.mark.parametrize("conformance", EVERY)
def test_kept_fragments_give_the_same_bytes(conformance):
    made = engine_sample.fragments(engine_sample.SECTIONS, conformance)
    kept = [from_bytes(fragment.to_bytes()) for fragment in made]

    assert assemble(kept, METADATA) == engine_sample.built(conformance)


def test_another_folder_zone_locale_and_hash_seed_give_the_same_bytes(tmp_path):
    code = (
        "import sys, hashlib, engine_sample\n"
        "print(hashlib.sha256(engine_sample.built()).hexdigest())"
    )
    here = Path(__file__).parents[1]
    found = set()
    for zone, locale, seed, folder in (
        ("Pacific/Auckland", "C", "1", tmp_path),
        ("America/New_York", "C.UTF-8", "77", here),
    ):
        environment = {
            **os.environ,
            "TZ": zone,
            "LC_ALL": locale,
            "PYTHONHASHSEED": seed,
            "HOME": str(tmp_path),
            "PYTHONPATH": os.pathsep.join([str(here), str(here.parent)]),
        }
        done = subprocess.run(
            [sys.executable, "-c", code],
            cwd=folder,
            env=environment,
            capture_output=True,
            text=True,
            check=True,
        )
        found.add(done.stdout)

    assert len(found) == 1


@pytest.mark.parametrize("conformance", EVERY)
def test_the_pages_are_those_of_weasyprint_itself_to_the_pixel(conformance):
    pdf = engine_sample.built(conformance)
    numbers = {"s-prose": 2, "s-lists": 3, "s-exhibits": 4}

    plain = _by_weasyprint(engine_sample.whole(engine_sample.SECTIONS, numbers))

    ours, theirs = pypdfium2.PdfDocument(pdf), pypdfium2.PdfDocument(plain)
    assert len(ours) == len(theirs) == 4
    for mine, other in zip(ours, theirs, strict=True):
        images = [p.render(scale=1.5).to_pil().tobytes() for p in (mine, other)]
        assert images[0] == images[1]


def _by_weasyprint(html: str) -> bytes:
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    config = FontConfiguration()
    sheets = [CSS(string=css, font_config=config) for css in (fonts.css(), engine_sample.CSS)]
    return HTML(string=html).write_pdf(stylesheets=sheets, font_config=config, pdf_tags=True)


def test_only_our_faces_are_embedded_each_instance_once():
    with opened(engine_sample.built()) as pdf:
        found = [
            str(o.FontName)
            for o in pdf.objects
            if isinstance(o, pikepdf.Dictionary) and o.get("/Type") == "/FontDescriptor"
        ]

    assert {name.split("+")[1].split("-")[0] for name in found} == {"SourceSerif4", "SourceSans3"}
    assert len(found) == len(set(found)) == len(_instances())


def _instances():
    made = engine_sample.fragments(engine_sample.SECTIONS)
    return {fonts.instance(use) for fragment in made for use in fragment.fonts}


def test_page_numbers_are_those_of_the_document():
    texts = text_of(engine_sample.built())

    assert [text.split()[-1] for text in texts] == ["1", "2", "3", "4"]
    assert re.findall(r"What was \w+\s+(\d)", texts[0]) == ["2", "3", "4"]


def test_links_lead_to_the_section_that_has_the_target_and_say_where_to():
    with opened(engine_sample.built()) as pdf:
        links = [a for p in pdf.pages for a in p.get("/Annots", []) if "/Dest" in a]
        found = {str(a.Contents): pdf.pages.index(pikepdf.Page(a.Dest[0])) for a in links}

    assert found == {
        "What was said": 1,
        "What was counted": 2,
        "What was drawn": 3,
        "Footnote 1": 1,
        "Footnote 2": 1,
        "Back to the text at note 1": 1,
        "Back to the text at note 2": 1,
        "Exhibit 1 Who did what": 3,
        "Note a of “Exhibit 1 Who did what”": 3,
        "Back to “Exhibit 1 Who did what” at note a": 3,
    }


def test_web_links_are_told_by_their_words_or_their_host():
    with opened(engine_sample.built()) as pdf:
        links = [a for p in pdf.pages for a in p.get("/Annots", []) if "/A" in a]
        found = list(dict.fromkeys((str(a.A.URI), str(a.Contents)) for a in links))

    assert found == [
        ("https://www.example.org/report", "the report of the mission"),
        ("https://example.org/a", "Web page at example.org"),
        ("https://example.org/b", "Web page at example.org"),
    ]


def test_a_link_over_two_lines_has_an_area_on_each():
    words = "many words that go on " * 8

    with opened(pdf_of(f'<p><a href="https://example.org/">{words}</a></p>')) as pdf:
        areas = [[float(v) for v in a.Rect] for a in pdf.pages[0].Annots]

    assert len(areas) == len({area[1] for area in areas}) > 1
    assert all(left < right and bottom < top for left, bottom, right, top in areas)


def test_a_link_that_leads_nowhere_is_told():
    with pytest.raises(ReportError, match="`#nowhere`, which no section has"):
        pdf_of('<p><a href="#nowhere">there</a></p>')


def test_an_id_in_two_sections_is_told():
    with pytest.raises(ReportError, match="two sections have the id `same`"):
        pdf_of('<p id="same">One</p>', '<p id="same">Two</p>')


def test_the_outline_nests_over_sections_and_is_opened():
    with opened(engine_sample.built()) as pdf:
        with pdf.open_outline() as outline:
            found = [(i.title, [c.title for c in i.children]) for i in outline.root]

        assert found == [
            ("Water and peace", ["Contents"]),
            ("What was said", []),
            ("What was counted", ["Lists"]),
            ("What was drawn", []),
        ]
        assert pdf.Root.PageMode == "/UseOutlines"
        assert pdf.Root.Outlines.Count == 6


def test_a_bookmark_has_nothing_that_only_tells_lines_where_to_end():
    made = pdf_of("<h1>Co-\u2060operation with\u200bin and with\u00adout</h1>")

    with opened(made) as pdf, pdf.open_outline() as outline:
        assert [item.title for item in outline.root] == ["Co-operation within and without"]


def test_the_catalog_names_language_title_and_pages():
    with opened(engine_sample.built()) as pdf:
        assert str(pdf.Root.Lang) == "en-GB"
        assert pdf.Root.ViewerPreferences.DisplayDocTitle
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.PageLabels.Nums[1].S == "/D"
        assert str(pdf.docinfo.Title) == "Water & peace"
        assert str(pdf.docinfo.CreationDate) == "D:20260102000000Z"


def test_an_image_in_two_sections_is_embedded_once(tmp_path):
    Image.new("RGB", (40, 30), (10, 90, 160)).save(tmp_path / "a.png")
    Image.new("RGB", (40, 30), (10, 90, 160)).save(tmp_path / "b.png")
    setter = Typesetter([engine_sample.CSS], base=tmp_path)
    sections = [page(f'<p><img alt="Blue" src="{name}.png"></p>') for name in ("a", "b", "a")]

    with opened(assemble([setter.section(html) for html in sections], METADATA)) as pdf:
        images = [o for o in pdf.objects if isinstance(o, pikepdf.Stream)]
        found = [o for o in images if o.get("/Subtype") == "/Image"]

        assert len(found) == 1
        assert not found[0].get("/Interpolate", False)


def test_fragments_of_two_kinds_are_not_joined():
    with pytest.raises(ValueError, match="different conformance"):
        assemble(
            [
                *engine_sample.fragments([engine_sample.LISTS]),
                *engine_sample.fragments([engine_sample.PROSE], Conformance.NONE),
            ],
            METADATA,
        )


def test_a_glyph_with_two_texts_keeps_both():
    """U+2019 and U+02BC are one glyph, which can stand for one of them only."""
    texts = text_of(pdf_of("<p>it’s</p>", "<p>Oʼzbekiston</p>"))

    assert "it’s" in texts[0]
    assert "Oʼzbekiston" in texts[1]


def test_a_hyphen_of_layout_is_read_as_soft_and_one_of_the_text_stays():
    css = engine_sample.CSS + "p { hyphens: auto; width: 120px }"
    text = "Infrastructure interoperability and cease-fire administration of accreditation."
    made = Typesetter([css]).section(page(f"<p>{text}</p>"))
    pdf = assemble([made], METADATA)

    assert "\u00ad" in "".join(str(k) for k in read(pdf).find("P")[0].kids)
    assert read(pdf).find("P")[0].text().split() == text.split()


def test_the_same_document_in_another_order_of_words_is_other_bytes():
    assert pdf_of("<p>One two</p>") != pdf_of("<p>Two one</p>")


def test_the_title_is_in_the_bytes_only_through_the_metadata():
    made = engine_sample.fragments([engine_sample.LISTS])

    assert assemble(made, METADATA) != assemble(made, replace(METADATA, title="Other"))


def test_notes_are_numbered_by_the_html_and_found_from_their_calls():
    body = f"<p>One.{note(3, 'Third.')}</p>"

    with opened(pdf_of(body)) as pdf:
        told = sorted(str(a.Contents) for a in pdf.pages[0].Annots)

    assert told == ["Back to the text at note 3", "Footnote 3"]
