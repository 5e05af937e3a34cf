"""Cells of a table come in as HTML; the widths of its columns go out, and where words may break.

A column is as wide as its longest word, and shares what is left with the others by how much it
holds. Where the words together are wider than the page, the longest are hyphenated, by the rules of
their language. All is done in time linear in the text. Lengths are in points.
"""

import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from html import unescape
from itertools import pairwise
from typing import TYPE_CHECKING

from markupsafe import Markup

from ..exhibits import labels
from ..exhibits.paper import MM, TYPE

if TYPE_CHECKING:
    import pyphen

_UNITS = {"pt": 1.0, "px": 0.75, "mm": MM, "cm": 10 * MM, "in": 72.0, "pc": 12.0}
_SIZE = re.compile(rf"\s*(?:\w+\s+)*?([\d.]+)({'|'.join(_UNITS)})\b")
_type: ContextVar[float] = ContextVar("type of tables", default=TYPE)
GUTTER = 8.0  # at the right of every column but the last
INSET = 6.0  # at the left of the first, `--inset` in css/tokens.css
SPARE = 1.06  # times a word's width: for letters that are set bolder than they are measured
SOFT_HYPHEN = "\u00ad"

_TAG = re.compile(r"(<[^>]*>)")
_LANG = re.compile(r'\blang="([^"]*)"')
_VOID = ("<br", "<img", "<wbr")
# Where a line may end: at a space, after a hyphen or a dash, between letters of East Asia.
_BREAKS = re.compile(
    r"[ \t\n\r\u2002-\u2006\u2008-\u200b\u3000]+|(?<=[-\u2010\u2012-\u2014])(?=\w)"
    r"|(?<=[\u3041-\u9fff\uac00-\ud7af])(?=\w)|(?<=\w)(?=[\u3041-\u9fff\uac00-\ud7af])"
)
_LETTERS = re.compile(r"[^\W\d_]{5,}")


@contextmanager
def set_in(token: str) -> Iterator[None]:
    """Measure words meanwhile in the size that a token of a theme gives tables: 8.5pt/11pt."""
    found = _SIZE.match(token)
    held = _type.set(float(found[1]) * _UNITS[found[2]] if found else TYPE)
    try:
        yield
    finally:
        _type.reset(held)


def shares(
    columns: Sequence[Sequence[Markup]], measure: float, language: str, *, even: bool = False
) -> list[float]:
    """Return the width of each column; together they are as wide as the measure.

    ``even`` gives long texts less of what is left, and the stub room for two lines: for many short
    cells, so that rows stay low.
    """
    if not any(any(map(_plain, cells)) for cells in columns):
        return [measure / len(columns)] * len(columns)
    beside = margins(len(columns))
    room = measure - sum(beside)
    words = [max(map(_longest, cells), default=0.0) for cells in columns]
    whole = [max(map(_line, cells), default=0.0) for cells in columns]
    if sum(words) > room:
        pieces = [_hyphenated_width(cells, language) for cells in columns]
        words = _lowered(words, pieces, room)
    if even:
        words[0] = max(words[0], min(0.54 * whole[0], room / 5))
    spare = max(room - sum(words), 0.0)
    wants = [max(min(line, room) - word, 0.0) for line, word in zip(whole, words, strict=True)]
    if even:
        wants = [want**0.65 for want in wants]
    if not even and sum(wants) <= spare:  # all in one line: what is left goes by what they hold
        given = [word + want for word, want in zip(words, wants, strict=True)]
        rest, total = spare - sum(wants), sum(given) or 1.0
        given = [width + rest * width / total for width in given]
    else:
        total = sum(wants) or 1.0
        given = [w + spare * want / total for w, want in zip(words, wants, strict=True)]
    return [width + margin for width, margin in zip(given, beside, strict=True)]


def margins(count: int) -> list[float]:
    """Return what each of a table's columns has beside its words."""
    return [INSET * (n == 0) + GUTTER * (n < count - 1) for n in range(count)]


def rooms(widths: Sequence[float]) -> list[float]:
    """Return what each of a table's columns has for its words."""
    return [width - margin for width, margin in zip(widths, margins(len(widths)), strict=True)]


