"""A section's HTML in, a tagged fragment out, laid out by WeasyPrint."""

import ctypes
import ctypes.util
import hashlib
import importlib.metadata
import json
import logging
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any
from xml.etree.ElementTree import Element

from ..errors import Diagnostic, ReportError, Span
from . import codes, fonts, markup, mends
from .conformance import Conformance
from .fragment import FORMAT, FontUse, Fragment, PagePlace
from .resources import Resources
from .streams import Cutter
from .structure import Node, TagTree
from .tags import PX, Builder
from .tagwriter import Writer

_FATAL = re.compile(
    r"\.notdef glyph|Unable to instantiate|cannot be loaded|Anchor defined twice"
    r"|Unable to subset|Too many glyphs"
)
_TEXT_TOLD = 40
_ENGINE = (
    "codes.py", "fonts.py", "fragment.py", "markup.py", "mends.py", "printed.py", "resources.py",
    "streams.py", "structure.py", "tags.py", "tagwriter.py", "typeset.py",
)  # fmt: skip
_PLACED = re.compile(r"\bat (\d+):(\d+)\b,? ?")
_HINTS = (
    (
        ".notdef",
        "our faces have Latin, Cyrillic with the Tajik letters, and Greek: transliterate it, or "
        "give it as a figure",
    ),
    ("Failed to load image", "images lie under the briefing's folder; the network is not read"),
    ("Anchor defined twice", "an id stands once in a document"),
)


