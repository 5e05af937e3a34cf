"""Read a date of stated precision: the author's words come in, a stretch of years goes out.

A date is never made more exact than it is written: 1999 is the whole of that year, October 2013 the
whole of that month. Years count from 1; the place in a year is a fraction of its days.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from ..text import calendar
from ..text.catalogue import Catalogue

ENGLISH = Catalogue()

Precision = Literal["year", "part", "month", "day", "range", "after", "before"]


_MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_PARTS = {"early": (0, 1 / 3), "mid": (1 / 3, 2 / 3), "late": (2 / 3, 1)}
_YEAR = r"(?P<year>\d{1,4})"
_NAME = rf"(?P<name>{'|'.join(_MONTHS)})"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_YEAR}(?:-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?",
        rf"(?:(?P<day>\d{{1,2}}) )?{_NAME} {_YEAR}",
        rf"(?P<part>{'|'.join(_PARTS)})[ -]{_YEAR}",
    )
)
_RANGE = re.compile(r"\s*/\s*|\s*[–～〜]\s*|(?<=^\d{4})-(?=\d{4}$)")
_ORDERS: tuple[Literal["after", "before"], ...] = ("after", "before")


@dataclass(frozen=True, slots=True)
class When:
    """A stretch of years within which something lies, or which it fills if it is a range.

    ``inner`` is what a range fills for certain: from the end of its first date to the start of its
    last. ``words`` is the date as the house prints it.
    """

    start: float
    end: float
    precision: Precision
    words: str
    inner: tuple[float, float] | None = None

    @property
    def middle(self) -> float:
        """Where it lies if nothing speaks for another place."""
        if self.precision == "after":
            return self.end
        return self.start if self.precision == "before" else (self.start + self.end) / 2

    @property
    def years(self) -> tuple[int, int]:
        """The first and the last year that it touches."""
        return int(self.start), max(int(self.start), int(-(-self.end // 1)) - 1)


def hint(house: Catalogue = ENGLISH) -> str:
    """Return how a date may be written, in the language of ``house``."""
    late, after = house.say("date-late", year=1994), house.say("date-after", date=2000)
    return (
        f"write 2013, 2013-10, 2013-10-01, {late}, 1988/1991 or {after}; "
        "`dated:` prints other words for it, such as c. 2013"
    )


def read(text: str, house: Catalogue = ENGLISH) -> When:
    """Return the date that ``text`` says; ``ValueError`` says in a sentence what is wrong.

    It is in figures, in English or in the language of ``house``, which has the words in which it is
    printed.
    """
    text = " ".join(text.split())
    if (ordered := _ordered(text, house)) is not None:
        return ordered
    ends = _RANGE.split(text)
    if len(ends) == 1:
        return _one(text, house)
    if len(ends) != 2:
        raise ValueError(f"`{text}` is not a date")
    first, last = (_one(end, house) for end in ends)
    if last.end <= first.end:
        raise ValueError(f"`{text}` ends before it starts")
    words_of_both = house.say("date-range", first=first.words, last=last.words)
    if first.precision == last.precision == "year":
        words_of_both = words_of_both.replace(" – ", "–")
    return When(first.start, last.end, "range", words_of_both, (first.end, last.start))


def _ordered(text: str, house: Catalogue) -> When | None:
    """Return what is after or before a date; None for another text."""
    for word in _ORDERS:
        rest = text.removeprefix(f"{word} ")
        if rest == text and house.language != ENGLISH.language:
            found = calendar.around(house, word).fullmatch(text)
            rest = found["date"].strip() if found else text
        if rest == text:
            continue
        if len(_RANGE.split(rest)) > 1:
            raise ValueError(f"`{text}` names a range; one date is wanted after `{word}`")
        known = _one(rest, house, governed=True)
        return When(known.start, known.end, word, house.say(f"date-{word}", date=known.words))
    return None


def _one(text: str, house: Catalogue, *, governed: bool = False) -> When:
    own = calendar.forms(house) if house.language != ENGLISH.language else ()
    for form in (*_FORMS, *own):
        if found := form.fullmatch(text):
            return _dated(text, _parts(found.groupdict(), house), house, governed=governed)
    raise ValueError(f"`{text}` is not a date")


def _parts(found: dict[str, str | None], house: Catalogue) -> dict[str, str | None]:
    """Return the parts of a date with the number of its month and the English of its part."""
    if name := found.get("name"):
        english = name in _MONTHS
        number = _MONTHS.index(name) + 1 if english else calendar.months(house)[name.casefold()]
        found = {**found, "month": str(number)}
    part = next((part for part in _PARTS if found.get(part) is not None), None)
    return {**found, "part": part} if part else found


def _dated(text: str, parts: dict[str, str | None], house: Catalogue, *, governed: bool) -> When:
    year = int(parts["year"] or 0)
    if not 1 <= year <= 9998:
        raise ValueError(f"`{text}` is not a date: there is no year {year}")
    if part := parts.get("part"):
        start, end = _PARTS[part]
        return When(year + start, year + end, "part", house.say(f"date-{part}", year=year))
    if parts.get("month") is None:
        return When(year, year + 1, "year", house.year(year))
    month = int(parts["month"] or 0)
    if not 1 <= month <= 12:
        raise ValueError(f"`{text}` is not a date: there is no month {month}")
    if parts.get("day") is None:
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        start = fraction(dt.date(year, month, 1))
        words = house.month(year, month, governed=governed)
        return When(start, fraction(following), "month", words)
    try:
        day = dt.date(year, month, int(parts["day"] or 0))
    except ValueError:
        raise ValueError(f"`{text}` is not a date: that month has no such day") from None
    end = fraction(day + dt.timedelta(days=1))
    return When(fraction(day), end, "day", house.date(day))


def fraction(day: dt.date) -> float:
    """Return a day's beginning as a year and its fraction."""
    start = dt.date(day.year, 1, 1).toordinal()
    return day.year + (day.toordinal() - start) / (dt.date(day.year + 1, 1, 1).toordinal() - start)
