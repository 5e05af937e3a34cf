"""A title whose language nobody names comes in; whether it is plainly not English goes out.

Styles set English titles in capitals. Few exports say in what language a title is, and “Grundlagen
Und Workflows” or “En Niños y Adolescentes” is wrong in any. So its small words are looked at: those
of another language, where none of English stands beside them, leave the title as it was written.
"""

import re
from collections import Counter

UNKNOWN = "und"  # not English, and no more is known

_ENGLISH = """
    the of and for with to by from on at an or as is are was were not but its their this that how
    what why when who where into between through toward towards under after before over against
    across without during within about more new using
"""
# Words that English does not have, and no name of a person brings with it.
_PLAIN = {
    "de": """das und oder nicht ein eine einer eines einem einen im zum zur vom für mit bei auf aus
        nach über durch wie zwischen gegen ohne seit sich ist sind wird werden zu""",
    "fr": """les et une dans sous avec sans chez entre aux est sont qui cette leur leurs vers
        qu au pour sur""",
    "es": """los las y una para por con sobre entre hacia desde como su sus al""",
    "pt": """os dos um uma para em com sem sobre entre ao à às sua não""",
    "it": """gli della dello delle degli dei per con tra nel nella nelle sul sulla dal dalla che
        alla una dell nell sull un""",
    "nl": "het een en voor naar bij uit tot aan zijn",
    "sv": "och att det som ett av för till på från",
    "da": "og det som et af til på fra",
    "nb": "og det som et av til på fra",
    "pl": "na się nie że oraz od dla przez",
    "cs": "na se je že pro při ve ze",
    "ro": "și şi în din cu pentru",
    "hu": "az és egy nem hogy",
    "fi": "ja sekä",
    "tr": "ve bir için ile",
}
# These stand in names and in English, too: it takes two of them.
_FAINT = {
    "de": "der die den dem des von unter am",
    "fr": "le la de du des un par en l d",
    "es": "el la de del en un que sin lo",
    "pt": "o as do da das de e por na no que",
    "it": "il lo la le del di e in l",
    "nl": "van de der den met op te door over",
    "pl": "w z i",
    "cs": "v a",
}
_ACCENTED = re.compile("[\u00df-\u024f\u1e00-\u1eff]")
_WORD = re.compile(r"[^\W\d_]+")
_OTHER_SCRIPT = re.compile("[\u0370-\u1dff\u1f00-\U0010ffff]")
_TAG = re.compile(r"<[^>]*>")


def language(title: str) -> str:
    """Return the language that a title is in if it is plainly not English; ``""`` if it may be.

    >>> language("Grundlagen und Wege der Forschung"), language("Lives of the Poets")
    ('de', '')
    """
    words = _WORD.findall(_TAG.sub("", title))
    letters = "".join(words)
    if len(_OTHER_SCRIPT.findall(letters)) > len(letters) / 2:
        return UNKNOWN  # its script says it to whoever looks
    if not {word.lower() for word in words}.isdisjoint(_ENGLISH.split()):
        return ""
    small = {word for word in words if word == word.lower()}
    first = {word.lower() for word in words[:1]} - small
    accented = any(_ACCENTED.search(word) for word in small)
    scores: Counter[str] = Counter()
    for tag, plain in _PLAIN.items():
        faint = set(_FAINT.get(tag, "").split())
        if score := 2 * len(small & set(plain.split())) + len(small & faint):
            scores[tag] = score + accented
        if first & (faint | set(plain.split())):
            scores[tag] += 1 + accented * (not score)
    (best, most), (_, next_) = [*scores.most_common(2), ("", 0), ("", 0)][:2]
    if most < 2:
        return ""
    return best if most > 2 and most > next_ else UNKNOWN
