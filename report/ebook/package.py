"""Chapters and what the book says of itself come in; the bytes of an EPUB go out, always the same.

EPUB 3.3, with the metadata of EPUB Accessibility 1.1: what of the book can be read how.
"""

import io
import uuid
import zipfile
from collections.abc import Iterator, Mapping, Sequence

from ..press.xmp import Metadata
from ..text.catalogue import Catalogue
from . import xhtml
from .chapters import Chapter
from .xhtml import escaped

CONFORMS = "EPUB Accessibility 1.1 - WCAG 2.1 Level AA"
FOLDER = "book"
_DATE = (1980, 1, 1, 0, 0, 0)
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_OPF = "application/oebps-package+xml"
_CONTAINER = f"""\
{_HEAD}<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles>
<rootfile full-path="{FOLDER}/package.opf" media-type="{_OPF}"/>
</rootfiles>
</container>
"""
_PACKAGE = """\
<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id"
  xml:lang="{language}"{way}>
<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">
{metadata}
</metadata>
<manifest>
{manifest}
</manifest>
<spine{progression}>
{spine}
</spine>
</package>
"""
_FEATURES = (
    *("structuralNavigation", "tableOfContents", "alternativeText", "longDescription"),
    *("readingOrder", "displayTransformability"),
)


def packed(
    chapters: Sequence[Chapter],
    sheet: str,
    pictures: Mapping[str, bytes],
    metadata: Metadata,
    say: Catalogue,
    *,
    rtl: bool,
) -> bytes:
    """Return the file; ``pictures`` are by their names."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:

        def put(name: str, data: str | bytes, *, stored: bool = False) -> None:
            info = zipfile.ZipInfo(name, _DATE)
            info.create_system, info.external_attr = 3, 0o644 << 16
            info.compress_type = zipfile.ZIP_STORED if stored else zipfile.ZIP_DEFLATED
            file.writestr(info, data, compresslevel=9)

        put("mimetype", "application/epub+zip", stored=True)
        put("META-INF/container.xml", _CONTAINER)
        put(f"{FOLDER}/package.opf", _package(chapters, pictures, metadata, say, rtl=rtl))
        put(f"{FOLDER}/nav.xhtml", _navigation(chapters, metadata, say, rtl=rtl))
        for one in chapters:
            body = xhtml.write(one.element)
            title = f"{one.title} · {metadata.title}" if one.title != metadata.title else one.title
            put(f"{FOLDER}/{one.file}", xhtml.page(title, body, metadata.language, rtl=rtl))
        put(f"{FOLDER}/book.css", sheet)
        for name, data in pictures.items():
            put(f"{FOLDER}/{name}", data, stored=True)
    return made.getvalue()


def _package(
    chapters: Sequence[Chapter],
    pictures: Mapping[str, bytes],
    metadata: Metadata,
    say: Catalogue,
    *,
    rtl: bool,
) -> str:
    kind = "application/xhtml+xml"
    manifest = [f'<item id="nav" href="nav.xhtml" media-type="{kind}" properties="nav"/>']
    manifest.append('<item id="sheet" href="book.css" media-type="text/css"/>')
    for number, one in enumerate(chapters, start=1):
        drawn = any(str(e.tag).endswith("}svg") for e in one.element.iter())
        more = ' properties="svg"' if drawn else ""
        manifest.append(f'<item id="c{number}" href="{one.file}" media-type="{kind}"{more}/>')
    for number, name in enumerate(pictures, start=1):
        shown = f"image/{name.rpartition('.')[2]}"
        manifest.append(f'<item id="p{number}" href="{name}" media-type="{shown}"/>')
    drawn = bool(pictures) or any("svg" in item for item in manifest)
    return _HEAD + _PACKAGE.format(
        language=escaped(metadata.language),
        way=' dir="rtl"' if rtl else "",
        progression=' page-progression-direction="rtl"' if rtl else "",
        metadata="\n".join(_told(metadata, say, drawn=drawn)),
        manifest="\n".join(manifest),
        spine="\n".join(f'<itemref idref="c{n}"/>' for n in range(1, len(chapters) + 1)),
    )


def _told(metadata: Metadata, say: Catalogue, *, drawn: bool) -> Iterator[str]:
    """Yield what the book says of itself."""
    named = "\0".join([metadata.title, *metadata.authors, str(metadata.date)])
    yield f'<dc:identifier id="id">urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, named)}</dc:identifier>'
    yield f"<dc:title>{escaped(metadata.title)}</dc:title>"
    yield f"<dc:language>{escaped(metadata.language)}</dc:language>"
    for author in metadata.authors:
        yield f"<dc:creator>{escaped(author)}</dc:creator>"
    for word in metadata.keywords:
        yield f"<dc:subject>{escaped(word)}</dc:subject>"
    if metadata.subject:
        yield f"<dc:description>{escaped(metadata.subject)}</dc:description>"
    if rights := " ".join(filter(None, [metadata.rights, metadata.rights_url])):
        yield f"<dc:rights>{escaped(rights)}</dc:rights>"
    yield f"<dc:date>{metadata.date}</dc:date>" if metadata.date else ""
    day = metadata.date or "1980-01-01"
    for name, words in (
        ("dcterms:modified", f"{day}T00:00:00Z"),
        ("schema:accessMode", "textual"),
        *([("schema:accessMode", "visual")] if drawn else []),
        ("schema:accessModeSufficient", "textual"),
        *(("schema:accessibilityFeature", feature) for feature in _FEATURES),
        ("schema:accessibilityHazard", "none"),
        ("schema:accessibilitySummary", say.say("book-accessibility")),
        ("dcterms:conformsTo", CONFORMS),
        ("a11y:certifiedBy", "briefing-report"),
    ):
        yield f'<meta property="{name}">{escaped(words)}</meta>'


def _navigation(
    chapters: Sequence[Chapter], metadata: Metadata, say: Catalogue, *, rtl: bool
) -> str:
    """Return the file of contents: the sections and their headings, and where the text begins."""
    entries, title = "".join(_entry(one) for one in chapters), escaped(metadata.title)
    head = escaped(say.say("web-contents"))
    body = (
        f'<nav epub:type="toc" role="doc-toc" id="toc" aria-labelledby="head">\n'
        f'<h1 id="head">{head}</h1>\n<ol>\n{entries}</ol>\n</nav>\n'
        f'<nav epub:type="landmarks" aria-label="{escaped(say.say("web-this-page"))}" hidden="">\n'
        f'<ol>\n<li><a epub:type="bodymatter" href="{chapters[0].file}">{title}</a></li>\n'
        "</ol>\n</nav>"
    )
    return xhtml.page(metadata.title, body, metadata.language, rtl=rtl)


def _entry(one: Chapter) -> str:
    inner = "".join(
        f'<li><a href="{one.file}#{escaped(name)}">{escaped(words)}</a></li>\n'
        for words, name in one.heads()
        if words
    )
    inner = f"\n<ol>\n{inner}</ol>\n" if inner else ""
    return f'<li><a href="{one.file}">{escaped(one.title)}</a>{inner}</li>\n'
