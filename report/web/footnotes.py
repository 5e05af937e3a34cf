"""A section of the filled page comes in; its notes go to its foot, each in a row with its calls.

Notes stand once in the page. On a wide window a grid lifts them beside the row that calls them
(`--r` is the number of the row), so that nothing floats and nothing overlaps.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from xml.etree.ElementTree import Element

from ..text.catalogue import Catalogue
from . import dom

_WHOLE = ("exhibit", "box", "reference", "contents", "ledger", "passage")  # never cut into rows


@dataclass
class _Row:
    """What stands in one row of a section, and the notes that are called in it."""

    element: Element
    notes: list[Element] = field(default_factory=list)
    wide: bool = False


def to_foot(section: Element, say: Catalogue, title: str) -> int:
    """Move the page notes of a section to its foot; return how many there are."""
    rows = list(_rows(section))
    for row in rows:
        row.notes = list(_taken(row.element))
    _fill(section, [row.element for row in rows])
    for number, row in enumerate(rows, start=1):
        row.element.set("style", f"--r:{number}")
        dom.add_class(row.element, "row wide" if row.wide else "row")
    total = sum(len(row.notes) for row in rows)
    if total:
        named = say.say("web-notes-to", section=title)
        foot = dom.make("div", css="notes", role="doc-endnotes", aria_label=named)
        for number, row in enumerate(rows, start=1):
            if row.notes:
                reach = _reach(rows, number)
                margin = dom.make("div", css="margin", style=f"--r:{number};--e:{reach}")
                margin.extend(note(inline, say) for inline in row.notes)
                foot.append(margin)
        section.append(foot)
    return total


def _reach(rows: Sequence[_Row], number: int) -> int:
    """Return the line of the grid to which notes may hang down: to the next notes or exhibit."""
    end = number
    while end < len(rows) and not (rows[end].notes or rows[end].wide):
        end += 1
    return end + 1


def _fill(section: Element, children: Sequence[Element]) -> None:
    for child in list(section):
        section.remove(child)
    for child in children:
        child.tail = "\n"
        section.append(child)


def _rows(section: Element) -> Iterator[_Row]:
    """Yield the children of a section; a block of running text gives a row a paragraph."""
    for child in section:
        if not dom.has(child, "block"):
            yield _Row(child)
        elif any(dom.has(e, *_WHOLE) for e in child.iter()):
            yield _Row(child, wide=True)
        else:
            yield from (_Row(part) for part in _parted(child))


def _parted(block: Element) -> Iterator[Element]:
    """Yield a block of text as several of its kind, each ending with a paragraph that has notes."""
    if (block.text or "").strip() or any((child.tail or "").strip() for child in block):
        yield block  # text that stands in no element
        return
    part = _like(block)
    children = list(block)
    for child, after in zip_longest(children, children[1:]):
        if dom.has(child, "document"):
            if len(part):
                yield part
            for inner in _parted(child):
                dom.add_class(inner, f"{block.get('class')}")
                yield inner
            part = _like(block)
            continue
        part.append(child)
        commented = after is not None and dom.has(after, "side-note")
        if not (commented or dom.has(child, "beside")) and any(
            next(_notes_in(e), None) is not None for e in part
        ):
            yield part
            part = _like(block)
    if len(part) or part.get("id"):
        yield part


def _like(block: Element) -> Element:
    """Return an empty element of the same kind; the id goes to the first."""
    made = dom.make("div", css=block.get("class") or "")
    if name := block.attrib.pop("id", None):
        made.set("id", name)
    return made


def _notes_in(element: Element) -> Iterator[Element]:
    return (e for e in element.iter() if dom.has(e, "fn"))


def _taken(element: Element) -> Iterator[Element]:
    """Take the notes out of a row and yield them in order."""
    above = dom.parents(element)
    for note in list(_notes_in(element)):
        dom.take_out(above[note], note)
        yield note


def note(inline: Element, say: Catalogue) -> Element:
    """Return a note as it stands at the foot, with the way back to its call."""
    label = next(e for e in inline if dom.has(e, "fnlabel"))
    number = dom.words(label)
    made = dom.make("div", css="note", role="doc-footnote", id=inline.get("id") or "")
    made.set("aria-label", say.say("web-note", number=number))
    back = dom.make(
        "a", f"{number}.", css="back", role="doc-backlink", href=label.get("href") or "#"
    )
    back.set("aria-label", say.say("web-back", number=number))
    back.tail = " " + (label.tail or "").lstrip(".\u2002 ")
    made.append(back)
    for child in list(inline):
        if child is not label:
            made.append(child)
    made.tail = "\n"
    return made
