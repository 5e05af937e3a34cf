"""Letters are composed as they are read, and the spaces that hold words together are kept."""

import pytest

from report.text import letters


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("де\u0301рево, e\u0308", "де\u0301рево, \u00eb"),
        ("е\u0308лка", "\u0451лка"),
        ("\u1112\u1161\u11ab", "\ud55c"),
        ("5 \u212b, 3 \u2126, 2 \u212a", "5 \u212b, 3 \u2126, 2 \u212a"),
        ("e\u0301 \u2126", "\u00e9 \u2126"),
        ("q\u0307\u0323", "q\u0323\u0307"),
        ("\u0958", "\u0958"),
    ],
)
def test_letters_and_their_marks_are_composed_and_signs_stay_signs(typed, read):
    assert letters.compose(typed) == read


def test_only_spaces_at_which_a_line_may_end_part_words():
    assert letters.words(" 10\u00a0000\u202f₽ \n of\tit ") == ["10\u00a0000\u202f₽", "of", "it"]


@pytest.mark.parametrize(
    ("text", "units"),
    [
        ("Dues rose, at 5\u00a0%", ["Dues", " rose,", " at", " 5\u00a0%"]),
        ("「停戦の合意」。", ["「停", "戦", "の", "合", "意」。"]),
        ("UN停戦 1997年", ["UN", "停", "戦", " 1997", "年"]),
        ("キャッシュ", ["キャッ", "シュ"]),
        ("เมื่อวันที่", ["เ", "มื่", "อ", "วั", "น", "ที่"]),
    ],
)
def test_a_line_ends_between_words_and_within_a_script_without_spaces(text, units):
    assert [f" {unit}" if apart else unit for unit, apart in letters.units(text)] == units
