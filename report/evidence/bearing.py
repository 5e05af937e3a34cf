"""Citations that have slipped: a sentence that has no word of the facts that it cites."""

import re
from collections.abc import Iterator

from ..model import Prose
from .check import Check, Finding
from .reading import Reading
from .wording import matter

CHECK = Check(
    "citation",
    "A sentence that states something has a word in common with a fact that it cites.",
)

# To say what a document leaves out, a sentence cites the place where one would look for it.
_LEAVES_OUT = re.compile(
    r"\b(?:no|not|none|nobody|nothing|neither|nor|never|nowhere|without|unknown|unclear|silent"
    r"|open|missing|whether)\b",
    re.IGNORECASE,
)


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield sentences of running text that share no word with their facts."""
    for claim in reading.claims:
        if claim.kind != "prose" or claim.works or not isinstance(claim.text.text, Prose):
            continue
        facts = [reading.library.facts[key][1] for key in claim.fresh]
        if not facts or _LEAVES_OUT.search(claim.sentence):
            continue
        said = frozenset().union(*(matter(fact.says) for fact in facts))
        if said.isdisjoint(matter(claim.sentence)):
            cited = ", ".join(f"`{key}`" for key in claim.fresh)
            way = f"the fact says: {facts[0].says}"
            yield claim.finding(CHECK, f"this has no word of what it cites, {cited}", "", way)
