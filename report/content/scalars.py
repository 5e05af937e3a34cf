"""A YAML scalar and its file come in; where each of its characters was written goes out.

A value is not the text that stands in the file: lines are folded, indentation is dropped, quotes
are doubled, characters are escaped (YAML 1.2.2, 6.5, 7.3 and 8.1). Whatever is found at a character
of the value is shown to its author at the character that they typed.
"""

import re
from array import array
from functools import lru_cache

import yaml

_SPACE = re.compile(r"\s+")
_HEADER = re.compile(r"[|>][^\n]*\n?")
_ESCAPE = re.compile(r"\\(?:x[0-9a-fA-F]{2}|u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^\n])")
_CONTINUED = re.compile(r"\\\n[ \t]*")


@lru_cache(maxsize=16)
def places(node: yaml.ScalarNode, text: str) -> "array[int]":
    """Return the index in ``text`` of every character of the value of ``node``.

    A space that a line's end was folded to has the place of that end; an escaped character has that
    of its backslash.
    """
    start = node.start_mark.index
    if node.style in ("|", ">"):
        header = _HEADER.match(text, start)
        return _lines(node.value, text, header.end() if header else start)
    if node.style == '"':
        return _escaped(node.value, text, start + 1)
    return _lines(node.value, text, start + (node.style == "'"), doubled=node.style == "'")


def _lines(value: str, text: str, at: int, *, doubled: bool = False) -> "array[int]":
    """Follow a value whose characters stand as they are, but for the space between its words."""
    found: array[int] = array("l")
    index = 0
    while index < len(value):
        space = _SPACE.match(value, index)
        written = _SPACE.match(text, at)
        if space or written:
            width = space.end() - index if space else 0
            last = written.end() - 1 if written else at
            found.extend(min(at + step, last) for step in range(width))
            index += width
            at = written.end() if written else at
            continue
        found.append(at)
        at += 2 if doubled and text.startswith("''", at) else 1
        index += 1
    return found


def _escaped(value: str, text: str, at: int) -> "array[int]":
    """Follow a value in double quotation marks."""
    found: array[int] = array("l")
    while len(found) < len(value):
        if continued := _CONTINUED.match(text, at):
            at = continued.end()
            continue
        written = _SPACE.match(text, at)
        if written and "\n" in written[0]:
            ends = written[0].count("\n")
            width = max(1, ends - 1)
            found.extend([at] * min(width, len(value) - len(found)))
            at = written.end()
            continue
        escape = _ESCAPE.match(text, at)
        found.append(at)
        at = escape.end() if escape else at + 1
    return found