class Typesetter:
    """Lays sections out under one set of style sheets.

    A sheet is CSS text, or the path of a file, whose imports resolve beside it; ours that names the
    typefaces comes first. Addresses in the HTML resolve under ``base``; what lies neither beside a
    sheet nor there nor in ``roots`` is not read. WeasyPrint is not imported
    before the first section is set: a build that finds all its fragments kept needs only keys.
    """

    def __init__(
        self,
        stylesheets: Sequence[str | Path],
        *,
        conformance: Conformance = Conformance.A3A_UA1,
        base: Path | None = None,
        roots: Sequence[Path] = (),
    ) -> None:
        self.conformance = conformance
        self._sheets: tuple[str | Path, ...] = (fonts.css(), *stylesheets)
        self._resources = Resources(self._sheets, base, roots)
        self._salt = ""
        self._engine: _Engine | None = None

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What WeasyPrint could not honour in the style sheets; every fragment tells it too."""
        return self._load().warnings

    def prepare(self) -> None:
        """Import WeasyPrint and read the sheets now, while something else is being waited for."""
        self._load()

    def key(self, html: str) -> str:
        """Return the digest of all that decides a fragment; no path of the machine is in it."""
        if not self._salt:
            sheets = [self._resources.digests(sheet) for sheet in self._sheets[1:]]
            faces = [face.digest for face in fonts.faces()]
            basis = [FORMAT, self.conformance.value, versions(), faces, sheets]
            self._salt = json.dumps(basis)
        whole = json.dumps([self._salt, html, self._resources.used(html)])
        return hashlib.sha256(whole.encode()).hexdigest()

    def section(self, html: str) -> Fragment:
        """Lay out a section; ``ReportError`` tells what would be printed wrongly."""
        return self._load().section(html)

    def _load(self) -> "_Engine":
        if self._engine is None:
            self._engine = _Engine(self._sheets, self._resources, self.conformance)
        return self._engine


class _Engine:
    """WeasyPrint with our sheets parsed and our faces loaded."""

    def __init__(
        self, sheets: Sequence[str | Path], resources: Resources, conformance: Conformance
    ) -> None:
        self._weasyprint = mends.weasyprint()
        from weasyprint.text.fonts import FontConfiguration

        self._resources, self._conformance = resources, conformance
        self._config = FontConfiguration()
        self._css = []
        warnings: list[Diagnostic] = []
        for number, sheet in enumerate(sheets):
            name = sheet.name if isinstance(sheet, Path) else ""
            text = sheet.read_text(encoding="utf-8") if isinstance(sheet, Path) else sheet
            with _logged() as records:
                self._css.append(self._parse(text, resources.address(number, name)))
            if records:
                warnings += self._place(sheet, number, records)
        self.warnings = tuple(warnings)

    def _parse(self, text: str, address: str) -> Any:
        return self._weasyprint.CSS(
            string=text, base_url=address, url_fetcher=self._resources, font_config=self._config
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

    def section(self, html: str) -> Fragment:
        address = self._resources.address(None)
        with _logged() as records:
            parsed = self._weasyprint.HTML(
                string=html, base_url=address, url_fetcher=self._resources
            )
            document = parsed.render(stylesheets=self._css, font_config=self._config)
            painter = _Painter(document, parsed.etree_element, self._conformance)
            pdf = painter.write()
        faults = [_diagnostic(r) for r in records if _is_fatal(r)] + painter.faults
        if faults:
            raise ReportError(dict.fromkeys(faults))
        told = (_diagnostic(r) for r in records)
        return painter.fragment(pdf, tuple(dict.fromkeys((*self.warnings, *told))))


class _Painter:
    """Writes one laid-out document with our tags and fonts in the place of WeasyPrint's."""

    def __init__(self, document: Any, root: Element, conformance: Conformance) -> None:
        self._document, self._root, self._conformance = document, root, conformance
        self._builder = Builder(root, conformance)
        self._tree = TagTree(Node("Root"))
        self._uses: dict[str, FontUse] = {}
        self._glyphs: dict[str, tuple[dict[int, int], dict[int, str], dict[int, int]]] = {}
        self._codes: dict[Any, codes.Codes | None] = {}  # of WeasyPrint's fonts
        self._codes_named: dict[tuple[str, str, int], codes.Codes] = {}
        self._late: tuple[Any, ...] = ()
        self.faults: list[Diagnostic] = []

    def write(self) -> bytes:
        ours = _in_place_of_weasyprints(
            add_tags=self._tags,
            build_fonts_dictionary=self._fonts,
            resolve_links=lambda pages: (([], []) for _ in pages),
            add_outlines=lambda pdf, bookmarks, parent=None: None,
        )
        with ours, codes.given(self._codes_of):
            pdf: bytes = self._document.write_pdf(pdf_tags=True)
        return pdf

    def _codes_of(self, font: Any) -> codes.Codes | None:
        """Return the codes of a font of WeasyPrint's, None if it is none of ours."""
        if font not in self._codes:
            face = fonts.by_content(font.file_content)
            if face is None:
                self._codes[font] = None
            else:  # two fonts of Pango's may be described alike
                name = font.hash, face.digest, font.index
                fresh = fonts.codes_of(face.digest, font.index)
                self._codes[font] = self._codes_named.setdefault(name, fresh)
        return self._codes[font]

    def fragment(self, pdf: bytes, warnings: tuple[Diagnostic, ...]) -> Fragment:
        anchors: dict[str, PagePlace] = {}
        for number, page in enumerate(self._document.pages):
            for name, (x, y, _, _) in page.anchors.items():
                place = PagePlace(number, round(x * PX, 2), round((page.height - y) * PX, 2))
                anchors.setdefault(name, place)
        elements = self._builder.index.ids
        return Fragment(
            pdf=pdf,
            conformance=self._conformance,
            language=self._root.get("lang") or "",
            pages=tuple(self._tree.pages),
            fonts=tuple(self._uses.values()),
            late=self._late,
            anchors=anchors,
            titles={
                name: markup.title_of(element)
                for name, element in elements.items()
                if name in anchors or markup.is_note(element)
            },
            bookmarks=tuple(self._tree.bookmarks),
            calls=tuple(self._tree.calls),
            warnings=warnings,
        )

    # In the place of weasyprint.pdf.fonts.build_fonts_dictionary: describe, do not embed.
    def _fonts(self, pdf: Any, found: dict[Any, Any], *_: Any) -> Any:
        import pydyf

        dictionary = pydyf.Dictionary()
        for font in found.values():
            use = self._describe(font)
            if use is not None and use.name not in self._uses:
                self._uses[use.name] = use
                shell = pydyf.Dictionary({"Type": "/Font"})
                pdf.add_object(shell)
                dictionary[use.name] = shell.reference
        self._dictionary = dictionary
        return dictionary

    def _describe(self, font: Any) -> FontUse | None:
        """Describe a font; None and a fault if it is not ours or has not what is asked of it."""
        face = fonts.by_content(font.file_content)
        if face is None:
            told = "".join(map(str, font.to_unicode.values()))[:_TEXT_TOLD]
            self.faults.append(
                Diagnostic(
                    f"“{told}” is set in {font.family}, which is not one of our typefaces",
                    hint="set the family to exactly `Source Serif 4` or `Source Sans 3`, in an SVG "
                    "as its attribute; transliterate what these do not have",
                )
            )
            return None
        if odd := sorted(set(font.variations) - set(face.axes) - {"ital", "slnt"}):
            self.faults.append(
                Diagnostic(
                    f"Unable to instantiate {face.family}: it has no axis {', '.join(odd)}",
                    hint="set `font-variation-settings: normal` where the family is set",
                )
            )
        location = {"wght": font.weight, "opsz": font.font_size, **font.variations}
        given = self._codes_of(font)
        glyphs = dict(given.glyphs) if given else {}
        text = dict(given.texts) if given and given.texts else dict(font.to_unicode)
        own = font.widths
        widths = {c: own[g] for c in text if (g := glyphs.get(c, c)) in own}
        known = self._uses.get(font.hash)
        if known is not None:  # two fonts of Pango's that are described alike
            self._glyphs[font.hash][0].update(widths)
            self._glyphs[font.hash][1].update(text)
            self._glyphs[font.hash][2].update(glyphs)
            return known
        self._glyphs[font.hash] = widths, text, glyphs
        return FontUse(
            name=font.hash,
            family=face.family,
            face=face.digest,
            index=font.index,
            location=tuple(
                sorted((tag, float(v)) for tag, v in location.items() if tag in face.axes)
            ),
            weight=int(font.weight),
            italic=face.style == "italic",
            ascent=font.ascent,
            descent=font.descent,
            flags=font.flags,
            widths=self._glyphs[font.hash][0],
            text=self._glyphs[font.hash][1],
            glyphs=self._glyphs[font.hash][2],
        )

    # In the place of weasyprint.pdf.tags.add_tags.
    def _tags(self, pdf: Any, document: Any, _: Any, page_streams: list[Any]) -> None:
        pages = pdf.page_references
        for page, stream in zip(document.pages, page_streams, strict=True):
            self._builder.page(page, stream._tags)
        self._tree = tree = self._builder.finish()
        cutter = Cutter(
            tree,
            space=self._space,
            advance=lambda font, glyph: self._glyphs[font][0][glyph],
            text=lambda font, glyph: self._glyphs[font][1].get(glyph, ""),
            tagged=self._conformance.tagged,
        )
        if not self.faults:
            self._cut(pdf, pages, page_streams, cutter)
        if lost := tree.marks - cutter.seen:
            self._hidden(len(lost))
        self._late = tuple(cutter.late)
        for thing in pdf.objects:
            extra = getattr(thing, "extra", None)
            if extra and extra.get("Subtype") == "/Image" and "Interpolate" in extra:
                extra["Interpolate"] = "false"  # ISO 19005-3, 6.2.8
        Writer(pdf, pages, self._conformance).write(tree, self._dictionary.reference)
        for entry in ("Names", "Outlines", "Lang"):
            pdf.catalog.pop(entry, None)

    def _cut(self, pdf: Any, pages: list[bytes], page_streams: list[Any], cutter: Cutter) -> None:
        import pydyf

        for number, stream in enumerate(page_streams):
            first, *others = cutter.cut(number, stream.stream)
            stream.stream = first
            references = [stream.reference]
            for operators in others:
                part = pydyf.Stream(operators, compress=stream.compress)
                pdf.add_object(part)
                references.append(part.reference)
            if others:
                page = pdf.objects[int(pages[number].split()[0])]
                page["Contents"] = pydyf.Array(references)

    def _hidden(self, count: int) -> None:
        if not self.faults:
            self.faults.append(
                Diagnostic(
                    f"{count} texts or images stand in a group with opacity, which no reader reads",
                    hint="use an opaque colour in the place of `opacity`",
                )
            )

    def _space(self, font: str) -> int | None:
        """Return the glyph of a font's word space, taking it in if the text had none."""
        use = self._uses.get(font)
        if use is None:
            return None
        widths, text, _ = self._glyphs[font]
        for glyph, meant in text.items():
            if meant == " ":
                return glyph
        glyph, advance = fonts.space(use)
        widths[glyph], text[glyph] = advance, " "
        return glyph


