"""A briefing and its printed pages come in; out, for a point on a page: where it was written.

The words of the finished pages are read back and matched with the words of the texts, block by
block: so nothing is added to the pages, and a file, its digest and its tags are those of a build.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from ..checks.evidence import Claim, Reading
from ..checks.evidence import reading as claiming
from ..content.model import Line
from ..content.reading_order import Text, read_in_order
from ..errors import Loc, Span
from ..prepared import Prepared
from ..press.fragment import PrintedPage, TextRun
from ..text.inline import Call, OwnNote, Recall, pieces
from . import aligning
from .printed import PageArea, PrintedWord, area, lines

_NEAR = 40.0  # points from a word within which a point is meant for it
_BESIDE = 6  # words to each side in which a word that nobody wrote finds its neighbours


@dataclass(frozen=True, slots=True)
class CalledNote:
    """Where a note is called for the first time, and what it cites."""

    span: Span
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where something on a page was written: its place, its words, the areas that it covers.

    ``facts`` and ``works`` are what it rests on, by key; ``note`` says that it is a note; ``run``
    is what was printed under the point.
    """

    span: Span
    words: str
    areas: tuple[PageArea, ...]
    facts: tuple[str, ...] = ()
    works: tuple[str, ...] = ()
    note: bool = False
    field: str = ""
    run: TextRun | None = None


@dataclass
class _Here:
    """What is known of each word of a page, by its number."""

    words: tuple[PrintedWord, ...]
    owners: list[TextRun | None]
    written: dict[int, aligning.WrittenWord] = field(default_factory=dict)


