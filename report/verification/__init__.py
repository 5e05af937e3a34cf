"""Prove that the phrases of facts stand in the documents, each at the place that its fact names.

A ``Library`` and a folder come in, a ``Verification`` goes out. What it proves are phrases: whether
a claim follows from them is for a reader to judge, to whom the annex of the evidence shows both.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ..content.document import Document, Fact, Place
from ..content.library import Library
from ..errors import Diagnostic, Loc, Span
from ..text.wording import count, count_words
from . import passages, texts
from .folder import FoundDocument, find, unread
from .nearest import Finder
from .passages import At, Passages

__all__ = ["FoundDocument", "Miss", "Verification", "verify"]


@dataclass(frozen=True, slots=True)
class Miss:
    """A phrase that does not stand where its fact says, and the nearest words there are."""

    fact: str
    phrase: str
    document: str
    place: str
    message: str
    span: Span
    nearest: str | None = None
    nearest_place: str | None = None
    elsewhere: bool = False

    @property
    def diagnostic(self) -> Diagnostic:
        """What the author is told."""
        hint = None
        if self.nearest is not None:
            found = "it stands elsewhere" if self.elsewhere else "nearest"
            where = "" if self.nearest_place == self.place else f", {self.nearest_place}"
            hint = f"{found}{where}: {self.nearest}"
        return Diagnostic(self.message, self.span, hint, "verify")


@dataclass(frozen=True, slots=True)
class Verification:
    """What was proved, what was not, and of which documents.

    ``proved`` are the keys of facts all of whose phrases stand at their places. ``structure`` tells
    of headings and captions that a document does not have, ``changed`` of files other than
    recorded, and ``doubts`` of phrases that stand there more than once: these two are no fault as
    long as all facts hold.
    """

    documents: Mapping[str, FoundDocument]
    proved: tuple[str, ...]
    misses: tuple[Miss, ...]
    structure: tuple[Diagnostic, ...]
    changed: tuple[Diagnostic, ...]
    absent: tuple[Diagnostic, ...]
    phrases: int = 0
    doubts: tuple[Diagnostic, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether every phrase of every fact was proved."""
        return not (self.misses or self.structure or self.absent)


def verify(library: Library, folder: Path) -> Verification:
    """Prove the facts of ``library`` by the documents in ``folder``."""
    found = find(library, folder)
    cuts = {
        key: passages.cut(here.text, library.documents[key], typed=texts.is_typed(here.path))
        for key, here in found.items()
    }
    prover = _Prover(library, cuts)
    for key, (doc, fact) in library.facts.items():
        prover.prove(key, doc, fact)
    for doc in library.documents.values():
        prover.reprints(doc)
    return Verification(
        found,
        tuple(prover.proved),
        tuple(prover.misses),
        tuple(d for key, cut in cuts.items() for d in _structure(library, key, cut)),
        tuple(_changed(library, found)),
        tuple(_absent(library, found, folder)),
        prover.phrases,
        tuple(prover.doubts),
    )


@dataclass(frozen=True, slots=True)
class _Site:
    """One of the places of a fact, in its own document or another, and where it is written."""

    document: str
    place: Place
    loc: Loc


