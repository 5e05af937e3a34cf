"""Objects of a PDF that may be anything in; what was expected out, or the empty value of its type.

A damaged file may have a number where a name is wanted. So nothing here raises, and each reader
says what is missing by returning what is falsy.
"""

from collections.abc import Iterator
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Stream, String

from .. import limits


def entry(holder: Any, key: str) -> Any:
    """Return an entry of a dictionary or stream, None without one."""
    if isinstance(holder, Dictionary | Stream):
        try:
            return holder.get(key)
        except (pikepdf.PdfError, ValueError, RuntimeError):
            return None
    return None


def name(holder: Any, key: str) -> str:
    """Return a name without its slash, "" for anything else."""
    return as_name(entry(holder, key))


def as_name(value: Any) -> str:
    """Return a name without its slash, "" for anything else."""
    if isinstance(value, Name):
        try:
            return str(value)[1:]
        except UnicodeDecodeError:
            return "?"
    return ""


def text(holder: Any, key: str) -> str | None:
    """Return a text string, None without one."""
    return as_text(entry(holder, key))


def as_text(value: Any) -> str | None:
    """Return a text string, None for anything else."""
    return str(value) if isinstance(value, String) else None


def number(holder: Any, key: str) -> float | None:
    """Return a number, None without one."""
    return as_number(entry(holder, key))


def as_number(value: Any) -> float | None:
    """Return a number, None for anything else; true and false are none."""
    if isinstance(value, bool | pikepdf.Object | str | bytes) or value is None:
        return None
    return float(value)


def integer(holder: Any, key: str) -> int | None:
    """Return a whole number, None without one."""
    return as_integer(entry(holder, key))


def as_integer(value: Any) -> int | None:
    """Return a whole number, None for anything else."""
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def truth(holder: Any, key: str) -> bool | None:
    """Return true or false, None without either."""
    value = entry(holder, key)
    return value if isinstance(value, bool) else None


def dictionary(holder: Any, key: str) -> Any:
    """Return a dictionary (or the dictionary of a stream), an empty one for anything else."""
    value = entry(holder, key)
    return value if isinstance(value, Dictionary | Stream) else Dictionary()


def inherited(page: Any, key: str) -> Any:
    """Return a dictionary of a page, or of the groups of pages around it; else an empty one."""
    holder = page
    for _ in range(limits.PDF_TAG_DEPTH):
        if isinstance(found := entry(holder, key), Dictionary):
            return found
        holder = entry(holder, "/Parent")
        if holder is None:
            break
    return Dictionary()


def items(holder: Any, key: str) -> list[Any]:
    """Return what an entry holds as a list: an array's items, one thing alone, or nothing."""
    return as_items(entry(holder, key))


def as_items(value: Any) -> list[Any]:
    """Return an array's items, one thing alone, or nothing, as a list."""
    if value is None:
        return []
    return list(value.as_list()) if isinstance(value, Array) else [value]


def entries(holder: Any) -> Iterator[tuple[str, Any]]:
    """Yield keys (without slash) and values of a dictionary."""
    if isinstance(holder, Dictionary | Stream):
        for key, value in holder.items():
            yield key[1:], value


def keys(holder: Any) -> set[str]:
    """Return the keys of a dictionary, without slashes."""
    return {key for key, _ in entries(holder)}


def rectangle(holder: Any, key: str) -> tuple[float, float, float, float] | None:
    """Return a rectangle with its corners in order: left, bottom, right, top."""
    return as_rectangle(entry(holder, key))


def as_rectangle(value: Any) -> tuple[float, float, float, float] | None:
    """Return a rectangle with its corners in order, None for anything else."""
    if not isinstance(value, Array) or len(value) != 4:
        return None
    corners = [as_number(v) for v in value.as_list()]
    if None in corners:
        return None
    a, b, c, d = (c for c in corners if c is not None)
    return min(a, c), min(b, d), max(a, c), max(b, d)


class TooMuchError(Exception):
    """The file goes beyond a limit; the message follows the file's name."""


class UnreadableError(Exception):
    """A stream that cannot be unpacked; the message says why."""


def unpacked(value: Any) -> bytes:
    """Return the decoded bytes of a stream, or of several in a row.

    ``UnreadableError`` tells of one that is broken.
    """
    parts = value.as_list() if isinstance(value, Array) else [value]
    found, size = [], 0
    for part in parts:
        if isinstance(part, Stream):
            try:
                data = part.read_bytes()
            except (pikepdf.PdfError, ValueError, RuntimeError) as error:
                raise UnreadableError(str(error).split(": ")[-1].split("\n")[0][:120]) from None
            found.append(data)
            size += len(data)
            if size > limits.PDF_STREAM_BYTES:  # the same stream again and again
                raise TooMuchError("has a page whose content is larger than what is read")
    return b"\n".join(found)


def stream_bytes(value: Any) -> bytes:
    """Return the decoded bytes of a stream, or of several in a row; b"" if they are broken."""
    try:
        return unpacked(value)
    except UnreadableError:
        return b""


def number_tree(root: Any) -> Iterator[tuple[int, Any]]:
    """Yield the entries of a number tree."""
    for key, value in _tree(root, "/Nums"):
        if isinstance(key, int):
            yield key, value


def name_tree(root: Any) -> Iterator[tuple[bytes, Any]]:
    """Yield the entries of a name tree."""
    for key, value in _tree(root, "/Names"):
        if isinstance(key, String):
            yield bytes(key), value


def _tree(root: Any, leaf: str) -> Iterator[tuple[Any, Any]]:
    seen: set[tuple[int, int]] = set()
    waiting = [root]
    while waiting:
        node = waiting.pop()
        if not isinstance(node, Dictionary):
            continue
        if node.is_indirect:
            if node.objgen in seen:
                continue
            seen.add(node.objgen)
        flat = items(node, leaf)
        yield from zip(flat[::2], flat[1::2], strict=False)
        waiting += reversed(items(node, "/Kids"))
