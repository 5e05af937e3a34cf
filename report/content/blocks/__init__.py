"""The kinds of block that a section is made of: a closed union, told apart by ``kind``.

A model declares its fields in the order in which its template prints them, because notes are
numbered and lettered in that order. A kind whose class says ``exhibit`` is numbered and titled, and
its calls become lettered notes under it (Chicago 3.80); the calls of the others are page notes.
"""

from typing import Annotated

from pydantic import Field

from .base import Allowance, Block, Exhibit
from .drawn import Chart, Figure, Map, Timeline
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

AnyBlock = Annotated[
    ProseBlock
    | Heading
    | KeyPoints
    | Glance
    | Documents
    | Table
    | Matrix
    | Actors
    | Comparison
    | Timeline
    | Map
    | Chart
    | Figure
    | Questions
    | Glossary
    | Panel
    | Points
    | Sources
    | Suggested
    | Licences
    | Ledger
    | Contents
    | ExhibitsList,
    Field(discriminator="kind"),
]

__all__ = [
    "Actors",
    "Allowance",
    "AnyBlock",
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
    "Sources",
    "Suggested",
    "Table",
    "Tabular",
    "Timeline",
]
