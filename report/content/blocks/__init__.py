"""The kinds of block that a section is made of, told apart by ``kind``: ours, and added ones.

A model declares its fields in the order in which its template prints them, because notes are
numbered and lettered in that order. A kind whose class says ``exhibit`` is numbered and titled, and
its calls become lettered notes under it (Chicago 3.80); the calls of the others are page notes.
"""

from .base import Allowance, Block, Exhibit, Reader
from .drawn import Chart, Figure, Map, Timeline
from .registry import folders, installed, joined, kind_of
from .tables import Actors, Comparison, Mark, Matrix, Provision, Table, Tabular
from .text import (
    Contents,
    Documents,
    ExhibitsList,
    Glance,
    Glossary,
    Heading,
    KeyPoints,
    Ledger,
    Licences,
    Panel,
    Points,
    ProseBlock,
    Questions,
    Sources,
    Suggested,
)

OURS: tuple[type[Block], ...] = (
    ProseBlock,
    Heading,
    KeyPoints,
    Glance,
    Documents,
    Table,
    Matrix,
    Actors,
    Comparison,
    Timeline,
    Map,
    Chart,
    Figure,
    Questions,
    Glossary,
    Panel,
    Points,
    Sources,
    Suggested,
    Licences,
    Ledger,
    Contents,
    ExhibitsList,
)


def kinds(added: tuple[type[Block], ...] = ()) -> tuple[type[Block], ...]:
    """Return every kind: ours, those of installed packages, and the ``added`` ones of a theme."""
    return joined(OURS, (*installed(), *added))


__all__ = [
    "OURS",
    "Actors",
    "Allowance",
    "Block",
    "Chart",
    "Comparison",
    "Contents",
    "Documents",
    "Exhibit",
    "ExhibitsList",
    "Figure",
    "Glance",
    "Glossary",
    "Heading",
    "KeyPoints",
    "Ledger",
    "Licences",
    "Map",
    "Mark",
    "Matrix",
    "Panel",
    "Points",
    "ProseBlock",
    "Provision",
    "Questions",
    "Reader",
    "Sources",
    "Suggested",
    "Table",
    "Tabular",
    "Timeline",
    "folders",
    "kind_of",
    "kinds",
]
