"""A file that claims PDF/A in; out, what is wrong with its streams, images, forms and colours."""

import re
from collections.abc import Iterator
from typing import Any

from pikepdf import Array, Dictionary, Name, Stream, String

from . import colours, objects
from .archive import FILTERS, LARGEST, SCRIPTS
from .findings import Hit
from .rules import Standards
from .subject import Subject

INTENTS = {"RelativeColorimetric", "AbsoluteColorimetric", "Perceptual", "Saturation"}
BLENDS = {
    "Normal", "Compatible", "Multiply", "Screen", "Overlay", "Darken", "Lighten", "ColorDodge",
    "ColorBurn", "HardLight", "SoftLight", "Difference", "Exclusion", "Hue", "Saturation",
    "Color", "Luminosity",
}  # fmt: skip


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield what PDF/A forbids in objects and colours."""
    if held.a not in ("a2", "a3", "a4"):
        return
    yield from _objects(subject, held)
    yield from colours.check(subject, held)
    for page in subject.content:
        for told in sorted(page.intents - INTENTS):
            yield Hit("A rendering", f"there is the rendering intent {told}", page.number)


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
