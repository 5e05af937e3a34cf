"""Every kind of block and every sort of picture, on a hundred pages: sound in both promises."""

import io

import gallery
import pytest
from drawn import around, draw, problems
from PIL import Image

from report import pipeline
from report.audit import audit
from report.press.conformance import Conformance

BLOCK = """
- kind: figure
  id: quay
  title: The quay
  file: {name}
  alt: A red house and a blue one on a quay
  credit: Drawn for this test.
"""


@pytest.fixture(scope="module")
def specimen(tmp_path_factory):
    return gallery.write(tmp_path_factory.mktemp("gallery") / "specimen")


@pytest.mark.slow
@pytest.mark.parametrize("conformance", [Conformance.A3A_UA1, Conformance.A4F_UA2])
def test_a_hundred_pages_of_everything_keep_what_they_promise(specimen, conformance):
    pdf = pipeline.build(specimen, edition="instructor", conformance=conformance)
    found = audit(pdf.data, against=conformance.standards)

    assert pdf.pages >= 100
    assert [str(error) for error in found.errors] == []


@pytest.mark.slow
@pytest.mark.parametrize("name", sorted(gallery.pictures()))
def test_every_sort_of_picture_is_taken(write, name):
    path = around(write, BLOCK.format(name=name))
    (path.parent / name).write_bytes(gallery.pictures()[name])

    assert draw(path).width > 0


@pytest.mark.parametrize(
    ("sort", "called"),
    [
        ("GIF", "a GIF"),
        ("WEBP", "a WebP picture"),
        ("AVIF", "an AVIF picture"),
        ("TIFF", "a TIFF picture"),
        ("BMP", "a BMP picture"),
        ("JPEG2000", "a JPEG 2000 picture"),
        ("PDF", "a PDF"),
        ("PPM", "not a picture"),
    ],
)
def test_a_picture_of_another_sort_is_refused_at_its_field_by_its_name(write, sort, called):
    made = io.BytesIO()
    try:
        Image.new("RGB", (16, 16)).save(made, sort)
    except (OSError, KeyError):
        pytest.skip("this Pillow writes none")
    write("", "quay.png").write_bytes(made.getvalue())

    (fault,) = problems(write, BLOCK.format(name="quay.png"))
    assert fault.message == f"`quay.png` is {called}"
    assert fault.span.excerpt.strip() == "file: quay.png"
