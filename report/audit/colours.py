"""A file that claims PDF/A in; out, the colours that nothing gives a meaning, wherever they paint.

Each content stream is followed with the colours that are set when something is painted: pages,
forms, patterns, glyphs of Type 3, soft masks and the appearances of annotations. A colour of a
device has a meaning if an output intent is of that device, or a default space takes its place; in
part 4 also if the colours in which transparency is mixed are of that device.
"""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any

from pikepdf import Array, Dictionary, Stream

from . import objects
from .findings import Hit
from .lexer import Operand, operators
from .rules import Standards
from .subject import Subject

DEVICES = {
    "DeviceGray": "GRAY", "G": "GRAY", "DeviceRGB": "RGB", "RGB": "RGB", "DeviceCMYK": "CMYK",
    "CMYK": "CMYK",
}  # fmt: skip
DEFAULTS = {"GRAY": "DefaultGray", "RGB": "DefaultRGB", "CMYK": "DefaultCMYK"}
PROCESS = {"Cyan", "Magenta", "Yellow", "Black", "None"}
OPAQUE = {"Normal", "Compatible"}
FILLS = {"f", "F", "f*", "B", "B*", "b", "b*"}
STROKES = {"S", "s", "B", "B*", "b", "b*"}
SETS = {
    "g": ("fill", "DeviceGray"), "rg": ("fill", "DeviceRGB"), "k": ("fill", "DeviceCMYK"),
    "G": ("stroke", "DeviceGray"), "RG": ("stroke", "DeviceRGB"), "K": ("stroke", "DeviceCMYK"),
}  # fmt: skip
TEXTS = {"line", "Tj", "TJ", "'", '"'}
DEEPEST = 12
"""Colour spaces inside each other, and streams that paint each other."""
_PASSED_OVER = frozenset(
    b"m l c v y h re n W W* w J j M d i ri cm BT ET Td TD Tm T* Tc Tw Tz TL Ts".split()
)


@dataclass(frozen=True, slots=True)
class ColourSpace:
    """What a colour space comes down to."""

    devices: frozenset[str] = frozenset()
    profile: str = ""  # the digest of a profile of four inks
    mixed: str = ""  # what it gives a meaning to, if transparency is mixed in it


GRAY = "DeviceGray"


@dataclass(frozen=True, slots=True)
class Brush:
    """The part of the graphics state that tells colours."""

    fill: Any = GRAY  # as it is set: a name, or a space
    stroke: Any = GRAY
    fill_pattern: Any = None
    stroke_pattern: Any = None
    mode: int = 0
    font: Any = None
    overprint: tuple[bool, bool] = (False, False)  # filling, stroking
    overprint_mode: int = 0


@dataclass(slots=True)
class Painted:
    """What one page was found to do."""

    faults: dict[tuple[str, str], None] = field(default_factory=dict)
    transparent: bool = False


def check(subject: Subject, held: Standards) -> Iterator[Hit]:
    """Yield device colours without a meaning, and transparency that nothing tells how to mix."""
    inks: dict[str, set[tuple[bytes, bytes]]] = {}
    for number, page in enumerate(subject.pages, 1):
        walker = Walker(subject, held, page, inks)
        found = walker.page()
        for rule, told in found.faults:
            yield Hit(rule, told, number)
        space = "CS" in objects.keys(objects.dictionary(page, "/Group"))
        if found.transparent and not (space or walker.intent or walker.document_intent):
            told = "the page has transparency, and does not say in which colours it is mixed"
            yield Hit("A group", told, number)
    for name, ways in inks.items():
        if len(ways) > 1:
            yield Hit("A ink", f"the ink {name} is imitated in {len(ways)} different ways")


def intent_of(holder: Any) -> tuple[str, Stream | None]:
    """Return the colours of the output intent of a document or page, and its profile."""
    for intent in objects.items(holder, "/OutputIntents"):
        profile = objects.entry(intent, "/DestOutputProfile")
        if objects.name(intent, "/S") == "GTS_PDFA1" and isinstance(profile, Stream):
            return objects.stream_bytes(profile)[16:20].decode("latin-1").strip(), profile
    return "", None


