"""What all charts are drawn with: shapes, labels, patterns, scales. Lengths are in points."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from math import ceil, floor, log10

from ..content.rows import DataTable
from ..text import letters
from ..text.catalogue import Catalogue
from . import labels
from .paper import LEADING, TYPE, number, points

PATTERNS = (
    *("solid", "outline", "hatch", "grey", "cross-hatch"),
    *("back-hatch", "across", "dark", "down", "lattice"),
)
DASHES = tuple(f"dash-{number}" for number in range(1, 11))
SYMBOLS = (
    *("disc", "square", "triangle", "diamond", "plus"),
    *("annulus", "frame", "triangle-down", "cross", "bar"),
)
_WAYS = {"hatch": (1,), "cross-hatch": (1, -1), "back-hatch": (-1,)}
HATCH = 2.6  # between two lines of a hatching


@dataclass(frozen=True, slots=True)
class Shape:
    """Path data, the classes that give it its look, and where it is put if it is a mark."""

    look: str
    path: str
    x: float = 0.0
    y: float = 0.0
    scale: float = 1.0


@dataclass(frozen=True, slots=True)
class ChartWords:
    """A line of text, from the left end of its baseline."""

    text: str
    x: float
    y: float
    look: str = ""


@dataclass(frozen=True, slots=True)
class Sketch:
    """What a type of chart draws."""

    height: float
    shapes: list[Shape]
    words: list[ChartWords]
    from_zero: bool = True
    unlabelled: int = 0  # labels for which there is no room under the axis


class Unfit(Exception):  # noqa: N818  # not an error of ours: the author's data, told by draw()
    """What does not fit, and the way out."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Frame:
    """What every type of chart needs to know."""

    table: DataTable
    width: float
    depth: float | None
    accent: str | None
    catalogue: Catalogue = field(default_factory=Catalogue)

    def pattern(self, row: int, series: int) -> str:
        """Return the look of a filled shape."""
        accent = self._accent(row, series)
        if accent:
            return "fill accent"
        if len(self.table.series) > 1:
            return f"fill {PATTERNS[series % len(PATTERNS)]}"
        return "fill pale" if self.accent else "fill solid"

    def look(self, row: int, series: int) -> str:
        """Return the look of a value or of a label."""
        return "accent strong" if self._accent(row, series) else ""

    def _accent(self, row: int, series: int) -> bool:
        name = self.table.series[series] if self.table.series else None
        return self.accent is not None and self.accent in (self.table.labels[row], name)


def filled(look: str, x: float, y: float, width: float, height: float) -> list[Shape]:
    """Return a rectangle, with the lines of its hatching if its look has one."""
    path = f"M{number(x)} {number(y)}h{number(width)}v{number(height)}h{number(-width)}Z"
    shapes = [Shape(look, path)]
    name = look.split()[-1]
    for way in _WAYS.get(name, ()):
        shapes.append(Shape("hatching", _hatching(x, y, width, height, way)))
    if name in ("across", "lattice"):
        rows = range(1, ceil(height / HATCH))
        lines = (points((x, y + n * HATCH), (x + width, y + n * HATCH)) for n in rows)
        shapes.append(Shape("hatching", "".join(lines)))
    if name in ("down", "lattice"):
        ranks = range(1, ceil(width / HATCH))
        lines = (points((x + n * HATCH, y), (x + n * HATCH, y + height)) for n in ranks)
        shapes.append(Shape("hatching", "".join(lines)))
    return [shape for shape in shapes if shape.path]


def _hatching(x: float, y: float, width: float, height: float, way: int) -> str:
    """Return slanting lines that fill a rectangle; ``way`` 1 rises to the right, -1 falls."""
    lines = []
    steps = ceil((width + height) / HATCH)
    for n in range(1, steps):
        along = n * HATCH
        x1, y1 = max(along - height, 0.0), min(along, height)
        x2, y2 = min(along, width), max(along - width, 0.0)
        if way < 0:
            y1, y2 = height - y1, height - y2
        lines.append(points((x + x1, y + y1), (x + x2, y + y2)))
    return "".join(lines)


def text(words: str, x: float, y: float, look: str = "", align: float = 0.0) -> ChartWords:
    """Return a text on the height ``y``; it starts at x, ``align`` 0.5 centres, 1 ends it there."""
    return ChartWords(
        words, x - align * wide(words, look), y + TYPE * labels.cap_height() / 2, look
    )


def wide(words: str, look: str = "") -> float:
    """Return the width of a text as a drawing sets it."""
    weight = labels.SEMIBOLD if "strong" in look else 400
    return labels.width(words, TYPE, weight, kern=False)


def wrapped(words: str, measure: float) -> list[str]:
    """Break a label into lines where it may end; a word that is too long stands by itself."""
    lines = [""]
    for word, apart in letters.units(words):
        longer = f"{lines[-1]} {word}".strip() if apart else lines[-1] + word
        if lines[-1] and wide(longer, "strong") > measure:
            lines.append(word)
        else:
            lines[-1] = longer
    return lines


def ticks(low: float, high: float, about: int = 5) -> list[float]:
    """Return round numbers that span two values, ``about`` so many."""
    span = (high - low) or abs(high) or 1.0
    raw = span / about
    power = 10 ** floor(log10(raw))
    step = next(m * power for m in (1, 2, 2.5, 5, 10) if m * power >= raw * 0.999)
    first, last = floor(low / step + 1e-9), ceil(high / step - 1e-9)
    return [n * step for n in range(first, last + 1)]


def tick_text(value: float, marks: Sequence[float], catalogue: Catalogue) -> str:
    """Return a number of a scale with as many decimals as the scale needs."""
    step = marks[1] - marks[0] if len(marks) > 1 else 1
    decimals = max(0, -floor(log10(step) + 1e-9)) if step < 1 else 0
    if step < 1 and abs(step * 10**decimals - round(step * 10**decimals)) > 1e-6:
        decimals += 1
    if 1 <= step < 10 and abs(step - round(step)) > 1e-6:
        decimals = 1
    return catalogue.number(Decimal(f"{value:.{decimals}f}"))


def block_of(words: str, x: float, middle: float, measure: float, look: str) -> list[ChartWords]:
    """Return a label in as many lines as it takes, ended at x and centred on a height."""
    lines = wrapped(words, measure)
    top = middle - (len(lines) - 1) * LEADING / 2
    return [text(line, x, top + n * LEADING, look, 1.0) for n, line in enumerate(lines)]
