"""Time cold builds of the shipped briefing beside plain WeasyPrint on the very same HTML.

Run it with ``make bench``. Each build is a process of its own; the ways take turns, so that a busy
moment of the machine falls on all of them. Only the ratios mean anything from machine to machine.
"""

import os
import random
import re
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from report import pipeline
from report.page import html
from report.page.theme import Theme
from report.press import fonts
from tests.small import BRIEFING as SMALL
from tests.small import DOCUMENT

ROOT = Path(__file__).parent.parent
CONTENT = ROOT / "content"
ROUNDS = 5

PLAIN = """
import sys
import weasyprint
page, *sheets, output = sys.argv[1:]
weasyprint.HTML(filename=page).write_pdf(output, stylesheets=sheets, pdf_tags=True)
"""


def one_page(parts: tuple[str, ...]) -> str:
    """Return the parts as one HTML document, in which each still starts a page."""
    head, _, _ = parts[0].partition("</body>")
    bodies = (re.search(r"<body[^>]*>(.*)</body>", part, re.DOTALL) for part in parts[1:])
    rest = (f'<div style="break-before: page">{body[1]}</div>' for body in bodies if body)
    return f"{head}{''.join(rest)}</body></html>"


def spent(command: list[str], **environ: str) -> tuple[float, float]:
    """Run a command; return its seconds on the wall and its processor seconds, children's too."""
    before, started = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(
        command, cwd=ROOT, env={**os.environ, **environ}, check=True, capture_output=True
    )
    wall, after = time.perf_counter() - started, resource.getrusage(resource.RUSAGE_CHILDREN)
    processor = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return wall, processor


def section_alone(folder: Path) -> Path:
    """Write the shipped briefing with its section on the accord alone; return its path."""
    shutil.copytree(CONTENT, folder)
    path = folder / "briefing.yaml"
    head, _, rest = path.read_text(encoding="utf-8").partition("\nsections:\n")
    parts = re.split(r"(?m)^(?=  - id: )", rest)
    kept = next(part for part in parts if part.startswith("  - id: agreed-and-done"))
    path.write_text(f"{head}\nsections:\n{kept}", encoding="utf-8")
    return path


def eighteen_pages(folder: Path) -> Path:
    """Write a briefing of nine sections, of two pages and some eight notes each."""
    chance = random.Random(18)  # noqa: S311  words for a sample, no secret
    words = DOCUMENT.split("summary: ")[1].split("structure")[0].replace("\n", " ").split()
    folder.mkdir()
    (folder / "harbour.yaml").write_text(DOCUMENT, encoding="utf-8")
    text = SMALL
    for number in range(9):
        text += f"  - id: part-{number}\n    title: Part {number}\n    blocks:\n"
        for _ in range(2):
            text += "      - kind: prose\n        text: >-\n"
            for _ in range(4):
                for key in ("dues-rose", "", "ports-held", ""):
                    line = " ".join(chance.choices(words, k=18)).strip(".,:;").capitalize()
                    call = f"[@{key}]" if key and chance.random() < 0.5 else "[connective]"
                    text += f"          {line.replace(':', '')}.{call}\n"
                text += "\n\n"
    path = folder / "briefing.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def compare(name: str, briefing: Path, here: Path) -> None:
    """Print the medians for one briefing, and each way's share of plain WeasyPrint's time."""
    theme = Theme.load()
    read = pipeline.prepare(briefing)
    parts = html.render(read.views(read.cite().result()), theme)
    (here / "page.html").write_text(one_page(parts), encoding="utf-8")
    (here / "fonts.css").write_text(fonts.css(), encoding="utf-8")
    sheets = [str(here / "fonts.css"), *map(str, theme.stylesheets("a4"))]
    page, pdf = str(here / "page.html"), str(here / "out.pdf")
    build = [sys.executable, "-m", "report", "build", str(briefing), "-o", str(here / "b.pdf")]
    plain = [sys.executable, "-c", PLAIN, page, *sheets, pdf]
    times: dict[str, list[tuple[float, float]]] = {}
    for number in range(ROUNDS):
        fresh, kept = str(here / f"{name}-{number}"), str(here / f"{name}-kept")
        times.setdefault("WeasyPrint alone, tagged", []).append(spent(plain))
        times.setdefault("report build, cold", []).append(spent(build, XDG_CACHE_HOME=fresh))
        times.setdefault("report build, again", []).append(spent(build, XDG_CACHE_HOME=kept))
    base = [statistics.median(column) for column in zip(*next(iter(times.values())), strict=True)]
    sys.stdout.write(f"{name:26}   wall  share    CPU  share   (medians of {ROUNDS})\n")
    for way, runs in times.items():
        wall, processor = (statistics.median(column) for column in zip(*runs, strict=True))
        shares = (
            f"{wall:5.2f} s {wall / base[0]:5.2f}  {processor:5.2f} s {processor / base[1]:5.2f}"
        )
        sys.stdout.write(f"{way:26}{shares}\n")


def main() -> None:
    """Compare on one section, on a synthetic briefing, and on the shipped one."""
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        compare("one section", section_alone(here / "section"), here)
        compare("eighteen synthetic pages", eighteen_pages(here / "eighteen"), here)
        compare("the shipped briefing", CONTENT / "briefing.yaml", here)


if __name__ == "__main__":
    main()
