"""Filled pages come in; out, their sections with what holds on paper alone taken out of them.

What is left says what the page for the web says, and in its order.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import count
from xml.etree.ElementTree import Element

from ..content import Content
from ..page.view import Views
from ..web import dom, shaping

LINES = ("as-of", "remark", "map-said", "map-places", "record")
"""The classes of words that begin a line, as they do on paper."""

_HEADLINE = "h1"
_UNSEEN = re.compile("[\u2060\u200b\u00ad]")  # where lines may break, or may not


def sections(read: Content, views: Views, filled: Sequence[str]) -> list[Element]:
    """Return the sections of filled pages, before them the title where no cover has it."""
    names, say = count(1), read.briefing.catalogue
    found = []
    for part in filled:
        for section in list(dom.read(part)):
            shaping.still(section)
            shaping.shape(section, say, names, "", moved=False)
            _hidden(section)
            _lettered(section)
            found.append(section)
    titled = any(dom.has(e, "title") for one in found for e in one.iter() if e.tag == _HEADLINE)
    return found if titled else [_title(views), *found]


def notes(sections: Sequence[Element]) -> dict[str, Element]:
    """Return the page notes by their ids, as they stand beside their first calls."""
    every = (e for section in sections for e in section.iter())
    return {e.get("id") or "": e for e in every if dom.has(e, "fn")}


def targets(sections: Sequence[Element]) -> frozenset[str]:
    """Return the ids to which links of the sections lead."""
    every = [e for section in sections for e in section.iter()]
    led = {e.get("href", "")[1:] for e in every if e.tag == "a" and e.get("href", "")[:1] == "#"}
    return frozenset(led & {e.get("id") or "" for e in every} - {""})


def said(note: Element) -> Element:
    """Return a page note without its number."""
    above, label = dom.parents(note), next((e for e in note.iter() if dom.has(e, "fnlabel")), None)
    if label is None:
        return note
    number = label if above[label] is note else above[label]
    number.tail = (number.tail or "").lstrip(".\u2002 ")
    dom.take_out(note, number)
    return note


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
    """Take out the cells that only draw: a table that is read has no use for them."""
    for row in (e for e in section.iter() if e.tag == "tr"):
        for cell in [e for e in row if e.get("aria-hidden") == "true" and not dom.words(e)]:
            row.remove(cell)


def _lettered(section: Element) -> None:
    """Let lists whose templates print their letters be numbered with them (`data-mark`)."""
    for item in (e for e in section.iter() if e.tag == "li"):
        first = item[0] if len(item) and not (item.text or "").strip() else None
        if first is not None and dom.has(first, "step-letter"):
            item.set("data-mark", dom.words(first))
            first.tail = (first.tail or "").lstrip("\u2002 ")
            dom.take_out(item, first)


def words(element: Element) -> list[str]:
    """Return the words of a section in order, without its notes, their calls and its drawings."""
    return _UNSEEN.sub("", "".join(_texts(element))).split()


BLOCKS = frozenset(
    [
        *("p", "div", "section", "article", "header", "footer", "main", "nav", "aside", "figure"),
        *("figcaption", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "li", "dl", "dt", "dd"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "td", "th", "blockquote", "hr"),
        *("address", "details", "summary", "pre", "colgroup", "fieldset", "legend", "hgroup"),
    ]
)
"""The elements that stand in lines of their own."""


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
