"""Two wordings come in; the words of both go out as one text, with what differs marked.

``[-words-]`` are in the first alone, ``{+words+}`` in the second alone. In a script that has no
spaces between words each letter is compared for itself.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

from .wording import UNSPACED

_WORD = re.compile(rf"[{UNSPACED}]|[^\s{UNSPACED}]+")
_GAP = re.compile(rf"(?<=[{UNSPACED}]) (?=[{UNSPACED}、。])|(?<=[、。]) (?=[{UNSPACED}])")

Wordings = tuple[Sequence[str], Sequence[str]]


def parts(text: str) -> list[str]:
    """Return what is compared of a text: its words, or letters."""
    return _WORD.findall(text)


def likeness(one: str, other: str) -> float:
    """Return how much of two texts is the same, from 0 to 1."""
    return SequenceMatcher(None, parts(one), parts(other), autojunk=False).ratio()


def marked(
    one: Sequence[str],
    other: Sequence[str],
    compared: Wordings | None = None,
    *,
    excerpt: bool = False,
) -> str:
    """Return two wordings, given in their parts, as one with the differences marked.

    ``compared`` are the parts as they are compared, where letters of another case are the same.
    ``excerpt``: the second has more around it, which is no difference.
    """
    matcher = SequenceMatcher(None, *(compared or (one, other)), autojunk=False)
    operations = matcher.get_opcodes()
    shown: list[str] = []
    for number, (operation, a, b, c, d) in enumerate(operations):
        around = excerpt and operation == "insert" and number in (0, len(operations) - 1)
        if operation == "equal" or around:
            shown += other[c:d]
            continue
        if a < b:
            shown.append(f"[-{_joined(one[a:b])}-]")
        if c < d:
            shown.append(f"{{+{_joined(other[c:d])}+}}")
    return _joined(shown)


def _joined(words: Sequence[str]) -> str:
    """Return words with the spaces that their script puts between them."""
    return _GAP.sub("", " ".join(words))
