"""What a drawing shows comes in; out go the sentences that stand in for it.

They say what is seen at a glance and stands nowhere in words: where marks crowd, where none is,
where on the map places lie. What follows as text is not recited.
"""

import itertools
from collections import Counter
from collections.abc import Iterable, Sequence

from ..text.catalogue import Catalogue
from .dates import When

FEW = 4
"""Places of a part of a map that are named; of more, the first."""


def dates(whens: Sequence[When], first: int, last: int, house: Catalogue) -> str:
    """Say how dates lie on a line of years: how many, and the longest stretch without one."""
    count = house.say("dates-counted", number=len(whens), first=first, last=last)
    silence = _silence(whens)
    if silence is None:
        return count
    start, end = silence
    if start == end:
        return f"{count} {house.say('dates-silent-year', year=start)}"
    before = sum(when.years[0] < start for when in whens)
    after = sum(when.years[1] > end for when in whens)
    told = house.say("dates-silent", start=start, end=end, before=before, after=after)
    return f"{count} {told}"


def _silence(whens: Iterable[When]) -> tuple[int, int] | None:
    """Return the first and last year of the longest stretch between dates that has none."""
    touched: set[int] = set()
    for when in whens:
        first, last = when.years
        touched |= set(range(first, last + 1))
    years = sorted(touched)
    gaps = [(later - year, year) for year, later in itertools.pairwise(years)]
    longest, year = max(gaps, key=lambda gap: (gap[0], -gap[1]), default=(0, 0))
    return (year + 1, year + longest - 1) if longest > 1 else None


def tracks(labels: Sequence[str], house: Catalogue) -> str:
    """Say how many marks each track has, the fullest first: ``labels`` has one for each mark."""
    counts = Counter(label for label in labels if label)
    if len(counts) < 2:
        return ""
    listed = ", ".join(f"{label} {count}" for label, count in counts.most_common())
    return house.say("timeline-tracks", tracks=listed)


Spot = tuple[str, float, float]
"""A place: its name, and where it lies in the land, from the west and from the north, 0 to 1."""


def places(spots: Sequence[Spot], house: Catalogue) -> str:
    """Say in which part of the land each place lies."""
    parts: dict[str, list[str]] = {}
    for name, across, down in spots:
        parts.setdefault(_part(across, down), []).append(name)
    return "; ".join(
        house.say("map-lie", part=house.say(f"map-{part}"), places=_listed(names))
        for part, names in parts.items()
    )


def _part(across: float, down: float) -> str:
    """Return the part of a land cut in three each way: nw, centre, s."""
    north = "n" if down < 1 / 3 else "s" if down > 2 / 3 else ""
    west = "w" if across < 1 / 3 else "e" if across > 2 / 3 else ""
    return f"{north}{west}" or "centre"


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names[:FEW]) + (f" … (+{len(names) - FEW})" if len(names) > FEW else "")
