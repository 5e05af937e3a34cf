"""A report in; a statement of one page for an accessibility office out, as text or as PDF."""

import datetime
import hashlib
import textwrap
from dataclasses import dataclass
from pathlib import Path

from ..audit.findings import Report, counted
from ..audit.rules import SETS, catalogue

LISTED = 6
"""Rules with findings that the statement names; the report has them all."""

PEOPLE = (
    ("Whether texts in the place of figures tell what the figures show", "the author"),
    (
        "Whether headings, lists and tables are what their tags say, and links say where they go",
        "the author",
    ),
    ("Whether nothing is told by colour alone", "the author"),
    ("Whether the order of reading makes sense when heard", "a reader with a screen reader"),
    ("Whether the language is plain, and foreign words are marked", "an editor"),
    ("Whether the file serves those who must use it", "the accessibility office, with readers"),
)
"""What no machine can test, and who should: the Matterhorn Protocol's conditions for people."""

LIMITS = (
    "The checker stands in for a validator, and is none: run veraPDF or PAC before you rely on it.",
    "Contrast is measured on the pages as drawn; blend modes and soft masks do not count.",
    "Scripts, sounds, films and forms are tested for their descriptions alone.",
)


@dataclass(frozen=True, slots=True)
class StatementRow:
    """The rules of one set: how many were tested, and how many findings there were."""

    name: str
    rules: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class Statement:
    """What is told of a file; ``date`` is the document's own, "" without one."""

    title: str
    file: str
    digest: str
    authors: tuple[str, ...]
    date: str
    language: str
    conformance: tuple[str, ...]
    held_to: tuple[str, ...]
    counts: tuple[str, ...]
    rows: tuple[StatementRow, ...]
    found: tuple[str, ...]
    left_out: tuple[str, ...]
    people: tuple[tuple[str, str], ...] = PEOPLE
    limits: tuple[str, ...] = LIMITS

    @property
    def result(self) -> str:
        """The result in one sentence."""
        errors = sum(row.errors for row in self.rows)
        warnings = sum(row.warnings for row in self.rows)
        if not errors and not warnings:
            return "The machine found nothing wrong."
        told = [counted(errors, "error")] * bool(errors) + [counted(warnings, "warning")] * bool(
            warnings
        )
        return f"The machine found {' and '.join(told)}."

    @property
    def contact(self) -> str:
        """Whom to write to: the document names its authors."""
        return ", ".join(self.authors) or "the document names no author"


def state(report: Report, data: bytes, file: str) -> Statement:
    """Say what a report means; ``data`` are the bytes of the file, ``file`` its name."""
    rules = catalogue()
    rows = []
    for first, name in SETS.items():
        tested = [rule for rule in report.checks if rules[rule].set == first]
        found = [finding for finding in report.findings if rules[finding.rule].set == first]
        errors = sum(finding.severity == "error" for finding in found)
        if tested:
            rows.append(StatementRow(name, len(tested), errors, len(found) - errors))
    return Statement(
        title=report.title,
        file=file,
        digest=hashlib.sha256(data).hexdigest(),
        authors=report.authors,
        date=report.date,
        language=report.language,
        conformance=report.conformance,
        held_to=report.held_to,
        counts=tuple(counted(number, noun) for noun, number in report.counts.items()),
        rows=tuple(rows),
        found=_found(report),
        left_out=report.left_out,
    )


def _found(report: Report) -> tuple[str, ...]:
    """Return one line for each rule with findings, the sure ones first."""
    rules = catalogue()
    lines = []
    for finding in sorted(report.findings, key=lambda f: (f.severity, f.rule)):
        if (line := f"{finding.rule}: wanted is that {rules[finding.rule].asks}") not in lines:
            lines.append(line)
    more = len(lines) - LISTED
    return (
        *lines[:LISTED],
        *([f"and {more} rules more, which the report lists"] if more > 0 else []),
    )


def as_text(told: Statement) -> str:
    """Return the statement as plain text, 80 characters wide."""
    parts = [
        f"Accessibility statement: {told.title}",
        "",
        *_wrapped(f"File: {told.file} (SHA-256 {told.digest[:16]}…)"),
        *_wrapped(f"Authors: {told.contact}"),
        *_wrapped(f"Date: {told.date or 'not told'}; language: {told.language or 'not told'}"),
        *_wrapped(f"The file says that it follows: {', '.join(told.conformance) or 'no standard'}"),
        "",
        "Tested by machine",
        *_wrapped(f"Held to {', '.join(told.held_to)}, on {', '.join(told.counts)}."),
        *(
            f"  {row.name:28} {counted(row.rules, 'rule'):>10} {counted(row.errors, 'error'):>12}"
            f" {counted(row.warnings, 'warning'):>12}"
            for row in told.rows
        ),
        *_wrapped(told.result),
        *(line for found in told.found for line in _wrapped(found, "  - ")),
        *(_wrapped(f"Not run: {', '.join(told.left_out)}.") if told.left_out else []),
        "",
        "Not tested: what needs people",
        *(line for what, who in told.people for line in _wrapped(f"{what}: {who}.", "  - ")),
        "",
        "Limits",
        *(line for limit in told.limits for line in _wrapped(limit, "  - ")),
        "",
        *_wrapped(f"Contact: {told.contact}"),
    ]
    return "\n".join(parts) + "\n"


def _wrapped(text: str, lead: str = "") -> list[str]:
    return textwrap.wrap(text, 80, initial_indent=lead, subsequent_indent=" " * len(lead))


def as_pdf(told: Statement) -> bytes:
    """Return the statement as one page of PDF/A-3a and PDF/UA-1."""
    from ..press import assembly, typeset, workers, xmp
    from . import theme

    look = theme.Theme.load()
    sheet: Path = look.file("css/statement.css")
    template = look.environment().get_template("statement.html.jinja")
    typesetter = typeset.Typesetter((sheet,))
    laid = workers.typeset(typesetter, [template.render(told=told)])
    date = datetime.date.fromisoformat(told.date) if told.date else None
    metadata = xmp.Metadata(
        title=f"Accessibility statement: {told.title}",
        authors=told.authors,
        language="en-GB",
        subject=f"What was tested of {told.file}, and with what result",
        date=date,
    )
    return assembly.assemble(laid.fragments, metadata)
