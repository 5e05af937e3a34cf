"""Views and filled pages come in; what the templates left out of them goes out, in place.

The gate holds the file against the HTML; this holds the HTML against the content, so that a theme
can restyle a text and move it, and cannot lose it without a word.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from pathlib import Path

from markupsafe import Markup

from ..content.blocks import kind_of
from ..content.model import Line
from ..content.reading_order import Text, read_in_order
from ..errors import Diagnostic, Loc, Span
from ..page.theme import Theme
from ..page.view import Views, before_letters
from ..text.typography import without_breaks
from .check import Check, Printed

_TAG = re.compile(r"<[^>]*>")


class _Pages:
    """All pages as one text, and their letters alone, which no filter of a template changes."""

    def __init__(self, pages: Sequence[str]) -> None:
        self.html = "\n".join(pages)

    @cached_property
    def letters(self) -> str:
        return _letters(self.html)

    def have(self, html: Markup) -> bool:
        if html in self.html or _letters(html) in self.letters:
            return True
        words, calls = before_letters(html)  # between which a stop may stand
        return bool(calls) and _letters(words) in self.letters and calls in self.html


def examine(filled: Printed) -> Iterator[Diagnostic]:
    """Yield every text of a block, and every note, that no page prints.

    Titles are left to the theme: some are labels that it may well do without.
    """
    views, printed = filled.views, _Pages(filled.pages)
    whole = dict(_whole_blocks(printed, views, filled.theme))
    yield from _told_whole(whole, views)
    for text in read_in_order(views.briefing, views.library, views.source):
        if text.block[:1] != ("sections",) or not isinstance(text.text, Line):
            continue
        if text.block in whole:
            continue
        paragraphs = views.paragraphs(text.text, text.source, text.loc)
        if not all(printed.have(paragraph) for paragraph in paragraphs):
            yield _left_out(text, views, filled.theme)
    for notes in views.notes.letters.values():
        gone = [note for note in notes if f'id="{note.id}"' not in printed.html]
        if gone and gone[0].block not in whole:
            hint = 'a template of an exhibit ends with {% include "parts/letters.html.jinja" %}'
            labels = ", ".join(note.label for note in gone)
            what = f"notes {labels} are" if gone[1:] else f"note {labels} is"
            place = views.source.at(gone[0].block)
            block = views.briefing.block_at(gone[0].block)
            path = _own_template(kind_of(type(block)), filled.theme) if block else None
            where = f", as {place.path.name}:{place.line} has them" if path else ""
            span = Span(path, 1, 1) if path else place
            yield Diagnostic(f"the lettered {what} not printed{where}", span, hint)


CHECK = Check(
    "omissions",
    "Every text of a block and every lettered note is printed, whatever the theme.",
    examine,
    level="error",
    needs="pages",
)


def _whole_blocks(printed: _Pages, views: Views, theme: Theme | None) -> Iterator[tuple[Loc, Path]]:
    """Yield the blocks of which nothing is printed, with the theme's own template that is why."""
    own = theme.folders[:-1] if theme else ()
    for section in views.briefing.sections if theme and own else ():
        names = (f"sections/{section.layout}.html.jinja", "parts/blocks.html.jinja")
        paths = [theme.file(name) for name in (*names, "briefing.html.jinja")] if theme else []
        mine = next((p for p in paths if any(p.is_relative_to(folder) for folder in own)), None)
        for block in section.blocks if mine else ():
            if mine and f'data-block="{block.name}"' not in printed.html:
                yield block.loc, mine


def _told_whole(blocks: Mapping[Loc, Path], views: Views) -> Iterator[Diagnostic]:
    for path in dict.fromkeys(blocks.values()):
        first, *others = [loc for loc, at in blocks.items() if at == path]
        place = views.source.at(first)
        more = f" and {len(others)} more" if others else ""
        message = f"this template leaves out the block of {place.path.name}:{place.line}{more}"
        hint = "as default/parts/blocks.html.jinja includes each, between its `data-block`"
        if path.name != "blocks.html.jinja":
            hint = 'print them: {% include "parts/blocks.html.jinja" %}'
        yield Diagnostic(message, Span(path, 1, 1), hint)


def _left_out(text: Text, views: Views, theme: Theme | None) -> Diagnostic:
    """Place it at the template of the theme's own, if it has one for the block."""
    block = views.briefing.block_at(text.block)
    kind = kind_of(type(block)) if block else "NAME"
    name = f"blocks/{kind}.html.jinja"
    place = text.source.at(text.loc)
    if path := _own_template(kind, theme):
        field = next((str(step) for step in reversed(text.loc) if isinstance(step, str)), "")
        message = (
            f"this template does not print `{field}`, as {place.path.name}:{place.line} has it"
        )
        return Diagnostic(message, Span(path, 1, 1), f"`block.{field.replace('-', '_')}` holds it")
    hint = f"{name}, or what it is included by, leaves it out"
    return Diagnostic("the templates do not print this text", place, hint)


def _own_template(kind: str, theme: Theme | None) -> Path | None:
    """Return the template of a kind of block, if it is the theme's own."""
    path = theme.file(f"blocks/{kind}.html.jinja") if theme else None
    own = theme.folders[:-1] if theme else ()
    return path if path and any(path.is_relative_to(folder) for folder in own) else None


def _letters(html: str) -> str:
    return "".join(without_breaks(_TAG.sub("", html)).split()).casefold()
