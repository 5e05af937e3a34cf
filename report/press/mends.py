"""WeasyPrint as it is installed in; a copy of our own out, mended.

The copy is imported under another name, so that whoever else uses WeasyPrint in this process keeps
functions that nobody changed, whether it was imported before or after. WeasyPrint names its own
modules relatively throughout, and so knows nothing of it.

Each mend gives its reason, and holds only for the very source that it was written against, told by
the digest of the file.
"""

import ctypes.util
import hashlib
import importlib
import importlib.util
import inspect
import logging
import math
import sys
import threading
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType
from typing import Any

from . import lettering, shadings


@dataclass(frozen=True, slots=True)
class Mend:
    """A mend: why it is there, and the files of WeasyPrint 70.0 that it was written against."""

    name: str
    reason: str
    sources: tuple[tuple[str, str], ...]  # file, start of its digest


WITHOUT_FORKS = Mend(
    "find_library",
    "cffi asks ctypes.util.find_library for names that WeasyPrint tries in turn; on Linux that "
    "runs ldconfig, gcc and ld 22 times, and the names that follow load at once",
    (("text/ffi.py", "530e83118f7841d2"),),
)
WITHOUT_FONTTOOLS = Mend(
    "fontTools",
    "WeasyPrint imports fontTools to make static fonts, which HarfBuzz does at assembly",
    (("text/fonts.py", "59d74d0c161349b8"), ("pdf/fonts.py", "9ad9a202a416b845")),
)
QUICK_NOTES = Mend(
    "footnotes",
    "every box of every line is looked up in the list of all notes still to be placed",
    (("layout/__init__.py", "f226ba97ad21e447"), ("layout/block.py", "9457dca0528c378f")),
)
KEPT_NOTES = Mend(
    "notes with their calls",
    "where the second line of a paragraph does not fit, the last note of the page is put off to "
    "the next one to make room, away from its call (26 of 600 notes in 30 layouts, 0 with this); "
    "without it the paragraph moves instead. Kozea/WeasyPrint#1564 shows the symptom",
    (("layout/block.py", "9457dca0528c378f"),),
)
ADDED_NOTES = Mend(
    "height of the notes",
    "the whole footnote area is laid out again for each note, and its height compared without "
    "tolerance, so that a rounding residue puts every note on a page of its own "
    "(Kozea/WeasyPrint#2502); notes without margins are as high together as one by one",
    (("layout/__init__.py", "f226ba97ad21e447"),),
)
WHOLE_FLOATS = Mend(
    "floats in one piece",
    "break-inside is not heeded where a float begins near the end of a page: its first lines stay "
    "there; laid out as if the page had no end, it does not fit, and moves with what follows",
    (("layout/block.py", "9457dca0528c378f"), ("layout/float.py", "4e6cc308ad2a7d2a")),
)
SPELLED_GLYPHS = Mend(
    "a code for each text of a glyph",
    "a glyph's first text is taken for all of its texts, so that the 2 of km² is copied as that of "
    "a note's call, or the other way round; each pair of glyph and text has a code of its own here",
    (("draw/text.py", "c9a450aa209277e7"),),
)
FAMILIES_BEHIND = Mend(
    "families in reserve",
    "a letter that the families of a style lack is set in whatever the machine has; here the other "
    "families of the document stand behind them, and for each script one of ours",
    (
        ("text/fonts.py", "59d74d0c161349b8"),
        ("text/line_break.py", "1f5a855ad992e0be"),
        ("pdf/anchors.py", "672f076120ae0c5e"),
    ),
)
EVEN_LINES = Mend(
    "lines of one height",
    "a line with another face in it grows by the difference of their ascents, off the grid; with a "
    "line-height of its own, text hangs on the baseline of its first face (CSS 2.1, 10.8.1)",
    (("layout/inline.py", "0e7c1569330f5473"),),
)
WHOLE_LABELS = Mend(
    "text of a drawing in one piece",
    "it is set letter by letter: Arabic is not joined, and vowels of Hindi and Thai stand apart",
    (("svg/text.py", "743266ead497a963"), ("svg/__init__.py", "eb1ee636d1f85e53")),
)
PLAIN_GRADIENTS = Mend(
    "gradients that are shadings",
    "a gradient in a drawing is written as a tile as large as its shape, which poppler leaves out "
    "at some resolutions, and the width of a line that it colours is forgotten",
    (
        ("svg/__init__.py", "eb1ee636d1f85e53"),
        ("svg/defs.py", "72d10d662cba4c10"),
        ("pdf/stream.py", "4faf9169d1970d46"),
    ),
)
MENDS = (
    WITHOUT_FORKS,
    WITHOUT_FONTTOOLS,
    QUICK_NOTES,
    KEPT_NOTES,
    ADDED_NOTES,
    WHOLE_FLOATS,
    SPELLED_GLYPHS,
    FAMILIES_BEHIND,
    EVEN_LINES,
    WHOLE_LABELS,
    PLAIN_GRADIENTS,
)


def fits(mend: Mend) -> bool:
    """Whether the installed WeasyPrint is the one that a mend was written against."""
    files = [(_folder() / name, start) for name, start in mend.sources]
    return all(
        path.is_file() and hashlib.sha256(path.read_bytes()).hexdigest().startswith(start)
        for path, start in files
    )


NAME = "report_weasyprint"
"""What our copy is called in ``sys.modules``."""

