"""A file held to PDF/UA-2 in; out, what part 2 asks besides what both parts ask."""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from pikepdf import Array, Dictionary, Name

from . import objects
from .annotations import MARKUP, Annotation, annotations
from .findings import Hit
from .rules import Standards
from .subject import Subject
from .tree import SSN_20, ClaimedContent, StructElement

GROUPING = {"Div", "NonStruct", "Part"}
"""Elements that group others and mean nothing: ISO 32000-2, 14.8.4.4."""
_PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")


@dataclass(frozen=True, slots=True)
class Nesting:
    """What an element may hold: ``kids`` alone, or all but them; and whether it may have text."""

    only: bool
    kids: frozenset[str]
    text: bool

    def allows(self, kid: str) -> bool:
        """Whether a kid of that type may stand in it."""
        return (kid in self.kids) == self.only


@lru_cache(maxsize=1)
def nesting() -> dict[str, Nesting]:
    """Return what may stand in what: ISO/TS 32005:2023, Table 5, as ``nesting.csv`` has it."""
    found = {}
    with (Path(__file__).parent / "nesting.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            rule = Nesting(
                row["holds"] == "only",
                frozenset(row["kids"].split()),
                row["text of its own"] == "yes",
            )
            found.update(dict.fromkeys(row["elements"].split(), rule))
    return found


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong with a file that is held to part 2."""
    yield from _root(subject)
    yield from _nesting(subject)
    referring = subject.tree.holding(lambda element: bool(objects.items(element.thing, "/Ref")))
    for element in subject.tree.elements:
        yield from _element(subject, element, referring)
    for one in annotations(subject):
        yield from _annotation(one)
    yield from _ways(subject)
    yield from _texts(subject)


def _root(subject: Subject) -> Iterator[Hit]:
    tops = subject.tree.tops
    if [top.role for top in tops] != ["Document"] or (tops and tops[0].namespace != SSN_20):
        told = ", ".join(top.type for top in tops) or "nothing"
        yield Hit("UA root", f"the root holds {told}, not one Document of PDF 2.0")


def _nesting(subject: Subject) -> Iterator[Hit]:
    known = nesting()
    types = set(known) | {kid for rule in known.values() for kid in rule.kids}
    for element in subject.tree.elements:
        rule = known.get(_bare(element.role))
        if rule is None:
            continue
        if not rule.text and any(isinstance(kid, ClaimedContent) for kid in element.kids):
            yield Hit("UA nesting", f"a {element.role} holds text of its own", element.page)
        for kid in sorted({_bare(kid.role) for kid in element.elements} & types):
            if not rule.allows(kid):
                yield Hit("UA nesting", f"a {element.role} holds a {kid}", element.page)


def _bare(role: str) -> str:
    return "Hn" if re.fullmatch(r"H\d+", role) else role


def _element(
    subject: Subject, element: StructElement, referring: set[StructElement]
) -> Iterator[Hit]:
    role, page = element.role, element.page
    kids = list(_looked_through(element))
    if role == "H":
        yield Hit("UA heading", "a heading is tagged H", page)
    if "Caption" in kids[1:-1]:
        yield Hit("UA caption", f"the Caption of a {role} stands neither first nor last", page)
    if role == "Note":
        yield Hit("UA note", "a note is tagged Note, which PDF 2.0 has no longer", page)
    if role == "FENote":
        yield from _fenote(subject, element)
    if role == "math" and (
        element.parent is None or element.parent.role not in ("Formula", "math")
    ):
        yield Hit("UA math", "a formula in MathML stands in no Formula", page)
    if role == "TOCI" and element not in referring:
        yield Hit("UA contents", "an entry of the contents refers to nothing (Ref)", page)
    if role == "L":
        labels = any(kid.role == "Lbl" for item in element.elements for kid in item.elements)
        if labels and objects.as_name(element.attributes.get("ListNumbering")) in ("", "None"):
            yield Hit("UA labels", "a list has labels, and does not say how it is numbered", page)
    if role == "LI" and any(isinstance(kid, ClaimedContent) for kid in element.kids):
        yield Hit("UA item", "a LI holds text that is in no Lbl or LBody", page)
    for key, text in (("Alt", element.alt), ("ActualText", element.actual)):
        if text and _PRIVATE.search(text):
            yield Hit("UA private", f"the {key} of a {role} has characters of private use", page)
    if element.type in subject.tree.same_namespace:
        yield Hit("MH 02-004", f"{element.type} is mapped to a type of its own namespace", page)


def _looked_through(element: StructElement) -> Iterator[str]:
    """Yield the roles of the kids; what groups alone is looked through, its kids in its place."""
    waiting = list(reversed(element.elements))
    while waiting:
        kid = waiting.pop()
        if kid.role in GROUPING:
            waiting += reversed(kid.elements)
        else:
            yield kid.role


def _fenote(subject: Subject, note: StructElement) -> Iterator[Hit]:
    kind = objects.as_name(note.attributes.get("NoteType"))
    if kind not in ("Footnote", "Endnote", "None"):
        yield Hit("UA note", "a FENote does not say of which kind it is (NoteType)", note.page)
    references = _refs(note)
    if not references:
        yield Hit("UA note", "a FENote does not refer to its references (Ref)", note.page)
    for key in references:
        other = subject.tree.by_key.get(key)
        if other is None or note.key not in _refs(other):
            yield Hit(
                "UA note", "a FENote refers to an element that does not refer to it", note.page
            )


def _refs(element: StructElement) -> set[tuple[int, int]]:
    return {
        ref.objgen for ref in objects.items(element.thing, "/Ref") if isinstance(ref, Dictionary)
    }


# ----------------------------------------------------------------------------------- annotations


def _annotation(one: Annotation) -> Iterator[Hit]:
    flags = objects.integer(one.thing, "/F") or 0
    unseen = flags & 1 or (flags & 32 and not flags & 256)
    in_tree = one.has_parent and not (one.element and one.element.role == "Artifact")
    if unseen and in_tree:
        yield Hit(
            "UA artifact",
            f"a {one.subtype} annotation that is not shown stands in the tree",
            one.page,
        )
    told = one.contents or (one.subtype == "Stamp" and objects.name(one.thing, "/Name"))
    if one.subtype in ("Stamp", "Ink", "Screen", "3D", "RichMedia") and not told:
        yield Hit(
            "UA described", f"a {one.subtype} annotation is not described (Contents)", one.page
        )
    if one.subtype in ("Sound", "Movie"):
        yield Hit("UA described", f"there is a {one.subtype} annotation", one.page)
    spec = objects.dictionary(one.thing, "/FS")
    if (
        one.subtype == "FileAttachment"
        and objects.keys(spec)
        and not objects.name(spec, "/AFRelationship")
    ):
        yield Hit(
            "UA described",
            "an attached file does not say how it belongs here (AFRelationship)",
            one.page,
        )
    rich = objects.text(one.thing, "/RC") if one.subtype in MARKUP else None
    if rich is not None and one.contents and _words(rich) != _words(one.contents):
        told = f"a {one.subtype} annotation has two texts (RC, Contents)"
        yield Hit("UA described", told, one.page)
    if one.subtype == "Widget" and in_tree and not one.contents:
        labels = one.element and any(kid.role == "Lbl" for kid in one.element.elements)
        if not labels:
            yield Hit("UA field", "a form field has neither a label nor a description", one.page)
    if one.element and one.element.alt and one.contents and one.element.alt != one.contents:
        yield Hit(
            "UA alt",
            f"a {one.subtype} annotation and its element are described differently",
            one.page,
        )


def _words(text: str) -> list[str]:
    return re.sub(r"<[^>]*>", " ", text).split()


def _ways(subject: Subject) -> Iterator[Hit]:
    """Yield links and bookmarks that lead to places, not elements, and links that lead two ways."""
    ways: dict[tuple[int, int], bytes] = {}
    for one in annotations(subject):
        if one.subtype != "Link":
            continue
        if not _to_element(subject, one.thing):
            yield Hit(
                "UA destination",
                f"the link {one.contents!r} leads to a place, not to an element",
                one.page,
            )
        if one.element is not None:
            way = _way(one.thing)
            if ways.setdefault(one.element.key, way) != way:
                yield Hit(
                    "UA one-link", "the annotations of a Link lead to different places", one.page
                )
    for item in subject.bookmarks:
        if not _to_element(subject, item):
            told = objects.text(item, "/Title")
            yield Hit(
                "UA destination", f"the bookmark {told!r} leads to a place, not to an element"
            )
    opening = objects.entry(subject.root, "/OpenAction")
    if opening is not None and not _to_element(
        subject, Dictionary(Dest=opening) if isinstance(opening, Array) else Dictionary(A=opening)
    ):
        yield Hit("UA destination", "the file opens at a place, not at an element")


def _way(thing: Any) -> bytes:
    """Return what tells one way from another: the destination or action, as it is written."""
    found = objects.entry(thing, "/Dest")
    found = objects.dictionary(thing, "/A") if found is None else found
    parts = found.as_list() if isinstance(found, Array) else [found]
    for key in ("/SD", "/D", "/URI"):
        if isinstance(found, Dictionary) and key in found:
            value = found[key]
            parts = value.as_list() if isinstance(value, Array) else [value]
            break
    return b" ".join(_written(part) for part in parts)


def _written(value: Any) -> bytes:
    if isinstance(value, Dictionary):
        return repr(value.objgen).encode()
    return value.unparse() if hasattr(value, "unparse") else repr(value).encode()


def _to_element(subject: Subject, thing: Any) -> bool:
    """Whether something leads to an element, or not to a place of this file."""
    action = objects.dictionary(thing, "/A")
    if "Dest" not in objects.keys(thing):
        return objects.name(action, "/S") != "GoTo" or "SD" in objects.keys(action)
    target = subject.destination(thing)
    return target is not None and isinstance(objects.entry(target[0], "/S"), Name)


def _texts(subject: Subject) -> Iterator[Hit]:
    told = [
        (f"the bookmark {objects.text(i, '/Title')!r}", objects.text(i, "/Title"), 0)
        for i in subject.bookmarks
    ]
    told += [
        (f"the Contents of a {one.subtype}", one.contents, one.page) for one in annotations(subject)
    ]
    told += [(f"the {key} of Info", str(value), 0) for key, value in objects.entries(subject.info)]
    told.append(("the language of the document", subject.language, 0))
    told += [("the language of an element", e.language, e.page) for e in subject.tree.elements]
    for where, text, page in told:
        if text and _PRIVATE.search(text):
            yield Hit("UA text", f"{where} has characters of private use", page)
