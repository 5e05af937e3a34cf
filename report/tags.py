"""Laid-out boxes in, a structure tree out: one element for each HTML element that says something.

Elements are looked up by the HTML element that their boxes come from. So the pieces of an element that
layout split over lines and pages meet in one place, and boxes without a meaning of their own dissolve,
without any merging afterwards. Along the way it is noted where notes, calls and texts fell, for the gate.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from xml.etree.ElementTree import Element

from report import markup
from report.conformance import Conformance
from report.errors import Diagnostic, ReportError
from report.fonts import SAME_WHEN_READ, SHARED
from report.fragment import Align, Bookmark, Call, Kind, Place, PrintedPage, Run
from report.markup import SVG

PX = 0.75  # a CSS pixel in PDF units

ROLES = {
    "section": "Sect", "nav": "Sect", "article": "Sect", "aside": "Aside", "blockquote": "BlockQuote",
    "p": "P", "address": "P", "pre": "P", "q": "Quote", "cite": "Cite", "em": "Em", "strong": "Strong", "code": "Code",
    "ul": "L", "ol": "L", "dl": "L", "li": "LI", "dt": "Lbl", "dd": "LBody",
    "table": "Table", "caption": "Caption", "thead": "THead", "tbody": "TBody", "tfoot": "TFoot",
    "tr": "TR", "th": "TH", "td": "TD", "figcaption": "Caption", "img": "Figure", f"{SVG}svg": "Figure",
}  # fmt: skip
GROUPS = {
    "Root",
    "Sect",
    "Div",
    "Aside",
    "BlockQuote",
    "Part",
}  # these hold blocks, never text itself
KEPT_EMPTY = {"TD", "TH"}
SCOPES = {"row": "Row", "rowgroup": "Row", "col": "Column", "colgroup": "Column"}
NUMBERING = {
    "disc": "Disc", "circle": "Circle", "square": "Square", "none": "None",
    "decimal": "Decimal", "decimal-leading-zero": "Decimal",
    "lower-alpha": "LowerAlpha", "lower-latin": "LowerAlpha",
    "upper-alpha": "UpperAlpha", "upper-latin": "UpperAlpha",
    "lower-roman": "LowerRoman", "upper-roman": "UpperRoman",
}  # fmt: skip

REPEATED = "/Type /Pagination"
DECORATION = "/Type /Layout"


@dataclass(frozen=True, slots=True)
class Mark:
    """Marked content on a page of the fragment."""

    page: int
    mcid: int


@dataclass(frozen=True, slots=True)
class Area:
    """One rectangle of a link, in PDF units."""

    page: int
    rect: tuple[float, float, float, float]


@dataclass(eq=False, slots=True)
class Node:
    """A structure element to be."""

    role: str
    element: Element | None = None
    parent: "Node | None" = None
    kids: "list[Node | Mark | Area]" = field(default_factory=list)
    page: int = 0  # where it began
    table: dict[str, str | int] = field(default_factory=dict)
    numbering: str = ""
    alt: str = ""
    bbox: tuple[float, ...] = ()
    id: str = ""
    ref: "list[Node]" = field(default_factory=list)  # PDF 2.0: what it points at

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

    def get(self, name: str) -> str:
        """Return an attribute of the HTML element, "" without one."""
        return "" if self.element is None else self.element.get(name) or ""

    def last(self) -> "Node | None":
        """Return the last child if it is an element."""
        kid = self.kids[-1] if self.kids else None
        return kid if isinstance(kid, Node) else None


@dataclass(frozen=True, slots=True)
class Late:
    """A text box that holds a page number to be filled in at assembly."""

    target: str
    align: Align
    features: tuple[tuple[str, int], ...]


@dataclass(slots=True)
class Tree:
    """The structure of a fragment, and what its content streams need so that they agree with it."""

    root: Node
    nodes: dict[Element, Node] = field(default_factory=dict)
    artifacts: dict[Mark, str] = field(default_factory=dict)  # -> the artifact's properties
    dropped: set[Mark] = field(default_factory=set)  # nothing is shown there
    late: dict[Mark, Late] = field(default_factory=dict)
    spaced: set[Mark] = field(default_factory=set)  # a word space was lost after it
    hyphenated: set[Mark] = field(default_factory=set)  # ends with a hyphen that layout put in
    spelled: dict[Mark, str] = field(default_factory=dict)  # glyphs alone would read otherwise
    marks: set[Mark] = field(default_factory=set)  # all of the above, and the rest
    pages: list[PrintedPage] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    bookmarks: list[Bookmark] = field(default_factory=list)


class Builder:
    """Builds the tree of a fragment, page by page, from WeasyPrint's boxes."""

    def __init__(self, root: Element, conformance: Conformance) -> None:
        from weasyprint.formatting_structure import boxes
        from weasyprint.layout.absolute import AbsolutePlaceholder
        from weasyprint.text.fonts import font_features

        self._boxes, self._placeholder, self._font_features = (
            boxes,
            AbsolutePlaceholder,
            font_features,
        )
        self._ua2 = conformance.ua2
        self._index = markup.Index(root)
        self._language = root.get("lang") or ""
        self._tree = Tree(Node("Root"))
        self._nodes = self._tree.nodes
        self._notes: dict[str, Node] = {}
        self._references: dict[str, Node] = {}  # note -> its first reference
        self._bodies: dict[Element, Node] = {}
        self._labels: dict[Element, Node] = {}
        self._last: dict[Node, tuple[Mark, str]] = {}  # the last text of each block
        self._heading = 0
        self._called: set[tuple[str, int]] = set()
        self._links: dict[int, list[tuple[float, float, float, float]]] = {}

    def page(self, page: Any, tags: dict[Any, dict[str, Any]]) -> None:
        """Add a page; ``tags`` leads from text and replaced boxes to their marked content."""
        self._number, self._height, self._width = len(self._tree.pages), page.height, page.width
        self._tags = {box: Mark(self._number, tag["mcid"]) for box, tag in tags.items()}
        self._tree.marks.update(self._tags.values())
        self._links = {id(box): rectangle for _, _, rectangle, box in page.links}
        self._runs: list[Run] = []
        self._note_depth = 0.0
        self._visit(page._page_box, self._tree.root)
        self._tree.pages.append(
            PrintedPage(
                round(page._page_box.height, 2), round(self._note_depth, 2), tuple(self._runs)
            )
        )

    def finish(self) -> Tree:
        """Put the notes in their places, drop what holds nothing, and return the tree."""
        for name, note in self._notes.items():
            reference = self._references.get(name)
            if note.parent is None and reference is not None and reference.parent is not None:
                reference.parent.add(note, reference.parent.kids.index(reference) + 1)
        for node in list(self._tree.root.walk()):
            node.kids = [k for k in node.kids if not isinstance(k, Node) or _holds(k)]
        if self._ua2:
            self._point()
        return self._tree

    def _point(self) -> None:
        """Notes and references point at each other, and entries of the contents at their targets.

        ISO 14289-2, 8.2.5.14 and 8.2.5.8.
        """
        for node in self._tree.root.walk():
            if node.role != "Link" or node.element is None:
                continue
            target = self._notes.get(node.get("href")[1:])
            if markup.is_call(node.element) and target is not None:
                node.ref.append(target)
                target.ref.append(node)

    # ------------------------------------------------------------------------------ boxes

    def _visit(self, box: Any, parent: Node) -> None:
        if isinstance(box, self._placeholder):
            box = box._box
        if isinstance(box, self._boxes.MarginBox):
            self._margin(box)
            return
        if isinstance(box, self._boxes.TextBox):
            self._text(box, parent)
            return
        if box.element is not None and box.element in self._index.hidden:
            self._artifact(box, DECORATION, "drawing")
            return
        if type(box).__name__ == "FootnoteAreaBox":
            self._note_depth += box.margin_height() if box.children else 0
        node = self._node(box, parent)
        if node is None:
            self._artifact(box, REPEATED, "generated")
            return
        if isinstance(box, self._boxes.LineBox) and node.role in GROUPS:
            node = self._paragraph(node, box)
        self._record(box, node)
        if isinstance(box, self._boxes.ReplacedBox):
            self._replaced(box, node)
        for child in box.children:
            self._visit(child, node)

    def _record(self, box: Any, node: Node) -> None:
        """Note the link areas, calls and bookmarks that a box brings."""
        element = box.element
        if element is None or "::" in (box.element_tag or ""):
            return
        if node.role == "Link" and element is node.element and id(box) in self._links:
            self._area(box, node)
        if markup.is_call(element) and (element.get("id") or "", self._number) not in self._called:
            self._called.add((element.get("id") or "", self._number))
            target = (element.get("href") or "")[1:]
            self._tree.calls.append(Call(element.get("id") or "", target, self._number))
        if box.bookmark_label and box.style["bookmark_level"] != "none":
            x, y, _, _ = box.hit_area()
            place = Place(self._number, round(x * PX, 2), round((self._height - y) * PX, 2))
            label = " ".join(box.bookmark_label.split())
            mine = Bookmark(box.style["bookmark_level"], label, place, self._named(element))
            if (
                not self._tree.bookmarks
                or mine.target == ""
                or self._tree.bookmarks[-1].target != mine.target
            ):
                self._tree.bookmarks.append(mine)

    def _named(self, element: Element) -> str:
        """Return the id of an element, or one that is ours alone, by which assembly finds it."""
        return element.get("id") or ""

    def _area(self, box: Any, link: Node) -> None:
        """Add one rectangle for each line of a link, at least as high as its type: a line may have height 0."""
        x1, y1, x2, y2 = self._links[id(box)]
        if abs(x2 - x1) > 0.01:
            half, middle = max(abs(y2 - y1), box.style["font_size"]) / 2, (y1 + y2) / 2
            corners = (
                min(x1, x2),
                self._height - middle - half,
                max(x1, x2),
                self._height - middle + half,
            )
            rect = tuple(round(v * PX, 3) for v in corners)
            link.kids.append(Area(self._number, (rect[0], rect[1], rect[2], rect[3])))

    def _text(self, box: Any, parent: Node) -> None:
        mark = self._tags.get(box)
        if mark is None:
            return
        element = box.element
        generated = "::" in (box.element_tag or "") and not box.element_tag.endswith(
            ("letter", "line")
        )
        before = False
        if element is not None and not generated and (words := self._index.words.get(element)):
            hyphen = str(box.style["hyphenate_character"])
            before, hyphenated = words.take(box.text, hyphen)
            if hyphenated:
                self._tree.hyphenated.add(mark)
        text = box.text.strip(" \t\n\r\f")
        if not text or not text.strip("\u200b\u2060\ufeff"):
            self._tree.dropped.add(mark)
            if box.text and (last := self._last.get(self._block(parent))) and box.text.isspace():
                self._space_after(last)
            return
        if before and not box.text[0].isspace() and (last := self._last.get(self._block(parent))):
            self._space_after(last)
        parent.kids.append(mark)
        self._last[self._block(parent)] = mark, box.text
        if needs_spelling(box.text, box.style["font_variant_caps"]):
            self._tree.spelled[mark] = box.text
        target = "" if element is None else element.get("data-page") or ""
        if target:
            self._tree.late[mark] = Late(target, _alignment(box), self._features(box))
        elif self._visible(box):
            kind: Kind = "generated" if generated else "text"
            self._run(kind, element, box.text[:-1] if mark in self._tree.hyphenated else box.text)

    def _block(self, node: Node) -> Node:
        """Return the block around an inline element: word spaces are lost within it alone."""
        while node.role in INLINE and node.parent is not None:
            node = node.parent
        return node

    def _space_after(self, last: tuple[Mark, str]) -> None:
        if not last[1][-1:].isspace():
            self._tree.spaced.add(last[0])

    def _visible(self, box: Any) -> bool:
        """Whether text fell on the page: layout may go on below its edge (Kozea/WeasyPrint#1833)."""
        middle = box.position_y + box.height / 2
        return 0 <= middle <= self._height and -1 <= box.position_x <= self._width

    def _run(self, kind: Kind, element: Element | None, text: str) -> None:
        block = "" if element is None else self._index.blocks.get(element, "")
        note = "" if element is None else self._index.notes.get(element, "")
        last = self._runs[-1] if self._runs else None
        if last is not None and (last.kind, last.block, last.note) == (kind, block, note):
            self._runs[-1] = Run(kind, block, note, f"{last.text} {text}")
        else:
            self._runs.append(Run(kind, block, note, text))

    def _margin(self, box: Any) -> None:
        """Running heads and feet are artifacts; a box that holds counter(page) alone is filled in late."""
        content = box.style["content"]
        parts = content if isinstance(content, tuple) else ()
        counts = [part[1][0] for part in parts if part[0] in ("counter()", "counters()")]
        alone = len(parts) == 1 and counts == ["page"]
        if {"page", "pages"} & set(counts) and not alone:
            raise ReportError(
                [
                    Diagnostic(
                        f"{box.at_keyword}: a page number stands alone in its margin box",
                        hint="sections are laid out apart, so the number is filled in at the end; "
                        "give words and number a box each, and leave counter(pages) out",
                    )
                ]
            )
        side = {
            "@top": "/Subtype /Header /Attached [/Top]",
            "@bot": "/Subtype /Footer /Attached [/Bottom]",
        }
        properties = f"{REPEATED} {side.get(box.at_keyword[:4], '')}".strip()
        for mark, text in self._artifact(box, properties, "" if alone else "margin"):
            if alone:
                self._tree.late[mark] = Late("", _alignment(text), self._features(text))

    def _artifact(self, box: Any, properties: str, kind: Kind | str) -> list[tuple[Mark, Any]]:
        """Take a box and all in it out of the tree; ``kind`` "" leaves its text out of the records."""
        found = [(self._tags[b], b) for b in self._below(box) if b in self._tags]
        for mark, inner in found:
            self._tree.artifacts[mark] = properties
            if kind and isinstance(inner, self._boxes.TextBox):
                self._run("margin" if kind == "margin" else "generated", inner.element, inner.text)
            elif kind and inner.element is not None:
                self._drawing(inner)
        return found

    def _below(self, box: Any) -> Iterator[Any]:
        if isinstance(box, self._placeholder):
            box = box._box
        yield box
        for child in getattr(box, "children", ()):
            yield from self._below(child)

    def _drawing(self, box: Any) -> None:
        """Record the texts of an SVG: they are printed, though they stand in no text box."""
        for text in (e for e in box.element.iter(f"{SVG}text")):
            self._run("drawing", box.element, " ".join("".join(text.itertext()).split()))

    def _replaced(self, box: Any, node: Node) -> None:
        if (mark := self._tags.get(box)) is not None:
            node.kids.append(mark)
            self._drawing(box)

    def _features(self, box: Any) -> tuple[tuple[str, int], ...]:
        names = ("ligatures", "position", "caps", "numeric", "alternates", "east_asian")
        found = self._font_features(
            font_kerning="normal",
            font_feature_settings=box.style["font_feature_settings"],
            **{f"font_variant_{name}": box.style[f"font_variant_{name}"] for name in names},
        )
        return tuple(sorted((tag, int(value)) for tag, value in found.items()))

    # --------------------------------------------------------------------------- elements

    def _node(self, box: Any, parent: Node) -> Node | None:
        """Return the element that takes the content of a box, its own or the parent's; None if it is repeated."""
        element, tag = box.element, box.element_tag or ""
        if element is None:
            return parent
        if tag.endswith("::marker") and tag != "span::footnote-marker":
            return self._label(element, parent)
        if "::" in tag:
            return parent
        known = self._nodes.get(element)
        if known is not None:
            if known.role == "THead" and known.page != self._number:
                return None
            if known.role == "TFoot" and known.page != self._number:
                self._retire(known)
            return self._body(known, box) if known.role == "LI" else known
        role = self._role(element, tag, box)
        if role is None:
            return parent
        if role == "Figure" and parent.role == "Figure":
            self._nodes[element] = parent
            self._describe(parent, box)
            return parent
        node = self._create(role, element, box, parent)
        return self._body(node, box) if node.role == "LI" else node

    def _role(self, element: Element, tag: str, box: Any) -> str | None:
        """Return the role of an HTML element; None lets it dissolve."""
        if markup.is_note(element):
            return "Note"
        if tag == "a":
            return "Link" if element.get("href") else None
        if re.fullmatch("h[1-6]", tag):
            return self._heading_role(element, int(tag[1]))
        if tag == "figure":
            return "Figure" if is_one_figure(element) else "Div"
        if tag == "abbr" and element.get("title"):
            return "Abbr"
        if role := ROLES.get(tag):
            return role
        foreign = element.get("lang") not in (None, self._language)
        block = not isinstance(box, (self._boxes.InlineBox, self._boxes.InlineBlockBox))
        if tag == "div" and (element.get("id") or foreign):
            return "Div"
        return ("Div" if block else "Span") if foreign and tag not in ("html", "body") else None

    def _heading_role(self, element: Element, level: int) -> str:
        """Return H1 to H6; levels do not skip, whatever the HTML says (ISO 14289-1, 7.4.2)."""
        if self._ua2 and level == 1 and "title" in markup.classes(element):
            return "Title"
        level = min(level, self._heading + 1) if self._heading else level
        self._heading = level
        return f"H{level}"

    def _create(self, role: str, element: Element, box: Any, parent: Node) -> Node:
        node = Node(role, element, page=self._number)
        self._nodes[element] = node
        if role == "Note":
            return self._create_note(node, element, parent)
        if role == "Link":
            return self._create_link(node, element, parent)
        if role in ("Lbl", "LBody"):
            return self._term(role, parent).add(node)
        if role in ("L", "LI") and element in self._index.contents:
            node.role = {"L": "TOC", "LI": "TOCI"}[role]
        if node.role == "L":
            node.numbering = self._numbering(element, box)
        if role == "TH":
            node.table["Scope"] = self._scope(element)
        for attribute, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
            if (value := element.get(attribute) or "").isdigit() and int(value) > 1:
                node.table[key] = int(value)
        if element.tag in ("img", f"{SVG}svg"):
            self._describe(node, box)
        if parent.role == "L" and role not in ("LI", "Caption"):
            parent = self._term("LBody", parent)  # a list straight in a list is in its last item
        return parent.add(node)

    def _create_note(self, note: Node, element: Element, parent: Node) -> Node:
        name = element.get("id") or ""
        note.id = f"note-{name}"
        self._notes[name] = note
        return note if markup.is_page_note(element) else parent.add(note)

    def _create_link(self, link: Node, element: Element, parent: Node) -> Node:
        """Add a link; the wrapper tells a call, a label and an entry of the contents from a plain link."""
        target = (element.get("href") or "")[1:]
        if markup.is_label(element):
            parent.add(Node("Lbl", page=self._number)).add(link)
        elif markup.is_call(element):
            reference = link
            if self._ua2:  # PDF 2.0 has no Reference: /Ref says the same
                parent.add(link)
            else:
                reference = parent.add(Node("Reference", page=self._number))
                reference.add(link)
            self._references.setdefault(target, reference)
        elif parent.role == "TOCI":
            parent.add(Node("P" if self._ua2 else "Reference", page=self._number)).add(link)
        else:
            parent.add(link)
        return link

    def _term(self, role: str, parent: Node) -> Node:
        """Return the list item that takes a term, a definition or a stray list: a new one for a new term."""
        while parent.role not in ("L", "LI") and parent.parent is not None:
            parent = parent.parent
        if parent.role == "LI":
            return parent
        last = parent.last()
        closed = last is None or (
            role == "Lbl" and any(isinstance(k, Node) and k.role == "LBody" for k in last.kids)
        )
        return parent.add(Node("LI", page=self._number)) if closed or last is None else last

    def _numbering(self, element: Element, box: Any) -> str:
        if element.tag == "dl":
            return "Description" if self._ua2 else "None"
        style = box.style["list_style_type"]
        default = "Decimal" if element.tag == "ol" else "Unordered" if self._ua2 else "Disc"
        if any(c.tag == "li" for c in element) and not isinstance(style, str):
            return default  # a string or a symbols() of the style sheet's
        return NUMBERING.get(style, default)

    def _scope(self, element: Element) -> str:
        if scope := SCOPES.get(element.get("scope") or ""):
            return scope
        return "Column" if any(e.tag == "thead" for e in self._index.ancestors(element)) else "Row"

    def _label(self, element: Element, parent: Node) -> Node:
        """Return the label of a list item: what the marker prints."""
        item = self._nodes.get(element)
        if item is None or item.role not in ("LI", "TOCI"):
            return parent
        if element not in self._labels:
            self._labels[element] = item.add(Node("Lbl", page=self._number), 0)
        return self._labels[element]

    def _body(self, item: Node, box: Any) -> Node:
        element = box.element
        if element not in self._bodies:
            self._bodies[element] = item.add(Node("LBody", page=self._number))
        return self._bodies[element]

    def _paragraph(self, group: Node, line: Any) -> Node:
        """Return the paragraph for text that stands in a group without one."""
        last = group.last()
        if last is not None and last.role == "P" and last.element is None:
            return last
        return group.add(Node("P", page=self._number))

    def _retire(self, foot: Node) -> None:
        """Make an artifact of a table foot that is repeated on the next page: the last one is read."""
        for node in foot.walk():
            for kid in node.kids:
                if isinstance(kid, Mark):
                    self._tree.artifacts[kid] = REPEATED
            node.kids = [k for k in node.kids if isinstance(k, Node)]
        foot.page = self._number

    def _describe(self, node: Node, box: Any) -> None:
        """Give a figure its alternative text and its place."""
        element = box.element
        alt = element.get("alt") or element.get("aria-label") or ""
        if element.tag == f"{SVG}svg":
            told = (element.find(f"{SVG}{name}") for name in ("title", "desc"))
            texts = [" ".join("".join(e.itertext()).split()) for e in told if e is not None]
            alt = " ".join(
                t if t.endswith((".", "!", "?")) or t is texts[-1] else f"{t}." for t in texts if t
            )
        if not alt:
            raise ReportError(
                [
                    Diagnostic(
                        f"an image has no text alternative{self._where(element)}",
                        hint="alt on <img>, <title> and <desc> in <svg>, or aria-hidden if words say the same",
                    )
                ]
            )
        x, y = box.content_box_x(), box.content_box_y()
        corners = (x, self._height - y - box.height, x + box.width, self._height - y)
        node.alt = alt
        node.bbox = tuple(round(v * PX, 3) for v in corners)

    def _where(self, element: Element) -> str:
        block = self._index.blocks.get(element)
        return f" (block {block})" if block else ""


