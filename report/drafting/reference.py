"""A document's file comes in; its reference, as far as the file itself states it, goes out."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from .. import files, limits
from ..text.letters import closed_up
from ..verification import texts
from .marked import page
from .sentences import as_of
from .structure import Entry

_LONG = 200  # letters of a title
_PRODUCT = re.compile(r"microsoft word|untitled|\.(?:docx?|indd|pdf|odt|tex|qxd|pptx?)$", re.I)
_META = {
    "title": ("citation_title", "dc.title", "dcterms.title", "og:title"),
    "author": ("citation_author", "dc.creator", "dcterms.creator", "author", "article:author"),
    "issued": ("citation_publication_date", "citation_date", "dc.date", "dcterms.issued", "date"),
    "published": ("article:published_time", "dcterms.created"),
    "publisher": ("citation_publisher", "dc.publisher", "publisher"),
    "container-title": ("citation_journal_title", "og:site_name"),
}
_OFFICE_PARTS = {".docx": "docProps/core.xml", ".odt": "meta.xml"}
_METADATA_BYTES = 1_000_000


def reference(path: Path, text: str, parts: tuple[Entry, ...], language: str) -> dict[str, Any]:
    """Return what the file states of itself as CSL has it; ``issued`` is undated without a date."""
    suffix = path.suffix.lower()
    stated = _stated(path, suffix)
    made: dict[str, Any] = {"type": "webpage" if suffix in texts.WEB else "document"}
    made["title"] = stated.pop("title", "") or _first_title(path, text, parts)
    authors = stated.pop("authors", ())
    if authors:
        made["author"] = [_author(name) for name in authors]
    made["issued"] = stated.pop("issued", "") or "undated"
    made |= stated
    if language != "und":
        made.setdefault("language", language)
    return made


def _stated(path: Path, suffix: str) -> dict[str, Any]:
    data = files.read_bytes(path, limits.DOCUMENT_BYTES)
    if suffix in texts.WEB:
        return _of_page(texts.marked_up(suffix, data) or "")
    if suffix in texts.MARKDOWN:
        return _of_front_matter(data.decode("utf-8", "replace"))
    if suffix in _OFFICE_PARTS:
        return _of_office(data, _OFFICE_PARTS[suffix])
    return _of_pdf(data) if suffix == ".pdf" else {}


def _of_page(html: str) -> dict[str, Any]:
    root = page(html)
    meta: dict[str, list[str]] = {}
    for element in root.iter("meta"):
        name = (element.get("name") or element.get("property") or "").casefold()
        if value := closed_up(element.get("content") or ""):
            meta.setdefault(name, []).append(value)

    def first(field: str) -> list[str]:
        return next((meta[name] for name in _META[field] if name in meta), [])

    found: dict[str, Any] = {}
    title = (first("title") or [closed_up(root.findtext(".//title") or "")])[0]
    date = _date((first("issued") or first("published") or [""])[0])
    address = next(
        (e.get("href", "") for e in root.iter("link") if e.get("rel") == "canonical"), ""
    )
    for name, value in (("title", title), ("issued", date), ("URL", address)):
        if value and (name != "URL" or re.match(r"https?://\S+$", value)):
            found[name] = value
    if authors := [name for name in first("author") if not name.startswith("http")]:
        found["authors"] = authors
    for name in ("publisher", "container-title"):
        if values := first(name):
            found[name] = values[0]
    if tag := re.fullmatch(r"([a-z]{2,3})(?:-[A-Za-z]{2,4})?", root.get("lang") or ""):
        found["language"] = tag[0]
    return found


def _date(written: str) -> str:
    found = re.match(r"(\d{4})(?:[-/](\d{2})(?:[-/](\d{2}))?)?", written.strip())
    return "-".join(part for part in found.groups() if part) if found else ""


def _of_front_matter(text: str) -> dict[str, Any]:
    from ..content import yamlfile
    from ..errors import ReportError

    matter = re.match(r"\A---\n(.*?)\n(?:---|\.\.\.)\n", text, re.DOTALL)
    if not matter:
        return {}
    try:
        data = yamlfile.parse(Path("document.md"), matter[1]).data
    except ReportError:
        return {}
    return _of_fields(data if isinstance(data, dict) else {})


def _of_fields(data: Mapping[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    if isinstance(title := data.get("title"), str) and title.strip():
        found["title"] = closed_up(title)
    authors = data.get("author", data.get("authors", ()))
    names = [authors] if isinstance(authors, str) else authors if isinstance(authors, list) else []
    if said := [name for name in names if isinstance(name, str) and name.strip()]:
        found["authors"] = said
    if isinstance(date := data.get("date"), str) and _date(date):
        found["issued"] = _date(date)
    return found


def _of_office(data: bytes, name: str) -> dict[str, Any]:
    """Return title and author; the days on which a file was made or saved are no date of issue."""
    from lxml import etree

    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(name) as part:
            root = etree.fromstring(part.read(_METADATA_BYTES), parser)
    except (zipfile.BadZipFile, KeyError, etree.XMLSyntaxError, ValueError):
        return {}
    said = {
        etree.QName(element).localname: closed_up(element.text or "")
        for element in root.iter()
        if isinstance(element.tag, str)
    }
    creators = said.get("initial-creator") or said.get("creator")
    found = {"title": said.get("title", ""), "author": creators or ""}
    return _of_fields({key: value for key, value in found.items() if _sensible(value)})


def _of_pdf(data: bytes) -> dict[str, Any]:
    import pypdfium2

    from ..text import extraction

    try:
        with extraction.LOCK, pypdfium2.PdfDocument(data) as document:
            said = document.get_metadata_dict(skip_empty=True)
    except pypdfium2.PdfiumError:
        return {}
    found = {"title": said.get("Title", ""), "author": said.get("Author", "")}
    return _of_fields({key: value for key, value in found.items() if _sensible(value)})


def _sensible(value: str) -> bool:
    """Say whether a title or an author is one that somebody gave, and not a program."""
    return bool(value.strip()) and len(value) < _LONG and not _PRODUCT.search(value.strip())


_BEGINNING, _DATELINE = 10, 60  # lines; letters of a line that may be a date


def dated(text: str, language: str) -> str:
    """Return the date in one of the first lines that is little more than a date; '' for none."""
    for line in islice(_lines(text), _BEGINNING):
        date = as_of(line, language)
        if len(line) <= _DATELINE and "/" not in date and date.count("-") == 2:
            return date
    return ""


def _author(name: str) -> dict[str, str]:
    """Return a name as it is, whole: which part of it is the family's is not guessed."""
    family, comma, given = closed_up(name).partition(", ")
    if comma and " " not in family and given.count(" ") < 3:
        return {"family": family, "given": given}
    return {"literal": closed_up(name)}


def _first_title(path: Path, text: str, parts: tuple[Entry, ...]) -> str:
    lines = _lines(text)
    line = next(lines, path.stem)
    heading = next((part["heading"] for part in parts if "heading" in part), "")
    opens = bool(parts) and "begins" in parts[0]
    title = line if (opens or not heading) and len(line) < 120 else heading or line
    return title if len(title) < _LONG else f"{title[:80].rsplit(' ', 1)[0]} …"


def _lines(text: str) -> Iterator[str]:
    return (
        found
        for line in text.split("\n")
        if re.search(r"\w", found := closed_up(line).lstrip("• "))
    )
