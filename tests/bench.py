"""Time cold builds of the shipped briefing beside plain WeasyPrint on the very same HTML.

Run it with ``make bench``. Each build is a process of its own; the ways take turns, so that a busy
moment of the machine falls on all of them. Only the ratios mean anything from machine to machine.
"""

import os
import re
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from report import content, fonts, html
from report.theme import Theme

ROOT = Path(__file__).parent.parent
BRIEFING = ROOT / "content" / "briefing.yaml"
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


def main() -> None:
    """Print the medians, and each way's time as a share of plain WeasyPrint's."""
    theme = Theme.load()
    read = content.read(BRIEFING)
    parts = html.render(read.views(read.cite().result()), theme)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "page.html").write_text(one_page(parts), encoding="utf-8")
        (here / "fonts.css").write_text(fonts.css(), encoding="utf-8")
        sheets = [str(here / "fonts.css"), *map(str, theme.stylesheets("a4"))]
        page, pdf = str(here / "page.html"), str(here / "out.pdf")
        build = [sys.executable, "-m", "report", "build", str(BRIEFING), "-o", str(here / "b.pdf")]
        plain = [sys.executable, "-c", PLAIN, page, *sheets, pdf]
        kept = str(here / "kept")
        times: dict[str, list[tuple[float, float]]] = {}
        for number in range(ROUNDS):
            fresh = str(here / f"cache-{number}")
            times.setdefault("WeasyPrint alone, tagged", []).append(spent(plain))
            times.setdefault("report build, cold", []).append(spent(build, XDG_CACHE_HOME=fresh))
            times.setdefault("report build, again", []).append(spent(build, XDG_CACHE_HOME=kept))
    base = [statistics.median(column) for column in zip(*next(iter(times.values())), strict=True)]
    sys.stdout.write(f"{f'median of {ROUNDS}':26}   wall  share    CPU  share\n")
    for way, runs in times.items():
        wall, processor = (statistics.median(column) for column in zip(*runs, strict=True))
        shares = (
            f"{wall:5.2f} s {wall / base[0]:5.2f}  {processor:5.2f} s {processor / base[1]:5.2f}"
        )
        sys.stdout.write(f"{way:26}{shares}\n")


if __name__ == "__main__":
    main()
