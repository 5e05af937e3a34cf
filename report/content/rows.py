"""Read the numbers of a chart: rows of the briefing or a CSV file come in, a table goes out.

A value is printed as the text prints numbers, with the decimals that it was written with; an empty
one is not stated. A mistake in the CSV file is told at its line there.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from .. import limits
from ..errors import Diagnostic, Loc, Span, suggestion
from ..text import inline, numerals
from ..text.catalogue import Catalogue
from ..text.numerals import DecimalSign
from . import spreadsheet
from .blocks import Chart
from .spreadsheet import Sheet
from .yamlfile import YamlFile

_HINTS = {
    "point": "a number is written 1234, 1,234.5 or -3; the unit stands in `unit`",
    "comma": "a number is written 1234, 1.234,5 or -3; the unit stands in `unit`",
}
MOST_SERIES = 10  # that patterns, marks and dashes tell apart (exhibits.sketch)


@dataclass(frozen=True, slots=True)
class Value:
    """A number, and how it is printed; if it is not stated, the words for that."""

    number: float | None
    text: str


@dataclass(frozen=True, slots=True)
class DataTable:
    """Rows by their labels, series by their names, and a value for each pair, with its place."""

    labels: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    places: tuple[tuple[Span, ...], ...]
    doubts: tuple[Diagnostic, ...] = ()

    def numbers(self) -> list[float]:
        """Return all numbers that are stated."""
        return [v.number for row in self.values for v in row if v.number is not None]


class _Numbers(list[Diagnostic]):
    """The problems with numbers, as they are read."""

    def __init__(self, catalogue: Catalogue, sign: DecimalSign) -> None:
        super().__init__()
        self.catalogue, self.sign = catalogue, sign
        self.doubts: list[Diagnostic] = []

    def value(self, text: str, span: Span) -> Value:
        text = text.strip()
        if numerals.is_empty(text):
            return Value(None, self.catalogue.say("value-not-stated"))
        if len(text) > limits.DIGITS:
            self.append(Diagnostic(f"a number has {limits.DIGITS} digits at most", span))
            return Value(None, text)
        found = numerals.parse(text, self.sign)
        if found is None:
            self.append(Diagnostic(f"`{text}` is not a number", span, _HINTS[self.sign]))
            return Value(None, text)
        shown = self.catalogue.number(found)
        return Value(float(found), f"+{shown}" if text.startswith("+") else shown)


def read(
    block: Chart, source: YamlFile, loc: Loc, catalogue: Catalogue | None = None
) -> tuple[DataTable, list[Diagnostic]]:
    """Return the table, its numbers as the catalogue prints them; and what is wrong."""
    numbers = _Numbers(catalogue or Catalogue(), block.decimal or "point")
    if block.csv is not None:
        table = _from_file(block, source, loc, numbers)
    else:
        table = _from_block(block, source, loc, numbers)
    if not numbers:
        numbers += _examine(block, table, source, loc)
    return table, numbers


def _from_block(block: Chart, source: YamlFile, loc: Loc, numbers: _Numbers) -> DataTable:
    series = tuple(inline.plain(s.name) for s in block.series)
    many = max(len(series), 1)
    rows, spans = [], []
    for n, row in enumerate(block.rows):
        at: Loc = (*loc, "rows", n)
        if len(row.numbers) != many:
            problem = f"this row has {len(row.numbers)} values, and the chart has {many} series"
            hint = "name them under `series:`" if not series else None
            numbers.append(Diagnostic(problem, source.at(at), hint))
        places: list[Loc] = [(*at, "values", k) for k in range(len(row.values))]
        places = places or [(*at, "value")]
        spans.append(tuple(map(source.at, places)))
        pairs = zip(row.numbers, spans[-1], strict=True)
        rows.append(tuple(numbers.value(text, span) for text, span in pairs))
    labels = tuple(inline.plain(row.label) for row in block.rows)
    return DataTable(labels, series, tuple(rows), tuple(spans))


def _from_file(block: Chart, source: YamlFile, loc: Loc, numbers: _Numbers) -> DataTable:
    nothing = DataTable((), (), (), ())
    sheet = spreadsheet.read(source, block.csv or "", (*loc, "csv"))
    if isinstance(sheet, Diagnostic):
        numbers.append(sheet)
        return nothing
    found = list(_columns(block, sheet, source, loc, numbers))
    if numbers:
        return nothing
    stub, columns = found[0], found[1:]
    if block.decimal is None:
        _settle(sheet, columns, numbers)
    labels, rows, places = [], [], []
    for row in sheet.rows:
        labels.append(row.cells[stub].strip())
        places.append(tuple(sheet.at(row, column) for column in columns))
        pairs = zip((row.cells[column] for column in columns), places[-1], strict=True)
        rows.append(tuple(numbers.value(cell, span) for cell, span in pairs))
    if not rows:
        numbers.append(Diagnostic("the file has no rows", Span(sheet.path, 1, 1)))
    series = tuple(inline.plain(s.name) for s in block.series)
    return DataTable(tuple(labels), series, tuple(rows), tuple(places), tuple(numbers.doubts))


def _settle(sheet: Sheet, columns: list[int], numbers: _Numbers) -> None:
    """Find the decimal sign: a comma in a file parted by semicolons, unless its numbers differ."""
    usual: DecimalSign = "comma" if sheet.parted_by == ";" else "point"
    cells = [(row, column) for row in sheet.rows for column in columns]
    texts = [row.cells[column].strip() for row, column in cells]
    stated = [text for text in texts if not numerals.is_empty(text)]
    numbers.sign, unclear = numerals.sign_of(stated, usual)
    if unclear is not None and usual == "comma":
        row, column = cells[texts.index(unclear)]
        read_as = numbers.catalogue.number(numerals.parse(unclear, "comma") or Decimal(0))
        message = f"`{unclear}` is read as {read_as}: in a file parted by semicolons the comma is "
        hint = "`decimal: point`, or `decimal: comma`, beside `csv` says which it is"
        span = sheet.at(row, column)
        numbers.doubts.append(Diagnostic(f"{message}the decimal sign", span, hint, level="doubt"))


def _columns(
    block: Chart, sheet: Sheet, source: YamlFile, loc: Loc, problems: list[Diagnostic]
) -> Iterator[int]:
    """Yield the number of the column of labels, then of each series; what is not there is told."""
    wanted: list[tuple[str, Loc]] = [(block.label_column or "", (*loc, "label-column"))]
    for n, one in enumerate(block.series):
        field = "column" if one.column else "name"
        wanted.append((one.column or inline.plain(one.name), (*loc, "series", n, field)))
    for name, place in wanted:
        if name.strip() in sheet.header:
            yield sheet.header.index(name.strip())
            continue
        problem = f"`{block.csv}` has no column `{name}`"
        hint = suggestion(name, sheet.header)
        problems.append(Diagnostic(problem, source.at(place), hint))


def _examine(block: Chart, table: DataTable, source: YamlFile, loc: Loc) -> Iterator[Diagnostic]:
    if not table.numbers():
        yield Diagnostic("the chart has no number", source.at(loc))
    if block.accent is not None and block.accent not in (*table.labels, *table.series):
        hint = suggestion(block.accent, [*table.labels, *table.series])
        problem = f"no row and no series is named `{block.accent}`"
        yield Diagnostic(problem, source.at((*loc, "accent")), hint)
    if len(table.series) > MOST_SERIES:
        hint = "leave some out, or make two charts"
        place = source.at((*loc, "series"))
        yield Diagnostic(f"more than {MOST_SERIES} series cannot be told apart", place, hint)
