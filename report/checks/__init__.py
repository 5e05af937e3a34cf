"""A briefing, its pages and its theme come in; every error, doubt and omission in them goes out.

All checks come through one door, an entry point of the group ``report.checks`` that names a
``Check`` or several: ours, which are listed here, and those of any package that is installed.
"""

from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import EntryPoint, entry_points
from typing import TYPE_CHECKING, Any

from .. import limits
from ..content.blocks import Allowance
from ..content.briefing import Briefing
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError, suggestion
from ..text import catalogue, quantities
from ..text.wording import loose
from .check import Check, Finding, Needs, Printed

if TYPE_CHECKING:
    from ..content.library import Library
    from ..page.theme import Theme

__all__ = ["Check", "Finding", "Printed", "content", "known", "pages", "theme"]

GROUP = "report.checks"

_OURS = tuple(
    EntryPoint(value.partition(":")[0], f"report.checks.{value}", GROUP)
    for value in (
        "evidence.numbers:CHECKS",
        "evidence.charts:CHECK",
        "evidence.proper:CHECK",
        "evidence.supports:CHECK",
        "evidence.hedges:CHECK",
        "evidence.quotations:CHECK",
        "evidence.bearing:CHECK",
        "evidence.coverage:CHECKS",
        "evidence.judging:CHECKS",
        "evidence.asof:CHECK",
        "evidence.witness:CHECK",
        "oversights:CHECKS",
        "unwritten:CHECKS",
        "licences:CHECK",
        "omissions:CHECK",
        "characters:CHECK",
        "overrides:CHECKS",
        "look.slips:CHECKS",
        "look.measures:CHECKS",
        "look.hiding:CHECK",
        "look.wording:CHECKS",
        "look.order:CHECKS",
        "look.faint:CHECK",
    )
)

LANGUAGE = Check(
    "language",
    "The checks that need a grammar have one of the briefing's language, or say that they are off.",
    lambda _: (),
    level="advice",
)
UNUSED_ALLOW = Check(
    "unused-allow", "Every `allow` entry lets a case stand that there is.", lambda _: ()
)


@cache
def known() -> tuple[Check, ...]:
    """Return every check, ours first; ``ReportError`` for a package's that cannot be used."""
    found: dict[str, Check] = {}
    problems = []
    for entry in (*_OURS, *sorted(entry_points(group=GROUP), key=lambda entry: entry.name)):
        try:
            loaded = entry.load()
            checks = (loaded,) if isinstance(loaded, Check) else tuple(loaded)
        except Exception as error:  # whatever a stranger's module does when it is imported
            message = f"the check `{entry.name}` cannot be loaded from `{entry.value}`: {error}"
            problems.append(Diagnostic(message, hint=f"mend or remove {_package(entry)}"))
            continue
        for check in checks:
            if not isinstance(check, Check):
                problems.append(Diagnostic(f"`{entry.value}` is not a check, but {check!r}"))
            elif found.setdefault(check.id, check) is not check:
                message = f"two checks have the id `{check.id}`: one is `{entry.value}`"
                problems.append(Diagnostic(message, hint=f"mend or remove {_package(entry)}"))
    if problems:
        raise ReportError(problems)
    return (*found.values(), LANGUAGE, UNUSED_ALLOW)


def _package(entry: EntryPoint) -> str:
    return f"the package `{entry.dist.name}`" if entry.dist else "its package"


# ------------------------------------------------------------------------------------ three stages


def content(briefing: Briefing, library: "Library", source: YamlFile) -> tuple[Diagnostic, ...]:
    """Return every case in the content that no ``allow`` entry lets stand, in order of place.

    ``ReportError`` when an ``allow`` entry names a check that there is not, or that is an error.
    """
    from .evidence import reading

    entries = list(_entries(briefing))
    _refuse_unknown(entries, source)
    with quantities.reading(briefing.language):
        read = reading.read(briefing, library, source)
        told = _run("content", read, entries, source, whole=read.grammar.whole)
    told = (*told, *_borrowed(briefing, source))
    return (*told, *(() if read.grammar.whole else [_off(briefing, source)]))


