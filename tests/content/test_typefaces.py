"""A briefing names its typefaces, and what cannot be used is told at its line."""

import struct

import pytest
from small import BRIEFING, DOCUMENT, SECTION

from report import ReportError, pipeline
from report.content import yamlfile
from report.content.typefaces import NamedTypefaces, load
from report.press import faces

SANS = faces.ours().labels.face(400).path


def loaded(write, text):
    file = yamlfile.read(write(f"fonts:\n{text}", "fonts.yaml"))
    return load(NamedTypefaces.model_validate(file.data["fonts"]), file)


def refused(write, text):
    with pytest.raises(ReportError) as caught:
        loaded(write, text)
    return [(d.message, d.span.line if d.span else 0, d.hint) for d in caught.value.diagnostics]


def licensed(path, bits):
    """Write a copy of Source Sans whose licence bits are others."""
    data = bytearray(SANS.read_bytes())
    count = struct.unpack(">H", data[4:6])[0]
    for at in range(12, 12 + 16 * count, 16):
        if data[at : at + 4] == b"OS/2":
            start = struct.unpack(">I", data[at + 8 : at + 12])[0]
            data[start + 8 : start + 10] = bits.to_bytes(2, "big")
    path.write_bytes(data)


def test_a_package_gives_its_family_and_headings_follow_the_text(write):
    found = loaded(write, "  text: {package: fontpkg-source-sans-3}")

    assert found.text.family == found.headings.family == "Source Sans 3"
    assert found.labels == faces.ours().labels


def test_files_are_read_beside_the_briefing_under_the_name_given(write, tmp_path):
    (tmp_path / "House.ttf").write_bytes(SANS.read_bytes())

    found = loaded(write, "  labels: {family: House Sans, files: [House.ttf]}")

    assert found.labels.family == "House Sans"
    assert found.labels.face().axes == ("wght",)
    assert found.labels.face().weight == faces.VARIABLE


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("  text: {package: fontpkg-none}", "`fontpkg-none` is not installed", "pip install"),
        ("  text: {files: [none.ttf]}", "there is no font file `none.ttf` here", "ttf`?"),
        ("  text: {package: pyyaml}", "`pyyaml` is not installed", "pip install"),
        ("  text: {package: yaml}", "has no font files", "files"),
        ("  text: {files: [words.ttf]}", "`words.ttf` is not a font", ".ttf or .otf"),
        ("  text: {files: [cut.ttf]}", "`cut.ttf` is not a font, or not all", ".ttf or .otf"),
        ("  text: {family: 'A, B', files: [whole.ttf]}", "`A, B` is not the name", "letters"),
        (
            "  text: {package: fontpkg-source-sans-3, family: None}",
            "has no family `None`",
            "it has: Source Sans 3",
        ),
        ("  scripts: {Japanse: {package: yaml}}", "there is no script `Japanse`", "Japanese"),
    ],
)
def test_what_is_not_there_is_told_with_a_way_out(write, tmp_path, text, message, hint):
    (tmp_path / "words.ttf").write_bytes(b"only words")
    (tmp_path / "cut.ttf").write_bytes(SANS.read_bytes()[:100_000])
    (tmp_path / "whole.ttf").write_bytes(SANS.read_bytes())

    ((told, line, way),) = refused(write, text)

    assert message in told
    assert line == 2
    assert hint in way


@pytest.mark.parametrize(
    ("bits", "reason"),
    [(0x0002, "forbids embedding"), (0x0100, "only the letters"), (0x0200, "only its bitmaps")],
)
def test_a_licence_that_forbids_what_a_file_needs_is_heeded(write, tmp_path, bits, reason):
    licensed(tmp_path / "closed.ttf", bits)

    ((told, _, _),) = refused(write, "  text: {files: [closed.ttf]}")

    assert reason in told


@pytest.mark.parametrize("bits", [0, 0x0004, 0x0008])
def test_a_licence_that_allows_printing_or_editing_is_enough(write, tmp_path, bits):
    licensed(tmp_path / "open.ttf", bits)

    assert loaded(write, "  text: {files: [open.ttf]}").text.family == "Source Sans 3"


def test_a_bold_face_is_never_taken_for_a_light_one():
    made = [faces.Face("A", "normal", weight, (), SANS, str(weight)) for weight in (400, 500, 700)]
    typeface = faces.Typeface("A", tuple(made))

    assert [typeface.face(weight).weight for weight in (300, 400, 600, 900)] == [400, 400, 700, 700]


def test_a_document_is_set_measured_and_tagged_in_the_typefaces_that_it_names(write, tmp_path):
    import io

    import pikepdf

    (tmp_path / "House.ttf").write_bytes(SANS.read_bytes())
    named = "fonts:\n  text: {family: House, files: [House.ttf]}\nsections:"
    write(DOCUMENT, "harbour.yaml")
    path = write(BRIEFING.replace("sections:", named) + SECTION)

    pdf = pipeline.build(path)

    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        fonts = [o for o in file.objects if isinstance(o, pikepdf.Dictionary)]
        names = {str(o.BaseFont)[8:] for o in fonts if "/DescendantFonts" in o}
    assert {"House-Regular", "House-Semibold"} <= names
    assert not any("SourceSerif" in name for name in names)
    assert faces.in_use() == faces.ours()
