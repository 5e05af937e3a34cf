"""The tables of the structure tree in; out, what is wrong with their grids and header cells."""

from collections.abc import Iterator
from dataclasses import dataclass

from pikepdf import Array, String

from . import objects
from .findings import Hit
from .rules import Standards
from .subject import Subject
from .tree import StructElement

WIDEST = 1000
"""Columns or rows that one cell may span: more is damage."""
LARGEST = 1_000_000
"""Places in the grid of one table: more is damage."""


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell with its place in the grid, rows and columns from 0."""

    element: StructElement
    row: int
    column: int
    rows: int
    columns: int


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong with each table."""
    ids = {element.id for element in subject.tree.elements if element.id}
    for element in subject.tree.elements:
        if element.role == "Table":
            rows = list(_rows(element))
            cells, faults = lay_out(rows)
            yield from (Hit("UA grid", fault, element.page) for fault in faults)
            yield from _headers(element, cells, ids)


def _rows(table: StructElement) -> Iterator[StructElement]:
    for part in table.elements:
        if part.role == "TR":
            yield part
        elif part.role in ("THead", "TBody", "TFoot"):
            yield from (row for row in part.elements if row.role == "TR")


def lay_out(rows: list[StructElement]) -> tuple[list[Cell], list[str]]:
    """Return the cells in their places, and what is wrong with the grid, each fault once."""
    taken: dict[tuple[int, int], Cell] = {}
    cells: list[Cell] = []
    overlap = False
    for number, row in enumerate(rows):
        column = 0
        for element in row.elements:
            if element.role not in ("TH", "TD"):
                continue
            while (number, column) in taken:
                column += 1
            spans = _span(element, "RowSpan"), _span(element, "ColSpan")
            cell = Cell(element, number, column, *spans)
            cells.append(cell)
            if len(taken) + cell.rows * cell.columns > LARGEST:
                return cells, [f"the cells of a table span more than {LARGEST:,} places"]
            for place in _places(cell):
                overlap = overlap or place in taken
                taken.setdefault(place, cell)
            column += cell.columns
    faults = ["two cells of a table lie on one place"] if overlap else []
    return cells, faults + _uneven(taken, len(rows))


def _places(cell: Cell) -> Iterator[tuple[int, int]]:
    for row in range(cell.row, cell.row + cell.rows):
        for column in range(cell.column, cell.column + cell.columns):
            yield row, column


def _uneven(taken: dict[tuple[int, int], Cell], height: int) -> list[str]:
    if not taken:
        return []
    if max(row for row, _ in taken) >= height:
        return ["a cell of a table spans rows that the table has not"]
    lengths = [0] * height
    for row, _ in taken:
        lengths[row] += 1
    width = lengths[0]
    odd = next((n for n, length in enumerate(lengths) if length != width), None)
    if odd is None:
        return []
    return [f"row {odd + 1} of a table has {lengths[odd]} columns, the first has {width}"]


def _span(element: StructElement, name: str) -> int:
    value = objects.as_number(element.attributes.get(name))
    return max(1, min(int(value), WIDEST)) if value is not None else 1


def _headers(table: StructElement, cells: list[Cell], ids: set[bytes]) -> Iterator[Hit]:
    """Yield header cells without a scope, and cells whose headers cannot be told.

    Where a cell names its Headers by their IDs, nothing else is needed for it.
    """
    heads = [cell for cell in cells if cell.element.role == "TH"]
    columns: set[int] = set()
    rows: set[int] = set()
    bare = []
    for cell in heads:
        scope = objects.as_name(cell.element.attributes.get("Scope"))
        if scope in ("Column", "Both"):
            columns.update(range(cell.column, cell.column + cell.columns))
        if scope in ("Row", "Both"):
            rows.update(range(cell.row, cell.row + cell.rows))
        if scope not in ("Column", "Row", "Both"):
            bare.append(cell)
    lost = unknown = 0
    by_id = False
    for cell in cells:
        named = _named(cell.element)
        by_id = by_id or bool(named)
        if cell.element.role == "TH":
            continue
        if named:
            unknown += not named <= ids
        elif heads and cell.element.kids:  # an empty cell needs no header
            headed = any(c in columns for c in range(cell.column, cell.column + cell.columns))
            lost += not (headed or any(r in rows for r in range(cell.row, cell.row + cell.rows)))
    if bare and not by_id:
        yield Hit("MH 15-003", f"{len(bare)} header cells of a table have no Scope", table.page)
    elif lost:
        yield Hit(
            "MH 15-003", f"{lost} cells of a table have no header that can be told", table.page
        )
    if unknown:
        yield Hit(
            "MH 15-003", f"{unknown} cells of a table name headers that are not there", table.page
        )


def _named(element: StructElement) -> set[bytes]:
    value = element.attributes.get("Headers")
    listed = value.as_list() if isinstance(value, Array) else [value]
    return {bytes(name) for name in listed if isinstance(name, String)}
