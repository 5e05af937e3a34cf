"""A number comes in as people and spreadsheets write it; what it is goes out.

Thousands are parted by commas or points, by spaces of any width, or by apostrophes; the decimal
sign is a point or a comma. Which of them it is, a list of numbers mostly says itself.
"""

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Literal

DecimalSign = Literal["point", "comma"]

_SIGN = r"(?P<sign>[-+\u2212\u2010\u2013]?)"
_APART = r" \u00a0\u2009\u202f'\u2019"
_FORM = (
    rf"{_SIGN}(?P<whole>\d{{{{1,3}}}}(?:[{{thousands}}{_APART}]\d{{{{3}}}})+|\d+)?"
    r"(?:[{decimal}](?P<part>\d+))?"
)
_FORMS = {
    "point": re.compile(_FORM.format(thousands=",", decimal=".")),
    "comma": re.compile(_FORM.format(thousands=".", decimal=",")),
}
_IN_BRACKETS = re.compile(r"\(([^()]+)\)")
_EMPTY = frozenset({"", "-", "\u2013", "\u2014", "..", "...", "\u2026", "n/a", "na", "n.a."})


def is_empty(text: str) -> bool:
    """Whether a cell says that a value is not stated: `n/a`, a dash, two dots, or nothing."""
    return text.strip().lower() in _EMPTY


def parse(text: str, sign: DecimalSign = "point") -> Decimal | None:
    """Return a number, with as many decimals as it is written with; None if it is not one.

    >>> parse("1.234,50", "comma")
    Decimal('1234.50')
    >>> parse("(1,200)")
    Decimal('-1200')
    """
    text = text.strip()
    if bracketed := _IN_BRACKETS.fullmatch(text):  # as accountants write what is owed
        text = f"-{bracketed[1].strip()}"
    found = _FORMS[sign].fullmatch(text)
    if found is None or (found["whole"] is None and found["part"] is None):
        return None
    whole = re.sub(r"\D", "", found["whole"] or "0")
    minus = "-" if found["sign"] not in ("", "+") else ""
    return Decimal(f"{minus}{whole}.{found['part']}" if found["part"] else f"{minus}{whole}")


def digits(value: Decimal) -> str:
    """Return a number in digits alone, without noughts at the end of its decimals."""
    return f"{value.normalize():f}"


def sign_of(texts: Sequence[str], usual: DecimalSign) -> tuple[DecimalSign, str | None]:
    """Return the decimal sign of a list of numbers, and one that could be read both ways.

    The other sign than the usual is taken where only that makes numbers of them all.
    """
    marked = [text for text in texts if re.search(r"[.,]", text)]
    fit: list[DecimalSign] = [
        sign for sign in ("point", "comma") if all(parse(text, sign) is not None for text in marked)
    ]
    if len(fit) == 1:
        return fit[0], None
    unclear = marked[0] if len(fit) == 2 and marked else None
    return usual, unclear
