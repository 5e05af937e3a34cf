"""Editions that are asked for are made, each for itself."""

from report import content
from report.batch import making
from report.content import printings
from tests.small import small


def test_one_briefing_is_printed_for_several_courses(write):
    path = small(write)
    write("every:\n  formats: [html]\n  courses: [null, peace.yaml, war.yaml]\n", "editions.yaml")
    write("course: 'POLS 312: Peace'\n", "peace.yaml")

    none, peace, war = printings.planned(path, content.read(path))

    assert [one.name for one in (none, peace)] == ["briefing.html", "briefing-peace.html"]
    made = making.make(peace, path, strict=False, roots=(), cache=None)
    assert b"POLS 312: Peace" in made.data
    assert b"POLS" not in making.make(none, path, strict=False, roots=(), cache=None).data
    [told] = making.make(war, path, strict=False, roots=(), cache=None).faults
    assert "editions.yaml:3:" in str(told)
    assert "war.yaml" in told.message
