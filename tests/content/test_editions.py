"""Who gets what: what is for the instructor is in nobody else's file, whatever its form."""

import copy
import functools
import io
import operator
import re
import zipfile
from collections.abc import Iterable, Iterator

import pikepdf
import pypdfium2
import pytest
import yaml
from small import SECTION, small

from report import pipeline, reflowing
from report.content import briefing as assembly
from report.content import editions, yamlfile
from report.course import Files, cartridge
from report.errors import ReportError
from report.start import specimen

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
# Each item for the instructor stands on a line of its own.
ITEMS = """\
  - id: items
    title: Items
    blocks:
      - kind: list
        items:
          - Dues rose in Norwich in 2018.[@dues-rose]
          - {text: "In Norwich in 2018 quokkaba rose.[@dues-rose]", for: instructor}  # quokkabb
      - kind: objectives
        items:
          - Know dues.
          - {text: Know quokkabc., for: instructor}
      - kind: task
        title: Dues
        steps:
          - {for: instructor, text: Hand quokkabd out.}
          - Read it.
      - kind: table
        id: dues
        title: Dues rose in Norwich
        boxhead: [Where, When]
        rows:
          - [Norwich, "2018[@dues-rose]"]
          - {cells: [Quokkabe, "quokkabf in 2018[@dues-rose]"], for: instructor}
      - kind: table
        id: groups
        title: Dues rose in Norwich
        boxhead: [Where, When]
        groups:
          - {head: Quokkabg, rows: [[quokkabh, "2018[@dues-rose]"]], for: instructor}
          - {head: North, rows: [[Norwich, "2018[@dues-rose]"]]}
      - kind: glossary
        entries:
          - {term: due, gloss: "What ships paid in Norwich.[@dues-rose]"}
          - {term: quokkabi, gloss: "Quokkabj, in Norwich.[@dues-rose]", for: instructor}
      - kind: quiz
        for: everyone
        questions:
          - id: q-one
            stem: Did dues rise?
            right: They did.
            wrong:
              - They fell.
              - {text: Quokkabk did., for: instructor}
            feedback: Dues rose in Norwich in 2018.[@dues-rose]
"""
SOURCES = "  - id: back\n    title: Sources\n    blocks: [{kind: sources}]\n"
EVERY = [f"quokka{letter}" for letter in "abcdefghijklmnopqrstuv"]
EVERY += [f"quokkab{letter}" for letter in "abcdefghijk"]


def without(text):
    return "".join(line for line in text.splitlines(True) if "uokka" not in line)


def briefing(write, name, instructor):
    write(WORK if instructor else "", "works.bib")
    levels = QUESTIONS + (LEVEL if instructor else "")
    items = ITEMS if instructor else without(ITEMS)
    path = small(write, SECTION + levels + items + (INSTRUCTOR if instructor else "") + SOURCES)
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
    """Return the planted words that are anywhere in a file.

    Of a PDF: its bytes, the text of its pages, every string, name and stream of every object, and
    so its tags, alternative texts, bookmarks, metadata and attachments. Of a package: its members.
    """
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            names = [name.encode() for name in package.namelist()]
            inner = [found(package.read(name)) for name in package.namelist()]
        return sorted({*planted(names), *(word for words in inner for word in words)})
    if not data.startswith(b"%PDF"):
        return planted([data])
    pieces = [data]
    with pypdfium2.PdfDocument(data) as pages:
        pieces += [page.get_textpage().get_text_range().encode() for page in pages]
    with pikepdf.open(io.BytesIO(data)) as pdf:
        pieces += [piece for thing in pdf.objects for piece in told(thing)]
    pieces += [piece.replace(b"\0", b"") for piece in pieces]
    return planted(pieces)


def planted(pieces: Iterable[bytes]) -> list[str]:
    plain = re.compile(rb"(?i)quokka[a-z]{1,2}(?![a-z])")
    return sorted({m.lower().decode() for piece in pieces for m in plain.findall(piece)})


@pytest.fixture
def parted(write):
    return briefing(write, "parted.yaml", instructor=True)


def test_nothing_of_the_instructor_s_is_in_a_student_s_pdf(parted):
    assert found(pipeline.build(parted).data) == []


def test_all_of_it_is_in_the_instructor_s(parted):
    """The search finds what is there: ids, comments and attachments too."""
    own = pipeline.build(parted, edition="instructor").data

    assert found(own) == sorted(EVERY)


ASKED = """\
          - id: q-{n}
            stem: Where did dues rise, {n}?
            right: In Norwich.
            wrong: [Nowhere.]
            feedback: Dues rose in Norwich in 2018.[@dues-rose]
"""


