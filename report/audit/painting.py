"""A page in; what its content paints out: each piece with its place, its text, and its mark."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, Literal

from pikepdf import Array, Dictionary, Stream

from .. import limits
from . import objects
from .bounds import StepBudget
from .faces import Font
from .lexer import NO_DIGITS, ODD_DIGITS, NameToken, Operand, operators

Affine = tuple[float, float, float, float, float, float]
Rectangle = tuple[float, float, float, float]
PieceKind = Literal["text", "path", "image", "shading"]

IDENTITY: Affine = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BYTES_A_STEP = 20
"""Bytes of content that count as much as an operator: there may be only blanks."""
STEPS_A_FORM = 50
"""Operators that a form counts for, besides its own."""
DEEPEST = 20
"""Lists and dictionaries inside each other, in properties of marked content."""

INHERITED = ("ActualText", "Alt", "E", "Lang")
"""What marked content says for all that stands in it."""

GAP = 200
"""Thousandths of an em between two glyphs of a line from which a gap is a word space."""

DEVICES = {
    "g": "DeviceGray", "G": "DeviceGray", "rg": "DeviceRGB", "RG": "DeviceRGB",
    "k": "DeviceCMYK", "K": "DeviceCMYK",
}  # fmt: skip


class MarkedContent:
    """A marked-content sequence; ``key`` is its stream's number in the parent tree.

    A form XObject that is tagged as a whole counts as one too: its ``mcid`` is None and its
    ``whole`` the number under which the parent tree has it. What holds for it because of those
    around is settled when it begins, so that no depth of nesting costs time.
    """

    __slots__ = (
        "_said",
        "artifact",
        "key",
        "mcid",
        "parent",
        "properties",
        "tag",
        "tagged",
        "whole",
    )

    def __init__(
        self,
        tag: str,
        parent: "MarkedContent | None",
        key: int | None,
        mcid: int | None = None,
        whole: int | None = None,
        properties: dict[str, Operand] | None = None,
    ) -> None:
        self.tag, self.parent, self.key, self.mcid, self.whole = tag, parent, key, mcid, whole
        self.properties = properties or {}
        self.artifact: MarkedContent | None = (
            self if tag == "Artifact" else parent.artifact if parent else None
        )
        """The artifact that this is, or stands in."""
        own = mcid is not None or whole is not None
        self.tagged: MarkedContent | None = self if own else parent.tagged if parent else None
        """The sequence with an MCID that this is, or stands in: the innermost."""
        said = {k: v for k, v in self.properties.items() if k in INHERITED and isinstance(v, bytes)}
        around = parent._said if parent else {}
        self._said: dict[str, bytes] = {**around, **said} if said else around

    def told(self, name: str) -> str | None:
        """Return a text property (ActualText, Lang …), its own or the nearest around it."""
        value = self._said.get(name)
        return None if value is None else text_string(value)


@dataclass(slots=True)
class PaintedPiece:
    """Something that is painted; ``box`` is in the units of the page, left, bottom, right, top."""

    kind: PieceKind
    mark: MarkedContent | None
    box: Rectangle | None = None
    text: str = ""
    size: float = 0.0  # of the type, in points as it is seen
    font: Font | None = None
    rise: float = (
        0.0  # of the baseline against the horizontal: 0 for upright text, else an angle's sine
    )
    hidden: bool = False  # text that is not shown (rendering mode 3)


@dataclass(slots=True)
class PageContent:
    """What one page paints."""

    number: int
    pieces: list[PaintedPiece] = field(default_factory=list)
    marks: list[MarkedContent] = field(default_factory=list)
    forms: list[tuple[Any, MarkedContent | None]] = field(default_factory=list)
    devices: set[str] = field(default_factory=set)  # colour spaces of devices that are set
    unknown: set[str] = field(default_factory=set)  # operators that ISO 32000 does not have
    intents: set[str] = field(default_factory=set)
    inline: list[dict[str, Operand]] = field(default_factory=list)  # dictionaries of inline images
    depth: int = 0  # of q in q, at most
    hexadecimal: set[str] = field(default_factory=set)  # what is wrong with strings of digits
    fault: str = ""  # why some of it cannot be read
    open_marks: int = 0  # BDC without EMC at the end, or the other way round


class Fonts:
    """The fonts of a file: one for each dictionary, whatever pages call it."""

    def __init__(self) -> None:
        self._known: dict[Any, Font] = {}
        self._direct: list[Any] = []

    def font(self, dictionary: Any) -> Font:
        """Return the font of a dictionary."""
        if not dictionary.is_indirect:
            self._direct.append(dictionary)  # so that no other object gets its id()
        key = dictionary.objgen if dictionary.is_indirect else id(dictionary)
        if key not in self._known:
            self._known[key] = Font(dictionary)
        return self._known[key]

    def all(self) -> list[Font]:
        """Return all fonts that text is set in."""
        return list(self._known.values())


def read(page: Any, number: int, fonts: Fonts, budget: StepBudget) -> PageContent:
    """Interpret a page's content, with the forms that it shows."""
    content = PageContent(number)
    resources = objects.inherited(page, "/Resources")
    key = objects.integer(page, "/StructParents")
    painter = _Painter(content, fonts, resources, key, budget)
    try:
        painter.run(objects.unpacked(objects.entry(page, "/Contents")))
    except objects.UnreadableError as error:
        content.fault = str(error)
    content.open_marks = painter.balance
    return content


