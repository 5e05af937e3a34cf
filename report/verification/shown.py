"""Print a verification: for a reader, as GitHub's annotations, or as JSON."""

import json
from collections.abc import Iterable, Iterator
from typing import Literal

from ..content.library import Library
from ..errors import Diagnostic, Span
from . import Verification

ProofFormat = Literal["text", "github", "json"]


def show(verification: Verification, library: Library, form: ProofFormat = "text") -> str:
    """Return the verification in the form asked for, with a line's end."""
    lines = {"text": _text, "github": _github, "json": _json}[form](verification, library)
    return "\n".join(lines) + "\n"


def _text(verification: Verification, library: Library) -> Iterator[str]:
    for diagnostic in (*_faults(verification), *_doubts(verification)):
        yield str(diagnostic)
    for key in library.documents:
        here = verification.documents.get(key)
        found = f"{here.path} (found by its {here.how})" if here else "not found"
        yield f"{key}: {found}"
    for doc in library.documents.values():
        if doc.licence is None and doc.words:
            share = f"{doc.words_quoted} of its {doc.words} words"
            yield f"{doc.key}: the facts have {share}, {doc.words_quoted / doc.words:.0%}"
    yield _count(verification, library)


def _count(verification: Verification, library: Library) -> str:
    facts, misses = len(library.facts), len(verification.misses)
    proved = f"{len(verification.proved)} of {facts} facts proved"
    return f"{proved}, {misses} {'miss' if misses == 1 else 'misses'}" if misses else proved


def _faults(verification: Verification) -> tuple[Diagnostic, ...]:
    misses = (miss.diagnostic for miss in verification.misses)
    return (*misses, *verification.structure, *verification.absent)


def _doubts(verification: Verification) -> tuple[Diagnostic, ...]:
    return (*verification.doubts, *verification.changed)


def _github(verification: Verification, library: Library) -> Iterator[str]:
    """Yield workflow commands, which GitHub prints beside the lines they name."""
    yield from (annotation("error", d) for d in _faults(verification))
    yield from (annotation("warning", d) for d in _doubts(verification))
    yield f"::notice title=verify::{_escaped(_count(verification, library))}"


def annotation(kind: str, diagnostic: Diagnostic, title: str = "verify") -> str:
    """Return a workflow command; ``kind`` is error, warning or notice."""
    span = diagnostic.span
    place = f"file={_property(str(span.path))},line={span.line},col={span.column}," if span else ""
    hint = f"\n{diagnostic.hint}" if diagnostic.hint else ""
    return f"::{kind} {place}title={_property(title)}::{_escaped(diagnostic.message + hint)}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


def _json(verification: Verification, library: Library) -> Iterable[str]:
    data = {
        "ok": verification.ok,
        "facts": len(library.facts),
        "phrases": verification.phrases,
        "documents": [
            {
                "key": key,
                "file": str(here.path) if here else None,
                "found-by": here.how if here else None,
                "digest": here.digest if here else None,
                "changed": here.changed if here else None,
            }
            for key in library.documents
            for here in (verification.documents.get(key),)
        ],
        "proved": list(verification.proved),
        "misses": [
            {
                "fact": miss.fact,
                "document": miss.document,
                "place": miss.place,
                "phrase": miss.phrase or None,
                "message": miss.message,
                **_where(miss.span),
                "nearest": miss.nearest,
                "nearest-place": miss.nearest_place,
            }
            for miss in verification.misses
        ],
        "problems": [
            {"message": d.message, **_where(d.span), "hint": d.hint}
            for d in (*verification.structure, *verification.absent, *_doubts(verification))
        ],
    }
    return [json.dumps(data, ensure_ascii=False, indent=2)]


def _where(span: Span | None) -> dict[str, object]:
    return {"file": str(span.path), "line": span.line, "column": span.column} if span else {}
