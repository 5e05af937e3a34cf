"""A section of the filled page comes in; its headings, tables, drawings and calls are made fit.

What holds on paper alone goes; what a reader of the web needs, a role, a name, a region that may be
moved sideways, is added.
"""

import re
from itertools import count, pairwise
from xml.etree.ElementTree import Element

from ..text.catalogue import Catalogue
from . import dom, paths, stacking

_HEADS = {"h5": "h6", "h4": "h5", "h3": "h4", "h2": "h3", "h1": "h2"}
_DOTS = ".\u00a0 "  # between a letter and its note
_ACTIVE = frozenset(
    ["script", "iframe", "object", "embed", "link", "meta", "base", "form", "input", "button"]
)
_PAPER = ("data-block", "data-continued", "data-running", "data-page")
_WIDTH = re.compile(r"width:\s*([\d.]+pt)")


def still(section: Element) -> None:
    """Take out what acts or fetches: a theme may come from a stranger."""
    above = dom.parents(section)
    for element in list(section.iter()):
        if element.tag in _ACTIVE or dom.named(element, "script"):
            dom.take_out(above[element], element)
        for name in [n for n in element.keys() if n.lower().startswith("on")]:  # noqa: SIM118
            del element.attrib[name]
        if element.tag == "img" and not element.get("src", "").startswith("data:"):
            element.attrib.pop("src", None)


def shape(
    section: Element, say: Catalogue, names: "count[int]", drawn: str, *, moved: bool = True
) -> None:
    """Make a section fit for the web; ``names`` counts ids, ``drawn`` are the drawings' rules.

    Comments in the margin are ``moved`` behind their paragraph, unless notes are counted where
    they stand: those of a comment are counted first.
    """
    _headings(section)
    if moved:
        _comments(section)
    _calls(section, say)
    for element in list(section.iter()):
        for name in _PAPER:
            element.attrib.pop(name, None)
        if dom.has(element, "picture", "title"):
            width = _WIDTH.search(element.attrib.pop("style", ""))
            if width and dom.has(element, "picture"):
                element.set("style", f"max-width:{width[1]}")
        if element.tag == "aside":
            element.tag = "div"
            element.set("role", "note")
            element.set("aria-label", say.say("web-aside"))
        elif dom.svg(element):
            _drawing(element, names, drawn)
    _regions(section, say, names)
    _lists(section, names)


def _headings(section: Element) -> None:
    """Lower every heading by one level, since the page has one title: the cover's, or its own.

    A section without a head of its own, as the cover, keeps its blocks' headings under the title.
    """
    heads = [e for e in section.iter() if e.tag in _HEADS and not dom.has(e, "title")]
    if any(head.tag == "h1" for head in heads):
        for head in heads:
            head.tag = _HEADS[str(head.tag)]


def _comments(section: Element) -> None:
    """Let a comment in the margin follow the paragraph that it stands beside, as it is read."""
    for parent in list(section.iter()):
        for holder, beside in pairwise(list(parent)):
            aside = next((e for e in (holder, *holder) if e.tag == "aside"), None)
            own = aside is holder or dom.has(holder, "beside")
            if aside is None or not own or beside.tag != "p":
                continue
            (parent if aside is holder else holder).remove(aside)
            if not len(holder) and holder is not aside:
                parent.remove(holder)
            parent.insert(list(parent).index(beside) + 1, aside)


def _calls(section: Element, say: Catalogue) -> None:
    """Give calls of notes their role and name, and lettered notes a list."""
    above = dom.parents(section)
    for element in list(section.iter()):
        if element.tag == "a" and dom.has(element, "fnref", "letter"):
            element.set("role", "doc-noteref")
            element.set("aria-label", say.say("web-note", number=dom.words(element)))
        elif element.tag == "p" and dom.has(element, "letters"):
            _letters(above[element], element, _place(above, element), say)


def _place(above: dict[Element, Element], element: Element) -> str:
    """Return what lettered notes stand under: “Exhibit 3”, or the title of what has no number."""
    while element in above:
        element = above[element]
        if label := element.get("data-label"):
            return label.partition(". ")[0]
        if element.tag == "section":
            head = next((e for e in element.iter() if e.tag in ("h1", "h2")), None)
            return dom.words(head, lambda e: dom.has(e, "fn")) if head is not None else ""
    return ""


def _letters(parent: Element, paragraph: Element, place: str, say: Catalogue) -> None:
    """Make a list of the lettered notes under an exhibit."""
    at = list(parent).index(paragraph)
    listed = dom.make("ul", css="letters")
    for note in [e for e in paragraph if dom.has(e, "letter-note")]:
        note.tag, note.tail = "li", "\n"
        for element in (e for e in note.iter() if dom.has(e, "letter-note", "note-letter")):
            del element.attrib["class"]  # names of the printed page, which weigh here
        paragraph.remove(note)
        listed.append(note)
        for label in (e for e in note.iter() if dom.has(e, "letter-label")):
            label.set("role", "doc-backlink")
            named = say.say("web-back-in", number=dom.words(label), exhibit=place)
            label.set("aria-label", named)
            label.text, label.tail = f"{dom.words(label)}.", f" {(label.tail or '').lstrip(_DOTS)}"
    parent.insert(at + 1, listed)
    if not len(paragraph) and not (paragraph.text or "").strip():
        parent.remove(paragraph)
    else:
        paragraph.set("class", "sources-head")


def _drawing(svg: Element, names: "count[int]", drawn: str) -> None:
    """Name a drawing by its title and description; the page's own sheet colours it."""
    above = dom.parents(svg)
    for element in list(svg.iter()):
        style = dom.named(element, "style") and " ".join((element.text or "").split()) == drawn
        silent = svg.get("aria-hidden") == "true" and dom.named(element, "title")
        if style or silent:
            dom.take_out(above[element], element)
        elif dom.named(element, "path") and element.get("d"):
            element.set("d", paths.shortened(element.get("d") or ""))
    if svg.get("aria-hidden") == "true":
        return
    svg.set("role", "img")
    told = [e for e in svg if dom.named(e, "title") or dom.named(e, "desc")]
    for element in told:
        if not element.get("id"):
            element.set("id", f"d{next(names)}")
    if told:
        svg.set("aria-labelledby", " ".join(e.get("id") or "" for e in told))


def _regions(section: Element, say: Catalogue, names: "count[int]") -> None:
    """Put each table into a region of its own, which may be wider than the window."""
    above = dom.parents(section)
    for table in [e for e in section.iter() if e.tag == "table"]:
        region = dom.make("div", css="scroll", role="region", tabindex="0")
        caption = table.find("caption")
        if caption is None:
            region.set("aria-label", say.say("web-table", number=next(names)))
        else:
            caption.set("id", caption.get("id") or f"d{next(names)}")
            region.set("aria-labelledby", caption.get("id") or "")
        dom.wrap(above[table], table, region)
        stacking.stack(table)


def _lists(section: Element, names: "count[int]") -> None:
    """Name each list of contents by its heading, and take its page numbers out."""
    above = dom.parents(section)
    for element in list(section.iter()):
        if element.tag == "nav":
            head = next((e for e in element if e.tag in ("h2", "h3", "h4")), None)
            if head is not None:
                head.set("id", head.get("id") or f"d{next(names)}")
                element.set("aria-labelledby", head.get("id") or "")
        elif element.tag == "span" and element.get("class") == "page":
            dom.take_out(above[element], element)
