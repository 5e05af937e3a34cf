"""Judgements against the facts: a word that judges is a fact's, or the sentence is a [reading].

Errors sit where nothing is cited: in titles and run-ins, in the words of a status, in sentences
that only join others, in a clause at the end of a sentence that cites for something else.
"""

import re
from collections import defaultdict
from collections.abc import Iterator

from ...content.blocks.tables import Matrix
from ...content.reading_order import Text
from ...errors import Loc
from ...text import grammar, quantities
from ...text.wording import matter
from ..check import Check, Finding
from .claims import Claim
from .reading import Reading

_COMPARES = re.compile(
    r"\b(?:less|more|better|worse|greater|weaker|stronger|rather) than\b"
    r"|\b(?:out)?rank(?:s|ed|ing)?\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W\d_]+(?:[-’'][^\W\d_]+)*")
_CLAUSE = re.compile(r"[,;:()—]\s+|\s[–—]\s")
_SELF = re.compile(r"\b(?:we|our|ours)\b", re.IGNORECASE)
_NO_LIST = re.compile(r"\b(?:no|neither|without) \S+$")  # no author, | publisher or date
_INFERS = re.compile(r"\binfer|\bour (?:reading|own|view)\b|\bwe\b", re.IGNORECASE)
FEWEST = 2  # words that matter, or it is no clause to ask of


def judged(reading: Reading) -> Iterator[Finding]:
    """Yield words that judge, where neither a fact nor a mark says whose judgement it is."""
    judging = grammar.stems(reading.language, "judging")
    grading = judging | grammar.stems(reading.language, "grading")
    for claim in reading.claims:
        if claim.reading or claim.kind in ("question", "document"):
            continue
        text = reading.own_words(claim)
        if claim.connective and (found := _COMPARES.search(text)):
            yield _connective(claim, found[0], found.start())
            continue
        said = said_by(reading, claim)
        if not claim.connective and not about_documents(reading, text):
            absolute = reading.grammar.absolute
            yield from (
                _judges(claim, word[0], word.start())
                for word in _WORD.finditer(text)
                if word[0].casefold() in absolute and matter(word[0]).isdisjoint(said)
            )
        for word in _WORD.finditer(text):
            stems = matter(word[0].replace("-", " "))
            if (
                not stems
                or not stems <= (grading if claim.connective else judging)
                or not stems.isdisjoint(said)
            ):
                continue
            if claim.connective:
                yield _connective(claim, word[0], word.start())
            elif claim.kind == "title" or not _speaks_of_documents(reading, text, word.start()):
                yield _judges(claim, word[0], word.start())


def _judges(claim: Claim, about: str, start: int) -> Finding:
    message = f"“{about}” judges, and none of the facts this rests on does"
    way = "say what they say, or end the sentence with [reading] if it is your own"
    if claim.kind == "title":
        way = "say what they say: a title rests on the facts of its block"
    return claim.finding(message, about, way, start)


def _connective(claim: Claim, about: str, start: int) -> Finding:
    message = f"a connective sentence judges nothing, but this has “{about}”"
    return claim.finding(message, about, "cite what says so, or write [reading]", start)


def said_by(reading: Reading, claim: Claim) -> frozenset[str]:
    """Return what the facts of a claim say and quote, and the titles of their works, as stems."""
    said: set[str] = set()
    for _, fact in reading.facts(claim):
        for words in (fact.says, *fact.phrases, *(place.under for place in fact.places)):
            said |= matter(words)
    for work in reading.works(claim):
        item = reading.library.items[work]
        said |= matter(" ".join(str(value) for name, value in item.items() if "title" in name))
    return frozenset(said)


def _speaks_of_documents(reading: Reading, text: str, place: int) -> bool:
    """Say whether the clause around ``place`` tells what documents say or leave out."""
    start = max((m.end() for m in _CLAUSE.finditer(text, 0, place)), default=0)
    rest = _CLAUSE.search(text, place)
    return about_documents(reading, text[start : rest.start() if rest else len(text)])


def about_documents(reading: Reading, clause: str) -> bool:
    """Say whether a clause speaks of documents, of what they leave out, or of what is inferred."""
    known = grammar.of(reading.language)
    words = {word.casefold() for word in re.findall(r"[^\W\d_]+", clause)}
    return bool(
        not words.isdisjoint(known.documents)
        or not words.isdisjoint(known.said)
        or _SELF.search(clause)
    )


# ------------------------------------------------------------------------- clauses without facts


