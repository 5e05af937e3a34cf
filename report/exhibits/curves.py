"""Lines and dots: a table comes in, lines or marks on a scale go out, named where they end."""

from collections.abc import Callable
from itertools import pairwise

from . import labels
from .marks import SHAPES
from .paper import LEADING, MM, points
from .sketch import (
    DASHES,
    SYMBOLS,
    ChartWords,
    Frame,
    Shape,
    Sketch,
    Unfit,
    block_of,
    text,
    tick_text,
    ticks,
    wide,
    wrapped,
)

DEPTH = 60 * MM
GUTTER = 6.0
DOT = 5.5
ROW = 14.0
FEW = 16  # points of a line that are marked one by one


def lines(frame: Frame) -> Sketch:
    """Draw a line for each series, from left to right, named where it ends."""
    table = frame.table
    if len(table.labels) < 2:
        raise Unfit("a line needs two points", "draw it with `type: bar`")
    marks, from_zero = _scale(table.numbers())

    def said(value: float) -> str:
        return tick_text(value, marks, frame.catalogue)

    left = max(wide(said(m)) for m in marks) + GUTTER
    ends = _ends(frame)
    right = frame.width - max(wide(label, "strong") for _, label, _ in ends) - 10
    deep = frame.depth or DEPTH
    top, bottom = LEADING / 2, deep - LEADING - 4
    xs = _abscissas(table.labels, left + 4, right - 4)

    def y_of(value: float) -> float:
        return bottom - (value - marks[0]) / (marks[-1] - marks[0]) * (bottom - top)

    shapes = [Shape("grid", points((left, y_of(m)), (right, y_of(m)))) for m in marks]
    words = [text(said(m), left - GUTTER, y_of(m), "quiet", 1.0) for m in marks]
    for k in range(max(len(table.series), 1)):
        shapes += _line(frame, k, xs, y_of)
    items = [labels.LabelItem(LEADING, LEADING / 2, y_of(value)) for value, _, _ in ends]
    try:
        places = labels.spread(items, deep, 0.0)
    except ValueError:
        raise Unfit("the names of the lines do not fit", "give the chart more `depth`") from None
    for (value, label, k), place in zip(ends, places, strict=True):
        y = place + LEADING / 2
        if abs(y - y_of(value)) > 2:
            shapes.append(Shape("leader", points((right - 2, y_of(value)), (right + 7, y))))
        words.append(text(label, right + 9, y, frame.look(0, k) if table.series else ""))
    under, rows = _along(table.labels, xs, deep - LEADING / 2, left)
    height = deep + (rows - 1) * LEADING
    return Sketch(height, shapes, [*words, *under], from_zero, len(table.labels) - len(under))


def _ends(frame: Frame) -> list[tuple[float, str, int]]:
    """Return the last value of each series with its label, from the highest."""
    found = []
    for k in range(max(len(frame.table.series), 1)):
        stated = [row[k] for row in frame.table.values if row[k].number is not None]
        if stated:
            name = f"{frame.table.series[k]} " if frame.table.series else ""
            found.append((stated[-1].number or 0.0, name + stated[-1].text, k))
    return sorted(found, key=lambda end: -end[0])


def _line(frame: Frame, k: int, xs: list[float], y_of: Callable[[float], float]) -> list[Shape]:
    """Return the line of one series; where a value is not stated it has a gap."""
    accent = frame.accent is not None and frame.accent in frame.table.series[k : k + 1]
    look = f"line {'accent-line' if accent else DASHES[k % len(DASHES)]}"
    stretches: list[list[tuple[float, float]]] = [[]]
    for x, row in zip(xs, frame.table.values, strict=True):
        value = row[k].number
        if value is None:
            stretches.append([])
        else:
            stretches[-1].append((x, y_of(value)))
    shapes = [Shape(look, points(*stretch)) for stretch in stretches if len(stretch) > 1]
    spots = [spot for stretch in stretches for spot in stretch]
    if len(spots) <= FEW:
        name = SYMBOLS[k % len(SYMBOLS)]
        look = "symbol accent" if accent else "symbol"
        shapes += [_mark(look, name, x, y, DOT - 1) for x, y in spots]
    return shapes


def _abscissas(names: tuple[str, ...], left: float, right: float) -> list[float]:
    """Return where the points stand: to scale if their labels are numbers, else evenly."""
    try:
        values = [float(name) for name in names]
    except ValueError:
        values = [float(n) for n in range(len(names))]
    if sorted(set(values)) != values:
        values = [float(n) for n in range(len(names))]
    span = values[-1] - values[0]
    return [left + (v - values[0]) / span * (right - left) for v in values]


