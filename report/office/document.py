"""Filled pages and what they rest on come in, one Word file goes out, checked."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..content import Content
from ..errors import Diagnostic
from ..page import imprint
from ..page.theme import Theme
from ..page.view import Views
from ..text.inline import plain
from ..web import flowing
from . import checking, languages, look, package, palette, prepared, styles
from .blocks import Blocks, Surroundings
from .inline import Book
from .look import TWIPS, Look
from .numbering import Numbering
from .ooxml import el, root, text
from .package import Relations
from .paragraphs import Accent

_NAMED = ("w", "r", "wp", "a", "pic")


@dataclass(frozen=True, slots=True)
class WordFile:
    """A finished file: its bytes, how many footnotes, tables and pictures it has."""

    data: bytes
    notes: int
    tables: int
    pictures: int
    warnings: tuple[Diagnostic, ...] = ()


def document(
    read: Content, views: Views, filled: Sequence[str], theme: Theme, paper: str | None = None
) -> WordFile:
    """Return the file; ``ReportError`` if anything of the pages would be missing in it."""
    shown = look.of(theme, paper, read.briefing.language)
    sections = prepared.sections(read, views, filled)
    notes = {name: flowing.said(note) for name, note in flowing.notes(sections).items()}
    numbering, of_notes, relations = Numbering(), Relations(), Relations()
    inside = prepared.targets(sections) - notes.keys()

    def say_note(label: str, note: Element) -> Element:
        return _footnote(label, note, Blocks(book, of_notes, numbering), shown)

    book = Book(shown, notes, inside, say_note)
    written = Blocks(book, relations, numbering)
    place = Surroundings(voice=Accent(rtl=shown.rtl))
    body = [node for one in sections for node in written.flow(one, place)]
    body += [*written.left(), _paper(shown, relations)]
    parts = {
        "document": root("w:document", [el("w:body", *body)], _NAMED),
        "styles": styles.styles(shown),
        "numbering": numbering.part(),
        "footnotes": root("w:footnotes", [*_separators(), *book.footnotes], _NAMED),
        "settings": package.settings(
            languages.element(shown.language, "w:themeFontLang"), rtl=shown.rtl
        ),
        "theme": palette.palette(shown),
        "fontTable": styles.typefaces(shown),
        "header": _running("w:hdr", "Header", plain(_running_title(read))),
        "footer": _running("w:ftr", "Footer", None),
    }
    data = package.packed(parts, relations, of_notes, book.media, imprint.metadata(read))
    found = checking.held(data, sections, notes, read)
    return WordFile(data, len(found.notes), found.tables, found.pictures)


def _running_title(read: Content) -> str:
    return read.briefing.running_title or read.briefing.title


def _footnote(label: str, note: Element, blocks: Blocks, shown: Look) -> Element:
    """Return a footnote; ``label`` is its mark where Word would count another."""
    voice = Accent(language=note.get("lang") or "", rtl=(note.get("dir") == "rtl") or shown.rtl)
    paragraphs = list(blocks.flow(note, Surroundings("FootnoteText", voice=voice)))
    if not paragraphs or paragraphs[0].tag != "w:p":
        paragraphs.insert(0, el("w:p", el("w:pPr", el("w:pStyle", val="FootnoteText"))))
    reference = el("w:rPr", el("w:rStyle", val="FootnoteReference"))
    mark = text("w:t", label) if label else el("w:footnoteRef")
    at = next(n for n, e in enumerate(paragraphs[0]) if e.tag == "w:pPr") + 1
    paragraphs[0].insert(at, el("w:r", reference, mark))
    paragraphs[0].insert(at + 1, el("w:r", text("w:t", " ")))
    return el("w:footnote", *paragraphs)


def _separators() -> Iterator[Element]:
    """Yield the lines between text and notes, which Word keeps as notes."""
    for number, name in ((-1, "separator"), (0, "continuationSeparator")):
        line = el("w:p", el("w:r", el(f"w:{name}")))
        yield el("w:footnote", line, type=name, id=number)


def _paper(shown: Look, relations: Relations) -> Element:
    """Return the last words of the body: its paper, its margins, what runs above and below."""
    header, footer = (
        el("w:headerReference", type="default"),
        el("w:footerReference", type="default"),
    )
    header.set("r:id", relations.to("header", "header.xml"))
    footer.set("r:id", relations.to("footer", "footer.xml"))
    width, height = round(shown.width * TWIPS), round(shown.height * TWIPS)
    size = el("w:pgSz", w=width, h=height)
    if width > height:
        size.set("w:orient", "landscape")
    edge, half = round(shown.margin * TWIPS), round(shown.margin * TWIPS / 2)
    edges = dict.fromkeys(("top", "right", "bottom", "left"), edge)
    margins = el("w:pgMar", **edges, header=half, footer=half, gutter=0)
    return el(
        "w:sectPr",
        *(header, footer, size, margins),
        el("w:titlePg"),
        el("w:bidi") if shown.rtl else None,
    )


def _running(tag: str, style: str, words: str | None) -> Element:
    """Return what runs above or below each page: words, or without any the page's number."""
    made = el("w:p", el("w:pPr", el("w:pStyle", val=style)))
    if words is not None:
        made.append(el("w:r", text("w:t", words)))
    else:
        made.append(el("w:fldSimple", el("w:r", text("w:t", "1")), instr=" PAGE "))
    return root(tag, [made])
