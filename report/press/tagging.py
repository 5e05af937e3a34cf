"""Sheets and a section's HTML in, a tagged fragment out: WeasyPrint lays out, the tags are ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, cast

from ..errors import Diagnostic, ReportError
from . import codes, faces, fonts, installed, markup, reserve, siblings
from .conformance import Conformance
from .copied import MisfitError
from .fragment import FontUse, Fragment, PagePlace
from .sheets import Laid, Sheets
from .streams import Cutter
from .structure import Node, TagTree
from .tags import PX, Builder
from .tagwriter import Writer

_TEXT_TOLD = 40


class Tagging:
    """The engine that writes tags and fonts in the place of WeasyPrint's own."""

    def __init__(self, sheets: Sheets, conformance: Conformance) -> None:
        self._sheets, self._conformance = sheets, conformance

    def section(self, html: str) -> Fragment:
        """Lay out a section; ``ReportError`` tells what would be printed wrongly."""
        with self._sheets.laid_out(html) as laid:
            painter = _Painter(laid, self._conformance)
            try:
                pdf = painter.write()
                made = painter.fragment(pdf, laid.warnings)
            except ReportError:
                raise
            except Exception as error:
                if installed.standing().tried:
                    raise
                version = installed.standing().version
                raise MisfitError(f"WeasyPrint {version} does not fit our tags") from error
        laid.refuse(painter.faults)
        return made


class _Painter:
    """Writes one laid-out document with our tags and fonts in the place of WeasyPrint's."""

    def __init__(self, laid: Laid, conformance: Conformance) -> None:
        self._document, self._root, self._loaded = laid.document, laid.root, laid.faces
        self._conformance = conformance
        self._builder = Builder(laid.root, conformance)
        self._tree = TagTree(Node("Root"))
        self._uses: dict[str, FontUse] = {}
        self._glyphs: dict[str, tuple[dict[int, int], dict[int, str], dict[int, int]]] = {}
        self._codes: dict[Any, codes.Codes | None] = {}  # of WeasyPrint's fonts
        self._codes_named: dict[tuple[str, str, int], codes.Codes] = {}
        self._places: siblings.CodePlaces = {}
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
            face = fonts.by_content(font.file_content, self._loaded)
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
            fonts=tuple(made for use in self._uses.values() for made in _beside(use)[0]),
            late=self._late,
            anchors=anchors,
            titles={
                name: markup.title_of(element, self._builder.index)
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
            if use is None or use.name in self._uses:
                continue
            self._uses[use.name] = use
            uses, places = _beside(use)
            self._places |= places
            for made in uses:
                shell = pydyf.Dictionary({"Type": "/Font"})
                pdf.add_object(shell)
                dictionary[made.name] = shell.reference
        self._dictionary = dictionary
        return dictionary

    def _describe(self, font: Any) -> FontUse | None:
        """Describe a font; None and a fault if it is not ours or has not what is asked of it."""
        face = fonts.by_content(font.file_content, self._loaded)
        if face is None:
            told = "".join(map(str, font.to_unicode.values()))[:_TEXT_TOLD]
            self.faults.append(
                Diagnostic(
                    f"“{told}” is set in {font.family}, which is not one of our typefaces",
                    hint=f"name a family of the document, {_families()}, in an SVG as an attribute",
                )
            )
            return None
        # A face that stands behind another need not have its optical sizes.
        behind = {"opsz", "wdth"} if reserve.is_kept() else set()
        if odd := sorted(set(font.variations) - set(face.axes) - {"ital", "slnt"} - behind):
            self.faults.append(
                Diagnostic(
                    f"Unable to instantiate {face.family}: it has no axis {', '.join(odd)}",
                    hint="set `font-variation-settings: normal` where the family is set",
                )
            )
        location = {"wght": font.weight, "opsz": font.font_size, **font.variations}
        known = self._take(font)
        if known is not None:  # two fonts of Pango's that are described alike
            return known
        return FontUse(
            name=font.hash,
            family=face.family,
            face=face.digest,
            index=font.index,
            location=tuple(
                sorted((tag, float(v)) for tag, v in location.items() if tag in face.axes)
            ),
            weight=face.weight or int(font.weight),
            italic=face.style == "italic",
            ascent=font.ascent,
            descent=font.descent,
            flags=font.flags,
            widths=self._glyphs[font.hash][0],
            text=self._glyphs[font.hash][1],
            glyphs=self._glyphs[font.hash][2],
        )

    def _take(self, font: Any) -> FontUse | None:
        """Take in the codes of a font and their widths; return the use that has them already."""
        given = self._codes_of(font)
        glyphs = dict(given.glyphs) if given else {}
        text = dict(given.texts) if given and given.texts else dict(font.to_unicode)
        widths = {c: font.widths[g] for c in text if (g := glyphs.get(c, c)) in font.widths}
        if font.hash in self._uses:
            for mine, more in zip(self._glyphs[font.hash], (widths, text, glyphs), strict=True):
                cast("dict[int, Any]", mine).update(more)
        else:
            self._glyphs[font.hash] = widths, text, glyphs
        return self._uses.get(font.hash)

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
        Writer(pdf, pages, self._conformance, self._builder.index.said).write(
            tree, self._dictionary.reference
        )
        for entry in ("Names", "Outlines", "Lang"):
            pdf.catalog.pop(entry, None)

    def _cut(self, pdf: Any, pages: list[bytes], page_streams: list[Any], cutter: Cutter) -> None:
        import pydyf

        for number, stream in enumerate(page_streams):
            first, *others = cutter.cut(number, stream.stream)
            if self._places:
                first, *others = (siblings.parted(part, self._places) for part in (first, *others))
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


def _beside(use: FontUse) -> tuple[list[FontUse], siblings.CodePlaces]:
    """Return the fonts that a use makes in the file: several if its outlines are cubic."""
    if use.glyphs and fonts.by_digest(use.face).cubic:
        return siblings.beside(use)
    return [use], {}


def _families() -> str:
    """Return the families of the document, as they are to be written."""
    names = dict.fromkeys(face.family for face in faces.in_use().faces())
    return ", ".join(f"`{name}`" for name in names)


@contextmanager
def _in_place_of_weasyprints(**functions: Any) -> Iterator[None]:
    """Put functions in the place of WeasyPrint's for one write; refuse one that has changed."""
    module = installed.part("pdf")
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
            raise MisfitError(f"this WeasyPrint is not supported: pdf.{name}() has other arguments")
    try:
        for name, function in functions.items():
            setattr(module, name, function)
        yield
    finally:
        for name, function in saved.items():
            setattr(module, name, function)
