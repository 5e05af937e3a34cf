"""Find every call of a briefing, and decide which note it makes.

A ``Briefing``, its ``Library`` and its ``YamlFile`` come in; ``Notes`` go out: what to print at
each call, and the clusters of citations in the order in which a reader meets them. Page notes are
numbered through the document; the calls of an exhibit become lettered notes under it, one letter
for each distinct cluster. Where a briefing says ``notes: {share: section}``, page notes too stand
once for each distinct cluster of a section, and are called again by their number.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from string import ascii_lowercase
from typing import Literal

from .. import limits
from ..citations import Cited, Cluster
from ..content.briefing import Briefing
from ..content.document import Document, Fact, Place
from ..content.library import Library
from ..content.model import Line
from ..content.reading_order import Text, Where, read_in_order
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError, Span, nearest, suggestion
from ..text.inline import (
    Call,
    CitedKey,
    CrossReference,
    Malformed,
    OwnNote,
    Piece,
    Recall,
    Words,
    pieces,
)
from ..text.wording import exact, has

_QUOTED = re.compile(r"“([^”]+)”")
_BARE = re.compile(r"(?<!\w)@([a-z][a-z0-9-]*[a-z0-9])")
_BRACKETED = re.compile(r"\[([a-z][a-z0-9-]+)\](?!\()")


OWN = -1  # in the place of a cluster
LETTERS = ascii_lowercase.translate({ord("i"): None, ord("l"): None})  # of the notes of an exhibit


@dataclass(frozen=True, slots=True)
class Note:
    """One note: its label (number or letter), its id, its first call's id, its citations.

    One in the author's own words has no citations of its own: its cluster is ``OWN``.
    """

    label: str
    id: str
    first: str
    cluster: int
    block: Loc


@dataclass(frozen=True, slots=True)
class Mark:
    """What prints at a call; ``first`` says that the note itself goes out from here.

    A call ``inside`` a note of the author's own words prints its citations there.
    """

    kind: Literal["page", "letter", "inside"]
    id: str
    note: Note
    first: bool


@dataclass(frozen=True, slots=True)
class Notes:
    """Marks for the calls of each text in order, and the notes they make."""

    marks: Mapping[Where, tuple[Mark, ...]]
    page: tuple[Note, ...]
    letters: Mapping[str, tuple[Note, ...]]
    clusters: tuple[Cluster, ...]
    numbers: tuple[int, ...]  # each cluster's; a lettered one has the page note's above
    shared: bool = False  # one note serves several calls, and is printed again where they stand
    brief: Mapping[str, int] = field(default_factory=dict)  # cluster of a note printed again, by id
    again: Mapping[str, str] = field(default_factory=dict)  # what is printed again: call -> note


def gather(briefing: Briefing, library: Library, source: YamlFile) -> Notes:
    """Give every call its number or letter; ``ReportError`` lists calls that lead nowhere."""
    gatherer = _Gatherer(briefing, library)
    found = tuple(read_in_order(briefing, library, source))
    for text in found:
        for piece in pieces(text.text):
            if isinstance(piece, Call) and piece.name:
                gatherer.namings.setdefault(piece.name, text.source.at(text.loc, piece.raw))
    for text in found:
        gatherer.take(text)
    if gatherer.problems:
        raise ReportError(gatherer.problems)
    brief = gatherer.brief()
    return Notes(
        {where: tuple(marks) for where, marks in gatherer.marks.items()},
        tuple(gatherer.page),
        {anchor: tuple(notes.values()) for anchor, notes in gatherer.letters.items()},
        tuple(map(gatherer.with_quotations, range(len(gatherer.clusters)))),
        tuple(gatherer.numbers),
        gatherer.sharing,
        brief,
    )


def repeated(notes: Notes, pages: Mapping[str, int]) -> Notes:
    """Return ``notes`` with every shared note on each page that calls it.

    ``pages`` gives the page of each call by its id. The first call of a note on another page than
    the note's prints it there again, under its number.
    """
    if not notes.shared:
        return notes
    printed: dict[str, set[int]] = {}
    again: dict[str, str] = {}
    for mark in (mark for marks in notes.marks.values() for mark in marks):
        page = pages.get(mark.id)
        if mark.kind == "letter" or page is None:
            continue
        on = printed.setdefault(mark.note.id, set())
        if page not in on and not mark.first:
            again[mark.id] = f"{mark.note.id}-{len(on) + 1}"
        on.add(page)
    return replace(notes, again=again)


@dataclass
class _Gatherer:
    """The notes as they grow; every problem is kept, so that all are said at once."""

    briefing: Briefing
    library: Library
    marks: dict[Where, list[Mark]] = field(default_factory=dict)
    page: list[Note] = field(default_factory=list)
    letters: dict[str, dict[Cluster, Note]] = field(default_factory=dict)
    clusters: list[Cluster] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    cited: set[str] = field(default_factory=set)
    named: dict[str, Note] = field(default_factory=dict)
    namings: dict[str, Span] = field(default_factory=dict)  # each name, wherever it is given
    calls: dict[str, int] = field(default_factory=dict)
    shared: dict[tuple[Loc, frozenset[Cited]], Note] = field(default_factory=dict)
    quoted: dict[int, dict[str, list[Fact]]] = field(default_factory=dict)  # by cluster, document
    problems: list[Diagnostic] = field(default_factory=list)
    own: Note | None = None  # the note whose own words are being read

    @property
    def sharing(self) -> bool:
        return self.briefing.notes.share == "section"

    def brief(self) -> dict[str, int]:
        """Add to the clusters a second one for each note that may be printed again, in short.

        A siglum, and a note that was short from the first, is printed again as it was.
        """
        if not self.sharing or self.briefing.notes.form != "full":
            return {}
        found = {}
        for note in [note for note in self.page if self.calls[note.id] > 1]:
            found[note.id] = len(self.clusters)
            self.clusters.append(self.clusters[note.cluster])
            self.numbers.append(int(note.label))
        return found

    def with_quotations(self, number: int) -> Cluster:
        """Return a cluster with the words that the facts of all its calls quote."""
        facts = self.quoted.get(number, {})
        return tuple(
            replace(cited, said=self._places(cited.key, facts[cited.key], quoting=True))
            if any(fact.quote for fact in facts.get(cited.key, ()))
            else cited
            for cited in self.clusters[number]
        )

    def take(self, text: Text) -> None:
        seen: dict[str, int] = {}
        inside = 0  # pieces of a note that are still to come
        for piece in pieces(text.text):
            self.own, inside = (self.own, inside - 1) if inside else (None, 0)
            if isinstance(piece, OwnNote):
                inside = len(piece.inside)
            raw = getattr(piece, "raw", "")
            nth = seen[raw] = seen.get(raw, -1) + 1
            self._piece(piece, text, nth)
        self.own = None
        if text.implied and not self._by_siglum(text.implied):
            self.cited.add(text.implied)
            self._mark(text, self._page_note((Cited(text.implied),), text))

    def _by_siglum(self, key: str) -> bool:
        """Say whether notes call a document by its siglum, which stands over its own summary."""
        return self.briefing.notes.form == "sigla" and bool(self.library.documents[key].siglum)

    def _piece(self, piece: Piece, text: Text, nth: int) -> None:
        match piece:
            case Words(_, words):
                self._brackets(words, text)
            case Malformed(message, raw, hint):
                self._problem(message, text, raw, nth, hint)
            case CrossReference(target, raw):
                self._cross(target, raw, text, nth)
            case Call() | Recall() | OwnNote() if not isinstance(text.text, Line):
                hint = "cite in the text below it; a title is held against the facts of its block"
                self._problem("a title carries no note", text, piece.raw, nth, hint)
            case OwnNote():
                self._own(piece, text, nth)
            case Call():
                self._call(piece, text, nth)
            case Recall():
                self._recall(piece, text, nth)

    def _problem(self, message: str, text: Text, raw: str, nth: int, hint: str | None) -> None:
        if len(self.problems) < limits.PROBLEMS:
            span = text.source.at(text.loc, raw, nth)
            self.problems.append(Diagnostic(message, span, hint or None))

    def _brackets(self, words: str, text: Text) -> None:
        """Refuse a name in brackets that is printed only because its sign was forgotten."""
        for found in _BARE.finditer(words):
            if found[1] in self.library.keys:
                hint = f"a call stands in square brackets: [@{found[1]}]"
                self._problem(f"`{found[0]}` would appear as written", text, found[0], 0, hint)
        for found in _BRACKETED.finditer(words):
            name = found[1]
            signs = {
                "@": name in self.library.keys,
                "#": name in self.briefing.exhibits(),
                "^": name in self.namings,
            }
            sign = next((sign for sign, known in signs.items() if known), "")
            near = () if sign or "-" not in name else nearest(name, self.library.keys)
            if sign:
                hint = f"write [{sign}{name}]"
                self._problem(f"`{found[0]}` would appear as written", text, found[0], 0, hint)
            elif near:
                hint = f"did you mean `{near[0]}`? A call is written [@key]"
                self._problem(f"`{found[0]}` would appear as written", text, found[0], 0, hint)

    def _cross(self, target: str, raw: str, text: Text, nth: int) -> None:
        known = [*self.briefing.exhibits(), *(s.id for s in self.briefing.sections)]
        if target not in known:
            message = f"there is no exhibit or section `{target}`"
            self._problem(message, text, raw, nth, suggestion(target, known))

    def _call(self, call: Call, text: Text, nth: int) -> None:
        unknown = [k.key for k in call.keys if k.key not in self.library.keys]
        for key in unknown:
            message = f"nothing has the citation key `{key}`"
            hint = self.library.unknown(key)
            self._problem(message, text, key, _nth_key(text, key, call.raw, nth), hint)
        if unknown:
            return
        self._losses(call, text, nth)
        self.cited.update(k.key for k in call.keys)
        if self.own:
            self._inside(call, self.own, text, nth)
            return
        cluster = self._cluster(call.keys)
        if text.exhibit:
            self._mark(text, self._letter(cluster, text))
            return
        note = self._page_note(cluster, text)
        self._quote(call, note, text)
        if call.name:
            if call.name in self.named:
                message = f"the note name `{call.name}` is used twice"
                self._problem(message, text, call.raw, nth, "call it again with [^name]")
            self.named[call.name] = note
        self._mark(text, note)

    def _own(self, piece: OwnNote, text: Text, nth: int) -> None:
        """Give a note in the author’s own words its number among the others."""
        if text.exhibit:
            hint = "write it in the text, or as a note of the exhibit's own where its kind has one"
            message = "the notes of an exhibit are its sources"
            self._problem(message, text, piece.raw, nth, hint)
            return
        number = len(self.page) + 1
        self.own = Note(str(number), f"n{number}", f"r{number}", OWN, text.block)
        self.page.append(self.own)
        self._mark(text, self.own)

    def _inside(self, call: Call, own: Note, text: Text, nth: int) -> None:
        """Cite inside a note of the author's own words, under its number."""
        if call.name:
            message = "what is cited inside a note is not called again"
            self._problem(message, text, call.raw, nth, "take the name out")
        self.clusters.append(self._cluster(call.keys))
        self.numbers.append(int(own.label))
        note = replace(own, cluster=len(self.clusters) - 1)
        self._quote(call, note, text)
        mark = Mark("inside", own.first, note, first=False)
        self.marks.setdefault(text.where, []).append(mark)

    def _quote(self, call: Call, note: Note, text: Text) -> None:
        """Remember the facts whose words the note may quote; the cover has no room for them."""
        if self.briefing.section_of(text.block).layout == "cover":
            return
        for key in (key for key in call.keys if key.key in self.library.facts):
            doc, fact = self.library.facts[key.key]
            if quoted := _QUOTED.fullmatch(key.locator):
                fact = fact.model_copy(update={"quote": quoted[1]})
            self.quoted.setdefault(note.cluster, {}).setdefault(doc.key, []).append(fact)

    def _losses(self, call: Call, text: Text, nth: int) -> None:
        """Refuse what a note of facts, which have their own places and are joined, cannot print."""
        joined: set[str] = set()
        for one in call.keys:
            if call.absent and (one.key not in self.library.documents or one.locator):
                message = "what no passage holds has no place to cite"
                hint = "name the documents that were searched: [not in @key; @other]"
                self._problem(message, text, call.raw, nth, hint)
            if one.key not in self.library.facts:
                continue
            doc = self.library.facts[one.key][0].key
            if quoted := _QUOTED.fullmatch(one.locator):
                self._misquoted(one.key, quoted[1], call, text, nth)
            elif one.locator:
                message = f"the fact `{one.key}` has its own place; `{one.locator}` is not printed"
                hint = f"take it out, or cite the document: [@{doc}, {one.locator}]"
                self._problem(message, text, call.raw, nth, hint)
            if one.prefix and doc in joined:
                hint = "facts of one document are joined; put it before the first, or cite apart"
                self._problem(f"`{one.prefix}` would not be printed", text, call.raw, nth, hint)
            joined.add(doc)

    def _misquoted(self, key: str, words: str, call: Call, text: Text, nth: int) -> None:
        """Refuse words that a call quotes in its note, and the fact does not have."""
        fact = self.library.facts[key][1]
        if not any(has(exact(phrase), exact(words)) for phrase in fact.phrases):
            message = f"“{words}” stands in no phrase of the fact `{key}`"
            hint = f"its phrases: {'; '.join(fact.phrases)}"
            self._problem(message, text, call.raw, nth, hint)

    def _recall(self, recall: Recall, text: Text, nth: int) -> None:
        if self.own:
            anew = "cite its facts anew, [@key]"
            self._problem("a note is called from inside a note", text, recall.raw, nth, anew)
            return
        note = self.named.get(recall.name)
        if note is None:
            message = f"no note above is named `{recall.name}`"
            hint = suggestion(recall.name, list(self.named)) if self.named else None
            if later := self.namings.get(recall.name):
                hint = f"it is named below, on line {later.line}: name it here, and call it there"
            self._problem(
                message, text, recall.raw, nth, hint or f"name one: [@key]{{#{recall.name}}}"
            )
        elif text.exhibit:
            hint = "an exhibit has lettered notes of its own: cite the facts again"
            self._problem("a page note is not called from an exhibit", text, recall.raw, nth, hint)
        else:
            self._mark(text, note)

    def _cluster(self, keys: tuple[CitedKey, ...]) -> Cluster:
        """Join the facts of one document, in the order in which the documents come."""
        joined: dict[str, list[CitedKey]] = {}
        facts: dict[str, list[Fact]] = {}
        for key in keys:
            fact = self.library.facts.get(key.key)
            if fact is None:
                joined.setdefault(f"{key.key}\0{key.locator}", []).append(key)
                continue
            doc: Document = fact[0]
            joined.setdefault(doc.key, []).append(key)
            facts.setdefault(doc.key, []).append(fact[1])
        return tuple(
            Cited(name, place=self._places(name, facts[name]), prefix=found[0].prefix)
            if name in facts
            else Cited(found[0].key, locator=found[0].locator, prefix=found[0].prefix)
            for name, found in joined.items()
        )

    def _places(self, key: str, facts: Sequence[Fact], *, quoting: bool = False) -> str:
        """Return the places of facts of one document as their note prints them."""
        doc: Document = self.library.documents[key]
        places = [place for fact in facts for place in fact.places]
        quoted: dict[Place, list[str]] = {}
        for fact in facts if quoting else ():
            if fact.quote:
                quoted.setdefault(fact.places[0], []).append(fact.quote)
        brief = self._by_siglum(key)
        ordered = doc.in_order(places) if self.sharing else places
        return doc.cited_places(ordered, quoted=quoted, brief=brief, words=self.briefing.catalogue)

    def _page_note(self, cluster: Cluster, text: Text) -> Note:
        own = text.block[:2], frozenset(cluster)
        if self.sharing and own in self.shared:
            return self.shared[own]
        number = len(self.page) + 1
        self.clusters.append(cluster)
        self.numbers.append(number)
        note = Note(str(number), f"n{number}", f"r{number}", len(self.clusters) - 1, text.block)
        self.page.append(note)
        self.shared[own] = note
        return note

    def _letter(self, cluster: Cluster, text: Text) -> Note:
        mine = self.letters.setdefault(text.exhibit, {})
        if cluster not in mine:
            self.clusters.append(cluster)
            self.numbers.append(len(self.page))
            label, name = letter(len(mine)), f"{text.exhibit}-{letter(len(mine))}"
            mine[cluster] = Note(label, name, f"{name}-1", len(self.clusters) - 1, text.block)
        return mine[cluster]

    def _mark(self, text: Text, note: Note) -> None:
        count = self.calls[note.id] = self.calls.get(note.id, 0) + 1
        lettered = bool(text.exhibit)
        own = (
            f"{note.id}-{count}"
            if lettered
            else note.first
            if count == 1
            else f"{note.first}-{count}"
        )
        mark = Mark("letter" if lettered else "page", own, note, count == 1)
        self.marks.setdefault(text.where, []).append(mark)


def _nth_key(text: Text, key: str, raw: str, nth: int) -> int:
    """Return which occurrence of ``key`` in the raw text is the one inside this call."""
    place = -1
    for _ in range(nth + 1):
        place = text.text.find(raw, place + 1)
    return text.text.count(key, 0, max(place, 0))


def letter(number: int) -> str:
    """Return the label of the ``number``-th lettered note, from 0: a, b, … z, aa, ab.

    Raised and small, i, j and l are one stroke: i and l are passed over.
    """
    high, low = divmod(number, len(LETTERS))
    return (letter(high - 1) if high else "") + LETTERS[low]
