"""What a file of references holds: items and faults come in one by one, a ``Shelf`` goes out.

Nothing in such a file stops a build but what is cited: each fault is kept with the key that it
makes unfit, and is said of that key alone.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ..errors import Diagnostic, Span
from . import csl, keys
from .references import Reference


@dataclass(frozen=True, slots=True)
class Shelf:
    """References by key; what makes one unfit to be cited, and what is doubtful in it, by key.

    ``remarks`` are about what was passed over and has no key. ``aliases`` are other keys under
    which a reference may be cited.
    """

    path: Path
    references: Mapping[str, Reference]
    faults: Mapping[str, tuple[Diagnostic, ...]]
    doubts: Mapping[str, tuple[Diagnostic, ...]]
    remarks: tuple[Diagnostic, ...]
    aliases: Mapping[str, str]

    @property
    def problems(self) -> tuple[Diagnostic, ...]:
        """Every fault and remark, whatever it is about, in the order of the file."""
        found = [d for faults in self.faults.values() for d in faults] + list(self.remarks)
        return tuple(
            sorted(found, key=lambda d: (d.span.line, d.span.column) if d.span else (0, 0))
        )


_FOREIGN = re.compile("[\udc80-\udcff]+")  # bytes that are no UTF-8, as surrogateescape has them
_WESTERN = re.compile("[\u00c0-\u00ff\u0152\u0153\u0160\u0161\u0178\u017d\u017e–—‘’“”…«»°§]{1,2}")


def native(text: str) -> str:
    """Return ``text`` with the bytes that are no UTF-8 read as Windows-1252."""
    return _FOREIGN.sub(
        lambda found: found[0].encode("utf-8", "surrogateescape").decode("cp1252", "replace"), text
    )


def _native(value: Any) -> Any:
    if isinstance(value, str):
        return native(value)
    if isinstance(value, list):
        return [_native(one) for one in value]
    return {k: _native(v) for k, v in value.items()} if isinstance(value, dict) else value


def _foreign(value: Any) -> list[str]:
    """Return every run of bytes in a value that is no UTF-8."""
    if isinstance(value, str):
        return _FOREIGN.findall(value)
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return [run for one in inner for run in _foreign(one)]


@dataclass
class ShelfBuilder:
    """A shelf that grows, of the text of one file."""

    path: Path
    text: str
    references: dict[str, Reference] = field(default_factory=dict)
    faults: dict[str, list[Diagnostic]] = field(default_factory=dict)
    doubts: dict[str, list[Diagnostic]] = field(default_factory=dict)
    remarks: list[Diagnostic] = field(default_factory=list)
    aliases: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.shown = native(self.text)
        self.lines = self.shown.split("\n")

    def shelf(self) -> Shelf:
        """Return what was gathered."""
        return Shelf(
            self.path,
            self.references,
            {key: tuple(found) for key, found in self.faults.items()},
            {key: tuple(found) for key, found in self.doubts.items()},
            tuple(self.remarks),
            {other: key for other, key in self.aliases.items() if other not in self.references},
        )

    def add(self, wanted: str, item: dict[str, Any], span: Span) -> str:
        """Put an item on the shelf; return its key, which is made where it has none of its own."""
        foreign = _foreign(item)
        if foreign or _FOREIGN.search(wanted):
            item, wanted = _native(item), native(wanted)
        key = wanted or keys.made(item, self.references)
        key = keys.unused(key, self.references)
        self.references[key] = item
        if (fit := keys.fit(key)) != key and fit:
            self.alias(fit, key)
        if foreign:
            self._guessed(key, [native(run) for run in foreign], span)
        return key

    def _guessed(self, key: str, runs: list[str], span: Span) -> None:
        """Doubt letters that were read as Windows-1252; refuse those that are hardly that."""
        hint = "save the file as UTF-8; Zotero, JabRef and EndNote ask for the encoding"
        if all(_WESTERN.fullmatch(run) for run in runs):
            message = f"“{runs[0]}” is not UTF-8, and is read as Windows-1252"
            self.doubt(key, message, span, hint)
        else:
            self.fault(key, f"`{key}` is not UTF-8 text", span, hint)

    def alias(self, other: str, key: str) -> None:
        """Let a reference be cited under another key, too."""
        other = native(other)
        if other and other != key:
            self.aliases.setdefault(other, key)

    def fault(self, key: str, message: str, span: Span | None, hint: str | None) -> None:
        """Keep what makes a reference unfit to be cited."""
        key = native(key)
        self.faults.setdefault(key, []).append(Diagnostic(native(message), span, hint))

    def doubt(self, key: str, message: str, span: Span, hint: str | None) -> None:
        """Keep what is doubtful in a reference."""
        told = Diagnostic(native(f"`{key}`: {message}"), span, hint, level="doubt")
        self.doubts.setdefault(key, []).append(told)

    def remark(self, message: str, span: Span, hint: str | None = None) -> None:
        """Keep what was passed over and has no key."""
        self.remarks.append(Diagnostic(native(message), span, hint))

    def check(self, key: str, item: Mapping[str, Any], place: Callable[[str], Span]) -> None:
        """Hold an item against the vocabulary of CSL; ``place`` finds a field, "" the item."""
        for loc, message, hint in csl.problems(item):
            if message == "`title` is missing":
                hint = "a work without one has a description, as [Letter]"
            self.fault(key, f"`{key}`: {message}", place(str(loc[0]) if loc else ""), hint)

    def at(self, line: int, find: str = "", nth: int = 0) -> Span:
        """Return the place in a line (from 0) of the nth field of a name, or where it begins."""
        words = self.lines[line] if line < len(self.lines) else ""
        column = len(words) - len(words.lstrip())
        if find:
            fields = re.finditer(rf"(?<![\w-]){re.escape(find)}\s*=", words, re.I)
            column = next((one.start() for n, one in enumerate(fields) if n == nth), column)
        return Span(self.path, line + 1, column + 1, words)
