"""``report build --all``: a briefing comes in, all its editions go out, side by side."""

import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import files
from ..errors import Diagnostic
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
    from ..batch.making import Made
    from ..content.printings import Planned

FOLDER = Path("build")


def build(briefing: Path, *, strict: bool, roots: tuple[Path, ...], on: str | None = None) -> None:
    """Write every edition that is sound; one that is at fault does not stop the others.

    They are made here, or ``on`` the Dask cluster of that address.
    """
    started = time.perf_counter()
    with content_at_fault():
        from ..press import workers

        with workers.at_hand(), progressing() as progress:
            from .. import content
            from ..batch import making
            from ..content import printings

            read = content.read(briefing, roots)
            asked = printings.planned(briefing, read, roots)
            targets = {one.name: _target(one) for one in asked}

            def done(number: int) -> None:
                progress(f"{number} of {count(len(asked), 'edition')}")

            done(0)
            if on:
                from ..batch import cluster, parcel

                packed = parcel.pack(briefing, asked, roots)
                made = cluster.on(on, asked, packed, done, strict)
            else:
                options = {"strict": strict, "roots": roots, "cache": files.cache_folder()}
                made = making.side_by_side(asked, briefing, done, **options)
        for one in made:
            if not one.faults:
                replace(targets[one.planned.name], one.data)
    _tell(made)
    sound = [one for one in made if not one.faults]
    for one in sound:
        click.echo(f"{targets[one.planned.name]}: {_facts(one)}")
    seconds = time.perf_counter() - started
    click.echo(f"{len(sound)} of {count(len(made), 'edition')}, {seconds:.1f} s")
    if len(sound) < len(made):
        lacking = any(one.lacking for one in made)
        raise click.exceptions.Exit(Refusal.exit_code if lacking else 1)


def _target(one: "Planned") -> Path:
    return writable(FOLDER / one.name, f".{one.printing.form}")


def _facts(one: "Made") -> str:
    """Say what was made."""
    counted = [count(one.pages, "page")] if one.pages else []
    return ", ".join([*counted, count(one.notes, "note"), weight(one.data)])


def _tell(made: "Sequence[Made]") -> None:
    """Print what all editions are warned of once, and what is at fault under the name of each."""
    warn(tuple(dict.fromkeys(warning for one in made for warning in one.warnings)))
    said: dict[tuple[Diagnostic, ...], list[str]] = {}
    for one in made:
        if one.faults:
            said.setdefault(one.faults, []).append(one.planned.name)
    for faults, names in said.items():
        click.echo(f"{', '.join(names)}: not written", err=True)
        tell(faults, "error")
