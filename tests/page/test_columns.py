# ruff: noqa: S704  (the cells are ours)
"""Columns of tables: as wide as their longest word, and hyphenated where that is too wide."""

import re
import time

import pytest
from drawn import around, pages, pdf
from hypothesis import given, settings
from hypothesis import strategies as st
from markupsafe import Markup

from report.exhibits import labels
from report.exhibits.paper import TYPE, grid
from report.page import columns, drawing
from report.page.theme import Theme

LONG = "They told it in the harbour and it was said again in the evening when the boats were in."


def cells(*texts):
    return [Markup(text) for text in texts]


def test_a_column_is_as_wide_as_its_longest_word():
    first, second, rest = columns.shares(
        [cells("Ship", "Small"), cells("Where", "Norwich"), cells("Remark", LONG * 9)],
        grid().full,
        "en",
    )

    assert first >= labels.width("Small", TYPE) + columns.GUTTER
    assert second >= labels.width("Norwich", TYPE) + columns.GUTTER
    assert first + second + rest == pytest.approx(grid().full)


def test_words_have_what_the_insets_of_their_column_leave():
    assert columns.rooms((100, 100, 100)) == [86, 92, 100]
    assert columns.rooms((100,)) == [94]


def test_the_sheets_have_the_insets_that_words_are_measured_by():
    ours = Theme.load()
    sheet = ours.file("css/blocks/exhibits.css").read_text(encoding="utf-8")

    assert drawing.tokens(ours)["inset"] == f"{columns.INSET:g}pt"
    assert f"padding: 3.5pt {columns.GUTTER:g}pt 3.5pt 0" in sheet


def test_the_widest_column_gives_way_where_there_is_no_room_for_all_words():
    narrow = [cells("Yes")] * 9
    widths = columns.shares([cells("Unconstitutionalities"), *narrow], 200, "en")

    assert widths[1] >= labels.width("Yes", TYPE)
    assert sum(widths) == pytest.approx(200)


@pytest.mark.parametrize(
    ("language", "word", "parts"),
    [
        ("en-GB", "responsibilities", "respons|ibil|it|ies"),
        ("de", "Bundesverfassungsgericht", "Bun|des|ver|fas|sungs|ge|richt"),
        ("xx", "responsibilities", "responsibilities"),
    ],
)
def test_a_word_breaks_where_its_language_lets_it(language, word, parts):
    broken = columns.broken(Markup(word), 10, language).split(columns.SOFT_HYPHEN)

    assert "".join(broken) == word
    assert len(set(broken) & set(parts.split("|"))) >= len(broken) / 2
    assert (len(broken) > 1) == (language != "xx")


def test_words_in_another_language_break_by_its_rules():
    cell = Markup('<i lang="de">Bundesverfassungsgericht</i>')

    assert columns.broken(cell, 10, "xx").count(columns.SOFT_HYPHEN) > 3
    assert columns.broken(cell, 10, "xx").startswith('<i lang="de">')


def test_what_fits_is_left_as_it_is():
    cell = Markup('Paid.\u2060<a class="letter" href="#a">a</a>')

    assert columns.broken(cell, 100, "en") == cell


CELL = st.text(st.characters(codec="utf-8", exclude_characters="<>&"), max_size=80).map(Markup)


@pytest.mark.slow
@settings(deadline=None)
@given(st.lists(st.lists(CELL, min_size=1, max_size=5), min_size=1, max_size=12))
def test_any_columns_fill_the_measure_and_lose_no_letter(table):
    widths = columns.shares(table, grid().full, "en-GB")

    assert sum(widths) == pytest.approx(grid().full, rel=1e-3)
    assert min(widths) >= 0
    for column, width in zip(table, widths, strict=True):
        for cell in column:
            broken = columns.broken(cell, width - columns.GUTTER, "en-GB")
            assert broken.replace("\u00ad", "") == cell.replace("\u00ad", "")


def test_the_time_grows_with_the_text():
    def seconds(count):
        start = time.process_time()
        cell = Markup(" ".join(f"word{n}" for n in range(count)))
        columns.shares([[cell], [cell]], grid().full, "en")
        columns.broken(cell, 20, "en")
        return time.process_time() - start

    seconds(100)
    assert seconds(20_000) < 30 * seconds(2_000) + 0.5


TABLE = """
- kind: table
  id: ships
  title: Ships
  boxhead: [Ship, Where]
  rows:
    - [Anna, Norwich]
    - [Berta, '']
"""
MATRIX = """
- kind: matrix
  id: promises
  title: What was promised
  provisions:
    - {number: One, agreed: A fund, fell-short: "No money came[@dues-rose]"}
    - {number: Two, agreed: A port, not-done: "It was not built[@dues-rose]"}
"""


def test_a_cell_may_be_empty(write):
    (page,) = pages(around(write, TABLE))

    assert re.search(r"<tr><th[^>]*>Berta</th><td></td></tr>", page)


def test_a_table_that_runs_on_says_whose_rows_these_are(write):
    rows = "".join(f"\n    - [Ship {n}, {LONG}]" for n in range(70))
    path = around(write, TABLE.replace("\n    - [Berta, '']", rows))
    import pypdfium2

    file = pypdfium2.PdfDocument(pdf(path))
    texts = [page.get_textpage().get_text_range() for page in file]
    told = ["Exhibit 1, continued" in text for text in texts]
    assert told == [False] + [True] * (len(texts) - 1)


def test_a_status_is_what_the_row_bears(write):
    (page,) = pages(around(write, MATRIX))

    cells = re.findall(r'<td class="status">.*?</svg>\s*(.*?)</td>', page, flags=re.S)
    assert cells == ["Shortfall reported", "Reported not done"]
    assert page.count("Reported not done") > 2  # in the key too


def test_the_key_of_a_matrix_explains_the_usual_marks_and_those_that_are_borne(write):
    (page,) = pages(around(write, MATRIX.replace("not-done", "done")))

    assert "Reported not done" not in page
    assert "Not documented" in page
