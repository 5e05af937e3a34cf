"""A PDF in; out, the file that is audited: its pages, packet, structure tree and content."""

import datetime
import io
import logging
import re
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Stream, String

from .. import files, limits
from ..errors import Diagnostic, ReportError
from . import bounds, objects, packet, painting, tree
from .faces import Font
from .packet import Packet
from .painting import Rectangle
from .rules import Standards

_DAY = re.compile(r"(\d{4})-?(\d\d)-?(\d\d)")
_A4 = (0.0, 0.0, 595.0, 842.0)


@contextmanager
def opened(pdf: bytes | Path, *, bounded: bool = True) -> Iterator["Subject"]:
    """Open a file, and close it; libraries write no remarks about it to the screen meanwhile.

    ``ReportError`` tells why it cannot be read. A ``bounded`` file may be anybody's: one that goes
    beyond the limits is refused.
    """
    name = pdf.name if isinstance(pdf, Path) else "the file"
    try:
        data = files.read_bytes(pdf, limits.PDF_BYTES) if isinstance(pdf, Path) else pdf
    except files.FileError as error:
        raise ReportError([error.at(None, name)]) from None
    loggers = [logging.getLogger(library) for library in ("fontTools", "pikepdf")]
    levels = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        subject = Subject(data, name, bounded=bounded)
        with subject.pdf:
            yield subject
    except objects.TooMuchError as error:
        hint = "a file that exhausts its reader is not checked"
        raise ReportError([Diagnostic(f"{name} {error}", hint=hint)]) from None
    finally:
        for logger, level in zip(loggers, levels, strict=True):
            logger.setLevel(level)


