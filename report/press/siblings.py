"""Streams with codes above a font's last glyph come in; out, the same with fonts beside that font.

A font with cubic outlines has no map from codes to glyphs (ISO 32000-1, 9.7.4.2): there a glyph
has one code, and one text. So each further text of a glyph goes into a font of its own beside the
first: the same outlines, another name, another text.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from .fragment import FontUse

_SHOWN = b"] TJ"
_PART = re.compile(rb"<([0-9a-f]*)>|(-?[0-9.]+(?:e-?[0-9]+)?)")

CodePlaces = dict[
    tuple[str, int], tuple[str, int]
]  # font and code -> the font that has it, its glyph


def beside(use: FontUse) -> tuple[list[FontUse], CodePlaces]:
    """Return the fonts that a use makes, the first with its own name, and where its codes went."""
    by_glyph: dict[int, int] = {}
    texts: list[dict[int, str]] = [{c: t for c, t in use.text.items() if c not in use.glyphs}]
    places: CodePlaces = {}
    for code in sorted(use.glyphs):
        glyph = use.glyphs[code]
        number = by_glyph[glyph] = by_glyph.get(glyph, 0) + 1
        if number == len(texts):
            texts.append({})
        texts[number][glyph] = use.text[code]
        places[use.name, code] = f"{use.name}{number}", glyph
    uses = []
    for number, text in enumerate(texts):
        glyphs = ((use.glyphs.get(code, code), width) for code, width in use.widths.items())
        widths = {glyph: width for glyph, width in glyphs if glyph in text}
        name = f"{use.name}{number or ''}"
        uses.append(replace(use, name=name, text=text, widths=widths, glyphs={}))
    return uses, places


def parted(operators: Sequence[Any], places: CodePlaces) -> list[Any]:
    """Return operators in which each code is shown with the font that has it."""
    made: list[Any] = []
    font, size = "", b""
    for op in operators:
        if isinstance(op, bytes) and op.endswith(b" Tf"):
            name, size = op[1:-3].split(b" ")
            font = name.decode()
        if isinstance(op, bytes) and op.endswith(_SHOWN) and _holds(op, font, places):
            made += _shown(op, font, size, places)
        else:
            made.append(op)
    return made


def _codes(op: bytes) -> list[bytes]:
    parts = [part[1] for part in _PART.finditer(op[1 : -len(_SHOWN)]) if part[1]]
    return [part[i : i + 4] for part in parts for i in range(0, len(part), 4)]


def _holds(op: bytes, font: str, places: CodePlaces) -> bool:
    return any((font, int(code, 16)) in places for code in _codes(op))


def _shown(op: bytes, font: str, size: bytes, places: CodePlaces) -> list[Any]:
    made: list[Any] = []
    current, shown = font, b""
    for part in _PART.finditer(op[1 : -len(_SHOWN)]):
        if part[2]:
            shown += part[2]
            continue
        for i in range(0, len(part[1]), 4):
            code = int(part[1][i : i + 4], 16)
            wanted, glyph = places.get((font, code), (font, code))
            if wanted != current:
                made += [b"[" + shown + _SHOWN] if shown else []
                made.append(b"/%s %s Tf" % (wanted.encode(), size))
                current, shown = wanted, b""
            shown += b"<%04x>" % glyph
    made.append(b"[" + shown.replace(b"><", b"") + _SHOWN)
    if current != font:
        made.append(b"/%s %s Tf" % (font.encode(), size))
    return made
