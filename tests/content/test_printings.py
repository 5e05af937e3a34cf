"""A file of editions comes in; out, every file that it asks for, or what is wrong at its place."""

from pathlib import Path

import pytest

from report import content
from report.content import printings
from report.errors import ReportError
from tests.small import small


@pytest.fixture
def names(write):
    """Return what is planned for the small briefing, by the name of its files."""

    def planned(text: str | None = None) -> list[str]:
        path = small(write)
        if text is not None:
            write(text, "editions.yaml")
        return [one.name for one in printings.planned(path, content.read(path))]

    return planned


def test_without_a_file_both_papers_are_printed(names):
    assert names() == ["briefing.pdf", "briefing-letter.pdf"]


def test_without_a_file_the_instructor_has_an_edition_if_there_is_something_for_them(write):
    path = small(
        write,
        """\
  - id: findings
    title: Findings
    blocks:
      - {kind: prose, text: "Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]"}
      - {kind: prose, for: instructor, text: "Ports held theirs, reportedly.[@ports-held]"}
""",
    )

    planned = printings.planned(path, content.read(path))

    assert [one.name for one in planned] == [
        "briefing.pdf",
        "briefing-letter.pdf",
        "briefing-instructor.pdf",
        "briefing-instructor-letter.pdf",
    ]


def test_every_combination_is_printed_once_and_the_web_has_no_paper(names):
    text = "every: {papers: [a4, letter], formats: [pdf, html, docx], styles: [apa]}"

    assert names(text) == [
        *("briefing-apa.pdf", "briefing-apa-letter.pdf", "briefing-apa.html"),
        *("briefing-apa.docx", "briefing-apa-letter.docx"),
    ]


def test_one_edition_has_the_name_that_it_is_given(names):
    text = "also: [{theme: plain, name: large-print}, {edition: summary, annex: evidence}]"

    assert names(text) == ["large-print.pdf", "briefing-summary-evidence.pdf"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("also: [{paper: a4}, {}]", "1:21: two editions would be written as briefing.pdf"),
        ("also: [{paper: a3}]", "1:16: "),
        ("also: [{name: ../../away}]", "1:15: "),
        ("also: []", "1:1: no edition is asked for"),
        (f"every: {{styles: {[f's{n}' for n in range(201)]}}}", "1:1: more than 200 editions"),
        (
            f"every: {{styles: {[f's{n}' for n in range(3000)]},"
            f" themes: {[f't{n}' for n in range(3000)] + ['plain'] * 60000}}}",
            "1:1: more than 200 editions",
        ),
    ],
)
def test_a_fault_is_told_at_its_place(names, text, told):
    with pytest.raises(ReportError) as error:
        names(text)

    [problem] = error.value.diagnostics
    assert f"editions.yaml:{told}" in str(problem)


@pytest.mark.parametrize("theme", ["../house", "plane"])
def test_a_theme_that_is_not_there_stops_its_own_edition_alone(write, theme):
    path = small(write)
    write(f"also: [{{theme: {theme}}}, {{}}]", "editions.yaml")

    one, other = printings.planned(path, content.read(path))

    assert "editions.yaml:1:16: " in str(one.faults[0])
    assert not other.faults


def test_a_theme_of_its_own_is_found_beside_the_file(write, tmp_path):
    path = small(write)
    (tmp_path / "house").mkdir()
    write("also: [{theme: house}]", "editions.yaml")

    [one] = printings.planned(path, content.read(path))

    assert one.theme == Path(tmp_path / "house")
    assert one.name == "briefing-house.pdf"
