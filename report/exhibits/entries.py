"""Read the entries of a timeline: what their author wrote comes in, dates and tracks go out.

What cannot be read, or does not belong there, is told at its line.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from ..content.blocks import Timeline
from ..content.blocks.drawn import TimelineEntry
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, suggestion
from ..text.catalogue import Catalogue
from . import dates
from .dates import When
from .marks import SHAPES


@dataclass(frozen=True, slots=True)
class Dated:
    """An entry with its date read and its track found."""

    number: int
    entry: TimelineEntry
    when: When


def read(
    block: Timeline, source: YamlFile, loc: Loc, house: Catalogue
) -> tuple[tuple[Dated, ...], list[Diagnostic]]:
    """Read every date and find every track; what cannot be read is told in place."""
    problems: list[Diagnostic] = []
    if block.last < block.first:
        problems.append(
            Diagnostic(
                "the axis ends before it starts", source.at((*loc, "to")), "swap `from` and `to`"
            )
        )
    problems += _tracks(block, source, loc)
    found: list[Dated] = []
    for n, entry in enumerate(block.entries):
        place = (*loc, "entries", n)
        if entry.track not in (known := [t.id for t in block.tracks]):
            hint = suggestion(entry.track, known)
            span = source.at((*place, "track"))
            problems.append(Diagnostic(f"there is no track `{entry.track}`", span, hint))
        try:
            when = dates.read(entry.when, house)
        except ValueError as error:
            problems.append(Diagnostic(str(error), source.at((*place, "when")), dates.hint(house)))
            continue
        found.append(Dated(n, entry, when))
    if not problems:
        problems = [*_outside(block, found, source, loc), *_disorder(found, source, loc)]
    return tuple(found), problems


def _tracks(block: Timeline, source: YamlFile, loc: Loc) -> list[Diagnostic]:
    """Two tracks share neither a name nor a shape."""
    problems = []
    for n, track in enumerate(block.tracks):
        place: Loc = (*loc, "tracks", n)
        for other in block.tracks[:n]:
            if other.id == track.id:
                problems.append(
                    Diagnostic(f"the track `{track.id}` is there twice", source.at((*place, "id")))
                )
            elif track.symbol and other.symbol == track.symbol:
                free = [s for s in SHAPES if s not in {t.symbol for t in block.tracks}]
                hint = f"shapes alone tell tracks apart; free: {', '.join(free)}"
                problem = f"`{track.symbol}` is the mark of `{other.id}` already"
                problems.append(Diagnostic(problem, source.at((*place, "symbol")), hint))
    return problems


def _outside(
    block: Timeline, entries: Sequence[Dated], source: YamlFile, loc: Loc
) -> list[Diagnostic]:
    """Every entry lies on the axis; only what was expected may lie after it."""
    problems = []
    for dated in entries:
        first, last = dated.when.years
        if first >= block.first and (last <= block.last or dated.entry.expected):
            continue
        span = source.at((*loc, "entries", dated.number, "when"))
        message = f"{dated.when.words} is not between {block.first} and {block.last}"
        hint = "widen the axis with `from` and `to`, or mark the entry `expected: true`"
        problems.append(Diagnostic(message, span, hint))
    return problems


def _disorder(entries: Sequence[Dated], source: YamlFile, loc: Loc) -> list[Diagnostic]:
    """Entries stand in the order of time, in which their notes are lettered."""
    problems = []
    latest = 0.0
    for dated in entries:
        start, end = dated.when.start, dated.when.end
        if dated.when.inner:
            end = dated.when.inner[0]
        if end <= latest:
            span = source.at((*loc, "entries", dated.number, "when"))
            hint = "write the entries in the order of time: their notes are lettered in that order"
            problems.append(
                Diagnostic(f"{dated.when.words} comes before what is above it", span, hint)
            )
        latest = max(latest, start)
    return problems


def capital(words: str) -> str:
    """Return words as they begin an entry."""
    return words[:1].upper() + words[1:]
