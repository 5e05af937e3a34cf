"""A language comes in; the words that templates and notes print of their own go out.

One YAML file a language stands beside this module; ``en-GB.yaml`` has every entry and explains
itself. ``en-US`` is looked for as ``en-US``, then ``en``; what a file leaves out is printed in
English.
"""

import datetime as dt
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import yaml

ENGLISH = "en-GB"
_FOLDER = Path(__file__).parent
_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)

_SAME = {"para-sign"}  # no words

Wording = str | Mapping[str, str]
"""An entry: its words, or its words for each form of the plural."""


@dataclass(frozen=True)
class Catalogue:
    """The words of one language; ``own`` are those that a briefing gives itself."""

    language: str = ENGLISH
    own: Mapping[str, Wording] = field(default_factory=dict)

    def say(self, word: str, **filling: object) -> str:
        """Return the words of an entry, its gaps filled; ``number`` chooses the form of the plural.

        >>> Catalogue().say("facts-drawn", number=1)
        '1 fact drawn from it.'
        """
        entry = self._entry(word)
        if isinstance(entry, Mapping):
            form = self._plural(filling.get("number"))
            entry = entry.get(form) or entry.get("other") or next(iter(entry.values()))
        return entry.format(**filling) if filling else entry

    @cached_property
    def plain(self) -> SimpleNamespace:
        """Every entry without gaps, as templates name it: ``words.key``, ``words.page_short``."""
        return SimpleNamespace(
            said=self.said,
            **{
                word.replace("-", "_"): self.say(word)
                for word, entry in _entries(ENGLISH).items()
                if isinstance(entry, str) and "{" not in entry
            },
        )

    @cached_property
    def said(self) -> str:
        """What readers are told of links, as JSON for the page; "" in the press's own English."""
        named = (
            "footnote",
            "note-of",
            "back-to",
            "the-text",
            "the-exhibit",
            "web-page",
            "e-mail",
            "phrase",
        )
        own = {word: self._entry(word) for word in named}
        known = {word: _entries(ENGLISH)[word] for word in named}
        return "" if own == known else json.dumps(own, ensure_ascii=False)

    def __hash__(self) -> int:
        return hash((self.language, *self.own))

    @property
    def locale(self) -> str:
        """The language as CLDR names it; English, where CLDR does not have it."""
        return _locale(self.language)

    def _entry(self, word: str) -> Wording:
        return next(
            entries[word]
            for entries in (self.own, _entries(self.language), _entries(ENGLISH))
            if word in entries
        )

    def date(self, day: dt.date) -> str:
        """Return a date in words: 27 February 2003."""
        if self.language == ENGLISH:  # without babel, whose import costs more than a page's layout
            return f"{day.day} {day:%B %Y}"
        from babel.dates import format_date

        said = str(format_date(day, "long", locale=self.locale))
        return re.sub(r"^1 ", "1er ", said) if self.language.startswith("fr") else said

    def month(self, year: int, month: int, *, governed: bool = False) -> str:
        """Return a month of a year in words: October 2013.

        ``governed`` is its form after a word, as after: in Russian it is another.
        """
        if self.language.startswith("en"):
            return f"{dt.date(2000, month, 1):%B} {year}"
        from babel import Locale
        from babel.dates import format_date

        pattern = str(Locale.parse(self.locale).datetime_skeletons["yMMMM"])
        pattern = pattern.replace("LLLL", "MMMM") if governed else pattern
        return str(format_date(dt.date(max(year, 1), month, 1), pattern, locale=self.locale))

    def year(self, year: int) -> str:
        """Return a year in words: 2013."""
        if self.language.startswith("en"):
            return str(year)
        from babel.dates import format_skeleton

        return str(format_skeleton("y", dt.date(year, 1, 1), locale=self.locale))

    def number(self, value: Decimal) -> str:
        """Return a number with the decimals that it has: 2,140.50; its minus is a minus sign."""
        places = max(-int(value.as_tuple().exponent), 0)
        if self.language.startswith("en"):
            return f"{value:,.{places}f}".replace("-", "\u2212")
        from babel.numbers import format_decimal

        form = f"#,##0.{'0' * places}" if places else "#,##0"
        shown = format_decimal(value, format=form, locale=self.locale)
        return str(shown).replace("-", "\u2212")

    def kilometres(self, length: int) -> str:
        """Return a length with its unit: 1,000 km."""
        if self.language.startswith("en"):
            return f"{length:,} km"
        from babel.units import format_unit

        return str(format_unit(length, "length-kilometer", "short", locale=self.locale))

    def _plural(self, number: object) -> str:
        if not isinstance(number, int) or self.language.startswith("en"):
            return "one" if number == 1 else "other"
        from babel import Locale

        return str(Locale.parse(self.locale).plural_form(number))


def faults(own: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wrong with the words that a briefing gives itself, by the entry at fault."""
    known = _entries(ENGLISH)
    found = {}
    for word, entry in own.items():
        if word not in known:
            found[word] = "is not an entry of the catalogue"
            continue
        forms = entry.values() if isinstance(entry, Mapping) else [entry]
        gaps = _gaps(known[word])
        if extra := {gap for form in forms for gap in _gaps(str(form))} - gaps:
            found[word] = f"has no gap {{{min(extra)}}}"
    return found


def known() -> list[str]:
    """Return the names of all entries."""
    return list(_entries(ENGLISH))


def missing(language: str) -> set[str]:
    """Return the entries that a language has not, and that are said in English in it."""
    return set() if language.startswith("en") else set(known()) - _entries(language).keys() - _SAME


def _gaps(entry: Wording) -> set[str]:
    import string

    forms = entry.values() if isinstance(entry, Mapping) else [entry]
    return {name for form in forms for _, name, _, _ in string.Formatter().parse(form) if name}


@lru_cache(maxsize=8)
def _entries(language: str) -> Mapping[str, Wording]:
    for name in (language, language.partition("-")[0]):
        path = _FOLDER / f"{name}.yaml"
        if path.is_file():
            found: Mapping[str, Wording] = yaml.load(path.read_text("utf-8"), Loader=_LOADER)  # noqa: S506  our own file, as plain text
            return found
    return {}


def _locale(language: str) -> str:
    from babel import Locale, UnknownLocaleError

    for tag in (language.replace("-", "_"), language.partition("-")[0]):
        try:
            return str(Locale.parse(tag))
        except (UnknownLocaleError, ValueError):
            continue
    return "en_GB"
