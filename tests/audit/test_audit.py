"""What the audit as a whole promises: rules that are tested, no tracebacks, known gaps found."""

import ast
import io
import json
import random
import re
from pathlib import Path

import engine_sample
import pikepdf
import pytest
from engine_sample import sound

from report import audit as package
from report.audit import audit
from report.audit.rules import SETS, catalogue
from report.errors import ReportError
from report.press import fonts
from report.press.conformance import Conformance

RULE = re.compile(r"\A(?:(?:MH|UA|A|own) \S+|WCAG \d\.\d\.\d+)\Z")
MODULES = sorted(Path(package.__file__).parent.glob("*.py"))


def rules_in_the_code() -> set[str]:
    """Return every string in the package that is the id of a rule: "MH 01-003"."""
    found = set()
    for path in MODULES:
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                found |= set(RULE.findall(node.value))
    return found


def test_every_rule_of_the_catalogue_is_tested_and_every_finding_has_its_rule():
    assert rules_in_the_code() == set(catalogue())


def test_every_rule_has_a_clause_or_is_ours():
    bare = {rule.set for rule in catalogue().values() if not any(rule.clauses.values())}

    assert bare == {"WCAG", "own"}
    assert {rule.set for rule in catalogue().values()} == set(SETS)


@pytest.mark.parametrize("conformance", [c for c in Conformance if c.tagged])
def test_our_own_files_have_no_findings(conformance):
    report = audit(engine_sample.built(conformance))

    assert report.findings == ()
    assert len(report.checks) > 120
    assert report.counts["page"] == 4
    assert report.counts["note"] == 3


def test_a_file_without_tags_is_told_so():
    found = {finding.rule for finding in audit(engine_sample.built(Conformance.NONE)).findings}

    assert {"UA tree", "UA marked", "MH 01-005", "MH 28-011"} <= found


def test_a_long_document_has_no_findings():
    sections = engine_sample.fragments(engine_sample.briefing(sections=6, pages=2))
    data = engine_sample.assemble(sections, engine_sample.METADATA)

    assert audit(data).findings == ()


def test_an_audit_of_our_own_file_says_what_it_leaves_out():
    whole, ours = audit(sound()), audit(sound(), quick=True, ours=True)

    assert set(whole.checks) - set(ours.checks) == {
        rule.id for rule in catalogue().values() if rule.slow and rule.id in whole.checks
    }
    assert ours.left_out == (
        *("bytes as they are written", "objects and colours", "contrast"),
        "pikepdf's checker of PDF/A",
    )
    assert whole.left_out == ()


def test_a_file_is_held_to_what_it_claims():
    report = audit(engine_sample.built(Conformance.A4F_UA2))

    assert report.conformance == ("PDF/A-4f", "PDF/UA-2")
    assert report.held_to[:2] == ("PDF/A-4f", "PDF/UA-2")


def test_a_file_can_be_held_to_what_it_does_not_claim():
    report = audit(engine_sample.built(), against=Conformance.A4F_UA2.standards)

    assert {"MH 06-002", "A claim", "UA root"} <= {finding.rule for finding in report.findings}


def test_what_weasyprint_alone_leaves_undone_is_found():
    """Orphaned running heads, links that tell ids: known of WeasyPrint 70 alone."""
    import weasyprint

    sheet = """@page { @top-left { content: "A head"; font: 9pt "Source Sans 3" } }
        section { break-before: page; font-family: "Source Serif 4" }"""
    link = '<p>See <a href="#s-{}">there</a>.</p>'
    sections = "".join(
        f'<section id="s-{i}"><h1>Part {i}</h1>{link.format((i + 1) % 4)}</section>'
        for i in range(4)
    )
    html = f'<html lang="en"><title>Plain</title><body>{sections}'
    config = weasyprint.text.fonts.FontConfiguration()
    sheets = [weasyprint.CSS(string=text, font_config=config) for text in (fonts.css(), sheet)]
    data = weasyprint.HTML(string=html).write_pdf(
        stylesheets=sheets, font_config=config, pdf_variant="pdf/ua-1"
    )

    found = {finding.rule for finding in audit(data).findings}

    assert found == {"WCAG 2.4.9", "own orphan", "own head"}


