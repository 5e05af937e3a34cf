"""Filled pages come in; out, their sections as a Word file has them."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from ..content import Content
from ..page.view import Views
from ..web import dom, flowing


def sections(read: Content, views: Views, filled: Sequence[str]) -> list[Element]:
    """Return the sections of filled pages.

    Comments stay before their paragraph: Word counts notes where they stand, and theirs come first.
    """
    found = flowing.sections(read, views, filled, moved=False)
    for section in found:
        _lettered(section)
    return found


def targets(sections: Sequence[Element]) -> frozenset[str]:
    """Return the ids to which links of the sections lead."""
    every = [e for section in sections for e in section.iter()]
    led = {e.get("href", "")[1:] for e in every if e.tag == "a" and e.get("href", "")[:1] == "#"}
    return frozenset(led & {e.get("id") or "" for e in every} - {""})


def _lettered(section: Element) -> None:
    """Let lists whose templates print their letters be numbered with them (`data-mark`)."""
    for item in (e for e in section.iter() if e.tag == "li"):
        first = item[0] if len(item) and not (item.text or "").strip() else None
        if first is not None and dom.has(first, "step-letter"):
            item.set("data-mark", dom.words(first))
            first.tail = (first.tail or "").lstrip("\u2002 ")
            dom.take_out(item, first)
