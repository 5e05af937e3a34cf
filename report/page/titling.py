"""The title on the cover: its words come in, how it is set goes out, by a rule and not by chance.

It is set in four of the five columns of text; in all five where that saves a line; and smaller when
it would take more than three lines even so. The band grows with the third line where the paper has
a low one. Widths are those of the face that prints at our own sizes, in points.
"""

from dataclasses import dataclass

from ..exhibits.paper import MEASURE, MM
from ..press import faces, measure
from ..text import letters

FULL, SMALLER = 34.0, 25.0  # --title and --title-long, in points
NARROW = MEASURE - 24.333 * MM  # a column and a gutter less than the text
LINES = 3  # at the full size
LINES_SMALLER = 4
_SCRAP = 0.45  # of the longest line: a last line shorter than this is evened out
_TRACKING = -0.01
_WEIGHT = 600.0
_AXES = (("opsz", 60.0),)


@dataclass(frozen=True, slots=True)
class Setting:
    """How the title is set; ``tall`` asks for the higher band, ``measure`` for shorter lines."""

    wide: bool = False
    long: bool = False
    tall: bool = False
    measure: float | None = None


def setting(title: str) -> Setting | None:
    """Return how ``title`` is set, None if it is too long for any cover."""
    narrow, wide = (_lines(title, FULL, measure) for measure in (NARROW, MEASURE))
    fits = [lines for lines in (narrow, wide) if lines and len(lines) <= LINES]
    if fits:
        best = min(fits, key=len)
        measure = _even(title, FULL, best, NARROW if best is narrow else MEASURE)
        return Setting(wide=best is wide, tall=len(best) == LINES, measure=measure)
    lines = _lines(title, SMALLER, MEASURE)
    if lines and len(lines) <= LINES_SMALLER:
        measure = _even(title, SMALLER, lines, MEASURE)
        return Setting(wide=True, long=True, tall=True, measure=measure)
    return None


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
