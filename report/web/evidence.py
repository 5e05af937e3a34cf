"""Claims, and the facts that they cite, come in; out, the evidence as the page prints it.

Facts stand by passage, in the order of the documents: a paragraph from which ten are drawn is shown
once. Each has a number, of its document's siglum and a count, and leads to every claim that rests
on it; the index leads from each claim to its facts.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from markupsafe import Markup

from ..citations.sigla import ABSENT
from ..content import Content
from ..content.document import Document, Fact
from ..errors import Diagnostic
from ..notes import letter
from ..page import ledger
from ..text.catalogue import Catalogue
from ..text.inline import CitedKey, plain
from ..verification import Verification, verify
from . import context
from .context import Originals

SHORT = 3  # words of a sentence that the index shows


@dataclass(frozen=True, slots=True)
class ShownClaim:
    """A sentence or a stretch of an exhibit, as the index has it.

    ``label`` is what it goes by: note 12; Exhibit 1, note e. ``works`` are what it cites besides
    facts: a document as a whole, a reference. ``anchor`` is the exhibit that it is in.
    """

    id: str
    label: str
    words: str
    section: str
    anchor: str
    facts: tuple[str, ...]
    works: tuple[CitedKey, ...]

    @property
    def entry(self) -> str:
        """The id of its line in the index."""
        return f"e.{self.id.partition('.')[2]}"

    @property
    def opening(self) -> str:
        """Its first words."""
        words = self.words.split()
        return " ".join(words[:SHORT]) + ("…" if len(words) > SHORT else "")


@dataclass(frozen=True, slots=True)
class ShownFact:
    """A fact as the page prints it; ``twice``: another record of the same text has it too."""

    number: str
    says: str
    status: str
    as_of: str
    keep: tuple[str, ...]
    declared: Mapping[str, str]
    also: tuple[str, ...]
    twice: str
    uses: tuple[ShownClaim, ...]


@dataclass(frozen=True, slots=True)
class ShownWork:
    """What a claim cites besides facts: its words, and the document of ours that it is, if any."""

    words: str
    document: str
    absent: bool


@dataclass(frozen=True, slots=True)
class ShownEntry:
    """A claim in the index: the numbers of its facts, its works, which of the sums it is."""

    claim: ShownClaim
    facts: tuple[str, ...]
    works: tuple[ShownWork, ...]
    weight: int


@dataclass(frozen=True, slots=True)
class ShownPassage:
    """A place of a document, its words with the phrases marked, and the facts drawn from it."""

    id: str
    place: str
    html: Markup
    whole: bool
    facts: tuple[ShownFact, ...]


@dataclass(frozen=True, slots=True)
class ShownDocument:
    """A source document with its passages; two records of one text have one ``witness``."""

    key: str
    siglum: str
    short: str
    witness: str
    told: str
    passages: tuple[ShownPassage, ...]


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the page shows of the evidence; ``proved`` tells that the documents were at hand."""

    documents: tuple[ShownDocument, ...]
    index: tuple[tuple[str, tuple[ShownEntry, ...]], ...]
    sums: Mapping[str, str]  # of each claim: 3 facts
    weights: tuple[str, ...]  # 3 facts, 2 documents, 1 witness: each once
    statuses: tuple[str, ...]
    facts: int
    claims: int
    witnesses: int
    proved: bool
    own_copies: tuple[str, ...]
    doubts: tuple[Diagnostic, ...]


def shown(read: Content, claims: Sequence[ShownClaim], folder: Path | None) -> Evidence:
    """Return the evidence of the claims; ``folder`` holds the reader's copies of the documents."""
    return _Exhibitor(read, claims, folder).evidence()


