"""Boxes on a page in; out, a record of the texts that stand there, for the gate."""

from collections.abc import Iterator
from typing import Any
from xml.etree.ElementTree import Element

from . import markup
from .fragment import Kind, PrintedPage, Run
from .markup import SVG


class Recorder:
    """Records one page."""

    def __init__(self, page: Any, index: markup.Index) -> None:
        self._index = index
        self._width, self._height = page.width, page.height
        self._text_depth = page._page_box.height
        self._note_depth = 0.0
        self._runs: list[Run] = []

    def page(self) -> PrintedPage:
        """Return the record."""
        depths = round(self._text_depth, 2), round(self._note_depth, 2)
        return PrintedPage(*depths, tuple(self._runs))

    def notes(self, area: Any) -> None:
        """Record the area of notes, if there is any note in it."""
        if area.children:
            self._note_depth += area.margin_height()

    def text(self, kind: Kind, box: Any, text: str) -> None:
        """Record a text box, if it fell on the page.

        Layout goes on below a page's edge where it cannot break, and no reader sees what is there.
        """
        middle = box.position_y + box.height / 2
        if 0 <= middle <= self._height and -1 <= box.position_x <= self._width:
            self._add(kind, box.element, text)

    def drawing(self, box: Any) -> None:
        """Record the texts of an SVG, which has no text boxes."""
        if box.element is not None:
            for text in box.element.iter(f"{SVG}text"):
                self._add("drawing", box.element, " ".join("".join(text.itertext()).split()))

    def _add(self, kind: Kind, element: Element | None, text: str) -> None:
        block = "" if element is None else self._index.blocks.get(element, "")
        note = "" if element is None else self._index.notes.get(element, "")
        last = self._runs[-1] if self._runs else None
        if last is not None and (last.kind, last.block, last.note) == (kind, block, note):
            self._runs[-1] = Run(kind, block, note, f"{last.text} {text}")
        else:
            self._runs.append(Run(kind, block, note, text))


def below(box: Any) -> Iterator[Any]:
    """Yield a box and all in it, the positioned ones too."""
    box = getattr(box, "_box", box)  # a placeholder stands for a positioned box
    yield box
    for child in getattr(box, "children", ()):
        yield from below(child)
