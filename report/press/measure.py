"""A text and how it is set come in; its width goes out, in the faces that print it."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING

from . import faces, reserve, scripts
from .faces import Face, Typeface

if TYPE_CHECKING:  # HarfBuzz is imported when the first text is measured
    import uharfbuzz

Axes = tuple[tuple[str, float], ...]


@lru_cache(maxsize=128)
def _font(face: Face, weight: float, axes: Axes) -> "uharfbuzz.Font":
    import uharfbuzz

    font = uharfbuzz.Font(uharfbuzz.Face(uharfbuzz.Blob.from_file_path(face.path)))
    font.set_variations({"wght": weight, **dict(axes)})
    return font


def width(
    text: str, typeface: Typeface, weight: float = 400, axes: Axes = (), *, apart: bool = False
) -> float:
    """Return the width of ``text`` in ems; of what ``typeface`` lacks, in the face behind it.

    ``apart`` measures as WeasyPrint 70 sets the text of a drawing: letter by letter, but for the
    scripts whose letters join.
    """
    import uharfbuzz

    features = {"kern": False, "liga": False} if apart and not scripts.is_shaped(text) else {}
    total = 0.0
    for face, part in _runs(text, typeface, weight):
        font = _font(face, weight, axes)
        buffer = uharfbuzz.Buffer()
        buffer.add_str(part)
        buffer.guess_segment_properties()
        uharfbuzz.shape(font, buffer, features)
        total += sum(p.x_advance for p in buffer.glyph_positions) / font.face.upem
    return total


def _runs(text: str, typeface: Typeface, weight: float) -> Iterator[tuple[Face, str]]:
    """Yield the text in the pieces that one face draws."""
    first = typeface.face(weight)
    drawn = reserve.characters(first)
    if all(c in drawn or reserve.prints_nothing(c) for c in text):
        yield first, text
        return
    others = [other.face(weight) for other in reserve.typefaces_behind(text, typeface, weight)]

    def face_of(character: str) -> Face:
        some = (f for f in (first, *others) if character in reserve.characters(f))
        return next(some, first)

    for face, letters in groupby(text, face_of):
        yield face, "".join(letters)


@lru_cache(maxsize=16)
def heights(typeface: Typeface, weight: float = 400) -> tuple[float, float, float]:
    """Return, in ems, how high capitals are, and how far a line's ink goes up and down."""
    if typeface == faces.ours().labels:
        return 0.66, 0.75, 0.25  # rounded, as our drawings have been made with them
    font = _font(typeface.face(weight), weight, ())
    upem = font.face.upem
    found = [font.get_nominal_glyph(ord(c)) for c in "HÅÉ(|gjpqy"]
    boxes = [box for glyph in found if glyph and (box := font.get_glyph_extents(glyph))]
    up = [box.y_bearing / upem for box in boxes]
    down = [-(box.y_bearing + box.height) / upem for box in boxes]
    return (up[0], max(up), max(down)) if boxes else (0.66, 0.75, 0.25)
