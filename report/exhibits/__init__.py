"""Exhibits that are drawn: a briefing comes in, a drawing for each of them goes out.

A drawing is plain geometry, computed from the data; templates put it on the page as SVG. Every
mistake of every exhibit is collected, and told at its own line, before anything is printed.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ..content import rows
from ..content.blocks import Chart, Figure, Map, Timeline
from ..content.briefing import Briefing
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError
from . import chart, entries, figure, maps, motif, outline, timeline
from .chart import ChartDrawing
from .figure import Picture
from .maps import MapDrawing
from .motif import Motif
from .paper import rounded
from .timeline import TimelineDrawing

Drawing = TimelineDrawing | MapDrawing | ChartDrawing | Picture


@dataclass(frozen=True, slots=True)
class Drawings:
    """The drawing of each block, by its place in the briefing; and the cover's motif, if any."""

    of: Mapping[Loc, Drawing] = field(default_factory=dict)
    motif: Motif | None = None


@dataclass
class _Artist:
    """The drawings as they are made; every problem is kept, so that all are said at once."""

    source: YamlFile
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

    def chart(self, block: Chart, loc: Loc) -> None:
        table, problems = rows.read(block, self.source, loc)
        self.problems += problems
        if not problems:
            self._keep(loc, chart.draw(block, table, self.source, loc))

    def figure(self, block: Figure, loc: Loc, number: int) -> None:
        made = figure.read(block, self.source, loc, f"exhibit-{number}")
        if isinstance(made, list):
            self.problems += made
        else:
            self._keep(loc, made)

    def _keep(self, loc: Loc, made: Drawing | Diagnostic) -> None:
        if isinstance(made, Diagnostic):
            self.problems.append(made)
        else:
            self.of[loc] = rounded(made)


def draw(briefing: Briefing, source: YamlFile) -> Drawings:
    """Draw every exhibit that is drawn; ``ReportError`` lists what cannot be."""
    artist = _Artist(source)
    numbers = briefing.exhibits()
    for s, section in enumerate(briefing.sections):
        for b, block in enumerate(section.blocks):
            loc: Loc = ("sections", s, "blocks", b)
            match block:
                case Timeline():
                    artist.timeline(block, loc)
                case Map():
                    artist.map(block, loc)
                case Chart():
                    artist.chart(block, loc)
                case Figure():
                    artist.figure(block, loc, numbers[block.id])
    if artist.problems:
        raise ReportError(artist.problems)
    return Drawings(artist.of, artist.motif)
