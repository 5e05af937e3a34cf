"""A page's operators in; the same out, painted in the order of the tags.

Who reads without tags takes a page as it is painted: search, copies, a phone that flows it anew. So
what is tagged is painted in the order in which it is read, and notes last on their page, so that no
note parts a sentence. Artifacts come first, running feet last.

Each sequence of marked content is lifted out with the graphics state that it was painted under. A
page looks as before, or is left as it was: where a drawing and something else lie on each other,
neither may come to be above the other.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from .structure import ContentMark

PLACES = Mapping[ContentMark, float]
"""Where each mark is to be painted; marks without a place come first."""
Advance = Callable[[str, int], int]
"""The advance of a code of a font, in 1/1000 em."""

Six = tuple[float, float, float, float, float, float]
Corners = tuple[float, float, float, float]  # left, bottom, right, top
PaintSetting = tuple[tuple[str, tuple[bytes, ...]], ...]
PaintLevel = tuple[
    tuple[bytes, ...], PaintSetting
]  # what adds up (cm, clips), and what is set (colours)
PaintLevels = tuple[PaintLevel, ...]  # of q, from the outermost in

_SET = {
    b"g": "fill", b"rg": "fill", b"k": "fill", b"cs": "fill", b"sc": "fill", b"scn": "fill",
    b"G": "stroke", b"RG": "stroke", b"K": "stroke", b"CS": "stroke", b"SC": "stroke",
    b"SCN": "stroke", b"w": "w", b"J": "J", b"j": "j", b"M": "M", b"d": "d", b"ri": "ri", b"i": "i",
}  # fmt: skip
_AFTER_SPACE = {b"sc", b"scn", b"SC", b"SCN"}  # a colour, which belongs to its space
_PATH = {b"m", b"l", b"c", b"v", b"y", b"h", b"re", b"W", b"W*"}
_DRAWS = {b"S", b"s", b"f", b"F", b"f*", b"B", b"B*", b"b", b"b*", b"sh", b"Do", b"EI"}
_TEXT = {b"TJ", b"Tj", b"'", b'"'}
_EVERYWHERE: Corners = (-1e9, -1e9, 1e9, 1e9)
_IDENTITY: Six = (1, 0, 0, 1, 0, 0)


@dataclass(eq=False, slots=True)
class PaintedRun:
    """A sequence of marked content, with the state before and after it."""

    mark: ContentMark | None
    operators: list[Any]
    before: PaintLevels
    after: PaintLevels
    draws: bool = False  # more than text
    box: Corners | None = None


class _OutsideError(Exception):
    """The operators are not as they are known: nothing is moved."""


def in_reading_order(
    page: int, operators: Sequence[Any], places: PLACES, advance: Advance
) -> list[Any] | None:
    """Return the operators in their new order, None where they are to stay as they are."""
    try:
        runs = _runs(page, operators)
    except _OutsideError:
        return None
    ordered = sorted(runs, key=lambda run: places.get(run.mark, -1.0) if run.mark else -1.0)
    if ordered == runs or _collide(runs, ordered, advance):
        return None
    found: list[Any] = []
    now: PaintLevels = ()
    for run in ordered:
        found += _move(now, run.before)
        found += run.operators
        now = run.after
    return [*found, *[b"Q"] * len(now)]


# ------------------------------------------------------------------------------------------- runs


@dataclass(slots=True)
class _State:
    """The levels of q while operators are followed; the first stands for none."""

    levels: list[PaintLevel] = field(default_factory=lambda: [((), ())])
    path: list[bytes] = field(default_factory=list)

    def take(self, op: bytes) -> None:
        name = _name(op)
        grown, setting = self.levels[-1]
        if name == b"q":
            self.levels.append(((), ()))
        elif name == b"Q":
            if len(self.levels) == 1:
                raise _OutsideError
            self.levels.pop()
        elif name in _PATH:
            self.path.append(op)
        elif name == b"cm":
            self.levels[-1] = (*grown, op), setting
        elif name == b"n":
            if any(_name(part) in (b"W", b"W*") for part in self.path):
                self.levels[-1] = (*grown, *self.path, op), setting
        elif kind := _SET.get(name) or (_alpha(op) if name == b"gs" else ""):
            kept = dict(setting)
            space = kept.get(kind, ()) if name in _AFTER_SPACE else ()
            kept[kind] = (*(s for s in space[:1] if _name(s) not in _AFTER_SPACE), op)
            self.levels[-1] = grown, tuple(sorted(kept.items()))
        elif name == b"gs":
            self.levels[-1] = (*grown, op), setting
        if name == b"n" or name in _DRAWS:
            self.path = []


def _name(op: bytes) -> bytes:
    return op.rsplit(b" ", 1)[-1]


def _alpha(op: bytes) -> str:
    """Return what a state sets if it is an opacity, which the next one replaces."""
    return f"gs{op[1:2].decode()}" if op[1:2] in (b"a", b"A") and op[2:3].isdigit() else ""


def _runs(page: int, operators: Sequence[Any]) -> list[PaintedRun]:
    state, found = _State(), list[PaintedRun]()
    run: PaintedRun | None = None
    depth = nested = 0
    tag: list[Any] = []
    for op in operators:
        if not isinstance(op, bytes):
            tag.append(op)
            continue
        if op in (b"BDC", b"BMC"):
            if run is None:
                properties = tag[-1] if op == b"BDC" and isinstance(tag[-1], dict) else {}
                mark = ContentMark(page, properties["MCID"]) if "MCID" in properties else None
                levels = tuple(state.levels)
                run, nested = PaintedRun(mark, [], levels, levels), len(levels)
            depth += 1
        elif tag:
            raise _OutsideError
        name = _name(op)
        if run is None:
            if name in _DRAWS or name in _TEXT:
                raise _OutsideError
            state.take(op)
            continue
        run.operators += [*tag, op]
        tag = []
        if op == b"EMC":
            depth -= 1
            if depth == 0:
                if len(state.levels) != nested:
                    raise _OutsideError
                run.after = tuple(state.levels)
                found.append(run)
                run = None
        elif op not in (b"BDC", b"BMC"):
            run.draws = run.draws or (name in _DRAWS and depth == 1)
            state.take(op)
    if run is not None or tag:
        raise _OutsideError
    return found


def _move(now: PaintLevels, to: PaintLevels) -> list[bytes]:
    """Return the operators from one state to another."""
    same = 0
    while same < min(len(now), len(to)) and now[same] == to[same]:
        same += 1
    if len(to) == same + 1 and len(now) > same and now[same][0] == to[same][0]:
        have, want = dict(now[same][1]), dict(to[same][1])
        if have.keys() <= want.keys():  # the innermost level differs in what is set alone
            setting = [op for kind in want if have.get(kind) != want[kind] for op in want[kind]]
            return [b"Q"] * (len(now) - same - 1) + setting
    found = [b"Q"] * (len(now) - same)
    for grown, setting_ in to[same:]:
        found += [b"q", *grown, *(op for _, ops in setting_ for op in ops)]
    return found


# -------------------------------------------------------------------------------------- collisions


def _collide(runs: list[PaintedRun], ordered: list[PaintedRun], advance: Advance) -> bool:
    """Whether a drawing changes places with something that lies on it, or under it."""
    place = {id(run): number for number, run in enumerate(ordered)}
    order = [place[id(run)] for run in runs]
    for number, run in enumerate(runs):
        if run.draws:
            new = order[number]
            above = (n for n in range(number) if order[n] > new)
            below = (n for n in range(number + 1, len(runs)) if order[n] < new)
            for turned in (*above, *below):
                if _overlap(_box(run, advance), _box(runs[turned], advance)):
                    return True
    return False


def _overlap(one: Corners, other: Corners) -> bool:
    return (
        one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]
    )  # fmt: skip


def _box(run: PaintedRun, advance: Advance) -> Corners:
    """Return what a run paints at most, in the units of the page."""
    if run.box is None:
        run.box = _extent(run, advance)
    return run.box


def _extent(run: PaintedRun, advance: Advance) -> Corners:
    matrix = _IDENTITY
    for grown, _ in run.before:
        for op in grown:
            if _name(op) == b"cm":
                matrix = _times(_six(op), matrix)
    saved: list[Six] = []
    points: list[tuple[float, float]] = []
    text, font, size = _IDENTITY, "", 0.0
    for op in run.operators:
        name = _name(op) if isinstance(op, bytes) else b""
        if name == b"q":
            saved.append(matrix)
        elif name == b"Q" and saved:
            matrix = saved.pop()
        elif name == b"cm":
            matrix = _times(_six(op), matrix)
        elif name == b"re":
            x, y, width, height = map(float, op.split()[:4])
            points += _corners(matrix, x, y, x + width, y + height)
        elif name in _PATH and name not in (b"h", b"W", b"W*"):
            numbers = list(map(float, op.split()[:-1]))
            points += [_at(matrix, *pair) for pair in zip(numbers[::2], numbers[1::2], strict=True)]
        elif name == b"Do":
            if not op.startswith(b"/i"):
                return _EVERYWHERE  # a group, of which nothing is known here
            points += _corners(matrix, 0, 0, 1, 1)
        elif name == b"sh":
            return _EVERYWHERE
        elif name == b"Tm":
            text = _six(op)
        elif name == b"Tf":
            font, size = op[1:].split(b" ")[0].decode(), float(op.split(b" ")[1])
        elif name == b"TJ":
            wide = _width(op, font, advance) * size / 1000
            points += _corners(_times(text, matrix), 0, -0.3 * size, wide, size)
    if not points:
        return (0, 0, 0, 0)
    xs, ys = zip(*points, strict=True)
    return min(xs), min(ys), max(xs), max(ys)


def _width(op: bytes, font: str, advance: Advance) -> float:
    total = 0.0
    for part in op[1:].split(b"<")[1:]:
        codes, _, after = part.partition(b">")
        try:
            total += sum(advance(font, int(codes[i : i + 4], 16)) for i in range(0, len(codes), 4))
        except KeyError:
            return 1e6
        number = after.partition(b"]")[0].strip()
        total -= float(number) if number else 0.0
    return total


def _six(op: bytes) -> Six:
    a, b, c, d, e, f = map(float, op.split()[:6])
    return a, b, c, d, e, f


def _times(m: Six, n: Six) -> Six:
    a, b, c, d, e, f = m
    return (
        a * n[0] + b * n[2], a * n[1] + b * n[3], c * n[0] + d * n[2], c * n[1] + d * n[3],
        e * n[0] + f * n[2] + n[4], e * n[1] + f * n[3] + n[5],
    )  # fmt: skip


def _at(matrix: Six, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return x * a + y * c + e, x * b + y * d + f


def _corners(
    matrix: Six, left: float, bottom: float, right: float, top: float
) -> list[tuple[float, float]]:
    return [_at(matrix, x, y) for x in (left, right) for y in (bottom, top)]
