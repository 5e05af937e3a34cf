"""Numbers, years and dates of a claim against those of its facts."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from ...content.blocks import Chart
from ...content.document import Fact
from ...text import quantities
from ...text.quantities import Date, Meaning, Number, Quantity
from ...text.wording import listed, matter
from ..check import Check, Finding
from . import counting
from .claims import Claim
from .reading import Reading

# “its latest dated event is October 2013”: how far a document goes is recorded with it.
_ENDS = re.compile(r"\b(?:latest|last|record|written|stops|ends|horizon)\b", re.IGNORECASE)
_POINTS_BACK = re.compile(r"\b(?:these|those)\s$", re.IGNORECASE)
_CLAUSE = re.compile(r"[,;:.()—–]")
_IRREGULAR = listed("children men people women")
_NEAR = 2  # words after a number that tell what it counts


@dataclass(frozen=True, slots=True)
class _Counted:
    """A number in a fact, and what it counts there."""

    key: str
    figure: Quantity
    thing: "_Thing"

    @property
    def told(self) -> str:
        """The words of the fact, for a message."""
        return f"“{self.figure.written} {self.thing.words}”"


@dataclass(frozen=True, slots=True)
class _Thing:
    """What a number counts, as far as the words after it tell; nothing where it stands alone."""

    words: str = ""

    next: frozenset[str] = frozenset()
    plurals: frozenset[str] = frozenset()

    def same(self, other: "_Thing") -> bool:
        """Say whether both name one thing: the word next to each, or a plural near to both."""
        return not (self.next.isdisjoint(other.next) and self.plurals.isdisjoint(other.plurals))


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield every number of a claim that its facts do not hold."""
    before: list[Claim] = []  # the sentences above in the same text
    for claim in reading.claims:
        if before and before[-1].text is not claim.text:
            before.clear()
        # The label of a row, and how far the editors say that the record goes, rest on no fact.
        if (claim.facts or claim.works) and claim.text.loc[-1] not in ("number", "record-to"):
            yield from _of(reading, claim, before)
        before.append(claim)


CHECK = Check(
    "numbers",
    "Every number, year and date of a sentence stands in what a fact says that the sentence cites.",
    examine,
)


def _of(reading: Reading, claim: Claim, before: list[Claim]) -> Iterator[Finding]:
    found = quantities.figures(reading.own_words(claim))
    for start, end, part in claim.parts(reading.library) if found else ():
        for figure in found:
            late = reading.after_the_record(figure.meaning)  # which is for as-of to say
            scale = claim.text.loc[-1] == "unit" and figure.written.lower() in quantities.SCALES
            if (
                late
                or scale
                or not start <= figure.start < end
                or _points_back(claim, figure, before)
            ):
                continue
            if (message := _fault(reading, claim, part, figure)) and not counting.borne_out(
                claim.sentence, _above(before), figure, reading.held(part).figures
            ):
                way = _way(reading, figure, part, claim.sentence)
                yield claim.finding(message, figure.written, way, figure.start)


def _above(before: list[Claim]) -> str:
    return before[-1].sentence if before else ""


def _fault(reading: Reading, claim: Claim, part: Claim, figure: Quantity) -> str:
    """Return what is wrong with a number; nothing where it stands."""
    nowhere = f"“{figure.written}” is in none of the facts this rests on"
    miscounts = reading.miscounts(claim.sentence, figure)
    if miscounts is not None and figure.word:
        return nowhere if miscounts else ""
    thing = _thing(claim.sentence, figure)
    known = list(_numbers(part, reading)) if thing.words else []
    of_this = [one for one in known if thing.same(one.thing)]
    if any(_as_long(figure, thing, one) for one in known):
        return ""  # 18 months, where the fact has a year and a half
    if other := next((one for one in known if _as_many_of_another(figure, thing, one)), None):
        return f"{nowhere}: `{other.key}` says {other.told}"
    if not of_this:
        return "" if _held(reading, claim, part, figure) else nowhere
    with_it = [one for one in known if quantities.held(figure.meaning, [one.figure.meaning])]
    # Of “3 salmon in 2015 and 212 in 2018” the second counts what the first does.
    if any(one in of_this or not one.thing.words for one in with_it):
        return ""
    if with_it:
        other, own = with_it[0], of_this[0]
        return (
            f"“{figure.written}” is said here of “{thing.words}”, but the fact `{other.key}` says"
            f" {other.told}, and `{own.key}` {own.told}"
        )
    return f"{nowhere}: `{of_this[0].key}` says {of_this[0].told}"


