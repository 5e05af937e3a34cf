"""Numbers, years and dates of a claim against those of its facts."""

import re
from collections.abc import Iterable, Iterator

from ..document import Fact
from . import figures
from .check import Check, Finding
from .claims import Claim
from .figures import Date, Figure, Number
from .reading import Reading
from .wording import forms

CHECK = Check(
    "numbers",
    "Every number, year and date of a sentence stands in what a fact says that the sentence cites.",
)


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield every number of a claim that its facts do not hold."""
    for claim in reading.claims:
        if not (claim.facts or claim.works) or claim.text.loc[-1] == "number":
            continue  # the label of a row
        for figure in figures.figures(reading.own_words(claim)):
            if not reading.after_the_record(figure.meaning) and not _stands(reading, claim, figure):
                message = f"“{figure.written}” is in none of the facts that this rests on"
                yield claim.finding(CHECK, message, figure.written, _way(reading, figure, claim))


def _stands(reading: Reading, claim: Claim, figure: Figure) -> bool:
    held, miscounts = reading.held(claim), reading.miscounts(claim.sentence, figure)
    if miscounts is not None and figure.word:
        return not miscounts
    if figures.held(figure.meaning, held.figures):
        return True
    in_a_table = claim.kind in ("cell", "title", "document")
    loosely = isinstance(figure.meaning, Date) and (in_a_table or figure.meaning.part == "c")
    if loosely and figures.held(figure.meaning, held.loosely):
        return True
    return figure.meaning in reading.latest_events(claim) or _counted(reading, claim, figure)


def _counted(reading: Reading, claim: Claim, figure: Figure) -> bool:
    """Say whether a number counts what is there: facts cited, rows of an exhibit, documents."""
    if not isinstance(figure.meaning, Number) or not figure.meaning.digits.isdigit():
        return False
    number = int(figure.meaning.digits)
    if number in claim.counts:
        return True
    if not figure.word or figure.meaning.unit:
        return False
    sentence = claim.sentence
    if claim.document:
        return number in reading.parts[claim.document]
    facts = [fact for _, fact in reading.facts(claim)]
    places = {(doc.key, fact.place) for doc, fact in reading.facts(claim)}
    listed = any(place.bullet for _, place in places)  # two facts of one bullet are one item
    return number in (len(places), 0 if listed else len(facts)) and not _numbered(
        _after(sentence, figure), facts
    )


def _numbered(nouns: frozenset[str], facts: Iterable[Fact]) -> bool:
    """Say whether a fact gives the number of these very things: then only that number will do."""
    return any(
        nouns & _after(fact.says, figure)
        for fact in facts
        for figure in figures.figures(fact.says)
        if isinstance(figure.meaning, Number)
    )


def _after(text: str, figure: Figure) -> frozenset[str]:
    words = re.findall(r"[^\W\d_]+", text[figure.start + len(figure.written) :])[:2]
    return frozenset().union(*map(forms, words))


def _way(reading: Reading, figure: Figure, claim: Claim) -> str:
    if isinstance(figure.meaning, Number) and figure.word:
        return ""
    for key, (_, fact) in reading.library.facts.items():
        known = (f.meaning for f in figures.figures(fact.says))
        if key not in claim.facts and figures.held(figure.meaning, known):
            return f"the fact `{key}` has it"
    return ""
