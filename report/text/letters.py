"""Text as people type and paste it comes in; the same text, in the letters that are set, goes out.

A letter with its mark may be written as one character or as two, as macOS and PDF files give it: it
is composed. Spaces at which no line ends are letters here; only the others part words.
"""

import re
import unicodedata

from . import eastern

_EAST = f"[{eastern.LETTER}]"
_EAST_GAP = re.compile(
    rf"(?<={_EAST})[ \t]*\n[ \t]*(?={_EAST})"
    rf"|(?<=[、。，．！？」』）】〉》：；])[ \t\n]+(?={_EAST})"
)
_SPACES = re.compile(r"[ \t\n\r\f\v\x1c-\x1f\x85\u2028\u2029]+")


def compose(text: str) -> str:
    """Return ``text`` in Unicode's form C, but for the characters that it would replace alone.

    The signs of ångström, kelvin and ohm stay signs, and Hebrew and Indic letters as they were
    typed; U+0065 U+0308 becomes ë.
    """
    if unicodedata.is_normalized("NFC", text):
        return text
    alone = {c for c in set(text) if unicodedata.normalize("NFC", c) != c}
    if not alone:
        return unicodedata.normalize("NFC", text)
    parts = re.split(f"([{re.escape(''.join(sorted(alone)))}])", text)
    return "".join(p if p in alone else unicodedata.normalize("NFC", p) for p in parts)


def words(text: str) -> list[str]:
    """Return the words of ``text``: what stands between spaces at which a line may end."""
    return [word for word in _SPACES.split(text) if word]


def closed_up(text: str) -> str:
    """Return ``text`` on one line, its words one space apart.

    Between characters of Japanese and Chinese no line's end makes a space, nor does one stand after
    a mark of theirs.
    """
    if not text.isascii():
        text = _EAST_GAP.sub("", text)
    return " ".join(words(text))


# What no line begins with, and what none ends with, in Japanese and Chinese (JIS X 4051, kinsoku).
_NOT_FIRST = frozenset(
    "、。，．・：；？！‼⁇⁈⁉゛゜´ー々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ）〕］｝〉》」』】〙〗〟’”»…‥〜～％‰°′″,.:;?!)]}"
)
_NOT_LAST = frozenset("（〔［｛〈《「『【〘〖〝‘“«([{￥＄£№")
_WITHOUT_SPACES = re.compile(
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff]"
)  # Thai, Lao, Burmese, Khmer


def units(text: str) -> list[tuple[str, bool]]:
    """Return what no line's end parts, and whether a space stands before it.

    That is a word, and of a script without spaces a character with what belongs to it.
    """
    found: list[tuple[str, bool]] = []
    for word in words(text):
        start = 0
        for at in range(1, len(word)):
            if _may_end(word[at - 1], word[at]):
                found.append((word[start:at], start == 0 and bool(found)))
                start = at
        found.append((word[start:], start == 0 and bool(found)))
    return found


def spaceless(text: str) -> bool:
    """Say whether a text has a script whose words only a dictionary parts, such as Thai."""
    return _WITHOUT_SPACES.search(text) is not None


def _may_end(before: str, after: str) -> bool:
    """Whether a line may end between two characters that no space parts."""
    if before.isascii() and after.isascii():
        return False
    if unicodedata.category(after)[0] == "M" or after in _NOT_FIRST or before in _NOT_LAST:
        return False
    if spaceless(before) and spaceless(after):
        return unicodedata.category(after) == "Lo"
    return any(unicodedata.east_asian_width(c) in "WF" for c in (before, after))
