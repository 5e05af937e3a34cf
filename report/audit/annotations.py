"""The annotations of all pages in; out, what is wrong with links, notes, fields and the rest."""

import bisect
import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pikepdf import Dictionary

from . import objects
from .findings import Hit
from .painting import Rectangle
from .rules import Standards
from .structure import NOTES
from .subject import Subject
from .tree import ClaimedContent, ClaimedObject, StructElement

HIDDEN = 2
DEEPEST = 32
"""Fields inside each other that are followed."""
MARKUP = {
    "Text", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight",
    "Underline", "Squiggly", "StrikeOut", "Caret", "Stamp", "Ink", "FileAttachment",
    "Redact", "Projection",
}  # fmt: skip
_ADDRESS = re.compile(r"(?:[a-z][a-z0-9+.-]*:(?://)?|www\.)\S+", re.IGNORECASE)
_RAW_ID = re.compile(r"#\S+|[A-Za-z]{1,12}[-_:.]?\d[\w.:-]*|[a-z][a-z0-9]*(?:[-_:][a-z0-9]+)+")


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation with its page and what it stands in."""

    thing: Any
    subtype: str
    page: int
    rect: Rectangle | None
    contents: str
    element: StructElement | None  # what the parent tree says
    has_parent: bool  # the parent tree says something
    seen: bool  # on the page, and not hidden
    action: Any
    place: tuple[int, float | None] | None  # where a link leads in the file


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong with annotations."""
    found = list(annotations(subject))
    yield from _pages(subject, found, held)
    for one in found:
        yield from _any(subject, one, held)
        if one.subtype == "Link":
            yield from _link(subject, one, held)
        if one.subtype == "Widget":
            yield from _field(subject, one)
    yield from _twice(found)
    yield from _notes(subject, found)
    yield from _clips(found)


def annotations(subject: Subject) -> Iterator[Annotation]:
    """Yield the annotations of all pages; pop-ups belong to others, and are left out."""
    tree = subject.tree
    for number, page in enumerate(subject.pages, 1):
        area = subject.area(number)
        for thing in objects.items(page, "/Annots"):
            told = dict(objects.entries(thing))
            subtype = objects.as_name(told.get("Subtype"))
            if not isinstance(thing, Dictionary) or subtype == "Popup":
                continue
            key, flags = objects.as_integer(told.get("StructParent")), told.get("F")
            owner = tree.parents.get(key) if key is not None else None
            element = tree.by_key.get(owner.objgen) if isinstance(owner, Dictionary) else None
            rect = objects.as_rectangle(told.get("Rect"))
            hidden = bool((objects.as_integer(flags) or 0) & HIDDEN)
            yield Annotation(
                thing,
                subtype,
                number,
                rect,
                objects.as_text(told.get("Contents")) or "",
                element,
                owner is not None,
                not hidden and _meet(rect, area),
                told.get("A"),
                subject.place(thing) if subtype == "Link" else None,
            )


def _meet(rect: Rectangle | None, area: Rectangle) -> bool:
    if rect is None:
        return True
    return rect[0] < area[2] and rect[2] > area[0] and rect[1] < area[3] and rect[3] > area[1]


def _pages(subject: Subject, found: list[Annotation], held: Standards) -> Iterator[Hit]:
    wanted = {"S"} if held.ua == "ua1" else {"S", "A", "W"}
    for number in sorted({one.page for one in found}):
        page = subject.pages[number - 1]
        if "Tabs" not in objects.keys(page):
            yield Hit("MH 28-008", "the page has annotations and no Tabs", number)
        elif (told := objects.name(page, "/Tabs")) not in wanted:
            yield Hit("MH 28-009", f"Tabs is {told or 'no name'}, not S", number)


