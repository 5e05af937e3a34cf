"""Notes: numbered in the order of reading, joined by document, called once or many times."""

import pytest
from small import DOCUMENT, SECTION, small

from report import ReportError, notes
from report.citations import Cited
from report.content import briefing, library, yamlfile
from report.content.document import Document, Part, Place


def gathered(path):
    text = yamlfile.read(path)
    model = briefing.parse(text)
    return notes.gather(model, library.load(model, text), text)


def section(text):
    return SECTION.replace(
        "Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]", text
    )


def test_one_call_is_one_note_and_joins_the_facts_of_a_document(write):
    found = gathered(small(write, section("'Dues rose, others held.[@dues-rose; @ports-held]'")))

    place = "under “Dues,” para. 1; under “Ports,” para. 2"
    assert found.clusters == ((Cited("harbour-report", place=place),),)
    assert [n.label for n in found.page] == ["1"]


def test_a_document_is_cited_with_the_authors_own_locator(write):
    found = gathered(small(write, section("'Nothing is said of 2019.[see @harbour-report, p. 4]'")))

    assert found.clusters == ((Cited("harbour-report", locator="p. 4", prefix="see"),),)


def test_a_named_note_called_again_keeps_its_number_and_prints_once(write):
    text = "'One.[@dues-rose]{#rise} Two.[@ports-held] Again.[^rise]'"

    (marks,) = gathered(small(write, section(text))).marks.values()

    assert [(m.note.label, m.first, m.id) for m in marks] == [
        ("1", True, "r1"),
        ("2", True, "r2"),
        ("1", False, "r1-2"),
    ]


def test_the_same_facts_cited_again_without_a_name_make_a_note_of_their_own(write):
    found = gathered(small(write, section("'One.[@dues-rose] Two.[@dues-rose]'")))

    assert [n.label for n in found.page] == ["1", "2"]


def sharing(write, text, form="full", document=DOCUMENT):
    """Gather the notes of a briefing whose sections share them."""
    path = small(write, section(text) + "      - kind: sources\n", document)
    path.write_text(
        path.read_text().replace("sections:", f"notes: {{share: section, form: {form}}}\nsections:")
    )
    return gathered(path)


def test_calls_that_cite_the_same_passages_share_a_note_within_a_section(write):
    found = sharing(write, "'One.[@dues-rose] Two.[@ports-held] Three.[@dues-rose]'")

    (marks,) = found.marks.values()
    assert [(m.note.label, m.first) for m in marks] == [("1", True), ("2", True), ("1", False)]


def test_a_shared_note_is_the_same_in_whatever_order_its_facts_are_cited(write):
    found = sharing(write, "'One.[@dues-rose; @ports-held] Two.[@ports-held; @dues-rose]'")

    assert [n.label for n in found.page] == ["1"]


def test_sections_share_no_note_with_each_other(write):
    other = SECTION.replace("findings", "more").replace("Findings", "More")
    path = small(write, SECTION + other)
    path.write_text(path.read_text().replace("sections:", "notes: {share: section}\nsections:"))

    assert [n.label for n in gathered(path).page] == ["1", "2"]


def test_a_shared_note_is_printed_again_on_each_other_page_that_calls_it(write):
    found = sharing(
        write, "'One.[@dues-rose] Two.[@dues-rose] Three.[@dues-rose] Four.[@dues-rose]'"
    )

    again = notes.repeated(found, {"r1": 1, "r1-2": 1, "r1-3": 2, "r1-4": 2}).again

    assert again == {"r1-3": "n1-2"}


def test_notes_that_are_not_shared_are_printed_once(write):
    found = gathered(small(write, section("'One.[@dues-rose]{#rise} Two.[^rise]'")))

    assert notes.repeated(found, {"r1": 1, "r1-2": 2}) == found


def test_a_full_note_that_is_printed_again_has_a_short_form(write):
    found = sharing(write, "'One.[@dues-rose] Two.[@dues-rose]'")

    assert found.clusters[found.brief["n1"]] == found.clusters[0]
    assert not sharing(write, "'One.[@dues-rose] Two.[@dues-rose]'", "short").brief


