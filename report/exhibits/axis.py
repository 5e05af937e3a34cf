"""An axis of years down a drawing: years and depth come in, a place for every date goes out.

It is to scale. Where that leaves no room, the longest silences are shortened, and say so.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

BREAK = 15.0  # depth of a silence that was shortened
SILENCE = 3  # years: a shorter one is not worth a break


@dataclass(frozen=True, slots=True)
class Gap:
    """Whole years without a date, from the start of ``first`` to the start of ``after``."""

    first: int
    after: int

    @property
    def years(self) -> int:
        """How many years it leaves out."""
        return self.after - self.first


@dataclass(frozen=True, slots=True)
class Axis:
    """An axis from the start of one year to the start of another; ``breaks`` are in order."""

    first: int
    after: int
    depth: float
    breaks: tuple[Gap, ...] = ()

    @property
    def scale(self) -> float:
        """Points for each year that is not left out."""
        shown = self.after - self.first - sum(gap.years for gap in self.breaks)
        return (self.depth - BREAK * len(self.breaks)) / shown

    def place(self, year: float) -> float:
        """Return the depth at which a moment lies, from the top of the axis."""
        y = (year - self.first) * self.scale
        for gap in self.breaks:
            if year >= gap.after:
                y += BREAK - gap.years * self.scale
            elif year > gap.first:
                part = (year - gap.first) / gap.years
                y += part * BREAK - (year - gap.first) * self.scale
        return y

    def shown(self) -> Iterable[int]:
        """Yield the years that are not left out."""
        for year in range(self.first, self.after):
            if not any(gap.first <= year < gap.after for gap in self.breaks):
                yield year

    def with_break(self, gap: Gap) -> "Axis":
        """Return the same axis with one more silence shortened."""
        breaks = tuple(sorted((*self.breaks, gap), key=lambda g: g.first))
        return Axis(self.first, self.after, self.depth, breaks)


def silences(first: int, after: int, dated: Iterable[tuple[int, int]]) -> Sequence[Gap]:
    """Return the stretches of years that no date touches, the longest first."""
    touched = sorted({year for start, end in dated for year in range(start, end + 1)})
    edges = [first - 1, *(y for y in touched if first <= y < after), after]
    gaps = [Gap(a + 1, b) for a, b in pairwise(edges) if b - a - 1 >= SILENCE]
    return sorted(gaps, key=lambda gap: (-gap.years, gap.first))


def step(scale: float, leading: float) -> int:
    """Return the smallest round number of years whose numerals stand clear of each other."""
    steps = (1, 2, 5, 10, 20, 25, 50, 100, 200, 500, 1000, 10000)
    return next(years for years in steps if years * scale >= leading)
