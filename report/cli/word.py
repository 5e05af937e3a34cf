"""``report build --format docx``: a briefing comes in, its Word file goes out."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import files
from .common import (
    content_at_fault,
    count,
    default_output,
    progressing,
    replace,
    warn,
    weight,
    writable,
)

if TYPE_CHECKING:
    from ..office import WordFile


def build(briefing: Path, output: Path | None, paper: str | None, **options: Any) -> None:
    """Write the file, and say what is in it."""
    started = time.perf_counter()
    named = output or default_output(briefing, ".docx", options["edition"], paper)
    target = writable(named, ".docx")
    with content_at_fault(), progressing() as progress:
        from .. import reflowing

        made = reflowing.word(
            briefing, paper=paper, cache=files.cache_folder(), progress=progress, **options
        )
    replace(target, made.data)
    warn(made.warnings)
    click.echo(f"{target}: {', '.join(_facts(made, time.perf_counter() - started))}")


def _facts(made: "WordFile", seconds: float) -> Iterator[str]:
    """Say what was made."""
    yield count(made.notes, "footnote")
    yield count(made.tables, "table")
    yield count(made.pictures, "picture")
    yield weight(made.data)
    yield f"{seconds:.1f} s"
