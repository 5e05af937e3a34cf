"""Measure a drawing: lengths, matrices and outlines come in as text, numbers go out.

Lengths are in pixels, 96 to the inch. ``Unclear`` says that a value is not one that is understood
here: what it belongs to is then drawn as a bitmap.
"""

import math
from collections.abc import Iterable, Mapping
from typing import Any

import tinycss2
from fontTools.misc.transform import Identity, Transform
from fontTools.pens.boundsPen import BoundsPen
from fontTools.svgLib.path import parse_path

Edges = tuple[float, float, float, float]  # left, top, right, bottom
SvgPoint = tuple[float, float]

_UNITS = {
    "px": 1,
    "pt": 4 / 3,
    "pc": 16,
    "in": 96,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "q": 24 / 25.4,
}
_ANGLES = {"deg": 1.0, "rad": 180 / math.pi, "grad": 0.9, "turn": 360.0}


class Unclear(Exception):  # noqa: N818  # not an error: another way of drawing is taken
    """A value, or a feature, that is not drawn as vectors."""


class Contour:
    """Lines and curves, drawn into by the methods of a pen of fontTools, whose names they have."""

    def __init__(self, value: Iterable[tuple[str, tuple[SvgPoint, ...]]] = ()) -> None:
        self.value = list(value)

    def moveTo(self, *points: SvgPoint) -> None:  # noqa: N802, D102
        self.value.append(("moveTo", points))

    def lineTo(self, *points: SvgPoint) -> None:  # noqa: N802, D102
        self.value.append(("lineTo", points))

    def curveTo(self, *points: SvgPoint) -> None:  # noqa: N802, D102
        self.value.append(("curveTo", points))

    def qCurveTo(self, *points: SvgPoint) -> None:  # noqa: N802, D102
        self.value.append(("qCurveTo", points))

    def closePath(self) -> None:  # noqa: N802, D102
        self.value.append(("closePath", ()))

    def endPath(self) -> None:  # noqa: N802, D102
        return


def number(value: float) -> str:
    """Return a number as it is written: six figures, the same on every machine."""
    text = f"{value:.6g}"
    return "0" if text == "-0" else text


def length(text: str | None, whole: float, size: float, default: float = 0.0) -> float:
    """Return a length in pixels; ``whole`` is what a percentage is of, ``size`` the em."""
    if text is None or not text.strip() or text.strip() == "auto":
        return default
    token: Any = tinycss2.parse_one_component_value(text)
    if token.type == "number":
        found = token.value
    elif token.type == "percentage":
        found = token.value * whole / 100
    elif token.type == "dimension" and token.lower_unit in _UNITS:
        found = token.value * _UNITS[token.lower_unit]
    elif token.type == "dimension" and token.lower_unit in ("em", "rem", "ex"):
        found = token.value * size * (0.5 if token.lower_unit == "ex" else 1)
    else:
        raise Unclear(text)
    if not math.isfinite(found) or abs(found) > 1e7:
        raise Unclear(text)
    return float(found)


def numbers(text: str | None) -> list[float]:
    """Return a list of plain numbers, parted by spaces or commas."""
    found = []
    for token in tinycss2.parse_component_value_list(text or ""):
        if token.type == "number":
            found.append(float(token.value))
        elif token.type != "whitespace" and token.serialize() != ",":
            raise Unclear(text)
    if not all(math.isfinite(value) and abs(value) < 1e9 for value in found):
        raise Unclear(text)
    return found


def matrix(text: str | None) -> Transform:
    """Return the matrix that a list of transforms comes to."""
    made: Transform = Identity
    for token in tinycss2.parse_component_value_list(text or ""):
        if token.type == "function":
            made = made.transform(_function(token.lower_name, token.arguments))
        elif token.type != "whitespace" and token.serialize() != "," and text != "none":
            raise Unclear(text)
    return made


def _function(name: str, arguments: list[Any]) -> Transform:
    values = []
    for token in arguments:
        if token.type == "number":
            values.append(token.value)
        elif token.type == "dimension" and token.lower_unit in _ANGLES:
            values.append(token.value * _ANGLES[token.lower_unit])
        elif token.type == "dimension" and token.lower_unit in _UNITS:
            values.append(token.value * _UNITS[token.lower_unit])
        elif token.type != "whitespace" and token.serialize() != ",":
            raise Unclear(name)
    if not all(math.isfinite(value) and abs(value) < 1e9 for value in values):
        raise Unclear(name)
    match name, values:
        case "matrix", [a, b, c, d, e, f]:
            return Transform(a, b, c, d, e, f)
        case (("translate" | "translatex"), [x]):
            return Transform(1, 0, 0, 1, x, 0)
        case "translatey", [y]:
            return Transform(1, 0, 0, 1, 0, y)
        case "translate", [x, y]:
            return Transform(1, 0, 0, 1, x, y)
        case "scale", [x]:
            return Transform(x, 0, 0, x, 0, 0)
        case "scale", [x, y]:
            return Transform(x, 0, 0, y, 0, 0)
        case "rotate", [angle]:
            return Identity.rotate(math.radians(angle))
        case "rotate", [angle, x, y]:
            return Identity.translate(x, y).rotate(math.radians(angle)).translate(-x, -y)
        case "skewx", [angle]:
            return Identity.skew(math.radians(angle), 0)
        case "skewy", [angle]:
            return Identity.skew(0, math.radians(angle))
    raise Unclear(name)


