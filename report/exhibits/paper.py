"""The measures of the page that drawings are fitted to, in points, as in the style sheets."""

from contextvars import ContextVar
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any, TypeVar

MM = 72 / 25.4

DEPTH = 47 * 14.0  # of the shorter paper: forty-seven lines


KEY = 87.0  # of a page that holds a picture: a title of two lines, a key, its notes


@dataclass(frozen=True, slots=True)
class Grid:
    """The measures of a page, in points."""

    full: float = 166 * MM  # twelve columns
    measure: float = 123.5 * MM  # columns four to twelve
    hang: float = 42.5 * MM  # columns one to three, and the gutter
    landscape: float = 235.4 * MM  # of the shorter paper, turned
    deepest: float = DEPTH - 60  # a drawing: what a page has with number, title and a line of key
    titles: tuple[float, ...] = (48.0, 34.0, 25.0)  # sizes of the cover's title, the largest first

    @property
    def scale(self) -> float:
        """How wide it is, the default theme's being one."""
        return self.full / (166 * MM)


_used: ContextVar[Grid | None] = ContextVar("grid", default=None)
_DEFAULT = Grid()


def grid() -> Grid:
    """Return the grid of the page that is being made: the theme's own, or the default theme's."""
    return _used.get() or _DEFAULT


def use(own: Grid) -> None:
    """Fit what is made from here on to this grid, in this context."""
    _used.set(own)


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
