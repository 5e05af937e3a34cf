"""What went wrong, and where the author can fix it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Span:
    """A place in a file of the author's; line and column count from 1."""

    path: Path
    line: int
    column: int
    excerpt: str = ""

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
