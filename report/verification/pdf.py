"""Read the text of a PDF: its file comes in, blocks of text go out.

A PDF has lines and no paragraphs. A block ends where the lines are further apart than usual, where
the type changes its size, where a line is indented, and before a bullet; a page ends none.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Any

from ..files import FileError
from ..text import extraction

_LOCKED = "is locked with a password"
_EDGE = 0.1  # of a page's height: where running heads and feet stand
_RARE = 0.1  # of all distances between lines
_APART = 1.3  # times the usual distance of two lines: a new block
_OTHER_SIZE = 1.15  # times the height of the line before: a heading, or the text after it
_INDENT = 6.0  # points
_BULLET = re.compile(r"^[•▪‣◦●]\s*")
_HYPHEN = re.compile(r"(\w+)[-‐\u00ad\ufffe\x02]$")
_WITHIN = re.compile("[\ufffe\x02]")  # pdfium's for a hyphen where it has joined two lines
_ENDED = re.compile(r"[.!?:;…][”’\"')\]]*$")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page, or several that pdfium has joined where a word is parted.

    Sizes in points; ``top`` and ``last_top`` of its first and last letter, from the page's foot;
    ``edge``: it stands at the head or the foot of the page.
    """

    text: str
    top: float
    last_top: float
    height: float
    left: float
    page: int
    edge: bool


def read(data: bytes) -> str:
    """Return the text of a PDF; ``FileError`` when it has none."""
    import pypdfium2

    try:
        with extraction.LOCK, pypdfium2.PdfDocument(data) as document:
            lines = [
                line
                for number, page in enumerate(document)
                for line in _with_bullets(list(_lines(page, number)))
            ]
            pages = len(document)
    except pypdfium2.PdfiumError as error:
        if "assword" in str(error) or "ecurity" in str(error):  # pdfium has no other sign of it
            raise FileError(_LOCKED, "save a copy without the password") from error
        raise FileError("is damaged, or is not a PDF", "save its text as .txt") from error
    return "\n\n".join(_blocks(_without_running_heads(lines, pages)))


def _lines(page: Any, number: int) -> Iterator[PdfLine]:
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
        left, bottom, _, top = text_page.get_charbox(first, loose=True)
        _, _, _, last_top = text_page.get_charbox(start + len(raw.rstrip()) - 1, loose=True)
        edge = top > (1 - _EDGE) * page_top or bottom < _EDGE * page_top
        yield PdfLine(text, top, last_top, top - bottom, left, number, edge)


def _with_bullets(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """Yield the lines of a page, each with the bullet that was set for itself beside it."""
    bullets = [line for line in lines if not _BULLET.sub("", line.text)]
    for line in lines:
        if line in bullets:
            continue
        beside = (b for b in bullets if abs(b.top - line.top) < b.height / 2 and b.left < line.left)
        yield replace(line, text=f"• {line.text}") if next(beside, None) else line


def _without_running_heads(lines: Sequence[PdfLine], pages: int) -> list[PdfLine]:
    """Leave out page numbers, and what stands at the edge of half the pages, three at least."""
    shapes = Counter(re.sub(r"\d+", "#", line.text) for line in lines if line.edge)
    often = {shape for shape, count in shapes.items() if count >= max(3, pages / 2)}
    return [
        line
        for line in lines
        if not line.edge or re.sub(r"\d+", "#", line.text) not in often | {"#"}
    ]


def _blocks(lines: Sequence[PdfLine]) -> Iterator[str]:
    usual = _leading(lines)
    known = frozenset(re.findall(r"[\w-]+", " ".join(line.text for line in lines).lower()))
    block: list[str] = []
    before: PdfLine | None = None
    for line in lines:
        if before is not None and _starts(before, line, usual):
            yield " ".join(block)
            block = []
        _join(block, line.text, known)
        before = line
    if block:
        yield " ".join(block)


def _leading(lines: Sequence[PdfLine]) -> float:
    """Return how far lines are apart inside a block: the least distance that is not rare."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.page == b.page]
    distances = [a.last_top - b.top for a, b in pairs if a.last_top - b.top > b.height / 2]
    counts = Counter(round(distance) for distance in distances)
    often = [distance for distance, count in counts.items() if count >= _RARE * len(distances)]
    return float(min(often, default=0))


def _starts(before: PdfLine, line: PdfLine, usual: float) -> bool:
    """Say whether ``line`` starts a block."""
    if _BULLET.match(line.text):
        return True
    if before.page != line.page or line.top > before.last_top:
        return bool(_ENDED.search(before.text)) or not line.text[:1].islower()
    one, other = sorted((before.height, line.height))
    apart = before.last_top - line.top > _APART * usual
    indented = line.left - before.left > _INDENT and bool(_ENDED.search(before.text))
    return apart or other > _OTHER_SIZE * one or indented


def _join(block: list[str], line: str, known: frozenset[str]) -> None:
    """Add a line to its block; a word parted at the end of a line is made whole."""
    first, *others = _WITHIN.split(_BULLET.sub("• ", line))
    if block:
        _whole(block, first, known)
    else:
        block.append(first)
    for part in others:
        block[-1] += "-"
        _whole(block, part, known)


def _whole(block: list[str], text: str, known: frozenset[str]) -> None:
    """Add ``text``, to the last line itself where a word runs over from it."""
    parted = _HYPHEN.search(block[-1])
    after = re.match(r"\w+", text)
    if parted is None or after is None:
        block.append(text)
        return
    whole, hyphened = f"{parted[1]}{after[0]}".lower(), f"{parted[1]}-{after[0]}".lower()
    keeps = hyphened in known and whole not in known
    block[-1] = block[-1][:-1] + ("-" if keeps else "") + text
