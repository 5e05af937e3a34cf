"""Words and what stands among them come in, one after another; one paragraph of a Word file out."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from xml.etree.ElementTree import Element

from ..text.typography import without_breaks
from . import languages
from .ooxml import el, text

_SPACE = re.compile(r"[ \t\n\r\f]+")


@dataclass(frozen=True, slots=True)
class Accent:
    """How words are set: ``style`` is a style of characters, ``raised`` super- or subscript.

    ``language`` is that of the words, "" for the briefing's own; ``rtl`` is the paragraph's.
    """

    bold: bool = False
    italic: bool = False
    raised: str = ""
    style: str = ""
    language: str = ""
    rtl: bool = False

    def but(self, **changes: str | bool) -> "Accent":
        """Return a voice that differs in this."""
        return replace(self, **changes)  # type: ignore[arg-type]

    def look(self, *, backwards: bool) -> Element | None:
        """Return what is written of it at a run; None if that is nothing."""
        made = el("w:rPr")
        if self.style:
            made.append(el("w:rStyle", val=self.style))
        if self.bold:
            made.extend((el("w:b"), el("w:bCs")))
        if self.italic:
            made.extend((el("w:i"), el("w:iCs")))
        if self.raised:
            made.append(el("w:vertAlign", val=self.raised))
        if backwards:
            made.append(el("w:rtl"))
        if self.language:
            made.append(languages.element(self.language))
        return made if len(made) else None


class WordParagraph:
    """A paragraph as it is written; spaces between words are one, as HTML has them."""

    def __init__(self, layout: Element) -> None:
        self.element = el("w:p", layout)
        self._into = self.element
        self._last: Element | None = None  # the text that the paragraph ends with
        self._spaced = True
        self.filled = False

    def say(self, words: str, voice: Accent) -> None:
        """Add words."""
        flat = _SPACE.sub(" ", without_breaks(words))  # Word would show them
        if self._spaced:
            flat = flat.lstrip(" ")
        if not flat:
            return
        self._spaced = flat.endswith(" ")
        for piece, backwards in languages.directions(flat, voice.rtl):
            self._last = text("w:t", piece)
            self._into.append(el("w:r", voice.look(backwards=backwards), self._last))
        self.filled = True

    def put(self, *nodes: Element) -> None:
        """Add what is no text: a call, a picture, the break of a line."""
        self._into.extend(nodes)
        self._last, self._spaced, self.filled = None, False, True

    def mark(self, *nodes: Element) -> None:
        """Add what is not seen: where a bookmark begins or ends."""
        self._into.extend(nodes)

    def broken(self, voice: Accent) -> None:
        """Begin another line."""
        self.put(el("w:r", voice.look(backwards=False), el("w:br")))
        self._spaced = True

    @contextmanager
    def within(self, holder: Element) -> Iterator[None]:
        """Put what is added meanwhile into an element of the paragraph: a link."""
        self._into, before = holder, self._into
        yield
        self._into = before
        if len(holder):
            before.append(holder)

    def close(self) -> Element:
        """Return the paragraph, without a space at its end."""
        if self._last is not None and self._last.text:
            self._last.text = self._last.text.rstrip(" ")
        return self.element
