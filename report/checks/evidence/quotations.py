"""Quoted words against the phrases of the facts that a sentence cites."""

import re
from collections.abc import Iterable, Iterator

from ...content.document import Document
from ...text.wording import CASED, OPENING, count_words, exact, has, loose
from ...text.wording import quotations as quoted_in
from ..check import Check, Finding
from .claims import Claim
from .reading import Reading

LONGEST = 15  # words
SHARE = 0.25  # of a document without a licence

_PARTS = re.compile(r"\s*(?:\[[^\]]*\]|…|\.\s?\.\s?\.)\s*")  # insertions and omissions
_LETTER = re.compile(r"\w")
_CLOSING = ".,;:!?"
TERM = 4  # words that a term of our own may have


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield quotations that no phrase holds or that are too long, and documents used too much."""
    for claim in reading.claims:
        if OPENING.isdisjoint(claim.sentence):
            continue
        phrases = [exact(p) for _, fact in reading.facts(claim) for p in fact.phrases]
        titles = {loose(title) for title in reading.titles(claim)} | reading.own_titles
        for quoted in quoted_in(claim.sentence):
            words = loose(quoted.words).strip(_CLOSING)
            if words in titles or reading.declared(quoted.words.strip(_CLOSING)) is not None:
                continue
            if (count := count_words(quoted.words)) > LONGEST:
                message = f"{count} words are quoted at once, more than {LONGEST}"
                yield claim.finding(message, quoted.words, "shorten it, or say it in our words")
            elif not _verbatim(quoted.words, phrases) and not _own_term(
                reading, claim, quoted.words
            ):
                message = (
                    f"“{quoted.words}” is not, letter for letter, in a phrase of the facts cited"
                )
                way = "quote the document as it is, put insertions in brackets, or cite the fact"
                yield claim.finding(message, quoted.words, way)
    for claim in reading.quoted:
        yield from _block(reading, claim)
    yield from _facts(reading)
    for doc in reading.library.documents.values():
        yield from _too_much(reading, doc)


CHECK = Check(
    "quotations",
    "Quoted words, at most 15 of them, stand letter for letter in the `supports` of a fact that the"
    " sentence cites; the phrases of a document without a licence stay under a quarter of it. A"
    " longer block quotation stands in the `passages` of a document that it cites.",
    examine,
)


def _block(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Yield what is wrong with a block quotation: it is held like quoted words, all of it."""
    words = claim.sentence.strip("“”\"'‘’ ")
    known = [exact(p) for _, fact in reading.facts(claim) for p in fact.phrases]
    cited = {doc.key: doc for doc, _ in reading.facts(claim)} | {
        key: reading.library.documents[key]
        for key in claim.works
        if key in reading.library.documents
    }
    whole = [exact(passage.text) for doc in cited.values() for passage in doc.passages.values()]
    if not claim.calls:
        message = "this quotation cites nothing"
        yield claim.finding(message, "", "end it with what it quotes, [@key]")
    elif _verbatim(words, whole):
        return
    elif (count := count_words(words)) > LONGEST:
        message = f"{count} words are quoted at once, more than {LONGEST}, and stand in no passage"
        way = (
            "give them under `passages` of the document that it cites, letter for letter, where its"
            " licence allows that; or shorten it"
        )
        yield claim.finding(message, "", way)
    elif not _verbatim(words, known):
        message = "this quotation is not, letter for letter, in a phrase of the facts cited"
        way = "quote the document as it is, put insertions in brackets, or cite the fact"
        yield claim.finding(message, "", way)


def _verbatim(quoted: str, phrases: Iterable[str]) -> bool:
    known = list(phrases)
    parts = [exact(part) for part in _PARTS.split(CASED.sub(r"…\1", quoted))]
    return all(any(_within(part, phrase) for phrase in known) for part in parts if part)


def _own_term(reading: Reading, claim: Claim, quoted: str) -> bool:
    """Say whether a sentence that rests on nothing quotes a term, and not words of a document."""
    if not claim.connective or claim.facts or claim.works or count_words(quoted) > TERM:
        return False
    phrases = (exact(p) for _, f in reading.library.facts.values() for p in f.phrases)
    return not _verbatim(quoted, phrases)


def _within(part: str, phrase: str) -> bool:
    """Say whether a phrase holds these letters; the first may change case, a last stop is ours."""
    initial = part[0].swapcase() + part[1:]
    for words in (part, initial, part.rstrip(_CLOSING), initial.rstrip(_CLOSING)):
        if has(phrase, words):
            return True
    return False


def _facts(reading: Reading) -> Iterator[Finding]:
    """Yield what a fact quotes that is not in its own phrases."""
    for key, (doc, fact) in reading.library.facts.items():
        titles = {loose(title) for title in reading.titles_of(doc.key)}
        for quoted in quoted_in(fact.says):
            known = map(exact, (*fact.phrases, *fact.declared))
            if loose(quoted.words).strip(_CLOSING) in titles or _verbatim(quoted.words, known):
                continue
            message = f"fact `{key}`: “{quoted.words}” is not, letter for letter, in its phrases"
            place = reading.library.sources[doc.key].at(("facts", key, "says"), quoted.words)
            way = "quote the document as it is, or declare it"
            yield Finding(message, place, way, fact.says, quoted.words)


def _too_much(reading: Reading, doc: Document) -> Iterator[Finding]:
    if doc.licence is not None or doc.words is None:
        return
    if doc.words_quoted >= SHARE * doc.words:
        message = (
            f"the phrases of `{doc.key}` have {doc.words_quoted} of its {doc.words} words: it"
            f" states no licence, and {SHARE:.0%} is too much"
        )
        place = reading.library.sources[doc.key].at(("words",))
        way = "take facts out, or shorten `supports`; where a licence allows more, write `licence`"
        yield Finding(message, place, way, doc.key)
    for key, fact in doc.facts.items():
        for phrase in fact.phrases:
            if count_words(phrase) > LONGEST:
                message = f"fact `{key}`: a phrase has more than {LONGEST} words"
                field = "supports" if phrase in fact.supports else "quote"
                place = reading.library.sources[doc.key].at(("facts", key, field), phrase)
                yield Finding(message, place, "shorten it", fact.says, phrase)
