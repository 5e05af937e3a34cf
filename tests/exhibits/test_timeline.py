"""Timelines: to scale, with every entry beside its mark and none over another."""

import random
import re
from itertools import pairwise

import pytest
from drawn import around, collisions, draw, pages, pdf, problems, text_boxes

from report.exhibits import labels
from report.exhibits.axis import Axis, Gap

HEAD = """
- kind: timeline
  id: dated
  title: "{Entries} dated entries, and {expected} expected"
  from: 1988
  to: 2013
  tracks:
    - {id: port, label: Port, symbol: disc}
    - {id: dues, label: Dues, symbol: square, accent: true}
  entries:
"""
ENTRIES = """\
    - {when: 1988/1991, track: port, text: The quay is built}
    - {when: 1992/1997, track: dues, text: The old scale}
    - {when: "1994", track: port, text: A pilot is named}
    - {when: "1994", track: dues, text: "Dues rise[@dues-rose]"}
    - {when: late 1994, track: port, text: A storm}
    - {when: 1997-06, track: dues, text: The new scale}
    - {when: after 2000, track: dues, text: Nobody complains}
    - {when: 2003-02-27, track: port, text: A second quay}
    - {when: "2014", track: port, text: A third quay, expected: true}
"""


def made(write, entries=ENTRIES, head=HEAD, more=""):
    return draw(around(write, head + entries + more))


def test_the_title_counts_the_entries_and_not_what_was_only_expected(write):
    (page,) = pages(around(write, HEAD + ENTRIES))

    assert "Eight dated entries, and one expected" in page


def test_a_placeholder_that_is_not_known_is_an_error(write):
    head = HEAD.replace("{expected}", "{exspected}")

    with pytest.raises(Exception, match=r"`\{exspected\}` in the title is not one of"):
        draw(around(write, head + ENTRIES))


def test_years_in_which_nothing_is_dated_stand_on_a_ground_and_the_key_says_so(write):
    drawing = made(write)
    numerals = {n.text: n.y for n in drawing.numerals}

    grounds = [
        [year for year, y in numerals.items() if ground.top < y < ground.top + ground.height]
        for ground in drawing.silences
    ]

    assert grounds == [[str(year) for year in range(2004, 2014)]]
    assert "silence" in drawing.key
    assert "without a dated entry" in pages(around(write, HEAD + ENTRIES))[0]


def test_years_stand_to_scale_and_empty_ones_are_kept(write):
    drawing = made(write)
    steps = {round(b.y - a.y, 1) for a, b in pairwise(drawing.numerals)}

    assert [n.text for n in drawing.numerals] == [str(y) for y in range(1988, 2015)]
    assert len(steps) <= 2  # one step, rounded
    assert max(steps) - min(steps) <= 0.1
    assert [n.text for n in drawing.numerals if not n.quiet] == [
        *("1988", "1991", "1992", "1994", "1997", "2000", "2003", "2014")
    ]


def test_a_range_is_a_bar_from_its_first_to_its_last_year(write):
    drawing = made(write)
    year = {n.text: n.y for n in drawing.numerals}
    scale = (year["1997"] - year["1992"]) / 5
    war = drawing.bars[1]

    assert war.height == pytest.approx(6 * scale - 1, abs=0.1)
    assert war.core[1] == pytest.approx(4 * scale, abs=0.1)
    assert drawing.bars[0].x != war.x  # they touch, so each has a lane of its own


def test_what_was_only_expected_is_hollow_and_lies_beyond_the_axis(write):
    drawing = made(write)

    assert [s.hollow for s in drawing.symbols] == [False] * 8 + [True]
    assert drawing.axis_expected
    assert "expected" in drawing.key


def test_entries_of_one_year_alone_are_bracketed_and_no_others(write):
    drawing = made(write)

    assert len(drawing.brackets) == 1
    assert "bracket" in drawing.key
    without = ENTRIES.replace('"1994", track: dues', "1994-03, track: dues")
    assert made(write, without).brackets == ()


def test_entries_carry_their_dates_in_words(write):
    assert [e.date for e in made(write).entries][4:8] == [
        *("Late 1994", "June 1997", "After 2000", "27 February 2003")
    ]


def test_the_description_says_what_is_seen_and_does_not_recite_the_entries(write):
    told = made(write).description

    assert "to scale" in told
    assert "The longest stretch without one is" in told
    assert "Hollow marks, for what was expected then: 1." in told
    assert "27 February 2003" not in told


def synthetic(seed):
    """Return a timeline of random entries: crowded, sparse, long, short."""
    chance = random.Random(seed)  # noqa: S311  # the same sets every time
    first = chance.choice([1880, 1950, 1988, 2005])
    last = first + chance.choice([6, 12, 26, 60, 130])
    crowd = chance.randint(first, last)
    moments = []
    for _ in range(chance.randint(3, 24)):
        near = chance.random() < 0.5
        year = min(max(crowd + chance.randint(-2, 2), first), last) if near else 0
        moments.append((year or chance.randint(first, last)) + chance.random())
    entries = []
    for moment in sorted(moments):
        year, month = int(moment), int(moment % 1 * 12) + 1
        form = chance.choice(["{y}", "{y}", "{y}-{m:02}", "{y}-{m:02}-11", "{y}/{e}"])
        when = form.format(y=year, m=month, e=min(year + chance.randint(1, 9), last + 1))
        if "/" in when and year >= last:
            when = str(year)
        words = " ".join(chance.choices(["quay", "harbour", "dues", "of", "commissioners"], k=20))
        text = words[: chance.randint(8, 130)].strip()
        entries.append((when, chance.choice(["port", "dues"]), text))
    entries.sort(key=lambda entry: int(entry[0][:4]))
    entries = in_order(entries)
    head = HEAD.replace("1988", str(first)).replace("2013", str(last + 1))
    return head + "".join(
        f'    - {{when: "{w}", track: {t}, text: {text}}}\n' for w, t, text in entries
    )


