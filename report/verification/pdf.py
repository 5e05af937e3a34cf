"""Read the text of a PDF: its file comes in, blocks of text go out.

A PDF has lines and no paragraphs. A block ends where the lines are further apart than usual, where
the type changes its size or its weight, where a line is indented, and before a bullet; a page ends
none.
"""

import ctypes
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise
from statistics import median
from typing import Any

from ..files import FileError
from ..text import extraction

_LOCKED = "is locked with a password"
_EDGE = 0.1  # of a page's height: where running heads and feet stand
_ALL = 0.75  # of the pages, or of the left ones
_SIDE = 0.4  # of the pages: a head of left pages or of right ones, but for their first
_RARE = 0.1  # of all distances between lines
_APART = 1.3  # times the usual distance of two lines: a new block
_OTHER_SIZE = 1.15  # times the height of the line before: a heading, or the text after it
_INDENT = 6.0  # points
_OUTDENT = 1.5
_HANGS = 4.0  # times its height: as far before its line a bullet may stand
_CALL = re.compile(r"(?<=[.,;:!?”’\")\]»])\d{1,3}(?=\s|$)|(?<=[^\W\d_]{3})\d{1,3}(?=[\s.,;:]|$)")
_SMALLER, _RAISED = 0.9, 0.2  # of the size of the letter before it: a number that calls a note
_NOTE = 0.92  # of the usual height: the type of notes
_MARK = re.compile(r"\W{0,2}(?:\d{1,3}|[*†‡§¶])\W{0,2}\s?\S")
_BULLET = re.compile(r"^[•▪‣◦●]\s*")
_HYPHEN = re.compile(r"(\w+)[-‐\u00ad\ufffe\x02]$")
_WITHIN = re.compile("[\ufffe\x02]")  # pdfium's for a hyphen where it has joined two lines
_ENDED = re.compile(r"[.!?:;…][”’\"')\]]*$")


@dataclass(frozen=True, slots=True)
class PdfLine:
    """A line of a page, or several that pdfium has joined where a word is parted.

    Sizes in points; ``top`` and ``last_top`` of its first and last letter, from the page's foot;
    ``edge``: it stands at the head or the foot of the page; ``bold``: all of it is.
    """

    text: str
    top: float
    last_top: float
    height: float
    left: float
    right: float
    page: int
    edge: bool
    bold: bool


@dataclass(frozen=True, slots=True)
class PdfBlock:
    """A block of text, and the look of its first line: lengths in points, ``top`` from the foot."""

    text: str
    height: float
    bold: bool
    top: float
    page: int


def read(data: bytes) -> str:
    """Return the text of a PDF; ``FileError`` when it has none."""
    return "\n\n".join(block.text for block in blocks(data))


def blocks(data: bytes) -> list[PdfBlock]:
    """Return the blocks of a PDF in the order of reading; ``FileError`` when it cannot be read."""
    import pypdfium2

    _refuse_bomb(data)
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
    return list(_blocks(_notes_last(_without_running_heads(lines, pages))))


def _refuse_bomb(data: bytes) -> None:
    """Refuse a file that takes up the memory when it is unpacked, which PDFium does by itself."""
    import pikepdf

    from ..audit import bounds
    from ..audit.objects import TooMuchError

    try:
        bounds.refuse_packed_objects(data)
        with pikepdf.open(io.BytesIO(data)) as pdf:
            bounds.refuse_large(pdf)
            bounds.refuse_repeated(pdf)
    except TooMuchError as error:
        raise FileError(str(error), "save its text as .txt") from None
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return  # which PDFium may read all the same, or says why not


def _lines(page: Any, number: int) -> Iterator[PdfLine]:
    """Yield the lines of a page, as pypdfium2 orders them."""
    text_page = page.get_textpage()
    _, _, _, page_top = page.get_bbox()
    index = 0
    for raw in text_page.get_text_range().split("\r\n"):
        start, index = index, index + len(raw) + 2
        text = " ".join(_without_calls(raw, text_page, start).split())
        if not text:
            continue
        first = start + len(raw) - len(raw.lstrip())
        left, bottom, _, top = text_page.get_charbox(first, loose=True)
        last = start + len(raw.rstrip()) - 1
        _, _, right, last_top = text_page.get_charbox(last, loose=True)
        edge = top > (1 - _EDGE) * page_top or bottom < _EDGE * page_top
        bold = _is_bold(text_page, first) and _is_bold(text_page, last)
        yield PdfLine(text, top, last_top, top - bottom, left, right, number, edge, bold)


def _without_calls(raw: str, text_page: Any, start: int) -> str:
    """Return a line without the raised numbers that call notes: “in 1998.3” is “in 1998.”."""
    if not (calls := list(_CALL.finditer(raw))):
        return raw
    import pypdfium2.raw as raw_pdf

    letters = list(raw)
    for call in calls:
        before, digit = start + call.start() - 1, start + call.start()
        size = raw_pdf.FPDFText_GetFontSize(text_page, before)
        smaller = raw_pdf.FPDFText_GetFontSize(text_page, digit) < _SMALLER * size
        _, foot, _, _ = text_page.get_charbox(digit)
        _, ground, _, _ = text_page.get_charbox(before)
        raised = foot - ground > _RAISED * size
        if (smaller and raised) if raw[call.start() - 1].isalpha() else (smaller or raised):
            letters[call.start() : call.end()] = " " * (call.end() - call.start())
    return "".join(letters)


