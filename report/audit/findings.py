"""What families of checks hand in; a report out, as text for people and JSON for machines."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import Literal

Severity = Literal["error", "warning"]

SHOWN = 12
"""Findings of one rule that the text lists; JSON has them all."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that a family found; ``page`` counts from 1, and 0 is the document."""

    rule: str
    message: str
    page: int = 0


@dataclass(frozen=True, slots=True)
class PdfFinding:
    """One place where a file does not do what a rule asks.

    A ``warning`` is a finding that a machine cannot be sure of: a person looks.
    """

    rule: str
    clause: str
    page: int  # from 1; 0 is the document as a whole
    message: str
    severity: Severity = "error"

    @property
    def place(self) -> str:
        """Where to look: "page 3", or "document"."""
        return f"page {self.page}" if self.page else "document"

    def __str__(self) -> str:
        return f"{self.place}: {self.message} [{self.rule}; {self.clause}]"


@dataclass(frozen=True, slots=True)
class Report:
    """What an audit of one file brought.

    ``conformance`` is what the file says of itself ("PDF/A-3a"), ``held_to`` what it was held
    against. ``checks`` are the ids of the rules that were tested, and ``counts`` how many things
    they were tested on, by their names in the singular.
    """

    title: str
    conformance: tuple[str, ...]
    held_to: tuple[str, ...]
    pages: int
    findings: tuple[PdfFinding, ...]
    checks: tuple[str, ...]
    counts: Mapping[str, int]
    left_out: tuple[str, ...] = ()  # families that were not run
    untested: tuple[str, ...] = ()  # what the standards ask besides, and no rule here tests
    authors: tuple[str, ...] = ()
    date: str = ""  # YYYY-MM-DD, of the document, "" if it has none
    language: str = ""

    @property
    def errors(self) -> tuple[PdfFinding, ...]:
        """The findings that a machine is sure of."""
        return tuple(f for f in self.findings if f.severity == "error")

    def as_json(self) -> str:
        """Return everything, for machines."""
        data = {
            "title": self.title,
            "conformance": self.conformance,
            "held-to": self.held_to,
            "pages": self.pages,
            "checks": self.checks,
            "counts": dict(self.counts),
            "left-out": self.left_out,
            "not-tested": self.untested,
            "findings": [
                {
                    "rule": f.rule,
                    "clause": f.clause,
                    "page": f.page or None,
                    "message": f.message,
                    "severity": f.severity,
                }
                for f in self.findings
            ],
        }
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"

    def as_text(self) -> str:
        """Return the findings grouped by rule, and what was tested, for a person to read."""
        lines = [*self._groups()]
        claims = ", ".join(self.conformance) or "no conformance"
        lines.append(f"{counted(self.pages, 'page')}; the file claims {claims}")
        lines.append(f"held to {', '.join(self.held_to)}: {counted(len(self.checks), 'check')}")
        if self.left_out:
            lines.append(f"not run: {', '.join(self.left_out)}")
        lines.append(f"not tested: {'; '.join(self.untested)}")
        sure, unsure = len(self.errors), len(self.findings) - len(self.errors)
        told = [counted(sure, "error")] * bool(sure) + [counted(unsure, "warning")] * bool(unsure)
        lines.append(", ".join(told) or "no findings")
        return "\n".join(lines)

    def _groups(self) -> Iterator[str]:
        ordered = sorted(self.findings, key=lambda f: (f.severity, f.rule))
        for (severity, rule, clause), group in groupby(
            ordered, key=lambda f: (f.severity, f.rule, f.clause)
        ):
            found = list(group)
            yield f"{severity} {rule} ({clause})"
            yield from (f"  {f.place}: {f.message}" for f in found[:SHOWN])
            if len(found) > SHOWN:
                pages = sorted({f.page for f in found[SHOWN:] if f.page})
                where = f", on pages {pages[0]} to {pages[-1]}" if pages else ""
                yield f"  and {len(found) - SHOWN} more{where}"


def counted(number: int, noun: str) -> str:
    """Return "1 page", "3 pages"."""
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"