def _along(
    names: tuple[str, ...], xs: list[float], y: float, left: float
) -> tuple[list[ChartWords], int]:
    """Return the labels under a line chart, and in how many rows they stand.

    All of them, in one row or in turn in two; where there is no room for that, the first, the last,
    and those between that fit in one.
    """
    boxes = []
    for name, x in zip(names, xs, strict=True):
        half = wide(name) / 2
        middle = max(x, left + half)
        boxes.append((middle - half, middle + half, name, middle))
    for rows in (1, 2):
        apart = all(a[1] + GUTTER <= b[0] for n in range(rows) for a, b in pairwise(boxes[n::rows]))
        if apart:
            return [
                text(name, middle, y + n % rows * LEADING, "", 0.5)
                for n, (_, _, name, middle) in enumerate(boxes)
            ], rows
    found: list[tuple[float, float, str, float]] = []
    for here in boxes[:-1]:
        if (not found or here[0] > found[-1][1] + GUTTER) and here[1] + GUTTER < boxes[-1][0]:
            found.append(here)
    return [text(name, middle, y, "", 0.5) for _, _, name, middle in (*found, boxes[-1])], 1


def dots(frame: Frame) -> Sketch:
    """Draw a row of marks for each label on one scale."""
    table = frame.table
    share = frame.width * 0.4
    wraps = [wrapped(label, share) for label in table.labels]
    longest = max(wide(line, "strong") for rows in wraps for line in rows)
    if longest > share * 1.05:
        raise Unfit("a label is too long for the chart", "shorten it, or leave words to a note")
    left = longest + GUTTER
    widest = max(wide(v.text, "strong") for row in table.values for v in row)
    marks, from_zero = _scale(table.numbers())
    low, high = left + widest + 8, frame.width - widest - 8

    def said(value: float) -> str:
        return tick_text(value, marks, frame.catalogue)

    def x_of(value: float) -> float:
        return low + (value - marks[0]) / (marks[-1] - marks[0]) * (high - low)

    shapes: list[Shape] = []
    words: list[ChartWords] = []
    y = LEADING
    for n, (label, row) in enumerate(zip(table.labels, table.values, strict=True)):
        depth = max(ROW, len(wraps[n]) * LEADING + 3)
        middle = y + depth / 2
        accent = frame.look(n, 0) if len(table.series) < 2 else ""
        words += block_of(label, left - GUTTER, middle, share, accent)
        spots = sorted(
            (x_of(v.number), k, v.text) for k, v in enumerate(row) if v.number is not None
        )
        shapes += [
            Shape("link", points((a[0], middle), (b[0], middle))) for a, b in pairwise(spots)
        ]
        for x, k, _ in spots:
            look = "symbol accent" if frame.look(n, k) else "symbol"
            shapes.append(_mark(look, SYMBOLS[k % len(SYMBOLS)], x, middle, DOT))
        told: list[ChartWords] = []
        if spots:
            told.append(text(spots[-1][2], spots[-1][0] + 5, middle, frame.look(n, spots[-1][1])))
        if len(spots) > 1 and spots[0][0] < spots[-1][0]:
            told.append(text(spots[0][2], spots[0][0] - 5, middle, frame.look(n, spots[0][1]), 1))
        shapes += [_ground(w, middle) for w in told]
        words += told
        y += depth
    grid = [Shape("grid", points((x_of(m), LEADING - 1), (x_of(m), y))) for m in marks]
    words += [text(said(m), x_of(m), LEADING / 2 - 1, "quiet", 0.5) for m in marks]
    return Sketch(y + 1, [*grid, *shapes], words, from_zero)


def _scale(values: list[float]) -> tuple[list[float], bool]:
    """Return the numbers of the scale; it starts at nought unless that would flatten the rest."""
    low, high = min(values), max(values)
    if low >= 0 and low < high * 0.6:
        low = 0.0
    marks = ticks(low, high)
    if len(marks) < 2:
        marks = [marks[0] - 1, marks[0] + 1]
    return marks, marks[0] <= 0 <= marks[-1]


def _ground(words: ChartWords, middle: float) -> Shape:
    """Return what keeps the lines of the scale from running through a value."""
    left, right = words.x - 1, words.x + wide(words.text, words.look) + 1
    top, bottom = middle - LEADING / 2, middle + LEADING / 2
    corners = ((left, top), (right, top), (right, bottom), (left, bottom))
    return Shape("ground", points(*corners) + "Z")


def _mark(look: str, name: str, x: float, y: float, size: float) -> Shape:
    """Return a mark with its middle at x, y."""
    return Shape(look, SHAPES[name], x - size / 2, y - size / 2, size / 10)
