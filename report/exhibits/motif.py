"""The cover's motif: the dates of a timeline come in, ticks and bars for the band go out.

It is the timeline's own data, to scale, lying down. Lengths are in millimetres.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..content.blocks import Timeline
from ..errors import Diagnostic
from . import alternatives, labels
from .entries import Dated
from .paper import MM
from .site import Site

WIDTH = 166.0
HEIGHT = 12.8
LINE = 6.8  # where the axis lies
TEXT = 2.9  # size of the years
TALL, SHORT = 6.6, 4.4
BARS = (5.0, 3.6)  # of ranges that follow each other, and of one beside another
BASELINE = 10.2


@dataclass(frozen=True, slots=True)
class Tick:
    """One date."""

    x: float
    top: float


@dataclass(frozen=True, slots=True)
class MotifBar:
    """One range."""

    x: float
    y: float
    width: float


@dataclass(frozen=True, slots=True)
class Year:
    """A year that is named."""

    text: str
    x: float


@dataclass(frozen=True, slots=True)
class Motif:
    """The motif, laid out."""

    width: float
    height: float
    line: float
    baseline: float
    size: float
    ticks: tuple[Tick, ...]
    bars: tuple[MotifBar, ...]
    years: tuple[Year, ...]
    title: str
    description: str


def draw(block: Timeline, entries: Sequence[Dated], site: Site) -> Motif | list[Diagnostic]:
    """Lay the motif out; problems tell years that are not on the axis, or that would collide."""
    scale = WIDTH / (block.last + 1 - block.first)
    problems = []
    years: list[Year] = []
    for n, year in enumerate(block.labelled):
        span = site.source.at((*site.loc, "labelled", n))
        if not block.first <= year <= block.last:
            problem = f"{year} is not between {block.first} and {block.last}"
            problems.append(Diagnostic(problem, span))
            continue
        wide = labels.width(str(year), TEXT * MM, kern=False) / MM
        middle = (year + 0.5 - block.first) * scale
        x = min(max(middle - wide / 2, 0.0), WIDTH - wide)
        if years and x < years[-1].x + wide + 1:
            hint = "name fewer years, in the order of time"
            problems.append(Diagnostic(f"{year} collides with the year before it", span, hint))
        years.append(Year(str(year), x))
    if problems:
        return problems
    told = [e for e in entries if not e.entry.expected]
    return Motif(
        WIDTH,
        HEIGHT,
        LINE,
        BASELINE,
        TEXT,
        tuple(_ticks(block, told, scale)),
        tuple(_bars(block, told, scale)),
        tuple(years),
        site.words.say("motif-title", first=block.first, last=block.last),
        alternatives.dates([e.when for e in told], block.first, block.last, site.words),
    )


def _ticks(block: Timeline, entries: Sequence[Dated], scale: float) -> list[Tick]:
    """Dates by the year alone stand evenly in their year: where in it they belong is not known."""
    found = []
    for entry in entries:
        when = entry.when
        if when.inner is not None:
            continue
        moment = when.middle
        if when.precision == "year":
            year = [e.number for e in entries if e.when == when]
            moment = when.start + (year.index(entry.number) + 1) / (len(year) + 1)
        tall = when.years[0] in block.labelled
        found.append(Tick((moment - block.first) * scale, LINE - (TALL if tall else SHORT)))
    return found


def _bars(block: Timeline, entries: Sequence[Dated], scale: float) -> list[MotifBar]:
    """Draw each range from the middle of its first date to the middle of its last."""
    found: list[MotifBar] = []
    for when in (e.when for e in entries):
        if when.inner is None:
            continue
        start = (when.start + when.inner[0]) / 2
        end = (when.inner[1] + when.end) / 2
        level = BARS[len(found) % len(BARS)]
        found.append(MotifBar((start - block.first) * scale, LINE - level, (end - start) * scale))
    return found
