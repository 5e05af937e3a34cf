"""What no text may hold."""

import pytest

from report.text import bounds


@pytest.mark.parametrize(
    ("text", "index", "message"),
    [
        ("a" * 2_001, 0, "this word has more than 2,000 letters"),
        ("ab " + "a" * 2_001, 3, "this word has more than 2,000 letters"),
        ("ab " * 20_000, 0, "this text has 60,000 letters"),
        ("ab\u202ecd", 2, "the invisible `right-to-left override` (U+202E) is not closed"),
        ("\u2066a\u202dbc\u2069", 0, "the invisible `left-to-right isolate` (U+2066)"),
        ("\u202aa\u2069", 0, "the invisible `left-to-right embedding` (U+202A)"),
    ],
)
def test_it_is_said_with_its_place(text, index, message):
    found = bounds.fault(text)

    assert found.index == index
    assert found.message.startswith(message)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "a" * 2_000,
        "協" * 5_000,
        "\u202eab\u202c",
        "\u2067a\u202ab\u202cc\u2069",
        "\u200e\u200f",
    ],
)
def test_what_people_write_is_let_through(text):
    assert bounds.fault(text) is None


def test_marks_on_one_letter_are_counted():
    assert bounds.piled("a" + "\u0301" * 31) == 31
    assert bounds.piled("a" + "\u0301" * 30 + "b" + "\u0301" * 30) is None
    assert bounds.piled("-" * 99 + "…" * 99) is None
