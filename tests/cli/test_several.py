"""All editions are asked for; those that are sound are written, and the others told."""

import os
from pathlib import Path

import pytest
from click.testing import CliRunner

from report.cli import cli
from tests.small import small


def run(folder: Path, *arguments: str):
    before = Path.cwd()
    os.chdir(folder)
    try:
        return CliRunner().invoke(cli, ["build", *arguments])
    finally:
        os.chdir(before)


def test_an_option_of_one_file_is_refused_beside_all(write, tmp_path):
    small(write)

    told = run(tmp_path, "--all", "--paper", "a4")

    assert told.exit_code == 2
    assert "`--paper` does nothing with `--all`" in told.output


def test_what_an_edition_asks_for_in_vain_is_told_at_its_line(write, tmp_path):
    small(write)
    write("also:\n  - {style: ../secret.txt}\n", "editions.yaml")

    told = run(tmp_path, "--all")

    assert told.exit_code == 1
    assert "editions.yaml:2:5: there is no citation style `../secret.txt`" in told.output


@pytest.mark.slow
def test_an_edition_at_fault_does_not_stop_the_others(write, tmp_path):
    small(write)
    write("every: {formats: [pdf, html], styles: [null, no-such-style]}", "editions.yaml")

    told = run(tmp_path, "--all")

    made = sorted(path.name for path in (tmp_path / "build").iterdir())
    assert made == ["briefing.html", "briefing.pdf"]
    assert told.exit_code == 1
    assert "briefing-no-such-style.pdf, briefing-no-such-style.html: not written" in told.output
    assert "2 of 4 editions" in told.output


@pytest.mark.slow
def test_an_edition_of_several_has_the_bytes_of_a_build_alone(write, tmp_path):
    small(write)
    write("every: {papers: [a4, letter]}", "editions.yaml")

    assert run(tmp_path, "--all").exit_code == 0
    together = (tmp_path / "build" / "briefing-letter.pdf").read_bytes()
    assert run(tmp_path, "--paper", "letter", "--force").exit_code == 0

    assert (tmp_path / "build" / "briefing-letter.pdf").read_bytes() == together
