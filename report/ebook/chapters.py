"""The sections of the filled pages come in; out, the chapters of a book, each with its notes.

A section is a file, so that a reading system can open it alone: its heading is the first level, its
links name the files of others, and its notes stand at its end, where systems that show them in a
window beside the call find them.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from ..text.catalogue import Catalogue
from ..web import dom, footnotes

_RAISED = {"h2": "h1", "h3": "h2", "h4": "h3", "h5": "h4", "h6": "h5"}
_OUTSIDE = ("http://", "https://", "mailto:")
_TYPE = "epub:type"


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section of the book: the name of its file, its title, its elements."""

    file: str
    title: str
    element: Element

    def heads(self) -> list[tuple[str, str]]:
        """Return the headings under its own, with their ids."""
        found = [e for e in self.element.iter() if e.tag == "h2" and e.get("id")]
        return [(dom.words(e, _unsaid), e.get("id") or "") for e in found]


def chapters(sections: Sequence[Element], say: Catalogue, title: str) -> list[Chapter]:
    """Return the chapters; ``title`` is the briefing's, for the section that has none."""
    found: list[Chapter] = []
    calls = _calls(sections)
    digits = max(2, len(str(len(sections))))
    for number, section in enumerate(sections, start=1):
        _raise(section)
        for at, head in enumerate(e for e in section.iter() if e.tag == "h2"):
            head.set("id", head.get("id") or f"h{number}-{at}")
        first = next((e for e in section.iter() if e.tag == "h1"), None)
        named = dom.words(first, _unsaid) if first is not None else title
        _notes(section, calls, say, named)
        found.append(Chapter(f"section-{number:0{digits}}.xhtml", named, section))
    _linked(found)
    return found


def _unsaid(element: Element) -> bool:
    return dom.has(element, "fn", "fnref", "letter")


def _raise(section: Element) -> None:
    """Give the heading of a section the first level; that of a cover has it."""
    heads = [e for e in section.iter() if e.tag in ("h1", *_RAISED)]
    if not any(e.tag == "h1" for e in heads):
        for head in heads:
            head.tag = _RAISED[str(head.tag)]


def _calls(sections: Sequence[Element]) -> dict[str, list[str]]:
    """Return the calls of each note in order; a later one may stand in another section."""
    calls: dict[str, list[str]] = {}
    for call in (e for section in sections for e in section.iter()):
        if dom.has(call, "fnref", "letter"):
            call.set(_TYPE, "noteref")
            calls.setdefault(call.get("href", "")[1:], []).append(call.get("id") or "")
    return calls


def _notes(
    section: Element, calls: Mapping[str, Sequence[str]], say: Catalogue, title: str
) -> None:
    """Move the notes of a section to its end, with a way back to each of their calls."""
    above = dom.parents(section)
    foot = dom.make("section", css="notes", aria_label=say.say("web-notes-to", section=title))
    foot.set(_TYPE, "footnotes")
    for inline in [e for e in section.iter() if dom.has(e, "fn")]:
        dom.take_out(above[inline], inline)
        note = footnotes.note(inline, say)
        note.tag = "aside"
        note.set(_TYPE, "footnote")
        number = dom.words(note[0]).rstrip(".")
        for again, name in enumerate(calls.get(note.get("id") or "", [])[1:], start=2):
            note.append(_way_back(name, again, say.say("note", number=number), say))
        foot.append(note)
    if len(foot):
        section.append(foot)


def _way_back(name: str, call: int, note: str, say: Catalogue) -> Element:
    """Return a link to a later call of a note."""
    link = dom.make("a", f"↑{call}", css="again", role="doc-backlink", href=f"#{name}")
    link.set("aria-label", say.say("web-back-again", call=call, note=note))
    return link


def _linked(found: Sequence[Chapter]) -> None:
    """Let links name the file that they lead to; one that leads nowhere is plain text."""
    where = {e.get("id"): one.file for one in found for e in one.element.iter() if e.get("id")}
    for one in found:
        for link in (e for e in one.element.iter() if e.tag == "a"):
            address = link.get("href", "").strip()
            target = address[1:] if address.startswith("#") else ""
            if target in where and where[target] != one.file:
                link.set("href", f"{where[target]}#{target}")
            elif target not in where and not address.startswith(_OUTSIDE):
                link.attrib.pop("href", None)


def elements(found: Sequence[Chapter]) -> Iterator[Element]:
    """Yield every element of the chapters."""
    for one in found:
        yield from one.element.iter()
