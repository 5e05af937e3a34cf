"""The title on the cover: its words come in, how it is set goes out, by a rule and not by chance.

It is set as large as two lines allow; a longer one in three lines of a smaller size, and the
longest in four of the smallest. Widths are those of the face that prints at the sizes of the theme,
in points.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Literal

from ..content.themes import ThemeStack
from ..exhibits.paper import Grid, grid
from ..press import faces, measure
from ..text import letters
from . import drawing, geometry
from .theme import Theme

Size = Literal["large", "medium", "small"]

LINES: tuple[tuple[Size, int], ...] = (("large", 2), ("medium", 3), ("small", 4))
"""The sizes (--title, --title-medium, --title-small) and the lines that they take."""

LINES_SMALLER = LINES[-1][1]
_TOKENS = ("title", "title-medium", "title-small")
_SCRAP = 0.45  # of the longest line: a last line shorter than this is evened out
_TRACKING = -0.01
_WEIGHT = 600.0
_AXES = (("opsz", 60.0),)


@dataclass(frozen=True, slots=True)
class Setting:
    """How the title is set; ``measure`` asks for shorter lines, in points."""

    size: Size = "large"
    measure: float | None = None


def setting(title: str) -> Setting | None:
    """Return how ``title`` is set, None if it is too long for any cover."""
    for (name, most), size in zip(LINES, grid().titles, strict=True):
        lines = _lines(title, size, grid().full)
        if lines and len(lines) <= most:
            return Setting(name, _even(title, size, lines, grid().full))
    return None


def sizes(tokens: Mapping[str, str]) -> tuple[float, ...]:
    """Return the sizes that a theme's tokens give the title, in points; ours where one is odd."""
    found = [re.match(r"(\d+(?:\.\d+)?)pt\b", tokens.get(name, "")) for name in _TOKENS]
    return tuple(
        float(match[1]) if match else ours for match, ours in zip(found, Grid().titles, strict=True)
    )


def measured(stack: ThemeStack, look: Theme | None) -> Grid:
    """Return the measures of the page, and the sizes that the theme gives the title."""
    found = geometry.grid(stack, look.paper if look else None)
    if look is None or not stack.layers:
        return found
    return replace(found, titles=sizes(drawing.tokens(look)))


def _even(title: str, size: float, lines: tuple[float, ...], measure: float) -> float | None:
    """Return the shortest measure with as many lines, where the last of them would be a scrap."""
    if len(lines) == 1 or lines[-1] >= _SCRAP * max(lines):
        return None
    shorter = measure
    while len(_lines(title, size, shorter - 1) or ()) == len(lines):
        shorter -= 1
    return round(min(shorter + 1, measure), 2)


def _lines(title: str, size: float, measure: float) -> tuple[float, ...]:
    """Return the width of each line of the title; none if a word is wider than a line."""
    lines: list[float] = []
    space = _width(" ", size)
    for unit, apart in letters.units(title):
        long, gap = _width(unit, size), space if apart else 0.0
        if long > measure:
            return ()
        if lines and lines[-1] + gap + long <= measure:
            lines[-1] += gap + long
        else:
            lines.append(long)
    return tuple(lines)


def _width(text: str, size: float) -> float:
    em = measure.width(text, faces.in_use().headings, _WEIGHT, _AXES)
    return (em + _TRACKING * len(text)) * size
