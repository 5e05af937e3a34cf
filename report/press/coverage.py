"""A font file comes in; out, the characters that it draws, without a library for fonts.

A build that finds everything kept needs to know this, and nothing else of a font.
"""

import struct
import sys
from functools import lru_cache
from pathlib import Path

_FULL = ((3, 10), (0, 6), (0, 4))  # platform and encoding of tables with every plane
_BASIC = ((3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
_SEGMENTS, _GROUPS = 4, 12  # formats of a table (OpenType specification, `cmap`)


@lru_cache(maxsize=256)
def characters(path: Path, digest: str = "") -> frozenset[str]:
    """Return what the character map of a font file leads to a glyph; none of a damaged file.

    A file that may change in the life of this process is named with its digest.
    """
    try:
        table = _table(path, b"cmap")
        found = {
            struct.unpack(">HH", table[at : at + 4]): struct.unpack(">I", table[at + 4 : at + 8])[0]
            for at in range(4, 4 + 8 * struct.unpack(">H", table[2:4])[0], 8)
        }
        offset = next(found[key] for key in (*_FULL, *_BASIC) if key in found)
        part = table[offset:]
        form = struct.unpack(">H", part[:2])[0]
        return frozenset(_groups(part) if form == _GROUPS else _segments(part))
    except (OSError, struct.error, StopIteration, IndexError, ValueError):
        return frozenset()


def _table(path: Path, tag: bytes) -> bytes:
    with path.open("rb") as file:
        count = struct.unpack(">H", file.read(12)[4:6])[0]
        for _ in range(count):
            name, _, start, length = struct.unpack(">4sIII", file.read(16))
            if name == tag:
                file.seek(start)
                return file.read(length)
    raise ValueError(f"no table {tag!r}")


def _groups(part: bytes) -> list[str]:
    count = struct.unpack(">I", part[12:16])[0]
    found: list[str] = []
    if (
        sum(
            max(last - first, 0)
            for first, last, _ in struct.iter_unpack(">III", part[16 : 16 + 12 * count])
        )
        > sys.maxunicode
    ):
        raise ValueError("more characters than there are")
    for first, last, glyph in struct.iter_unpack(">III", part[16 : 16 + 12 * count]):
        found += map(chr, range(first if glyph else first + 1, last + 1))
    return found


def _segments(part: bytes) -> list[str]:
    if struct.unpack(">H", part[:2])[0] != _SEGMENTS:
        raise ValueError("a form of character map that is not read")
    double = struct.unpack(">H", part[6:8])[0]
    columns = [
        struct.unpack(f">{double // 2}H", part[at : at + double])
        for at in (14, 16 + double, 16 + 2 * double, 16 + 3 * double)
    ]
    found: list[str] = []
    for number, (last, first, delta, way) in enumerate(zip(*columns, strict=True)):
        for code in range(first, min(last, 0xFFFE) + 1):
            glyph = code
            if way:
                at = 16 + 3 * double + 2 * number + way + 2 * (code - first)
                glyph = struct.unpack(">H", part[at : at + 2])[0]
                if not glyph:
                    continue
            if (glyph + delta) & 0xFFFF:
                found.append(chr(code))
    return found
