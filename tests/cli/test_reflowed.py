"""``report build --format docx`` and ``epub``: what is written, said, refused, and given again."""

from pathlib import Path

import pytest
from click.testing import CliRunner
from small import small

from report.cli import cli
from report.keeping import glance


@pytest.fixture
def run(write, tmp_path, monkeypatch):
    small(write)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(*arguments):
        given = ("build", *arguments)
        return CliRunner().invoke(cli, given, obj=given)

    return run


@pytest.mark.parametrize(
    ("form", "words"),
    [("docx", "1 footnote, 0 tables, 0 pictures"), ("epub", "2 chapters, 1 note")],
)
def test_a_file_is_written_and_its_answer_given_again_until_something_changes(run, form, words):
    path = Path(f"out.{form}")
    arguments = ("--format", form, "-o", str(path))

    told = run(*arguments)

    assert f"{path}: {words}" in told.output, told.output
    assert path.read_bytes().startswith(b"PK")
    known = glance.given(("build", *arguments))
    assert known is not None
    assert known["out"].endswith("unchanged\n")
    text = Path("harbour.yaml").read_text(encoding="utf-8")
    Path("harbour.yaml").write_text(text.replace("Dues rose", "Fees rose"), encoding="utf-8")
    assert glance.given(("build", *arguments)) is None


@pytest.mark.parametrize("form", ["docx", "epub"])
def test_an_option_that_would_do_nothing_is_refused(run, form):
    told = run("--format", form, "--engine", "plain")

    assert told.exit_code == 2
    assert f"`--engine` does nothing with `--format {form}`" in told.output


def test_another_kind_of_file_is_not_written_over(run):
    Path("notes.docx").write_text("my notes", encoding="utf-8")

    told = run("--format", "docx", "-o", "notes.docx")

    assert told.exit_code != 0
    assert Path("notes.docx").read_text(encoding="utf-8") == "my notes"
