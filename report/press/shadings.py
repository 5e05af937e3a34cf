"""Gradients in drawings, as WeasyPrint should write them: a pattern that is a shading.

WeasyPrint 70 writes a gradient as a tile as large as the shape, which poppler leaves out at some
resolutions, and forgets the width of a line that a gradient colours. Here the shape is filled with
the shading itself. Only what `exhibits.svg` writes is treated so: a gradient in the space of its
shape, its stops in order, whose colours run out beyond its ends.
"""

from collections.abc import Callable
from itertools import pairwise
from typing import Any

from .copied import Copy

Draw = Callable[..., bool]


def mend(copy: Copy) -> None:
    """Put our way of drawing gradients in the place of WeasyPrint's, for those that it can do."""
    svg, part = copy.part("svg"), copy.part
    asked = "svg node gradient font_size opacity stroke"
    theirs: Draw = copy.function("svg", "draw_gradient", *asked.split())

    def draw_gradient(
        drawing: Any, node: Any, gradient: Any, size: float, opacity: float, stroke: bool
    ) -> bool:
        plain = (
            gradient.get("gradientUnits") == "userSpaceOnUse"
            and gradient.get("spreadMethod", "pad") == "pad"
            and opacity == 1
        )
        if plain and _shade(part, drawing, node, gradient, size, stroke):
            return True
        return theirs(drawing, node, gradient, size, opacity, stroke)

    svg.draw_gradient = draw_gradient


def _shade(
    part: Callable[[str], Any], drawing: Any, node: Any, gradient: Any, size: float, stroke: bool
) -> bool:
    """Set the gradient as the colour to draw with; False if its stops are not as ours."""
    import pydyf

    utils, matrix = part("svg.utils"), part("matrix").Matrix()
    if (read := _read(gradient)) is None:
        return False
    at, offsets = read
    colors = [utils.color(child.get("stop-color")) for child in gradient]
    alphas = [float(child.get("stop-opacity", 1)) for child in gradient]
    kind = 3 if gradient.tag == "radialGradient" else 2
    if turned := gradient.get("gradientTransform"):
        matrix = utils.transform(turned, "0 0", size, 1)
    stream = drawing.stream
    couples = [(list(a)[:3], list(b)[:3]) for a, b in pairwise(colors)]
    pattern = pydyf.Dictionary(
        {
            "Type": "/Pattern",
            "PatternType": 2,
            "Matrix": pydyf.Array((matrix @ stream.ctm).values),
            "Shading": _shading(stream, kind, at, offsets, couples),
        }
    )
    if stroke:
        stream.set_line_width(drawing.length(node.get("stroke-width", "1px"), size))
    if any(alpha != 1 for alpha in alphas):
        box = drawing.calculate_bounding_box(node, size, stroke)
        mask = stream.set_alpha_state(*box)
        mask.transform(*matrix.values)
        pairs = [([a], [b]) for a, b in pairwise(alphas)]
        shading = mask.add_shading(
            kind, (0, 1), at, True, _function(stream, offsets, pairs), "DeviceGray"
        )
        mask.paint_shading(shading.id)
    else:
        stream.set_alpha(1, stroke)
    name = f"p{len(stream._resources['Pattern'])}"
    stream._resources["Pattern"][name] = pattern
    pattern.extra = {}  # where WeasyPrint looks for what a tile needs
    stream.set_color_space("Pattern", stroke=stroke)
    stream.set_color_special(name, stroke=stroke)
    return True


def _read(gradient: Any) -> tuple[list[float], list[float]] | None:
    """Return the line or the two circles of a gradient, and where its stops are."""
    round_ = gradient.tag == "radialGradient"
    names = ("fx", "fy", "cx", "cy", "r") if round_ else ("x1", "y1", "x2", "y2")
    try:
        offsets = [float(child.get("offset")) for child in gradient]
        at = [float(gradient.get(name)) for name in names]
    except (TypeError, ValueError):
        return None
    if len(offsets) < 2 or offsets != sorted(offsets):
        return None
    return [at[0], at[1], 0, *at[2:]] if round_ else at, offsets


def _shading(stream: Any, kind: int, at: list[float], offsets: list[float], couples: Any) -> Any:
    import pydyf

    return pydyf.Dictionary(
        {
            "ShadingType": kind,
            "ColorSpace": stream._default_color_space,
            "Domain": pydyf.Array((0, 1)),
            "Coords": pydyf.Array(at),
            "Function": _function(stream, offsets, couples),
            "Extend": pydyf.Array((b"true", b"true")),
        }
    )


def _function(stream: Any, offsets: list[float], couples: Any) -> Any:
    """Return the colours from 0 to 1: flat before the first stop, and after the last."""
    bounds, parts = [], []
    first, last = couples[0][0], couples[-1][1]
    for n, (a, b) in enumerate(couples):
        start, end = offsets[n], offsets[n + 1]
        if n == 0 and start > 0:
            parts.append((first, first))
            bounds.append(start)
        if end > start:
            parts.append((a, b))
            bounds.append(end)
    if offsets[-1] < 1 or not parts:
        parts.append((last, last))
        bounds.append(1)
    bounds.pop()
    functions = [stream.create_interpolation_function((0, 1), a, b, 1) for a, b in parts]
    return stream.create_stitching_function((0, 1), (0, 1) * len(parts), bounds, functions)
