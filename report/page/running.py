"""Titles come in; out, the same as running heads, cut short where two would meet on one line."""

from collections.abc import Sequence

from ..exhibits import labels
from ..exhibits.paper import grid
from ..text import letters

TYPE = 8.5
BETWEEN = 12.0
_CUT = "…"


def title(text: str, beside: Sequence[str]) -> str:
    """Return a briefing's title for the head of pages; the others are its sections' titles.

    Half of the line is its own, and more where the sections leave it.
    """
    widest = max(map(_width, beside), default=0.0)
    return shortened(text, max(grid().full / 2 - BETWEEN / 2, grid().full - BETWEEN - widest))


def section(text: str, beside: str) -> str:
    """Return a section's title for the head of pages, beside the briefing's."""
    return shortened(text, grid().full - BETWEEN - _width(beside))


def shortened(text: str, room: float) -> str:
    """Return a text, or as many of its words as there is room for; of a long word its letters."""
    if _width(text) <= room:
        return text
    units = letters.units(text)
    kept = ""
    for number, (unit, apart) in enumerate(units):
        longer = kept + (" " if apart and number else "") + unit
        if _width(longer + _CUT) > room:
            break
        kept = longer
    if not kept:
        kept = text
        while kept and _width(kept + _CUT) > room:
            kept = kept[:-1]
    return kept.rstrip(" ,;:–—") + _CUT


def _width(text: str) -> float:
    return labels.width(text, TYPE)
