"""Keep together what the reader should not see parted at a line's end.

HTML of a paragraph comes in and goes out; only spaces between words are changed, to no-break
spaces: in dates, between numbers and their units, signs and words, between initials (house rules:
numerals and their words, abbreviations of notes, exhibit numbers). Short words with hyphens are
joined. What parts and joins words invisibly is also taken out again.
"""

import re

_MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
_UNITS = (
    "mm|cm|dm|m|km|ha|t|kt|Mt|g|kg|mg|l|L|hl|ml|bar|hPa|kPa|Pa|mol|cd|dB|K|J|kJ|MJ|N|V|kV|A|W|kW|MW"
    "|GW|TW|Wh|kWh|MWh|GWh|TWh|Hz|kHz|MHz|GHz|km/h|m/s|MB|GB|TB|ppm|ppb|m³/s|mi|ft|lb|oz|sq|cu"
    "|cubic|square|tonnes?|tons?|degrees?|hectares?|met(?:re|er)s?|kilomet(?:re|er)s?|miles?"
    "|per cent|percent|thousand|million|billion|trillion|bn|mn|tn"
    "|Tausend|Millionen|Milliarden|Mio|Mrd|millions?|milliards?|millones|mil|Prozent"
    "|тыс|млн|млрд|трлн|км|м|см|мм|га|кг|т|кВт|МВт|кВт⋅ч|руб|г"
)
_SIGNS = r"%‰°′″€$£¥¢₽₸₴₺₹₩₪₫₦₱₮₾₼₡₲₵฿"
_BEFORE = (
    "para|paras|no|nos|vol|vols|p|pp|ch|chs|art|arts|fig|figs|sec|secs|bullets?|captions?|c|ca"
    "|No|Nos|Vol|Vols|Ch|Art|Arts|Fig|Figs|Sec|Para|Paras|Ca|Nr|Bd|S|t|с|стр|ст|п|гл|т|вып|рис|табл"
)
_RULES = tuple(
    re.compile(rule)
    for rule in (
        rf"\d (?=(?:{_UNITS})(?!\w))",
        rf"\d (?=(?:{_UNITS})[²³])",
        r"(?<!\w)(?:cubic|square|sq\.?|cu\.?) (?=[a-zа-я])",
        r"(?<![\d.,\u00a0\u202f])\d{1,3}(?: \d{3})+(?![\d])",
        rf"\d (?=[{_SIGNS}])",
        r"(?:[€$£¥₽]|\b(?:USD|EUR|GBP|JPY|CHF|CNY|RUB|TJS|KZT|Rs|kr))\.? (?=\d)",
        r"[№§¶] (?=[\dIVXLC])",
        r"\S (?=[§¶]{1,2}[ \u00a0][\dIVXLC])",
        r"« | (?=»)",
        rf"\b\d{{1,2}} (?=(?:{_MONTHS})\b)",
        rf"\b(?:{_MONTHS}) (?=\d{{4}}\b)",
        rf"\b(?:{_MONTHS}) (?=\d{{1,2}}\b)",
        r"\b[Aa]t least (?=\d|[a-z]+\b)",
        r"\b[Aa]t (?=least\b)",
        r"\b[Ss]ome (?=\d)",
        rf"\b(?:{_BEFORE})\. (?=[\dIVXLC]+\b)",
        r"\b(?:para|paras|no|nos|vol|p|pp|ch|bullets?|captions?|c) (?=\d)",
        r"\b(?:Exhibit|Note|Table|Figure|Section) (?=\d)",
        r"\b(?:[A-Z]\. )+(?=[A-Z])",
        r"\S (?=…)",
    )
)
# A range of a locator: no line ends after its dash.
_RANGE = re.compile(
    r"(\b(?:paras|nos|vols|pp|bullets|captions)\.?[ \u00a0](?:\d+(?:–\d+)?, )*\d+–)(?=\d)"
)
# Words with hyphens; not in an address, which must be copied as it is and may part anywhere.
_HYPHENED = re.compile(r"(?<![\w./:@&#=?-])[^\W\d_]+(?:-[^\W\d_]+)+(?![\w/@=-]|[.:]\w)")
_SHORT = 4  # letters: a line does not end after fewer, and a hyphen
_CHAIN = 20  # letters of a chain of short words that stays on one line
_LAST = re.compile(r" (?=[\w’'-]{1,4}[.,;:!?…]*[”’)]*$)")
_TAGS = re.compile(r"(<[^>]*>)")
_INVISIBLE = str.maketrans("", "", "\u00ad\u200b\u2060")


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


def without_breaks(text: str) -> str:
    """Return ``text`` without what prints nothing and says where a line may end, or may not.

    For what is compared, or read where lines end by themselves: soft hyphens, U+200B and U+2060.
    """
    return text.translate(_INVISIBLE)


def _bind_words(text: str) -> str:
    for rule in _RULES:
        text = rule.sub(lambda found: found[0].replace(" ", "\u00a0"), text)
    return _HYPHENED.sub(_joined, _RANGE.sub("\\1\u2060", text))


def _joined(found: re.Match[str]) -> str:
    """Return a word with a joiner after each hyphen at which no line ends.

    That is a hyphen after fewer than four letters, Co-operation, and each in a chain with a short
    word inside, Chair-in-Office.
    """
    first, *others = found[0].split("-")
    inner = others[:-1]
    chain = len(found[0]) <= _CHAIN and any(len(word) < _SHORT for word in inner)
    joined = first
    for before, word in zip([first, *inner], others, strict=True):
        joined += ("-\u2060" if chain or len(before) < _SHORT else "-") + word
    return joined
