"""A language comes in; out, the forms in which it writes dates, as patterns to read them by.

Months and their order are those of CLDR; early, late, after and before are the catalogue's.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from .catalogue import Catalogue

_FIELDS = re.compile(r"'([^']*)'|([dMLyG]+)|([^'dMLyG]+)")
_ORDINAL = r"(?:er|re|º|ª|\.)?"  # 1er mai, 1.º de mayo
_GAP = "\ue000"


def months(house: Catalogue) -> Mapping[str, int]:
    """Return the names of months, in small letters, in every form that the language has."""
    return months_of(house.locale)


@lru_cache(maxsize=16)
def months_of(locale: str) -> Mapping[str, int]:
    """Return the names of months of a locale; babel's ``UnknownLocaleError`` if there is none."""
    from babel import Locale

    names = Locale.parse(locale).months
    return {
        str(name).casefold().rstrip("."): int(number)
        for context in ("format", "stand-alone")
        for width in ("abbreviated", "wide")
        for number, name in names[context][width].items()
    }


@lru_cache(maxsize=16)
def forms(house: Catalogue) -> tuple[re.Pattern[str], ...]:
    """Return the forms of a day, a month and a part of a year, with named groups.

    The groups are ``year``, ``day``, ``month`` (a number) or ``name`` (of a month), and ``early``,
    ``mid`` or ``late``.
    """
    from babel import Locale

    locale = Locale.parse(house.locale)
    skeletons = locale.datetime_skeletons
    written = [locale.date_formats["long"].pattern, locale.date_formats["medium"].pattern]
    written += [str(skeletons[name]) for name in ("yMMMM", "yMMM", "y") if name in skeletons]
    found = [_form(pattern, house) for pattern in dict.fromkeys(written)]
    for part in ("early", "mid", "late"):
        before, _, after = re.escape(house.say(f"date-{part}", year=_GAP)).partition(_GAP)
        after = f"(?:{after})?" if before else after  # конец 1995 г.; 1995年末
        found.append(rf"{before}(?P<year>\d{{1,4}})(?P<{part}>){after}")
    return tuple(re.compile(_lenient(form), re.IGNORECASE) for form in found)


@lru_cache(maxsize=16)
def around(house: Catalogue, word: str) -> re.Pattern[str]:
    """Return the form of ``after`` or ``before`` a date, which is its group ``date``."""
    form = re.escape(house.say(f"date-{word}", date=_GAP)).replace(_GAP, "(?P<date>.+)")
    return re.compile(_lenient(form), re.IGNORECASE)


def _form(pattern: str, house: Catalogue) -> str:
    """Return a pattern of CLDR (``d MMMM y``) as a regular expression."""
    made: list[str] = []
    end = 0  # behind the last field: what follows, as г. in Russian, may be left out
    for quoted, field, literal in _FIELDS.findall(pattern):
        if not field or field[0] == "G":
            made.append(re.escape(quoted or literal))
            continue
        if field[0] in "yd":
            made.append(
                r"(?P<year>\d{1,4})" if field[0] == "y" else rf"(?P<day>\d{{1,2}}){_ORDINAL}"
            )
        elif len(field) > 2:
            names = sorted(months(house), key=len, reverse=True)
            made.append(rf"(?P<name>{'|'.join(map(re.escape, names))})\.?")
        else:
            made.append(r"(?P<month>\d{1,2})")
        end = len(made)
    return f"{''.join(made[:end])}(?:{''.join(made[end:])})?"


def _lenient(form: str) -> str:
    """Let spaces be of any kind, or be left out."""
    return re.sub(r"(?:\\?[ \u00a0\u202f])+", r"\\s*", form)