@pytest.mark.parametrize(
    ("numbers", "found"), [((7, 12, 31), False), ((4, 5, 6), True), (("?", "?", "?"), False)]
)
def test_numbers_at_one_height_are_folios_only_if_they_count_as_the_pages_do(numbers, found):
    import weasyprint

    pages = "".join(
        f'<section style="break-before: page"><p>{n}</p><h1>Part</h1></section>' for n in numbers
    )
    data = weasyprint.HTML(string=f'<html lang="en"><title>Plain</title><body>{pages}').write_pdf(
        stylesheets=[weasyprint.CSS(string="body, p { margin: 0 } h1 { margin: 9cm 0 }")],
        pdf_variant="pdf/ua-1",
    )

    assert ("own head" in {finding.rule for finding in audit(data).findings}) == found


# --------------------------------------------------------------------------------- what is no PDF


def locked() -> bytes:
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound())) as pdf:
        pdf.save(target, encryption=pikepdf.Encryption(owner="o", user="secret"))
    return target.getvalue()


@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"", "is empty"),
        (b"<html>", "is not a PDF: it is HTML"),
        (b"%PDF-1.7\n", "cannot be read as a PDF"),
        (b"%PDF-1.7\n" + b"\x00" * 4000, "cannot be read as a PDF"),
    ],
)
def test_what_cannot_be_read_is_told_in_a_sentence(data, told):
    with pytest.raises(ReportError, match=told):
        audit(data)


def test_a_file_that_wants_a_password_is_told_in_a_sentence():
    with pytest.raises(ReportError, match="encrypted with a password"):
        audit(locked())


def test_a_file_without_pages_has_findings_and_no_traceback():
    target = io.BytesIO()
    pikepdf.new().save(target)

    report = audit(target.getvalue())

    assert report.pages == 0
    assert {"UA tree", "MH 06-001"} <= {finding.rule for finding in report.findings}


def test_half_a_file_has_findings_or_a_sentence_but_no_traceback():
    data = sound()
    for part in range(1, 10):
        try:
            report = audit(data[: len(data) * part // 10], quick=True, ours=True)
        except ReportError:
            continue
        assert "own damage" in {finding.rule for finding in report.findings}


def test_bytes_changed_by_chance_bring_no_traceback():
    chance = random.Random(7)  # noqa: S311  not for secrets
    target = io.BytesIO()
    with pikepdf.open(io.BytesIO(sound())) as pdf:
        pdf.save(target, qdf=True, object_stream_mode=pikepdf.ObjectStreamMode.disable)
    words = [b"/S", b" 12 0 R", b"null", b"[", b"<<", b"true", b"-1", b"99999999999", b"()", b"1.5"]
    read = 0
    for _ in range(60):
        data = bytearray(target.getvalue())
        for _ in range(chance.choice([1, 5, 40])):
            place, word = chance.randrange(len(data)), chance.choice(words)
            data[place : place + len(word)] = word
        try:
            audit(bytes(data), quick=True, ours=True)
            read += 1
        except ReportError:
            pass

    assert read > 20


# ------------------------------------------------------------------------------------ as it is told


def test_the_text_groups_findings_by_rule_and_tells_their_pages():
    text = audit(engine_sample.built(Conformance.NONE), quick=True, ours=True).as_text()

    assert "error MH 28-008 (ISO 14289-1, 7.18.3)\n  page 1: the page has annotations" in text
    assert text.endswith("12 errors, 1 warning")


def test_json_has_every_finding_with_its_rule_clause_and_page():
    report = audit(engine_sample.built(Conformance.NONE), quick=True, ours=True)
    told = json.loads(report.as_json())

    assert len(told["findings"]) == len(report.findings)
    assert set(told["findings"][0]) == {"rule", "clause", "page", "message", "severity"}
    assert told["checks"] == list(report.checks)


def test_a_file_of_pdf_2_that_claims_nothing_is_held_to_the_second_part():
    target = io.BytesIO()
    pikepdf.new().save(target, force_version="2.0")

    assert audit(target.getvalue(), quick=True, ours=True).held_to[0] == "PDF/UA-2"
