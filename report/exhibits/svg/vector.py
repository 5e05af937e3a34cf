"""Sort a drawing into what is drawn as vectors and what as a bitmap: a tree comes in, items go out.

Vectors are the outlines, flat paint, simple gradients, clips and plain texts that every viewer
shows alike. The rest (filters, masks of more than one tone, patterns, blending, arrowheads, lines
finer than print) is left as it was for `bitmap` to draw, in the smallest group that holds it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace

from fontTools.misc.transform import Identity, Transform

from .expansion import SHAPES, SvgNode, SvgTree
from .geometry import (
    Contour,
    Edges,
    Unclear,
    bounds,
    fitted,
    length,
    matrix,
    moved,
    number,
    numbers,
    outline,
    scale,
    view_box,
)
from .items import Bitmap, Drawn, Grouped, PlainText, Remnant, Stroke, SvgItem, Within
from .paint import FlatPaint, Shading, paint, reference, share
from .styling import INHERITED, Styling

HAIRLINE = 0.3  # points: a finer line is as wide as a pixel in some viewers, whatever its width
WHITE = 0.99  # of full light: what a mask shows wholly


class Whole(Exception):  # noqa: N818  # not an error: another way of drawing is taken
    """A feature that mixes what is drawn with what lies under it: all is one bitmap then."""


def items(tree: SvgTree, place: Within, points: float) -> tuple[SvgItem, ...]:
    """Return what the root holds; ``points`` is the printed size of a unit of the canvas."""
    found: list[SvgItem] = []
    sorter = _Sorter(tree, points)
    style = sorter.style(tree.root, place.style)
    inner = replace(place, style=style)
    for child in tree.root.children:
        sorter.sort(child, inner, found)
    return tuple(joined(found))


def joined(found: list[SvgItem]) -> Iterator[SvgItem]:
    """Yield the items, bitmaps that follow on each other as one."""
    parts: tuple[Remnant, ...] = ()
    for item in found:
        if isinstance(item, Bitmap):
            parts += item.parts
            continue
        if parts:
            yield Bitmap(parts)
            parts = ()
        yield item
    if parts:
        yield Bitmap(parts)


@dataclass
class _Sorter:
    """Walks down a tree; what is unclear in a node makes a bitmap of that node alone."""

    tree: SvgTree
    points: float
    _size: dict[str, float] = field(default_factory=dict)

    def sort(self, node: SvgNode, place: Within, found: list[SvgItem]) -> None:
        style = self.style(node, place.style)
        if style.get("display") == "none":
            return
        if style.get("mix-blend-mode", "normal") != "normal":
            raise Whole
        start = len(found)
        try:
            self._node(node, style, place, found)
        except Unclear:
            del found[start:]
            found.append(Bitmap((Remnant(node, place.matrix, place.style, place.view),)))

    def style(self, node: SvgNode, above: Styling) -> Styling:
        """Return the properties of a node, inherited ones too; the size of type in pixels."""
        style = {name: value for name, value in above.items() if name in INHERITED}
        for name, value in node.style.items():
            if value == "inherit" and name not in INHERITED and name in above:
                style[name] = above[name]
            elif value in ("initial", "unset") and name in style:
                del style[name]
            elif value not in ("inherit", "initial", "unset"):
                style[name] = value
        if "font-size" in node.style:
            over = _type_size(above)
            try:
                size = length(style.get("font-size"), over, over, over)
            except Unclear:
                size = over
            style["font-size"] = f"{size:g}px"
        return style

    def _node(self, node: SvgNode, style: Styling, place: Within, found: list[SvgItem]) -> None:
        if style.get("filter", "none") != "none":
            raise Unclear("filter")
        if style.get("transform-origin", "0 0") not in ("0 0", "0px 0px", "0"):
            raise Unclear("transform-origin")
        by = place.matrix.transform(matrix(style.get("transform")))
        if abs(by[0] * by[3] - by[1] * by[2]) < 1e-12:
            return  # as flat as a line: it draws nothing
        here = Within(by, style, place.view, place.lettering)
        clips = self._clips(node, here)
        opacity = share(style.get("opacity"))
        inner: list[SvgItem] = []
        if node.tag in SHAPES:
            self._shape(node, here, inner)
        elif node.tag == "text":
            self._text(node, here, inner)
        elif node.tag == "image":
            raise Unclear("image")
        elif node.tag == "svg":
            here, edge = self._nested(node, here)
            clips += edge
            self._children(node, here, inner)
        elif node.tag == "g":
            self._children(node, self._shifted(node, here), inner)
        found += _grouped(inner, clips, opacity)

    def _children(self, node: SvgNode, place: Within, found: list[SvgItem]) -> None:
        inner: list[SvgItem] = []
        for child in node.children:
            self.sort(child, place, inner)
        found += joined(inner)

    def _shifted(self, node: SvgNode, place: Within) -> Within:
        own, size = node.attributes, _type_size(place.style)
        x = length(own.get("shift-x"), place.view[0], size)
        y = length(own.get("shift-y"), place.view[1], size)
        return replace(place, matrix=place.matrix.translate(x, y))

    def _nested(self, node: SvgNode, place: Within) -> tuple[Within, tuple[Contour, ...]]:
        """Return the place inside an `svg` in the drawing, and its edge as a clip."""
        own, size = node.attributes, _type_size(place.style)
        x, y = length(own.get("x"), place.view[0], size), length(own.get("y"), place.view[1], size)
        wide = length(own.get("width"), place.view[0], size, place.view[0])
        high = length(own.get("height"), place.view[1], size, place.view[1])
        if wide <= 0 or high <= 0:
            return place, (Contour(),)
        edge: tuple[Contour, ...] = ()
        if place.style.get("overflow", "hidden") in ("hidden", "scroll"):
            edge = (moved(box_outline(x, y, x + wide, y + high), place.matrix),)
        box = view_box(own.get("viewBox"))
        if box is None:
            return replace(place, matrix=place.matrix.translate(x, y), view=(wide, high)), edge
        inside = fitted(box, wide, high, own.get("preserveAspectRatio"), x, y)
        view = (box[2] - box[0], box[3] - box[1])
        return replace(place, matrix=place.matrix.transform(inside), view=view), edge

    # ------------------------------------------------------------------------------- shapes, texts

    def _shape(self, node: SvgNode, place: Within, found: list[SvgItem]) -> None:
        style = place.style
        if style.get("visibility", "visible") != "visible":
            return
        if node.tag in ("path", "line", "polyline", "polygon") and any(
            style.get(name, "none") != "none"
            for name in ("marker", "marker-start", "marker-mid", "marker-end")
        ):
            raise Unclear("marker")
        size = _type_size(style)
        drawn = outline(node.tag, node.attributes, place.view, size)
        if not drawn.value:
            return
        box = bounds(drawn)
        fill = paint("fill", style, self.tree, box, place.view, size)
        if node.tag == "line":
            fill = None
        stroke = self._stroke(place, box)
        even_odd = style.get("fill-rule") == "evenodd"
        if fill is None and stroke is None:
            return
        first = style.get("paint-order", "normal").split()[:1]
        apart = isinstance(fill, Shading) or (stroke and isinstance(stroke.paint, Shading))
        if fill and stroke and (apart or first == ["stroke"]):
            both: list[SvgItem] = [
                Drawn(drawn, place.matrix, fill, even_odd, None),
                Drawn(drawn, place.matrix, None, even_odd, stroke),
            ]
            found += reversed(both) if first == ["stroke"] else both
        else:
            found.append(Drawn(drawn, place.matrix, fill, even_odd, stroke))

    def _stroke(self, place: Within, box: Edges | None) -> Stroke | None:
        style, size = place.style, _type_size(place.style)
        found = paint("stroke", style, self.tree, box, place.view, size)
        diagonal = (place.view[0] ** 2 + place.view[1] ** 2) ** 0.5 / 2**0.5
        width = length(style.get("stroke-width"), diagonal, size, 1.0)
        if found is None or width <= 0:
            return None
        if isinstance(found, Shading) and any(colour.opacity < 1 for _, colour in found.stops):
            # A mask is needed, and PDFium cuts it at a box that it measures too small at joins.
            raise Unclear("a line with a gradient that is partly clear")
        grown = scale(place.matrix)
        if style.get("vector-effect") == "non-scaling-stroke":
            width /= grown
        if width * grown * self.points < HAIRLINE:
            raise Unclear("a hairline")
        dashes = style.get("stroke-dasharray", "none").replace(",", " ").split()
        lengths: tuple[float, ...] = ()
        if dashes and dashes != ["none"]:
            lengths = tuple(length(dash, diagonal, size) for dash in dashes)
            if any(dash < 0 for dash in lengths) or not sum(lengths):
                lengths = ()
        cap = style.get("stroke-linecap", "butt")
        join = style.get("stroke-linejoin", "miter")
        (limit, *_) = numbers(style.get("stroke-miterlimit")) or [4.0]
        offset = length(style.get("stroke-dashoffset"), diagonal, size)
        if len(lengths) % 2:
            lengths *= 2
        if lengths:
            offset %= sum(lengths)
        join = join if join in ("miter", "round", "bevel") else "miter"
        cap = cap if cap in ("butt", "round", "square") else "butt"
        return Stroke(found, width, cap, join, max(limit, 1.0), lengths, offset)

    def _text(self, node: SvgNode, place: Within, found: list[SvgItem]) -> None:
        """Keep a text as text if it is set in one line, or in lines that say where they begin."""
        if place.style.get("visibility", "visible") != "visible":
            return
        if not place.lettering:
            raise Unclear("text")
        made = self._plain(node, place.style, place)
        if "".join(part.text + part.tail for part in made.walk()).strip():
            found.append(PlainText(made, place.matrix, place.style))

    def _plain(self, node: SvgNode, above: Styling, place: Within) -> SvgNode:
        style = self.style(node, above) if node.tag == "tspan" else above
        if style.get("visibility", "visible") != "visible" or style.get("display") == "none":
            raise Unclear("a part of a text is hidden")
        if node.tag not in ("text", "tspan") or set(node.attributes) & _SPACED:
            raise Unclear(node.tag)
        if any(style.get(n, plain) not in (plain, "0", "0px") for n, plain in _LETTERING.items()):
            raise Unclear("the setting of a text")
        size = _type_size(style)
        lower = _BASELINES.get(style.get("dominant-baseline", "auto"))
        if lower is None:
            raise Unclear("dominant-baseline")
        where = {}
        for name, whole in zip(("x", "y", "dx", "dy"), place.view * 2, strict=True):
            if (value := node.attributes.get(name)) is not None:
                where[name] = number(length(value, whole, size))
        if lower and (node.tag == "text" or "y" in where):
            where["y"] = number(float(where.get("y", 0)) + lower * size)
        fill = paint("fill", style, self.tree, None, place.view, size)
        stroke = self._stroke(replace(place, style=style), None)
        if isinstance(fill, Shading) or stroke is not None:
            raise Unclear("the paint of a text")
        opacity = 1.0 if node.tag == "text" else share(style.get("opacity"))
        look = dict(style)
        look["fill"] = fill.code if fill else "none"
        look["fill-opacity"] = f"{(fill.opacity if fill else 1.0) * opacity:g}"
        children = [self._plain(child, style, place) for child in node.children]
        return SvgNode(node.tag, where, look, children, node.text, node.tail)

    # ---------------------------------------------------------------------------- clips and masks

    def _clips(self, node: SvgNode, place: Within) -> tuple[Contour, ...]:
        """Return what the node is clipped by, and masks that are clips in other words."""
        clips: tuple[Contour, ...] = ()
        for name in ("clip-path", "mask"):
            value = place.style.get(name, "none")
            if value == "none":
                continue
            target, _ = reference(value)
            if target is None:
                raise Unclear(value)  # a basic shape
            server = self.tree.ids.get(target)
            if server is None or server.tag != ("clipPath" if name == "clip-path" else "mask"):
                continue
            clips += self._clip(server, node, place)
        return clips

    def _clip(self, server: SvgNode, node: SvgNode, place: Within) -> tuple[Contour, ...]:
        masks = server.tag == "mask"
        units = server.attributes.get("maskContentUnits" if masks else "clipPathUnits")
        by = place.matrix
        if units == "objectBoundingBox":
            box = self._extent(node, place)
            by = by.transform(Transform(box[2] - box[0], 0, 0, box[3] - box[1], box[0], box[1]))
        by = by.transform(matrix(server.style.get("transform")))
        inherited = {"fill": "black"} | {
            name: value for name, value in server.style.items() if name in INHERITED
        }
        inside = Within(by, inherited, place.view)
        union = Contour()
        boxes: list[Edges] = []
        alpha = server.style.get("mask-type") == "alpha"
        if server.style.get("filter") or server.style.get("clip-path") or server.style.get("mask"):
            raise Unclear("a clip of a clip")
        for child in self.tree.inside(server):
            for part in self._cut(child, inside, masks, alpha):
                box_of = bounds(part)
                if box_of is None:
                    continue
                if any(_meet(box_of, other) for other in boxes):
                    raise Unclear("a clip of shapes that meet")
                boxes.append(box_of)
                union.value += part.value
        return (union, *(self._region(server, place, boxes) if masks else ()))

    def _cut(self, node: SvgNode, place: Within, masks: bool, alpha: bool) -> list[Contour]:
        """Return the outlines that a clip or a mask lets through."""
        style = self.style(node, place.style)
        if style.get("display") == "none":
            return []
        if any(name in style for name in ("clip-path", "mask", "filter", "transform-origin")):
            raise Unclear("a clip of a clip")
        here = Within(place.matrix.transform(matrix(style.get("transform"))), style, place.view)
        if node.tag == "g":
            if masks and share(style.get("opacity")) < 1:
                raise Unclear("mask")
            here = self._shifted(node, here)
            return [o for child in node.children for o in self._cut(child, here, masks, alpha)]
        if node.tag not in SHAPES:
            raise Unclear(node.tag)
        if style.get("visibility", "visible") != "visible":
            return []
        drawn = outline(node.tag, node.attributes, here.view, _type_size(style))
        if not drawn.value or node.tag == "line":
            return []
        rule = style.get("fill-rule" if masks else "clip-rule")
        if rule == "evenodd" and sum(name == "moveTo" for name, _ in drawn.value) > 1:
            raise Unclear("clip-rule")
        if masks:
            shown = paint("fill", style, self.tree, None, here.view, _type_size(style))
            if isinstance(shown, Shading) or self._stroke(here, None) is not None:
                raise Unclear("mask")
            if shown is None:
                return []
            if shown.opacity < 1 or share(style.get("opacity")) < 1:
                raise Unclear("mask")
            if not alpha and _light(shown) < WHITE:
                raise Unclear("mask")
        return [moved(drawn, here.matrix)]

    def _region(self, mask: SvgNode, place: Within, boxes: list[Edges]) -> Iterator[Contour]:
        """Yield the edge of a mask where it is stated in the space of the shape."""
        own = mask.attributes
        if own.get("maskUnits") != "userSpaceOnUse" or not boxes:
            return
        wide, high = place.view
        x, y = (
            length(own.get("x"), wide, 16, -wide / 10),
            length(own.get("y"), high, 16, -high / 10),
        )
        right = x + length(own.get("width"), wide, 16, wide * 1.2)
        bottom = y + length(own.get("height"), high, 16, high * 1.2)
        yield moved(box_outline(x, y, right, bottom), place.matrix)

    def _extent(self, node: SvgNode, place: Within) -> Edges:
        """Return the box around all shapes of a node, in its own space."""
        found = [box for box in self._boxes(node, replace(place, matrix=Identity)) if box]
        if not found:
            raise Unclear("nothing to clip")
        box = (
            min(b[0] for b in found),
            min(b[1] for b in found),
            max(b[2] for b in found),
            max(b[3] for b in found),
        )
        if box[2] <= box[0] or box[3] <= box[1]:
            raise Unclear("nothing to clip")
        return box

    def _boxes(self, node: SvgNode, place: Within) -> Iterator[Edges | None]:
        if node.tag in SHAPES:
            drawn = outline(node.tag, node.attributes, place.view, _type_size(place.style))
            yield bounds(moved(drawn, place.matrix))
        elif node.tag == "g":
            here = self._shifted(node, place)
            for child in node.children:
                style = self.style(child, here.style)
                by = here.matrix.transform(matrix(style.get("transform")))
                yield from self._boxes(child, Within(by, style, here.view))
        else:
            raise Unclear(node.tag)


# Where other baselines of our faces lie under the alphabetic one, in parts of the size of type.
_BASELINES = {
    "auto": 0.0,
    "alphabetic": 0.0,
    "baseline": 0.0,
    "middle": 0.243,
    "central": 0.356,
    "hanging": 0.66,
    "text-before-edge": 0.984,
    "text-top": 0.984,
    "text-after-edge": -0.273,
    "text-bottom": -0.273,
}
# What a text may not have, and what it may have in one way alone, to stay text.
_SPACED = frozenset({"rotate", "textLength", "lengthAdjust", "href"})
_LETTERING = {
    "writing-mode": "horizontal-tb",
    "direction": "ltr",
    "baseline-shift": "baseline",
    "text-decoration": "none",
    "letter-spacing": "normal",
    "word-spacing": "normal",
    "alignment-baseline": "baseline",
    "filter": "none",
    "mask": "none",
    "clip-path": "none",
    "font-variant": "normal",
}


def _grouped(found: list[SvgItem], clips: tuple[Contour, ...], opacity: float) -> list[SvgItem]:
    """Return items under their clips, and as opaque as their group; lone shapes take it over."""
    if not found or opacity == 0 or any(not clip.value for clip in clips):
        return []
    if opacity < 1:
        if any(_has_words(item) for item in found):
            raise Unclear("text that shows what is under it")
        if len(found) == 1 and isinstance(found[0], Drawn):
            alone = found[0]
            if isinstance(alone.fill, FlatPaint) and alone.stroke is None:
                paler = FlatPaint(alone.fill.code, alone.fill.opacity * opacity)
                found, opacity = [replace(alone, fill=paler)], 1.0
    if opacity < 1 or clips:
        return [Grouped(clips, opacity, tuple(found))]
    return found


def _has_words(item: SvgItem) -> bool:
    if isinstance(item, Grouped):
        return any(_has_words(inner) for inner in item.items)
    return isinstance(item, PlainText)


def box_outline(left: float, top: float, right: float, bottom: float) -> Contour:
    """Return the outline of a box."""
    pen = Contour()
    pen.moveTo((left, top))
    for corner in ((right, top), (right, bottom), (left, bottom)):
        pen.lineTo(corner)
    pen.closePath()
    return pen


def _meet(a: Edges, b: Edges) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]


def _light(shown: FlatPaint) -> float:
    """Return how light a colour is, as a mask counts it: red, green and blue by their weights."""
    red, green, blue = (int(shown.code[n : n + 2], 16) / 255 for n in (1, 3, 5))
    return 0.2125 * red + 0.7154 * green + 0.0721 * blue


def _type_size(style: Mapping[str, str]) -> float:
    """Return the size of type, in pixels; a browser's own where none is stated."""
    try:
        return length(style.get("font-size"), 16, 16, 16)
    except Unclear:
        return 16.0
