"""Packages that add to the programme: those that report/README.md shows, installed and used."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pikepdf
import pytest
from small import small

ROOT = Path(__file__).parents[1]
README = (ROOT / "report" / "README.md").read_text(encoding="utf-8")
FILE = re.compile(r"^`([\w./-]+)`:\n\n```\w+\n(.*?)```$", re.M | re.S)
ENTRIES = re.compile(r'^```toml\n\[project\.entry-points\."([\w.]+)"\]\n(.*?)```$', re.M | re.S)

GAUGE = """\
  - id: findings
    title: Findings
    blocks:
      - kind: gauge
        id: rise
        title: Dues rose by at least 12 per cent
        text: Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]
        per-cent: 12
      - kind: prose
        text: The other ports reportedly held theirs.[@ports-held]
"""


def shown(name: str) -> str:
    """Return the part of the README that shows the package ``name``."""
    return README.split(f"<!-- test: package {name} -->")[1].split("\n## ")[0]


def install(name: str, folder: Path) -> dict[str, str]:
    """Put the package where a Python finds it, as an installer would; return its environment."""
    part = shown(name)
    for path, text in FILE.findall(part):
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    record = folder / f"{name}-1.0.dist-info"
    record.mkdir()
    (record / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    groups = ENTRIES.findall(part)
    entries = "\n".join(f"[{group}]\n{lines}" for group, lines in groups).replace('"', "")
    (record / "entry_points.txt").write_text(entries)
    path = os.pathsep.join([str(folder), str(ROOT), os.environ.get("PYTHONPATH", "")])
    return {**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"}


def run(environment: dict[str, str], *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "report", *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=False, env=environment)


@pytest.fixture
def gauge(tmp_path, write):
    return install("gauge", tmp_path / "packages"), small(write, GAUGE)


def test_a_kind_with_its_drawing_takes_at_most_40_lines_of_python():
    lengths = [text.count("\n") for path, text in FILE.findall(README) if path.endswith(".py")]

    assert lengths
    assert max(lengths) <= 40


def test_an_added_kind_prints_with_its_drawing_and_its_lettered_note(gauge, tmp_path):
    environment, path = gauge
    target = tmp_path / "out.pdf"

    done = run(environment, "build", str(path), "-o", str(target))

    assert done.returncode == 0, done.stderr
    with pikepdf.open(target) as pdf:
        tree = str(pdf.Root.StructTreeRoot.unparse(resolved=False))
    assert tree
    said = run(environment, "check-pdf", str(target), "--read").stdout
    assert "12.0 per cent of the bar is filled." in said
    assert "Exhibit 1" in said.replace("\u00a0", " ")


def test_an_added_kind_is_on_the_page_for_the_web_with_its_evidence(gauge, tmp_path):
    environment, path = gauge
    target = tmp_path / "out.html"

    done = run(environment, "build", str(path), "--format", "html", "-o", str(target))

    assert done.returncode == 0, done.stderr
    page = target.read_text(encoding="utf-8")
    assert "12.0 per cent of the bar is filled." in page
    assert 'Dues rose by… <a href="#f.A1">' in page
    assert re.search('id="f.A1".*\n.*Dues rose by at least 12 per cent in Norwich in 2018', page)


def test_an_added_kind_is_in_the_schema_with_its_words(gauge):
    schema = json.loads(run(gauge[0], "schema").stdout)

    assert schema["$defs"]["Gauge"]["description"].startswith("A share of a whole")


def test_the_evidence_holds_the_texts_of_an_added_kind(gauge):
    environment, path = gauge
    path.write_text(path.read_text().replace("12 per cent in Norwich", "14 per cent in Norwich"))

    done = run(environment, "check", str(path), "--strict")

    assert done.returncode == 1
    assert re.search(r"briefing\.yaml:\d+:\d+: .*14 per cent.*\[numbers\]", done.stderr)


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("per-cent: 12", "per-cent: 112", r"briefing\.yaml:17:\d+: a share lies between 0 and 100"),
        ("per-cent: 12", "percent: 12", r"briefing\.yaml:17:9: `percent` is not a field here"),
        (
            "kind: gauge",
            "kind: gouge",
            r"there is no kind `gouge`\n(?:.*\n)*.*did you mean `gauge`",
        ),
    ],
)
def test_mistakes_in_an_added_kind_are_placed(gauge, old, new, wanted):
    environment, path = gauge
    path.write_text(path.read_text().replace(old, new))

    assert re.search(wanted, run(environment, "check", str(path)).stderr)


def test_a_theme_overrides_the_template_of_an_added_kind(gauge, tmp_path):
    environment, path = gauge
    theme = tmp_path / "own" / "blocks"
    theme.mkdir(parents=True)
    text = FILE.findall(shown("gauge"))[1][1]
    own = text.replace("per cent of the bar is filled", "hundredths are full")
    (theme / "gauge.html.jinja").write_text(own)
    target = tmp_path / "out.pdf"

    done = run(environment, "build", str(path), "--theme", str(theme.parent), "-o", str(target))

    assert done.stderr.count("warning") == 0, done.stderr
    assert "12.0 hundredths are full" in run(environment, "check-pdf", str(target), "--read").stdout


@pytest.mark.parametrize(
    ("old", "new", "wanted"),
    [
        ("from dataclasses", "import nothing_here\nfrom dataclasses", "cannot be loaded"),
        ('Literal["gauge"]', 'Literal["prose"]', "two kinds of block are named `prose`"),
        ('kind: Literal["gauge"]', "sort: str", "has no field `kind: Literal[NAME]`"),
        ("class Gauge(Exhibit)", "class Gauge", "is not a class derived from report.Block"),
    ],
)
def test_a_package_that_cannot_be_used_is_named(gauge, tmp_path, old, new, wanted):
    environment, path = gauge
    module = tmp_path / "packages" / "gauge" / "__init__.py"
    module.write_text(module.read_text().replace(old, new))

    done = run(environment, "check", str(path))

    assert done.returncode == 1
    assert wanted in done.stderr
    assert "gauge" in done.stderr
    assert "Traceback" not in done.stderr
