"""Laid-out parts come in, one to run on under the other; what pages they would come to goes out.

Nothing is laid out for it: lines, rows and figures keep their depths, and are put on pages anew.
That is rough, so it is done with room to spare and without it, and each way is an answer.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ..press.fragment import Fragment

_BETWEEN = 0.02  # of a page: the space above a section that runs on
_GIVES = (-0.03, -0.01, 0.01, 0.03)  # of a page: how much more, or less, might go on it
_GAPS = (0.0, 10.0)  # pixels above what stood at the head of a page, and may do so no more
_ABOVE_NOTES = 24.0  # pixels, where there were none


class ForeseenPage(NamedTuple):
    """What a page would hold; lengths in CSS pixels."""

    depth: float  # of the area that text and notes share
    used: float
    notes: float


def ways(fragments: Sequence[Fragment]) -> Iterator[list[ForeseenPage]]:
    """Yield the pages that fragments may come to, where each runs on under the one before it.

    A way in which one of them would begin a page is left out. Nothing is yielded unless it is known
    what stands on their pages.
    """
    for give in _GIVES:
        for gap in _GAPS:
            stack = _Stack(give, gap, _above(fragments))
            if all(map(stack.add, fragments)):
                yield stack.all()


def _above(fragments: Sequence[Fragment]) -> float:
    """Return the space above the notes of a page."""
    found = (page.above_notes for fragment in fragments for page in fragment.pages)
    return max(found, default=0.0) or _ABOVE_NOTES


@dataclass
class _Stack:
    give: float
    gap: float
    above: float
    _done: list[ForeseenPage] = field(default_factory=list)
    _depth: float = 0.0
    _used: float = 0.0
    _notes: float = 0.0

    def add(self, fragment: Fragment) -> bool:
        """Put a part under those before; return whether its head stands there."""
        if not self._depth:
            *full, last = fragment.pages
            self._done += [ForeseenPage(p.text_depth, p.used, p.note_depth) for p in full]
            self._depth, self._used = last.text_depth, last.used
            self._notes = max(last.note_depth - last.above_notes, 0.0)
            return True
        begun = len(self._done)
        for number, group in enumerate(_groups(fragment, self.gap)):
            self._put(group, None if number else _BETWEEN * self._depth)
            if number == 0 and len(self._done) > begun:
                return False
        return True

    def _put(self, group: "list[_Block]", gap: float | None) -> None:
        depth = sum(block.gap + block.depth for block in group)
        if gap is not None:
            depth += gap - group[0].gap
        if self._fits(depth, sum(block.notes for block in group)):
            self._take(depth, sum(block.notes for block in group))
            return
        self._end_page()
        for number, block in enumerate(group):
            if number and not self._fits(block.gap + block.depth, block.notes):
                self._end_page()
            self._take(block.depth + (block.gap if self._used else 0.0), block.notes)

    def _fits(self, depth: float, notes: float) -> bool:
        foot = self._notes + notes
        whole = self._used + depth + foot + (self.above if foot else 0.0)
        return whole <= self._depth * (1 + self.give)

    def _take(self, depth: float, notes: float) -> None:
        self._used += depth
        self._notes += notes

    def _end_page(self) -> None:
        notes = self._notes + self.above if self._notes else 0.0
        self._done.append(ForeseenPage(self._depth, self._used, notes))
        self._used = self._notes = 0.0

    def all(self) -> list[ForeseenPage]:
        """Return the pages, the last one too."""
        self._end_page()
        return self._done


class _Block(NamedTuple):
    gap: float  # above it
    depth: float
    notes: float


def _groups(fragment: Fragment, gap: float) -> Iterator[list[_Block]]:
    """Yield what stands on one page together."""
    group: list[_Block] = []
    for page in fragment.pages:
        foot: float | None = None
        for slab in page.slabs:
            above = gap if foot is None else max(slab.top - foot, 0.0)
            begins = 0.0 if foot is None else max(slab.top, foot)
            ends = max(slab.bottom, page.used) if slab is page.slabs[-1] else slab.bottom
            group.append(_Block(above, max(ends - begins, 0.0), slab.notes))
            foot = max(slab.bottom, foot or 0.0)
            if not slab.tied:
                yield group
                group = []
    if group:
        yield group
