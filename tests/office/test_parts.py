"""What the pieces of a Word file are made of: the grid of a table, directions, languages."""

from report.office import languages, tables
from report.web import dom


def grid(html):
    return tables.grid(dom.read(f"<table>{html}</table>")[0])


def test_cells_over_rows_and_columns_keep_their_places():
    found = grid(
        "<thead><tr><th>a</th><th colspan=2>b</th></tr></thead>"
        "<tbody><tr><td rowspan=2>c</td><td>d</td><td>e</td></tr><tr><td>f</td></tr></tbody>"
    )

    assert found.columns == 3
    assert [row.head for row in found.rows] == [True, False, False]
    assert [[cell.column for cell in row.cells] for row in found.rows] == [[0, 1], [0, 1, 2], [1]]
    assert [row.below for row in found.rows] == [(), (), ((0, 1),)]


def test_columns_share_the_width_by_their_words():
    narrow, wide = grid("<tr><td>a</td><td>many words stand here, and more</td></tr>").widths(300)

    assert narrow < wide
    assert round(narrow + wide) == 300


def test_a_table_of_long_words_is_no_wider_than_the_page():
    many = "".join(f"<td>{'incomprehensibly' * 2}</td>" for _ in range(9))

    assert round(sum(grid(f"<tr>{many}</tr>").widths(300))) == 300


def test_a_number_that_no_table_can_span_is_bounded():
    assert grid("<tr><td colspan=100000>a</td></tr>").columns == 200


def test_words_are_cut_where_their_direction_changes():
    assert list(languages.directions("سلام Ida سلام", rtl=True)) == [
        ("سلام ", True),
        ("Ida", False),
        (" سلام", True),
    ]
    assert list(languages.directions("the word سلام stands", rtl=False)) == [
        ("the word ", False),
        ("سلام ", True),
        ("stands", False),
    ]


def test_a_language_has_the_region_that_word_asks_for():
    assert languages.tag("ru") == "ru-RU"
    assert languages.tag("zh-Hant") == "zh-Hant-TW"
    assert languages.tag("en-GB") == "en-GB"
    assert languages.tag("und-Cyrl") == "x-none"
