"""Font dictionaries in; out, what their codes stand for, how wide they are, and their glyphs."""

import struct
from collections.abc import Callable, Mapping
from functools import cached_property, lru_cache
from typing import Any

from pikepdf import Array, Dictionary, Stream

from . import cmaps, objects, programs
from .programs import BrokenFontError, NamedGlyphs, NumberedGlyphs, Program, TrueType

SYMBOLIC = 4
EXPERT = "MacExpertEncoding"
"""An encoding that readers know by heart, and we do not."""

ADOBE = {"GB1", "CNS1", "Japan1", "Korea1", "KR"}
"""Character collections from which every reader knows the characters (ISO 32000-1, 9.10.2)."""


class _Told(dict[int, Any]):
    """What is told of each code, asked once."""

    def __init__(self, ask: Callable[[int], Any]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, code: int) -> Any:
        value = self[code] = self._ask(code)
        return value


class Font:
    """One font of the file."""

    def __init__(self, dictionary: Any) -> None:
        self.dictionary = dictionary
        self.subtype = objects.name(dictionary, "/Subtype")
        self.name = objects.name(dictionary, "/BaseFont")
        self.composite = self.subtype == "Type0"
        children = objects.items(dictionary, "/DescendantFonts")
        self.descendant: Any = children[0] if children else Dictionary()
        self.pages: dict[int, int] = {}  # code -> the first page where it is seen
        self.hidden_pages: dict[int, int] = {}  # the same, in text that is not seen
        self._text = _Told(lambda code: self.unicode(code) or "\ufffd")
        self._advance = _Told(lambda code: self.width(code) or 0.0)

    def show(self, raw: bytes, page: int, *, hidden: bool) -> tuple[str, float, int, int]:
        """Note that a string is shown; return its text, width in 1/1000 em, codes and blanks.

        Blanks are the codes to which word spacing is added: those of one byte that are 32.
        """
        codes = self._codes(raw)
        pages = self.hidden_pages if hidden else self.pages
        if new := set(codes).difference(pages):
            pages.update(dict.fromkeys(new, page))
        text = "".join(map(self._text.__getitem__, codes))
        width = sum(map(self._advance.__getitem__, codes))
        return text, width, len(codes), raw.count(b" ") if self.length == 1 else 0

    def used(self, *, hidden: bool = True) -> dict[int, int]:
        """Return the codes that are shown, each with the page where it is first."""
        return {**self.hidden_pages, **self.pages} if hidden else self.pages

    # -------------------------------------------------------------------------- dictionary

    @cached_property
    def descriptor(self) -> Any:
        """The font descriptor, an empty dictionary without one."""
        holder = self.descendant if self.composite else self.dictionary
        return objects.dictionary(holder, "/FontDescriptor")

    @property
    def embedded(self) -> bool:
        """Whether the font's program is in the file; Type 3 is its own program."""
        if self.subtype == "Type3":
            return True
        keys = ("/FontFile", "/FontFile2", "/FontFile3")
        return any(isinstance(objects.entry(self.descriptor, key), Stream) for key in keys)

    @property
    def symbolic(self) -> bool:
        """Whether the flags say that its characters are not those of Latin text."""
        return bool((objects.integer(self.descriptor, "/Flags") or 0) & SYMBOLIC)

    @cached_property
    def program(self) -> Program | None:
        """The embedded program; None without one, or with one that is broken (see ``fault``)."""
        self.fault = ""
        try:
            return programs.read(self.descriptor)
        except BrokenFontError as error:
            self.fault = str(error)
            return None

    fault = ""

    # ------------------------------------------------------------------------------- codes

    @cached_property
    def cmap(self) -> cmaps.CMap | None:
        """The CMap that a composite font's codes go through, None for a simple font."""
        if not self.composite:
            return None
        encoding = objects.entry(self.dictionary, "/Encoding")
        if isinstance(encoding, Stream):
            return cmaps.embedded(encoding)
        return cmaps.CMap(objects.as_name(encoding))

    @cached_property
    def identity(self) -> bool:
        """Whether codes are CIDs."""
        return self.cmap is not None and self.cmap.name in ("Identity-H", "Identity-V")

    @cached_property
    def length(self) -> int:
        """How many bytes a code has; 2 for CMaps with codes of different lengths."""
        if self.cmap is None:
            return 1
        return self.cmap.lengths[0] if len(self.cmap.lengths) == 1 else 2

    def _codes(self, raw: bytes) -> tuple[int, ...]:
        if self.length == 1:
            return tuple(raw)
        if self.length == 2:
            whole = raw if len(raw) % 2 == 0 else raw + b"\0"
            return struct.unpack(f">{len(whole) // 2}H", whole)
        step = self.length
        return tuple(int.from_bytes(raw[i : i + step], "big") for i in range(0, len(raw), step))

    def cid(self, code: int) -> int | None:
        """Return the CID of a code, None where only a reader's own tables know it."""
        if self.identity:
            return code
        return self.cmap.cids.get(code) if self.cmap else None

    # ------------------------------------------------------------------------------ widths

    @cached_property
    def _widths(self) -> Mapping[int, float]:
        if self.composite:
            return dict(_composite_widths(objects.items(self.descendant, "/W")))
        first = objects.integer(self.dictionary, "/FirstChar") or 0
        widths = map(objects.as_number, objects.items(self.dictionary, "/Widths"))
        return {first + i: width for i, width in enumerate(widths) if width is not None}

    def width(self, code: int) -> float | None:
        """Return how wide the dictionary says a code is, in 1/1000 em; None if it does not say."""
        if self.composite:
            cid = self.cid(code)
            default = objects.number(self.descendant, "/DW")
            default = 1000.0 if default is None else default
            return None if cid is None else self._widths.get(cid, default)
        if not self._widths:
            return None
        missing = objects.number(self.descriptor, "/MissingWidth")
        width = self._widths.get(code, missing or 0.0)
        return width if self.subtype != "Type3" else width * self._scale

    @cached_property
    def _scale(self) -> float:
        """What the widths of a Type 3 font are to be multiplied with."""
        matrix = [objects.as_number(v) for v in objects.items(self.dictionary, "/FontMatrix")]
        return (matrix[0] or 0.001) * 1000 if matrix else 1.0

    # ----------------------------------------------------------------------------- unicode

    @cached_property
    def to_unicode(self) -> Mapping[int, str] | None:
        """What the ToUnicode CMap says; None without one."""
        stream = objects.entry(self.dictionary, "/ToUnicode")
        if not isinstance(stream, Stream):
            return None
        return cmaps.to_unicode(objects.stream_bytes(stream))

    def unicode(self, code: int) -> str | None:
        """Return the characters that a code stands for, None if nothing tells."""
        if self.to_unicode is not None and code in self.to_unicode:
            return self.to_unicode[code]
        if self.composite:
            return "\ufffd" if self._known_collection else None
        if self.base_encoding == EXPERT and code not in self.differences:
            return "\ufffd"
        name = self.glyph_name(code)
        return (unicode_of(name) or None) if name else None

    @cached_property
    def _known_collection(self) -> bool:
        system = cmaps.system(objects.dictionary(self.descendant, "/CIDSystemInfo"))
        return system is not None and system[0] == "Adobe" and system[1] in ADOBE

    @cached_property
    def base_encoding(self) -> str:
        """The name of the encoding that the dictionary gives, "" without one."""
        encoding = objects.entry(self.dictionary, "/Encoding")
        if isinstance(encoding, Dictionary):
            return objects.name(encoding, "/BaseEncoding")
        return objects.as_name(encoding)

    @cached_property
    def differences(self) -> Mapping[int, str]:
        """What the encoding's Differences say."""
        encoding = objects.dictionary(self.dictionary, "/Encoding")
        found: dict[int, str] = {}
        code = 0
        for item in objects.items(encoding, "/Differences"):
            if isinstance(item, int):
                code = item
            elif name := objects.as_name(item):
                found[code] = name
                code += 1
        return found

    def glyph_name(self, code: int) -> str:
        """Return the name of the glyph of a code in a simple font, "" if nothing tells."""
        if code in self.differences:
            return self.differences[code]
        if self.base_encoding:
            return encoding(self.base_encoding).get(code, "")
        if self.subtype == "Type3" or (self.subtype == "TrueType" and self.symbolic):
            return ""
        if isinstance(self.program, NamedGlyphs):
            return self.program.encoding.get(code, "")
        return encoding("StandardEncoding").get(code, "")

    # ------------------------------------------------------------------------------ glyphs

    def glyph(self, code: int) -> int | str | None:
        """Return number or name of the glyph that is shown; 0 or ".notdef" for the undefined one.

        None if it cannot be told: the font is not embedded, or a reader's own tables are needed.
        """
        if self.program is None:
            return None
        if self.composite:
            cid = self.cid(code)
            return None if cid is None else self._glyph_of_cid(cid)
        if isinstance(self.program, TrueType):
            return self._glyph_by_cmap(self.program, code)
        if isinstance(self.program, NamedGlyphs):
            if self.base_encoding == EXPERT and code not in self.differences:
                return None
            return self.glyph_name(code) or ".notdef"
        return None

    def _glyph_of_cid(self, cid: int) -> int | None:
        if isinstance(self.program, NumberedGlyphs):
            return cid
        if isinstance(
            self.program, NamedGlyphs
        ):  # a CFF font without CIDs: they are numbers of glyphs
            return None
        table = self._cid_to_glyph
        if table is None:
            return cid
        return int.from_bytes(table[2 * cid : 2 * cid + 2], "big")

    @cached_property
    def _cid_to_glyph(self) -> bytes | None:
        stream = objects.entry(self.descendant, "/CIDToGIDMap")
        return objects.stream_bytes(stream) if isinstance(stream, Stream) else None

    def _glyph_by_cmap(self, program: TrueType, code: int) -> int:
        """Look a glyph up as ISO 32000-1, 9.6.6.4, says."""
        found = ""
        tables = program.cmaps
        if not self.symbolic or self.base_encoding:
            name = self.glyph_name(code)
            character = unicode_of(name)
            if (3, 1) in tables and character:
                found = tables[3, 1].get(ord(character[0]), "")
            if not found and (1, 0) in tables:
                found = tables[1, 0].get(_mac_codes().get(name, -1), "")
            if not found and name:
                with_name = _number_of(program, name)
                if with_name:
                    return with_name
        if not found and (3, 0) in tables:
            symbols = tables[3, 0]
            found = next((symbols[c] for c in _symbol_codes(code) if c in symbols), "")
        if not found and (1, 0) in tables and self.symbolic:
            found = tables[1, 0].get(code, "")
        return _number_of(program, found) if found else 0

    def program_width(self, glyph: int | str) -> float | None:
        """Return how wide the program says a glyph is, None if it has no such glyph."""
        if isinstance(self.program, TrueType):
            return self.program.width(glyph) if isinstance(glyph, int) else None
        if isinstance(self.program, NamedGlyphs):
            return self.program.widths.get(glyph) if isinstance(glyph, str) else None
        if isinstance(self.program, NumberedGlyphs):
            return self.program.widths.get(glyph) if isinstance(glyph, int) else None
        return None


