"""What an author probably did not mean is doubted where it is written."""

import pytest
from small import DOCUMENT, SECTION, small

from report import pipeline


def doubted(path):
    return [d for d in pipeline.check(path) if d.message.startswith("this is not a part")]


def test_words_after_a_number_sign_are_doubted(write):
    section = SECTION.replace("title: Findings", "title: Findings # 2 of them")
    document = DOCUMENT.replace("reportedly held their dues.", "reportedly held # their dues.")

    first, second = doubted(small(write, section, document))

    assert (
        str(first)
        .splitlines()[0]
        .endswith("briefing.yaml:11:21: this is not a part of the text: # 2 of them [cut-short]")
    )
    assert "harbour.yaml:24:43" in str(second)
    assert "quote the value" in (first.hint or "")


@pytest.mark.parametrize(
    ("issued", "later"), [("2024-04", True), ("2025", True), ("2024", False), ("2024-03-01", False)]
)
def test_a_source_later_than_its_briefing_is_doubted(write, issued, later):
    document = DOCUMENT.replace("issued: undated", f"issued: {issued}")

    found = [d.message for d in pipeline.check(small(write, document=document))]

    assert ("this is later than the `edition-date`, 2024-03-01" in found) is later


def test_a_comment_on_what_is_no_text_is_nobodys_words(write):
    document = DOCUMENT.replace("words: 400", "words: 400  # without captions")

    assert doubted(small(write, document=document)) == []


def test_a_field_that_is_a_line_of_the_text_above_it_is_doubted(write):
    text = "text: >-\n          Dues rose.[@dues-rose]\n          run-in: Dues\n"
    section = SECTION.partition("text:")[0] + text

    (found,) = [d for d in pipeline.check(small(write, section)) if "is a line of" in d.message]

    assert found.message == "`run-in:` is a line of the text of `text` here"
    assert (found.span.line, found.span.column) == (16, 11)


def test_a_colon_in_a_text_is_no_field(write):
    text = "text: >-\n          Dues rose.[@dues-rose]\n          dues: all of them.[connective]\n"
    section = SECTION.partition("text:")[0] + text

    assert not [d for d in pipeline.check(small(write, section)) if "is a line of" in d.message]


def parted(path):
    return [d for d in pipeline.check(path) if d.check == "parted"]


def test_curly_marks_do_not_keep_an_item_of_a_list_together(write):
    table = (
        "      - kind: table\n        id: a\n        title: Dues\n"
        "        boxhead: [“Dues, as they were”]\n        rows: [['“x, y”', '[“z”]']]\n"
    )

    (found,) = parted(small(write, SECTION + table))

    assert found.message == "`“Dues, as they were”` is two items of the list"
    assert found.span.excerpt[found.span.column - 1 :].startswith("“Dues")


@pytest.mark.parametrize(
    ("phrases", "parted"),
    [
        ("[from 7,200 acres to 9]", "`from 7,200 acres to 9` is two items of the list"),
        ('["from 7,200 acres to 9"]', None),
        ("[from 7, 200 acres]", None),
    ],
)
def test_a_number_that_a_comma_parts_in_a_list_is_doubted(write, phrases, parted):
    document = DOCUMENT.replace("[at least 12 per cent, Norwich in 2018]", phrases)

    found = [d.message for d in pipeline.check(small(write, document=document))]

    assert [m for m in found if "two items" in m] == ([parted] if parted else [])
