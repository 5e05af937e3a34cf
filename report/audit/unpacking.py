"""A stream of a PDF comes in; how large it is when it is unpacked goes out, without holding it.

Of what no limit allows an error comes out, after no more work than the packed bytes ask for.
"""

import re
import zlib
from base64 import a85decode
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import pikepdf

from .. import limits
from . import objects
from .objects import TooMuchError

_CHUNK = 65_536
_WIDEST = 1500  # times that any of the codes may widen what it is given
_SMALL = 1_000_000  # bytes that are looked through, however they came about

_Chunks = Iterable[bytes]


def size(stream: Any) -> tuple[int, int]:
    """Return the bytes of a stream, packed and unpacked; those of a picture's own code stay so.

    ``TooMuchError`` if it is larger than one may be.
    """
    filters = [objects.as_name(name) for name in objects.items(stream, "/Filter")]
    try:
        raw = memoryview(stream.get_raw_stream_buffer())
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return 0, 0  # it cannot be read, and is not
    chunks: _Chunks = _parts(raw)
    for place, name in enumerate(filters):
        if name in _COUNTED:
            widening = _WIDEST ** len(_WIDENING.intersection(filters[place + 1 :]))
            data = _held(chunks, max(len(raw), _SMALL))
            return len(raw), _within(part * widening for part in _COUNTED[name](data))
        if name not in _DECODED:
            break
        chunks = _DECODED[name](chunks)
    return len(raw), _within(map(len, chunks))


def refuse_inflated(packed: memoryview) -> None:
    """Refuse deflated bytes that are larger than a stream may be."""
    _within(map(len, _inflated(_parts(packed))))


def _within(parts: Iterable[int]) -> int:
    total = 0
    for part in parts:
        total += part
        if total > limits.PDF_STREAM_BYTES:
            most = limits.PDF_STREAM_BYTES // 1_000_000
            raise TooMuchError(f"has a stream that is larger than {most} MB when it is unpacked")
    return total


def _held(chunks: _Chunks, most: int) -> bytes:
    """Return all of what a code is given; one that another code has widened is refused."""
    data = bytearray()
    for chunk in chunks:
        data += chunk
        if len(data) > most:
            raise TooMuchError("has a stream that is packed several times over")
    return bytes(data)


def _parts(view: memoryview) -> Iterator[bytes]:
    for start in range(0, len(view), _CHUNK):
        yield bytes(view[start : start + _CHUNK])


def _inflated(chunks: _Chunks) -> Iterator[bytes]:
    """Yield what a deflated stream holds, piece by piece; it ends where the packing is broken."""
    unpacker = zlib.decompressobj()
    try:
        for chunk in chunks:
            rest = chunk
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, _CHUNK)
                rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return
    except zlib.error:
        return


def _from_hex(chunks: _Chunks) -> Iterator[bytes]:
    left = b""
    for chunk in chunks:
        digits = left + re.sub(rb"[^0-9A-Fa-f]", b"", chunk)
        whole = len(digits) // 2 * 2
        yield bytes.fromhex(digits[:whole].decode())
        left = digits[whole:]


def _from_85(chunks: _Chunks) -> Iterator[bytes]:
    left = b""
    for chunk in chunks:
        letters = left + re.sub(rb"[^!-u]", b"", chunk.replace(b"z", b"!!!!!"))
        whole = len(letters) // 5 * 5
        try:
            yield a85decode(letters[:whole])
        except ValueError:
            return
        left = letters[whole:]


def _run_lengths(data: bytes) -> Iterator[int]:
    """Yield the lengths of what runs stand for (ISO 32000-2, 7.4.5)."""
    at = 0
    while at < len(data) and (length := data[at]) != 128:
        yield length + 1 if length < 128 else 257 - length
        at += length + 2 if length < 128 else 2


def _lzw_lengths(data: bytes) -> Iterator[int]:
    """Yield the lengths of what the codes of LZW stand for (ISO 32000-2, 7.4.4)."""
    lengths = [1] * 258
    before = bits = held = 0
    width = 9
    for byte in data:
        held, bits = held << 8 | byte, bits + 8
        if bits < width:
            continue
        bits -= width
        code, held = held >> bits, held & (1 << bits) - 1
        if code == 256:
            del lengths[258:]
            before, width = 0, 9
            continue
        if code == 257 or code > len(lengths):
            return
        if before and len(lengths) < 4096:
            lengths.append(before + 1)
        if code >= len(lengths):
            return
        before = lengths[code]
        yield before
        if len(lengths) >= (1 << width) - 1 and width < 12:
            width += 1


_DECODED: dict[str, Callable[[_Chunks], Iterator[bytes]]] = {
    **dict.fromkeys(("FlateDecode", "Fl"), _inflated),
    **dict.fromkeys(("ASCIIHexDecode", "AHx"), _from_hex),
    **dict.fromkeys(("ASCII85Decode", "A85"), _from_85),
}
_COUNTED: dict[str, Callable[[bytes], Iterator[int]]] = {
    **dict.fromkeys(("LZWDecode", "LZW"), _lzw_lengths),
    **dict.fromkeys(("RunLengthDecode", "RL"), _run_lengths),
}
_WIDENING = {*_COUNTED, "FlateDecode", "Fl"}
