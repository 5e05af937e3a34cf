"""The HTML of a section comes in; how large it is, and how long it may take, goes out."""

import re
from collections.abc import Iterable

from .. import limits

_DATA = re.compile(r"""\bdata:[^"')\s>]*""")
_DRAWING = re.compile(r"<svg\b.*?</svg\s*>", re.S | re.I)


def letters(html: str) -> tuple[int, int]:
    """Return the letters of HTML, and of the drawings in it; pictures as data do not count."""
    told = _DATA.sub("", html)
    text = len(_DRAWING.sub("", told))
    return text, len(told) - text


def seconds(pages: Iterable[str]) -> float:
    """Return how much processor time it may take to lay these sections out."""
    found = limits.SECTION_SECONDS
    for page in pages:
        text, _ = letters(page)
        drawn = len(page) - text
        found += limits.SECTION_SECONDS_A_KILOBYTE * text / 1000
        found += limits.SECTION_SECONDS_A_DRAWN_KILOBYTE * drawn / 1000
    return found
