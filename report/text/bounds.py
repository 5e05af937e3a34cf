"""A text comes in; out, what no text may hold: more than its limits, or a direction left open.

Direction controls that are not closed in their text turn round what follows it, so that a reader
sees other words than a machine does (Unicode Technical Report 36, 2.5).
"""

import re
import unicodedata
from dataclasses import dataclass

from .. import limits

_CLOSES = {
    **dict.fromkeys("\u202a\u202b\u202d\u202e", "\u202c"),
    **dict.fromkeys("\u2066\u2067\u2068", "\u2069"),
}
_CONTROLS = re.compile(f"[{''.join(_CLOSES)}\u202c\u2069]")
# Scripts that part no words with spaces are left out: Thai and its neighbours, Chinese, Japanese.
_WORD = re.compile(
    r"[^\s\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\ud7ff\uf900-\uffef\U00020000-\U0003ffff]"
    rf"{{{limits.WORD_LETTERS + 1}}}"
)
_SIGNS = re.compile(rf"[^\w\s]{{{limits.MARKS + 1},}}")


@dataclass(frozen=True, slots=True)
class Excess:
    """What is too much in a text: its index, a message and a hint."""

    index: int
    message: str
    hint: str


def fault(text: str) -> Excess | None:
    """Return the first thing that ``text`` may not hold."""
    if len(text) > limits.TEXT_LETTERS:
        most = f"{limits.TEXT_LETTERS:,}"
        return Excess(0, f"this text has {len(text):,} letters, at most {most}", "divide it")
    if len(text) > limits.WORD_LETTERS and (word := _WORD.search(text)):
        message = f"this word has more than {limits.WORD_LETTERS:,} letters"
        return Excess(word.start(), message, "is a space missing?")
    return None if text.isascii() else _open_direction(text)


def _open_direction(text: str) -> Excess | None:
    waiting: list[re.Match[str]] = []
    for found in _CONTROLS.finditer(text):
        if found[0] in _CLOSES:
            waiting.append(found)
        elif waiting and _CLOSES[waiting[-1][0]] == found[0]:
            waiting.pop()
    if not waiting:
        return None
    control = waiting[0][0]
    name, closes = unicodedata.name(control).lower(), f"U+{ord(_CLOSES[control]):04X}"
    message = f"the invisible `{name}` (U+{ord(control):04X}) is not closed in this text"
    return Excess(waiting[0].start(), message, f"take it out, or close it with {closes}")


def piled(text: str) -> int | None:
    """Return where more marks stand on one letter than any language has; None where they do not.

    To bring them into Unicode's order takes a time that grows with the square of their number.
    """
    if text.isascii():
        return None
    for run in _SIGNS.finditer(text):
        count = 0
        for number, sign in enumerate(run[0]):
            count = count + 1 if unicodedata.combining(sign) else 0
            if count > limits.MARKS:
                return run.start() + number
    return None
