"""A structure tree in; out, its PDF objects and link annotations in the PDF being written."""

import re
from collections.abc import Mapping
from typing import Any

from . import markup
from .conformance import Conformance
from .structure import ContentMark, LinkArea, Node, TagTree

ROLE_MAP = {"Em": "Span", "Strong": "Span", "Cite": "Span", "Abbr": "Span", "Aside": "Div"}
"""Our names for what PDF 1.7 has no name for, and the standard types that stand in."""

_IN_PDF_2 = {
    "Note": "FENote",
    "Quote": "Span",
    "Cite": "Span",
    "Abbr": "Span",
    "Code": "Span",
    "BlockQuote": "Div",
}
_PDF_2_TYPES = {
    "Document", "Sect", "Div", "Aside", "P", "H1", "H2", "H3", "H4", "H5", "H6", "Title", "Caption",
    "Em", "Strong", "Span", "Link", "Lbl", "L", "LI", "LBody", "FENote", "Figure",
    "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD",
}  # fmt: skip


def host_of(address: str) -> str:
    """Return the host of a web address, or the mailbox of a mail address."""
    return re.sub(r"^[a-z]+:/*([^/?#]+).*", r"\1", address, flags=re.I)


def told(href: str, text: str, said: Mapping[str, str] = markup.SAID) -> str:
    """Return what tells where a web link leads: its words, or the host if they are an address."""
    host = host_of(href)
    if href.startswith("mailto:"):
        return said["e-mail"].format(host=host)
    address = (
        re.match(r"(https?:|www\.|doi\.|doi:|10\.)", text) or host.removeprefix("www.") in text
    )
    return text if text and not address else said["web-page"].format(host=host)


