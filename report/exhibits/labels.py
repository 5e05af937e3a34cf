"""Measure texts in the face that prints them, and spread labels so that none covers another.

Lengths are in points.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from ..press import faces, measure, scripts
from ..press.faces import Typeface

SEMIBOLD = 600


def cap_height() -> float:
    """Return the height of capitals, of the em."""
    return measure.heights(faces.in_use().labels)[0]


def width(
    text: str, size: float, weight: int = 400, spacing: float = 0, kern: bool = True
) -> float:
    """Return the width of ``text`` in the typeface of labels, ``spacing`` put between its letters.

    Without ``kern`` as WeasyPrint 70 sets the text of an SVG: letter by letter.
    """
    typeface = faces.in_use().labels
    between = 0.0 if scripts.is_shaped(text) else spacing * max(len(text) - 1, 0)
    return _ems(text, typeface, weight, kern) * size + between


@lru_cache(maxsize=8192)
def _ems(text: str, typeface: Typeface, weight: int, kern: bool) -> float:
    return measure.width(text, typeface, weight, apart=not kern) if text else 0.0


@dataclass(frozen=True, slots=True)
class LabelItem:
    """A label to be placed along a line: how long it is, and where its hook would like to be.

    The hook is the point of the label that points at its mark, measured from the label's start.
    """

    length: float
    hook: float
    wish: float


def spread(items: Sequence[LabelItem], length: float, gap: float) -> tuple[float, ...]:
    """Return the start of each item along a line, in the order given; ``ValueError`` if too full.

    No two come nearer than ``gap``; of all such places these have the hooks nearest to where they
    wish to be, by the sum of squares (pool adjacent violators: isotonic regression, exact).
    """
    total = sum(item.length for item in items) + gap * (len(items) - 1)
    if total > length + 1e-6:
        raise ValueError(f"{total:.1f} pt of labels do not fit in {length:.1f} pt")
    before, offsets = 0.0, []
    for item in items:
        offsets.append(before)
        before += item.length + gap
    pools: list[tuple[float, int]] = []
    for item, offset in zip(items, offsets, strict=True):
        mean, count = item.wish - item.hook - offset, 1
        while pools and pools[-1][0] > mean:
            other, many = pools.pop()
            mean, count = (mean * count + other * many) / (count + many), count + many
        pools.append((mean, count))
    slack = max(length - total, 0.0)
    places = [min(max(mean, 0.0), slack) for mean, count in pools for _ in range(count)]
    return tuple(place + offset for place, offset in zip(places, offsets, strict=True))
