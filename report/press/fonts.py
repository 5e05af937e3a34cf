"""Faces come in; out, the rules that name them, and one subset of each font for a document."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING

from . import cff, codes, faces, reserve, scripts
from .faces import Face
from .fragment import FontUse

if (
    TYPE_CHECKING
):  # HarfBuzz is imported when the first subset is made: an unchanged build needs none
    import uharfbuzz

# What a static subset without shaping needs no more; avar and MVAR are applied when an instance is
# made.
_DROPPED = (
    "BASE",
    "DSIG",
    "GDEF",
    "GPOS",
    "GSUB",
    "JSTF",
    "STAT",
    "LTSH",
    "PCLT",
    "SVG ",
    "gasp",
    "MVAR",
    "avar",
)

_WEIGHTS = {
    200: "ExtraLight",
    300: "Light",
    400: "Regular",
    600: "Semibold",
    700: "Bold",
    900: "Black",
}

_PIECE = 1 << 16  # bytes that are compared at once


def css(used: Iterable[Face] | None = None) -> str:
    """Return the ``@font-face`` rules of some faces, or of those of the document.

    The families are named exactly so (the PDF carries these names), and a variable face without a
    range of weights, with which WeasyPrint 70 does not find the file's own weights.
    """
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; '
        f"{f'font-weight: {face.weight}; ' if face.weight else ''}"
        f'src: url("{face.path.absolute().as_uri()}") }}\n'
        for face in (faces.in_use().faces() if used is None else used)
    )


def by_digest(digest: str) -> Face:
    """Return the face with this digest; ``KeyError`` if it is none of a document's."""
    for face in _known():
        if face.digest == digest:
            return face
    raise KeyError(digest)


def _known() -> Iterator[Face]:
    """Yield the faces of the document, then those of every script that is installed."""
    yield from faces.in_use().faces()
    for script in (*scripts.SCRIPTS, scripts.OTHER):
        for family in script.families("text"):
            yield from scripts.family(family)


def by_content(content: bytes, loaded: Iterable[Face] | None = None) -> Face | None:
    """Return the face with these very bytes, None if it is none of those that were loaded.

    One comparison with a file of the same length does, much quicker than a digest.
    """
    for face in faces.in_use().faces() if loaded is None else loaded:
        if _size(face) == len(content) and _data(face) == content:  # mostly the same
            return face
    return None


def copy_of(view: memoryview | bytes) -> bytes | None:
    """Return our copy of a font file with these bytes, None if it is none of those in use."""
    for face in (*faces.in_use().faces(), *reserve.kept_faces()):
        if _size(face) == len(view) and _is_equal(view, _data(face)):
            return _data(face)
    return None


def _is_equal(view: memoryview | bytes, data: bytes) -> bool:
    """Compare piece by piece: views are compared byte by byte, and a copy may be large."""
    places = range(0, len(data), _PIECE)
    return all(bytes(view[at : at + _PIECE]) == data[at : at + _PIECE] for at in places)


@lru_cache(maxsize=256)
def _size(face: Face) -> int:
    return face.path.stat().st_size


@lru_cache(maxsize=16)
def _data(face: Face) -> bytes:
    return face.path.read_bytes()


@lru_cache(maxsize=64)
def _opened(digest: str, index: int) -> "uharfbuzz.Face":
    import uharfbuzz

    return uharfbuzz.Face(uharfbuzz.Blob.from_file_path(by_digest(digest).path), index)


def instance(use: FontUse) -> tuple[str, int, tuple[tuple[str, float], ...]]:
    """Return what makes two uses one font: file, face, and location on the axes that the file has.

    Source Sans has no optical sizes: text set in it at two sizes is one font all the same.
    """
    asked = dict(use.location)
    location = tuple(
        (
            axis.tag,
            min(max(asked.get(axis.tag, axis.default_value), axis.min_value), axis.max_value),
        )
        for axis in _opened(use.face, use.index).axis_infos
    )
    return use.face, use.index, location


def space(use: FontUse) -> tuple[int, int]:
    """Return the glyph of the word space and its advance in 1/1000 em."""
    return Union(use).glyph(" ")


@lru_cache(maxsize=64)
def _own(digest: str, index: int) -> tuple[Mapping[int, str], int, int | None]:
    import uharfbuzz

    face = _opened(digest, index)
    font = uharfbuzz.Font(face)
    return codes.own(face, font), face.glyph_count, codes.blank(face, font)


def codes_of(digest: str, index: int) -> codes.Codes:
    """Return the codes of a face, none given yet."""
    own, count, blank = _own(digest, index)
    return codes.Codes(own, count, blank=blank)


