"""A style sheet of a theme comes in; out, what it may not hold.

A sheet names files of its theme and fetches nothing; its rules have a bounded size, since engines
need a time that grows faster than what they are given.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import tinycss2

from .. import files, limits
from ..errors import Diagnostic, Span
from ..files import FileError

_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//|\\\\", re.I)
_EMBEDDED = re.compile(r"data:(?:image|font)/|data:application/(?:x-)?font", re.I)
_COPY = "copy the file into the theme, and name it from this sheet"


def faults(path: Path, text: str, roots: Sequence[Path]) -> Iterator[Diagnostic]:
    """Yield what the sheet at ``path`` may not hold; its files must lie in ``roots``."""
    waiting = [(tinycss2.parse_component_value_list(text, skip_comments=True), 1)]
    rules = 0
    variables: dict[str, list[Any]] = {}
    while waiting:
        pieces, depth = waiting.pop()
        if depth > limits.CSS_DEPTH:
            message = f"brackets stand more than {limits.CSS_DEPTH} deep inside each other"
            yield Diagnostic(message, _at(path, text, pieces[0]) if pieces else Span(path, 1, 1))
            return
        rules += sum(piece.type == "{} block" for piece in pieces)
        for message, hint, piece in (*_too_long(pieces), *_files(pieces, path.parent, roots)):
            yield Diagnostic(message, _at(path, text, piece), hint)
        for name, value in _variables(pieces):
            variables[name] = max(variables.get(name, []), value, key=len)
        for piece in pieces:
            inner = getattr(piece, "content", None) or getattr(piece, "arguments", None)
            if isinstance(inner, list):
                waiting.append((inner, depth + 1))
    if rules > limits.CSS_RULES:
        yield Diagnostic(
            f"the sheet has {rules:,} rules, at most {limits.CSS_RULES:,} are read",
            Span(path, 1, 1),
        )
    yield from _swollen(variables, path, text)


def _at(path: Path, text: str, piece: Any) -> Span:
    return Span.at_line(path, text, piece.source_line, piece.source_column)


def _too_long(pieces: list[Any]) -> Iterator[tuple[str, str | None, Any]]:
    """Yield a selector or a value that has too many parts."""
    first, parts, part = 0, 0, 0
    for number, piece in enumerate(pieces):
        if piece == ";":
            first, parts, part = number + 1, 0, 0
        elif piece.type == "{} block":
            if max(part, parts) > limits.CSS_SELECTOR:
                yield (
                    f"this selector has more than {limits.CSS_SELECTOR} parts",
                    None,
                    pieces[first],
                )
            first, parts, part = number + 1, 0, 0
        elif piece == ",":
            parts, part = max(parts, part), 0
        else:
            part += 1
        if number - first == limits.CSS_VALUE:
            yield f"this value has more than {limits.CSS_VALUE:,} parts", None, pieces[first]


# ------------------------------------------------------------------------------------------- files


def _files(
    pieces: list[Any], folder: Path, roots: Sequence[Path]
) -> Iterator[tuple[str, str | None, Any]]:
    """Yield the addresses that lead outside of the theme, or nowhere."""
    importing = False
    for piece in pieces:
        if piece.type == "at-keyword":
            importing = piece.lower_value == "import"
        elif piece == ";":
            importing = False
        address = _address(piece, importing=importing)
        if address is None or address.startswith("#") or not address.strip():
            continue
        if _EMBEDDED.match(address) and not importing:
            continue
        shown = address if len(address) <= 60 else f"{address[:60]}…"
        if _ELSEWHERE.match(address.strip()):
            yield f"`{shown}` is not a file of the theme: nothing is fetched", _COPY, piece
            continue
        try:
            files.find(unquote(re.split(r"[?#]", address)[0]), folder, roots)
        except FileError as fault:
            yield f"`{shown}` {fault.reason}", _COPY, piece


def _address(piece: Any, *, importing: bool) -> str | None:
    if piece.type == "url" or (piece.type == "string" and importing):
        return str(piece.value)
    if piece.type == "function" and piece.lower_name in ("url", "src"):
        words = [inner.value for inner in piece.arguments if inner.type == "string"]
        return str(words[0]) if words else None
    return None


# --------------------------------------------------------------------------------------- variables


def _variables(pieces: list[Any]) -> Iterator[tuple[str, list[Any]]]:
    """Yield the custom properties that a block sets, with what stands after the colon."""
    name = ""
    value: list[Any] = []
    for piece in (*pieces, None):
        if piece is None or piece == ";":
            if name:
                yield name, value
            name, value = "", []
        elif piece.type == "ident" and piece.value.startswith("--") and not name:
            name, value = piece.value, [piece]
        elif name:
            value.append(piece)


def _swollen(variables: dict[str, list[Any]], path: Path, text: str) -> Iterator[Diagnostic]:
    """Yield a variable that becomes too long once those that it names are filled in."""
    sizes: dict[str, int] = {}
    uses = {name: list(_uses(value)) for name, value in variables.items()}
    for _ in range(limits.CSS_DEPTH):
        for name, value in variables.items():
            inner = sum(sizes.get(used, 1) for used in uses[name])
            sizes[name] = min(len(value) + inner, limits.CSS_VALUE + 1)
    for name, value in variables.items():
        if sizes[name] > limits.CSS_VALUE and name not in uses[name]:
            message = f"`{name}` has more than {limits.CSS_VALUE:,} parts, its variables filled in"
            yield Diagnostic(message, _at(path, text, value[0]))
            return


def _uses(pieces: list[Any]) -> Iterator[str]:
    waiting = list(pieces)
    while waiting:
        piece = waiting.pop()
        inner = getattr(piece, "content", None) or getattr(piece, "arguments", None)
        if piece.type == "function" and piece.lower_name == "var" and piece.arguments:
            names = [t.value for t in piece.arguments if t.type == "ident"]
            yield from names[:1]
        if isinstance(inner, list):
            waiting += inner
