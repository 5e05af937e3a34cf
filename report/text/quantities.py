"""Find the numbers and dates of a text: words come in, what they mean goes out.

``ten`` and ``10`` mean the same; a date may be coarser than what it is held against, never finer.
``one``, ``first``, ``second`` and ``third`` are no figures: they rarely count. Numbers that point
(Exhibit 3, para. 2), labels (2a), the number of an item (“1. ”) and a scale that stands alone, as a
unit (“million roubles”), are none either. In “3 to 5 million” both are millions.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from .numerals import digits
from .wording import listed, words


@dataclass(frozen=True, slots=True)
class Date:
    """A date as far as it is given; ``part`` is what narrows or loosens it: late, early, c."""

    year: int | None = None
    month: int | None = None
    day: int | None = None
    part: str = ""

    def within(self, other: "Date") -> bool:
        """Say whether ``other`` gives everything that this date gives; January is early."""
        part = self.part
        if self.month is None and other.month in _MONTHS_OF.get(part, ()):
            part = ""
        mine = self.year, self.month, self.day, part or None
        others = other.year, other.month, other.day, other.part or None
        return all(m is None or m == o for m, o in zip(mine, others, strict=True))


@dataclass(frozen=True, slots=True)
class Number:
    """A number in digits; ``unit`` is % for a percentage, th for an ordinal."""

    digits: str
    unit: str = ""


Meaning = Date | Number

_MONTHS_OF = {"early": range(1, 5), "mid": range(5, 9), "late": range(9, 13)}
_SHARES = {"1/2": "50", "1/4": "25", "3/4": "75", "1/10": "10"} | {
    f"{many}/5": str(20 * many) for many in range(1, 5)
}


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number or date: as written, where it starts, what it means; ``word`` if in letters."""

    written: str
    start: int
    meaning: Meaning
    word: bool = False


def held(wanted: Meaning, known: Iterable[Meaning]) -> bool:
    """Say whether one of ``known`` is what is wanted, or gives it more exactly."""
    for other in known:
        if wanted == other or (
            isinstance(wanted, Number)
            and isinstance(other, Number)
            and _share(wanted) == _share(other)
        ):
            return True
        if isinstance(wanted, Date) and isinstance(other, Date) and wanted.within(other):
            return True
        if (
            isinstance(wanted, Date)
            and isinstance(other, Number)
            and wanted == Date(year=int(other.digits) if other.digits.isdigit() else None)
        ):
            return True  # “2000 fighters” and “2,000 fighters”
    return False


def _share(number: Number) -> Number:
    """Return a fraction as the percentage that it is; any other number as it is."""
    return Number(_SHARES[number.digits], "%") if number.digits in _SHARES else number


_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec"
_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December"
    r"|Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b\.?"
)
_YEAR = r"(?:1\d{3}|20\d{2})"
_PART = r"(?:(?P<{}>early|mid|late|c\.|ca\.|circa)[\s-]+)?"
_EDGE = r"(?<![\w.,/-])"


def _counted(names: str, start: int = 0, step: int = 1) -> dict[str, int]:
    return {name: start + step * place for place, name in enumerate(names.split())}


