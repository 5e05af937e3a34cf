"""The bytes of a Word file come in; out, what a reader gets of it.

Nothing of the writer is used: the file is opened and read as any other program would.
"""

import io
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from .ooxml import clark

_P, _T, _R, _TBL = (clark(f"w:{name}") for name in ("p", "t", "r", "tbl"))
_FIELD, _KIND = clark("w:fldChar"), clark("w:fldCharType")
_NOTE, _REFERENCE = clark("w:footnote"), clark("w:footnoteReference")
_ID, _NAME, _ANCHOR = clark("w:id"), clark("w:name"), clark("w:anchor")
_LINK, _BOOKMARK = clark("w:hyperlink"), clark("w:bookmarkStart")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What a file says: its words in order, its footnotes in the order of their calls.

    ``silent`` counts pictures that have neither words nor are declared decoration, ``dead`` are
    links to no place of the file.
    """

    words: tuple[str, ...]
    notes: tuple[tuple[str, ...], ...]
    tables: int
    pictures: int
    silent: int
    dead: tuple[str, ...]


def read(data: bytes) -> ReadFile:
    """Read a file."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        body = _parsed(file.read("word/document.xml"))
        footnotes = _parsed(file.read("word/footnotes.xml"))
    notes = {note.get(_ID): tuple(_words(note)) for note in footnotes.iter(_NOTE)}
    called = [reference.get(_ID) for reference in body.iter(_REFERENCE)]
    shown = [e for part in (body, footnotes) for e in part.iter(clark("wp:docPr"))]
    places = {e.get(_NAME) for e in body.iter(_BOOKMARK)}
    links = [e.get(_ANCHOR) for part in (body, footnotes) for e in part.iter(_LINK)]
    return ReadFile(
        tuple(_words(body)),
        tuple(notes.get(name, ()) for name in called),
        sum(1 for _ in body.iter(_TBL)),
        len(shown),
        sum(1 for e in shown if not e.get("descr") and not len(e)),
        tuple(name for name in links if name and name not in places),
    )


def _parsed(data: bytes) -> Element:
    return ET.fromstring(data)  # noqa: S314  (the file was written a moment ago, by us)


def _words(part: Element) -> list[str]:
    return "".join(_texts(part)).split()


def _texts(part: Element) -> Iterator[str]:
    """Yield what is said, without the marks of notes: a number that a field prints too."""
    depth = 0
    for element in part.iter():
        if element.tag == _P:
            yield " "
        elif element.tag == _FIELD:
            depth += {"begin": 1, "end": -1}.get(element.get(_KIND, ""), 0)
        elif element.tag == _R and not depth and not _is_mark(element):
            yield from _of_run(element)


def _is_mark(run: Element) -> bool:
    style = run.find(f"{clark('w:rPr')}/{clark('w:rStyle')}")
    return style is not None and style.get(clark("w:val")) == "FootnoteReference"


def _of_run(run: Element) -> Iterator[str]:
    for element in run:
        if element.tag == _T:
            yield element.text or ""
        elif element.tag in (clark("w:br"), clark("w:tab")):
            yield " "
