"""What went wrong, and where the author can fix it."""

import difflib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

Loc = tuple[int | str, ...]
"""A path into the data of a YAML file: ``("sections", 2, "title")``."""


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file of the author's; line and column count from 1."""

    path: Path
    line: int
    column: int
    excerpt: str = ""

    @classmethod
    def in_text(cls, path: Path, text: str, index: int) -> "Span":
        """Return the place of the character at ``index`` (from 0) of the text of ``path``."""
        start = text.rfind("\n", 0, index) + 1
        excerpt = text[start:].partition("\n")[0]
        return cls(path, text.count("\n", 0, index) + 1, index - start + 1, excerpt.rstrip("\r"))

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """One problem, said once, with a way out when we know one.

    ``check`` is the id of the check that found it, where there is one: it is what an author writes
    into an ``allow`` entry to let a case stand, with a reason.
    """

    message: str
    span: Span | None = None
    hint: str | None = None
    check: str = ""

    def __str__(self) -> str:
        head = f"{self.span}: {self.message}" if self.span else self.message
        lines = [f"{head} [{self.check}]" if self.check else head]
        if self.span and self.span.excerpt:
            lead = self.span.excerpt[: self.span.column - 1]
            caret = "".join("\t" if c == "\t" else " " for c in lead)
            lines += [f"    {self.span.excerpt}", f"    {caret}^"]
        if self.hint:
            lines.append(f"    hint: {self.hint}")
        return "\n".join(lines)


class ReportError(Exception):
    """The author's input cannot be built; carries every problem that a stage found."""

    def __init__(self, diagnostics: Iterable[Diagnostic]) -> None:
        self.diagnostics = tuple(diagnostics)
        super().__init__("\n".join(map(str, self.diagnostics)))


def suggestion(word: str, known: Sequence[str]) -> str | None:
    """Return a hint that names what was probably meant, or everything there is to choose from."""
    near = difflib.get_close_matches(word, known, n=1, cutoff=0.6)
    if near:
        return f"did you mean `{near[0]}`?"
    return f"known here: {', '.join(sorted(known))}" if 0 < len(known) <= 24 else None
