"""When a claim is true: no present tense of undated documents, nothing after the record's end."""

import re
from collections.abc import Iterable, Iterator

from ...content.document import Document, Fact
from ...text import quantities
from ...text.wording import listed, loose, quotations, without, words
from ..check import Check, Finding
from .claims import Claim
from .reading import Reading

_MOVING = re.compile(
    r"\b(?:today|currently|at present|presently|nowadays|these days|to date|recently|right now|now"
    r"|until now|up to now|so far)\b",
    re.IGNORECASE,
)
# A word of each, for most sentences have none, and the pattern is slow.
_MOVES = listed("today currently present presently nowadays days date recently now far")
_PRESENT = re.compile(r"\b(?:remains?|is|are|has|have|continues?)\b")
NEAR = 4  # words after a verb that tell what is said; two before it tell of what
# Documents speak in the present for as long as they are read: “the page is undated”, “is not said”.
_DOCUMENTS = listed(
    "abstract abstracts account accounts box briefing caption cell claim claims column document"
    " documents entry event evidence excerpt exhibit exhibits fact facts form forms heading"
    " headings introduction item items keyword keywords latest list lists matrix name names"
    " neither nobody none note notes nothing page paper passage phrase question questions record"
    " records reference references row rows sentence sentences source sources spelling statement"
    " statements status summary table term terms text texts there these this those title titles"
    " verdict verdicts word wording words"
)
_SAID = re.compile(
    r"\b(?:among|called|considered|counted|dated|described|documented|explained|given|identified|known|listed"
    r"|mentioned|missing|named|printed|quoted|recorded|reported|said|silent|specified|spelled|stated"
    r"|unclear|undated|unknown|unnamed|unsigned|inference|inferred|presented|credited|attributed|meant"
    r"|shown|depicted|pictured|portrayed|photographed"
    r"|cited|treated|spoken|written|found|read)\b"
)
SHORTEST = 4  # letters of a verb's stem, so that “has” is not taken for a form of “had”
_ABOUT_DOCUMENTS = ("meta", "heading")
_ARTICLES = listed("a an any each every her his its no of some the their these those")


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield words and years that will be wrong, or are already."""
    undated = {key for key, found in reading.library.facts.items() if _timeless(*found)}
    for claim in reading.claims:
        text = without(claim.sentence, ((q.start, q.end) for q in quotations(claim.sentence)))
        for found in () if _MOVES.isdisjoint(words(text)) else _MOVING.finditer(text):
            kept = {way for _, fact in reading.facts(claim) for way in _must_keep(fact)}
            if loose(found[0]) in kept:
                continue  # one check does not forbid what another demands
            message = f"“{found[0]}” moves with the reader; the documents do not"
            yield claim.finding(message, found[0], "give the date")
        for figure in quantities.figures(text):
            late = reading.after_the_record(figure.meaning)
            if late and not quantities.held(figure.meaning, reading.held(claim).figures):
                message = f"“{figure.written}” is after the end of the record, {reading.record_to}"
                yield claim.finding(message, figure.written, "cite the fact that has it")
        if claim.kind in ("prose", "cell") and claim.calls and not undated.isdisjoint(claim.facts):
            facts = (reading.library.facts[key][1] for key in claim.facts if key in undated)
            yield from _present(claim, text, facts)


CHECK = Check(
    "as-of",
    "What an undated document says of its present is told in the past tense; no sentence says today"
    " or now, and none gives a year after the record's end that its facts do not have.",
    examine,
    grammar=True,
)


def _must_keep(fact: Fact) -> Iterator[str]:
    return (loose(way) for hedge in fact.must_keep for way in hedge.split("|"))


def _timeless(doc: Document, fact: Fact) -> bool:
    """Say whether a fact of the world has no date of its own, nor its document one."""
    undated = "undated" in fact.as_of or "c." in fact.as_of
    issued = quantities.figures(str(doc.reference.get("issued", "")))
    return undated and not issued and fact.status not in _ABOUT_DOCUMENTS


def _present(claim: Claim, text: str, undated: Iterable[Fact]) -> Iterator[Finding]:
    verbs = [v[0] for v in _PRESENT.finditer(text) if not _of_documents(text, v.start(), v.end())]
    said = frozenset().union(*(words(fact.says) for fact in undated))
    verbs += [verb for verb in _made_present(text, said) if verb not in verbs]
    for verb in verbs:
        message = f"“{verb}” tells the present of a document without a date"
        way = "use the past tense, and say when: “when the page was written”"
        yield claim.finding(message, verb, way)


def _of_documents(text: str, start: int, end: int) -> bool:
    """Say whether a verb tells of documents, or gives two names of one thing: Kulab is Kulyab."""
    subject, rest = text[:start].casefold().split()[-2:], text[end:].split()[:NEAR]
    if any(word.strip(",;:()—–") in _DOCUMENTS for word in subject):
        return True
    return bool(rest and rest[0][0].isupper()) or bool(_SAID.search(" ".join(rest)))


def _made_present(text: str, said: frozenset[str]) -> Iterator[str]:
    """Yield verbs that the facts have in the past: leases, where they say leased."""
    before = ""
    for word in re.findall(r"[^\W\d_]+", text):
        key = word.casefold()
        stem = key.removesuffix("s")
        if (
            key.endswith("s")
            and len(stem) >= SHORTEST
            and key not in said
            and stem not in said
            and before not in _ARTICLES
            and not {f"{stem}d", f"{stem}ed"}.isdisjoint(said)
        ):
            yield word
        before = key
