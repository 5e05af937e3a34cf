"""Draw where a country lies: the outline of a wider frame comes in, a small map of it goes out.

Lengths are in points from the upper left corner. Countries are named where their names have room;
the country itself is named by the map beside it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from math import cos, radians

from ..text.catalogue import Catalogue
from . import labels, placing
from .outline import Outline, Ring
from .paper import MM, grid, points
from .placing import Box, Ink, Point

WIDTH = 35.0 * MM  # of the text in the side column
TALLEST = 1.2  # of its width
NAMES = 7.5


@dataclass(frozen=True, slots=True)
class MapWords:
    """A line of text, from the left end of its baseline."""

    text: str
    x: float
    y: float
    small: bool = False


@dataclass(frozen=True, slots=True)
class Inset:
    """A small map: the lands around, the country among them, names."""

    width: float
    height: float
    lands: str
    borders: tuple[str, ...]
    here: str
    names: tuple[MapWords, ...]
    title: str
    description: str


def draw(region: Outline, house: Catalogue) -> Inset:
    """Lay the small map out."""
    west, south, east, north = region.frame
    squeeze = cos(radians((south + north) / 2))
    across = min(WIDTH, grid().measure / 3)
    degree = min(
        across / ((east - west) * squeeze), across * TALLEST / (north - south)
    )  # points to one of latitude
    width, height = (east - west) * squeeze * degree, (north - south) * degree

    def project(rings: Iterable[Ring]) -> list[list[Point]]:
        across, up = squeeze * degree, degree
        return [[((x - west) * across, (north - y) * up) for x, y in ring] for ring in rings]

    here, borders = project(region.state.rings), project(region.borders)
    lands = [(area.name, project(area.rings)) for area in region.neighbours]
    every = [ring for _, rings in lands for ring in rings]
    frame = Box(0, 0, width, height)
    names: list[MapWords] = []
    taken: list[Box] = []
    ink = Ink([*here, *borders, *every], frame)
    for name, rings in lands:
        long, tall = labels.width(name, NAMES, kern=False), NAMES * labels.cap_height()
        box = placing.roomiest(long, tall, frame, rings, ink, taken) if name else None
        if box:
            names.append(MapWords(name, box.x, box.bottom))
            taken.append(box)
    return Inset(
        width=width,
        height=height,
        lands=_paths(every),
        borders=tuple(points(*line) for line in borders),
        here=_paths(here),
        names=tuple(names),
        title=house.say("map-locator", place=region.state.name),
        description=house.say("map-around", places=", ".join(n for n, _ in lands if n)) + ".",
    )


def _paths(rings: Iterable[Iterable[Point]]) -> str:
    return "".join(points(*ring) + "Z" for ring in rings)
