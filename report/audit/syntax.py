"""The bytes of a file that claims PDF/A in; out, where they are not written as an archive asks.

Whatever opens a file mends such slips and says nothing of them, so the bytes are read here, once,
from the first to the last. Of objects that a file has several times the last counts.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pikepdf

from .findings import Hit
from .rules import Standards
from .subject import Subject

_OBJECT = re.compile(
    rb"(?<![\w.+-])(\d{1,10})([\0\t\n\f\r ]+)(\d{1,5})([\0\t\n\f\r ]+)obj(?![a-z])"
)
_END = re.compile(rb"(?<![A-Za-z])(stream|endobj)(?![A-Za-z])")
_LENGTH = re.compile(rb"/Length[\0\t\n\f\r ]+(\d+)(?:[\0\t\n\f\r ]+(\d+)[\0\t\n\f\r ]+R)?")
_EOL = re.compile(rb"\r\n|\n|\r")
_TABLE = re.compile(rb"(?<![a-z])xref(?=[\0\t\n\f\r ]*\d)")
_SOUND_TABLE = re.compile(rb"xref(?:\r\n|\n|\r)\d+ \d+ ?(?:\r\n|\n|\r)")
_STRINGS = re.compile(rb"\((?:[^()\\]|\\.)*+\)|%[^\r\n]*+|<<|>>|<([^<>]*)>", re.S)
_BLANK = b"\0\t\n\f\r "
_EOLS = b"\r\n"
SHOWN = 3
"""Objects that a message names."""


@dataclass(slots=True)
class WrittenObject:
    """An object as it is written: what is wrong with its words, its stream and its strings."""

    generation: int
    spacing: bool = False
    length: bool = False
    end_of_line: bool = False
    odd_digits: bool = False
    no_digits: bool = False


FAULTS = (
    ("spacing", "A spacing", "its number, obj or endobj is not set apart as it has to be"),
    ("length", "A stream", "its stream is not as long as it says (Length)"),
    ("end_of_line", "A stream", "no end of line stands before endstream, or after stream"),
    ("odd_digits", "A hex", "a hexadecimal string has an odd number of digits"),
    ("no_digits", "A hex", "a hexadecimal string has characters that are not digits"),
)


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong, each fault with the first objects that have it."""
    if held.a not in ("a2", "a3", "a4") or "/Encrypt" in subject.trailer:
        return
    found = _objects(subject)
    for attribute, rule, told in FAULTS:
        if attribute == "end_of_line" and held.a == "a4":
            continue  # ISO 19005-4 leaves it to ISO 32000-2, which advises it alone
        numbers = [
            number
            for number, one in found.items()
            if getattr(one, attribute) and _used(subject.pdf, number, one)
        ]
        if numbers:
            shown = ", ".join(map(str, numbers[:SHOWN])) + (" …" if len(numbers) > SHOWN else "")
            word = "object" if len(numbers) == 1 else f"{len(numbers):,} objects:"
            yield Hit(rule, f"{told} ({word} {shown})")
    for page in subject.content:
        for told in sorted(page.hexadecimal):
            yield Hit("A hex", told, page.number)
    for table in _TABLE.finditer(subject.data):
        if not _SOUND_TABLE.match(subject.data, table.start()):
            yield Hit("A xref", "the keyword xref, or what follows it, is not set in lines")


def _used(pdf: pikepdf.Pdf, number: int, one: WrittenObject) -> bool:
    """Whether the table of objects has it: what was deleted may lie in the file still."""
    try:
        return pdf.get_object((number, one.generation)) is not None
    except (ValueError, OverflowError, pikepdf.PdfError):
        return False


def _objects(subject: Subject) -> dict[int, WrittenObject]:
    data, found, position = subject.data, dict[int, WrittenObject](), 0
    while start := _OBJECT.search(data, position):
        number = int(start[1])
        one = found[number] = WrittenObject(int(start[3]))
        one.spacing = (
            (start.start() > 0 and data[start.start() - 1] not in _EOLS)
            or start[2] != b" "
            or start[4] != b" "
            or data[start.end() : start.end() + 1] not in (b"\r", b"\n")
        )
        end = _ending(data, start.end())
        if end is None:
            break
        _strings(one, data[start.end() : end.start()])
        position = end.end()
        if end[1] == b"stream":
            length = _length(subject.pdf, data[start.end() : end.start()])
            position = _stream(one, data, end.end(), length)
            close = _END.search(data, position)
            if close is None or close[1] != b"endobj":
                continue
            end, position = close, close.end()
        one.spacing = one.spacing or not _ended(data, end)
    return found


def _ending(data: bytes, start: int) -> re.Match[bytes] | None:
    """Return the word that ends an object, or begins its stream; in a text it is neither."""
    end = _END.search(data, start)
    while end is not None and end[1] == b"stream":
        before = data[max(start, end.start() - 16) : end.start()].rstrip(_BLANK)
        if before.endswith(b">>"):
            break
        end = _END.search(data, end.end())
    return end


def _ended(data: bytes, end: re.Match[bytes]) -> bool:
    """Whether endobj stands on a line of its own."""
    before, after = data[end.start() - 1 : end.start()], data[end.end() : end.end() + 1]
    return before in (b"\r", b"\n") and after in (b"\r", b"\n", b"")


def _length(pdf: pikepdf.Pdf, dictionary: bytes) -> int | None:
    told = _LENGTH.search(dictionary)
    if told is None:
        return None
    if told[2] is None:
        return int(told[1])
    try:
        value: Any = pdf.get_object((int(told[1]), int(told[2])))
    except (ValueError, OverflowError, pikepdf.PdfError):
        return None
    return value if isinstance(value, int) else None


def _stream(one: WrittenObject, data: bytes, start: int, length: int | None) -> int:
    """Look at a stream that begins after the word; return where it has ended."""
    if data[start : start + 2] == b"\r\n":
        begin = start + 2
    elif data[start : start + 1] == b"\n":
        begin = start + 1
    else:
        one.end_of_line = True
        begin = start + (data[start : start + 1] == b"\r")
    if length is not None and begin + length <= len(data):
        end = begin + length
        eol = _EOL.match(data, end)
        word = eol.end() if eol else end
        if data.startswith(b"endstream", word):
            one.end_of_line = one.end_of_line or (eol is None)
            return word + 9
    one.length = True
    word = data.find(b"endstream", begin)
    if word < 0:
        return len(data)
    one.end_of_line = one.end_of_line or data[word - 1 : word] not in (b"\r", b"\n")
    return word + 9


def _strings(one: WrittenObject, text: bytes) -> None:
    for match in _STRINGS.finditer(text):
        if match[1] is not None:
            digits = match[1].translate(None, _BLANK)
            one.no_digits = one.no_digits or bool(digits.translate(None, b"0123456789abcdefABCDEF"))
            one.odd_digits = one.odd_digits or len(digits) % 2 == 1
