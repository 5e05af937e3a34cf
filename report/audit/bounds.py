"""A PDF that may be anybody's in; an error out where it would exhaust its reader."""

import re
from collections import Counter
from collections.abc import Iterable
from typing import Any

import pikepdf
from pikepdf import Dictionary, Stream

from .. import limits
from . import objects, unpacking
from .objects import TooMuchError

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
            unpacking.refuse_inflated(memoryview(data)[start.end() :])


def refuse_large(pdf: pikepdf.Pdf) -> None:
    """Refuse a file with too many objects, or whose streams are too large when unpacked."""
    if len(pdf.objects) > limits.PDF_OBJECTS:
        raise TooMuchError(
            f"has {len(pdf.objects):,} objects, at most {limits.PDF_OBJECTS:,} are read"
        )
    sizes: dict[tuple[int, int], tuple[int, int]] = {}
    shown: Counter[tuple[int, int]] = Counter()  # what several pages share counts for each
    for thing in pdf.objects:
        if isinstance(thing, Stream):
            sizes[thing.objgen] = unpacking.size(thing)
        else:
            content = objects.items(thing, "/Contents") if isinstance(thing, Dictionary) else []
            shown.update(stream.objgen for stream in content if isinstance(stream, Stream))
    most = limits.PDF_CONTENT_BYTES + sum(10 * sizes[key][0] for key in shown)
    if sum(times * sizes[key][1] for key, times in shown.items()) > most:
        most = limits.PDF_CONTENT_BYTES // 1_000_000
        raise TooMuchError(f"has pages whose content is larger than {most} MB when it is unpacked")


def refuse_tangled_files(pdf: pikepdf.Pdf) -> None:
    """Refuse a file whose list of attachments comes back to itself: qpdf follows each way."""
    seen: set[tuple[int, int]] = set()
    waiting = [objects.entry(objects.entry(pdf.Root, "/Names"), "/EmbeddedFiles")]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Dictionary) and node.is_indirect:
            if node.objgen in seen:
                raise TooMuchError("lists its attachments in a circle")
            seen.add(node.objgen)
        waiting += objects.items(node, "/Kids")


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
