"""The parts of a Word file come in; its bytes go out, the same on every machine."""

import hashlib
import io
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from ..press.xmp import Metadata
from .ooxml import el, root, text, written
from .pictures import WordPicture

_DATE = (1980, 1, 1, 0, 0, 0)
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PARTS = {
    **{"document": f"{_WORD}.document.main+xml", "styles": f"{_WORD}.styles+xml"},
    **{"numbering": f"{_WORD}.numbering+xml", "footnotes": f"{_WORD}.footnotes+xml"},
    **{"settings": f"{_WORD}.settings+xml", "fontTable": f"{_WORD}.fontTable+xml"},
    "theme": "application/vnd.openxmlformats-officedocument.theme+xml",
    **{"header": f"{_WORD}.header+xml", "footer": f"{_WORD}.footer+xml"},
}
_BESIDE = ("styles", "numbering", "footnotes", "settings", "fontTable", "theme", "header", "footer")
_CORE = {
    "cp": f"{_PACKAGE}/metadata/core-properties",
    "dc": "http://purl.org/dc/elements/1.1/",
    "dcterms": "http://purl.org/dc/terms/",
    "xsi": "http://www.w3.org/2001/XMLSchema-instance",
}


@dataclass
class Relations:
    """What a part leads to: each address or picture once, by the id that the part has for it."""

    _found: dict[tuple[str, str, bool], str] = field(default_factory=dict)

    def to(self, kind: str, target: str, *, outside: bool = False) -> str:
        """Return the id of what the part leads to; ``kind`` is image, hyperlink, or the like."""
        return self._found.setdefault((kind, target, outside), f"rId{len(self._found) + 1}")

    def part(self) -> Element:
        """Return the part that lists them."""
        made = ET.Element("Relationships", {"xmlns": f"{_PACKAGE}/relationships"})
        for (kind, target, outside), name in self._found.items():
            address = kind if kind.startswith("http") else f"{_OFFICE}/relationships/{kind}"
            one = ET.SubElement(made, "Relationship", Id=name, Type=address, Target=target)
            if outside:
                one.set("TargetMode", "External")
        return made


@dataclass
class Media:
    """The pictures of a file, each once."""

    _found: dict[str, WordPicture] = field(default_factory=dict)

    def name(self, picture: WordPicture) -> str:
        """Return the name of a picture's file."""
        digest = hashlib.sha256(picture.data).hexdigest()[:16]
        name = f"media/{digest}.{picture.kind}"
        self._found.setdefault(name, picture)
        return name

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the bytes of each."""
        yield from ((f"word/{name}", picture.data) for name, picture in self._found.items())

    def kinds(self) -> list[str]:
        """Return the kinds of file that there are."""
        return sorted({picture.kind for picture in self._found.values()})


def packed(
    parts: Mapping[str, Element],
    relations: Relations,
    of_notes: Relations,
    media: Media,
    metadata: Metadata,
) -> bytes:
    """Return the file; ``parts`` are those of its folder `word`, by their names."""
    for name in _BESIDE:
        relations.to(name, f"{name}.xml")
    outer = Relations()
    outer.to("officeDocument", "word/document.xml")
    outer.to(f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml")
    outer.to("extended-properties", "docProps/app.xml")
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:

        def put(name: str, data: bytes) -> None:
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = zipfile.ZIP_DEFLATED
            file.writestr(info, data, compresslevel=9)

        put("[Content_Types].xml", written(_types(parts, media)))
        put("_rels/.rels", written(outer.part()))
        put("docProps/core.xml", written(_core(metadata)))
        put("docProps/app.xml", written(_app()))
        for name, part in parts.items():
            put(f"word/{name}.xml", written(part))
        put("word/_rels/document.xml.rels", written(relations.part()))
        put("word/_rels/footnotes.xml.rels", written(of_notes.part()))
        for name, data in media.files():
            put(name, data)
    return made.getvalue()


def _types(parts: Mapping[str, Element], media: Media) -> Element:
    made = ET.Element("Types", {"xmlns": f"{_PACKAGE}/content-types"})
    defaults = {"rels": "application/vnd.openxmlformats-package.relationships+xml"}
    defaults |= {"xml": "application/xml"} | {kind: f"image/{kind}" for kind in media.kinds()}
    for ending, kind in defaults.items():
        ET.SubElement(made, "Default", Extension=ending, ContentType=kind)
    overrides = {f"/word/{name}.xml": _PARTS[name] for name in parts}
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    app = "application/vnd.openxmlformats-officedocument.extended-properties+xml"
    overrides |= {"/docProps/core.xml": core, "/docProps/app.xml": app}
    for name, kind in overrides.items():
        ET.SubElement(made, "Override", PartName=name, ContentType=kind)
    return made


def _core(metadata: Metadata) -> Element:
    rights = " ".join(filter(None, [metadata.rights, metadata.rights_url]))
    made = ET.Element(
        "cp:coreProperties", {f"xmlns:{prefix}": name for prefix, name in _CORE.items()}
    )
    for tag, words in (
        ("dc:title", metadata.title),
        ("dc:creator", "; ".join(metadata.authors)),
        ("dc:subject", metadata.subject),
        ("dc:description", rights),
        ("dc:language", metadata.language),
        ("cp:keywords", "; ".join(metadata.keywords)),
    ):
        if words:
            one = text(tag, words)
            del one.attrib["xml:space"]
            made.append(one)
    for tag in ("dcterms:created", "dcterms:modified") if metadata.date else ():
        day = f"{metadata.date}T00:00:00Z"
        ET.SubElement(made, tag, {"xsi:type": "dcterms:W3CDTF"}).text = day
    return made


def _app() -> Element:
    made = ET.Element("Properties", {"xmlns": f"{_OFFICE}/extended-properties"})
    ET.SubElement(made, "Application").text = "briefing-report"
    return made


def settings(language: Element, *, rtl: bool) -> Element:
    """Return the part of settings: as Word 2013 and later set text, in this language."""
    mode = {
        "w:name": "compatibilityMode",
        "w:uri": "http://schemas.microsoft.com/office/word",
        "w:val": "15",
    }
    return root(
        "w:settings",
        [
            el("w:footnotePr", el("w:footnote", id=-1), el("w:footnote", id=0)),
            el("w:compat", ET.Element("w:compatSetting", mode)),
            language,
        ],
    )
