"""``report build --all``: a briefing comes in, all its editions go out, side by side."""

import os
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import files
from ..errors import Diagnostic, MachineError, ReportError
from .common import (
    Refusal,
    content_at_fault,
    count,
    progressing,
    replace,
    tell,
    warn,
    weight,
    writable,
)

if TYPE_CHECKING:
    from ..content.printings import Planned

FOLDER = Path("build")


@dataclass(frozen=True, slots=True)
class _Made:
    """What became of one edition: its file and what is in it, or what is at fault."""

    planned: "Planned"
    data: bytes = b""
    facts: str = ""
    warnings: tuple[Diagnostic, ...] = ()
    faults: tuple[Diagnostic, ...] = ()
    machine: bool = False


def build(briefing: Path, *, strict: bool, roots: tuple[Path, ...]) -> None:
    """Write every edition that is sound; one that is at fault does not stop the others."""
    started = time.perf_counter()
    with content_at_fault():
        from ..press import workers

        with workers.at_hand(), progressing() as progress:
            from .. import content
            from ..content import printings

            read = content.read(briefing, roots)
            asked = printings.planned(briefing, read.briefing, roots)
            targets = {one.name: _target(one) for one in asked}
            progress(f"0 of {count(len(asked), 'edition')}")
            made = _all(asked, briefing, progress, strict=strict, roots=roots)
        for one in made:
            if not one.faults:
                replace(targets[one.planned.name], one.data)
    _tell(made)
    sound = [one for one in made if not one.faults]
    for one in sound:
        click.echo(f"{targets[one.planned.name]}: {one.facts}")
    seconds = time.perf_counter() - started
    click.echo(f"{len(sound)} of {count(len(made), 'edition')}, {seconds:.1f} s")
    if len(sound) < len(made):
        lacking = any(one.machine for one in made)
        raise click.exceptions.Exit(Refusal.exit_code if lacking else 1)


def _target(one: "Planned") -> Path:
    return writable(FOLDER / one.name, f".{one.printing.form}")


def _all(
    asked: Sequence["Planned"], briefing: Path, progress: Callable[[str], None], **options: Any
) -> list[_Made]:
    """Return what became of each, in the order asked for.

    Threads do: sections are laid out by the workers, which all of them share.
    """
    from concurrent.futures import ThreadPoolExecutor, as_completed

    with ThreadPoolExecutor(min(len(asked), (os.cpu_count() or 1) + 1)) as pool:
        waiting = [pool.submit(_one, one, briefing, **options) for one in asked]
        for number, _ in enumerate(as_completed(waiting), 1):
            progress(f"{number} of {count(len(asked), 'edition')}")
        return [future.result() for future in waiting]


def _one(one: "Planned", briefing: Path, *, strict: bool, roots: tuple[Path, ...]) -> _Made:
    from .. import pipeline
    from ..press.conformance import Conformance

    if one.faults:
        return _Made(one, faults=one.faults)
    wanted = one.printing
    options: dict[str, Any] = {
        "edition": wanted.edition,
        "theme": one.theme,
        "style": wanted.style,
        "strict": strict,
        "roots": roots,
        "cache": files.cache_folder(),
    }
    try:
        if wanted.form == "html":
            page = pipeline.page(briefing, **options)
            facts = f"{count(page.notes, 'note')}, {weight(page.data)}"
            return _Made(one, page.data, facts, page.warnings)
        pdf = pipeline.build(
            briefing,
            paper=wanted.paper,
            annex=wanted.annex,
            conformance=Conformance(wanted.conformance),
            **options,
        )
        facts = f"{count(pdf.pages, 'page')}, {count(pdf.notes, 'note')}, {weight(pdf.data)}"
        return _Made(one, pdf.data, facts, pdf.warnings)
    except ReportError as error:
        machine = isinstance(error, MachineError)
        return _Made(one, faults=tuple(error.diagnostics), machine=machine)


def _tell(made: Sequence[_Made]) -> None:
    """Print what all editions are warned of once, and what is at fault under the name of each."""
    warn(tuple(dict.fromkeys(warning for one in made for warning in one.warnings)))
    said: dict[tuple[Diagnostic, ...], list[str]] = {}
    for one in made:
        if one.faults:
            said.setdefault(one.faults, []).append(one.planned.name)
    for faults, names in said.items():
        click.echo(f"{', '.join(names)}: not written", err=True)
        tell(faults, "error")
