"""Place labels in the plane: boxes and the points that they belong to come in, places go out.

No label covers another label, a mark, or the edge of the drawing; of all such choices that were
looked at, the one is taken whose labels stand best: beside their point, off the borders.
"""

from bisect import bisect
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from heapq import heapify, heappop, heapreplace
from itertools import accumulate, pairwise
from math import ceil, floor
from operator import add

Point = tuple[float, float]
Stretch = tuple[Point, Point]

CLEAR = 2.5  # between two labels
LOOKED_AT = 10_000  # choices, before the best so far is taken
STEP = 5  # between two places that are tried for the name of a country


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle by its upper left corner."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.y + self.height

    @property
    def middle(self) -> Point:
        """Its middle."""
        return self.x + self.width / 2, self.y + self.height / 2

    def grown(self, by: float) -> "Box":
        """Return it with every edge moved outwards."""
        return Box(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def meets(self, other: "Box", gap: float = 0.0) -> bool:
        """Whether the two come nearer than ``gap``."""
        return (
            self.x < other.right + gap
            and other.x < self.right + gap
            and self.y < other.bottom + gap
            and other.y < self.bottom + gap
        )

    def apart(self, other: "Box") -> float:
        """Return how far the other lies off, along the axis on which it lies off farther."""
        across = max(self.x - other.right, other.x - self.right)
        return max(across, self.y - other.bottom, other.y - self.bottom)

    def holds(self, other: "Box") -> bool:
        """Whether the other lies inside."""
        return (
            self.x <= other.x
            and self.y <= other.y
            and other.right <= self.right
            and other.bottom <= self.bottom
        )

    def crossed(self, stretch: Stretch) -> bool:
        """Whether a stretch of line runs through it (Liang and Barsky)."""
        (ax, ay), (bx, by) = stretch
        first, last = 0.0, 1.0
        for start, step, low, high in (
            (ax, bx - ax, self.x, self.right),
            (ay, by - ay, self.y, self.bottom),
        ):
            if not step:
                if not low < start < high:
                    return False
                continue
            one, two = sorted(((low - start) / step, (high - start) / step))
            first, last = max(first, one), min(last, two)
        return first < last


@dataclass(frozen=True, slots=True)
class Choice:
    """One place for a label: its box, its alignment, what it costs, its leader if it has one."""

    box: Box
    align: int  # -1 flush left, 0 centred, 1 flush right
    cost: float
    leader: Stretch | None = None


# Where a label may stand at its mark: the side, how far it is slid along that side (in parts of its
# own length, from the middle), and what that costs. Right is better than left, above than below.
_SIDES = (
    *(
        (1, 0, slid, 2.0 * abs(slid) + 0.1 * (slid > 0))
        for slid in (0, -0.3, 0.3, -0.6, 0.6, -1, 1)
    ),
    *((-1, 0, slid, 1.6 + 1.5 * abs(slid)) for slid in (0, -0.3, 0.3, -0.6, 0.6, -1, 1)),
    *((0, -1, slid / 8, 2.6 + abs(slid) / 5 + 0.1 * (slid < 0)) for slid in range(-4, 5)),
    *((0, 1, slid / 8, 2.8 + abs(slid) / 5 + 0.1 * (slid < 0)) for slid in range(-4, 5)),
)
_NEAR = 2.5
_DRAWN_OUT = tuple(range(8, 50, 2))


def around(mark: Box, width: float, height: float) -> Iterable[Choice]:
    """Yield the places for a label round a mark: at its sides, then drawn out with a leader."""
    for dx, dy, slid, cost in _SIDES:
        yield Choice(_beside(mark, width, height, (dx, dy, slid), _NEAR), _align(dx, slid), cost)
    for distance in _DRAWN_OUT:
        for dx, dy, slid, cost in _SIDES:
            box = _beside(mark, width, height, (dx, dy, slid), distance)
            yield Choice(box, _align(dx, slid), cost + 4 + distance / 4, _leader(mark, box))


def _align(dx: int, slid: float) -> int:
    """Lines are flush on the side that is towards the mark."""
    return -dx if dx else (slid < -0.2) - (slid > 0.2)


def _beside(
    mark: Box, width: float, height: float, side: tuple[int, int, float], out: float
) -> Box:
    dx, dy, slid = side
    middle_x, middle_y = mark.x + mark.width / 2, mark.y + mark.height / 2
    if dx:
        x = mark.right + out if dx > 0 else mark.x - out - width
        return Box(x, middle_y - height / 2 + slid * height, width, height)
    y = mark.bottom + out if dy > 0 else mark.y - out - height
    return Box(middle_x - width / 2 + slid * width, y, width, height)


def _leader(mark: Box, label: Box) -> Stretch:
    """Return the shortest line from the edge of a mark's box to that of a label's."""
    near_x = min(max(mark.x + mark.width / 2, label.x), label.right)
    near_y = min(max(mark.y + mark.height / 2, label.y), label.bottom)
    from_x = min(max(near_x, mark.x), mark.right)
    from_y = min(max(near_y, mark.y), mark.bottom)
    return (from_x, from_y), (near_x, near_y)


Weigh = Callable[[int, Choice], Choice]
"""Returns a choice for the label of a number with all that it costs: no less than without."""


def place(
    wishes: Sequence[Iterable[Choice]],
    marks: Sequence[Box],
    frame: Box,
    weigh: Weigh = lambda number, choice: choice,
) -> tuple[Choice, ...] | int:
    """Return a choice for each label; the number of one for which there was none, if any.

    ``marks`` are the boxes of the labels' own marks in the same order, then whatever else must
    stay uncovered.
    """
    free = []
    for number, choices in enumerate(wishes):
        mine = [c for c in choices if frame.holds(c.box) and not _covers(c, marks, number)]
        if not mine:
            return number
        free.append(_Cheapest(mine, partial(weigh, number)))
    order = sorted(range(len(free)), key=lambda n: (len(free[n]), n))
    search = _Search(free, order)
    search.go(0, 0.0)
    if search.best is None:
        return order[search.deepest]
    found = dict(zip(order, search.best, strict=True))
    return tuple(found[n] for n in range(len(free)))


class _Cheapest:
    """Choices in the order of what they cost, each weighed when it is its turn: few are."""

    def __init__(self, choices: Sequence[Choice], weigh: Callable[[Choice], Choice]) -> None:
        self._choices, self._weigh = list(choices), weigh
        self._weighed: set[int] = set()
        self._waiting = [(choice.cost, number) for number, choice in enumerate(choices)]
        heapify(self._waiting)
        self._found: list[Choice] = []

    def __len__(self) -> int:
        return len(self._choices)

    def __iter__(self) -> Iterator[Choice]:
        at = 0
        while at < len(self._found) or self._find():
            yield self._found[at]
            at += 1

    def _find(self) -> bool:
        while self._waiting:
            number = self._waiting[0][1]
            if number in self._weighed:
                heappop(self._waiting)
                self._found.append(self._choices[number])
                return True
            self._weighed.add(number)
            self._choices[number] = choice = self._weigh(self._choices[number])
            heapreplace(self._waiting, (choice.cost, number))
        return False


def _covers(choice: Choice, marks: Sequence[Box], own: int) -> bool:
    if any(choice.box.meets(mark, 0.5) for mark in marks):
        return True
    return choice.leader is not None and any(
        mark.crossed(choice.leader) for n, mark in enumerate(marks) if n != own
    )


def clash(one: Choice, other: Choice) -> bool:
    """Whether two labels, with their leaders, come too near to each other."""
    if one.box.meets(other.box, CLEAR):
        return True
    for a, b in ((one, other), (other, one)):
        if a.leader is not None and b.box.crossed(a.leader):
            return True
    return one.leader is not None and other.leader is not None and _cross(one.leader, other.leader)


def _cross(one: Stretch, other: Stretch) -> bool:
    def side(a: Point, b: Point, p: Point) -> float:
        return (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0])

    (a, b), (c, d) = one, other
    return side(a, b, c) * side(a, b, d) < 0 and side(c, d, a) * side(c, d, b) < 0


