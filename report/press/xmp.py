"""What the briefing says of itself in; out, the XMP packet that archives and validators read."""

import datetime
from dataclasses import dataclass
from html import escape

from .conformance import Conformance

_NAMESPACES = {
    "dc": "http://purl.org/dc/elements/1.1/",
    "xmp": "http://ns.adobe.com/xap/1.0/",
    "xmpRights": "http://ns.adobe.com/xap/1.0/rights/",
    "pdf": "http://ns.adobe.com/pdf/1.3/",
    "pdfaid": "http://www.aiim.org/pdfa/ns/id/",
    "pdfuaid": "http://www.aiim.org/pdfua/ns/id/",
    "pdfd": "http://pdfa.org/declarations/",
    "pdfaExtension": "http://www.aiim.org/pdfa/ns/extension/",
    "pdfaSchema": "http://www.aiim.org/pdfa/ns/schema#",
    "pdfaProperty": "http://www.aiim.org/pdfa/ns/property#",
}

# PDF/A knows the schemas of its time; it wants PDF/UA's described (ISO 19005-3, 6.6.2.3).
_UA1_SCHEMA = """<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA Universal Accessibility Schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name><pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 followed</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
"""


# Well-Tagged PDF (PDF Association, 2024), for accessibility and for reuse.
_DECLARED = ("wtpdf#accessibility1.0", "wtpdf#reuse1.0")

_DECLARATIONS = (
    "<pdfd:declarations><rdf:Bag>"
    + "".join(
        '<rdf:li rdf:parseType="Resource">'
        f"<pdfd:conformsTo>http://pdfa.org/declarations/{name}</pdfd:conformsTo></rdf:li>"
        for name in _DECLARED
    )
    + "</rdf:Bag></pdfd:declarations>"
)


@dataclass(frozen=True, slots=True)
class Metadata:
    """What a document says of itself; "" and () leave an entry out.

    ``date`` is the briefing's own, never the clock's: the same content gives the same bytes.
    """

    title: str
    authors: tuple[str, ...] = ()
    language: str = "en-GB"
    subject: str = ""
    keywords: tuple[str, ...] = ()
    rights: str = ""
    rights_url: str = ""
    date: datetime.date | None = None
    producer: str = "WeasyPrint"
    generator: str = "report"

    @property
    def moment(self) -> str:
        """The date as a moment of ISO 8601, in UTC, "" without one."""
        return f"{self.date.isoformat()}T00:00:00Z" if self.date else ""


def packet(metadata: Metadata, conformance: Conformance, *, attached: bool = False) -> bytes:
    """Return the packet; ``attached``: files are embedded, which the F of PDF/A-4f means."""
    spaces = "\n".join(f' xmlns:{prefix}="{uri}"' for prefix, uri in _NAMESPACES.items())
    body = "\n".join(
        part
        for part in (_identification(conformance, attached=attached), *_entries(metadata))
        if part
    )
    return (
        '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'
        '<x:xmpmeta xmlns:x="adobe:ns:meta/">'
        '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">'
        '<rdf:Description rdf:about=""\n'
        f'{spaces}>\n{body}\n</rdf:Description></rdf:RDF></x:xmpmeta>\n<?xpacket end="r"?>'
    ).encode()


def _identification(conformance: Conformance, *, attached: bool) -> str:
    if conformance is Conformance.A3A_UA1:
        return (
            "<pdfaid:part>3</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"
            f"<pdfuaid:part>1</pdfuaid:part>\n{_UA1_SCHEMA}"
        )
    if conformance is Conformance.A4F_UA2:
        files = "<pdfaid:conformance>F</pdfaid:conformance>" if attached else ""
        return (
            f"<pdfaid:part>4</pdfaid:part><pdfaid:rev>2020</pdfaid:rev>{files}"
            f"<pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev>\n{_DECLARATIONS}"
        )
    return ""


def _entries(metadata: Metadata) -> list[str]:
    keywords = ", ".join(metadata.keywords)
    return [
        "<dc:format>application/pdf</dc:format>",
        _alternative("dc:title", metadata.title),
        _alternative("dc:description", metadata.subject),
        _alternative("dc:rights", metadata.rights),
        _list("dc:creator", "Seq", metadata.authors),
        _list("dc:subject", "Bag", metadata.keywords),
        _list("dc:language", "Bag", (metadata.language,)),
        _simple("pdf:Keywords", keywords),
        _simple("pdf:Producer", metadata.producer),
        _simple("xmp:CreatorTool", metadata.generator),
        _simple("xmp:CreateDate", metadata.moment),
        _simple("xmp:ModifyDate", metadata.moment),
        _simple("xmp:MetadataDate", metadata.moment),
        _simple("xmpRights:Marked", "True" if metadata.rights else ""),
        _simple("xmpRights:WebStatement", metadata.rights_url),
    ]


def _simple(name: str, value: str) -> str:
    return f"<{name}>{escape(value)}</{name}>" if value else ""


def _alternative(name: str, value: str) -> str:
    item = f'<rdf:li xml:lang="x-default">{escape(value)}</rdf:li>'
    return f"<{name}><rdf:Alt>{item}</rdf:Alt></{name}>" if value else ""


def _list(name: str, kind: str, values: tuple[str, ...]) -> str:
    items = "".join(f"<rdf:li>{escape(value)}</rdf:li>" for value in values if value)
    return f"<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>" if items else ""
