"""Who gets what: what is for the instructor is in nobody else's file, whatever its form."""

import io
import re
from collections.abc import Iterator

import pikepdf
import pypdfium2
import pytest
from small import SECTION, small

from report import pipeline, reflowing

# Every place has a word of its own, which stands nowhere else.
INSTRUCTOR = """\
  - id: quokkaa
    title: Quokkab
    for: instructor
    blocks:
      - {kind: heading, text: Quokkac}
  - id: more
    title: More
    blocks:
      - kind: answers
        answers:  # quokkad
          - question: 1
            answer: Dues rose in Norwich in 2018.[@dues-rose] Quokkae follows.[connective]
            draw-out: [Say quokkaf.]
      - kind: quiz
        time: Quokkag minutes
        questions:
          - id: quokkah
            stem: Which quokkai?
            right: Quokkaj did.
            wrong: [Quokkak did.]
            feedback: Dues rose in Norwich in 2018.[@dues-rose] Quokkal follows.[connective]
      - kind: table
        id: quokkam
        for: instructor
        title: Quokkan
        boxhead: [Where, Quokkao]
        rows: [[Quokkap, "Norwich[@dues-rose]"]]
        allow: [{check: numbers, text: Quokkaq, because: quokkar}]
      - kind: prose
        for: instructor
        text: Quokkas cites a work of its own.[@quokkat, p. 3]
"""
LEVEL = """\
          - for: instructor
            name: Quokkau
            questions: [Did quokkav rise?]
"""
QUESTIONS = """\
      - kind: questions
        levels:
          - name: To begin with
            questions: [Did dues rise?]
"""
WORK = "@book{quokkat, author={Quokkat, Q.}, title={Quokkat}, publisher={Q}, year={1999}}\n"
HEAD = "references: works.bib\nattach: [content, references]\n"
SOURCES = "  - id: back\n    title: Sources\n    blocks: [{kind: sources}]\n"
EVERY = [f"quokka{letter}" for letter in "abcdefghijklmnopqrstuv"]


def briefing(write, name, instructor):
    write(WORK if instructor else "", "works.bib")
    levels = QUESTIONS + (LEVEL if instructor else "")
    path = small(write, SECTION + levels + (INSTRUCTOR if instructor else "") + SOURCES)
    path = path.rename(path.with_name(name))
    path.write_text(HEAD + path.read_text(encoding="utf-8"), encoding="utf-8")
    return path


def told(thing: pikepdf.Object) -> Iterator[bytes]:
    """Yield every string and name of an object, in its own letters, and what its stream holds."""
    if isinstance(thing, pikepdf.Stream):
        yield thing.read_bytes()
    if isinstance(thing, pikepdf.Dictionary | pikepdf.Stream):
        for key in thing.keys():  # noqa: SIM118  a stream cannot be looped over
            yield str(key).encode()
            if not getattr(thing[key], "is_indirect", False):
                yield from told(thing[key])
    elif isinstance(thing, pikepdf.Array):
        for one in thing:
            if not getattr(one, "is_indirect", False):
                yield from told(one)
    else:
        yield str(thing).encode(errors="ignore")


def found(data: bytes) -> list[str]:
    """Return the planted words that are anywhere in a PDF: pages, tags, names, attachments."""
    pieces = [data]
    with pypdfium2.PdfDocument(data) as pages:
        pieces += [page.get_textpage().get_text_range().encode() for page in pages]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pieces += [piece for thing in pdf.objects for piece in told(thing)]
    pieces += [piece.replace(b"\0", b"") for piece in pieces]
    return sorted({m.lower().decode() for p in pieces for m in re.findall(rb"(?i)quokka\w", p)})


@pytest.fixture
def parted(write):
    return briefing(write, "parted.yaml", instructor=True)


def test_nothing_of_the_instructor_s_is_in_a_student_s_pdf(parted):
    assert found(pipeline.build(parted).data) == []


def test_all_of_it_is_in_the_instructor_s(parted):
    """The search finds what is there: ids, comments and attachments too."""
    own = pipeline.build(parted, edition="instructor").data

    assert found(own) == EVERY


@pytest.mark.slow
@pytest.mark.parametrize("options", [{}, {"annex": "evidence"}])
def test_a_student_s_pdf_is_that_of_a_content_without_the_instructor_s(write, options):
    without = briefing(write, "briefing.yaml", instructor=False)
    without.write_text(without.read_text().replace("[content, references]", "[references]"))
    plain = pipeline.build(without, **options).data
    parted = briefing(write, "briefing.yaml", instructor=True)
    parted.write_text(parted.read_text().replace("[content, references]", "[references]"))

    assert pipeline.build(parted, **options).data == plain


def test_the_same_holds_of_the_page_for_the_web(write):
    plain = reflowing.page(briefing(write, "briefing.yaml", instructor=False)).data
    parted = briefing(write, "briefing.yaml", instructor=True)

    student = reflowing.page(parted).data
    assert student == plain
    assert b"uokka" not in student
    instructor = reflowing.page(parted, edition="instructor").data.lower()
    assert b"quokkaj did" in instructor


def test_the_attached_content_is_what_the_edition_may_know(parted):
    with pikepdf.open(io.BytesIO(pipeline.build(parted).data)) as pdf:
        attached = pdf.attachments["parted.yaml"].get_file().read_bytes().decode()

    assert "To begin with" in attached
    assert "uokka" not in attached


def test_the_instructor_s_edition_says_whose_it_is(parted):
    with pypdfium2.PdfDocument(pipeline.build(parted, edition="instructor").data) as pdf:
        words = " ".join(page.get_textpage().get_text_range() for page in pdf)

    assert "Question 1. Did dues rise?" in " ".join(words.split())
    assert "Right:" in words


def test_answers_a_quiz_a_plan_and_an_exercise_are_for_the_instructor_unless_they_say_otherwise(
    write,
):
    quiz = """\
      - kind: quiz
        questions:
          - {id: q, stem: Did dues fall?, right: No., wrong: [Yes.], feedback: "No.[@dues-rose]"}
"""
    path = small(write, SECTION + quiz)
    assert b"Did dues fall" not in reflowing.page(path).data

    path = small(write, SECTION + quiz.replace("kind: quiz", "kind: quiz\n        for: everyone"))
    assert b"Did dues fall" in reflowing.page(path).data


def test_a_summary_has_the_cover_the_next_texts_and_the_sources(write):
    cover = """\
  - id: first
    layout: cover
    blocks:
      - {kind: key-points, points: [{lead: Dues., text: "They rose in Norwich.[@dues-rose]"}]}
"""
    last = "  - id: last\n    title: Last\n    blocks: [{kind: heading, text: Beyond the sheet}]\n"
    path = small(write, cover + SECTION + last + SOURCES)
    made = reflowing.page(path, edition="summary").data.decode()

    assert "They rose in Norwich." in made
    assert "Harbour Board" in made
    assert "Beyond the sheet" not in made
