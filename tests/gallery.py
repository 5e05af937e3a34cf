"""A specimen of a hundred pages: every kind of block, and every sort of picture.

`python tests/gallery.py FILE CONFORMANCE` writes it as a PDF, to be held against a validator.
"""

import base64
import io
import struct
import sys
import zlib
from pathlib import Path

import kinds
from PIL import Image, ImageCms

from report import pipeline
from report.press.conformance import Conformance

Files = dict[str, bytes]


def scene(mode: str = "RGB") -> Image.Image:
    """Return a quay at dusk, in tones and in plain colours."""
    image = Image.linear_gradient("L").resize((240, 160)).convert("RGB")
    image.paste((120, 40, 30), (20, 90, 90, 140))
    image.paste((30, 60, 140), (110, 70, 200, 150))
    return image.convert(mode)


def clear(mode: str) -> Image.Image:
    """Return the scene with a sky that can be seen through."""
    image = scene("RGBA")
    image.putalpha(Image.linear_gradient("L").resize(image.size))
    return image.convert(mode)


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def png(head: tuple[int, int, int, int, int], rows: bytes, *more: tuple[bytes, bytes]) -> bytes:
    """Return a PNG as Pillow writes none: width, height, bits, colour and interlace; its rows."""
    width, height, bits, colour, interlace = head
    said = struct.pack(">IIBBBBB", width, height, bits, colour, 0, 0, interlace)
    parts = [(b"IHDR", said), *more, (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in parts
    )


def deep() -> bytes:
    """Return sixteen bits a colour."""
    rows = (
        b"\0" + b"".join(struct.pack(">HHH", 257 * x, 65535 - 257 * y, 30000) for x in range(240))
        for y in range(160)
    )
    return png((240, 160, 16, 2, 0), b"".join(rows))


def interlaced() -> bytes:
    """Return a grey PNG in the seven passes of Adam7."""
    size = 64
    passes = ((0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2))
    rows = b""
    for left, top, across, down in (*passes, (0, 1, 1, 2)):
        for y in range(top, size, down):
            rows += b"\0" + bytes(4 * (x ^ y) & 255 for x in range(left, size, across))
    return png((size, size, 8, 0, 1), rows)


def turned() -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = 6
    return exif


SRGB = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
LAB = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes()


def pixels() -> Files:
    """Return pictures of pixels by name."""
    palette = scene().convert("P", palette=Image.Palette.ADAPTIVE, colors=16)
    tagged = {"quality": 80, "icc_profile": SRGB}
    return {
        "bits-1.png": saved(scene("1"), "PNG"),
        "grey-8.png": saved(scene("L"), "PNG"),
        "grey-16.png": saved(scene("I;16"), "PNG"),
        "rgb-8.png": saved(scene(), "PNG"),
        "rgb-16.png": deep(),
        "palette.png": saved(palette, "PNG"),
        "palette-4.png": saved(palette, "PNG", bits=4),
        "palette-clear.png": saved(palette, "PNG", transparency=bytes(range(0, 256, 16))),
        "colour-clear.png": saved(scene(), "PNG", transparency=(120, 40, 30)),
        "grey-alpha.png": saved(clear("LA"), "PNG"),
        "rgb-alpha.png": saved(clear("RGBA"), "PNG"),
        "interlaced.png": interlaced(),
        "profile.png": saved(scene(), "PNG", icc_profile=SRGB),
        "profile-grey.png": saved(scene("L"), "PNG", icc_profile=SRGB),
        "profile-odd.png": saved(scene(), "PNG", icc_profile=LAB),
        "gamma.png": png((2, 1, 8, 0, 0), b"\0\x40\xc0", (b"gAMA", struct.pack(">I", 45455))),
        "dots.png": saved(scene(), "PNG", dpi=(72, 36)),
        "moving.png": saved(scene(), "PNG", save_all=True, append_images=[scene().rotate(9)]),
        "plain.jpg": saved(scene(), "JPEG", quality=80),
        "grey.jpg": saved(scene("L"), "JPEG"),
        "cmyk.jpg": saved(scene("CMYK"), "JPEG", quality=80),
        "progressive.jpg": saved(scene(), "JPEG", progressive=True),
        "progressive-cmyk.jpg": saved(scene("CMYK"), "JPEG", progressive=True),
        "whole-colours.jpg": saved(scene(), "JPEG", subsampling=0, quality=95),
        "turned.jpg": saved(scene(), "JPEG", exif=turned()),
        "turned-cmyk.jpg": saved(scene("CMYK"), "JPEG", exif=turned()),
        "profile.jpg": saved(scene(), "JPEG", **tagged),
        "profile-cmyk.jpg": saved(scene("CMYK"), "JPEG", **tagged),
        "large.jpg": saved(scene().resize((2400, 1600)), "JPEG"),
        "high.png": saved(scene("L").resize((80, 320)), "PNG"),
        "one-dot.png": saved(Image.new("L", (1, 1), 90), "PNG"),
    }


_RED_TO_BLUE = '<stop offset="0" stop-color="#a33"/><stop offset="1" stop-color="#336"/>'


def box(looks: str) -> str:
    return f'<rect x="5" y="5" width="80" height="40" {looks}/>'


def drawing(body: str, defs: str = "") -> bytes:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" '
        f'viewBox="0 0 90 50"><defs>{defs}</defs>{body}</svg>'
    ).encode()


