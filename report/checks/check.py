"""What a check is, what it is given, and what it finds."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from ..content import Content
from ..errors import Diagnostic, Gravity, Loc, Span
from ..page.theme import Theme
from ..page.view import Views

Needs = Literal["content", "pages", "theme"]
"""What ``examine`` is given: a ``Reading``, a ``Printed``, or the ``Theme``."""


@dataclass(frozen=True, slots=True)
class Printed:
    """The filled pages, each the HTML of one section, the content and the theme they come from."""

    content: Content
    views: Views
    pages: Sequence[str]
    theme: Theme | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """One case that a check found; ``hint`` says how to make it right.

    ``passage`` is the sentence, and ``about`` the words of it that are at fault (empty when it is
    the whole sentence): an ``allow`` entry is held against both. ``block`` is the place of the
    block whose ``allow`` entries hold for it, beside those of the briefing. ``case`` is what the
    entry would name, where the hint should offer one.
    """

    message: str
    span: Span
    hint: str
    passage: str
    about: str = ""
    block: Loc = ()
    case: str = ""


@dataclass(frozen=True, slots=True)
class Check:
    """One rule that a briefing is held to: its id, what it demands in a sentence, how it looks.

    ``examine`` yields what it finds, as ``Finding`` where an ``allow`` entry may let a case stand,
    else as ``Diagnostic``. ``level`` is how grave a case is; what is an error cannot be allowed.
    ``grammar``: it reads words, and is off in a language of which there is no grammar.
    """

    id: str
    sentence: str
    examine: Callable[[Any], Iterable[Finding | Diagnostic]] = field(repr=False)
    level: Gravity = "doubt"
    needs: Needs = "content"
    grammar: bool = False

    def diagnostic(self, found: Finding | Diagnostic) -> Diagnostic:
        """Return what the author reads of a case: how to mend it, then how to let it stand."""
        if isinstance(found, Diagnostic):
            return Diagnostic(found.message, found.span, found.hint, self.id, self.level)
        hint = found.hint
        if found.case and self.level != "error":
            way = f"`allow: [{{check: {self.id}, text: {found.case}, because: …}}]` lets it stand"
            hint = f"{hint}; {way}" if hint else way
        return Diagnostic(found.message, found.span, hint or None, self.id, self.level)
