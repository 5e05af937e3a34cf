"""``report build --format html``: a briefing comes in, its page for the web goes out."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

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
    from ..options import Edition
    from ..web import WebPage


def build(
    briefing: Path,
    output: Path | None,
    documents: Path | None,
    *,
    edition: "Edition",
    course: Path | None,
    theme: str | Path | None,
    style: str | None,
    strict: bool,
    roots: tuple[Path, ...],
) -> None:
    """Write the page, and say what is in it."""
    started = time.perf_counter()
    target = writable(output or default_output(briefing, ".html", edition), ".html")
    with content_at_fault(), progressing() as progress:
        from .. import reflowing

        page = reflowing.page(
            briefing,
            documents=documents,
            edition=edition,
            course=course,
            theme=theme,
            style=style,
            strict=strict,
            roots=roots,
            cache=files.cache_folder(),
            progress=progress,
        )
    replace(target, page.data)
    warn(page.warnings)
    click.echo(f"{target}: {', '.join(_facts(page, time.perf_counter() - started))}")


def _facts(page: "WebPage", seconds: float) -> Iterator[str]:
    """Say what was made."""
    yield count(page.notes, "note")
    yield f"{count(page.claims, 'claim')} on {count(page.facts, 'fact')}"
    yield weight(page.data)
    yield f"{seconds:.1f} s"
