"""A PDF comes in; out, its pages as pictures, and the words on them with their places."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from ..text.extraction import LOCK

PageArea = tuple[float, float, float, float]
"""Left, top, width and height on a page, in points from its upper left corner."""


@dataclass(frozen=True, slots=True)
class PrintedWord:
    """A word on a page, in points from the upper left; ``line`` counts the lines of its page."""

    text: str
    x: float
    y: float
    width: float
    height: float
    line: int

    @property
    def right(self) -> float:
        """Where it ends."""
        return self.x + self.width

    @property
    def foot(self) -> float:
        """How far down it goes."""
        return self.y + self.height


def lines(words: Iterable[PrintedWord]) -> list[list[PrintedWord]]:
    """Return words line by line, as they follow each other from left to right."""
    found: list[list[PrintedWord]] = []
    for word in words:
        if found and found[-1][0].line == word.line and word.x >= found[-1][0].x:
            found[-1].append(word)
        else:
            found.append([word])
    return found


def area(words: Sequence[PrintedWord]) -> PageArea:
    """Return the area that words of one line cover."""
    left, top = words[0].x, min(word.y for word in words)
    right, foot = max(word.right for word in words), max(word.foot for word in words)
    return left, top, round(right - left, 2), round(foot - top, 2)


class PagedFile:
    """A PDF of which pages are shown; whoever made it closes it."""

    def __init__(self, data: bytes) -> None:
        import pypdfium2

        with LOCK:
            self._document: Any = pypdfium2.PdfDocument(data)
            self.sizes: tuple[tuple[float, float], ...] = tuple(
                page.get_size() for page in self._document
            )

    def close(self) -> None:
        """Let go of the file."""
        with LOCK:
            if self._document is not None:
                self._document.close()
            self._document = None

    def picture(self, index: int, scale: float) -> bytes:
        """Return a page (from 0) as a PNG, ``scale`` dots to the point; b"" once it is closed."""
        with LOCK:
            if self._document is None:
                return b""
            image = self._document[index].render(scale=scale).to_pil()
        out = io.BytesIO()
        image.save(out, "PNG", compress_level=1)
        return out.getvalue()

    def words(self, index: int) -> tuple[PrintedWord, ...]:
        """Return the words of a page (from 0), in the order in which they were written."""
        with LOCK:
            if self._document is None:
                return ()
            page = self._document[index]
            text = page.get_textpage()
            try:
                return tuple(_Words(text, self.sizes[index][1]).found)
            finally:
                text.close()
                page.close()


class _Words:
    """Joins the characters of a page into words, and words into lines."""

    def __init__(self, text: Any, depth: float) -> None:
        import ctypes

        from pypdfium2 import raw

        self._raw, self._text, self._depth = raw, text, depth
        self._rect = raw.FS_RECTF()
        self._at = ctypes.byref(self._rect)
        self.found: list[PrintedWord] = []
        self._line = 0
        self._letters: list[str] = []
        self._first = self._last = -1
        for index in range(raw.FPDFText_CountChars(text)):
            self._take(index, chr(raw.FPDFText_GetUnicode(text, index)))
        self._end()

    def _take(self, index: int, letter: str) -> None:
        if letter.isspace() or letter == "\0":
            self._end()
            if letter in "\r\n":
                self._line += 1
            return
        if not self._letters:
            self._first = index
        self._letters.append("-" if letter in "\x02\ufffe" else letter)
        self._last = index

    def _end(self) -> None:
        if not self._letters:
            return
        text = "".join(self._letters)
        self._letters.clear()
        left, top, right, foot = self._box(self._first)
        if self._last != self._first:
            other = self._box(self._last)
            left, top = min(left, other[0]), min(top, other[1])
            right, foot = max(right, other[2]), max(foot, other[3])
        if right > left and foot > top:
            size = round(right - left, 2), round(foot - top, 2)
            word = PrintedWord(text, round(left, 2), round(top, 2), *size, self._line)
            self.found.append(word)

    def _box(self, index: int) -> tuple[float, float, float, float]:
        self._raw.FPDFText_GetLooseCharBox(self._text, index, self._at)
        rect = self._rect
        return rect.left, self._depth - rect.top, rect.right, self._depth - rect.bottom