@contextmanager
def _in_place_of_weasyprints(**functions: Any) -> Iterator[None]:
    """Put functions in the place of WeasyPrint's for one write; refuse one that has changed."""
    from weasyprint import pdf as module

    expected = {
        "add_tags": "pdf document pdf_version page_streams",
        "build_fonts_dictionary": "pdf fonts compress subset options",
        "resolve_links": "pages",
        "add_outlines": "pdf bookmarks parent",
    }
    saved = {name: getattr(module, name) for name in functions}
    for name, function in saved.items():
        code = function.__code__
        if " ".join(code.co_varnames[: code.co_argcount]) != expected[name]:
            version = importlib.metadata.version("weasyprint")
            raise RuntimeError(
                f"WeasyPrint {version} has another {name}() than the one we stand in for"
            )
    try:
        for name, function in functions.items():
            setattr(module, name, function)
        yield
    finally:
        for name, function in saved.items():
            setattr(module, name, function)


@contextmanager
def _logged() -> Iterator[list[logging.LogRecord]]:
    """Collect what WeasyPrint logs at WARNING and above."""
    records: list[logging.LogRecord] = []

    class Collector(logging.Handler):
        def emit(self, record: logging.LogRecord) -> None:
            records.append(record)

    logger = logging.getLogger("weasyprint")
    collector = Collector(logging.WARNING)
    propagate, logger.propagate = logger.propagate, False
    logger.addHandler(collector)
    try:
        yield records
    finally:
        logger.removeHandler(collector)
        logger.propagate = propagate


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
    return Diagnostic(
        _PLACED.sub("", message).replace("  ", " "), Span(path, line, column, excerpt)
    )


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions of what lays out and tags: another of them may give other fragments.

    Ours is the digest of this package's own engine, so that no change to it is forgotten.
    """
    here = Path(__file__).parent
    engine = hashlib.sha256(b"".join((here / name).read_bytes() for name in _ENGINE)).hexdigest()
    return {
        "report": engine,
        "weasyprint": importlib.metadata.version("weasyprint"),
        "pango": _version("pango-1.0", "pango_version_string"),
        "harfbuzz": _version("harfbuzz", "hb_version_string"),
    }


def _version(library: str, function: str) -> str:
    """Ask a system library for its version, as WeasyPrint finds it but without WeasyPrint."""
    for name in (f"lib{library}.so.0", f"lib{library}.0.dylib", f"lib{library}-0.dll"):
        with suppress(OSError):
            ask = getattr(ctypes.CDLL(name), function)
            ask.restype = ctypes.c_char_p
            return str(ask().decode())
    found = ctypes.util.find_library(library)
    if found is None:
        raise FileNotFoundError(f"the system library {library} is missing")
    ask = getattr(ctypes.CDLL(found), function)
    ask.restype = ctypes.c_char_p
    return str(ask().decode())
