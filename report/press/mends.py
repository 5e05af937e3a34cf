"""A copy of WeasyPrint comes in; what it gets wrong, or does slowly, is mended in it.

Each mend was written against WeasyPrint 70.0, and gives its reason. Whether it works in another,
``installed`` finds out. A mend that meets a function other than the one that it changes raises
``copied.MisfitError``, and has changed nothing.
"""

import ctypes.util
import importlib
import math
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from types import ModuleType
from typing import Any

from . import facing, lettering, long_notes, note_columns, quicker, shadings
from .copied import Copy
from .note_columns import NoteSize

NAME = "report_weasyprint"
"""What our copy of WeasyPrint is called in ``sys.modules``."""


# ------------------------------------------------------------------------- quicker, and to the same


@contextmanager
def without_forks() -> Iterator[None]:
    """Find no library by asking other programmes for it, while WeasyPrint is imported.

    cffi asks for names that WeasyPrint tries in turn; on Linux that runs ldconfig, gcc and ld 22
    times, and the names that follow load at once.
    """
    saved = ctypes.util.find_library
    setattr(ctypes.util, "find_library", lambda name: None)  # noqa: B010  mypy: a function of theirs
    try:
        yield
    finally:
        setattr(ctypes.util, "find_library", saved)  # noqa: B010


_PUT_OFF = ("fontTools", "fontTools.ttLib", "fontTools.varLib", "fontTools.varLib.instancer")
_IMPORTERS = (f"{NAME}.text.fonts", f"{NAME}.pdf.fonts")


class _Later:
    """Stands for something of fontTools until it is used."""

    def __init__(self, module: str, name: str) -> None:
        self._module, self._name = module, name

    def _now(self) -> Any:
        """Import it, and put everything that was put off in its place."""
        for importer in map(sys.modules.get, _IMPORTERS):
            for name, value in list(vars(importer).items()) if importer else ():
                if isinstance(value, _Later):
                    setattr(importer, name, value._find())
        return self._find()

    def _find(self) -> Any:
        try:
            return getattr(importlib.import_module(self._module), self._name)
        except AttributeError:
            return importlib.import_module(f"{self._module}.{self._name}")

    def __call__(self, *arguments: Any, **options: Any) -> Any:
        return self._now()(*arguments, **options)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._now(), name)


class _PutOff(ModuleType):
    """Stands for a module of fontTools while WeasyPrint is imported."""

    __path__ = []

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return _Later(self.__name__, name)


@contextmanager
def without_fonttools() -> Iterator[None]:
    """Put the import of fontTools off until something of it is used.

    WeasyPrint wants it to make static fonts, which HarfBuzz does at assembly.
    """
    for name in _PUT_OFF:
        sys.modules[name] = _PutOff(name)
    try:
        yield
    finally:
        for name in _PUT_OFF:
            if isinstance(sys.modules.get(name), _PutOff):
                del sys.modules[name]


class Footnotes(list[Any]):
    """A list of boxes that knows at once what it has; boxes are equal only if the same."""

    def __init__(self, boxes: Iterable[Any] = ()) -> None:
        super().__init__(boxes)
        self._known = {id(box) for box in self}

    def __contains__(self, box: object) -> bool:
        return id(box) in self._known

    def append(self, box: Any) -> None:
        """Add a box."""
        super().append(box)
        self._known.add(id(box))

    def remove(self, box: Any) -> None:
        """Take a box out."""
        super().remove(box)
        self._known.discard(id(box))

    def copy(self) -> "Footnotes":
        """Return a list of the same boxes."""
        return Footnotes(self)


def _quicken_notes(copy: Copy) -> None:
    context = copy.part("layout").LayoutContext
    made = context.__init__

    def __init__(self: Any, *arguments: Any, **options: Any) -> None:  # noqa: N807  WeasyPrint's
        made(self, *arguments, **options)
        self.footnotes = Footnotes(self.footnotes)

    context.__init__ = __init__


# -------------------------------------------------------------------------------------------- right


def _keep_notes(copy: Copy) -> None:
    put_off = "report = not context.in_column and can_break_now and not could_break_before"
    copy.edit("layout.block", "_linebox_layout", (put_off, "report = False"))


