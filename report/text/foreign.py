"""Find the numbers and dates of a text that is not English: months come from CLDR (babel).

What a language adds to that stands in its file under ``languages/``: words for scales and small
numbers, forms of months that CLDR lacks. Digits are read as its writers set them: 1.234,5 in
German, 12万 in Japanese.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from functools import cache

from . import calendar, grammar
from .numerals import digits

SHORTEST = 3  # letters of a month's stem, to which a case may add an ending


@dataclass(frozen=True, slots=True)
class ForeignRun:
    """One number or date: the words, where they start; a number in digits, or year, month, day."""

    written: str
    start: int
    number: str = ""
    per_cent: bool = False
    date: tuple[int | None, int | None, int | None] | None = None
    word: bool = False


@dataclass(frozen=True, slots=True)
class _Reader:
    """The patterns of one language, tried in order."""

    language: str
    pattern: re.Pattern[str]
    months: dict[str, int]
    stems: tuple[tuple[str, int], ...]
    scales: dict[str, int]
    words: dict[str, int]

    def month(self, name: str) -> int | None:
        """Return the number of a month by its name in any of its forms."""
        key = name.casefold().rstrip(".")
        if key in self.months:
            return self.months[key]
        return next((number for stem, number in self.stems if key.startswith(stem)), None)


_YEAR = r"(?:1\d{3}|20\d{2})"
_ERAS = {"令和": 2018, "平成": 1988, "昭和": 1925, "大正": 1911, "明治": 1867}
_MYRIADS = {"万": 10**4, "億": 10**8, "兆": 10**12, "千": 1000, "百": 100}
_KANJI = {"〇": 0, "一": 1, "二": 2, "三": 3, "四": 4, "五": 5, "六": 6, "七": 7, "八": 8, "九": 9}
_EASTERN = ("ja", "zh", "ko")


def find(text: str, language: str) -> tuple[ForeignRun, ...]:
    """Return the numbers and dates of ``text`` in order."""
    plain = "".join(unicodedata.normalize("NFKC", c) if c in _WIDE else c for c in text)
    plain = re.sub("[\u00a0\u2009\u202f]", " ", _in_our_digits(plain))
    short = language.partition("-")[0].casefold()
    east = short in _EASTERN
    powers = tuple(_powers(plain, "" if east else ","))
    for one in powers:  # the digits in them are read once
        end = one.start + len(one.written)
        plain = plain[: one.start] + " " * len(one.written) + plain[end:]
    found = _east(plain) if east else _west(plain, _reader(short))
    return tuple(sorted((*powers, *found), key=lambda one: one.start))


_WIDE = frozenset("０１２３４５６７８９％，．")
_SIGNS = str.maketrans("٫٬٪", ",.%")  # of Arabic and Persian: their decimal comma, and the other
_POWER = re.compile(
    r"(?<![\d.,])(?:(?P<times>\d+(?:[.,]\d+)?)\s?[×x·]\s?)?10"
    r"(?:(?P<raised>⁻?[⁰¹²³⁴-⁹]+)|\^(?P<typed>[−-]?\d+)\^)"
)
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻−", "0123456789--")


def _in_our_digits(text: str) -> str:
    """Return a text with the digits of other scripts as ours: ۱۲٫۵ of Persian is 12,5."""
    if text.isascii():
        return text
    figures = (c if c.isascii() or not c.isdecimal() else str(unicodedata.decimal(c)) for c in text)
    return "".join(figures).translate(_SIGNS)


def _powers(text: str, decimal: str) -> Iterator[ForeignRun]:
    """Yield powers of ten, 6,4 × 10³."""
    for found in _POWER.finditer(text):
        times = (found["times"] or "1").replace(decimal or ".", ".")
        power = int((found["raised"] or found["typed"]).translate(_RAISED))
        if times.count(".") < 2 and "," not in times:
            value = Decimal(times) * Decimal(10) ** power
            yield ForeignRun(found[0], found.start(), digits(value))


# ------------------------------------------------------------------------------------------- West


@cache
def _reader(language: str) -> _Reader:
    from babel import UnknownLocaleError

    known = grammar.of(language)
    months = dict(known.months)
    with suppress(UnknownLocaleError, ValueError):
        months = {**calendar.months_of(language), **months}
    stems = sorted({(name[:SHORTEST], n) for name, n in months.items() if len(name) > SHORTEST})
    several = [stem for stem, _ in stems]
    alone = tuple((stem, n) for stem, n in stems if several.count(stem) == 1)
    names = "|".join(re.escape(name) for name in sorted(months, key=len, reverse=True) if name)
    endings = r"[^\W\d_]{0,4}\.?"
    scale = "|".join(map(re.escape, sorted(known.scales, key=len, reverse=True))) or r"(?!)"
    words = "|".join(map(re.escape, sorted(known.numbers, key=len, reverse=True))) or r"(?!)"
    percent = "|".join(r"\s".join(map(re.escape, w.split("-"))) for w in known.per_cent) or r"(?!)"
    pattern = (
        rf"(?P<dotted>\b(?P<d>\d{{1,2}})\.(?P<m>\d{{1,2}})\.(?P<y>{_YEAR})\b)"
        rf"|(?P<iso>\b{_YEAR}-\d\d(?:-\d\d)?\b)"
        rf"|(?P<date>\b(?:(?P<day>\d{{1,2}})(?:\.|º|er)?\s(?:de\s)?)?"
        rf"(?P<month>(?:{names or '(?!)'}){endings})"
        rf"(?:\s(?:de\s|del\s)?(?P<year>{_YEAR}))?\b)"
        rf"|(?P<range>\b(?P<from>{_YEAR})\s?[–—-]\s?(?P<to>{_YEAR}|\d\d)\b)"
        rf"|(?P<alone>(?<![\d.,]){_YEAR}\b(?![.,]\d))"
        r"|(?P<number>(?<![\w.,])(?:\d{1,3}(?:[. ]\d{3})+|\d+)(?:,\d+)?)"
        rf"(?:\s(?P<scale>(?:{scale})[^\W\d_]{{0,3}}\.?))?(?P<percent>\s?%|\s(?:{percent})[^\W\d_]{{0,3}})?"
        rf"|(?P<word>\b(?:{words})\b)"
    )
    return _Reader(
        language,
        re.compile(pattern, re.IGNORECASE),
        months,
        alone,
        dict(known.scales),
        dict(known.numbers),
    )


def _west(text: str, reader: _Reader) -> Iterator[ForeignRun]:
    for found in reader.pattern.finditer(text):
        written, start = found[0].strip(), found.start()
        if found["dotted"]:
            yield ForeignRun(
                written, start, date=(int(found["y"]), int(found["m"]), int(found["d"]))
            )
        elif found["iso"]:
            year, month, day = (*map(int, found["iso"].split("-")), 0)[:3]
            yield ForeignRun(written, start, date=(year, month, day or None))
        elif found["date"]:
            month_ = reader.month(found["month"])
            if month_ is not None and (found["year"] or found["day"]):
                year_ = int(found["year"]) if found["year"] else None
                day_ = int(found["day"]) if found["day"] else None
                yield ForeignRun(written, start, date=(year_, month_, day_))
        elif found["range"]:
            first, last = found["from"], found["to"]
            yield ForeignRun(first, start, date=(int(first), None, None))
            whole = int(first[: 4 - len(last)] + last)
            yield ForeignRun(last, found.start("to"), date=(whole, None, None))
        elif found["alone"]:
            yield ForeignRun(written, start, date=(int(found["alone"]), None, None))
        elif found["number"]:
            value = Decimal(re.sub(r"[. ]", "", found["number"]).replace(",", "."))
            if found["scale"]:
                key = found["scale"].casefold().rstrip(".")
                fitting = [scale for scale in reader.scales if key.startswith(scale.casefold())]
                value *= reader.scales[max(fitting, key=len)] if fitting else 1
            yield ForeignRun(written, start, digits(value), bool(found["percent"]))
        elif found["word"]:
            yield ForeignRun(written, start, str(reader.words[found["word"].casefold()]), word=True)


# ------------------------------------------------------------------------------------------- East

_EAST = re.compile(
    rf"(?:(?P<era>{'|'.join(_ERAS)})(?P<of>元|\d{{1,2}})|(?P<year>\d{{4}}|[〇一二三四五六七八九]{{4}}))年"
    r"(?:(?P<month>\d{1,2}|[一二三四五六七八九十]{1,3})月(?:(?P<day>\d{1,2})日)?)?"
    r"|(?P<m>\d{1,2})月(?P<d>\d{1,2})日"
    r"|(?P<iso>\d{4}-\d\d(?:-\d\d)?)"
    r"|(?P<number>\d{1,3}(?:,\d{3})+|\d+(?:\.\d+)?)(?P<scales>(?:[千百]?[万億兆]|千|百)?"
    r"(?:\d+[千百]?[万億]?)*)(?P<percent>\s?%|パーセント|割)?"
)


def _east(text: str) -> Iterator[ForeignRun]:
    for found in _EAST.finditer(text):
        written, start = found[0], found.start()
        if found["era"] or found["year"]:
            year = (
                _ERAS[found["era"]] + (1 if found["of"] == "元" else int(found["of"]))
                if found["era"]
                else _kanji(found["year"])
            )
            month = _kanji(found["month"]) if found["month"] else None
            yield ForeignRun(
                written, start, date=(year, month, int(found["day"]) if found["day"] else None)
            )
        elif found["m"]:
            yield ForeignRun(written, start, date=(None, int(found["m"]), int(found["d"])))
        elif found["iso"]:
            year, month, day = (*map(int, found["iso"].split("-")), 0)[:3]
            yield ForeignRun(written, start, date=(year, month, day or None))
        else:
            value = _myriads(found["number"].replace(",", "") + found["scales"])
            tenths = found["percent"] == "割"
            yield ForeignRun(
                written, start, digits(value * 10 if tenths else value), bool(found["percent"])
            )


def _kanji(text: str) -> int:
    if text.isascii():
        return int(text)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * (_KANJI[tens] if tens else 1) + (_KANJI[ones] if ones else 0)
    return int("".join(str(_KANJI[c]) for c in text))


def _myriads(text: str) -> Decimal:
    """Return 120000 of 12万, and 35000000000 of 3億5000万 taken together with what follows."""
    total = part = Decimal(0)
    for many, scale in re.findall(r"(\d+(?:\.\d+)?)?([千百万億兆]*)", text):
        if not (many or scale):
            continue
        part = Decimal(many or 1)
        for mark in scale:
            part *= _MYRIADS[mark]
        total += part
    return total
