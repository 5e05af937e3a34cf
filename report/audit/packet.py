"""The bytes of an XMP packet in; its properties out, and what is wrong with the packet itself."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
XML = "http://www.w3.org/XML/1998/namespace"
PDFA_ID = "http://www.aiim.org/pdfa/ns/id/"
PDFUA_ID = "http://www.aiim.org/pdfua/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
DC = "http://purl.org/dc/elements/1.1/"
XMP = "http://ns.adobe.com/xap/1.0/"
PDF = "http://ns.adobe.com/pdf/1.3/"

_HEADER = re.compile(rb"<\?xpacket\s[^?]*\?>")


@dataclass(frozen=True, slots=True)
class Property:
    """A property as it is written: with its prefix, and its values (more than one of a list)."""

    space: str
    local: str
    prefix: str
    values: tuple[str, ...]
    languages: tuple[str, ...]  # of each value, "" without one
    element: Any = None  # None for one that is written as an attribute


Properties = Mapping[tuple[str, str], Property]


@dataclass(frozen=True, slots=True)
class Packet:
    """What a packet says; ``fault`` tells why it could not be read, and then it says nothing."""

    properties: Properties = field(default_factory=dict)
    fault: str = ""
    bytes_attribute: bool = False
    encoding_attribute: bool = False
    utf8: bool = True

    def value(self, space: str, local: str) -> str:
        """Return the first value of a property, "" without one."""
        found = self.properties.get((space, local))
        return found.values[0].strip() if found and found.values else ""

    def prefix(self, space: str, local: str) -> str:
        """Return the prefix that a property is written with, "" without it."""
        found = self.properties.get((space, local))
        return found.prefix if found else ""


def read(data: bytes) -> Packet:
    """Read a packet; what cannot be read is told in its ``fault``."""
    from lxml import etree

    header = _HEADER.search(data[:400])
    told = header[0] if header else b""
    utf8 = not data.startswith((b"\xff\xfe", b"\xfe\xff")) and b"\x00" not in data[:64]

    def found(properties: Properties | None = None, fault: str = "") -> Packet:
        words = {word.split(b"=")[0] for word in told.split()}
        return Packet(properties or {}, fault, b"bytes" in words, b"encoding" in words, utf8)

    # The packet is padded so that it can be edited in place; the padding is no part of the XML.
    body = data.strip(b" \t\r\n\x00") if utf8 else data
    parser = etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=False)
    try:
        root = etree.fromstring(body, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        return found(fault=str(error).split(", line")[0])
    rdf = root if root.tag == f"{{{RDF}}}RDF" else root.find(f"{{{RDF}}}RDF")
    if rdf is None:
        return found(fault="there is no rdf:RDF in it")
    return found(dict(_properties(rdf)))


def _properties(rdf: Any) -> Iterator[tuple[tuple[str, str], Property]]:
    for description in rdf.iterchildren(f"{{{RDF}}}Description"):
        prefixes = {uri: prefix or "" for prefix, uri in description.nsmap.items()}
        for name, value in description.attrib.items():
            space, local = _split(name)
            if space not in (RDF, XML, ""):
                yield (
                    (space, local),
                    Property(space, local, prefixes.get(space, ""), (value,), ("",)),
                )
        for child in description.iterchildren(tag="*"):
            space, local = _split(child.tag)
            found = list(_values(child))
            values = tuple(value for value, _ in found)
            languages = tuple(language for _, language in found)
            yield (
                (space, local),
                Property(space, local, child.prefix or "", values, languages, child),
            )


def _values(element: Any) -> Iterator[tuple[str, str]]:
    listed = list(element.iter(f"{{{RDF}}}li"))
    for item in listed or [element]:
        yield "".join(item.itertext()), item.get(f"{{{XML}}}lang") or ""


def _split(name: Any) -> tuple[str, str]:
    space, _, local = str(name).rpartition("}")
    return space.lstrip("{"), local
