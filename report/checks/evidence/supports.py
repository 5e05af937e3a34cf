"""Each fact against the phrases of its document: what it says beyond them is declared."""

import re
from collections.abc import Iterator

from ...content.document import Document, Fact
from ...content.yamlfile import YamlFile
from ...text import quantities
from ...text.quantities import Date, Meaning
from ...text.wording import contains, quotations, spans, without
from ..check import Check, Finding
from .held import held, together
from .proper import strange
from .reading import Reading

# A date to come: an as-of field has the day on which it was looked ahead to.
_AHEAD = re.compile(
    r"\b(?:by|until|before|(?:planned|due|expected|hoped)\s+(?:for|in|by|to))\s+"
    r"(?:the\s+)?(?:(?:end|beginning|middle|start)\s+of\s+)?$",
    re.IGNORECASE,
)


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield every number, name and hedge of a fact that its phrases do not hold."""
    for key, (doc, fact) in reading.library.facts.items():
        source = reading.library.sources[doc.key]
        for message, about, field in _lacking(reading, fact, doc):
            way = f"add the phrase that holds it to `supports`, or `declared: {{{about}: why}}`"
            if field == "must-keep":
                way = "a must-keep word is one of the words of `says`"
            if field == "as-of":
                way = "correct one of the two"
            place = source.at(("facts", key, field), about)
            yield Finding(f"fact `{key}`: {message}", place, way, fact.says, about)
        yield from _idle(key, fact, source)


CHECK = Check(
    "supports",
    "Every number, name and must-keep word of a fact stands in its `supports`, or in its `declared`"
    " with the reason; and every must-keep word stands in what the fact says.",
    examine,
)


def _lacking(reading: Reading, fact: Fact, doc: Document) -> Iterator[tuple[str, str, str]]:
    """Yield a message, the words at fault, and the field they stand in."""
    tags = {phrase: ("", _language(phrase, doc)) for phrase in fact.supports}
    phrases = together(held(one, language=tag) for one, two in tags.items() for tag in two)
    text = without(fact.says, ((q.start, q.end) for q in quotations(fact.says)))
    text = without(text, list(spans(text, fact.declared)))
    for figure in quantities.figures(text):
        if not quantities.held(figure.meaning, phrases.figures):
            yield f"“{figure.written}” is in none of its phrases", figure.written, "says"
    if _out_of_date(fact):
        yield f"as of {fact.as_of} is not a date of what it says", fact.as_of, "as-of"
    for word in strange(reading, text, phrases) if reading.grammar.whole else ():
        yield f"the name “{word.written}” is in none of its phrases", word.written, "says"
    for hedge in fact.must_keep:
        ways = hedge.split("|")
        if not any(contains(fact.says, way) for way in ways):
            yield f"“{hedge}” must be kept, but is not in what the fact says", hedge, "must-keep"
        elif not any(_kept(way, fact) for way in ways):
            said = next(way for way in ways if contains(fact.says, way))
            yield f"the must-keep word “{said}” is in none of its phrases", said, "says"


_SCRIPTS = (
    ("ja", re.compile("[\u3040-\u30ff\u4e00-\u9fff]")),
    ("ru", re.compile("[\u0400-\u04ff]")),
    ("fa", re.compile("[\u0600-\u06ff]")),
)


def _language(phrase: str, doc: Document) -> str:
    """Return the language of a phrase: its document's, or else what its script suggests."""
    named = str(doc.reference.get("language") or "")
    return named or next((tag for tag, script in _SCRIPTS if script.search(phrase)), "")


def _out_of_date(fact: Fact) -> bool:
    """Say whether a fact gives dates, and its as-of field gives none of them."""
    when = [f.meaning for f in quantities.figures(fact.as_of, iso=True)]
    dates = [f for f in quantities.figures(fact.says) if _date(f.meaning)]
    when, given = [*filter(_date, when)], [f.meaning for f in dates]
    if given and all(_AHEAD.search(fact.says[: f.start]) for f in dates) and _earlier(when, given):
        return False  # hoped for in 2014, by 2017
    agreed = sum(any(_agree(one, other) for other in given) for one in when)
    # A fact may be dated by more than it says (1999, looking ahead to 2000), not by less.
    return bool(when and given) and agreed < (len(when) if len(when) <= len(given) else 1)


def _earlier(when: list[Meaning], given: list[Meaning]) -> bool:
    years = [m.year for m in when if isinstance(m, Date) and m.year]
    return max(years, default=0) < min(m.year for m in given if isinstance(m, Date) and m.year)


def _date(meaning: Meaning) -> bool:
    return isinstance(meaning, Date) and meaning.year is not None


def _agree(one: Meaning, other: Meaning) -> bool:
    return (
        isinstance(one, Date)
        and isinstance(other, Date)
        and one.year == other.year
        and (one.month is None or other.month is None or one.month == other.month)
    )


def _kept(way: str, fact: Fact) -> bool:
    return any(contains(text, way) for text in (*fact.supports, *fact.declared))


def _idle(key: str, fact: Fact, source: YamlFile) -> Iterator[Finding]:
    for words in fact.declared:
        if not contains(fact.says, words):
            message = f"fact `{key}`: “{words}” is declared, but is not in what the fact says"
            place = source.key_at(("facts", key, "declared", words))
            yield Finding(message, place, "remove it, or correct it", fact.says, words)
