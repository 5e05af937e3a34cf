"""Bars and columns: a table comes in, rectangles on one base line with their values go out."""

from .paper import LEADING, MM, points
from .sketch import ChartWords, Frame, Shape, Sketch, Unfit, block_of, filled, text, wide, wrapped

BAR = 10.0
THIN = 8.0  # a bar among several of one row
BETWEEN = 1.0  # bars of one row
APART = 7.0  # rows
GUTTER = 6.0
COLUMN = 40.0  # the widest column
NARROW = 5.0
DEPTH = 55 * MM


def bars(frame: Frame) -> Sketch:
    """Draw rows of lying bars."""
    table = frame.table
    many = max(len(table.series), 1)
    thick = BAR if many == 1 else THIN
    share = frame.width * 0.4
    lines = [wrapped(label, share) for label in table.labels]
    longest = max(wide(line, "strong") for rows in lines for line in rows)
    if longest > share * 1.05:
        raise Unfit("a label is too long for the chart", "shorten it, or leave words to a note")
    left = longest + GUTTER
    low, high = min(0.0, *table.numbers()), max(0.0, *table.numbers())
    told = [(v.number, wide(v.text, "strong") + 4) for row in table.values for v in row]
    after = max((room for value, room in told if (value or 0) >= 0), default=0.0)
    before = max((room for value, room in told if (value or 0) < 0), default=0.0)
    scale = (frame.width - left - after - before) / ((high - low) or 1)
    base = left + before - low * scale
    shapes: list[Shape] = []
    words: list[ChartWords] = []
    y = 3.0
    for n, (label, row) in enumerate(zip(table.labels, table.values, strict=True)):
        depth = max(many * thick + (many - 1) * BETWEEN, len(lines[n]) * LEADING)
        words += block_of(
            label, left - GUTTER, y + depth / 2, share, frame.look(n, 0) if many == 1 else ""
        )
        top = y + (depth - many * thick - (many - 1) * BETWEEN) / 2
        for k, value in enumerate(row):
            length = (value.number or 0) * scale
            if length:
                x = base + min(length, 0)
                shapes += filled(frame.pattern(n, k), x, top, abs(length), thick)
            end = base + length + (4 if length >= 0 else -4)
            look = frame.look(n, k) or ("" if value.number is not None else "quiet")
            words.append(text(value.text, end, top + thick / 2, look, 0.0 if length >= 0 else 1.0))
            top += thick + BETWEEN
        y += depth + APART
    height = y - APART + 3
    shapes.append(Shape("base", points((base, 0), (base, height))))
    return Sketch(height, shapes, words)


def columns(frame: Frame) -> Sketch:
    """Draw standing columns."""
    table = frame.table
    many = max(len(table.series), 1)
    band = frame.width / len(table.labels)
    thick = min((band * 0.7 - (many - 1) * BETWEEN) / many, COLUMN)
    widest = max(wide(v.text, "strong") for row in table.values for v in row)
    lines = [wrapped(label, band - 3) for label in table.labels]
    longest = max(wide(line, "strong") for rows in lines for line in rows)
    if thick < NARROW or longest > band - 1 or widest > band / many:
        raise Unfit("the columns are too many for their labels", "draw it with `type: bar`")
    low, high = min(0.0, *table.numbers()), max(0.0, *table.numbers())
    below = LEADING if low < 0 else 0.0
    deep = frame.depth or DEPTH
    scale = (deep - LEADING - below) / ((high - low) or 1)
    base = LEADING + high * scale
    shapes: list[Shape] = []
    words: list[ChartWords] = []
    for n, row in enumerate(table.values):
        middle = (n + 0.5) * band
        x = middle - (many * thick + (many - 1) * BETWEEN) / 2
        for k, value in enumerate(row):
            length = (value.number or 0) * scale
            if length:
                top = base - max(length, 0)
                shapes += filled(frame.pattern(n, k), x, top, thick, abs(length))
            y = base - length + (-LEADING / 2 if length >= 0 else LEADING / 2)
            words.append(text(value.text, x + thick / 2, y, frame.look(n, k), 0.5))
            x += thick + BETWEEN
        for m, line in enumerate(lines[n]):
            y = deep + LEADING / 2 + 3 + m * LEADING
            words.append(text(line, middle, y, frame.look(n, 0) if many == 1 else "", 0.5))
    shapes.append(Shape("base", points((0, base), (frame.width, base))))
    height = deep + 4 + max(map(len, lines)) * LEADING
    return Sketch(height, shapes, words)
