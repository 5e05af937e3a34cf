"""Draw a timeline: a block of dated entries comes in, axis, bars, marks and placed entries go out.

The axis hangs in the side column: years, bars for ranges, a mark for each date that is as long as
the date is vague, and leaders to the entries, which are set as text in the columns beside it.
Lengths are in points from the upper left corner of the drawing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

from ..content.blocks import Timeline
from ..errors import Diagnostic
from ..text import inline
from ..text.catalogue import Catalogue
from . import alternatives, axis, labels
from .axis import Axis
from .dates import When
from .entries import Dated, capital
from .marks import SHAPES
from .paper import DEEPEST, HANG, LEADING, MEASURE, MM, SMALL, TYPE, points
from .site import Site

GAP = 3.0  # between two entries
YEAR = 14.0  # depth of a year where there is room to choose: a line of text
LONGEST_LEADER = 72.0  # how far an entry may be moved before a silence is shortened
LANE = 5.0  # from one bar to the next
BAR = 3.0
NUMERALS = 21.0
MARK = 7.0
PAD = 4.0  # above the first label and under the last

KeyMark = Literal[
    "year", "moment", "range", "after", "before", "expected", "bracket", "silence", "break"
]


@dataclass(frozen=True, slots=True)
class Numeral:
    """The number of a year; ``quiet`` if nothing is dated in it."""

    text: str
    y: float
    quiet: bool


@dataclass(frozen=True, slots=True)
class Bar:
    """A range: its whole stretch, and inside it what it fills for certain."""

    x: float
    top: float
    width: float
    height: float
    core: tuple[float, float] | None  # top and height


@dataclass(frozen=True, slots=True)
class Symbol:
    """A mark of a track at its entry; ``path`` in a box of ten by ten, put at x, y and scaled."""

    x: float
    y: float
    scale: float
    path: str
    hollow: bool
    accent: bool


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry: its number in the block, where its text stands, and what is printed with it."""

    number: int
    top: float
    height: float
    alone: bool  # on one line, which does not break
    date: str
    track: str
    accent: bool
    expected: bool


@dataclass(frozen=True, slots=True)
class TimelineDrawing:
    """A timeline, laid out. ``ticks``, ``spans``, ``leaders`` and ``brackets`` are path data."""

    width: float
    height: float
    left: float  # where the texts begin
    track_left: float
    axis_x: float
    axis: tuple[str, ...]
    axis_expected: str
    boundaries: tuple[str, ...]
    numerals: tuple[Numeral, ...]
    breaks: tuple[str, ...]
    silences: tuple[Bar, ...]  # grounds of years in which nothing is dated
    bars: tuple[Bar, ...]
    spans: tuple[str, ...]
    spans_expected: tuple[str, ...]
    arrows: tuple[str, ...]
    leaders: tuple[str, ...]
    leaders_expected: tuple[str, ...]
    brackets: tuple[str, ...]
    symbols: tuple[Symbol, ...]
    entries: tuple[Placed, ...]
    key: tuple[KeyMark, ...]
    left_out: tuple[str, ...]
    title: str
    description: str


def draw(block: Timeline, entries: Sequence[Dated], site: Site) -> TimelineDrawing | Diagnostic:
    """Lay the timeline out; a ``Diagnostic`` if its entries do not fit in the depth there is."""
    items = _groups(entries)
    needed = sum(_depth(item) for item in items) + GAP * (len(items) - 1) + 2 * PAD
    after = max(block.last + 1, *(e.when.years[1] + 1 for e in entries if e.entry.expected), 0)
    depth = _drawing_depth(block, after, needed)
    if needed > depth or depth > DEEPEST:
        at = site.source.at((*site.loc, "depth" if block.depth else "entries"))
        wanted = needed if needed > depth else depth
        least = f"{needed / MM:.0f} mm" if needed <= DEEPEST else "more than a page"
        there = min(depth, DEEPEST)
        return Diagnostic(
            f"the timeline takes {wanted / MM:.0f} mm, and {there / MM:.0f} mm are there",
            at,
            f"its entries need {least}: shorten texts, give more `depth`, or make two timelines",
        )
    line = Axis(block.first, after, depth)
    gaps = list(axis.silences(line.first, line.after, [e.when.years for e in entries]))
    places = _places(items, line)
    while gaps and _farthest(items, places, line) > LONGEST_LEADER:
        line = line.with_break(gaps.pop(0))
        places = _places(items, line)
    return _Pen(block, line, items, places, site.words).drawing()


