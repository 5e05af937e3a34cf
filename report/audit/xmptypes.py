"""A property of an XMP packet in; out, whether its value is of the type that its schema gives it.

The types stand in ``xmp.csv``: those of the XMP Specification of September 2005, which PDF/A-2 and
-3 take over. ``of`` is a structure, of which the row has fields; without it the row has properties
of a schema. ``value`` is a simple type, "… of A B" for a choice (blanks written as _), a structure,
or a list of either: "bag text", "seq Version".
"""

import csv
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

from .packet import RDF, XML

SPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "xmpMM": "http://ns.adobe.com/xap/1.0/mm/",
    "xmpBJ": "http://ns.adobe.com/xap/1.0/bj/",
    "xmpTPg": "http://ns.adobe.com/xap/1.0/t/pg/",
    "xmpDM": "http://ns.adobe.com/xmp/1.0/DynamicMedia/",
    "xmpG": "http://ns.adobe.com/xap/1.0/g/",
    "xmpGImg": "http://ns.adobe.com/xap/1.0/g/img/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "photoshop": "http://ns.adobe.com/photoshop/1.0/",
    "tiff": "http://ns.adobe.com/tiff/1.0/",
    "exif": "http://ns.adobe.com/exif/1.0/",
    "aux": "http://ns.adobe.com/exif/1.0/aux/",
    "crs": "http://ns.adobe.com/camera-raw-settings/1.0/",
    "stDim": "http://ns.adobe.com/xap/1.0/sType/Dimensions#",
    "stFnt": "http://ns.adobe.com/xap/1.0/sType/Font#",
    "stEvt": "http://ns.adobe.com/xap/1.0/sType/ResourceEvent#",
    "stRef": "http://ns.adobe.com/xap/1.0/sType/ResourceRef#",
    "stVer": "http://ns.adobe.com/xap/1.0/sType/Version#",
    "stJob": "http://ns.adobe.com/xap/1.0/sType/Job#",
}

SIMPLE = {
    "text": re.compile(r".*", re.S),
    "rational": re.compile(r".*", re.S),  # readers take any text here
    "boolean": re.compile(r"True|False"),
    "integer": re.compile(r"[+-]?\d+"),
    "real": re.compile(r"[+-]?(?:\d+\.?\d*|\.\d+)"),
    "mime": re.compile(r"[-\w+.]+/[-\w+.]+"),
    "locale": re.compile(r".*", re.S),
    "date": re.compile(
        r"\d{4}(?:-\d\d(?:-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:\d\d)?)?)?)?"
    ),
    "coordinate": re.compile(r"\d{1,3},\d{1,2}(?:,\d{1,2}|\.\d+)[NSEW]"),
    "moment": re.compile(r"\d\d(?::\d\d){3}|\d\d(?:;\d\d){3}"),
    "point": re.compile(r"\([+-]?\d+, [+-]?\d+\)"),
}
LISTS = {"bag": f"{{{RDF}}}Bag", "seq": f"{{{RDF}}}Seq", "alt": f"{{{RDF}}}Alt"}
LANGUAGE = "language alternative"
SYNTAX = {f"{{{RDF}}}{name}" for name in ("parseType", "datatype", "about", "ID", "nodeID")}
"""Attributes that say how a value is written."""

Types = Mapping[str, Mapping[tuple[str, str], str]]


@lru_cache(maxsize=1)
def types() -> Types:
    """Return for "", the schemas, and for each structure: namespace and name, and the type."""
    found: dict[str, dict[tuple[str, str], str]] = {}
    with (Path(__file__).parent / "xmp.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            of = found.setdefault(row["of"], {})
            of |= {(SPACES[row["space"]], name): row["value"] for name in row["names"].split()}
    return found


def fits(element: Any, kind: str) -> bool:
    """Whether the element of a property, of an item or of a field has a value of a type."""
    waiting = [(element, kind)]
    while waiting:
        thing, wanted = waiting.pop()
        if wanted == "anything":
            continue
        first, _, rest = wanted.partition(" ")
        if wanted == LANGUAGE:
            if not _alternatives(thing):
                return False
        elif first in LISTS:
            items = _items(thing, LISTS[first])
            if items is None:
                return False
            waiting += [(item, rest) for item in items]
        elif first in SIMPLE:
            if not _is_simple(thing) or not written(_text(thing), wanted):
                return False
        elif (fields := _fields(thing, types()[first])) is None:
            return False
        else:
            waiting += fields
    return True


def written(text: str, kind: str) -> bool:
    """Whether a text is a value of a simple type, or one of a choice."""
    name, _, choice = kind.partition(" of ")
    if choice:
        return text in {word.replace("_", " ") for word in choice.split()}
    return bool(SIMPLE[name].fullmatch(text))


def _bare(thing: Any) -> Any:
    """Return what holds the value: the thing, or the description in it."""
    description = thing.find(f"{{{RDF}}}Description")
    return thing if description is None else description


def _text(thing: Any) -> str:
    thing = _bare(thing)
    value = thing.find(f"{{{RDF}}}value")
    return (thing.text if value is None else value.text) or ""


def _is_simple(thing: Any) -> bool:
    """Whether a value is text alone, or text with qualifiers."""
    thing = _bare(thing)
    kids = list(thing.iterchildren(tag="*"))
    if kids:
        return any(kid.tag == f"{{{RDF}}}value" for kid in kids)
    return set(thing.attrib) <= {f"{{{XML}}}lang", f"{{{RDF}}}resource"} | SYNTAX


def _items(thing: Any, container: str) -> list[Any] | None:
    kids = list(thing.iterchildren(tag="*"))
    if [kid.tag for kid in kids] != [container]:
        return None
    return list(kids[0].iterchildren(f"{{{RDF}}}li"))


def _alternatives(thing: Any) -> bool:
    """Whether it is a list of texts, each with its language; an empty one may be left."""
    items = _items(thing, LISTS["alt"])
    return items is not None and all(item.get(f"{{{XML}}}lang") for item in items)


def _fields(thing: Any, known: Mapping[tuple[str, str], str]) -> list[tuple[Any, str]] | None:
    """Return the fields of a structure with their types; None if it is none, or has others."""
    holder = _bare(thing)
    found = []
    for kid in holder.iterchildren(tag="*"):
        space, _, local = str(kid.tag).lstrip("{").partition("}")
        if (space, local) not in known:
            return None
        found.append((kid, known[space, local]))
    attributes = [name for name in holder.attrib if name not in SYNTAX]
    for name in attributes:
        space, _, local = str(name).lstrip("{").partition("}")
        kind = known.get((space, local), "")
        if space != XML and (not kind or not _as_attribute(holder.attrib[name], kind)):
            return None
    structured = found or attributes or (thing.text or "").strip() == ""
    return found if structured and not (thing.text or "").strip() else None


def _as_attribute(text: str, kind: str) -> bool:
    return kind.partition(" ")[0] in SIMPLE and written(text, kind)
