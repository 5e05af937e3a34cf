"""The words of a page come in; out, its typefaces with these letters alone, as rules of a sheet."""

import base64
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ..press import faces
from ..press.faces import Face, Typeface

_FEATURES = (
    *("kern", "liga", "mark", "mkmk", "locl", "ccmp"),
    *("init", "medi", "fina", "isol", "rlig", "calt"),
)
_FIGURES = ("onum", "pnum")  # of the text; labels have the figures that a face begins with
_ALWAYS = " 0123456789…–·“”‘’↑"
_NAMES = (0, 1, 2, 13, 14)  # of a font: whose it is, its family, its licence
_WEIGHTS = (400, 650)
_DROPPED = ("STAT", "MVAR", "DSIG", "meta")


@dataclass(frozen=True, slots=True)
class Voice:
    """A use of a typeface on the page: its name in the sheet, a face, its optical size."""

    name: str
    face: Face
    style: str
    letters: str
    optical: float
    heavy: bool = False  # whether more than one weight is used
    figures: bool = False  # whether figures are old-style and of their own width


def rules(words: str, display: str, slanted: str) -> str:
    """Return `@font-face` rules for the words of a page.

    ``display`` are the words of titles, set in a larger design, ``slanted`` those in italics.
    """
    return "\n".join(_rule(voice, _cut(voice)) for voice in _voices(words, display, slanted))


def _voices(words: str, display: str, slanted: str) -> Iterator[Voice]:
    used = faces.in_use()
    all_of_it, in_titles, in_italics = map(_letters, (words, display, slanted))
    yield from _upright("Briefing Serif", used.text, all_of_it, figures=True)
    yield from _upright("Briefing Sans", used.labels, all_of_it, figures=False)
    yield Voice("Briefing Display", used.headings.face(), "normal", in_titles, 60)
    italic = used.text.face(400, "italic")
    if italic.style == "italic":
        yield Voice("Briefing Serif", italic, "italic", in_italics, 14)


def _letters(words: str) -> str:
    return "".join(sorted({*words, *_ALWAYS} - {chr(code) for code in range(0x20)}))


def _upright(name: str, typeface: Typeface, letters: str, *, figures: bool) -> Iterator[Voice]:
    """Yield the faces of the text, or of the labels: one of all weights, or two."""
    upright = typeface.face()
    yield Voice(name, upright, "normal", letters, 14, heavy=True, figures=figures)
    if not upright.axes and (bold := typeface.face(700)) != upright:
        yield Voice(name, bold, "normal", letters, 14, heavy=True, figures=figures)


@lru_cache(maxsize=16)
def _cut(voice: Voice) -> bytes:
    """Return a face with the letters of a voice alone, as WOFF 2."""
    import uharfbuzz
    from fontTools.ttLib import woff2

    face: Any = uharfbuzz.Face(uharfbuzz.Blob.from_file_path(voice.face.path))
    request: Any = uharfbuzz.SubsetInput()
    request.unicode_set.update(map(ord, voice.letters))
    features = (*_FEATURES, *(_FIGURES if voice.figures else ()))
    if voice.style == "italic" or (voice.heavy and not voice.figures):
        # A few words, or small labels: pairs would weigh more than they are seen.
        features = tuple(name for name in features if name != "kern")
    request.layout_feature_tag_set.clear()
    request.layout_feature_tag_set.update(map(_tag, features))
    request.name_id_set.clear()
    request.name_id_set.update(_NAMES)
    request.drop_table_tag_set.update(map(_tag, _DROPPED))
    flags = uharfbuzz.SubsetFlags
    request.flags = flags.NO_HINTING | flags.NOTDEF_OUTLINE | flags.OPTIMIZE_IUP_DELTAS
    for axis in face.axis_infos:
        if axis.tag == "wght" and voice.heavy:
            low, high = (min(max(w, axis.min_value), axis.max_value) for w in _WEIGHTS)
            request.set_axis_range(face, axis.tag, low, high, low)
        else:
            wanted = {"opsz": voice.optical, "wght": float(_WEIGHTS[0])}
            value = wanted.get(axis.tag, axis.default_value)
            request.pin_axis_location(
                face, axis.tag, min(max(value, axis.min_value), axis.max_value)
            )
    cut = io.BytesIO(uharfbuzz.subset(face, request).blob.data)
    out = io.BytesIO()
    woff2.compress(_kerned_alike(cut) if voice.heavy else cut, out)
    return out.getvalue()


def _kerned_alike(cut: io.BytesIO) -> io.BytesIO:
    """Let pairs be as far apart in every weight: what differs weighs a seventh."""
    from fontTools.ttLib import TTFont

    font: Any = TTFont(cut, recalcTimestamp=False)
    if "GPOS" in font and "fvar" in font:
        lookups = font["GPOS"].table.LookupList
        for table in (one for lookup in lookups.Lookup for one in lookup.SubTable):
            pairs = getattr(table, "ExtSubTable", table)
            if type(pairs).__name__ == "PairPos":
                for value in _values(pairs):
                    for name in [name for name in vars(value) if name.endswith("Device")]:
                        delattr(value, name)
                pairs.ValueFormat1 &= 0x0F  # the devices' bits
                pairs.ValueFormat2 &= 0x0F
    out = io.BytesIO()
    font.save(out)
    out.seek(0)
    return out


def _values(pairs: Any) -> Iterator[Any]:
    """Yield what a table of pairs says of each of the two."""
    if pairs.Format == 1:
        records = [record for one in pairs.PairSet for record in one.PairValueRecord]
    else:
        records = [record for one in pairs.Class1Record for record in one.Class2Record]
    for record in records:
        yield from filter(None, (getattr(record, "Value1", None), getattr(record, "Value2", None)))


def _tag(name: str) -> int:
    return int.from_bytes(name.encode(), "big")


def _rule(voice: Voice, data: bytes) -> str:
    weight = f"{_WEIGHTS[0]} 700" if voice.heavy and voice.face.axes else voice.face.weight or 400
    address = f"data:font/woff2;base64,{base64.b64encode(data).decode()}"
    return (
        f'@font-face{{font-family:"{voice.name}";font-style:{voice.style};font-weight:{weight};'
        f'font-display:swap;src:url({address}) format("woff2")}}'
    )


def fallbacks() -> str:
    """Return the rules that name the installed families, after those that the page brings."""
    used = faces.in_use()
    if used == faces.ours():
        return ""
    return (
        f':root{{--serif:"Briefing Serif","{used.text.family}",serif;'
        f'--display:"Briefing Display","{used.headings.family}",serif;'
        f'--sans:"Briefing Sans","{used.labels.family}",sans-serif}}'
    )
