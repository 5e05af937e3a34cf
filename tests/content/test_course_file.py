"""The course that a briefing is read in: a sheet or a strip, and the content as it was."""

import io
import json
import re

import pikepdf
import pypdfium2
import pytest
from small import SECTION, small

from report import pipeline, reflowing
from report.content import course
from report.errors import ReportError

STRIP = "institution: North\ncourse: POLS 312\nterm: Autumn\nweek: 7\ninstructor: A. Lee\n"
SHEET = STRIP + "reading-time: 40\nobjectives: [Know dues.]\ntasks: ['Read [#findings].']\n"


COVER = """\
  - id: cover
    layout: cover
    blocks:
      - kind: key-points
        points: [{lead: Dues rose., text: "Dues rose in Norwich in 2018.[@dues-rose]"}]
"""


def pages(data):
    document = pypdfium2.PdfDocument(data)
    return [" ".join(page.get_textpage().get_text_bounded().split()) for page in document]


def refused(write, text):
    path = small(write, COVER + SECTION)
    write(text, "course.yaml")
    with pytest.raises(ReportError) as caught:
        pipeline.check(path)
    return [str(diagnostic).splitlines()[0] for diagnostic in caught.value.diagnostics]


def test_a_course_prints_on_a_sheet_without_a_number_and_the_pages_keep_theirs(write):
    path = small(write)
    plain = pages(pipeline.build(path).data)
    write(SHEET, "course.yaml")
    made = pipeline.build(path).data
    sheet, *rest = pages(made)

    assert rest == plain
    for words in ("North", "POLS 312", "Autumn", "Week 7", "A. Lee", "40 minutes", "Know dues."):
        assert words in sheet
    with pikepdf.open(io.BytesIO(made)) as opened:
        labels = opened.Root.PageLabels.Nums
        assert [str(labels[1].S), int(labels[2]), str(labels[3].S)] == ["/r", 1, "/D"]


def test_a_course_of_a_line_stands_on_the_cover(write):
    path = small(write, COVER + SECTION)
    plain = pages(pipeline.build(path).data)
    write(STRIP, "course.yaml")
    made = pages(pipeline.build(path).data)

    assert len(made) == len(plain)
    assert "North POLS 312 Autumn Week 7 A. Lee" in made[0].replace("· ", "")
    assert made[1:] == plain[1:]


def test_the_page_for_the_web_says_the_course_and_tells_catalogues(write):
    path = small(write)
    page = reflowing.page(path, course=write(SHEET, "elsewhere/week-7.yaml")).data.decode()
    record = json.loads(re.search(r'ld\+json">(.*?)</script>', page, re.S)[1])

    assert "Week 7" in page
    assert record["isPartOf"]["provider"]["name"] == "North"
    assert record["timeRequired"] == "PT40M"
    assert "Know dues." in record["teaches"]


def test_a_summary_has_a_strip_or_nothing(write):
    path = small(write, COVER + SECTION)
    plain = pages(pipeline.build(path, edition="summary").data)
    write(SHEET, "course.yaml")
    made = pages(pipeline.build(path, edition="summary").data)

    assert len(made) == len(plain)
    assert "POLS 312" in made[0]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("institution: North\n", "course.yaml:1:1: "),
        ("course: A\nreading-time: long\n", "course.yaml:2:15: "),
        ("course: A\ntasks: ['Read [#nowhere].']\n", "course.yaml:2:15: there is no exhibit"),
        ("course: A\ntasks: ['Dues rose.[@dues-rose]']\n", "a course cites nothing"),
        ("course: A\nprint: strip\ntasks: [Read it.]\n", "a strip has no room for tasks"),
        (f"course: {'A ' * 70}\nprint: strip\n", "course.yaml:2:8: a strip has one line"),
        ("course: A\nlecturer: B\n", "course.yaml:2:1: "),
    ],
)
def test_a_fault_in_a_course_is_told_at_its_place(write, text, told):
    (said,) = refused(write, text)

    assert told in said


def test_a_number_alone_is_that_of_a_week(write):
    path = small(write)
    write("course: A\nweek: Before the exam\n", "course.yaml")

    read = pipeline.prepare(path).content
    assert [str(words) for _, words in course.in_line(read.course.file, read.briefing)] == [
        *("A", "Before the exam"),
    ]
