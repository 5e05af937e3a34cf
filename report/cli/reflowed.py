"""``report build --format html``, ``docx`` and ``epub``: a briefing comes in, its file goes out."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from .. import files
from ..keeping import answers, recording
from ..machine import scratch
from .common import (
    content_at_fault,
    count,
    default_output,
    existing,
    progressing,
    replace,
    warn,
    weight,
    writable,
)

if TYPE_CHECKING:
    from ..ebook import EBook
    from ..office import WordFile
    from ..web import WebPage


Arguments = tuple[str, ...] | None
"""The arguments by which the answer is kept; None where it is not."""


def page(
    asked: Arguments,
    briefing: Path | None,
    output: Path | None,
    documents: Path | None,
    **options: Any,
) -> None:
    """Write the page for the web, say what is in it, and keep the answer for the next time.

    With a folder of documents it is made anew each time: they are read in too many ways.
    """

    def make(path: Path, **more: Any) -> "WebPage":
        from .. import reflowing

        return reflowing.page(path, documents=documents, **more, **options)

    _write(None if documents else asked, make, _on_page, briefing, output, ".html", options)


def word(asked: Arguments, briefing: Path | None, output: Path | None, **options: Any) -> None:
    """Write the Word file, say what is in it, and keep the answer for the next time."""

    def make(path: Path, **more: Any) -> "WordFile":
        from .. import reflowing

        return reflowing.word(path, **more, **options)

    _write(asked, make, _in_word, briefing, output, ".docx", options)


def book(asked: Arguments, briefing: Path | None, output: Path | None, **options: Any) -> None:
    """Write the EPUB, say what is in it, and keep the answer for the next time."""

    def make(path: Path, **more: Any) -> "EBook":
        from .. import reflowing

        return reflowing.book(path, **more, **options)

    _write(asked, make, _in_book, briefing, output, ".epub", options)


def _write(
    asked: Arguments,
    make: Callable[..., Any],
    told: Callable[[Any], list[str]],
    briefing: Path | None,
    output: Path | None,
    suffix: str,
    options: dict[str, Any],
) -> None:
    started = time.perf_counter()
    with ExitStack() as stack:
        record = stack.enter_context(recording.recorded()) if asked else None
        path = existing(briefing)
        named = default_output(path, suffix, options["edition"], options.get("paper"))
        target = writable(output or named, suffix)
        with content_at_fault(), progressing() as progress:
            made = make(path, cache=files.cache_folder(), progress=progress)
        replace(target, made.data)  # first: it may make the folder whose names are an input
        if record:
            record.leave_out(scratch.starts())
        inputs = recording.inputs(record, target) if record else None
    warned = warn(made.warnings)
    facts = f"{target}: {', '.join([*told(made), weight(made.data)])}"
    click.echo(f"{facts}, {time.perf_counter() - started:.1f} s")
    if asked and inputs:
        answers.keep(asked, inputs, target, f"{facts}, unchanged\n", warned)


def _on_page(made: "WebPage") -> list[str]:
    claims = f"{count(made.claims, 'claim')} on {count(made.facts, 'fact')}"
    return [count(made.notes, "note"), claims]


def _in_word(made: "WordFile") -> list[str]:
    tables, pictures = count(made.tables, "table"), count(made.pictures, "picture")
    return [count(made.notes, "footnote"), tables, pictures]


def _in_book(made: "EBook") -> list[str]:
    return [count(made.chapters, "chapter"), count(made.notes, "note")]