def _groups(entries: Sequence[Dated]) -> list[tuple[Dated, ...]]:
    """Join neighbours that are dated by the same year alone: no order among them is known."""
    found: list[tuple[Dated, ...]] = []
    for (alone, _), group in groupby(
        entries, key=lambda d: (d.number if d.alone else -1, d.when.start)
    ):
        members = tuple(group)
        found += [(m,) for m in members] if alone >= 0 else [members]
    return found


def _depth(item: Sequence[Dated]) -> float:
    return sum(d.height for d in item) + GAP * (len(item) - 1)


def _drawing_depth(block: Timeline, after: int, needed: float) -> float:
    if block.depth is not None:
        return block.depth * MM
    natural = max(min((after - block.first) * YEAR, 150 * MM), needed * 1.1)
    return min(max(natural, 50 * MM), max(needed, 168 * MM))


def _wish(item: Sequence[Dated], line: Axis) -> float:
    """Where the leader of an item leaves the axis."""
    when = item[0].when
    if when.inner is not None:
        return line.place((when.start + when.inner[0]) / 2)
    return line.place(when.middle)


def _hook(item: Sequence[Dated]) -> float:
    """Where the leader arrives: in the first line of an entry, or midway down a bracket."""
    return LEADING / 2 if len(item) == 1 else _depth(item) / 2


def _places(items: Sequence[Sequence[Dated]], line: Axis) -> tuple[float, ...]:
    wishes: list[float] = []
    for item in items:  # a year alone may lie anywhere in it, so its leader crosses no other
        low = wishes[-1] if wishes else 0.0
        high = line.place(item[0].when.end)
        wishes.append(min(max(_wish(item, line), low), max(high, low)))
    boxes = [
        labels.LabelItem(_depth(item), _hook(item), wish + PAD)
        for item, wish in zip(items, wishes, strict=True)
    ]
    return tuple(top - PAD for top in labels.spread(boxes, line.depth + 2 * PAD, GAP))


def _farthest(items: Sequence[Sequence[Dated]], places: Sequence[float], line: Axis) -> float:
    return max(
        abs(top + _hook(item) - _wish(item, line)) for item, top in zip(items, places, strict=True)
    )


