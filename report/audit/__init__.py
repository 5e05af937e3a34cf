"""A PDF in, ours or anybody's; out, where it fails its readers: findings with page and rule.

It stands in for validators that a build cannot run, and asks besides what they leave out.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pikepdf

from . import (
    annotations,
    archive,
    content,
    document,
    fonts,
    readaloud,
    reading,
    rules,
    structure,
    tables,
)
from .findings import Hit, PdfFinding, Report
from .rules import Binding, Standards
from .structure import NOTES
from .subject import Subject, opened

__all__ = ["PdfFinding", "Report", "audit", "readaloud"]

if TYPE_CHECKING:
    from .contrast import FaintText

Family = Callable[[Subject, Standards], Iterable[Hit]]


# What not every build needs is imported when it is called.


def _second(subject: Subject, held: Standards) -> Iterable[Hit]:
    from . import second

    return second.check(subject, held) if held.ua == "ua2" else ()


def _syntax(subject: Subject, held: Standards) -> Iterable[Hit]:
    from . import syntax

    return syntax.check(subject, held)


def _graphics(subject: Subject, held: Standards) -> Iterable[Hit]:
    from . import graphics

    return graphics.check(subject, held)


def _contrast(subject: Subject, held: Standards) -> Iterable[Hit]:
    from . import contrast

    return contrast.check(subject, held)


def _tripwire(subject: Subject, held: Standards) -> Iterable[Hit]:
    from . import tripwire

    return tripwire.check(subject, held)


QUICK: dict[str, Family] = {
    "document": document.check,
    "structure": structure.check,
    "tables": tables.check,
    "annotations": annotations.check,
    "second part of PDF/UA": _second,
    "content": content.check,
    "fonts": fonts.check,
    "reading order": reading.check,
    "archive": archive.check,
}
"""What every build can afford."""

SLOW: dict[str, Family] = {
    "bytes as they are written": _syntax,
    "objects and colours": _graphics,
    "contrast": _contrast,
    "pikepdf's checker of PDF/A": _tripwire,
}
"""What looks at every object, draws every page, or reads the file a second time."""

REMARKS = 5
"""Of qpdf's remarks about how a file is written, how many are reported."""


def audit(
    pdf: bytes | Path, *, against: Sequence[str] = (), quick: bool = False, ours: bool = False
) -> Report:
    """Hold a PDF to what it claims, and to PDF/UA in any case.

    ``against`` are standards to hold it to whatever it claims: "PDF/A-3a", "PDF/UA-1". ``quick``
    leaves out what draws pages or looks at every object. ``ours`` is a file that was written just
    now: a broken promise is an error, and there are no limits.

    Errors are what fails a standard that the file claims, or one of ``against``. A file that claims
    none is bound to PDF/UA, for the sake of its readers. ``ReportError`` says why a file cannot be
    read at all, or is larger than what is read; a file that is damaged has findings.
    """
    with opened(pdf, bounded=not ours) as subject:
        subject.asked = bool(against)
        held = _held(subject, against)
        claims = subject.conformance
        binding = Binding(
            ua=bool(against) or not claims or any("UA" in name for name in claims),
            a=bool(against) or any("PDF/A" in name for name in claims),
            promises=ours or not (claims or against),
        )
        return _report(subject, held, binding, quick=quick)


PAGES_LOOKED_AT = 60
"""Of a file that was made just now: a theme that is faint is so on its first pages."""


def faint(pdf: bytes) -> "tuple[FaintText, ...]":
    """Return the texts of a file of ours that are too faint on their ground."""
    from . import contrast

    with opened(pdf, bounded=False) as subject:
        found = contrast.faint(subject, PAGES_LOOKED_AT)
    return tuple(one for one in found if isinstance(one, contrast.FaintText))


def _report(subject: Subject, held: Standards, binding: Binding, *, quick: bool) -> Report:
    clauses = rules.in_force(held, quick=quick)
    hits: list[Hit] = []
    for name, check in (QUICK if quick else QUICK | SLOW).items():
        hits += _run(name, check, subject, held)
    hits += [Hit("own repair", told) for told in _remarks(subject)]
    return Report(
        title=subject.title,
        conformance=subject.conformance,
        held_to=held.names(),
        pages=len(subject.pages),
        findings=rules.findings(hits, clauses, held, binding),
        checks=tuple(clauses),
        counts=_counts(subject),
        left_out=tuple(SLOW) if quick else (),
        untested=rules.untested(held),
        authors=subject.authors,
        date=subject.date,
        language=subject.language,
    )


def _held(subject: Subject, against: Sequence[str]) -> Standards:
    claims = subject.claims
    held = Standards.named(against) if against else claims
    # Without attachments the F of PDF/A-4f is not claimed: it means them.
    if against and held.a == "a4":
        return replace(held, level=claims.level if claims.a == "a4" else "")
    return held


def _run(name: str, check: Family, subject: Subject, held: Standards) -> Iterator[Hit]:
    """Run a family; where an object cannot be read, what it found so far stands."""
    try:
        yield from check(subject, held)
    except (pikepdf.PdfError, RecursionError) as error:
        yield Hit("own damage", f"not all of {name} could be tested: {_short(error)}")


def _remarks(subject: Subject) -> list[str]:
    """Return what qpdf mended while it read the file."""
    said = list(dict.fromkeys(_short(warning) for warning in subject.pdf.get_warnings()))
    more = [f"and {len(said) - REMARKS} remarks more"] if len(said) > REMARKS else []
    return [*said[:REMARKS], *more]


_WHERE = re.compile(r"^(?:WARNING: )?(?:stream <[^>]*>|[^:(]*\.pdf)?[,: ]*(?:\(([^)]*)\): )?")


def _short(error: object) -> str:
    """Return a message of qpdf without the name that the file has in memory."""
    first = str(error).split("\n")[0]
    return _WHERE.sub(lambda m: f"{m[1]}: " if m[1] else "", first, count=1)[:200]


def _counts(subject: Subject) -> dict[str, int]:
    """Return how many things there were to test."""
    roles = Counter(element.role for element in subject.tree.elements)
    return {
        "page": len(subject.pages),
        "structure element": len(subject.tree.elements),
        "heading": sum(count for role, count in roles.items() if role[:1] == "H"),
        "table": roles["Table"],
        "figure": roles["Figure"],
        "note": sum(roles[role] for role in NOTES),
        "link": sum(
            annotation.get("/Subtype") == pikepdf.Name.Link
            for page in subject.pages
            for annotation in page.get("/Annots", ())
            if isinstance(annotation, pikepdf.Dictionary)
        ),
        "text": sum(piece.kind == "text" for page in subject.content for piece in page.pieces),
        "font": len(subject.fonts),
    }
