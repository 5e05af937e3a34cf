"""What a file should say and what it says come in; out, in sentences, what is lost in it.

A Word file and an e-book are made of the sections of the page for the web, and are held to them.
"""

from collections.abc import Sequence
from itertools import zip_longest

from ..content import Content
from ..errors import Diagnostic, Span

_AROUND = 4  # words that a message shows


def hint(what: str) -> str:
    """Return the way to what is lost; ``what`` is the file: "a book"."""
    return f"a template of the theme may hold what has no place in {what}: `--format html` is whole"


def first_other(wanted: Sequence[str], got: Sequence[str]) -> int | None:
    """Return the index of the first word that is another one, or is in one of the two alone."""
    pairs = enumerate(zip_longest(wanted, got))
    return next((at for at, (word, other) in pairs if word != other), None)


def around(words: Sequence[str], at: int) -> str:
    """Return a word with those before it."""
    return " ".join(words[max(at - _AROUND, 0) : at + 1])


def dead_links(dead: Sequence[str], place: Span) -> Diagnostic:
    """Say that links lead nowhere."""
    return Diagnostic(f"{len(dead)} links lead nowhere, the first to {dead[0]}", place)


def begin(number: int, many: int, content: Content) -> Span:
    """Return where one of many sections begins; the first may be a title that no section has."""
    written = content.briefing.sections
    number = max(number - (many - len(written)), 0)
    loc = written[number].loc if number < len(written) else ("sections",)
    return content.source.at(loc)