def in_order(entries):
    """Sort entries as a reader would: by where they lie, years alone in the middle of theirs."""
    from report.exhibits import dates

    def where(entry):
        when = dates.read(entry[0])
        return (when.start + when.inner[0]) / 2 if when.inner else when.middle

    return sorted(entries, key=where)


@pytest.mark.parametrize("seed", range(60))
def test_entries_never_overlap_and_leaders_never_cross(write, seed):
    drawing = draw(around(write, synthetic(seed)))
    entries = drawing.entries
    ends = [leader.rsplit("L", 1)[1].split()[1] for leader in drawing.leaders]
    starts = [re.match(r"M\S+ ([-\d.]+)", leader)[1] for leader in drawing.leaders]

    assert all(b.top - a.top - a.height > 2.9 for a, b in pairwise(entries))
    assert entries[0].top >= 0
    assert entries[-1].top + entries[-1].height <= drawing.height + 0.1
    assert all(float(a) < float(b) for a, b in pairwise(ends))
    assert sorted(starts, key=float) == starts


QUICK = (3, 7, 19, 41)  # the others take a minute


@pytest.mark.parametrize(
    "seed", [pytest.param(n, marks=[] if n in QUICK else pytest.mark.slow) for n in range(60)]
)
def test_no_text_of_the_page_covers_another(write, seed):
    boxes = text_boxes(pdf(around(write, synthetic(seed))))

    assert len(boxes) > 10
    assert collisions(boxes) == []


def test_a_silence_is_shortened_only_where_entries_crowd_and_the_break_is_marked(write):
    crowd = "".join(
        f"    - {{when: {year}-{month:02}, track: port, text: Quay {year} {month}}}\n"
        for year in (2001, 2002)
        for month in range(1, 11)
    )
    early = '    - {when: "1901", track: port, text: The first quay}\n'
    head = HEAD.replace("1988", "1900").replace("2013", "2003")
    drawing = made(write, early + crowd, head)

    assert drawing.left_out == ("1902–2000",)
    assert len(drawing.breaks) == 2
    assert "break" in drawing.key
    assert "where it is shortened" in drawing.description
    assert made(write).left_out == ()


def test_the_axis_is_to_scale_on_both_sides_of_a_break():
    whole = Axis(1900, 2000, 500)
    broken = whole.with_break(Gap(1910, 1990))

    assert whole.place(1950) == 250
    assert broken.place(1900) == 0
    assert broken.place(2000) == pytest.approx(500)
    assert broken.place(1910) == pytest.approx(10 * broken.scale)
    assert broken.place(1990) - broken.place(1910) == pytest.approx(15)
    assert broken.place(1950) == pytest.approx((broken.place(1910) + broken.place(1990)) / 2)


def test_too_many_entries_for_a_page_are_an_error_and_not_a_heap(write):
    many = "".join(
        f'    - {{when: "{year}", track: port, text: Quay}}\n' for year in range(1988, 2014)
    )
    (shallow,) = problems(write, HEAD + many + "  depth: 80")
    (deep,) = problems(write, HEAD + many.replace("Quay", "Quay " * 40))

    assert "80 mm are there" in shallow.message
    assert "more than a page" in deep.hint


def test_labels_go_where_they_wish_if_there_is_room_and_share_what_there_is_if_not():
    wish = [labels.LabelItem(10, 5, 20), labels.LabelItem(10, 5, 60)]
    crowd = [labels.LabelItem(10, 5, 50), labels.LabelItem(10, 5, 50), labels.LabelItem(10, 5, 50)]

    assert labels.spread(wish, 100, 2) == (15, 55)
    assert labels.spread(crowd, 100, 2) == (33, 45, 57)
    with pytest.raises(ValueError, match="do not fit"):
        labels.spread(crowd, 33, 2)


def test_the_cover_carries_the_timeline(write):
    cover = """\
  - id: front
    layout: cover
    blocks:
      - {kind: list, items: ["A point.[@dues-rose]"]}
"""
    path = around(write, HEAD + ENTRIES + "  labelled: [1988, 1994, 2013]")
    text = path.read_text(encoding="utf-8").replace("sections:\n", "sections:\n" + cover)
    path.write_text(text, encoding="utf-8")
    front, _ = pages(path)

    assert front.count('class="motif-tick"') == 6  # eight dates, two of them ranges
    assert front.count('class="motif-bar"') == 2
    assert re.findall(r'class="motif-year"[^>]*>(\d+)<', front) == ["1988", "1994", "2013"]


def test_years_on_the_cover_that_would_collide_are_told(write):
    found = problems(write, HEAD + ENTRIES + "  labelled: [1988, 1989, 2020]")

    assert [p.message for p in found] == [
        "1989 collides with the year before it",
        "2020 is not between 1988 and 2013",
    ]


def test_the_marks_of_a_timeline_are_read_out_and_its_entries_follow_as_a_list(write):
    (page,) = pages(around(write, HEAD + ENTRIES))

    assert re.search(
        r'<svg class="drawing" role="img".*?<title>Timeline, 1988 to 2013</title>', page, re.S
    )
    assert re.search(r'<ol class="timeline-entries".*?<a class="letter"', page, re.S)
