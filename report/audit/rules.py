"""The catalogue of what is tested: each rule in a sentence, and with its clauses in the standards.

``MH`` ids are failure conditions of the Matterhorn Protocol 1.1 (PDF Association, 2021). ``UA`` and
``A`` are rules of ISO 14289 and ISO 19005 that have no such id. ``WCAG`` are criteria of WCAG 2.1.
``own`` rules are ours: what validators leave out, though readers stumble over it.

The catalogue is ``rules.csv``. Its columns: ``ua1`` and ``ua2`` are clauses of ISO 14289-1 and -2;
``a23`` of ISO 19005-2 and -3, which number alike, for all levels, ``a23-u`` for levels u and a,
``a23-a`` for level a alone; ``a4`` of ISO 19005-4. A ``slow`` rule is left to ``check-pdf``; of a
``warning`` a machine cannot be sure. A ``promise`` is asked by no standard, and readers are better
off with it: it is an error in what is written here and in a file that claims nothing, a warning in
a file that keeps to what it claims without it.
"""

import csv
import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from .findings import Hit, PdfFinding, Severity

SETS = {
    "MH": "Matterhorn Protocol 1.1",
    "UA": "ISO 14289 besides",
    "A": "ISO 19005 (PDF/A)",
    "WCAG": "WCAG 2.1",
    "own": "Our own",
}
"""What the first word of a rule's id means."""

OURS = "our own"
"""The clause of a rule that stands in no standard."""

ARCHIVE = {"a2": "ISO 19005-2", "a3": "ISO 19005-3", "a4": "ISO 19005-4"}


@dataclass(frozen=True, slots=True)
class Standards:
    """What a file is held against: a part of PDF/UA, and a part and level of PDF/A or "".

    Part 1 of PDF/A differs too much for our rules: for it there is pikepdf's checker alone.
    """

    ua: str = "ua1"  # or "ua2"
    a: str = ""  # "a1" to "a4"
    level: str = ""  # "a", "u", "b"; of part 4 "e", "f"

    @classmethod
    def named(cls, names: Iterable[str]) -> "Standards":
        """Return the standards of these names: "PDF/A-3a", "PDF/UA-1"."""
        told: dict[str, str] = {}
        for name in names:
            match = re.fullmatch(r"PDF/(?:(A)-([1-4])([a-z]?)|(UA)-([12]))", name)
            if match is None:
                raise ValueError(f"{name} is not a standard that is tested")
            told |= (
                {"ua": f"ua{match[5]}"} if match[4] else {"a": f"a{match[2]}", "level": match[3]}
            )
        return cls(**told)

    def names(self) -> tuple[str, ...]:
        """Return what they are called: "PDF/A-3a"."""
        archive = (f"PDF/A-{self.a[1:]}{self.level}",) if self.a else ()
        return (*archive, f"PDF/UA-{self.ua[2:]}", "WCAG 2.1 as far as a machine can test it")


@dataclass(frozen=True, slots=True)
class Binding:
    """Which of the standards that a file is held against it has to keep: what else is a warning."""

    ua: bool
    a: bool
    promises: bool  # what no standard asks


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing that is asked, and the clauses that ask it, by the columns of the catalogue."""

    id: str
    asks: str
    clauses: dict[str, str]
    slow: bool
    kind: str  # "", "warning", "promise"

    @property
    def set(self) -> str:
        """Which of the ``SETS`` the rule belongs to."""
        return self.id.split(" ")[0]

    def severity(self, held: Standards, binding: Binding) -> Severity:
        """Return what a finding of the rule is in a file that is bound to some of its standards."""
        if self.kind == "warning":
            return "warning"
        if self.kind == "promise":
            return "error" if binding.promises else "warning"
        asked = binding.ua and (bool(self.clauses[held.ua]) or not any(self.clauses.values()))
        return "error" if asked or (binding.a and self._archive(held)) else "warning"

    def clause(self, held: Standards) -> str:
        """Return the clauses of the standards held against, "" if none of them asks this."""
        if not any(self.clauses.values()):
            return self.id if self.set == "WCAG" else OURS
        found = []
        if told := self.clauses[held.ua]:
            found.append(f"ISO 14289-{held.ua[2:]}, {told}")
        if told := self._archive(held):
            found.append(f"{ARCHIVE[held.a]}, {told}")
        return "; ".join(found)

    def _archive(self, held: Standards) -> str:
        if held.a == "a4":
            return self.clauses["a4"]
        if held.a not in ARCHIVE:
            return ""
        by_level = {"a": ("a23", "a23-u", "a23-a"), "u": ("a23", "a23-u")}
        columns = by_level.get(held.level, ("a23",))
        return next((self.clauses[column] for column in columns if self.clauses[column]), "")


@lru_cache(maxsize=1)
def catalogue() -> dict[str, Rule]:
    """Return all rules by their ids, in the order of the catalogue."""
    with (Path(__file__).parent / "rules.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ("ua1", "ua2", "a23", "a23-u", "a23-a", "a4")
    return {
        row["id"]: Rule(
            row["id"],
            row["asks"],
            {column: row[column] for column in columns},
            "slow" in row["kind"],
            row["kind"].replace("slow", "").strip(),
        )
        for row in rows
    }


def in_force(held: Standards, *, quick: bool) -> dict[str, str]:
    """Return the rules that are tested, each with its clause."""
    clauses = ((rule, rule.clause(held)) for rule in catalogue().values())
    return {rule.id: clause for rule, clause in clauses if clause and not (quick and rule.slow)}


def findings(
    hits: Iterable[Hit], clauses: dict[str, str], held: Standards, binding: Binding
) -> tuple[PdfFinding, ...]:
    """Return the hits of rules in force as findings, each once, by page and rule."""
    rules = catalogue()
    severities = {rule: rules[rule].severity(held, binding) for rule in clauses}
    found = dict.fromkeys(
        PdfFinding(hit.rule, clauses[hit.rule], hit.page, hit.message, severities[hit.rule])
        for hit in hits
        if hit.rule in clauses
    )
    return tuple(sorted(found, key=lambda f: (f.page, f.rule, f.message)))


def untested(held: Standards) -> tuple[str, ...]:
    """Return what the standards ask besides, and no rule here tests."""
    return (*UNTESTED["ua"], *UNTESTED.get(held.a, ()))


UNTESTED = {
    "ua": (
        "what needs people (whether texts, alternatives, headings and the order of reading are "
        "right)",
        "sound and video",
    ),
    "a1": ("all of PDF/A-1 but what pikepdf's checker knows",),
    "a2": ("whether embedded files are PDF/A", "the insides of JPEG 2000 pictures"),
    "a3": ("the insides of JPEG 2000 pictures",),
    "a4": ("whether embedded files are PDF/A", "the insides of JPEG 2000 pictures"),
}
"""What of each standard is left to people and to other checkers."""
