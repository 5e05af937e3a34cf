"""A CSV file as spreadsheets write it comes in; its cells go out, each with its place.

Columns are parted by commas, semicolons or tabs: by what the first line has most of, outside of
quotation marks, or by what Excel says in a line `sep=`. The text is UTF-8, or UTF-16 with its mark.
Rows and columns that are empty at the end are left out.
"""

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from .. import files, limits
from ..errors import Diagnostic, Loc, Span
from ..text import bounds, letters
from .files import beside
from .yamlfile import YamlFile

_MARKS = (b"\xff\xfe", b"\xfe\xff")
_SAVE = "save it as UTF-8; Excel calls it “CSV UTF-8”, and a line `sep=;` at its head does no harm"


@dataclass(frozen=True, slots=True)
class SheetRow:
    """The cells of a row, and the lines of the file that it is written in."""

    line: int
    cells: tuple[str, ...]
    raw: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The first row of a file, and those under it."""

    path: Path
    parted_by: str
    header: tuple[str, ...]
    rows: tuple[SheetRow, ...]

    def at(self, row: SheetRow, column: int) -> Span:
        """Return where a cell is written, or at least its line."""
        raw, at = row.raw.split("\n")[0], 0
        for _ in range(column):
            found = raw.find(self.parted_by, at)
            if found < 0:
                break
            at = found + 1
        cell = row.cells[column] if column < len(row.cells) else ""
        found = raw.find(cell, at) if cell else at
        return Span(self.path, row.line, max(found, 0) + 1, raw)


def read(source: YamlFile, name: str, loc: Loc) -> Sheet | Diagnostic:
    """Return the file ``name`` beside the briefing, or what is wrong with it."""
    path = beside(source, name, "CSV file", loc, name.rpartition(".")[2])
    if isinstance(path, Diagnostic):
        return path
    try:
        text = _decoded(files.read_bytes(path, limits.CSV_BYTES))
    except files.FileError as fault:
        return fault.at(source.at(loc), name)
    return _sheet(path, text)


def _decoded(data: bytes) -> str:
    try:
        if data.startswith(_MARKS):
            return data.decode("utf-16")
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise files.FileError(f"is not UTF-8 text (line {line})", _SAVE, line=line) from None


def _sheet(path: Path, text: str) -> Sheet | Diagnostic:
    if (index := bounds.piled(text)) is not None:
        message = f"more than {limits.MARKS} marks stand on one letter"
        return Diagnostic(message, Span.in_text(path, text, index))
    text = letters.compose(text).replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    for number, line in enumerate(lines, start=1):
        if fault := _fault(path, number, line):
            return fault
    said = lines[0].strip().strip('"').lower()
    skipped = 1 if said.startswith("sep=") and len(said) <= 5 else 0
    parted_by = said[4:] or "\t" if skipped else _parted_by(lines[0])
    try:
        found = list(_rows("\n".join(lines[skipped:]), parted_by, skipped, lines))
    except csv.Error as error:
        span = Span(path, skipped + 1, 1)
        return Diagnostic(f"this is not CSV: {error}", span, "is a quotation mark not closed?")
    while found and not any(found[-1].cells):
        found.pop()
    if len(found) > limits.CSV_ROWS + 1:
        message = f"the file has more than {limits.CSV_ROWS:,} rows"
        return Diagnostic(message, Span(path, found[limits.CSV_ROWS + 1].line, 1))
    if not found:
        return Diagnostic("the file has no rows", Span(path, 1, 1))
    head, *rows = found
    header = [cell.strip() for cell in head.cells]
    while header and not header[-1]:
        header.pop()
    return _square(Sheet(path, parted_by, tuple(header), tuple(row for row in rows if row.cells)))


def _fault(path: Path, number: int, line: str) -> Diagnostic | None:
    if number > limits.CSV_ROWS * 2:
        message = f"the file has more than {limits.CSV_ROWS:,} rows"
        return Diagnostic(message, Span(path, number, 1)) if line.strip(",;\t ") else None
    if len(line) > limits.CSV_LINE:
        message = f"this row has more than {limits.CSV_LINE:,} letters"
        return Diagnostic(message, Span(path, number, 1, line))
    if excess := bounds.fault(line):
        return Diagnostic(excess.message, Span(path, number, excess.index + 1, line), excess.hint)
    return None


def _parted_by(line: str) -> str:
    """Return what parts the columns: of comma, semicolon and tab what stands there most often."""
    plain = "".join(line.split('"')[::2])
    return max(",;\t", key=plain.count)


def _rows(text: str, parted_by: str, skipped: int, lines: list[str]) -> Iterator[SheetRow]:
    reader = csv.reader(io.StringIO(text), delimiter=parted_by, strict=True)
    before = 0
    for cells in reader:
        first = before + skipped
        before = reader.line_num
        raw = "\n".join(lines[first : reader.line_num + skipped])
        yield SheetRow(first + 1, tuple(cells), raw)


def _square(sheet: Sheet) -> Sheet | Diagnostic:
    """Return the sheet with as many cells in every row; more with something in them are refused."""
    wide, rows = len(sheet.header), []
    for row in sheet.rows:
        if any(cell.strip() for cell in row.cells[wide:]):
            message = f"this row has {len(row.cells)} cells, the first has {wide}"
            hint = f'a cell with {_NAMES[sheet.parted_by]} in it stands in quotation marks: "1,234"'
            return Diagnostic(message, Span(sheet.path, row.line, 1, row.raw.split("\n")[0]), hint)
        cells = (*row.cells[:wide], *[""] * (wide - len(row.cells)))
        rows.append(SheetRow(row.line, cells, row.raw))
    return Sheet(sheet.path, sheet.parted_by, sheet.header, tuple(rows))


_NAMES = {",": "a comma", ";": "a semicolon", "\t": "a tab"}
