"""Read the files of a map: GeoJSON outlines and a file of positions come in, degrees go out.

A mistake in either is told: in the file of positions at its line, in the outline at the line of the
briefing that names it.
"""

from dataclasses import dataclass
from typing import Any

from pydantic import Field

from .. import files, limits
from ..content import files as content_files
from ..content import yamlfile as yaml_source
from ..content.blocks import Map
from ..content.document import Id
from ..content.files import beside
from ..content.model import Model, validate
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError, Span, suggestion
from ..files import FileError

Degrees = tuple[float, float]  # longitude, latitude
Ring = tuple[Degrees, ...]

NARROWEST = 0.001  # degrees of a frame, about a hundred metres
FARTHEST = 720.0  # degrees; a frame may cross the date line


class Position(Model):
    """Where a place is, in degrees; ``gazetteer`` is its name where the position was taken from."""

    gazetteer: str | None = None
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Positions(Model):
    """The positions of places, by the name that the briefing uses for them."""

    places: dict[Id, Position]


@dataclass(frozen=True, slots=True)
class Area:
    """A country: its name, and the rings of its outline."""

    name: str
    rings: tuple[Ring, ...]


@dataclass(frozen=True, slots=True)
class Outline:
    """What a map is drawn on: frame (west, south, east, north), country, neighbours, borders."""

    frame: tuple[float, float, float, float]
    state: Area
    neighbours: tuple[Area, ...]
    borders: tuple[Ring, ...]

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a position lies in the frame."""
        west, south, east, north = self.frame
        return west <= longitude <= east and south <= latitude <= north


def read(name: str, source: YamlFile, loc: Loc, field: str = "outline") -> Outline | Diagnostic:
    """Return the outline that a field of the block at ``loc`` names, or what is wrong with it."""
    span = source.at((*loc, field))
    text = content_files.text(source, name, "outline", (*loc, field), limits.JSON_BYTES)
    if isinstance(text, Diagnostic):
        return text
    hint = "it is GeoJSON with a `bbox` and features whose role is state, neighbour or border"
    try:
        return _outline(files.parse_json(text))
    except FileError as fault:
        place = Span.in_text(source.path, text, fault.index)
        words = f"`{name}` {fault.reason} (line {place.line}, column {place.column})"
        return Diagnostic(words, span, hint)
    except (LookupError, TypeError, ValueError, ArithmeticError, AttributeError) as error:
        reason = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else str(error)
        return Diagnostic(f"`{name}` is not an outline: {reason}", span, hint)


def _outline(found: Any) -> Outline:
    west, south, east, north = map(_degrees, found["bbox"])
    if not (west + NARROWEST < east and south + NARROWEST < north):
        raise ValueError("its `bbox` is not west, south, east, north, each in degrees")
    areas: dict[str, list[Area]] = {"state": [], "neighbour": []}
    borders: list[Ring] = []
    for feature in found["features"]:
        properties, geometry = feature["properties"], feature["geometry"]
        role, kind, coordinates = properties["role"], geometry["type"], geometry["coordinates"]
        if role == "border":
            lines = coordinates if kind == "MultiLineString" else [coordinates]
            borders += [_line(line) for line in lines]
            continue
        polygons = coordinates if kind == "MultiPolygon" else [coordinates]
        rings = tuple(_ring(ring) for polygon in polygons for ring in polygon)
        if not rings:
            raise ValueError("an area has no ring")
        name = str(properties.get("name", ""))
        if len(name) > limits.NAME_LETTERS:
            raise ValueError(f"the name of an area has more than {limits.NAME_LETTERS} letters")
        areas[role].append(Area(name, rings))
    if len(areas["state"]) != 1:
        raise ValueError(f"{len(areas['state'])} features have the role state, and one is wanted")
    points = sum(
        len(ring) for area in (*areas["state"], *areas["neighbour"]) for ring in area.rings
    )
    if points + sum(map(len, borders)) > limits.POINTS:
        raise ValueError(f"it has more than {limits.POINTS:,} points: simplify its lines")
    return Outline(
        (west, south, east, north), areas["state"][0], tuple(areas["neighbour"]), tuple(borders)
    )


def _ring(points: Any) -> Ring:
    """Return the closed line round an area; ``ValueError`` when there is no area in it."""
    ring = _line(points)
    if len({x for x, _ in ring}) < 2 or len({y for _, y in ring}) < 2 or len(set(ring)) < 3:
        raise ValueError("a ring encloses nothing: it needs three points that are not on one line")
    return ring


def _line(points: Any) -> Ring:
    if not isinstance(points, list) or len(points) < 2:
        raise ValueError("a line is a list of two or more positions")
    return tuple((_degrees(point[0]), _degrees(point[1])) for point in points)


def _degrees(value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float) or abs(value) > FARTHEST:
        raise ValueError(f"{str(value)[:40]!r} is not a number of degrees")
    return float(value)


def positions(
    block: Map, outline: Outline, source: YamlFile, loc: Loc
) -> tuple[tuple[Degrees, ...], list[Diagnostic]]:
    """Return the position of each place of the block; what cannot be placed is told."""
    path = beside(source, block.positions, "file", (*loc, "positions"), "yaml")
    if isinstance(path, Diagnostic):
        return (), [path]
    try:
        text = yaml_source.read(path, source.roots)
        known = validate(Positions, text).places
    except ReportError as error:
        return (), list(error.diagnostics)
    found: list[Degrees] = []
    problems: list[Diagnostic] = []
    for n, place in enumerate(block.places):
        here = known.get(place.place)
        if here is None:
            span = source.at((*loc, "places", n, "place"))
            hint = suggestion(place.place, list(known))
            problem = f"`{block.positions}` has no place `{place.place}`"
            problems.append(Diagnostic(problem, span, hint))
            continue
        if not outline.holds(here.longitude, here.latitude):
            problems.append(_outside(place.place, here, outline, text))
        found.append((here.longitude, here.latitude))
    return tuple(found), problems


def _outside(name: str, here: Position, outline: Outline, text: YamlFile) -> Diagnostic:
    west, south, east, north = outline.frame
    span = text.at(("places", name, "latitude"))
    if outline.holds(here.latitude, here.longitude):
        hint = f"write latitude: {here.longitude:g}, longitude: {here.latitude:g}"
        return Diagnostic(f"latitude and longitude of `{name}` are swapped", span, hint)
    hint = f"the map shows {south:g} to {north:g} north and {west:g} to {east:g} east"
    return Diagnostic(f"`{name}` lies outside the map", span, hint)
