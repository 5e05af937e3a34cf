"""CMap streams in; which code stands for which CID or characters, out."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from pikepdf import Stream

from . import objects

_STEMS = (
    "Identity", "GB-EUC", "GBpc-EUC", "GBK-EUC", "GBKp-EUC", "GBK2K", "UniGB-UCS2", "UniGB-UTF16",
    "B5pc", "HKscs-B5", "ETen-B5", "ETenms-B5", "CNS-EUC", "UniCNS-UCS2", "UniCNS-UTF16",
    "83pv-RKSJ", "90ms-RKSJ", "90msp-RKSJ", "90pv-RKSJ", "Add-RKSJ", "EUC", "Ext-RKSJ",
    "UniJIS-UCS2", "UniJIS-UCS2-HW", "UniJIS-UTF16", "KSC-EUC", "KSCms-UHC", "KSCms-UHC-HW",
    "KSCpc-EUC", "UniKS-UCS2", "UniKS-UTF16",
)  # fmt: skip
PREDEFINED = frozenset(f"{stem}-{way}" for stem in _STEMS for way in ("H", "V")) | {"H", "V"}
"""The CMaps that every reader has: ISO 32000-1, 9.7.5.2, Table 118."""

_SECTION = re.compile(rb"begin(bfchar|bfrange|cidchar|cidrange|codespacerange)(.*?)end\1", re.S)
_ITEM = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])|(-?\d+)")
_USED = re.compile(rb"/([^\s/<>\[\]()]+)\s+usecmap")
_WRITING = re.compile(rb"/WMode\s+(\d)")

MANY = 70_000
"""Codes that one range may have: more are damage, and would fill the memory."""


@dataclass(frozen=True, slots=True)
class CMap:
    """An embedded CMap: ``lengths`` are the numbers of bytes that its codes have."""

    name: str
    cids: Mapping[int, int] = field(default_factory=dict)
    lengths: tuple[int, ...] = (2,)
    uses: str = ""
    writing: int = 0
    told_writing: int = 0  # by the dictionary of the stream
    system: tuple[str, str, int] | None = None


def to_unicode(data: bytes) -> dict[int, str]:
    """Return what each code stands for."""
    found: dict[int, str] = {}
    for kind, items in _sections(data):
        if kind == b"bfchar":
            for code, text in zip(items[::2], items[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(text, bytes):
                    found[_number(code)] = _text(text)
        elif kind == b"bfrange":
            for first, last, target in zip(items[::3], items[1::3], items[2::3], strict=False):
                if isinstance(first, bytes) and isinstance(last, bytes):
                    found.update(_range(_number(first), _number(last), target))
    return found


def embedded(stream: Stream) -> CMap:
    """Read an embedded CMap."""
    data = objects.stream_bytes(stream)
    cids: dict[int, int] = {}
    lengths: set[int] = set()
    for kind, items in _sections(data):
        if kind == b"cidchar":
            for code, cid in zip(items[::2], items[1::2], strict=False):
                if isinstance(code, bytes) and isinstance(cid, int):
                    cids[_number(code)] = cid
        elif kind == b"cidrange":
            for first, last, cid in zip(items[::3], items[1::3], items[2::3], strict=False):
                if isinstance(first, bytes) and isinstance(last, bytes) and isinstance(cid, int):
                    start, end = _number(first), _number(last)
                    cids.update((start + i, cid + i) for i in range(min(end - start + 1, MANY)))
        elif kind == b"codespacerange":
            lengths |= {len(code) for code in items if isinstance(code, bytes)}
    used, writing = _USED.search(data), _WRITING.search(data)
    return CMap(
        name=objects.name(stream, "/CMapName"),
        cids=cids,
        lengths=tuple(sorted(lengths)) or (2,),
        uses=_used(stream, used),
        writing=int(writing[1]) if writing else 0,
        told_writing=objects.integer(stream, "/WMode") or 0,
        system=system(objects.dictionary(stream, "/CIDSystemInfo")),
    )


def system(info: Any) -> tuple[str, str, int] | None:
    """Return registry, ordering and supplement of a character collection."""
    registry, ordering = objects.text(info, "/Registry"), objects.text(info, "/Ordering")
    if registry is None or ordering is None:
        return None
    return registry, ordering, objects.integer(info, "/Supplement") or 0


def _used(stream: Stream, match: re.Match[bytes] | None) -> str:
    told = objects.entry(stream, "/UseCMap")
    if isinstance(told, Stream):
        return objects.name(told, "/CMapName")
    return objects.as_name(told) or (match[1].decode("latin-1") if match else "")


def _sections(data: bytes) -> Iterator[tuple[bytes, list[Any]]]:
    for section in _SECTION.finditer(data):
        yield section[1], _items(section[2])


def _items(data: bytes) -> list[Any]:
    """Return codes as bytes, numbers as int, and what stands in brackets as a list."""
    found: list[Any] = []
    inner: list[Any] | None = None
    for item in _ITEM.finditer(data):
        if item[2]:
            inner = []
        elif item[3]:
            found.append(inner or [])
            inner = None
        else:
            value: bytes | int = int(item[4]) if item[4] else _bytes(item[1])
            (found if inner is None else inner).append(value)
    return found


def _bytes(digits: bytes) -> bytes:
    bare = b"".join(digits.split())
    return bytes.fromhex((bare + b"0" * (len(bare) % 2)).decode("ascii"))


def _number(code: bytes) -> int:
    return int.from_bytes(code, "big")


def _text(raw: bytes) -> str:
    return raw.decode("utf-16-be", "replace") if len(raw) > 1 else raw.decode("latin-1")


def _range(first: int, last: int, target: Any) -> Iterator[tuple[int, str]]:
    count = min(last - first + 1, MANY)
    if isinstance(target, list):
        for code, text in zip(range(first, first + count), target, strict=False):
            if isinstance(text, bytes):
                yield code, _text(text)
    elif isinstance(target, bytes) and target:
        head, start = target[:-2], int.from_bytes(target[-2:], "big")
        for i in range(count):
            value = (start + i) & 0xFFFF
            yield first + i, _text(head + value.to_bytes(2, "big"))
