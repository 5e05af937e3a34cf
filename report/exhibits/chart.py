"""Draw a chart: a table of numbers comes in, shapes and labels go out.

Values stand at their shapes; where a scale is needed it has few lines. Series differ in pattern,
mark or dash, never in colour alone; one accent marks what the title speaks of. Lengths are in
points from the upper left corner.
"""

from dataclasses import dataclass

from ..content.blocks import Chart
from ..content.rows import DataTable
from ..errors import Diagnostic
from ..text import inline
from . import bars, curves
from .marks import SHAPES
from .paper import MM, grid
from .site import Site
from .sketch import PATTERNS, SYMBOLS, ChartWords, Frame, Shape, Sketch, Unfit, filled


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A series in the key: its swatch in a box of ten by ten, and its name."""

    shapes: tuple[Shape, ...]
    name: str


@dataclass(frozen=True, slots=True)
class ChartDrawing:
    """A chart, laid out."""

    width: float
    height: float
    shapes: tuple[Shape, ...]
    words: tuple[ChartWords, ...]
    key: tuple[KeyEntry, ...]
    from_zero: bool
    title: str
    description: str
    said: str = ""
    doubts: tuple[Diagnostic, ...] = ()


def draw(block: Chart, table: DataTable, site: Site) -> ChartDrawing | Diagnostic:
    """Lay the chart out; a ``Diagnostic`` tells what does not fit."""
    width = grid().full if block.width == "full" else grid().measure
    frame = Frame(table, width, block.depth * MM if block.depth else None, block.accent, site.words)
    kinds = {"bar": bars.bars, "column": bars.columns, "line": curves.lines, "dot": curves.dots}
    try:
        sketch = kinds[block.type](frame)
    except Unfit as unfit:
        return Diagnostic(unfit.message, site.source.at(site.loc), unfit.hint)
    if sketch.height > grid().deepest:
        there = f"{grid().deepest / MM:.0f} mm are there"
        at = site.source.at((*site.loc, "depth") if block.depth else site.loc)
        message = f"the chart is {sketch.height / MM:.0f} mm deep, and {there}"
        hint = "give less `depth`" if block.depth else "make two charts of it"
        return Diagnostic(message, at, hint)
    return ChartDrawing(
        width,
        sketch.height,
        tuple(sketch.shapes),
        tuple(sketch.words),
        tuple(_key(block, frame)),
        sketch.from_zero,
        site.words.say(f"chart-{block.type}", title=inline.plain(block.title)),
        _description(block, table),
        _said(sketch, table, site),
        table.doubts,
    )


def _said(sketch: Sketch, table: DataTable, site: Site) -> str:
    """Say that labels are left out, where they are."""
    if not sketch.unlabelled:
        return ""
    every = len(table.labels)
    return site.words.say("labels-left-out", all=every, shown=every - sketch.unlabelled)


def _key(block: Chart, frame: Frame) -> list[KeyEntry]:
    """Return the series that are not named in the drawing itself."""
    if len(frame.table.series) < 2 or block.type == "line":
        return []
    found = []
    for n, name in enumerate(frame.table.series):
        if block.type == "dot":
            look = "symbol accent" if block.accent == name else "symbol"
            shapes = [Shape(look, SHAPES[SYMBOLS[n % len(SYMBOLS)]])]
        else:
            look = "fill accent" if block.accent == name else f"fill {PATTERNS[n % len(PATTERNS)]}"
            shapes = filled(look, 0.5, 0.5, 9, 9)
        found.append(KeyEntry(tuple(shapes), name))
    return found


def _description(block: Chart, table: DataTable) -> str:
    """Say the chart in words: every row with its values."""
    rows = []
    for label, values in zip(table.labels, table.values, strict=True):
        if table.series:
            pairs = zip(table.series, values, strict=True)
            told = ", ".join(f"{name} {value.text}" for name, value in pairs)
        else:
            told = values[0].text
        rows.append(f"{label}: {told}")
    return f"{inline.plain(block.unit).rstrip('.')}. {'; '.join(rows)}."
