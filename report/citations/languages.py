"""What people and programs write for a language comes in; its tag goes out, and back to a name.

Names are those of babel and BibLaTeX, the English and the own names of languages, and the codes of
three letters that libraries use.
"""

import re

from ..text.language import TAG

# Tag: the name that BibLaTeX's `langid` takes, then the other names of the language.
_NAMES = """
af afrikaans; afr
ar arabic; العربية, ara
az azerbaijani; azerbaycan, aze
be belarusian; беларуская, bel
bg bulgarian; български, bul
bn bengali; bangla, বাংলা, ben
ca catalan; català, cat
cs czech; čeština, česky, ces, cze
cy welsh; cymraeg, cym, wel
da danish; dansk, dan
de ngerman; german, deutsch, deu, ger
de-AT naustrian; austrian
de-CH nswissgerman; swissgerman
el greek; ελληνικά, modern greek, ell, gre
en english; anglais, englisch, inglés, inglês, английский, engels, engelsk, eng
en-AU australian
en-CA canadian
en-GB british; ukenglish, british english, english (uk), uk english
en-NZ newzealand
en-US american; usenglish, american english, english (us), us english, us
eo esperanto; epo
es spanish; español, castellano, castilian, espagnol, spanisch, espanhol, испанский, spa
es-MX mexican
et estonian; eesti, est
eu basque; euskara, eus, baq
fa persian; farsi, فارسی, fas, per
fi finnish; suomi, fin
fr french; français, francais, frenchb, francés, französisch, francês, французский, fra, fre
fr-CA canadien; acadian
ga irish; gaeilge, gle
gd scottish; gàidhlig, gla
gl galician; galego, glg
grc ancientgreek; ancient greek, polutonikogreek
he hebrew; עברית, heb
hi hindi; हिन्दी, hin
hr croatian; hrvatski, hrv
hu hungarian; magyar, hun
hy armenian; հայերեն, hye, arm
id indonesian; bahasai, indon, bahasa indonesia, bahasa, ind
is icelandic; íslenska, isl, ice
it italian; italiano, italien, italienisch, ita
ja japanese; 日本語, japonais, jpn
ka georgian; ქართული, kat, geo
kk kazakh; қазақша, kaz
km khmer; khm
ko korean; 한국어, kor
ky kyrgyz; kirghiz, кыргызча, kir
la latin; latina, lat
lo lao
lt lithuanian; lietuvių, lit
lv latvian; latviešu, lav
mk macedonian; македонски, mkd, mac
mn mongolian; монгол, mon
ms malay; bahasam, melayu, msa, may
nb norsk; norwegian, bokmål, bokmal, norwegian bokmål, nor, nob
nl dutch; nederlands, néerlandais, nld, dut
nn nynorsk; norwegian nynorsk, nno
no
pl polish; polski, polnisch, pol
ps pashto; پښتو, pus
pt portuguese; português, portugues, portugais, por
pt-BR brazilian; brazil, brazilian portuguese, portuguese (brazil)
ro romanian; română, romana, ron, rum
ru russian; русский, russe, russisch, ruso, rus
sa sanskrit; san
sk slovak; slovenčina, slk, slo
sl slovene; slovenian, slovenščina, slv
sq albanian; shqip, sqi, alb
sr serbian; srpski, српски, srp
sr-Cyrl serbianc
sv swedish; svenska, swe
ta tamil; தமிழ், tam
te telugu; tel
tg tajik; тоҷикӣ, tgk
th thai; ไทย, tha
tk turkmen; türkmençe, tuk
tr turkish; türkçe, turkce, tur
tt tatar; tat
uk ukrainian; українська, ukr
ug uyghur; uighur, uig
ur urdu; اردو, urd
uz uzbek; oʻzbek, узбекский, uzb
vi vietnamese; tiếng việt, vie
zh chinese; 中文, 汉语, mandarin, chinois, zho, chi
zh-Hans chinese-simplified; simplified chinese, 简体中文, chinese (simplified)
zh-Hant chinese-traditional; traditional chinese, 繁體中文, chinese (traditional)
"""
_OF_LANGUAGE: dict[str, str] = {}
_OF_NAME: dict[str, str] = {}
for _line in _NAMES.strip().splitlines():
    _names, _, _more = _line.partition("; ")
    _tag, _, _first = _names.partition(" ")
    _OF_LANGUAGE[_tag] = _first
    _OF_NAME |= {name: _tag for name in (_tag.lower(), _first, *_more.split(", ")) if name}

_REGIONS = {"UK": "GB", "EN": "GB"}  # as people write them, and as ISO 3166 does
_BABEL = (
    "tajik",
    "kazakh",
    "kyrgyz",
    "uzbek",
    "turkmen",
    "tatar",
    "pashto",
    "uyghur",
    "ancientgreek",
)
_PARTS = re.compile(r"\s*(?:[,;/&]|\band\b|\bund\b|\bet\b)\s*|(?<=^[a-z]{3})(?: +|(?=[a-z]{3}$))")


def tag(written: str) -> str | None:
    """Return the tag of the language, the first where several are written; None where unknown.

    >>> tag("ngerman"), tag("en_US"), tag("English and French"), tag("Klingon")
    ('de', 'en-US', 'en', None)
    """
    for words in (written.strip(), _PARTS.split(written.strip())[0]):
        if found := _OF_NAME.get(words.lower().strip(" .")):
            return found
        first, *rest = re.split(r"[-_]", words.strip())
        known = _OF_NAME.get(first.lower()) if len(first) in (2, 3) else None
        if known and rest:
            parts = [_REGIONS.get(part.upper(), part) for part in rest]
            made = "-".join([known.partition("-")[0], *map(_cased, parts)])
            if re.match(TAG, made):
                return made
    return None


def langid(language: str) -> str:
    """Return the name that BibLaTeX and babel have for a tag; empty where they have none."""
    name = _OF_LANGUAGE.get(language) or _OF_LANGUAGE.get(language.partition("-")[0], "")
    return "" if name in _BABEL or name.startswith("chinese-") else name


def _cased(part: str) -> str:
    return part.upper() if len(part) == 2 else part.title() if len(part) == 4 else part.lower()
