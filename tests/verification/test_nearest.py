"""The passage nearest to a phrase is found in a giant of a paragraph too, and soon."""

import random

from report.verification.nearest import Finder
from report.verification.passages import At, Passages

AT = At("Dues", 1)


def giant(words: int) -> list[str]:
    chance = random.Random(1)  # noqa: S311  words for a sample, no secret
    known = [f"word{number}" for number in range(60)]
    return [chance.choice(known) for _ in range(words)]


def test_the_nearest_words_are_found_though_each_word_stands_in_a_thousand_places():
    words = giant(60_000)
    words[40_000:40_006] = ["dues", "word1", "rose", "word2", "in", "Norwich"]
    finder = Finder(Passages({AT: " ".join(words)}, ()))

    near = finder.nearest("dues word1 fell word2 in Norwich", AT)

    assert near is not None
    assert "dues word1 [-fell-] {+rose+} word2 in Norwich" in near.marked


def test_few_places_are_weighed_however_many_there_are(monkeypatch):
    finder = Finder(Passages({AT: " ".join(giant(60_000))}, ()))
    weighed = []
    weight = Finder._weight
    monkeypatch.setattr(Finder, "_weight", lambda *args: weighed.append(args) or weight(*args))

    finder.nearest(" ".join(f"word{number}" for number in range(40)), AT)

    assert len(weighed) < 10_000


def test_in_a_script_without_spaces_letters_are_marked_and_not_sentences():
    finder = Finder(Passages({AT: "費用は日本側が負担する見通しだ。会議は東京であった。"}, ()))

    near = finder.nearest("日本側が支払う見通しだ", AT)

    assert near is not None
    assert "日本側が [-支払う-] {+負担する+} 見通しだ" in near.marked
