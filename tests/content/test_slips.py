"""What authors slip in is named where it stands, and one mistake hides no other."""

import re
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from small import BRIEFING, DOCUMENT, SECTION, small

from report import ReportError, pipeline
from report.content import yamlfile
from report.errors import nearest, suggestion, visible


def told(path):
    with pytest.raises(ReportError) as raised:
        pipeline.check(path)
    return raised.value.diagnostics


@pytest.mark.parametrize(
    ("old", "new", "place"),
    [
        ("title: Findings", 'title: "Findings', "title"),
        ("text: Dues", "text: 'Dues", "text"),
        ("text: Dues rose by", 'text: "Dues rose:\n          by', "text"),
    ],
)
def test_a_quotation_mark_that_is_not_closed_is_named_where_it_was_opened(write, old, new, place):
    (found,) = told(small(write, SECTION.replace(old, new)))

    assert found.message == "not valid YAML: this quotation mark is not closed"
    assert found.span.excerpt.strip().startswith(place)
    assert found.span.excerpt[found.span.column - 1] in "\"'"


@pytest.mark.parametrize("marks", ["“”", "„“", "«»", "‘’"])
def test_curly_quotation_marks_are_not_taken_for_yamls(write, marks):
    section = SECTION.replace("title: Findings", f"title: {marks[0]}Findings: all{marks[1]}")

    (found,) = told(small(write, section))

    assert found.message.startswith(f"not valid YAML: {marks[0]} is a letter of the text to YAML")
    assert found.span.excerpt[found.span.column - 1] == marks[0]


def test_a_key_that_was_renamed_is_suggested_by_a_part_of_it(write):
    others = "".join(
        f"  fact-{n}:\n    says: A.\n    place: {{under: Dues}}\n    supports: [A]\n"
        for n in range(30)
    )
    section = SECTION.replace("[@dues-rose]", "[@rose]")

    (found,) = told(small(write, section, DOCUMENT + others))

    assert found.hint == "did you mean `dues-rose`?"


def test_what_is_nearest_shares_letters_or_parts():
    assert nearest("tittle", ["title", "text"]) == ("title",)
    assert nearest("flow", ["river-flow-2018", "salt-flow-2019", "dues"]) == (
        "river-flow-2018",
        "salt-flow-2019",
    )
    assert nearest("xyz", ["title"]) == ()
    assert suggestion("flow", ["river-flow-a", "salt-flow-of-b"]) == (
        "did you mean `river-flow-a` or `salt-flow-of-b`?"
    )


def test_an_invisible_character_is_named():
    assert visible("titl\u200be") == "titl‹zero width space›e"
    assert visible("a\u00a0b c\x07") == "a‹no-break space›b c‹U+0007›"


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ("title: Findings", "titl\u200be: Findings", "`titl‹zero width space›e` is not a field"),
        ("kind: prose", "kind: prose\u00a0", "there is no kind `prose‹no-break space›`"),
        ("title: Findings", "title: Find\x07ings", "‹U+0007› stands here"),
    ],
)
def test_an_invisible_character_in_a_file_is_named(write, old, new, message):
    assert message in str(ReportError(told(small(write, SECTION.replace(old, new)))))


def test_a_mistake_in_the_briefing_hides_none_in_its_documents_nor_a_wrong_key(write):
    write(DOCUMENT.replace("short:", "shrt:"), "other.yaml")
    write(DOCUMENT, "harbour.yaml")
    text = BRIEFING.replace("standfirst:", "standfist:") + SECTION.replace("dues-rose", "dues-fell")

    found = told(write(text.replace("[harbour.yaml]", "[harbour.yaml, other.yaml]")))

    messages = [d.message for d in found]
    assert "`standfist` is not a field here" in messages
    assert "`shrt` is not a field here" in messages
    sound = told(write(text))
    assert "nothing has the citation key `dues-fell`" in [d.message for d in sound]


