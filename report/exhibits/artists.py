"""A block of one of our kinds comes in, with its site; its drawing goes out, or what is wrong."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

from ..content import rows
from ..content.blocks import Block, Chart, Figure, Map, Timeline
from ..content.themes.kinds import PlacedPicture
from ..errors import Diagnostic
from . import chart as charts
from . import entries, maps, outline
from . import locator as locators
from . import motif as motifs
from . import timeline as timelines
from .chart import ChartDrawing
from .maps import MapDrawing
from .motif import Motif
from .paper import grid
from .site import Site
from .timeline import TimelineDrawing

if TYPE_CHECKING:  # what reads pictures takes long to load, and few briefings have one
    from .figure import Picture

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Pictures:
    """The pictures of one block, by the names of their fields."""

    of: "Mapping[str, Picture]"
    doubts: tuple[Diagnostic, ...] = ()


def timeline(block: Timeline, site: Site) -> TimelineDrawing | list[Diagnostic]:
    """Set out dated entries, a row a year."""
    found, problems = entries.read(block, site.source, site.loc, site.words)
    return problems or timelines.draw(block, found, site)


def motif(block: Timeline, site: Site) -> Motif | list[Diagnostic]:
    """Draw the dates of a timeline for the cover's band."""
    found, problems = entries.read(block, site.source, site.loc, site.words)
    return problems or motifs.draw(block, found, site)


def map(block: Map, site: Site) -> MapDrawing | list[Diagnostic]:
    """Draw places on an outline."""
    land = outline.read(block.outline, site.source, site.loc)
    problems = maps.examine(block, site.source, site.loc)
    region = block.locator and outline.read(block.locator, site.source, site.loc, "locator")
    if isinstance(region, Diagnostic):
        problems.append(region)
    if isinstance(land, Diagnostic):
        return [land, *problems]
    where, unplaced = outline.positions(block, land, site.source, site.loc)
    problems = [*problems, *unplaced]
    if problems or isinstance(region, Diagnostic):
        return problems
    inset = locators.draw(region, site.words) if region else None
    return _one(maps.draw(block, land, where, site, inset))


def chart(block: Chart, site: Site) -> ChartDrawing | list[Diagnostic]:
    """Draw a table of numbers."""
    table, problems = rows.read(block, site.source, site.loc, site.words)
    return problems or _one(charts.draw(block, table, site))


def figure(block: Figure, site: Site) -> "Picture | list[Diagnostic]":
    """Take in a picture from a file."""
    from . import figure as figures

    return figures.read(block, site.source, site.loc, f"exhibit-{site.number}")


def pictures(block: Block, site: Site) -> Pictures | list[Diagnostic]:
    """Take in the pictures of a theme's own kind of block, by their fields."""
    from . import figure as figures

    found: dict[str, Picture] = {}
    problems: list[Diagnostic] = []
    for name, field in type(block).model_fields.items():
        placed = getattr(block, name)
        if isinstance(placed, PlacedPicture):
            loc = (*site.loc, field.alias or name, "file")
            prefix = f"{block.name}-{name}".replace(".", "-")
            box = (grid().full, figures.TALLEST)
            made = figures.taken(placed.file, placed.alt, site.source, loc, prefix, box)
            if isinstance(made, list):
                problems += made
            else:
                found[name] = made
    doubts = tuple(doubt for picture in found.values() for doubt in picture.doubts)
    return problems or Pictures(found, doubts)


def _one(made: T | Diagnostic) -> T | list[Diagnostic]:
    return [made] if isinstance(made, Diagnostic) else made
