"""What is to be read of HTML, and what is read of a tagged PDF: two texts that must be one."""

import re
from xml.etree.ElementTree import Element

from report.audit import readaloud
from report.press.markup import SVG, alternative, is_note

MARKERS = re.compile(r"•|\d{1,2}\.?")  # 1999 is a date, and no number of a list
PAGE = re.compile(r"(p\.\s)\d+$")
BLOCKS = {
    "p", "li", "dt", "dd", "td", "th", "tr", "h1", "h2", "h3", "div", "caption", "figcaption",
    "blockquote", "aside", "figure",
}  # fmt: skip


def in_order(element: Element) -> list[Element]:
    """Return the children as they are read: a side note after the paragraph beside it."""
    children = [part for child in element for part in parts(child)]
    for place, child in enumerate(children[:-1]):
        if child.tag == "aside" and children[place + 1].tag == "p":
            children[place : place + 2] = [children[place + 1], child]
    return children


def parts(child: Element) -> list[Element]:
    """Return what stands in the side column, a head and a note, each for itself."""
    return list(child) if child.get("class") == "beside" else [child]


def spoken(element: Element) -> str:
    """Return what is to be read of an HTML element."""
    if element.tag in ("head", "title") or element.get("aria-hidden") == "true":
        return ""
    if element.tag == f"{SVG}svg":
        return f" {alternative(element)} "
    if element.tag == "br":
        return " "
    if element.get("data-page"):
        return "#"
    parts = [element.text or ""]
    for child in in_order(element):
        parts += [spoken(child), child.tail or ""]
    text = "".join(parts).replace("\u2060", "")
    if element.tag == "q":
        text = f"“{text}”"
    return f" {text} " if element.tag in BLOCKS or is_note(element) else text


def read(element: readaloud.SpokenTag) -> str:
    """Return what is read of a tag, without the markers that a style sheet puts before items."""
    if element.role == "Figure":
        told = [*(read(k) for k in element.find("Caption")), element.alternative]
        captioned = isinstance(element.kids[0], readaloud.SpokenTag)
        return f" {' '.join(told if captioned else told[::-1])} "
    marker = MARKERS.fullmatch(element.text().strip())
    if element.role == "Lbl" and marker and not list(element.find("Link")):
        return ""
    parts = (k if isinstance(k, str) else read(k) for k in element.kids)
    text = "".join(parts)
    if element.role == "TOCI":
        text = re.sub(r"\d+\s*$", "#", text)
    if element.role == "Link":
        text = PAGE.sub(r"\1#", text)
    inline = element.role in ("Em", "Strong", "Cite", "Span", "Abbr", "Code", "Quote", "Link")
    return text if inline or element.role in ("Reference", "Lbl") else f" {text} "


def words(text: str) -> list[str]:
    return text.replace("\u00ad", "").split()
