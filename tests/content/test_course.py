"""The kinds for a class and for close reading: what they refuse, and what the checks hold."""

import pytest
from small import DOCUMENT, SECTION, small

from report import ReportError, checks, content, pipeline

WHO = """\
  - id: parts
    title: Who did what
    blocks:
      - kind: who-did-what
        id: who
        title: Dues rose in Norwich alone
        columns: [{id: rose, label: Dues rose}, {id: held, label: Dues held}]
        rows:
          - actor: Norwich
            marked: yes
            did: {rose: 'By at least 12 per cent in 2018[@dues-rose]'}
          - actor: The other ports
            did: {held: 'Reportedly[@ports-held]'}
"""

PASSAGE = "      - {kind: passage, document: harbour-report, passage: opening}\n"

READING = DOCUMENT.replace(
    "facts:",
    "passages:\n  opening:\n    place: {under: Dues}\n"
    "    text: Dues rose. They rose by at least 12 per cent.\nfacts:",
)
FREE = READING.replace("latest-event:", "licence: {name: CC BY 4.0}\nlatest-event:")

QUIZ = """\
      - kind: quiz
        for: instructor
        questions:
          - id: rise
            stem: Where did dues rise?
            right: In Norwich
            wrong: [In Hull, 'Everywhere, by 90 per cent']
            feedback: Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]
"""

EXERCISE = """\
      - kind: exercise
        for: instructor
        title: Mend the paragraph
        parts:
          - title: Errors
            task: Find them.
            faulty: Dues rose by 90 per cent in Hull.
            faults:
              - {error: by 90 per cent, right: 'by at least 12 per cent[@dues-rose]'}
"""


def doubts(path):
    read = content.read(path)
    return checks.content(read.briefing, read.library, read.source)


def test_who_did_what_prints_a_dash_where_nothing_is_reported(write):
    pdf = pipeline.build(small(write, WHO), strict=True)
    import pypdfium2

    words = pypdfium2.PdfDocument(pdf.data)[0].get_textpage().get_text_range()

    assert words.count("–") == 2
    assert "not reported" in words


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("did: {held:", "did: {hold:", "there is no column `hold`"),
        ("Reportedly[@ports-held]", "Reportedly", "a cell of who did what rests on a fact"),
    ],
)
def test_a_cell_of_who_did_what_is_a_fact_in_a_column(write, old, new, said):
    with pytest.raises(ReportError, match=said):
        content.read(small(write, WHO.replace(old, new)))


def test_a_passage_is_printed_with_its_sentences_numbered(write):
    pdf = pipeline.build(small(write, SECTION + PASSAGE, FREE))
    import pypdfium2

    words = pypdfium2.PdfDocument(pdf.data)[0].get_textpage().get_text_range()

    assert "1 Dues rose. 2 They rose" in " ".join(words.replace("\u00a0", " ").split())
    assert "CC BY 4.0" in " ".join(words.split())


@pytest.mark.parametrize("licence", ["", "licence: {name: Some Terms}\n"])
def test_a_passage_wants_a_licence_that_allows_it(write, licence):
    document = READING.replace("latest-event:", f"{licence}latest-event:")

    with pytest.raises(ReportError, match="no licence of this document allows that"):
        content.read(small(write, SECTION + PASSAGE, document))


def test_a_licence_that_we_do_not_know_may_be_said_to_allow_it(write):
    licence = "licence: {name: Some Terms, reprint: yes}\n"
    document = READING.replace("latest-event:", f"{licence}latest-event:")

    assert content.read(small(write, SECTION + PASSAGE, document)).library.documents


def test_a_passage_that_no_document_has_is_named_at_its_block(write):
    with pytest.raises(ReportError, match="has no passage `ending`"):
        content.read(small(write, SECTION + PASSAGE.replace("opening", "ending"), FREE))


def test_a_term_stands_in_one_group_of_a_glossary(write):
    groups = "".join(
        f"          - {{head: {head}, entries: [{{term: Dues, gloss: 'Paid.[@dues-rose]'}}]}}\n"
        for head in ("Names", "Spellings")
    )
    glossary = "      - kind: glossary\n        groups:\n" + groups

    with pytest.raises(ReportError, match="the term “Dues” stands here twice"):
        content.read(small(write, SECTION + glossary))


def test_a_wrong_option_is_wrong_on_purpose_and_its_feedback_is_not(write):
    sound = small(write, SECTION + QUIZ)
    assert not [d for d in doubts(sound) if d.check in ("numbers", "names")]

    wrong = small(
        write,
        SECTION + QUIZ.replace("feedback: Dues rose by at least 12", "feedback: Dues rose by 13"),
    )
    assert "numbers" in {d.check for d in doubts(wrong)}


def test_a_faulty_paragraph_is_faulty_on_purpose_and_its_key_is_not(write):
    sound = small(write, SECTION + EXERCISE)
    assert not [d for d in doubts(sound) if d.check in ("numbers", "names")]

    wrong = small(write, SECTION + EXERCISE.replace("by at least 12", "by at least 13"))
    assert "numbers" in {d.check for d in doubts(wrong)}


def test_a_planted_error_is_in_the_paragraph(write):
    with pytest.raises(ReportError, match="“by 91 per cent” is not in the faulty paragraph"):
        content.read(small(write, SECTION + EXERCISE.replace("error: by 90", "error: by 91")))


def test_what_is_for_the_instructor_is_in_no_file(write):
    pdf = pipeline.build(small(write, SECTION + QUIZ))
    import pypdfium2

    assert "Hull" not in pypdfium2.PdfDocument(pdf.data)[0].get_textpage().get_text_range()


def test_the_name_of_a_licence_that_allows_reprints_is_known():
    from report.content.document import Licence

    for name in ("CC BY 3.0", "Creative Commons Attribution 3.0", "CC0 1.0", "Public domain"):
        assert Licence(name=name).allows_reprints, name
    assert not Licence(name="All rights reserved").allows_reprints
