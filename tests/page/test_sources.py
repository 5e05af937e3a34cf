"""The list of sources and the documents' own references, as a page has them."""

import re

from small import BRIEFING, DOCUMENT, SECTION

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