_loading = threading.RLock()


def weasyprint() -> ModuleType:
    """Return our copy of WeasyPrint, with the mends that fit it."""
    with _loading:
        return sys.modules.get(NAME) or _loaded()


def part(name: str) -> Any:
    """Return a module of our copy: ``part("layout.block")``."""
    weasyprint()
    return importlib.import_module(f"{NAME}.{name}")


def _loaded() -> ModuleType:
    # Two of the mends change what all of the process sees for as long as the import takes.
    alone = threading.active_count() == 1
    with ExitStack() as levers:
        if alone and sys.platform == "linux" and fits(WITHOUT_FORKS):
            levers.enter_context(_without_forks())
        if alone and "fontTools" not in sys.modules and fits(WITHOUT_FONTTOOLS):
            levers.enter_context(_without_fonttools())
        module = _copy(NAME)
    if fits(QUICK_NOTES):
        _quicken_notes()
    if fits(KEPT_NOTES):
        _keep_notes()
    if fits(ADDED_NOTES):
        _add_notes()
    if fits(WHOLE_FLOATS):
        _keep_floats_whole()
    for mend, put_in in (
        (SPELLED_GLYPHS, lettering.spell_glyphs),
        (FAMILIES_BEHIND, lettering.keep_families_behind),
        (EVEN_LINES, lettering.keep_lines_even),
        (WHOLE_LABELS, lettering.set_labels_whole),
        (PLAIN_GRADIENTS, shadings.mend),
    ):
        if fits(mend):
            put_in(part)
    return module


def _copy(name: str) -> ModuleType:
    """Import WeasyPrint under another name."""
    folder = _folder()
    spec = importlib.util.spec_from_file_location(
        name, folder / "__init__.py", submodule_search_locations=[str(folder)]
    )
    if spec is None or spec.loader is None:
        raise FileNotFoundError("WeasyPrint is missing: reinstall the project")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    try:
        _own_logger(name, folder)
        spec.loader.exec_module(module)
    except BaseException:
        for known in [n for n in sys.modules if n == name or n.startswith(f"{name}.")]:
            del sys.modules[known]
        raise
    return module


def _folder() -> Path:
    spec = importlib.util.find_spec("weasyprint")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("WeasyPrint is missing: reinstall the project")
    return Path(spec.origin).parent


def _own_logger(name: str, folder: Path) -> None:
    """Give the copy a logger of its own name: no level or handler of another user's is heeded."""
    spec = importlib.util.spec_from_file_location(f"{name}.logger", folder / "logger.py")
    if spec is None or spec.loader is None or not (folder / "logger.py").is_file():
        return  # another WeasyPrint than any that we know
    sys.modules[spec.name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    logger = logging.getLogger(name)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    logger.addHandler(logging.NullHandler())
    setattr(module, "LOGGER", logger)  # noqa: B010  mypy: a module has no such attribute


@contextmanager
def _without_forks() -> Iterator[None]:
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
def _without_fonttools() -> Iterator[None]:
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


def _quicken_notes() -> None:
    context = part("layout").LayoutContext
    made = context.__init__

    def __init__(self: Any, *arguments: Any, **options: Any) -> None:  # noqa: N807  WeasyPrint's
        made(self, *arguments, **options)
        self.footnotes = Footnotes(self.footnotes)

    context.__init__ = __init__


def _keep_notes() -> None:
    """Take out one condition of a long function; its file's digest says that it is there once."""
    block = part("layout.block")
    source = inspect.getsource(block._linebox_layout)
    put_off = "report = not context.in_column and can_break_now and not could_break_before"
    mended = compile(source.replace(put_off, "report = False"), block.__file__, "exec")
    exec(mended, vars(block))  # noqa: S102  WeasyPrint's own source, less that condition


def _add_notes() -> None:
    """Take the area's height for the sum of its notes', each laid out once for its width."""
    build, layout = part("formatting_structure.build"), part("layout")
    in_full = layout.LayoutContext._update_footnote_area

    def measure(context: Any, note: Any) -> tuple[float, float] | None:
        """Return the height of the area with this note alone, and what stands around it."""
        area = context.current_footnote_area
        area.children = [note]
        boxes = build.create_anonymous_boxes(area.deepcopy())
        laid = layout.block_level_layout(context, boxes, -math.inf, None, area.page)[0]
        (child, *more) = laid.children
        if more or child.margin_top or child.margin_bottom:
            return None
        return laid.height, laid.margin_height() - laid.height

    def update(context: Any) -> Any:
        area, notes = context.current_footnote_area, context.current_page_footnotes
        if context.in_column or not notes or area.max_height != math.inf or area.min_height:
            return in_full(context)
        # The notes are kept with their heights, so that no other box has the id of one of them.
        known = vars(context).setdefault("report_heights", {})
        heights, around = 0.0, 0.0
        for note in notes:
            key = id(note), area.width
            if key not in known:
                known[key] = note, measure(context, note)
            if (measured := known[key][1]) is None:
                return in_full(context)
            heights += measured[0]
            around = measured[1]
        if area.height != "auto":
            context.page_bottom += area.margin_height()
        area.children, area.height = notes, heights
        context.page_bottom -= heights + around
        return False

    layout.LayoutContext._update_footnote_area = update


def _keep_floats_whole() -> None:
    block = part("layout.block")
    lay_out = block.float_layout

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
