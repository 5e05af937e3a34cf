"""The list of sources and the documents' own references, as a page has them."""

import re

import pytest
from small import BRIEFING, DOCUMENT, SECTION, small

from report import pipeline
from report.page import html
from report.page.theme import Theme

BIB = "@book{good, author = {Doe, Jane}, title = {Good}}\n@book{spare, title = {Spare}}\n"
CITING = SECTION.rstrip() + " It is so.[@good]\n      - kind: sources\n"


def printed(write, sections):
    """Return the words of the pages of the small briefing with an export beside it."""
    write(DOCUMENT, "harbour.yaml")
    write(BIB, "works.bib")
    read = pipeline.prepare(write(BRIEFING + sections + "references: works.bib\n"))
    pages = html.render(read.views(read.cite().result()), Theme.load())
    return " ".join(re.sub(r"<[^>]*>", " ", page) for page in pages)


def test_documents_and_works_cited_stand_under_headings_of_their_own(write):
    words = " ".join(printed(write, CITING).split())

    assert re.search(r"Sources consulted Harbour Dues.*Works cited Doe, Jane\. Good", words)
    assert "Spare" not in words


def test_works_alone_need_no_second_heading(write):
    assert "Works cited" not in printed(write, SECTION + "      - kind: sources\n")


def test_each_document_may_be_given_with_its_full_reference(write):
    block = "      - kind: documents\n        full-reference: true\n"

    words = printed(write, SECTION + block)

    assert re.search(r"Harbour Dues in the North .*\. Harbour Board", words)


IMPRINT = """\
      - kind: changes
        items: [Second edition.]
      - kind: licences
        text: >-
          {words}
  - id: more
    title: More
    layout: run-on
    blocks:
      - kind: prose
        text: It is so.[connective]
"""


def test_a_section_begins_under_all_of_the_imprint_before_it(write):
    words = "What is printed here may be copied by anybody who says whence it comes. " * 4
    found = pipeline.build(small(write, SECTION + IMPRINT.format(words=words)))

    assert found.pages == 1  # and no words stand over others, which would be refused


PASSAGE = """\
licence: {name: CC BY 4.0, url: "https://example.org/by"}
passages:
  ports:
    place: {under: Ports, paragraph: 2}
    text: The three ports kept their dues.
structure:
"""


def passage_of(write, text, more=""):
    document = DOCUMENT.replace("structure:\n", PASSAGE).replace("  publisher: Harbour Board\n", "")
    document = document.replace("text: The three ports kept their dues.", text)
    write(document, "harbour.yaml")
    block = (
        "      - kind: passage\n        title: Ports\n        document: harbour-report\n"
        "        passage: ports\n"
    )
    read = pipeline.prepare(write(BRIEFING + SECTION + block + more))
    pages = "".join(html.render(read.views(read.cite().result()), Theme.load()))
    return re.sub(r"<[^>]*>", "", pages)


def test_a_passage_numbers_its_paragraphs_and_sentences_and_no_reference_in_brackets(write):
    text = "text: |\n      They rose. And fell. (Lee, 2000)\n\n      That was all."

    page = passage_of(write, text)

    assert "¶ 2 1&#160;They rose. 2&#160;And fell. (Lee, 2000)" in page
    assert "¶ 3 3&#160;That was all." in page


@pytest.mark.parametrize(
    ("more", "said"),
    [("", "Harbour dues in the north.” CC BY"), ("locale: en-GB\n", "in the north”. CC BY")],
)
def test_the_source_of_a_passage_is_punctuated_as_the_notes_are(write, more, said):
    text = "text: The three ports kept their dues."

    assert said in passage_of(write, text, more)