def test_a_note_quotes_what_the_facts_of_all_its_calls_quote(write):
    document = DOCUMENT.replace("as-of:", "quote: at least 12 per cent\n    as-of:").replace(
        "{under: Ports, paragraph: 2}", "{under: Dues, paragraph: 1}\n    quote: reportedly"
    )

    found = sharing(write, "'One.[@dues-rose] Two.[@ports-held]'", document=document)

    assert [c.said for c in found.clusters[0]] == [
        "under “Dues,” para. 1: “at least 12 per cent,” “reportedly”"
    ]


def test_a_call_quotes_words_of_its_fact_in_its_note(write):
    found = gathered(small(write, section("'Dues rose.[@dues-rose, “at least 12 per cent”]'")))

    assert found.clusters[0][0].said == "under “Dues,” para. 1: “at least 12 per cent”"


def test_a_call_does_not_quote_what_its_fact_does_not_have(write):
    with pytest.raises(ReportError, match="“at most” stands in no phrase of the fact `dues-rose`"):
        gathered(small(write, section("'Dues rose.[@dues-rose, “at most”]'")))


def test_a_siglum_goes_with_a_brief_place(write):
    document = DOCUMENT.replace("short:", "siglum: H\nshort:")

    found = sharing(write, "'Dues rose.[@dues-rose]'", "sigla", document)

    assert found.clusters[0][0].place == "“Dues,” ¶ 1"


def test_notes_by_sigla_want_one_for_each_document(write):
    with pytest.raises(ReportError, match="notes go by sigla, and `harbour-report` has none"):
        sharing(write, "'Dues rose.[@dues-rose]'", "sigla")


def test_short_notes_want_a_list_that_has_their_works_in_full(write):
    path = small(write)
    path.write_text(path.read_text().replace("sections:", "notes: {form: short}\nsections:"))

    with pytest.raises(ReportError, match="no list has the works in full"):
        gathered(path)


def test_two_documents_do_not_share_a_siglum(write):
    document = DOCUMENT.replace("short:", "siglum: H\nshort:")
    path = small(write, document=document)
    write(
        document.replace("harbour-report", "other")
        .replace("dues-rose", "x")
        .replace("ports-held", "y"),
        "other.yaml",
    )
    path.write_text(path.read_text().replace("[harbour.yaml]", "[harbour.yaml, other.yaml]"))

    with pytest.raises(ReportError, match="`H` is the siglum of `harbour-report` already"):
        gathered(path)


def test_a_silence_is_noted_by_the_documents_that_were_searched(write):
    found = gathered(small(write, section("'Nobody is named.[not in @harbour-report]'")))

    assert found.clusters == ((Cited("harbour-report", prefix="not in"),),)


@pytest.mark.parametrize("call", ["not in @harbour-report, para. 2", "not in @dues-rose"])
def test_a_silence_has_no_place(write, call):
    with pytest.raises(ReportError, match="what no passage holds has no place to cite"):
        gathered(small(write, section(f"'Nobody is named.[{call}]'")))


TABLE = """\
  - id: findings
    title: Findings
    blocks:
      - kind: table
        id: dues
        title: Dues rose
        boxhead: [Port, Dues]
        rows:
          - ['Norwich[@dues-rose]', 'rose[@dues-rose]']
          - [Others, 'held[@ports-held]']
      - kind: prose
        text: Dues rose.[@dues-rose]
"""


def test_an_exhibit_has_letters_of_its_own_one_for_each_distinct_citation(write):
    found = gathered(small(write, TABLE))

    assert [n.label for n in found.letters["exhibit-1"]] == ["a", "b"]
    assert [n.label for n in found.page] == ["1"]


def test_letters_go_on_after_z_and_pass_over_those_of_one_stroke():
    assert [notes.letter(n) for n in (0, 8, 10, 23, 24, 48)] == ["a", "j", "m", "z", "aa", "ba"]


def test_a_page_note_may_not_be_called_from_an_exhibit(write):
    sections = TABLE.replace("[Others, 'held[@ports-held]']", "[Others, 'held[^rise]']")

    with pytest.raises(ReportError, match="no note above is named `rise`"):
        gathered(small(write, sections))


