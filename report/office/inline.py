"""What stands in a line of the filled page comes in; out, runs of a Word file, in a paragraph.

A call of a page note becomes a footnote where it is called first, and a reference to that footnote
where it is called again. A call of a lettered note leads to the note under its exhibit.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import count
from xml.etree.ElementTree import Element

from ..web import dom, flowing
from . import pictures
from .look import Look, marks
from .ooxml import DECORATIVE, el, text
from .package import Media, Relations
from .paragraphs import Accent, WordParagraph
from .pictures import WordPicture

EMU = 12_700  # to the point
_ITALIC = frozenset(["em", "i", "cite", "dfn", "var"])
_BOLD = frozenset(["strong", "b"])
_RAISED = {"sup": "superscript", "sub": "subscript"}
_EM = "\u2003"
_STRONG = ("when", "foot-head", "map-kind", "exhibit-number", "provision")
_OUTSIDE = ("http://", "https://", "mailto:")
_SILENT = frozenset(["style", "template", "colgroup", "col"])
_LONGEST_NAME = 36  # letters of a bookmark; Word allows forty


@dataclass
class Book:
    """What the parts of one file share: pictures, notes, bookmarks, and how it looks."""

    look: Look
    notes: Mapping[str, Element]
    wanted: frozenset[str]  # the ids that links lead to
    say_note: Callable[[str, Element], Element]
    media: Media = field(default_factory=Media)
    numbers: dict[str, int] = field(default_factory=dict)  # of notes that were called
    footnotes: list[Element] = field(default_factory=list)
    automatic: int = 0
    _names: dict[str, str] = field(default_factory=dict)
    _ids: "count[int]" = field(default_factory=lambda: count(1))

    def bookmark(self, name: str) -> str:
        """Return the name of a place that links lead to."""
        if name not in self._names:
            plain = "".join(c if c.isascii() and c.isalnum() else "_" for c in name)
            plain = f"b_{plain}"[:_LONGEST_NAME]
            taken = {one.casefold() for one in self._names.values()}
            made, more = plain, count(2)
            while made.casefold() in taken:
                made = f"{plain}_{next(more)}"
            self._names[name] = made
        return self._names[name]

    def bounds(self, name: str) -> tuple[Element, Element]:
        """Return the beginning and the end of a bookmark."""
        number = self.next_id()
        return el("w:bookmarkStart", id=number, name=name), el("w:bookmarkEnd", id=number)

    def next_id(self) -> int:
        """Return a number that nothing in the file has."""
        return next(self._ids)


@dataclass(frozen=True, slots=True)
class Inline:
    """Writes what stands in a line; ``relations`` are those of the part that it is written to."""

    book: Book
    relations: Relations
    widest: float

    def children(self, element: Element, into: WordParagraph, voice: Accent) -> None:
        """Write what stands in an element."""
        into.say(element.text or "", voice)
        for child in element:
            self.write(child, into, voice)
            into.say(child.tail or "", voice)

    def write(self, element: Element, into: WordParagraph, voice: Accent) -> None:
        """Write an element."""
        if element.tag in _SILENT or dom.has(element, "fn"):
            return
        if element.tag == "img" or dom.svg(element):
            made = pictures.picture(element, None, marks(self.book.look))
            if made is not None:
                into.put(el("w:r", self.drawing(made)))
        elif element.tag == "br":
            into.broken(voice)
        elif dom.has(element, "fnref"):
            self._call(element, into, voice)
        else:
            if dom.has(element, *flowing.LINES) and into.filled:
                into.broken(voice)
            self._words(element, into, self._voice(element, voice))
            if dom.has(element, "key-entry"):
                into.say(_EM, voice)

    def _voice(self, element: Element, voice: Accent) -> Accent:
        if language := element.get("lang"):
            voice = voice.but(language=language)
        if element.tag in _ITALIC:
            return voice.but(italic=not voice.italic)
        if element.tag in _BOLD or dom.has(element, *_STRONG):
            return voice.but(bold=True)
        if dom.has(element, "siglum"):
            return voice.but(style="Siglum")
        if dom.has(element, "letter"):
            return voice.but(style="NoteLetter")
        raised = _RAISED.get(element.tag, "")
        raised = "superscript" if dom.has(element, "sentence-number") else raised
        return voice.but(raised=raised) if raised else voice

    def _words(self, element: Element, into: WordParagraph, voice: Accent) -> None:
        name = element.get("id") or ""
        begin, end = self.book.bounds(self.book.bookmark(name)) if name else (None, None)
        marked = name in self.book.wanted
        if marked and begin is not None:
            into.mark(begin)
        apart = element.tag in flowing.BLOCKS
        into.say(" " if apart else "", voice)
        link = self._link(element) if element.tag == "a" else None
        if link is not None:
            bare = dom.has(element, "letter", "letter-label") or voice.style
            with into.within(link):
                self.children(element, into, voice if bare else voice.but(style="Hyperlink"))
        else:
            self.children(element, into, voice)
        into.say(" " if apart else "", voice)
        if marked and end is not None:
            into.mark(end)

    def _link(self, element: Element) -> Element | None:
        address = element.get("href", "").strip()
        if address.startswith("#"):
            known = address[1:] in self.book.wanted
            return el("w:hyperlink", anchor=self.book.bookmark(address[1:])) if known else None
        if not address.startswith(_OUTSIDE):
            return None
        made = el("w:hyperlink")
        made.set("r:id", self.relations.to("hyperlink", address, outside=True))
        return made

    def _call(self, call: Element, into: WordParagraph, voice: Accent) -> None:
        book, note = self.book, call.get("href", "").removeprefix("#")
        if call.get("id") in book.wanted:
            into.mark(*book.bounds(book.bookmark(call.get("id") or "")))
        label = dom.words(call)
        name = f"_RefNote{list(book.notes).index(note) + 1}" if note in book.notes else ""
        if not name:
            into.say(label, voice.but(raised="superscript"))
        elif note in book.numbers:
            into.put(*_again(name, label))
        else:
            number = book.numbers[note] = len(book.numbers) + 1
            own = _value(label) != book.automatic + 1  # another mark than Word would print
            book.automatic += not own
            book.footnotes.append(Element("placeholder"))  # before those of notes inside it
            made = book.say_note(label if own else "", book.notes[note])
            made.set("w:id", str(number))
            book.footnotes[number - 1] = made
            begin, end = book.bounds(name)
            mark = el("w:footnoteReference", id=number)
            if own:
                mark.set("w:customMarkFollows", "1")
            shown = text("w:t", label) if own else None
            into.mark(begin)
            into.put(el("w:r", _reference(), mark, shown))
            into.mark(end)

    def drawing(self, picture: WordPicture) -> Element:
        """Return a picture in the line, with its words, or as decoration where it has none."""
        link = self.relations.to("image", self.book.media.name(picture))
        scale = min(1.0, self.widest / picture.width, self.book.look.depth * 0.9 / picture.height)
        size = {"cx": round(picture.width * scale * EMU), "cy": round(picture.height * scale * EMU)}
        number = self.book.next_id()
        named = el("wp:docPr", id=number, name=f"Picture {number}", descr=picture.words)
        if not picture.words:
            named.append(_decorative())
        blip = el("a:blip")
        blip.set("r:embed", link)
        fill = el("pic:blipFill", blip, el("a:stretch", el("a:fillRect")))
        shape = el(
            "pic:spPr",
            el("a:xfrm", el("a:off", x=0, y=0), el("a:ext", **size)),
            el("a:prstGeom", el("a:avLst"), prst="rect"),
        )
        within = el("pic:cNvPr", id=number, name=f"Picture {number}", descr=picture.words)
        inner = el("pic:pic", el("pic:nvPicPr", within, el("pic:cNvPicPr")), fill, shape)
        uri = "http://schemas.openxmlformats.org/drawingml/2006/picture"
        graphic = el("a:graphic", el("a:graphicData", inner, uri=uri))
        edges = {f"dist{side}": 0 for side in "TBLR"}
        return el("w:drawing", el("wp:inline", el("wp:extent", **size), named, graphic, **edges))


def _value(label: str) -> int:
    """Return the number that a note goes by, in whatever digits; 0 for another mark."""
    return int(label) if label.isdecimal() else 0


def _decorative() -> Element:
    mark = el("adec:decorative", val=1)
    mark.set("xmlns:adec", DECORATIVE)
    return el("a:extLst", el("a:ext", mark, uri="{C183D7F6-B498-43B3-948B-1728B52AA6E4}"))


def _reference() -> Element:
    return el("w:rPr", el("w:rStyle", val="FootnoteReference"))


def _again(name: str, label: str) -> list[Element]:
    """Return a reference to a footnote that stands elsewhere, with its number."""
    return [
        el("w:r", _reference(), el("w:fldChar", fldCharType="begin")),
        el("w:r", _reference(), text("w:instrText", f" NOTEREF {name} \\f \\h ")),
        el("w:r", _reference(), el("w:fldChar", fldCharType="separate")),
        el("w:r", _reference(), text("w:t", label)),
        el("w:r", _reference(), el("w:fldChar", fldCharType="end")),
    ]
