"""A file in; out, what is wrong with what it says of itself, and with what belongs to no page."""

import datetime
import re
from collections.abc import Iterator

from pikepdf import Array, Stream

from . import objects, packet
from .findings import Hit
from .rules import Standards
from .subject import Subject

LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
LONG = 20
"""Pages from which a document wants bookmarks (WCAG technique PDF2; other checkers say 21)."""


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong with the document as a whole."""
    if not subject.pages:
        yield Hit("own damage", "the file has no pages")
    yield from _marked(subject, held)
    yield from _packet(subject, held)
    yield from _title_shown(subject)
    yield from _languages(subject)
    yield from _encryption(subject)
    yield from _layers(subject)
    yield from _attachments(subject)
    yield from _form(subject)
    yield from _info(subject)
    yield from _labels(subject)
    yield from _bookmarks(subject)
    yield from _orientation(subject)


def _marked(subject: Subject, held: Standards) -> Iterator[Hit]:
    first = subject.data[subject.data.find(b"%PDF-") :][:16].split(b"\n")[0].split(b"\r")[0]
    if not re.fullmatch(rb"%PDF-1\.[0-7]\s*", first):
        yield Hit("UA header", f"the file begins with {first.decode('latin-1')!r}")
    info = objects.dictionary(subject.root, "/MarkInfo")
    if objects.truth(info, "/Marked") is not True:
        yield Hit("UA marked", "MarkInfo does not say that the file is tagged (Marked true)")
    if objects.truth(info, "/Suspects") is True:
        yield Hit("MH 01-007", "MarkInfo says that the tags are suspect (Suspects true)")
    if subject.tree.root is None:
        yield Hit("UA tree", "there is no structure tree: nothing in the file is tagged")
    elif not subject.tree.tops:
        yield Hit("UA tree", "the structure tree is empty")


def _packet(subject: Subject, held: Standards) -> Iterator[Hit]:
    stream = objects.entry(subject.root, "/Metadata")
    found = subject.packet
    if not isinstance(stream, Stream) or found is None:
        yield Hit("MH 06-001", "the catalog has no Metadata stream")
        yield _unclaimed(subject, f"nothing says that the file follows PDF/UA-{held.ua[2:]}")
        yield Hit("MH 06-003", "there is no title in an XMP packet")
        return
    if (objects.name(stream, "/Type"), objects.name(stream, "/Subtype")) != ("Metadata", "XML"):
        yield Hit("MH 06-001", "the Metadata stream has not the Type Metadata and the Subtype XML")
    if found.fault:
        yield Hit("MH 06-001", f"the XMP packet cannot be read: {found.fault}")
    part = found.value(packet.PDFUA_ID, "part")
    if part and part != held.ua[2:]:
        told = f"the packet says PDF/UA-{part}, where {held.ua[2:]} is wanted (pdfuaid:part)"
        yield Hit("MH 06-002", told)
    elif not part:
        yield _unclaimed(subject, "the packet does not say PDF/UA (pdfuaid:part)")
    for local in ("part", "amd", "corr", "rev"):
        prefix = found.prefix(packet.PDFUA_ID, local)
        if prefix not in ("", "pdfuaid"):
            yield Hit("MH 06-002", f"the prefix of {prefix}:{local} is not pdfuaid")
    if part == "2" and not re.fullmatch(r"\d{4}", found.value(packet.PDFUA_ID, "rev")):
        yield Hit("MH 06-002", "pdfuaid:rev does not give the year of the standard")
    if not found.value(packet.DC, "title"):
        yield Hit("MH 06-003", "the packet has no title (dc:title)")
    elif not any(found.properties[packet.DC, "title"].languages):
        yield Hit("MH 06-003", "the title of the packet names no language (rdf:Alt)")


def _unclaimed(subject: Subject, message: str) -> Hit:
    """Return that PDF/UA is not claimed: a fault in a file that was asked for it."""
    return Hit("MH 06-002" if subject.asked else "own claim", message)


def _title_shown(subject: Subject) -> Iterator[Hit]:
    shown = objects.truth(
        objects.dictionary(subject.root, "/ViewerPreferences"), "/DisplayDocTitle"
    )
    if shown is None:
        yield Hit(
            "MH 07-001", "ViewerPreferences has no DisplayDocTitle: viewers show the file's name"
        )
    elif not shown:
        yield Hit("MH 07-002", "DisplayDocTitle is false: viewers show the file's name")


def _languages(subject: Subject) -> Iterator[Hit]:
    if subject.language and not LANGUAGE.fullmatch(subject.language):
        yield Hit("UA language", f"the language of the document is {subject.language!r}")
    for element in subject.tree.elements:
        told = element.language
        if told and not LANGUAGE.fullmatch(told):
            yield Hit("UA language", f"the language of a {element.named} is {told!r}", element.page)
    if subject.language:
        return
    if "First" in objects.keys(objects.dictionary(subject.root, "/Outlines")):
        yield Hit("MH 11-003", "bookmarks are in no language: the catalog has no Lang")
    properties = subject.packet.properties.values() if subject.packet else ()
    if any(set(p.languages) == {"x-default"} for p in properties):
        yield Hit("MH 11-006", "the metadata is in no language: the catalog has no Lang")
    for element in subject.tree.elements:
        told_texts = {"Alt": element.alt, "ActualText": element.actual, "E": element.expansion}
        for key, text in told_texts.items():
            if text is not None and not element.spoken_language:
                yield Hit(
                    "MH 11-002", f"the {key} of a {element.named} is in no language", element.page
                )


def _encryption(subject: Subject) -> Iterator[Hit]:
    if "Encrypt" not in objects.keys(subject.trailer):
        return
    permitted = objects.integer(objects.dictionary(subject.trailer, "/Encrypt"), "/P")
    if permitted is None:
        yield Hit("MH 26-001", "the encryption has no P: nothing says what is permitted")
    elif not permitted & 512:
        yield Hit("MH 26-002", "the encryption keeps assistive technology out (bit 10 of P)")


def _layers(subject: Subject) -> Iterator[Hit]:
    layers = objects.dictionary(subject.root, "/OCProperties")
    if not objects.keys(layers):
        return
    configurations = [("MH 20-002", objects.dictionary(layers, "/D"))]
    configurations += [("MH 20-001", c) for c in objects.items(layers, "/Configs")]
    for rule, configuration in configurations:
        if not objects.text(configuration, "/Name"):
            yield Hit(rule, "a configuration of layers has no name")
        if "AS" in objects.keys(configuration):
            yield Hit("MH 20-003", "a configuration of layers has AS")


def _attachments(subject: Subject) -> Iterator[Hit]:
    for spec in subject.file_specs:
        if not objects.keys(objects.dictionary(spec, "/EF")):
            continue
        name = objects.text(spec, "/UF") or objects.text(spec, "/F") or ""
        if not objects.text(spec, "/F") or not objects.text(spec, "/UF"):
            yield Hit(
                "MH 21-001", f"the embedded file {name or 'without a name'} wants both F and UF"
            )
        if not objects.text(spec, "/Desc"):
            yield Hit("UA file", f"the embedded file {name} has no description (Desc)")


def _form(subject: Subject) -> Iterator[Hit]:
    form = objects.dictionary(subject.root, "/AcroForm")
    xfa = objects.entry(form, "/XFA")
    if xfa is None:
        return
    parts = xfa.as_list() if isinstance(xfa, Array) else [xfa]
    if any(re.search(rb"dynamicRender\s*>\s*required", objects.stream_bytes(p)) for p in parts):
        yield Hit("MH 25-001", "the form is dynamic XFA")


# ------------------------------------------------------------------------------------------- own


def _info(subject: Subject) -> Iterator[Hit]:
    """Yield where Info and the packet contradict each other; what stands in one alone is fine."""
    found, info = subject.packet, subject.info
    if found is None or found.fault:
        return
    pairs = (
        ("/Title", packet.DC, "title"),
        ("/Author", packet.DC, "creator"),
        ("/Subject", packet.DC, "description"),
        ("/Keywords", packet.PDF, "Keywords"),
        ("/Creator", packet.XMP, "CreatorTool"),
        ("/Producer", packet.PDF, "Producer"),
    )
    for key, space, local in pairs:
        told = objects.text(info, key)
        listed = found.properties.get((space, local))
        if told is None or listed is None:
            continue
        if _bare("".join(listed.values)) != _bare(told):
            yield Hit(
                "own info",
                f"Info has the {key[1:]} {told!r}, the packet {', '.join(listed.values)!r}",
            )
    for key, local in (("/CreationDate", "CreateDate"), ("/ModDate", "ModifyDate")):
        told, other = objects.text(info, key), found.value(packet.XMP, local)
        if told and other and _moment(told) != _moment(other):
            yield Hit("own info", f"Info has the {key[1:]} {told}, the packet {other}")


def _bare(text: str) -> str:
    """Return a text without blanks and the stops that stand between the items of a list."""
    return re.sub(r"[\s,;]+", "", text)


_DATE = re.compile(
    r"(?:D:)?(\d{4})-?(\d\d)?-?(\d\d)?T?(\d\d)?:?(\d\d)?:?(\d\d)?(?:\.\d+)?(Z|[+-]\d\d'?:?(?:\d\d)?)?'?"
)


def _moment(text: str) -> object:
    """Return the moment that a date of either kind means, or the text if it is none."""
    match = _DATE.match(text.strip())
    if match is None:
        return text
    parts = [
        int(part) if part else least
        for part, least in zip(match.groups()[:6], (0, 1, 1, 0, 0, 0), strict=True)
    ]
    zone = re.sub(r"[':]", "", match[7] or "Z")
    minutes = 0 if zone == "Z" else int(zone[1:3]) * 60 + int(zone[3:5] or 0)
    try:
        moment = datetime.datetime(*parts, tzinfo=datetime.UTC)  # type: ignore[misc,arg-type]
    except ValueError:
        return text
    return moment - datetime.timedelta(minutes=minutes if zone[0] != "-" else -minutes)


def _labels(subject: Subject) -> Iterator[Hit]:
    if "PageLabels" not in objects.keys(subject.root):
        return
    starts = sorted(
        key for key, _ in objects.number_tree(objects.entry(subject.root, "/PageLabels"))
    )
    if not starts or starts[0] != 0:
        yield Hit("own labels", "the page labels do not begin at the first page")


def _bookmarks(subject: Subject) -> Iterator[Hit]:
    outlines = objects.dictionary(subject.root, "/Outlines")
    if "First" not in objects.keys(outlines):
        if len(subject.pages) > LONG:
            yield Hit("own bookmarks", f"{len(subject.pages)} pages have no bookmarks")
        return
    for item in subject.bookmarks:
        if not (objects.text(item, "/Title") or "").strip():
            yield Hit("own target", "a bookmark has no text")
        if not subject.leads(item):
            yield Hit("own target", f"the bookmark {objects.text(item, '/Title')!r} leads nowhere")


def _orientation(subject: Subject) -> Iterator[Hit]:
    """Yield pages that lie where most stand, or the other way round (veraPDF's WCAG profile)."""
    lying: dict[bool, list[int]] = {True: [], False: []}
    for number, page in enumerate(subject.pages, 1):
        left, bottom, right, top = subject.area(number)
        width, height = right - left, top - bottom
        if width != height:
            turned = (objects.integer(page, "/Rotate") or 0) % 180 != 0
            lying[(width > height) != turned].append(number)
    few, told = (True, "lies") if len(lying[True]) <= len(lying[False]) else (False, "stands")
    for number in lying[few]:
        yield Hit("WCAG 1.3.4", f"the page {told}, and most others do not", number)
