"""Filled pages come in; out, what no typeface here can set, at its place in the content.

WeasyPrint would set it in whatever face the machine has, or print an empty box. What is asked is
what the pages print, so that a fact's words that are never printed may hold any script.
"""

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any

from ..content import Content, yamlfile
from ..content.reading_order import read_in_order
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError
from ..press import reserve, scripts
from .check import Check, Printed

PROJECT = "briefing-report"

_HEARD = re.compile(r'\bdata-(?:title|record|running)="([^"]*)"')  # printed as running heads
_UNSEEN = re.compile(
    r"<head>.*?</head>|<style>.*?</style>|<desc>.*?</desc>|<title>.*?</title>", re.S
)
_TAG = re.compile(r"<[^>]*>")
_BLOCK = re.compile(r'\bdata-block="([^"]*)"')
_NEVER = ("begins", "digest")  # fields of a document's structure that are never printed
_TOLD = 24  # letters of a run
_LONGEST_WORD = 20  # letters of a script without spaces that fit any line


@dataclass(frozen=True, slots=True)
class _Fault:
    """What is wrong with runs of some characters: a pattern of them, a sentence and a way out."""

    runs: re.Pattern[str]
    message: str  # with `{}` for the run
    hint: str


def find(read: Content, pages: Sequence[str]) -> tuple[Diagnostic, ...]:
    """Return what cannot be set, once for each text that holds it."""
    printed = [_printed(page) for page in pages]
    told: list[Diagnostic] = []
    for fault in (*_missing("".join(printed)), *_unbroken("".join(printed))):
        told += (
            list(_written(fault, read))
            or list(_elsewhere(fault, read, "reference", "short", "licence", "structure"))
            or list(_elsewhere(fault, read, "facts"))
            or _in_block(fault, read, pages)
        )
    return tuple(dict.fromkeys(told))


def examine(printed: Printed) -> Iterable[Diagnostic]:
    """Return what cannot be set on the filled pages."""
    return find(printed.content, printed.pages)


CHECK = Check(
    "characters",
    "Every character that is printed is drawn by a typeface of the build.",
    examine,
    level="error",
    needs="pages",
)


def _missing(text: str) -> Iterator[_Fault]:
    """Yield the scripts for which no typeface is installed, and other characters that none has."""
    by_script: dict[scripts.Script, list[str]] = {}
    lacking = reserve.lacking(text)
    han = scripts.users_of_han(text)
    for character in lacking:
        script = scripts.of(character)
        if script.name == "Chinese":
            script = scripts.named(han[0])
        by_script.setdefault(script, []).append(character)
    for script, characters in by_script.items():
        runs = re.compile(f"[{re.escape(''.join(characters))}]+")
        installed = any(scripts.family(name) for name in script.families("text"))
        if script.name and not installed:
            name = "Chinese or Japanese" if script.name == "Chinese" else script.name
            message = f"“{{}}” is {name}, and no typeface for it is installed"
            yield _Fault(runs, message, f"{install(script.extra)}; or transliterate it")
        elif not installed:
            hint = f"{install(script.extra)} may bring it; or give it as a figure"
            yield _Fault(runs, "our typefaces have no “{}” ({codes})", hint)
        else:
            hint = "transliterate it, or give it as a figure"
            yield _Fault(runs, "no typeface has “{}” ({codes})", hint)


def _unbroken(text: str) -> Iterator[_Fault]:
    """Yield the scripts whose words are written together, where no line could be broken."""
    for script in scripts.SCRIPTS:
        if script.breaks:
            continue
        letters = "".join(
            f"{chr(int(a, 16))}-{chr(int(b, 16))}"
            for a, b in (part.split("-") for part in script.ranges.split())
        )
        runs = re.compile(f"[{letters}]{{{_LONGEST_WORD + 1},}}")
        if runs.search(text):
            message = f"“{{}}” is {script.name}, in which no line can be broken"
            hint = "put a zero-width space (U+200B) between its words; or transliterate it"
            yield _Fault(runs, message, hint)


def install(extra: str) -> str:
    """Return the command that brings the typefaces of an extra."""
    pip = Path(sys.prefix) / ("Scripts" if os.name == "nt" else "bin") / "pip"
    with suppress(ValueError):
        return f"`{pip.relative_to(Path.cwd())} install '{PROJECT}[{extra}]'`"
    return f"`pip install '{PROJECT}[{extra}]'`"


def _printed(page: str) -> str:
    heads = " ".join(_HEARD.findall(page))
    return unescape(f"{heads} {_TAG.sub(' ', _UNSEEN.sub(' ', page))}")


def _written(fault: _Fault, read: Content) -> Iterator[Diagnostic]:
    """Yield where it stands in texts that are printed."""
    for text in read_in_order(read.briefing, read.library, read.source):
        if run := fault.runs.search(text.text):
            yield _told(fault, run[0], text.source, text.loc)


def _elsewhere(fault: _Fault, read: Content, *fields: str) -> Iterator[Diagnostic]:
    """Yield where it stands in a reference, or in a value that is no running text.

    ``fields`` are those of a document that are looked into; of a fact, the ledger prints some.
    """
    for text, loc, value in _values_of(read, fields):
        if run := fault.runs.search(value):
            yield _told(fault, run[0], text, loc)


def _in_block(fault: _Fault, read: Content, pages: Sequence[str]) -> list[Diagnostic]:
    """Return the block that prints it: what comes from a table of numbers or a map has no other."""
    for page in pages:
        if found := fault.runs.search(unescape(page)):
            before = unescape(page)[: found.start()]
            block = (_BLOCK.findall(before) or [""])[-1]
            place = read.source.at(read.briefing.place_of(block))
            message = f"{_message(fault, found[0])}: it is in what is printed here"
            return [Diagnostic(message, place, fault.hint)]
    return []


def _told(fault: _Fault, run: str, text: YamlFile, loc: Loc) -> Diagnostic:
    return Diagnostic(_message(fault, run), text.at(loc, run), fault.hint)


def _message(fault: _Fault, run: str) -> str:
    codes = " ".join(f"U+{ord(character):04X}" for character in run[:8])
    shown = run if len(run) <= _TOLD else f"{run[:_TOLD]}…"
    return fault.message.format(shown, codes=f"{codes} …" if len(run) > 8 else codes)


def _values_of(read: Content, fields: Sequence[str]) -> Iterator[tuple[YamlFile, Loc, str]]:
    for loc, value in _values(read.source.data, ()):
        yield read.source, loc, value
    for text in read.library.sources.values():
        for name in fields:
            for loc, value in _values(text.data.get(name), (name,)):
                yield text, loc, value
    for file in (read.briefing.references, read.briefing.further_reading):
        if file and file.endswith((".yaml", ".yml")):
            with suppress(ReportError):
                text = yamlfile.read(read.source.path.parent / file, read.source.roots)
                yield from ((text, loc, value) for loc, value in _values(text.data, ()))


def _values(data: Any, loc: Loc) -> Iterator[tuple[Loc, str]]:
    if isinstance(data, dict):
        for key, value in data.items():
            if key not in _NEVER:
                yield from _values(value, (*loc, key))
    elif isinstance(data, list):
        for number, value in enumerate(data):
            yield from _values(value, (*loc, number))
    elif isinstance(data, str):
        yield loc, data
