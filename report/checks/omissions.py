"""Views and filled pages come in; what the templates left out of them goes out, in place.

The gate holds the file against the HTML; this holds the HTML against the content, so that a theme
can restyle a text and move it, and cannot lose it without a word.
"""

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from ..content.blocks import kind_of
from ..content.model import Line
from ..content.reading_order import Text, read_in_order
from ..errors import Diagnostic, Span
from ..page.theme import Theme
from ..page.view import Views
from .check import Check, Printed

_TAG = re.compile(r"<[^>]*>")


class _Pages:
    """All pages as one text, and their letters alone, which no filter of a template changes."""

    def __init__(self, pages: Sequence[str]) -> None:
        self.html = "\n".join(pages)

    @cached_property
    def letters(self) -> str:
        return _letters(self.html)

    def have(self, html: str) -> bool:
        return html in self.html or _letters(html) in self.letters


def examine(filled: Printed) -> Iterator[Diagnostic]:
    """Yield every text of a block, and every note, that no page prints.

    Titles are left to the theme: some are labels that it may well do without.
    """
    views, printed = filled.views, _Pages(filled.pages)
    for text in read_in_order(views.briefing, views.library, views.source):
        if text.block[:1] != ("sections",) or not isinstance(text.text, Line):
            continue
        paragraphs = views.paragraphs(text.text, text.source, text.loc)
        if not all(printed.have(paragraph) for paragraph in paragraphs):
            yield _left_out(text, views, filled.theme)
    for notes in views.notes.letters.values():
        for note in notes:
            if f'id="{note.id}"' not in printed.html:
                place = views.source.at(note.block)
                hint = 'a template of an exhibit ends with {% include "parts/letters.html.jinja" %}'
                yield Diagnostic(f"the lettered note {note.label} is not printed", place, hint)


CHECK = Check(
    "omissions",
    "Every text of a block and every lettered note is printed, whatever the theme.",
    examine,
    level="error",
    needs="pages",
)


def _left_out(text: Text, views: Views, theme: Theme | None) -> Diagnostic:
    """Place it at the template of the theme's own, if it has one for the block."""
    block = views.briefing.block_at(text.block)
    kind = kind_of(type(block)) if block else "NAME"
    name = f"blocks/{kind}.html.jinja"
    place = text.source.at(text.loc)
    path = theme.file(name) if theme else None
    if theme and path and any(path.is_relative_to(folder) for folder in theme.folders[:-1]):
        field = next((str(step) for step in reversed(text.loc) if isinstance(step, str)), "")
        message = (
            f"this template does not print `{field}`, as {place.path.name}:{place.line} has it"
        )
        return Diagnostic(message, Span(path, 1, 1), f"`block.{field.replace('-', '_')}` holds it")
    hint = f"{name}, or what it is included by, leaves it out"
    return Diagnostic("the templates do not print this text", place, hint)


def _letters(html: str) -> str:
    return re.sub(r"[\s\u00ad\u2060]+", "", _TAG.sub("", html)).casefold()
