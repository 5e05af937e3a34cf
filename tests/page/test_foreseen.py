"""What sections that run on would come to is told from their lines, before they are laid out."""

from types import SimpleNamespace

from report.page import filling, foreseen
from report.press.fragment import PrintedPage
from report.press.slabs import Slab


def fragment(*pages):
    """Return a fragment; each page has the depths of its slabs, of 100, and whether all is tied."""
    return SimpleNamespace(pages=tuple(page(*depths) for depths in pages))


def page(*depths, tied=False):
    foot, slabs = 0.0, []
    for depth in depths:
        slabs.append(Slab(foot, foot + depth, 0.0, tied))
        foot += depth
    return PrintedPage(100.0, 0.0, (), (), foot, 0.0, tuple(slabs))


def used(way):
    return [round(page.used) for page in way]


def test_lines_go_on_under_those_of_the_section_before():
    ways = list(foreseen.ways([fragment((20, 20)), fragment([9] * 8)]))

    assert ways
    assert {len(way) for way in ways} == {2}
    assert all(used(way)[0] > 80 for way in ways)


def test_what_is_tied_goes_to_the_next_page_whole():
    whole = SimpleNamespace(pages=(page(30, tied=False), page(30, 30, tied=True)))
    (way, *_) = foreseen.ways([fragment((20,)), whole])

    assert [round(page.used, -1) for page in way] == [50, 60]


def test_a_section_whose_head_has_no_room_under_the_other_is_no_way():
    head = SimpleNamespace(pages=(page(40, 30, tied=True),))

    assert list(foreseen.ways([fragment((50,)), head])) == []


def test_notes_take_their_part_of_the_page():
    noted = PrintedPage(100.0, 40.0, (), (), 20.0, 10.0, (Slab(0.0, 20.0, 30.0),))
    (way, *_) = foreseen.ways([fragment((30,)), SimpleNamespace(pages=(noted,))])

    assert [(round(p.used), round(p.notes)) for p in way] == [(52, 40)]


def test_what_is_sure_to_fill_no_page_is_not_tried():
    one, two = ((SimpleNamespace(id=name),) for name in ("one", "two"))
    change = filling.Change(("one", "two"), frozenset({"two"}))
    parted = SimpleNamespace(pages=(page(25, 15, tied=True), page(58, tied=True)))
    low, after = (fragment((30,)) for _ in range(2))

    assert not filling._may_gain(change, [(one, low), (two, parted)])
    assert filling._may_gain(change, [(one, low), (two, after)])
