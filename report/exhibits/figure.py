"""Take in a picture: an SVG, PNG or JPEG file beside the briefing comes in, what to place goes out.

An SVG is put into the page, so that its text is text (`svg`). A PNG or JPEG is known by its bytes,
not by its name, and decodes whole (`pixels`). Lengths are in points.
"""

import base64
import re
from dataclasses import dataclass

from .. import files, limits
from ..content.blocks import Figure
from ..content.files import beside
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, Span
from . import pixels, svg
from .paper import KEY, MM, grid

TALLEST = 180 * MM
LARGE = 2_000_000  # bytes of a picture that is reported: a briefing is sent by mail

_HINT = "a figure is an SVG, a PNG or a JPEG file: save it as one"
_OTHERS = {  # the names of sorts that are not taken, by how their files begin
    rb"GIF8": "a GIF",
    rb"RIFF....WEBP": "a WebP picture",
    rb"....ftypavif": "an AVIF picture",
    rb"....ftyp(?:heic|heix|mif1)": "a HEIC picture",
    rb"(?:II\*\0|MM\0\*)": "a TIFF picture",
    rb"\0\0\0\x0cjP  |\xff\x4f\xff\x51": "a JPEG 2000 picture",
    rb"BM....\0\0\0\0": "a BMP picture",
    rb"%PDF-": "a PDF",
    rb"\xc5\xd0\xd3\xc6|%!PS": "a PostScript file",
}


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is placed: the text of an SVG, or an address that holds the whole image."""

    width: float
    height: float
    svg: str = ""
    address: str = ""
    doubts: tuple[Diagnostic, ...] = ()


def read(block: Figure, source: YamlFile, loc: Loc, prefix: str) -> Picture | list[Diagnostic]:
    """Return the picture, or what is wrong with its file; ``prefix`` goes before ids in an SVG."""
    measure = grid().full if block.width == "full" else grid().measure
    box = measure, min(TALLEST, grid().deepest - KEY)
    return taken(block.file, block.alt, source, (*loc, "file"), prefix, box)


def taken(
    name: str, alt: str, source: YamlFile, loc: Loc, prefix: str, box: tuple[float, float]
) -> Picture | list[Diagnostic]:
    """Return the picture in a file that ``source`` names at ``loc``, as large as fits the box."""
    span = source.at(loc)
    path = beside(source, name, "picture", loc, "svg", "png", "jpg", "jpeg")
    if isinstance(path, Diagnostic):
        return [path]
    try:
        data = files.read_bytes(path, limits.PICTURE_BYTES)
    except files.FileError as fault:
        return [fault.at(span, name)]
    try:
        if data.startswith((pixels.PNG, pixels.JPEG)):
            return _image(data, name, span, box)
        if _looks_like_xml(data):
            drawn = svg.clean(data, alt, prefix, lambda w, h: _fitted(w, h, box)[0])
            return Picture(*_fitted(drawn.width, drawn.height, box), svg=drawn.text)
    except svg.RefusedDrawing as refused:
        return [Diagnostic(f"`{name}`: {why}", span, hint) for why, hint in refused.why]
    except (ArithmeticError, LookupError, RecursionError, ValueError) as error:
        message = f"`{name}` holds a value that cannot be drawn: {error}"
        return [Diagnostic(message, span, "export it anew, or as a PNG")]
    except pixels.Broken as broken:
        return [Diagnostic(f"`{name}` {broken}", span, broken.hint)]
    return [Diagnostic(f"`{name}` is {_sort(data)}", span, _HINT)]


def _sort(data: bytes) -> str:
    for begins, sort in _OTHERS.items():
        if re.match(begins, data[:16], re.DOTALL):
            return sort
    return "not a picture"


def _image(data: bytes, name: str, span: Span, box: tuple[float, float]) -> Picture:
    image = pixels.read(data)
    width, height = _fitted(image.width, image.height, box)
    image = image.sampled(width / 72)
    encoded = base64.b64encode(image.data).decode("ascii")
    doubts: tuple[Diagnostic, ...] = ()
    if len(data) > LARGE:
        message = f"`{name}` has {len(data) / 1e6:.1f} MB, of which print needs "
        message += f"{len(image.data) / 1e6:.1f} MB"
        hint = f"it prints as it is; saved at {image.width} dots across, it is lighter to keep"
        doubts = (Diagnostic(message, span, hint, level="advice"),)
    address = f"data:image/{image.kind};base64,{encoded}"
    return Picture(width, height, address=address, doubts=doubts)


def _fitted(width: float, height: float, box: tuple[float, float]) -> tuple[float, float]:
    """Return the size at which a picture fills a box, in one direction at least."""
    scale = min(box[0] / width, box[1] / height)
    return width * scale, height * scale


def _looks_like_xml(data: bytes) -> bool:
    """Whether the bytes begin like an XML file, in UTF-8 or in UTF-16."""
    if data.startswith((b"\xff\xfe<\0", b"\xfe\xff\0<")):
        return True
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
