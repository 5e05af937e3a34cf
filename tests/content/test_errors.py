"""Content files that are wrong on purpose; each says above the line what we should say of it."""

import re
from pathlib import Path

import pytest
from small import DOCUMENT

from report import ReportError, pipeline

EXPECTED = re.compile(r"\s*# error (?P<column>\d+): (?P<message>.+?)(?: :: (?P<hint>.+))?$")
FILES = sorted((Path(__file__).parents[1] / "errors").glob("*.yaml"))


def expected(text):
    lines = text.splitlines()
    for number, line in enumerate(lines, start=1):
        if match := EXPECTED.match(line):
            place = number + 1
            while EXPECTED.match(lines[place - 1]):
                place += 1
            yield place, int(match["column"]), match["message"], match["hint"] or ""


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_mistake_is_reported_in_place(path, write):
    write(DOCUMENT, "harbour.yaml")
    text = path.read_text(encoding="utf-8")
    wanted = sorted(expected(text))

    with pytest.raises(ReportError) as caught:
        pipeline.check(write(text))

    found = sorted(
        (d.span.line, d.span.column, d.message, d.hint or "")
        for d in caught.value.diagnostics
        if d.span
    )
    assert [f[:2] for f in found] == [w[:2] for w in wanted] != []
    for (*_, message, hint), (*_, start, way_out) in zip(found, wanted, strict=True):
        assert message.startswith(start)
        assert hint.startswith(way_out)


def test_the_line_and_a_caret_stand_under_the_message(write):
    path = write("title: A\ntitle: B\n")

    with pytest.raises(ReportError) as caught:
        pipeline.check(path)

    assert str(caught.value) == (
        f"{path}:2:1: `title` is set twice\n"
        "    title: B\n"
        "    ^\n"
        "    hint: remove one of the two, or rename it"
    )
