"""Keep together what the reader should not see parted at a line's end.

HTML of a paragraph comes in and goes out; only spaces between words are changed, to no-break
spaces: in dates, before numbers that belong to a word, between initials (house rules: numerals and
their words, abbreviations of notes, exhibit numbers).
"""

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_RULES = tuple(
    re.compile(rule)
    for rule in (
        rf"\b\d{{1,2}} (?=(?:{_MONTHS})\b)",
        rf"\b(?:{_MONTHS}) (?=\d{{4}}\b)",
        rf"\b(?:{_MONTHS}) (?=\d{{1,2}}\b)",
        r"\b[Aa]t least (?=\d|[a-z]+\b)",
        r"\b[Aa]t (?=least\b)",
        r"\b[Ss]ome (?=\d)",
        r"\b\d[\d,.]* (?=(?:km|mm|m|kg|per cent)\b)",
        r"\b(?:para|paras|no|nos|vol|p|pp|ch|bullets?|captions?|c)\.? (?=\d)",
        r"\b(?:Exhibit|Note|Table|Figure|Section) (?=\d)",
        r"\b(?:[A-Z]\. )+(?=[A-Z])",
        r"\S (?=…)",
    )
)
# A range of a locator: no line ends after its dash.
_RANGE = re.compile(
    r"(\b(?:paras|nos|vols|pp|bullets|captions)\.?[ \u00a0](?:\d+(?:–\d+)?, )*\d+–)(?=\d)"
)
_LAST = re.compile(r" (?=[\w’'-]{1,4}[.,;:!?…]*[”’)]*$)")
_TAGS = re.compile(r"(<[^>]*>)")


def bind(html: str) -> str:
    """Return ``html`` with no-break spaces where a line may not end; tags are left alone."""
    parts = _TAGS.split(html)
    for number in range(0, len(parts), 2):
        parts[number] = _bind_words(parts[number])
    return "".join(parts)


def bind_end(html: str) -> str:
    """Return the end of a paragraph with a short last word bound to the one before it.

    A last line of one word shorter than five letters is as good as a widow.
    """
    return _LAST.sub("\u00a0", html)


def _bind_words(text: str) -> str:
    for rule in _RULES:
        text = rule.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    return _RANGE.sub("\\1\u2060", text)
