"""``report build --format docx`` and ``epub``: a briefing comes in, its file goes out."""

import time
from collections.abc import Callable
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
    from ..ebook import EBook
    from ..office import WordFile


def word(briefing: Path, output: Path | None, **options: Any) -> None:
    """Write the Word file, and say what is in it."""
    from .. import reflowing

    _write(reflowing.word, _in_word, briefing, output, ".docx", options)


def book(briefing: Path, output: Path | None, **options: Any) -> None:
    """Write the EPUB, and say what is in it."""
    from .. import reflowing

    _write(reflowing.book, _in_book, briefing, output, ".epub", options)


def _write(
    make: Callable[..., Any],
    told: Callable[[Any], list[str]],
    briefing: Path,
    output: Path | None,
    suffix: str,
    options: dict[str, Any],
) -> None:
    started = time.perf_counter()
    named = default_output(briefing, suffix, options["edition"], options.get("paper"))
    target = writable(output or named, suffix)
    with content_at_fault(), progressing() as progress:
        made = make(briefing, cache=files.cache_folder(), progress=progress, **options)
    replace(target, made.data)
    warn(made.warnings)
    parts = [*told(made), weight(made.data), f"{time.perf_counter() - started:.1f} s"]
    click.echo(f"{target}: {', '.join(parts)}")


def _in_word(made: "WordFile") -> list[str]:
    tables, pictures = count(made.tables, "table"), count(made.pictures, "picture")
    return [count(made.notes, "footnote"), tables, pictures]


def _in_book(made: "EBook") -> list[str]:
    return [count(made.chapters, "chapter"), count(made.notes, "note")]
