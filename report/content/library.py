"""What a briefing rests on: its documents, their facts, and its references, by citation key.

A ``Briefing`` and its ``YamlFile`` come in, a ``Library`` goes out; the files named in the briefing
are read beside it.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ..errors import Diagnostic, Loc, Problems, ReportError, suggestion
from ..text.inline import Call, pieces
from . import document, works
from .blocks import Passage
from .briefing import Briefing
from .document import Document, Fact, Place
from .files import beside
from .works import ShelfReader, Works, unsound
from .yamlfile import YamlFile


@dataclass(frozen=True, slots=True)
class Library:
    """Documents in the briefing's order, facts with their document, references; all by key.

    ``references`` are cited, or written by the author; ``spare`` stand in an export beside them.
    """

    documents: Mapping[str, Document]
    facts: Mapping[str, tuple[Document, Fact]]
    references: Mapping[str, Mapping[str, Any]]
    not_consulted: Mapping[str, Mapping[str, Any]]  # listed by the documents; never cited
    sources: Mapping[str, YamlFile]
    spare: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    doubts: tuple[Diagnostic, ...] = ()

    @property
    def keys(self) -> list[str]:
        """Everything that a call may cite."""
        return [*self.facts, *self.documents, *self.references]

    @property
    def items(self) -> dict[str, Mapping[str, Any]]:
        """Every reference as CSL-JSON, the documents' own first."""
        own = {
            key: {
                **doc.reference,
                "title-short": str(doc.short),
                **({"title-translated": doc.title_translated} if doc.title_translated else {}),
            }
            for key, doc in self.documents.items()
        }
        return {**own, **self.references}

    @property
    def languages(self) -> tuple[str, ...]:
        """Return the languages that documents and references name, the most frequent first."""
        named = Counter(str(item.get("language") or "") for item in self.items.values())
        return tuple(tag for tag, _ in named.most_common() if tag)

    def unknown(self, key: str) -> str | None:
        """Return a hint for a key that nothing here has."""
        spare = [other for other in self.spare if other[:2].casefold() == key[:2].casefold()]
        return suggestion(key, [*self.keys, *spare])


def load(briefing: Briefing, source: YamlFile) -> Library:
    """Read the files that ``briefing`` names; ``ReportError`` lists the mistakes of all of them."""
    problems: list[Diagnostic] = []
    documents: dict[str, Document] = {}
    facts: dict[str, tuple[Document, Fact]] = {}
    sources: dict[str, YamlFile] = {}
    reader = ShelfReader(problems)
    for number, name in enumerate(briefing.documents):
        path = beside(source, name, "file", ("documents", number), "yaml")
        if isinstance(path, Diagnostic):
            problems.append(path)
            continue
        try:
            doc, text = document.load(path, source.roots)
        except ReportError as error:
            problems += error.diagnostics
            continue
        if doc.key in documents:
            hint = f"it is the key of {sources[doc.key].path.name}"
            problem = f"the key `{doc.key}` is used twice"
            problems.append(Diagnostic(problem, text.at(("key",)), hint))
            continue
        problems += _again(doc, text, facts)
        facts |= {name: (doc, fact) for name, fact in doc.facts.items()}
        problems += _parts(doc, text)
        problems += _places(doc, text)
        problems += _passages(doc, text)
        doc = _referenced(doc, text, reader)
        problems += unsound(doc.reference, text, ("reference",))
        documents[doc.key], sources[doc.key] = doc, text
    called = works.cited((briefing, *documents.values()))
    found = reader.works(briefing.references, source, ("references",), called)
    listed = reader.works(briefing.further_reading, source, ("further-reading",)).references
    problems += _two_keys(found, source)
    library = Library(
        documents, facts, found.references, listed, sources, found.spare, found.doubts
    )
    problems += _two_things(library, source)
    problems += _same_text(documents, sources)
    problems += _sigla(briefing, documents, sources)
    problems += _printed(briefing, documents, source)
    for key, doc in documents.items():
        problems += _elsewhere(doc, documents, sources[key])
    if problems:
        raise ReportError(problems)
    return library


