"""A PDF read by its tags gives back the words of the HTML, in their order."""

import engine_sample
import pikepdf
import pytest
import tinyhtml5
from engine_chance import Writer
from spoken import read, spoken, words

from report.audit import readaloud
from report.errors import ReportError
from report.press import gate
from report.press.conformance import Conformance


@pytest.mark.parametrize("conformance", [Conformance.A3A_UA1, Conformance.A4F_UA2])
def test_the_text_in_tag_order_is_the_text_of_the_html_in_its_order(conformance):
    trees = [
        tinyhtml5.parse(html, namespace_html_elements=False) for html in engine_sample.SECTIONS
    ]

    document = readaloud.read(engine_sample.built(conformance))

    wanted = [words(spoken(tree)) for tree in trees]
    assert [words(read(kid)) for kid in document.kids] == wanted


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
    faults = gate.inspect([html], fragments, pdf, pages_at_most=None)
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
