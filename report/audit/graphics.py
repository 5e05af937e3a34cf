"""A file that claims PDF/A in; out, what is wrong with its streams, images, forms and colours."""

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream, String

from . import objects
from .archive import FILTERS, LARGEST, SCRIPTS, intent_colours
from .findings import Hit
from .rules import Standards
from .subject import Subject

INTENTS = {"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}
BLENDS = {
    "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge",
    "ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation",
    "Color", "Luminosity",
}  # fmt: skip
DEVICES = {
    "DeviceGray": "GRAY",
    "DeviceRGB": "RGB",
    "DeviceCMYK": "CMYK",
    "G": "GRAY",
    "RGB": "RGB",
    "CMYK": "CMYK",
}
WORDS = {"GRAY": "DefaultGray", "RGB": "DefaultRGB", "CMYK": "DefaultCMYK"}


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what PDF/A forbids in objects and colours."""
    if held.a not in ("a2", "a3", "a4"):
        return
    yield from _objects(subject, held)
    yield from _colours(subject, held)


def _objects(subject: Subject, held: Standards) -> Iterator[Hit]:
    for thing in subject.pdf.objects:
        if isinstance(thing, Stream):
            yield from _stream(thing)
        if isinstance(thing, Dictionary | Stream | Array):
            yield from _within(thing, held)


def _within(thing: Any, held: Standards) -> Iterator[Hit]:
    """Yield what is wrong in an object and in what stands in it without a number of its own."""
    waiting = [thing]
    while waiting:
        holder = waiting.pop()
        values: list[Any] = []
        if isinstance(holder, Array):
            values += holder.as_list()
            yield from _colorants(holder)
        else:
            values += [value for _, value in holder.items()]
            yield from _dictionary(holder, held)
        for value in values:
            if isinstance(value, int):
                if not isinstance(value, bool) and abs(value) > LARGEST:
                    yield Hit("A limit", f"the number {value} is too large")
            elif isinstance(value, Dictionary | Array):
                if not value.is_indirect:
                    waiting.append(value)
            elif isinstance(value, String):
                if len(bytes(value)) > 32767:
                    yield Hit("A limit", f"a string has {len(bytes(value)):,} bytes")
            elif isinstance(value, Name) and len(value.unparse()) > 128:
                yield Hit("A limit", "a name is longer than 127 bytes")


def _dictionary(holder: Any, held: Standards) -> Iterator[Hit]:
    kind = holder.get("/Type")
    states = holder.get("/ExtGState")
    if isinstance(states, Dictionary):
        for _, state in objects.entries(states):
            yield from _state(state, held)
    elif kind == Name.ExtGState:
        yield from _state(holder, held)
    yield from _names(holder, kind)
    acts = "/JS" in holder or (kind == Name.Action and "/S" in holder)
    if acts and held.a != "a4" and (action := objects.name(holder, "/S")) in SCRIPTS:
        yield Hit("A action", f"there is an action {action}")


def _stream(stream: Stream) -> Iterator[Hit]:
    entries = objects.keys(stream)
    if outside := entries & {"F", "FFilter", "FDecodeParms"}:
        yield Hit("A stream", f"a stream is in another file ({', '.join(sorted(outside))})")
    parameters = objects.items(stream, "/DecodeParms")
    for place, name in enumerate(objects.items(stream, "/Filter")):
        told = objects.as_name(name)
        identity = (
            place < len(parameters) and objects.name(parameters[place], "/Name") == "Identity"
        )
        if told not in FILTERS and not (told == "Crypt" and identity):
            yield Hit("A filter", f"a stream is compressed by {told}")
    subtype = objects.name(stream, "/Subtype")
    if subtype == "Image":
        yield from _image(stream, entries)
    if subtype == "PS":
        yield Hit("A form", "there is a PostScript XObject")
    script = entries & {"PS", "OPI"} or objects.name(stream, "/Subtype2") == "PS"
    if subtype == "Form" and script:
        yield Hit("A form", "a form XObject has PostScript or OPI")


def _image(image: Stream, entries: set[str]) -> Iterator[Hit]:
    for key in ("Alternates", "OPI"):
        if key in entries:
            yield Hit("A image", f"an image has {key}")
    if objects.truth(image, "/Interpolate"):
        yield Hit("A image", "an image is interpolated")
    bits, mask = objects.integer(image, "/BitsPerComponent"), objects.truth(image, "/ImageMask")
    if bits is not None and bits not in ((1,) if mask else (1, 2, 4, 8, 16)):
        yield Hit("A image", f"an image has {bits} bits for each component")
    if "Intent" in entries and objects.name(image, "/Intent") not in INTENTS:
        yield Hit(
            "A rendering", f"an image has the rendering intent {objects.name(image, '/Intent')}"
        )


def _names(holder: Any, kind: Any) -> Iterator[Hit]:
    """Yield names for people, of fonts and of tags, that are not UTF-8."""
    keys = ["/BaseFont", "/FontName"] if kind in (Name.Font, Name.FontDescriptor) else []
    keys += ["/S"] if kind == Name.StructElem or ("/P" in holder and "/K" in holder) else []
    found = [value for key in keys if isinstance(value := holder.get(key), Name)]
    roles = holder.get("/RoleMap")
    if isinstance(roles, Dictionary):
        for key in roles.keys():  # noqa: SIM118  # a pikepdf dictionary has no other way
            if not key.isprintable():  # what is not UTF-8 has become halves of surrogates
                yield Hit("A name", f"the name {key[1:]!a} is not UTF-8")
        found += [value for _, value in roles.items() if isinstance(value, Name)]
    for name in found:
        if not _utf8(name):
            yield Hit("A name", f"the name {objects.as_name(name)!a} is not UTF-8")


def _utf8(name: Name) -> bool:
    raw = re.sub(rb"#([0-9A-Fa-f]{2})", lambda m: bytes([int(m[1], 16)]), name.unparse())
    try:
        raw.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _colorants(space: Array) -> Iterator[Hit]:
    """Yield names of inks that are not UTF-8: of Separation one, of DeviceN a list."""
    if len(space) > 1 and objects.as_name(space[0]) in ("Separation", "DeviceN"):
        for name in objects.as_items(space[1]):
            if isinstance(name, Name) and not _utf8(name):
                told = ascii(objects.as_name(name))
                yield Hit("A name", f"the name of the ink {told} is not UTF-8")


def _halftone(halftone: Any, colorant: str = "") -> Iterator[Hit]:
    kind = objects.integer(halftone, "/HalftoneType")
    if kind not in (1, 5):
        yield Hit("A state", f"a halftone is of type {kind}, not 1 or 5")
    if "HalftoneName" in objects.keys(halftone):
        yield Hit("A state", "a halftone has a name (HalftoneName)")
    transfer = "TransferFunction" in objects.keys(halftone)
    primary = colorant in ("", "Cyan", "Magenta", "Yellow", "Black")
    if colorant != "Default" and transfer == primary:
        what = "has a transfer function" if transfer else "has no transfer function"
        yield Hit("A state", f"the halftone of {colorant or 'all inks'} {what}")
    if kind == 5 and not colorant:
        for name, below in objects.entries(halftone):
            if isinstance(below, Dictionary | Stream):
                yield from _halftone(below, name)


def _state(state: Any, held: Standards) -> Iterator[Hit]:
    entries = objects.keys(state)
    halftone = objects.entry(state, "/HT")
    if isinstance(halftone, Dictionary | Stream):
        yield from _halftone(halftone)
    if held.a == "a4" and "HTO" in entries:
        yield Hit("A state", "a graphics state has the origin of a halftone (HTO)")
    if "TR" in entries or ("TR2" in entries and objects.name(state, "/TR2") != "Default"):
        yield Hit("A state", "a graphics state has a transfer function (TR)")
    if "HTP" in entries and held.a != "a4":
        yield Hit("A state", "a graphics state has the origin of a halftone (HTP)")
    for blend in objects.items(state, "/BM"):
        if objects.as_name(blend) not in BLENDS:
            yield Hit("A blend", f"there is the blend mode {objects.as_name(blend)}")
    if "RI" in entries and objects.name(state, "/RI") not in INTENTS:
        yield Hit("A rendering", f"there is the rendering intent {objects.name(state, '/RI')}")


# --------------------------------------------------------------------------------------- colours


def _colours(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield device colours without a meaning, and transparency that nothing tells how to mix."""
    intent = intent_colours(subject)
    for number, page in enumerate(subject.pages, 1):
        content = subject.content[number - 1]
        resources = objects.dictionary(page, "/Resources")
        images = list(_images(resources))
        used = set(content.devices) | {name for image in images for name in _device(image)}
        given = set(_color_spaces(resources))
        if objects.items(page, "/OutputIntents"):  # PDF 2.0: a page may have its own
            continue
        # Part 4 lets the colours in which transparency is mixed give a meaning as well.
        if held.a == "a4" and _mixing(page):
            used = set()
        for device in sorted({DEVICES[name] for name in used if name in DEVICES}):
            meant = intent == device or (device == "GRAY" and intent)
            if not meant and WORDS[device] not in given:
                yield Hit(
                    "A colour",
                    f"{device} colours have no meaning: no output intent has them",
                    number,
                )
        for told in sorted(content.intents - INTENTS):
            yield Hit("A rendering", f"there is the rendering intent {told}", number)
        mixed = objects.name(objects.dictionary(page, "/Group"), "/S") == "Transparency"
        space = "CS" in objects.keys(objects.dictionary(page, "/Group"))
        if not intent and not (mixed and space) and _transparent(resources):
            yield Hit(
                "A group",
                "the page has transparency, and does not say in which colours it is mixed",
                number,
            )


def _images(resources: Any, depth: int = 0) -> Iterator[Any]:
    for _, thing in objects.entries(objects.dictionary(resources, "/XObject")):
        if objects.name(thing, "/Subtype") == "Image":
            yield thing
        elif depth < 8:
            yield from _images(objects.dictionary(thing, "/Resources"), depth + 1)


def _color_spaces(resources: Any, depth: int = 0) -> Iterator[str]:
    """Yield the names of colour spaces here and in the forms below."""
    yield from objects.keys(objects.dictionary(resources, "/ColorSpace"))
    for _, thing in objects.entries(objects.dictionary(resources, "/XObject")):
        if depth < 8:
            yield from _color_spaces(objects.dictionary(thing, "/Resources"), depth + 1)


def _mixing(holder: Any, depth: int = 0) -> bool:
    """Whether a page or form, or a form below, names the colours in which transparency is mixed."""
    if "CS" in objects.keys(objects.dictionary(holder, "/Group")):
        return True
    below = objects.dictionary(objects.dictionary(holder, "/Resources"), "/XObject")
    return depth < 8 and any(_mixing(thing, depth + 1) for _, thing in objects.entries(below))


def _device(image: Any) -> list[str]:
    space = objects.entry(image, "/ColorSpace")
    if isinstance(space, Array) and len(space) > 1 and objects.as_name(space[0]) == "Indexed":
        space = space[1]
    name = objects.as_name(space)
    return [name] if name in DEVICES else []


def _transparent(resources: Any, depth: int = 0) -> bool:
    for _, state in objects.entries(objects.dictionary(resources, "/ExtGState")):
        alpha = [objects.number(state, key) for key in ("/ca", "/CA")]
        if any(a is not None and a < 1 for a in alpha) or isinstance(
            objects.entry(state, "/SMask"), Dictionary
        ):
            return True
        if any(
            objects.as_name(b) not in ("Normal", "Compatible") for b in objects.items(state, "/BM")
        ):
            return True
    for _, thing in objects.entries(objects.dictionary(resources, "/XObject")):
        if isinstance(objects.entry(thing, "/SMask"), Stream) or (
            objects.integer(thing, "/SMaskInData") or 0
        ):
            return True
        if objects.name(objects.dictionary(thing, "/Group"), "/S") == "Transparency":
            return True
        if depth < 8 and _transparent(objects.dictionary(thing, "/Resources"), depth + 1):
            return True
    return False
