"""What is printed of a problem is bounded, whatever the author's line is like."""

from pathlib import Path

import pytest

from report.errors import Diagnostic, Span

NAME = Path("a.yaml")


def test_a_short_line_is_shown_whole_with_a_caret_under_the_place():
    span = Span.in_text(NAME, "one\ntwo three\n", 8)

    assert str(Diagnostic("no", span)) == "a.yaml:2:5: no\n    two three\n        ^"


@pytest.mark.parametrize("index", [0, 5, 4_000, 9_994, 9_999])
def test_of_a_long_line_the_part_around_the_place_is_shown(index):
    text = "one\n" + "".join(chr(0x4E00 + n) for n in range(10_000)) + "\ntwo"

    head, excerpt, caret = str(Diagnostic("no", Span.in_text(NAME, text, 4 + index))).split("\n")

    assert head == f"a.yaml:2:{index + 1}: no"
    assert excerpt[caret.index("^")] == chr(0x4E00 + index)
    assert len(excerpt) < 220


def test_a_line_that_a_caller_cut_out_himself_is_bounded_too():
    line = "x" * 5_000 + "!" + "x" * 5_000

    _, excerpt, caret = str(Diagnostic("no", Span(NAME, 1, 5_001, line))).split("\n")

    assert excerpt[caret.index("^")] == "!"
    assert len(excerpt) < 220


def test_a_message_that_quotes_a_long_text_is_bounded():
    assert len(str(Diagnostic("x" * 10**6, None, "y" * 10**6))) < 1_500
