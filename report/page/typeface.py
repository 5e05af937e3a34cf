"""The typefaces of a document come in; out, the tokens that follow from what they have.

What a face has is found by shaping: does every figure change with the feature for raised ones? So
a face without them, or without figures of one width, is set as well as it can be.
"""

from functools import lru_cache
from typing import TYPE_CHECKING

from ..press import faces
from ..press.faces import Typeface

if TYPE_CHECKING:
    pass

FIGURES = "0123456789"
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_OPTICAL = {"note": 10, "text": 14, "subhead": 24, "display": 60}


def tokens() -> dict[str, str]:
    """Return the tokens that differ from the default theme's; none for our own typefaces."""
    used, own = faces.in_use(), faces.ours()
    if used == own:
        return {}
    text, labels = used.text, used.labels
    found = {
        "serif": f'"{text.family}"',
        "sans": f'"{labels.family}"',
        "figures-text": _figures(text),
        "figures-table": _table_figures(labels),
    }
    if used.headings != text:
        found |= {"heading": f'"{used.headings.family}"', "head-face": f'"{used.headings.family}"'}
    if "opsz" not in text.face().axes:
        found |= {f"optical-{role}": "normal" for role in _OPTICAL}
    if "opsz" in text.face().axes and "opsz" not in used.headings.face().axes:
        found |= {"optical-display": "normal", "optical-subhead": "normal"}
    if not (has(text, "sups", FIGURES) and has(labels, "sups", _LETTERS)):
        found |= {"call": "normal", "call-size": "0.68em", "call-raise": "0.36em"}
    return found


def sheet() -> str:
    """Return a style sheet of the tokens, "" without any."""
    found = tokens()
    rules = "; ".join(f"--{name}: {value}" for name, value in found.items())
    return f":root {{ {rules} }}\n" if found else ""


@lru_cache(maxsize=64)
def has(typeface: Typeface, feature: str, sample: str) -> bool:
    """Whether a feature changes every character of a sample into one other glyph."""
    plain, asked = (_shaped(typeface, sample, feature, on)[0] for on in (False, True))
    changed = len(plain) == len(asked) == len(sample)
    return changed and all(a != b for a, b in zip(plain, asked, strict=True))


def _figures(typeface: Typeface) -> str:
    """Return how figures are set where one reads: old-style and as wide as they are, if it can."""
    wanted = ['"kern"', '"liga"']
    wanted += ['"onum"'] if has(typeface, "onum", FIGURES) else []
    wanted += ['"pnum"'] if has(typeface, "pnum", FIGURES[2:]) else []
    return ", ".join(wanted)


def _table_figures(typeface: Typeface) -> str:
    """Return how figures are set where one compares: of one width."""
    even = len(set(_shaped(typeface, FIGURES, "tnum", False)[1])) == 1
    return "normal" if even or not has(typeface, "tnum", FIGURES) else '"kern", "tnum"'


def _shaped(typeface: Typeface, text: str, feature: str, on: bool) -> tuple[list[int], list[int]]:
    """Return the glyphs of a text and their advances."""
    import uharfbuzz

    font: uharfbuzz.Font = uharfbuzz.Font(
        uharfbuzz.Face(uharfbuzz.Blob.from_file_path(typeface.face().path))
    )
    buffer = uharfbuzz.Buffer()
    buffer.add_str(text)
    buffer.guess_segment_properties()
    uharfbuzz.shape(font, buffer, {"kern": False, "liga": False, feature: on})
    return (
        [info.codepoint for info in buffer.glyph_infos],
        [position.x_advance for position in buffer.glyph_positions],
    )
