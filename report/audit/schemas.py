"""The XMP packet of a file that claims PDF/A in; out, what is wrong with claim and schemas."""

import re
from collections.abc import Iterator
from typing import Any

from . import packet
from .findings import Hit
from .packet import EXTENSION, PROPERTY, RDF, SCHEMA, Packet, Property
from .rules import Standards
from .subject import Subject

XMP_RIGHTS = "http://ns.adobe.com/xap/1.0/rights/"

# The schemas of the XMP Specification of 2005 whose properties we know by name, each with the kind
# of value that it has: Alt, Seq, Bag, or "" for one value.
KNOWN: dict[str, dict[str, str]] = {
    packet.DC: {
        "title": "Alt", "description": "Alt", "rights": "Alt", "creator": "Seq", "date": "Seq",
        "contributor": "Bag", "language": "Bag", "publisher": "Bag", "relation": "Bag",
        "subject": "Bag", "type": "Bag", "coverage": "", "format": "", "identifier": "",
        "source": "",
    },
    packet.XMP: {
        "Advisory": "Bag", "Identifier": "Bag", "Thumbnails": "Alt", "BaseURL": "",
        "CreateDate": "", "CreatorTool": "", "Label": "", "MetadataDate": "", "ModifyDate": "",
        "Nickname": "", "Rating": "",
    },
    packet.PDF: {"Keywords": "", "PDFVersion": "", "Producer": "", "Trapped": ""},
    XMP_RIGHTS: {
        "Certificate": "", "Marked": "", "Owner": "Bag", "UsageTerms": "Alt", "WebStatement": "",
    },
    packet.PDFA_ID: {"part": "", "amd": "", "corr": "", "conformance": "", "rev": ""},
    EXTENSION: {"schemas": "Bag"},
}  # fmt: skip

# The other schemas that PDF/A takes over; their properties are too many to name.
TAKEN_OVER = {
    "http://ns.adobe.com/xap/1.0/mm/", "http://ns.adobe.com/xap/1.0/bj/", "http://ns.adobe.com/xap/1.0/t/pg/",
    "http://ns.adobe.com/xmp/1.0/DynamicMedia/", "http://ns.adobe.com/photoshop/1.0/",
    "http://ns.adobe.com/camera-raw-settings/1.0/", "http://ns.adobe.com/tiff/1.0/", "http://ns.adobe.com/exif/1.0/",
    "http://ns.adobe.com/exif/1.0/aux/",
}  # fmt: skip

