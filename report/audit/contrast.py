"""The pages as pdfium draws them in; out, texts whose colour is too close to that of their ground.

The ground is drawn without the texts: each text object is made invisible first. So it is known
what stands behind a text, whatever draws it: a fill, an image, a gradient. The colour of a text is
that of its object, mixed with the ground as far as it is transparent. Blend modes and soft masks
are not taken into account.
"""

import ctypes
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ..text import extraction
from .findings import Hit
from .painting import IDENTITY, Affine, times
from .rules import Standards
from .subject import Subject

Colour = tuple[int, int, int]

SCALE = 1.5  # pixels for each point
ENOUGH, ENOUGH_LARGE = 4.5, 3.0
LARGE, LARGE_BOLD, BOLD = 18.0, 14.0, 700
SHARE = 0.2
"""The part of a text's box from which a colour counts as ground: a line under it does not."""
ROWS = 16
"""Rows of pixels that are looked at in a text's box."""
DEEPEST = 8


@dataclass(frozen=True, slots=True)
class DrawnText:
    """A text object: its box in points from the lower left, its colour, opacity and size."""

    box: tuple[float, float, float, float]
    colour: Colour
    opacity: float
    size: float
    bold: bool
    object: Any


@dataclass(frozen=True, slots=True)
class FaintText:
    """Texts of one colour on one ground: the page, the ratio, how many there are, one of them."""

    page: int
    ratio: float
    colour: str  # as #rrggbb
    ground: str
    count: int
    example: str


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield, for each page and pair of colours, the texts with too little contrast."""
    for one in faint(subject):
        if isinstance(one, Hit):
            yield one
            continue
        told = f", {one.example!r}" if one.example else ""
        pair = f"{one.ratio:.2f}:1: {one.colour} on {one.ground}"
        yield Hit("WCAG 1.4.3", f"{pair}, {one.count} texts{told}", one.page)


def faint(subject: Subject, most: int | None = None) -> list[FaintText | Hit]:
    """Return the texts with too little contrast, and what cannot be drawn, of ``most`` pages."""
    with extraction.LOCK:
        return list(_drawn(subject, most))


def _drawn(subject: Subject, most: int | None) -> Iterator[FaintText | Hit]:
    import pypdfium2

    if not subject.pages:
        return
    try:
        document = pypdfium2.PdfDocument(subject.data)
    except pypdfium2.PdfiumError as error:
        yield Hit("own damage", f"pdfium cannot draw the file: {error}")
        return
    try:
        for number in range(1, min(len(document), most or len(document)) + 1):
            yield from _page(document, number)
    finally:
        document.close()


def _page(document: Any, number: int) -> Iterator[FaintText | Hit]:
    import pypdfium2
    from pypdfium2 import raw

    try:
        page = document[number - 1]
    except pypdfium2.PdfiumError as error:
        yield Hit("own damage", f"pdfium cannot draw the page: {error}", number)
        return
    texts = list(_texts(page, raw))
    for text in texts:
        raw.FPDFTextObj_SetTextRenderMode(text.object, raw.FPDF_TEXTRENDERMODE_INVISIBLE)
    if texts:
        ground = Ground(page)
        yield from _faint(texts, ground, number, document, page, raw)
    page.close()


def _faint(
    texts: list[DrawnText], ground: "Ground", number: int, document: Any, page: Any, raw: Any
) -> Iterator[FaintText]:
    counts: Counter[tuple[float, str, str]] = Counter()
    example: dict[tuple[float, str, str], str] = {}
    words: Any = None
    for text in texts:
        wanted = ENOUGH_LARGE if text.size >= (LARGE_BOLD if text.bold else LARGE) else ENOUGH
        worst, against = 22.0, (255, 255, 255)
        for colour in ground.colours(text.box):
            ratio = contrast(_mixed(text.colour, colour, text.opacity), colour)
            if ratio < worst:
                worst, against = ratio, colour
        # As a reader of the report counts: 4.496 is told as 4.50, and passes nowhere.
        if worst >= wanted:
            continue
        key = int(worst * 100) / 100, _hex(text.colour), _hex(against)
        counts[key] += 1
        if key not in example:
            words = words or page.get_textpage()
            example[key] = _words(text.object, words, raw)
    for key, count in counts.items():
        yield FaintText(number, *key, count, example[key])


def _words(thing: Any, textpage: Any, raw: Any) -> str:
    size = raw.FPDFTextObj_GetText(thing, textpage.raw, None, 0)
    buffer = (ctypes.c_ushort * max(1, size // 2))()
    raw.FPDFTextObj_GetText(thing, textpage.raw, buffer, size)
    return bytes(buffer).decode("utf-16-le", "replace").rstrip("\0").strip()[:40]


# ----------------------------------------------------------------------------------------- texts


def _texts(page: Any, raw: Any) -> Iterator[DrawnText]:
    """Yield the texts that are shown, also those in forms."""
    count = raw.FPDFPage_CountObjects(page)
    things = (raw.FPDFPage_GetObject(page, place) for place in range(count))
    for thing in things:
        yield from _below(thing, raw, IDENTITY, 1.0, 0)


def _below(thing: Any, raw: Any, matrix: Affine, opacity: float, depth: int) -> Iterator[DrawnText]:
    kind = raw.FPDFPageObj_GetType(thing)
    if kind == raw.FPDF_PAGEOBJ_TEXT:
        if (text := _text(thing, raw, matrix, opacity)) is not None:
            yield text
    elif kind == raw.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
        inner = times(_matrix(thing, raw), matrix)
        _, alpha = _fill(thing, raw)
        for place in range(raw.FPDFFormObj_CountObjects(thing)):
            below = raw.FPDFFormObj_GetObject(thing, place)
            yield from _below(below, raw, inner, opacity * alpha, depth + 1)


def _text(thing: Any, raw: Any, matrix: Affine, opacity: float) -> DrawnText | None:
    mode = raw.FPDFTextObj_GetTextRenderMode(thing)
    if mode in (raw.FPDF_TEXTRENDERMODE_INVISIBLE, raw.FPDF_TEXTRENDERMODE_CLIP):
        return None
    left, bottom, right, top = (ctypes.c_float() for _ in range(4))
    if not raw.FPDFPageObj_GetBounds(thing, left, bottom, right, top):
        return None
    corners = [(x.value, y.value) for x in (left, right) for y in (bottom, top)]
    a, b, c, d, e, f = matrix
    xs = [x * a + y * c + e for x, y in corners]
    ys = [x * b + y * d + f for x, y in corners]
    box = min(xs), min(ys), max(xs), max(ys)
    if box[2] - box[0] < 0.5 or box[3] - box[1] < 0.5:  # blanks
        return None
    size = ctypes.c_float()
    raw.FPDFTextObj_GetFontSize(thing, size)
    own = times(_matrix(thing, raw), matrix)
    colour, alpha = _fill(thing, raw)
    weight = raw.FPDFFont_GetWeight(raw.FPDFTextObj_GetFont(thing))
    return DrawnText(
        box,
        colour,
        alpha * opacity,
        abs(size.value) * (own[2] ** 2 + own[3] ** 2) ** 0.5,
        weight >= BOLD,
        thing,
    )


def _fill(thing: Any, raw: Any) -> tuple[Colour, float]:
    red, green, blue, alpha = (ctypes.c_uint() for _ in range(4))
    if not raw.FPDFPageObj_GetFillColor(thing, red, green, blue, alpha):
        return (0, 0, 0), 1.0
    return (red.value, green.value, blue.value), alpha.value / 255


def _matrix(thing: Any, raw: Any) -> Affine:
    found = raw.FS_MATRIX()
    if not raw.FPDFPageObj_GetMatrix(thing, found):
        return IDENTITY
    return found.a, found.b, found.c, found.d, found.e, found.f


# ---------------------------------------------------------------------------------------- ground


class Ground:
    """A page as it is drawn without its texts."""

    def __init__(self, page: Any) -> None:
        left, bottom, right, top = page.get_bbox()
        # A large poster is drawn coarser, so that it fits the memory.
        self._scale = min(SCALE, 4000 / max(right - left, top - bottom, 1))
        rotation = page.get_rotation()
        page.set_rotation(0)
        bitmap = page.render(scale=self._scale, draw_annots=False, prefer_bgrx=False)
        page.set_rotation(rotation)
        self._left, self._top = left, top
        self._width, self._height, self._stride = bitmap.width, bitmap.height, bitmap.stride
        self._channels = bitmap.n_channels
        self._pixels = bytes(bitmap.buffer)
        bitmap.close()

    def colours(self, box: tuple[float, float, float, float]) -> list[Colour]:
        """Return the colours that fill a part of the box that counts, the most frequent first."""
        first = max(0, int((box[0] - self._left) * self._scale))
        last = min(self._width, int((box[2] - self._left) * self._scale) + 1)
        high = max(0, int((self._top - box[3]) * self._scale))
        low = min(self._height, int((self._top - box[1]) * self._scale) + 1)
        if first >= last or high >= low:
            return []
        found: Counter[bytes] = Counter()
        size = self._channels
        for row in range(high, low, max(1, (low - high) // ROWS)):
            start = row * self._stride
            line = self._pixels[start + first * size : start + last * size]
            pixel = line[:size]
            if line == pixel * (last - first):
                found[pixel] += last - first
            else:
                found.update(line[i : i + size] for i in range(0, len(line), size))
        return self._main(found)

    def _main(self, found: Counter[bytes]) -> list[Colour]:
        total = sum(found.values())
        main = [pixel for pixel, count in found.most_common(8) if count >= SHARE * total]
        if main:
            return [_rgb(pixel) for pixel in main]
        # A gradient or picture has no main colour: its lighter and darker parts are its ground.
        ordered = sorted(found.elements(), key=lambda pixel: luminance(_rgb(pixel)))
        return [_rgb(ordered[int(part * (len(ordered) - 1))]) for part in (0.1, 0.5, 0.9)]


def _rgb(pixel: bytes) -> Colour:
    if len(pixel) == 1:
        return pixel[0], pixel[0], pixel[0]
    return pixel[2], pixel[1], pixel[0]


def _mixed(colour: Colour, ground: Colour, opacity: float) -> Colour:
    red, green, blue = (
        round(c * opacity + g * (1 - opacity)) for c, g in zip(colour, ground, strict=True)
    )
    return red, green, blue


def contrast(one: Colour, other: Colour) -> float:
    """Return the ratio of two colours' luminances, 1 to 21 (WCAG 2.1, "contrast ratio")."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: Colour) -> float:
    """Return the relative luminance of an sRGB colour, 0 to 1 (WCAG 2.1, "relative luminance")."""
    red, green, blue = (_LINEAR[part] for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


_LINEAR = [
    part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4
    for part in range(256)
]


def _hex(colour: Colour) -> str:
    return "#{:02x}{:02x}{:02x}".format(*colour)
