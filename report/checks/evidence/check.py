"""What a check is, and what it finds."""

from dataclasses import dataclass

from ...errors import Diagnostic, Span


@dataclass(frozen=True, slots=True)
class Check:
    """One rule that content is held to: its id, and what it demands, in a sentence."""

    id: str
    sentence: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One case that a check found.

    ``passage`` is the sentence, and ``about`` the words of it that are at fault (empty when it is
    the whole sentence): an ``allow`` entry is held against both. ``block`` is the place of the
    block whose ``allow`` entries hold for it, beside those of the briefing.
    """

    check: Check
    message: str
    span: Span
    hint: str
    passage: str
    about: str = ""
    block: tuple[int | str, ...] = ()

    @property
    def diagnostic(self) -> Diagnostic:
        """What the author is told."""
        return Diagnostic(self.message, self.span, self.hint or None, self.check.id)
