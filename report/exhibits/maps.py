"""Draw a map: places and an outline come in, land, borders, marks and placed names go out.

Longitudes are shortened by the cosine of the map's middle latitude, so that a kilometre is as long
to the east as to the north there. Lengths are in points from the upper left corner.
"""

import hashlib
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import astuple, dataclass, field, replace
from functools import cached_property, lru_cache
from math import cos, radians
from typing import Any

from ..content.blocks import Map
from ..content.blocks.drawn import Location
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, suggestion
from ..keeping.recalled import recall
from ..press import faces
from ..text import inline
from ..text.catalogue import Catalogue
from . import alternatives, labels, placing
from .locator import Inset, MapWords
from .marks import OPEN, SHAPES
from .outline import Area, Degrees, Outline
from .paper import KEY, SMALL, TYPE, grid, points
from .placing import Box, Choice, Ink, Land
from .site import Site

DEGREE = 111.195  # kilometres to a degree of latitude
MARK = 6.0
BETWEEN = 1.5  # two marks of one place
LINE = 10.0  # leading of names
EDGE = 0.5  # of the ground beyond its name
COUNTRY = 8.0
SPACING = 0.12  # of the size: between the letters of a country's name
STATE = 9.0
BORDER = 40.0  # what it costs a name to lie across the country's border
FRONTIER = 10.0  # across another
FOREIGN = 12.0  # to lie on the other side of the country's border than its place
CROSSED = 8.0  # each time that its leader crosses that border
STRANGER = 15.0  # to lie nearer to another place's mark than to its own
CLOSE = 5.0  # to lie as near as this to another's, in points; costs as much


@dataclass(frozen=True, slots=True)
class Name:
    """A name of a place: its lines, the ground that covers what is behind each, its leader."""

    lines: tuple[MapWords, ...]
    grounds: tuple["NameGround", ...]
    accent: bool
    leader: str


@dataclass(frozen=True, slots=True)
class NameGround(Box):
    """What covers the map behind a line of a name; ``on_land`` in the colour of the country."""

    on_land: bool


@dataclass(frozen=True, slots=True)
class MapMark:
    """The mark of one kind at one place; ``path`` in a box of ten by ten, put at x, y, scaled."""

    x: float
    y: float
    scale: float
    path: str
    open: bool
    accent: bool


@dataclass(frozen=True, slots=True)
class ScaleBar:
    """The scale bar."""

    x: float
    y: float
    length: float
    words: MapWords


@dataclass(frozen=True, slots=True)
class Legend:
    """A kind of place: its mark, and the names of its places in order."""

    number: int
    path: str
    open: bool
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class MapDrawing:
    """A map, laid out."""

    width: float
    height: float
    land: str
    borders: tuple[str, ...]
    marks: tuple[MapMark, ...]
    names: tuple[Name, ...]
    state: tuple[MapWords, ...]
    neighbours: tuple[MapWords, ...]
    scale: ScaleBar
    legend: tuple[Legend, ...]
    locator: Inset | None
    title: str
    description: str


def examine(block: Map, source: YamlFile, loc: Loc) -> list[Diagnostic]:
    """Find kinds that are not declared, or twice, or that are drawn alike."""
    problems = []
    known = [kind.id for kind in block.kinds]
    for n, kind in enumerate(block.kinds):
        at: Loc = (*loc, "kinds", n)
        if kind.id in known[:n]:
            problem = f"the kind of place `{kind.id}` is there twice"
            problems.append(Diagnostic(problem, source.at((*at, "id"))))
        elif kind.mark in [k.mark for k in block.kinds[:n]]:
            hint = "kinds are told apart by their shape alone"
            problem = f"`{kind.mark}` is the mark of another kind already"
            problems.append(Diagnostic(problem, source.at((*at, "mark")), hint))
    seen: Counter[str] = Counter()
    for n, place in enumerate(block.places):
        at = (*loc, "places", n)
        for k, name in enumerate(place.kinds):
            if name not in known:
                span = source.at((*at, "kinds", k))
                problem = f"there is no kind of place `{name}`"
                problems.append(Diagnostic(problem, span, suggestion(name, known)))
        if seen[place.place]:
            hint = "give it all its kinds at once: kinds: [field-office, base]"
            problem = f"`{place.place}` is on the map already"
            problems.append(Diagnostic(problem, source.at((*at, "place")), hint))
        seen[place.place] += 1
    return problems


