"""Read a briefing for its claims: every sentence, with the facts that it is held against.

A ``Briefing``, its ``Library`` and all its texts come in, claims go out, the same for every check.
A sentence is held against the facts that it cites; where a title or a cell cites none, against
those of the smallest part of the briefing around it that does.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby
from typing import Any, Literal

from ...content.blocks import Block, Exhibit, Timeline
from ...content.briefing import Briefing
from ...content.library import Library
from ...content.model import Aside, Asked, Decoy, Line, Model, Prose
from ...content.reading_order import Text
from ...errors import Loc, Span
from ...text import structure
from ...text.inline import Call, Paragraph, Recall, parse
from ...text.sentences import Sentence, sentences
from ..check import Finding

Kind = Literal["prose", "cell", "title", "question", "document"]

# These speak of the briefing itself, not of what its documents say.
_NOT_COUNTED = ("allow", "boxhead", "widths")
_TITLE_MATTER = ("title", "running-title", "standfirst", "record-to")


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence of the briefing and what it is held against.

    ``facts`` are those that it cites, or that are cited around it; ``works`` the documents and
    references that it cites whole; ``calls`` the keys of each of its calls, ``places`` where these
    stand, and ``fresh`` the keys that are of no note called again. ``number`` counts the sentences
    of its text. ``document`` is the key where a document's own summary says it. ``reading``: it is
    marked as the editors' own, or stands in a list that is. ``counts`` are numbers that the
    briefing's own make-up bears out: the rows of an exhibit under its title. ``listed``: an item of
    a list in running text, or a formula; ``quoted``: a block quotation, all its sentences.
    """

    text: Text
    sentence: str
    number: int
    kind: Kind
    facts: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    calls: tuple[tuple[str, ...], ...] = ()
    places: tuple[int, ...] = ()
    fresh: tuple[str, ...] = ()
    connective: bool = False
    document: str = ""
    reading: bool = False
    counts: frozenset[int] = frozenset()
    language: str = "en"
    listed: bool = False
    quoted: bool = False

    def parts(self, library: Library) -> Iterator[tuple[int, int, "Claim"]]:
        """Yield where each part of the sentence begins and ends, and the part as a claim.

        A call in the middle of a sentence cites for what stands before it, back to the call before;
        what follows the last one rests on all of them.
        """
        start = 0
        if len(self.calls) > 1 and not self.document and self.kind != "question":
            for end, keys in zip(self.places, self.calls, strict=True):
                if end > start:
                    facts = tuple(key for key in keys if key in library.facts)
                    works = tuple(key for key in keys if key not in library.facts)
                    yield start, end, replace(self, facts=facts, works=works)
                    start = end
        if start < len(self.sentence):
            yield start, len(self.sentence), self

    def at(self, needle: str = "", offset: int = 0) -> Span:
        """Return where ``needle`` stands in this sentence, or where the sentence begins.

        ``offset`` is where it begins in the sentence: of two alike, the one meant is shown.
        """
        raw = str(self.text.text)
        start = _starts(self.text.text, self.language)[self.number]
        for wanted in filter(None, (needle, needle.partition(" ")[0], _opening(self.sentence))):
            pattern = _spaced(wanted.split())
            if re.search(pattern, raw[start:]):
                earlier = re.findall(pattern, self.sentence[:offset]) if wanted == needle else ()
                nth = len(re.findall(pattern, raw[:start])) + len(earlier)
                return self.text.source.at(self.text.loc, wanted, nth)
        return self.text.source.at(self.text.loc)

    def finding(self, message: str, about: str = "", way: str = "", offset: int = 0) -> Finding:
        """Return a case in this sentence, at the words ``about``; ``way`` is how to mend it.

        ``offset`` is where these words begin, where the sentence may have them twice.
        """
        case, span = about or _opening(self.sentence), self.at(about, offset)
        return Finding(message, span, way, self.sentence, about, self.text.block, case)


