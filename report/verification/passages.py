"""Cut a document into the places that facts name: its text and structure come in, passages go out.

The rules of counting: an empty line parts two blocks. A line that equals a listed heading starts a
section; so does the block that begins as a listed part without a heading does. A block that begins
as a listed caption is a caption, and its repetition directly after it is the same one. A line that
begins with • is a bullet, counted under the paragraph before it. In plain text, where people type
lists as they like, so is a line that begins with -, *, – or a number, with the lines that it runs
over, if it opens its block or follows an item, a heading or a colon. A block without a letter or
digit is nothing. Paragraphs and captions count from 1 in each section, each for itself.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from ..content.document import Document, Part, Place
from .texts import normal

At = tuple[str, int | None, int | None, int | None]  # under, paragraph, bullet, caption


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of one document by place, in its order; and the parts that were not found."""

    texts: Mapping[At, str]
    missing: tuple[int, ...]

    def at(self, place: Place) -> str | None:
        """Return the passage at ``place``; None where the document has none."""
        return self.texts.get((place.under, place.paragraph, place.bullet, place.caption))


def cut(text: str, document: Document, *, typed: bool = False) -> Passages:
    """Cut the text of ``document`` by its structure; ``typed`` text has lists in any form."""
    cutter = _Cutter(document.structure, typed)
    for block in re.split(r"\n[^\S\n]*\n", text.replace("\r\n", "\n").replace("\r", "\n")):
        cutter.take(block)
    missing = (n for n, part in enumerate(document.structure) if not cutter.met(n, part))
    return Passages(cutter.passages, tuple(missing))


def name_of(at: At, document: Document) -> str:
    """Return a place as a note prints it."""
    under, paragraph, bullet, caption = at
    if not under:
        return "before the first heading"
    place = Place(under=under, paragraph=paragraph, bullet=bullet, caption=caption)
    return document.cited_places([place])


_ITEM = re.compile(r"(?:[-*–—]|\d{1,2}[.)])\s+(\S.*)")


class _Cutter:
    """Counts as it goes."""

    def __init__(self, structure: tuple[Part, ...], typed: bool) -> None:
        self.typed = typed
        self.headings = {normal(p.heading): p.heading for p in structure if p.heading}
        self.openings = [(normal(p.begins), p.section) for p in structure if p.section and p.begins]
        self.captions = [normal(p.caption) for p in structure if p.caption]
        self.passages: dict[At, str] = {}
        self.seen: set[str] = set()
        self.begin("")

    def begin(self, section: str) -> None:
        """Start a section; counting starts anew."""
        self.section = section
        self.paragraph = self.bullet = self.caption = 0
        self.last_caption = ""

    def met(self, number: int, part: Part) -> bool:
        """Say whether a part of the structure was found."""
        return normal(part.caption) in self.seen if part.caption else (part.name or "") in self.seen

    def take(self, block: str) -> None:
        """Read one block: headings and bullets have lines of their own in it, the rest is text."""
        lines: list[str] = []
        item: list[str] = []  # typed, which may run over several lines
        before = ""
        for words in filter(None, map(str.strip, block.split("\n"))):
            heading = self.headings.get(normal(words))
            typed = self._typed_item(words) if heading is None else None
            if typed and before and not (item or before.endswith(":")):
                typed = None  # the line of a paragraph that happens to begin so
            before = "" if heading is not None else words
            if heading is None and not typed and not words.startswith("•"):
                (item or lines).append(words)
                continue
            self.text(lines)
            self.item(" ".join(item))
            lines, item = [], [typed] if typed else []
            if heading is not None:
                self.heading(heading)
            elif not typed:
                self.item(words.lstrip("• \t"))
        self.text(lines)
        self.item(" ".join(item))

    def _typed_item(self, words: str) -> str | None:
        """Return the words of an item as people type it; a caption or an opening is none."""
        found = _ITEM.match(words) if self.typed else None
        known = (*self.captions, *(opening for opening, _ in self.openings))
        return found[1] if found and not normal(words).startswith(known) else None

    def heading(self, heading: str) -> None:
        """Start its section; once it has text, a repetition is a running head, and nothing."""
        if heading in self.seen and any(
            at[0] == heading and at[1:] != _ITSELF for at in self.passages
        ):
            return
        self.begin(heading)
        self.seen.add(heading)
        self.passages[(heading, *_ITSELF)] = normal(heading)

    def item(self, words: str) -> None:
        """Count a bullet under the paragraph before it."""
        if re.search(r"\w", words):
            self.bullet += 1
            self.passages[self.section, self.paragraph or None, self.bullet, None] = normal(words)

    def text(self, lines: list[str]) -> None:
        """Count a caption or a paragraph."""
        words = normal(" ".join(lines))
        if not re.search(r"\w", words):
            return
        caption = next((c for c in self.captions if words.startswith(c)), "")
        if caption:
            if caption != self.last_caption:
                self.caption += 1
                self.passages[self.section, None, None, self.caption] = words
                self.seen.add(caption)
            self.last_caption = caption
            return
        for opening, section in self.openings:
            if section not in self.seen and words.startswith(opening):
                self.begin(section)
                self.seen.add(section)
        self.last_caption = ""
        self.paragraph, self.bullet = self.paragraph + 1, 0
        self.passages[self.section, self.paragraph, None, None] = words


_ITSELF = (None, None, None)
