"""A laid-out section: a small PDF without fonts, and what assembly and the gate need to know.

Everything here is plain data, written as JSON and bytes: a fragment may be kept between builds,
and a pickle would run code when it is read back.
"""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

from ..errors import Diagnostic
from .conformance import Conformance
from .slabs import Slab

FORMAT = 5
"""Part of every fragment's key: raise it when a fragment written before would be read wrongly."""

Align = Literal["left", "right", "center"]
OverrunPlace = Literal["page", "cell", "row", "head", "over", "broken"]
RunKind = Literal["text", "margin", "drawing", "generated"]


@dataclass(frozen=True, slots=True)
class FontUse:
    """One font as one fragment uses it.

    ``face`` is the digest of the font file and ``location`` the point of its design space that was
    asked for; the two together say which static font is meant, whatever the fragment calls it.
    """

    name: str  # the resource name in the content streams
    family: str
    face: str
    index: int
    location: tuple[tuple[str, float], ...]
    weight: int
    italic: bool
    ascent: int  # this and the next in 1/1000 em
    descent: int
    flags: int
    widths: Mapping[int, int]  # code -> advance in 1/1000 em
    text: Mapping[int, str]  # code -> what it stands for
    glyphs: Mapping[int, int]  # code -> glyph, where that is another number


@dataclass(frozen=True, slots=True)
class LateNumber:
    """A page number that only assembly knows; it stands alone in one content stream of its page."""

    page: int
    stream: int
    target: str  # the id whose page is meant, "" for the page itself
    font: str
    size: float
    features: tuple[tuple[str, int], ...]  # the OpenType features that the digits are set with
    x: float
    width: float
    align: Align
    template: tuple[str, str, str]  # before the x of Tm, between x and the string, after the string


@dataclass(frozen=True, slots=True)
class PagePlace:
    """A point on a page of the fragment, pages from 0, in PDF units from the lower left."""

    page: int
    x: float
    y: float


@dataclass(frozen=True, slots=True)
class Bookmark:
    """An entry of the outline."""

    level: int
    label: str
    place: PagePlace


@dataclass(frozen=True, slots=True)
class NoteCall:
    """Where a call of a note fell."""

    id: str
    note: str
    page: int


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text printed on a page, with its block (a ``data-block`` path) and note, "" for none.

    ``margin`` is a running head or foot, ``drawing`` text of an SVG, ``generated`` text that a
    style sheet put in; none of the three is text of the HTML.
    """

    kind: RunKind
    block: str
    note: str
    text: str


@dataclass(frozen=True, slots=True)
class Overrun:
    """Text that runs off its page, out of its cell, over a head beside it or over other words.

    Or a row that is parted, or a word that is broken in its cell.
    """

    place: OverrunPlace
    block: str
    text: str


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """What stands on a page; depths in CSS pixels."""

    text_depth: float  # of the area that text and notes share
    note_depth: float
    runs: tuple[TextRun, ...]
    overruns: tuple[Overrun, ...] = ()
    used: float = 0.0  # of the area, without notes: down to the last line or drawing
    above_notes: float = 0.0  # of their depth: the space and the rule above them
    slabs: tuple[Slab, ...] = ()


FRONT = "front-matter"
"""The id of a section whose pages stand before page 1."""


@dataclass(frozen=True, slots=True)
class Fragment:
    """One laid-out section, ready for assembly."""

    pdf: bytes
    conformance: Conformance
    language: str
    pages: tuple[PrintedPage, ...]
    fonts: tuple[FontUse, ...]
    late: tuple[LateNumber, ...]
    anchors: Mapping[str, PagePlace]
    titles: Mapping[str, str]  # id -> what a link to it tells; lost notes have one, and no anchor
    bookmarks: tuple[Bookmark, ...]
    calls: tuple[NoteCall, ...]
    warnings: tuple[Diagnostic, ...]

    @property
    def front(self) -> int:
        """How many of its pages are front matter, which the numbers of pages do not count."""
        return len(self.pages) if FRONT in self.anchors else 0

    def to_bytes(self) -> bytes:
        """Write the fragment as a line of JSON followed by its PDF."""
        data = asdict(self)
        data.pop("pdf")
        data["conformance"] = self.conformance.value
        data["warnings"] = [_line(w) for w in self.warnings]
        head = json.dumps(data, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
        return head.encode() + b"\n" + self.pdf


def _line(warning: Diagnostic) -> tuple[str, str | None]:
    """Keep a warning with its place, but without the folders of this machine."""
    span = warning.span
    place = f"{span.path.name}:{span.line}:{span.column}: " if span else ""
    return f"{place}{warning.message}", warning.hint


def from_bytes(data: bytes) -> Fragment:
    """Read what ``Fragment.to_bytes`` wrote; ``ValueError`` or ``KeyError`` if it is not that."""
    head, _, pdf = data.partition(b"\n")
    found = json.loads(head)
    return Fragment(
        pdf=pdf,
        conformance=Conformance(found["conformance"]),
        language=found["language"],
        pages=tuple(
            PrintedPage(
                p["text_depth"],
                p["note_depth"],
                tuple(TextRun(**run) for run in p["runs"]),
                tuple(Overrun(**overrun) for overrun in p["overruns"]),
                p["used"],
                p["above_notes"],
                tuple(Slab(*slab) for slab in p["slabs"]),
            )
            for p in found["pages"]
        ),
        fonts=tuple(_font(font) for font in found["fonts"]),
        late=tuple(_late(late) for late in found["late"]),
        anchors={name: PagePlace(**place) for name, place in found["anchors"].items()},
        titles=found["titles"],
        bookmarks=tuple(
            Bookmark(b["level"], b["label"], PagePlace(**b["place"])) for b in found["bookmarks"]
        ),
        calls=tuple(NoteCall(**call) for call in found["calls"]),
        warnings=tuple(Diagnostic(message, hint=hint) for message, hint in found["warnings"]),
    )


def _font(data: dict[str, Any]) -> FontUse:
    """JSON has neither tuples nor numbers as keys."""
    return FontUse(
        **{
            **data,
            "location": tuple((tag, value) for tag, value in data["location"]),
            "widths": {int(code): width for code, width in data["widths"].items()},
            "text": {int(code): text for code, text in data["text"].items()},
            "glyphs": {int(code): glyph for code, glyph in data["glyphs"].items()},
        }
    )


def _late(data: dict[str, Any]) -> LateNumber:
    before, between, after = data["template"]
    features = tuple((tag, value) for tag, value in data["features"])
    return LateNumber(**{**data, "features": features, "template": (before, between, after)})