def test_a_student_s_cartridge_has_the_open_questions_of_a_quiz_alone(write):
    quiz = "      - kind: quiz\n        questions:\n"
    quiz += "".join(ASKED.format(n=n) for n in ("one", "two", "three", "four"))
    five = quiz + ASKED.format(n="quokkaw") + "            for: instructor\n"
    path = small(
        write, SECTION + QUESTIONS + LEVEL + ITEMS.partition("      - kind: quiz")[0] + five
    )
    whole, read = pipeline.contents(path, "student")
    page = reflowing.page(path, pdf="briefing.pdf").data
    made = cartridge(read, whole, Files(pipeline.build(path).data, page))

    assert (made.topics, made.checks) == (1, 1)
    assert found(made.data) == []
    own = reflowing.page(path, pdf="briefing.pdf", edition="instructor").data
    assert {"quokkaba", "quokkabe", "quokkabi", "quokkav"} <= set(found(own))


def lists(data, loc=()):
    """Yield the first list of each name in each kind of block, where one item may go."""
    for s, section in enumerate(data["sections"]):
        for b, block in enumerate(section["blocks"]):
            waiting = [(block, ("sections", s, "blocks", b))]
            while waiting:
                value, loc = waiting.pop()
                if isinstance(value, dict):
                    waiting += [(item, (*loc, key)) for key, item in value.items()]
                elif isinstance(value, list) and value:
                    yield (block["kind"], *(step for step in loc[4:] if isinstance(step, str))), loc
                    waiting += [(item, (*loc, n)) for n, item in enumerate(value)]


def student(source, data):
    """Return the student's edition of data, None where that is refused."""
    written = yamlfile.parse(source.path, yaml.safe_dump(data), source.roots)
    try:
        return editions.of(assembly.parse(written), written, "student")[0]
    except ReportError:
        return None


def test_an_item_of_any_list_of_any_kind_may_be_the_instructor_s():
    """Of the specimen, which has every kind: what is left is what never had the item."""
    source = yamlfile.read(specimen() / "briefing.yaml")
    theirs = {b.loc for b in assembly.parse(source).blocks() if b.reader == "instructor"}
    tried = {}
    for name, loc in lists(source.data):
        tried.setdefault(name, loc)
    for loc in tried.values():
        least, marked = copy.deepcopy(source.data), copy.deepcopy(source.data)
        items, same = (functools.reduce(operator.getitem, loc, data) for data in (least, marked))
        wrap = {list: "cells", str: "text"}.get(type(same[-1]))
        same[-1] = {**({wrap: same[-1]} if wrap else same[-1]), "for": "instructor"}
        if len(items) > 1:
            del items[-1]
            assert student(source, marked) == student(source, least), loc
        elif loc[:4] not in theirs:
            assert student(source, marked) != student(source, source.data), loc
    assert len(tried) > 30


def test_a_block_that_is_left_empty_goes_and_what_cannot_stand_is_told_at_its_place(write):
    only = "      - kind: list\n        items: [{text: Alone., for: instructor}]\n"
    path = small(write, SECTION + only)
    assert b"Alone" not in reflowing.page(path).data

    dates = """\
      - kind: dates
        entries:
          - {figure: "2017", text: "Norwich[@dues-rose]", for: instructor}
          - {figure: "2018", text: "Norwich[@dues-rose]"}
"""
    path = small(write, SECTION + dates)
    with pytest.raises(
        ReportError, match="in the student's edition: this list needs at least 2"
    ) as caught:
        pipeline.check(path)
    assert caught.value.diagnostics[0].span.line == 17


def test_whom_an_item_is_for_is_a_choice_of_two(write):
    path = small(write, SECTION + "      - {kind: list, items: [{text: A, for: teachers}]}\n")

    with pytest.raises(ReportError, match="`teachers` is not a choice here"):
        pipeline.check(path)


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


@pytest.mark.parametrize("form", ["word", "book"])
def test_the_same_holds_of_a_word_file_and_of_an_e_book(write, form):
    make = getattr(reflowing, form)
    plain = make(briefing(write, "briefing.yaml", instructor=False)).data
    parted = briefing(write, "briefing.yaml", instructor=True)

    student = make(parted).data
    assert student == plain
    assert b"uokka" not in b"".join(members(student))
    assert b"quokkaj did" in b"".join(members(make(parted, edition="instructor").data)).lower()


def members(data):
    """Yield the names and the bytes of what a package holds."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in file.namelist():
            yield name.encode()
            yield file.read(name)


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


def test_a_summary_has_nothing_for_a_class_and_no_heading_over_nothing(write):
    cover = """\
  - id: first
    layout: cover
    blocks:
      - {kind: key-points, points: [{lead: Dues., text: "They rose in Norwich.[@dues-rose]"}]}
"""
    more = """\
      - {kind: objectives, items: [Tell what rose.]}
      - {kind: heading, text: Over a text}
      - {kind: prose, text: "The other ports reportedly held their dues.[@ports-held]"}
      - {kind: heading, text: Over what is not there}
      - {kind: prose, text: "See [#last] on this.[connective]"}
"""
    last = "  - id: last\n    title: Last\n    blocks: [{kind: heading, text: Beyond the sheet}]\n"
    path = small(write, cover + SECTION + more + last + SOURCES)

    made = reflowing.page(path, edition="summary").data.decode()

    assert "Over a text" in made
    assert "Over what is not there" not in made
    assert "Tell what rose" not in made


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
