"""Find the passage nearest to a phrase that a document does not have, and mark the difference."""

import difflib
import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache

from ..text import differences
from .passages import At, Passages

_EDGES = re.compile(r"^\W+|\W+$")
_AROUND = 3  # words shown on either side
_COMMON = 2000  # a word that stands in more places than this says nothing of where to look
_ENOUGH = 4000  # places that are weighed for one phrase, or a giant of a paragraph takes minutes
_ALIKE = 0.5  # of a phrase's words, or it is not the passage meant


@dataclass(frozen=True, slots=True)
class Nearest:
    """The place of the nearest words, and they themselves with the difference marked.

    ``[-words-]`` are the fact's alone, ``{+words+}`` the document's alone. ``same``: it is the
    phrase itself, at another place than wanted.
    """

    at: At
    marked: str
    same: bool = False


class Finder:
    """Every word of a document with its places, so that a phrase is looked up and not searched."""

    def __init__(self, passages: Passages) -> None:
        self.words: list[str] = []
        self.owners: list[At] = []
        self.places: dict[str, list[int]] = {}
        for at, text in passages.texts.items():
            for word in differences.parts(text):
                self.places.setdefault(_bare(word), []).append(len(self.words))
                self.words.append(word)
                self.owners.append(at)

    def nearest(self, phrase: str, wanted: At) -> Nearest | None:
        """Return the words nearest to ``phrase``, of equally near ones those at ``wanted``."""
        words = differences.parts(phrase)
        votes: Counter[int] = Counter()
        known = [(self.places.get(_bare(word), []), index) for index, word in enumerate(words)]
        for places, index in sorted(known, key=lambda one: len(one[0])):
            # The rarest words tell most; the others are asked only while there is room.
            if len(votes) < _ENOUGH and (len(places) <= _COMMON or len(words) == 1):
                votes.update(place - index for place in places[:_COMMON])
        if not votes:
            return None
        most = max(votes.values())
        likely = [start for start, count in votes.items() if 2 * count >= most]
        start = max(max(likely, key=lambda start: self._weight(start, votes, wanted)), 0)
        at = self.owners[min(start, len(self.owners) - 1)]
        end = start + len(words)
        shown = range(max(start - _AROUND, 0), min(end + _AROUND, len(self.words)))
        inside = [n for n in shown if self.owners[n] == at]
        found = [self.words[n] for n in inside]
        bare = [*map(_bare, words)], [*map(_bare, found)]
        alike = difflib.SequenceMatcher(None, *bare, autojunk=False)
        if sum(block.size for block in alike.get_matching_blocks()) < _ALIKE * len(words):
            return None
        first, last = inside[0], inside[-1]
        before = "… " if first and self.owners[first - 1] == at else ""
        after = " …" if last + 1 < len(self.owners) and self.owners[last + 1] == at else ""
        same = [*map(_bare, self.words[start:end])] == bare[0]
        # At the very place only a capital or a stop can differ: then letters count, not words.
        compared = None if same and at == wanted else bare
        marked = differences.marked(words, found, compared, excerpt=True)
        return Nearest(at, f"{before}{marked}{after}", same and at != wanted)

    def _weight(self, start: int, votes: Counter[int], wanted: At) -> tuple[int, bool, bool, int]:
        """Return how near: words in place or one off; the place; its section; the earliest."""
        near = votes[start] * 2 + votes[start - 1] + votes[start + 1]
        at = self.owners[min(max(start, 0), len(self.owners) - 1)]
        return near, at == wanted, at[0] == wanted[0], -start


@lru_cache(maxsize=65536)
def _bare(word: str) -> str:
    return (word if word.isalnum() else _EDGES.sub("", word)).casefold() or word