def read_all(source: YamlFile, problems: Problems) -> None:
    """Read the documents of a briefing that is not sound itself, for what is wrong in them, too.

    Calls of keys that neither they nor the references have are told as well.
    """
    named = source.data.get("documents") if isinstance(source.data, dict) else None
    keys: list[str] = []
    whole = isinstance(named, list) and not any(map(source.data.get, ("references",)))
    for number, name in enumerate(named if isinstance(named, list) else ()):
        said = isinstance(name, str) and name
        path = beside(source, name, "file", ("documents", number), "yaml") if said else None
        if path is None or isinstance(path, Diagnostic):
            whole = False
            problems.found += [path] if isinstance(path, Diagnostic) else []
            continue
        with problems.of():
            doc, _ = document.load(path, source.roots)
            keys += [doc.key, *doc.facts]
    if whole and keys:
        problems.found += _unknown_calls(source, source.data, (), keys)


def _unknown_calls(source: YamlFile, data: Any, loc: Loc, keys: list[str]) -> Iterator[Diagnostic]:
    """Yield the calls in raw data that cite what is not there."""
    if isinstance(data, dict | list):
        for step, value in data.items() if isinstance(data, dict) else enumerate(data):
            yield from _unknown_calls(source, value, (*loc, step), keys)
    elif isinstance(data, str) and "@" in data:
        calls = (piece for piece in pieces(data) if isinstance(piece, Call))
        for key in dict.fromkeys(key.key for call in calls for key in call.keys):
            if key not in keys:
                message = f"nothing has the citation key `{key}`"
                yield Diagnostic(message, source.at(loc, key), suggestion(key, keys))


def _again(
    doc: Document, text: YamlFile, facts: Mapping[str, tuple[Document, Fact]]
) -> Iterator[Diagnostic]:
    """Yield the facts of a document that a document before it has too."""
    for name in [name for name in doc.facts if name in facts]:
        hint = "ids of facts are unique over all documents"
        problem = f"the fact `{name}` stands in `{facts[name][0].key}` already"
        yield Diagnostic(problem, text.key_at(("facts", name)), hint)


