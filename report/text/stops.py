"""A paragraph comes in; out, the same, what stands before the stop of its sentence before it."""

import re
from collections.abc import Sequence

from .inline import ATTACHED, Call, OwnReading, Paragraph, Piece, Words

_STOP = re.compile(r"(?P<stop>[.,;:])(?P<close>[”’]*)$")
_END = re.compile(r"(?P<stop>[.。])(?P<close>[”’]*)$")  # of a sentence: “?” and “!” stay with it


def calls_before_stops(paragraph: Sequence[Piece]) -> Paragraph:
    """Return the paragraph with each call before the stop that it follows.

    A note's call stands after the stop; a citation in the text stands before it, and outside the
    closing quotation mark (Chicago 13.116): “by and large.”[@key] becomes “by and large” (key).
    """
    found: list[Piece] = []
    for piece in paragraph:
        if not (isinstance(piece, Call) and _before(_STOP, found, len(found), piece)):
            found.append(piece)
    return tuple(found)


def readings_before_stops(paragraph: Sequence[Piece]) -> Paragraph:
    """Return the paragraph with “(our reading)” in its sentence: before the stop, and the calls."""
    found: list[Piece] = []
    for piece in paragraph:
        at = len(found)
        while at and isinstance(found[at - 1], ATTACHED):
            at -= 1
        if not (isinstance(piece, OwnReading) and _before(_END, found, at, piece)):
            found.append(piece)
    return tuple(found)


def _before(stops: re.Pattern[str], found: list[Piece], at: int, piece: Piece) -> bool:
    """Put a piece before the stop of the words that end at a place; say whether there is one."""
    before = found[at - 1] if at else None
    stop = stops.search(before.plain) if isinstance(before, Words) else None
    if not (isinstance(before, Words) and stop and before.html.endswith(stop[0])):
        return False
    cut, close = -len(stop[0]), stop["close"]
    words = Words(before.html[:cut] + close, before.plain[:cut] + close)
    found[at - 1 : at] = [words, piece, Words(stop["stop"], stop["stop"])]
    return True
