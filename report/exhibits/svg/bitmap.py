"""Draw parts of a drawing as a bitmap: nodes as they were written come in, a PNG goes out.

resvg draws them, with our faces and nothing from elsewhere. It is drawn at the size that print
needs, and cut to what has ink.
"""

import io
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from ...press import faces
from .expansion import SvgNode, SvgTree
from .geometry import Edges, number
from .items import Bitmap, Remnant
from .paint import reference
from .styling import Styling
from .writing import face

DOTS = 600  # to the inch: edges of lines and letters, where a photograph needs 300
MOST = 6_000_000  # dots of one bitmap; a larger one is drawn coarser
FILTERED = 3_000_000  # dots that pass through filters, each step of each filter counted
LEAST = 400_000  # dots of one bitmap, whatever its filters
TRIAL = 400  # dots along the longer side when the edge of the ink is looked for


@dataclass(frozen=True, slots=True)
class Canvas:
    """The size of a drawing, and how many points a unit of it is when printed."""

    width: float
    height: float
    points: float


def draw(item: Bitmap, tree: SvgTree, canvas: Canvas) -> tuple[bytes, Edges] | None:
    """Return the parts as a PNG, and where on the canvas it lies; None if they have no ink."""
    whole = (0.0, 0.0, canvas.width, canvas.height)
    text = "".join(map(_part, item.parts))
    kept = "".join(_element(child) for child in tree.source.children)
    trial = TRIAL / max(canvas.width, canvas.height)
    if (ink := _ink(_render(text, kept, whole, trial), whole, trial)) is None:
        return None
    area = (ink[2] - ink[0]) * (ink[3] - ink[1])
    steps = _steps(item, tree)
    most = max(FILTERED / steps, LEAST) if steps else MOST
    scale = min(canvas.points * DOTS / 72, (most / area) ** 0.5)
    return _opaque(_render(text, kept, ink, scale)), ink


def _steps(item: Bitmap, tree: SvgTree) -> int:
    """Return how many steps of filters the parts go through, each time that one is used."""
    count = 0
    for part in item.parts:
        for node in part.node.walk():
            name, _ = reference(node.style.get("filter", "none"))
            if name is not None:
                count += len(tree.ids[name].children) if name in tree.ids else 0
    return count


def _render(text: str, kept: str, box: Edges, scale: float) -> bytes:
    """Return the PNG of a window onto the canvas, ``scale`` dots to a unit."""
    import resvg_py

    used = faces.in_use()
    left, top, right, bottom = box
    across = max(round((right - left) * scale), 1)
    down = max(round((bottom - top) * scale), 1)
    view = " ".join(map(number, (left, top, right - left, bottom - top)))
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" preserveAspectRatio="none" '
        f'width="{across}" height="{down}" viewBox="{view}"><defs>{kept}</defs>{text}</svg>'
    )
    return resvg_py.svg_to_bytes(
        svg_string=svg,
        dpi=96,
        skip_system_fonts=True,
        font_files=[str(face.path) for face in used.faces()] if "<text" in svg else [],
        font_family=used.labels.family,
        sans_serif_family=used.labels.family,
        serif_family=used.text.family,
    )


def _ink(png: bytes, box: Edges, scale: float) -> Edges | None:
    """Return the box around what is not clear, a dot wider on each side, within the canvas."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        found = image.getchannel("A").getbbox()
    if found is None:
        return None
    left, top, right, bottom = (edge / scale for edge in found)
    margin = 1 / scale
    return (
        max(left - margin, box[0]),
        max(top - margin, box[1]),
        min(right + margin, box[2]),
        min(bottom + margin, box[3]),
    )


def _opaque(png: bytes) -> bytes:
    """Return an image without its mask if all of it is opaque."""
    from PIL import Image

    with Image.open(io.BytesIO(png)) as image:
        if image.getchannel("A").getextrema() != (255, 255):
            return png
        made = io.BytesIO()
        image.convert("RGB").save(made, "PNG")
    return made.getvalue()


def _part(part: Remnant) -> str:
    by = " ".join(map(number, part.matrix))
    style = _style(part.style)
    return f'<g transform="matrix({by})" style="{style}">{_element(part.node)}</g>'


def _element(node: SvgNode) -> str:
    return ET.tostring(_written(node), encoding="unicode")


def _written(node: SvgNode) -> ET.Element:
    """Return a node as an element, its properties as one `style`, its faces ours."""
    own = {name: value for name, value in node.attributes.items() if not name.startswith("shift-")}
    if "xml:space" in node.style:
        own["{http://www.w3.org/XML/1998/namespace}space"] = node.style["xml:space"]
    made = ET.Element(node.tag, own)
    if style := _style(node.style):
        made.set("style", style)
    if "transform" in node.style:
        name = {"linearGradient": "gradientTransform", "radialGradient": "gradientTransform"}
        made.attrib.setdefault(name.get(node.tag, "transform"), node.style["transform"])
    made.text, made.tail = node.text, node.tail
    inner = made
    if "shift-x" in node.attributes:
        x, y = node.attributes["shift-x"], node.attributes["shift-y"]
        made.tag = "svg"  # whose place may be in any unit
        made.set("x", x)
        made.set("y", y)
        made.set("overflow", "visible")
    inner.extend(_written(child) for child in node.children if child.tag not in _SILENT)
    return made


_SILENT = frozenset({"script", "style", "title", "desc", "metadata", "foreignObject"})


def _style(style: Styling) -> str:
    kept = {n: v for n, v in style.items() if n not in ("transform", "xml:space", "font-family")}
    if "font-family" in style:
        kept["font-family"] = f"'{face(style['font-family'])}'"
    return "; ".join(f"{name}: {value}" for name, value in kept.items())
