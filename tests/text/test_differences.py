"""What differs in two wordings is marked, in scripts with and without spaces."""

import pytest

from report.text.differences import likeness, marked, parts


@pytest.mark.parametrize(
    ("one", "other", "shown"),
    [
        ("It was well made.", "It was badly made.", "It was [-well-] {+badly+} made."),
        ("It was made.", "It was made well.", "It was [-made.-] {+made well.+}"),
        ("橋は5月に開く。", "橋は6月に開く。", "橋は [-5-] {+6+} 月に開く。"),
    ],
)
def test_words_that_differ_are_marked(one, other, shown):
    assert marked(parts(one), parts(other)) == shown


def test_what_stands_around_an_excerpt_is_no_difference():
    one, other = parts("was well made"), parts("It was badly made here")

    assert marked(one, other, excerpt=True) == "It was [-well-] {+badly+} made here"


def test_a_sentence_without_spaces_is_like_another_with_one_letter_changed():
    assert likeness("橋は五月に開く", "橋は六月に開く") > 0.8
