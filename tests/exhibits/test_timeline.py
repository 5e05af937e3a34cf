"""Timelines: a row a year, with every entry in its own and none over another."""

import random
import re

import pypdfium2
import pytest
from drawn import around, collisions, draw, pages, pdf, problems, text_boxes

from report.exhibits import labels
from report.text import extraction

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

    assert [row.label for row in drawing.rows if row.silent] == [
        *("1998", "1999", "2001", "2002"),
        *(str(year) for year in range(2004, 2014)),
    ]
    assert [(row.label, row.stretch, row.words) for row in drawing.rows if row.stretch] == [
        ("1998", 2, ""),
        ("2001", 2, ""),
        ("2004", 10, "No dated entry, 2004–2013"),
    ]
    assert "silence" in drawing.key
    assert "without a dated entry" in pages(around(write, HEAD + ENTRIES))[0]


def test_every_year_has_its_row_and_each_entry_stands_in_that_of_its_year(write):
    drawing = made(write)
    dated = {row.label: [entry.number for entry in row.entries] for row in drawing.rows}

    assert list(dated) == [str(year) for year in range(1988, 2015)]
    assert {year: found for year, found in dated.items() if found} == {
        "1988": [0],
        "1992": [1],
        "1994": [2, 3, 4],
        "1997": [5],
        "2000": [6],
        "2003": [7],
        "2014": [8],
    }


def test_a_range_is_a_bar_in_each_of_its_years_and_in_no_other(write):
    crossing = ENTRIES.replace("1992/1997", "1991/1997")
    bars = [
        [row.label for row in made(write, entries).rows if any(row.lanes)]
        for entries in (ENTRIES, crossing)
    ]

    assert bars == [[str(year) for year in range(1988, 1998)]] * 2
    assert made(write).lanes == 1  # one ends before the other begins
    assert made(write, crossing).lanes == 2


def test_what_was_only_expected_lies_beyond_the_years_and_is_told_apart(write):
    drawing = made(write)

    assert [row.label for row in drawing.rows if row.expected] == ["2014"]
    (page,) = pages(around(write, HEAD + ENTRIES))
    assert re.search(r'class="when">Expected</span> A third quay', page)


def test_entries_of_one_year_alone_are_said_to_have_no_order_and_no_others(write):
    assert "bracket" in made(write).key
    alone = ENTRIES.replace('"1994", track: dues', "1994-03, track: dues")
    alone = alone.replace('"1994", track: port', "1994-02, track: port")
    assert "bracket" not in made(write, alone).key


def test_entries_carry_their_dates_in_words_and_the_year_stands_before_the_row(write):
    placed = made(write).entries

    assert [entry.date for entry in placed][2:8] == [
        *("", "", "Late", "June", "After 2000", "27 February")
    ]
    assert [entry.dated for entry in placed][4:6] == ["Late 1994", "June 1997"]


def test_entries_carry_their_share_of_the_span_for_themes_that_draw_an_axis(write):
    placed = made(write).entries

    assert (placed[0].start, placed[0].end) == (0, pytest.approx(400 / 27, abs=0.01))
    assert placed[2].start == pytest.approx(600 / 27, abs=0.01)
    assert placed[-1].end == 100


def test_columns_hold_marks_and_what_the_entries_say_has_the_rest(write):
    drawing = made(write)
    taken = drawing.years_share + drawing.lanes * drawing.lane_share
    port, dues = (column.share for column in drawing.columns)

    assert taken + port + dues + drawing.text_share == pytest.approx(100, abs=0.1)
    assert drawing.text_share > 2 * (port + dues)
    assert all(column.path for column in drawing.columns)
    assert [column.accent for column in drawing.columns] == [False, True]


def test_the_description_says_what_is_seen_and_does_not_recite_the_entries(write):
    told = made(write).description

    assert "The longest stretch without one is" in told
    assert "Marks by track: Port 5, Dues 4." in told
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


QUICK = (3, 7, 19, 41)  # the others take a minute


@pytest.mark.parametrize(
    "seed", [pytest.param(n, marks=[] if n in QUICK else pytest.mark.slow) for n in range(60)]
)
def test_no_text_of_the_page_covers_another(write, seed):
    data = pdf(around(write, synthetic(seed)))

    pages = [text_boxes(data, page) for page in range(len(pypdfium2.PdfDocument(data)))]
    assert sum(map(len, pages)) > 10
    assert [collisions(boxes) for boxes in pages] == [[]] * len(pages)


def test_a_silence_is_shortened_only_where_the_rows_are_too_many_and_the_key_says_so(write):
    crowd = "".join(
        f"    - {{when: {year}-{month:02}, track: port, text: Quay {year} {month}}}\n"
        for year in (2001, 2002)
        for month in range(1, 11)
    )
    early = '    - {when: "1901", track: port, text: The first quay}\n'
    head = HEAD.replace("1988", "1900").replace("2013", "2003")
    drawing = made(write, early + crowd, head)

    assert drawing.left_out == ("1902–2000",)
    assert [row.label for row in drawing.rows] == [
        *("1900", "1901", "1902–2000", "2001", "2002", "2003")
    ]
    assert "break" in drawing.key
    assert made(write).left_out == ()


def test_a_timeline_longer_than_a_page_goes_on_with_its_heads(write):
    many = "".join(
        f"    - {{when: {year}-{month:02}, track: port, text: Quay}}\n"
        for year in range(1988, 2014)
        for month in (2, 5, 8)
    )
    found = pdf(around(write, HEAD + many))

    assert len(extraction.pages(found)) > 1
    assert all("Year" in page and "Port" in page for page in extraction.pages(found))


def test_a_timeline_longer_than_a_page_does_not_leave_the_head_of_its_section_alone(write):
    long = "".join(
        f'    - {{when: "{year}", track: port, text: "Quay {words}"}}\n'
        for year in range(1988, 2014)
        if (words := " ".join(f"{year}-{n}" for n in range(90)))
    )
    first, *rest = extraction.pages(pdf(around(write, HEAD + long)))

    assert "Findings" in first
    assert "1988-0" in first
    assert rest


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


def test_an_entry_is_read_out_under_its_own_track_and_its_year(write):
    (page,) = pages(around(write, HEAD + ENTRIES))

    year = re.search(r'class="year" id="(exhibit-1-row-\d+)"[^>]*>1994<', page)[1]
    assert f'<td class="entry accent" headers="exhibit-1-track-dues {year}">Dues rise' in page
    assert f'<td class="entry" headers="exhibit-1-track-port {year}">A pilot' in page


def test_what_is_undated_ends_with_its_stop_before_the_letter_of_its_note(write):
    undated = '  undated: ["A quay sank[@dues-rose]", Nobody paid]'
    html = " ".join(
        pages(around(write, HEAD.replace("  entries:", f"{undated}\n  entries:") + ENTRIES))
    )

    end = r"<li>A quay sank;\u2060<a [^>]*>[a-z]</a> ?</li>\s*<li>Nobody paid\.</li>"
    assert re.search(end, html), re.findall(r"A quay.*", html)