class Subject:
    """One PDF that can be opened; everything is read once, when a family first asks for it."""

    def __init__(self, data: bytes, name: str, *, bounded: bool = True) -> None:
        self.data, self.name = data, name
        self.asked = False  # it is held to standards that somebody named
        if bounded:
            bounds.refuse_packed_objects(data)
        self.pdf = _pdf(data, name)
        if bounded:
            bounds.refuse_large(self.pdf)
        self.root: Any = self.pdf.Root
        self.trailer: Any = self.pdf.trailer
        self.language = objects.text(self.root, "/Lang") or ""
        self.pages: list[Any] = _pages(self.pdf, name)
        self.numbers = {page.objgen: number for number, page in enumerate(self.pages, 1)}
        self.packet = self._packet()
        self._fonts = painting.Fonts()
        self._budget = bounds.StepBudget(limits.PDF_OPERATORS + len(data))

    # ---------------------------------------------------------------------- what it says of itself

    def _packet(self) -> Packet | None:
        stream = objects.entry(self.root, "/Metadata")
        return packet.read(objects.stream_bytes(stream)) if stream is not None else None

    def told(self, space: str, local: str) -> str:
        """Return what the packet says, "" if nothing."""
        return self.packet.value(space, local) if self.packet else ""

    @property
    def claims(self) -> Standards:
        """Return what the packet says that the file follows, or else PDF/UA of its version."""
        ua, a = self.told(packet.PDFUA_ID, "part"), self.told(packet.PDFA_ID, "part")
        known = a in ("1", "2", "3", "4")
        level = self.told(packet.PDFA_ID, "conformance").lower() if known else ""
        second = ua == "2" or (not ua and self.pdf.pdf_version.startswith("2"))
        return Standards("ua2" if second else "ua1", f"a{a}" if known else "", level)

    @property
    def conformance(self) -> tuple[str, ...]:
        """Return what the file says of itself, as it is called: "PDF/A-3a", "PDF/UA-1"."""
        a, level = (
            self.told(packet.PDFA_ID, "part"),
            self.told(packet.PDFA_ID, "conformance").lower(),
        )
        ua = self.told(packet.PDFUA_ID, "part")
        return (*([f"PDF/A-{a}{level}"] if a else []), *([f"PDF/UA-{ua}"] if ua else []))

    @property
    def title(self) -> str:
        """Return the title in the packet, or else in Info, or else the file's name."""
        return self.told(packet.DC, "title") or objects.text(self.info, "/Title") or self.name

    @property
    def authors(self) -> tuple[str, ...]:
        """Return who wrote it, as the packet says, or else Info."""
        found = self.packet.properties.get((packet.DC, "creator")) if self.packet else None
        listed = found.values if found else (objects.text(self.info, "/Author") or "",)
        return tuple(name.strip() for name in listed if name.strip())

    @property
    def date(self) -> str:
        """Return the day when it was changed last, or made, YYYY-MM-DD; "" if it does not say."""
        told = self.told(packet.XMP, "ModifyDate") or self.told(packet.XMP, "CreateDate")
        info = objects.text(self.info, "/ModDate") or objects.text(self.info, "/CreationDate") or ""
        match = _DAY.match(told) or _DAY.match(info.removeprefix("D:"))
        try:
            return datetime.date(*map(int, match.groups())).isoformat() if match else ""
        except ValueError:
            return ""

    @property
    def info(self) -> Any:
        """Return the Info dictionary, an empty one without it."""
        return objects.dictionary(self.trailer, "/Info")

    # ----------------------------------------------------------------------------- what it holds

    @cached_property
    def tree(self) -> tree.StructTree:
        """The structure tree; an empty one without tags."""
        return tree.read(self.root, self.numbers)

    @cached_property
    def content(self) -> tuple[painting.PageContent, ...]:
        """What is painted on each page."""
        return tuple(
            painting.read(page, number, self._fonts, self._budget)
            for number, page in enumerate(self.pages, 1)
        )

    @property
    def fonts(self) -> list[Font]:
        """Return the fonts that text is set in; they know which of their codes are shown."""
        return self._fonts.all() if self.content else []

    def spend(self, steps: int) -> None:
        """Count steps of the time that may be spent on what the file paints."""
        self._budget.take(steps)

    def area(self, number: int) -> Rectangle:
        """Return the part of a page that is seen, pages from 1; A4 if the page does not say."""
        page = self.pages[number - 1]
        return objects.rectangle(page, "/CropBox") or objects.rectangle(page, "/MediaBox") or _A4

    @cached_property
    def file_specs(self) -> list[Any]:
        """The specifications of embedded files, wherever they stand, each once."""
        names = objects.entry(self.root, "/Names")
        found = [s for _, s in objects.name_tree(objects.entry(names, "/EmbeddedFiles"))]
        found += objects.items(self.root, "/AF")
        for page in self.pages:
            found += objects.items(page, "/AF")
            found += [objects.entry(a, "/FS") for a in objects.items(page, "/Annots")]
        for element in self.tree.elements:
            if element.associated:
                found += objects.items(element.thing, "/AF")
        specs = [spec for spec in found if isinstance(spec, Dictionary)]
        return list({s.objgen if s.is_indirect else id(s): s for s in specs}.values())

    @cached_property
    def associated(self) -> set[tuple[int, int]]:
        """The objects of all file specifications that are associated with something (AF)."""
        found: list[Any] = []
        for thing in self.pdf.objects:
            if isinstance(thing, Dictionary | Stream) and "/AF" in thing:
                found += objects.items(thing, "/AF")
        return {spec.objgen for spec in found if isinstance(spec, Dictionary)}

    @cached_property
    def bookmarks(self) -> list[Any]:
        """The bookmarks; circles among them end."""
        found: dict[tuple[int, int], Any] = {}
        waiting = [objects.entry(objects.dictionary(self.root, "/Outlines"), "/First")]
        while waiting:
            item = waiting.pop()
            if isinstance(item, Dictionary) and item.objgen not in found:
                found[item.objgen] = item
                waiting += [objects.entry(item, "/Next"), objects.entry(item, "/First")]
        return list(found.values())

    # ----------------------------------------------------------------------------- where it leads

    @cached_property
    def destinations(self) -> dict[bytes, Any]:
        """The named destinations."""
        names = objects.entry(self.root, "/Names")
        found = dict(objects.name_tree(objects.entry(names, "/Dests")))
        for key, value in objects.entries(objects.dictionary(self.root, "/Dests")):
            found[key.encode()] = value
        return found

    def destination(self, thing: Any) -> Any:
        """Return where a link or bookmark leads in the file, an array; None for elsewhere."""
        target = objects.entry(thing, "/Dest")
        if target is None:
            action = objects.dictionary(thing, "/A")
            target = objects.entry(action, "/D") if objects.name(action, "/S") == "GoTo" else None
        if isinstance(target, String):
            target = self.destinations.get(bytes(target))
        elif name := objects.as_name(target):
            target = self.destinations.get(name.encode())
        if isinstance(target, Dictionary):
            target = objects.entry(target, "/D")
        return target if isinstance(target, Array) and len(target) else None

    def place(self, thing: Any) -> tuple[int, float | None] | None:
        """Return page and height where a link or bookmark leads, None for no page of this file."""
        target = self.destination(thing)
        if target is None:
            return None
        page = target[0]
        number = self.numbers.get(page.objgen) if isinstance(page, Dictionary) else None
        if number is None:
            return self._place_of_element(page)
        kind = objects.as_name(target[1]) if len(target) > 1 else ""
        at = {"XYZ": 3, "FitH": 2, "FitBH": 2}.get(kind, 99)
        return number, objects.as_number(target[at]) if len(target) > at else None

    def _place_of_element(self, thing: Any) -> tuple[int, float | None] | None:
        """Return the page of an element: destinations of PDF 2.0 may lead to one."""
        element = self.tree.by_key.get(thing.objgen) if isinstance(thing, Dictionary) else None
        return (element.page or 1, None) if element else None

    def leads(self, thing: Any) -> bool:
        """Whether a link or bookmark leads to a page of this file, or has another action."""
        action = objects.name(objects.dictionary(thing, "/A"), "/S")
        if action and action != "GoTo":
            return True
        return self.place(thing) is not None


