"""What fails a file, and what is only said: a file answers for what it claims."""

import io
import re

import engine_sample
import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from report.audit import audit
from report.errors import ReportError
from report.press.conformance import Conformance


def changed(data: bytes, **change: object) -> bytes:
    """Return a file with other entries in its catalog; None takes one away."""
    with pikepdf.open(io.BytesIO(data)) as pdf:
        for key, value in change.items():
            if value is None:
                del pdf.Root[f"/{key}"]
            else:
                pdf.Root[f"/{key}"] = value
        target = io.BytesIO()
        pdf.save(target, fix_metadata_version=False)
    return target.getvalue()


def claiming(packet: bytes, **change: object) -> bytes:
    with pikepdf.open(io.BytesIO(engine_sample.built(Conformance.NONE))) as pdf:
        stream = pdf.make_stream(packet, Type=Name.Metadata, Subtype=Name.XML)
        target = io.BytesIO()
        pdf.Root.Metadata = stream
        pdf.save(target, fix_metadata_version=False)
    return changed(target.getvalue(), **change)


PACKET = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta
xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{}</pdfaid:part><pdfaid:conformance>{}</pdfaid:conformance></rdf:Description></rdf:RDF>
</x:xmpmeta><?xpacket end="w"?>"""


def test_a_file_that_claims_nothing_fails_its_readers_if_it_has_no_tags():
    report = audit(engine_sample.built(Conformance.NONE), quick=True)

    assert "UA tree" in {finding.rule for finding in report.errors}
    assert "MH 06-002" not in {finding.rule for finding in report.findings}
    assert [f.severity for f in report.findings if f.rule == "own claim"] == ["warning"]


def test_a_file_that_claims_pdfa_alone_is_not_failed_for_its_tags():
    report = audit(claiming(PACKET.format("3", "B").encode()), quick=True)

    assert report.conformance == ("PDF/A-3b",)
    assert {f.severity for f in report.findings if f.rule == "UA tree"} == {"warning"}
    assert not any(f.rule.startswith(("MH", "UA", "own", "WCAG")) for f in report.errors)


def test_what_no_standard_asks_fails_our_own_file_alone():
    outline = Dictionary(Type=Name.Outlines, Count=1)
    data = engine_sample.built()
    with pikepdf.open(io.BytesIO(data)) as pdf:
        item = pdf.make_indirect(Dictionary(Title="Nowhere", Parent=pdf.make_indirect(outline)))
        item.Parent.First = item.Parent.Last = item
        pdf.Root.Outlines = item.Parent
        target = io.BytesIO()
        pdf.save(target, fix_metadata_version=False)

    for ours, severity in ((True, "error"), (False, "warning")):
        report = audit(target.getvalue(), quick=True, ours=ours)
        assert {f.severity for f in report.findings if f.rule == "own target"} == {severity}


def test_what_readers_mend_is_a_warning_and_names_nothing_in_memory():
    data = written(STREAM % (2, b"\n"))  # a stream that is longer than it says

    remarks = [f for f in audit(data, quick=True).findings if f.rule == "own repair"]

    assert {f.severity for f in remarks} == {"warning"}
    assert not any(re.search(r"0x[0-9a-f]{6}|BytesIO", f.message) for f in remarks)


def test_what_is_not_tested_is_said():
    report = audit(engine_sample.built(), quick=True)

    assert "not tested: what needs people" in report.as_text()
    assert '"not-tested": [' in report.as_json()


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "is empty"),
        (b"\xff\xfea\0b\0", "is not a PDF: it is text in UTF-16"),
        (b"Hello, world", "is not a PDF: it is text"),
        (b"PK\x03\x04...", "is not a PDF: it is a ZIP archive"),
        (bytes(50), "is not a PDF: it holds nothing but blanks"),
        (engine_sample.built()[:3000], "its end is missing"),
    ],
)
def test_why_a_file_cannot_be_read_is_said(data, said):
    with pytest.raises(ReportError, match=re.escape(said)):
        audit(data)


def test_of_a_file_without_pages_that_alone_is_said():
    empty = changed(engine_sample.built(), Pages=Dictionary(Type=Name.Pages, Kids=Array(), Count=0))

    said = [f.message for f in audit(empty).findings if f.rule == "own damage"]
    assert said == ["the file has no pages"]


def test_a_caption_is_looked_for_through_what_only_groups():
    """Validators of PDF/UA-2 take the kids of a Div for those of what it stands in."""
    with pikepdf.open(io.BytesIO(engine_sample.built(Conformance.A4F_UA2))) as pdf:
        space = pdf.Root.StructTreeRoot.Namespaces[0]
        section = pdf.Root.StructTreeRoot.K.K[0]
        group = pdf.make_indirect(Dictionary(S=Name.Div, P=section, NS=space))
        caption = Dictionary(S=Name.Caption, P=group, NS=space)
        group.K = Array([pdf.make_indirect(caption)])
        section.K.insert(1, group)
        target = io.BytesIO()
        pdf.save(target, fix_metadata_version=False)

    report = audit(target.getvalue(), quick=True)

    assert "UA caption" in {finding.rule for finding in report.errors}


# --------------------------------------------------------------------------------- as it is written


def written(body: bytes) -> bytes:
    """Return a file of one page, with that text as an object of its own."""
    objects = [
        b"1 0 obj\n<</Type /Catalog /Pages 2 0 R /Extra 4 0 R>>\nendobj\n",
        b"2 0 obj\n<</Type /Pages /Kids [3 0 R] /Count 1>>\nendobj\n",
        b"3 0 obj\n<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9]>>\nendobj\n",
        body,
    ]
    data, places = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n", []
    for text in objects:
        places.append(len(data))
        data += text
    table = b"xref\n0 5\n0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % p for p in places)
    trailer = b"trailer\n<</Size 5 /Root 1 0 R /ID [<00><00>]>>\nstartxref\n%d\n%%%%EOF\n"
    return data + table + trailer % len(data)


STREAM = b"4 0 obj\n<</Length %d>>\nstream\nabc%sendstream\nendobj\n"


@pytest.mark.parametrize(
    ("body", "rule"),
    [
        (STREAM % (3, b"\n"), ""),
        (STREAM % (3, b""), "A stream"),
        (STREAM % (2, b"\n"), "A stream"),
        (b"4 0 obj\n[<abc>]\nendobj\n", "A hex"),
        (b"4 0 obj\n[<abcx>]\nendobj\n", "A hex"),
        (b"4 0 obj\n[<ab cd> (a stream <x> of words)]\nendobj\n", ""),
        (b"4  0 obj\n[]\nendobj\n", "A spacing"),
        (b"4 0 obj []\nendobj\n", "A spacing"),
        (b"4 0 obj\n[] endobj\n", "A spacing"),
    ],
)
def test_the_bytes_of_an_object_are_held_to_pdfa(body, rule):
    found = {f.rule for f in audit(written(body), against=("PDF/A-3b", "PDF/UA-1")).findings}

    assert found & {"A stream", "A hex", "A spacing", "A xref"} == ({rule} if rule else set())


def test_part_4_leaves_the_end_of_line_before_endstream_free():
    report = audit(written(STREAM % (3, b"")), against=("PDF/A-4f", "PDF/UA-2"))

    assert "A stream" not in {finding.rule for finding in report.findings}
