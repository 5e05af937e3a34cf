"""What a briefing rests on: its documents, their facts, and its references, by citation key.

A ``Briefing`` and its ``YamlFile`` come in, a ``Library`` goes out; the files named in the briefing
are read beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..citations import csl, exchange
from ..errors import Diagnostic, Loc, ReportError, suggestion
from . import document
from .blocks import Passage
from .briefing import Briefing
from .document import Document, Fact, Key, Place
from .files import beside
from .model import Model, validate
from .yamlfile import YamlFile, read


class References(Model):
    """A file of references: CSL-JSON written as YAML, by citation key."""

    references: dict[Key, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Library:
    """Documents in the briefing's order, facts with their document, references; all by key."""

    documents: Mapping[str, Document]
    facts: Mapping[str, tuple[Document, Fact]]
    references: Mapping[str, Mapping[str, Any]]
    not_consulted: Mapping[str, Mapping[str, Any]]  # listed by the documents; never cited
    sources: Mapping[str, YamlFile]

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

    def unknown(self, key: str) -> str | None:
        """Return a hint for a key that nothing here has."""
        return suggestion(key, self.keys)


def load(briefing: Briefing, source: YamlFile) -> Library:
    """Read the files that ``briefing`` names; ``ReportError`` lists the mistakes of all of them."""
    problems: list[Diagnostic] = []
    documents: dict[str, Document] = {}
    facts: dict[str, tuple[Document, Fact]] = {}
    sources: dict[str, YamlFile] = {}
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
        for fact_id, fact in doc.facts.items():
            if fact_id in facts:
                other = facts[fact_id][0].key
                hint = "ids of facts are unique over all documents"
                problem = f"the fact `{fact_id}` stands in `{other}` already"
                problems.append(Diagnostic(problem, text.key_at(("facts", fact_id)), hint))
            facts[fact_id] = doc, fact
        problems += _parts(doc, text)
        problems += _places(doc, text)
        problems += _passages(doc, text)
        problems += _unsound(doc.reference, text, ("reference",))
        documents[doc.key], sources[doc.key] = doc, text
    references = _references(briefing.references, "references", source, problems)
    listed = _references(briefing.not_consulted, "not-consulted", source, problems)
    own, works = documents.keys() | facts.keys(), references.keys() | listed.keys()
    twice = (documents.keys() & facts.keys()) | (references.keys() & listed.keys()) | (own & works)
    for key in sorted(twice):
        span, hint = source.at(("references",)), "rename the reference"
        if key in facts:
            span, hint = sources[facts[key][0].key].key_at(("facts", key)), "rename the fact"
        problems.append(Diagnostic(f"the key `{key}` means two things", span, hint))
    problems += _same_text(documents, sources)
    problems += _sigla(documents, sources)
    problems += _printed(briefing, documents, source)
    for key, doc in documents.items():
        problems += _elsewhere(doc, documents, sources[key])
    if problems:
        raise ReportError(problems)
    return Library(documents, facts, references, listed, sources)


def _references(
    name: str | None, field: str, source: YamlFile, problems: list[Diagnostic]
) -> Mapping[str, Mapping[str, Any]]:
    if name is None:
        return {}
    path = beside(source, name, "file", (field,), "yaml", "bib", "json")
    if isinstance(path, Diagnostic):
        problems.append(path)
        return {}
    try:
        if path.suffix in (".bib", ".json"):
            return exchange.read(path)
        text = read(path, source.roots)
        found = validate(References, text).references
    except ReportError as error:
        problems += error.diagnostics
        return {}
    for key, reference in found.items():
        problems += _unsound(reference, text, ("references", key))
    return found


def _unsound(reference: Mapping[str, Any], source: YamlFile, loc: Loc) -> Iterator[Diagnostic]:
    for place, message, hint in csl.problems(reference):
        whole = (*loc, *place)
        span = source.key_at(whole) if "is not a field" in message else source.at(whole)
        yield Diagnostic(message, span, hint)


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
    documents: Mapping[str, Document], sources: Mapping[str, YamlFile]
) -> Iterator[Diagnostic]:
    """Yield each siglum that two documents share."""
    owners: dict[str, str] = {}
    for key, doc in documents.items():
        if doc.siglum and owners.setdefault(doc.siglum, key) != key:
            message = f"`{doc.siglum}` is the siglum of `{owners[doc.siglum]}` already"
            yield Diagnostic(message, sources[key].at(("siglum",)), "choose another letter")


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