def drawings() -> Files:
    """Return drawings by name."""
    inner = base64.b64encode(saved(scene(), "PNG")).decode()
    lit, red = box('fill="url(#g)"'), box('fill="#a33"')
    ring = "M10 10H40V40H10Z M20 20H30V30H20Z"
    made = {
        "linear": (
            box('fill="url(#g)"'),
            f'<linearGradient id="g">{_RED_TO_BLUE}</linearGradient>',
        ),
        "radial": (
            box('fill="url(#g)" stroke="url(#g)" stroke-width="3"'),
            f'<radialGradient id="g" fx="0.2">{_RED_TO_BLUE}</radialGradient>',
        ),
        "fading": (
            box('fill="url(#g)"'),
            '<linearGradient id="g" gradientTransform="rotate(45)"><stop offset="0" '
            'stop-color="#272"/><stop offset="1" stop-color="#272" stop-opacity="0"/>'
            "</linearGradient>",
        ),
        "repeated": (
            box('fill="url(#g)"'),
            '<linearGradient id="g" spreadMethod="reflect" x2="0.2">'
            f"{_RED_TO_BLUE}</linearGradient>",
        ),
        "clip": (
            box('fill="#246" clip-path="url(#c)"'),
            '<clipPath id="c"><circle cx="40" cy="25" r="18"/></clipPath>',
        ),
        "clip-text": (
            box('fill="#246" clip-path="url(#c)"'),
            '<clipPath id="c"><text x="8" y="30" font-size="20">Quay</text></clipPath>',
        ),
        "mask": (
            box('fill="#246" mask="url(#m)"'),
            '<linearGradient id="g"><stop stop-color="#fff"/><stop offset="1"/></linearGradient>'
            f'<mask id="m">{lit}</mask>',
        ),
        "pattern": (
            box('fill="url(#p)"'),
            '<pattern id="p" width="6" height="6" patternUnits="userSpaceOnUse">'
            '<path d="M0 0L6 6" stroke="#555"/></pattern>',
        ),
        "filter": (
            box('fill="#246" filter="url(#f)"'),
            '<filter id="f"><feGaussianBlur stdDeviation="1"/></filter>',
        ),
        "marker": (
            '<path d="M10 25H70" stroke="#333" marker-end="url(#a)"/>',
            '<marker id="a" markerWidth="6" markerHeight="6" refX="3" refY="3" orient="auto">'
            '<path d="M0 0L6 3L0 6Z"/></marker>',
        ),
        "use": (
            '<use href="#s"/><use xlink:href="#s" x="40" transform="scale(.8)"/>',
            '<symbol id="s" viewBox="0 0 50 50"><circle cx="25" cy="25" r="20"/></symbol>',
        ),
        "see-through": (
            f'<g opacity=".5">{red}<circle cx="40" cy="25" r="15"/></g>',
            "",
        ),
        "blend": (
            f'{red}<circle cx="40" cy="25" r="15" fill="#3aa" style="mix-blend-mode:multiply"/>',
            "",
        ),
        "dashes": (
            '<path d="M5 5C40 60 50 -20 85 45" fill="none" stroke="#246" stroke-width="2" '
            'stroke-dasharray="4 2 1 2" stroke-linecap="round"/>',
            "",
        ),
        "even-odd": (f'<path d="{ring}" fill-rule="evenodd" fill="#246"/>', ""),
        "text": (
            '<text x="5" y="15" font-size="7">The quay <tspan font-weight="bold">at</tspan> '
            '<tspan dy="3" fill="#a33">dusk</tspan>: 12 m²</text>'
            '<text x="60" y="40" font-size="6" text-anchor="middle">Пристань</text>',
            "",
        ),
        "text-turned": ('<text transform="translate(20 45) rotate(-60)">Quay</text>', ""),
        "text-path": (
            '<text font-size="6"><textPath href="#t">Along the whole quay</textPath></text>',
            '<path id="t" d="M5 40Q45 0 85 40"/>',
        ),
        "text-fading": (
            '<text x="5" y="30" font-size="20" fill="url(#g)">Quay</text>',
            f'<linearGradient id="g">{_RED_TO_BLUE}</linearGradient>',
        ),
        "image": (
            f'<image href="data:image/png;base64,{inner}" width="80" height="45"/>',
            "",
        ),
    }
    return {f"{name}.svg": drawing(*parts) for name, parts in made.items()}


def pictures() -> Files:
    return {**pixels(), **drawings()}


_SECTION = """\
  - id: {id}
    title: The picture {name}
    layout: page
    blocks:
      - kind: prose
        text: "A quay as {name} shows it, on [p. #{id}-as] of this specimen.[connective]"
      - kind: figure
        id: {id}-as
        title: A quay as {name} shows it
        file: pictures/{name}
        width: {width}
        alt: A red house and a blue one on a quay
        caption: The houses stand beside the water.
        credit: Drawn for this specimen.
"""


def write(folder: Path) -> Path:
    """Write the specimen into a folder, and return its path."""
    path = kinds.write(folder)
    (folder / "pictures").mkdir()
    sections = [path.read_text(encoding="utf-8")]
    for name, data in pictures().items():
        (folder / "pictures" / name).write_bytes(data)
        for width in ("text",) if name.endswith(".svg") else ("text", "full"):
            id_ = f"{name.replace('.', '-')}-{width}"
            sections.append(_SECTION.format(id=id_, name=name, width=width))
    path.write_text("".join(sections), encoding="utf-8")
    return path


if __name__ == "__main__":
    import tempfile

    target, *named = sys.argv[1:]
    with tempfile.TemporaryDirectory() as temporary:
        path = write(Path(temporary) / "specimen")
        pdf = pipeline.build(path, edition="instructor", conformance=Conformance(*named))
    Path(target).write_bytes(pdf.data)
    sys.stdout.write(f"{pdf.pages} pages\n")
