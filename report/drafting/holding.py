"""A sentence comes in; what the phrases of its fact must hold goes out: numbers, names, hedges."""

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from ..text import grammar, quantities
from ..text.wording import COMMON_ENDINGS, NUMBER_WORDS, Word, matter, names
from .script import unspaced

Sort = Literal["number", "name", "hedge", "scope", "negation"]


@dataclass(frozen=True, slots=True)
class Hold:
    """Something that must be held: where it stands in the sentence, and of what sort it is."""

    start: int
    end: int
    sort: Sort


# Whatever has digits: 1,200 of another language, 180-day, S/1996/212, 9:30, 40%.
_DIGITS = re.compile(r"[\w.,/:’'№§$€£¥₽°+±-]*\d(?:[\w,.:/%’'‰°–-]*[\w%‰°])?")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc]{3,}(?:・[\u30a1-\u30fa\u30fc]+)*")
_INSTITUTION = re.compile(
    "[\u4e00-\u9fff\u30a1-\u30fa\u30fc]{1,10}(?:省|庁|党|府|議会|国会|大学|委員会|会社|協会|連合|銀行|裁判所|大臣|首相|大統領|県|市)"
)
_WESTERN: tuple[tuple[re.Pattern[str], Sort], ...] = ((_DIGITS, "number"),)
_EASTERN: tuple[tuple[re.Pattern[str], Sort], ...] = ((_KATAKANA, "name"), (_INSTITUTION, "name"))
_SORTS: dict[grammar.PatternName, Sort] = {
    "hedges": "hedge",
    "scopes": "scope",
    "negations": "negation",
    "counts": "number",
}


def must_hold(sentence: str, known: "WordUse") -> tuple[Hold, ...]:
    """Return every number, date, name, hedge and negation of a sentence, in order."""
    east = unspaced(sentence)
    found = [
        Hold(one.start, one.start + len(one.written), "number")
        for one in quantities.figures(sentence, language=known.language)
    ]
    for name, sort in _SORTS.items():
        if rule := grammar.rule(known.language, name, spaced=not east):
            found += [Hold(m.start(), m.end(), sort) for m in rule.finditer(sentence)]
    for rule, sort in _EASTERN if east else _WESTERN:
        found += [Hold(m.start(), m.end(), sort) for m in rule.finditer(sentence)]
    found += [Hold(m.start(), m.end(), "scope") for m in attributes(sentence, known.language)]
    found += [
        Hold(word.start, word.start + len(word.written), "name")
        for word in names(sentence)
        if known.is_name(word)
    ]
    numbers = [hold for hold in found if hold.sort == "number"]
    # “May” of a date is a month, and “late” is a part of one.
    free = (h for h in found if h.sort == "number" or not any(_inside(h, n) for n in numbers))
    return tuple(sorted(set(free), key=lambda hold: (hold.start, hold.end)))


def _inside(hold: Hold, other: Hold) -> bool:
    return hold.sort != "name" and other.start <= hold.start and hold.end <= other.end


def attributes(sentence: str, language: str) -> Iterator[re.Match[str]]:
    """Yield the words that say who holds a claim; the first of a sentence may have a capital."""
    if found := grammar.rule(language, "attributing", spaced=not unspaced(sentence)):
        yield from found.finditer(sentence[:1].lower() + sentence[1:])


@dataclass
class WordUse:
    """What the document as a whole tells of its words: which are names, and how rare each is.

    Each block of the text is a line.
    """

    text: str
    language: str
    small: frozenset[str] = field(init=False)
    inside: frozenset[str] = field(init=False)
    often: Counter[str] = field(init=False)

    def __post_init__(self) -> None:
        self.small = frozenset(re.findall(r"(?<![\w’'])[a-zа-яёà-öø-ÿ][^\W\d_]*", self.text))
        self.inside = frozenset(
            word.written.casefold()
            for block in self.text.splitlines()  # the first word of each may open a sentence
            for word in names(block)
            if not word.initial
        )
        self.often = Counter(words_that_matter(self.text))

    def is_name(self, word: Word) -> bool:
        """Say whether a capital makes a name: not where every sentence would have one."""
        key = word.written.casefold()
        if not word.initial or (word.written.isupper() and len(key) > 1):
            return True
        known = grammar.of(self.language)
        if key in self.small or key in known.openers or key in NUMBER_WORDS:
            return False
        if key in known.plain and key not in self.inside:
            return False
        return key in self.inside or not key.endswith(COMMON_ENDINGS)


def words_that_matter(text: str) -> list[str]:
    """Return the words of a text but for the small ones, in order, in one case."""
    return [word for word in re.findall(r"[^\W\d_]{3,}", text.casefold()) if matter(word)]
