"""A PDF read by its tags gives back the words of the HTML, in their order."""

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import engine_sample
import pikepdf
import pytest
import tinyhtml5
from engine_chance import Writer

from report import pipeline
from report.audit import readaloud
from report.errors import ReportError
from report.page import html
from report.page.theme import Theme
from report.press import gate
from report.press.conformance import Conformance
from report.press.markup import SVG, alternative, is_note

MARKERS = re.compile(r"•|\d+\.?")
BLOCKS = {
    "p", "li", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "div", "caption", "figcaption",
    "blockquote", "aside", "figure",
}  # fmt: skip


def spoken(element: Element) -> str:
    """Return what is to be read of an HTML element."""
    if element.tag in ("head", "title") or element.get("aria-hidden") == "true":
        return ""
    if element.tag == f"{SVG}svg":
        return f" {alternative(element)} "
    if element.tag == "br":
        return " "
    if element.get("data-page"):
        return "#"
    parts = [element.text or ""]
    for child in element:
        parts += [spoken(child), child.tail or ""]
    text = "".join(parts).replace("\u2060", "")
    if element.tag == "q":
        text = f"“{text}”"
    return f" {text} " if element.tag in BLOCKS or is_note(element) else text


def read(element: readaloud.SpokenTag) -> str:
    """Return what is read of a tag, without the markers that a style sheet puts before items."""
    if element.role == "Figure":
        told = [*(read(k) for k in element.find("Caption")), element.alternative]
        captioned = isinstance(element.kids[0], readaloud.SpokenTag)
        return f" {' '.join(told if captioned else told[::-1])} "
    marker = MARKERS.fullmatch(element.text().strip())
    if element.role == "Lbl" and marker and not list(element.find("Link")):
        return ""
    parts = (k if isinstance(k, str) else read(k) for k in element.kids)
    text = "".join(parts)
    if element.role == "TOCI":
        text = re.sub(r"\d+\s*$", "#", text)
    inline = element.role in ("Em", "Strong", "Cite", "Span", "Abbr", "Code", "Quote", "Link")
    return text if inline or element.role in ("Reference", "Lbl") else f" {text} "


def words(text: str) -> list[str]:
    return text.replace("\u00ad", "").split()


@pytest.mark.parametrize("conformance", [Conformance.A3A_UA1, Conformance.A4F_UA2])
def test_the_text_in_tag_order_is_the_text_of_the_html_in_its_order(conformance):
    trees = [
        tinyhtml5.parse(html, namespace_html_elements=False) for html in engine_sample.SECTIONS
    ]

    document = readaloud.read(engine_sample.built(conformance))

    wanted = [words(spoken(tree)) for tree in trees]
    assert [words(read(kid)) for kid in document.kids] == wanted


def test_the_shipped_briefing_reads_in_the_order_of_its_html():
    """Letter by letter: a style sheet may set two words of one line apart."""
    path = Path(__file__).parents[2] / "content" / "briefing.yaml"
    found = pipeline.prepare(path)
    pages = html.render(found.views(found.cite().result()), Theme.load())
    trees = [tinyhtml5.parse(page, namespace_html_elements=False) for page in pages]

    document = readaloud.read(pipeline.build(path).data)

    wanted, got = (
        "".join(words(text.replace("\u200b", "")))
        for text in (" ".join(map(spoken, trees)), " ".join(map(read, document.kids)))
    )
    assert got == wanted


def test_a_long_document_reads_as_it_was_written():
    sections = engine_sample.briefing(3, 2, 6)
    trees = [tinyhtml5.parse(html, namespace_html_elements=False) for html in sections]

    document = readaloud.read(
        engine_sample.assemble(engine_sample.fragments(sections), engine_sample.METADATA)
    )

    assert [words(read(k)) for k in document.kids] == [words(spoken(tree)) for tree in trees]


@pytest.mark.parametrize("conformance", [Conformance.A3A_UA1, Conformance.A4F_UA2])
@pytest.mark.parametrize("seed", range(5))
def test_a_document_by_chance_is_whole_and_reads_as_it_was_written(seed, conformance):
    html = Writer(seed).document()
    fragments = engine_sample.fragments([html], conformance)

    pdf = engine_sample.assemble(fragments, engine_sample.METADATA)

    document = readaloud.read(pdf)
    wanted = words(spoken(tinyhtml5.parse(html, namespace_html_elements=False)))
    assert [word for kid in document.kids for word in words(read(kid))] == wanted
    faults = gate.inspect([html], fragments, pdf, pages_at_most=None, notes_at_most=9.0)
    assert not [f for f in faults if "its first call on page" not in f.message]


def test_the_dump_shows_the_tree_with_its_texts():
    dump = readaloud.as_text(engine_sample.built())

    for line in (
        "    H1 What was said",
        "        TOCI [Reference [Link What was said 2]]",
        "            TH (Scope=Row) Refugees",
        "    Figure (alt=Staff by year. Staff rose from 4 in 1998 to 9 in 2003.)",
    ):
        assert line in dump.splitlines()
    assert "[Span (lang=ru) Общее соглашение], as [Cite The Accord] has it; [Quote “peace”]" in dump
    assert "June 1997.[Reference [Link 1]][Note [Lbl [Link 1]]. Under “Accord,” para. 1.]" in dump


def test_a_file_without_tags_is_told():
    with pytest.raises(ReportError, match="no structure tree"):
        readaloud.as_text(engine_sample.built(Conformance.NONE))


def test_a_word_taken_out_of_the_content_is_missed(tmp_path):
    with pikepdf.open(_file(tmp_path)) as document:
        page = document.pages[1]
        kept = [
            i for i in pikepdf.parse_content_stream(page) if i.operator != pikepdf.Operator("TJ")
        ]
        page.Contents = document.make_stream(pikepdf.unparse_content_stream(kept))
        document.save(tmp_path / "damaged.pdf")

    assert "Moscow" not in readaloud.as_text(tmp_path / "damaged.pdf")


def _file(folder):
    path = folder / "sample.pdf"
    path.write_bytes(engine_sample.built())
    return path