def _any(subject: Subject, one: Annotation, held: Standards) -> Iterator[Hit]:
    role = one.element.role if one.element else ""
    if one.subtype == "TrapNet" and one.seen:
        yield Hit("MH 28-007", "there is an annotation for trapping (TrapNet)", one.page)
    if one.subtype == "PrinterMark":
        if one.has_parent:
            yield Hit("MH 28-017", "a printer's mark stands in the structure", one.page)
        return
    if not one.seen:
        return
    markup = held.ua == "ua1" or one.subtype in MARKUP
    if one.subtype not in ("Widget", "Link") and markup and role != "Annot":
        yield Hit(
            "MH 28-002",
            f"a {one.subtype} annotation stands in {role or 'nothing'}, not in Annot",
            one.page,
        )
    told = one.contents or (one.element.alt if one.element else "")
    if one.subtype not in ("Widget", "Link") and not told:
        yield Hit("MH 28-004", f"a {one.subtype} annotation is not described (Contents)", one.page)
    if one.contents and not subject.language and not (one.element and one.element.spoken_language):
        yield Hit(
            "MH 11-004", f"the Contents of a {one.subtype} annotation is in no language", one.page
        )
    if one.subtype == "FileAttachment":
        spec = objects.dictionary(one.thing, "/FS")
        if not objects.text(spec, "/F") or not objects.text(spec, "/UF"):
            yield Hit("MH 28-016", "an attached file wants both F and UF", one.page)


def _link(subject: Subject, one: Annotation, held: Standards) -> Iterator[Hit]:
    if not one.seen:
        return
    element = one.element
    wanted = {"Link"} if held.ua == "ua1" else {"Link", "Reference"}
    if element is None or element.role not in wanted:
        told = element.role if element else "nothing"
        yield Hit("MH 28-011", f"a link annotation stands in {told}, not in Link", one.page)
    elif not any(isinstance(k, ClaimedObject) and k.key == one.thing.objgen for k in element.kids):
        yield Hit(
            "own parent-tree", "a link annotation has a Link that does not hold it (OBJR)", one.page
        )
    if not one.contents:
        yield Hit("MH 28-012", "a link is not described (Contents)", one.page)
    elif raw := raw_text(one.contents, subject):
        yield Hit("WCAG 2.4.9", f"a link is described by {raw}: {one.contents!r}", one.page)
    if one.place is None and not subject.leads(one.thing):
        yield Hit("own target", f"the link {one.contents!r} leads nowhere", one.page)


def raw_text(text: str, subject: Subject) -> str:
    """Return what kind of raw text a description is, "" if a person can read it."""
    bare = text.strip()
    if not bare.strip("\ufffd\u200b\ufeff"):
        return "nothing that can be read"
    if _ADDRESS.fullmatch(bare):
        return "an address"
    if bare.encode("utf-8", "replace") in subject.destinations or _RAW_ID.fullmatch(bare):
        return "an id"
    return ""


def _field(subject: Subject, one: Annotation) -> Iterator[Hit]:
    if not one.seen:
        return
    role = one.element.role if one.element else ""
    if role != "Form":
        yield Hit("MH 28-010", f"a form field stands in {role or 'nothing'}, not in Form", one.page)
    told = _told(one.thing)
    if told and not subject.language and not (one.element and one.element.spoken_language):
        yield Hit("MH 11-005", "the description of a form field is in no language", one.page)
    alternative = one.element.alt if one.element else None
    if not told and not alternative:
        yield Hit("MH 28-005", "a form field is not described (TU)", one.page)


def _told(widget: Any) -> str:
    """Return what describes a widget's field: TU of the dictionary that names it (T)."""
    field, steps = widget, 0
    while isinstance(field, Dictionary) and steps < DEEPEST:
        if objects.text(field, "/T") is not None:
            return objects.text(field, "/TU") or ""
        field, steps = objects.entry(field, "/Parent"), steps + 1
    return objects.text(widget, "/TU") or ""


def _twice(found: list[Annotation]) -> Iterator[Hit]:
    places: set[tuple[int, Rectangle]] = set()
    for one in found:
        if one.subtype != "Link" or one.rect is None:
            continue
        a, b, c, d = one.rect
        place = one.page, (round(a, 1), round(b, 1), round(c, 1), round(d, 1))
        if place in places:
            yield Hit("own link", "two links lie on one place", one.page)
        places.add(place)


