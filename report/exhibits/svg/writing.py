"""Write a drawing down again: items come in, the text of an SVG that prints as it looks goes out.

Every name in it is ours, so that it meets no other on the page. Texts are set in our faces.
"""

import re
from base64 import b64encode
from collections.abc import Callable, Sequence
from xml.etree import ElementTree as ET

from fontTools.misc.transform import Identity, Transform

from ...press import faces
from .expansion import SvgNode
from .geometry import Contour, Edges, number, written
from .items import Bitmap, Drawn, Grouped, PlainText, Stroke, SvgItem
from .paint import FlatPaint, PaintedWith, Shading
from .styling import Styling

_SERIF = re.compile(r"serif|times|georgia|garamond|roman|cambria|palatino")


def face(families: str | None) -> str:
    """Return the family of the document that stands for another: no other is in the file."""
    names = (families or "").lower()
    plain = names.replace("sans-serif", "").replace("sans serif", "").replace("sans", "")
    serif = _SERIF.search(plain) and "sans" not in names
    return (faces.in_use().text if serif else faces.in_use().labels).family


class SvgWriter:
    """Makes elements of items; ``image`` draws a bitmap and says where on the canvas it lies."""

    def __init__(self, prefix: str, image: Callable[[Bitmap], tuple[bytes, Edges] | None]) -> None:
        self._prefix = prefix
        self._image = image
        self._count = 0
        self._defs = ET.Element("defs")

    def write(self, items: Sequence[SvgItem], width: float, height: float, alt: str) -> str:
        """Return the text of the whole SVG."""
        root = ET.Element("svg", {"viewBox": f"0 0 {number(width)} {number(height)}"})
        root.set("role", "img")
        ET.SubElement(root, "title").text = alt
        made = [element for item in items for element in self._item(item)]
        if len(self._defs):
            root.append(self._defs)
        root.extend(made)
        return ET.tostring(root, encoding="unicode")

    def _item(self, item: SvgItem) -> list[ET.Element]:
        match item:
            case Drawn():
                return [self._shape(item)]
            case PlainText():
                return [self._words(item.node, item.matrix)]
            case Bitmap():
                return self._bitmap(item)
        return self._group(item)

    def _name(self) -> str:
        self._count += 1
        return f"{self._prefix}-drawn-{self._count}"

    # ------------------------------------------------------------------------------------- shapes

    def _shape(self, shape: Drawn) -> ET.Element:
        made = ET.Element("path", {"d": written(shape.outline)} | _matrix(shape.matrix))
        self._paint(made, "fill", shape.fill)
        if shape.even_odd:
            made.set("fill-rule", "evenodd")
        if shape.stroke is not None:
            self._stroke(made, shape.stroke)
        return made

    def _stroke(self, made: ET.Element, stroke: Stroke) -> None:
        self._paint(made, "stroke", stroke.paint)
        made.set("stroke-width", number(stroke.width))
        if stroke.cap != "butt":
            made.set("stroke-linecap", stroke.cap)
        if stroke.join != "miter":
            made.set("stroke-linejoin", stroke.join)
        if stroke.limit != 4:
            made.set("stroke-miterlimit", number(stroke.limit))
        if stroke.dashes:
            made.set("stroke-dasharray", " ".join(map(number, stroke.dashes)))
            if stroke.offset:
                made.set("stroke-dashoffset", number(stroke.offset))

    def _paint(self, made: ET.Element, name: str, paint: PaintedWith | None) -> None:
        match paint:
            case None:
                made.set(name, "none")
            case FlatPaint(code, opacity):
                made.set(name, code)
                if opacity < 1:
                    made.set(f"{name}-opacity", number(opacity))
            case Shading():
                made.set(name, f"url(#{self._gradient(paint)})")

    def _gradient(self, paint: Shading) -> str:
        names = ("x1", "y1", "x2", "y2") if paint.kind == "linearGradient" else _CIRCLES
        made = ET.SubElement(self._defs, paint.kind, {"id": self._name()})
        made.set("gradientUnits", "userSpaceOnUse")
        for name, value in zip(names, paint.at, strict=True):
            made.set(name, number(value))
        if paint.matrix != Identity:
            made.set("gradientTransform", _matrix(paint.matrix)["transform"])
        for at, colour in paint.stops:
            stop = ET.SubElement(made, "stop", {"offset": number(at)})
            stop.set("stop-color", colour.code)
            if colour.opacity < 1:
                stop.set("stop-opacity", number(colour.opacity))
        return made.attrib["id"]

    # -------------------------------------------------------------------------------------- texts

    def _words(self, node: SvgNode, matrix: Transform = Identity) -> ET.Element:
        made = ET.Element(node.tag, node.attributes | _matrix(matrix) | _lettering(node.style))
        made.text, made.tail = node.text, node.tail if node.tag == "tspan" else None
        made.extend(self._words(child) for child in node.children)
        return made

    # ------------------------------------------------------------------------------------- groups

    def _bitmap(self, item: Bitmap) -> list[ET.Element]:
        drawn = self._image(item)
        if drawn is None:
            return []
        data, (left, top, right, bottom) = drawn
        address = f"data:image/png;base64,{b64encode(data).decode('ascii')}"
        place = {"x": number(left), "y": number(top)}
        size = {"width": number(right - left), "height": number(bottom - top)}
        return [
            ET.Element("image", place | size | {"preserveAspectRatio": "none", "href": address})
        ]

    def _group(self, group: Grouped) -> list[ET.Element]:
        inner = [element for item in group.items for element in self._item(item)]
        if not inner:
            return []
        outer = ET.Element("g")
        outer.extend(inner)
        if group.opacity < 1:
            outer.set("opacity", number(group.opacity))
        for clip in reversed(group.clips):
            held = ET.Element("g", {"clip-path": f"url(#{self._clip(clip)})"})
            held.append(outer)
            outer = held
        return [outer]

    def _clip(self, clip: Contour) -> str:
        made = ET.SubElement(self._defs, "clipPath", {"id": self._name()})
        ET.SubElement(made, "path", {"d": written(clip)})
        return made.attrib["id"]


_CIRCLES = ("cx", "cy", "r", "fx", "fy")
_LETTERING = ("font-size", "font-style", "font-weight", "text-anchor", "fill", "fill-opacity")


def _matrix(by: Transform) -> dict[str, str]:
    return {} if by == Identity else {"transform": f"matrix({' '.join(map(number, by))})"}


def _lettering(style: Styling) -> dict[str, str]:
    """Return what a text is set with: the face is ours."""
    own = {name: style[name] for name in _LETTERING if name in style}
    if style.get("xml:space") == "preserve":
        own["{http://www.w3.org/XML/1998/namespace}space"] = "preserve"
    return {"font-family": face(style.get("font-family"))} | own