def _held(reading: Reading, claim: Claim, part: Claim, figure: Quantity) -> bool:
    """Say whether the facts hold a number, or what else a claim rests on bears it out."""
    if claim.kind == "question" and isinstance(figure.meaning, Date):
        return _asked(reading, claim, figure.meaning)
    held = reading.held(part)
    if quantities.held(figure.meaning, held.figures):
        return True
    if isinstance(figure.meaning, Date):
        issued = (date for work in reading.works(part) for date in reading.issued[work])
        if quantities.held(figure.meaning, held.loosely) or quantities.held(figure.meaning, issued):
            return True
    of_what = part if claim.kind == "cell" else claim  # a cell has fragments, and no list of all
    ends = _ENDS.search(claim.sentence) and figure.meaning in reading.latest_events(claim)
    return bool(ends) or _counted(reading, of_what, figure)


def misplaced(reading: Reading) -> Iterator[Finding]:
    """Yield dates of prose that the facts have, but of something else than their clause tells."""
    for claim in reading.claims:
        if claim.kind != "prose" or not claim.calls:
            continue
        found = [f for f in quantities.figures(reading.own_words(claim)) if _dates(f)]
        for start, end, part in claim.parts(reading.library) if found else ():
            for figure in (figure for figure in found if start <= figure.start < end):
                if key := _of_another(reading, claim, part, figure):
                    message = f"“{figure.written}” is the date of something else, in `{key}`"
                    way = "check that the date belongs to what its clause tells"
                    yield claim.finding(message, figure.written, way, figure.start)


def _dates(figure: Quantity) -> bool:
    return isinstance(figure.meaning, Date)


def _of_another(reading: Reading, claim: Claim, part: Claim, figure: Quantity) -> str:
    """Return the fact that has a date, where others tell of its clause and this one does not."""
    own = matter(_clause_around(claim.sentence, figure)) - matter(figure.written)
    keys = [key for key, _ in reading.facts_by_key(part)]
    near = {key for key in keys if not own.isdisjoint(matter(reading.library.facts[key][1].says))}
    having = [
        key
        for key in keys
        for held in (reading.held_by(key),)
        if quantities.held(figure.meaning, held.figures | held.loosely)
    ]
    return having[0] if near and having and near.isdisjoint(having) else ""


CHECKS = (
    CHECK,
    Check(
        "dates",
        "A date of a sentence is that of the fact that tells of its clause.",
        misplaced,
        level="advice",
        grammar=True,
    ),
)


def _clause_around(sentence: str, figure: Quantity) -> str:
    start = max((m.end() for m in _CLAUSE.finditer(sentence, 0, figure.start)), default=0)
    after = _CLAUSE.search(sentence, figure.start + len(figure.written))
    return sentence[start : after.start() if after else len(sentence)]


def _asked(reading: Reading, claim: Claim, date: Date) -> bool:
    """Say whether some fact has the date of a question, and a word of it as well."""
    own = matter(claim.sentence)
    for key in claim.facts:
        held = reading.held_by(key)
        known = quantities.held(date, held.figures) or quantities.held(date, held.loosely)
        if known and not own.isdisjoint(matter(reading.library.facts[key][1].says)):
            return True
    return False


def _counted(reading: Reading, claim: Claim, figure: Quantity) -> bool:
    """Say whether a number counts what is there: facts cited, rows of an exhibit, documents."""
    if not isinstance(figure.meaning, Number) or not figure.meaning.digits.isdigit():
        return False
    number = int(figure.meaning.digits)
    if number in claim.counts or number == _rows_of_file(reading, claim):
        return True
    if claim.kind == "title" and claim.counts:
        return False  # it counts what its block shows
    if not figure.word or figure.meaning.unit:
        return False
    if claim.document:
        return number in reading.parts[claim.document]
    facts = [fact for _, fact in reading.facts(claim)]
    places = {(doc.key, place) for doc, fact in reading.facts(claim) for place in fact.places}
    bullets = [(key, place.under, place.paragraph) for key, place in places if place.bullet]
    if any(bullets.count(one) == number for one in bullets):
        return True
    # Two facts of one bullet are one item.
    return number in (len(places), 0 if bullets else len(facts))


def _rows_of_file(reading: Reading, claim: Claim) -> int:
    """Return how many rows a chart takes from a file, if a claim is its title."""
    block = reading.briefing.block_at(claim.text.block) if claim.text.block else None
    if claim.kind != "title" or not isinstance(block, Chart) or block.csv is None:
        return 0
    from ...content import rows  # reads files, and few briefings have a chart

    table, problems = rows.read(block, reading.source, block.loc)
    return 0 if problems else len(table.labels)


