"""Documents that share a text: they are one witness, however many of them are cited."""

import re
from collections.abc import Iterator
from itertools import combinations

from ...content.document import Document, Fact
from ...text.wording import exact, listed, quotations, without, words
from ..check import Check, Finding
from .claims import Claim
from .reading import Reading

_SEVERAL = re.compile(
    r"\b(?:both|two|three|all)\s+(?:the\s+|of\s+the\s+|independent\s+|separate\s+|different\s+|three\s+)*"
    r"(?:documents|sources|witnesses|accounts|records|files|texts|papers|pages|abstracts)\b"
    r"|\b(?:documents|sources|witnesses|accounts|records)\s+(?:all\s+|both\s+)?(?:agree|concur|confirm)\b"
    r"|\b(?:confirm(?:s|ed)?|corroborat\w+|independently)\b",
    re.IGNORECASE,
)
_SPEAKS = listed(
    "documents sources witnesses accounts records files texts papers pages abstracts confirm"
    " confirms confirmed independently corroborate corroborates corroborated corroborating"
    " corroboration"
)
_AS_ONE = re.compile(
    r"\b(?:one|same|single|identical|once|share[sd]?|no|not|nor|never|neither|nothing|nobody|without"
    r"|only|witness|witnesses)\b",
    re.IGNORECASE,
)


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield sentences that make two witnesses out of one."""
    for claim in reading.claims:
        if claim.kind == "question" or not (claim.facts or claim.works):
            continue
        speaks = not _SPEAKS.isdisjoint(words(claim.sentence))
        if not speaks and sum(map(len, claim.calls)) < 2:
            continue  # most sentences, and the patterns are slow
        text = without(claim.sentence, ((q.start, q.end) for q in quotations(claim.sentence)))
        as_one = _AS_ONE.search(text)
        works = [w for w in reading.works(claim) if w in reading.library.documents]
        found = _SEVERAL.search(text) if speaks else None
        if found and not as_one and works and len({reading.witness[work] for work in works}) == 1:
            message = f"“{found[0]}”: what this cites is a single witness"
            yield claim.finding(message, found[0], "say whose word it is")
        yield from _twice(reading, claim, bool(as_one))


CHECK = Check(
    "one-witness",
    "Documents tied by `same-text-as` count once: no sentence says that they agree, and none cites"
    " both for the same words.",
    examine,
)


def _twice(reading: Reading, claim: Claim, as_one: bool) -> Iterator[Finding]:
    """Yield pairs that the sentence cites for the same words, from documents that share a text."""
    keys = dict.fromkeys(key for call in claim.calls for key in call)
    facts = [(key, *reading.library.facts[key]) for key in keys if key in reading.library.facts]
    for (one, doc, fact), (two, other, second) in combinations(facts, 2):
        tied = doc.key != other.key and reading.witness[doc.key] == reading.witness[other.key]
        if tied and _same_words(doc, fact, other, second):
            message = f"`{one}` and `{two}` are the same words in two documents that share a text"
            yield claim.finding(message, two, "cite one of them; `also` names the other place")
    whole = [key for key in keys if key in reading.library.documents]
    for one, two in combinations(whole, 2):
        if reading.witness[one] == reading.witness[two] and not as_one:
            message = f"`{one}` and `{two}` share a text, and are one witness"
            yield claim.finding(message, two, "cite one of them, or say that they are one")


def _same_words(doc: Document, fact: Fact, other: Document, second: Fact) -> bool:
    return (
        _names(fact, other, second)
        or _names(second, doc, fact)
        or not {*map(exact, fact.supports)}.isdisjoint(map(exact, second.supports))
    )


def _names(fact: Fact, other: Document, second: Fact) -> bool:
    """Say whether a fact says that its words stand where the second one has its own."""
    places = {tuple(place) for place in second.places}
    elsewhere = (e for e in fact.also if e.document == other.key)
    return any(tuple(pair for pair in e if pair[0] != "document") in places for e in elsewhere)
