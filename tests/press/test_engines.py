"""A file is made by our engine, or by WeasyPrint's own writer where ours does not fit."""

import io

import pikepdf
import pypdfium2
import pytest
from engine_sample import CSS, METADATA, SECTIONS, note, page

from report.press import engines, gate, installed, links, plain, workers
from report.press.attachments import Attachment
from report.press.copied import MisfitError
from report.press.typeset import Typesetter

# WeasyPrint leaves the file of its colour profile open.
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")


@pytest.fixture(autouse=True)
def here(monkeypatch):
    """Lay out in this process, where things can be changed."""
    monkeypatch.setattr(workers, "available", lambda: 0)


@pytest.fixture
def another(monkeypatch):
    """Pretend that the installed WeasyPrint is a later one, with another way of writing tags."""
    states = installed.standing().states
    later = installed.Standing("71.0", False, states)
    monkeypatch.setattr(installed, "standing", lambda: later)
    monkeypatch.setattr(installed.part("pdf"), "add_tags", lambda pdf, document: None)


def made(name, pages, files=()):
    engine = engines.engine(name, Typesetter([CSS]), METADATA)
    laid = engine.lay_out(pages, lambda number: None)
    return engine, laid, engine.bind(laid, METADATA, files)


def texts(pdf):
    document = pypdfium2.PdfDocument(pdf)
    return [document[n].get_textpage().get_text_range() for n in range(len(document))]


def test_the_plain_engine_prints_the_pages_of_ours_and_the_gate_finds_nothing():
    _, ours, _ = made("tagged", SECTIONS)
    _, laid, pdf = made("plain", SECTIONS)

    assert [len(f.pages) for f in laid.fragments] == [len(f.pages) for f in ours.fragments]
    assert [f.calls for f in laid.fragments] == [f.calls for f in ours.fragments]
    assert gate.inspect(SECTIONS, laid.fragments, pdf, pages_at_most=4) == ()


def test_the_plain_engine_prints_the_numbers_of_pages():
    first, *_ = texts(made("plain", SECTIONS)[2])

    assert [line[-2:] for line in first.splitlines() if "What was" in line] == ["02", "03", "04"]


def test_the_plain_engine_says_what_the_document_is_and_keeps_its_files():
    file = Attachment("notes.txt", b"Words.", "text/plain", "Supplement", "Some words")

    first = made("plain", SECTIONS, [file])[2]

    with pikepdf.open(io.BytesIO(first)) as pdf:
        assert str(pdf.docinfo.Title) == METADATA.title
        assert list(pdf.attachments) == ["notes.txt"]


def test_the_plain_engine_looks_at_no_clock(monkeypatch):
    first = made("plain", [page("<p>Words.</p>")])[2]
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")  # what fontTools takes for the time

    again = made("plain", [page("<p>Words.</p>")])[2]

    assert again == first


def test_a_note_that_the_plain_engine_loses_is_found():
    lost = page(f"<p>Words.{note(1, 'Gone.')}</p>")
    engine = engines.engine(
        "plain", Typesetter([CSS, ".fn { float: none; position: absolute; top: 3000px }"]), METADATA
    )
    laid = engine.lay_out([lost], lambda number: None)

    faults = gate.inspect([lost], laid.fragments, engine.bind(laid, METADATA, ()), pages_at_most=9)

    assert faults[0].message == "Footnote 1 is not in the file"


def test_where_our_engine_does_not_fit_the_plain_one_goes_on_and_says_so(another):
    engine, laid, pdf = made("tagged", SECTIONS)

    assert engine.name == "plain"
    assert "WeasyPrint 71.0 does not fit our tags" in laid.warnings[0].message
    assert "weasyprint==70.0" in laid.warnings[0].hint
    assert len(texts(pdf)) == len(SECTIONS)


def test_a_mistake_with_the_known_weasyprint_is_no_misfit(monkeypatch):
    monkeypatch.setattr("report.press.tagging.Cutter", None)

    with pytest.raises(TypeError):
        made("tagged", SECTIONS[:1])


def test_a_section_that_was_laid_out_is_not_laid_out_again(monkeypatch):
    engine = engines.engine("tagged", Typesetter([CSS]), METADATA)
    first = engine.lay_out(SECTIONS, lambda number: None)
    laid = []
    monkeypatch.setattr(Typesetter, "section", lambda self, html: laid.append(html) or 1 / 0)

    again = engine.lay_out(SECTIONS, lambda number: None)

    assert again.fragments == first.fragments
    assert laid == []


def test_sections_are_joined_with_the_numbers_that_they_name():
    html = plain.joined(
        ['<html><body a=b>One <i data-page="x">00</i></body></html>', "<body>Two</body>"],
        {"x": 7},
    )

    assert html == (
        '<html><body a=b><div id="report-part-0">One <i data-page="x">07</i></div>'
        '<div id="report-part-1" style=break-before:page>Two</div></body></html>'
    )


def test_what_is_misfit_in_a_worker_is_misfit_here(monkeypatch):
    monkeypatch.setattr(workers, "available", lambda: 1)
    boot = "worker.Typesetter.section = lambda s, h: worker._unfit()\nworker.main("
    boot = "def unfit(*_): raise worker.MisfitError('no')\nworker._unfit = unfit\n" + boot
    monkeypatch.setattr(links, "BOOT", links.BOOT.replace("worker.main(", boot))

    with pytest.raises(MisfitError, match="no"):
        workers.typeset(Typesetter([CSS]), SECTIONS[:1])
