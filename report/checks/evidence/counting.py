"""Numbers that the text itself bears out: a list beside it, months named before, a span of time.

A sentence, one of its figures and the dates of its facts come in; yes or no goes out.
"""

import re
from collections.abc import Iterable
from itertools import takewhile

from ...text.quantities import Date, Meaning, Number, Quantity, figures
from ...text.wording import listed, names

_SIDES = listed("sides parties halves banks camps ends shores")  # of a thing there are two
_MONTHS = {"month": 1, "quarter": 3, "year": 12, "decade": 120, "century": 1200, "centurie": 1200}
_DAYS = {"day": 1, "week": 7, "fortnight": 14}
_SHORT = 4  # words between a number and the list that it announces
_LIST = re.compile(r",\s+(?:and\s+|or\s+)?|\s+(?:and|or)\s+|;\s+")
_END = re.compile(r"[.;()—–!?]")
_WORD = re.compile(r"[^\W\d_]+")


def borne_out(sentence: str, before: str, figure: Quantity, dates: Iterable[Meaning]) -> bool:
    """Say whether ``figure`` counts what stands in its sentence or in ``before``, the text above.

    ``dates`` are those of the facts: “a year and a half” may be the time between two of them.
    """
    if not isinstance(figure.meaning, Number) or figure.meaning.unit:
        return False
    rest = after(sentence, figure)
    word = _WORD.search(rest)
    thing = word[0].casefold() if word and word.start() <= 1 else ""
    if figure.word and figure.meaning.digits == "2" and thing in _SIDES:
        return True
    return (
        _announces(figure, rest)
        or _months_named(figure, thing, f"{before} {sentence[: figure.start]}")
        or _lasts(figure, thing, dates)
    )


def after(text: str, figure: Quantity) -> str:
    """Return what follows a number; of “a year and a half” the year, which stands inside of it."""
    inside = figure.written.split()
    is_mixed = figure.word and len(inside) == len(("a", "year", "and", "a", "half"))
    unit = f" {inside[1]}" if is_mixed and inside[3] == "a" else ""
    return unit + text[figure.start + len(figure.written) :]


def length(figure: Quantity, thing: str) -> tuple[str, float] | None:
    """Return how long “18 months” or “two weeks” is, in months or in days; None for others."""
    if not isinstance(figure.meaning, Number) or figure.meaning.unit:
        return None
    unit = thing.casefold().removesuffix("s")
    try:
        many = float(figure.meaning.digits)
    except ValueError:  # a share
        return None
    if unit in _MONTHS:
        return "months", many * _MONTHS[unit]
    return ("days", many * _DAYS[unit]) if unit in _DAYS else None


def _announces(figure: Quantity, rest: str) -> bool:
    """Say whether a list of as many items follows: “two banks, Norwich and Hull”, “three: a, …”."""
    found = re.match(rf"(?:\s+[\w’-]+){{0,{_SHORT}}}\s*(?P<sign>[:,])\s", rest)
    if not found or not isinstance(figure.meaning, Number):
        return False
    told = _END.split(rest[found.end() :], maxsplit=1)[0]
    items = [item for item in _LIST.split(told) if item.strip()]
    if found["sign"] == ",":  # what is no name any more belongs to the sentence
        items = [*takewhile(lambda item: names(item) or figures(item), items)]
    return figure.meaning.digits == str(len(items))


def _months_named(figure: Quantity, thing: str, before: str) -> bool:
    """Say whether as many months, years or days are named just before."""
    grains = {"month": "month", "year": "year", "day": "day"}
    grain = grains.get(thing.removesuffix("s"))
    if grain is None or not isinstance(figure.meaning, Number):
        return False
    dates = {f.meaning for f in figures(before) if isinstance(f.meaning, Date)}
    named = {date for date in dates if getattr(date, grain) is not None}
    return figure.meaning.digits == str(len(named))


def _lasts(figure: Quantity, thing: str, dates: Iterable[Meaning]) -> bool:
    """Say whether two dates of the facts are as far apart; months may count both ends."""
    found = length(figure, thing)
    if found is None or found[0] != "months":
        return False
    known = [date for date in dates if isinstance(date, Date) and date.year]
    for one in known:
        for other in known:
            years = (other.year or 0) - (one.year or 0)
            if one.month and other.month:
                apart = 12 * years + other.month - one.month
                if found[1] in (apart, *((apart + 1,) if thing.startswith("month") else ())):
                    return apart > 0
            elif years > 0 and found[1] == 12 * years:
                return True
    return False