def _pdf(data: bytes, name: str) -> pikepdf.Pdf:
    if not data:
        raise ReportError([Diagnostic(f"{name} is empty")])
    if b"%PDF-" not in data[:4096]:
        raise ReportError([Diagnostic(f"{name} is not a PDF: {_instead(data)}")])
    try:
        return pikepdf.open(io.BytesIO(data), suppress_warnings=True)
    except pikepdf.PasswordError:
        hint = (
            "a file that opens with a password alone can be neither read by everybody nor archived"
        )
        raise ReportError([Diagnostic(f"{name} is encrypted with a password", hint=hint)]) from None
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        told = f"{name} cannot be read as a PDF: {_short(error)}"
        raise ReportError([Diagnostic(told, hint=_cut(data))]) from None


def _pages(pdf: pikepdf.Pdf, name: str) -> list[Any]:
    try:
        return [page.obj for page in pdf.pages]
    except (pikepdf.PdfError, ValueError, RuntimeError) as error:
        told = f"{name} has no pages that can be read: {_short(error)}"
        raise ReportError([Diagnostic(told)]) from None


def _cut(data: bytes) -> str | None:
    whole = b"%%EOF" in data[-2048:]
    return None if whole else "its end is missing: it may not have been copied whole"


def _instead(data: bytes) -> str:
    """Say what a file is that does not begin as a PDF does."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "it is text in UTF-16"
    for start, kind in _KINDS.items():
        if data.startswith(start):
            return f"it is {kind}"
    if not data.strip(b"\x00 \t\r\n"):
        return "it holds nothing but blanks"
    try:
        data[:4096].decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(data[:4096]) - 3:
            return "it does not begin with %PDF-"
    return "it is text"


_KINDS = {
    b"PK\x03\x04": "a ZIP archive, as DOCX and EPUB files are",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"%!PS": "PostScript",
    b"{\\rtf": "RTF",
    b"<!DOCTYPE": "HTML",
    b"<html": "HTML",
}


def _short(error: Exception) -> str:
    return str(error).split(": ")[-1]
