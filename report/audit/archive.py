"""A file that claims PDF/A in; out, what an archive cannot keep in it."""

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Stream

from . import objects, schemas
from .findings import Hit
from .painting import text_string
from .rules import Standards
from .subject import Subject

FILTERS = {
    "ASCIIHexDecode", "ASCII85Decode", "FlateDecode", "RunLengthDecode", "CCITTFaxDecode",
    "JBIG2Decode", "DCTDecode", "JPXDecode",
}  # fmt: skip
INLINE_FILTERS = (FILTERS - {"JBIG2Decode", "JPXDecode"}) | {"AHx", "A85", "Fl", "RL", "CCF", "DCT"}
ANNOTATIONS_4 = {"3D", "RichMedia"}
"""What engineers need: PDF/A-4e alone has it."""
ANNOTATIONS = {
    "Text", "Link", "FreeText", "Line", "Square", "Circle", "Polygon", "PolyLine", "Highlight",
    "Underline", "Squiggly", "StrikeOut", "Stamp", "Caret", "Ink", "Popup", "FileAttachment",
    "Widget", "PrinterMark", "TrapNet", "Watermark", "Redact",
}  # fmt: skip
ACTIONS = {"GoTo", "GoToR", "GoToE", "Thread", "URI", "Named", "SubmitForm"}
ACTIONS_4 = ACTIONS | {"JavaScript", "RichMediaExecute", "GoToDp"}
ACTIONS_4E = ACTIONS_4 | {"SetOCGState", "GoTo3DView"}
TRIGGERS_4 = {"E", "X", "D", "U", "Fo", "Bl"}
"""What part 4 lets start an action: a pointer that comes, goes or clicks, a field that is left."""
NAMED = {"NextPage", "PrevPage", "FirstPage", "LastPage"}
SCRIPTS = {
    "JavaScript", "Launch", "Sound", "Movie", "ResetForm", "ImportData", "Hide", "SetOCGState",
    "Rendition", "GoTo3DView",
}  # fmt: skip
PRIVATE = re.compile("[\ue000-\uf8ff\U000f0000-\U000ffffd\U00100000-\U0010fffd]")
MIME = re.compile(r"[-\w+.]+/[-\w+.]+")
LARGEST = 2147483647


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what PDF/A forbids; nothing for a file that is not held to parts 2 to 4."""
    if held.a not in ("a2", "a3", "a4"):
        return
    yield from _file(subject, held)
    yield from schemas.check(subject, held)
    yield from _catalog(subject, held)
    yield from _actions(subject, held)
    yield from _annotations(subject, held)
    yield from _form(subject, held)
    yield from _attachments(subject, held)
    yield from _layers(subject, held)
    yield from _texts(subject)
    yield from _pages(subject)
    yield from _fonts(subject)


def _file(subject: Subject, held: Standards) -> Iterator[Hit]:
    data, trailer = subject.data, subject.trailer
    version = rb"2\.[0-9]" if held.a == "a4" else rb"1\.[0-7]"
    if not re.match(rb"%PDF-" + version + rb"(?:\r\n?|\n)", data):
        yield Hit("A header", f"the file begins with {data[:10].decode('latin-1')!r}")
    elif not re.match(rb"%PDF-\d\.\d(?:\r\n?|\n)%[\x80-\xff]{4}", data):
        yield Hit("A header", "no comment of four bytes over 127 follows on the header")
    if not any(bytes(part) for part in objects.items(trailer, "/ID") if hasattr(part, "__bytes__")):
        yield Hit("A identifier", "the trailer has no ID")
    if "Encrypt" in objects.keys(trailer):
        yield Hit("A encryption", "the file is encrypted")
    rest = data[data.rfind(b"%%EOF") + 5 :]
    if rest not in (b"", b"\n", b"\r", b"\r\n"):
        yield Hit("A end", f"{len(rest)} bytes follow the end of the file")
    told_info = objects.keys(subject.info)
    if "Info" in objects.keys(trailer) and "PieceInfo" in objects.keys(subject.root):
        if told_info != {"ModDate"}:
            yield Hit("A info", "the Info dictionary has more than the date of the last change")
    elif "Info" in objects.keys(trailer):
        yield Hit("A info", "the trailer has an Info dictionary: part 4 has the XMP packet alone")
    if (told := objects.name(subject.root, "/Version")) and not re.fullmatch(r"2\.[0-9]", told):
        yield Hit("A version", f"the catalog says that the version is {told}")


def _catalog(subject: Subject, held: Standards) -> Iterator[Hit]:
    root = subject.root
    if odd := objects.keys(objects.dictionary(root, "/Perms")) - {"UR3", "DocMDP"}:
        yield Hit("A permission", f"the permissions have {', '.join(sorted(odd))}")
    if _triggers(root, held):
        yield Hit("A trigger", "the document starts actions (AA)")
    if "AlternatePresentations" in objects.keys(objects.dictionary(root, "/Names")):
        yield Hit("A alternate", "there are alternate presentations")
    if "Requirements" in objects.keys(root):
        yield Hit("A requirements", "the document requires something of its reader")
    yield from _intents(subject, held)
    for thing in (objects.dictionary(root, "/Perms"),):
        yield from _signature(objects.dictionary(thing, "/DocMDP"))


def _triggers(holder: Any, held: Standards) -> bool:
    """Whether something starts actions that the standard does not let it start (AA)."""
    if "AA" not in objects.keys(holder):
        return False
    return held.a != "a4" or bool(objects.keys(objects.dictionary(holder, "/AA")) - TRIGGERS_4)


def _signature(signature: Any) -> Iterator[Hit]:
    for reference in objects.items(signature, "/Reference"):
        if odd := objects.keys(reference) & {"DigestLocation", "DigestMethod", "DigestValue"}:
            told = ", ".join(sorted(odd))
            yield Hit("A permission", f"a signature that permits changes has {told}")


def _intents(subject: Subject, held: Standards) -> Iterator[Hit]:
    profiles = []
    for intent in objects.items(subject.root, "/OutputIntents"):
        profile = objects.entry(intent, "/DestOutputProfile")
        outside = "DestOutputProfileRef" in objects.keys(intent)
        if outside and (held.a == "a4" or objects.name(intent, "/S") == "GTS_PDFX"):
            yield Hit("A intent", "an output intent refers to a profile outside of the file")
        if isinstance(profile, Stream):
            profiles.append(profile)
    if len({p.objgen for p in profiles}) > 1:
        yield Hit("A intent", "the output intents have different profiles")
    for profile in profiles[:1]:
        told = objects.stream_bytes(profile)[:128]
        kind, space = told[12:16], told[16:20]
        if (
            kind not in (b"prtr", b"mntr")
            or space not in (b"RGB ", b"CMYK", b"GRAY")
            or told[8:9] >= b"\5"
        ):
            yield Hit("A intent", "the profile of the output intent is none for output")


# -------------------------------------------------------------------------------- actions, forms


def _actions(subject: Subject, held: Standards) -> Iterator[Hit]:
    allowed = ACTIONS
    if held.a == "a4":
        allowed = ACTIONS_4E if held.level == "e" else ACTIONS_4
    starts: list[tuple[Any, int]] = [(objects.entry(subject.root, "/OpenAction"), 0)]
    starts += [(objects.entry(item, "/A"), 0) for item in subject.bookmarks]
    for number, page in enumerate(subject.pages, 1):
        if _triggers(page, held):
            yield Hit("A trigger", "the page starts actions (AA)", number)
        for annotation in objects.items(page, "/Annots"):
            starts.append((objects.entry(annotation, "/A"), number))
            starts += [
                (a, number) for _, a in objects.entries(objects.dictionary(annotation, "/AA"))
            ]
    names = objects.dictionary(subject.root, "/Names")
    starts += [(action, 0) for _, action in objects.name_tree(objects.entry(names, "/JavaScript"))]
    seen: set[tuple[int, int]] = set()
    while starts:
        action, page = starts.pop()
        if not isinstance(action, Dictionary) or (action.is_indirect and action.objgen in seen):
            continue
        seen.add(action.objgen)
        kind = objects.name(action, "/S")
        if kind not in allowed:
            yield Hit("A action", f"there is an action {kind or 'of no type'}", page)
        if kind == "Named" and objects.name(action, "/N") not in NAMED:
            yield Hit("A action", f"there is the named action {objects.name(action, '/N')}", page)
        starts += [(following, page) for following in objects.items(action, "/Next")]


def _form(subject: Subject, held: Standards) -> Iterator[Hit]:
    form = objects.dictionary(subject.root, "/AcroForm")
    if objects.truth(form, "/NeedAppearances"):
        yield Hit("A field", "form fields have no appearance yet (NeedAppearances)")
    if "XFA" in objects.keys(form) or objects.truth(subject.root, "/NeedsRendering"):
        yield Hit("A xfa", "the form is XFA")
    waiting = objects.items(form, "/Fields")
    seen: set[tuple[int, int]] = set()
    while waiting:
        field = waiting.pop()
        if not isinstance(field, Dictionary) or field.objgen in seen:
            continue
        seen.add(field.objgen)
        if objects.keys(field) & _forbidden(held):
            named = objects.text(field, "/T")
            told = f"the form field {named}" if named else "a form field without a name"
            yield Hit("A field", f"{told} has actions")
        waiting += objects.items(field, "/Kids")


# ----------------------------------------------------------------------------------- annotations


def _annotations(subject: Subject, held: Standards) -> Iterator[Hit]:
    for number, page in enumerate(subject.pages, 1):
        for annotation in objects.items(page, "/Annots"):
            if isinstance(annotation, Dictionary):
                yield from _annotation(annotation, number, held)


def _annotation(annotation: Any, page: int, held: Standards) -> Iterator[Hit]:
    told = dict(objects.entries(annotation))
    kind = objects.as_name(told.get("Subtype"))
    allowed = ANNOTATIONS
    if held.a == "a4":
        allowed = ANNOTATIONS | {"Projection"} | (ANNOTATIONS_4 if held.level == "e" else set())
        allowed -= set() if held.level in ("e", "f") else {"FileAttachment"}
    if kind not in allowed:
        yield Hit("A annotation", f"there is an annotation {kind or 'of no type'}", page)
    flags = objects.as_integer(told.get("F"))
    if flags is None and kind != "Popup":
        yield Hit("A flags", f"a {kind} annotation has no flags (F)", page)
    elif flags is not None and (flags & (1 | 2 | 32 | 256) or not flags & 4):
        yield Hit("A flags", f"a {kind} annotation is not printed, or not shown (F {flags})", page)
    if kind == "Widget" and told.keys() & _forbidden(held):
        yield Hit("A field", "a form field has actions", page)
    if "AP" not in told:
        rect = objects.as_rectangle(told.get("Rect"))
        flat = rect is not None and rect[0] == rect[2] and rect[1] == rect[3]
        if kind not in ("Popup", "Link", "Projection") and not flat:
            yield Hit("A appearance", f"a {kind} annotation has no appearance (AP)", page)
        return
    looks = objects.dictionary(annotation, "/AP")
    if objects.keys(looks) != {"N"}:
        yield Hit("A appearance", f"a {kind} annotation has other appearances than N", page)
        return
    button = kind == "Widget" and _field_type(annotation) == "Btn"
    normal = objects.entry(looks, "/N")
    if isinstance(normal, Stream) == button:
        yield Hit(
            "A appearance", f"the appearance of a {kind} annotation is of the wrong kind", page
        )


def _forbidden(held: Standards) -> set[str]:
    """Return the keys of actions that a form field may not have."""
    return {"A"} if held.a == "a4" else {"A", "AA"}


def _field_type(field: Any) -> str:
    for _ in range(32):
        if told := objects.name(field, "/FT"):
            return told
        field = objects.entry(field, "/Parent")
    return ""


# ----------------------------------------------------------------------------------- attachments


def _attachments(subject: Subject, held: Standards) -> Iterator[Hit]:
    names = objects.dictionary(subject.root, "/Names")
    if held.a == "a4" and held.level == "f" and "EmbeddedFiles" not in objects.keys(names):
        yield Hit("A attached", "a file of PDF/A-4f has no embedded files")
    for spec in subject.file_specs:
        files = objects.dictionary(spec, "/EF")
        if not objects.keys(files):
            continue
        told = objects.text(spec, "/UF") or objects.text(spec, "/F") or "without a name"
        for _, stream in objects.entries(files):
            if not MIME.fullmatch(objects.name(stream, "/Subtype")):
                yield Hit("A embedded", f"the embedded file {told} has no media type (Subtype)")
                break
        if not objects.name(spec, "/AFRelationship"):
            yield Hit(
                "A relation",
                f"the embedded file {told} does not say how it belongs here (AFRelationship)",
            )
        if spec.is_indirect and spec.objgen not in subject.associated:
            yield Hit("A associated", f"the embedded file {told} is associated with nothing (AF)")


def _texts(subject: Subject) -> Iterator[Hit]:
    """Yield texts that stand in for others, and cannot be read themselves."""
    for element in subject.tree.elements:
        if element.actual and PRIVATE.search(element.actual):
            told = f"the ActualText of a {element.named} has characters of private use"
            yield Hit("A private", told, element.page)
    for page in subject.content:
        for mark in page.marks:
            text = mark.properties.get("ActualText")
            if isinstance(text, bytes) and PRIVATE.search(text_string(text)):
                told = "an ActualText in the content has characters of private use"
                yield Hit("A private", told, page.number)
        if any("Ref" in objects.keys(form) for form, _ in page.forms):
            yield Hit("A reference", "a form XObject is fetched from another file", page.number)


def _layers(subject: Subject, held: Standards) -> Iterator[Hit]:
    layers = objects.dictionary(subject.root, "/OCProperties")
    if not objects.keys(layers):
        return
    groups = {g.objgen for g in objects.items(layers, "/OCGs") if isinstance(g, Dictionary)}
    seen: set[str] = set()
    for configuration in [objects.dictionary(layers, "/D"), *objects.items(layers, "/Configs")]:
        name = objects.text(configuration, "/Name") or ""
        if held.a == "a4" and objects.text(configuration, "/Name") is None:
            yield Hit("A layers", "a configuration of layers has no name")
        if name and name in seen:
            yield Hit("A layers", f"two configurations of layers have the name {name!r}")
        seen.add(name)
        if "Order" in objects.keys(configuration):
            listed = set(_flat(objects.entry(configuration, "/Order")))
            if groups - listed:
                yield Hit("A layers", f"{len(groups - listed)} layers are not listed (Order)")


def _flat(order: Any) -> Iterator[tuple[int, int]]:
    waiting = [order]
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, Array):
            waiting += thing.as_list()
        elif isinstance(thing, Dictionary):
            yield thing.objgen


# ------------------------------------------------------------------------------------ pages, fonts


def _pages(subject: Subject) -> Iterator[Hit]:
    for number, page in enumerate(subject.pages, 1):
        if "PresSteps" in objects.keys(page):
            yield Hit("A alternate", "the page has steps of a presentation", number)
        for key in ("/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox"):
            box = objects.rectangle(page, key)
            if box and not all(3 <= side <= 14400 for side in (box[2] - box[0], box[3] - box[1])):
                yield Hit(
                    "A limit",
                    f"the {key[1:]} is smaller than 3 or larger than 14,400 units",
                    number,
                )
    for content in subject.content:
        if content.unknown:
            told = ", ".join(sorted(content.unknown)[:3])
            yield Hit("A operator", f"the page has operators of its own: {told}", content.number)
        if content.depth > 28:
            yield Hit(
                "A limit",
                f"{content.depth} graphics states are saved in each other (q)",
                content.number,
            )
        for image in content.inline:
            if image.get("I", image.get("Interpolate")) is True:
                yield Hit("A image", "an inline image is interpolated", content.number)
            told_filters = image.get("F", image.get("Filter"))
            for name in told_filters if isinstance(told_filters, list) else [told_filters]:
                if name is not None and name not in INLINE_FILTERS:
                    yield Hit(
                        "A filter", f"an inline image is compressed by {name}", content.number
                    )


STANDARD_14 = re.compile(r"(Courier|Helvetica|Times)(-.*)?|Symbol|ZapfDingbats")
SUBTYPES = {"Type1", "MMType1", "TrueType", "Type3", "Type0"}


def _fonts(subject: Subject) -> Iterator[Hit]:
    for font in subject.fonts:
        page = min(font.used().values(), default=0)
        told = font.name or "a font without a name"
        entries = objects.keys(font.dictionary)
        if objects.name(font.dictionary, "/Type") != "Font" or font.subtype not in SUBTYPES:
            yield Hit("A font", f"{told} has not the Type Font, or no known Subtype", page)
        if font.subtype != "Type3" and not font.name:
            yield Hit("A font", "a font has no BaseFont", page)
        if not font.composite and not STANDARD_14.fullmatch(font.name):
            if missing := {"FirstChar", "LastChar", "Widths"} - entries:
                yield Hit("A font", f"{told} has no {', '.join(sorted(missing))}", page)
            first = objects.integer(font.dictionary, "/FirstChar") or 0
            last = objects.integer(font.dictionary, "/LastChar") or 0
            if not missing and len(objects.items(font.dictionary, "/Widths")) != last - first + 1:
                yield Hit("A font", f"{told} has not as many Widths as codes", page)
        stream = objects.entry(font.descriptor, "/FontFile3")
        kind = objects.name(stream, "/Subtype")
        if isinstance(stream, Stream) and kind not in ("Type1C", "CIDFontType0C", "OpenType"):
            yield Hit("A font", f"the program of {told} is of the unknown kind {kind}", page)
