"""A drawing or an image of the filled page comes in; out, a bitmap with its size and its words.

Word and LibreOffice read little of SVG, and have not our typefaces: drawings become PNGs, three
hundred dots to the inch, drawn by resvg with the faces that they are set in.
"""

import base64
import io
import re
from binascii import Error as Base64Error
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from ..press import faces, reserve
from ..web import dom

DOTS = 300  # to the inch
MOST = 6_000  # dots along the longer side
_LETTER = 7.5  # points: a mark among words, which has the size of its letters
_SVG, _XLINK = "http://www.w3.org/2000/svg", "http://www.w3.org/1999/xlink"
_LENGTH = re.compile(r"^\s*([\d.]+)\s*(pt|mm|cm|in|px|pc)?\s*$")
_POINTS = {"pt": 1.0, "mm": 72 / 25.4, "cm": 720 / 25.4, "in": 72.0, "px": 0.75, "pc": 12.0}
_WIDTH = re.compile(r"width:\s*([\d.]+)pt")
_KINDS = {"PNG": "png", "JPEG": "jpeg", "GIF": "gif"}


@dataclass(frozen=True, slots=True)
class WordPicture:
    """A bitmap as Word has it: its bytes and their kind, its size in points, what it shows.

    One without words is decoration: what it says stands beside it.
    """

    data: bytes
    kind: str
    width: float
    height: float
    words: str


def picture(element: Element, holder: Element | None, rules: str) -> WordPicture | None:
    """Return an image or a drawing as a bitmap, as wide as what holds it says, if that says it.

    ``rules`` are those for what a drawing does not colour itself; None is for what cannot be read.
    """
    stated = _WIDTH.search((holder.get("style") or "") if holder is not None else "")
    wide = float(stated[1]) if stated else 0.0
    return _drawing(element, wide, rules) if dom.svg(element) else _image(element, wide)


def _drawing(svg: Element, wide: float, rules: str) -> WordPicture | None:
    box = _box(svg)
    if box is None:
        return None
    across, down = box
    width, height = wide or _points(svg.get("width")), 0.0 if wide else _points(svg.get("height"))
    if not width:
        width = height * across / down if height else _LETTER
    height = height or width * down / across
    named = "" if svg.get("aria-hidden") == "true" else _told(svg)
    scale = min(DOTS / 72, MOST / max(width, height))
    data = _drawn(svg, rules, round(width * scale), round(height * scale))
    return WordPicture(data, "png", width, height, named)


def _image(img: Element, wide: float) -> WordPicture | None:
    from PIL import Image

    data = _data(img.get("src", ""))
    try:
        with Image.open(io.BytesIO(data)) as found:
            across, down, kind = *found.size, _KINDS.get(found.format or "")
            if kind is None:
                made = io.BytesIO()
                found.convert("RGBA").save(made, "PNG")
                data, kind = made.getvalue(), "png"
    except (OSError, ValueError):
        return None
    width = wide or _points(img.get("width")) or across * 0.75
    return WordPicture(data, kind, width, width * down / across, img.get("alt", "").strip())


def _told(svg: Element) -> str:
    """Return the name and the description of a drawing as one text."""
    found = [dom.words(e) for e in svg if dom.named(e, "title") or dom.named(e, "desc")]
    parts = [part if part.endswith((".", "!", "?", "…")) else f"{part}." for part in found[:-1]]
    return " ".join([*parts, *found[-1:]])


def _box(svg: Element) -> tuple[float, float] | None:
    try:
        _, _, across, down = map(float, (svg.get("viewBox") or "").replace(",", " ").split())
    except ValueError:
        across, down = _points(svg.get("width")), _points(svg.get("height"))
    return (across, down) if across > 0 and down > 0 else None


def _points(length: str | None) -> float:
    found = _LENGTH.match(length or "")
    return float(found[1]) * _POINTS[found[2] or "px"] if found else 0.0


def _drawn(svg: Element, rules: str, across: int, down: int) -> bytes:
    import resvg_py

    text = _standing(svg, rules, across, down)
    used = faces.in_use()
    behind = reserve.behind(text).faces if "<text" in text else ()
    loaded = dict.fromkeys([*used.faces(), *behind]) if "<text" in text else ()
    return resvg_py.svg_to_bytes(
        svg_string=text,
        dpi=96,
        skip_system_fonts=True,
        font_files=[str(face.path) for face in loaded],
        font_family=used.labels.family,
        sans_serif_family=used.labels.family,
        serif_family=used.text.family,
    )


def _standing(svg: Element, rules: str, across: int, down: int) -> str:
    """Return a drawing as a file of its own, so many dots wide and high."""
    body = "".join(dom.write(child) + (child.tail or "") for child in svg)
    kept = {key: value for key, value in svg.items() if key in ("class", "style", "fill", "stroke")}
    outer = ET.Element("svg", {"xmlns": _SVG, "xmlns:xlink": _XLINK, **kept})
    box = _box(svg) or (1.0, 1.0)
    outer.set("viewBox", svg.get("viewBox") or f"0 0 {box[0]} {box[1]}")
    outer.set("width", str(max(across, 1)))
    outer.set("height", str(max(down, 1)))
    head = ET.tostring(outer, encoding="unicode").removesuffix(" />")
    return f"{head}><style>{rules}</style>{body}</svg>"


def _data(address: str) -> bytes:
    head, _, data = address.partition(",")
    if not head.startswith("data:"):
        return b""
    try:
        return base64.b64decode(data) if head.endswith(";base64") else unquote_to_bytes(data)
    except (Base64Error, ValueError):
        return b""
