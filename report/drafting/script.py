"""A text comes in; how its script parts words, and in what language it probably is, go out."""

import re
from collections import Counter
from collections.abc import Iterator

from ..text.wording import UNSPACED

_UNSPACED = re.compile(f"[{UNSPACED}]")
# Runs of one sort of letter: as near to a word of Japanese as one gets without a dictionary.
_RUNS = re.compile(
    r"[\u4e00-\u9fff\u3005-\u3007\u3400-\u4dbf]+|[\u3041-\u309f]+|[\u30a1-\u30ff]+|[A-Za-z]+"
    r"|\d[\d.,]*|[^\s、。，．「」『』（）()・,]"
)
_SCRIPTS = (
    ("ja", "\u3040-\u30ff"),
    ("ko", "\uac00-\ud7af"),
    ("zh", "\u4e00-\u9fff"),
    ("th", "\u0e00-\u0e7f"),
    ("he", "\u0590-\u05ff"),
    ("ar", "\u0600-\u06ff"),
    ("el", "\u0370-\u03ff"),
    ("hi", "\u0900-\u097f"),
)
_SCRIPT = 0.1  # of the letters: Japanese has many letters of Chinese
_SMALL_WORDS = {
    "en": "the of and to in was is that for with by on are this",
    "fr": "le la les des et du est dans que pour une au par sur",
    "de": "der die das und ist von mit den ein nicht im zu auf des",
    "es": "el los las del que y en es por una con la para se",
    "pt": "o os as do da que e em não uma com para ao na",
    "it": "il gli della che di è per una con nel la del sono",
    "nl": "het een en van de dat is op te voor met niet zijn",
    "pl": "i w z na do się nie jest że o od przez oraz",
    "sv": "och att det som en på är av för med den till",
    "ru": "и в не на с что по от для при из к его",
    "uk": "і в не на з що та від для є у до його",
    "tg": "ва дар аз ба ки бо барои ин он ҳам",
    "tr": "ve bir bu için ile olarak da de olan",
}
_ENOUGH = 10  # words, or what is said of the language is a guess


def unspaced(text: str) -> bool:
    """Say whether a text is written without spaces between its words."""
    return len(_UNSPACED.findall(text)) > len(text) / 3


def tokens(text: str) -> list[tuple[int, int]]:
    """Return where the words of a text start and end; of Japanese, runs of one sort of letter."""
    rule = _RUNS if unspaced(text) else re.compile(r"\S+")
    return [found.span() for found in rule.finditer(text)]


def language(text: str) -> tuple[str, bool]:
    """Return the language of a text as a tag, and whether that is sure: ``und`` if unknown."""
    letters = sum(map(str.isalpha, text)) or 1
    for tag, range_ in _SCRIPTS:
        if len(re.findall(f"[{range_}]", text)) > _SCRIPT * letters:
            return tag, True
    if (found := _cyrillic(text, letters)) is not None:
        return found
    count = Counter(re.findall(r"[^\W\d_]+", text.casefold()))
    scores = {tag: sum(count[w] for w in words.split()) for tag, words in _SMALL_WORDS.items()}
    (best, most), (_, next_) = Counter(scores).most_common(2)
    return (best, most >= 2 * next_ and sum(count.values()) > _ENOUGH) if most else ("und", False)


_OWN_LETTERS = (("tg", "ҳқғҷӣӯ"), ("uk", "іїєґ"), ("ru", "ыэёъ"))


def _cyrillic(text: str, letters: int) -> tuple[str, bool] | None:
    """Return the language of a text in Cyrillic by the letters that only it has."""
    if len(re.findall("[\u0400-\u04ff]", text)) < letters / 2:
        return None
    small = text.casefold()
    counts = {tag: sum(map(small.count, own)) for tag, own in _OWN_LETTERS}
    best = "tg" if counts["tg"] else max(counts, key=lambda tag: counts[tag])
    return (best, True) if counts[best] > letters / 200 else ("ru", False)


_LATIN = dict(zip("абвгдеёзийклмнопрстуфхцыэі", "abvgdeeziiklmnoprstufhcyei", strict=True)) | {
    **{"ж": "zh", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ь": "", "ъ": ""},
    **{"ґ": "g", "є": "ie", "ї": "i", "ҳ": "h", "қ": "q", "ғ": "gh", "ҷ": "j", "ӣ": "i", "ӯ": "u"},
    **{"ß": "ss", "ø": "o", "æ": "ae", "œ": "oe", "ł": "l", "đ": "d", "ı": "i"},
}


def latin(word: str) -> str:
    """Return the small Latin letters of a word; of Cyrillic ones a plain transliteration."""
    import unicodedata

    plain = "".join(_LATIN.get(c, c) for c in word.casefold())
    return re.sub(r"[^a-z]", "", unicodedata.normalize("NFKD", plain))


_COUNT = [
    "one",
    "two",
    "three",
    "four",
    "five",
    "six",
    "seven",
    "eight",
    "nine",
    "ten",
    "eleven",
    "twelve",
]


def counted() -> Iterator[str]:
    """Yield one, two, … twelve, one-one, one-two, …: what tells names apart without figures."""
    yield from _COUNT
    for before in counted():
        yield from (f"{before}-{word}" for word in _COUNT)
