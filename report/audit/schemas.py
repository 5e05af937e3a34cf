"""The XMP packet of a file that claims PDF/A in; out, what is wrong with claim and schemas."""

import re
from collections.abc import Iterator
from typing import Any

from . import packet, xmptypes
from .findings import Hit
from .packet import EXTENSION, PROPERTY, RDF, SCHEMA, Packet, Property
from .rules import Standards
from .subject import Subject


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
        empty = not level and (packet.PDFA_ID, "conformance") in found.properties
        wanted = held.level.upper() if held.level in ("e", "f") else ""
        if level not in ("", "F", "E") or level != wanted or empty:
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


DESCRIBED = {
    "text": "text", "uri": "text", "url": "text", "propername": "text", "agentname": "text",
    "xpath": "text", "renditionclass": "text", "locale": "text", "rational": "text",
    "integer": "integer", "real": "real", "boolean": "boolean", "date": "date",
    "mimetype": "mime", "gpscoordinate": "coordinate", "lang alt": xmptypes.LANGUAGE,
    "any": "anything",
}  # fmt: skip
"""How descriptions of schemas call the types of values."""


def _described_as(one: Property, told: str, declared: dict[str, set[str]]) -> bool:
    """Whether a value is of the type that an extension schema gives it, as far as we know it."""
    words = re.sub(r"\b(open|closed) choice( of)?\b", "", told.lower()).split()
    lists = [word for word in words if word in xmptypes.LISTS]
    name = " ".join(word for word in words if word not in xmptypes.LISTS) or "text"
    if name in declared:
        return bool(lists) or one.element is None or _has_fields(one.element, declared[name])
    kind = DESCRIBED.get(name)
    if kind is None:
        return name in {structure.lower() for structure in xmptypes.types()}
    return _is(one, " ".join([*lists[:1], kind]))


def _has_fields(element: Any, fields: set[str]) -> bool:
    inner = _inner(element)
    return {str(kid.tag).rpartition("}")[2] for kid in inner.iterchildren(tag="*")} <= fields


def _declared(found: Packet) -> dict[str, set[str]]:
    """Return the types that extension schemas declare, by lower-case names, with their fields."""
    return {
        _text(kind, TYPE, "type").lower(): {
            _text(field, FIELD, "name") for field in _items(kind, TYPE, "field")
        }
        for schema in _schemas(found)
        for kind in _items(schema, SCHEMA, "valueType")
    }


def _properties(found: Packet, described: dict[tuple[str, str], str]) -> Iterator[Hit]:
    declared = _declared(found)
    known = xmptypes.types()[""]
    for (space, local), one in found.properties.items():
        name = f"{one.prefix}:{local}"
        if space == EXTENSION:
            continue
        kind = known.get((space, local))
        if kind is None and (space, local) in described:
            told = described[space, local]
            if not _described_as(one, told, declared):
                yield Hit("A property", f"the value of the XMP property {name} is not {told!r}")
            continue
        if kind is None:
            yield Hit(
                "A property",
                f"the XMP property {name} is of no schema that PDF/A knows, and not described",
            )
        elif not _is(one, kind):
            yield Hit("A property", f"the value of the XMP property {name} is not {_told(kind)}")


def _is(one: Property, kind: str) -> bool:
    if one.element is not None:
        return xmptypes.fits(one.element, kind)
    simple = kind.partition(" ")[0] in xmptypes.SIMPLE
    return simple and xmptypes.written(one.values[0], kind)


def _told(kind: str) -> str:
    """Return a type in words: "a list (Bag) of text"."""
    first, _, rest = kind.partition(" ")
    if first in xmptypes.LISTS:
        return f"a list ({first.capitalize()}) of {rest}"
    article = "an" if kind[0] in "aeiou" else "a"
    return f"{article} {kind}" if first not in ("text",) else kind


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
        for kind in _items(schema, SCHEMA, "valueType"):
            for local in ("type", "namespaceURI", "prefix", "description"):
                if not _text(kind, TYPE, local):
                    yield Hit("A schema", f"a type of values of the schema {name} has no {local}")
            for field in _items(kind, TYPE, "field"):
                for local in ("name", "valueType", "description"):
                    if not _text(field, FIELD, local):
                        yield Hit("A schema", f"a field of the schema {name} has no {local}")
        for element in schema.iter():
            wanted = _PREFIXES.get(str(element.tag).partition("}")[0].lstrip("{"))
            if wanted and element.prefix != wanted:
                yield Hit(
                    "A schema", f"the prefix {element.prefix} in a description is not {wanted}"
                )
                break


TYPE = "http://www.aiim.org/pdfa/ns/type#"
FIELD = "http://www.aiim.org/pdfa/ns/field#"
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
