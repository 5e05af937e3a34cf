"""Style sheets in; out, documents that WeasyPrint lays out under them, and what it logs of them."""

import logging
import re
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from ..errors import Diagnostic, ReportError, Span
from . import faces, fonts, installed, lettering, reserve
from .faces import Face
from .resources import Resources

_FATAL = re.compile(
    r"\.notdef glyph|Unable to instantiate|cannot be loaded|Anchor defined twice"
    r"|Unable to subset|Too many glyphs"
)
_PLACED = re.compile(r"\bat (\d+):(\d+)\b,? ?")
_HINTS = (
    (
        ".notdef",
        "no typeface that is installed has it: transliterate it, or give it as a figure",
    ),
    ("Failed to load image", "images lie under the briefing's folder; the network is not read"),
    ("Anchor defined twice", "an id stands once in a document"),
    ("invalid value", "lengths have a unit (12pt), colours are #rrggbb: it is passed over"),
    ("unknown property", "look at its spelling (color, not colour): it is passed over"),
)


@dataclass(frozen=True, slots=True)
class Laid:
    """A laid-out document, its HTML tree, and what WeasyPrint logged of it."""

    document: Any
    root: Element
    records: list[logging.LogRecord]  # it goes on growing while the document is written
    before: tuple[Diagnostic, ...]  # what the sheets were warned of
    faces: tuple[Face, ...]  # that were loaded

    def refuse(self, more: Iterable[Diagnostic]) -> None:
        """Raise ``ReportError`` where something would be printed wrongly, or ``more`` says so."""
        if faults := [*(_diagnostic(r) for r in self.records if _is_fatal(r)), *more]:
            raise ReportError(dict.fromkeys(faults))

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What was logged of the sheets and of the document."""
        return tuple(dict.fromkeys((*self.before, *map(_diagnostic, self.records))))


class Sheets:
    """Our copy of WeasyPrint with the sheets parsed and the faces loaded: what engines share."""

    def __init__(self, sheets: Sequence[str | Path], resources: Resources) -> None:
        self._weasyprint = installed.weasyprint()
        self._resources = resources
        self._config = installed.part("text.fonts").FontConfiguration()
        self._faces = list(faces.in_use().faces())
        self._css = []
        warnings: list[Diagnostic] = []
        for number, sheet in enumerate(sheets):
            name = sheet.name if isinstance(sheet, Path) else ""
            text = sheet.read_text(encoding="utf-8") if isinstance(sheet, Path) else sheet
            with _logged() as records:
                self._css.append(self._parse(text, resources.address(number, name)))
            if records:
                warnings += self._place(sheet, number, records)
        self.warnings = (*installed.standing().doubts(), *warnings)

    def _parse(self, text: str, address: str) -> Any:
        return self._weasyprint.CSS(
            string=self._resources.set(text),
            base_url=address,
            url_fetcher=self._resources,
            font_config=self._config,
        )

    def _place(
        self, sheet: str | Path, number: int, records: Sequence[logging.LogRecord]
    ) -> Iterator[Diagnostic]:
        """Tell which file each warning is about: WeasyPrint gives line and column, but no file."""
        if not isinstance(sheet, Path):
            yield from (Diagnostic(r.getMessage()) for r in records)
            return
        left = [r.getMessage() for r in records]
        for path, text in self._resources.texts(sheet):
            alone = re.sub(r"@import[^;]*;", lambda m: " " * len(m[0]), text)
            with _logged() as own:
                self._parse(alone, self._resources.address(number, path.name))
            for message in (r.getMessage() for r in own):
                if message in left:
                    left.remove(message)
                    yield _at(message, path, text)
        yield from (Diagnostic(message) for message in left)

    @contextmanager
    def laid_out(self, html: str) -> Iterator[Laid]:
        """Lay a document out; what is logged while it is written is collected too."""
        html = lettering.prepared(html)
        behind = reserve.behind(html)
        self._load(behind.faces)
        with _logged() as records, reserve.kept(behind):
            parsed = self._weasyprint.HTML(
                string=html, base_url=self._resources.address(None), url_fetcher=self._resources
            )
            document = parsed.render(stylesheets=self._css, font_config=self._config)
            root, loaded = parsed.etree_element, tuple(self._faces)
            yield Laid(document, root, records, self.warnings, loaded)

    def _load(self, more: Sequence[Face]) -> None:
        """Load faces that a section needs and no section before it did."""
        if new := [face for face in more if face not in self._faces]:
            self._faces += new
            self._resources.add(new)
            self._parse(fonts.css(new), self._resources.address(0))


@contextmanager
def _logged() -> Iterator[list[logging.LogRecord]]:
    """Collect what WeasyPrint logs at WARNING and above."""
    records: list[logging.LogRecord] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    logger = logging.getLogger(installed.NAME)
    collector = Collector(logging.WARNING)
    logger.addHandler(collector)
    try:
        yield records
    finally:
        logger.removeHandler(collector)


def _is_fatal(record: logging.LogRecord) -> bool:
    return record.levelno >= logging.ERROR or bool(_FATAL.search(record.getMessage()))


def _diagnostic(record: logging.LogRecord) -> Diagnostic:
    message = record.getMessage()
    hint = next((hint for start, hint in _HINTS if start in message), None)
    return Diagnostic(re.sub(r"https://\d+\.invalid/(up/)*", "", message), hint=hint)


def _at(message: str, path: Path, text: str) -> Diagnostic:
    """Turn "… at 12:3, …" into a diagnostic with its place."""
    match = _PLACED.search(message)
    if match is None:
        return Diagnostic(f"{path.name}: {message}")
    line, column = int(match[1]), int(match[2])
    lines = text.splitlines()
    excerpt = lines[line - 1] if line <= len(lines) else ""
    hint = next((hint for start, hint in _HINTS if start in message), None)
    said = _PLACED.sub("", message).replace("  ", " ").replace(" `", "`")
    return Diagnostic(
        said.replace("Ignored`", "Ignored `"), Span(path, line, column, excerpt), hint
    )