def _symbol_codes(code: int) -> tuple[int, ...]:
    return code, 0xF000 + code, 0xF100 + code, 0xF200 + code


def _number_of(program: TrueType, name: str) -> int:
    try:
        return program.number(name)
    except BrokenFontError:
        return 0


def _composite_widths(flat: list[Any]) -> Any:
    """Yield CIDs and widths from a W array: ``c [w …]`` and ``first last w``."""
    place = 0
    while place < len(flat):
        first = flat[place]
        following = flat[place + 1] if place + 1 < len(flat) else None
        if isinstance(following, Array):
            for i, width in enumerate(following.as_list()):
                if isinstance(first, int) and (value := objects.as_number(width)) is not None:
                    yield first + i, value
            place += 2
            continue
        each = objects.as_number(flat[place + 2]) if place + 2 < len(flat) else None
        if isinstance(first, int) and isinstance(following, int) and each is not None:
            for cid in range(first, min(following, first + cmaps.MANY) + 1):
                yield cid, each
        place += 3


@lru_cache(maxsize=4096)
def unicode_of(name: str) -> str:
    """Return the characters that a glyph's name stands for, "" for a name that is not standard."""
    from fontTools import agl

    if name == ".notdef":
        return ""
    return str(agl.toUnicode(name))


@lru_cache(maxsize=8)
def encoding(name: str) -> Mapping[int, str]:
    """Return a standard encoding by its name: code to name of glyph."""
    if name == "StandardEncoding":
        from fontTools.encodings.StandardEncoding import StandardEncoding

        return {c: n for c, n in enumerate(StandardEncoding) if n != ".notdef"}
    if name == "MacRomanEncoding":
        from fontTools.encodings.MacRoman import MacRoman

        return {c: n for c, n in enumerate(MacRoman) if n != ".notdef" and c >= 32}
    if name == "WinAnsiEncoding":
        from fontTools.agl import UV2AGL

        table = {}
        for code in range(32, 256):
            character = bytes([code]).decode("cp1252", "replace")
            table[code] = "bullet" if character == "\ufffd" else UV2AGL.get(ord(character), "")
        return table | {0xA0: "space", 0xAD: "hyphen"}
    return {}


@lru_cache(maxsize=1)
def _mac_codes() -> Mapping[str, int]:
    return {name: code for code, name in encoding("MacRomanEncoding").items()}
