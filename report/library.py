"""What a briefing rests on: its documents, their facts, and its references, by citation key.

A ``Briefing`` and its ``Source`` come in, a ``Library`` goes out; the files named in the briefing
are read beside it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from . import document
from .briefing import Briefing
from .citations import csl, exchange
from .document import Document, Fact, Key
from .errors import Diagnostic, ReportError
from .model import Model, suggestion, validate
from .source import Loc, Source, read


class References(Model):
    """A file of references: CSL-JSON written as YAML, by citation key."""

    references: dict[Key, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Library:
    """Documents in the briefing's order, facts with their document, references; all by key."""

    documents: Mapping[str, Document]
    facts: Mapping[str, tuple[Document, Fact]]
    references: Mapping[str, Mapping[str, Any]]
    not_consulted: Mapping[
        str, Mapping[str, Any]
    ]  # listed by the documents; never cited
    sources: Mapping[str, Source]

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


def load(briefing: Briefing, source: Source) -> Library:
    """Read the files that ``briefing`` names; ``ReportError`` lists the mistakes of all of them."""
    problems: list[Diagnostic] = []
    documents: dict[str, Document] = {}
    facts: dict[str, tuple[Document, Fact]] = {}
    sources: dict[str, Source] = {}
    for number, name in enumerate(briefing.documents):
        path = _beside(source, name, ("documents", number), problems)
        if path is None:
            continue
        try:
            doc, text = document.load(path)
        except ReportError as error:
            problems += error.diagnostics
            continue
        if doc.key in documents:
            problems.append(Diagnostic(f"the key `{doc.key}` is used twice", text.at(("key",))))
        for fact_id, fact in doc.facts.items():
            if fact_id in facts:
                other = facts[fact_id][0].key
                hint = "ids of facts are unique over all documents"
                problem = f"the fact `{fact_id}` stands in `{other}` already"
                problems.append(Diagnostic(problem, text.key_at(("facts", fact_id)), hint))
            facts[fact_id] = doc, fact
        problems += _places(doc, text)
        problems += _unsound(doc.reference, text, ("reference",))
        documents[doc.key], sources[doc.key] = doc, text
    references = _references(briefing.references, "references", source, problems)
    listed = _references(briefing.not_consulted, "not-consulted", source, problems)
    own, works = documents.keys() | facts.keys(), references.keys() | listed.keys()
    twice = (documents.keys() & facts.keys()) | (references.keys() & listed.keys()) | (own & works)
    for key in sorted(twice):
        problems.append(Diagnostic(f"the key `{key}` means two things", source.at(("documents",))))
    problems += _same_text(documents, sources)
    if problems:
        raise ReportError(problems)
    return Library(documents, facts, references, listed, sources)


def _beside(
    source: Source, name: str, loc: tuple[str | int, ...], problems: list[Diagnostic]
) -> Path | None:
    path = source.path.parent / name
    if path.is_file():
        return path
    folder = path.parent
    known = sorted(p.name for p in folder.glob("*.yaml")) if folder.is_dir() else []
    hint = suggestion(path.name, known)
    problems.append(Diagnostic(f"there is no file `{name}` here", source.at(loc), hint))
    return None


def _references(
    name: str | None, field: str, source: Source, problems: list[Diagnostic]
) -> Mapping[str, Mapping[str, Any]]:
    if name is None:
        return {}
    path = _beside(source, name, (field,), problems)
    if path is None:
        return {}
    try:
        if path.suffix in (".bib", ".json"):
            return exchange.read(path)
        text = read(path)
        found = validate(References, text).references
    except ReportError as error:
        problems += error.diagnostics
        return {}
    for key, reference in found.items():
        problems += _unsound(reference, text, ("references", key))
    return found


def _unsound(reference: Mapping[str, Any], source: Source, loc: Loc) -> Iterator[Diagnostic]:
    for place, message, hint in csl.problems(reference):
        whole = (*loc, *place)
        span = source.key_at(whole) if "is not a field" in message else source.at(whole)
        yield Diagnostic(message, span, hint)


def _places(doc: Document, source: Source) -> list[Diagnostic]:
    """Every fact stands under a part that the document's structure lists."""
    known = [part.name for part in doc.structure if part.name]
    return [
        Diagnostic(
            f"`{fact.place.under}` is not a heading of this document",
            source.at(("facts", name, "place", "under")),
            suggestion(fact.place.under, known),
        )
        for name, fact in doc.facts.items()
        if fact.place.under not in known
    ]


def _same_text(
    documents: Mapping[str, Document], sources: Mapping[str, Source]
) -> list[Diagnostic]:
    return [
        Diagnostic(
            f"there is no document `{doc.same_text_as.document}`",
            sources[key].at(("same-text-as", "document")),
            suggestion(doc.same_text_as.document, list(documents)),
        )
        for key, doc in documents.items()
        if doc.same_text_as and doc.same_text_as.document not in documents
    ]
