"""The numbers of charts against the facts that their blocks cite.

A chart cites in its ``source``, its ``note`` or another of its texts; its rows, which may come from
a CSV file, carry no calls, and all of them rest on all that the chart cites.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from ...content.blocks import Chart
from ...content.document import Fact
from ...content.model import texts
from ...content.rows import Value
from ...errors import Loc, Span
from ...text import quantities
from ...text.inline import cited
from ...text.numerals import digits
from ...text.quantities import SCALES, Date, Meaning, Number
from ...text.wording import matter, words
from ..check import Check, Finding
from .reading import Reading

_CLAUSE = re.compile(r"[,;:.]\s|\s(?:and|or|but|while|against)\s")
_NONE = frozenset(("no", "none", "nobody", "nothing", "zero"))


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield every value of a chart that the facts cited there do not hold, or hold for another."""
    for block in reading.briefing.blocks():
        if isinstance(block, Chart):
            yield from _Case(reading, block, block.loc).findings()


CHECK = Check(
    "charts",
    "A chart cites the facts that it draws, and each of its values stands in one of them, with the"
    " label of its own row and not with another's.",
    examine,
)


@dataclass(frozen=True)
class _Case:
    """One chart, held against what it cites."""

    reading: Reading
    block: Chart
    loc: Loc

    def findings(self) -> Iterator[Finding]:
        from ...content import rows  # reads files, and few briefings have a chart

        library = self.reading.library
        keys = dict.fromkeys(
            one.key for _, text in texts(self.block, self.loc) for one in cited(text)
        )
        if not keys:
            way = "cite the facts that hold its values: `source: Where it is from.[@key]`"
            span = self.reading.source.at((*self.loc, "source"))
            yield self._finding("this chart cites nothing", span, way, str(self.block.source))
            return
        facts = {key: library.facts[key][1] for key in keys if key in library.facts}
        for key in keys:
            if doc := library.documents.get(key):
                facts |= doc.facts
            elif key not in facts:
                return  # a work that nobody has taken apart into facts
        table, problems = rows.read(self.block, self.reading.source, self.loc)
        if problems:
            return  # told where the chart is drawn
        for label, values, places in zip(table.labels, table.values, table.places, strict=True):
            others = [other for other in table.labels if other != label]
            if self.block.csv is not None:
                yield from self._label(label, places[0], facts)
            for value, place in zip(values, places, strict=True):
                if value.number is not None:
                    yield from self._value(value, label, others, place, facts)

    def _label(self, label: str, place: Span, facts: Mapping[str, Fact]) -> Iterator[Finding]:
        """Yield the dates and numbers of a label of the file that no fact has."""
        known = [meaning for key in facts for meaning in self._dates(key)]
        for figure in quantities.figures(label):
            if not quantities.held(figure.meaning, known):
                message = f"“{figure.written}” is in none of the facts that this chart cites"
                yield self._finding(message, place, self._way({figure.meaning}, facts), label)

    def _value(
        self, value: Value, label: str, others: list[str], place: Span, facts: Mapping[str, Fact]
    ) -> Iterator[Finding]:
        text, number = value.text, abs(Decimal(str(value.number)))
        wanted = _meanings(number, self.block.unit)
        having = [(key, fact) for key, fact in facts.items() if _has(fact.says, wanted)]
        if not having:
            message = f"“{text}” is in none of the facts that this chart cites"
            passage = f"{label} {text} {digits(number)}"
            yield self._finding(message, place, self._way(wanted, facts), passage, text)
            return
        beside = [self._beside(key, fact, wanted, label, others) for key, fact in having]
        if all(beside):
            message = f"`{having[0][0]}` gives “{text}” for “{beside[0]}”, not for “{label}”"
            way = f"the fact says: {having[0][1].says}"
            passage = f"{label} {text} {digits(number)}"
            yield self._finding(message, place, way, passage, text)

    def _beside(
        self, key: str, fact: Fact, wanted: set[Meaning], label: str, others: list[str]
    ) -> str:
        """Return for what else a fact gives a value; nothing where it may be for this label."""
        other = ""
        for clause in _CLAUSE.split(fact.says):
            if not _has(clause, wanted):
                continue
            elsewhere = [name for name in others if _named(clause, name)]
            if _named(clause, label) or not elsewhere:
                other = ""
                break
            other = other or elsewhere[0]
        if other:
            return other
        dates = [figure for figure in quantities.figures(label) if isinstance(figure.meaning, Date)]
        known = [meaning for meaning in self._dates(key) if isinstance(meaning, Date)]
        if known and any(not quantities.held(figure.meaning, known) for figure in dates):
            given = (clause for clause in _CLAUSE.split(fact.says) if _has(clause, wanted))
            near = (figure for clause in given for figure in quantities.figures(clause))
            written = (figure.written for figure in near if isinstance(figure.meaning, Date))
            return next(written, fact.as_of)
        return ""

    def _dates(self, key: str) -> frozenset[Meaning]:
        """Return the numbers and dates of a fact, and those that it is of."""
        held = self.reading.held_by(key)
        return held.figures | held.loosely

    def _way(self, wanted: set[Meaning], facts: Mapping[str, Fact]) -> str:
        own = matter(f"{self.block.title} {self.block.unit}")
        every = self.reading.library.facts.items()
        having = [
            (len(own & matter(fact.says)), key)
            for key, (_, fact) in every
            if key not in facts and _has(fact.says, wanted)
        ]
        shared, key = max(having, default=(0, ""))
        return f"the fact `{key}` has it" if shared else "cite a fact that has it, or correct it"

    def _finding(
        self, message: str, place: Span, way: str, passage: str, case: str = ""
    ) -> Finding:
        # An `allow` entry may have a value as it is written or as it prints: 4100, 4,100.
        case = case or " ".join(passage.split()[:5])
        return Finding(message, place, way, passage, "", self.loc, case)


def _meanings(value: Decimal, unit: str) -> set[Meaning]:
    """Return what a value may mean: 18.4 under “million euros”, 60 under “per cent”, a year."""
    plain = digits(value)
    found: set[Meaning] = {Number(plain), Number(plain, "%")}
    for name in words(unit):
        scale = SCALES.get(name) or SCALES.get(name.removesuffix("s"))
        if scale:
            found.add(Number(digits(value * scale)))
    if plain.isdigit() and len(plain) == len("1992"):
        found.add(Date(int(plain)))
    return found


def _has(text: str, wanted: set[Meaning]) -> bool:
    known = [figure.meaning for figure in quantities.figures(text)]
    if any(quantities.held(meaning, known) for meaning in wanted):
        return True
    said = words(text)
    # “one” is no figure in prose, and nothing is no number.
    return (Number("1") in wanted and "one" in said) or (
        Number("0") in wanted and not _NONE.isdisjoint(said)
    )


def _named(clause: str, label: str) -> bool:
    """Say whether a clause has the label of a row: its dates and numbers, or else its words."""
    own = quantities.figures(label)
    if own:
        known = [figure.meaning for figure in quantities.figures(clause)]
        return all(quantities.held(figure.meaning, known) for figure in own)
    return not matter(label).isdisjoint(matter(clause))
