"""Cutting a document into the places that facts name."""

import pytest

from report.content.document import Document, Fact, Part, Place
from report.verification import passages


def cut(text: str, *parts: dict[str, str], typed: bool = False) -> dict[tuple[object, ...], str]:
    document = Document.model_construct(structure=tuple(Part(**part) for part in parts), facts={})
    return {at[:4]: words for at, words in passages.cut(text, document, typed=typed).texts.items()}


def test_paragraphs_bullets_and_captions_are_counted_apart():
    text = "A\n\nOne.\n\n• x\n• y\n\nFig. 1\n\nFig. 1\n\n--\n\nTwo.\n\n• z\n\nFig. 2\n"

    found = cut(text, {"heading": "A"}, {"caption": "Fig. 1"}, {"caption": "Fig. 2"})

    assert found == {
        ("A", None, None, None): "A",
        ("A", 1, None, None): "One.",
        ("A", 1, 1, None): "x",
        ("A", 1, 2, None): "y",
        ("A", None, None, 1): "Fig. 1",
        ("A", 2, None, None): "Two.",
        ("A", 2, 1, None): "z",
        ("A", None, None, 2): "Fig. 2",
    }


def test_bullets_before_a_paragraph_belong_to_the_section():
    assert cut("A\n• x\n", {"heading": "A"})[("A", None, 1, None)] == "x"


@pytest.mark.parametrize("marks", ["--", "**", "––", ("1.", "2."), ("1)", "2)")])
@pytest.mark.parametrize("before", ["", "Heard:\n\n", "Heard:\n"])
def test_a_list_in_plain_text_has_the_mark_that_its_writer_typed(marks, before):
    text = f"A\n\n{before}{marks[0]} x\n  goes on\n{marks[1]} y\n"

    found = cut(text, {"heading": "A"}, typed=True)

    paragraph = 1 if before else None
    assert found[("A", paragraph, 1, None)] == "x goes on"
    assert found[("A", paragraph, 2, None)] == "y"


def test_a_heading_with_a_number_and_a_line_that_begins_with_a_dash_are_no_items():
    text = "1. Aims\n\nDues rose\n- it is said -\nin 2018.\n\n– Fig. 1\n"

    found = cut(text, {"heading": "1. Aims"}, {"caption": "– Fig. 1"}, typed=True)

    assert found == {
        ("1. Aims", None, None, None): "1. Aims",
        ("1. Aims", 1, None, None): "Dues rose - it is said - in 2018.",
        ("1. Aims", None, None, 1): "- Fig. 1",
    }


def test_a_part_without_a_heading_begins_with_its_first_words():
    found = cut("T\n\nTo begin with.\n\nMore.", {"section": "abstract", "begins": "To begin"})

    assert found[("", 1, None, None)] == "T"
    assert found[("abstract", 2, None, None)] == "More."


def test_a_list_of_contents_and_a_running_head_start_no_section():
    found = cut("A\nB\n\nA\n\nOne.\n\nA\n\nTwo.\n\nB\n\nThree.", {"heading": "A"}, {"heading": "B"})

    assert found[("A", 2, None, None)] == "Two."
    assert found[("B", 1, None, None)] == "Three."


# ---------------------------------------------------------------------------------------- clauses

TREATY = """\
Part I

1. The parties shall keep the peace.

2. (a) Each bank is free;
(b) each ferry is open to all.

3. Dues are shared. They were 12 per cent.

A paragraph without a number belongs to clause 3.

Part II

Article 4

Ships of both sides may pass.

Article 5 — Disputes go to the court of Hull.

第6条 料金は半分とする。
"""


def clause(number: str, under: str = "Part I", paragraph: int | None = None) -> str | None:
    place = Place(under=under, clause=number, paragraph=paragraph)
    fact = Fact.model_construct(places=(place,), also=())
    parts = (Part(heading="Part I"), Part(heading="Part II"))
    document = Document.model_construct(structure=parts, facts={"a": fact})
    return passages.cut(TREATY, document).at(place)


@pytest.mark.parametrize(
    ("number", "under", "words"),
    [
        ("1", "Part I", "1. The parties shall keep the peace."),
        ("2", "Part I", "2. (a) Each bank is free; (b) each ferry is open to all."),
        ("2(a)", "Part I", "2. (a) Each bank is free;"),
        ("2(b)", "Part I", "(b) each ferry is open to all."),
        ("4", "Part II", "Article 4 Ships of both sides may pass."),
        ("5", "Part II", "Article 5 - Disputes go to the court of Hull."),
        ("6", "Part II", "第6条料金は半分とする。"),
    ],
)
def test_a_clause_is_found_by_its_mark(number, under, words):
    assert clause(number, under) == words


def test_the_paragraphs_of_a_clause_count_from_the_one_with_the_mark():
    assert clause("3", paragraph=1) == "3. Dues are shared. They were 12 per cent."
    assert clause("3", paragraph=2) == "A paragraph without a number belongs to clause 3."


@pytest.mark.parametrize(("number", "under"), [("4", "Part I"), ("1", "Part II"), ("12", "Part I")])
def test_a_clause_that_is_not_in_the_section_is_none(number, under):
    assert clause(number, under) is None


def test_of_a_caption_that_is_printed_twice_the_longer_counts():
    document = Document.model_construct(
        structure=(Part(heading="Port"), Part(caption="The quay at Hull")), facts={}
    )

    found = passages.cut(
        "Port\n\nThe quay at Hull.\n\nThe quay at Hull. (Board/Eva Holm)\n", document
    )

    assert found.at(Place(under="Port", caption=1)) == "The quay at Hull. (Board/Eva Holm)"
