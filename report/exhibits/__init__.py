"""Exhibits that are drawn: a briefing comes in, a drawing for each of them goes out.

A drawing is plain geometry, computed from the data; templates put it on the page as SVG. Every
mistake of every exhibit is collected, and reported at its own line, before anything is printed.
A kind of block says by which function it is drawn (``Block.drawn_by``).
"""

import os
import pkgutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..content.blocks import Block, Timeline
from ..content.briefing import Briefing
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError
from .motif import Motif
from .paper import rounded
from .site import Site

__all__ = ["Drawer", "Drawings", "Site", "draw"]


Drawer = Callable[[Any, Site], Any]
"""A block and its site come in; a frozen dataclass for the template goes out, or Diagnostics.

A drawing may have ``doubts``: Diagnostics of what is drawn all the same.
"""


@dataclass(frozen=True, slots=True)
class Drawings:
    """The drawing of each block, by its place in the briefing; and the cover's motif, if any."""

    of: Mapping[Loc, Any] = field(default_factory=dict)
    motif: Motif | None = None
    doubts: tuple[Diagnostic, ...] = ()


def draw(briefing: Briefing, source: YamlFile) -> Drawings:
    """Draw every exhibit that is drawn; ``ReportError`` lists what cannot be."""
    numbers = briefing.exhibits()
    drawn: dict[Loc, Any] = {}
    problems: list[Diagnostic] = []
    doubts: list[Diagnostic] = []
    for block in briefing.blocks():
        if block.drawn_by:
            site = Site(source, block.loc, numbers.get(block.name, 0), briefing.catalogue)
            made = _drawn(block, site)
            if isinstance(made, list):
                problems += made
            else:
                drawn[block.loc] = rounded(made)
                doubts += getattr(made, "doubts", ())
    motif = _motif(briefing, drawn, source)
    if isinstance(motif, list):
        problems += motif
    if problems:
        raise ReportError(problems)
    return Drawings(drawn, motif if isinstance(motif, Motif) else None, tuple(doubts))


def _drawn(block: Block, site: Site) -> Any:
    """Return a block's drawing; where its data lead the geometry astray, say so at the block."""
    try:
        return _drawer(block)(block, site)
    except (ArithmeticError, LookupError, ValueError, RecursionError) as error:
        if os.environ.get("REPORT_TRACEBACK"):
            raise
        message = f"this cannot be drawn from its data: {type(error).__name__}: {error}"
        hint = "look for a number or a name that is out of all measure"
        return [Diagnostic(message, site.source.at(site.loc), hint)]


def _drawer(block: Block) -> Drawer:
    found: Drawer = pkgutil.resolve_name(block.drawn_by)
    return found


def _motif(
    briefing: Briefing, drawn: Mapping[Loc, Any], source: YamlFile
) -> Motif | list[Diagnostic] | None:
    """Return what the cover shows of the first timeline that names years for it."""
    from . import artists

    for block in briefing.blocks():
        if isinstance(block, Timeline) and block.labelled and block.loc in drawn:
            made = artists.motif(block, Site(source, block.loc, 0, briefing.catalogue))
            return rounded(made) if isinstance(made, Motif) else made
    return None