def test_a_wrong_key_used_twice_is_placed_at_each_of_its_uses(write):
    text = "'One.[@dues-rise] Two.[@dues-rise]'"

    with pytest.raises(ReportError) as caught:
        gathered(small(write, section(text)))

    columns = [d.span.column for d in caught.value.diagnostics]
    assert columns == [22, 39]


@pytest.mark.parametrize(
    ("places", "printed"),
    [
        ([(2, None, None)], "under “Dues,” para. 2"),
        ([(1, None, None), (2, None, None), (2, None, None)], "under “Dues,” paras. 1–2"),
        ([(1, None, None), (3, None, None)], "under “Dues,” paras. 1, 3"),
        ([(3, 1, None), (3, 2, None), (3, 4, None)], "under “Dues,” para. 3, bullets 1–2, 4"),
        ([(None, 3, None)], "under “Dues,” bullet 3"),
        ([(None, None, 2)], "under “Dues,” caption 2"),
        ([(1, None, None), (None, None, 1)], "under “Dues,” para. 1 and caption 1"),
        ([(None, None, None)], "heading “Dues”"),
    ],
)
def test_places_under_one_heading_are_joined(places, printed):
    doc = Document.model_construct(structure=(Part(heading="Dues"),))
    found = [
        Place.model_validate(
            {"under": "Dues", "paragraph": p, "bullet": b, "caption": c}, by_alias=True
        )
        for p, b, c in places
    ]

    assert doc.cited_places(found) == printed


def test_a_part_without_a_heading_is_cited_by_the_editors_label():
    doc = Document.model_construct(structure=(Part(section="abstract", begins="Tajikistan faced"),))

    assert doc.cited_places([Place(under="abstract", paragraph=2)]) == "abstract, para. 2"


# -------------------------------------------------------------------------- what leads nowhere


def refused(path):
    """Return what is wrong, each with its line, its column and its hint."""
    with pytest.raises(ReportError) as caught:
        gathered(path)
    return [(d.message, d.span.line, d.span.column, d.hint) for d in caught.value.diagnostics]


FIGURE = """\
      - kind: figure
        id: quay
        title: A quay
        file: quay.svg
        alt: A quay
        credit: Drawn by us.[@dues-rose]
"""
LINE = 14  # of the text in the small briefing
START = 16  # its column, behind the quotation mark


@pytest.mark.parametrize(
    ("text", "message", "column", "hint"),
    [
        ("One @dues-rose.", "`@dues-rose` would appear as written", 4, "[@dues-rose]"),
        ("One [dues-rose].", "`[dues-rose]` would appear as written", 4, "write [@dues-rose]"),
        ("One [quay].", "`[quay]` would appear as written", 4, "write [#quay]"),
        ("O.[@dues-rose]{#rise} [rise]", "`[rise]` would appear as written", 22, "write [^rise]"),
        (
            "One [dues-ruse].",
            "`[dues-ruse]` would appear as written",
            4,
            "did you mean `dues-rose`?",
        ),
        ("One [#quai].", "there is no exhibit or section `quai`", 4, "did you mean `quay`?"),
        ("A.[@dues-rose, p. 4]", "the fact `dues-rose` has its own place; `p. 4`", 2, "[@harbour-"),
        ("A.[@ports-held; see @dues-rose]", "`see` would not be printed", 2, "cite apart"),
        ("A.[^rise]", "no note above is named `rise`", 2, "name one: [@key]{#rise}"),
        ("A.[^rise] B.[@dues-rose]{#rise}", "no note above is named `rise`", 2, "line 14"),
        ("A.[@dues-rose]{#rise} B.[^rose]", "no note above is named `rose`", 24, "`rise`"),
        (
            "A.[@dues-rose]{#x1} B.[@dues-rose]{#x1}",
            "the note name `x1` is used twice",
            22,
            "[^name]",
        ),
        (
            "A.^[It is [@dues-rose]{#x1} so.]",
            "what is cited inside a note is not called",
            10,
            "name",
        ),
        (
            "A.[@dues-rose]{#x1} B.^[It is [^x1] so.]",
            "a note is called from inside a note",
            30,
            "anew",
        ),
    ],
)
def test_what_would_be_lost_or_leads_nowhere_is_refused_at_its_place(
    write, text, message, column, hint
):
    (told,) = refused(small(write, section(f'"{text}"') + FIGURE))

    assert told[0].startswith(message)
    assert told[1:3] == (LINE, START + column)
    assert hint in told[3]


