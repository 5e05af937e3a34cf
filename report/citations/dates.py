"""Dates as people and programs write them come in; dates of CSL-JSON go out.

What CSL has no form for, c. 1850 or a decade, becomes words that are printed as they stand
(``literal``); nothing that was written is dropped.
"""

import calendar
import datetime as dt
import re
from collections.abc import Mapping
from typing import Any

from ..text.catalogue import Catalogue

_Date = dict[str, Any]

# Months in the languages that exports are in, by their first letters, longest match first.
_MONTHS = """
jan ene janv январ янв gen sty led
feb fev fév fevr févr феврал фев lut únor
mar mär maa mrt март мар marz březen
apr abr avr апрел апр kwi duben
may mai maj mag mei май мая
jun juin giu июн cze červen
jul juil lug июл lip červenec
aug ago août aout авг sie srpen
sep set сент сен wrz září
oct okt ott окт paź říjen
nov ноя lis listopad
dec dez dic déc дек gru prosinec
""".strip().splitlines()
_MONTH = {stem: number for number, line in enumerate(_MONTHS, 1) for stem in line.split()}
_STEMS = sorted(_MONTH, key=len, reverse=True)
_SEASONS = {"spring": 21, "summer": 22, "autumn": 23, "fall": 23, "winter": 24}
_ISO = re.compile(
    r"(?P<year>-?\d{4})(?:[-/.](?P<month>\d{1,2})(?:[-/.](?P<day>\d{1,2}))?)?(?:[T ]\d\d:.*)?$"
)
_CIRCA = re.compile(r"^(?:c\.?|ca\.?|circa|approx\.?|about)\s*(?=\d)", re.I)
_RANGE = re.compile(r"\s*(?:/|–|—|--| - | to )\s*")
_TWO_CALENDARS = re.compile(r"(\d{4})/(\d{4})")  # 1431/2010
_SEEN = re.compile(r"^(?:last )?(?:accessed|retrieved|visited|checked)(?: on)?:?\s+", re.I)
_ENGLISH_MONTH = re.compile(
    rf"\b(?:(?P<day>\d{{1,2}}) )?(?P<month>{'|'.join(calendar.month_name[1:])}) (?P<year>\d{{4}})\b"
)
_WORD = re.compile(r"[^\W\d_]+|\d+")
_OPEN = ("", "..", "open", "unknown")
_UNDATED = (
    "undated",
    "n.d.",
    "n. d.",
    "n.d",
    "nd",
    "no date",
    "s.d.",
    "s. d.",
    "s.a.",
    "o. j.",
    "o.j.",
)


def read(written: str, month: str = "", day: str = "") -> _Date | None:
    """Return a date of CSL-JSON from text: a year, and beside it a month and a day if given.

    >>> read("2001-03-12")
    {'date-parts': [[2001, 3, 12]]}
    >>> read("2001", "12 March")
    {'date-parts': [[2001, 3, 12]]}
    >>> read("199X")
    {'literal': '1990s'}
    """
    written = _SEEN.sub("", " ".join(written.split())).strip(" ,;")
    month = " ".join(month.split()).strip(" ,;.")
    month = "" if month.lower() in _OPEN else month
    if not written and not month:
        return None
    if month or day:
        return _with_month(written, month, day)
    return _whole(written)


def said_in(literal: str, house: Catalogue) -> str:
    """Return a date in words, English or of no precision, in another language.

    >>> said_in("c. 1850", Catalogue("de"))
    'ca. 1850'
    """
    if house.language.startswith("en"):
        return literal
    if literal.casefold() in _UNDATED:
        return house.say("ledger-undated")
    if found := re.fullmatch(r"(\d{3}0)s", literal):
        return house.say("date-decade", year=found[1])
    if found := _CIRCA.match(literal):
        return house.say("date-circa", date=said_in(literal[found.end() :], house))
    return _ENGLISH_MONTH.sub(lambda found: _in_words(found, house), literal)


def _in_words(found: re.Match[str], house: Catalogue) -> str:
    month = list(calendar.month_name).index(found["month"])
    if found["day"] is None:
        return house.month(int(found["year"]), month)
    try:
        return house.date(dt.date(int(found["year"]), month, int(found["day"])))
    except ValueError:
        return found[0]


