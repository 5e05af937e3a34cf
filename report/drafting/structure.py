"""A document's text and file come in; its headings and captions go out as ``structure``.

Formats that mark headings are taken at their word (``marked``), a PDF by its type (``printed``),
plain text by the shape of its lines (``typed``).
"""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import files, limits
from ..content.document import Document, Part
from ..verification import passages, texts
from ..verification.texts import as_written, normal
from . import marked, printed, typed
from .marked import DataRow
from .script import unspaced

Entry = Mapping[str, str]
"""One entry of ``structure``: a heading, a caption, or a section with what it begins with."""

_OPENING = 9  # words of a caption that tell it from others
_FIRST = 4  # words that a part without a heading begins with


@dataclass(frozen=True, slots=True)
class FoundStructure:
    """The structure of a document, and the blocks of it that are not menus or footers of a page.

    ``about`` is None where all of it is the document's own text. ``rows`` are those of its tables.
    """

    parts: tuple[Entry, ...]
    about: frozenset[str] | None = None
    rows: tuple[DataRow, ...] = ()


def outline(path: Path, text: str) -> FoundStructure:
    """Return the structure of the document in ``path``, whose text is at hand."""
    typed_ = texts.is_typed(path)
    about: frozenset[str] | None = None
    rows: Iterable[DataRow] = ()
    if typed_:
        found, rows = list(typed.parts(text)), typed.rows(text)
    else:
        data = files.read_bytes(path, limits.DOCUMENT_BYTES)
        suffix = path.suffix.lower()
        if suffix == ".pdf":
            found = list(printed.parts(data))
        else:
            html = texts.marked_up(suffix, data) or ""
            found, main = marked.parts(html)
            rows = marked.rows(html)
            about = None if main is None else frozenset(_blocks(main))
    parts = list(_told_apart([_clean(part) for part in found], BlockIndex.of(_blocks(text))))
    start = typed.unheaded(text, parts) if typed_ else list(_opening(text, parts, about))
    return FoundStructure(_proved([*start, *parts], text, typed_), about, tuple(rows))


def document_of(parts: Iterable[Entry]) -> Document:
    """Return a document that is nothing but its structure."""
    return Document.model_construct(structure=tuple(Part(**part) for part in parts), facts={})


def _proved(parts: list[Entry], text: str, typed_: bool) -> tuple[Entry, ...]:
    """Return the parts that the counting of places finds, too."""
    missing = passages.cut(text, document_of(parts), typed=typed_).missing
    return tuple(part for number, part in enumerate(parts) if number not in missing)


def _clean(part: Entry) -> dict[str, str]:
    return {name: as_written(words) for name, words in part.items()}


def _blocks(text: str) -> list[str]:
    """Return the blocks of a text, in order and in one form."""
    blocks = (normal(block.lstrip(" •\t")) for block in texts.blocks_of(text))
    return [block for block in blocks if block]


@dataclass(frozen=True)
class BlockIndex:
    """The blocks of a text, where each stands, and where first stands one that begins so."""

    blocks: Sequence[str]
    places: Mapping[str, Sequence[int]]
    in_order: Sequence[str]
    first: Sequence[Sequence[int]]
    """``first[n][i]``: the first place of the 2^n blocks from i on, as they are in order."""

    @classmethod
    def of(cls, blocks: Sequence[str]) -> "BlockIndex":
        """Return the index of blocks in one form."""
        places: dict[str, list[int]] = {}
        for number, block in enumerate(blocks):
            places.setdefault(block, []).append(number)
        in_order = sorted(places)
        first = [[places[block][0] for block in in_order]]
        while (half := 1 << (len(first) - 1)) * 2 <= len(in_order):
            before = first[-1]
            first.append([*map(min, before[:-half], before[half:])])
        return cls(blocks, places, in_order, first)

    def begin(self, opening: str) -> range:
        """Return which of the blocks in order begin so."""
        low = bisect_left(self.in_order, opening)
        return range(low, bisect_left(self.in_order, f"{opening}{_LAST}", low))

    def first_that_begins(self, opening: str) -> int | None:
        """Return the place of the first block that begins so."""
        found = self.begin(opening)
        if not found:
            return None
        level = len(found).bit_length() - 1
        row = self.first[level]
        return min(row[found.start], row[found.stop - (1 << level)])


_LAST = "\U0010ffff"


def _told_apart(parts: list[dict[str, str]], text: BlockIndex) -> Iterator[Entry]:
    """Yield the parts; a heading that stands twice becomes a section that begins with its text.

    Captions are cut short, but stay different from each other.
    """
    captions = BlockIndex.of([normal(part["caption"]) for part in parts if "caption" in part])
    met: Counter[str] = Counter()
    printed_twice: set[str] = set()
    chapter = ""
    for part in parts:
        if "caption" in part:
            whole = part["caption"]
            if (own := normal(whole)) not in printed_twice:
                printed_twice.add(own)
                yield {"caption": _short(whole, captions)}
            continue
        name = part["heading"]
        met[normal(name)] += 1
        if met[normal(name)] == 1:
            chapter = name
            yield {"heading": name}
        elif begins := _text_after(normal(name), met[normal(name)], text):
            label = name if not chapter else f"{name} ({chapter})"
            taken = met[f"section {normal(label)}"] = met[f"section {normal(label)}"] + 1
            yield {"section": label if taken == 1 else f"{label} {taken}", "begins": begins}


def _short(caption: str, captions: BlockIndex) -> str:
    """Return the first words of a caption, as many as tell it from the others."""
    if unspaced(caption):
        return caption[:20]
    words = caption.split()
    for most in range(min(_OPENING, len(words)), len(words)):
        if len(captions.begin(normal(" ".join(words[:most])))) == 1:  # itself
            return " ".join(words[:most])
    return caption


def _text_after(heading: str, nth: int, text: BlockIndex) -> str:
    """Return the first words of the text under the nth heading of these words; '' if not plain."""
    places = text.places.get(heading, ())
    if len(places) < nth or places[nth - 1] + 1 >= len(text.blocks):
        return ""
    return _unique(text.blocks[places[nth - 1] + 1], text)


def _unique(block: str, text: BlockIndex) -> str:
    """Return the first words of a block with which none before it begins; '' if there is one."""
    if unspaced(block):
        words, join = list(block), ""
    else:
        words, join = block.split(), " "
    for most in range(min(_FIRST, len(words)), min(len(words), 30) + 1):
        opening = join.join(words[:most])
        if text.first_that_begins(opening) == text.places[block][0]:
            return opening
    return ""


def _opening(text: str, parts: list[Entry], about: frozenset[str] | None) -> Iterator[Entry]:
    """Yield the part before the first heading, where there is text in it."""
    first = next((normal(p["heading"]) for p in parts if "heading" in p), None)
    captions = {normal(p["caption"]) for p in parts if "caption" in p}
    lengths = {len(caption) for caption in captions}
    index = BlockIndex.of(_blocks(text))
    for block in index.blocks:
        if block == first:
            return
        own = about is None or block in about
        captioned = any(block[:length] in captions for length in lengths)
        if not own or captioned or not re.search(r"\w", block):
            continue
        if begins := _unique(block, index):
            yield {"section": "opening", "begins": begins}
            return
