"""Read the text of a PDF: its file comes in, blocks of text go out.

A PDF has lines and no paragraphs. A block ends where the lines are further apart than usual, where
the type changes its size, where a line is indented, and before a bullet; a page ends none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from statistics import median
from typing import Any

_EDGE = 0.1  # of a page's height: where running heads and feet stand
_APART = 1.3  # times the usual distance of two lines: a new block
_OTHER_SIZE = 1.15  # times the height of the line before: a heading, or the text after it
_INDENT = 6.0  # points
_BULLET = re.compile(r"^[•▪‣◦●]\s*")
_HYPHEN = re.compile(r"(\w+)[-\u00ad\ufffe\x02]$")
_ENDED = re.compile(r"[.!?:;…][”’\"')\]]*$")


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a page: sizes in points, ``top`` from its foot; ``edge``: at its head or foot."""

    text: str
    top: float
    height: float
    left: float
    page: int
    edge: bool


def read(path: Path) -> str:
    """Return the text of the PDF at ``path``; ``ValueError`` when it cannot be read."""
    import pypdfium2

    try:
        with pypdfium2.PdfDocument(path) as document:
            lines = [line for n, page in enumerate(document) for line in _lines(page, n)]
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        raise ValueError(f"it cannot be read as a PDF: {error}") from error
    return "\n\n".join(_blocks(_without_running_heads(lines, pages)))


def _lines(page: Any, number: int) -> Iterator[Line]:
    """Yield the lines of a page, as pypdfium2 orders them."""
    text_page = page.get_textpage()
    _, _, _, page_top = page.get_bbox()
    index = 0
    for raw in text_page.get_text_range().split("\r\n"):
        start, index = index, index + len(raw) + 2
        text = " ".join(raw.split())
        if not text:
            continue
        first = start + len(raw) - len(raw.lstrip())
        boxes = [text_page.get_charbox(first + n, loose=True) for n in range(min(len(text), 3))]
        left, bottom, _, top = boxes[0]
        height = max(box[3] - box[1] for box in boxes)
        edge = top > (1 - _EDGE) * page_top or bottom < _EDGE * page_top
        yield Line(text, top, height, left, number, edge)


def _without_running_heads(lines: Sequence[Line], pages: int) -> list[Line]:
    """Leave out page numbers, and what stands at the edge of half the pages, three at least."""
    shapes = Counter(re.sub(r"\d+", "#", line.text) for line in lines if line.edge)
    often = {shape for shape, count in shapes.items() if count >= max(3, pages / 2)}
    return [
        line
        for line in lines
        if not line.edge or re.sub(r"\d+", "#", line.text) not in often | {"#"}
    ]


def _blocks(lines: Sequence[Line]) -> Iterator[str]:
    leadings = [a.top - b.top for a, b in pairwise(lines) if a.page == b.page and a.top > b.top]
    usual = median(leadings) if leadings else 0.0
    known = frozenset(re.findall(r"[\w-]+", " ".join(line.text for line in lines).lower()))
    block = ""
    before: Line | None = None
    for line in lines:
        if before is not None and _starts(before, line, usual):
            yield block
            block = ""
        block = _join(block, line.text, known)
        before = line
    if block:
        yield block


def _starts(before: Line, line: Line, usual: float) -> bool:
    """Say whether ``line`` starts a block."""
    if _BULLET.match(line.text):
        return True
    if before.page != line.page or line.top > before.top:
        return bool(_ENDED.search(before.text)) or not line.text[:1].islower()
    one, other = sorted((before.height, line.height))
    apart = before.top - line.top > _APART * usual
    indented = line.left - before.left > _INDENT and bool(_ENDED.search(before.text))
    return apart or other > _OTHER_SIZE * one or indented


def _join(block: str, text: str, known: frozenset[str]) -> str:
    """Join a line to its block; a word parted at the end of a line is made whole."""
    text = _BULLET.sub("• ", text)
    if not block:
        return text
    parted = _HYPHEN.search(block)
    after = re.match(r"\w+", text)
    if parted is None or after is None:
        return f"{block} {text}"
    whole, hyphened = f"{parted[1]}{after[0]}".lower(), f"{parted[1]}-{after[0]}".lower()
    keeps = hyphened in known and whole not in known
    return block[:-1] + ("-" if keeps else "") + text
