"""A timeline and its printed drawing come in; the same entries in lanes go out, one lane a track.

The printed drawing is as deep as its entries are long, and cannot re-wrap. Here the dates lie to
scale on lines across the window, in two widths, and the entries follow as a list.
"""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ..content.blocks import Timeline
from ..exhibits import dates
from ..exhibits.dates import When
from ..exhibits.marks import SHAPES
from ..exhibits.timeline import TimelineDrawing
from ..text.inline import plain

_Scale = Callable[[float], float]
_PAD = 6.0
_FOOT = 26.0  # under the axis, for the years
_LETTER = 7.2  # width of a letter of a year's number
_STEPS = (1, 2, 5, 10, 20, 25, 50, 100, 200, 250, 500, 1000)


@dataclass(frozen=True, slots=True)
class Dot:
    """One date: its stretch, its mark, and of a range what it fills for certain."""

    sort: str  # range, moment, year, after, before
    x: float
    y: float
    begins: float
    ends: float
    inner: tuple[float, float] | None
    path: str
    accent: bool
    hollow: bool


@dataclass(frozen=True, slots=True)
class Lane:
    """A track: its words, and the line that its dates lie on."""

    label: str
    x: float
    y: float
    line: float


@dataclass(frozen=True, slots=True)
class YearMark:
    """A year under the axis."""

    text: str
    x: float


@dataclass(frozen=True, slots=True)
class Lanes:
    """The timeline in lanes; lengths are in pixels of the drawing."""

    css: str
    width: float
    height: float
    left: float
    right: float
    top: float
    bottom: float
    lanes: tuple[Lane, ...]
    dots: tuple[Dot, ...]
    years: tuple[YearMark, ...]
    expected: float  # where the years begin in which things are expected; none beyond `right`
    size: float
    title: str
    description: str


def wide(block: Timeline, drawing: TimelineDrawing) -> Lanes:
    """Return the lanes for a wide window: the words of a track beside its line."""
    longest = max(len(plain(track.label)) for track in block.tracks)
    return _drawn(block, drawing, "wide", 940.0, min(14.0 + 7.0 * longest, 220.0), 30.0)


def narrow(block: Timeline, drawing: TimelineDrawing) -> Lanes:
    """Return the lanes for a narrow window: the words of a track above its line."""
    return _drawn(block, drawing, "narrow", 340.0, 0.0, 42.0)


def _drawn(
    block: Timeline, drawing: TimelineDrawing, css: str, width: float, left: float, high: float
) -> Lanes:
    whens = [dates.read(entry.when) for entry in block.entries]
    expected = any(entry.expected for entry in block.entries)
    last = max([block.last + 1, *(int(when.end) + 1 for when in whens)])
    span = max(last - block.first, 1)
    right = width - _PAD
    scale = (right - left - _PAD) / span

    def x(year: float) -> float:
        return round(left + _PAD + (min(max(year, block.first), last) - block.first) * scale, 1)

    top = 8.0
    lines = {track.id: top + number * high + high / 2 for number, track in enumerate(block.tracks)}
    size = 10.0 if css == "narrow" else 12.0
    bottom = top + len(block.tracks) * high
    return Lanes(
        *(css, width, bottom + _FOOT, left, right, top, bottom),
        tuple(
            Lane(
                plain(track.label),
                0.0,
                lines[track.id] + (-11 if css == "narrow" else 4.5),
                lines[track.id],
            )
            for track in block.tracks
        ),
        tuple(_dots(block, whens, lines, x)),
        tuple(_years(block.first, last, scale, x)),
        x(block.last + 1) if expected else width + 1,
        size,
        drawing.title,
        drawing.description,
    )


def _dots(block: Timeline, whens: list[When], lines: dict[str, float], x: _Scale) -> Iterator[Dot]:
    """Yield the dates; several of one time and track stand side by side within it."""
    tracks = {track.id: track for track in block.tracks}
    same = Counter((entry.track, entry.when) for entry in block.entries)
    met: Counter[tuple[str, str]] = Counter()
    for entry, when in zip(block.entries, whens, strict=True):
        own = entry.track, entry.when
        met[own] += 1
        track = tracks[entry.track]
        share = met[own] / (same[own] + 1)
        at = when.start + share * (when.end - when.start)
        inner = when.inner
        sort = "range" if inner else _SORTS.get(when.precision, "moment")
        yield Dot(
            *(sort, x(at), lines[entry.track], x(when.start), x(when.end)),
            (x(inner[0]), x(inner[1])) if inner else None,
            *(SHAPES[track.symbol or "disc"], track.accent, entry.expected),
        )


_SORTS = {"year": "year", "part": "year", "month": "moment", "day": "moment"} | {
    "after": "after",
    "before": "before",
}


def _years(first: int, last: int, scale: float, x: _Scale) -> Iterator[YearMark]:
    """Yield the years that are named: as many as have room."""
    room = 5 * _LETTER
    step = next((step for step in _STEPS if step * scale >= room), _STEPS[-1])
    for year in range(first, last):
        if year % step == 0:
            yield YearMark(str(year), x(year + 0.5))
