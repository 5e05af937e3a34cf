"""Numbers, years and dates of a claim against those of its facts."""

import re
from collections.abc import Iterable, Iterator

from ..document import Fact
from . import figures
from .check import Check, Finding
from .claims import Claim
from .figures import Date, Figure, Meaning, Number
from .reading import Reading
from .wording import matter

CHECK = Check(
    "numbers",
    "Every number, year and date of a sentence stands in what a fact says that the sentence cites.",
)

# “its latest dated event is October 2013”: how far a document goes is recorded with it.
_ENDS = re.compile(r"\b(?:latest|last|record|written|stops|ends|horizon)\b", re.IGNORECASE)


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield every number of a claim that its facts do not hold."""
    for claim in reading.claims:
        if not (claim.facts or claim.works) or claim.text.loc[-1] == "number":
            continue  # the label of a row
        found = figures.figures(reading.own_words(claim))
        for start, end, part in claim.parts(reading.library) if found else ():
            for figure in found:
                late = reading.after_the_record(figure.meaning)  # which is for as-of to say
                if late or not start <= figure.start < end:
                    continue
                if not _stands(reading, claim, part, figure):
                    message = f"“{figure.written}” is in none of the facts this rests on"
                    way = _way(reading, figure, part)
                    yield claim.finding(CHECK, message, figure.written, way)


def _stands(reading: Reading, claim: Claim, part: Claim, figure: Figure) -> bool:
    miscounts = reading.miscounts(claim.sentence, figure)
    if miscounts is not None and figure.word:
        return not miscounts
    numbers = _numbers_of(_after(claim.sentence, figure), (fact for _, fact in reading.facts(part)))
    if numbers:
        return figure.meaning in numbers
    held = reading.held(part)
    if figures.held(figure.meaning, held.figures):
        return True
    in_a_table = claim.kind in ("cell", "title", "document")
    loosely = isinstance(figure.meaning, Date) and (in_a_table or figure.meaning.part == "c")
    if loosely and figures.held(figure.meaning, held.loosely):
        return True
    of_what = part if claim.kind == "cell" else claim  # a cell has fragments, and no list of all
    ends = _ENDS.search(claim.sentence) and figure.meaning in reading.latest_events(claim)
    return bool(ends) or _counted(reading, of_what, figure)


def _counted(reading: Reading, claim: Claim, figure: Figure) -> bool:
    """Say whether a number counts what is there: facts cited, rows of an exhibit, documents."""
    if not isinstance(figure.meaning, Number) or not figure.meaning.digits.isdigit():
        return False
    number = int(figure.meaning.digits)
    if number in claim.counts:
        return True
    if not figure.word or figure.meaning.unit:
        return False
    if claim.document:
        return number in reading.parts[claim.document]
    facts = [fact for _, fact in reading.facts(claim)]
    places = {(doc.key, fact.place) for doc, fact in reading.facts(claim)}
    listed = any(place.bullet for _, place in places)  # two facts of one bullet are one item
    return number in (len(places), 0 if listed else len(facts))


def _numbers_of(nouns: frozenset[str], facts: Iterable[Fact]) -> frozenset[Meaning]:
    """Return the numbers that facts give of these very things: then no other number will do."""
    return frozenset(
        figure.meaning
        for fact in facts
        for figure in figures.figures(fact.says)
        if isinstance(figure.meaning, Number) and not nouns.isdisjoint(_after(fact.says, figure))
    )


def _after(text: str, figure: Figure) -> frozenset[str]:
    """Return what a number counts, as far as the two words after it tell."""
    if not isinstance(figure.meaning, Number):
        return frozenset()
    return matter(" ".join(text[figure.start + len(figure.written) :].split()[:2]))


def _way(reading: Reading, figure: Figure, claim: Claim) -> str:
    if isinstance(figure.meaning, Number) and figure.word:
        return ""
    for key, (_, fact) in reading.library.facts.items():
        known = (f.meaning for f in figures.figures(fact.says))
        if key not in claim.facts and figures.held(figure.meaning, known):
            return f"the fact `{key}` has it"
    return ""