class Union:
    """All uses of one static font in a document, and the one subset that serves them."""

    def __init__(self, first: FontUse) -> None:
        import uharfbuzz

        self.first = first
        self.face = _opened(first.face, first.index)
        self.location = dict(instance(first)[2])
        self.font = uharfbuzz.Font(self.face)
        self.font.set_variations(self.location)
        self.widths: dict[int, int] = {}  # of codes
        self.codes = codes_of(first.face, first.index)

    def agrees(self, use: FontUse) -> bool:
        """Return whether no code of ``use`` has another text, glyph or width here."""
        return self.codes.agrees(use.text, use.glyphs) and all(
            self.widths.get(code, width) == width for code, width in use.widths.items()
        )

    def add(self, use: FontUse) -> None:
        """Take in the codes of one use."""
        self.widths.update(use.widths)
        for code, text in use.text.items():
            self.codes.add(code, use.glyphs.get(code, code), text)

    def glyph(self, character: str) -> tuple[int, int]:
        """Return glyph and advance of a character, without adding it."""
        found = self.font.get_nominal_glyph(ord(character))
        if found is None:
            raise KeyError(character)
        return found, round(self.font.get_glyph_h_advance(found) * 1000 / self.face.upem)

    def set_number(self, number: str, features: Mapping[str, int]) -> tuple[str, int]:
        """Add a number's codes; return them in hexadecimal, and their width in 1/1000 em."""
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_str(number)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.font, buffer, {"kern": False, **features})
        total, shown = 0, ""
        for digit, info in zip(number, buffer.glyph_infos, strict=True):
            advance = round(self.font.get_glyph_h_advance(info.codepoint) * 1000 / self.face.upem)
            code = self.codes.code(info.codepoint, digit)
            total += self.widths.setdefault(code, advance)
            shown += f"{code:04x}"
        return shown, total

    def name(self, data: bytes) -> str:
        """Return the PostScript name with the tag that a subset carries; ``data`` is its file."""
        tag = "".join(chr(65 + byte % 26) for byte in hashlib.sha256(data).digest()[:6])
        weight = _WEIGHTS.get(self.first.weight, f"W{self.first.weight}")
        style = ("" if weight == "Regular" else weight) + "Italic" if self.first.italic else weight
        return f"{tag}+{self.first.family.replace(' ', '')}-{style}"

    def file(self) -> bytes:
        """Return the static subset; glyphs keep the numbers that the content streams use."""
        import uharfbuzz

        request = uharfbuzz.SubsetInput()
        used = {*self.codes.texts, *self.widths}
        request.glyph_set.update({0, *(self.codes.glyphs.get(code, code) for code in used)})
        flags = uharfbuzz.SubsetFlags
        request.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.SET_OVERLAPS_FLAG
        request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
        for tag, value in self.location.items():
            request.pin_axis_location(self.face, tag, value)
        cut = uharfbuzz.subset(self.face, request)
        if self.cubic:
            return cff.numbered_as_glyphs(bytes(cut.reference_table("CFF ").data))
        return bytes(cut.blob.data)

    @property
    def cubic(self) -> bool:
        """Whether its outlines are cubic: a PDF then holds their bare table."""
        return by_digest(self.first.face).cubic

    def map(self) -> bytes | None:
        """Return the glyph of each code, in two bytes; None if every code is a glyph's number."""
        if not self.codes.glyphs:
            return None
        used = {*self.codes.texts, *self.widths}
        found = bytearray(2 * max(used) + 2)  # what is not used leads to glyph 0, and packs well
        for code in used:
            glyph = self.codes.glyphs.get(code, code)
            found[2 * code : 2 * code + 2] = glyph.to_bytes(2, "big")
        return bytes(found)

    def cmap(self) -> bytes:
        """Return the ToUnicode map: what each code stands for when text is copied or read."""
        lines = [
            "/CIDInit /ProcSet findresource begin",
            "12 dict begin",
            "begincmap",
            "/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def",
            "/CMapName /Adobe-Identity-UCS def",
            "/CMapType 2 def",
            "1 begincodespacerange",
            "<0000> <ffff>",
            "endcodespacerange",
        ]
        items = [
            f"<{code:04x}> <{text.encode('utf-16-be').hex()}>"
            for code, text in sorted(self.codes.texts.items())
            if text
        ]
        for start in range(0, len(items), 100):  # a limit of the format
            some = items[start : start + 100]
            lines += [f"{len(some)} beginbfchar", *some, "endbfchar"]
        lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
        return "\n".join(lines).encode()
