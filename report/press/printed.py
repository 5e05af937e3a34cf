"""Boxes on a page in; out, a record of the texts that stand there, for the gate."""

from collections.abc import Iterator
from typing import Any, Literal
from xml.etree.ElementTree import Element

from . import markup
from .fragment import Overrun, PrintedPage, RunKind, TextRun
from .markup import SVG

_UNCUT = 8.0  # CSS pixels inside the trim that a cutter or a desk printer may take away
_HAIR = 1.5  # what rounding, or the space at a line's end, may add to a text


class Recorder:
    """Records one page."""

    def __init__(self, page: Any, index: markup.Index, rows: set[Element]) -> None:
        """``rows`` are those of tables that the pages before have begun; this page adds its own."""
        self._index = index
        self._width, self._height = page.width, page.height
        self._text_depth = page._page_box.height
        self._note_depth = 0.0
        self._runs: list[TextRun] = []
        self._overruns: list[Overrun] = []
        self._begun, self._rows = frozenset(rows), rows
        self._measure(page._page_box, None)
        self._heads(page._page_box)
        self._used = _used(page._page_box)

    def page(self) -> PrintedPage:
        """Return the record."""
        depths = round(self._text_depth, 2), round(self._note_depth, 2)
        overruns = tuple(dict.fromkeys(self._overruns))
        return PrintedPage(*depths, tuple(self._runs), overruns, round(self._used, 2))

    def notes(self, area: Any) -> None:
        """Record the area of notes, if there is any note in it."""
        if area.children:
            self._note_depth += area.margin_height()

    def text(self, kind: RunKind, box: Any, text: str) -> None:
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

    def _measure(self, box: Any, cell: Any) -> None:
        """Find the texts that run off the page, or out of the cell that they stand in."""
        box = getattr(box, "_box", box)
        if (text := getattr(box, "text", None)) is not None:
            left, right = box.position_x, box.position_x + box.width
            if text.strip() and not (left >= _UNCUT and right <= self._width - _UNCUT):
                self._overrun("page", box)
            elif cell is not None and right > cell.position_x + cell.margin_width() + _HAIR:
                self._overrun("cell", box)
            return
        if type(box).__name__ == "TableCellBox":
            cell = box
        if type(box).__name__ == "TableRowBox" and box.element is not None:
            self._row(box.element)
        if getattr(box, "is_header", False) and type(box).__name__ == "TableRowGroupBox":
            return  # it is repeated on every page of its table
        for child in getattr(box, "children", ()):
            self._measure(child, cell)

    def _row(self, row: Element) -> None:
        """Find a row that goes on from the page before: it is taller than a page."""
        if row in self._begun:
            words = " ".join(" ".join(row.itertext()).split())
            self._overruns.append(Overrun("row", self._index.blocks.get(row, ""), words))
        self._rows.add(row)

    def _heads(self, page_box: Any) -> None:
        """Find running heads, or feet, that stand in each other's way."""
        texts = [
            text
            for box in page_box.children
            if type(box).__name__ == "MarginBox"
            for text in below(box)
            if getattr(text, "text", "")
        ]
        texts.sort(key=lambda text: text.position_x)
        for number, left in enumerate(texts):
            for right in texts[number + 1 :]:
                beside = abs(left.position_y - right.position_y) < left.height
                if beside and left.position_x + left.width > right.position_x + _HAIR:
                    self._overrun("head", left)

    def _overrun(self, place: Literal["page", "cell", "row", "head"], box: Any) -> None:
        block = "" if box.element is None else self._index.blocks.get(box.element, "")
        self._overruns.append(Overrun(place, block, " ".join(box.text.split())))

    def _add(self, kind: RunKind, element: Element | None, text: str) -> None:
        block = "" if element is None else self._index.blocks.get(element, "")
        note = "" if element is None else self._index.notes.get(element, "")
        last = self._runs[-1] if self._runs else None
        if last is not None and (last.kind, last.block, last.note) == (kind, block, note):
            self._runs[-1] = TextRun(kind, block, note, f"{last.text} {text}")
        else:
            self._runs.append(TextRun(kind, block, note, text))


def _used(page_box: Any) -> float:
    """Return how far down the text goes: to the foot of the last line or picture of the flow."""
    top = page_box.content_box_y()
    feet = [
        leaf.position_y + leaf.height
        for child in page_box.children
        if type(child).__name__ not in ("MarginBox", "FootnoteAreaBox")
        for leaf in below(child)
        if getattr(leaf, "text", "").strip() or type(leaf).__name__.endswith("ReplacedBox")
    ]
    return max((foot - top for foot in feet if isinstance(foot, float)), default=0.0)


def below(box: Any) -> Iterator[Any]:
    """Yield a box and all in it, the positioned ones too."""
    box = getattr(box, "_box", box)  # a placeholder stands for a positioned box
    yield box
    for child in getattr(box, "children", ()):
        yield from below(child)
