"""Hold the claims of a briefing against its facts; no text of a document is needed.

A ``Briefing``, its ``Library`` and its ``YamlFile`` come in, diagnostics go out, each with
the id of its check and a fix: the build prints them as warnings; ``strict`` makes them errors.
What remains to be proved, that the phrases stand in the documents, is for ``verify``.
"""

from collections.abc import Iterator

from ...content.blocks import Allowance
from ...content.briefing import Briefing
from ...content.library import Library
from ...content.yamlfile import YamlFile
from ...errors import Diagnostic, Loc, ReportError, suggestion
from ...text.wording import loose
from . import (
    asof,
    bearing,
    charts,
    coverage,
    hedges,
    numbers,
    proper,
    quotations,
    reading,
    supports,
    witness,
)
from .check import Check, Finding

__all__ = ["CHECKS", "Check", "examine"]

UNUSED_ALLOW = Check("unused-allow", "Every `allow` entry lets a case stand that there is.")

CHECKS = (
    numbers.CHECK,
    charts.CHECK,
    proper.CHECK,
    supports.CHECK,
    hedges.CHECK,
    quotations.CHECK,
    bearing.CHECK,
    coverage.CONNECTIVE,
    coverage.UNUSED_FACT,
    coverage.UNUSED_REFERENCE,
    asof.CHECK,
    witness.CHECK,
    UNUSED_ALLOW,
)
_EXAMINERS = (
    *(numbers.examine, charts.examine, proper.examine, supports.examine, hedges.examine),
    *(quotations.examine, bearing.examine, coverage.examine, asof.examine, witness.examine),
)


def examine(briefing: Briefing, library: Library, source: YamlFile) -> tuple[Diagnostic, ...]:
    """Return every case that a check finds and no ``allow`` entry lets stand, in order of place.

    ``ReportError`` when an ``allow`` entry names a check that there is not.
    """
    entries = list(_entries(briefing))
    _refuse_unknown(entries, source)
    held = reading.read(briefing, library, source)
    used: set[Loc] = set()
    left = []
    for finding in (finding for examiner in _EXAMINERS for finding in examiner(held)):
        letting = [loc for loc, block, entry in entries if _lets(entry, block, finding)]
        used.update(letting)
        if not letting:
            left.append(finding.diagnostic)
    left += [_idle(entry, loc, source) for loc, _, entry in entries if loc not in used]
    # A caption that is read in two roles is told once.
    return tuple(
        sorted(
            dict.fromkeys(left),
            key=lambda d: (str(d.span.path), d.span.line) if d.span else ("", 0),
        )
    )


def _entries(briefing: Briefing) -> Iterator[tuple[Loc, Loc, Allowance]]:
    """Yield each ``allow`` entry with its place and the block for which it holds."""
    for number, entry in enumerate(briefing.allow):
        yield ("allow", number), (), entry
    for block in briefing.blocks():
        for number, entry in enumerate(block.allow):
            yield (*block.loc, "allow", number), block.loc, entry


def _refuse_unknown(entries: list[tuple[Loc, Loc, Allowance]], source: YamlFile) -> None:
    known = [check.id for check in CHECKS]
    problems = [
        Diagnostic(
            f"there is no check `{entry.check}`",
            source.at((*loc, "check")),
            suggestion(entry.check, known),
        )
        for loc, _, entry in entries
        if entry.check not in known
    ]
    if problems:
        raise ReportError(problems)


def _lets(entry: Allowance, block: Loc, finding: Finding) -> bool:
    """Say whether an entry lets a case stand: its text is in the sentence and has the fault."""
    if entry.check != finding.check.id or finding.block[: len(block)] != block:
        return False
    text, about = loose(entry.text), loose(finding.about)
    return text in loose(finding.passage) and (about in text or text in about)


def _idle(entry: Allowance, loc: Loc, source: YamlFile) -> Diagnostic:
    message = f"this lets nothing stand: `{entry.check}` finds no fault in “{entry.text}”"
    return Diagnostic(message, source.at(loc), "take the entry out", UNUSED_ALLOW.id)
