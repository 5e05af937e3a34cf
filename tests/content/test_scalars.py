"""Every character of a value leads back to where it was typed, whatever the style of the scalar."""

from pathlib import Path

import pytest
import yaml
from hypothesis import example, given
from hypothesis import strategies as st

from report.content import scalars, yamlfile

STYLES = [None, "'", '"', "|", ">"]
TEXTS = st.text(alphabet=st.sampled_from("ab é“”'\"\\:#-@[]{}\n ½字"), max_size=40)


def written(value: str, style: str | None) -> tuple[yaml.ScalarNode, str]:
    """Write a value into a file in one style; return its node there, and the file's text."""
    text = yaml.dump({"a": [value]}, default_style=style, allow_unicode=True, width=12)
    root = yaml.compose(text, Loader=yaml.CBaseLoader)
    return root.value[0][1].value[0], text


@pytest.mark.parametrize("style", STYLES)
@given(value=TEXTS)
@example(value="it's\n\nso 'quoted' here")
@example(value='a "b" \\ c\nd')
def test_every_letter_leads_back_to_itself(style, value):
    node, text = written(value, style)

    places = scalars.places(node, text)

    assert len(places) == len(node.value)
    assert list(places) == sorted(places)
    for letter, place in zip(node.value, places, strict=True):
        if not letter.isspace() and text[place] != "\\":
            assert text[place] == letter


FOLDED = """\
title: A
text: >-
  The first line is folded
  and the second says what

  a new paragraph says.
quoted: 'it''s the
  harbour''s own'
escaped: "one\\u00a0two \\
  three \\"four\\""
cells: [a, 'b ''c'' d']
"""


@pytest.mark.parametrize(
    ("loc", "word", "line", "column"),
    [
        (("text",), "folded", 3, 21),
        (("text",), "second", 4, 11),
        (("text",), "paragraph", 6, 9),
        (("quoted",), "own", 8, 14),
        (("escaped",), "two", 9, 20),
        (("escaped",), "four", 10, 11),
        (("cells", 1), "d", 11, 21),
    ],
)
def test_a_character_of_a_text_leads_to_line_and_column(loc, word, line, column):
    file = yamlfile.parse(Path("briefing.yaml"), FOLDED)
    value = file.data
    for step in loc:
        value = value[step]

    span = file.character(loc, value.index(word))
    needle = file.at(loc, word)

    assert (span.line, span.column) == (line, column) == (needle.line, needle.column)
