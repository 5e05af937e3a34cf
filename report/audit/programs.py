"""Embedded font programs in; their glyphs out: how wide, and by which names and codes."""

import io
import struct
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pikepdf import Stream

from . import objects


class BrokenFontError(Exception):
    """A font program that cannot be read."""


@dataclass(frozen=True)
class TrueType:
    """A font with glyf outlines; only what is asked for is read."""

    data: bytes
    tables: Mapping[bytes, tuple[int, int]] = field(default_factory=dict)

    @cached_property
    def glyphs(self) -> int:
        """How many glyphs there are."""
        return int(struct.unpack_from(">H", self._table(b"maxp"), 4)[0])

    @cached_property
    def _advances(self) -> tuple[int, ...]:
        count = struct.unpack_from(">H", self._table(b"hhea"), 34)[0]
        metrics = self._table(b"hmtx")
        count = min(count, len(metrics) // 4)
        return struct.unpack_from(">" + "Hxx" * count, metrics)

    @cached_property
    def _em(self) -> int:
        return struct.unpack_from(">H", self._table(b"head"), 18)[0] or 1000

    def width(self, glyph: int) -> float | None:
        """Return how wide a glyph is, in 1/1000 em."""
        if not self._advances or glyph >= self.glyphs:
            return None
        return self._advances[min(glyph, len(self._advances) - 1)] * 1000 / self._em

    @cached_property
    def cmaps(self) -> Mapping[tuple[int, int], Mapping[int, str]]:
        """The cmap subtables by platform and encoding: code to name of glyph."""
        try:
            table = self._fonttools["cmap"]
            return {(t.platformID, t.platEncID): t.cmap for t in table.tables if hasattr(t, "cmap")}
        except Exception as error:  # whatever fontTools meets in a broken table
            raise BrokenFontError(str(error)) from error

    @property
    def has_cmap(self) -> bool:
        """Whether there is a cmap table."""
        return b"cmap" in self.tables

    @cached_property
    def _fonttools(self) -> Any:
        from fontTools.ttLib import TTFont

        return TTFont(io.BytesIO(self.data), lazy=True)

    def number(self, name: str) -> int:
        """Return the number of the glyph of that name."""
        try:
            return int(self._fonttools.getGlyphID(name))
        except Exception as error:
            raise BrokenFontError(str(error)) from error

    def _table(self, tag: bytes) -> bytes:
        if tag not in self.tables:
            raise BrokenFontError(f"there is no table {tag.decode('latin-1')}")
        start, length = self.tables[tag]
        found = self.data[start : start + length]
        if len(found) < {b"maxp": 6, b"hhea": 36, b"head": 20}.get(tag, 0):
            raise BrokenFontError(f"the table {tag.decode('latin-1')} is cut off")
        return found


@dataclass(frozen=True)
class NamedGlyphs:
    """A font whose glyphs are found by name: Type 1, and CFF without CIDs."""

    widths: Mapping[str, float]
    encoding: Mapping[int, str]


@dataclass(frozen=True)
class NumberedGlyphs:
    """A font whose glyphs are found by CID."""

    widths: Mapping[int, float]


Program = TrueType | NamedGlyphs | NumberedGlyphs


def read(descriptor: Any) -> Program | None:
    """Read the program that a descriptor embeds, None without one; or ``BrokenFontError``."""
    for key in ("/FontFile", "/FontFile2", "/FontFile3"):
        stream = objects.entry(descriptor, key)
        if isinstance(stream, Stream):
            data = objects.stream_bytes(stream)
            try:
                return _read(data)
            except BrokenFontError:
                raise
            except (
                Exception
            ) as error:  # fontTools has no exception of its own for what it cannot read
                raise BrokenFontError(f"{type(error).__name__}: {error}") from error
    return None


def _read(data: bytes) -> Program:
    if data[:4] in (b"\x00\x01\x00\x00", b"true"):
        return _truetype(data)
    if data[:4] == b"OTTO":
        from fontTools.ttLib import TTFont

        return _cff(TTFont(io.BytesIO(data), lazy=True)["CFF "].cff)
    if data[:2] in (b"%!", b"\x80\x01"):
        return _type1(data)
    if data[:1] == b"\x01":
        from fontTools.cffLib import CFFFontSet

        cff = CFFFontSet()
        cff.decompile(io.BytesIO(data), None)
        return _cff(cff)
    raise BrokenFontError("it is of no known kind")


def _truetype(data: bytes) -> TrueType:
    count = struct.unpack_from(">H", data, 4)[0]
    tables = {}
    for i in range(count):
        tag, _, start, length = struct.unpack_from(">4sIII", data, 12 + 16 * i)
        tables[tag] = (start, length)
    font = TrueType(data, tables)
    font.width(font.glyphs - 1)  # what is broken is found now
    return font


def _cff(cff: Any) -> NamedGlyphs | NumberedGlyphs:
    top = cff[0]
    strings = top.CharStrings
    scale = top.FontMatrix[0] * 1000 if hasattr(top, "FontMatrix") else 1.0
    names = list(strings.keys())  # it is no mapping: iteration goes by numbers
    widths = {name: _advance(strings[name]) * scale for name in names}
    if hasattr(top, "ROS"):
        return NumberedGlyphs(
            {int(name[3:]) if name != ".notdef" else 0: w for name, w in widths.items()}
        )
    listed = top.Encoding
    if isinstance(listed, str):
        from fontTools.encodings.StandardEncoding import StandardEncoding

        listed = StandardEncoding if listed == "StandardEncoding" else []
    return NamedGlyphs(
        widths, {code: name for code, name in enumerate(listed) if name != ".notdef"}
    )


def _advance(string: Any) -> float:
    """Return how wide a CFF glyph is: its program says so, or else the defaults of the font."""
    from fontTools.pens.basePen import NullPen

    string.draw(NullPen())
    return float(string.width)


def _type1(data: bytes) -> NamedGlyphs:
    from fontTools.encodings.StandardEncoding import StandardEncoding
    from fontTools.pens.basePen import NullPen
    from fontTools.t1Lib import T1Font

    font = T1Font.__new__(T1Font)  # its constructor reads files alone
    font.data, font.encoding = _plain(data), "ascii"
    font.parse()
    strings = font.font["CharStrings"]
    scale = font.font["FontMatrix"][0] * 1000
    widths = {}
    for name, string in strings.items():
        string.draw(NullPen())
        widths[name] = float(string.width) * scale
    listed = font.font["Encoding"]
    if listed == "StandardEncoding":
        listed = StandardEncoding
    return NamedGlyphs(
        widths, {code: name for code, name in enumerate(listed) if name != ".notdef"}
    )


def _plain(data: bytes) -> bytes:
    """Return a Type 1 font without the headers of PFB segments."""
    parts = []
    while data[:1] == b"\x80" and data[1:2] in (b"\x01", b"\x02"):
        size = struct.unpack_from("<I", data, 2)[0]
        parts.append(data[6 : 6 + size])
        data = data[6 + size :]
    return b"".join(parts) or data
