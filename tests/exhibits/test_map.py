"""Maps: places where they are, names beside their marks, and none over another or over a border."""

import importlib.util
import json
import random
import re
from itertools import combinations
from pathlib import Path

import pytest
from drawn import around, collisions, draw, pages, pdf, problems, text_boxes

from report.exhibits import outline as outlines
from report.exhibits.placing import Box, Land

CONTENT = Path(__file__).parents[2] / "content"

HEAD = """
- kind: map
  id: shown
  title: Quays and lights
  outline: outline.json
  positions: places.yaml
  kinds:
    - {id: quay, label: Quay, mark: square}
    - {id: light, label: Light, mark: triangle-open, text: "three[@dues-rose]"}
  places:
"""
PLACES = """\
    - {place: wells, label: Wells, kinds: [quay, light]}
    - {place: lynn, label: Lynn, also: King’s Lynn, kinds: [quay]}
"""
CREDIT = "  credit: Drawn for this test."
POSITIONS = """\
places:
  wells: {latitude: 52.95, longitude: 0.85}
  lynn: {latitude: 52.75, longitude: 0.4}
"""


def land(*rings, bbox=(0, 52, 2, 53.4)):
    """Return an outline of one country with a neighbour to its south, as GeoJSON."""
    area = {"type": "MultiPolygon", "coordinates": [[list(map(list, ring))] for ring in rings]}
    below = [[0, 52], [2, 52], [2, 52.4], [0, 52.4], [0, 52]]
    features = [
        {"properties": {"role": "state", "name": "Norfolk"}, "geometry": area},
        {
            "properties": {"role": "neighbour", "name": "Suffolk"},
            "geometry": {"type": "Polygon", "coordinates": [below]},
        },
        {
            "properties": {"role": "border", "name": ""},
            "geometry": {"type": "LineString", "coordinates": [[0, 52.4], [0.3, 52.4]]},
        },
    ]
    return json.dumps({"type": "FeatureCollection", "bbox": bbox, "features": features})


SQUARE = ((0.2, 52.4), (1.8, 52.4), (1.8, 53.0), (0.2, 53.0), (0.2, 52.4))


@pytest.fixture
def chart(write):
    """Write a map and its files; return the briefing's path."""

    def chart(places=PLACES, positions=POSITIONS, outline=None, head=HEAD):
        write(outline or land(SQUARE), "outline.json")
        write(positions, "places.yaml")
        return around(write, head + places + CREDIT)

    return chart


@pytest.fixture
def told(write):
    """Write a map that is wrong; return what is said of it."""

    def told(places=PLACES, positions=POSITIONS, outline=None, head=HEAD):
        write(outline or land(SQUARE), "outline.json")
        write(positions, "places.yaml")
        return problems(write, head + places + CREDIT)

    return told


def test_a_place_is_where_its_degrees_are(chart):
    drawing = draw(chart())
    quay, light, lynn = drawing.marks

    # Lynn lies at a fifth of the width, and 0.65 of 1.4 degrees below the upper edge.
    assert lynn.x + 3 == pytest.approx(0.2 * drawing.width, abs=0.1)
    assert lynn.y + 3 == pytest.approx(0.65 / 1.4 * drawing.height, abs=0.1)
    assert light.x - quay.x == pytest.approx(7.5)  # side by side, not over each other


def test_a_map_is_laid_out_once_while_it_is_the_same(chart):
    first = draw(chart())

    assert draw(chart()) == first
    moved = draw(chart(positions=POSITIONS.replace("0.85", "0.9")))
    assert moved.marks != first.marks
    assert draw(chart(places=PLACES.replace("Wells", "Hells"))).names != first.names


def test_the_scale_bar_is_as_long_as_its_words_say(chart):
    drawing = draw(chart())
    kilometres = float(drawing.scale.words.text.removesuffix(" km"))
    degree = drawing.height / 1.4

    assert drawing.scale.length / degree * 111.195 == pytest.approx(kilometres, rel=1e-3)


def test_a_locator_shows_the_country_in_a_wider_frame_and_names_what_has_room(chart, write):
    write(land(SQUARE, bbox=(-0.5, 51.5, 2.5, 53.5)), "region.json")
    head = HEAD.replace("  positions:", "  locator: region.json\n  positions:")
    inset = draw(chart(head=head)).locator

    assert inset.title == "Where Norfolk lies"
    assert inset.width == pytest.approx(35 / 25.4 * 72, abs=0.01)  # of the side column
    assert [w.text for w in inset.names] == ["Suffolk"]
    assert draw(chart()).locator is None
    page = "".join(pages(chart(head=head)))
    assert '<svg class="locator" role="img"' in page
    assert "<title>Where Norfolk lies</title>" in page


