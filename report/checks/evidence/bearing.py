"""Citations that have slipped: a sentence that has no word of the facts that it cites."""

from collections.abc import Iterable, Iterator

from ...content.document import Fact
from ...text import quantities
from ...text.quantities import Number
from ...text.wording import matter, says_what_is_not
from ..check import Check, Finding
from .reading import Reading

ENOUGH = 4  # words of a cell: a date, a name or “not stated” may have none of its fact


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield sentences of running text, and cells of some length, without a word of their facts."""
    for claim in reading.claims:
        running = claim.kind == "prose" and claim.text.loc[-1] in ("text", "side-note")
        if claim.works or not (running or claim.kind == "cell"):
            continue
        facts = [reading.library.facts[key][1] for key in claim.fresh]
        # To say what a document leaves out, one cites the place where one would look for it.
        if not facts or says_what_is_not(claim.sentence):
            continue
        said = frozenset().union(*(matter(fact.says) for fact in facts))
        own = matter(claim.sentence)
        if (
            said.isdisjoint(own)
            and not _shares_a_number(claim.sentence, facts)
            and (running or len(own) >= ENOUGH)
        ):
            cited = ", ".join(f"`{key}`" for key in claim.fresh)
            way = f"the fact says: {facts[0].says}"
            yield claim.finding(f"this has no word of what it cites, {cited}", "", way)


CHECK = Check(
    "citation",
    "A sentence that states something has a word or a number in common with a fact that it cites.",
    examine,
    grammar=True,
)


def _shares_a_number(sentence: str, facts: Iterable[Fact]) -> bool:
    """Say whether a fact has a number of the sentence; a year says little of the subject."""
    own = {f.meaning for f in quantities.figures(sentence) if isinstance(f.meaning, Number)}
    return any(not own.isdisjoint(f.meaning for f in quantities.figures(x.says)) for x in facts)