DATE = re.compile(r"\d{4}(-\d\d(-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)?)?)?)?")
DATES = {"CreateDate", "ModifyDate", "MetadataDate"}
TRUTHS = {"True", "False"}


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong with the packet."""
    found = subject.packet
    if found is None:
        yield Hit(
            "A claim", f"nothing says that the file follows {held.names()[0]}: there is no packet"
        )
        return
    yield from _packet(found)
    yield from _claim(found, held)
    if held.a in ("a2", "a3"):
        described = dict(_described(found))
        yield from _properties(found, described)
        yield from _extension(found)


def _packet(found: Packet) -> Iterator[Hit]:
    if found.fault:
        yield Hit("A packet", f"the XMP packet cannot be read: {found.fault}")
    if found.bytes_attribute or found.encoding_attribute:
        yield Hit("A packet", "the header of the XMP packet has bytes or encoding")
    if not found.utf8:
        yield Hit("A packet", "the XMP packet is not UTF-8")


def _claim(found: Packet, held: Standards) -> Iterator[Hit]:
    part, level = found.value(packet.PDFA_ID, "part"), found.value(packet.PDFA_ID, "conformance")
    if part != held.a[1:]:
        told = f"says PDF/A-{part}" if part else "does not say PDF/A"
        yield Hit("A claim", f"the packet {told}, where part {held.a[1:]} is wanted (pdfaid:part)")
    if held.a == "a4":
        if level not in ("", "F", "E") or (held.level == "f") != (level == "F"):
            yield Hit("A claim", f"pdfaid:conformance is {level!r}")
        if not re.fullmatch(r"\d{4}", found.value(packet.PDFA_ID, "rev")):
            yield Hit("A claim", "pdfaid:rev does not give the year of the standard")
    elif level != held.level.upper() or level not in ("A", "B", "U"):
        yield Hit(
            "A claim",
            f"pdfaid:conformance is {level!r}, where {held.level.upper() or 'A, B or U'} is wanted",
        )
    for local in ("part", "conformance", "amd", "corr", "rev"):
        prefix = found.prefix(packet.PDFA_ID, local)
        if prefix not in ("", "pdfaid"):
            yield Hit("A claim", f"the prefix of {prefix}:{local} is not pdfaid")


def _described(found: Packet) -> Iterator[tuple[tuple[str, str], str]]:
    """Yield the properties that extension schemas describe, each with the type of its value."""
    for schema in _schemas(found):
        space = _text(schema, SCHEMA, "namespaceURI")
        for item in _items(schema, SCHEMA, "property"):
            yield (space, _text(item, PROPERTY, "name")), _text(item, PROPERTY, "valueType")


def _properties(found: Packet, described: dict[tuple[str, str], str]) -> Iterator[Hit]:
    for (space, local), one in found.properties.items():
        name = f"{one.prefix}:{local}"
        if (space, local) in described or space in TAKEN_OVER:
            continue
        kind = KNOWN.get(space, {}).get(local)
        if kind is None:
            yield Hit(
                "A property",
                f"the XMP property {name} is of no schema that PDF/A knows, and not described",
            )
        elif not _is(one, kind):
            yield Hit(
                "A property", f"the XMP property {name} is not {kind or 'one value'}, as it must be"
            )
        elif local in DATES and not DATE.fullmatch(one.values[0].strip()):
            yield Hit("A property", f"the XMP property {name} is no date: {one.values[0]!r}")
        elif space == XMP_RIGHTS and local == "Marked" and one.values[0].strip() not in TRUTHS:
            yield Hit("A property", f"the XMP property {name} is neither True nor False")


def _is(one: Property, kind: str) -> bool:
    if one.element is None:
        return not kind
    containers = [child.tag for child in one.element.iterchildren(tag="*")]
    return containers == ([f"{{{RDF}}}{kind}"] if kind else [])


# ---------------------------------------------------------------------------- extension schemas


def _extension(found: Packet) -> Iterator[Hit]:
    container = found.properties.get((EXTENSION, "schemas"))
    if container is None:
        return
    if container.prefix != "pdfaExtension":
        yield Hit("A schema", f"the prefix of {container.prefix}:schemas is not pdfaExtension")
    for schema in _schemas(found):
        name = (
            _text(schema, SCHEMA, "schema")
            or _text(schema, SCHEMA, "namespaceURI")
            or "without a name"
        )
        for local in ("schema", "namespaceURI", "prefix"):
            if not _text(schema, SCHEMA, local):
                yield Hit("A schema", f"the description of the schema {name} has no {local}")
        for item in _items(schema, SCHEMA, "property"):
            for local in ("name", "valueType", "category", "description"):
                if not _text(item, PROPERTY, local):
                    yield Hit("A schema", f"a property of the schema {name} has no {local}")
            if _text(item, PROPERTY, "category") not in ("", "external", "internal"):
                yield Hit(
                    "A schema", f"a property of the schema {name} is neither external nor internal"
                )
        for element in schema.iter():
            wanted = _PREFIXES.get(str(element.tag).partition("}")[0].lstrip("{"))
            if wanted and element.prefix != wanted:
                yield Hit(
                    "A schema", f"the prefix {element.prefix} in a description is not {wanted}"
                )
                break


_PREFIXES = {SCHEMA: "pdfaSchema", PROPERTY: "pdfaProperty"}


def _schemas(found: Packet) -> Iterator[Any]:
    container = found.properties.get((EXTENSION, "schemas"))
    if container is not None and container.element is not None:
        for bag in container.element.iterchildren(f"{{{RDF}}}Bag"):
            yield from (_inner(item) for item in bag.iterchildren(f"{{{RDF}}}li"))


def _inner(item: Any) -> Any:
    """Return what holds the fields of an item: the item, or the Description in it."""
    description = item.find(f"{{{RDF}}}Description")
    return item if description is None else description


def _items(holder: Any, space: str, local: str) -> Iterator[Any]:
    for field in holder.iterchildren(f"{{{space}}}{local}"):
        for sequence in field.iterchildren(f"{{{RDF}}}Seq"):
            yield from (_inner(item) for item in sequence.iterchildren(f"{{{RDF}}}li"))


def _text(holder: Any, space: str, local: str) -> str:
    field = holder.find(f"{{{space}}}{local}")
    told = holder.get(f"{{{space}}}{local}") if field is None else field.text
    return (told or "").strip()
