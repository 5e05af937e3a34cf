"""Cut a document into the places that facts name: its text and structure come in, passages go out.

The rules of counting: an empty line parts two blocks. A line that equals a listed heading starts a
section; so does the block that begins as a listed part without a heading does. A block that begins
as a listed caption is a caption, and its repetition directly after it is the same one, of which the
longer counts. A line that begins with • is a bullet, counted under the paragraph before it. In
plain text, where people type lists as they like, so is a line that begins with -, *, – or a number,
with the lines that it runs over, if it opens its block or follows an item, a heading or a colon. A
block without a letter or digit is nothing. Paragraphs and captions count from 1 in each section,
each for itself.

Where facts name clauses, a line that begins with a mark (“4.”, “Article 4”, “§ 4”, “第4条”)
starts it, and it runs to the next mark of its depth; “(a)” starts a part of the clause before it.
Its paragraphs count from 1, the one with the mark first.
"""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from ..content.document import Document, Part, Place
from .texts import blocks_of, normal


class At(NamedTuple):
    """A place as passages are kept by it."""

    under: str
    paragraph: int | None = None
    bullet: int | None = None
    caption: int | None = None
    clause: str | None = None

    @classmethod
    def of(cls, place: Place) -> "At":
        """Return the place that a fact names."""
        return cls(place.under, place.paragraph, place.bullet, place.caption, place.clause)

    @property
    def place(self) -> Place:
        """The place as a fact names it."""
        return Place(**{name: value for name, value in self._asdict().items() if value})

    @property
    def is_passage(self) -> bool:
        """Whether it is a paragraph, a bullet or a caption of a part with a name, and no clause."""
        return bool(self.under and not self.clause) and bool(
            self.paragraph or self.bullet or self.caption
        )


@dataclass(frozen=True, slots=True)
class Passages:
    """The passages of one document by place, in its order; and the parts that were not found."""

    texts: Mapping[At, str]
    missing: tuple[int, ...]

    def at(self, place: Place) -> str | None:
        """Return the passage at ``place``; None where the document has none."""
        return self.texts.get(At.of(place))

    def whole(self, place: Place) -> str | None:
        """Return the passage at ``place``; of a part named alone, all of its text."""
        if place.paragraph or place.bullet or place.caption or place.clause:
            return self.at(place)
        found = [
            text
            for at, text in self.texts.items()
            if at.under == place.under and not at.clause and (at.paragraph or at.bullet)
        ]
        return " ".join(found) or None


def cut(
    text: str,
    document: Document,
    *,
    typed: bool = False,
    form: Callable[[str], str] = normal,
    clauses: bool = False,
) -> Passages:
    """Cut the text of ``document`` by its structure; ``typed`` text has lists in any form.

    ``form`` is that of the passages: the one for comparing, or the letters ``as_written``. Clauses
    are cut where a fact names one, or where they are asked for.
    """
    cutter = _Cutter(document.structure, typed, form)
    places = (place for fact in document.facts.values() for place in (*fact.places, *fact.also))
    numbered = _Clauses(form) if clauses or any(place.clause for place in places) else None
    for block in blocks_of(text):
        cutter.take(block)
        if numbered:
            numbered.take(block, cutter)
    if numbered:
        cutter.passages |= numbered.passages()
    missing = (n for n, part in enumerate(document.structure) if not cutter.met(n, part))
    return Passages(cutter.passages, tuple(missing))


def name_of(at: At, document: Document) -> str:
    """Return a place as a note prints it."""
    if not at.under:
        return "before the first heading"
    return document.cited_places([at.place])


_ITEM = re.compile(r"(?:[-*–—]|\d{1,2}[.)])\s+(\S.*)")


class _Openings:
    """Some texts, looked up by what may begin with them."""

    def __init__(self, texts: Sequence[str]) -> None:
        self.texts = texts
        self._numbers: dict[str, list[int]] = {}
        for number, text in enumerate(texts):
            self._numbers.setdefault(text, []).append(number)
        self._lengths = {len(text) for text in texts}

    def of(self, words: str) -> list[int]:
        """Return the numbers of the texts that the words begin with, in order."""
        found = (self._numbers.get(words[:length], ()) for length in self._lengths)
        return sorted({number for numbers in found for number in numbers})


