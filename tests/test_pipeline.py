"""The whole path: a small briefing built, refused, and built again to the same bytes."""

import io
from pathlib import Path

import engine_sample
import pikepdf
import pytest
from small import BRIEFING, DOCUMENT, SECTION, small

from report import ReportError, pipeline, verdict
from report.press.conformance import Conformance
from report.text import extraction

LONG = "  Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]\n\n" * 90


def test_the_same_content_gives_the_same_bytes(write):
    path = small(write)

    first, second = pipeline.build(path), pipeline.build(path)

    assert first.data == second.data
    assert (first.pages, first.notes) == (1, 1)


@pytest.mark.parametrize("conformance", Conformance)
def test_every_conformance_and_paper_is_built(write, conformance):
    for paper in ("a4", "letter"):
        pdf = pipeline.build(small(write), paper=paper, conformance=conformance)
        assert pdf.data.startswith(b"%PDF-" + conformance.version.encode())


def test_a_doubt_is_a_warning_and_with_strict_an_error(write):
    path = small(write, SECTION.replace("at least 12", "13"))

    assert {w.check for w in pipeline.build(path).warnings} >= {"numbers", "hedges"}
    with pytest.raises(ReportError, match="13"):
        pipeline.build(path, strict=True)


def test_check_finds_what_a_build_would_without_laying_it_out(write):
    path = small(write, SECTION.replace("at least 12", "13"))

    built, checked = pipeline.build(path).warnings, pipeline.check(path)

    assert checked == built


def test_too_many_pages_are_refused_at_the_briefing_that_allows_them(write):
    text = SECTION.replace(
        "        text: Dues",
        "        text: |\n" + " " * 8 + LONG.replace("\n", "\n        ") + "  Dues",
    )
    write(DOCUMENT, "harbour.yaml")
    path = write(BRIEFING.replace("sections:", "pages-at-most: 1\nsections:") + text)

    with pytest.raises(ReportError, match="at most 1 allowed") as caught:
        pipeline.build(path)

    assert caught.value.diagnostics[0].span.path == path


def test_a_note_longer_than_its_page_goes_on_over_pages(write):
    name = "Harbour dues in the north " + "and in the very far south " * 450
    document = DOCUMENT.replace("Harbour dues in the north", name)

    pdf = pipeline.build(small(write, document=document))

    assert pdf.pages > 1
    said = " ".join(" ".join(extraction.pages(pdf.data)).split())
    assert said.lower().split().count("very") == 450
    assert any("notes take" in w.message and w.level == "advice" for w in pdf.warnings)


def test_an_unknown_style_is_told_where_it_is_written_or_plainly_when_it_was_asked_for(write):
    path = small(write)

    with pytest.raises(ReportError, match="chicago") as caught:
        pipeline.build(path, style="chicago-author-data")

    assert caught.value.diagnostics[0].span is None


def test_a_style_that_cites_in_the_text_prints_no_notes(write):
    pdf = pipeline.build(small(write), style="apa")

    assert b"%PDF" in pdf.data[:8]


def test_the_content_and_the_references_go_into_the_file_when_asked_for(write):
    write(DOCUMENT, "harbour.yaml")
    path = write(
        BRIEFING.replace("sections:", "attach: [content, references]\nsections:") + SECTION
    )

    with pikepdf.open(io.BytesIO(pipeline.build(path).data)) as pdf:
        names = [str(f.UF) for f in pdf.Root.AF]
        kept = pdf.attachments["harbour.yaml"].get_file().read_bytes()

    assert names == ["briefing.yaml", "harbour.yaml", "references.json"]
    assert kept.decode() == DOCUMENT


