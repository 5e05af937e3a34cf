"""A new briefing: what stands in the folder, that it is sound, and that nothing is written over."""

import re

import pytest
from click.testing import CliRunner

from report import pipeline
from report.cli import cli
from report.content import read
from report.content.blocks import OURS, kind_of
from report.start import begin, specimen
from report.verification import verify


def test_the_specimen_shows_every_kind():
    shown = {type(block) for block in read(specimen() / "briefing.yaml").briefing.blocks()}

    assert {kind_of(kind) for kind in OURS} == {kind_of(kind) for kind in shown}


def test_the_specimen_has_no_doubts_and_is_proved():
    briefing = specimen() / "briefing.yaml"

    assert pipeline.check(briefing, strict=True) == ()
    proof = verify(read(briefing).library, specimen() / "sources")
    assert (proof.misses, proof.structure, proof.ok) == ((), (), True)


def test_the_least_builds_as_it_stands(tmp_path):
    briefing = begin(tmp_path / "mine", bare=True)[0]

    pdf = pipeline.build(briefing, strict=True)

    assert (pdf.pages, pdf.notes, pdf.warnings) == (1, 1, ())


@pytest.mark.parametrize("bare", [False, True])
def test_every_file_names_a_schema_that_is_there(tmp_path, bare):
    for path in begin(tmp_path, bare=bare):
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", path.read_text("utf-8"))
        if path.suffix == ".yaml" and path.parent.name != "map":
            assert named, path
            assert (path.parent / named[1]).is_file()


def test_nothing_is_written_over(tmp_path):
    mine = tmp_path / "references.yaml"
    mine.write_text("mine")

    done = CliRunner().invoke(cli, ["new", str(tmp_path)])

    assert done.exit_code == 2
    assert "has a file references.yaml already" in done.output
    assert [path.name for path in tmp_path.iterdir()] == ["references.yaml"]
    assert mine.read_text() == "mine"


def test_a_folder_that_cannot_be_made_is_named(tmp_path):
    (tmp_path / "file").write_text("")

    done = CliRunner().invoke(cli, ["new", str(tmp_path / "file" / "mine")])

    assert done.exit_code == 2
    assert "Error: " in done.output


def test_a_command_finds_the_briefing_that_stands_here(tmp_path, monkeypatch):
    begin(tmp_path, bare=True)
    monkeypatch.chdir(tmp_path)

    done = CliRunner().invoke(cli, ["check"])

    assert done.output == "briefing.yaml: no errors\n"


@pytest.mark.slow
@pytest.mark.parametrize("paper", ["a4", "letter"])
def test_the_specimen_builds_as_it_stands(paper):
    pdf = pipeline.build(specimen() / "briefing.yaml", paper=paper, strict=True)

    assert pdf.warnings == ()
