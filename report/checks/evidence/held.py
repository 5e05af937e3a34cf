"""What facts hold, for looking up: a text comes in; its words, names, numbers and dates go out."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from ...text.quantities import Meaning, current, figures
from ...text.wording import forms, initialisms, words


@dataclass(frozen=True, slots=True)
class Held:
    """The words of one fact or of several, and what is made of them.

    ``loosely`` are the dates of the as-of fields: a table may print them, prose only a “c. 2013”.
    """

    words: frozenset[str]
    forms: frozenset[str]
    initialisms: frozenset[str]
    figures: frozenset[Meaning]
    loosely: frozenset[Meaning]

    def name(self, word: str) -> bool:
        """Say whether a name is held, or another form of it, or the words of its abbreviation."""
        if not self.forms.isdisjoint(forms(word)):
            return True
        letters = word.removesuffix("s")
        key = letters.casefold()
        return letters.isupper() and (key in self.words or key in self.initialisms)


def held(text: str, as_of: str = "", language: str = "") -> Held:
    """Return what ``text`` holds, and the dates of ``as_of``, read in this language."""
    return _held(text, as_of, language or current())


@lru_cache(maxsize=4096)
def _held(text: str, as_of: str, language: str) -> Held:
    mine = words(text)
    return Held(
        mine,
        frozenset().union(*map(forms, mine)),
        initialisms(text),
        frozenset(f.meaning for f in figures(text, language=language)),
        frozenset(f.meaning for f in figures(as_of, iso=True)),
    )


def together(parts: Iterable[Held]) -> Held:
    """Return what all the parts hold."""
    found = tuple(parts)
    if len(found) == 1:
        return found[0]
    return Held(
        frozenset().union(*(p.words for p in found)),
        frozenset().union(*(p.forms for p in found)),
        frozenset().union(*(p.initialisms for p in found)),
        frozenset().union(*(p.figures for p in found)),
        frozenset().union(*(p.loosely for p in found)),
    )