def _whole(written: str) -> _Date:
    if written.lower() in _UNDATED:
        return {"literal": written}
    if found := re.fullmatch(r"(\d{2,3})[Xx?u-]{1,2}", written):
        return {"literal": _unspecified(found[1])} if len(written) == 4 else {"literal": written}
    if found := re.fullmatch(r"(-?\d{4}(?:-\d\d)*)([?~%])", written):
        return _uncertain(found[1], found[2], written)
    if one := _point(written.rstrip(".")):
        return {"date-parts": [one]}
    if (both := _TWO_CALENDARS.fullmatch(written)) and _is_one_year(int(both[1]), int(both[2])):
        return {"literal": written}
    if (ends := _RANGE.split(written)) and len(ends) == 2:
        return _from_to(ends[0], ends[1], written)
    if re.fullmatch(r"\d{4}-\d{4}", written):
        return {"date-parts": [[int(year)] for year in written.split("-")]}
    return {"literal": _tidy(written)}


def _is_one_year(one: int, other: int) -> bool:
    """Say whether two years may be one: of the Hijra 570 to 640 below ours, or 543, 3760 above."""
    apart = abs(one - other)
    return 570 <= apart <= 640 or apart in (543, 3760, 3761)


def _from_to(first: str, last: str, written: str) -> _Date:
    start, end = _point(first.rstrip("~?%")), _point(last.rstrip("~?%"))
    if re.search(r"[~?%]", written) and (start or end):
        ends = [_tidy_point(end) for end in (first, last)]
        return {"literal": "–".join(ends)}
    if start and re.fullmatch(r"\d{2}", last) and len(start) == 1 and "/" not in written:
        end = [start[0] // 100 * 100 + int(last)]  # 1990--92
    if start and end:
        return {"date-parts": [start, end]}
    if start and last in _OPEN:
        return {"literal": f"{_said(start)}–"}
    if end and first in _OPEN:
        return {"literal": f"–{_said(end)}"}
    return {"literal": _tidy(written)}


def _unspecified(digits: str) -> str:
    if len(digits) == 3:
        return f"{digits}0s"
    number = int(digits) + 1
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending} century"


def _uncertain(point: str, sign: str, written: str) -> _Date:
    """Return a date with a sign of EDTF: ``~`` about, ``?`` uncertain, ``%`` both."""
    parts = _point(point)
    if not parts:
        return {"literal": _tidy(written)}
    if sign == "?":
        return {"literal": f"[{_said(parts)}?]"}
    if sign == "~":
        return {"date-parts": [parts], "circa": True}
    return {"literal": f"c. {_said(parts)}?"}


def _tidy_point(point: str) -> str:
    parts = _point(point.rstrip("~?%"))
    said = _said(parts) if parts else point
    return f"c. {said}" if point[-1:] in ("~", "%") else f"{said}?" if point[-1:] == "?" else said


def _said(parts: list[int]) -> str:
    if len(parts) == 1:
        return str(parts[0])
    if parts[1] > 12:
        return f"{ {v: k for k, v in _SEASONS.items()}.get(parts[1], '') } {parts[0]}".strip()
    day = f"{parts[2]} " if len(parts) > 2 else ""
    return f"{day}{calendar.month_name[parts[1]]} {parts[0]}"


def _tidy(written: str) -> str:
    return _CIRCA.sub("c. ", re.sub(r"(?<=\d)\s*(?:--|—)\s*(?=\d)", "–", written))


def _point(written: str) -> list[int] | None:
    """Return year, month, day of a date of one day, month or year; None where it is no such."""
    written = written.strip()
    if re.fullmatch(r"-?\d{1,3}|[1-9]\d{3}", written):
        return [int(written)]
    if found := re.fullmatch(r"(1\d{3}|20\d\d)(\d\d)(\d\d)", written):
        return _sound([int(part) for part in found.groups()])
    if found := _ISO.match(written):
        year = int(found["year"]) - (found["year"] <= "0000")  # EDTF has a year nought
        return _sound([year, int(found["month"] or 0), int(found["day"] or 0)])
    words = _WORD.findall(written)
    years = [word for word in words if re.fullmatch(r"\d{4}", word)]
    if len(years) != 1 or not 2 <= len(words) <= 3 or not re.fullmatch(r"[\w\s.,]+", written):
        return None
    rest = [word for word in words if word != years[0]]
    return _named(int(years[0]), rest)


def _named(year: int, words: list[str]) -> list[int] | None:
    """Return the date of a year with a month, and perhaps a day: ``["12", "March"]``."""
    months = [number for word in words if (number := month_of(word))]
    days = [int(word) for word in words if re.fullmatch(r"\d{1,2}", word)]
    if len(months) != 1 or len(months) + len(days) != len(words):
        return None
    return _sound([year, months[0], *days])


