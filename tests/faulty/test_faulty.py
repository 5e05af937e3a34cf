"""A draft is written whatever is at fault, shows what is, and never passes as final."""

import io
import subprocess
import sys

import pikepdf
import pytest
from small import SECTION, small

import report
from report import ReportError, limits
from report.pdf import is_draft
from report.text import extraction

FAULTS = """\
      - kind: prose
        text: "This cites nothing known.[@nope] And it leads to [#nowhere]."
      - kind: chart
        id: dues
        title: Dues of two ports
        type: column
        rows: [{label: Norwich, value: many}, {label: Hull, value: "3"}]
        unit: per cent
        source: As counted.[@dues-rose]
"""
ODD = '      - kind: prose\n        text: "An odd sign \U00012000 stands here.[connective]"\n'
WIDE = f"      - kind: prose\n        text: {'w' * 300}\n"


def texts(pdf):
    return extraction.pages(pdf.data)


def information(pdf):
    with pikepdf.open(io.BytesIO(pdf.data)) as opened:
        packet = opened.Root.Metadata.read_bytes() if "/Metadata" in opened.Root else b""
        return str(opened.docinfo.Title), packet, list(opened.attachments)


@pytest.fixture(scope="module")
def drawn(tmp_path_factory):
    """Draw up a briefing with faults of content, of a drawing, of letters and of layout."""
    folder = tmp_path_factory.mktemp("draft")

    def write(text, name):
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    path = small(write, SECTION + FAULTS + ODD + WIDE)
    with pytest.raises(ReportError):
        report.build(path)
    return report.build(path, draft=True)


def test_what_is_at_fault_is_printed_without_its_calls_or_a_sentence_stands_in_its_place(drawn):
    first, *_ = texts(drawn)

    assert "Dues rose by at least 12 per cent" in first
    assert "This cites nothing known. And it leads to ." in first
    assert "This block could not be printed" in first
    assert "An odd sign U+12000 stands here." in first


def test_the_last_page_lists_the_faults_with_their_places_and_so_do_the_warnings(drawn):
    listed = " ".join(texts(drawn)[-1].split())
    faults = [warning for warning in drawn.warnings if warning.level == "error"]

    for words in ("the citation key `nope`", "`many` is not a number", "U+12000", "runs off"):
        assert words in listed
        assert any(words in fault.message or "𒀀" in fault.message for fault in faults)
    assert "briefing.yaml:16:" in listed


def test_what_is_at_fault_is_framed(drawn):
    with pikepdf.open(io.BytesIO(drawn.data)) as pdf:
        red = [
            operands
            for operands, operator in pikepdf.parse_content_stream(pdf.pages[0])
            if str(operator) in ("rg", "RG") and list(map(float, operands))[1:] == [0, 0]
        ]

    assert len(red) >= 4  # a frame is four lines, or one


@pytest.mark.parametrize("engine", ["tagged", "plain"])
def test_a_sound_briefing_as_a_draft_says_so_on_every_page_and_claims_nothing(write, engine):
    path = small(write, SECTION)
    path.write_text(path.read_text().replace("sections:", "attach: [content]\nsections:"))

    pdf, again = (report.build(path, draft=True, engine=engine) for _ in range(2))
    final = report.build(path)

    assert pdf.data == again.data
    assert len(texts(pdf)) == pdf.pages + 1
    assert all("Draft, not for circulation: 0 faults" in text for text in texts(pdf))
    title, packet, attachments = information(pdf)
    assert title == "Draft: Harbour dues"
    assert b"<pdfaid:part>" not in packet
    assert b"<pdfuaid:part>" not in packet
    assert attachments == []
    assert (is_draft(pdf.data), is_draft(final.data)) == (True, False)
    assert (pdf.draft, final.draft) == (True, False)


def test_a_draft_is_never_saved_under_the_name_of_a_final_file(write, tmp_path):
    pdf = report.build(small(write), draft=True)

    assert pdf.save(tmp_path / "out.pdf").name == "out-draft.pdf"
    assert pdf.save(tmp_path / "my-draft.pdf").name == "my-draft.pdf"


def test_the_command_leaves_the_final_file_and_writes_the_draft(write, tmp_path):
    small(write, SECTION + FAULTS)
    (tmp_path / "out.pdf").write_bytes(b"%PDF-final")
    command = [sys.executable, "-m", "report", "build", "briefing.yaml", "-o", "out.pdf"]

    refused = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    drafted = subprocess.run(
        [*command, "--draft"], cwd=tmp_path, capture_output=True, text=True, check=False
    )

    assert (refused.returncode, drafted.returncode) == (1, 0)
    assert (tmp_path / "out.pdf").read_bytes() == b"%PDF-final"
    assert is_draft(tmp_path / "out-draft.pdf")
    assert "out-draft.pdf: a draft, " in drafted.stdout
    assert "3 errors" in drafted.stderr


def test_templates_that_fail_are_those_of_the_default_theme_in_a_draft(write, tmp_path):
    write("{{ nothing.at.all }}", "theme/blocks/prose.html.jinja")

    pdf = report.build(small(write), theme=tmp_path / "theme", draft=True)

    assert "Dues rose by at least 12 per cent" in texts(pdf)[0]
    assert "prose.html.jinja:1:" in texts(pdf)[-1]


def test_a_section_that_cannot_be_laid_out_says_why_in_its_place(write, monkeypatch):
    monkeypatch.setattr(limits, "SECTION_SECONDS_A_KILOBYTE", 1.0)
    picture = (
        "      - kind: figure\n        id: quay\n        title: A quay\n        file: quay.svg\n"
        "        alt: A quay\n        credit: Drawn by us.[@dues-rose]\n"
    )
    write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 0 0"/>', "quay.svg")

    pdf = report.build(small(write, SECTION + picture), draft=True)

    assert "quay.svg" in texts(pdf)[-1]


def test_a_sentence_stands_for_a_block_that_cannot_be_read(write):
    unreadable = "      - kind: table\n        title: No rows\n      - {kind: tabel}\n"
    more = "      - {kind: prose, text: 'The end. [connective]'}\n"

    pdf = report.build(small(write, SECTION + unreadable + more), draft=True)

    assert texts(pdf)[0].count("This block could not be printed") == 2
    assert "The end." in texts(pdf)[0]
    assert "`boxhead` is missing" in texts(pdf)[-1]
    assert "`tabel`" in texts(pdf)[-1]
    assert "judges" not in texts(pdf)[-1]  # “the last page says why” is the house's own


def test_a_file_that_is_no_briefing_is_refused_in_a_draft_too(write):
    with pytest.raises(ReportError, match="title"):
        report.build(write("sections: []\n"), draft=True)
