"""Filled pages come in; out, the characters that our typefaces lack, at their place in the content.

WeasyPrint would set them in whatever face the machine has, or print an empty box. What is asked is
what the pages print, so that a fact's words that are never printed may hold any script.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from html import unescape
from typing import Any

from ..content import Content, yamlfile
from ..content.reading_order import read_in_order
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError
from ..press import fonts
from .check import Check, Printed

HINT = "transliterate it, or give it as a figure"

_HEARD = re.compile(r'\bdata-(?:title|record|running)="([^"]*)"')  # printed as running heads
_UNSEEN = re.compile(
    r"<head>.*?</head>|<style>.*?</style>|<desc>.*?</desc>|<title>.*?</title>", re.S
)
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r'\bdata-block="([^"]*)"')


def find(read: Content, pages: Sequence[str], among: str | None = None) -> tuple[Diagnostic, ...]:
    """Return what none of our faces draws; ``among``: those of its characters that not all draw."""
    found: dict[str, str] = {}
    for page in pages:
        for character in fonts.lacking(_printed(page), partly=among is not None):
            if among is None or character in among:
                found.setdefault(character, page)
    if not found:
        return ()
    runs = re.compile(f"[{re.escape(''.join(found))}]+")
    told = list(_written(runs, read))
    for character, page in found.items():
        if not any(character in diagnostic.message for diagnostic in told):
            told += _elsewhere(character, page, read)
    return tuple(told)


def examine(printed: Printed) -> Iterable[Diagnostic]:
    """Return what none of our faces draws on the filled pages."""
    return find(printed.content, printed.pages)


CHECK = Check(
    "characters",
    "Every character that is printed is drawn by a typeface of the build.",
    examine,
    level="error",
    needs="pages",
)


def _printed(page: str) -> str:
    heads = " ".join(_HEARD.findall(page))
    return unescape(f"{heads} {_TAG.sub(' ', _UNSEEN.sub(' ', page))}")


def _written(runs: re.Pattern[str], read: Content) -> Iterator[Diagnostic]:
    """Yield where the characters stand in texts that are printed."""
    for text in read_in_order(read.briefing, read.library, read.source):
        for run in dict.fromkeys(runs.findall(text.text)):
            yield Diagnostic(_message(run), text.source.at(text.loc, run), HINT)


def _elsewhere(character: str, page: str, read: Content) -> Iterator[Diagnostic]:
    """Yield where it stands in a reference, or in a value of the briefing that is no running text.

    What comes from a table of numbers or a map has the place of its block.
    """
    found = False
    for text, loc in _others(character, read):
        found = True
        yield Diagnostic(_message(character), text.at(loc, character), HINT)
    if not found:
        block = (_BLOCK.findall(page[: max(page.find(character), 0)]) or [""])[-1]
        place = read.source.at(read.briefing.place_of(block))
        yield Diagnostic(f"{_message(character)}: it is in what is printed here", place, HINT)


def _message(run: str) -> str:
    codes = " ".join(f"U+{ord(character):04X}" for character in run[:8])
    return f"our typefaces have no “{run}” ({codes}{' …' if len(run) > 8 else ''})"


def _others(character: str, read: Content) -> Iterator[tuple[YamlFile, Loc]]:
    for loc in _values(character, read.source.data, ()):
        yield read.source, loc
    for text in read.library.sources.values():
        for name in ("reference", "short", "licence", "title-translated", "structure"):
            for loc in _values(character, text.data.get(name), (name,)):
                yield text, loc
    for file in (read.briefing.references, read.briefing.not_consulted):
        if file:
            with suppress(ReportError):
                text = yamlfile.read(read.source.path.parent / file, read.source.roots)
                yield from ((text, loc) for loc in _values(character, text.data, ()))


def _values(character: str, data: Any, loc: Loc) -> Iterator[Loc]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield from _values(character, value, (*loc, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _values(character, value, (*loc, number))
    elif isinstance(data, str) and character in data:
        yield loc
