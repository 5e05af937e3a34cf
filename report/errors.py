"""What went wrong, and where the author can fix it."""

import difflib
import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import Literal

from . import limits

Loc = tuple[int | str, ...]
"""A path into the data of a YAML file: ``("sections", 2, "title")``."""


Gravity = Literal["error", "doubt", "advice"]
"""How grave a problem is: an error is refused, a doubt is with ``strict``, advice never is."""


def _around(text: str, start: int, stop: int, index: int) -> tuple[str, int]:
    """Return the part of a long line around ``index``, and the column of ``index`` in it."""
    most = limits.EXCERPT_LETTERS
    left = max(start, min(index - most // 2, stop - most))
    right = min(left + most, stop)
    before, after = "…" if left > start else "", "…" if right < stop else ""
    return f"{before}{text[left:right].rstrip()}{after}", index - left + len(before) + 1


_LINE_END = re.compile("\n")


@lru_cache(maxsize=8)
def _line_ends(text: str) -> tuple[int, ...]:
    """Return where the lines of a text end; places are asked for one by one, and in one text."""
    return tuple(found.start() for found in _LINE_END.finditer(text))


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file of the author's; line and column count from 1.

    ``excerpt`` is its line. Of a long line it is the part around the place, and ``caret`` the
    column of the place in that part.
    """

    path: Path
    line: int
    column: int
    excerpt: str = ""
    caret: int = 0

    @classmethod
    def in_text(cls, path: Path, text: str, index: int) -> "Span":
        """Return the place of the character at ``index`` (from 0) of the text of ``path``."""
        start = text.rfind("\n", 0, index) + 1
        end = text.find("\n", index)
        stop = min(len(text) if end < 0 else end, index + limits.EXCERPT_LETTERS)
        line, column = bisect_left(_line_ends(text), index) + 1, index - start + 1
        if stop - start <= limits.EXCERPT_LETTERS:
            return cls(path, line, column, text[start:stop].rstrip("\r"))
        return cls(path, line, column, *_around(text, start, stop, index))

    @classmethod
    def at_line(cls, path: Path, text: str, line: int, column: int = 1) -> "Span":
        """Return the place in a line of the text of ``path``, both counted from 1."""
        lines = text.splitlines()
        return cls(path, line, column, lines[line - 1] if 0 < line <= len(lines) else "")

    def __post_init__(self) -> None:
        if len(self.excerpt) > limits.EXCERPT_LETTERS + 2:
            excerpt, caret = _around(self.excerpt, 0, len(self.excerpt), self.column - 1)
            object.__setattr__(self, "excerpt", excerpt)
            object.__setattr__(self, "caret", caret)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, said once, with a way out when we know one.

    ``check`` is the id of the check that found it, where there is one: it is what an author writes
    into an ``allow`` entry to let a case stand, with a reason. What a ``ReportError`` carries is
    an error, whatever its level was.
    """

    message: str
    span: Span | None = None
    hint: str | None = None
    check: str = ""
    level: Gravity = "error"

    def __str__(self) -> str:
        message = shortened(self.message)
        head = f"{self.span}: {message}" if self.span else message
        lines = [f"{head} [{self.check}]" if self.check else head]
        if self.span and self.span.excerpt:
            lead = self.span.excerpt[: (self.span.caret or self.span.column) - 1]
            caret = "".join("\t" if c == "\t" else " " for c in lead)
            lines += [f"    {self.span.excerpt}", f"    {caret}^"]
        if self.hint:
            lines.append(f"    hint: {shortened(self.hint)}")
        return "\n".join(lines)


def shortened(words: str) -> str:
    """Return a message with its middle left out if it is very long, as what it quotes can be."""
    most = limits.MESSAGE_LETTERS
    return words if len(words) <= most else f"{words[: most * 2 // 3]} … {words[-most // 3 :]}"


class ReportError(Exception):
    """The author's input cannot be built; carries every problem that a stage found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(replace(d, level="error") for d in diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))

    def __reduce__(self) -> tuple[type["ReportError"], tuple[tuple[Diagnostic, ...]]]:
        """Pickle the diagnostics, of which the message is made again: for work in processes."""
        return type(self), (self.diagnostics,)


class MachineError(ReportError):
    """The machine failed, and not the author: a process was killed, a disk is full."""


class Problems:
    """Collects what several steps find wrong, so that none hides what the next would tell."""

    def __init__(self) -> None:
        self.found: list[Diagnostic] = []

    @contextmanager
    def of(self) -> Iterator[None]:
        """Keep what is raised inside, and go on."""
        try:
            yield
        except ReportError as error:
            self.found += error.diagnostics


@contextmanager
def together() -> Iterator[Problems]:
    """Raise at the end all that the steps inside found wrong."""
    problems = Problems()
    yield problems
    if problems.found:
        raise ReportError(problems.found)


def doubts(told: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield the doubts alone."""
    return (d for d in told if d.level == "doubt")


def as_doubts(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Return errors as doubts, and the rest as it is."""
    return tuple(replace(d, level="doubt") if d.level == "error" else d for d in found)


def suggestion(word: str, known: Sequence[str]) -> str | None:
    """Return a hint that names what was probably meant, or everything there is to choose from."""
    near = [f"`{one}`" for one in nearest(word, known)]
    if near:
        return (
            f"did you mean {' or '.join((', '.join(near[:-1]), near[-1]) if near[1:] else near)}?"
        )
    return f"known here: {', '.join(sorted(known))}" if 0 < len(known) <= 24 else None


def nearest(word: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return what was probably meant: the word most alike, or else those that share a part of it.

    `flow` and `flow-in-2018` are parts of one another, and so is what a key was renamed to.
    """
    if len(word) > limits.NAME_LETTERS:
        return ()
    if near := difflib.get_close_matches(word, known, n=1, cutoff=0.6):
        return tuple(near)
    parts = {part for part in re.split(r"[-_ ]", word.casefold()) if len(part) > 2}
    shared = {one: len(parts & set(re.split(r"[-_ ]", one.casefold()))) for one in known}
    most = max(shared.values(), default=0)
    return tuple(one for one in known if most and shared[one] == most)[:3]


def visible(text: str) -> str:
    """Return a text with the name of each character that nobody sees: ‹zero width space›."""
    return "".join(
        character
        if character == " " or unicodedata.category(character)[0] not in "CZ"
        else f"‹{unicodedata.name(character, '').lower() or f'U+{ord(character):04X}'}›"
        for character in text
    )
