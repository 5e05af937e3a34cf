"""The shapes of the marks: a name comes in, a path in a box of ten by ten goes out.

All are ink on paper and differ in outline, so that they can be told apart in grey and blurred by a
copier. Every shape has much the same area.
"""

_THIRD = 1.5  # half the width of a cross's arm


def _polygon(*points: tuple[float, float]) -> str:
    return "M" + "L".join(f"{x:.4g} {y:.4g}" for x, y in points) + "Z"


def _circle(radius: float) -> str:
    half = f"a{radius} {radius} 0 1 0"
    return f"M{5 - radius:.4g} 5{half} {2 * radius} 0{half} {-2 * radius} 0Z"


def _square(half: float) -> str:
    low, high = 5 - half, 5 + half
    return _polygon((low, low), (high, low), (high, high), (low, high))


_PLUS = _polygon(
    *((5 - _THIRD, 0.6), (5 + _THIRD, 0.6), (5 + _THIRD, 5 - _THIRD), (9.4, 5 - _THIRD)),
    *((9.4, 5 + _THIRD), (5 + _THIRD, 5 + _THIRD), (5 + _THIRD, 9.4), (5 - _THIRD, 9.4)),
    *((5 - _THIRD, 5 + _THIRD), (0.6, 5 + _THIRD), (0.6, 5 - _THIRD), (5 - _THIRD, 5 - _THIRD)),
)  # fmt: skip


def _turned(points: str) -> str:
    """Turn a path of straight lines by an eighth about the middle of the box."""
    corners = [tuple(map(float, pair.split())) for pair in points.strip("MZ").split("L")]
    half = 0.5**0.5
    return _polygon(*((5 + (x - y) * half, 5 + (x + y - 10) * half) for x, y in corners))


SHAPES = {
    "disc": _circle(4.3),
    "ring": _circle(4.0),
    "square": _square(3.9),
    "diamond": _polygon((5, 0), (10, 5), (5, 10), (0, 5)),
    "triangle": _polygon((5, 0.3), (9.9, 9), (0.1, 9)),
    "triangle-open": _polygon((5, 0.9), (9.4, 8.7), (0.6, 8.7)),
    "triangle-down": _polygon((0.1, 1), (9.9, 1), (5, 9.7)),
    "cross": _turned(_PLUS),
    "plus": _PLUS,
    "bar": _polygon((0, 2.8), (10, 2.8), (10, 7.2), (0, 7.2)),
    "annulus": _circle(4.4) + _circle(2.3),
    "frame": _square(4.1) + _square(2.3),
    # A square within a square: the outer one open, drawn as a frame that leaves a white line.
    "square-in-square": _square(4.6) + _square(3.7) + _square(2.3),
}
"""Path data by name; ``triangle-open`` and ``ring`` are stroked, the others filled (even-odd)."""

OPEN = frozenset({"triangle-open", "ring"})
