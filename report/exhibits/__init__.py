"""Exhibits that are drawn: a briefing comes in, a drawing for each of them goes out.

A drawing is plain geometry, computed from the data; templates put it on the page as SVG. Every
mistake of every exhibit is collected, and told at its own line, before anything is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..blocks import Map, Timeline
from ..briefing import Briefing
from ..errors import Diagnostic, ReportError
from ..source import Loc, Source
from . import entries, maps, motif, outline, timeline
from .maps import MapDrawing
from .motif import Motif
from .paper import rounded
from .timeline import TimelineDrawing

Drawing = TimelineDrawing | MapDrawing


@dataclass(frozen=True, slots=True)
class Drawings:
    """The drawing of each block, by its place in the briefing; and the cover's motif, if any."""

    of: Mapping[Loc, Drawing] = field(default_factory=dict)
    motif: Motif | None = None


@dataclass
class _Artist:
    """The drawings as they are made; every problem is kept, so that all are said at once."""

    source: Source
    of: dict[Loc, Drawing] = field(default_factory=dict)
    motif: Motif | None = None
    problems: list[Diagnostic] = field(default_factory=list)

    def timeline(self, block: Timeline, loc: Loc) -> None:
        found, problems = entries.read(block, self.source, loc)
        self.problems += problems
        if problems:
            return
        self._keep(loc, timeline.draw(block, found, self.source, loc))
        if block.labelled and self.motif is None:
            made = motif.draw(block, found, self.source, loc)
            if isinstance(made, Motif):
                self.motif = rounded(made)
            else:
                self.problems += made

    def map(self, block: Map, loc: Loc) -> None:
        land = outline.read(block, self.source, loc)
        problems = maps.examine(block, self.source, loc)
        if isinstance(land, Diagnostic):
            self.problems += [land, *problems]
            return
        where, unplaced = outline.positions(block, land, self.source, loc)
        self.problems += [*problems, *unplaced]
        if not problems and not unplaced:
            self._keep(loc, maps.draw(block, land, where, self.source, loc))

    def _keep(self, loc: Loc, made: Drawing | Diagnostic) -> None:
        if isinstance(made, Diagnostic):
            self.problems.append(made)
        else:
            self.of[loc] = rounded(made)


def draw(briefing: Briefing, source: Source) -> Drawings:
    """Draw every exhibit that is drawn; ``ReportError`` lists what cannot be."""
    artist = _Artist(source)
    for s, section in enumerate(briefing.sections):
        for b, block in enumerate(section.blocks):
            loc: Loc = ("sections", s, "blocks", b)
            match block:
                case Timeline():
                    artist.timeline(block, loc)
                case Map():
                    artist.map(block, loc)
    if artist.problems:
        raise ReportError(artist.problems)
    return Drawings(artist.of, artist.motif)