class _Search:
    """Looks through the choices, the cheapest first, and turns back where it cannot get better."""

    def __init__(self, free: Sequence[_Cheapest], order: Sequence[int]) -> None:
        self.free, self.order = free, order
        self.taken: list[Choice] = []
        self.best: tuple[Choice, ...] | None = None
        self.best_cost = float("inf")
        self.deepest = 0
        self.left = LOOKED_AT
        cheapest = [next(iter(free[n])).cost for n in order]
        self.rest = [sum(cheapest[n:]) for n in range(len(order) + 1)]

    def go(self, depth: int, cost: float) -> None:
        self.deepest = max(self.deepest, min(depth, len(self.order) - 1))
        if depth == len(self.order):
            self.best, self.best_cost = tuple(self.taken), cost
            return
        for choice in self.free[self.order[depth]]:
            if cost + choice.cost + self.rest[depth + 1] >= self.best_cost or self.left <= 0:
                return
            self.left -= 1
            if not any(clash(choice, other) for other in self.taken):
                self.taken.append(choice)
                self.go(depth + 1, cost + choice.cost)
                self.taken.pop()


class Ink:
    """Where lines run, on a grid of points, so that asking whether a box is clear costs nothing.

    The grid is a table of sums: how many inked cells lie above and to the left of each corner.
    """

    def __init__(self, lines: Iterable[Sequence[Point]], frame: Box) -> None:
        self.columns, self.rows = ceil(frame.width), ceil(frame.height)
        inked = [bytearray(self.columns + 1) for _ in range(self.rows)]
        for line in lines:
            for (ax, ay), (bx, by) in pairwise(line):
                steps = max(1, ceil(2 * max(abs(bx - ax), abs(by - ay))))
                for n in range(steps + 1):
                    x, y = int(ax + (bx - ax) * n / steps), int(ay + (by - ay) * n / steps)
                    if 0 <= x < self.columns and 0 <= y < self.rows:
                        inked[y][x + 1] = 1
        self.sums = [[0] * (self.columns + 1)]
        for row in inked:
            self.sums.append(list(map(add, self.sums[-1], accumulate(row))))

    def under(self, box: Box) -> bool:
        """Whether any line runs through a box."""
        left, right = max(floor(box.x), 0), min(ceil(box.right), self.columns)
        top, bottom = max(floor(box.y), 0), min(ceil(box.bottom), self.rows)
        if left >= right or top >= bottom:
            return False
        high, low = self.sums[top], self.sums[bottom]
        return low[right] - low[left] - high[right] + high[left] > 0


