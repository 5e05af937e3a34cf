"""The types of a structure tree: its elements, and what stands in them on the pages."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from .fragment import Align, Bookmark, NoteCall, PrintedPage

GROUPS = {"Root", "Sect", "Div", "Aside", "BlockQuote"}
"""Elements that hold blocks, never text itself."""

INLINE = {"Em", "Strong", "Cite", "Quote", "Span", "Abbr", "Code", "Link", "Reference", "Lbl"}
"""Elements within a line, between which word spaces are lost and kept."""

KEPT_EMPTY = {"TD", "TH"}
"""Elements that say something without content: an empty cell keeps its column."""


@dataclass(frozen=True, slots=True)
class ContentMark:
    """Marked content on a page of the fragment, pages from 0."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class LinkArea:
    """One rectangle of a link, in PDF units."""

    page: int
    rect: tuple[float, float, float, float]


@dataclass(eq=False, slots=True)
class Node:
    """A structure element to be; ``role`` is a standard type of PDF 1.7 or one of our names."""

    role: str
    element: Element | None = None
    parent: "Node | None" = None
    kids: "list[Node | ContentMark | LinkArea]" = field(default_factory=list)
    page: int = 0  # where it began
    table: dict[str, str | int] = field(default_factory=dict)  # attributes of a cell
    heads: tuple[str, ...] = ()  # the ids of a cell's header cells
    numbering: str = ""  # of a list
    alt: str = ""
    bbox: tuple[float, ...] = ()
    id: str = ""
    refs: "list[Node]" = field(default_factory=list)  # what it points at, in PDF 2.0

    def add(self, kid: "Node", at: int | None = None) -> "Node":
        """Make ``kid`` a child, the last one or at a place."""
        kid.parent = self
        self.kids.insert(len(self.kids) if at is None else at, kid)
        return kid

    def walk(self) -> "Iterator[Node]":
        """Yield this element and all below it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()

    def nodes(self) -> "Iterator[Node]":
        """Yield the children that are elements."""
        return (kid for kid in self.kids if isinstance(kid, Node))

    def marks(self) -> list[ContentMark]:
        """Return the content of its own."""
        return [kid for kid in self.kids if isinstance(kid, ContentMark)]

    def get(self, name: str) -> str:
        """Return an attribute of the HTML element, "" without one."""
        return "" if self.element is None else self.element.get(name) or ""

    def last(self) -> "Node | None":
        """Return the last child if it is an element."""
        kid = self.kids[-1] if self.kids else None
        return kid if isinstance(kid, Node) else None

    def holds(self) -> bool:
        """Whether it has content, or says something without."""
        return self.role in KEPT_EMPTY or any(
            not isinstance(kid, Node) or kid.holds() for kid in self.kids
        )


@dataclass(frozen=True, slots=True)
class Late:
    """What is known of a page number that is filled in at assembly; "" is the page's own."""

    target: str
    align: Align
    features: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class TagTree:
    """The structure of a fragment, and what its content streams need to agree with it."""

    root: Node
    marks: set[ContentMark] = field(default_factory=set)  # all that WeasyPrint marked
    artifacts: dict[ContentMark, str] = field(default_factory=dict)  # -> the artifact's properties
    dropped: set[ContentMark] = field(default_factory=set)  # nothing is shown there
    late: dict[ContentMark, Late] = field(default_factory=dict)
    spaced: set[ContentMark] = field(default_factory=set)  # a word space after it was lost
    hyphenated: set[ContentMark] = field(default_factory=set)  # its last hyphen came from layout
    spelled: dict[ContentMark, str] = field(default_factory=dict)  # its glyphs may read otherwise
    moved: set[ContentMark] = field(default_factory=set)  # letters are not drawn in their order
    targets: dict[str, Node] = field(default_factory=dict)  # id -> the element there
    entries: list[tuple[Node, str]] = field(default_factory=list)  # of the contents, and their ids
    headings: list[Node] = field(default_factory=list)  # of the bookmarks, in their order
    bookmarks: list[Bookmark] = field(default_factory=list)
    calls: list[NoteCall] = field(default_factory=list)
    pages: list[PrintedPage] = field(default_factory=list)
