"""Documents and their texts come in; out, the passages that facts name, their phrases marked.

What is shown follows the licence: with one that lets passages be printed, or where the reader gave
a copy of his own, the passage stands whole; else the phrases alone, as they stand in the content.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from markupsafe import Markup, escape

from ..content.document import Document, Fact, Place
from ..verification import FoundDocument, passages, texts
from ..verification.passages import At, Passages

GAP = Markup("<i> … </i>")


@dataclass
class Originals:
    """The text of one document, from which passages are taken as it prints them."""

    document: Document
    found: FoundDocument | None
    cut: Passages | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        if self.found:
            typed = self.found.path.suffix.lower() in texts.TYPED
            text, document = self.found.text, self.document
            self.cut = passages.cut(text, document, typed=typed, form=texts.as_written)

    def passage(self, place: Place) -> str | None:
        """Return the words at a place, as the document has them; None where they are not at hand.

        Without the document, the content may have the passage: one that is printed for reading.
        """
        if self.cut:
            return self.cut.at(place)
        for excerpt in self.document.passages.values():
            if At.of(excerpt.place) == At.of(place):
                return excerpt.text
        return None

    def order(self, place: Place) -> int:
        """Return a number that puts places into the order of the document."""
        names = [part.name for part in self.document.structure]
        if self.cut and At.of(place) in self.cut.texts:
            return list(self.cut.texts).index(At.of(place))
        return names.index(place.under) if place.under in names else -1


@dataclass(frozen=True, slots=True)
class Underlined:
    """Part of a passage that facts rest on: where it begins and ends, and the fact."""

    start: int
    end: int
    fact: str


def marked(passage: str, facts: Mapping[str, Fact], numbers: Mapping[str, str]) -> Markup:
    """Return a passage whole, the phrases of facts marked with the facts' numbers."""
    stretches = list(_stretches(passage, facts))
    edges = {0, len(passage), *(s.start for s in stretches), *(s.end for s in stretches)}
    made = []
    for start, end in pairwise(sorted(edges)):
        piece = escape(passage[start:end])
        mine = [s for s in stretches if s.start <= start and s.end >= end]
        rest_on_it = [numbers[s.fact] for s in mine]
        ended = [numbers[s.fact] for s in mine if s.end == end]
        made.append(_mark(piece, rest_on_it, ended) if mine else piece)
    return Markup("").join(made)


def _mark(words: str, numbers: Sequence[str], ended: Sequence[str]) -> Markup:
    """Mark words with the facts that rest on them; those whose phrase has ended are shown.

    Facts that are not all shown are named, for the script.
    """
    shown = Markup("").join(Markup("<sup>{}</sup>").format(one) for one in ended)
    named = list(dict.fromkeys(numbers))
    more = Markup("") if named == list(ended) else Markup(' data-f="{}"').format(" ".join(named))
    return Markup("<mark{}>{}{}</mark>").format(more, words, shown)


def phrases(facts: Mapping[str, Fact], numbers: Mapping[str, str]) -> Markup:
    """Return the phrases of facts alone, between dots."""
    found: dict[str, list[str]] = {}
    for key, fact in facts.items():
        for phrase in fact.supports:
            found.setdefault(phrase, []).append(numbers[key])
    return GAP + GAP.join(_mark(phrase, named, named) for phrase, named in found.items()) + GAP


def _stretches(passage: str, facts: Mapping[str, Fact]) -> Iterator[Underlined]:
    flat, origins = texts.mapped(passage)
    for key, fact in facts.items():
        for phrase in fact.supports:
            wanted = texts.normal(phrase)
            found = re.search(rf"(?<!\w){re.escape(wanted)}(?!\w)", flat) or re.search(
                re.escape(wanted), flat
            )
            if found:
                yield Underlined(origins[found.start()], origins[found.end() - 1] + 1, key)