def _add_notes(copy: Copy) -> None:
    """Take the area's height from those of its notes, each laid out once for its width."""
    build, layout = copy.part("formatting_structure.build"), copy.part("layout")
    in_full = copy.function("layout", "LayoutContext._update_footnote_area", "self")

    def measure(context: Any, note: Any) -> tuple[NoteSize, float] | None:
        """Return the size of this note alone in the area, and what stands around it."""
        area = context.current_footnote_area
        area.children = [note]
        boxes = build.create_anonymous_boxes(area.deepcopy())
        laid = layout.block_level_layout(context, boxes, -math.inf, None, area.page)[0]
        (child, *more) = laid.children
        if more or child.margin_top or child.margin_bottom:
            return None
        around = laid.margin_height() - laid.height
        return note_columns.NoteSize(laid.height, child.margin_width()), around

    def update(context: Any) -> Any:
        area = context.current_footnote_area
        notes = note_columns.in_order(context.current_page_footnotes)
        if context.in_column or not notes or area.max_height != math.inf or area.min_height:
            return in_full(context)
        # The notes are kept with their heights, so that no other box has the id of one of them.
        known = vars(context).setdefault("report_heights", {})
        sizes, around = [], 0.0
        for note in notes:
            key = id(note), area.width
            if key not in known:
                known[key] = note, measure(context, note)
            if (measured := known[key][1]) is None:
                return in_full(context)
            sizes.append(measured[0])
            around = measured[1]
        if area.height != "auto":
            context.page_bottom += area.margin_height()
        depth = note_columns.depth_of(sizes, area)
        area.children, area.height = notes, depth
        context.page_bottom -= depth + around
        return False

    layout.LayoutContext._update_footnote_area = update


def _keep_floats_whole(copy: Copy) -> None:
    block = copy.part("layout.block")
    asked = "context box containing_block absolute_boxes fixed_boxes bottom_space skip_stack"
    lay_out = copy.function("layout.block", "float_layout", *asked.split())

    def float_layout(
        context: Any,
        box: Any,
        containing_block: Any,
        absolute_boxes: Any,
        fixed_boxes: Any,
        bottom_space: float,
        skip_stack: Any,
    ) -> Any:
        whole = skip_stack is None and box.style["break_inside"] in ("avoid", "avoid-page")
        space = -math.inf if whole else bottom_space
        return lay_out(
            context, box, containing_block, absolute_boxes, fixed_boxes, space, skip_stack
        )

    block.float_layout = float_layout


def _keep_floats_with_text(copy: Copy) -> None:
    alone = "        if all(child.is_absolutely_positioned() for child in new_children):\n"
    beside = (
        "        if all(\n"
        "                child.is_absolutely_positioned() or\n"
        "                (child.is_floated() and not page_is_empty)\n"
        "                for child in new_children):\n"
    )
    copy.edit("layout.block", "_in_flow_layout", (alone, beside))


# -------------------------------------------------------------------------------------- all of them


@dataclass(frozen=True, slots=True)
class Mend:
    """A mend of WeasyPrint 70.0: why it is there, and what it does to a copy.

    ``without`` says what a reader may lose where it does not work, "" for one that saves time.
    """

    name: str
    reason: str
    apply: Callable[[Copy], None]
    without: str = ""


