"""Text as people type and paste it comes in; the same text, in the letters that are set, goes out.

A letter with its mark may be written as one character or as two, as macOS and PDF files give it: it
is composed. Spaces at which no line ends are letters here; only the others part words.
"""

import re
import unicodedata

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
    """Return ``text`` on one line, its words one space apart."""
    return " ".join(words(text))
