"""A document's text and file come in; its headings and captions go out as ``structure``.

Formats that mark headings are taken at their word (``marked``), a PDF by its type (``printed``),
plain text by the shape of its lines (``typed``).
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from .. import files, limits
from ..content.document import Document, Part
from ..verification import passages, texts
from ..verification.texts import as_written, normal
from . import marked, printed, typed
from .script import unspaced

Entry = Mapping[str, str]
"""One entry of ``structure``: a heading, a caption, or a section with what it begins with."""

_OPENING = 9  # words of a caption that tell it from others
_FIRST = 4  # words that a part without a heading begins with


@dataclass(frozen=True, slots=True)
class FoundStructure:
    """The structure of a document, and the blocks of it that are not menus or footers of a page.

    ``about`` is None where all of it is the document's own text.
    """

    parts: tuple[Entry, ...]
    about: frozenset[str] | None = None


def outline(path: Path, text: str) -> FoundStructure:
    """Return the structure of the document in ``path``, whose text is at hand."""
    typed_ = texts.is_typed(path)
    about: frozenset[str] | None = None
    if typed_:
        found = list(typed.parts(text))
    else:
        data = files.read_bytes(path, limits.DOCUMENT_BYTES)
        suffix = path.suffix.lower()
        if suffix == ".pdf":
            found = list(printed.parts(data))
        else:
            found, main = marked.parts(texts.marked_up(suffix, data) or "")
            about = None if main is None else frozenset(_blocks(main))
    parts = list(_told_apart([_clean(part) for part in found], _blocks(text)))
    start = typed.unheaded(text, parts) if typed_ else list(_opening(text, parts, about))
    return FoundStructure(_proved([*start, *parts], text, typed_), about)


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


def _told_apart(parts: list[dict[str, str]], blocks: list[str]) -> Iterator[Entry]:
    """Yield the parts; a heading that stands twice becomes a section that begins with its text.

    Captions are cut short, but stay different from each other.
    """
    captions = Counter(normal(part["caption"]) for part in parts if "caption" in part)
    met: Counter[str] = Counter()
    chapter = ""
    for part in parts:
        if "caption" in part:
            whole = part["caption"]
            if captions[normal(whole)]:
                captions[normal(whole)] = 0  # printed twice, it is one
                yield {"caption": _short(whole, [c for c in captions if c != normal(whole)])}
            continue
        name = part["heading"]
        met[normal(name)] += 1
        if met[normal(name)] == 1:
            chapter = name
            yield {"heading": name}
        elif begins := _text_after(normal(name), met[normal(name)], blocks):
            label = name if not chapter else f"{name} ({chapter})"
            taken = met[f"section {normal(label)}"] = met[f"section {normal(label)}"] + 1
            yield {"section": label if taken == 1 else f"{label} {taken}", "begins": begins}


def _short(caption: str, others: Iterable[str]) -> str:
    """Return the first words of a caption, as many as tell it from the others."""
    if unspaced(caption):
        return caption[:20]
    words = caption.split()
    for most in range(min(_OPENING, len(words)), len(words)):
        opening = normal(" ".join(words[:most]))
        if not any(other.startswith(opening) for other in others):
            return " ".join(words[:most])
    return caption


def _text_after(heading: str, nth: int, blocks: list[str]) -> str:
    """Return the first words of the text under the nth heading of these words; '' if not plain."""
    places = [n for n, block in enumerate(blocks) if block == heading]
    if len(places) < nth or places[nth - 1] + 1 >= len(blocks):
        return ""
    following = blocks[places[nth - 1] + 1]
    return _unique(following, blocks)


def _unique(block: str, blocks: list[str]) -> str:
    """Return the first words of a block with which none before it begins; '' if there is one."""
    before = blocks[: blocks.index(block)]
    if unspaced(block):
        words, join = list(block), ""
    else:
        words, join = block.split(), " "
    for most in range(min(_FIRST, len(words)), min(len(words), 30) + 1):
        opening = join.join(words[:most])
        if not any(other.startswith(opening) for other in before):
            return opening
    return ""


def _opening(text: str, parts: list[Entry], about: frozenset[str] | None) -> Iterator[Entry]:
    """Yield the part before the first heading, where there is text in it."""
    first = next((normal(p["heading"]) for p in parts if "heading" in p), None)
    captions = tuple(normal(p["caption"]) for p in parts if "caption" in p)
    blocks = _blocks(text)
    for block in blocks:
        if block == first:
            return
        own = about is None or block in about
        if not own or not re.search(r"\w", block) or block.startswith(captions or ("\0",)):
            continue
        if begins := _unique(block, blocks):
            yield {"section": "opening", "begins": begins}
            return
