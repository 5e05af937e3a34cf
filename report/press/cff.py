"""The table of a font with cubic outlines in; out, one in which a code is a glyph's number."""

from itertools import pairwise

_RANGES = b"\2"  # the format of a charset that is ranges with two bytes for their length
_LAST_OPERATOR = 21
_ESCAPE, _SHORT, _LONG, _REAL = 12, 28, 29, 30
_CHARSET, _CHARSTRINGS, _ROS = 15, 17, (_ESCAPE, 30)  # Adobe Technical Note 5176, tables 9 and 10


def numbered_as_glyphs(table: bytes) -> bytes:
    """Return a CFF table whose charset gives each glyph its own number.

    Of a CID-keyed font a reader looks a code up in the charset (ISO 32000-1, 9.7.4.2), and our
    content streams have the numbers of glyphs. One range of format 2 is the whole charset, in five
    bytes, and no charset of a subset is shorter: it is written over, and nothing else moves.
    """
    _, names_end = _index(table, table[2])
    dictionaries, _ = _index(table, names_end)
    top = _dictionary(dictionaries[0])
    if _ROS not in top:
        return table  # its glyphs have names: a code is a glyph's number already
    charstrings = top[_CHARSTRINGS][0]
    count = int.from_bytes(table[charstrings : charstrings + 2], "big")
    at = top[_CHARSET][0]
    charset = _RANGES + (1).to_bytes(2, "big") + (count - 2).to_bytes(2, "big")
    return table[:at] + charset + table[at + len(charset) :]


def _index(table: bytes, at: int) -> tuple[list[bytes], int]:
    """Return the items of an INDEX, and where what follows it begins."""
    count, size = int.from_bytes(table[at : at + 2], "big"), table[at + 2]
    if not count:
        return [], at + 2
    places = range(at + 3, at + 3 + size * (count + 1), size)
    offsets = [int.from_bytes(table[place : place + size], "big") for place in places]
    start = at + 2 + size * (count + 1)
    items = [table[start + a : start + b] for a, b in pairwise(offsets)]
    return items, start + offsets[-1]


def _dictionary(data: bytes) -> dict[int | tuple[int, int], list[int]]:
    """Return the operators of a DICT with their whole numbers; real ones are left out."""
    found: dict[int | tuple[int, int], list[int]] = {}
    numbers: list[int] = []
    at = 0
    while at < len(data):
        first = data[at]
        at += 1
        if first <= _LAST_OPERATOR:
            key: int | tuple[int, int] = first
            if first == _ESCAPE:
                key, at = (_ESCAPE, data[at]), at + 1
            found[key], numbers = numbers, []
        elif first in (_SHORT, _LONG):
            size = 2 if first == _SHORT else 4
            numbers.append(int.from_bytes(data[at : at + size], "big", signed=True))
            at += size
        elif first == _REAL:  # ends with a half byte of ones
            while data[at] & 15 != 15 and data[at] >> 4 != 15:
                at += 1
            at += 1
        elif first <= 246:
            numbers.append(first - 139)
        else:
            sign, base = (1, 247) if first <= 250 else (-1, 251)
            numbers.append(sign * ((first - base) * 256 + data[at] + 108))
            at += 1
    return found