def test_a_locator_that_is_not_there_is_told_at_its_line(told):
    head = HEAD.replace("  positions:", "  locator: nowhere.json\n  positions:")
    (problem,) = told(head=head)

    assert "nowhere.json" in problem.message
    line = problem.span.path.read_text(encoding="utf-8").splitlines()[problem.span.line - 1]
    assert line.strip() == "locator: nowhere.json"


def test_a_name_stays_in_the_country_of_its_place(chart):
    # The mark of Wells covers the border: to its right, the first choice, lies another country.
    positions = POSITIONS.replace("longitude: 0.85", "longitude: 1.785")
    drawing = draw(chart(positions=positions))
    wells = drawing.names[0].grounds[0]
    east = drawing.width * 1.8 / 2

    assert wells.right < east
    assert wells.on_land  # so that no white box shows on the tint


def test_land_is_told_from_what_is_around_it_and_a_line_that_leaves_it_is_counted():
    square = Land([[(0, 0), (10, 0), (10, 10), (0, 10), (0, 0)]])

    assert square.holds((5, 5))
    assert not square.holds((15, 5))
    assert square.crossings((5, 5), (8, 5)) == 0
    assert square.crossings((5, 5), (15, 5)) == 1
    assert square.crossings((-5, 5), (15, 5)) == 2


def test_countries_are_named_in_capitals_where_they_have_room(chart):
    drawing = draw(chart())

    assert [w.text for w in drawing.state] == ["NORFOLK"]
    assert [w.text for w in drawing.neighbours] == ["SUFFOLK"]


def test_the_description_says_where_the_places_lie_and_leaves_their_kinds_to_the_list(chart):
    told = draw(chart()).description

    assert re.match(r"(North|South|Centre|East|West)[-a-z]*: \w+", told)
    assert "Wells" in told
    assert "Lynn is also spelled King’s Lynn." in told
    assert "Quay" not in told


