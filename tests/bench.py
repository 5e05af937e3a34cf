"""Time this programme beside others on the same words: cold, after an edit, and with nothing to do.

Run it with ``make bench``; ``python -m tests.bench 9 54`` has briefings of so many sections, of two
pages each. Every build is a process of its own but where a row says so, and the ways take turns, so
that a busy moment of the machine falls on all of them. Processor time is that of all processes that
a way started. Only the ratios mean anything from machine to machine.

Typst is a peer where its package is installed (``pip install typst``); it is no dependency.
"""

import ctypes
import importlib.metadata
import importlib.util
import json
import os
import random
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from report import pipeline
from report.page import html
from report.page.theme import Theme
from report.press import fonts
from tests.small import BRIEFING as SMALL
from tests.small import DOCUMENT

ROOT = Path(__file__).parent.parent
ROUNDS = 3
_SUBREAPER = 36  # prctl: processes whose parent has gone are ours, so that their time is counted

PLAIN = """
import sys
import weasyprint
page, *sheets, output = sys.argv[1:]
weasyprint.HTML(filename=page).write_pdf(output, stylesheets=sheets, pdf_tags=True)
"""
TYPST = "import sys, typst; typst.compile(sys.argv[1], output=sys.argv[2])"
KEPT = """
import json, pathlib, sys, time
import report
path, rounds, word = pathlib.Path(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
text, found = path.read_text(encoding="utf-8"), []
with report.Session(path) as session:
    session.build()
    for number in range(rounds):
        path.write_text(text.replace(word, f"{word}{number}", 1), encoding="utf-8")
        seen, started, worked = [], time.perf_counter(), time.process_time()
        session.build(proof=lambda proof: seen.append(time.perf_counter() - started))
        whole = time.perf_counter() - started
        found.append([seen[0], whole, time.process_time() - worked])
print(json.dumps(found))
"""

Spent = tuple[float, float]
"""Seconds on the wall, and of the processors."""