def read(briefing: Briefing, library: Library, texts: Iterable[Text]) -> tuple[Claim, ...]:
    """Return every sentence of the texts of a briefing, in their order."""
    claiming = [text for text in texts if _claims(briefing, text)]
    scopes = _Scopes(briefing, library, claiming)
    return tuple(claim for text in claiming for claim in scopes.claims(text))


def _claims(briefing: Briefing, text: Text) -> bool:
    if text.block[0] != "sections":
        return text.block[0] in _TITLE_MATTER
    if text.loc[-1] == "credit" or isinstance(text.text, Aside | Decoy):
        return False  # where a drawing is from; what speaks of the class; what is meant to be wrong
    block = briefing.block_at(text.block)
    return block is None or block.claims


@lru_cache(maxsize=4096, typed=True)
def _sentences(text: str, language: str = "en") -> tuple[Sentence, ...]:
    found: list[Sentence] = []
    read = zip(structure.leaves(structure.read(text)), parse(text), strict=True)
    for quote, parts in groupby(read, lambda part: part[0].quote):
        if quote:
            found.append(_quotation([paragraph for _, paragraph in parts], language))
            continue
        for leaf, paragraph in parts:
            apart = leaf.listed or leaf.formula
            for sentence in sentences(paragraph, language):
                found.append(replace(sentence, listed=apart))
                for note in sentence.notes:
                    found += sentences(note.inside, language)
    return tuple(s for s in found if s.text or s.calls)


def _quotation(paragraphs: list[Paragraph], language: str) -> Sentence:
    """Return a block quotation as one sentence: whatever it cites bears out all of it."""
    parts = [s for paragraph in paragraphs for s in sentences(paragraph, language)]
    calls = tuple(call for part in parts for call in part.calls)
    text = " ".join(part.text for part in parts if part.text)
    references = tuple(one for part in parts for one in part.references)
    ends = (len(text),) * len(calls)
    return Sentence(text, calls, False, references, ends, quoted=True)


@lru_cache(maxsize=256, typed=True)
def _starts(raw: str, language: str) -> tuple[int, ...]:
    """Return where each sentence of a text begins, calls and marks of emphasis counted."""
    starts: list[int] = []
    start = 0
    for sentence in _sentences(raw, language):
        found = re.compile(_spaced(sentence.text.split()[:3])).search(raw, start)
        start = found.start() if found else start
        starts.append(start)
    return tuple(starts)


def _opening(sentence: str) -> str:
    return " ".join(sentence.split()[:5])


def _spaced(words: list[str]) -> str:
    return r"\s+".join(map(re.escape, words))


