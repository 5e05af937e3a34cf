"""The must-keep words of a fact in every sentence that cites it."""

import re
from collections.abc import Iterator

from ...content.document import Fact
from ...text import quantities
from ...text.quantities import Number, Quantity
from ...text.wording import contains, loose, matter
from ..check import Check, Finding
from .reading import Reading

ENOUGH = 4  # words shared with what a fact says, or else
SHARE = 0.3  # of its words
MOST = 0.7  # of them, in a sentence that tells what a document does not say

_SILENT = re.compile(
    r"\b(?:neither|no document|no source|not (?:be )?(?:say|said|name|named|count|counted|give"
    r"|given|state|stated|list|listed|describe|described|identify|identified|tell|told|report|reported"
    r"|date|dated|known)|leaves? (?:it )?open|open)\b",
    re.IGNORECASE,
)
_SAME = (
    ("at least", "or more", "no fewer than", "not fewer than", "no less than", "not less than"),
    ("up to", "at most", "no more than", "not more than"),
    ("about", "some", "around", "roughly", "approximately"),
    ("reportedly", "reported", "is said", "are said", "was said", "were said"),
)
_ASKS = re.compile(r"^\W*whether\b[^,;:]*(?:,[^,;:]*,[^,;:]*)?\.?$|\?\W*$", re.IGNORECASE)


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield every must-keep word that a citing sentence has lost."""
    for claim in reading.claims:
        if claim.kind not in ("prose", "cell"):
            continue
        for key in dict.fromkeys(claim.fresh):
            if key not in reading.library.facts:
                continue
            fact = reading.library.facts[key][1]
            for hedge in fact.must_keep if _repeats(claim.sentence, fact) else ():
                ways = [same for way in hedge.split("|") for same in _ways(way)]
                if not any(contains(claim.sentence, way) for way in ways):
                    if _of_others(claim.sentence, ways, fact):
                        continue
                    if _ASKS.search(claim.sentence):
                        continue  # to ask whether it came about claims nothing
                    words = _named(hedge.split("|"))
                    message = f"this cites `{key}`, and must keep {words}"
                    yield claim.finding(message, "", f"the fact says: {fact.says}")
                elif lost := _loose_number(claim.sentence, ways, fact):
                    hedged = _named(hedge.split("|"))
                    message = f"“{lost}” has lost the {hedged} that `{key}` gives it"
                    yield claim.finding(message, lost, f"the fact says: {fact.says}")


CHECK = Check(
    "hedges",
    "A sentence that cites a fact and repeats what it says keeps its must-keep words, at the number"
    " that they belong to.",
    examine,
)


def _repeats(sentence: str, fact: Fact) -> bool:
    """Say whether a sentence repeats what a fact says, and does not only point to where it stands.

    A cell may cite a fact for its date alone, a sentence for what the document leaves out there.
    """
    said = matter(fact.says) - frozenset().union(*map(matter, fact.must_keep))
    shared = len(said & matter(sentence))
    numbers = {f.meaning for f in quantities.figures(sentence) if isinstance(f.meaning, Number)}
    if not numbers.isdisjoint(f.meaning for f in quantities.figures(fact.says)):
        return True
    if _SILENT.search(sentence):
        return shared >= MOST * len(said)
    return shared >= ENOUGH or shared >= SHARE * len(said)


def _of_others(sentence: str, ways: list[str], fact: Fact) -> bool:
    """Say whether a hedge belongs to numbers of the fact alone, none of which is repeated here."""
    says = loose(fact.says)
    hedged = [f for f in quantities.figures(fact.says) if _before(fact.says, f, ways)]
    count = sum(len(re.findall(rf"(?<!\w){re.escape(loose(way))}(?!\w)", says)) for way in ways)
    if not hedged or count > len(hedged):
        return False
    said = [f.meaning for f in quantities.figures(sentence)]
    known = [f.meaning for f in quantities.figures(fact.says)]
    wrong = any(isinstance(m, Number) and not quantities.held(m, known) for m in said)
    return not wrong and not any(quantities.held(f.meaning, said) for f in hedged)


def _before(text: str, figure: Quantity, ways: list[str]) -> bool:
    before = loose(text[: figure.start])
    return any(before.endswith(loose(way)) for way in ways)


def _loose_number(sentence: str, ways: list[str], fact: Fact) -> str:
    """Return a number of the sentence without the hedge that the fact puts before it."""
    for figure in quantities.figures(fact.says):
        if not _before(fact.says, figure, ways):
            continue
        same = [f for f in quantities.figures(sentence) if f.meaning == figure.meaning]
        after = {f: sentence[f.start + len(f.written) :].split()[:2] for f in same}
        hedged = (
            _hedged(loose(sentence[: f.start]), ways) or loose(" ".join(after[f])) in ways
            for f in same
        )
        if same and not any(hedged):
            return same[0].written
    return ""


def _hedged(before: str, ways: list[str]) -> bool:
    """Say whether a hedge stands within three words before."""
    near = " ".join(re.findall(r"\S+", before)[-6:])
    return any(contains(near, way) for way in ways)


def _ways(hedge: str) -> tuple[str, ...]:
    """Return a must-keep word first, and then what says the very same."""
    return (hedge, *(way for same in _SAME if hedge in same for way in same if way != hedge))


def _named(ways: list[str]) -> str:
    return " or ".join(f"“{way}”" for way in ways)
