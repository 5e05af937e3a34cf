"""The structure tree of a file in; plain elements out, in the order in which they are read."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from pikepdf import Array, Dictionary, Name, Stream, String

from .. import limits
from . import objects

PDF_17 = frozenset((
    "Document", "Part", "Art", "Sect", "Div", "BlockQuote", "Caption", "TOC", "TOCI", "Index",
    "NonStruct", "Private", "P", "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "Lbl",
    "LBody", "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Span", "Quote", "Note",
    "Reference", "BibEntry", "Code", "Link", "Annot", "Ruby", "RB", "RT", "RP", "Warichu", "WT",
    "WP", "Figure", "Formula", "Form",
))  # fmt: skip
PDF_20 = frozenset((
    "Document", "DocumentFragment", "Part", "Div", "Aside", "NonStruct", "P", "H", "Hn", "Title",
    "Sub", "Lbl", "Em", "Strong", "Span", "Link", "Annot", "Form", "FENote", "L", "LI", "LBody",
    "Table", "TR", "TH", "TD", "THead", "TBody", "TFoot", "Caption", "Figure", "Formula", "Ruby",
    "RB", "RT", "RP", "Warichu", "WT", "WP", "Artifact", "H1", "H2", "H3", "H4", "H5", "H6",
    "Sect",
))  # fmt: skip
SSN_17 = "http://iso.org/pdf/ssn"
SSN_20 = "http://iso.org/pdf2/ssn"
MATHML = "http://www.w3.org/1998/Math/MathML"


class ClaimedContent(NamedTuple):
    """Marked content that an element claims: the MCID in the page's stream, or in a form's."""

    page: tuple[int, int]  # the page's object
    mcid: int
    stream: tuple[int, int] | None = None


class ClaimedObject(NamedTuple):
    """An annotation or XObject that an element claims."""

    thing: Any
    key: tuple[int, int]


@dataclass(eq=False, slots=True)
class StructElement:
    """A structure element; ``role`` is the standard type that its type leads to, "" for none."""

    thing: Any
    key: tuple[int, int]
    type: str
    role: str
    parent: "StructElement | None"
    namespace: str = ""
    page: int = 0
    kids: "list[StructElement | ClaimedContent | ClaimedObject]" = field(default_factory=list)
    alt: str | None = None
    actual: str | None = None
    expansion: str | None = None
    language: str | None = None
    id: bytes | None = None
    attributes: dict[str, Any] = field(default_factory=dict)
    parent_told: bool = True
    associated: bool = False  # with files (AF)
    odd_kids: int = 0  # kids that are nothing that may stand there
    depth: int = 0
    within: frozenset[str] = frozenset()  # the roles of those around it
    replaced: bool = False  # it, or one around it, has an Alt or an ActualText
    spoken_language: str | None = None  # its own language, or that of the nearest around it

    @property
    def named(self) -> str:
        """What a message calls it: its type, in words if it has none."""
        return self.type or "element without a type (S)"

    @property
    def elements(self) -> "list[StructElement]":
        """The kids that are elements."""
        return [kid for kid in self.kids if isinstance(kid, StructElement)]

    def walk(self) -> "Iterator[StructElement]":
        """Yield this element and all below it, in reading order."""
        waiting = [self]
        while waiting:
            element = waiting.pop()
            yield element
            waiting.extend(reversed(element.elements))


@dataclass(slots=True)
class StructTree:
    """The tree of a file; without tags it has no root."""

    root: Any = None
    tops: list[StructElement] = field(default_factory=list)
    elements: list[StructElement] = field(default_factory=list)  # in reading order
    parents: dict[int, Any] = field(default_factory=dict)  # the parent tree
    by_key: dict[tuple[int, int], StructElement] = field(default_factory=dict)
    circular: set[str] = field(default_factory=set)
    remapped: set[str] = field(default_factory=set)
    unmapped: set[str] = field(default_factory=set)
    same_namespace: set[str] = field(default_factory=set)  # types mapped within their namespace
    loops: int = 0  # elements that are met a second time

    def holding(self, test: Callable[[StructElement], bool]) -> set[StructElement]:
        """Return the elements that pass a test, and those around them."""
        found: set[StructElement] = set()
        for element in reversed(self.elements):  # those inside come after what they stand in
            if element in found or test(element):
                found.add(element)
                if element.parent is not None:
                    found.add(element.parent)
        return found

    def owner(self, key: int | None, mcid: int) -> Any:
        """Return what the parent tree says that marked content belongs to, None if to nothing."""
        if key is None:
            return None
        listed = self.parents.get(key)
        if not isinstance(listed, Array) or not 0 <= mcid < len(listed):
            return None
        found = listed[mcid]
        return found if isinstance(found, Dictionary) else None


_USUAL = frozenset(("/Type", "/S", "/P", "/Pg", "/K"))


def _text(value: Any) -> str | None:
    return str(value) if isinstance(value, String) else None


def read(root: Any, pages: dict[tuple[int, int], int]) -> StructTree:
    """Read the tree from the catalog; ``pages`` gives the numbers of page objects."""
    found = objects.entry(root, "/StructTreeRoot")
    if not isinstance(found, Dictionary):
        return StructTree()
    return _Reader(found, pages).read()


class _Reader:
    def __init__(self, root: Any, pages: dict[tuple[int, int], int]) -> None:
        self.tree = StructTree(root)
        self.pages = pages
        self.role_map = {
            key: objects.as_name(value)
            for key, value in objects.entries(objects.dictionary(root, "/RoleMap"))
        }
        self.classes = objects.dictionary(root, "/ClassMap")
        self._roles: dict[tuple[str, str], str] = {}
        self._namespaces: dict[Any, tuple[str, Any]] = {}
        self._held: dict[
            StructElement, tuple[tuple[int, int], Any]
        ] = {}  # page and K, until they are read

    def read(self) -> StructTree:
        tree = self.tree
        tree.parents = dict(objects.number_tree(objects.entry(tree.root, "/ParentTree")))
        tree.remapped |= {name for name in self.role_map if name in PDF_17 and self._away(name)}
        for kid in objects.items(tree.root, "/K"):
            if isinstance(kid, Dictionary):
                top = self._element(kid, None)
                if top is not None:
                    tree.tops.append(top)
        waiting = list(reversed(tree.tops))
        while waiting:  # not by recursion: a tree may be deeper than Python's stack
            element = waiting.pop()
            tree.elements.append(element)
            if len(tree.elements) > limits.PDF_TAGS:
                raise objects.TooMuchError(f"has more than {limits.PDF_TAGS:,} tags")
            if element.depth > limits.PDF_TAG_DEPTH:
                raise objects.TooMuchError(f"has tags more than {limits.PDF_TAG_DEPTH} deep")
            self._kids(element)
            waiting.extend(reversed(element.elements))
        return tree

    def _away(self, name: str) -> bool:
        return self.role_map[name] != name

    def _element(self, thing: Any, parent: StructElement | None) -> StructElement | None:
        key = thing.objgen
        if key != (0, 0) and key in self.tree.by_key:
            self.tree.loops += 1
            return None
        entries = dict(thing.items())
        kind = objects.as_name(entries.get("/S"))
        space, namespace = self._namespace(entries.get("/NS"))
        element = StructElement(
            thing, key, kind, self._role(kind, space, namespace), parent, namespace=space
        )
        page = entries.get("/Pg")
        page_key = page.objgen if isinstance(page, Dictionary) else (0, 0)
        element.page = self.pages.get(page_key, parent.page if parent else 0)
        self._held[element] = page_key, entries.get("/K")
        if entries.keys() - _USUAL:
            element.alt = _text(entries.get("/Alt"))
            element.actual = _text(entries.get("/ActualText"))
            element.expansion = _text(entries.get("/E"))
            element.language = _text(entries.get("/Lang"))
            element.associated = "/AF" in entries
            if isinstance(name := entries.get("/ID"), String):
                element.id = bytes(name)
        if "/A" in entries or "/C" in entries:
            element.attributes = self._attributes(thing)
        element.parent_told = isinstance(entries.get("/P"), Dictionary)
        self._inherit(element)
        if key != (0, 0):
            self.tree.by_key[key] = element
        return element

    def _inherit(self, element: StructElement) -> None:
        """Settle what holds because of the elements around, so that nobody has to climb."""
        above, own = element.parent, element.alt is not None or element.actual is not None
        element.spoken_language, element.replaced = element.language, own
        if above is None:
            return
        element.depth = above.depth + 1
        known = above.role in above.within
        element.within = above.within if known else above.within | {above.role}
        element.replaced = own or above.replaced
        if element.language is None:
            element.spoken_language = above.spoken_language

    def _kids(self, element: StructElement) -> None:
        page_key, held = self._held.pop(element)
        for kid in objects.as_items(held):
            if isinstance(kid, int) and not isinstance(kid, bool):
                element.kids.append(ClaimedContent(page_key, kid))
            elif not isinstance(kid, Dictionary):
                element.odd_kids += 1
            elif (kind := kid.get("/Type")) == Name.MCR:
                self._marked(element, kid, page_key)
            elif kind == Name.OBJR:
                self._object(element, kid)
            elif (inner := self._element(kid, element)) is not None:
                element.kids.append(inner)
        if not element.page:
            first = next((k for k in element.kids if isinstance(k, ClaimedContent)), None)
            element.page = self.pages.get(first.page, 0) if first else 0

    def _marked(self, element: StructElement, kid: Any, page_key: tuple[int, int]) -> None:
        page, stream = objects.entry(kid, "/Pg"), objects.entry(kid, "/Stm")
        mcid = objects.integer(kid, "/MCID")
        if mcid is None:
            element.odd_kids += 1
            return
        own = page.objgen if isinstance(page, Dictionary) else page_key
        element.kids.append(
            ClaimedContent(own, mcid, stream.objgen if isinstance(stream, Stream) else None)
        )

    def _object(self, element: StructElement, kid: Any) -> None:
        thing = objects.entry(kid, "/Obj")
        if not isinstance(thing, Dictionary | Stream):
            element.odd_kids += 1
            return
        element.kids.append(ClaimedObject(thing, thing.objgen))
        page = objects.entry(kid, "/Pg")
        if not element.page and isinstance(page, Dictionary):
            element.page = self.pages.get(page.objgen, 0)

    # ------------------------------------------------------------------------------- roles

    def _namespace(self, thing: Any) -> tuple[str, Any]:
        if not isinstance(thing, Dictionary):
            return "", None
        key = thing.objgen if thing.is_indirect else id(thing)
        if key not in self._namespaces:
            self._namespaces[key] = objects.text(thing, "/NS") or "", thing
        return self._namespaces[key]

    def _role(self, kind: str, space: str, namespace: Any) -> str:
        """Return the standard type that a type leads to by the role maps, "" for none."""
        known = self._roles.get((kind, space))
        if known is None:
            known = self._roles[kind, space] = self._lead(kind, space, namespace)
        return known

    def _lead(
        self, kind: str, space: str, namespace: Any, passed: tuple[tuple[str, str], ...] = ()
    ) -> str:
        """Follow a type through the maps of its namespaces; ``passed`` is the way so far."""
        own = objects.entry(namespace, "/RoleMapNS") if namespace is not None else None
        if space == MATHML:
            return kind
        mapped = objects.entry(own, f"/{kind}")
        pair = isinstance(mapped, Array) and len(mapped) == 2
        passed = (*passed, (kind, space))
        if pair and self._namespace(mapped[1])[0] in {at for _, at in passed}:
            self.tree.same_namespace.add(passed[0][0])
        if space == SSN_20 and (kind in PDF_20 or (kind[:1] == "H" and kind[1:].isdigit())):
            return kind
        if isinstance(own, Dictionary):
            if isinstance(mapped, Array) and len(mapped) == 2:
                inner_space, inner = self._namespace(mapped[1])
                onward = objects.as_name(mapped[0])
                if inner_space == space or (onward, inner_space) in passed:
                    return ""
                if len(passed) > limits.PDF_TAG_DEPTH:
                    return ""
                return self._lead(onward, inner_space, inner, passed)
            if name := objects.as_name(mapped):
                return self._lead(name, "", None)
        if space not in ("", SSN_17):
            self.tree.unmapped.add(kind)
            return ""
        return self._lead_17(kind)

    def _lead_17(self, kind: str) -> str:
        seen = {kind}
        current = kind
        if self.role_map.get(kind) == kind:
            self.tree.circular.add(kind)
        while current not in PDF_17:
            current = self.role_map.get(current, "")
            if not current:
                self.tree.unmapped.add(kind)
                return ""
            if current in seen:
                self.tree.circular.add(kind)
                return ""
            seen.add(current)
        return current

    def _attributes(self, thing: Any) -> dict[str, Any]:
        """Return attributes by their names; the element's own win over those of its classes."""
        found: dict[str, Any] = {}
        for label in objects.items(thing, "/C"):
            if name := objects.as_name(label):
                for owner in objects.items(self.classes, f"/{name}"):
                    found.update(objects.entries(owner))
        for owner in objects.items(thing, "/A"):
            found.update(objects.entries(owner))
        return found