def _points_back(claim: Claim, figure: Quantity, before: list[Claim]) -> bool:
    """Say whether “these two” are two of the sentences just above, or of the facts in them."""
    if not (figure.word and isinstance(figure.meaning, Number)):
        return False
    if not _POINTS_BACK.search(claim.sentence[: figure.start]):
        return False
    facts: dict[str, None] = {}
    for number, above in enumerate(reversed(before), 1):
        facts.update(dict.fromkeys((*above.facts, *above.works)))
        if figure.meaning.digits in (str(number), str(len(facts))):
            return True
    return False


def _numbers(claim: Claim, reading: Reading) -> Iterator[_Counted]:
    """Yield every number of the facts of a claim, with what it counts."""
    for key, fact in reading.facts_by_key(claim):
        yield from _numbers_in(key, fact.says)


@lru_cache(maxsize=4096)
def _numbers_in(key: str, says: str) -> tuple[_Counted, ...]:
    numbers = (f for f in quantities.figures(says) if isinstance(f.meaning, Number))
    return tuple(_Counted(key, figure, _thing(says, figure)) for figure in numbers)


def _thing(text: str, figure: Quantity) -> _Thing:
    """Return what a number counts: the words after it in its clause, if they are not small ones."""
    if not isinstance(figure.meaning, Number):
        return _Thing()
    after = counting.after(text, figure)
    words = _CLAUSE.split(after, maxsplit=1)[0].split()[:_NEAR]
    while words and not matter(words[-1]):
        words.pop()
    if not words or not matter(words[0]):
        return _Thing()
    plurals = (w for w in map(str.casefold, words) if w.endswith("s") or w in _IRREGULAR)
    return _Thing(" ".join(words), matter(words[0]), matter(" ".join(plurals)))


def _way(reading: Reading, figure: Quantity, claim: Claim, sentence: str) -> str:
    """Return what the facts cited have in its place, and the fact that has it, if there is one."""
    ways = []
    if near := _instead(reading, figure, claim, sentence):
        ways.append(near)
    if not (isinstance(figure.meaning, Number) and figure.word) and (
        other := _elsewhere(reading, figure, claim, sentence)
    ):
        ways.append(other)
    return "; ".join(ways)


def _instead(reading: Reading, figure: Quantity, claim: Claim, sentence: str) -> str:
    """Return what a fact cited has of the same sort: the same thing's, the same unit's, a date."""
    thing, own = _thing(sentence, figure), matter(sentence)
    found: list[tuple[tuple[bool, bool, int], int, str, str]] = []
    for key, fact in reading.facts_by_key(claim):
        for other in quantities.figures(fact.says):
            if type(other.meaning) is not type(figure.meaning) or other.meaning == figure.meaning:
                continue
            its = _thing(fact.says, other)
            likeness = (
                bool(thing.words and thing.same(its)),
                getattr(other.meaning, "unit", "") == getattr(figure.meaning, "unit", ""),
                len(own & matter(fact.says)),
            )
            written = f"{other.written} {its.words}" if its.words else other.written
            found.append((likeness, -len(found), key, written))
    if not found or claim.kind == "question":
        return ""
    _, _, key, written = max(found)
    return f"the cited fact `{key}` has “{written}”"


def _elsewhere(reading: Reading, figure: Quantity, claim: Claim, sentence: str) -> str:
    """Return the fact that has a number, and of several the one that is nearest to the sentence."""
    own, thing = matter(sentence), _thing(sentence, figure)
    best, most = "", -1
    for key, (_, fact) in reading.library.facts.items():
        if key in claim.facts or not _has(fact, figure.meaning, thing):
            continue
        if (shared := len(own & matter(fact.says))) > most:
            best, most = key, shared
    return f"the fact `{best}` has it" if best else ""


def _as_long(figure: Quantity, thing: _Thing, one: _Counted) -> bool:
    """Say whether a fact gives the same time in another unit."""
    mine = counting.length(figure, thing.words.partition(" ")[0])
    other = counting.length(one.figure, one.thing.words.partition(" ")[0])
    return mine is not None and mine == other


def _as_many_of_another(figure: Quantity, thing: _Thing, one: _Counted) -> bool:
    """Say whether a fact has the number of another unit of time: 18 months, and not weeks."""
    mine = counting.length(figure, thing.words.partition(" ")[0])
    other = counting.length(one.figure, one.thing.words.partition(" ")[0])
    same = figure.meaning == one.figure.meaning
    return same and mine is not None and other is not None and mine != other


def _has(fact: Fact, meaning: Meaning, thing: _Thing) -> bool:
    known = [f for f in quantities.figures(fact.says) if quantities.held(meaning, [f.meaning])]
    if isinstance(meaning, Date):
        return bool(known)
    return any(thing.same(_thing(fact.says, f)) for f in known)