def _borrowed(briefing: Briefing, source: YamlFile) -> Iterator[Diagnostic]:
    """Say once that words of the house are English in a briefing that is not."""
    missing = catalogue.missing(briefing.language) - briefing.words.keys()
    if missing:
        message = (
            f"words that the house prints are English: there are none in `{briefing.language}`"
        )
        hint = f"`words:` gives them, {min(missing)} and {len(missing) - 1} others"
        yield LANGUAGE.diagnostic(Diagnostic(message, source.at(("language",)), hint))


def _off(briefing: Briefing, source: YamlFile) -> Diagnostic:
    """Say once which checks are off."""
    off = ", ".join(f"`{check.id}`" for check in known() if check.grammar)
    tag = briefing.language.partition("-")[0]
    message = f"{off} are off: they need a grammar, and there is none of `{briefing.language}`"
    hint = f"the others hold; text/languages/en.yaml shows what {tag}.yaml would need"
    found = Diagnostic(message, source.at(("language",)), hint)
    return LANGUAGE.diagnostic(found)


def pages(printed: Printed) -> tuple[Diagnostic, ...]:
    """Return every case in the filled pages that no ``allow`` entry lets stand."""
    source = printed.content.source
    return _run("pages", printed, list(_entries(printed.content.briefing)), source)


def theme(look: "Theme") -> tuple[Diagnostic, ...]:
    """Return every case in an author's theme."""
    return _run("theme", look, [], None)


def _run(
    needs: Needs,
    subject: Any,
    entries: list[tuple[Loc, Loc, Allowance]],
    source: YamlFile | None,
    *,
    whole: bool = True,
) -> tuple[Diagnostic, ...]:
    used: set[Loc] = set()
    left: list[Diagnostic] = []
    mine = [check for check in known() if check.needs == needs and (whole or not check.grammar)]
    full: set[str] = set()  # checks that found more than are told at once
    for check in mine:
        before = len(left)
        for found in check.examine(subject):
            if len(left) - before == limits.PROBLEMS:
                full.add(check.id)
                break
            letting = [loc for loc, block, entry in entries if _lets(entry, block, check, found)]
            used.update(letting)
            if not letting:
                left.append(check.diagnostic(found))
    ids = {check.id for check in mine} - full
    for loc, _, entry in entries:
        if source and entry.check in ids and loc not in used:
            left.append(_idle(entry, loc, source))
    # What is read in two roles, as a caption is, is told once.
    return tuple(sorted(dict.fromkeys(left), key=_place))


def _place(found: Diagnostic) -> tuple[str, int]:
    return (str(found.span.path), found.span.line) if found.span else ("", 0)


# -------------------------------------------------------------------------------------- exceptions


def _entries(briefing: Briefing) -> Iterator[tuple[Loc, Loc, Allowance]]:
    """Yield each ``allow`` entry with its place and the block for which it holds."""
    for number, entry in enumerate(briefing.allow):
        yield ("allow", number), (), entry
    for block in briefing.blocks():
        for number, entry in enumerate(block.allow):
            yield (*block.loc, "allow", number), block.loc, entry


def _refuse_unknown(entries: Iterable[tuple[Loc, Loc, Allowance]], source: YamlFile) -> None:
    levels = {check.id: check.level for check in known()}
    problems = []
    for loc, _, entry in entries:
        span = source.at((*loc, "check"))
        if entry.check not in levels:
            hint = suggestion(entry.check, [name for name in levels if levels[name] != "error"])
            problems.append(Diagnostic(f"there is no check `{entry.check}`", span, hint))
        elif levels[entry.check] == "error":
            message = f"what `{entry.check}` finds is an error, and cannot be allowed"
            problems.append(Diagnostic(message, span, "take the entry out, and mend what it finds"))
    if problems:
        raise ReportError(problems)


def _lets(entry: Allowance, block: Loc, check: Check, found: Finding | Diagnostic) -> bool:
    """Say whether an entry lets a case stand: its text is in the sentence and has the fault."""
    if entry.check != check.id or isinstance(found, Diagnostic):
        return False
    if found.block[: len(block)] != block:
        return False
    text, about = loose(entry.text), loose(found.about)
    return text in loose(found.passage) and (about in text or text in about)


def _idle(entry: Allowance, loc: Loc, source: YamlFile) -> Diagnostic:
    message = f"this entry is not needed: `{entry.check}` finds no fault in “{entry.text}”"
    found = Diagnostic(message, source.at(loc), "remove it")
    return UNUSED_ALLOW.diagnostic(found)