def spent(command: list[str], **environ: str) -> Spent:
    """Run a command; return what it and every process that it started took."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=ROOT,
        env={**os.environ, **environ},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )
    told = process.stderr.read() if process.stderr else b""
    wall, processor = 0.0, 0.0
    with suppress(ChildProcessError):
        while True:
            ended, status, usage = os.wait4(-1, 0)
            processor += usage.ru_utime + usage.ru_stime
            if ended == process.pid:
                wall = time.perf_counter() - started
                process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        raise RuntimeError(told.decode())
    return wall, processor


# ------------------------------------------------------------------------------------- the content


def paragraphs(sections: int) -> Iterator[list[list[tuple[str, str]]]]:
    """Yield the paragraphs of each section: sentences, each with the fact that it calls, if any."""
    chance = random.Random(18)  # noqa: S311  words for a sample, no secret
    words = DOCUMENT.split("summary: ")[1].split("structure")[0].replace("\n", " ").split()
    for number in range(sections):
        section = [[("This is the word.", "")]] if number == sections // 2 else []
        for _ in range(8):
            sentences = []
            for key in ("dues-rose", "", "ports-held", ""):
                line = " ".join(chance.choices(words, k=18)).strip(".,:;").capitalize()
                call = key if key and chance.random() < 0.5 else ""
                sentences.append((f"{line.replace(':', '')}.", call))
            section.append(sentences)
        yield section


def briefing(sections: int, folder: Path) -> Path:
    """Write a briefing of sections of two pages and some eight notes each; return its path."""
    folder.mkdir()
    (folder / "harbour.yaml").write_text(DOCUMENT, encoding="utf-8")
    text = SMALL
    for number, section in enumerate(paragraphs(sections)):
        text += f"  - id: part-{number}\n    title: Part {number}\n    blocks:\n"
        for sentences in section:
            text += "      - kind: prose\n        text: >-\n"
            for line, key in sentences:
                text += f"          {line}{f'[@{key}]' if key else '[connective]'}\n"
    path = folder / "briefing.yaml"
    path.write_text(text, encoding="utf-8")
    return path


def twin(sections: int, path: Path) -> None:
    """Write the same words and notes for Typst."""
    parts = [
        '#set document(title: "Harbour dues")\n#set page(paper: "a4", numbering: "1")\n'
        '#set text(size: 10pt, lang: "en")\n#show heading: it => pagebreak(weak: true) + it\n'
        "#outline()\n"
    ]
    note = "#footnote[_Harbour dues in the north_ (Harbour Board, undated), Dues, para. 1.]"
    for number, section in enumerate(paragraphs(sections)):
        parts.append(f"= Part {number}\n")
        parts += (
            " ".join(line + (note if key else "") for line, key in sentences) + "\n"
            for sentences in section
        )
    path.write_text("\n".join(parts), encoding="utf-8")


def one_page(parts: tuple[str, ...]) -> str:
    """Return the parts as one HTML document, in which each still starts a page."""
    head, _, _ = parts[0].partition("</body>")
    bodies = (re.search(r"<body[^>]*>(.*)</body>", part, re.DOTALL) for part in parts[1:])
    rest = (f'<div style="break-before: page">{body[1]}</div>' for body in bodies if body)
    return f"{head}{''.join(rest)}</body></html>"


# ---------------------------------------------------------------------------------------- the ways


def ways(path: Path, here: Path, word: str) -> dict[str, Callable[[int], Spent]]:
    """Return what is timed, by its name; each is told the number of the round."""
    theme = Theme.load()
    read = pipeline.prepare(path)
    parts = html.render(read.views(read.cite().result()), theme)
    (here / "page.html").write_text(one_page(parts), encoding="utf-8")
    (here / "fonts.css").write_text(fonts.css(), encoding="utf-8")
    sheets = [str(here / "fonts.css")]
    for number, sheet in enumerate(theme.stylesheets("a4")):
        if isinstance(sheet, str):
            (here / f"{number}.css").write_text(sheet, encoding="utf-8")
        sheets.append(str(here / f"{number}.css") if isinstance(sheet, str) else str(sheet))
    build = [sys.executable, "-m", "report", "build", str(path), "-o", str(here / "b.pdf")]
    plain = [sys.executable, "-c", PLAIN, str(here / "page.html"), *sheets, str(here / "p.pdf")]
    text, kept = path.read_text(encoding="utf-8"), str(here / "kept")

    def edited(number: int) -> Spent:
        path.write_text(text.replace(word, f"{word}{number}", 1), encoding="utf-8")
        return spent(build, XDG_CACHE_HOME=kept)

    found: dict[str, Callable[[int], Spent]] = {}
    if importlib.util.find_spec("typst") and (here / "twin.typ").is_file():
        typst = [sys.executable, "-c", TYPST, str(here / "twin.typ"), str(here / "t.pdf")]
        found[f"Typst {importlib.metadata.version('typst')}"] = lambda number: spent(typst)
    found["WeasyPrint alone, tagged"] = lambda number: spent(plain)
    found["cold"] = lambda number: spent(build, XDG_CACHE_HOME=str(here / f"cold-{number}"))
    spent(build, XDG_CACHE_HOME=kept)
    found["one word, new process"] = edited
    found["nothing changed"] = lambda number: spent(build, XDG_CACHE_HOME=kept)
    return found


def in_one_process(path: Path, here: Path, word: str) -> dict[str, list[Spent]]:
    """Time edits in a process that is kept: the pages that changed, and the whole checked file."""
    done = subprocess.run(
        [sys.executable, "-c", KEPT, str(path), str(ROUNDS), word],
        cwd=ROOT,
        env={**os.environ, "XDG_CACHE_HOME": str(here / "kept")},
        check=True,
        capture_output=True,
        text=True,
    )
    runs = json.loads(done.stdout.splitlines()[-1])
    return {
        "one word, kept: its pages": [(first, 0.0) for first, _, _ in runs],
        "one word, kept: the file": [(whole, processor) for _, whole, processor in runs],
    }


def compare(name: str, path: Path, here: Path, word: str) -> None:
    """Print the medians for one briefing, and each way's share of the first way's time."""
    times: dict[str, list[Spent]] = {}
    timed = ways(path, here, word)
    for number in range(ROUNDS):
        for way, run in timed.items():
            times.setdefault(way, []).append(run(number))
    times |= in_one_process(path, here, word)
    base = [statistics.median(column) for column in zip(*next(iter(times.values())), strict=True)]
    sys.stdout.write(f"{name:26}   wall  share    CPU  share   (medians of {ROUNDS})\n")
    for way, runs in times.items():
        wall, processor = (statistics.median(column) for column in zip(*runs, strict=True))
        cpu = f"{processor:5.2f} s {processor / base[1]:5.2f}" if processor else ""
        sys.stdout.write(f"{way:26}{wall:5.2f} s {wall / base[0]:5.2f}  {cpu}\n")
    sys.stdout.flush()


def main() -> None:
    """Compare on synthetic briefings, and on the shipped one, which has no twin."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_SUBREAPER, 1, 0, 0, 0)
    for sections in [int(number) for number in sys.argv[1:]] or [9]:
        with tempfile.TemporaryDirectory() as folder:
            here = Path(folder)
            twin(sections, here / "twin.typ")
            path = briefing(sections, here / "content")
            compare(f"{sections} sections", path, here, "This is the word")
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        shutil.copytree(ROOT / "content", here / "content")
        path = here / "content" / "briefing.yaml"
        compare("the shipped briefing", path, here, "military observers")


if __name__ == "__main__":
    main()
