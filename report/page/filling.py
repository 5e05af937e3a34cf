"""Laid-out sections come in; which of them run on, and which exhibits float, goes out.

A page should be full while text follows. Where a section ends high on its page, the next one runs
on under it; where an exhibit does not fit under the text before it, the text after it fills the
page, and the exhibit follows. The rule knows the content alone: the same content gives the same
pages. It is bounded, so that an edit costs a section: at most four sections are set together, an
exhibit passes two blocks at most, and what an author says with `layout` stands.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import Any

from ..content.blocks import Block, Exhibit, Heading
from ..content.briefing import Briefing, Section
from ..files import UNFIT
from ..press.fragment import Fragment, PrintedPage
from ..press.memory import Kept, NothingKept
from . import foreseen

ENOUGH = 0.6  # of a page, with its notes
TOGETHER = 4  # sections that are set together
PASSED = 2  # blocks of text that an exhibit lets go before it
NOTES = 0.3  # of a page; where a change brings more, it is not made
BETWEEN = 0.02  # of a page: the space above a section that runs on
_DOUBT = 0.02  # of a page: how far what is foreseen may be from what comes of it
MARGIN = 0.05  # of a page: how far the sum of two sections may be from what they take together


@dataclass(frozen=True, slots=True)
class Change:
    """Sections that run on (by their ids), or exhibits that follow a block (by their names)."""

    sections: tuple[str, ...]  # that it is about
    run_on: frozenset[str] = frozenset()
    after: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """What was changed of the order in which the briefing was written."""

    changes: tuple[Change, ...] = ()
    refused: frozenset[Change] = field(default_factory=frozenset)

    def applied(self, briefing: Briefing) -> Briefing:
        """Return the briefing as it is set."""
        run_on = {name for change in self.changes for name in change.run_on}
        moves = [move for change in self.changes for move in change.after]
        sections = []
        for section in briefing.sections:
            blocks = list(section.blocks)
            for name, target in moves:
                blocks = _moved(blocks, name, target)
            changed: dict[str, object] = {"layout": "run-on"} if section.id in run_on else {}
            sections.append(section.model_copy(update={**changed, "blocks": tuple(blocks)}))
        return briefing.model_copy(update={"sections": tuple(sections)})


@dataclass(frozen=True, slots=True)
class Guess:
    """The flow of the build before, by its name: a guess at what this one will come to.

    What would be set by it is laid out at once, beside the rest. A wrong guess costs time alone.
    """

    kept: Kept
    name: str

    def flow(self) -> Flow:
        """Return the flow of before, an empty one where none is known."""
        with suppress(*UNFIT):
            return Flow(tuple(map(_change, json.loads(self.kept.get(self.name) or b"[]"))))
        return Flow()

    def keep(self, flow: Flow) -> None:
        """Keep the flow of this build."""
        told = [[c.sections, sorted(c.run_on), c.after] for c in flow.changes]
        if flow.changes or self.kept.get(self.name):
            self.kept.put(self.name, json.dumps(told).encode())


NO_GUESS = Guess(NothingKept(), "")


def _change(told: Any) -> Change:
    sections, run_on, after = told
    return Change(tuple(sections), frozenset(run_on), tuple((name, to) for name, to in after))


SetPart = tuple[tuple[Section, ...], Fragment]
"""Sections that were set together, and what came of them."""


def lacking(parts: Sequence[SetPart], among: Sequence[str] | None = None) -> int:
    """Return how many pages are not full though text follows; those of some sections, if named."""
    count = 0
    for number, (sections, fragment) in enumerate(parts):
        if among is not None and not {section.id for section in sections} & set(among):
            continue
        pages = fragment.pages if number < len(parts) - 1 else fragment.pages[:-1]
        count += sum(_fill(page) < ENOUGH for page in pages)
    return count


def proposed(parts: Sequence[SetPart], flow: Flow) -> tuple[Change, ...]:
    """Return what may fill the pages that are not full, each change in sections of its own.

    What is sure to fill none is left out, so that nothing is laid out for it.
    """
    touched: set[str] = set()
    found = []
    for change in (*_joins(parts), *_moves(parts)):
        if change not in flow.refused and not touched & set(change.sections):
            found.append(change)
            touched |= set(change.sections)
    return tuple(change for change in found if _may_gain(change, parts))


def _may_gain(change: Change, parts: Sequence[SetPart]) -> bool:
    """Whether a change might be kept, as far as that can be told before it is tried."""
    about = [part for part in parts if {s.id for s in part[0]} & set(change.sections)]
    if change.after or not all(page.slabs for _, part in about for page in part.pages):
        return True
    ends = about[-1] is parts[-1]
    before = _gain(change, parts)
    ways = foreseen.ways([fragment for _, fragment in about])
    return any(_gain_of(way, last_is_open=ends) < before for way in ways)


def _gain_of(pages: Sequence[foreseen.ForeseenPage], *, last_is_open: bool) -> tuple[int, int, int]:
    """Return what pages that are foreseen are judged by, as ``_gain`` does, but for the doubt."""
    heavy = sum(page.notes > (NOTES + _DOUBT) * page.depth for page in pages)
    held = pages[:-1] if last_is_open else pages
    lacking = sum(page.used + page.notes < (ENOUGH - _DOUBT) * page.depth for page in held)
    return heavy, lacking, len(pages)


def judged(
    flow: Flow, tried: Sequence[Change], before: Sequence[SetPart], now: Sequence[SetPart]
) -> Flow:
    """Return the flow with the changes that fill pages; the others are not tried again."""
    good = [c for c in tried if _gain(c, before) > _gain(c, now) and _runs_on(c, now)]
    poor = [c for c in tried if c not in good]
    return replace(flow, changes=(*flow.changes, *good), refused=flow.refused | set(poor))


def _runs_on(change: Change, parts: Sequence[SetPart]) -> bool:
    """Whether each section that runs on begins under another, and not on a page of its own."""
    for sections, fragment in parts:
        for above, section in pairwise(sections):
            if section.id not in change.run_on:
                continue
            own = {block.name for block in section.blocks}
            others = {block.name for block in above.blocks}
            pages = [set(_names(page)) for page in fragment.pages]
            first = next((names for names in pages if names & own), set())
            if not first & others:
                return False
    return True


def _gain(change: Change, parts: Sequence[SetPart]) -> tuple[int, int, int]:
    """Return what a change is judged by: pages with many notes, those that are open, all pages."""
    about = [f for sections, f in parts if {s.id for s in sections} & set(change.sections)]
    pages = [page for fragment in about for page in fragment.pages]
    heavy = sum(page.note_depth > NOTES * page.text_depth for page in pages)
    return heavy, lacking(parts, change.sections), len(pages)


def _fill(page: PrintedPage) -> float:
    """Return how much of a page its text and its notes take; a whole one where nothing is known."""
    if not page.text_depth or not page.used:
        return 1.0
    return (page.used + page.note_depth) / page.text_depth


# --------------------------------------------------------------------------- sections that run on


def _joins(parts: Sequence[SetPart]) -> Iterator[Change]:
    """Yield the sections that run on under those before them.

    Of all ways to join parts, the one that leaves the fewest pages open at its ends, and then joins
    the fewest; by the sum of their depths.
    """
    best: list[tuple[float, int]] = [(0.0, 0)]  # for the first so many parts: the cost, the start
    for end in range(1, len(parts) + 1):
        ways = []
        for start in range(end - 1, -1, -1):
            if start < end - 1 and not _joined(parts[start], parts[start + 1]):
                break
            group = parts[start:end]
            if len(group) > 1 and sum(len(sections) for sections, _ in group) > TOGETHER:
                break
            ways.append((best[start][0] + _cost(group, end == len(parts)), start))
        best.append(min(ways))
    end = len(parts)
    while end:
        start = best[end][1]
        if end - start > 1:
            ids = [section.id for sections, _ in parts[start:end] for section in sections]
            run_on = frozenset(sections[0].id for sections, _ in parts[start + 1 : end])
            yield Change(tuple(ids), run_on)
        end = start


def _cost(group: Sequence[SetPart], last: bool) -> float:
    """Return 1 for a group that leaves its last page open, and a little for each join."""
    depth = sum(_depth(fragment) for _, fragment in group) + BETWEEN * (len(group) - 1)
    margin = MARGIN if len(group) > 1 else 0.0
    is_open = depth % 1 < ENOUGH + margin and not last
    return is_open + 0.01 * (len(group) - 1)


def _joined(part: SetPart, follower: SetPart) -> bool:
    """Whether a part may run on under another."""
    return _may_follow(part[0]) and _may_run_on(follower[0][0])


def _depth(fragment: Fragment) -> float:
    """Return how many pages a part takes, the last of them by its share."""
    return len(fragment.pages) - 1 + min(_fill(fragment.pages[-1]), 0.999)


def _may_run_on(section: Section) -> bool:
    return section.layout == "page" and "layout" not in section.model_fields_set


def _may_follow(sections: Sequence[Section]) -> bool:
    """Whether a section may run on under these: not on a cover, a sheet or a turned page."""
    last = sections[-1]
    return last.layout in ("page", "run-on") and not getattr(last.blocks[-1], "landscape", False)


# ------------------------------------------------------------------------------ exhibits that float


def _moves(parts: Sequence[SetPart]) -> Iterator[Change]:
    """Yield the exhibits that leave the page before them open, and the text that may fill it."""
    for sections, fragment in parts:
        for page, after in zip(fragment.pages, fragment.pages[1:], strict=False):
            if _fill(page) < ENOUGH and (change := _move(sections, _names(page), _names(after))):
                yield change
                break


def _names(page: PrintedPage) -> list[str]:
    """Return the blocks on a page, in their order."""
    runs = (run.block for run in page.runs if run.block and not run.note)
    return list(dict.fromkeys(runs))


def _move(sections: Sequence[Section], here: list[str], there: list[str]) -> Change | None:
    if not there or there[0] in here:
        return None
    for section in sections:
        names = [block.name for block in section.blocks]
        if there[0] not in names:
            continue
        at = names.index(there[0])
        exhibits = []
        while at < len(names) and _floats(section.blocks[at]):
            exhibits.append(names[at])
            at += 1
        target = _text_after(section.blocks, at)
        if exhibits and target is not None:
            moves = tuple((name, target) for name in reversed(exhibits))
            return Change(tuple(s.id for s in sections), after=moves)
    return None


def _floats(block: Block) -> bool:
    return isinstance(block, Exhibit) and not getattr(block, "landscape", False)


def _text_after(blocks: Sequence[Block], at: int) -> str | None:
    """Return the text that an exhibit lets go before it: a block, with the heading above it."""
    for block in blocks[at : at + PASSED]:
        if isinstance(block, Exhibit):
            return None
        if not isinstance(block, Heading):
            return block.name
    return None


def _moved(blocks: list[Block], name: str, target: str) -> list[Block]:
    names = [block.name for block in blocks]
    if name not in names or target not in names:
        return blocks
    block = blocks[names.index(name)]
    rest = [other for other in blocks if other.name != name]
    at = [other.name for other in rest].index(target) + 1
    return [*rest[:at], block, *rest[at:]]


def parted(sections: Sequence[Sequence[Section]], fragments: Sequence[Fragment]) -> list[SetPart]:
    """Return the parts of a briefing, each with its fragment."""
    return [(tuple(s), f) for s, f in zip(sections, fragments, strict=True)]
