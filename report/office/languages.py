"""A language's tag comes in; out, how Word names it, and which of its scripts a run is in."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from xml.etree.ElementTree import Element

from ..press import scripts
from .ooxml import el

NONE = "x-none"  # Word's name for words whose language nobody knows
_EASTERN = ("ja", "zh", "ko")
_STRONG = {"L": False, "R": True, "AL": True}


@lru_cache(maxsize=64)
def tag(language: str) -> str:
    """Return a language with the region that Word asks for: `ru-RU` for `ru`."""
    from babel import Locale, UnknownLocaleError
    from babel.core import get_global

    if language.startswith("und"):
        return NONE
    try:
        found = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        return language
    if found.territory:
        return language
    likely = get_global("likely_subtags")
    whole = likely.get("_".join(filter(None, [found.language, found.script])), "")
    region = str(whole).rpartition("_")[2]
    return f"{language}-{region}" if region and region != "ZZ" else language


def element(language: str, name: str = "w:lang") -> Element:
    """Return the element that says in what language words are."""
    known = tag(language)
    more = {}
    if language.partition("-")[0] in _EASTERN:
        more["eastAsia"] = known
    if scripts.is_rtl(language):
        more["bidi"] = known
    return el(name, val=known, **more)


def directions(words: str, rtl: bool) -> Iterator[tuple[str, bool]]:
    """Yield words in pieces that are read in one direction, with whether from right to left.

    What has no direction of its own goes with the paragraph, or with what stands on both sides.
    """
    pieces: list[tuple[str, bool]] = []
    for piece in re.findall(r"\s+|\S+", words):
        own = _direction(piece)
        if own is None:
            own = pieces[-1][1] if pieces and not rtl else rtl
        if pieces and pieces[-1][1] == own:
            pieces[-1] = (pieces[-1][0] + piece, own)
        else:
            pieces.append((piece, own))
    yield from pieces


def _direction(piece: str) -> bool | None:
    found = (_STRONG.get(unicodedata.bidirectional(letter)) for letter in piece)
    return next((one for one in found if one is not None), None)
