"""A PDF that may be anybody's in; an error out where it would exhaust its reader."""

import re
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import pikepdf
from pikepdf import Dictionary, Stream

from .. import limits
from . import objects
from .objects import TooMuchError

CHUNK = 65_536
MOST_WIDENING = 1500
"""How many times larger than its packed form a stream of LZW or of runs may be."""

_PACKED = re.compile(rb"/Type\s*/(?:ObjStm|XRef)\b")
_DONE = re.compile(rb"/([^\s/<>\[\](){}%]+)\s+Do\b")
_START = re.compile(rb"stream\r?\n")


class StepBudget:
    """How much may still be done for a file."""

    def __init__(self, steps: int) -> None:
        self._steps = steps

    def take(self, steps: int) -> None:
        """Do so many steps; ``TooMuchError`` when there are none left."""
        self._steps -= steps
        if self._steps < 0:
            raise TooMuchError("paints more than is read: its content is repeated too often")


def refuse_packed_objects(data: bytes) -> None:
    """Refuse a file whose objects are packed too tightly; asked before anything unpacks them."""
    for match in _PACKED.finditer(data):
        start = _START.search(data, match.end(), match.end() + 4096)
        if start is not None:
            packed = memoryview(data)[start.end() :]
            _count(_inflated(_chunks(packed)))


def refuse_large(pdf: pikepdf.Pdf) -> None:
    """Refuse a file with too many objects, or with a stream that is too large when unpacked."""
    if len(pdf.objects) > limits.PDF_OBJECTS:
        raise TooMuchError(
            f"has {len(pdf.objects):,} objects, at most {limits.PDF_OBJECTS:,} are read"
        )
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            _refuse_stream(thing)


def refuse_repeated(pdf: pikepdf.Pdf) -> None:
    """Refuse a file with a page that paints its forms, and the forms in them, too often."""
    known: dict[tuple[int, int], int] = {}
    for page in pdf.pages:
        painted = _painted(objects.items(page.obj, "/Contents"), page.obj, known, 0)
        if painted > limits.PDF_FORM_BYTES:
            raise TooMuchError("paints more than is read: its content is repeated too often")


def _painted(
    contents: Iterable[Any], owner: Any, known: dict[tuple[int, int], int], depth: int
) -> int:
    """Return the bytes of all forms that some content paints, those of repeated ones each time."""
    forms = _forms(owner)
    total = 0
    for content in contents if forms and depth <= limits.PDF_FORM_DEPTH else ():
        for name, times in Counter(_DONE.findall(_content(content))).items():
            if (form := forms.get(name)) is None:
                continue
            if form.objgen not in known:
                known[form.objgen] = 0  # while it is looked into: one that paints itself ends there
                own = len(_content(form))
                known[form.objgen] = own + _painted([form], form, known, depth + 1)
            total += times * known[form.objgen]
    return total


def _forms(owner: Any) -> dict[bytes, Stream]:
    drawn = objects.entry(objects.entry(owner, "/Resources"), "/XObject")
    if not isinstance(drawn, Dictionary):
        return {}
    try:
        return {
            name.removeprefix("/").encode(): form
            for name, form in drawn.items()
            if isinstance(form, Stream) and objects.name(form, "/Subtype") == "Form"
        }
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return {}


def _content(stream: Any) -> bytes:
    try:
        return stream.read_bytes() if isinstance(stream, Stream) else b""
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return b""


def _refuse_stream(stream: Stream) -> None:
    filters = [objects.as_name(name) for name in objects.items(stream, "/Filter")]
    if not filters:
        return
    try:
        raw = stream.get_raw_stream_buffer()
    except (pikepdf.PdfError, ValueError, RuntimeError):
        return  # it cannot be read, and is not
    if {"LZWDecode", "LZW", "RunLengthDecode", "RL"} & set(filters):
        widening = MOST_WIDENING ** (len(filters) - 1) * 64
        if len(raw) * widening > limits.PDF_STREAM_BYTES and len(raw) > 1_000_000:
            _too_large()
    chunks = _chunks(raw)
    for name in filters:
        if name not in ("FlateDecode", "Fl"):
            return
        chunks = _inflated(chunks)
    _count(chunks)


def _chunks(data: "memoryview | pikepdf.Buffer") -> Iterator[bytes]:
    view = memoryview(data)
    for start in range(0, len(view), CHUNK):
        yield bytes(view[start : start + CHUNK])


def _inflated(chunks: Iterable[bytes]) -> Iterator[bytes]:
    """Yield what a packed stream holds, piece by piece; it ends where the packing is broken."""
    unpacker = zlib.decompressobj()
    try:
        for chunk in chunks:
            rest = chunk
            while rest and not unpacker.eof:
                yield unpacker.decompress(rest, CHUNK)
                rest = unpacker.unconsumed_tail
            if unpacker.eof:
                return
    except zlib.error:
        return


def _count(chunks: Iterable[bytes]) -> None:
    size = 0
    for chunk in chunks:
        size += len(chunk)
        if size > limits.PDF_STREAM_BYTES:
            _too_large()


def _too_large() -> None:
    most = limits.PDF_STREAM_BYTES // 1_000_000
    raise TooMuchError(f"has a stream that is larger than {most} MB when it is unpacked")