class Writer:
    """Writes the elements of one fragment.

    Links within the document are left open (``XTarget``): assembly knows where their targets are.
    """

    def __init__(
        self,
        pdf: Any,
        pages: list[bytes],
        conformance: Conformance,
        said: Mapping[str, str] = markup.SAID,
    ) -> None:
        import pydyf

        self._pdf, self._pages, self._pydyf = pdf, pages, pydyf
        self._conformance, self._said = conformance, said
        self._parents: list[dict[int, bytes]] = [{} for _ in pages]
        self._annotations: list[list[bytes]] = [[] for _ in pages]
        self._pairs: list[bytes] = []  # annotation, element, annotation, element, …
        self._open: list[bytes] = []  # annotations without a destination yet
        self._ids: list[tuple[str, bytes]] = []
        self._written: dict[Node, Any] = {}

    def write(self, tree: TagTree, fonts: bytes) -> None:
        """Write the tree, and leave assembly what it has to join in the catalog's ``XFragment``."""
        if self._conformance.tagged:
            roots = [self._element(k, b"null") for k in tree.root.kids if isinstance(k, Node)]
            self._references()
        else:
            roots = []
            for node in tree.root.walk():
                for kid in node.kids:
                    if isinstance(kid, LinkArea):
                        self._annotation(kid, node)
        self._finish_pages()
        flat = [x for name, ref in sorted(self._ids) for x in (self._pydyf.String(name), ref)]
        handles = {
            "Roots": self._array(roots),
            "Parents": self._array(self._parent_arrays()),
            "Fonts": fonts,
            "Annots": self._array(self._pairs),
            "Open": self._array(self._open),
            "IDs": self._array(flat),
            **self._pointers(tree),
        }
        self._pdf.catalog["XFragment"] = self._add(self._pydyf.Dictionary(handles))

    def _pointers(self, tree: TagTree) -> dict[str, Any]:
        """Return what PDF/UA-2 wants links, bookmarks and contents to lead to: elements."""
        if not self._conformance.ua2:
            return {}
        string = self._pydyf.String
        named = [x for name, node in tree.targets.items() for x in (string(name), self._at(node))]
        entries = [x for node, name in tree.entries for x in (self._at(node), string(name))]
        return {
            "Named": self._array(named),
            "Headings": self._array(self._at(node) for node in tree.headings),
            "Entries": self._array(entries),
        }

    def _at(self, node: Node) -> bytes:
        """Return the reference of an element, or of the nearest one around that was written."""
        place: Node | None = node
        while place is not None and place not in self._written:
            place = place.parent
        reference: bytes = self._written[place].reference if place is not None else b"null"
        return reference

    def _array(self, values: Any) -> Any:
        return self._pydyf.Array(values)

    def _add(self, thing: Any) -> bytes:
        self._pdf.add_object(thing)
        reference: bytes = thing.reference
        return reference

    def _element(self, node: Node, parent: bytes) -> bytes:
        """Write an element and all below it; return its reference."""
        pydyf = self._pydyf
        entries = pydyf.Dictionary(
            {"Type": "/StructElem", "S": f"/{self._role(node)}", "P": parent}
        )
        reference = self._add(entries)
        self._written[node] = entries
        if self._conformance.ua2 and self._role(node) in _PDF_2_TYPES:
            entries["NS"] = self._namespace()
        page = next((k.page for k in node.kids if not isinstance(k, Node)), None)
        if page is not None:
            entries["Pg"] = self._pages[page]
        if node.alt:
            entries["Alt"] = pydyf.String(node.alt)
        if language := node.get("lang"):
            entries["Lang"] = pydyf.String(language)
        if node.role == "Abbr":
            entries["E"] = pydyf.String(node.get("title"))
        if node.id:
            entries["ID"] = pydyf.String(node.id)
            self._ids.append((node.id, reference))
        if attributes := self._attributes(node):
            entries["A"] = attributes[0] if len(attributes) == 1 else self._array(attributes)
        kids = [self._kid(kid, node, page, reference) for kid in node.kids]
        entries["K"] = kids[0] if len(kids) == 1 else self._array(kids)
        return reference

    def _role(self, node: Node) -> str:
        return _IN_PDF_2.get(node.role, node.role) if self._conformance.ua2 else node.role

    def _namespace(self) -> bytes:
        """Return the namespace of PDF 2.0, which each fragment brings."""
        if "XNamespace" not in self._pdf.catalog:
            name = self._pydyf.String("http://iso.org/pdf2/ssn")
            self._pdf.catalog["XNamespace"] = self._add(
                self._pydyf.Dictionary({"Type": "/Namespace", "NS": name})
            )
        reference: bytes = self._pdf.catalog["XNamespace"]
        return reference

    def _references(self) -> None:
        for node, entries in self._written.items():
            refs = [self._written[other].reference for other in node.refs if other in self._written]
            if refs:
                entries["Ref"] = self._array(refs)

    def _attributes(self, node: Node) -> list[Any]:
        pydyf = self._pydyf
        found = []
        if node.bbox:
            box = self._array(node.bbox)
            found.append(pydyf.Dictionary({"O": "/Layout", "Placement": "/Block", "BBox": box}))
        if node.table or node.heads:
            table: dict[str, Any] = {
                k: f"/{v}" if isinstance(v, str) else v for k, v in node.table.items()
            }
            if node.heads:
                table["Headers"] = self._array(map(pydyf.String, node.heads))
            found.append(pydyf.Dictionary({"O": "/Table", **table}))
        if node.numbering:
            found.append(pydyf.Dictionary({"O": "/List", "ListNumbering": f"/{node.numbering}"}))
        if node.role == "Note" and self._conformance.ua2:
            found.append(pydyf.Dictionary({"O": "/FENote", "NoteType": "/Footnote"}))
        return found

    def _kid(
        self, kid: Node | ContentMark | LinkArea, node: Node, page: int | None, owner: bytes
    ) -> Any:
        if isinstance(kid, Node):
            return self._element(kid, owner)
        if isinstance(kid, LinkArea):
            annotation = self._annotation(kid, node)
            self._pairs += [annotation, owner]
            return self._pydyf.Dictionary(
                {"Type": "/OBJR", "Obj": annotation, "Pg": self._pages[kid.page]}
            )
        self._parents[kid.page][kid.mcid] = owner
        if kid.page == page:
            return kid.mcid
        return self._pydyf.Dictionary(
            {"Type": "/MCR", "Pg": self._pages[kid.page], "MCID": kid.mcid}
        )

    def _annotation(self, area: LinkArea, link: Node) -> bytes:
        pydyf, href = self._pydyf, link.get("href")
        rect = self._array(area.rect)
        border = pydyf.Dictionary({"W": 0})
        entries = pydyf.Dictionary(
            {"Type": "/Annot", "Subtype": "/Link", "Rect": rect, "F": 4, "BS": border}
        )
        reference = self._add(entries)
        self._annotations[area.page].append(reference)
        given = link.get("aria-label") or link.get("title")
        if href.startswith("#"):
            entries["XTarget"] = pydyf.String(href[1:])
            self._open.append(reference)
            if given:
                entries["Contents"] = pydyf.String(given)
        else:
            text = markup.text_of(link.element) if link.element is not None else ""
            entries["Contents"] = pydyf.String(given or told(href, text, self._said))
            entries["A"] = pydyf.Dictionary({"S": "/URI", "URI": pydyf.String(href)})
        return reference

    def _parent_arrays(self) -> list[bytes]:
        """Write for each page which element owns each piece of marked content."""
        if not self._conformance.tagged:
            return []
        found = []
        for owners in self._parents:
            last = max(owners, default=-1)
            found.append(self._add(self._array(owners.get(i, b"null") for i in range(last + 1))))
        return found

    def _finish_pages(self) -> None:
        for number, reference in enumerate(self._pages):
            page = self._pdf.objects[int(reference.split()[0])]
            if self._annotations[number]:
                page["Annots"] = self._array(self._annotations[number])
            if not self._conformance.tagged:
                page.pop("Tabs", None)
                page.pop("StructParents", None)
