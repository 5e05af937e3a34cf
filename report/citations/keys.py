"""The keys by which references are cited: what a call can hold, and keys for works without one.

A key stands in a call as the file has it. What a call can't hold there, a space or a bracket, is
written as a hyphen; a work without a key has one of its first author, its year, and the first word
of its title: ``smith-2010-harbour``.
"""

import re
import unicodedata
from collections.abc import Container, Mapping
from typing import Any

from . import tex

_UNFIT = re.compile(r"[^\w:.#$%&+?<>~/()'’=*!-]+")
_ENDS = re.compile(r"^[^\w]+|[^\w)]+$")
_ARTICLES = ("a", "an", "the", "der", "die", "das", "le", "la", "les", "el", "il", "on", "in", "of")


def fit(key: str) -> str:
    """Return how a call writes ``key``, which is the key itself for nearly all.

    >>> fit("Smith:2010/a"), fit("agency(2022)mod"), fit("The Big Book")
    ('Smith:2010/a', 'agency(2022)mod', 'The-Big-Book')
    """
    return _ENDS.sub("", _UNFIT.sub("-", unicodedata.normalize("NFC", key)))


def made(item: Mapping[str, Any], taken: Container[str]) -> str:
    """Return a key for a work that has none, other than those ``taken``."""
    people = item.get("author") or item.get("editor") or [{}]
    family = str(people[0].get("family") or people[0].get("literal") or "")
    date = item.get("issued") or {}
    year = str((date.get("date-parts") or [[""]])[0][0]) or "".join(
        re.findall(r"\d{4}", str(date.get("literal", "")))[:1]
    )
    words = re.findall(r"\w+", tex.bare(str(item.get("title", ""))).lower())
    word = next((w for w in words if w not in _ARTICLES), "")
    parts = [
        re.sub(r"\W+", "", _ascii(part)) for part in (family.split(" ")[-1].lower(), year, word)
    ]
    return unused("-".join(filter(None, parts)) or "work", taken)


def unused(key: str, taken: Container[str]) -> str:
    """Return ``key``, with a number behind it where it is taken."""
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found


def _ascii(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text)
    return "".join(c for c in plain if not unicodedata.combining(c))