def uncited(reading: Reading) -> Iterator[Finding]:
    """Yield clauses of citing sentences, and run-ins, that have no word of their facts."""
    beside: dict[Loc, set[str]] = defaultdict(set)
    for claim in reading.claims:
        if claim.text.loc[-1] not in ("run-in", "lead"):
            beside[claim.text.loc[:-1]] |= matter(claim.sentence)
    for claim in reading.claims:
        if claim.reading or claim.connective or _for_instructor(reading, claim.text):
            continue  # an answer for the instructor reasons from its facts
        running = claim.kind == "prose" or (claim.kind == "cell" and claim.sentence[-1] in ".!?")
        if running and claim.calls and len(_CLAUSE.split(claim.sentence)) > 1:
            yield from _clauses(reading, claim)
        elif claim.kind == "title" and claim.text.loc[-1] in ("run-in", "lead"):
            around = said_by(reading, claim) | beside[claim.text.loc[:-1]]
            own = _own(reading, claim.sentence)
            asks = claim.sentence.split()[0].casefold() in reading.grammar.asking
            apart = own.isdisjoint(around) and not about_documents(reading, claim.sentence)
            if own and apart and not asks:
                message = "this has no word of the text below it, nor of the facts cited there"
                yield claim.finding(message, "", "say in it what the text says")


def _for_instructor(reading: Reading, text: Text) -> bool:
    block = reading.briefing.block_at(text.block)
    own = block is not None and block.reader == "instructor"
    return own or any(text.loc[: len(loc)] == loc for loc in text.source.theirs)


def _clauses(reading: Reading, claim: Claim) -> Iterator[Finding]:
    text, said = reading.own_words(claim), said_by(reading, claim)
    if _INFERS.search(text):
        return  # it says itself that it is the editors'
    start = 0
    for end in [*(m.start() for m in _CLAUSE.finditer(text)), len(text)]:
        clause = text[start:end].strip(" ,;:()—–.")
        own = _own(reading, clause)
        apart = len(own) >= FEWEST and own.isdisjoint(said)
        if apart and not (
            about_documents(reading, clause) or _has_a_figure(reading, claim, clause)
        ):
            message = f"“{clause}” has no word of what this cites"
            way = "cite what says so, or make it a sentence of its own with [reading]"
            yield claim.finding(message, clause, way, start + text[start:end].find(clause))
        start = end


def _has_a_figure(reading: Reading, claim: Claim, clause: str) -> bool:
    known = reading.held(claim).figures
    return any(quantities.held(figure.meaning, known) for figure in quantities.figures(clause))


def _own(reading: Reading, words: str) -> frozenset[str]:
    """Return what a clause is about, but for what speaks of documents and joins words."""
    known = reading.grammar
    plain = (w for w in re.findall(r"[^\W\d_]+", words) if w.casefold() not in known.openers)
    return matter(" ".join(w for w in plain if w.casefold() not in known.said | known.documents))


# ------------------------------------------------------------------------------- words of a status

_OUTCOME = re.compile(
    r"\b(?:done|complete[d]?|fulfilled|implemented|achieved|kept|met|honoured|carried out|failed"
    r"|broken|violated|ignored|delivered|successful)\b",
    re.IGNORECASE,
)


def statuses(reading: Reading) -> Iterator[Finding]:
    """Yield words of a matrix's status that claim more than the facts of a row with it."""
    for block in reading.briefing.blocks():
        if not isinstance(block, Matrix):
            continue
        rows = {(*block.loc, "provisions", n): row for n, row in enumerate(block.provisions)}
        for claim in reading.claims:
            match claim.text.loc[len(block.loc) :]:
                case _ if claim.text.block != block.loc:
                    continue
                case ("scale", status):
                    having = [loc for loc, row in rows.items() if row.status == status]
                    printing = [loc for loc in having if rows[loc].called is None]
                    yield from _status(reading, claim, printing or having)
                case ("provisions", int(number), "called"):
                    yield from _status(reading, claim, [(*block.loc, "provisions", number)])


def _status(reading: Reading, claim: Claim, rows: list[Loc]) -> Iterator[Finding]:
    """Hold each clause of a label against the rows that print it."""
    for clause in _CLAUSE.split(claim.sentence):
        outcome = _OUTCOME.search(clause)
        if not outcome or about_documents(reading, clause):
            continue
        lacking = [loc for loc in rows if not _bears(reading, loc, clause)]
        if lacking:
            number = int(lacking[0][-1]) + 1
            message = f"“{outcome[0]}” is the status of row {number}, and no fact of it says so"
            way = "say that it is reported, as in “Reported, with a shortfall”"
            yield claim.finding(message, outcome[0], way)


def _bears(reading: Reading, loc: Loc, clause: str) -> bool:
    """Say whether the facts of a row's cells have a word of its status: done, or formally."""
    said: set[str] = set()
    for claim in reading.claims:
        if claim.text.loc[: len(loc)] == loc and claim.text.loc[-1] in ("done", "bears"):
            said |= said_by(reading, claim)
    return not _own(reading, clause).isdisjoint(said)


CHECKS = (
    Check(
        "judgement",
        "A word that judges is a fact's, or its sentence ends in [reading]; a title judges with its"
        " facts alone, and a connective sentence not at all.",
        judged,
        grammar=True,
    ),
    Check(
        "status",
        "The status of a row says no more than its facts: done only where one says so.",
        statuses,
        grammar=True,
    ),
    Check(
        "clause",
        "Each clause of a sentence that cites has a word of its facts, and each run-in one of its"
        " text.",
        uncited,
        level="advice",
        grammar=True,
    ),
)
