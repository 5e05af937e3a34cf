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
