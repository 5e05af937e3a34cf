"""A table of the filled page comes in; out, its cells in a grid, and how wide its columns are."""

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..web import dom

_LETTER = 5.8  # points: a letter of a table, where many are broad
_PADDING = 8.0
_LONGEST = 22  # letters of one word that a column is made wide for
_MOST = 200  # columns of one cell, rows too


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell: where it begins in the grid, and how many columns and rows it takes."""

    element: Element
    column: int
    across: int
    down: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row: what begins in it, where cells from above go on, and whether it is a head."""

    element: Element
    cells: tuple[TableCell, ...]
    below: tuple[tuple[int, int], ...]  # column, and how many are one cell
    head: bool


@dataclass(frozen=True, slots=True)
class TableGrid:
    """The rows of a table, and the columns that they share."""

    rows: tuple[TableRow, ...]
    columns: int

    def widths(self, whole: float) -> list[float]:
        """Return how wide each column is, in points, by the words that stand in it."""
        least, wanted = [_PADDING] * self.columns, [1.0] * self.columns
        for cell in (cell for row in self.rows for cell in row.cells):
            words = dom.words(cell.element, lambda e: dom.has(e, "fn") or dom.svg(e)).split()
            longest = min(max(map(len, words), default=1), _LONGEST) * _LETTER + _PADDING
            letters = sum(map(len, words)) + len(words)
            for column in range(cell.column, cell.column + cell.across):
                least[column] = max(least[column], longest / cell.across)
                wanted[column] += letters / cell.across
        room = whole - sum(least)
        if room <= 0:
            return [whole * one / sum(least) for one in least]
        return [one + room * many / sum(wanted) for one, many in zip(least, wanted, strict=True)]


def grid(table: Element) -> TableGrid:
    """Return the cells of a table, each at its place."""
    rows: list[TableRow] = []
    open_cells: dict[int, tuple[int, int]] = {}  # by column: rows that are left, columns taken
    for element, head in _rows(table):
        cells: list[TableCell] = []
        below: list[tuple[int, int]] = []
        taken: set[int] = set()
        for column, (left, across) in sorted(open_cells.items()):
            below.append((column, across))
            taken.update(range(column, column + across))
            open_cells[column] = (left - 1, across)
        at = 0
        for cell in (e for e in element if e.tag in ("td", "th")):
            while at in taken:
                at += 1
            across, down = _span(cell, "colspan"), _span(cell, "rowspan")
            cells.append(TableCell(cell, at, across, down))
            if down > 1:
                open_cells[at] = (down - 1, across)
            at += across
        open_cells = {column: one for column, one in open_cells.items() if one[0] > 0}
        rows.append(TableRow(element, tuple(cells), tuple(below), head))
    ends = [c.column + c.across for row in rows for c in row.cells]
    ends += [column + across for row in rows for column, across in row.below]
    return TableGrid(tuple(rows), max(ends, default=0))


def _rows(table: Element) -> Iterator[tuple[Element, bool]]:
    for part in table:
        if part.tag == "tr":
            yield part, False
        elif part.tag in ("thead", "tbody", "tfoot"):
            yield from ((row, part.tag == "thead") for row in part if row.tag == "tr")


def _span(cell: Element, name: str) -> int:
    stated = cell.get(name, "1")
    return min(max(int(stated), 1), _MOST) if stated.isdecimal() else 1