def _notes_last(lines: Sequence[PdfLine]) -> list[PdfLine]:
    """Return the lines with the notes at the foot of each page after all others.

    A paragraph that runs on over a page is one then, and notes are no paragraphs of a section.
    """
    usual = median([line.height for line in lines] or [0.0])
    kept: list[PdfLine] = []
    notes: list[PdfLine] = []
    for _, page in groupby(lines, key=lambda line: line.page):
        body = list(page)
        foot: list[PdfLine] = []
        while body and body[-1].height < _NOTE * usual:
            foot.insert(0, body.pop())
        lowest = min((line.last_top for line in body), default=0.0)
        if foot and body and _MARK.match(foot[0].text) and foot[0].top < lowest:
            notes += foot
        else:
            body += foot
        kept += body
    return [*kept, *notes]


_HEAVY = 600  # the weight of a font from which it is bold
_BOLD = re.compile(rb"bold|black|heavy|semib|demi|[-,]b(?:d|$)", re.IGNORECASE)


def _is_bold(text_page: Any, index: int) -> bool:
    """Say whether a letter is bold, by its font's name, or by its weight where a file says it."""
    import pypdfium2.raw as raw

    name = ctypes.create_string_buffer(128)
    raw.FPDFText_GetFontInfo(text_page, index, name, 128, ctypes.c_int())
    return bool(_BOLD.search(name.value)) or raw.FPDFText_GetFontWeight(text_page, index) >= _HEAVY


def _with_bullets(lines: Sequence[PdfLine]) -> Iterator[PdfLine]:
    """Yield the lines of a page, each with the bullet that was set for itself beside it."""
    bullets = [line for line in lines if not _BULLET.sub("", line.text)]
    others = [line for line in lines if line not in bullets]
    items = {id(_beside(bullet, others)) for bullet in bullets}
    for line in others:
        yield replace(line, text=f"• {line.text}") if id(line) in items else line


def _beside(bullet: PdfLine, lines: Sequence[PdfLine]) -> PdfLine | None:
    """Return the line that a bullet stands before: not one of the next column."""
    near = (
        line
        for line in lines
        if abs(bullet.top - line.top) < bullet.height / 2
        and 0 < line.left - bullet.left < _HANGS * bullet.height
    )
    return min(near, key=lambda line: line.left, default=None)


def _without_running_heads(lines: Sequence[PdfLine], pages: int) -> list[PdfLine]:
    """Leave out page numbers, and what stands at the edge of many pages, three at least."""
    edges = [line for line in lines if line.edge]
    shapes = Counter(map(_shape, edges))
    often = {shape for shape, count in shapes.items() if count >= max(3, _SIDE * pages)}
    at: dict[tuple[str, int], set[int]] = {}
    for line in edges:
        at.setdefault((_shape(line), round(line.top)), set()).add(line.page)
    for (shape, _), there in at.items():  # at the same height on every page, left or right
        side = [
            n for n in range(pages) if len({p % 2 for p in there}) > 1 or n % 2 == min(there) % 2
        ]
        if len(there) > 1 and len(there) >= _ALL * len(side):
            often.add(shape)
    return [line for line in lines if not line.edge or _shape(line) not in often | {"#"}]


def _shape(line: PdfLine) -> str:
    return re.sub(r"\d+", "#", line.text)


def _blocks(lines: Sequence[PdfLine]) -> Iterator[PdfBlock]:
    usual, height = _leading(lines), median([line.height for line in lines] or [0.0])
    known = frozenset(re.findall(r"[\w-]+", " ".join(line.text for line in lines).lower()))
    block: list[str] = []
    first = before = None
    for line in lines:
        # Large type is set with more space between its lines.
        apart = usual * max(1.0, line.height / height if height else 1.0)
        if (
            first
            and before
            and _starts(before, line, apart, item=block[:1] != [] and block[0].startswith("•"))
        ):
            yield _block(first, block)
            block, first = [], line
        _join(block, line.text, known)
        first, before = first or line, line
    if first:
        yield _block(first, block)


def _block(first: PdfLine, lines: Sequence[str]) -> PdfBlock:
    return PdfBlock(" ".join(lines), first.height, first.bold, first.top, first.page)


def _leading(lines: Sequence[PdfLine]) -> float:
    """Return how far lines are apart inside a block: the least distance that is not rare."""
    pairs = [(a, b) for a, b in pairwise(lines) if a.page == b.page]
    distances = [a.last_top - b.top for a, b in pairs if a.last_top - b.top > b.height / 2]
    counts = Counter(round(distance) for distance in distances)
    often = [distance for distance, count in counts.items() if count >= _RARE * len(distances)]
    return float(min(often, default=0))


def _starts(before: PdfLine, line: PdfLine, usual: float, *, item: bool) -> bool:
    """Say whether ``line`` starts a block; ``item``: the block before is an item of a list."""
    if _BULLET.match(line.text):
        return True
    # A raised number parts a line in two.
    same = before.page == line.page and abs(before.last_top - line.top) < before.height / 2
    if same and -1 < line.left - before.right < before.height:
        return False
    if before.bold != line.bold:
        return True
    if before.page != line.page or line.top > before.last_top:
        return bool(_ENDED.search(before.text)) or not line.text[:1].islower()
    one, other = sorted((before.height, line.height))
    apart = before.last_top - line.top > _APART * usual
    indented = line.left - before.left > _INDENT and bool(_ENDED.search(before.text))
    # What begins left of an item's text is not in the item.
    after_item = item and before.left - line.left > _OUTDENT and not line.text[:1].islower()
    return apart or after_item or other > _OTHER_SIZE * one or indented


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
