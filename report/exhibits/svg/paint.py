"""Read paint: colours and gradients come in as text, what every viewer fills with goes out.

A gradient is worked out in the space of the shape that it fills, with its stops in order.
"""

from dataclasses import dataclass
from itertools import pairwise
from math import hypot, sqrt

import tinycss2
from fontTools.misc.transform import Identity, Transform
from tinycss2.color4 import parse_color

from .expansion import SvgNode, SvgTree
from .geometry import Edges, Unclear, length, matrix
from .styling import Styling

HREFS = 10  # gradients that take their stops from each other


@dataclass(frozen=True, slots=True)
class FlatPaint:
    """A colour as six figures, and how opaque it is."""

    code: str
    opacity: float


@dataclass(frozen=True, slots=True)
class Shading:
    """Colours along a line (x1, y1, x2, y2) or between circles (cx, cy, r, fx, fy)."""

    kind: str
    at: tuple[float, ...]
    matrix: Transform
    stops: tuple[tuple[float, FlatPaint], ...]


PaintedWith = FlatPaint | Shading


def share(text: str | None, default: float = 1.0) -> float:
    """Return an opacity: a number or a percentage, between nought and one."""
    if text is None:
        return default
    token = tinycss2.parse_one_component_value(text)
    if token.type not in ("number", "percentage"):
        return default
    value = token.value / 100 if token.type == "percentage" else token.value
    return float(min(max(value, 0), 1))


def colour(text: str, style: Styling, opacity: float = 1.0) -> FlatPaint | None:
    """Return a colour; None for one that is not understood, which counts as not set."""
    found = parse_color(text.strip())
    if found == "currentcolor":
        found = parse_color(style.get("color", "black"))
        if not hasattr(found, "alpha"):
            found = parse_color("black")
    if found is None or isinstance(found, str):
        return None
    try:
        channels = found.to("srgb").coordinates
    except (ValueError, KeyError, NotImplementedError):
        raise Unclear(text) from None
    code = "".join(f"{round(min(max(c or 0, 0), 1) * 255):02x}" for c in channels)
    return FlatPaint(f"#{code}", float(found.alpha) * opacity)


def paint(
    name: str,
    style: Styling,
    tree: SvgTree,
    box: Edges | None,
    view: tuple[float, float],
    size: float,
) -> PaintedWith | None:
    """Return what `fill` or `stroke` paints with; None if nothing."""
    value = style.get(name, "black" if name == "fill" else "none").strip()
    opacity = share(style.get(f"{name}-opacity"))
    if value in ("none", "transparent") or not value or not opacity:
        return None
    if value.startswith("context-"):
        raise Unclear(value)
    target, rest = reference(value)
    if target is not None:
        server = tree.ids.get(target)
        if server is not None and server.tag == "pattern":
            raise Unclear("pattern")
        if server is not None and server.tag in ("linearGradient", "radialGradient"):
            return _gradient(server, tree, box, view, size, opacity)
        value = rest or "none"
        if value == "none":
            return None
    value = value.split("icc-color")[0]
    found = colour(value, style, opacity)
    if found is None:
        raise Unclear(value)
    return found if found.opacity else None


def reference(value: str) -> tuple[str | None, str]:
    """Return the id that a value names with `url(#…)`, and what follows it."""
    if "url" not in value.lower():
        return None, value
    tokens = tinycss2.parse_component_value_list(value)
    for n, token in enumerate(tokens):
        address = ""
        if token.type == "url":
            address = token.value
        elif token.type == "function" and token.lower_name == "url":
            address = "".join(t.value for t in token.arguments if t.type == "string")
        if address:
            return address.strip().removeprefix("#"), tinycss2.serialize(tokens[n + 1 :]).strip()
    return None, value


def _chain(server: SvgNode, tree: SvgTree) -> list[SvgNode]:
    """Return a gradient and those that it takes from, in turn."""
    found = [server]
    while (name := found[-1].attributes.get("href")) and len(found) < HREFS:
        target = tree.ids.get(name.strip().removeprefix("#"))
        if target is None or target in found or not target.tag.endswith("Gradient"):
            break
        found.append(target)
    return found


