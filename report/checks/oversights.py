"""A reading of sound files comes in; what their author probably did not mean goes out.

These are doubts about how the files are written, for which no evidence is needed.
"""

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Any

from ..citations.references import date
from ..content.model import Model, texts
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc
from .check import Check
from .evidence.reading import Reading

_WORD = re.compile(r"[^\W\d_]{2}")


def cut_short(reading: Reading) -> Iterator[Diagnostic]:
    """Yield texts of which a part is a comment to YAML."""
    library = reading.library
    yield from _lost(reading.source, (loc for loc, _ in texts(reading.briefing)))
    for key, doc in library.documents.items():
        yield from _lost(library.sources[key], (loc for loc, _ in texts(doc)))
        for name, fact in doc.facts.items():
            loc: Loc = ("facts", name)
            supports = ((*loc, "supports", number) for number in range(len(fact.supports)))
            yield from _lost(library.sources[key], iter([(*loc, "says"), *supports]))


def parted(reading: Reading) -> Iterator[Diagnostic]:
    """Yield items of a list that a comma made of one text in curly marks, or of one number."""
    yield from _parted(reading.source, reading.source.data, ())
    for source in reading.library.sources.values():
        yield from _parted(source, source.data, ())


def _parted(source: YamlFile, data: Any, loc: Loc) -> Iterator[Diagnostic]:
    if isinstance(data, dict):
        for step, value in data.items():
            yield from _parted(source, value, (*loc, step))
    elif isinstance(data, list):
        for number, (one, other) in enumerate(pairwise(data)):
            if not (isinstance(one, str) and isinstance(other, str)):
                continue
            quoted = _opens(one) and _closes(other)
            if quoted or _shares_number(source, one, other):
                message = f"`{one}{', ' if quoted else ','}{other}` is two items of the list"
                hint = 'a comma parts items: put the whole into straight marks, "…"'
                yield Diagnostic(message, source.at((*loc, number)), hint)
        for number, item in enumerate(data):
            yield from _parted(source, item, (*loc, number))


def _shares_number(source: YamlFile, one: str, other: str) -> bool:
    """Say whether a comma between two figures, without a space, made two items of a text: 7,200."""
    if not (one[-1:].isdigit() and other[:1].isdigit() and _WORD.search(one + other)):
        return False
    return any(f"{one},{other}" in " ".join(file.text.split()) for file in source.files)


def _opens(text: str) -> bool:
    return text[:1] in "“„«‘" and not any(mark in text[1:] for mark in "”“»’")


def _closes(text: str) -> bool:
    return text[-1:] in "”“»’" and not any(mark in text[:-1] for mark in "“„«‘")


def swallowed(reading: Reading) -> Iterator[Diagnostic]:
    """Yield fields that were indented into the text before them."""
    yield from _swallowed(reading.briefing, reading.source)
    for key, doc in reading.library.documents.items():
        yield from _swallowed(doc, reading.library.sources[key])


def later(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each document that was published or read after the day of the edition."""
    day = reading.briefing.edition_date
    for key, doc in reading.library.documents.items():
        for name in ("issued", "accessed"):
            parts = (date(doc.reference.get(name, "")).get("date-parts") or [[]])[0]
            if tuple(parts) > (day.year, day.month, day.day)[: len(parts)]:
                message = f"this is later than the `edition-date`, {day}"
                place = reading.library.sources[key].at(("reference", name))
                yield Diagnostic(message, place, "correct one of the two")


def renamed(reading: Reading) -> Iterator[Diagnostic]:
    """Yield fields that are written by the name that they had in an earlier format."""
    yield from _renamed(reading.briefing, reading.source, reading.source.data)
    for key, doc in reading.library.documents.items():
        source = reading.library.sources[key]
        yield from _renamed(doc, source, source.data)


def _renamed(value: Any, source: YamlFile, data: Any, loc: Loc = ()) -> Iterator[Diagnostic]:
    if isinstance(value, Model) and isinstance(data, dict):
        for old, new in value.formerly.items():
            if old in data:
                hint = f"write `{new}:`; the old name is still read"
                place = source.key_at((*loc, old))
                yield Diagnostic(f"`{old}` is called `{new}` now", place, hint)
        for name, field in type(value).model_fields.items():
            alias = field.alias or name
            if alias in data:
                yield from _renamed(getattr(value, name), source, data[alias], (*loc, alias))
    elif isinstance(value, tuple) and isinstance(data, list):
        for number, (item, inner) in enumerate(zip(value, data, strict=False)):
            yield from _renamed(item, source, inner, (*loc, number))
    elif isinstance(value, dict) and isinstance(data, dict):
        for key, item in value.items():
            yield from _renamed(item, source, data.get(key), (*loc, key))


CHECKS = (
    Check("cut-short", "No text is cut short by a `#`, which YAML takes for a comment.", cut_short),
    Check(
        "parted",
        "No text in curly quotation marks and no number is parted by a comma in a list.",
        parted,
    ),
    Check("swallowed", "No field is a line of the text above it.", swallowed),
    Check(
        "renamed",
        "Fields are written by the names that this format gives them.",
        renamed,
        level="advice",
    ),
    Check("later", "No document is later than the edition that rests on it.", later),
)


def _swallowed(value: Any, source: YamlFile, loc: Loc = ()) -> Iterator[Diagnostic]:
    """Yield each line of a text that is a field of the same thing, which is not there otherwise."""
    if isinstance(value, Model):
        fields = {field.alias or name: name for name, field in type(value).model_fields.items()}
        absent = [alias for alias, name in fields.items() if name not in value.model_fields_set]
        for alias, name in fields.items():
            inner = getattr(value, name)
            written = isinstance(inner, str) and name in value.model_fields_set and absent
            if written and (found := source.field_inside((*loc, alias), absent)):
                message = f"`{found[0]}:` is a line of the text of `{alias}` here"
                hint = f"if it is a field, start it in the column of `{alias}`"
                yield Diagnostic(message, found[1], hint)
            yield from _swallowed(inner, source, (*loc, alias))
    elif isinstance(value, tuple):
        for number, item in enumerate(value):
            yield from _swallowed(item, source, (*loc, number))
    elif isinstance(value, dict):
        for key, item in value.items():
            yield from _swallowed(item, source, (*loc, key))


def _lost(source: YamlFile, places: Iterator[Loc]) -> Iterator[Diagnostic]:
    for loc in places:
        if found := source.comment_after(loc):
            comment, span = found
            message = f"this is not a part of the text: {comment}"
            hint = "quote the value if it is; a comment on it stands on a line of its own, above"
            yield Diagnostic(message, span, hint)
