"""A briefing in several files, and words that are written once: each fault in its own file."""

import pytest
from small import BRIEFING, DOCUMENT, SECTION, small

from report import ReportError, content
from report.content import yamlfile

PART = """\
id: findings
title: Findings
blocks:
  - include: parts/blocks.yaml
"""
BLOCKS = """\
- kind: prose
  text: >-
    Dues rose by at least 12 per cent
    in Norwich in 2018.[@dues-rose]
- kind: prose
  text: The other ports reportedly held theirs.[@ports-held]
"""


@pytest.fixture
def parts(write):
    """Write a briefing whose section, and whose blocks, stand in files of their own."""
    write(PART, "section.yaml")
    write(BLOCKS, "parts/blocks.yaml")
    return small(write, "  - include: section.yaml\n")


def test_a_section_and_its_blocks_may_stand_in_files_of_their_own(parts):
    (section,) = content.read(parts).briefing.sections

    assert [block.kind for block in section.blocks] == ["prose", "prose"]


def test_a_place_in_an_included_text_is_in_its_file_and_line(parts):
    read = content.read(parts)
    loc = ("sections", 0, "blocks", 0, "text")

    found = read.source.at(loc, "Norwich")
    typed = read.source.character(loc, str(read.briefing.sections[0].blocks[0].text).index("2018"))

    assert str(found) == f"{parts.parent / 'parts' / 'blocks.yaml'}:4:8"
    assert (typed.path.name, typed.line, typed.column) == ("blocks.yaml", 4, 19)


def test_a_mistake_in_an_included_file_is_told_there(parts):
    blocks = parts.parent / "parts" / "blocks.yaml"
    blocks.write_text(BLOCKS.replace("kind: prose\n  text: The", "kind: prosa\n  text: The"))

    with pytest.raises(ReportError) as caught:
        content.read(parts)

    (problem,) = caught.value.diagnostics
    assert (problem.span.path, problem.span.line) == (blocks, 5)


def test_a_list_of_entries_a_value_and_an_item_may_be_included(write):
    write("- one\n- two\n", "list.yaml")
    write("{a: b}\n", "map.yaml")
    text = "items: [zero, {include: list.yaml}, three]\nmap: {include: map.yaml}\n"

    file = yamlfile.read(write(text))

    assert file.data == {"items": ["zero", "one", "two", "three"], "map": {"a": "b"}}
    assert file.at(("items", 2)).path.name == "list.yaml"
    assert file.at(("items", 3)).path.name == "briefing.yaml"


@pytest.mark.parametrize(
    ("name", "wanted"),
    [
        ("nowhere.yaml", r"briefing\.yaml:10:14: `nowhere\.yaml` is not there"),
        ("../outside.yaml", r"briefing\.yaml:10:14: `\.\./outside\.yaml` lies outside"),
        ("briefing.yaml", r"briefing\.yaml:10:14: `briefing\.yaml` includes itself"),
        ("broken.yaml", r"broken\.yaml:1:4"),
    ],
)
def test_a_file_that_cannot_be_included_is_told_where_it_is_named(write, tmp_path, name, wanted):
    (tmp_path.parent / "outside.yaml").write_text("a: b\n")
    write("a: 'b\nc: d\n", "broken.yaml")

    with pytest.raises(ReportError, match=wanted):
        content.read(small(write, f"  - include: {name}\n"))


def test_files_that_include_each_other_end(write):
    write("- include: b.yaml\n", "a.yaml")
    write("- include: a.yaml\n", "b.yaml")

    with pytest.raises(ReportError, match="includes itself"):
        yamlfile.read(write("a: [{include: a.yaml}]\n"))


def test_a_file_knows_all_the_files_that_it_is_made_of(parts):
    files = content.read(parts).source.files

    assert [file.path.name for file in files] == ["briefing.yaml", "section.yaml", "blocks.yaml"]


VALUES = "values: {rise: at least 12 per cent, town: Norwich}\n"


def test_a_value_is_written_once_and_used_in_texts(write):
    section = SECTION.replace("at least 12 per cent in Norwich", "[=rise] in [=town]")
    path = small(write, section)
    path.write_text(VALUES + path.read_text())

    (block,) = content.read(path).briefing.blocks()

    assert block.text == "Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]"


def test_a_value_that_is_not_there_is_told_with_what_was_meant(write):
    path = small(write, SECTION.replace("at least 12 per cent", "[=rose]"))
    path.write_text(VALUES + path.read_text())

    with pytest.raises(
        ReportError, match=r"briefing\.yaml:15:28: there is no value `rose`"
    ) as told:
        content.read(path)

    assert told.value.diagnostics[0].hint == "did you mean `rise`?"


def test_a_value_is_a_text(write):
    path = write("values: {a: [1, 2], b: 'x [=a]'}\n" + BRIEFING + SECTION)
    write(DOCUMENT, "harbour.yaml")

    with pytest.raises(ReportError) as told:
        content.read(path)

    assert [d.message for d in told.value.diagnostics] == ["`a` is not a text", "`b` is not a text"]
