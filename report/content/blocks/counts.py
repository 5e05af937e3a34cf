"""Numbers counted from the data, put in words where a title asks for them."""

import re
from collections.abc import Mapping

_WORDS = [
    *("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
]
_TENS = ["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"]


def in_words(number: int) -> str:
    """Return a number under a hundred in words, a larger one in figures."""
    if number < len(_WORDS):
        return _WORDS[number]
    if number >= 100:
        return str(number)
    tens, rest = divmod(number, 10)
    return _TENS[tens - 2] + (f"-{_WORDS[rest]}" if rest else "")


def fill(title: str, counts: Mapping[str, int], language: str = "en") -> str:
    """Fill the placeholders of ``title``; ``ValueError`` names one that is not known.

    ``{Entries}`` gives the number with a capital, ``{entries}`` without; other languages than
    English have it in figures.
    """

    def words(found: re.Match[str]) -> str:
        name = found[1]
        if name.lower() not in counts:
            known = ", ".join(f"`{{{count}}}`" for count in counts)
            raise ValueError(f"`{found[0]}` in the title is not one of {known}")
        if not language.startswith("en"):
            return str(counts[name.lower()])
        number = in_words(counts[name.lower()])
        return number[0].upper() + number[1:] if name[0].isupper() else number

    return re.sub(r"\{(\w+)\}", words, title)