class _Exhibitor:
    """Puts the evidence together."""

    def __init__(self, read: Content, claims: Sequence[ShownClaim], folder: Path | None) -> None:
        self.library, self.claims = read.library, claims
        self.say = read.briefing.catalogue
        self.proof: Verification | None = verify(read.library, folder) if folder else None
        self.sigla = _sigla(read.library.documents)
        self.uses: dict[str, list[ShownClaim]] = {}
        for claim in claims:
            for fact in claim.facts:
                self.uses.setdefault(fact, []).append(claim)
        self.numbers: dict[str, str] = {}
        self.weights: dict[str, int] = {}

    def evidence(self) -> Evidence:
        documents = tuple(self._document(doc) for doc in self.library.documents.values())
        present = {fact.status for _, fact in self.library.facts.values()}
        groups = {claim.section: None for claim in self.claims}
        proof = self.proof
        doubts = (*(m.diagnostic for m in proof.misses), *proof.absent) if proof else ()
        return Evidence(
            documents,
            tuple(
                (name, tuple(self._entry(c) for c in self.claims if c.section == name))
                for name in groups
            ),
            {claim.id: self._sum(claim) for claim in self.claims},
            tuple(self.weights),
            tuple(sorted(present)),
            len(self.library.facts),
            len(self.claims),
            len({document.witness for document in documents}),
            proof is not None and proof.ok,
            tuple(
                doc.short
                for doc in documents
                if not self._open(doc.key) and proof and doc.key in proof.documents
            ),
            tuple(replace(d, level="doubt") for d in doubts),
        )

    def _sum(self, claim: ShownClaim) -> str:
        """Say how many facts a claim rests on."""
        if claim.facts:
            return self.say.say("web-facts", number=len(claim.facts))
        return self.say.say("web-whole-work")

    def _entry(self, claim: ShownClaim) -> ShownEntry:
        documents = {self.library.facts[key][0].key: None for key in claim.facts}
        witnesses = {self._witness(self.library.documents[key]) for key in documents}
        weight = [self._sum(claim)]
        if documents:
            weight.append(self.say.say("web-documents", number=len(documents)))
            weight.append(self.say.say("web-witnesses", number=len(witnesses)))
        return ShownEntry(
            claim,
            tuple(self.numbers[key] for key in claim.facts),
            tuple(self._work(key) for key in claim.works),
            self.weights.setdefault(" · ".join(weight), len(self.weights)),
        )

    def _work(self, cited: CitedKey) -> ShownWork:
        doc = self.library.documents.get(cited.key)
        title = plain(doc.short) if doc else str(self.library.items[cited.key].get("title", ""))
        words = ", ".join(filter(None, [title or cited.key, cited.locator]))
        absent = cited.prefix.casefold() == ABSENT
        return ShownWork(words, doc.key if doc else "", absent)

    def _open(self, key: str) -> bool:
        licence = self.library.documents[key].licence
        return licence is not None and licence.allows_reprints

    def _document(self, doc: Document) -> ShownDocument:
        originals = Originals(doc, self.proof.documents.get(doc.key) if self.proof else None)
        groups: dict[tuple[object, ...], dict[str, Fact]] = {}
        for key, fact in doc.facts.items():
            groups.setdefault(tuple(fact.places), {})[key] = fact
        ordered = sorted(groups.values(), key=lambda g: originals.order(_first(g).places[0]))
        for number, key in enumerate((key for group in ordered for key in group), start=1):
            self.numbers[key] = f"{self.sigla[doc.key]}{number}"
        passages = tuple(
            self._passage(f"p.{self.sigla[doc.key]}-{n}", doc, originals, group)
            for n, group in enumerate(ordered, start=1)
        )
        return ShownDocument(
            doc.key,
            self.sigla[doc.key],
            plain(doc.short),
            self._witness(doc),
            self._told(doc, passages),
            passages,
        )

    def _witness(self, doc: Document) -> str:
        """Return the siglum of the first record of a text."""
        other = doc.same_text_as.document if doc.same_text_as else doc.key
        both = [key for key in self.library.documents if key in (doc.key, other)]
        return self.sigla[both[0]]

    def _told(self, doc: Document, passages: Sequence[ShownPassage]) -> str:
        """Say how many facts there are, what may be shown, and what it is one witness with."""
        says = [self.say.say("facts-drawn", number=len(doc.facts))]
        whole = any(passage.whole for passage in passages)
        if self._open(doc.key) and doc.licence:
            word = "web-shown-whole" if whole else "web-phrases-licensed"
            says.append(self.say.say(word, licence=doc.licence.name))
        else:
            says.append(self.say.say("web-shown-copy" if whole else "web-shown-phrases"))
        if doc.same_text_as and doc.same_text_as.document in self.library.documents:
            other = plain(self.library.documents[doc.same_text_as.document].short)
            reason = doc.same_text_as.because
            says.append(self.say.say("web-one-witness", document=other, reason=reason))
        return " ".join(says)

    def _passage(
        self, name: str, doc: Document, originals: Originals, facts: Mapping[str, Fact]
    ) -> ShownPassage:
        places = _first(facts).places
        texts = [originals.passage(place) for place in places]
        whole = all(texts) and (self._open(doc.key) or originals.found is not None)
        if whole:
            html = context.GAP.join(
                context.marked(text, facts, self.numbers) for text in texts if text
            )
        else:
            html = context.phrases(facts, self.numbers)
        label = doc.cited_places(places, words=self.say)
        return ShownPassage(
            name,
            label[:1].upper() + label[1:],
            html,
            whole,
            tuple(self._fact(key, fact, doc) for key, fact in facts.items()),
        )

    def _fact(self, key: str, fact: Fact, doc: Document) -> ShownFact:
        also = [place for place in fact.also if place.document in self.library.documents]
        others = [self.library.documents[place.document] for place in also]
        same = [self.sigla[o.key] for o in others if self._witness(o) == self._witness(doc)]
        return ShownFact(
            self.numbers[key],
            _typographic(fact.says),
            fact.status,
            _as_of(fact.as_of, self.say),
            tuple("/".join(f"“{w}”" for w in words.split("|")) for words in fact.must_keep),
            {word: _typographic(reason) for word, reason in fact.declared.items()},
            tuple(
                f"{plain(other.short)}, {other.cited_places([place], words=self.say)}"
                for other, place in zip(others, also, strict=True)
            ),
            f"{self.sigla[doc.key]} = {same[0]}" if same else "",
            tuple(self.uses.get(key, ())),
        )


def _first(group: Mapping[str, Fact]) -> Fact:
    return next(iter(group.values()))


def _sigla(documents: Mapping[str, Document]) -> dict[str, str]:
    """Return the siglum of each document: its own, or else a letter that no other has."""
    own = {key: doc.siglum for key, doc in documents.items() if doc.siglum}
    free = (name for n in range(26 * 27) if (name := letter(n).upper()) not in own.values())
    return {key: own.get(key) or next(free) for key in documents}


def _as_of(words: str, say: Catalogue) -> str:
    """Return the time of which a document speaks, no more exact than it is written."""
    date = ledger.as_of(words, say)
    return date if words == "undated" else say.say("web-as-of", date=date)


def _typographic(text: str) -> str:
    return text.replace("'", "’")
