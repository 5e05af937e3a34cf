"""Read a date of stated precision: the author's words come in, a stretch of years goes out.

A date is never made more exact than it is written: 1999 is the whole of that year, October 2013 the
whole of that month. Years count from 1; the place in a year is a fraction of its days.
"""

import datetime as dt
import re
from dataclasses import dataclass
from typing import Literal

from ..text.catalogue import Catalogue

ENGLISH = Catalogue()

Precision = Literal["year", "part", "month", "day", "range", "after", "before"]

HINT = (
    "write 2013, 2013-10, 2013-10-01, late 1994, 1988/1991 or after 2000; "
    "`dated:` prints other words for it, such as c. 2013"
)

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
_RANGE = re.compile(r"\s*/\s*|\s*–\s*|(?<=^\d{4})-(?=\d{4}$)")


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


def read(text: str, house: Catalogue = ENGLISH) -> When:
    """Return the date that ``text`` says; ``ValueError`` says in a sentence what is wrong.

    ``house`` has the words in which it is printed.
    """
    text = " ".join(text.split())
    words: tuple[Literal["after"], Literal["before"]] = ("after", "before")
    for word in words:
        if text.startswith(f"{word} "):
            known = read(text.removeprefix(f"{word} "), house)
            if known.precision == "range":
                raise ValueError(f"`{text}` names a range; one date is wanted after `{word}`")
            return When(known.start, known.end, word, house.say(f"date-{word}", date=known.words))
    ends = _RANGE.split(text)
    if len(ends) == 1:
        return _one(text, house)
    if len(ends) != 2:
        raise ValueError(f"`{text}` is not a date")
    first, last = (_one(end, house) for end in ends)
    if last.end <= first.end:
        raise ValueError(f"`{text}` ends before it starts")
    words_of_both = house.say("date-range", first=first.words, last=last.words)
    return When(first.start, last.end, "range", words_of_both, (first.end, last.start))


def _one(text: str, house: Catalogue) -> When:
    for form in _FORMS:
        if found := form.fullmatch(text):
            parts = found.groupdict()
            return _dated(text, parts, house)
    raise ValueError(f"`{text}` is not a date")


def _dated(text: str, parts: dict[str, str | None], house: Catalogue) -> When:
    year = int(parts["year"] or 0)
    if not 1 <= year <= 9998:
        raise ValueError(f"`{text}` is not a date: there is no year {year}")
    if part := parts.get("part"):
        start, end = _PARTS[part]
        return When(year + start, year + end, "part", house.say(f"date-{part}", year=year))
    name = parts.get("name")
    month = _MONTHS.index(name) + 1 if name else int(parts.get("month") or 0)
    if not (name or parts.get("month")):
        return When(year, year + 1, "year", str(year))
    if not 1 <= month <= 12:
        raise ValueError(f"`{text}` is not a date: there is no month {month}")
    if parts.get("day") is None:
        following = dt.date(year + month // 12, month % 12 + 1, 1)
        start = fraction(dt.date(year, month, 1))
        return When(start, fraction(following), "month", house.month(year, month))
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
