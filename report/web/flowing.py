"""Filled pages come in; out, their sections fit for a reader that breaks lines by itself.

What holds on paper alone is taken out; what is left says what the page for the web says.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from itertools import count
from xml.etree.ElementTree import Element

from ..content import Content
from ..page.view import Views
from ..text.typography import without_breaks
from . import dom, shaping

LINES = ("as-of", "remark", "map-said", "map-places", "record")
"""The classes of words that begin a line, as they do on paper."""

BLOCKS = frozenset(
    [
        *("p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "figure"),
        *("figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "hr"),
        *("address", "details", "summary", "pre", "colgroup", "fieldset", "legend", "hgroup"),
    ]
)
"""The elements that stand in lines of their own."""

_HEADLINE = "h1"


def sections(
    read: Content, views: Views, filled: Sequence[str], *, moved: bool = True
) -> list[Element]:
    """Return the sections of filled pages, before them the title where no cover has it.

    ``moved`` are comments in the margin, behind their paragraph.
    """
    names, say = count(1), read.briefing.catalogue
    found = []
    for part in filled:
        for section in list(dom.read(part)):
            shaping.still(section)
            shaping.shape(section, say, names, "", moved=moved)
            _hidden(section)
            found.append(section)
    titled = any(dom.has(e, "title") for one in found for e in one.iter() if e.tag == _HEADLINE)
    return found if titled else [_title(views), *found]


def notes(sections: Sequence[Element]) -> dict[str, Element]:
    """Return the page notes by their ids, as they stand beside their first calls."""
    every = (e for section in sections for e in section.iter())
    return {e.get("id") or "": e for e in every if dom.has(e, "fn")}


def said(note: Element) -> Element:
    """Return a page note without its number."""
    above, label = dom.parents(note), next((e for e in note.iter() if dom.has(e, "fnlabel")), None)
    if label is None:
        return note
    number = label if above[label] is note else above[label]
    number.tail = (number.tail or "").lstrip(".\u2002 ")
    dom.take_out(note, number)
    return note


def words_of_note(note: Element) -> list[str]:
    """Return the words of a page note in order, without its number; the note stays as it is."""
    own = said(deepcopy(note))
    inner = Element("div")
    inner.text = own.text
    inner.extend(own)
    return words(inner)


def words(element: Element) -> list[str]:
    """Return the words of a section in order, without its notes, their calls and its drawings."""
    return without_breaks("".join(_texts(element))).split()


def _texts(element: Element) -> Iterator[str]:
    if dom.svg(element) or dom.has(element, "fn", "fnref") or element.tag in ("style", "template"):
        return
    lined = element.tag in BLOCKS or element.tag == "br" or dom.has(element, *LINES)
    apart = " " if lined else ""
    yield apart + (element.text or "")
    for child in element:
        yield from _texts(child)
        yield child.tail or ""
    yield apart


def _title(views: Views) -> Element:
    """Return a section with the title of a briefing that has no cover."""
    told = views.metadata()
    made = dom.make("section")
    for tag, css, words in (
        ("p", "issuer", told.issued_by),
        ("h1", "title", told.title),
        ("p", "standfirst", told.standfirst),
    ):
        part = dom.read(f"<{tag}>{words}</{tag}>")[0]
        part.set("class", css)
        made.append(part)
    return made


def _hidden(section: Element) -> None:
    """Take out the columns that only draw: a table that is read has no use for them."""
    for table in (e for e in section.iter() if e.tag == "table"):
        hidden = [
            (row, cell)
            for row in table.iter()
            if row.tag == "tr"
            for cell in row
            if cell.get("aria-hidden") == "true" and not dom.words(cell)
        ]
        for row, cell in hidden:
            row.remove(cell)
        for group in table.findall("colgroup") if hidden else ():
            table.remove(group)