class _Scopes:
    """Which facts are cited where: by each sentence, and in each part around it."""

    def __init__(self, briefing: Briefing, library: Library, texts: list[Text]) -> None:
        self.briefing, self.library = briefing, library
        self.language = briefing.language
        self.owners = {str(s.path): key for key, s in library.sources.items()}
        self.named: dict[str, tuple[str, ...]] = {}
        self.around: dict[Loc, dict[str, None]] = {}
        for text in texts:
            self._collect(text)
        self.exhibits: dict[str, Loc] = {
            block.id: block.loc for block in briefing.blocks() if isinstance(block, Exhibit)
        }

    def claims(self, text: Text) -> Iterator[Claim]:
        """Yield the sentences of ``text`` with what each is held against."""
        of_text = self._kind(text)
        owner = self.owners.get(str(text.source.path), "")
        block = self.briefing.block_at(text.block)
        held_around = of_text != "prose" or not isinstance(text.text, Prose)
        for number, sentence in enumerate(_sentences(text.text, self.language)):
            if not sentence.text:
                continue
            # A side note stands by a paragraph, and rests on its facts where it cites none itself.
            beside = text.loc[-1] == "side-note" and sentence.calls
            kind: Kind = "prose" if beside else of_text
            calls = tuple(self._keys(call) for call in sentence.calls)
            keys = tuple(dict.fromkeys(key for call in calls for key in call))
            calls = _sources(sentence, calls)
            facts = tuple(k for k in keys if k in self.library.facts)
            works = tuple(k for k in keys if k not in self.library.facts)
            counts = _counts(block) if kind == "title" else frozenset()
            for reference in sentence.references:
                if exhibit := self.exhibits.get(reference.target):
                    facts = tuple(dict.fromkeys((*facts, *self._within(exhibit))))
                    counts |= _counts(self.briefing.block_at(exhibit))
            if kind == "question":
                facts = tuple(self.library.facts)
            elif owner:
                facts = tuple(dict.fromkeys((*self.library.documents[owner].facts, *facts)))
                works = tuple(dict.fromkeys((owner, *works)))
            elif not keys and not facts and not sentence.connective and held_around:
                facts, works = self._around(text.loc)
            yield Claim(
                text,
                sentence.text,
                number,
                kind,
                facts,
                works,
                calls,
                sentence.places,
                tuple(
                    k for call in sentence.calls if isinstance(call, Call) for k in self._keys(call)
                ),
                sentence.connective,
                owner,
                sentence.reading or bool(getattr(block, "own_reading", False)),
                counts,
                self.language,
                sentence.listed,
                sentence.quoted,
            )

    def _collect(self, text: Text) -> None:
        for sentence in _sentences(text.text, self.language):
            for call in sentence.calls:
                keys = self._keys(call)
                if isinstance(call, Call) and call.name:
                    self.named[call.name] = keys
                if str(text.source.path) not in self.owners:
                    for end in range(len(text.loc) + 1):
                        self.around.setdefault(text.loc[:end], {}).update(dict.fromkeys(keys))

    def _keys(self, call: Call | Recall) -> tuple[str, ...]:
        if isinstance(call, Recall):
            return self.named.get(call.name, ())
        return tuple(key.key for key in call.keys)

    def _within(self, loc: Loc) -> tuple[str, ...]:
        return tuple(k for k in self.around.get(loc, {}) if k in self.library.facts)

    def _around(self, loc: Loc) -> tuple[tuple[str, ...], tuple[str, ...]]:
        """Return the facts and the works cited in the smallest part around ``loc`` that cites."""
        for end in range(len(loc), -1, -1):
            if keys := self.around.get(loc[:end]):
                facts = self._within(loc[:end])
                # A document that one cell cites whole does not bear out the title with all it says.
                return facts, () if facts else tuple(keys)
        return (), ()

    def _kind(self, text: Text) -> Kind:
        block = self.briefing.block_at(text.block)
        if str(text.source.path) in self.owners:
            return "document"
        if isinstance(text.text, Asked) or (block is not None and block.asks):
            return "question"
        if not isinstance(text.text, Line) or text.loc[-1] == "side-note":
            return "title"
        return "cell" if block is not None and block.lettered else "prose"


def _sources(sentence: Sentence, keys: tuple[tuple[str, ...], ...]) -> tuple[tuple[str, ...], ...]:
    """Return the keys of calls; what notes a silence names where one looked, and takes nothing."""
    absent = [isinstance(call, Call) and call.absent for call in sentence.calls]
    return tuple(() if no else own for own, no in zip(keys, absent, strict=True))


def _counts(block: Any) -> frozenset[int]:
    """Return what can be counted in a block: the items of its lists, and of the lists in these."""
    if not isinstance(block, Model):
        return frozenset()
    if isinstance(block, Block) and (counts := block.counted()) is not None:
        return counts
    lists = [v for name, v in block if isinstance(v, tuple) and name not in _NOT_COUNTED]
    found = {len(items) for items in lists}
    inside: dict[str, int] = {}
    for item in (item for items in lists for item in items if isinstance(item, Model)):
        for name, value in item:
            if isinstance(value, tuple):
                inside[name] = inside.get(name, 0) + len(value)
            elif isinstance(value, bool):  # entries of a timeline that were still to come
                inside[f"{name}: {value}"] = inside.get(f"{name}: {value}", 0) + 1
    found.update(inside.values())
    if isinstance(block, Timeline):
        found.update((block.last - block.first, block.last - block.first + 1))
    return frozenset(found)