_UNITS = _counted(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen"
    " sixteen seventeen eighteen nineteen"
)
_TENS = _counted("twenty thirty forty fifty sixty seventy eighty ninety", 20, 10)
SCALES = {"hundred": 100, "thousand": 1000, "million": 10**6, "billion": 10**9}
_ORDINALS = _counted(
    "fourth fifth sixth seventh eighth ninth tenth eleventh twelfth thirteenth fourteenth fifteenth"
    " sixteenth seventeenth eighteenth nineteenth twentieth",
    4,
)
_BEFORE_MONTHS = ("in", "by", "of", "since", "until", "from", "to", "and", "early", "mid", "late")
_PARTS = {"third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "tenth": 10}
_WORD = "|".join([*_UNITS, *_TENS, *SCALES])

# What follows a number that shares the scale or the per cent of the next one: “3 to 5 million”.
_SHARED = r"(?=\s?(?:[–—-]|to|and|or)\s?\d[\d.,]*{})"
_SCALE = r"[\s-](?P<{}>hundred|thousand|million|billion)\b"
_PERCENT = r"(?:\s?%|\sper\s?cent\b)"
_RAISED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

_PATTERNS = {
    "item": r"\A\s*\(?\d{1,2}[.)](?=\s+\S)",
    "pointer": r"\b(?:Exhibits?|Notes?|Tables?|Figures?|Sections?|Questions?|paras?\.?|bullets?"
    r"|captions?|pages?|pp?\.|nos?\.|vol\.)\s\d+[a-z]?(?:[–-]\d+)?",
    "label": r"\b\d+[a-z]\b",
    "iso": rf"{_EDGE}{_YEAR}-\d\d(?:-\d\d)?\b",
    "range": rf"{_EDGE}(?P<start>{_YEAR})\s?[-–—/]\s?(?P<end>{_YEAR}|\d\d)\b",
    "code": r"\b\d{4}-\d{3}[\dX]\b",
    "date": rf"\b{_PART.format('part')}(?:(?P<day>\d{{1,2}})(?:st|nd|rd|th)?\s)?(?P<month>{_MONTH})"
    rf"(?:\s(?P<day_after>\d{{1,2}})(?=,?\s{_YEAR}))?(?:,?\s(?P<year_after>{_YEAR})\b)?",
    "decade": r"\b\d{3}0s\b",
    "year": rf"{_PART.format('loosely')}{_EDGE}(?P<alone>{_YEAR})\b(?![.,]\d)(?!-\d)",
    "ordinal": r"\b\d+(?:st|nd|rd|th)\b",
    "power": rf"{_EDGE}(?:(?P<times>\d+(?:\.\d+)?)\s?[×x·]\s?)?10(?P<raised>⁻?[⁰¹²³⁴-⁹]+)",
    "number": rf"{_EDGE}(?P<digits>(?:\d{{1,3}}(?:[,\s]\d{{3}})+|\d+)(?:\.\d+)?)"
    rf"(?:{_SCALE.format('scale')}|{_SHARED.format(_SCALE.format('next'))})?"
    rf"(?P<percent>{_PERCENT}|{_SHARED.format(_PERCENT)})?",
    "mixed": rf"\b(?:(?P<whole>{_WORD}|\d+)|an?)(?:\s[a-z]+)?\sand\sa\s(?P<rest>half|quarter)\b",
    "fraction": r"\b(?:one|two|three|four|a)[\s-](?:quarter|fifth|tenth)s?\b"
    r"|\b(?:one|a)[\s-]third\sof\b|\b(?:one-third|two[\s-]thirds)\b",
    "half": r"(?<!first )(?<!second )(?<!other )(?<!later )(?<!latter )(?<!upper )(?<!lower )"
    r"\bhalf\b(?![\s-](?:way|heart)|-\w+ed\b|-(?:brother|sister|moon|light))",
    "vague": r"\b(?:dozens?|hundreds|thousands|millions|billions)\b",
    "words": rf"\b(?:{_WORD})(?:[\s-](?:and\s)?(?:{_WORD}))*\b(?P<share>\sper\s?cent\b)?",
    "place": rf"\b(?:{'|'.join(_ORDINALS)})\b",
}
_ANY = "|".join(f"(?P<{name}>{pattern})" for name, pattern in _PATTERNS.items())
# Only where a word begins, and one that begins as some pattern does: the others are tried in vain.
_OPENINGS = (
    r"[\d(]|a[\s\-npu]|b[iu]|c[.ai]|d[eo]|e[ailx]|f[eio]|h[au]|j[au]|la|m[aiy]|n[io]|o[cn]|p[.ap]"
    r"|q|s[ei]|t[aew]|th[ior]|vo|z"
)
_RULES = re.compile(rf"(?<!\w)(?={_OPENINGS})(?:{_ANY})", re.IGNORECASE)
_WORDS = re.compile(rf"\b(?:{_WORD})\b")
_SHARES_YEAR = re.compile(
    rf"(?:(?:\s?[–—-]\s?|,\s|,?\s(?:and|or|to)\s)(?:\d{{1,2}}\s)?{_MONTH}(?:\s\d{{1,2}}\b)?)+"
    rf",?\s(?P<year>{_YEAR})\b"
)
_TRIGGERS = frozenset(
    (*_UNITS, *_TENS, *SCALES, *_ORDINALS, *(f"{name}s" for name in (*SCALES, *_PARTS)))
) | listed(
    "half third quarter fifth tenth dozen dozens january february march april may june july august"
    " september october november december"
) - {"one"}
_DIGIT = re.compile(r"\d")
_SPACES = re.compile("[\u00a0\u2009\u202f]")


_LANGUAGE: ContextVar[str] = ContextVar("language", default="en")


@contextmanager
def reading(language: str) -> Iterator[None]:
    """Let ``figures`` read texts in this language, where it is told of no other."""
    token = _LANGUAGE.set(language.partition("-")[0].casefold() or "en")
    try:
        yield
    finally:
        _LANGUAGE.reset(token)


def current() -> str:
    """Return the language in which texts are read."""
    return _LANGUAGE.get()


def figures(text: str, *, iso: bool = False, language: str = "") -> tuple[Quantity, ...]:
    """Return every number and date of ``text``, in order.

    ``iso`` reads 2010-11 as a month, as an as-of field has it; in prose it is two years. An as-of
    field may have English words, whatever the language of the briefing.
    """
    short = language.partition("-")[0].casefold() or _LANGUAGE.get()
    if short == "en" or iso:
        return _english(text, iso=iso)
    return _foreign(text, short)


@lru_cache(maxsize=8192)
def _foreign(text: str, language: str) -> tuple[Quantity, ...]:
    from . import foreign

    return tuple(
        Quantity(
            one.written,
            one.start,
            Date(*one.date) if one.date else Number(one.number, "%" if one.per_cent else ""),
            one.word,
        )
        for one in foreign.find(text, language)
    )


@lru_cache(maxsize=8192)
def _english(text: str, *, iso: bool = False) -> tuple[Quantity, ...]:
    if _TRIGGERS.isdisjoint(words(text)) and not _DIGIT.search(text):
        return ()  # most sentences, and the long pattern is slow
    return tuple(_figures(_SPACES.sub(" ", text), iso))


def _figures(text: str, iso: bool) -> Iterator[Quantity]:
    for found in _RULES.finditer(text):
        name = found.lastgroup or ""  # the rule's own group closes last
        for meaning in _meanings(name, found, iso):
            in_letters = name in ("fraction", "half", "vague", "words", "place", "mixed")
            yield Quantity(found[0].strip(), found.start(), meaning, in_letters)


def _meanings(name: str, found: re.Match[str], iso: bool) -> Iterator[Meaning]:
    """Yield what one match means: two years for a range, nothing for a pointer or a label."""
    written = found[name].lower()
    match name:
        case "code" | "decade" | "vague":
            yield Number(found[name])
        case "iso":
            yield from _iso(written, iso)
        case "range":
            start, end = found["start"], found["end"]
            yield from (Date(int(start)), Date(int(start[: 4 - len(end)] + end)))
        case "date":
            yield from _date(found)
        case "year":
            yield Date(int(found["alone"]), part=_part(found["loosely"]))
        case "ordinal":
            yield Number(written[:-2], "th")
        case "power":
            power = Decimal(10) ** int(found["raised"].translate(_RAISED))
            yield Number(digits(Decimal(found["times"] or 1) * power))
        case "number":
            value = Decimal(re.sub(r"[,\s]", "", found["digits"]))
            scale = found["scale"] or found["next"]
            value *= SCALES[scale.lower()] if scale else 1
            yield Number(digits(value), "%" if found["percent"] is not None else "")
        case "mixed":
            whole = found["whole"] or "1"
            number = Decimal(whole) if whole.isdigit() else Decimal(_value([whole.lower()]))
            yield Number(
                digits(
                    number
                    + (Decimal("0.5") if found["rest"].lower() == "half" else Decimal("0.25"))
                )
            )
        case "fraction":
            many, part, *_ = re.split(r"[\s-]", written)
            yield Number(f"{_UNITS.get(many, 1)}/{_PARTS[part.removesuffix('s')]}")
        case "half":
            yield Number("1/2")
        case "words":
            parts = _WORDS.findall(written)
            value = Decimal(_value(parts))
            if not _unit(found, parts) and (value != 1 or found["share"]):
                yield Number(digits(value), "%" if found["share"] else "")
        case "place":
            yield Number(str(_ORDINALS[written]), "th")


def _unit(found: re.Match[str], parts: list[str]) -> bool:
    """Say whether a scale stands alone, as the unit of numbers elsewhere: “in million roubles”."""
    before = found.string[: found.start()].rstrip().rpartition(" ")[2].lower()
    return len(parts) == 1 and parts[0] in SCALES and before not in ("a", "one", "per", "every")


def _iso(written: str, iso: bool) -> Iterator[Date]:
    year, month, day = map(int, (*written.split("-"), "0")[:3])
    if day or iso or not year % 100 < month:
        yield Date(year, month, day or None)
    else:
        yield from (Date(year), Date(year - year % 100 + month))


def _date(found: re.Match[str]) -> Iterator[Date]:
    name = found["month"].rstrip(".")
    day, year = found["day"] or found["day_after"], found["year_after"]
    if not name[0].isupper():
        return
    year = year or _shared_year(found)
    if not (year or day):
        # “May” or “March” alone is another word more often than a month.
        before = found.string[: found.start("month")].rstrip().rpartition(" ")[2].lower()
        if before not in _BEFORE_MONTHS or (len(name) == len("Jan") and name != "May"):
            return
    month = 1 + _MONTHS.index(name[:3].lower()) // 4
    part = _part(found["part"])
    yield Date(int(year) if year else None, month, int(day) if day else None, part)


def _shared_year(found: re.Match[str]) -> str | None:
    """Return the year that a list of months or a span of days shares: “May, June and July 2017”."""
    after = _SHARES_YEAR.match(found.string, found.end())
    return after["year"] if after else None


def _part(written: str | None) -> str:
    part = (written or "").lower().rstrip(".")
    return "c" if part in ("ca", "circa") else part


def _value(words: list[str]) -> int:
    total = current = 0
    for word in words:
        if word in SCALES:
            current = (current or 1) * SCALES[word]
            if word != "hundred":
                total, current = total + current, 0
        else:
            current += _UNITS.get(word, 0) + _TENS.get(word, 0)
    return total + current