class Walker:
    """Follows what one page paints."""

    def __init__(
        self,
        subject: Subject,
        held: Standards,
        page: Any,
        inks: dict[str, set[tuple[bytes, bytes]]],
    ) -> None:
        self.subject, self.four, self._page, self.inks = subject, held.a == "a4", page, inks
        self.document_intent, document_profile = intent_of(subject.root)
        self.intent, profile = intent_of(page) if self.four else ("", None)
        self.profiles = {_digest(p) for p in (document_profile, profile) if p is not None}
        self.found = Painted()
        self._seen: set[object] = set()

    def page(self) -> Painted:
        """Follow the page and its annotations."""
        resources = objects.inherited(self._page, "/Resources")
        mixed = self._group(self._page, resources, ColourSpace())
        self._stream(objects.entry(self._page, "/Contents"), resources, Brush(), mixed, 0)
        for annotation in objects.items(self._page, "/Annots"):
            looks = objects.entry(objects.dictionary(annotation, "/AP"), "/N")
            states = (
                [looks] if isinstance(looks, Stream) else [v for _, v in objects.entries(looks)]
            )
            for look in states:
                self._form(look, resources, Brush(), mixed, 0)
            self._opacity(annotation)
        return self.found

    # ------------------------------------------------------------------------------- content

    def _stream(
        self, stream: Any, resources: Any, brush: Brush, mixed: ColourSpace, depth: int
    ) -> None:
        if depth > DEEPEST:
            return
        try:
            data = objects.unpacked(stream)
        except objects.UnreadableError:
            return
        self.subject.spend(len(data) // 20)
        saved: list[Brush] = []
        for operator, operands in operators(data, set(), _PASSED_OVER):
            self.subject.spend(1)
            if operator == "q":
                saved.append(brush)
            elif operator == "Q":
                brush = saved.pop() if saved else brush
            else:
                try:
                    brush = self._step(operator, operands, resources, brush, mixed, depth)
                except (TypeError, ValueError, IndexError):
                    continue

    def _step(
        self,
        operator: str,
        operands: list[Operand],
        resources: Any,
        brush: Brush,
        mixed: ColourSpace,
        depth: int,
    ) -> Brush:
        if operator in SETS:
            part, device = SETS[operator]
            return _coloured(brush, device, stroking=part == "stroke")
        if operator in ("cs", "CS"):
            return _coloured(brush, str(operands[0]), stroking=operator == "CS")
        if operator in ("scn", "SCN") and isinstance(operands[-1], str):
            named = objects.dictionary(resources, "/Pattern")
            pattern = objects.entry(named, f"/{operands[-1]}")
            if operator == "scn":
                return replace(brush, fill_pattern=pattern)
            return replace(brush, stroke_pattern=pattern)
        if operator == "Tr":
            return replace(brush, mode=int(operands[0]))
        if operator == "gs":
            return self._state(operands, resources, brush, mixed, depth)
        if operator == "Tf" or operator == "line":
            name = operands[0] if operator == "Tf" else operands[1][0]
            font = objects.entry(objects.dictionary(resources, "/Font"), f"/{name}")
            brush = replace(brush, font=font)
        self._paint(operator, operands, resources, brush, mixed, depth)
        return brush

    def _paint(
        self,
        operator: str,
        operands: list[Operand],
        resources: Any,
        brush: Brush,
        mixed: ColourSpace,
        depth: int,
    ) -> None:
        text = operator in TEXTS
        if operator in FILLS or (text and brush.mode in (0, 2, 4, 6)):
            self._use(brush, resources, mixed, depth, stroking=False)
        if operator in STROKES or (text and brush.mode in (1, 2, 5, 6)):
            self._use(brush, resources, mixed, depth, stroking=True)
        if text and objects.name(brush.font, "/Subtype") == "Type3":
            self._glyphs(brush.font, resources, brush, mixed, depth)
        elif operator == "sh":
            named = objects.dictionary(resources, "/Shading")
            self._shading(objects.entry(named, f"/{operands[0]}"), resources, mixed)
        elif operator == "Do":
            named = objects.dictionary(resources, "/XObject")
            self._object(objects.entry(named, f"/{operands[0]}"), resources, brush, mixed, depth)
        elif operator == "EI":
            told = operands[0].get("CS", operands[0].get("ColorSpace"))
            told = told[1] if isinstance(told, list) and len(told) > 1 else told
            if isinstance(told, str):
                self._mean(self._space(str(told), resources), mixed)

    def _state(
        self, operands: list[Operand], resources: Any, brush: Brush, mixed: ColourSpace, depth: int
    ) -> Brush:
        named = objects.dictionary(resources, "/ExtGState")
        state = objects.entry(named, f"/{operands[0]}")
        self._opacity(state)
        mask = objects.entry(state, "/SMask")
        if isinstance(mask, Dictionary):
            self.found.transparent = True
            self._form(objects.entry(mask, "/G"), resources, Brush(), mixed, depth + 1)
        filling, stroking = brush.overprint
        if (told := objects.truth(state, "/OP")) is not None:
            stroking = told
            filling = told if "op" not in objects.keys(state) else filling
        if (told := objects.truth(state, "/op")) is not None:
            filling = told
        mode = objects.integer(state, "/OPM")
        font = objects.items(state, "/Font")
        return replace(
            brush,
            overprint=(filling, stroking),
            overprint_mode=brush.overprint_mode if mode is None else mode,
            font=font[0] if font else brush.font,
        )

    def _opacity(self, state: Any) -> None:
        """Note transparency that a graphics state or an annotation brings."""
        alphas = [objects.number(state, key) for key in ("/ca", "/CA")]
        blends = objects.items(state, "/BM")
        if any(a is not None and a < 1 for a in alphas) or any(
            objects.as_name(blend) not in OPAQUE for blend in blends
        ):
            self.found.transparent = True

    # ------------------------------------------------------------------------- what is painted

    def _once(self, thing: Any, brush: Brush, mixed: ColourSpace) -> bool:
        """Whether a stream is met the first time with these colours."""
        key = (
            (thing.objgen, _key(brush.fill), _key(brush.stroke), mixed) if thing.is_indirect else 0
        )
        if key and key in self._seen:
            return False
        self._seen.add(key)
        return True

    def _object(
        self, thing: Any, resources: Any, brush: Brush, mixed: ColourSpace, depth: int
    ) -> None:
        if objects.name(thing, "/Subtype") == "Form":
            self._form(thing, resources, brush, mixed, depth + 1)
            return
        if not isinstance(thing, Stream):
            return
        if isinstance(objects.entry(thing, "/SMask"), Stream) or objects.integer(
            thing, "/SMaskInData"
        ):
            self.found.transparent = True
        if objects.truth(thing, "/ImageMask"):
            self._use(brush, resources, mixed, depth, stroking=False)
        elif (space := objects.entry(thing, "/ColorSpace")) is not None:
            self._mean(self._space(space, resources), mixed, brush)

    def _form(
        self, form: Any, resources: Any, brush: Brush, mixed: ColourSpace, depth: int
    ) -> None:
        if not isinstance(form, Stream) or not self._once(form, brush, mixed):
            return
        own = objects.entry(form, "/Resources")
        inner = own if isinstance(own, Dictionary) else resources
        if objects.name(objects.dictionary(form, "/Group"), "/S") == "Transparency":
            self.found.transparent = True
        self._stream(form, inner, brush, self._group(form, inner, mixed), depth + 1)

    def _group(self, holder: Any, resources: Any, around: ColourSpace) -> ColourSpace:
        """Return the colours in which a page or form is mixed: its own, or those around it."""
        space = objects.entry(objects.dictionary(holder, "/Group"), "/CS")
        if space is None:
            return around
        found = self._space(space, resources)
        self._mean(found, around)
        return around if found.devices else found  # a device means what it means around

    def _glyphs(
        self, font: Any, resources: Any, brush: Brush, mixed: ColourSpace, depth: int
    ) -> None:
        own = objects.entry(font, "/Resources")
        inner = own if isinstance(own, Dictionary) else resources
        for _, glyph in objects.entries(objects.dictionary(font, "/CharProcs")):
            if isinstance(glyph, Stream) and self._once(glyph, brush, mixed):
                self._stream(glyph, inner, brush, mixed, depth + 1)

    def _use(
        self, brush: Brush, resources: Any, mixed: ColourSpace, depth: int, *, stroking: bool
    ) -> None:
        space = brush.stroke if stroking else brush.fill
        pattern = brush.stroke_pattern if stroking else brush.fill_pattern
        self._mean(self._space(space, resources), mixed, brush, stroking=stroking)
        if objects.integer(pattern, "/PatternType") == 2:
            self._opacity(objects.entry(pattern, "/ExtGState"))
            self._shading(objects.entry(pattern, "/Shading"), resources, mixed)
        elif isinstance(pattern, Stream) and self._once(pattern, brush, mixed):
            own = objects.entry(pattern, "/Resources")
            inner = own if isinstance(own, Dictionary) else resources
            self._stream(pattern, inner, replace(brush, fill_pattern=None), mixed, depth + 1)

    def _shading(self, shading: Any, resources: Any, mixed: ColourSpace) -> None:
        space = objects.entry(shading, "/ColorSpace")
        if space is not None:
            self._mean(self._space(space, resources), mixed)

    # -------------------------------------------------------------------------------- spaces

    def _mean(
        self,
        space: ColourSpace,
        mixed: ColourSpace,
        brush: Brush | None = None,
        *,
        stroking: bool = False,
    ) -> None:
        """Note what has no meaning in a colour space with which something is painted."""
        for device in sorted(space.devices):
            if not self._meant(device, mixed):
                told = f"{device} colours have no meaning: no output intent has them"
                self.found.faults["A colour", told] = None
        if not space.profile:
            return
        if brush is not None and brush.overprint[stroking] and brush.overprint_mode == 1:
            told = "a profile of four inks is overprinted as if it were a device (OPM 1)"
            self.found.faults["A overprint", told] = None
        if self.four and space.profile in self.profiles | {mixed.profile}:
            told = "a profile of four inks is that of the output intent, or of what is mixed"
            self.found.faults["A overprint", told] = None

    def _meant(self, device: str, mixed: ColourSpace) -> bool:
        intent = self.intent or self.document_intent
        if device == "GRAY":
            return bool(intent)
        return intent == device or (self.four and mixed.mixed == device)

    def _space(self, told: Any, resources: Any, depth: int = 0) -> ColourSpace:
        """Return what a colour space comes down to."""
        if depth > DEEPEST:
            return ColourSpace()
        name = told if isinstance(told, str) else objects.as_name(told)
        spaces = objects.dictionary(resources, "/ColorSpace")
        if name in DEVICES:
            device = DEVICES[name]
            stand_in = objects.entry(spaces, f"/{DEFAULTS[device]}")
            if stand_in is not None and depth < DEEPEST - 1:
                return self._space(stand_in, Dictionary(), depth + 1)
            return ColourSpace(frozenset([device]))
        if name:
            found = objects.entry(spaces, f"/{name}")
            return ColourSpace() if found is None else self._space(found, resources, depth + 1)
        if isinstance(told, Array) and len(told):
            return self._array(told, objects.as_name(told[0]), resources, depth + 1)
        return ColourSpace()

    def _array(self, told: Array, kind: str, resources: Any, depth: int) -> ColourSpace:
        if kind in DEVICES:
            return self._space(kind, resources, depth)
        if kind == "CalRGB":
            return ColourSpace(mixed="RGB")
        if kind == "ICCBased" and len(told) > 1 and isinstance(told[1], Stream):
            count = objects.integer(told[1], "/N")
            profile = _digest(told[1]) if count == 4 else ""
            return ColourSpace(profile=profile, mixed={3: "RGB", 4: "CMYK"}.get(count or 0, ""))
        if kind in ("Indexed", "I", "Pattern") and len(told) > 1:
            return ColourSpace(self._space(told[1], resources, depth).devices)
        if kind in ("Separation", "DeviceN") and len(told) > 3:
            self._inks(told, kind, resources, depth)
            return ColourSpace(self._space(told[2], resources, depth).devices)
        return ColourSpace()

    def _inks(self, told: Array, kind: str, resources: Any, depth: int) -> None:
        if kind == "Separation":
            way = _written(told[2]), _written(told[3])
            self.inks.setdefault(objects.as_name(told[1]), set()).add(way)
            return
        attributes = told[4] if len(told) > 4 else None
        described = dict(objects.entries(objects.dictionary(attributes, "/Colorants")))
        process = objects.items(objects.dictionary(attributes, "/Process"), "/Components")
        known = described.keys() | {objects.as_name(name) for name in process} | PROCESS
        if missing := {objects.as_name(name) for name in objects.as_items(told[1])} - known:
            told_names = ", ".join(sorted(missing))
            self.found.faults["A ink", f"inks are not described (Colorants): {told_names}"] = None
        for space in described.values():
            self._space(space, resources, depth + 1)


def _coloured(brush: Brush, space: str, *, stroking: bool) -> Brush:
    if stroking:
        return replace(brush, stroke=space, stroke_pattern=None)
    return replace(brush, fill=space, fill_pattern=None)


def _key(space: Any) -> Any:
    return space if isinstance(space, str) else repr(space)


def _digest(stream: Stream) -> str:
    return hashlib.sha256(objects.stream_bytes(stream)).hexdigest()


def _written(value: Any) -> bytes:
    """Return an object as it is written, so that two can be compared: a stream by its content."""
    if isinstance(value, Stream):
        keys = sorted(objects.keys(value) - {"Length", "Filter", "DecodeParms"})
        told = b" ".join(_written(value[f"/{key}"]) for key in keys)
        return told + hashlib.sha256(objects.stream_bytes(value)).digest()
    if isinstance(value, Array):
        return b"[" + b" ".join(_flat(item) for item in value.as_list()) + b"]"
    return _flat(value)


def _flat(value: Any) -> bytes:
    if hasattr(value, "unparse"):
        return bytes(value.unparse(resolved=True)) if not isinstance(value, Stream) else b"R"
    return repr(value).encode()