def scattered(seed):
    """Return random places in the square county: near each other, with long names and short."""
    chance = random.Random(seed)  # noqa: S311  # the same sets every time
    places, positions = "", "places:\n"
    for n in range(chance.randint(3, 12)):
        name = "".join(chance.choices("abcdefgh", k=chance.randint(3, 14))).title()
        also = f", also: {name[::-1].title()}" if chance.random() < 0.3 else ""
        kinds = chance.choice(["[quay]", "[light]", "[quay, light]"])
        places += f"    - {{place: p{n}, label: {name}{also}, kinds: {kinds}}}\n"
        latitude = 52.45 + (n % 4) * 0.14 + chance.random() * 0.05
        longitude = 0.25 + (n // 4) * 0.5 + chance.random() * 0.35
        positions += f"  p{n}: {{latitude: {latitude:.4f}, longitude: {longitude:.4f}}}\n"
    return places, positions


@pytest.mark.parametrize("seed", range(20))
def test_names_cover_neither_each_other_nor_a_mark_nor_the_edge(chart, seed):
    drawing = draw(chart(*scattered(seed)))
    grounds = [box for name in drawing.names for box in name.grounds]
    of_name = [name for name in drawing.names for _ in name.grounds]
    marks = [Box(m.x, m.y, 6, 6) for m in drawing.marks]
    frame = Box(0, 0, drawing.width, drawing.height)

    for (n, a), (m, b) in combinations(enumerate(grounds), 2):
        assert of_name[n] is of_name[m] or not a.meets(b)
    assert not any(box.meets(mark) for box in grounds for mark in marks)
    assert all(frame.holds(box) for box in grounds)


QUICK = (2, 11)


@pytest.mark.parametrize(
    "seed", [pytest.param(n, marks=[] if n in QUICK else pytest.mark.slow) for n in range(20)]
)
def test_no_text_of_the_map_covers_another_in_print(chart, seed):
    boxes = text_boxes(pdf(chart(*scattered(seed))))

    assert len(boxes) > 10
    assert collisions(boxes) == []


def test_places_that_leave_no_room_are_an_error(told):
    places, positions = "", "places:\n"
    for n in range(40):
        places += f"    - {{place: p{n}, label: Great Yarmouth and Gorleston {n}, kinds: [quay]}}\n"
        positions += f"  p{n}: {{latitude: {52.6 + n / 400}, longitude: {0.9 + n / 400}}}\n"
    (problem,) = told(places, positions)

    assert problem.message.startswith("there is no room for the name Great Yarmouth")
    assert "show fewer places" in problem.hint


def test_swapped_coordinates_are_told_at_their_line_in_the_file_of_places(told):
    (problem,) = told(positions=POSITIONS.replace("52.95", "0.85").replace("0.85}", "52.95}"))

    assert problem.message == "latitude and longitude of `wells` are swapped"
    assert (problem.span.path.name, problem.span.line) == ("places.yaml", 2)
    assert problem.hint == "write latitude: 52.95, longitude: 0.85"


def test_a_place_outside_the_map_is_told_with_what_the_map_shows(told):
    (problem,) = told(positions=POSITIONS.replace("52.75", "51.5"))

    assert problem.message == "`lynn` lies outside the map"
    assert problem.span.line == 3
    assert problem.hint == "the map shows 52 to 53.4 north and 0 to 2 east"


@pytest.mark.parametrize(
    ("changes", "message", "hint"),
    [
        ({"places": PLACES.replace("place: lynn", "place: lyn")}, "has no place `lyn`", "`lynn`"),
        ({"places": PLACES.replace("[quay]", "[key]")}, "no kind of place `key`", "light, quay"),
        ({"places": PLACES + PLACES}, "`wells` is on the map already", "all its kinds"),
        ({"outline": "{"}, "`outline.json` is not valid JSON", "GeoJSON"),
        ({"outline": '{"bbox": [0, 1, 2]}'}, "not an outline", "GeoJSON"),
        ({"outline": land(SQUARE, bbox=(2, 1, 0, 3))}, "not west, south, east, north", "GeoJSON"),
        ({"positions": "places:\n  wells: {latitude: north}\n"}, "a number is wanted", None),
        (
            {"head": HEAD.replace("outline.json", "outlin.json")},
            "no outline `outlin.json`",
            "outline.json",
        ),
        (
            {"head": HEAD.replace("places.yaml", "place.yaml")},
            "no file `place.yaml`",
            "places.yaml",
        ),
        ({"head": HEAD.replace("triangle-open", "square")}, "the mark of another kind", "shape"),
        ({"head": HEAD.replace("id: light", "id: quay")}, "`quay` is there twice", None),
    ],
)
def test_each_mistake_is_told_in_place(told, changes, message, hint):
    found = told(**changes)
    problem = next(p for p in found if message in p.message)

    assert problem.span is not None
    assert problem.span.line > 1
    assert hint is None or hint in problem.hint


def test_the_map_is_read_out_and_its_key_is_text(chart):
    (page,) = pages(chart())

    assert "<title>Map of Norfolk</title>" in page
    assert re.search(r'<ul class="map-key">.*?Quay.*?<a class="letter"', page, re.S)


def converter():
    spec = importlib.util.spec_from_file_location("make_outline", CONTENT / "map/make_outline.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_lines_are_cut_to_the_frame_and_points_that_say_nothing_left_out():
    make = converter()
    west, south, east, north = make.FRAME

    assert make.clip_line([(west - 1, 38), (west + 1, 38)]) == [[(west, 38), (west + 1, 38)]]
    assert make.clip_line([(west - 2, 38), (west - 1, 38)]) == []
    around_it = [(0, 0), (100, 0), (100, 80), (0, 80), (0, 0)]
    assert sorted(set(make.clip_ring(around_it))) == [
        *((west, south), (west, north), (east, south), (east, north))
    ]
    assert make.simplify([(70, 38), (71, 38.001), (72, 38)]) == [(70, 38), (72, 38)]
    assert make.simplify([(70, 38), (71, 38.1), (72, 38)]) == [(70, 38), (71, 38.1), (72, 38)]


def test_a_topology_is_decoded_step_by_step_and_its_arcs_joined():
    make = converter()
    topology = {
        "transform": {"scale": [0.5, 1], "translate": [10, 20]},
        "arcs": [[[0, 0], [2, 0]], [[2, 0], [0, 3]]],
    }
    arcs = make.decode(topology)

    assert arcs == [[(10, 20), (11, 20)], [(11, 20), (11, 23)]]
    assert make.joined([0, 1], arcs) == [(10, 20), (11, 20), (11, 23)]
    assert make.joined([~1, ~0], arcs) == [(11, 23), (11, 20), (10, 20)]


@pytest.mark.parametrize(
    ("coordinates", "said"),
    [
        ([], "an area has no ring"),
        ([[]], "a line is a list of two or more positions"),
        ([[[1]]], "a line is a list of two or more positions"),
        ([[[0, 0], [1, 1], [0, 0]]], "a ring encloses nothing"),
        ([[[0, 0], [1e300, 0], [1, 1]]], "is not a number of degrees"),
        ([[["0", 0], [1, 0], [1, 1]]], "is not a number of degrees"),
    ],
)
def test_an_outline_that_is_no_area_is_a_sentence(coordinates, said):
    area = {
        "properties": {"role": "state"},
        "geometry": {"type": "Polygon", "coordinates": coordinates},
    }

    with pytest.raises((ValueError, LookupError), match=said):
        outlines._outline({"bbox": [0, 0, 2, 2], "features": [area]})


def test_a_frame_of_no_width_is_a_sentence():
    with pytest.raises(ValueError, match="its `bbox` is not"):
        outlines._outline({"bbox": [0.5, 0.5, 0.5000001, 0.5000001], "features": []})
