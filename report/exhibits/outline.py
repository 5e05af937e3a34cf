"""Read the two files of a map: a GeoJSON outline and a file of positions come in, degrees go out.

A mistake in either is told: in the file of positions at its line, in the outline at the line of the
briefing that names it.
"""

import json
from dataclasses import dataclass
from typing import Any

from pydantic import Field

from ..content import yamlfile as yaml_source
from ..content.blocks import Map
from ..content.document import Key
from ..content.files import beside
from ..content.model import Model, validate
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError, suggestion

Degrees = tuple[float, float]  # longitude, latitude
Ring = tuple[Degrees, ...]


class Position(Model):
    """Where a place is, in degrees; ``gazetteer`` is its name where the position was taken from."""

    gazetteer: str | None = None
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)


class Positions(Model):
    """The positions of places, by the name that the briefing uses for them."""

    places: dict[Key, Position]


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


def read(block: Map, source: YamlFile, loc: Loc) -> Outline | Diagnostic:
    """Return the outline that the block names, or what is wrong with it."""
    span = source.at((*loc, "outline"))
    path = beside(source, block.outline, "outline", (*loc, "outline"), "json")
    if isinstance(path, Diagnostic):
        return path
    hint = "it is GeoJSON with a `bbox` and features whose role is state, neighbour or border"
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
    except (UnicodeDecodeError, json.JSONDecodeError) as error:
        return Diagnostic(f"`{block.outline}` is not JSON: {error}", span, hint)
    try:
        return _outline(found)
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        reason = f"`{error.args[0]}` is missing" if isinstance(error, KeyError) else str(error)
        return Diagnostic(f"`{block.outline}` is not an outline: {reason}", span, hint)


def _outline(found: Any) -> Outline:
    west, south, east, north = map(float, found["bbox"])
    if not (west < east and south < north):
        raise ValueError("its `bbox` is not west, south, east, north")
    areas: dict[str, list[Area]] = {"state": [], "neighbour": []}
    borders: list[Ring] = []
    for feature in found["features"]:
        properties, geometry = feature["properties"], feature["geometry"]
        role, kind, coordinates = properties["role"], geometry["type"], geometry["coordinates"]
        if role == "border":
            lines = coordinates if kind == "MultiLineString" else [coordinates]
            borders += [_ring(line) for line in lines]
            continue
        polygons = coordinates if kind == "MultiPolygon" else [coordinates]
        rings = tuple(_ring(ring) for polygon in polygons for ring in polygon)
        areas[role].append(Area(str(properties.get("name", "")), rings))
    if len(areas["state"]) != 1:
        raise ValueError(f"{len(areas['state'])} features have the role state, and one is wanted")
    return Outline(
        (west, south, east, north), areas["state"][0], tuple(areas["neighbour"]), tuple(borders)
    )


def _ring(points: Any) -> Ring:
    return tuple((float(point[0]), float(point[1])) for point in points)


def positions(
    block: Map, outline: Outline, source: YamlFile, loc: Loc
) -> tuple[tuple[Degrees, ...], list[Diagnostic]]:
    """Return the position of each place of the block; what cannot be placed is told."""
    path = beside(source, block.positions, "file", (*loc, "positions"), "yaml")
    if isinstance(path, Diagnostic):
        return (), [path]
    try:
        text = yaml_source.read(path)
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
