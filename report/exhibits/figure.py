"""Take in a picture: an SVG, PNG or JPEG file beside the briefing comes in, what to place goes out.

An SVG is put into the page, so that its text is text; what would run or fetch something is refused.
A PNG or JPEG is known by its bytes, not by its name, and is whole. Lengths are in points.
"""

import base64
import struct
from dataclasses import dataclass

from ..content.blocks import Figure
from ..content.files import beside
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc
from . import svg
from .paper import FULL, MEASURE, MM

TALLEST = 180 * MM
LARGEST = 10_000_000  # bytes: a briefing is sent by mail

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8\xff"
_HINT = "a figure is an SVG, a PNG or a JPEG file"


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture as it is placed: the text of an SVG, or an address that holds the whole image."""

    width: float
    height: float
    svg: str = ""
    address: str = ""


def read(block: Figure, source: YamlFile, loc: Loc, prefix: str) -> Picture | list[Diagnostic]:
    """Return the picture, or what is wrong with its file; ``prefix`` goes before ids in an SVG."""
    span = source.at((*loc, "file"))
    path = beside(source, block.file, "picture", (*loc, "file"), "svg", "png", "jpg", "jpeg")
    if isinstance(path, Diagnostic):
        return [path]
    data = path.read_bytes()
    if len(data) > LARGEST:
        hint = "print needs 300 dots to the inch: make it smaller"
        return [Diagnostic(f"`{block.file}` has {len(data) / 1e6:.0f} MB", span, hint)]
    width = FULL if block.width == "full" else MEASURE
    try:
        if data.startswith(_PNG):
            return _image(data, "png", _png(data), width)
        if data.startswith(_JPEG):
            return _image(data, "jpeg", _jpeg(data), width)
        if _looks_like_xml(data):
            drawn = svg.clean(data, block.alt, prefix)
            return Picture(*_fitted(drawn.width, drawn.height, width), svg=drawn.text)
    except svg.Refused as refused:
        return [Diagnostic(f"`{block.file}`: {told}", span, hint) for told, hint in refused.why]
    except Broken as broken:
        return [Diagnostic(f"`{block.file}` {broken}", span, "save it again, or export it anew")]
    return [Diagnostic(f"`{block.file}` is not a picture", span, _HINT)]


class Broken(Exception):  # noqa: N818  # not an error of ours: a file of the author's
    """A picture whose bytes break off or contradict themselves."""


def _image(data: bytes, kind: str, size: tuple[int, int], measure: float) -> Picture:
    width, height = _fitted(size[0], size[1], measure)
    address = f"data:image/{kind};base64,{base64.b64encode(data).decode('ascii')}"
    return Picture(width, height, address=address)


def _fitted(width: float, height: float, measure: float) -> tuple[float, float]:
    """Return the size at which a picture fills the measure without being too tall."""
    scale = min(measure / width, TALLEST / height)
    return width * scale, height * scale


def _png(data: bytes) -> tuple[int, int]:
    """Return width and height; the header comes first, and the end marker last."""
    if len(data) < 33 or data[12:16] != b"IHDR" or b"IEND" not in data[-64:]:
        raise Broken("breaks off before its end")
    width, height = struct.unpack(">II", data[16:24])
    return _sized(width, height)


def _jpeg(data: bytes) -> tuple[int, int]:
    """Return width and height from the frame header: segments are walked until it comes."""
    if b"\xff\xd9" not in data[-64:]:
        raise Broken("breaks off before its end")
    at = 2
    while at + 9 < len(data):
        if data[at] != 0xFF:
            raise Broken("is not a JPEG that can be read")
        code = data[at + 1]
        if 0xC0 <= code <= 0xCF and code not in (0xC4, 0xC8, 0xCC):
            height, width = struct.unpack(">HH", data[at + 5 : at + 9])
            return _sized(width, height)
        at += 1 if code == 0xFF else 2 + struct.unpack(">H", data[at + 2 : at + 4])[0]
    raise Broken("has no size")


def _sized(width: int, height: int) -> tuple[int, int]:
    if not width or not height:
        raise Broken("has no size")
    return width, height


def _looks_like_xml(data: bytes) -> bool:
    return data.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"<"