def _gradient(
    server: SvgNode,
    tree: SvgTree,
    box: Edges | None,
    view: tuple[float, float],
    size: float,
    opacity: float,
) -> PaintedWith | None:
    chain = _chain(server, tree)
    own = {k: v for node in reversed(chain) for k, v in node.attributes.items() if k != "href"}
    if server.tag == "radialGradient":  # of a linear one it takes no focus and no centre
        circles = [node for node in chain if node.tag == server.tag]
        kept = {k: v for node in reversed(circles) for k, v in node.attributes.items()}
        own = own | {k: kept[k] for k in ("cx", "cy", "r", "fx", "fy") if k in kept}
    holder = next((node for node in chain if any(c.tag == "stop" for c in node.children)), None)
    stops = _stops(holder, opacity) if holder is not None else []
    if not stops:
        return None
    whole, by = _space(own, box, view)
    made = _line(own, whole, size) if server.tag == "linearGradient" else _circles(own, whole, size)
    transform = next((n.style["transform"] for n in chain if "transform" in n.style), None)
    by = by.transform(matrix(own.get("gradientTransform", transform)))
    if abs(by[0] * by[3] - by[1] * by[2]) < 1e-12 or made is None or len(stops) == 1:
        return stops[-1][1]
    if own.get("spreadMethod", "pad") != "pad":
        raise Unclear("spreadMethod")
    return Shading(server.tag, made, by, tuple(stops))


def _space(
    own: Styling, box: Edges | None, view: tuple[float, float]
) -> tuple[tuple[float, float], Transform]:
    """Return what percentages are of, and the matrix to the space of the shape."""
    if own.get("gradientUnits") == "userSpaceOnUse":
        return view, Identity
    if box is None or box[2] <= box[0] or box[3] <= box[1]:
        raise Unclear("a gradient along a line without a box")
    wide, high = box[2] - box[0], box[3] - box[1]
    return (1.0, 1.0), Transform(wide, 0, 0, high, box[0], box[1])


def _line(own: Styling, whole: tuple[float, float], size: float) -> tuple[float, ...] | None:
    wide, high = whole
    x1, y1 = length(own.get("x1"), wide, size), length(own.get("y1"), high, size)
    x2, y2 = length(own.get("x2"), wide, size, wide), length(own.get("y2"), high, size)
    return None if hypot(x2 - x1, y2 - y1) < 1e-9 else (x1, y1, x2, y2)


def _circles(own: Styling, whole: tuple[float, float], size: float) -> tuple[float, ...] | None:
    wide, high = whole
    diagonal = hypot(wide, high) / sqrt(2)
    x, y = length(own.get("cx"), wide, size, wide / 2), length(own.get("cy"), high, size, high / 2)
    radius = length(own.get("r"), diagonal, size, diagonal / 2)
    if radius <= 0:
        return None
    fx, fy = length(own.get("fx"), wide, size, x), length(own.get("fy"), high, size, y)
    if length(own.get("fr"), diagonal, size) or hypot(fx - x, fy - y) > radius * 0.98:
        raise Unclear("fr")
    return x, y, radius, fx, fy


def _stops(holder: SvgNode, opacity: float) -> list[tuple[float, FlatPaint]]:
    found: list[tuple[float, FlatPaint]] = []
    for stop in holder.children:
        if stop.tag != "stop":
            continue
        at = max(share(stop.attributes.get("offset"), 0.0), found[-1][0] if found else 0.0)
        clear = share(stop.style.get("stop-opacity")) * opacity
        black = FlatPaint("#000000", clear)
        colour_of = colour(stop.style.get("stop-color", "black"), stop.style, clear) or black
        found.append((at, colour_of))
    if found and all(a[1] == b[1] for a, b in pairwise(found)):
        return found[:1]
    return found
