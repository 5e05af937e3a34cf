"""Editions that are asked for come in; out, what became of each: its file, or what is at fault."""

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import pipeline, reflowing
from ..content.printings import Planned
from ..errors import Diagnostic, MachineError, ReportError
from ..press.conformance import Conformance


@dataclass(frozen=True, slots=True)
class Made:
    """What became of one edition: its file with its counts, or what is at fault.

    ``pages`` is 0 for what has none; with ``lacking`` the machine is at fault, not the content.
    """

    planned: Planned
    data: bytes = b""
    pages: int = 0
    notes: int = 0
    warnings: tuple[Diagnostic, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    lacking: bool = False


def side_by_side(
    asked: Sequence[Planned], briefing: Path, done: Callable[[int], None], **options: Any
) -> list[Made]:
    """Return what became of each, in the order asked for; ``done`` hears how many are finished.

    Threads do: sections are laid out by the workers, which all of them share. The options are those
    of ``make``.
    """
    with ThreadPoolExecutor(min(len(asked), (os.cpu_count() or 1) + 1)) as pool:
        waiting = [pool.submit(make, one, briefing, **options) for one in asked]
        for number, _ in enumerate(as_completed(waiting), 1):
            done(number)
        return [future.result() for future in waiting]


def make(
    one: Planned, briefing: Path, *, strict: bool, roots: tuple[Path, ...], cache: Path | None
) -> Made:
    """Make one edition; what is at fault in it is returned, and not raised."""
    if one.faults:
        return Made(one, faults=one.faults)
    wanted = one.printing
    options: dict[str, Any] = {
        "edition": wanted.edition,
        "theme": one.theme,
        "course": one.course,
        "style": wanted.style,
        "strict": strict,
        "roots": roots,
        "cache": cache,
    }
    try:
        if wanted.form == "html":
            page = reflowing.page(briefing, **options)
            return Made(one, page.data, notes=page.notes, warnings=page.warnings)
        if wanted.form == "docx":
            word = reflowing.word(briefing, paper=wanted.paper, annex=wanted.annex, **options)
            return Made(one, word.data, notes=word.notes, warnings=word.warnings)
        if wanted.form == "epub":
            book = reflowing.book(briefing, annex=wanted.annex, **options)
            return Made(one, book.data, notes=book.notes, warnings=book.warnings)
        pdf = pipeline.build(
            briefing,
            paper=wanted.paper,
            annex=wanted.annex,
            conformance=Conformance(wanted.conformance),
            **options,
        )
        return Made(one, pdf.data, pdf.pages, pdf.notes, pdf.warnings)
    except ReportError as error:
        lacking = isinstance(error, MachineError)
        where = None if lacking else one.span  # of what has no place of its own: a style, a theme
        placed = (d if d.span else replace(d, span=where) for d in error.diagnostics)
        return Made(one, faults=tuple(placed), lacking=lacking)
