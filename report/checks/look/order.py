"""The filled pages and their theme come in; out, the templates that print notes' calls awry.

Notes are numbered in the order of the fields, and each text is printed once: a template
that turns the order, or prints a text again, leaves the reader with calls that lead astray.
"""

import re
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ...content.blocks import kind_of
from ...errors import Diagnostic, Span
from ..check import Check, Printed
from .wording import chunks

_CALL = re.compile(r'<a class="(?:fnref|letter)" id="([^"]+)" href="#([^"]+)">([^<]*)')
_SHOWN = 6


def twice(filled: Printed) -> Iterator[Diagnostic]:
    """Yield the templates of an author's theme that print a call of a note twice."""
    for path, calls, where in _printed(filled):
        if max(Counter(call[0] for call in calls).values(), default=0) > 1:
            hint = "print each field once: notes, links and readers count on it"
            message = f"this template prints a text twice that calls a note, {where}"
            yield Diagnostic(message, Span(path, 1, 1), hint)


def turned(filled: Printed) -> Iterator[Diagnostic]:
    """Yield the templates of an author's theme that print calls in another order."""
    notes = filled.views.notes
    order = {note.id: number for number, note in enumerate(notes.page)}
    for lettered in notes.letters.values():
        order.update((note.id, number) for number, note in enumerate(lettered))
    for path, calls, where in _printed(filled):
        labels = {note: label for _, note, label in reversed(calls) if note in order}
        met = list(dict.fromkeys(note for _, note, _ in calls if note in order))
        if met != sorted(met, key=order.__getitem__):
            shown = ", ".join(labels[note] for note in met[:_SHOWN])
            more = ", …" if met[_SHOWN:] else ""
            hint = "print the fields in the order of templates/README.md"
            message = f"this template prints its calls in the order {shown}{more}, {where}"
            yield Diagnostic(message, Span(path, 1, 1), hint)


def _printed(filled: Printed) -> Iterator[tuple[Path, list[tuple[str, str, str]], str]]:
    """Yield each block that an author's template prints: its template, its calls, its place."""
    theme = filled.theme
    own = [layer.folder for layer in theme.stack.layers if not layer.ours] if theme else []
    if theme is None or not own:
        return
    printed = chunks(filled)
    for block in filled.views.briefing.blocks():
        path = theme.file(f"blocks/{kind_of(type(block))}.html.jinja")
        if any(path.is_relative_to(folder) for folder in own):
            place = filled.views.source.at(block.loc)
            where = f"as {place.path.name}:{place.line} shows"
            yield path, _CALL.findall(printed.get(block.name, "")), where


CHECKS = (
    Check(
        "twice",
        "A theme's templates print each text that calls a note once.",
        twice,
        level="error",
        needs="pages",
    ),
    Check(
        "order",
        "A theme's templates print the texts of a block in the order of their notes.",
        turned,
        needs="pages",
    ),
)
