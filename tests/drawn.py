"""What the tests of drawn exhibits share: a briefing round one block, its PDF's text boxes."""

import textwrap
from collections.abc import Callable
from itertools import combinations
from pathlib import Path

import pypdfium2
from small import BRIEFING, DOCUMENT

from report import ReportError, exhibits, pipeline
from report.content import briefing, yamlfile
from report.page import html, imprint
from report.page.theme import Theme
from report.press import assembly
from report.press.typeset import Typesetter

Box = tuple[float, float, float, float]  # left, bottom, right, top in points


def around(write: Callable[..., Path], block: str) -> Path:
    """Write a briefing that holds one block, or several; return its path."""
    write(DOCUMENT, "harbour.yaml")
    body = textwrap.indent(textwrap.dedent(block).strip(), " " * 6)
    section = f"  - id: findings\n    title: Findings\n    blocks:\n{body}\n"
    return write(BRIEFING + section, "briefing.yaml")


def draw(path: Path):
    """Return the drawing of the first block."""
    text = yamlfile.read(path)
    return exhibits.draw(briefing.parse(text), text).of["sections", 0, "blocks", 0]


def problems(write: Callable[..., Path], block: str):
    """Return what is said of a block that cannot be drawn: line, message and hint of each."""
    path = around(write, block)
    text = yamlfile.read(path)
    try:
        exhibits.draw(briefing.parse(text), text)
    except ReportError as error:
        return error.diagnostics
    return ()


def pages(path: Path) -> tuple[str, ...]:
    """Return the HTML of each part."""
    read = pipeline.prepare(path)
    return html.render(read.views(read.cite().result()), Theme.load())


def pdf(path: Path, paper: str = "a4") -> bytes:
    """Return the briefing as a PDF, whatever its length."""
    read = pipeline.prepare(path)
    typesetter = Typesetter(Theme.load().stylesheets(paper))
    fragments = [typesetter.section(page) for page in pages(path)]
    return assembly.assemble(fragments, imprint.metadata(read.content))


def text_boxes(data: bytes, page: int = 0) -> list[tuple[Box, str]]:
    """Return the boxes of the text on a page as the PDF has them, with their texts."""
    document = pypdfium2.PdfDocument(data)
    text = document[page].get_textpage()
    boxes = [text.get_rect(n) for n in range(text.count_rects())]
    return [(box, text.get_text_bounded(*box).strip()) for box in boxes]


def collisions(boxes: list[tuple[Box, str]], slack: float = 0.6) -> list[tuple[str, str]]:
    """Return the texts of boxes that overlap by more than ``slack`` points both ways."""
    found = []
    for (a, one), (b, other) in combinations(boxes, 2):
        across = min(a[2], b[2]) - max(a[0], b[0])
        along = min(a[3], b[3]) - max(a[1], b[1])
        if across > slack and along > slack and one and other:
            found.append((one, other))
    return found