class Land:
    """Where an area lies, a row of points at a time: asked once for every place that is tried."""

    def __init__(self, rings: Sequence[Sequence[Point]]) -> None:
        self.edges = [stretch for ring in rings for stretch in pairwise(ring)]
        self.rows: dict[int, list[float]] = {}

    def holds(self, point: Point) -> bool:
        """Whether a point lies in it, to half a point up or down."""
        row = floor(point[1])
        if row not in self.rows:
            self.rows[row] = sorted(
                ax + (row + 0.5 - ay) / (by - ay) * (bx - ax)
                for (ax, ay), (bx, by) in self.edges
                if (ay > row + 0.5) != (by > row + 0.5)
            )
        return bisect(self.rows[row], point[0]) % 2 == 1

    def crossings(self, start: Point, end: Point) -> int:
        """Return how often a line goes in or out, looked at every other point."""
        (ax, ay), (bx, by) = start, end
        steps = ceil(max(abs(bx - ax), abs(by - ay)) / 2) or 1
        along = (n / steps for n in range(steps + 1))
        within = [self.holds((ax + (bx - ax) * t, ay + (by - ay) * t)) for t in along]
        return sum(a != b for a, b in pairwise(within))


def roomiest(
    width: float,
    height: float,
    frame: Box,
    inside: Sequence[Sequence[Point]],
    ink: Ink,
    taken: Sequence[Box],
) -> Box | None:
    """Return where in an area a name has most air around it, None where it does not fit.

    ``inside`` are the rings of the area.
    """
    best: Box | None = None
    most = 2.0
    xs, ys = zip(*(point for ring in inside for point in ring), strict=True)
    left, top = max(min(xs), frame.x), max(min(ys), frame.y)
    right, bottom = min(max(xs), frame.right), min(max(ys), frame.bottom)
    for y in range(ceil(top), int(bottom - height), STEP):
        for x in range(ceil(left), int(right - width), STEP):
            box = Box(x, y, width, height)
            if _clear(box, most, frame, ink, taken):
                middle = x + width / 2, y + height / 2
                air = _air(box, most, frame, ink, taken)
                if (best is None or air > most) and contains(inside, middle):
                    best, most = box, air
    return best


def _clear(box: Box, by: float, frame: Box, ink: Ink, taken: Sequence[Box]) -> bool:
    grown = box.grown(by)
    return (
        not ink.under(grown)
        and frame.holds(grown)
        and not any(grown.meets(other) for other in taken)
    )


def _air(box: Box, low: float, frame: Box, ink: Ink, taken: Sequence[Box]) -> float:
    """Return how far a box may grow before it meets anything, up to forty points."""
    high = 40.0
    while high - low > 0.5:
        middle = (low + high) / 2
        if _clear(box, middle, frame, ink, taken):
            low = middle
        else:
            high = middle
    return low


def contains(rings: Sequence[Sequence[Point]], point: Point) -> bool:
    """Whether a point lies in an area, by the even-odd rule over its rings."""
    x, y = point
    odd = False
    for ring in rings:
        for (ax, ay), (bx, by) in pairwise(ring):
            if (ay > y) != (by > y) and x < ax + (y - ay) / (by - ay) * (bx - ax):
                odd = not odd
    return odd