def draw(
    block: Map,
    outline: Outline,
    where: Sequence[Degrees],
    site: Site,
    locator: Inset | None = None,
) -> MapDrawing | Diagnostic:
    """Lay the map out; a ``Diagnostic`` names a place whose name found no room."""
    words = (site.words.language, repr(site.words.own))
    key = (block.model_dump_json(), words, grid(), faces.in_use())
    made = _laid_out(_Task(key, outline, tuple(where), block, site.words))
    if isinstance(made, int):
        span = site.source.at((*site.loc, "places", made))
        hint = "show fewer places, shorten names, or draw the map at `width: full`"
        name = inline.plain(block.places[made].label)
        return Diagnostic(f"there is no room for the name {name}", span, hint)
    return replace(made, locator=locator)


@dataclass(frozen=True, slots=True)
class _Task:
    """A map to be laid out; ``key`` holds what else decides it: its block, what it is set in."""

    key: tuple[object, ...]
    outline: Outline
    where: tuple[Degrees, ...]
    block: Map = field(compare=False)
    words: Catalogue = field(compare=False)


@lru_cache(maxsize=8)
def _laid_out(task: _Task) -> MapDrawing | int:
    """Lay a map out, once in a process; the number of a place whose name found no room."""
    pen = _Pen(task.block, task.outline, task.where, task.words)
    chosen = pen.choose()
    return chosen if isinstance(chosen, int) else pen.drawing(chosen)


@dataclass(frozen=True, slots=True)
class _Label:
    """The lines of a place's name with their widths; the second is another spelling, set small."""

    lines: tuple[tuple[str, float, bool], ...]

    @property
    def width(self) -> float:
        return max(width for _, width, _ in self.lines)

    @property
    def height(self) -> float:
        return LINE * len(self.lines)


def _label(place: Location) -> _Label:
    name = inline.plain(place.label)
    lines = [(name, labels.width(name, TYPE, kern=False), False)]
    if place.also:
        other = f"({inline.plain(place.also)})"
        lines.append((other, labels.width(other, SMALL, kern=False), True))
    return _Label(tuple(lines))