def _two_things(library: Library, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield keys that two of the documents, facts and references have."""
    documents, facts = library.documents.keys(), library.facts.keys()
    references, listed = library.references.keys(), library.not_consulted.keys()
    own, works_ = documents | facts, references | listed
    for key in sorted((documents & facts) | (references & listed) | (own & works_)):
        span, hint = source.at(("references",)), "rename the reference"
        if key in facts:
            doc, _ = library.facts[key]
            span, hint = library.sources[doc.key].key_at(("facts", key)), "rename the fact"
        yield Diagnostic(f"the key `{key}` means two things", span, hint)


def _two_keys(found: Works, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield works that are cited by two of their keys, and would be listed twice."""
    for other, key in found.others.items():
        if other in found.references and key in found.references:
            message = f"`{other}` and `{key}` are one work, and both are cited"
            yield Diagnostic(message, source.at(("references",)), f"cite [@{key}] alone")


def _referenced(doc: Document, text: YamlFile, reader: ShelfReader) -> Document:
    """Return a document whose reference stands in an export, with the fields beside it."""
    written = doc.reference.get("from")
    if not isinstance(written, str):
        return doc
    found = reader.one(written, text, ("reference", "from"))
    own = {name: value for name, value in doc.reference.items() if name != "from"}
    stands = found or {"type": "document", "title": str(doc.short)}  # said already: no second error
    return doc.model_copy(update={"reference": {**stands, **own}})


def _parts(doc: Document, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield headings that two parts share, and words that are declared without a reason."""
    names = [part.name for part in doc.structure]
    for number, name in enumerate(names):
        if name and name in names[:number]:
            hint = "tell them apart: `section: our own label` and `begins: its first words`"
            span = source.at(("structure", number))
            yield Diagnostic(f"the heading “{name}” is listed twice", span, hint)
    for key, fact in doc.facts.items():
        for words, reason in fact.declared.items():
            if not reason.strip():
                yield document.without_reason(source, ("facts", key, "declared", words))


def _places(doc: Document, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield what places of facts name and the document's structure does not list."""
    for name, fact in doc.facts.items():
        for number, place in enumerate(fact.places):
            loc: Loc = ("facts", name, "place", number)
            yield from _place(place, doc, source, loc, "this document")


def _place(
    place: Place, doc: Document, source: YamlFile, loc: Loc, of: str
) -> Iterator[Diagnostic]:
    known = [part.name for part in doc.structure if part.name]
    if place.under not in known:
        message = f"`{place.under}` is not a heading of {of}"
        yield Diagnostic(message, source.at((*loc, "under")), suggestion(place.under, known))
        return
    under, count = "", 0
    for part in doc.structure:
        under = part.name or under
        count += part.caption is not None and under == place.under
    if (place.caption or 0) > count:
        listed = "no caption is listed" if not count else f"only {count} listed"
        message = f"there is no caption {place.caption} under “{place.under}”: {listed}"
        hint = "list every caption in `structure`, after its heading"
        yield Diagnostic(message, source.at((*loc, "caption")), hint)


def _elsewhere(
    doc: Document, documents: Mapping[str, Document], source: YamlFile
) -> Iterator[Diagnostic]:
    """Yield the other places of facts that are in no document, or in no part of it."""
    for name, fact in doc.facts.items():
        for number, place in enumerate(fact.also):
            loc: Loc = ("facts", name, "also", number)
            if (other := documents.get(place.document)) is None:
                message = f"there is no document `{place.document}`"
                hint = suggestion(place.document, list(documents))
                yield Diagnostic(message, source.at((*loc, "document")), hint)
            else:
                yield from _place(place, other, source, loc, f"`{other.key}`")


def _passages(doc: Document, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield each passage whose place there is not, or that no licence allows to print whole."""
    for name, passage in doc.passages.items():
        loc: Loc = ("passages", name)
        yield from _place(passage.place, doc, source, (*loc, "place"), "this document")
        if doc.licence is None or not doc.licence.allows_reprints:
            message = "a passage is printed whole, and no licence of this document allows that"
            hint = "quote a phrase; or, where a licence does, give its `name` and `reprint: yes`"
            yield Diagnostic(message, source.key_at(loc), hint)


def _printed(
    briefing: Briefing, documents: Mapping[str, Document], source: YamlFile
) -> Iterator[Diagnostic]:
    """Yield each passage that a block prints and no document has."""
    for block in briefing.blocks():
        if not isinstance(block, Passage):
            continue
        if (doc := documents.get(block.document)) is None:
            message = f"there is no document `{block.document}`"
            hint = suggestion(block.document, list(documents))
            yield Diagnostic(message, source.at((*block.loc, "document")), hint)
        elif block.passage not in doc.passages:
            message = f"`{doc.key}` has no passage `{block.passage}`"
            hint = suggestion(block.passage, list(doc.passages)) if doc.passages else None
            yield Diagnostic(message, source.at((*block.loc, "passage")), hint)


def _sigla(
    briefing: Briefing, documents: Mapping[str, Document], sources: Mapping[str, YamlFile]
) -> Iterator[Diagnostic]:
    """Yield each siglum that two documents share, and documents without one that want it."""
    owners: dict[str, str] = {}
    for key, doc in documents.items():
        if doc.siglum and owners.setdefault(doc.siglum, key) != key:
            message = f"`{doc.siglum}` is the siglum of `{owners[doc.siglum]}` already"
            yield Diagnostic(message, sources[key].at(("siglum",)), "choose another letter")
        if not doc.siglum and briefing.notes.form == "sigla":
            message = f"notes go by sigla, and `{key}` has none"
            hint = "give it one: `siglum: P`; it is set out in the list of sources"
            yield Diagnostic(message, sources[key].key_at(("key",)), hint)


def _same_text(
    documents: Mapping[str, Document], sources: Mapping[str, YamlFile]
) -> Iterator[Diagnostic]:
    for key, doc in documents.items():
        if not doc.same_text_as or (
            doc.same_text_as.document in documents and doc.same_text_as.document != key
        ):
            continue
        own = doc.same_text_as.document == key
        others = [other for other in documents if other != key]
        yield Diagnostic(
            "a document is not its own witness"
            if own
            else f"there is no document `{doc.same_text_as.document}`",
            sources[key].at(("same-text-as", "document")),
            suggestion(doc.same_text_as.document, others),
        )
