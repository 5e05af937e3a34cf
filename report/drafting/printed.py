"""A PDF comes in; its headings and captions, by the size and weight of their type, go out."""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ..verification import pdf
from ..verification.pdf import PdfBlock
from ..verification.texts import normal
from .marked import CAPTION
from .typed import ENUMERATED

_LARGER = 1.08  # times the usual height of a line
_LONGEST = 32  # words of a heading
_OFTEN = 3  # the same shape with other numbers, so often: heads of pages, parts of tables
_LEADERS = re.compile(r"\.{4,}|(?:\. ){3,}|…{2,}")
_ROW = re.compile(r"[^.!?]{1,60}?(?:\s[\d.,%–-]+){1,}$")  # of a table, under its heads
_NUMBER = re.compile(r"\W*\d[\d\W]*")


def parts(data: bytes) -> Iterator[dict[str, str]]:
    """Yield the headings and captions in the order of reading."""
    blocks = pdf.blocks(data)
    usual = _usual(blocks)
    heads = [block for block in blocks if _stands_out(block, usual) and _may_be(block.text)]
    rows = _rows(heads, blocks)
    listed = {normal(re.sub(r"[\s.…]*\d+$", "", b.text)) for b in blocks if _LEADERS.search(b.text)}
    often = Counter(_shape(block.text) for block in heads)
    seen: set[str] = set()
    for number, block in enumerate(blocks):
        words = normal(block.text)
        if CAPTION.match(block.text):
            yield {"caption": block.text}
        elif block in heads and block not in rows and words not in seen:
            recurs = often[_shape(block.text)] >= _OFTEN and words not in listed
            numbered = recurs and _NUMBER.search(words) and not ENUMERATED.match(block.text)
            after = blocks[number + 1].text if number + 1 < len(blocks) else ""
            if after and not numbered and not _ROW.match(after):
                seen.add(words)
                yield {"heading": block.text}


def _usual(blocks: Sequence[PdfBlock]) -> tuple[float, bool]:
    """Return the look of most letters."""
    letters: Counter[tuple[float, bool]] = Counter()
    for block in blocks:
        letters[round(block.height, 1), block.bold] += len(block.text)
    return letters.most_common(1)[0][0] if letters else (0.0, False)


def _stands_out(block: PdfBlock, usual: tuple[float, bool]) -> bool:
    if ENUMERATED.fullmatch(block.text.strip()):
        return True
    larger, smaller = block.height > _LARGER * usual[0], block.height < 0.9 * usual[0]
    return larger or (block.bold and not usual[1] and not smaller)


def _may_be(words: str) -> bool:
    """Say whether the words may be a heading: few, no sentence, no bullet, no line of contents."""
    return (
        len(words.split()) <= _LONGEST
        and len(words) < 260
        and re.search(r"[^\W\d_]{2}", words) is not None
        and not re.search(r"[;,。]$|[^.\d\sIVXLC]\.$", words)
        and not re.match(r"[•*–—]", words)
        and not _LEADERS.search(words)
    )


def _rows(heads: Sequence[PdfBlock], blocks: Sequence[PdfBlock]) -> list[PdfBlock]:
    """Return what stands side by side on one line: the heads of a table, not of a text."""
    found: list[PdfBlock] = []
    for one, other in pairwise(blocks):
        same_line = one.page == other.page and abs(one.top - other.top) < one.height / 3
        if same_line and one in heads and other in heads:
            found += [one, other]
    return found


def _shape(words: str) -> str:
    return _NUMBER.sub("#", words).strip("#")
