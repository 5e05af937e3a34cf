"""Notes in columns: even, in their order, a wide one alone."""

import pytest
from drawn import text_boxes
from hypothesis import given
from hypothesis import strategies as st

from report.page.theme import Theme
from report.press import assembly
from report.press.note_columns import NotePlace, NoteSize, places
from report.press.typeset import Typesetter
from report.press.xmp import Metadata

WIDE = 300.0
"""Of the area; the gap is 20."""


def set_out(*notes):
    return places([NoteSize(depth, width) for depth, width in notes], WIDE, 20)


def test_narrow_notes_stand_in_two_columns_as_even_as_their_order_allows():
    found, depth = set_out((10, 140), (10, 140), (20, 140), (30, 140))

    assert found == [NotePlace(0, 0), NotePlace(0, 10), NotePlace(0, 20), NotePlace(1, 0)]
    assert depth == 40


def test_a_wide_note_stands_alone_and_parts_those_around_it():
    found, depth = set_out((10, 140), (10, 140), (25, 300), (10, 140))

    assert found == [NotePlace(0, 0), NotePlace(1, 0), NotePlace(0, 10), NotePlace(0, 35)]
    assert depth == 45


def test_notes_as_wide_as_the_area_stand_under_each_other():
    assert set_out((10, 300), (15, 300)) == ([NotePlace(0, 0), NotePlace(0, 10)], 25)


@given(st.lists(st.floats(1, 90), min_size=1, max_size=14), st.sampled_from([85.0, 140.0, 300.0]))
def test_columns_follow_each_other_and_are_never_deeper_than_needed(depths, width):
    found, depth = places([NoteSize(d, width) for d in depths], WIDE, 20)
    columns = int(320 / (width + 20))

    assert [place.column for place in found] == sorted(place.column for place in found)
    assert max(place.column for place in found) < columns
    assert depth == pytest.approx(max(p.top + d for p, d in zip(found, depths, strict=True)))
    assert max(max(depths), sum(depths) / columns) <= depth + 1e-6 <= sum(depths) + 1e-5


HTML = """<!DOCTYPE html><html lang="en"><head><title>Notes</title></head><body data-title="Notes"
data-record="2019"><section class="section" id="s-a"><h1 data-running="Notes">Notes</h1>
<div class="block" data-block="b"><p>Text{calls}.</p></div></section></body></html>"""
NOTE = (
    '<a class="fnref" id="r{n}" href="#n{n}">{n}</a><span class="fn" id="n{n}" data-number="{n}">'
    '<a class="fnlabel" href="#r{n}">{n}</a>. Note{n}</span>'
)


def test_notes_stand_by_their_numbers_in_the_order_of_their_calls_or_not():
    calls = "".join(NOTE.format(n=n) for n in (7, 8, 3, 9))
    fragment = Typesetter(Theme.load().stylesheets("a4")).section(HTML.replace("{calls}", calls))
    data = assembly.assemble([fragment], Metadata(title="Notes", language="en"))

    boxes = text_boxes(data)
    where = {
        note: next(box for box, text in boxes if note in text)
        for note in ("Note3", "Note7", "Note8", "Note9")
    }
    left, right = where["Note3"][0], where["Note8"][0]
    assert (where["Note7"][0], where["Note9"][0]) == pytest.approx((left, right), abs=3)
    assert left < right
    assert where["Note3"][1] > where["Note7"][1]
    assert where["Note8"][1] > where["Note9"][1]
