"""What a briefing rests on: every contradiction inside a document's file is told in its place."""

import pytest
from small import BRIEFING, DOCUMENT, SECTION, small

from report import ReportError, content
from report.content import briefing, library, yamlfile

CAPTIONED = DOCUMENT.replace("  - heading: Ports\n", "  - caption: The quay\n  - heading: Ports\n")


def load(path):
    text = yamlfile.read(path)
    return library.load(briefing.parse(text), text)


def told(write, document):
    with pytest.raises(ReportError) as caught:
        load(small(write, document=document))
    return caught.value.diagnostics


@pytest.mark.parametrize(
    ("old", "new", "place", "message"),
    [
        ("Dues, paragraph: 1", "Dues, caption: 5", "19:35", "there is no caption 5 under “Dues”"),
        ("Dues, paragraph: 1", "Dues, paragraph: 0", "19:37", "a number of at least 1"),
        ("Dues, paragraph: 1", "Dues, paragraph: 1, caption: 1", "19:12", "a place is a paragraph"),
        ("heading: Ports", "heading: Dues", "15:5", "the heading “Dues” is listed twice"),
        ("undated", "2014-14-05", "7:11", "there is no month 14"),
        ("undated", "2014-02-30", "7:11", "there is no day 30 in that month"),
        ("undated", "{date-parts: [[2014, 14, 5]]}", "7:11", "there is no month 14"),
        ("  title: Harbour dues in the north\n", "", "4:3", "`title` is missing"),
        ("  publisher:", "  language: Polish\n  publisher:", "6:13", "a tag of a language"),
        ("  publisher:", "  URL: example.org\n  publisher:", "6:8", "an address is wanted"),
        ("words: 400", "located: the web", "9:10", "an address is wanted"),
        ("dues-rose:", "harbour-report:", "17:3", "the key `harbour-report` means two things"),
    ],
)
def test_what_is_plainly_wrong_in_a_document_is_told(write, old, new, place, message):
    found = told(write, DOCUMENT.replace(old, new, 1))

    assert any(
        str(d.span).endswith(f"harbour.yaml:{place}") and d.message.startswith(message)
        for d in found
    ), found


def test_a_document_is_not_its_own_witness(write):
    same = "same-text-as: {document: harbour-report, because: it is}\nsummary:"

    (found,) = told(write, DOCUMENT.replace("summary:", same))

    assert found.message == "a document is not its own witness"


@pytest.mark.parametrize(
    ("also", "message"),
    [
        ("{document: harbour-rport, under: Dues}", "there is no document `harbour-rport`"),
        ("{document: harbour-report, under: Duties}", "`Duties` is not a heading of"),
        ("{document: harbour-report, under: Ports, caption: 1}", "there is no caption 1"),
    ],
)
def test_another_place_of_a_fact_is_held_like_the_first(write, also, message):
    text = DOCUMENT.replace("    must-keep: [at least]\n", f"    also: [{also}]\n")

    (found,) = told(write, text)

    assert found.message.startswith(message)


def test_a_caption_that_is_listed_under_its_heading_may_be_named(write):
    text = CAPTIONED.replace("Dues, paragraph: 1", "Dues, caption: 1")

    assert load(small(write, document=text)).facts["dues-rose"][1].places[0].caption == 1


def test_a_reason_with_a_comma_and_no_quotation_marks_is_known(write):
    text = DOCUMENT.replace("must-keep: [at least]", "declared: {Norwich: the port, named before}")

    (found,) = told(write, text)

    assert found.message == "`named before` is declared without a reason"
    assert "comma" in (found.hint or "")


def test_a_season_needs_no_month(write):
    text = DOCUMENT.replace("issued: undated", "issued: {date-parts: [[2014, 14]]}")

    assert load(small(write, document=text))


def test_a_path_with_backslashes_is_turned(write):
    write(DOCUMENT, "harbour.yaml")
    path = write(BRIEFING.replace("harbour.yaml", r"documents\harbour.yaml") + SECTION)

    with pytest.raises(ReportError, match=r"separated by /: documents/harbour.yaml"):
        load(path)


def test_a_briefing_among_the_documents_is_told_in_one_sentence(write):
    write(BRIEFING + SECTION, "other.yaml")
    path = write(BRIEFING.replace("harbour.yaml", "other.yaml") + SECTION)

    with pytest.raises(ReportError) as caught:
        load(path)

    (found,) = caught.value.diagnostics
    assert found.message == "this is a briefing, not a source document"


def test_a_place_of_several_that_is_no_heading_is_told_at_its_own_line(write):
    places = "place: [{under: Dues, paragraph: 1}, {under: Quays}]"
    text = DOCUMENT.replace("place: {under: Dues, paragraph: 1}", places)

    with pytest.raises(ReportError) as raised:
        load(small(write, document=text))

    (found,) = raised.value.diagnostics
    assert found.message == "`Quays` is not a heading of this document"
    assert found.span is not None
    assert found.span.excerpt[found.span.column - 1 :].startswith("Quays}]")


@pytest.mark.parametrize("clause", ["article 4", "4.", "four"])
def test_a_clause_is_named_by_its_number(write, clause):
    place = f"place: {{under: Dues, clause: {clause}}}"
    text = DOCUMENT.replace("place: {under: Dues, paragraph: 1}", place)

    with pytest.raises(ReportError, match="a clause is named by its number"):
        load(small(write, document=text))


def test_a_document_that_is_no_name_is_told_beside_other_mistakes(write):
    path = small(write)
    path.write_text(path.read_text().replace("[harbour.yaml]", "[[harbour.yaml]]"))

    with pytest.raises(ReportError, match="a text is wanted here"):
        content.read(path)
