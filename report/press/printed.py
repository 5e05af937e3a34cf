"""Boxes on a page in; out, a record of the texts that stand there, for the gate."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any
from xml.etree.ElementTree import Element

from . import markup, slabs
from .fragment import Overrun, OverrunPlace, PrintedPage, RunKind, TextRun
from .markup import SVG

_UNCUT = 8.0  # CSS pixels inside the trim that a cutter or a desk printer may take away
_LETTERS = re.compile(r"[A-Za-z\u00c0-\u052f]{2}")  # of scripts whose words keep together
_ADDRESS = re.compile(r"[/@_\u200b]")
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
        self._over: set[int] = set()  # text boxes that run over, by identity
        self._measure(page._page_box, None)
        self._heads(page._page_box)
        self._covering(page._page_box)
        self._used = _used(page._page_box)
        self._slabs = slabs.of_page(page._page_box)
        self._above = 0.0

    def page(self) -> PrintedPage:
        """Return the record."""
        depths = round(self._text_depth, 2), round(self._note_depth, 2)
        overruns = tuple(dict.fromkeys(self._overruns))
        used, above = round(self._used, 2), round(self._above, 2)
        return PrintedPage(*depths, tuple(self._runs), overruns, used, above, self._slabs)

    def notes(self, area: Any) -> None:
        """Record the area of notes, if there is any note in it."""
        if area.children:
            self._note_depth += area.margin_height()
            self._above += slabs.space_above(area)

    def text(self, kind: RunKind, box: Any, text: str) -> None:
        """Record a text box, if it fell on the page.

        Layout goes on below a page's edge where it cannot break, and no reader sees what is there.
        """
        middle = box.position_y + box.height / 2
        if 0 <= middle <= self._height and -1 <= box.position_x <= self._width:
            self._add(kind, box.element, text)

    def drawing(self, box: Any) -> None:
        """Record the texts of an SVG, which has no text boxes.

        A picture that a sheet puts before or after an element (``::after``) is none of its own.
        """
        if box.element is not None and "::" not in (box.element_tag or ""):
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
            self._broken(box)
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

    def _covering(self, page_box: Any) -> None:
        """Find words that stand over other words."""
        inked = [mark for box in below(page_box) if (mark := _ink(box)) is not None]
        inked.sort(key=lambda mark: mark.top)
        for number, mark in enumerate(inked):
            for other in inked[number + 1 :]:
                if other.top >= mark.bottom:
                    break
                known = id(mark.box) in self._over or id(other.box) in self._over
                if not known and mark.covers(other):
                    self._overrun("over", other.box)

    def _broken(self, cell: Any) -> None:
        """Find the words of a cell that go on in its next line without a hyphen."""
        lines = [box for box in below(cell) if type(box).__name__ == "LineBox"]
        ends = [_words(line) for line in lines]
        whole: set[str] | None = None
        for first, second in pairwise(ends):
            if not (first and second and _LETTERS.fullmatch(first[-1][-1] + second[0][0])):
                continue
            if whole is None:
                element = cell.element
                whole = set("".join(element.itertext()).split()) if element is not None else set()
            joined = first[-1] + second[0]
            if any(joined in word and not _ADDRESS.search(word) for word in whole):
                block = self._index.blocks.get(cell.element, "")
                self._overruns.append(Overrun("broken", block, f"{first[-1]}/{second[0]}"))

    def _overrun(self, place: OverrunPlace, box: Any) -> None:
        block = "" if box.element is None else self._index.blocks.get(box.element, "")
        self._over.add(id(box))
        self._overruns.append(Overrun(place, block, " ".join(box.text.split())))

    def _add(self, kind: RunKind, element: Element | None, text: str) -> None:
        block = "" if element is None else self._index.blocks.get(element, "")
        note = "" if element is None else self._index.notes.get(element, "")
        last = self._runs[-1] if self._runs else None
        if last is not None and (last.kind, last.block, last.note) == (kind, block, note):
            self._runs[-1] = TextRun(kind, block, note, f"{last.text} {text}")
        else:
            self._runs.append(TextRun(kind, block, note, text))


@dataclass(frozen=True, slots=True)
class _Ink:
    """Where the letters of a text box are, in CSS pixels: without its ascenders and leading."""

    left: float
    top: float
    right: float
    bottom: float
    box: Any

    def covers(self, other: "_Ink") -> bool:
        """Whether so much of both is in one place that neither can be read."""
        wide = min(self.right, other.right) - max(self.left, other.left)
        high = min(self.bottom, other.bottom) - max(self.top, other.top)
        least = min(self.bottom - self.top, other.bottom - other.top)
        return wide > least / 2 and high > least / 2


def _ink(box: Any) -> _Ink | None:
    if not getattr(box, "text", "").strip() or box.style["visibility"] != "visible":
        return None
    size = float(box.style["font_size"])
    foot = box.position_y + box.baseline
    return _Ink(box.position_x, foot - size / 2, box.position_x + box.width, foot, box)


def _words(line: Any) -> list[str]:
    """Return the words of a line; the last is empty where a space ends it."""
    text = "".join(inner.text for inner in below(line) if getattr(inner, "text", ""))
    return text.split()


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


SheetCorners = tuple[float, float, float, float]
"""Left, bottom, right, top."""


def sheet_of(page: Any) -> SheetCorners:
    """Return the corners of a page with its bleed, from the lower left of what is kept."""
    bleed = page.bleed
    right, top = page.width + bleed["right"], page.height + bleed["top"]
    return -bleed["left"], -bleed["bottom"], right, top


def clipped(corners: SheetCorners, sheet: SheetCorners) -> Iterator[float]:
    """Yield the corners of what can be seen of a picture: the rest is beyond the sheet."""
    for value, least, most in zip(corners, sheet[:2] * 2, sheet[2:] * 2, strict=True):
        yield min(max(value, least), most)
