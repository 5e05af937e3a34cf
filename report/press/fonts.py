"""Our typefaces: their files, the rules that name them, one subset of each for a document."""

import hashlib
import importlib.util
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from . import codes
from .fragment import FontUse

if (
    TYPE_CHECKING
):  # HarfBuzz is imported when the first subset is made: an unchanged build needs none
    import uharfbuzz

_SERIF, _SANS = "fontpkg_source_serif_4", "fontpkg_source_sans_3"
_FILES = (
    ("Source Serif 4", "normal", ("opsz", "wght"), _SERIF, "SourceSerif4[opsz,wght].ttf"),
    ("Source Serif 4", "italic", ("opsz", "wght"), _SERIF, "SourceSerif4-Italic[opsz,wght].ttf"),
    ("Source Sans 3", "normal", ("wght",), _SANS, "SourceSans3[wght].ttf"),
    ("Source Sans 3", "italic", ("wght",), _SANS, "SourceSans3-Italic[wght].ttf"),
)

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


@dataclass(frozen=True, slots=True)
class Face:
    """One font file of ours."""

    family: str
    style: str
    axes: tuple[str, ...]
    path: Path
    digest: str


@lru_cache(maxsize=1)
def faces() -> tuple[Face, ...]:
    """Return our font files as their packages have them."""
    found = []
    for family, style, axes, package, name in _FILES:
        spec = importlib.util.find_spec(package)
        if spec is None or spec.origin is None:
            raise FileNotFoundError(f"the package {package} is missing: reinstall the project")
        path = Path(spec.origin).parent / "files" / name
        found.append(Face(family, style, axes, path, hashlib.sha256(path.read_bytes()).hexdigest()))
    return tuple(found)


def css() -> str:
    """Return the ``@font-face`` rules.

    The families are named exactly so (the PDF carries these names), and without a range of weights,
    with which WeasyPrint 70 does not find the file's own weights.
    """
    return "".join(
        f'@font-face {{ font-family: "{face.family}"; font-style: {face.style}; '
        f'src: url("{face.path.as_uri()}") }}\n'
        for face in faces()
    )


def by_digest(digest: str) -> Face:
    """Return the face with this digest; ``KeyError`` if it is none of ours."""
    for face in faces():
        if face.digest == digest:
            return face
    raise KeyError(digest)


@lru_cache(maxsize=1)
def _contents() -> dict[int, tuple[bytes, Face]]:
    return {len(data): (data, f) for f in faces() for data in [f.path.read_bytes()]}


def by_content(content: bytes) -> Face | None:
    """Return the face with these very bytes, None if it is none of ours.

    No two of our files are of one length, so one comparison does, much quicker than a digest.
    """
    data, face = _contents().get(len(content), (b"", None))
    return face if data == content else None


@lru_cache(maxsize=8)
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


@lru_cache(maxsize=8)
def _measuring(
    family: str, style: str, location: tuple[tuple[str, float], ...]
) -> "uharfbuzz.Font":
    import uharfbuzz

    face = next(f for f in faces() if (f.family, f.style) == (family, style))
    font = uharfbuzz.Font(_opened(face.digest, 0))
    font.set_variations(dict(location))
    return font


def advance(text: str, family: str, style: str, location: Mapping[str, float]) -> float:
    """Return the width of ``text`` in ems."""
    import uharfbuzz

    if not text:
        return 0.0
    font = _measuring(family, style, tuple(location.items()))
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer)
    total: float = sum(position.x_advance for position in buffer.glyph_positions)
    ems: float = total / font.face.upem
    return ems


@lru_cache(maxsize=1)
def _drawn() -> tuple[frozenset[int], frozenset[int]]:
    """Return the characters that one of our faces draws at least, and those that all of them do."""
    each = [frozenset(_opened(face.digest, 0).unicodes) for face in faces()]
    return frozenset.union(*each), frozenset.intersection(*each)


def lacking(text: str, *, partly: bool = False) -> tuple[str, ...]:
    """Return the characters that none of our faces draws, each once; ``partly``: not all of them.

    What prints nothing, a joiner or a line's end, is not missed, nor are spaces and hyphens, which
    HarfBuzz makes of others; and letters are taken with their marks, as it takes them.
    """
    has = _drawn()[partly]
    return tuple(
        c
        for c in dict.fromkeys(unicodedata.normalize("NFC", text))
        if ord(c) not in has
        and unicodedata.category(c) not in ("Cc", "Cf", "Zl", "Zp", "Zs")
        and c != "\u2011"
    )


@lru_cache(maxsize=64)
def _own(digest: str, index: int) -> tuple[Mapping[int, str], int]:
    import uharfbuzz

    face = _opened(digest, index)
    return codes.own(face, uharfbuzz.Font(face)), face.glyph_count


def codes_of(digest: str, index: int) -> codes.Codes:
    """Return the codes of a face, none given yet."""
    return codes.Codes(*_own(digest, index))


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
        return bytes(uharfbuzz.subset(self.face, request).blob.data)

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
