"""The sizes of a page's notes come in; their places beside each other go out.

Notes that are no wider than half of their area, as the style says, stand in columns: as many as
there is room for, read down the first and on in the next, and as even as their order allows. A note
that is wider stands alone, and parts those above it from those below.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, groupby
from typing import Any

from .copied import Copy

_HAIR = 1e-6
_ROUNDED = 0.1
"""What two columns and their gap may be wider than their area: their lengths are rounded."""


@dataclass(frozen=True, slots=True)
class NoteSize:
    """The depth and the width of a note, in CSS pixels."""

    depth: float
    width: float


@dataclass(frozen=True, slots=True)
class NotePlace:
    """The column of a note, from 0, and how far down it begins, from the top of the area."""

    column: int
    top: float


def places(sizes: Sequence[NoteSize], width: float, gap: float) -> tuple[list[NotePlace], float]:
    """Return where each note of an area ``width`` wide begins, and how deep all of them are."""
    found: list[NotePlace] = []
    depth = 0.0
    for columns, group in groupby(sizes, key=lambda size: _columns(size.width, width, gap)):
        members = [size.depth for size in group]
        column, top, deepest = 0, 0.0, 0.0
        most = _evened(members, columns)
        for member in members:
            if top and top + member > most + _HAIR:
                column, top = column + 1, 0.0
            found.append(NotePlace(column, depth + top))
            top += member
            deepest = max(deepest, top)
        depth += deepest
    return found, depth


def _columns(note: float, width: float, gap: float) -> int:
    return max(int((width + gap + _ROUNDED) / (note + gap)), 1) if note + gap > 0 else 1


def _evened(depths: Sequence[float], columns: int) -> float:
    """Return the least depth of columns that hold the notes in their order."""
    if columns == 1:
        return math.inf
    sums = [0.0, *accumulate(depths)]
    tried = sorted({b - a for n, a in enumerate(sums) for b in sums[n + 1 :]})
    return next(most for most in tried if _needed(depths, most) <= columns)


def _needed(depths: Sequence[float], most: float) -> int:
    columns, top = 1, 0.0
    for depth in depths:
        if top and top + depth > most + _HAIR:
            columns, top = columns + 1, 0.0
        top += depth
        if depth > most + _HAIR:
            return len(depths) + 1
    return columns


# ---------------------------------------------------------------------------------- in WeasyPrint


def in_order(notes: Sequence[Any]) -> list[Any]:
    """Return boxes of notes by their numbers: one that is printed again has a lower one."""
    return sorted(notes, key=_number)


def _number(note: Any) -> int:
    number = "" if note.element is None else note.element.get("data-number") or ""
    return int(number) if number.isascii() and number.isdigit() else 0


def depth_of(sizes: Sequence[NoteSize], area: Any) -> float:
    """Return how deep notes are together, in an area that is not laid out yet."""
    width = area.page.width if area.width == "auto" else area.width
    return places(sizes, width, _gap(area))[1]


def _gap(area: Any) -> float:
    """Return the gap between columns that the style of an area asks for."""
    gap = area.style["column_gap"]
    return float(area.style["font_size"]) if gap == "normal" else float(gap.value)


def set_notes_in_columns(copy: Copy) -> None:
    """Put the notes of each page into their columns, once they are laid out for good."""
    copy.edit(
        "layout.page",
        "make_page",
        (
            "    footnote_area.translate(dy=-footnote_area.margin_height())\n",
            "    report_columns(footnote_area)\n"
            "    footnote_area.translate(dy=-footnote_area.margin_height())\n",
        ),
        report_columns=_set,
    )


def _set(area: Any) -> None:
    items = list(_items(area.children))
    sizes = [
        NoteSize(sum(box.margin_height() for box in item), item[-1].margin_width())
        for item in items
    ]
    gap = _gap(area)
    found, depth = places(sizes, area.width, gap)
    if not any(place.column for place in found):
        return
    stacked = 0.0
    towards = -1 if area.style["direction"] == "rtl" else 1
    for item, size, place in zip(items, sizes, found, strict=True):
        across = towards * place.column * (size.width + gap)
        for box in item:
            box.translate(across, place.top - stacked)
        stacked += size.depth
    area.height = depth


def _items(boxes: Sequence[Any]) -> Iterator[list[Any]]:
    """Yield each note with what stands above it: the words that say that it goes on."""
    item: list[Any] = []
    for box in boxes:
        item.append(box)
        if not str(box.element_tag).endswith("::continued"):
            yield item
            item = []