INLINE = {"Em", "Strong", "Cite", "Quote", "Span", "Abbr", "Code", "Link", "Reference", "Lbl"}


def needs_spelling(text: str, caps: str) -> bool:
    """Whether the glyphs of a text may stand for another text: small capitals, shared glyphs."""
    shared = (c for c in text if c in SHARED and c not in SAME_WHEN_READ)
    return caps != "normal" or any(True for _ in shared)


def is_one_figure(figure: Element) -> bool:
    """Whether a <figure> is one picture with a caption; with a table or a text in it, it is a group."""
    images = [
        e for e in figure.iter() if e.tag in ("img", f"{SVG}svg") and e.get("aria-hidden") != "true"
    ]
    if len(images) != 1:
        return False

    def bare(element: Element) -> bool:
        if (
            element.tag == "figcaption"
            or element is images[0]
            or element.get("aria-hidden") == "true"
        ):
            return True
        own = [element.text, *(child.tail for child in element)]
        return not any((t or "").strip() for t in own) and all(bare(child) for child in element)

    return bare(figure)


def _holds(node: Node) -> bool:
    """Whether a node has content, or means something without."""
    return node.role in KEPT_EMPTY or any(not isinstance(k, Node) or _holds(k) for k in node.kids)


def _alignment(box: Any) -> Align:
    align = box.style["text_align_all"]
    if align in ("right", "end"):
        return "right"
    return "center" if align == "center" else "left"
