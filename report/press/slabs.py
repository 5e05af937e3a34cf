"""Boxes on a page come in; out, what of it cannot be parted, each with its depth and its notes'.

So that whoever moves text to another page can tell how far it will go before anything is laid out.
"""

from collections.abc import Iterator
from typing import Any, NamedTuple

_TOGETHER = {"avoid", "avoid-page"}
_WHOLE = ("Flex", "Grid")  # how the boxes are called that this does not look into


class Slab(NamedTuple):
    """A line, a row, a figure: what stands on one page; lengths in CSS pixels from the top.

    ``notes`` is what its notes take of the page, the space above all of them left out; ``tied``
    slabs have the next one on their page.
    """

    top: float
    bottom: float
    notes: float = 0.0
    tied: bool = False


def of_page(page_box: Any) -> tuple[Slab, ...]:
    """Return the slabs of a page in the order of its text."""
    areas = [box for box in page_box.children if type(box).__name__ == "FootnoteAreaBox"]
    noted = {element: depth for area in areas for element, depth in _notes(area)}
    cutting = _Cutting(page_box.content_box_y(), noted)
    for child in page_box.children:
        if type(child).__name__ not in ("MarginBox", "FootnoteAreaBox"):
            cutting.cut(child)
    return tuple(cutting.slabs)


def space_above(area: Any) -> float:
    """Return what a page's notes take beside their lines: margin, rule, padding."""
    return float(area.margin_height() - area.height)


def _notes(area: Any) -> Iterator[tuple[Any, float]]:
    """Yield each note with its share of the area: in columns that is less than its depth."""
    depths = [(box.element, box.margin_height()) for box in area.children]
    whole = sum(depth for _, depth in depths)
    for element, depth in depths:
        yield element, depth * area.height / whole if whole else 0.0


class _Cutting:
    def __init__(self, top: float, noted: dict[Any, float]) -> None:
        self._top, self._noted = top, noted
        self._beside = 0.0  # notes that are called beside the slab to come
        self.slabs: list[Slab] = []

    def cut(self, box: Any) -> None:
        """Cut a box, and what is in it."""
        box = getattr(box, "_box", box)
        if not box.is_in_normal_flow():
            self._beside += self._depth_of_notes(box)
            return
        first, style = len(self.slabs), box.style
        children = getattr(box, "children", ())
        lines = [child for child in children if type(child).__name__ == "LineBox"]
        if getattr(box, "is_header", False) and not first:
            return  # the head of a table, on another page of it
        if lines:
            self._lines(lines, style)
        elif self._is_whole(box):
            self._add(box)
        else:
            for child in children:
                self.cut(child)
        if style["break_inside"] in _TOGETHER:
            for number in range(first, len(self.slabs) - 1):
                self._tie(number)
        if len(self.slabs) == first:
            return
        if first and style["break_before"] in _TOGETHER:
            self._tie(first - 1)
        if style["break_after"] in _TOGETHER:
            self._tie(len(self.slabs) - 1)

    def _is_whole(self, box: Any) -> bool:
        kind = type(box).__name__
        columns = (box.style["column_width"], box.style["column_count"]) != ("auto", "auto")
        return columns or kind == "TableRowBox" or kind.startswith(_WHOLE) or "Replaced" in kind

    def _lines(self, lines: list[Any], style: Any) -> None:
        first, least = len(self.slabs), (style["orphans"], style["widows"])
        for line in lines:
            self._add(line)
        count = len(lines)
        for number in range(1, count):
            if number < least[0] or count - number < least[1]:
                self._tie(first + number - 1)

    def _add(self, box: Any) -> None:
        top = box.border_box_y() if hasattr(box, "border_height") else box.position_y
        high = box.border_height() if hasattr(box, "border_height") else box.height
        notes, self._beside = self._beside + self._depth_of_notes(box), 0.0
        begins, ends = round(top - self._top, 2), round(top + high - self._top, 2)
        self.slabs.append(Slab(begins, ends, round(notes, 2)))

    def _depth_of_notes(self, box: Any) -> float:
        return sum(self._noted.pop(element, 0.0) for element in _called(box))

    def _tie(self, number: int) -> None:
        self.slabs[number] = self.slabs[number]._replace(tied=True)


def _called(box: Any) -> Iterator[Any]:
    """Yield the notes that are called in a box."""
    box = getattr(box, "_box", box)
    if getattr(box, "footnote", None) is not None:
        yield box.footnote.element
    for child in getattr(box, "children", ()):
        yield from _called(child)
