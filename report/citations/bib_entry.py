"""The types of a .bib file: its entries, their fields, and what is wrong in it."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class BibFault:
    """What is wrong in a .bib file: words, a hint, a line (from 0) and what to find in it."""

    message: str
    hint: str | None
    line: int
    find: str = ""


@dataclass(frozen=True, slots=True)
class BibField:
    """A field: its TeX, the line (from 0) of its name, and which of that name in the line it is."""

    tex: str
    line: int
    nth: int = 0


@dataclass(frozen=True, slots=True)
class BibEntry:
    """One entry: type and names of fields in small letters; ``own`` names what is not inherited.

    ``unknown`` are names of strings that no @string gives, each with the field that it is in.
    """

    type: str
    key: str
    line: int
    fields: Mapping[str, BibField]
    own: frozenset[str] = frozenset()
    faults: tuple[BibFault, ...] = ()
    unknown: tuple[tuple[str, str], ...] = ()

    def tex(self, *names: str) -> str:
        """Return the TeX of the first of these fields that is written; empty without one."""
        for name in names:
            if (found := self.fields.get(name)) and found.tex:
                return found.tex
        return ""


def listed(value: str) -> list[str]:
    """Return the keys in a field that lists some: ``crossref``, ``xdata``, ``ids``."""
    return [key for part in value.split(",") if (key := " ".join(part.split()))]
