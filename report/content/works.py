"""The files of references that a briefing names come in; references by citation key go out.

A file in YAML is the author's own, and every mistake in it stops the build. A .bib, .ris or .json
is an export, often of a whole library: of its entries those count that something cites.
"""

from collections.abc import Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from ..citations import csl, reading
from ..citations.references import Reference
from ..citations.shelf import Shelf
from ..errors import Diagnostic, Loc, ReportError, Span, suggestion
from ..text.inline import Call, pieces
from .document import Id
from .files import beside
from .model import Model, texts, validate
from .yamlfile import YamlFile, read


class References(Model):
    """A file of references: CSL-JSON written as YAML, by citation key."""

    references: dict[Id, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Works:
    """References by key; ``spare`` are those of an export that nothing cites.

    ``doubts`` are about those that are cited. ``others`` are further keys of them all, and the key
    that each stands for.
    """

    references: Mapping[str, Reference] = field(default_factory=dict)
    spare: Mapping[str, Reference] = field(default_factory=dict)
    doubts: tuple[Diagnostic, ...] = ()
    others: Mapping[str, str] = field(default_factory=dict)


@dataclass
class ShelfReader:
    """Reads each file once; ``problems`` grows."""

    problems: list[Diagnostic]
    shelves: dict[Path, Shelf | None] = field(default_factory=dict)

    def works(
        self, name: str | None, source: YamlFile, loc: Loc, cited: Container[str] | None = None
    ) -> Works:
        """Return the references of a file; of an export those ``cited``, or all without them."""
        if name is None:
            return Works()
        path = beside(source, name, "file", loc, "yaml", "bib", "json", "ris")
        if isinstance(path, Diagnostic):
            self.problems.append(path)
            return Works()
        if path.suffix.lower() in reading.SUFFIXES:
            shelf = self.shelf(path, source.at(loc))
            return Works() if shelf is None else self._of(shelf, cited)
        try:
            text = read(path, source.roots)
            found = validate(References, text).references
        except ReportError as error:
            self.problems += error.diagnostics
            return Works()
        for key, reference in found.items():
            self.problems += unsound(reference, text, ("references", key))
        return Works(found)

    def shelf(self, path: Path, named: Span) -> Shelf | None:
        """Return what an export holds; None where it can't be read, which is said once.

        ``named`` is the place that names the file, for what is wrong with all of it.
        """
        if path not in self.shelves:
            self.shelves[path] = None
            try:
                self.shelves[path] = reading.read(path)
            except ReportError as error:
                self.problems += (replace(d, span=d.span or named) for d in error.diagnostics)
        return self.shelves[path]

    def one(self, written: str, text: YamlFile, loc: Loc) -> Reference | None:
        """Return the reference that ``references.bib#smith2010`` names, beside a text's file."""
        name, _, key = written.partition("#")
        if not key or Path(name).suffix.lower() not in reading.SUFFIXES:
            hint = "name a .bib, .ris or .json and the key in it: references.bib#smith2010"
            self.problems.append(Diagnostic(f"`{written}` names no reference", text.at(loc), hint))
            return None
        path = beside(text, name, "file", loc, "bib", "json", "ris")
        if isinstance(path, Diagnostic):
            self.problems.append(path)
            return None
        shelf = self.shelf(path, text.at(loc))
        if shelf is None:
            return None
        key = str(shelf.aliases.get(key, key))
        self.problems += shelf.faults.get(key, ())
        if key not in shelf.references:
            if key not in shelf.faults:
                message = f"`{name}` has no reference `{key}`"
                near = suggestion(key, list(shelf.references))
                self.problems.append(Diagnostic(message, text.at(loc), near))
            return None
        return shelf.references[key]

    def _of(self, shelf: Shelf, cited: Container[str] | None) -> Works:
        taken = {
            key: item for key, item in shelf.references.items() if cited is None or key in cited
        }
        for other, key in shelf.aliases.items():
            if cited is not None and other in cited:
                taken.setdefault(other, shelf.references[key])
        used = {shelf.aliases.get(key, key) for key in taken}
        for key, faults in shelf.faults.items():
            if key in used or (cited is not None and key in cited):
                self.problems += faults
        doubts = [d for key in used for d in shelf.doubts.get(key, ())]
        spare = {key: item for key, item in shelf.references.items() if key not in used}
        return Works(taken, spare, (*doubts, *_passed_over(shelf, used)), shelf.aliases)


def _passed_over(shelf: Shelf, used: Container[str]) -> Iterator[Diagnostic]:
    """Advise, in one sentence, on what is at fault in a file and cited by nothing."""
    faults = {key: found for key, found in shelf.faults.items() if key not in used}
    first = min(
        (d for found in (*faults.values(), shelf.remarks) for d in found),
        key=lambda d: d.span.line if d.span else 0,
        default=None,
    )
    if first is None:
        return
    others = sum(map(len, faults.values())) + len(shelf.remarks) - 1
    more = f"; and {others} like it in entries that nothing cites" if others else ""
    hint = first.hint if others else f"nothing cites it{f'; {first.hint}' if first.hint else ''}"
    yield replace(first, message=f"{first.message}{more}", hint=hint, level="advice")


def unsound(reference: Reference, source: YamlFile, loc: Loc) -> Iterator[Diagnostic]:
    """Yield what is wrong in a reference that is written in YAML."""
    for place, message, hint in csl.problems(reference):
        whole = (*loc, *place)
        span = source.at(whole) if not place or csl.is_field(place) else source.key_at(whole)
        yield Diagnostic(message, span, hint)


def cited(models: Iterable[Model]) -> frozenset[str]:
    """Return every key that a text of these models calls."""
    return frozenset(
        key.key
        for model in models
        for _, text in texts(model)
        if "@" in text
        for piece in pieces(text)
        if isinstance(piece, Call)
        for key in piece.keys
    )