@dataclass
class _Prover:
    """The proof as it grows; a document is indexed when a phrase is first missed in it."""

    library: Library
    cuts: Mapping[str, Passages]
    proved: list[str] = field(default_factory=list)
    misses: list[Miss] = field(default_factory=list)
    doubts: list[Diagnostic] = field(default_factory=list)
    phrases: int = 0
    finders: dict[str, Finder] = field(default_factory=dict)

    def prove(self, key: str, doc: Document, fact: Fact) -> None:
        """Hold the phrases of one fact against its places, and against each other document."""
        own = [
            _Site(doc.key, place, ("facts", key, "place", n)) for n, place in enumerate(fact.places)
        ]
        also = [_Site(e.document, e, ("facts", key, "also", n)) for n, e in enumerate(fact.also)]
        before = len(self.misses)
        for sites in (own, *([site] for site in also)):
            if sites[0].document in self.cuts:
                self._hold(key, doc, fact, sites)
        whole = all(site.document in self.cuts for site in (*own, *also))
        if whole and len(self.misses) == before:
            self.proved.append(key)

    def reprints(self, doc: Document) -> None:
        """Hold each passage that is printed whole against the whole of its place."""
        for name, excerpt in doc.passages.items() if doc.key in self.cuts else ():
            self.phrases += 1
            where = doc.cited_places([excerpt.place])
            found, wanted = self.cuts[doc.key].whole(excerpt.place), texts.normal(excerpt.text)
            if found == wanted:
                continue
            message = f"passage `{name}` is not, letter for letter, what stands there: {where}"
            span = self.library.sources[doc.key].at(("passages", name, "text"))
            nearest = self._nearest(doc.key, excerpt.text, excerpt.place)
            self.misses.append(Miss(name, excerpt.text, doc.key, where, message, span, *nearest))

    def _hold(self, key: str, doc: Document, fact: Fact, sites: list[_Site]) -> None:
        """Hold the phrases of a fact against places of one document, which hold them together."""
        source = self.library.sources[doc.key]
        held: dict[At, str] = {}
        for site in sites:
            if (passage := self.cuts[site.document].at(site.place)) is None:
                said, longest = "the document has no such place", max(fact.phrases, key=len)
                self._miss(key, doc, "", [site], said, source.at(site.loc), longest)
                return
            held[At.of(site.place)] = passage
        idle = dict(held) if len(held) > 1 else {}
        for field_loc, phrase in _written(fact):
            self.phrases += 1
            span = source.at(("facts", key, *field_loc))
            found = {at: count(passage, texts.normal(phrase)) for at, passage in held.items()}
            for at in (at for at, times in found.items() if times):
                idle.pop(at, None)
            if sum(found.values()) > 1 and not _names_only(phrase, fact):
                there = self.library.documents[sites[0].document].cited_places(
                    [s.place for s in sites]
                )
                message = f"fact `{key}`: “{phrase}” stands {sum(found.values())} times: {there}"
                hint = "lengthen it until it stands once, so that it is plain which is meant"
                self.doubts.append(Diagnostic(message, span, hint, "verify", "doubt"))
            if not any(found.values()):
                self._miss(key, doc, phrase, sites, f"“{phrase}” is not there", span, phrase)
        for site in sites:
            if At.of(site.place) in idle:
                said, longest = "none of its phrases is there", max(fact.phrases, key=len)
                self._miss(key, doc, "", [site], said, source.at(site.loc), longest)

    def _miss(
        self,
        key: str,
        doc: Document,
        phrase: str,
        sites: list[_Site],
        said: str,
        span: Span,
        wanted: str,
    ) -> None:
        name, places = sites[0].document, [site.place for site in sites]
        where = self.library.documents[name].cited_places(places)
        there = f"in `{name}`, {where}" if name != doc.key else where
        nearest = self._nearest(name, wanted, places[0])
        message = f"fact `{key}`: {said}: {there}"
        self.misses.append(Miss(key, phrase, name, where, message, span, *nearest))

    def _nearest(self, name: str, phrase: str, place: Place) -> tuple[str | None, str | None, bool]:
        """Return the nearest words, their place, and whether they are the phrase itself."""
        if name not in self.finders:
            self.finders[name] = Finder(self.cuts[name])
        near = self.finders[name].nearest(texts.normal(phrase), At.of(place))
        if near is None:
            return None, None, False
        return near.marked, passages.name_of(near.at, self.library.documents[name]), near.same


def _written(fact: Fact) -> Iterator[tuple[Loc, str]]:
    """Yield every phrase of a fact with the field that it is written in."""
    for number, phrase in enumerate(fact.supports):
        yield ("supports", number), phrase
    if fact.quote:
        yield ("quote",), fact.quote


def _names_only(phrase: str, fact: Fact) -> bool:
    """Say whether a phrase is a name beside others: one who is spoken of may be named again."""
    words = re.findall(r"[^\W\d_]+", phrase)
    return len(fact.phrases) > 1 and all(word[0].isupper() for word in words) and bool(words)


def _structure(library: Library, key: str, cut: Passages) -> Iterator[Diagnostic]:
    doc, source = library.documents[key], library.sources[key]
    for number in cut.missing:
        part = doc.structure[number]
        what = "heading" if part.heading else "caption" if part.caption else "part that begins"
        words = part.heading or part.caption or part.begins
        message = f"`{key}` has no {what} “{words}”"
        hint = "`structure` lists headings and captions as the document has them"
        yield Diagnostic(message, source.at(("structure", number)), hint, "verify")


def _changed(library: Library, found: Mapping[str, FoundDocument]) -> Iterator[Diagnostic]:
    for key, here in found.items():
        words, count = library.documents[key].words, count_words(here.text)
        sure = here.how == "digest" or library.documents[key].digest is None
        if sure and words not in (None, count):
            span = library.sources[key].at(("words",))
            message = f"`{key}` has {count} words, not {words}"
            yield Diagnostic(message, span, f"record `words: {count}`", "verify")
        if here.changed:
            span = library.sources[key].at(("digest",))
            message = f"`{key}` has changed since it was recorded: {here.path.name}"
            hint = f"if its facts still hold, record `digest: {here.digest}`"
            yield Diagnostic(message, span, hint, "verify")


def _absent(
    library: Library, found: Mapping[str, FoundDocument], folder: Path
) -> Iterator[Diagnostic]:
    for key in library.documents:
        if key not in found:
            count = len(library.documents[key].facts)
            message = f"`{key}` is not in {folder}: its {count} facts are not proved"
            hint = f"put its text there, as {key}.txt, .md, .html, .docx, .odt or .pdf"
            if why := unread(key, folder):
                message, hint = f"`{key}`: {why[0]}; its {count} facts are not proved", why[1]
            yield Diagnostic(message, library.sources[key].at(("key",)), hint, "verify")
