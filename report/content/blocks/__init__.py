"""The kinds of block that a section is made of, told apart by ``kind``: ours, and added ones.

A model declares its fields in the order in which its template prints them, because notes are
numbered and lettered in that order. A kind whose class says ``exhibit`` is numbered and titled, and
its calls become lettered notes under it (Chicago 3.80); the calls of the others are page notes.
"""

from ...options import Reader
from .base import Allowance, Block, Exhibit
from .course import Answers, Exercise, Plan, Quiz
from .drawn import Chart, Figure, Map, Timeline
from .registry import folders, installed, joined, kind_of
from .tables import Actors, Comparison, Matrix, Provision, RowStatus, Table, Tabular, WhoDidWhat
from .text import (
    Changes,
    Contents,
    Dates,
    Documents,
    ExhibitsList,
    Glance,
    Glossary,
    Heading,
    KeyPoints,
    Ledger,
    Level,
    Licences,
    Objectives,
    Panel,
    Passage,
    Points,
    ProseBlock,
    Questions,
    Silence,
    Sources,
    Suggested,
    Task,
)

OURS: tuple[type[Block], ...] = (
    ProseBlock,
    Heading,
    KeyPoints,
    Glance,
    Dates,
    Silence,
    Documents,
    Table,
    Matrix,
    WhoDidWhat,
    Actors,
    Comparison,
    Timeline,
    Map,
    Chart,
    Figure,
    Objectives,
    Questions,
    Task,
    Passage,
    Answers,
    Quiz,
    Plan,
    Exercise,
    Glossary,
    Panel,
    Points,
    Sources,
    Suggested,
    Changes,
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
    "Answers",
    "Block",
    "Changes",
    "Chart",
    "Comparison",
    "Contents",
    "Dates",
    "Documents",
    "Exercise",
    "Exhibit",
    "ExhibitsList",
    "Figure",
    "Glance",
    "Glossary",
    "Heading",
    "KeyPoints",
    "Ledger",
    "Level",
    "Licences",
    "Map",
    "Matrix",
    "Objectives",
    "Panel",
    "Passage",
    "Plan",
    "Points",
    "ProseBlock",
    "Provision",
    "Questions",
    "Quiz",
    "Reader",
    "RowStatus",
    "Silence",
    "Sources",
    "Suggested",
    "Table",
    "Tabular",
    "Task",
    "Timeline",
    "WhoDidWhat",
    "folders",
    "kind_of",
    "kinds",
]
