"""Glyphs and what they stand for come in; out, the codes that a content stream has for them.

A code is the glyph's own number where the glyph stands for its own text. Every other text of it has
a code above the face's last glyph, by a digest of the two, so that sections laid out apart agree on
it; ``CIDToGIDMap`` leads it back to the glyph (ISO 32000-1, 9.7.4.2). So the 2 of a note's call and
the one of km², which are one glyph, are copied as what was typed.
"""

import hashlib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any

EMPTY = 0x0FFFFFFF  # Pango's glyph for what prints nothing
UNKNOWN = 0x10000000  # and its flag for what no face has
NOTHING = "\u200b"
"""What a glyph stands for that only completes the one before it: no reader takes an empty text."""

_LIGATURES = range(0xFB00, 0xFB07)  # of Latin letters, from ﬀ to ﬆ
TEXT_SIGN = "\ufe0e"  # after a character: the sign of a text, and no coloured picture
JOINERS = "\u200c\u200d"
"""They print nothing and are spelling: Persian parts words by them."""
_BLANKS = "\u200b\u2060\ufeff\u200c\u200d\u034f"
_LAST = 0xFFFF  # a code has two bytes
JOINED_HYPHEN = "\u2060\u2010\u2060"  # at which no line ends: it reads as U+2011


@dataclass(slots=True)
class Codes:
    """The codes of one font; ``own`` is what each glyph stands for by itself, ``count`` how many.

    ``blank`` is a glyph that draws nothing, to stand for ``JOINERS``.
    ``texts`` leads from a code to its text, ``glyphs`` from a code that is no glyph's own number to
    its glyph.
    """

    own: Mapping[int, str]
    count: int
    texts: dict[int, str] = field(default_factory=dict)
    glyphs: dict[int, int] = field(default_factory=dict)
    blank: int | None = None
    _known: dict[tuple[int, str], int] = field(default_factory=dict)

    def code(self, glyph: int, text: str) -> int:
        """Return the code of a glyph with a text, and keep both.

        A space drawn with the glyph of the word space reads as one: people search with spaces, and
        most of the no-break ones are put in by us.
        """
        if (known := self._known.get((glyph, text))) is not None:
            return known
        meant = " " if text.isspace() and self.own.get(glyph) == " " else text
        code = self._known[glyph, text] = self._free(glyph, meant)
        self.add(code, glyph, meant)
        return code

    def add(self, code: int, glyph: int, text: str) -> None:
        """Take in a code that was given before."""
        self._known[glyph, text] = code
        self.texts[code] = text
        if code != glyph:
            self.glyphs[code] = glyph

    def agrees(self, texts: Mapping[int, str], glyphs: Mapping[int, int]) -> bool:
        """Return whether no code of others stands for another text or glyph here."""
        return all(self.texts.get(code, text) == text for code, text in texts.items()) and all(
            self.glyphs.get(code, glyph) == glyph for code, glyph in glyphs.items()
        )

    def _free(self, glyph: int, text: str) -> int:
        if self.own.get(glyph, text) == text and self.texts.get(glyph, text) == text:
            return glyph
        free = _LAST - self.count
        start = int.from_bytes(hashlib.sha256(f"{glyph} {text}".encode()).digest()[:4], "big")
        for step in range(free):
            code = self.count + (start + step) % free
            if self.texts.get(code, text) == text and self.glyphs.get(code, glyph) == glyph:
                return code
        return glyph  # a face of 65,000 glyphs has no room; the gate reads what comes of it


def own(face: Any, font: Any) -> dict[int, str]:
    """Return what each glyph of a HarfBuzz face stands for by itself: its lowest character.

    Where it has several that are typed, it is the one typed most often: 2 of a raised figure, not
    ²; fi of a ligature; an apostrophe, not the modifier letter that looks like it.
    """
    found: dict[int, str] = {}
    for character in sorted(face.unicodes, key=lambda c: (unicodedata.category(chr(c)) == "Lm", c)):
        text = chr(character)
        raised = unicodedata.decomposition(text).startswith(("<super>", "<sub>"))
        if raised or character in _LIGATURES:
            text = unicodedata.normalize("NFKC", text)
        found.setdefault(font.get_nominal_glyph(character), text)
    return found