@pytest.mark.parametrize(
    "text",
    ["He said [sic] so.", "One [harbour].", "a@dues-rose.org", "One @nobody"],
)
def test_brackets_that_are_no_call_are_printed(write, text):
    gathered(small(write, section(f'"{text}[connective]"') + FIGURE))


def test_a_title_carries_no_note(write):
    heading = "      - {kind: heading, text: 'Dues[@dues-rose]'}\n"

    ((message, line, _, hint),) = refused(small(write, SECTION + heading))

    assert (message, line) == ("a title carries no note", 15)
    assert "in the text below it" in hint


def test_an_exhibit_has_no_note_of_the_authors_own_and_calls_no_page_note(write):
    named = SECTION.replace("[@dues-rose]", "[@dues-rose]{#rise}")
    table = TABLE.split("blocks:\n")[1].replace("[Others, 'held[@ports-held]']", "[Other, '{}']")

    for call, message in (
        ("held^[As we see.]", "the notes of an exhibit are its sources"),
        ("held[^rise]", "a page note is not called from an exhibit"),
    ):
        assert [told[0] for told in refused(small(write, named + table.format(call)))] == [message]


def test_a_note_in_the_authors_own_words_is_numbered_with_the_others(write):
    text = (
        "'One.[@ports-held] Two.^[As we see, [@dues-rose] and [@ports-held].] Three.[@dues-rose]'"
    )

    found = gathered(small(write, section(text)))

    (marks,) = found.marks.values()
    assert [(m.kind, m.note.label, m.id, m.first) for m in marks] == [
        ("page", "1", "r1", True),
        ("page", "2", "r2", True),
        ("inside", "2", "r2", False),
        ("inside", "2", "r2", False),
        ("page", "3", "r3", True),
    ]
    assert [m.note.cluster for m in marks] == [0, notes.OWN, 1, 2, 3]
    assert found.numbers == (1, 2, 2, 3)


def test_the_calls_of_an_exhibit_are_told_apart_and_stand_with_the_page_note_above(write):
    sections = SECTION + TABLE.split("blocks:\n")[1]

    found = gathered(small(write, sections))

    marks = [mark for all_marks in found.marks.values() for mark in all_marks]
    assert [(m.kind, m.id, m.first) for m in marks] == [
        ("page", "r1", True),
        ("letter", "exhibit-1-a-1", True),
        ("letter", "exhibit-1-a-2", False),
        ("letter", "exhibit-1-b-1", True),
        ("page", "r2", True),
    ]
    assert found.numbers == (1, 1, 1, 2)


def test_the_cover_has_no_room_for_quotations(write):
    cover = SECTION.replace("title: Findings", "layout: cover").replace(
        "[@dues-rose]", "[@dues-rose, “at least 12 per cent”]"
    )

    assert gathered(small(write, cover)).clusters[0][0].said == ""


def test_a_summary_is_noted_by_its_document_and_by_no_siglum(write):
    documents = SECTION + "      - kind: documents\n"

    assert gathered(small(write, documents)).clusters[-1] == (Cited("harbour-report"),)
    found = sharing(
        write,
        "'Dues rose.[@dues-rose]'\n      - kind: documents",
        "sigla",
        DOCUMENT.replace("short:", "siglum: H\nshort:"),
    )
    assert len(found.clusters) == 1


def test_problems_are_told_up_to_a_limit(write, monkeypatch):
    monkeypatch.setattr("report.limits.PROBLEMS", 2)

    assert len(refused(small(write, section("'[@aa] [@bb] [@cc]'")))) == 2
