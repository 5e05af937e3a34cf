"""The measures of the page that drawings are fitted to, in points, as in the style sheets."""

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

MM = 72 / 25.4

FULL = 166 * MM  # twelve columns of the grid
LANDSCAPE = 235.4 * MM  # of the shorter paper, turned
MEASURE = 123.5 * MM  # columns four to twelve
HANG = 42.5 * MM  # columns one to three, and the gutter
DEPTH = 47 * 14.0  # of the shorter paper: forty-seven lines
DEEPEST = DEPTH - 60  # of a drawing: the rest of a page with number, title and a line of key

TYPE = 8.5  # of labels, as in tables
LEADING = 11.0
SMALL = 7.75


def number(value: float) -> str:
    """Return a length as it is written into a drawing: short, and the same on every machine."""
    text = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if text == "-0" else text


def points(*pairs: tuple[float, float]) -> str:
    """Return a line through ``pairs`` as path data."""
    return "M" + "L".join(f"{number(x)} {number(y)}" for x, y in pairs)


T = TypeVar("T")


def rounded(drawing: T) -> T:
    """Return a drawing with every length to a hundredth of a point: finer than any press."""
    found: Any = drawing
    if isinstance(found, float):
        found = round(found, 2) + 0.0  # without the sign of a negative nothing
    elif isinstance(found, tuple):
        found = tuple(rounded(item) for item in found)
    elif is_dataclass(found) and not isinstance(found, type):
        found = replace(found, **{f.name: rounded(getattr(found, f.name)) for f in fields(found)})
    rounded_drawing: T = found
    return rounded_drawing
