"""Files go with the document: found, told apart, in a fixed order, the same bytes every time."""

import io
import json

import engine_sample
import pikepdf
import pytest
from engine_sample import METADATA

from report.press.assembly import assemble
from report.press.attachments import Attachment, own_reference
from report.press.conformance import Conformance

FILES = (
    Attachment("sources.yaml", b"a: 1\n", "application/yaml", "Source", "The sources, as YAML"),
    Attachment("references.json", b"[]\n", "application/json", "Data", "The references"),
)


def made(conformance=Conformance.A3A_UA1, files=FILES):
    return assemble(engine_sample.fragments([engine_sample.LISTS], conformance), METADATA, files)


@pytest.mark.parametrize("conformance", list(Conformance))
def test_files_are_found_again_with_relationship_description_and_date(conformance):
    with pikepdf.open(io.BytesIO(made(conformance))) as pdf:
        told = [
            (
                str(f.UF),
                f.EF.F.read_bytes(),
                str(f.EF.F.Subtype),
                str(f.AFRelationship),
                str(f.Desc),
            )
            for f in pdf.Root.AF
        ]
        dates = {str(f.EF.F.Params.ModDate) for f in pdf.Root.AF}
        listed = sorted(pdf.attachments)

    assert told == [
        ("sources.yaml", b"a: 1\n", "/application/yaml", "/Source", "The sources, as YAML"),
        ("references.json", b"[]\n", "/application/json", "/Data", "The references"),
    ]
    assert dates == {"D:20260102000000Z"}
    assert listed == ["references.json", "sources.yaml"]


def test_the_names_are_sorted_and_the_files_in_their_order():
    with pikepdf.open(io.BytesIO(made())) as pdf:
        names = [str(name) for name in list(pdf.Root.Names.EmbeddedFiles.Names)[::2]]
        order = [str(f.UF) for f in pdf.Root.AF]

    assert names == ["references.json", "sources.yaml"]
    assert order == ["sources.yaml", "references.json"]


def test_the_same_files_give_the_same_bytes_and_another_order_others():
    assert made() == made()
    assert made() != made(files=FILES[::-1])


def test_two_files_of_one_name_are_refused():
    with pytest.raises(ValueError, match="one name"):
        made(files=FILES[:1] * 2)


def test_a_file_without_attachments_has_none():
    with pikepdf.open(io.BytesIO(made(files=()))) as pdf:
        assert "/AF" not in pdf.Root
        assert "/Names" not in pdf.Root


def test_pdf_a_4f_is_never_without_a_file_and_says_so():
    with pikepdf.open(io.BytesIO(made(Conformance.A4F_UA2, files=()))) as pdf:
        (only,) = pdf.Root.AF
        packet = pdf.Root.Metadata.read_bytes()

        assert json.loads(only.EF.F.read_bytes())[0]["title"] == "Water & peace"
    assert b"<pdfaid:conformance>F<" in packet


def test_the_document_is_cited_by_what_it_says_of_itself():
    (item,) = json.loads(own_reference(METADATA).data)

    assert item["issued"] == {"date-parts": [[2026, 1, 2]]}
    assert item["author"] == [{"literal": "A. Author"}, {"literal": "B. Writer"}]