class _Pen:
    """Projects, places and draws."""

    def __init__(
        self, block: Map, outline: Outline, where: Sequence[Degrees], house: Catalogue
    ) -> None:
        self.block, self.outline, self.house = block, outline, house
        self.width = grid().full if block.width == "full" else grid().measure
        west, south, east, north = outline.frame
        self.squeeze = cos(radians((south + north) / 2))
        deep = (north - south) * self.width / ((east - west) * self.squeeze)
        self.width *= min(1.0, (grid().deepest - KEY) / deep)
        self.degree = self.width / ((east - west) * self.squeeze)  # points to one of latitude
        self.height = (north - south) * self.degree
        self.frame = Box(0, 0, self.width, self.height)
        self.spots = [self.project(position) for position in where]
        self.labels = [_label(place) for place in block.places]
        self.groups = [
            self._group(spot, len(place.kinds))
            for spot, place in zip(self.spots, block.places, strict=True)
        ]
        self.land = self._rings(outline.state)
        self.lines = [list(map(self.project, line)) for line in outline.borders]
        self.shapes = {kind.id: kind.mark for kind in block.kinds}
        sizes = [(label.width, label.height) for label in self.labels]
        self.ground = hashlib.sha256(repr((outline, self.width, self.groups, sizes)).encode())

    @cached_property
    def border(self) -> Ink:
        """Where the country's border runs."""
        return Ink(self.land, self.frame)

    @cached_property
    def ink(self) -> Ink:
        """Where any border runs."""
        return Ink([*self.land, *self.lines], self.frame)

    @cached_property
    def inside(self) -> Land:
        """The country itself."""
        return Land(self.land)

    def _once(self, find: Callable[[], Any], *basis: object) -> Any:
        """Return where something is put on this ground; it was found before, if nothing changed."""
        return recall(find, (self.ground.hexdigest(), *basis), __file__, placing.__file__)

    def project(self, position: Degrees) -> tuple[float, float]:
        """Return a point of the map for a position."""
        longitude, latitude = position
        west, _, _, north = self.outline.frame
        return (longitude - west) * self.squeeze * self.degree, (north - latitude) * self.degree

    def _rings(self, area: Area) -> list[list[tuple[float, float]]]:
        return [list(map(self.project, ring)) for ring in area.rings]

    def _group(self, spot: tuple[float, float], count: int) -> Box:
        """Return the box of a place's marks: side by side, the point in the middle."""
        width = count * MARK + (count - 1) * BETWEEN
        return Box(spot[0] - width / 2, spot[1] - MARK / 2, width, MARK)

    def choose(self) -> tuple[Choice, ...] | int:
        """Choose a place for each name; the number of one that has none."""
        found = self._once(self._chosen, "names")
        if isinstance(found, int):
            return found
        return tuple(
            Choice(Box(*box), align, cost, leader and tuple(map(tuple, leader)))
            for box, align, cost, leader in found
        )

    def _chosen(self) -> int | list[Any]:
        wishes = [
            placing.around(group, label.width, label.height)
            for group, label in zip(self.groups, self.labels, strict=True)
        ]
        found = placing.place(wishes, self.groups, self.frame.grown(-2), self._weighed)
        if isinstance(found, int):
            return found
        return [(astuple(choice.box), choice.align, choice.cost, choice.leader) for choice in found]

    def _weighed(self, number: int, choice: Choice) -> Choice:
        """Return a choice with what it costs to lie across borders, or near another place."""
        own = self.groups[number]
        box, cost = choice.box, choice.cost
        near = [g for g in self.groups if g is not own and box.meets(g, CLOSE)]
        if near:
            nearest = min(box.apart(group) for group in near)
            cost += CLOSE if box.apart(own) < nearest else STRANGER
        ground = box.grown(EDGE)
        if self.ink.under(ground):
            cost += BORDER if self.border.under(ground) else FRONTIER
        if self.inside.holds(box.middle) != self.inside.holds(own.middle):
            cost += FOREIGN
        if choice.leader:
            cost += CROSSED * self.inside.crossings(*choice.leader)
        return Choice(choice.box, choice.align, cost, choice.leader)

    def drawing(self, chosen: Sequence[Choice]) -> MapDrawing:
        """Return everything, the names of countries and the scale bar where there is room."""
        taken = [*self.groups, *(c.box.grown(1) for c in chosen)]
        bar = self._scale(taken)
        taken.append(Box(bar.x - 3, bar.y - LINE - 5, bar.length + 6, LINE + 10))
        state = self._country(self.outline.state, STATE, taken)
        taken += [self._box(words, STATE) for words in state]
        neighbours = []
        for area in self.outline.neighbours:
            for words in self._country(area, COUNTRY, taken):
                neighbours.append(words)
                taken.append(self._box(words, COUNTRY))
        return MapDrawing(
            width=self.width,
            height=self.height,
            land="".join(points(*ring) + "Z" for ring in self.land),
            borders=tuple(points(*line) for line in self.lines),
            marks=tuple(self._marks()),
            names=tuple(
                self._name(place, label, choice)
                for place, label, choice in zip(self.block.places, self.labels, chosen, strict=True)
            ),
            state=state,
            neighbours=tuple(neighbours),
            scale=bar,
            legend=tuple(self._legend()),
            locator=None,
            title=self.house.say("map-title", place=self.outline.state.name),
            description=self._description(),
        )

    def _marks(self) -> list[MapMark]:
        found = []
        for place, group in zip(self.block.places, self.groups, strict=True):
            for n, kind in enumerate(place.kinds):
                shape = self.shapes[kind]
                x = group.x + n * (MARK + BETWEEN)
                scale = MARK / 10
                found.append(MapMark(x, group.y, scale, SHAPES[shape], shape in OPEN, place.accent))
        return found

    def _name(self, place: Location, label: _Label, choice: Choice) -> Name:
        box = choice.box
        lines, grounds = [], []
        for n, (text, width, small) in enumerate(label.lines):
            x = box.x + (box.width - width) * (choice.align + 1) / 2
            size = SMALL if small else TYPE
            y = box.y + LINE * n + LINE / 2 + size * labels.cap_height() / 2
            lines.append(MapWords(text, x, y, small))
            cover = Box(x - EDGE, box.y + LINE * n, width + 2 * EDGE, LINE)
            on_land = self.inside.holds(cover.middle)
            grounds.append(NameGround(cover.x, cover.y, cover.width, cover.height, on_land))
        leader = points(*choice.leader) if choice.leader else ""
        return Name(tuple(lines), tuple(grounds), place.accent, leader)

    def _country(self, area: Area, size: float, taken: Sequence[Box]) -> tuple[MapWords, ...]:
        """Return a country's name in spaced capitals where it has most air; nothing if nowhere."""
        text = area.name.upper()
        weight = labels.SEMIBOLD if size == STATE else 400
        width = labels.width(text, size, weight, SPACING * size, kern=False)
        height = size * labels.cap_height()

        def found() -> tuple[float, ...] | None:
            rings, within = self._rings(area), self.frame.grown(-2)
            most = placing.roomiest(width, height, within, rings, self.ink, taken)
            return astuple(most) if most else None

        place = self._once(found, "country", area.name, width, height, taken)
        box = Box(*place) if place else None
        return (MapWords(text, box.x, box.bottom),) if box and text else ()

    def _box(self, words: MapWords, size: float) -> Box:
        weight = labels.SEMIBOLD if size == STATE else 400
        width = labels.width(words.text, size, weight, SPACING * size, kern=False)
        height = size * labels.cap_height()
        return Box(words.x, words.y - height, width, height)

    def _scale(self, taken: Sequence[Box]) -> ScaleBar:
        """Return the scale bar, in the first corner that is free of names and land."""
        kilometre = self.degree / DEGREE
        steps = [m * 10**e for e in range(5) for m in (1, 2, 5)]
        length = max(km for km in steps if km * kilometre <= self.width / 5)
        bar = length * kilometre
        text = self.house.kilometres(length)
        corners = [(x, y) for y in (self.height - 6, LINE + 8) for x in (6.0, self.width - bar - 6)]

        def busy(corner: tuple[float, float]) -> int:
            box = Box(corner[0] - 3, corner[1] - LINE - 5, bar + 6, LINE + 10)
            names = 4 * any(box.meets(other, 2) for other in taken)
            return names + 2 * self.border.under(box) + self.ink.under(box)

        x, y = self._once(lambda: min(corners, key=busy), "scale", corners, bar, taken)
        width = labels.width(text, SMALL, kern=False)
        return ScaleBar(x, y, bar, MapWords(text, x + (bar - width) / 2, y - 4, True))

    def _legend(self) -> list[Legend]:
        return [
            Legend(n, SHAPES[kind.mark], kind.mark in OPEN, self._named(kind.id))
            for n, kind in enumerate(self.block.kinds)
        ]

    def _named(self, kind: str) -> tuple[str, ...]:
        return tuple(inline.plain(p.label) for p in self.block.places if kind in p.kinds)

    def _description(self) -> str:
        """Say in words where the places lie; their kinds follow as a list."""
        say = self.house.say
        xs = [x for ring in self.land for x, _ in ring]
        ys = [y for ring in self.land for _, y in ring]
        left, wide, top, high = min(xs), max(xs) - min(xs), min(ys), max(ys) - min(ys)
        spots = [
            (inline.plain(place.label), (x - left) / (wide or 1), (y - top) / (high or 1))
            for place, (x, y) in zip(self.block.places, self.spots, strict=True)
        ]
        others = [
            say("map-spelled", place=inline.plain(p.label), other=inline.plain(p.also))
            for p in self.block.places
            if p.also
        ]
        around = [area.name for area in self.outline.neighbours if area.name]
        shown = say("map-around", places=", ".join(around)) if around else ""
        return (
            ". ".join(filter(None, [alternatives.places(spots, self.house), *others, shown])) + "."
        )
