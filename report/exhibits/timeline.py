"""Set out a timeline: dated entries come in, its years and where each entry lies go out.

Each year has its row, the empty ones too, so that rows and dates cannot disagree; each entry has a
mark in the column of its track. Where there are more rows than a page has, the longest stretches
without a date take one row each, and say so. Beside its row each entry has its share of the span,
for themes that draw an axis.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from ..content.blocks import Timeline
from ..text import inline
from . import alternatives, labels
from .dates import When
from .entries import Dated, capital
from .marks import SHAPES
from .paper import MM, TYPE, grid
from .site import Site

ROW = 12.5  # depth of an empty year
SILENCE = 3  # years: a shorter stretch is not worth its words
YEARS, STRETCH = 11.0 * MM, 19.0 * MM  # width of the column of years; where a row has several
LANE = 2.4 * MM  # a bar
APART = 9.0  # between the heads of tracks
NARROWEST, TEXT = 9.0 * MM, 46.0 * MM  # at least: the column of a track, that of what is said

KeyMark = Literal["range", "bracket", "silence", "break"]


@dataclass(frozen=True, slots=True)
class TrackColumn:
    """The column of a track: its share of the width, and its mark in a box of ten by ten."""

    id: str
    share: float
    accent: bool
    path: str


@dataclass(frozen=True, slots=True)
class Placed:
    """An entry: its number in the block, its date in words, where it lies.

    ``date`` goes with the year in front of its row, and is empty where that says it all; ``dated``
    is the whole date. ``start`` and ``end`` are shares of the span, in per cent; ``column`` counts
    tracks, from 0.
    """

    number: int
    date: str
    dated: str
    start: float
    end: float
    track: str
    column: int
    accent: bool
    expected: bool


@dataclass(frozen=True, slots=True)
class YearRow:
    """A year with its entries, or a stretch of years without; which lanes have a bar in it.

    ``silent`` years have no date at all; the first of a stretch has the rows that it takes, and
    what is said there.
    """

    label: str
    entries: tuple[Placed, ...]
    lanes: tuple[bool, ...]
    silent: bool
    stretch: int
    words: str
    expected: bool


@dataclass(frozen=True, slots=True)
class TimelineDrawing:
    """A timeline, set out; shares are parts of its width, in per cent."""

    years_share: float
    lane_share: float
    lanes: int
    columns: tuple[TrackColumn, ...]
    text_share: float  # of what the entries say
    rows: tuple[YearRow, ...]
    row_depth: float  # at least, in points
    long: bool  # it takes more than a page
    key: tuple[KeyMark, ...]
    left_out: tuple[str, ...]
    title: str
    description: str

    @property
    def entries(self) -> tuple[Placed, ...]:
        """All entries, in their order."""
        return tuple(entry for row in self.rows for entry in row.entries)


def draw(block: Timeline, entries: Sequence[Dated], site: Site) -> TimelineDrawing:
    """Set the timeline out."""
    after = max(block.last + 1, *(e.when.years[1] + 1 for e in entries if e.entry.expected), 0)
    places = {track.id: n for n, track in enumerate(block.tracks)}
    lanes = _lanes([d.when for d in entries if d.when.inner is not None])
    across = len(set(lanes.values()))
    placed = [_placed(d, block, places, after) for d in entries]
    stretches = _stretches(block, entries, after)
    merged = _merged(stretches, _needed(block, entries, after))
    rows = _rows(block, entries, placed, lanes, stretches, merged, after, site)
    years, columns = _widths(block, lanes=across, wide=bool(merged))
    happened = [d.when for d in entries if not d.entry.expected]
    named = [inline.plain(block.tracks[places[d.entry.track]].label) for d in entries]
    told = (
        alternatives.dates(happened, block.first, block.last, site.words),
        alternatives.tracks(named, site.words),
    )
    depth = block.depth * MM / len(rows) if block.depth else ROW
    return TimelineDrawing(
        years_share=100 * years / grid().full,
        lane_share=100 * LANE / grid().full,
        lanes=across,
        columns=columns,
        text_share=100 * (1 - (years + across * LANE) / grid().full)
        - sum(column.share for column in columns),
        rows=tuple(rows),
        row_depth=depth,
        long=sum(max(len(row.entries), 1) for row in rows) * depth > grid().deepest,
        key=_key(entries, stretches, merged),
        left_out=tuple(f"{a}–{b}" for a, b in merged),
        title=site.words.say("timeline-title", first=block.first, last=block.last),
        description=" ".join(filter(None, told)),
    )


def _placed(dated: Dated, block: Timeline, places: dict[str, int], after: int) -> Placed:
    track = block.tracks[places[dated.entry.track]]
    when, span = dated.when, after - block.first
    return Placed(
        number=dated.number,
        date=_within_year(when),
        dated=capital(when.words),
        start=100 * (when.start - block.first) / span,
        end=min(100 * (when.end - block.first) / span, 100.0),
        track=track.id,
        column=places[track.id],
        accent=track.accent,
        expected=dated.entry.expected,
    )


def _within_year(when: When) -> str:
    """Return the words of a date without its year, where they end with it: 27 February, Late."""
    if when.precision == "year":
        return ""
    words = capital(when.words)
    year = f" {when.years[0]}"
    exact = when.precision in ("part", "month", "day") and words.endswith(year)
    return words.removesuffix(year) if exact and words.removesuffix(year)[-3:] != " de" else words


def _stretches(block: Timeline, entries: Sequence[Dated], after: int) -> list[tuple[int, int]]:
    """Return the first and last year of each stretch that no date touches."""
    touched = {
        year for d in entries for year in range(d.when.years[0], min(d.when.years[1], after) + 1)
    }
    found: list[tuple[int, int]] = []
    for year in (y for y in range(block.first, after) if y not in touched):
        if found and found[-1][1] == year - 1:
            found[-1] = found[-1][0], year
        else:
            found.append((year, year))
    return found


def _needed(block: Timeline, entries: Sequence[Dated], after: int) -> int:
    """Return how many rows there are, each year and each further entry of it in one of its own."""
    dated = [d.when.years[0] for d in entries]
    return sum(max(dated.count(year), 1) for year in range(block.first, after))


def _merged(stretches: Sequence[tuple[int, int]], rows: int) -> list[tuple[int, int]]:
    """Return the stretches that take one row, the longest first, until a page holds the rows."""
    most, found = int(grid().deepest / ROW), []
    for first, last in sorted(stretches, key=lambda s: (s[0] - s[1], s[0])):
        if rows <= most or last - first + 1 < SILENCE:
            break
        rows -= last - first
        found.append((first, last))
    return sorted(found)


def _rows(
    block: Timeline,
    entries: Sequence[Dated],
    placed: Sequence[Placed],
    lanes: dict[When, int],
    stretches: Sequence[tuple[int, int]],
    merged: Sequence[tuple[int, int]],
    after: int,
    site: Site,
) -> list[YearRow]:
    begins = {first: (first, last) for first, last in stretches}
    silent = {year for first, last in stretches for year in range(first, last + 1)}
    left_out = {year for first, last in merged for year in range(first + 1, last + 1)}
    found = []
    for year in (y for y in range(block.first, after) if y not in left_out):
        first, last = begins.get(year, (0, -1))
        one = (first, last) in merged
        said = site.words.say("timeline-none", years=f"{first}–{last}")
        filled = {n for when, n in lanes.items() if when.years[0] <= year <= when.years[1]}
        found.append(
            YearRow(
                label=f"{first}–{last}" if one else str(year),
                entries=tuple(
                    p for d, p in zip(entries, placed, strict=True) if d.when.years[0] == year
                ),
                lanes=tuple(n in filled for n in range(len(set(lanes.values())))),
                silent=year in silent,
                stretch=1 if one else last - first + 1,
                words=said if last - first + 1 >= SILENCE else "",
                expected=year > block.last,
            )
        )
    return found


def _widths(block: Timeline, *, lanes: int, wide: bool) -> tuple[float, tuple[TrackColumn, ...]]:
    """Return the width of the years, and the columns of the tracks, as wide as their words.

    They hold marks alone; all entries stand beside them, in a column that has the rest.
    """
    years = STRETCH if wide else YEARS
    most = grid().full - years - lanes * LANE - TEXT
    widths = [max(_widest(inline.plain(track.label)) + APART, NARROWEST) for track in block.tracks]
    if sum(widths) > most:
        widths = [width * most / sum(widths) for width in widths]
    columns = tuple(
        TrackColumn(
            track.id,
            100 * width / grid().full,
            track.accent,
            SHAPES[track.symbol or "disc"],
        )
        for track, width in zip(block.tracks, widths, strict=True)
    )
    return years, columns


def _widest(label: str) -> float:
    return max((labels.width(word, TYPE, labels.SEMIBOLD) for word in label.split()), default=0.0)


def _key(
    entries: Sequence[Dated],
    stretches: Sequence[tuple[int, int]],
    merged: Sequence[tuple[int, int]],
) -> tuple[KeyMark, ...]:
    """Return the marks that are in use and want a word, in the order of the key."""
    alone = [d.when.years[0] for d in entries if d.when.precision == "year"]
    kinds: dict[KeyMark, bool] = {
        "range": any(d.when.inner for d in entries),
        "silence": bool(stretches),
        "bracket": any(
            sum(d.when.years[0] == year for d in entries) > 1 for year in dict.fromkeys(alone)
        ),
        "break": bool(merged),
    }
    return tuple(name for name, used in kinds.items() if used)


def _lanes(ranges: Sequence[When]) -> dict[When, int]:
    """Give every range the first lane in which no other has the same year."""
    lanes: list[int] = []
    found = {}
    for when in sorted(set(ranges), key=lambda w: (w.start, w.end)):
        lane = next((n for n, end in enumerate(lanes) if end < when.years[0]), len(lanes))
        lanes[lane : lane + 1] = [when.years[1]]
        found[when] = lane
    return found