class _Pen:
    """Draws what was placed."""

    def __init__(
        self,
        block: Timeline,
        line: Axis,
        items: Sequence[Sequence[Dated]],
        places: Sequence[float],
        house: Catalogue,
    ) -> None:
        self.block, self.line, self.house = block, line, house
        self.items, self.places = items, places
        self.entries = [dated for item in items for dated in item]
        self.tracks = {track.id: track for track in block.tracks}
        self.lanes = _lanes([d.when for d in self.entries if d.when.inner is not None])
        lanes = 1 + max(self.lanes.values(), default=-1)
        self.axis_x = NUMERALS + LANE * lanes + 4
        longest = max(
            labels.width(inline.plain(t.label), SMALL, labels.SEMIBOLD) for t in block.tracks
        )
        self.track_left = HANG - 7 - longest
        self.mark_x = self.track_left - 3 - MARK / 2

    def drawing(self) -> TimelineDrawing:
        leaders, expected, brackets, symbols, placed = self._entries()
        spans, later, arrows = self._spans()
        scale = self.line.place
        ends = [scale(self.line.first), *self._edges(), scale(self.block.last + 1)]
        return TimelineDrawing(
            width=HANG + MEASURE,
            height=self.line.depth + 2 * PAD,
            left=HANG,
            track_left=self.track_left,
            axis_x=self.axis_x,
            axis=tuple(
                points((self.axis_x, self._y(a)), (self.axis_x, self._y(b)))
                for a, b in zip(ends[::2], ends[1::2], strict=True)
            ),
            axis_expected=(
                points((self.axis_x, self._y(ends[-1])), (self.axis_x, self._y(self.line.depth)))
                if self.line.after > self.block.last + 1
                else ""
            ),
            boundaries=self._boundaries(),
            numerals=tuple(self._numerals()),
            breaks=self._breaks(),
            silences=self._silences(),
            bars=tuple(self._bars()),
            spans=spans,
            spans_expected=later,
            arrows=arrows,
            leaders=leaders,
            leaders_expected=expected,
            brackets=brackets,
            symbols=symbols,
            entries=placed,
            key=self._key(),
            left_out=tuple(f"{gap.first}–{gap.after - 1}" for gap in self.line.breaks),
            title=self.house.say("timeline-title", first=self.block.first, last=self.block.last),
            description=self._description(),
        )

    def _y(self, depth: float) -> float:
        return depth + PAD

    def _edges(self) -> list[float]:
        """Where the axis stops and goes on at each silence that was shortened."""
        found = []
        for gap in self.line.breaks:
            top, bottom = self.line.place(gap.first), self.line.place(gap.after)
            middle = (top + bottom) / 2
            found += [middle - 2, middle + 2]
        return found

    def _breaks(self) -> tuple[str, ...]:
        """Two slanting strokes across the axis."""
        return tuple(
            points((self.axis_x - 4, self._y(y) + 1.5), (self.axis_x + 4, self._y(y) - 1.5))
            for y in self._edges()
        )

    def _numerals(self) -> Sequence[Numeral]:
        told = {y for d in self.entries for y in d.when.years}
        every = axis.step(self.line.scale, LEADING)
        found = []
        for year in self.line.shown():
            if year % every == 0:
                middle = self.line.place(year + 0.5) if every == 1 else self.line.place(year)
                y = self._y(middle) + TYPE * labels.cap_height() / 2
                found.append(Numeral(str(year), y, every == 1 and year not in told))
        return found

    def _boundaries(self) -> tuple[str, ...]:
        every = axis.step(self.line.scale, 4.0)
        inside = {gap.first + n for gap in self.line.breaks for n in range(1, gap.years)}
        years = (y for y in range(self.line.first, self.line.after + 1) if y % every == 0)
        return tuple(
            points((self.axis_x - 2, self._y(y)), (self.axis_x, self._y(y)))
            for y in (self.line.place(year) for year in years if year not in inside)
        )

    def _silences(self) -> tuple[Bar, ...]:
        """Return the ground of each stretch of years without a date, numerals to axis."""
        years = [d.when.years for d in self.entries]
        stretches = axis.silences(self.line.first, self.line.after, years)
        found = []
        for gap in sorted(stretches, key=lambda gap: gap.first):
            top, bottom = (self._y(self.line.place(y)) for y in (gap.first, gap.after))
            found.append(Bar(0, top, self.axis_x, bottom - top, None))
        return tuple(found)

    def _bars(self) -> Sequence[Bar]:
        found = []
        for d in self.entries:
            if d.when.inner is None:
                continue
            top, bottom = (self._y(self.line.place(t)) for t in (d.when.start, d.when.end))
            inner = tuple(self._y(self.line.place(t)) for t in d.when.inner)
            core = (inner[0], inner[1] - inner[0]) if inner[1] > inner[0] else None
            x = NUMERALS + LANE * self.lanes[d.when]
            found.append(Bar(x, top + 0.5, BAR, bottom - top - 1, core))
        return found

    def _spans(self) -> tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]:
        """Return the marks on the axis: brackets for years, ticks for months and days; arrows."""
        spans: dict[str, None] = {}
        later: dict[str, None] = {}
        arrows: dict[str, None] = {}
        x = self.axis_x
        for d in self.entries:
            top, bottom = (self._y(self.line.place(t)) for t in (d.when.start, d.when.end))
            path = points((x, (top + bottom) / 2), (x + 4, (top + bottom) / 2))
            if d.when.inner is not None:
                continue
            if d.when.precision in ("after", "before"):
                down = 1 if d.when.precision == "after" else -1
                y = bottom if down > 0 else top
                path = points((x, y), (x + 3, y), (x + 3, y + 6 * down))
                tip = y + 7.5 * down
                arrows[
                    points((x + 1.2, tip - 2.6 * down), (x + 3, tip), (x + 4.8, tip - 2.6 * down))
                ] = None
            elif bottom - top > 4:
                path = points((x, top + 1), (x + 3, top + 1), (x + 3, bottom - 1), (x, bottom - 1))
            (later if d.entry.expected else spans)[path] = None
        return tuple(spans), tuple(later), tuple(arrows)

    def _entries(
        self,
    ) -> tuple[
        tuple[str, ...], tuple[str, ...], tuple[str, ...], tuple[Symbol, ...], tuple[Placed, ...]
    ]:
        leaders: list[str] = []
        expected: list[str] = []
        brackets: list[str] = []
        symbols: list[Symbol] = []
        placed: list[Placed] = []
        for item, top in zip(self.items, self.places, strict=True):
            y = self._y(top)
            many = len(item) > 1
            end = self.mark_x - MARK / 2 - (6 if many else 2.5)
            path = self._leader(item[0], self._y(_wish(item, self.line)), end, y + _hook(item))
            (expected if item[0].entry.expected else leaders).append(path)
            if many:
                x, low, high = end, y + 1.5, y + _depth(item) - 1.5
                brackets.append(points((x + 3, low), (x, low), (x, high), (x + 3, high)))
            for dated in item:
                symbols.append(self._symbol(dated, y + LEADING / 2))
                placed.append(self._placed(dated, y))
                y += dated.height + GAP
        return tuple(leaders), tuple(expected), tuple(brackets), tuple(symbols), tuple(placed)

    def _leader(self, dated: Dated, start: float, end_x: float, end: float) -> str:
        """Straight out from the axis, slanting in the middle, straight in to the entry."""
        x = self.axis_x + (0 if dated.when.inner else 3)
        if dated.when.inner:
            x = NUMERALS + LANE * self.lanes[dated.when] + BAR
        return points((x, start), (self.axis_x + 7, start), (end_x - 5, end), (end_x, end))

    def _symbol(self, dated: Dated, y: float) -> Symbol:
        track = self.tracks[dated.entry.track]
        size = MARK / 10
        return Symbol(
            self.mark_x - MARK / 2,
            y - MARK / 2,
            size,
            SHAPES[track.symbol],
            dated.entry.expected,
            track.accent,
        )

    def _placed(self, dated: Dated, top: float) -> Placed:
        track = self.tracks[dated.entry.track]
        return Placed(
            dated.number,
            top,
            dated.height,
            dated.lines == 1,
            capital(dated.when.words),
            track.id,
            track.accent,
            dated.entry.expected,
        )

    def _key(self) -> tuple[KeyMark, ...]:
        """Return the marks that are in use and want a word, in the order of the key."""
        kinds: dict[KeyMark, bool] = {
            "year": any(d.when.precision == "year" for d in self.entries),
            "moment": any(d.when.precision in ("month", "day", "part") for d in self.entries),
            "range": any(d.when.inner for d in self.entries),
            "after": any(d.when.precision == "after" for d in self.entries),
            "before": any(d.when.precision == "before" for d in self.entries),
            "expected": any(d.entry.expected for d in self.entries),
            "bracket": any(len(item) > 1 for item in self.items),
            "silence": bool(self._silences()),
            "break": bool(self.line.breaks),
        }
        return tuple(name for name, used in kinds.items() if used)

    def _description(self) -> str:
        """Say in words what the drawing shows; the entries themselves follow it as text."""
        happened = [d for d in self.entries if not d.entry.expected]
        scale = self.house.say("timeline-scale")
        if self.line.breaks:
            gaps = ", ".join(f"{g.first}–{g.after - 1}" for g in self.line.breaks)
            scale = self.house.say("timeline-scale-broken", gaps=gaps)
        expected = len(self.entries) - len(happened)
        labels = [inline.plain(self.tracks[d.entry.track].label) for d in self.entries]
        whens = [d.when for d in happened]
        told = [
            alternatives.dates(whens, self.block.first, self.block.last, self.house),
            alternatives.tracks(labels, self.house),
            self.house.say("timeline-hollow", number=expected) if expected else "",
        ]
        said = " ".join(filter(None, told))
        return self.house.say("timeline-drawn", scale=scale, dates=said)


def _lanes(ranges: Sequence[When]) -> dict[When, int]:
    """Give every range the first lane in which nothing overlaps or touches it."""
    lanes: list[float] = []
    found = {}
    for when in sorted(set(ranges), key=lambda w: (w.start, w.end)):
        lane = next((n for n, end in enumerate(lanes) if end < when.start), len(lanes))
        lanes[lane : lane + 1] = [when.end]
        found[when] = lane
    last = len(lanes) - 1
    return {when: last - lane for when, lane in found.items()}  # the first lane next to the axis