def _sound(parts: list[int]) -> list[int] | None:
    """Return a date without its empty parts; None where the month or the day cannot be."""
    year, month, day = [*parts, 0, 0][:3]
    if not month:
        return [year]
    if 21 <= month <= 24 and not day:
        return [year, month]
    if not 1 <= month <= 12 or not 0 <= day <= 31:
        return None
    if day > calendar.monthrange(2000 if year % 4 == 0 else 2001, month)[1]:
        return None
    return [year, month, day] if day else [year, month]


def month_of(word: str) -> int | None:
    """Return the number of a month from its name or abbreviation; a season's is 21 to 24."""
    word = word.lower().strip(" .")
    if word in _SEASONS:
        return _SEASONS[word]
    if len(word) > 12:
        return None
    return next((_MONTH[stem] for stem in _STEMS if word.startswith(stem)), None)


def _with_month(year: str, month: str, day: str) -> _Date:
    """Return a date from BibTeX's fields of year and month; a month may be words or a range."""
    if not re.fullmatch(r"-?\d{1,4}", year.rstrip(".")):
        whole = _whole(year)
        if not month or len(whole.get("date-parts", [[]])[0]) > 1:
            return whole
        if re.fullmatch(r"\d{4}[a-z]", year):
            year = year[:4]
        else:
            return {"literal": _tidy(" ".join(filter(None, (day, month, year))))}
    number = int(year.rstrip("."))
    ends = [_month(number, end, day) for end in _RANGE.split(re.sub(r"-+", "--", month))]
    if len(ends) <= 2 and all(ends):
        return {"date-parts": [end for end in ends if end]}
    if not month:
        return {"date-parts": [[number]]}
    words = month.strip("[]()")
    return {"literal": _tidy(f"{words} {year}")}


def _month(year: int, month: str, day: str) -> list[int] | None:
    if re.fullmatch(r"\d{1,2}", month.strip()):
        number = int(month)
        return _sound([year, number, int(day) if re.fullmatch(r"\d{1,2}", day) else 0])
    words = _WORD.findall(month)
    days = [day] if re.fullmatch(r"\d{1,2}", day) and len(words) == 1 else []
    words = [re.sub(r"^(\d+)(?:st|nd|rd|th)$", r"\1", word) for word in words]
    return _named(year, [w for w in [*words, *days] if w.lower() not in ("st", "nd", "rd", "th")])


def mend(value: Any) -> _Date | None:
    """Return a date as another program writes it in JSON, made CSL-JSON; None where it is empty."""
    if isinstance(value, str | int | float) and not isinstance(value, bool):
        return read(str(value))
    if not isinstance(value, Mapping):
        return None
    made: _Date = {}
    if value.get("circa") not in (None, "", False, 0, "false", "0"):
        made["circa"] = True
    ends = value.get("date-parts")
    if isinstance(ends, list) and ends and not isinstance(ends[0], list):
        ends = [ends]
    parts = [_numbers(end) for end in ends or () if isinstance(end, list)]
    parts = [end for end in parts if end]
    if parts and isinstance(value.get("season"), int | str) and len(parts[0]) == 1:
        season = str(value["season"]).strip()
        number = int(season) + 20 if season in ("1", "2", "3", "4") else month_of(season)
        parts[0] += [number] if number else []
    if parts and all(_possible(end) for end in parts):
        return {**made, "date-parts": parts[:2]}
    for name in ("literal", "raw", "date-time"):
        if isinstance(value.get(name), str) and value[name].strip():
            found = read(value[name][:10] if name == "date-time" else value[name])
            return {**made, **found} if found else None
    if parts:
        return {"literal": "-".join(map(str, parts[0]))}
    return read(str(value["year"])) if isinstance(value.get("year"), str | int) else None


def _numbers(end: list[Any]) -> list[int]:
    """Return the numbers that a date begins with; what is empty ends it."""
    made: list[int] = []
    for part in end[:3]:
        if (
            isinstance(part, bool)
            or not re.fullmatch(r"-?\d{1,6}", str(part).strip())
            or (made and not int(part))
        ):
            break
        made.append(int(part))
    return made


def _possible(end: list[int]) -> bool:
    if len(end) == 2 and (13 <= end[1] <= 16 or 21 <= end[1] <= 24):
        return True
    return _sound(end) is not None
