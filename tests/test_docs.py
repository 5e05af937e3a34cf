"""What the pages for readers say is what the program does."""

import re
from pathlib import Path

import click
import pytest

from report import checks as every_check
from report import pipeline
from report.cli import cli
from report.content import blocks

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
FIELDS = (ROOT / "content" / "README.md").read_text(encoding="utf-8")
KINDS = [blocks.kind_of(kind) for kind in blocks.OURS]


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_of_block_is_in_the_readme(kind):
    assert f"`{kind}`" in README


def test_every_command_and_option_that_the_readme_shows_is_there():
    context = click.Context(cli)
    for name, rest in re.findall(r"`(?:\.venv/bin/)?report ([a-z-]+)([^`\n]*)`", README):
        command = cli.get_command(context, name)
        assert command is not None, name
        known = {option for parameter in command.params for option in parameter.opts}
        assert set(re.findall(r"--[a-z-]+", rest)) <= known, (name, rest)


@pytest.mark.parametrize("check", every_check.known(), ids=lambda check: check.id)
def test_every_check_is_explained(check):
    assert f"| `{check.id}` | {check.sentence} |" in FIELDS


def test_the_first_briefing_of_the_readme_builds(write):
    from small import DOCUMENT

    text = next(
        b for b in re.findall(r"```yaml\n(.*?)```", README, re.DOTALL) if "layout: cover" in b
    )
    write(DOCUMENT, "documents/harbour-report.yaml")

    pdf = pipeline.build(write(text))

    assert (pdf.pages, pdf.notes) == (2, 2)
    assert pdf.warnings == ()


@pytest.mark.parametrize(("number", "notes"), [(1, 3), (2, 1)], ids=["lists", "note"])
def test_the_running_text_of_the_page_on_content_builds(write, number, notes):
    from small import small

    shown = FIELDS.split("### Lists, quotations")[1].split("```yaml\n")[number].split("```")[0]
    first, *rest = shown.splitlines(keepends=True)
    block = f"      - {first}" + "".join(f"        {line}" for line in rest)
    section = "  - id: findings\n    title: Findings\n    blocks:\n"

    pdf = pipeline.build(small(write, section + block))

    doubts = [doubt.message for doubt in pdf.warnings if "nothing cites" not in doubt.message]
    assert (pdf.notes, doubts) == (notes, [])


def test_the_fact_that_the_readme_shows_is_the_one_in_the_content():
    content = (ROOT / "content/documents/peace-process.yaml").read_text(encoding="utf-8")

    assert "supports: [the UTO in Moscow in June 1997]" in README
    assert "supports: [the UTO in Moscow in June 1997]" in content


def test_the_pictures_of_the_readme_are_pages_that_are_tested():
    pictures = re.findall(
        r"\((tests/golden/[\w-]+\.png)\)|src=\"(tests/golden/[\w-]+\.png)\"", README
    )

    assert pictures
    for path in map("".join, pictures):
        assert (ROOT / path).is_file()


def test_the_limits_of_the_readme_are_those_of_the_program():
    from report import limits

    table = README.split("### Limits")[1].split("\n## ")[0].replace("million", "000000")
    stated = {
        int(n.replace(",", "")) for n in re.findall(r"\d[\d,]*", table.replace(" 000000", "000000"))
    }
    wanted = {
        *(limits.YAML_DEPTH, limits.YAML_VALUES, limits.TEXT_LETTERS, limits.WORD_LETTERS),
        *(limits.MARKS, limits.CSV_ROWS, limits.CSV_LINE, limits.ENTRIES, limits.POINTS),
        *(limits.PIXELS, limits.SVG_ELEMENTS, limits.SVG_DEPTH, limits.CSS_RULES, limits.CSS_DEPTH),
        *(limits.CSS_VALUE, limits.TEMPLATE_STEPS, limits.HTML_LETTERS, limits.HTML_ELEMENTS),
        *(limits.HTML_FREE, limits.HTML_A_LETTER, limits.HTML_A_VALUE, limits.HTML_A_CALL),
        *(
            limits.SVG_FREE,
            limits.HTML_DEPTH,
            limits.PDF_OPERATORS,
            limits.PDF_TAGS,
            limits.MESSAGE_LINES,
        ),
        *(limits.PROBLEMS, int(limits.SECTION_SECONDS)),
        *(
            size // 1_000_000
            for size in (
                *(limits.YAML_BYTES, limits.CSV_BYTES, limits.BIB_BYTES, limits.JSON_BYTES),
                *(limits.PICTURE_BYTES, limits.THEME_BYTES, limits.DOCUMENT_BYTES),
                *(limits.PDF_BYTES, limits.PDF_STREAM_BYTES),
            )
        ),
    }

    assert wanted <= stated
