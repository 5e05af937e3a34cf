"""Read the numbers of a chart: rows of the briefing or a CSV file come in, a table goes out.

A value keeps the form in which it was written, for print; an empty one is not stated. A mistake in
the CSV file is told at its line there.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import limits
from ..errors import Diagnostic, Loc, Span, suggestion
from ..text import bounds, inline, letters
from . import files
from .blocks import Chart
from .yamlfile import YamlFile

_NUMBER = re.compile(r"[-+−]?(?:\d{1,3}(?:[,  ]\d{3})+|\d+)(?:\.\d+)?")
_HINT = "a number is written 1234, 1,234.5 or -3; the unit stands in `unit`"


@dataclass(frozen=True, slots=True)
class Value:
    """A number, and how it was written; neither if it is not stated."""

    number: float | None
    text: str


@dataclass(frozen=True, slots=True)
class Table:
    """Rows by their labels, series by their names, and a value for each pair, with its place."""

    labels: tuple[str, ...]
    series: tuple[str, ...]
    values: tuple[tuple[Value, ...], ...]
    places: tuple[tuple[Span, ...], ...]

    def numbers(self) -> list[float]:
        """Return all numbers that are stated."""
        return [v.number for row in self.values for v in row if v.number is not None]


class _Numbers(list[Diagnostic]):
    """The problems with numbers, as they are read."""

    def value(self, text: str, span: Span) -> Value:
        text = text.strip()
        if not text:
            return Value(None, "not stated")
        if not _NUMBER.fullmatch(text):
            self.append(Diagnostic(f"`{text}` is not a number", span, _HINT))
            return Value(None, text)
        plain = re.sub(r"[,  ]", "", text).replace("−", "-")
        return Value(float(plain), text.replace("-", "−"))


def read(block: Chart, source: YamlFile, loc: Loc) -> tuple[Table, list[Diagnostic]]:
    """Return the table, and what is wrong with it."""
    numbers = _Numbers()
    if block.csv is not None:
        table = _from_file(block, source, loc, numbers)
    else:
        table = _from_block(block, source, loc, numbers)
    if not numbers:
        numbers += _examine(block, table, source, loc)
    return table, numbers


def _from_block(block: Chart, source: YamlFile, loc: Loc, numbers: _Numbers) -> Table:
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
    return Table(labels, series, tuple(rows), tuple(spans))


def _from_file(block: Chart, source: YamlFile, loc: Loc, numbers: _Numbers) -> Table:
    nothing = Table((), (), (), ())
    name, path = block.csv or "", source.path.parent / (block.csv or "")
    text = files.text(source, name, "CSV file", (*loc, "csv"), limits.CSV_BYTES)
    lines = _lines(path, text) if isinstance(text, str) else text
    if isinstance(lines, Diagnostic):
        numbers.append(lines)
        return nothing
    reader = csv.DictReader(lines)
    header = list(reader.fieldnames or ())
    columns = list(_columns(block, header, source, loc, numbers))
    if numbers:
        return nothing
    labels, rows, places = [], [], []
    for line in _rows(reader, path, numbers):
        extra = len(line.get(None) or ())  # so csv keeps what is over
        if extra:
            raw = lines[reader.line_num - 1]
            problem = f"this row has {len(header) + extra} cells, the first has {len(header)}"
            hint = 'a cell with a comma in it stands in quotation marks: "1,234"'
            numbers.append(Diagnostic(problem, Span(path, reader.line_num, 1, raw), hint))
            continue
        labels.append(str(line[block.label_column or ""] or ""))
        cells = [str(line[column] or "") for column in columns]
        places.append(
            tuple(_cell(path, lines, reader.line_num, header, column) for column in columns)
        )
        pairs = zip(cells, places[-1], strict=True)
        rows.append(tuple(numbers.value(cell, span) for cell, span in pairs))
    if not rows:
        numbers.append(Diagnostic("the file has no rows", Span(path, 1, 1)))
    series = tuple(inline.plain(s.name) for s in block.series)
    return Table(tuple(labels), series, tuple(rows), tuple(places))


def _rows(
    reader: "csv.DictReader[str]", path: Path, problems: list[Diagnostic]
) -> Iterator[dict[str | Any, str | Any]]:
    """Yield the rows up to the first that is not CSV."""
    try:
        yield from reader
    except csv.Error as error:
        span = Span(path, max(reader.line_num, 1), 1)
        hint = "is a quotation mark not closed?"
        problems.append(Diagnostic(f"this is not CSV: {error}", span, hint))


def _columns(
    block: Chart, header: list[str], source: YamlFile, loc: Loc, problems: list[Diagnostic]
) -> Iterator[str]:
    """Yield the column of each series; a column that is not there is told."""
    wanted: list[tuple[str, Loc]] = [(block.label_column or "", (*loc, "label-column"))]
    for n, one in enumerate(block.series):
        field = "column" if one.column else "name"
        wanted.append((one.column or inline.plain(one.name), (*loc, "series", n, field)))
    for number, (name, place) in enumerate(wanted):
        if name not in header:
            hint = suggestion(name, header)
            if len(header) == 1 and ";" in header[0]:
                hint = "its columns are parted by semicolons; save it with commas"
            problem = f"`{block.csv}` has no column `{name}`"
            problems.append(Diagnostic(problem, source.at(place), hint))
        if number:
            yield name


def _lines(path: Path, text: str) -> list[str] | Diagnostic:
    """Return the lines of a CSV file, or the first that is more than may be read."""
    if (index := bounds.piled(text)) is not None:
        message = f"more than {limits.MARKS} marks stand on one letter"
        return Diagnostic(message, Span.in_text(path, text, index))
    lines = letters.compose(text).splitlines()
    if len(lines) > limits.CSV_ROWS + 1:
        message = f"the file has more than {limits.CSV_ROWS:,} rows"
        return Diagnostic(message, Span(path, limits.CSV_ROWS + 2, 1))
    for number, line in enumerate(lines, start=1):
        if len(line) > limits.CSV_LINE:
            message = f"this row has more than {limits.CSV_LINE:,} letters"
            return Diagnostic(message, Span(path, number, 1, line))
        if excess := bounds.fault(line):
            span = Span(path, number, excess.index + 1, line)
            return Diagnostic(excess.message, span, excess.hint)
    return lines


def _cell(path: Path, lines: list[str], line: int, header: list[str], column: str) -> Span:
    """Return where a cell was written, or at least its line."""
    raw = lines[line - 1]
    parts = next(csv.reader([raw]), [])
    number = header.index(column)
    before = len(",".join(parts[:number])) + (1 if number else 0)
    cell = parts[number] if number < len(parts) else ""
    found = raw.find(cell, min(before, len(raw))) if cell else -1
    return Span(path, line, (found if found >= 0 else min(before, len(raw))) + 1, raw)


def _examine(block: Chart, table: Table, source: YamlFile, loc: Loc) -> Iterator[Diagnostic]:
    if not table.numbers():
        yield Diagnostic("the chart has no number", source.at(loc))
    if block.accent is not None and block.accent not in (*table.labels, *table.series):
        hint = suggestion(block.accent, [*table.labels, *table.series])
        problem = f"no row and no series is named `{block.accent}`"
        yield Diagnostic(problem, source.at((*loc, "accent")), hint)
    if len(table.series) > 5:
        hint = "leave some out, or make two charts"
        place = source.at((*loc, "series"))
        yield Diagnostic("more than five series cannot be told apart", place, hint)
