"""A briefing comes in; out, an edition without pages: for the web, a Word file, an e-book."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path
from typing import Unpack

from . import ebook, faulty, office, pipeline, web
from .checks.look import telling
from .content.yamlfile import YamlFile
from .errors import Diagnostic, doubts
from .pipeline import Reflowed
from .press import faces


@faces.apart
@telling.with_errors
def page(
    written: Path | YamlFile,
    *,
    documents: Path | None = None,
    pdf: str = "",
    **asked: Unpack[Reflowed],
) -> web.WebPage:
    """Build the edition for the web, one HTML file; ``ReportError`` says what to fix, and where.

    ``documents`` is a folder with the reader's copies of the documents, whose passages are shown;
    ``pdf`` is the name of a PDF beside the page, which is linked.
    """
    read, views, filled, look = pipeline.reflowed(written, **asked)
    _tell("making the page", asked)
    made = web.page(read.content, read.notes, views, filled, look, documents, pdf)
    return replace(made, warnings=_told((*read.warnings, *made.warnings), asked))


@faces.apart
@telling.with_errors
def word(written: Path | YamlFile, **asked: Unpack[Reflowed]) -> office.WordFile:
    """Build a Word file; ``ReportError`` says what to fix, and where, or what would be lost."""
    read, views, filled, look = pipeline.reflowed(written, **asked)
    _tell("writing the file", asked)
    made = office.document(read.content, views, filled, look, asked.get("paper"))
    return replace(made, warnings=_told(read.warnings, asked))


@faces.apart
@telling.with_errors
def book(written: Path | YamlFile, **asked: Unpack[Reflowed]) -> ebook.EBook:
    """Build an EPUB; ``ReportError`` says what to fix, and where, or what would be lost."""
    read, views, filled, look = pipeline.reflowed(written, **asked)
    _tell("binding the book", asked)
    made = ebook.book(read.content, views, filled, look)
    return replace(made, warnings=_told(read.warnings, asked))


def _tell(stage: str, asked: Reflowed) -> None:
    if progress := asked.get("progress"):
        progress(stage)


def _told(found: Iterable[Diagnostic], asked: Reflowed) -> tuple[Diagnostic, ...]:
    """Return the warnings; with ``strict`` the doubts among them are errors."""
    told = tuple(found)
    faulty.refuse(doubts(told) if asked.get("strict") else ())
    return told
