"""A briefing and words come in; the facts that have them, and where things are written, go out."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ..content import Content
from ..content.blocks import Block, kind_of
from ..content.document import Document, Fact
from ..content.reading_order import read_in_order
from ..errors import Loc, Span
from ..text import inline
from ..text.inline import CrossReference
from ..text.wording import loose, matter


@dataclass(frozen=True, slots=True)
class FoundFact:
    """A fact that was looked for: its document, its place as a note prints it, its uses."""

    id: str
    document: Document
    fact: Fact
    place: str
    cited: int


def facts(content: Content, words: str = "") -> tuple[FoundFact, ...]:
    """Return the facts that have every word, whatever its ending, those that say it first."""
    cited = Counter(key for key, _ in uses(content))
    wanted = matter(words) or frozenset(loose(words).split())
    found = []
    for key, (doc, fact) in content.library.facts.items():
        said = matter(fact.says) | frozenset(loose(fact.says).split())
        whole = said | matter(" ".join((key.replace("-", " "), *fact.phrases)))
        whole |= frozenset(loose(" ".join((key, *fact.phrases))).split())
        if wanted <= whole:
            place = doc.cited_places(fact.places)
            found.append((-len(wanted & said), FoundFact(key, doc, fact, place, cited[key])))
    return tuple(one for _, one in sorted(found, key=lambda pair: pair[0]))


def uses(content: Content) -> Iterator[tuple[str, Span]]:
    """Yield every key that a text cites, with the place of the call, in reading order."""
    for text in read_in_order(content.briefing, content.library, content.source):
        for one in inline.cited(text.text):
            yield one.key, text.source.at(text.loc, f"@{one.key}")


@dataclass(frozen=True, slots=True)
class LocatedName:
    """Where something is written, what it is, and where it is cited or referred to.

    ``holds`` names what is written in a section or a document, ``cites`` are the keys that a
    section or a block cites, each once.
    """

    what: str
    span: Span
    cited: tuple[Span, ...] = ()
    holds: tuple[tuple[str, Span], ...] = ()
    cites: tuple[str, ...] = ()


def where(content: Content, name: str) -> LocatedName | None:
    """Return where the fact, document, section, exhibit or passage of that name is written."""
    cited = tuple(span for key, span in uses(content) if key == name)
    library, source = content.library, content.source
    if name in library.facts:
        doc, _ = library.facts[name]
        return LocatedName("fact", library.sources[doc.key].key_at(("facts", name)), cited)
    if name in library.documents:
        file = library.sources[name]
        facts = ((key, file.key_at(("facts", key))) for key in library.documents[name].facts)
        return LocatedName("document", file.at(("key",)), cited, tuple(facts))
    for section in content.briefing.sections:
        if section.id == name:
            blocks = ((_called(block), source.at(block.loc)) for block in section.blocks)
            place, beside = source.at((*section.loc, "id")), _beside(content, section.loc, name)
            return LocatedName("section", place, beside[0], tuple(blocks), beside[1])
    for block in content.briefing.blocks():
        if name in (block.name, getattr(block, "id", "")):
            referring, cites = _beside(content, block.loc, name)
            return LocatedName("block", source.at(block.loc), referring, (), cites)
    for key, doc in library.documents.items():
        if name in doc.passages:
            return LocatedName("passage", library.sources[key].key_at(("passages", name)))
    if name in library.references:
        return LocatedName("reference", source.at(("references",)), cited)
    return None


def _called(block: Block) -> str:
    """Return the kind of a block, and its id where it has one."""
    return " ".join(filter(None, (kind_of(type(block)), getattr(block, "id", ""))))


def _beside(content: Content, loc: Loc, name: str) -> tuple[tuple[Span, ...], tuple[str, ...]]:
    """Return the places that refer to something of the briefing, and the keys that it cites."""
    referring: list[Span] = []
    cites: dict[str, None] = {}
    for text in read_in_order(content.briefing, content.library, content.source):
        if text.source is content.source and text.loc[: len(loc)] == loc:
            cites.update((one.key, None) for one in inline.cited(text.text))
        if f"#{name}" in text.text:
            referring += [
                text.source.at(text.loc, piece.raw)
                for piece in inline.pieces(text.text)
                if isinstance(piece, CrossReference) and piece.target == name
            ]
    return tuple(referring), tuple(cites)


def names(content: Content) -> list[str]:
    """Return every name that ``where`` knows."""
    library = content.library
    exhibits = [*content.briefing.exhibits()]
    return [*library.keys, *(section.id for section in content.briefing.sections), *exhibits]
