"""Our typefaces: their files, the rules that name them, one subset of each for a document."""

import hashlib
import importlib.util
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

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

SHARED = {
    "\u00a0": " ",
    "\u00ad": "-",
    "\u2010": "-",
    "\u2011": "-",
    "\u202f": "\u2009",
    "\u02bb": "\u2018",
    "\u02bc": "\u2019",
    "\u03bc": "\u00b5",
    "\u2206": "\u0394",
    "\u2126": "\u03a9",
    "\u2215": "\u2044",
    "\u207c": "\u02ed",
    "\u03d5": "\u03c6",
}
"""Characters that our faces draw with another's glyph, and that other: a glyph has one text."""

SHARED_LOUDLY = frozenset(SHARED) - frozenset("\u00a0\u00ad\u2010\u2011\u202f")
"""Those of ``SHARED`` that a reader of copied text would miss: not spaces, not hyphens."""

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


class Union:
    """All uses of one static font in a document, and the one subset that serves them."""

    def __init__(self, first: FontUse) -> None:
        import uharfbuzz

        self.first = first
        self.face = _opened(first.face, first.index)
        self.location = dict(instance(first)[2])
        self.font = uharfbuzz.Font(self.face)
        self.font.set_variations(self.location)
        self.widths: dict[int, int] = {}
        self.text: dict[int, str] = {}

    def agrees(self, use: FontUse) -> bool:
        """Return whether no glyph of ``use`` stands for another text here, or has another width."""
        return all(self.text.get(glyph, text) == text for glyph, text in use.text.items()) and all(
            self.widths.get(glyph, width) == width for glyph, width in use.widths.items()
        )

    def add(self, use: FontUse) -> None:
        """Take in the glyphs of one use."""
        self.widths.update(use.widths)
        self.text.update(use.text)

    def glyph(self, character: str) -> tuple[int, int]:
        """Return glyph and advance of a character, without adding it."""
        found = self.font.get_nominal_glyph(ord(character))
        if found is None:
            raise KeyError(character)
        return found, round(self.font.get_glyph_h_advance(found) * 1000 / self.face.upem)

    def set_number(self, number: str, features: Mapping[str, int]) -> tuple[str, int]:
        """Add a number's glyphs; return them in hexadecimal, and their width in 1/1000 em."""
        import uharfbuzz

        buffer = uharfbuzz.Buffer()
        buffer.add_str(number)
        buffer.guess_segment_properties()
        uharfbuzz.shape(self.font, buffer, {"kern": False, **features})
        total = 0
        for digit, info in zip(number, buffer.glyph_infos, strict=True):
            advance = round(self.font.get_glyph_h_advance(info.codepoint) * 1000 / self.face.upem)
            total += self.widths.setdefault(info.codepoint, advance)
            self.text.setdefault(info.codepoint, digit)
        return "".join(f"{info.codepoint:04x}" for info in buffer.glyph_infos), total

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
        request.glyph_set.update({0, *self.text, *self.widths})
        flags = uharfbuzz.SubsetFlags
        request.flags = flags.RETAIN_GIDS | flags.NO_HINTING | flags.SET_OVERLAPS_FLAG
        request.drop_table_tag_set.update(int.from_bytes(tag.encode(), "big") for tag in _DROPPED)
        for tag, value in self.location.items():
            request.pin_axis_location(self.face, tag, value)
        return bytes(uharfbuzz.subset(self.face, request).blob.data)

    def cmap(self) -> bytes:
        """Return the ToUnicode map: what each glyph stands for when text is copied or read."""
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
            f"<{g:04x}> <{t.encode('utf-16-be').hex()}>" for g, t in sorted(self.text.items()) if t
        ]
        for start in range(0, len(items), 100):  # a limit of the format
            some = items[start : start + 100]
            lines += [f"{len(some)} beginbfchar", *some, "endbfchar"]
        lines += ["endcmap", "CMapName currentdict /CMap defineresource pop", "end", "end"]
        return "\n".join(lines).encode()