def fitted(
    box: Edges, width: float, height: float, aspect: str | None, x: float = 0, y: float = 0
) -> Transform:
    """Return the matrix that fits a view box into a place, by `preserveAspectRatio`."""
    left, top, right, bottom = box
    wide, high = width / (right - left), height / (bottom - top)
    words = (aspect or "xMidYMid meet").split()
    align = words[0] if words else "xMidYMid"
    if align == "none":
        return Identity.translate(x, y).scale(wide, high).translate(-left, -top)
    scale = max(wide, high) if "slice" in words else min(wide, high)
    shares = {"Min": 0.0, "Mid": 0.5, "Max": 1.0}
    x += (width - (right - left) * scale) * shares.get(align[1:4], 0.5)
    y += (height - (bottom - top) * scale) * shares.get(align[5:8], 0.5)
    return Identity.translate(x, y).scale(scale, scale).translate(-left, -top)


def view_box(text: str | None) -> Edges | None:
    """Return a view box as its edges; None if there is none, or none that has a size."""
    try:
        found = numbers(text)
    except Unclear:
        return None
    if len(found) != 4 or found[2] <= 0 or found[3] <= 0:
        return None
    return found[0], found[1], found[0] + found[2], found[1] + found[3]


def outline(tag: str, own: Mapping[str, str], view: tuple[float, float], size: float) -> Contour:
    """Return the outline of a shape; an empty one if it draws nothing."""
    pen = Contour()
    data = _path(tag, own, view, size)
    if data.strip() in ("", "none"):
        return pen
    try:
        parse_path(" ".join(data.split()), pen)
    except (ValueError, IndexError, AssertionError, TypeError, KeyError, ZeroDivisionError) as why:
        raise Unclear(data[:40]) from why
    return pen


def _path(tag: str, own: Mapping[str, str], view: tuple[float, float], size: float) -> str:
    wide, high = view
    diagonal = math.hypot(wide, high) / math.sqrt(2)

    def of(name: str, whole: float, default: float = 0.0) -> float:
        return length(own.get(name), whole, size, default)

    match tag:
        case "path":
            return own.get("d", "")
        case "line":
            ends = (of("x1", wide), of("y1", high), of("x2", wide), of("y2", high))
            return "M{} {}L{} {}".format(*map(number, ends))
        case "polyline" | "polygon":
            found = numbers(own.get("points"))
            pairs = [f"{number(x)} {number(y)}" for x, y in zip(*[iter(found)] * 2, strict=False)]
            close = "Z" if tag == "polygon" else ""
            return f"M{'L'.join(pairs)}{close}" if len(pairs) > 1 else ""
        case "circle":
            radius = of("r", diagonal)
            return _ellipse(of("cx", wide), of("cy", high), radius, radius)
        case "ellipse":
            across, down = of("rx", wide, -1), of("ry", high, -1)
            across, down = (across if across >= 0 else down), (down if down >= 0 else across)
            return _ellipse(of("cx", wide), of("cy", high), across, down)
        case "rect":
            across, down = of("rx", wide, -1), of("ry", high, -1)
            across, down = (across if across >= 0 else down), (down if down >= 0 else across)
            edges = (of("x", wide), of("y", high), of("width", wide), of("height", high))
            return _rectangle(*edges, max(across, 0), max(down, 0))
    return ""


def _ellipse(x: float, y: float, across: float, down: float) -> str:
    if across <= 0 or down <= 0:
        return ""
    arc = f"A{number(across)} {number(down)} 0 0 1 "
    spots = ((x, y + down), (x - across, y), (x, y - down), (x + across, y))
    return f"M{number(x + across)} {number(y)}" + "".join(
        f"{arc}{number(a)} {number(b)}" for a, b in spots
    ) + "Z"  # fmt: skip


def _rectangle(x: float, y: float, width: float, height: float, across: float, down: float) -> str:
    if width <= 0 or height <= 0:
        return ""
    a, b = min(across, width / 2), min(down, height / 2)
    right, bottom = x + width, y + height
    if not a or not b:
        n = number
        return f"M{n(x)} {n(y)}H{n(right)}V{n(bottom)}H{n(x)}Z"
    arc = f"A{number(a)} {number(b)} 0 0 1 "
    spots = [(x + a, y), (right - a, y), (right, y + b), (right, bottom - b), (right - a, bottom)]
    spots += [(x + a, bottom), (x, bottom - b), (x, y + b)]
    p = [f"{number(u)} {number(v)}" for u, v in spots]
    return f"M{p[0]}L{p[1]}{arc}{p[2]}L{p[3]}{arc}{p[4]}L{p[5]}{arc}{p[6]}L{p[7]}{arc}{p[0]}Z"


def written(pen: Contour) -> str:
    """Return an outline as path data, in absolute lines and curves alone."""
    letters = {"moveTo": "M", "lineTo": "L", "curveTo": "C", "qCurveTo": "Q", "closePath": "Z"}
    return "".join(
        letters.get(name, "") + " ".join(f"{number(x)} {number(y)}" for x, y in points)
        for name, points in pen.value
    )


def moved(pen: Contour, by: Transform) -> Contour:
    """Return an outline under a matrix."""
    return Contour((name, tuple(by.transformPoints(points))) for name, points in pen.value)


def bounds(pen: Contour) -> Edges | None:
    """Return the box around an outline, curves followed; None around nothing."""
    measured = BoundsPen(None, ignoreSinglePoints=False)
    for name, points in pen.value:
        getattr(measured, name)(*points)
    found: Edges | None = measured.bounds
    return found


def scale(by: Transform) -> float:
    """Return how much a matrix makes areas' sides larger, on the average."""
    return math.sqrt(abs(by[0] * by[3] - by[1] * by[2]))