class Locator:
    """Leads from a page to the lines that it was made from, and back."""

    def __init__(
        self,
        read: Prepared,
        pages: Sequence[PrintedPage],
        words: Sequence[tuple[PrintedWord, ...]],
    ) -> None:
        content = read.content
        self._read, self._briefing = read, content.briefing
        self._texts = tuple(read_in_order(content.briefing, content.library, content.source))
        self._pages = [
            _Here(found, aligning.owners(found, page.runs))
            for page, found in zip(pages, words, strict=True)
        ]
        self._align()

    # -------------------------------------------------------------------------- printed to written

    def _align(self) -> None:
        """Find the written word of each printed one, block by block."""
        names = {block.loc: block.name for block in self._briefing.blocks()}
        texts: dict[str, list[Text]] = {}
        for text in self._texts:
            texts.setdefault(names.get(text.block, ""), []).append(text)
        places: dict[str, list[tuple[int, int, str]]] = {}
        for number, page in enumerate(self._pages):
            heads: list[tuple[int, int, str]] = []
            for index, owner in enumerate(page.owners):
                if owner is None or owner.note:
                    continue
                margin = owner.kind == "margin"
                into = heads if margin else places.setdefault(owner.block, [])
                into += ((number, index, part) for part in aligning.parts(page.words[index]))
            self._join(texts.get("", ()), heads)
        others = self._others()
        for name, found in places.items():
            self._join(texts.get(name, others), found)

    def _others(self) -> list[Text]:
        """Return what blocks without a text of their own print: titles, and what facts say."""
        library = self._read.content.library
        titles = [text for text in self._texts if text.loc[-1] in ("title", "short-title")]
        says = [
            Text(library.sources[doc.key], ("facts", key, "says"), Line(fact.says), ())
            for key, (doc, fact) in library.facts.items()
        ]
        return [*titles, *says]

    def _join(self, texts: Sequence[Text], places: Sequence[tuple[int, int, str]]) -> None:
        wrote = [word for text in texts for word in aligning.written(text)]
        words, prints = [word.word for word in wrote], [part for _, _, part in places]
        found = aligning.align(words, prints, aligning.alone(wrote))
        for (page, index, _), number in zip(places, found, strict=True):
            if number is not None:
                self._pages[page].written.setdefault(index, wrote[number])
        self._neighbours(places)

    def _neighbours(self, places: Sequence[tuple[int, int, str]]) -> None:
        """Give words that nobody wrote, as a label or a date, to the text beside them."""
        at = [(page, index) for page, index, _ in places]
        known = [self._pages[page].written.get(index) for page, index in at]
        for number, (page, index) in enumerate(at):
            if known[number] is not None:
                continue
            line = self._pages[page].words[index].line
            around = sorted(
                range(max(0, number - _BESIDE), min(len(at), number + _BESIDE + 1)),
                key=lambda other: abs(other - number),
            )
            for other in around:
                there, word = at[other], known[other]
                same = there[0] == page and self._pages[page].words[there[1]].line == line
                if word is not None and (same or self._broken(at, other, number)):
                    self._pages[page].written.setdefault(index, word)
                    break

    def _broken(self, at: Sequence[tuple[int, int]], one: int, other: int) -> bool:
        """Whether two words are the halves of one, at the end of a line and in the next."""
        page, index = at[min(one, other)]
        return abs(one - other) == 1 and self._pages[page].words[index].text.endswith("-")

    def at(self, page: int, x: float, y: float) -> Whereabouts | None:
        """Return where the words under a point of a page (from 1) were written; None off them."""
        if not 0 < page <= len(self._pages):
            return None
        here = self._pages[page - 1]
        near = min(
            range(len(here.words)), key=lambda n: _distance(here.words[n], x, y), default=None
        )
        if near is None or _distance(here.words[near], x, y)[0] > _NEAR:
            return None
        return replace(self._found(here, near), run=here.owners[near])

    def _found(self, here: _Here, near: int) -> Whereabouts:
        """Return where a printed word, by its number, was written."""
        owner = here.owners[near]
        if owner is not None and owner.note and (note := self.notes.get(owner.note)):
            return self._note(here, owner, note)
        word = here.written.get(near) or self._beside(here, near)
        if word is not None:
            return self._text(here, near, word)
        place = self._briefing.place_of(owner.block) if owner else ()
        same = [n for n, other in enumerate(here.owners) if other is owner]
        span = self._read.content.source.at(place)
        return Whereabouts(span, _said(here, same), _areas(here, [near]))

    @staticmethod
    def _beside(here: _Here, near: int) -> aligning.WrittenWord | None:
        """Return what was written in the line of a mark that has no letters, in its block."""
        line, owner = here.words[near].line, here.owners[near]
        same = [
            n
            for n in here.written
            if here.words[n].line == line and _block(here.owners[n]) == _block(owner)
        ]
        return here.written[min(same, key=lambda n: abs(n - near))] if same else None

    def _note(self, here: _Here, owner: TextRun, note: CalledNote) -> Whereabouts:
        same = [n for n, o in enumerate(here.owners) if o is not None and o.note == owner.note]
        library = self._read.content.library
        facts = tuple(key for key in note.keys if key in library.facts)
        works = tuple(key for key in note.keys if key not in library.facts)
        said, areas = _said(here, same), _areas(here, same)
        return Whereabouts(note.span, said, areas, facts, works, note=True, field="a note")

    def _text(self, here: _Here, near: int, word: aligning.WrittenWord) -> Whereabouts:
        span = word.text.source.character(word.text.loc, word.offset)
        claim = self.claim(word)
        same = [
            n
            for n, other in here.written.items()
            if other.text is word.text and self.claim(other) is claim
        ]
        said, areas = _said(here, same), _areas(here, same)
        shown = ".".join(str(step) for step in word.text.loc if not isinstance(step, int))
        facts, works = (claim.facts, claim.works) if claim else ((), ())
        return Whereabouts(span, said, areas, facts, works, field=shown)

    # ----------------------------------------------------------------------------------- evidence

    @cached_property
    def _reading(self) -> Reading:
        content = self._read.content
        return claiming.read(content.briefing, content.library, content.source)

    @cached_property
    def _claims(self) -> Mapping[tuple[str, Loc], tuple[tuple[int, Claim], ...]]:
        """The sentences of each text, each with where it begins in its text."""
        found: dict[tuple[str, Loc], list[tuple[int, Claim]]] = {}
        for claim in (*self._reading.claims, *self._reading.quoted):
            starts = found.setdefault(claim.text.where, [])
            opening = claim.sentence.split(" ", 1)[0].lstrip("“‘(")
            after = starts[-1][0] + len(starts[-1][1].sentence) // 2 if starts else 0
            place = str(claim.text.text).find(opening, after) if opening else -1
            starts.append((place if place >= 0 else after, claim))
        return {where: tuple(claims) for where, claims in found.items()}

    def claim(self, word: aligning.WrittenWord) -> Claim | None:
        """Return the sentence that a word stands in."""
        claims = self._claims.get(word.text.where, ())
        before = [claim for start, claim in claims if start <= word.offset]
        return before[-1] if before else claims[0][1] if claims else None

    @cached_property
    def notes(self) -> Mapping[str, CalledNote]:
        """Where each note that is printed is called, by the id that it is printed under."""
        notes, found = self._read.notes, dict[str, CalledNote]()
        for text in self._texts:
            marks = iter(notes.marks.get(text.where, ()))
            seen: dict[str, int] = {}
            for piece in pieces(text.text):
                raw = getattr(piece, "raw", "")
                nth = seen[raw] = seen.get(raw, -1) + 1
                if not isinstance(piece, Call | Recall | OwnNote):
                    continue
                if (mark := next(marks, None)) is None:
                    break
                keys = [k.key for k in piece.keys] if isinstance(piece, Call) else []
                span = text.source.at(text.loc, raw, nth)
                first = found.get(mark.note.id)
                if mark.kind == "inside" and first:
                    found[mark.note.id] = CalledNote(first.span, (*first.keys, *keys))
                    continue
                called = CalledNote(span, tuple(keys) or (first.keys if first else ()))
                found.setdefault(mark.note.id, called)
                if again := notes.again.get(mark.id):
                    found[again] = called
            for mark in marks:  # a document's own, implied at the end of its summary
                found.setdefault(mark.note.id, CalledNote(text.source.at(text.loc), ()))
        return found

    # --------------------------------------------------------------------------- written to printed

    def page_of(self, span: Span) -> tuple[int, PageArea] | None:
        """Return on which page, and where, a line of a file is printed; None where it is not."""
        best: tuple[int, int, PageArea] | None = None
        for text in self._near(span):
            for number, page in enumerate(self._pages, start=1):
                for index, word in page.written.items():
                    if word.text is not text:
                        continue
                    place = text.source.character(text.loc, word.offset)
                    off = abs(place.line - span.line) * 1000 + abs(place.column - span.column)
                    if best is None or off < best[0]:
                        best = off, number, area([page.words[index]])
        return best and best[1:]

    def _near(self, span: Span) -> list[Text]:
        """Return the text that a line belongs to, as far as one does."""
        starts = [(start.line, text) for start, text in self._starts if start.path == span.path]
        before = [line for line, _ in starts if line <= span.line]
        return [text for line, text in starts if before and line == max(before)]

    @cached_property
    def _starts(self) -> tuple[tuple[Span, Text], ...]:
        return tuple((text.source.at(text.loc), text) for text in self._texts)


def _block(owner: TextRun | None) -> str:
    return owner.block if owner else ""


def _distance(word: PrintedWord, x: float, y: float) -> tuple[float, float]:
    """Return how far a point is from a word, and from its middle: lines may overlap a little."""
    across = max(word.x - x, 0.0, x - word.right)
    down = max(word.y - y, 0.0, y - word.foot)
    return across + 4 * down, abs(word.y + word.height / 2 - y)


def _said(here: _Here, numbers: Sequence[int]) -> str:
    return " ".join(here.words[n].text for n in sorted(numbers))


def _areas(here: _Here, numbers: Sequence[int]) -> tuple[PageArea, ...]:
    """Return the areas of words, those of a line as one."""
    return tuple(map(area, lines(here.words[n] for n in sorted(numbers))))
