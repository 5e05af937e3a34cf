"""Sentences that cite nothing, and facts and references that nothing cites."""

from collections.abc import Iterator

from ...content.model import Prose
from ...text import quantities
from ...text.quantities import Number, Quantity
from ...text.wording import names
from ..check import Check, Finding
from .claims import Claim
from .reading import Reading

_ENDS = (".", "!", "?", "…", ":")


def uncited(reading: Reading) -> Iterator[Finding]:
    """Yield the sentences without a source, and those without one that state something."""
    for claim in reading.claims:
        if claim.kind not in ("prose", "cell"):
            continue
        if claim.connective or (claim.reading and not claim.calls):
            yield from _says_something(reading, claim)
        elif not claim.calls and not _fragment(claim) and _should_cite(claim):
            way = (
                "cite a fact, [@key]; end the sentence with [connective] if it only joins others,"
                " with [reading] if it is your own reading"
            )
            yield claim.finding("this sentence cites nothing", "", way)


def _fragment(claim: Claim) -> bool:
    """Say whether it is no sentence: an item of a list without a full stop."""
    listed = claim.listed or not isinstance(claim.text.text, Prose)
    return listed and not claim.sentence.rstrip("”’)").endswith(_ENDS)


def _should_cite(claim: Claim) -> bool:
    """Say whether it is running text, or stands in a cell whose other sentences cite."""
    return claim.kind == "prose" or "[@" in claim.text.text


def _says_something(reading: Reading, claim: Claim) -> Iterator[Finding]:
    """Yield what a connective sentence may not have; counts and names of titles above it pass."""
    way = "cite the facts that have it"
    what = "a connective sentence" if claim.connective else "a reading that cites nothing"
    for figure in quantities.figures(claim.sentence):
        if (
            not figure.word
            or reading.miscounts(claim.sentence, figure)
            or _more_than_there_is(reading, claim, figure)
        ):
            message = f"{what} states no fact, but this has “{figure.written}”"
            yield claim.finding(message, figure.written, way, figure.start)
    for word in names(claim.sentence) if reading.grammar.whole else ():
        known = word.written.casefold() in reading.known_names
        if known and not reading.headings(claim).name(word.written):
            message = f"{what} states no fact, but this names “{word.written}”"
            yield claim.finding(message, word.written, way, word.start)


FEW = 3  # as many there are of anything


def _more_than_there_is(reading: Reading, claim: Claim, figure: Quantity) -> bool:
    """Say whether a number is larger than the count of anything around: sentences, facts, items."""
    meaning = figure.meaning
    if not isinstance(meaning, Number) or meaning.unit or not meaning.digits.isdigit():
        return False
    return int(meaning.digits) > max(FEW, *reading.countable(claim.text.block))


def unused_facts(reading: Reading) -> Iterator[Finding]:
    """Yield the facts that nothing cites."""
    cited = reading.cited
    for key, (doc, _) in reading.library.facts.items():
        if key not in cited:
            place = reading.library.sources[doc.key].key_at(("facts", key))
            way = f"cite it with [@{key}], or take it out"
            yield Finding(f"nothing cites the fact `{key}`", place, way, key)


def unused_references(reading: Reading) -> Iterator[Finding]:
    """Yield the references that nothing cites."""
    cited = reading.cited
    for key in reading.library.references:
        if key not in cited:
            place = reading.source.at(("references",))
            way = f"cite it with [@{key}], or move it to the file of `further-reading`"
            message = f"nothing cites the reference `{key}`"
            yield Finding(message, place, way, f"{key} {reading.briefing.references}")


CHECKS = (
    Check(
        "connective",
        "A sentence of prose cites what it rests on, or ends in [connective], or in [reading] where"
        " it is the editors' own; without a call it has no number and no name of the facts.",
        uncited,
    ),
    Check("unused-fact", "Every fact is cited somewhere.", unused_facts),
    Check(
        "unused-reference",
        "Every reference is cited somewhere, unless the list of sources prints those not"
        " consulted.",
        unused_references,
    ),
)