def blank(face: Any, font: Any) -> int | None:
    """Return a glyph of a HarfBuzz face that has neither ink nor width, None if there is none.

    Faces draw a mark for their joiners, to be seen in editors: theirs will not do.
    """
    for character in _BLANKS:
        glyph = font.get_nominal_glyph(ord(character))
        if glyph is not None and not font.get_glyph_h_advance(glyph):
            extents = font.get_glyph_extents(glyph)
            if extents is None or not any(extents):
                return int(glyph)
    return None


_finder: ContextVar[Callable[[Any], Codes | None] | None] = ContextVar("finder", default=None)


@contextmanager
def given(finder: Callable[[Any], Codes | None]) -> Iterator[None]:
    """Write codes for what is drawn meanwhile; ``finder`` gives WeasyPrint's fonts their codes."""
    token = _finder.set(finder)
    try:
        yield
    finally:
        _finder.reset(token)


def spell(font: Any, item: Any, text: str) -> list[int] | None:
    """Return the code of each glyph of a run of Pango's, None where WeasyPrint writes for itself.

    It is 0 for what is not drawn. A joiner has a blank glyph, so that it is copied: as a part of a
    letter's text it would change places with the letter in readers that turn words from right to
    left round.
    ``text`` is the whole line; the run has its bytes from ``item.item.offset``.
    """
    finder = _finder.get()
    codes = finder(font) if finder else None
    if codes is None:
        return None
    count = item.glyphs.num_glyphs
    glyphs = [info.glyph for info in item.glyphs.glyphs[0:count]]
    clusters = list(item.glyphs.log_clusters[0:count])
    texts = share(glyphs, clusters, text.encode(), item.item.offset, item.item.length)
    found = []
    for glyph, part in zip(glyphs, texts, strict=True):
        drawn = glyph
        if glyph == EMPTY and part in JOINERS and codes.blank is not None:
            drawn = codes.blank
            font.widths[drawn] = 0
        found.append(0 if drawn >= EMPTY else codes.code(drawn, part))
    return found


def share(
    glyphs: Sequence[int], clusters: Sequence[int], line: bytes, offset: int, length: int
) -> list[str]:
    """Return the text of each glyph of a run: all of them together are the text of the run.

    Glyphs are in the order of drawing, ``clusters`` says at which byte of the run the text of each
    begins. Of a cluster of several glyphs each takes a character in the order of reading, which for
    a run from right to left is the other one, and the last what is left.
    """
    texts = [NOTHING] * len(glyphs)
    ends = dict(zip(starts := sorted(set(clusters)), [*starts[1:], length], strict=True))
    backwards = len(clusters) > 1 and clusters[0] > clusters[-1]
    groups: dict[int, list[int]] = {}
    for place, (glyph, start) in enumerate(zip(glyphs, clusters, strict=True)):
        if glyph != EMPTY:
            groups.setdefault(start, []).append(place)
        elif (text := line[offset + start : offset + ends[start]].decode()) in JOINERS:
            texts[place] = text
    for start, places in groups.items():
        text = line[offset + start : offset + ends[start]].decode()
        text = text.replace(TEXT_SIGN, "") or text
        if text == "\u2010" and _is_joined(line, offset + start):
            text = "\u2011"
        order = places[::-1] if backwards else places
        for place, character in zip(order, text, strict=False):
            texts[place] = character
        texts[order[-1]] += text[len(order) :]
    return texts


def _is_joined(line: bytes, at: int) -> bool:
    around = JOINED_HYPHEN.encode()
    side = (len(around) - 3) // 2
    return line[max(at - side, 0) : at + 3 + side] == around
