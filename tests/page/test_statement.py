"""The statement tells an office what was tested, with what result, and what was not."""

import hashlib

import engine_sample
import pypdfium2
from click.testing import CliRunner

from report.audit import audit
from report.cli import cli
from report.page.statement import as_pdf, as_text, state
from report.press.conformance import Conformance

DATA = engine_sample.built()


def stated(data: bytes = DATA):
    return state(audit(data), data, "water.pdf")


def test_the_text_tells_the_file_its_claims_and_its_result():
    text = as_text(stated())

    assert text.startswith("Accessibility statement: Water & peace\n")
    assert f"SHA-256 {hashlib.sha256(DATA).hexdigest()[:16]}" in text
    assert "follows: PDF/A-3a, PDF/UA-1" in text
    assert "The machine found nothing wrong." in text
    assert "Contact: A. Author, B. Writer" in text
    assert max(map(len, text.splitlines())) <= 80


def test_the_date_is_the_documents():
    assert stated().date == "2026-01-02"
    assert "Date: 2026-01-02; language: en-GB" in as_text(stated())


def test_every_set_of_rules_is_counted():
    rows = {row.name: row.rules for row in stated().rows}

    assert sum(rows.values()) == len(audit(DATA).checks)
    assert rows["Matterhorn Protocol 1.1"] > 70


def test_findings_are_told_by_their_rules():
    text = as_text(stated(engine_sample.built(Conformance.NONE)))

    assert "MH 01-005: wanted is that all content is an artifact or tagged" in text
    assert "The machine found 12 errors and 1 warning." in text


def test_the_pdf_is_one_page_without_findings():
    data = as_pdf(stated())
    report = audit(data)

    assert report.findings == ()
    assert report.pages == 1
    assert report.conformance == ("PDF/A-3a", "PDF/UA-1")
    assert report.date == "2026-01-02"
    text = pypdfium2.PdfDocument(data)[0].get_textpage().get_text_range()
    assert "The machine found nothing wrong." in " ".join(text.split())


def test_a_statement_with_findings_stays_on_one_page():
    data = as_pdf(stated(engine_sample.built(Conformance.NONE)))

    assert len(pypdfium2.PdfDocument(data)) == 1


def test_two_statements_have_the_same_bytes():
    assert as_pdf(stated()) == as_pdf(stated())


# ------------------------------------------------------------------------------------- the command


def test_a_file_without_findings_leaves_with_0(tmp_path):
    (tmp_path / "water.pdf").write_bytes(DATA)

    said = CliRunner().invoke(cli, ["check-pdf", str(tmp_path / "water.pdf")])

    assert said.exit_code == 0
    assert said.output.endswith("no findings\n")


def test_findings_leave_with_1_also_as_json(tmp_path):
    (tmp_path / "plain.pdf").write_bytes(engine_sample.built(Conformance.NONE))
    command = ["check-pdf", str(tmp_path / "plain.pdf"), "--format", "json"]

    said = CliRunner().invoke(cli, command)

    assert said.exit_code == 1
    assert said.output.startswith('{\n  "title": "Water & peace"')


def test_what_cannot_be_read_leaves_with_2(tmp_path):
    (tmp_path / "no.pdf").write_text("no")

    said = CliRunner().invoke(cli, ["check-pdf", str(tmp_path / "no.pdf")])

    assert said.exit_code == 2
    assert said.output == "Error: no.pdf is not a PDF: it is text\n"


def test_the_command_writes_both_kinds_of_statement(tmp_path):
    (tmp_path / "water.pdf").write_bytes(DATA)
    for name in ("said.txt", "said.pdf"):
        command = ["check-pdf", str(tmp_path / "water.pdf"), "--statement", str(tmp_path / name)]
        assert CliRunner().invoke(cli, command).exit_code == 0

    assert (tmp_path / "said.txt").read_text(encoding="utf-8") == as_text(stated())
    assert (tmp_path / "said.pdf").read_bytes() == as_pdf(stated())


def test_a_statement_goes_over_nothing_but_a_statement(tmp_path):
    (tmp_path / "water.pdf").write_bytes(DATA)
    (tmp_path / "mine.txt").write_text("my notes")
    for name in ("mine.txt", "water.pdf", "said.doc"):
        command = ["check-pdf", str(tmp_path / "water.pdf"), "--statement", str(tmp_path / name)]
        assert CliRunner().invoke(cli, command).exit_code == 2

    assert (tmp_path / "mine.txt").read_text() == "my notes"
    assert (tmp_path / "water.pdf").read_bytes() == DATA
