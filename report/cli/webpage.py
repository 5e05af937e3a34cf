"""``report build --format html``: a briefing comes in, its page for the web goes out."""

import hashlib
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .. import files
from .common import content_at_fault, count, progressing, replace, warn, writable

if TYPE_CHECKING:
    from ..content.editions import Edition
    from ..web import WebPage


def build(
    briefing: Path,
    output: Path | None,
    documents: Path | None,
    *,
    edition: "Edition",
    theme: str | Path | None,
    style: str | None,
    strict: bool,
    roots: tuple[Path, ...],
) -> None:
    """Write the page, and say what is in it."""
    started = time.perf_counter()
    suffix = f"-{edition}" if edition != "student" else ""
    target = writable(output or Path("build") / f"{briefing.stem}{suffix}.html", ".html")
    with content_at_fault(), progressing() as progress:
        from .. import pipeline

        page = pipeline.page(
            briefing,
            documents=documents,
            edition=edition,
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
    yield f"{len(page.data) / 1000:.0f} kB"
    yield f"sha256 {hashlib.sha256(page.data).hexdigest()[:12]}"
    yield f"{seconds:.1f} s"
