"""A tagged PDF in; out, what a screen reader says, in order: each tag with its role and words."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from pikepdf import Array, Name, Stream, String

from ..errors import Diagnostic, ReportError
from . import objects
from .painting import MarkedContent, PageContent, text_string
from .subject import Subject, opened
from .tree import ClaimedContent, StructElement

SOFT_HYPHEN = "\u00ad"
BLOCKS = {
    "Document", "Part", "Sect", "Art", "Div", "Aside", "BlockQuote", "P", "Title",
    "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "LBody", "TOC", "TOCI", "Index",
    "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD", "Caption", "Figure", "Formula",
}  # fmt: skip
"""Tags around which a reader pauses."""
MOST_VALUES = 8
"""Values of one attribute that are shown."""


@dataclass(frozen=True, slots=True)
class SpokenTag:
    """A tag as it is read: its own texts stand among its kids, in their order."""

    role: str  # as the file has it, before any role map
    kids: "tuple[SpokenTag | str, ...]"
    alternative: str = ""
    language: str = ""
    expansion: str = ""
    id: str = ""
    attributes: tuple[tuple[str, str], ...] = ()
    replaced: bool = False  # its one kid is its ActualText

    def walk(self) -> "Iterator[SpokenTag]":
        """Yield this tag and all below it, in order."""
        waiting = [self]
        while waiting:
            tag = waiting.pop()
            yield tag
            waiting.extend(reversed([kid for kid in tag.kids if isinstance(kid, SpokenTag)]))

    def find(self, role: str) -> "list[SpokenTag]":
        """Return the tags of a role, in order."""
        return [tag for tag in self.walk() if tag.role == role]

    def text(self) -> str:
        """Return the text as it is read: soft hyphens gone, figures by their alternative."""
        parts: list[str] = []
        waiting: list[SpokenTag | str] = [self]
        while waiting:
            thing = waiting.pop()
            if isinstance(thing, str):
                parts.append(thing)
                continue
            kids: list[SpokenTag | str] = list(thing.kids)
            if thing.alternative:
                said = [kid for kid in kids if isinstance(kid, SpokenTag)]
                kids = [thing.alternative]
                for kid in said:
                    kids += [" ", kid]
            space = [" "] if thing is not self and thing.role in BLOCKS else []
            waiting += reversed([*space, *kids, *space])
        return "".join(parts).replace(SOFT_HYPHEN, "")


def read(pdf: bytes | Path) -> SpokenTag:
    """Return what is read of a file; ``ReportError`` tells why there is nothing to read."""
    with opened(pdf) as subject:
        if not subject.tree.tops:
            hint = "nothing tells a screen reader what stands where; build it with its tags"
            raise ReportError([Diagnostic(f"{subject.name} has no structure tree", hint=hint)])
        found = _Voice(subject).tags()
    return found[0] if len(found) == 1 else SpokenTag("Root", tuple(found))


def as_text(pdf: bytes | Path) -> str:
    """Return what is read, a line for each block, indented as the tags are nested."""
    return "\n".join(_lines(read(pdf)))


class _Voice:
    """Puts the texts of the pages into the tags."""

    def __init__(self, subject: Subject) -> None:
        self._subject = subject
        self._texts: dict[tuple[int, int | None, int], list[str]] = {}
        for page in subject.content:
            self._read(page)
        self._keys = {
            number: objects.integer(page, "/StructParents")
            for number, page in enumerate(subject.pages, 1)
        }

    def _read(self, page: PageContent) -> None:
        said: set[MarkedContent] = set()  # whose ActualText is in the text already
        for piece in page.pieces:
            mark = piece.mark
            tagged = mark.tagged if mark is not None else None
            if mark is None or tagged is None or tagged.mcid is None or mark.artifact is not None:
                continue
            texts = self._texts.setdefault((page.number, tagged.key, tagged.mcid), [])
            spelled = _spelled(mark)
            if spelled is None:
                texts.append(piece.text)
            elif spelled not in said:
                said.add(spelled)
                texts.append(text_string(spelled.properties["ActualText"]))

    def tags(self) -> list[SpokenTag]:
        """Return the tags at the top; those below are made before those that hold them."""
        made: dict[StructElement, SpokenTag] = {}
        for element in reversed(self._subject.tree.elements):
            made[element] = self._tag(element, made)
        return [made[top] for top in self._subject.tree.tops]

    def _tag(self, element: StructElement, made: dict[StructElement, SpokenTag]) -> SpokenTag:
        kids: list[SpokenTag | str] = []
        if element.actual is not None:
            kids = [element.actual]
        else:
            for kid in element.kids:
                if isinstance(kid, StructElement):
                    kids.append(made.pop(kid))
                elif isinstance(kid, ClaimedContent):
                    kids.append(self._text(kid))  # "" for a picture: it keeps its place
        return SpokenTag(
            element.type or "(no type)",
            tuple(kids),
            element.alt or "",
            element.language or "",
            element.expansion or "",
            element.id.decode("latin-1") if element.id else "",
            tuple(_attributes(element)),
            element.actual is not None,
        )

    def _text(self, kid: ClaimedContent) -> str:
        number = self._subject.numbers.get(kid.page, 0)
        key = self._keys.get(number)
        if kid.stream is not None:
            form = self._subject.pdf.get_object(kid.stream)
            key = objects.integer(form, "/StructParents") if isinstance(form, Stream) else None
        return "".join(self._texts.get((number, key, kid.mcid), ()))


def _spelled(mark: MarkedContent) -> MarkedContent | None:
    """Return the outermost sequence with an ActualText that a text of an MCID stands in."""
    found, around = None, mark.tagged
    place: MarkedContent | None = mark
    while place is not None:
        if isinstance(place.properties.get("ActualText"), bytes):
            found = place
        if place is around:
            break
        place = place.parent
    return found


def _attributes(element: StructElement) -> Iterator[tuple[str, str]]:
    for key, value in element.attributes.items():
        if key not in ("O", "Placement"):
            listed = value.as_list()[:MOST_VALUES] if isinstance(value, Array) else [value]
            yield key, " ".join(_value(item) for item in listed)


def _value(value: object) -> str:
    number = objects.as_number(value)
    if number is not None:
        return f"{number:g}"
    return str(value).removeprefix("/") if isinstance(value, Name | String) else "…"


# ---------------------------------------------------------------------------------------- as text


def _lines(top: SpokenTag) -> Iterator[str]:
    """Yield a line for each tag that holds no blocks, and for each that does."""
    waiting: list[tuple[SpokenTag | Sequence[SpokenTag | str], int]] = [(top, 0)]
    while waiting:
        thing, depth = waiting.pop()
        indent = "  " * depth
        if not isinstance(thing, SpokenTag):
            if text := _inline(thing):
                yield f"{indent}{text}"
            continue
        kids = thing.kids
        if thing.alternative:  # it is said in the place of what stands inside, but for captions
            kids = tuple(kid for kid in kids if isinstance(kid, SpokenTag))
        if not any(isinstance(kid, SpokenTag) and kid.role in BLOCKS for kid in kids):
            yield f"{indent}{_head(thing)} {_inline(kids)}".rstrip()
            continue
        yield f"{indent}{_head(thing)}"
        below: list[tuple[SpokenTag | Sequence[SpokenTag | str], int]] = []
        run: list[SpokenTag | str] = []
        for kid in kids:
            if isinstance(kid, SpokenTag) and kid.role in BLOCKS:
                below += [(run, depth + 1), (kid, depth + 1)]
                run = []
            else:
                run.append(kid)
        below.append((run, depth + 1))
        waiting += reversed(below)


def _head(tag: SpokenTag) -> str:
    told = [
        f"lang={tag.language}" if tag.language else "",
        f"alt={tag.alternative}" if tag.alternative else "",
        f"stands for {tag.expansion}" if tag.expansion else "",
        *(f"{key}={value}" for key, value in tag.attributes if key != "BBox"),
    ]
    shown = [text for text in told if text]
    return f"{tag.role} ({'; '.join(shown)})" if shown else tag.role


def _inline(kids: Sequence[SpokenTag | str]) -> str:
    """Return a run of texts and of tags within a line, the latter in brackets with their roles."""
    parts: list[str] = []
    waiting: list[SpokenTag | str] = list(reversed(kids))
    while waiting:
        thing = waiting.pop()
        if isinstance(thing, str):
            parts.append(thing)
            continue
        before, after = (" " if _edge(thing, at)[at:][:1].isspace() else "" for at in (0, -1))
        waiting += reversed([f"{before}[{_head(thing)} ", *thing.kids, f"\0]{after}"])
    told = " ".join("".join(parts).replace(SOFT_HYPHEN, "").split())
    return told.replace(" \0", "").replace("\0", "")


def _edge(tag: SpokenTag, at: int) -> str:
    """Return the first text of a tag (``at`` is 0), or its last (-1)."""
    thing: SpokenTag | str = tag
    while isinstance(thing, SpokenTag):
        thing = thing.kids[at] if thing.kids else ""
    return thing
