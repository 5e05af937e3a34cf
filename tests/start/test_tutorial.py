"""The tutorial: what it tells a newcomer to type is typed here, and leads where it says."""

import re
from pathlib import Path

import pypdfium2
from click.testing import CliRunner

from report.cli import cli

TUTORIAL = (Path(__file__).parents[2] / "content" / "tutorial.md").read_text("utf-8")
STEPS = re.findall(r"```(\w+)(?: ([\w./-]+))?\n(.*?)```", TUTORIAL, re.DOTALL)


def said(path: Path, block: str) -> None:
    """Write what the facts of a draft say, and the fields of a document's file."""
    text = path.read_text("utf-8")
    for name, says in re.findall(r"(?m)^  ([\w-]+):\n    says: (.*)$", block):
        assert f"\n  {name}:\n    says: TODO\n" in text, name
        text = text.replace(f"\n  {name}:\n    says: TODO\n", f"\n  {name}:\n    says: {says}\n")
    for name, value in re.findall(r"(?m)^([\w-]+): (.*)$", block):
        field = rf"(?m)^{name}:.*\n(?:  .*\n)*"
        line = f"{name}: {value}\n"
        if re.search(field, text):
            text = re.sub(field, lambda _, line=line: line, text, count=1)
        else:
            text = text.replace("structure:\n", f"{line}structure:\n", 1)
    path.write_text(text, "utf-8")


def test_the_tutorial_leads_to_a_printed_page(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    answers = []
    for kind, name, block in STEPS:
        if kind == "sh":
            for line in block.splitlines():
                if line.startswith("cd "):
                    monkeypatch.chdir(line.removeprefix("cd "))
                    continue
                done = CliRunner().invoke(cli, line.split()[1:])
                assert done.exit_code == 0, (line, done.output)
                answers.append((line, done.output))
        elif kind == "fix":
            old, new = block.splitlines()
            text = Path(name).read_text("utf-8")
            assert old in text
            Path(name).write_text(text.replace(old, new), "utf-8")
        elif name and name.startswith("documents/"):
            said(Path(name), block)
        elif name:
            Path(name).write_text(block, "utf-8")

    told = dict(answers)
    assert "briefing.yaml:17:37: “April 1954” is in none of the facts" in told["report check"]
    assert "5 of 5 facts proved" in told["report verify --documents sources"]
    with pypdfium2.PdfDocument("build/briefing.pdf") as pdf:
        assert len(pdf) == 1
        words = " ".join(pdf[0].get_textpage().get_text_range().split())
    assert "The Second Boat" in words
    assert "Minutes" in words


def test_the_fact_that_the_tutorial_shows_is_drafted_so(tmp_path):
    from report.drafting import draft

    source = next(block for _, name, block in STEPS if name == "sources/minutes.txt")
    (tmp_path / "minutes.txt").write_text(source, "utf-8")

    made = draft(tmp_path / "minutes.txt", tmp_path / "documents")

    shown = next(block for kind, name, block in STEPS if kind == "yaml" and not name)
    assert shown in made.draft.read_text("utf-8")