# ----------------------------------------------------------------------------------------- notes


def _notes(subject: Subject, found: list[Annotation]) -> Iterator[Hit]:
    """Yield notes that nothing refers to, and notes without a way back."""
    notes = [e for e in subject.tree.elements if e.role in NOTES]
    if not notes:
        return
    places: dict[int, list[float]] = {}
    for one in found:
        if one.place is not None:
            number, height = one.place
            places.setdefault(number, []).append(math.inf if height is None else height)
    for heights in places.values():
        heights.sort()
    boxes = _boxes(subject, notes)
    following = _following_references(notes)
    linked = subject.tree.holding(lambda element: element.role == "Link")
    for note in notes:
        told = note.id.decode("latin-1") if note.id else "without ID"
        if note not in following and not _led_to(boxes.get(note.key), places):
            yield Hit("own note", f"nothing refers to the note {told}", note.page)
        if note not in linked:
            yield Hit("own note", f"the note {told} has no link back to its reference", note.page)


def _following_references(notes: list[StructElement]) -> set[StructElement]:
    """Return the notes that stand in their references, or straight after them."""
    found = set()
    for above in dict.fromkeys(note.parent for note in notes if note.parent is not None):
        before = ""
        for kid in above.elements:
            if above.role in ("Reference", "Link") or before in ("Reference", "Link", "Lbl"):
                found.add(kid)
            before = kid.role
    return found


def _led_to(box: tuple[int, Rectangle] | None, places: dict[int, list[float]]) -> bool:
    """Whether a link leads to where a box is; one that names a page alone leads to all of it."""
    if box is None:
        return False
    page, (_, bottom, _, top) = box
    heights = places.get(page, [])
    place = bisect.bisect_left(heights, bottom - 2)
    return place < len(heights) and (heights[place] <= top + 24 or heights[-1] == math.inf)


def _boxes(
    subject: Subject, notes: list[StructElement]
) -> dict[tuple[int, int], tuple[int, Rectangle]]:
    """Return where each note begins: the page, and the box of its content there."""
    owners: dict[tuple[int, int], StructElement] = {}
    for note in notes:
        if not note.within.isdisjoint(NOTES):
            continue  # what it holds belongs to the note around it as well
        for element in note.walk():
            for kid in element.kids:
                if isinstance(kid, ClaimedContent) and (number := subject.numbers.get(kid.page)):
                    owners.setdefault((number, kid.mcid), note)
    found: dict[tuple[int, int], tuple[int, Rectangle]] = {}
    for page in subject.content:
        for piece in page.pieces:
            mark = piece.mark.tagged if piece.mark is not None else None
            if mark is None or mark.mcid is None or piece.box is None:
                continue
            owner = owners.get((page.number, mark.mcid))
            if owner is None:
                continue
            known = found.get(owner.key)
            if known is None:
                found[owner.key] = page.number, piece.box
            elif known[0] == page.number:
                a, b = known[1], piece.box
                found[owner.key] = page.number, (
                    min(a[0], b[0]), min(a[1], b[1]), max(a[2], b[2]), max(a[3], b[3]),
                )  # fmt: skip
    return found


def _clips(found: list[Annotation]) -> Iterator[Hit]:
    for one in found:
        if not isinstance(one.action, Dictionary):
            continue
        rendition = objects.dictionary(one.action, "/R")
        clip = objects.dictionary(rendition, "/C")
        if objects.name(clip, "/S") != "MCD":
            continue
        if objects.text(clip, "/CT") is None:
            yield Hit("MH 28-014", "a media clip has no type (CT)", one.page)
        told = objects.items(clip, "/Alt")
        if not told or len(told) % 2 or not any(str(t) for t in told[1::2]):
            yield Hit("MH 28-015", "a media clip is not described (Alt)", one.page)