def _lowered(words: list[float], pieces: list[float], room: float) -> list[float]:
    """Return widths that fit: the widest columns give way first, none below its widest piece."""
    if sum(pieces) >= room:
        total = sum(pieces) or 1.0
        return [piece * room / total for piece in pieces]
    low, high = 0.0, max(words)
    for _ in range(40):
        middle = (low + high) / 2
        taken = sum(max(min(w, middle), p) for w, p in zip(words, pieces, strict=True))
        low, high = (middle, high) if taken <= room else (low, middle)
    return [max(min(w, low), p) for w, p in zip(words, pieces, strict=True)]


# ------------------------------------------------------------------------------------------- words


def _plain(cell: Markup) -> str:
    return unescape(_TAG.sub("", cell)).replace("\u2060", "").replace(SOFT_HYPHEN, "")


def _width(text: str, size: float | None = None) -> float:
    return labels.width(text, size or _type.get()) * SPARE if text else 0.0


def _longest(cell: Markup, size: float | None = None) -> float:
    """Return the width of the widest word; by their letters the longest few are measured."""
    words = sorted({word.strip() for word in _BREAKS.split(_plain(cell))}, key=len)[-8:]
    return max((_width(word, size) for word in words), default=0.0)


def _line(cell: Markup) -> float:
    """Return about how wide a cell is in one line."""
    text = _plain(cell)
    return _width(text) if len(text) < 60 else len(text) * _type.get() * 0.48


def _hyphenated_width(cells: Sequence[Markup], language: str) -> float:
    """Return the width of the widest piece that the words of a column can be broken into."""
    widest = 0.0
    for cell in cells:
        for text, own in _texts(cell, language):
            words = {word for word in _BREAKS.split(unescape(text)) if word}
            for word in sorted(words, key=len)[-8:]:
                parts = _parts(word, own)
                whole = [f"{part}-" for part in parts[:-1]] + parts[-1:]
                widest = max([widest, *map(_width, whole)])
    return widest


def broken(cell: Markup, width: float, language: str, size: float | None = None) -> Markup:
    """Return a cell whose words that are wider than its column have soft hyphens.

    ``size`` is that of its type, where it is not that of tables.
    """
    if _longest(cell, size) <= width:
        return cell
    made = []
    for piece, own in _pieces(cell, language):
        if own is None:
            made.append(piece)
            continue
        at = 0
        for gap in [*_BREAKS.finditer(piece), None]:
            end = gap.start() if gap else len(piece)
            word = piece[at:end]
            fits = "&" in word or _width(word, size) <= width
            made.append(word if fits else SOFT_HYPHEN.join(_parts(word, own)))
            if gap:
                made.append(gap[0])
                at = gap.end()
    return Markup("".join(made))  # noqa: S704  # of HTML that came in, with soft hyphens


def _parts(word: str, language: str) -> list[str]:
    """Return the pieces that a word may be broken into, each with letters of its own."""
    rules = _rules(language)
    if rules is None:
        return [word]
    spots = []
    for found in _LETTERS.finditer(word):
        spots += [found.start() + spot for spot in rules.positions(found[0].lower())]
    edges = [0, *spots, len(word)]
    return [word[a:b] for a, b in pairwise(edges)]


@lru_cache(maxsize=16)
def _rules(language: str) -> "pyphen.Pyphen | None":
    import pyphen

    name = pyphen.language_fallback(language) or pyphen.language_fallback(language.split("-")[0])
    return pyphen.Pyphen(lang=name, left=3, right=3) if name else None


def _pieces(cell: Markup, language: str) -> Iterator[tuple[str, str | None]]:
    """Yield tags and texts in turn: a tag with None, a text with the language that it is in."""
    languages = [language]
    for piece in _TAG.split(cell):
        if not piece.startswith("<"):
            yield piece, languages[-1]
            continue
        if piece.startswith("</"):
            languages = languages[:-1] or [language]
        elif not piece.startswith(_VOID) and not piece.endswith("/>"):
            named = _LANG.search(piece)
            languages.append(named[1] if named else languages[-1])
        yield piece, None


def _texts(cell: Markup, language: str) -> Iterator[tuple[str, str]]:
    for piece, own in _pieces(cell, language):
        if own is not None and piece:
            yield piece, own
