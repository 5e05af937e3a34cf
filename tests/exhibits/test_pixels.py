"""Pictures of pixels: what is embedded looks as the file does, and has what print needs."""

import io

import pypdfium2
import pytest
from drawn import around, draw, pdf
from PIL import Image, ImageCms

from report.exhibits import pixels
from report.exhibits.figure import LARGE

BLOCK = """
- kind: figure
  id: quay
  title: The quay
  file: quay.png
  alt: A quay with two ships
  credit: Drawn for this test.
"""


def saved(image, kind="PNG", **options):
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def shown(found):
    """Return the picture that is embedded."""
    return Image.open(io.BytesIO(found.data))


HALVES = Image.new("RGB", (40, 20), (200, 30, 30))
HALVES.paste((30, 30, 200), (20, 0, 40, 20))


@pytest.mark.parametrize(
    ("data", "mode"),
    [
        (saved(HALVES), "RGB"),
        (saved(HALVES.convert("P", palette=Image.Palette.ADAPTIVE)), "RGB"),
        (saved(HALVES.convert("RGBA")), "RGBA"),
        (saved(HALVES, "JPEG", quality=95, subsampling=0), "RGB"),
        (saved(HALVES.convert("CMYK"), "JPEG", quality=95, subsampling=0), "RGB"),
    ],
)
def test_a_picture_keeps_its_colours_whatever_they_are_written_in(data, mode):
    image = shown(pixels.read(data))

    assert image.mode == mode
    left, right = image.convert("RGB").getpixel((5, 5)), image.convert("RGB").getpixel((35, 5))
    assert left == pytest.approx((200, 30, 30), abs=12)
    assert right == pytest.approx((30, 30, 200), abs=12)


def test_a_clear_colour_of_a_palette_stays_clear():
    image = Image.new("P", (4, 4), 1)
    image.putpalette([0, 0, 0, 255, 255, 255])
    found = shown(pixels.read(saved(image, transparency=1)))

    assert found.convert("RGBA").getpixel((0, 0))[3] == 0


def test_sixteen_bits_of_grey_become_eight():
    image = Image.new("I;16", (4, 4), 0x8080)

    assert shown(pixels.read(saved(image))).convert("L").getpixel((0, 0)) == 0x80


def test_a_picture_stands_as_its_camera_held_it():
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by a quarter
    found = pixels.read(saved(HALVES, "JPEG", exif=exif, quality=95))

    assert (found.width, found.height) == (20, 40)
    assert shown(found).getpixel((10, 2)) == pytest.approx((200, 30, 30), abs=40)


def test_the_profile_of_a_picture_is_followed():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()

    found = shown(pixels.read(saved(HALVES, icc_profile=lab)))
    assert "icc_profile" not in found.info
    assert found.getpixel((5, 5)) == pytest.approx((200, 30, 30), abs=2)


def test_a_picture_that_needs_nothing_is_carried_as_it_is():
    data = saved(HALVES, "JPEG")

    assert pixels.read(data).data == data


def test_a_picture_has_the_dots_that_print_needs_and_no_more():
    large = pixels.read(saved(Image.effect_noise((3000, 1500), 60)))

    assert (large.sampled(5).width, large.sampled(5).height) == (1500, 750)
    assert large.sampled(9) is large


def test_a_large_file_is_reported_at_its_field_and_printed(write):
    path = around(write, BLOCK)
    noise = Image.effect_noise((2400, 1600), 90)
    (path.parent / "quay.png").write_bytes(saved(noise))
    drawing = draw(path)

    assert (path.parent / "quay.png").stat().st_size > LARGE
    (doubt,) = drawing.doubts
    assert doubt.level == "advice"
    assert doubt.message.startswith("`quay.png` has ")
    assert doubt.span.excerpt.strip() == "file: quay.png"


def test_a_picture_of_any_sort_is_whole_in_the_file(write):
    path = around(write, BLOCK)
    (path.parent / "quay.png").write_bytes(saved(HALVES.convert("RGBA").convert("P")))
    page = pypdfium2.PdfDocument(pdf(path))[0].render(scale=1).to_pil().convert("RGB")

    assert {(200, 30, 30), (30, 30, 200)} <= {colour for _, colour in page.getcolors(100_000)}