QUICK_NOTES = Mend(
    "footnotes",
    "every box of every line is looked up in the list of all notes still to be placed",
    _quicken_notes,
)
SHARED_FILES = Mend(
    "one copy of a font file",
    "the whole file is copied for each size and weight that is used of it: 17 MB each of a Chinese "
    "face, till no memory is left",
    lettering.share_files,
)
KEPT_LINES = Mend(
    "lines broken once",
    "a text is broken into lines each time that its cell, column or note is measured or set: half "
    "of all lines, and nearly all where a section is laid out again after an edit",
    quicker.keep_lines,
)
KEPT_STRUTS = Mend(
    "empty lines measured once",
    "the height of an empty line in a style is looked up by a text made of fourteen properties, "
    "for every box of every line",
    quicker.keep_struts,
)
PLAIN_PROPERTIES = Mend(
    "plain properties",
    "most properties of most elements are set by no rule; each of them is looked for in ten places",
    quicker.find_plain_properties,
)
KEPT_NOTES = Mend(
    "notes with their calls",
    "where the second line of a paragraph does not fit, the last note of the page is put off to "
    "the next one to make room, away from its call (26 of 600 notes in 30 layouts, 0 with this); "
    "without it the paragraph moves instead. Kozea/WeasyPrint#1564 shows the symptom",
    _keep_notes,
    "a note may stand on the page after its call",
)
ADDED_NOTES = Mend(
    "height of the notes",
    "the whole footnote area is laid out again for each note, and its height compared without "
    "tolerance, so that a rounding residue puts every note on a page of its own "
    "(Kozea/WeasyPrint#2502); notes without margins are as high together as one by one",
    _add_notes,
    "notes may be put off from page to page",
)
WHOLE_FLOATS = Mend(
    "floats in one piece",
    "break-inside is not heeded where a float begins near the end of a page: its first lines stay "
    "there; laid out as if the page had no end, it does not fit, and moves with what follows",
    _keep_floats_whole,
    "a side note may be cut at the end of a page",
)
FLOATS_WITH_TEXT = Mend(
    "floats with the text beside them",
    "where nothing of a block fits on a page but the float before its text, the float stays behind "
    "alone, as an absolute box does not",
    _keep_floats_with_text,
    "a side note may stand on the page before its text",
)
SPELLED_GLYPHS = Mend(
    "a code for each text of a glyph",
    "a glyph's first text is taken for all of its texts, so that the 2 of km² is copied as that of "
    "a note's call, or the other way round; each pair of glyph and text has a code of its own here",
    lettering.spell_glyphs,
    "some characters are copied as others",
)
FAMILIES_BEHIND = Mend(
    "families in reserve",
    "a letter that the families of a style lack is set in whatever the machine has; here the other "
    "families of the document stand behind them, and for each script one of ours",
    lettering.keep_families_behind,
    "a letter that the typefaces lack is set in any face that the machine has",
)
EVEN_LINES = Mend(
    "lines of one height",
    "a line with another face in it grows by the difference of their ascents, off the grid; with a "
    "line-height of its own, text hangs on the baseline of its first face (CSS 2.1, 10.8.1)",
    lettering.keep_lines_even,
    "lines with letters of another face stand further apart",
)
WHOLE_LABELS = Mend(
    "text of a drawing in one piece",
    "it is set letter by letter: Arabic is not joined, and vowels of Hindi and Thai stand apart",
    lettering.set_labels_whole,
    "letters of Arabic, Hindi and Thai stand apart in drawings",
)
PLAIN_GRADIENTS = Mend(
    "gradients that are shadings",
    "a gradient in a drawing is written as a tile as large as its shape, which poppler leaves out "
    "at some resolutions, and the width of a line that it colours is forgotten",
    shadings.mend,
    "some viewers leave gradients of drawings out",
)
LONG_NOTES = Mend(
    "long notes go on",
    "a note stands on one page, and what does not fit there is lost (Kozea/WeasyPrint#1833); here "
    "a long one goes on at the foot of the next page",
    long_notes.let_notes_go_on,
    "the end of a note that is taller than its page is lost",
)
NOTE_COLUMNS = Mend(
    "notes in columns",
    "an area of notes takes no columns (a traceback at `@footnote {columns: 2}`); here notes that "
    "are at most half as wide as their area stand beside each other, in the order of their numbers",
    note_columns.set_notes_in_columns,
    "narrow notes stand under each other",
)
SIDES = Mend(
    "sections on their side",
    "`break-before: recto` is not heeded where a document begins, which each section does",
    facing.open_on_the_side_asked_for,
    "a section may begin on the other side than the one that its style asks for",
)
MENDS = (
    QUICK_NOTES,
    SHARED_FILES,
    KEPT_LINES,
    KEPT_STRUTS,
    PLAIN_PROPERTIES,
    KEPT_NOTES,
    ADDED_NOTES,
    LONG_NOTES,
    NOTE_COLUMNS,
    SIDES,
    WHOLE_FLOATS,
    FLOATS_WITH_TEXT,
    SPELLED_GLYPHS,
    FAMILIES_BEHIND,
    EVEN_LINES,
    WHOLE_LABELS,
    PLAIN_GRADIENTS,
)
