"""Sections of the filled page come in; out, the paragraphs and tables of a Word file.

Kinds of block are not known here: what an element is follows from its name, and how it looks from
the classes that the templates share. An element of a stranger's template is written by its name.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from xml.etree.ElementTree import Element

from ..web import dom
from ..web.flowing import BLOCKS
from . import pictures, tables
from .inline import Book, Inline
from .look import TWIPS, marks
from .numbering import DEEPEST, Numbering
from .ooxml import el
from .package import Relations
from .paragraphs import Accent, WordParagraph

_HEADS = {"h1": "Heading1", "h2": "Heading1", "h3": "Heading2", "h4": "Heading3"}
_HEADS |= {"h5": "Heading4", "h6": "Heading4"}
_TAGS = {"figcaption": "Caption", "caption": "Caption", "blockquote": "Quote"}
_TAGS |= {"dt": "Term", "dd": "Definition", "nav": "Contents"}
_CLASSES = {
    **{"standfirst": "Subtitle", "issuer": "Imprint", "series": "Imprint", "dateline": "Imprint"},
    **{"authors": "Imprint", "edition": "Imprint", "headed": "RunInHead", "stem": "RunInHead"},
    **{"asked": "RunInHead", "undated-title": "RunInHead", "reading-title": "RunInHead"},
    **{"side-note": "SideNote", "remark": "SideNote", "setting": "SideNote", "drawn": "SideNote"},
    **{"exhibit-foot": "ExhibitNote", "letters": "ExhibitNote", "map-key": "ExhibitNote"},
    **{"formula": "Formula", "references": "Bibliography", "full-reference": "Bibliography"},
}
_BARE = ("letters", "references", "map-key")  # lists whose items have no mark
_NUMBERED = ("numbered", "questions", "quiz", "key-points")
_CELL = ("TableText", "TableHead")
_LEVEL = 18.0  # points by which what follows in an item is further in


@dataclass
class _Item:
    """An item of a list: its number is printed at its first paragraph."""

    number: int
    level: int
    begun: bool = False


@dataclass(frozen=True, slots=True)
class Surroundings:
    """Where something is written: its style, its item, its language and direction, its width."""

    style: str = "BodyText"
    item: _Item | None = None
    voice: Accent = field(default_factory=Accent)
    depth: int = 0
    width: float = 0.0


class Blocks:
    """Writes the elements of one part of the file."""

    def __init__(self, book: Book, relations: Relations, numbering: Numbering) -> None:
        self.book, self.relations, self.numbering = book, relations, numbering
        self._pending: list[str] = []  # ids of what begins with the next paragraph
        self._questions = 0  # the list of the block's questions, which goes on level by level

    def flow(self, element: Element, place: Surroundings) -> Iterator[Element]:
        """Yield what stands in an element: its blocks, and in paragraphs the words between them."""
        self._begin(element)
        line = Inline(self.book, self.relations, place.width or self.book.look.measure)
        open_one: WordParagraph | None = None
        for piece in _pieces(element):
            if isinstance(piece, Element) and _apart(piece):
                yield from _closed(open_one)
                open_one = None
                yield from self._block(piece, place)
                continue
            if open_one is None:
                if isinstance(piece, str) and not piece.strip():
                    continue
                open_one = self._open(place)
            if isinstance(piece, str):
                open_one.say(piece, place.voice)
            else:
                line.write(piece, open_one, place.voice)
        yield from _closed(open_one)

    def left(self) -> Iterator[Element]:
        """Yield the bookmarks after which nothing is written."""
        for name in self._pending:
            yield from self.book.bounds(self.book.bookmark(name))
        self._pending = []

    def _begin(self, element: Element) -> None:
        name = element.get("id") or ""
        if name in self.book.wanted and not dom.has(element, "fn"):
            self._pending.append(name)

    def _open(self, place: Surroundings) -> WordParagraph:
        made = WordParagraph(self._layout(place))
        for name in self._pending:
            made.mark(*self.book.bounds(self.book.bookmark(name)))
        self._pending = []
        return made

    def _layout(self, place: Surroundings) -> Element:
        made = el("w:pPr", el("w:pStyle", val=place.style))
        item, rtl = place.item, place.voice.rtl
        if item is not None and not item.begun:
            item.begun = True
            level = el("w:ilvl", val=item.level)
            made.append(el("w:numPr", level, el("w:numId", val=item.number)))
        elif item is not None:
            made.append(el("w:ind", left=round(_LEVEL * (item.level + 1) * TWIPS)))
        if rtl or self.book.look.rtl:  # said at each: programs turn the indents of those alone
            turned = el("w:bidi") if rtl else el("w:bidi", val=0)
            made.insert(len(made) - (made[-1].tag == "w:ind"), turned)
        return made

    def _block(self, element: Element, place: Surroundings) -> Iterator[Element]:
        place = self._placed(element, place)
        if dom.has(element, "block"):
            self._questions = 0
        held = (e for e in element if dom.has(element, "picture") and _drawn(e))
        if (picture := next(held, None)) is not None:
            yield from self._picture(picture, element, place)
        elif element.tag in ("ul", "ol"):
            yield from self._list(element, place)
        elif element.tag == "table":
            yield from self._table(element, place)
        elif _drawn(element):
            yield from self._picture(element, None, place)
        elif element.tag == "hr":
            return
        else:
            yield from self.flow(element, place)

    def _placed(self, element: Element, place: Surroundings) -> Surroundings:
        """Return the place of what stands in an element."""
        voice = place.voice
        if language := element.get("lang"):
            voice = voice.but(language=language)
        if direction := element.get("dir"):
            voice = voice.but(rtl=direction == "rtl")
        place = replace(place, voice=voice)
        if place.style in _CELL:
            return place
        style = _HEADS.get(str(element.tag)) or _TAGS.get(str(element.tag))
        if element.tag == "h1" and dom.has(element, "title"):
            style = "Title"
        classed = (_CLASSES[name] for name in _CLASSES if dom.has(element, name))
        style = style or next(classed, None)
        return replace(place, style=style) if style else place

    def _list(self, element: Element, place: Surroundings) -> Iterator[Element]:
        self._begin(element)
        number = 0 if place.style == "Contents" else self._number(element, place.depth)
        if dom.has(element, "questions"):
            self._questions = number
        for item in element:
            if item.tag != "li":
                yield from self._block(item, place)
                continue
            style = "ListParagraph" if place.style == "BodyText" else place.style
            own = self._placed(item, replace(place, style=style, depth=place.depth + 1))
            holder = _Item(number, min(place.depth, DEEPEST)) if number else place.item
            yield from self.flow(item, replace(own, item=holder))

    def _number(self, element: Element, depth: int) -> int:
        """Return the number of a list, 0 for one whose items have no mark."""
        if dom.has(element, *_BARE):
            return 0
        if dom.has(element, "questions") and self._questions:
            return self._questions
        mark = next((item.get("data-mark") for item in element if item.get("data-mark")), "")
        stated = element.get("start", "1")
        start = int(stated) if stated.isdecimal() else 1
        if mark:
            kind = mark if mark in ("A", "a") else "A" if mark.isupper() else "a"
            return self.numbering.begin(kind, depth, max(ord(mark[0].lower()) - 96, 1))
        decimal = element.tag == "ol" or dom.has(element, *_NUMBERED)
        return self.numbering.begin("decimal" if decimal else "bullet", depth, start)

    def _picture(
        self, element: Element, holder: Element | None, place: Surroundings
    ) -> Iterator[Element]:
        """Yield a picture in a paragraph of its own."""
        made = pictures.picture(element, holder, marks(self.book.look))
        if made is not None:
            line = Inline(self.book, self.relations, place.width or self.book.look.measure)
            paragraph = self._open(replace(place, style="Picture", item=None))
            paragraph.put(el("w:r", line.drawing(made)))
            yield paragraph.close()

    def _table(self, table: Element, place: Surroundings) -> Iterator[Element]:
        self._begin(table)
        caption = table.find("caption")
        named = dom.words(caption, lambda e: dom.has(e, "fn")) if caption is not None else ""
        if caption is not None:
            yield from self._block(caption, replace(place, style="BodyText"))
        grid = tables.grid(table)
        if not grid.columns:
            return
        widths = grid.widths(place.width or self.book.look.measure)
        rows = [self._row(row, widths, place) for row in grid.rows]
        heads = any(row.head for row in grid.rows)
        yield el(
            "w:tbl",
            self._table_layout(named, heads=heads, wide=place.width or self.book.look.measure),
            el("w:tblGrid", *(el("w:gridCol", w=round(one * TWIPS)) for one in widths)),
            *rows,
        )
        yield el("w:p", el("w:pPr", el("w:pStyle", val="TableText")))

    def _table_layout(self, named: str, *, heads: bool, wide: float) -> Element:
        made = el("w:tblPr", el("w:tblStyle", val="BriefingTable"))
        if self.book.look.rtl:
            made.append(el("w:bidiVisual"))
        made.append(el("w:tblW", w=round(wide * TWIPS), type="dxa"))
        made.append(el("w:tblLayout", type="autofit"))
        look = {"firstRow": int(heads), "lastRow": 0, "firstColumn": 1, "lastColumn": 0}
        made.append(el("w:tblLook", val="04A0" if heads else "0480", **look, noHBand=0, noVBand=1))
        if named:
            made.append(el("w:tblCaption", val=named))
        return made

    def _row(self, row: tables.TableRow, widths: list[float], place: Surroundings) -> Element:
        layout = el("w:trPr", el("w:cantSplit"), el("w:tblHeader") if row.head else None)
        made = el("w:tr", layout)
        self._begin(row.element)
        cells: dict[int, tuple[Element, int]] = {}
        for cell in row.cells:
            cells[cell.column] = (self._cell(cell, row, widths, place), cell.across)
        for column, across in row.below:
            goes_on = el("w:tcPr", _width(widths, column, across), _across(across))
            goes_on.append(el("w:vMerge"))
            cells.setdefault(column, (el("w:tc", goes_on, _empty()), across))
        at = 0
        while at < len(widths):
            if at not in cells:
                cells[at] = (el("w:tc", el("w:tcPr", _width(widths, at, 1)), _empty()), 1)
            made.append(cells[at][0])
            at += cells[at][1]
        return made

    def _cell(
        self, cell: tables.TableCell, row: tables.TableRow, widths: list[float], place: Surroundings
    ) -> Element:
        head = cell.element.tag == "th"
        layout = el("w:tcPr", _width(widths, cell.column, cell.across), _across(cell.across))
        if cell.down > 1:
            layout.append(el("w:vMerge", val="restart"))
        if row.head or dom.has(row.element, "group", "marked", "fell-short"):
            layout.append(el("w:shd", val="clear", color="auto", fill=self.book.look.tint))
        width = sum(widths[cell.column : cell.column + cell.across]) - 8
        own = replace(place, style="TableHead" if head else "TableText", item=None, width=width)
        inside = list(self.flow(cell.element, self._placed(cell.element, own)))
        if not inside or inside[-1].tag != "w:p":
            inside.append(_empty())
        return el("w:tc", layout, *inside)


def _width(widths: list[float], column: int, across: int) -> Element:
    whole = sum(widths[column : column + across])
    return el("w:tcW", w=round(whole * TWIPS), type="dxa")


def _across(columns: int) -> Element | None:
    return el("w:gridSpan", val=columns) if columns > 1 else None


def _empty() -> Element:
    return el("w:p", el("w:pPr", el("w:pStyle", val="TableText")))


def _drawn(element: Element) -> bool:
    return element.tag == "img" or dom.svg(element)


def _closed(paragraph: WordParagraph | None) -> Iterator[Element]:
    if paragraph is not None and paragraph.filled:
        yield paragraph.close()


def _pieces(element: Element) -> Iterator[str | Element]:
    """Yield the texts and elements that stand in an element."""
    if element.text:
        yield element.text
    for child in element:
        yield child
        if child.tail:
            yield child.tail


def _apart(element: Element) -> bool:
    """Whether an element stands in lines of its own: by its name, or by what it holds."""
    if element.tag in BLOCKS:
        return True
    if dom.svg(element):
        return dom.has(element, "drawing", "motif")
    return not dom.has(element, "fn", "fnref") and any(
        e.tag in BLOCKS for e in element.iter() if e is not element and not _in_note(element, e)
    )


def _in_note(element: Element, inner: Element) -> bool:
    return any(dom.has(e, "fn") and inner in list(e.iter()) for e in element.iter())
