"""Lists come in one by one; out, what numbers their items, as Word keeps it.

Each list has numbers of its own, one inside another too, so that the next one begins anew.
"""

from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .ooxml import el, root

DEEPEST = 8  # the last level that Word knows
_STEP = 360  # twentieths of a point by which a level is further in
_BULLETS = "–•◦"
_FORMATS = {"A": "upperLetter", "a": "lowerLetter", "I": "upperRoman", "i": "lowerRoman"}


@dataclass(frozen=True, slots=True)
class _List:
    format: str
    start: int
    level: int


@dataclass
class Numbering:
    """The lists of a file, in the order in which they were begun."""

    _lists: list[_List] = field(default_factory=list)

    def begin(self, kind: str, level: int = 0, start: int = 1) -> int:
        """Begin a list and return its number; ``kind`` is decimal, bullet, none, or A, a, I, i."""
        level = min(level, DEEPEST)
        self._lists.append(_List(_FORMATS.get(kind, kind), start, level))
        return len(self._lists)

    def part(self) -> Element:
        """Return the part of the file."""
        numbered = list(enumerate(self._lists, start=1))
        kinds = [
            el(
                "w:abstractNum",
                el("w:multiLevelType", val="multilevel"),
                *(_level(one, level) for level in range(one.level + 1)),
                abstractNumId=number,
            )
            for number, one in numbered
        ]
        lists = [
            el("w:num", el("w:abstractNumId", val=number), numId=number) for number, _ in numbered
        ]
        return root("w:numbering", [*kinds, *lists])


def _level(one: _List, level: int) -> Element:
    bare = one.format == "none"
    shown = _BULLETS[level % len(_BULLETS)] if one.format == "bullet" else f"%{level + 1}."
    return el(
        "w:lvl",
        el("w:start", val=one.start),
        el("w:numFmt", val=one.format),
        el("w:suff", val="nothing") if bare else None,
        el("w:lvlText", val="" if bare else shown),
        el("w:lvlJc", val="left"),
        el("w:pPr", el("w:ind", left=_STEP * (level + 1), hanging=_STEP)),
        ilvl=level,
    )
