"""Make an SVG fit for print: a file's bytes come in, text that every viewer draws alike goes out.

The file is read (`reading`), styled (`styling`) and written out (`expansion`); what all viewers
draw alike stays vectors (`vector`, with `geometry` and `paint`), the rest becomes a sharp bitmap
(`bitmap`), and all is written down under names of ours (`writing`).
"""

from base64 import b64encode
from collections.abc import Callable
from dataclasses import dataclass

from fontTools.misc.transform import Identity, Transform

from . import bitmap, expansion, reading
from .geometry import Unclear, bounds, fitted, length, moved, view_box
from .items import Bitmap, Drawn, Grouped, Remnant, SvgItem, Within
from .reading import RefusedDrawing
from .vector import Whole, box_outline, items
from .writing import SvgWriter

__all__ = ["Cleaned", "RefusedDrawing", "address", "clean"]

PARTS = 12
"""Bitmaps in one drawing; more, and all of it is one."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An SVG that is safe to place, and its own size in pixels."""

    text: str
    width: float
    height: float


def clean(
    data: bytes,
    alt: str,
    prefix: str,
    printed: Callable[[float, float], float] = lambda w, h: 330.0,
) -> Cleaned:
    """Return the drawing with ``alt`` as its title; ``RefusedDrawing`` says what it may not hold.

    ``printed`` gives the width in points at which a drawing of a given size will be printed.
    """
    try:
        tree = expansion.expand(reading.read(data))
    except RecursionError:
        raise RefusedDrawing(
            ("it is too deep", "ungroup what it draws, and export it anew")
        ) from None
    width, height = _size(tree.root)
    canvas = bitmap.Canvas(width, height, printed(width, height) / width)
    place = _place(tree.root, width, height)
    found = _items(tree, place, canvas)
    writer = SvgWriter(prefix, lambda item: bitmap.draw(item, tree, canvas))
    return Cleaned(writer.write(found, width, height, alt), width, height)


def address(text: str, width: str, height: str) -> str:
    """Return a cleaned drawing as an address that holds it, and gives it a size."""
    root = f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}"'
    whole = text.replace("<svg", root, 1)
    return f"data:image/svg+xml;base64,{b64encode(whole.encode()).decode('ascii')}"


def _size(root: expansion.SvgNode) -> tuple[float, float]:
    """Return the size that a drawing states, or that of its view box."""
    box = view_box(root.attributes.get("viewBox"))
    own = []
    for name in ("width", "height"):
        stated = root.attributes.get(name, "")
        try:
            own.append(0.0 if "%" in stated else length(stated, 0, 16))
        except Unclear:
            own.append(0.0)
    width, height = own
    if box is not None:
        ratio = (box[2] - box[0]) / (box[3] - box[1])
        if width <= 0 and height <= 0:
            width, height = box[2] - box[0], box[3] - box[1]
        elif width <= 0:
            width = height * ratio
        elif height <= 0:
            height = width / ratio
    if width <= 0 or height <= 0:
        raise RefusedDrawing(("it has no size", "give its `svg` element a viewBox"))
    if max(width / height, height / width) > 1000:
        raise RefusedDrawing(
            ("it is a thousand times as long as it is wide", "give it another viewBox")
        )
    return width, height


def _place(root: expansion.SvgNode, width: float, height: float) -> Within:
    box = view_box(root.attributes.get("viewBox"))
    by: Transform = Identity
    if box is not None:
        by = fitted(box, width, height, root.attributes.get("preserveAspectRatio"))
        return Within(by, {}, (box[2] - box[0], box[3] - box[1]))
    return Within(by, {}, (width, height))


def _items(tree: expansion.SvgTree, place: Within, canvas: bitmap.Canvas) -> tuple[SvgItem, ...]:
    """Return what is drawn: one bitmap where much is unclear, or mixes with what is under it."""
    whole = Bitmap(
        tuple(Remnant(c, place.matrix, tree.root.style, place.view) for c in tree.root.children)
    )
    try:
        found = items(tree, place, canvas.points)
    except Whole:
        return (whole,)
    if _bitmaps(found) > PARTS:
        return (whole,)
    if any(_beyond(item, canvas) for item in found):
        return (Grouped((box_outline(0, 0, canvas.width, canvas.height),), 1.0, found),)
    return found


def _bitmaps(found: tuple[SvgItem, ...]) -> int:
    return sum(
        _bitmaps(item.items) if isinstance(item, Grouped) else isinstance(item, Bitmap)
        for item in found
    )


def _beyond(item: SvgItem, canvas: bitmap.Canvas) -> bool:
    """Whether ink may lie outside the canvas, where a browser shows none."""
    if isinstance(item, Grouped):
        return any(_beyond(inner, canvas) for inner in item.items)
    if not isinstance(item, Drawn):
        return False
    box = bounds(moved(item.outline, item.matrix))
    room = item.stroke.width if item.stroke else 0
    return box is not None and (
        box[0] < -room or box[1] < -room
        or box[2] > canvas.width + room or box[3] > canvas.height + room
    )  # fmt: skip