class _Cutter:
    """Counts as it goes."""

    def __init__(
        self, structure: tuple[Part, ...], typed: bool, form: Callable[[str], str]
    ) -> None:
        self.typed, self.form = typed, form
        self.headings = {normal(p.heading): p.heading for p in structure if p.heading}
        begun = [(normal(p.begins), p.section) for p in structure if p.section and p.begins]
        self.openings, self.sections = _Openings([b for b, _ in begun]), [s for _, s in begun]
        self.captions = _Openings([normal(p.caption) for p in structure if p.caption])
        self.passages: dict[At, str] = {}
        self.seen: set[str] = set()
        self.filled: set[str] = set()  # sections with some text
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
        if not found or self.captions.of(normal(words)) or self.openings.of(normal(words)):
            return None
        return found[1]

    def heading(self, heading: str) -> None:
        """Start its section; once it has text, a repetition is a running head, and nothing."""
        if heading in self.seen and heading in self.filled:
            return
        self.begin(heading)
        self.seen.add(heading)
        self.passages[At(heading)] = self.form(heading)

    def item(self, words: str) -> None:
        """Count a bullet under the paragraph before it."""
        if re.search(r"\w", words):
            self.bullet += 1
            self.keep(At(self.section, self.paragraph or None, self.bullet), self.form(words))

    def text(self, lines: list[str]) -> None:
        """Count a caption or a paragraph."""
        words, kept = normal(" ".join(lines)), self.form("\n".join(lines))
        if not re.search(r"\w", words):
            return
        if captions := self.captions.of(words):
            caption = self.captions.texts[captions[0]]
            if caption != self.last_caption:
                self.caption += 1
            at = At(self.section, caption=self.caption)
            if caption != self.last_caption or len(kept) > len(self.passages[at]):
                self.keep(at, kept)  # repeated, it may have more: the credit of its picture
                self.seen.add(caption)
            self.last_caption = caption
            return
        for section in (self.sections[number] for number in self.openings.of(words)):
            if section not in self.seen:
                self.begin(section)
                self.seen.add(section)
        self.last_caption = ""
        self.paragraph, self.bullet = self.paragraph + 1, 0
        self.keep(At(self.section, self.paragraph), kept)

    def keep(self, at: At, words: str) -> None:
        """Keep one passage of a section."""
        self.passages[at] = words
        self.filled.add(at.under)


# ----------------------------------------------------------------------------------------- clauses

_MARK = re.compile(
    r"(?:(?P<word>Articles?|Art\.|Clause|Section|Sec\.|Paragraph|Para\.|Rule|Artikel|Artículo|Absatz"
    r"|Статья|Ст\.|Пункт|§+)\s*|(?P<before>第)\s*)?"
    r"(?P<number>\d{1,3}[a-z]?(?:\.\d{1,3})*|[IVXLC]+)"
    r"(?P<after>\s*(?:[.):]|条|條)(?!\d)|\s*[—–-]\s|\s|$)",
    re.IGNORECASE,
)
_PART = re.compile(r"\s*\((?P<letter>[a-z]{1,4}|\d{1,2})\)\s")


class _Clauses:
    """The clauses of each section as they come; a part of one belongs to the whole of it, too."""

    def __init__(self, form: Callable[[str], str]) -> None:
        self.form = form
        self.blocks: dict[tuple[str, str], list[str]] = {}
        self.open: list[str] = []  # the clause, and its part
        self.section = ""

    def take(self, block: str, cutter: _Cutter) -> None:
        """Add a block to the clause that it starts or goes on with; lines may start several."""
        if cutter.section != self.section:
            self.section, self.open = cutter.section, []
        piece: list[str] = []
        for line in filter(None, map(str.strip, block.split("\n"))):
            words = line.lstrip("•").strip()
            if normal(words) in cutter.headings:
                continue
            if (named := self._named(normal(words))) is not None:
                self._add(piece)
                self.open, piece = named, []
            piece.append(self.form(words))
        self._add(piece)

    def _named(self, words: str) -> list[str] | None:
        """Return the clause, and its part, that a line starts."""
        mark = _MARK.match(words)
        if mark and (mark["word"] or mark["before"] or mark["after"].strip()):
            clause = mark["number"] if mark["number"].isdigit() else mark["number"].rstrip(".")
            part = _PART.match(words, mark.end())
            return [clause, f"{clause}({part['letter']})"] if part else [clause]
        if self.open and (part := _PART.match(words)):
            return [self.open[0], f"{self.open[0]}({part['letter']})"]
        return None

    def _add(self, piece: list[str]) -> None:
        for clause in self.open if piece else ():
            self.blocks.setdefault((self.section, clause), []).append(" ".join(piece))

    def passages(self) -> dict[At, str]:
        """Return each clause whole, and each of its paragraphs."""
        found: dict[At, str] = {}
        for (section, clause), blocks in self.blocks.items():
            found[At(section, clause=clause)] = " ".join(blocks)
            for number, block in enumerate(blocks, 1):
                found[At(section, number, clause=clause)] = block
        return found