def test_a_call_that_leads_nowhere_hides_no_drawing_that_fails(write):
    chart = (
        "      - kind: figure\n        id: picture\n        title: Dues\n        file: none.svg\n"
        "        alt: Dues.\n        credit: By hand.\n"
    )
    messages = [d.message for d in told(small(write, SECTION.replace("rose]", "fell]") + chart))]

    assert any("citation key `dues-fell`" in message for message in messages)
    assert any("none.svg" in message for message in messages)


def test_a_long_title_of_a_section_is_cut_short_at_the_head_of_its_pages(write):
    long = "Findings of a search for dues in all the ports of the north " * 4

    pdf = pipeline.build(small(write, SECTION.replace("title: Findings", f"title: {long}")))

    with pdfium.PdfDocument(pdf.data) as made:
        read = made[0].get_textpage().get_text_range()
    assert "Findings of a search for dues in all the por" in read
    assert "…" in read


JARGON = re.compile(
    r"did not find|could not find|expected|scanning|parsing|token|indicator|context"
)


@pytest.mark.parametrize(
    ("text", "place", "told", "way"),
    [
        ("a: b: c\n", (1, 5), "a second colon", "quote"),
        ("a:\n  b: c\n  word word\n", (3, 3), "without a colon", "colon after it"),
        ("a:\n  - b\n  c: d\n", (3, 3), "no item of it", "- "),
        ("a: b\n- c\n", (2, 1), "an item of a list", "indent"),
        ("a: [b, c\nd: e\n", (1, 4), "this list is not closed", "]"),
        ("a: {b: c\nd: e\n", (1, 4), "this `{` is not closed", "}"),
        ("a: [b,, c]\n", (1, 7), "something is missing", "comma"),
        ("a: [\n", (2, 1), "the file ends", "close"),
        ("a: @b\n", (1, 4), "may not start", "quote"),
        ("a: , b\n", (1, 4), "may not start", "quote"),
        ("a: - b\n", (1, 4), "a list cannot begin", "next line"),
        ("a: ? b\n", (1, 4), "a `?`", "quote"),
        ('a: "C:\\path"\n', (1, 4), "a backslash", "single"),
        ('a: "\\xZZ"\n', (1, 7), "code of a character", "itself"),
        ("a: |0\n  x\n", (1, 5), "is 0", "out"),
        ("a: > text\n  x\n", (1, 6), "something stands after", "next line"),
        ("a: !<b\n", (1, 7), "a `!`", "quote"),
        ("a: & b\n", (1, 5), "a value that starts with `&`", "quote"),
        ("a: * b\n", (1, 4), "a value that starts with `*`", "quote"),
        ("a: &x 1\nb: &x 2\n", (2, 4), "the same name", "another name"),
        ("%a: b\n", (1, 1), "starts with `%`", "out"),
        (": a\n", (1, 1), "without a name", "name before it"),
        ("a: b\n#c\n  d\n", (3, 3), "no field can begin", "line above"),
        (
            "x:\n  a: b\u2028 c\nd: e\n",
            (2, 7),
            "an invisible line separator (U+2028)",
            "take it out",
        ),
    ],
)
def test_what_a_parser_says_is_said_in_an_authors_words(text, place, told, way):
    with pytest.raises(ReportError) as error:
        yamlfile.parse(Path("x.yaml"), text)
    (found,) = error.value.diagnostics

    assert (found.span.line, found.span.column) == place
    assert told in found.message
    assert way in found.hint
    assert not JARGON.search(f"{found.message} {found.hint}")


def test_a_misspelt_field_is_one_error(write):
    path = small(write)
    text = path.read_text(encoding="utf-8").replace("standfirst:", "standfrist:")
    found = told(write(text, "briefing.yaml"))

    assert [one.message for one in found] == ["`standfrist` is not a field here"]
    assert found[0].hint == "did you mean `standfirst`?"


def test_a_number_with_a_sign_or_a_unit_is_told_how_to_stand(write):
    table = """\
      - kind: table
        id: dues
        title: Dues rose
        boxhead: [Port, Dues]
        widths: [30%, 40 mm]
        rows: [[Norwich, "rose[@dues-rose]"]]
"""

    found = told(small(write, SECTION + table))

    assert [one.hint for one in found] == [
        "write `30`: a number stands here alone",
        "write `40`: a number stands here alone",
    ]