def test_a_file_that_breaks_its_promise_is_refused_with_page_and_rule():
    plain = engine_sample.built(Conformance.NONE)

    def nowhere(page):
        return None

    with pytest.raises(ReportError, match="page 1: the page has annotations and no Tabs") as caught:
        verdict.audited(verdict.report_of(plain, Conformance.A3A_UA1, ours=True), nowhere)

    assert {"UA tree", "MH 28-008", "A claim"} <= {d.check for d in caught.value.diagnostics}
    assert verdict.report_of(plain, Conformance.NONE, ours=True) is None
    sound = verdict.report_of(engine_sample.built(), Conformance.A3A_UA1, ours=True)
    assert verdict.audited(sound, nowhere) == ()


def test_points_that_the_cover_has_no_room_for_go_on_on_an_ordinary_page(write):
    point = (
        f"          - {{lead: Dues rose., text: '{LONG.split('[')[0].strip() * 6}[@dues-rose]'}}\n"
    )
    cover = (
        "  - id: cover\n    layout: cover\n    blocks:\n      - kind: key-points\n        points:\n"
    )
    path = small(write, cover + point * 6 + SECTION)

    with pikepdf.open(io.BytesIO(pipeline.build(path).data)) as pdf:
        pages = len(pdf.pages)
    import pypdfium2

    file = pypdfium2.PdfDocument(pipeline.build(path).data)
    second = file[1].get_textpage()
    tops = [second.get_charbox(n)[3] for n in range(second.count_chars())]
    words = second.get_text_range()

    assert pages == 2  # the findings run on under what is left of the points
    assert words.count("Harbour dues") == 1  # the running head
    assert file[1].get_height() - max(tops) > 30


def test_a_style_that_is_only_tried_may_be_longer_than_the_briefing_allows(write):
    write(DOCUMENT, "harbour.yaml")
    alone = SECTION.replace("    blocks:", "    layout: page\n    blocks:")
    more = alone.replace("id: findings", "id: more")
    path = write(BRIEFING.replace("sections:", "pages-at-most: 1\nsections:") + alone + more)

    told = [w.message for w in pipeline.build(path, style="apa").warnings]

    assert any("2 pages in this style, at most 1 allowed" in message for message in told)


def of_three_pages(write) -> Path:
    """Write a briefing of three pages that may have two."""
    write(DOCUMENT, "harbour.yaml")
    alone = SECTION.replace("    blocks:", "    layout: page\n    blocks:")
    parts = [alone.replace("id: findings", f"id: part-{number}") for number in range(3)]
    head = BRIEFING.replace("sections:", "pages-at-most: 2\nsections:")
    return write(head + "".join(parts))


def test_two_pages_that_an_author_allows_are_no_summary(write):
    path = of_three_pages(write)

    with pytest.raises(ReportError, match="3 pages, at most 2 allowed"):
        pipeline.build(path)
    told = [w.message for w in pipeline.build(path, draft=True).warnings]
    assert [message for message in told if "allowed" in message] == ["3 pages, at most 2 allowed"]


def test_a_summary_that_runs_over_its_sheet_is_a_doubt(write):
    text = SECTION.replace(
        "        text: Dues",
        "        text: |\n" + " " * 8 + LONG.replace("\n", "\n        ") + "  Dues",
    )

    pdf = pipeline.build(small(write, text), edition="summary")

    told = [w for w in pdf.warnings if "in this summary" in w.message]
    assert [(w.message, w.level) for w in told] == [
        (f"{pdf.pages} pages in this summary, at most 2 allowed", "doubt")
    ]


def test_a_shared_note_stands_on_every_page_that_calls_it(write):
    text = SECTION.replace(
        "        text: Dues",
        "        text: |\n" + " " * 8 + LONG.replace("\n", "\n        ") + "  Dues",
    )
    write(DOCUMENT, "harbour.yaml")
    path = write(BRIEFING.replace("sections:", "notes: {share: section}\nsections:") + text)

    pdf = pipeline.build(path)
    import pypdfium2

    pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(pdf.data)]

    assert (pdf.pages, pdf.notes) == (len(pages), 1)
    assert [page.count("Harbour Dues") for page in pages] == [1] * len(pages)
    assert "Harbour Board" in pages[0]  # in full
    assert not any("Harbour Board" in page for page in pages[1:])  # in short