@dataclass(slots=True)
class _State:
    """The part of the graphics state that is looked at."""

    matrix: Affine = IDENTITY
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    scale: float = 1.0
    leading: float = 0.0
    rise: float = 0.0
    mode: int = 0

    def copy(self) -> "_State":
        return _State(
            self.matrix,
            self.font,
            self.size,
            self.spacing,
            self.word_spacing,
            self.scale,
            self.leading,
            self.rise,
            self.mode,
        )


class _Painter:
    """Interprets one content stream; a form's is interpreted by a painter of its own."""

    def __init__(
        self,
        content: PageContent,
        fonts: Fonts,
        resources: Any,
        key: int | None,
        budget: StepBudget,
        *,
        state: _State | None = None,
        mark: MarkedContent | None = None,
        depth: int = 0,
    ) -> None:
        self.content, self.fonts, self.resources, self.key = content, fonts, resources, key
        self.state, self.mark, self.depth = state or _State(), mark, depth
        self.outermost, self.budget = mark, budget
        self.saved: list[_State] = []
        self.line = self.text_matrix = IDENTITY
        self.balance = 0
        self._fonts_here: dict[str, Font | None] = {}
        self._do: dict[str, Callable[[list[Operand]], None]] = {
            "line": self._show_line, "Tj": self._show_one, "TJ": self._show,
            "'": self._next_show, '"': self._spaced_show,
            "Td": self._move, "TD": self._move_leading, "Tm": self._set_matrix, "T*": self._next,
            "BT": self._begin_text, "Tf": self._set_font, "BDC": self._begin_marked,
            "BMC": self._begin_marked, "EMC": self._end_marked, "q": self._save,
            "Q": self._restore, "cm": self._transform, "Do": self._paint_object,
            "EI": self._paint_inline, "sh": self._paint_shading, "ri": self._intent,
            "cs": self._colour_space, "CS": self._colour_space,
        }  # fmt: skip

    def run(self, data: bytes) -> None:
        """Interpret the operators of a stream; operands of the wrong kind are passed over."""
        do, seen, pieces = self._do, set[bytes](), self.content.pieces
        self.budget.take(len(data) // BYTES_A_STEP)
        for operator, operands in operators(data, seen, _PASSED_OVER):
            self.budget.take(1)
            if action := do.get(operator):
                try:
                    action(operands)
                except (TypeError, ValueError, IndexError):
                    continue
            elif operator in _PAINTS:
                pieces.append(PaintedPiece("path", self.mark))
            elif operator in _SETTERS and operands and isinstance(operands[-1], float):
                attribute, factor = _SETTERS[operator]
                setattr(self.state, attribute, operands[-1] * factor)
        for fault, told in _HEXADECIMAL.items():
            if fault in seen:
                seen.remove(fault)
                self.content.hexadecimal.add(told)
        words = {word.decode("latin-1") for word in seen}
        self.content.devices |= {DEVICES[word] for word in words & DEVICES.keys()}
        self.content.unknown |= (
            words - do.keys() - _SETTERS.keys() - _PAINTS - DEVICES.keys() - _QUIET
        )

    # -------------------------------------------------------------------------------- state

    def _save(self, _: list[Operand]) -> None:
        self.saved.append(self.state.copy())
        self.content.depth = max(self.content.depth, len(self.saved))

    def _restore(self, _: list[Operand]) -> None:
        if self.saved:
            self.state = self.saved.pop()

    def _transform(self, operands: list[Operand]) -> None:
        self.state.matrix = times(_matrix(operands), self.state.matrix)

    def _intent(self, operands: list[Operand]) -> None:
        self.content.intents.add(str(operands[0]))

    def _colour_space(self, operands: list[Operand]) -> None:
        if operands[0] in ("DeviceGray", "DeviceRGB", "DeviceCMYK"):
            self.content.devices.add(str(operands[0]))

    # -------------------------------------------------------------------------------- marks

    def _begin_marked(self, operands: list[Operand]) -> None:
        tag = str(operands[0]) if operands else ""
        properties = operands[1] if len(operands) > 1 else {}
        if isinstance(properties, NameToken):
            named = objects.dictionary(self.resources, "/Properties")
            properties = _plain(objects.entry(named, f"/{properties}"))
        if not isinstance(properties, dict):
            properties = {}
        number = properties.get("MCID")
        mcid = int(number) if isinstance(number, int | float) else None
        self.mark = MarkedContent(tag, self.mark, self.key, mcid, properties=properties)
        self.content.marks.append(self.mark)
        self.balance += 1

    def _end_marked(self, _: list[Operand]) -> None:
        self.balance -= 1
        if self.mark is not None and self.mark is not self.outermost:
            self.mark = self.mark.parent

    # --------------------------------------------------------------------------------- text

    def _begin_text(self, _: list[Operand]) -> None:
        self.line = self.text_matrix = IDENTITY

    def _set_font(self, operands: list[Operand]) -> None:
        name, size = str(operands[0]), operands[1]
        if name not in self._fonts_here:
            named = objects.dictionary(self.resources, "/Font")
            dictionary = objects.entry(named, f"/{name}")
            self._fonts_here[name] = (
                self.fonts.font(dictionary) if isinstance(dictionary, Dictionary) else None
            )
        self.state.font, self.state.size = self._fonts_here[name], float(size)

    def _set_matrix(self, operands: list[Operand]) -> None:
        self.line = self.text_matrix = _matrix(operands)

    def _move(self, operands: list[Operand]) -> None:
        self._offset(operands[0], operands[1])

    def _move_leading(self, operands: list[Operand]) -> None:
        self.state.leading = -operands[1]
        self._offset(operands[0], operands[1])

    def _next(self, _: list[Operand]) -> None:
        self._offset(0.0, -self.state.leading)

    def _offset(self, x: float, y: float) -> None:
        a, b, c, d, e, f = self.line
        self.line = self.text_matrix = (a, b, c, d, x * a + y * c + e, x * b + y * d + f)

    def _next_show(self, operands: list[Operand]) -> None:
        self._next(operands)
        self._show([operands])

    def _spaced_show(self, operands: list[Operand]) -> None:
        self.state.word_spacing, self.state.spacing = operands[0], operands[1]
        self._next(operands)
        self._show([operands[2:]])

    def _show_line(self, operands: list[Operand]) -> None:
        self._set_matrix(operands[0])
        self._set_font(operands[1])
        self._show(operands[2:])

    def _show_one(self, operands: list[Operand]) -> None:
        self._show([operands])

    def _show(self, operands: list[Operand]) -> None:
        state = self.state
        hidden = state.mode in (3, 7)
        texts: list[str] = []
        advance, drift, page = 0.0, 0.0, self.content.number
        for item in operands[0]:
            if isinstance(item, float):
                advance -= item * state.size / 1000
                drift -= item  # an accent is set back over its letter, and the text goes on again
                if drift > GAP and texts and not texts[-1].endswith(" "):
                    texts.append(" ")
            elif isinstance(item, bytes) and state.font is not None:
                text, width, count, blanks = state.font.show(item, page, hidden=hidden)
                texts.append(text)
                drift = 0.0 if width else drift
                advance += width * state.size / 1000
                advance += state.spacing * count + state.word_spacing * blanks
        self._place("".join(texts), advance * state.scale, hidden)

    def _place(self, text: str, advance: float, hidden: bool) -> None:
        """Add a piece of text, and move on by its width."""
        state = self.state
        a, b, c, d, e, f = times(self.text_matrix, state.matrix)
        low, high = state.rise - 0.2 * state.size, state.rise + 0.75 * state.size
        right, up = advance * a, advance * b
        xs = (e + low * c, e + high * c, e + right + low * c, e + right + high * c)
        ys = (f + low * d, f + high * d, f + up + low * d, f + up + high * d)
        length = (a * a + b * b) ** 0.5
        self.content.pieces.append(
            PaintedPiece(
                "text",
                self.mark,
                (min(xs), min(ys), max(xs), max(ys)),
                text,
                abs(state.size) * (c * c + d * d) ** 0.5,
                state.font,
                b / length if length else 0.0,
                hidden,
            )
        )
        ta, tb, tc, td, te, tf = self.text_matrix
        self.text_matrix = (ta, tb, tc, td, te + advance * ta, tf + advance * tb)

    # ------------------------------------------------------------------------------ objects

    def _paint_shading(self, _: list[Operand]) -> None:
        self.content.pieces.append(PaintedPiece("shading", self.mark))

    def _paint_inline(self, operands: list[Operand]) -> None:
        self.content.inline.append(operands[0])
        self.content.pieces.append(PaintedPiece("image", self.mark, self._square()))

    def _paint_object(self, operands: list[Operand]) -> None:
        named = objects.dictionary(self.resources, "/XObject")
        thing = objects.entry(named, f"/{operands[0]}")
        if not isinstance(thing, Stream):
            return
        if objects.name(thing, "/Subtype") == "Form":
            self._paint_form(thing)
            return
        mark = self._whole(thing)
        self.content.pieces.append(PaintedPiece("image", mark, self._square()))

    def _whole(self, thing: Stream) -> MarkedContent | None:
        """Return the mark that an image or form stands in: its own if it is tagged as a whole."""
        number = objects.integer(thing, "/StructParent")
        return self.mark if number is None else MarkedContent("", self.mark, None, whole=number)

    def _paint_form(self, form: Stream) -> None:
        mark = self._whole(form)
        self.content.forms.append((form, mark))
        if self.depth >= limits.PDF_FORM_DEPTH:
            return  # a circle
        self.budget.take(STEPS_A_FORM)
        state = self.state.copy()
        matrix = [objects.as_number(v) for v in objects.items(form, "/Matrix")]
        if len(matrix) == 6 and None not in matrix:
            state.matrix = times(_matrix(matrix), state.matrix)
        resources = objects.entry(form, "/Resources")
        inner = _Painter(
            self.content,
            self.fonts,
            resources if isinstance(resources, Dictionary) else self.resources,
            objects.integer(form, "/StructParents"),
            self.budget,
            state=state,
            mark=mark,
            depth=self.depth + 1,
        )
        try:
            inner.run(objects.unpacked(form))
        except objects.UnreadableError as error:
            self.content.fault = str(error)

    def _square(self) -> Rectangle:
        """Return where the unit square lies, in which images are painted."""
        a, b, c, d, e, f = self.state.matrix
        xs, ys = (e, e + a, e + c, e + a + c), (f, f + b, f + d, f + b + d)
        return min(xs), min(ys), max(xs), max(ys)


def _matrix(operands: list[Any]) -> Affine:
    a, b, c, d, e, f = (float(v) for v in operands[-6:])
    return a, b, c, d, e, f


def times(m: Affine, n: Affine) -> Affine:
    """Return the matrix that does first ``m``, then ``n``."""
    a, b, c, d, e, f = m
    na, nb, nc, nd, ne, nf = n
    return (
        a * na + b * nc,
        a * nb + b * nd,
        c * na + d * nc,
        c * nb + d * nd,
        e * na + f * nc + ne,
        e * nb + f * nd + nf,
    )


def _plain(value: Any, depth: int = 0) -> Operand:
    """Return an object as operands are: a property list that the resources name."""
    if depth > DEEPEST:
        return None
    if isinstance(value, Dictionary):
        pairs = ((key, inner) for key, inner in value.items() if key != "/Metadata")
        return {key[1:]: _plain(inner, depth + 1) for key, inner in pairs}
    if isinstance(value, Array):
        return [_plain(inner, depth + 1) for inner in value.as_list()]
    if (name := objects.as_name(value)) or value is None:
        return NameToken(name)
    number = objects.as_number(value)
    return bytes(value) if number is None and hasattr(value, "__bytes__") else number


def text_string(raw: bytes) -> str:
    """Return the text of a text string: UTF-16, UTF-8, or PDFDocEncoding."""
    if raw.startswith(b"\xfe\xff"):
        return raw[2:].decode("utf-16-be", "replace")
    if raw.startswith(b"\xff\xfe"):
        return raw[2:].decode("utf-16-le", "replace")
    if raw.startswith(b"\xef\xbb\xbf"):
        return raw[3:].decode("utf-8", "replace")
    return raw.decode("pdfdoc", "replace")


_HEXADECIMAL = {
    ODD_DIGITS: "a hexadecimal string has an odd number of digits",
    NO_DIGITS: "a hexadecimal string has characters that are not digits",
}
_SETTERS = {
    "Tc": ("spacing", 1.0), "Tw": ("word_spacing", 1.0), "Tz": ("scale", 0.01),
    "TL": ("leading", 1.0), "Ts": ("rise", 1.0), "Tr": ("mode", 1.0),
}  # fmt: skip
_PAINTS = frozenset(("S", "s", "f", "F", "f*", "B", "B*", "b", "b*"))
_QUIET = frozenset((
    "m", "l", "c", "v", "y", "h", "re", "n", "W", "W*", "w", "J", "j", "M", "d", "i", "gs", "sc",
    "scn", "SC", "SCN", "ET", "DP", "MP", "BX", "EX", "d0", "d1", "BI", "ID", "true", "false",
    "null",
))  # fmt: skip
_PASSED_OVER = {
    word.encode()
    for word in _QUIET | DEVICES.keys()
    if word not in ("BI", "ID", "true", "false", "null")
}
