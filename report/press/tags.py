"""Laid-out boxes in, a structure tree out: one element for each HTML element that says something.

Elements are looked up by the HTML element that their boxes come from. So the pieces of an element
that layout split over lines and pages meet in one place, and boxes without a meaning of their own
dissolve, without any merging afterwards.
"""

import re
from typing import Any
from xml.etree.ElementTree import Element

from ..errors import Diagnostic, ReportError
from ..text.typography import without_breaks
from . import arranging, installed, markup, scripts
from .conformance import Conformance
from .fragment import Align, Bookmark, NoteCall, PagePlace
from .long_notes import CONTINUED
from .markup import SVG
from .printed import Recorder, below, clipped, sheet_of
from .roles import NUMBERING, ROLES, SCOPES
from .structure import GROUPS, INLINE, ContentMark, Late, LinkArea, Node, TagTree

PX = 0.75  # a CSS pixel in PDF units

HEADER = "/Type /Pagination /Subtype /Header /Attached [/Top]"
FOOTER = "/Type /Pagination /Subtype /Footer /Attached [/Bottom]"
REPEATED = "/Type /Pagination"
DECORATION = "/Type /Layout"

# Font features that give each character a glyph of its own.
_FAITHFUL = {"kern", "liga", "lnum", "onum", "pnum", "sups", "tnum", "zero"}
# Zero-width characters, which print nothing: word joiner, break opportunity, byte order mark.
_NOTHING = " \t\n\r\f\u200b\u2060\ufeff"


class Builder:
    """Builds the tree of a fragment, page by page, from WeasyPrint's boxes."""

    def __init__(self, root: Element, conformance: Conformance) -> None:
        self._boxes = installed.part("formatting_structure.boxes")
        self._placeholder = installed.part("layout.absolute").AbsolutePlaceholder
        self._font_features = installed.part("text.fonts").font_features
        self._ua2 = conformance.ua2
        self.index = markup.Index(root)
        self._tree = TagTree(Node("Root"))
        self._nodes: dict[Element, Node] = {}
        self._bodies: dict[Element, Node] = {}  # of list items
        self._labels: dict[Element, Node] = {}
        self._notes: dict[str, Node] = {}
        self._references: dict[str, list[Node]] = {}  # note -> what calls it, in order
        self._last: dict[Node, tuple[ContentMark, str]] = {}  # the last text of each block
        self._heading = 0  # the level of the last heading
        self._run_in = 0  # the level of the last heading that stands alone
        self._apart = False  # a block without an element of its own began or ended
        self._met: set[Element] = set()  # such blocks, which layout may have split
        self._called: set[tuple[str, int]] = set()
        self._rows: set[Element] = set()  # of tables, on the pages so far
        self._marked: set[Element] = set()  # elements that have their bookmark

    def page(self, page: Any, tags: dict[Any, dict[str, Any]]) -> None:
        """Add a page; ``tags`` leads from text and replaced boxes to their marked content."""
        self._number, self._height, self._sheet = len(self._tree.pages), page.height, sheet_of(page)
        self._tags = {box: ContentMark(self._number, tag["mcid"]) for box, tag in tags.items()}
        self._tree.marks.update(self._tags.values())
        self._links = {id(box): rectangle for _, _, rectangle, box in page.links}
        self._recorder = Recorder(page, self.index, self._rows)
        self._visit(page._page_box, self._tree.root)
        self._tree.pages.append(self._recorder.page())

    def finish(self) -> TagTree:
        """Put the notes in their places, drop what holds nothing, and return the tree."""
        for name, note in self._notes.items():
            if note in self._last:  # in the order of reading the text goes on straight after it
                self._space_after(note)
            references = self._references.get(name, [])
            if note.parent is None and references and (parent := references[0].parent) is not None:
                parent.add(note, parent.kids.index(references[0]) + 1)
            if self._ua2:  # ISO 14289-2, 8.2.5.14: notes and references point at each other
                note.refs += references
                for reference in references:
                    reference.refs.append(note)
        for node in list(self._tree.root.walk()):
            node.kids = [k for k in node.kids if not isinstance(k, Node) or k.holds()]
            if node.numbering == "None" and node.element is not None and node.element.tag != "dl":
                labelled = any(isinstance(i, Node) and _first(i, "Lbl") for i in node.kids)
                node.numbering = self._usual_numbering(node.element) if labelled else "None"
        arranging.arrange(self._tree, self.index)
        for name, element in self.index.ids.items():
            around = (e for e in (element, *self.index.ancestors(element)) if e in self._nodes)
            if (nearest := next(around, None)) is not None:
                self._tree.targets[name] = self._nodes[nearest]
        return self._tree

    # ------------------------------------------------------------------------------------ boxes

    def _visit(self, box: Any, parent: Node) -> None:
        if isinstance(box, self._placeholder):
            box = box._box
        if isinstance(box, self._boxes.MarginBox):
            self._margin(box)
            return
        if isinstance(box, self._boxes.TextBox):
            self._text(box, parent)
            return
        continued = (box.element_tag or "").endswith(CONTINUED)
        if continued or (box.element is not None and box.element in self.index.hidden):
            self._artifact(box, DECORATION)
            return
        if isinstance(box, self._boxes.FootnoteAreaBox):
            self._recorder.notes(box)
        node = self._node(box, parent)
        if node is None:
            self._artifact(box, REPEATED)
            return
        if isinstance(box, self._boxes.LineBox) and node.role in GROUPS and self._has_words(box):
            node = self._paragraph(node)
        self._note_place(box, node)
        if isinstance(box, self._boxes.ReplacedBox) and box in self._tags:
            node.kids.append(self._tags[box])
            self._recorder.drawing(box)
        apart = node is parent and self._stands_apart(box)
        self._apart = self._apart or apart
        for child in box.children:
            self._visit(child, node)
        self._apart = self._apart or apart

    def _has_words(self, line: Any) -> bool:
        """Whether a line has words of its own: a picture alone makes no paragraph."""
        waiting = list(line.children)
        while waiting:
            box = waiting.pop()
            if isinstance(box, self._boxes.TextBox):
                if box.text.strip(_NOTHING):
                    return True
            elif isinstance(box, self._boxes.InlineBox) and box.element not in self.index.hidden:
                waiting += box.children
        return False

    def _stands_apart(self, box: Any) -> bool:
        """Whether a box is a block that no word runs into, though it has no element of its own."""
        new = isinstance(box, self._boxes.BlockLevelBox) and box.element not in self._met
        if new and box.element is not None:
            self._met.add(box.element)
        return new and box.element is not None

    def _note_place(self, box: Any, node: Node) -> None:
        """Note the link areas, calls and bookmarks that a box brings."""
        element = box.element
        if element is None or "::" in (box.element_tag or ""):
            return
        if node.role == "Link" and element is node.element and id(box) in self._links:
            self._area(box, node)
        if markup.is_call(element):
            name, target = element.get("id") or "", (element.get("href") or "")[1:]
            if (name, self._number) not in self._called:
                self._called.add((name, self._number))
                self._tree.calls.append(NoteCall(name, target, self._number))
        level = box.style["bookmark_level"]
        if box.bookmark_label and level != "none" and element not in self._marked:
            self._marked.add(element)
            x, y, _, _ = box.hit_area()
            place = PagePlace(self._number, round(x * PX, 2), round((self._height - y) * PX, 2))
            label = " ".join(without_breaks(box.bookmark_label).split())
            self._tree.bookmarks.append(Bookmark(level, label, place))
            self._tree.headings.append(node)

    def _area(self, box: Any, link: Node) -> None:
        """Add the rectangle of a link on a line, at least as high as its type.

        The call of a note has no line height, so that lines keep their distance.
        """
        x1, y1, x2, y2 = self._links[id(box)]
        if abs(x2 - x1) > 0.01:
            middle = self._height - (y1 + y2) / 2
            half = max(abs(y2 - y1), box.style["font_size"]) / 2
            left, right = sorted((round(x1 * PX, 3), round(x2 * PX, 3)))
            bottom, top = round((middle - half) * PX, 3), round((middle + half) * PX, 3)
            link.kids.append(LinkArea(self._number, (left, bottom, right, top)))

    def _text(self, box: Any, parent: Node) -> None:
        mark = self._tags.get(box)
        if mark is None:
            return
        element, tree, block = box.element, self._tree, _block(parent)
        tag = box.element_tag or ""
        generated = "::" in tag and not tag.endswith(("::first-letter", "::first-line"))
        text, space = box.text, self._apart or box.text[:1].isspace()
        words = self.index.words.get(element) if element is not None and not generated else None
        if words is not None:
            at = words.at
            before, hyphenated = words.take(text, str(box.style["hyphenate_character"]))
            space = space or before
            if box.style["text_transform"] != "none":
                tree.spelled[mark] = words.untransformed(text, at)
            if hyphenated:
                tree.hyphenated.add(mark)
                text = text[: -len(str(box.style["hyphenate_character"]))]
        shown = bool(text.strip(_NOTHING))
        if space and block in self._last and not (shown and box.text[:1].isspace()):
            self._space_after(block)
        if not shown:
            tree.dropped.add(mark)
            return
        self._apart = False
        parent.kids.append(mark)
        if not tag.endswith("::before"):  # a space before “peace” stands before the quotation mark
            self._last[block] = mark, box.text
        if _may_read_otherwise(text, box.style):
            tree.spelled.setdefault(mark, text)
        if scripts.is_moved(text):
            tree.moved.add(mark)
            tree.spelled.setdefault(mark, text)
        target = "" if element is None else element.get("data-page") or ""
        if target:
            tree.late[mark] = Late(target, _alignment(box), self._features(box))
        else:
            self._recorder.text("generated" if generated else "text", box, text)

    def _space_after(self, block: Node) -> None:
        """Note that a word space follows the last text of a block, if that has none at its end."""
        mark, text = self._last[block]
        if not text[-1:].isspace():
            self._tree.spaced.add(mark)

    def _margin(self, box: Any) -> None:
        """Make artifacts of running heads and feet, and find the page numbers among them."""
        content = box.style["content"]
        parts = content if isinstance(content, tuple) else ()
        counts = [part[1][0] for part in parts if part[0] in ("counter()", "counters()")]
        folio = len(parts) == 1 and counts == ["page"]
        if {"page", "pages"} & set(counts) and not folio:
            raise ReportError(
                [
                    Diagnostic(
                        f"{box.at_keyword}: a page number stands alone in its margin box",
                        hint="sections are laid out apart, and their pages numbered at the end: "
                        "give the words a box of their own, and leave counter(pages) out",
                    )
                ]
            )
        side = {"@top": HEADER, "@bot": FOOTER}
        for text in self._artifact(box, side.get(box.at_keyword[:4], REPEATED), record=not folio):
            if folio:
                self._tree.late[self._tags[text]] = Late("", _alignment(text), self._features(text))

    def _artifact(self, box: Any, properties: str, *, record: bool = True) -> list[Any]:
        """Take a box and all in it out of the tree; return its text boxes."""
        texts = []
        margin = properties in (HEADER, FOOTER)
        for inner in (b for b in below(box) if b in self._tags):
            self._tree.artifacts[self._tags[inner]] = properties
            if isinstance(inner, self._boxes.TextBox):
                texts.append(inner)
                if record:
                    self._recorder.text("margin" if margin else "generated", inner, inner.text)
            elif record:
                self._recorder.drawing(inner)
        return texts

    def _features(self, box: Any) -> tuple[tuple[str, int], ...]:
        names = ("ligatures", "position", "caps", "numeric", "alternates", "east_asian")
        found = self._font_features(
            font_feature_settings=box.style["font_feature_settings"],
            **{f"font_variant_{name}": box.style[f"font_variant_{name}"] for name in names},
        )
        return tuple(sorted((tag, int(value)) for tag, value in found.items()))

    # --------------------------------------------------------------------------------- elements

    def _node(self, box: Any, parent: Node) -> Node | None:
        """Return the element that takes a box's content; None if the content is repeated."""
        element, tag = box.element, box.element_tag or ""
        if element is None:
            return parent
        if tag.endswith("::marker"):
            return self._label(element, parent)
        if "::" in tag:
            return parent
        known = self._nodes.get(element)
        if known is not None and known.page != self._number:
            if known.role == "THead":
                return None
            if known.role == "TFoot":
                self._retire(known)
        if known is None:
            role = self._role(element, tag, box, parent)
            if role is None:
                return parent
            known = self._create(role, element, box, parent)
        return self._body(known, element) if known.role == "LI" else known

    def _role(self, element: Element, tag: str, box: Any, parent: Node) -> str | None:
        """Return the role of an HTML element; None lets it dissolve."""
        if markup.is_note(element):
            return "Note"
        if tag == "a":
            return "Link" if element.get("href") else None
        if re.fullmatch("h[1-6]", tag):
            return self._heading_role(element, int(tag[1]))
        if "run-in" in markup.classes(element) and _begins_text(parent):
            return self._run_in_role()
        if tag == "figure":
            return "Figure" if markup.is_one_figure(element) else "Div"
        if tag == "abbr" and element.get("title"):
            return "Abbr"
        if role := ROLES.get(tag):
            return role
        foreign = element in self.index.foreign
        inline = isinstance(box, (self._boxes.InlineBox, self._boxes.InlineBlockBox))
        if tag == "div" and element.get("id"):
            return "Div"
        return ("Span" if inline else "Div") if foreign else None

    def _heading_role(self, element: Element, level: int) -> str:
        """Return H1 to H6; levels do not skip, whatever the HTML says (ISO 14289-1, 7.4.2)."""
        if self._ua2 and level == 1 and "title" in markup.classes(element):
            return "Title"
        level = min(level, self._heading + 1) if self._heading else level
        self._heading = self._run_in = level
        return f"H{level}"

    def _run_in_role(self) -> str:
        """Return the level of a head that runs into its text: one below the heading over it."""
        self._heading = min(self._run_in + 1, 6)
        return f"H{self._heading}"

    def _create(self, role: str, element: Element, box: Any, parent: Node) -> Node:
        if role == "Figure" and parent.role == "Figure":  # the picture of a <figure>
            self._nodes[element] = parent
            self._describe(parent, box)
            return parent
        node = self._nodes[element] = Node(role, element, page=self._number)
        if role[:1] == "H" and _begins_text(parent) and parent.parent is not None:
            return parent.parent.add(node, parent.parent.kids.index(parent))
        if role == "Note":
            return self._create_note(node, element, parent)
        if role == "Link":
            return self._create_link(node, element, parent)
        if role in ("Lbl", "LBody"):
            return self._create_term(node, parent)
        if role in ("L", "LI") and element in self.index.contents:
            node.role = "TOC" if role == "L" else "TOCI"
        if node.role == "L":
            node.numbering = self._numbering(element, box)
        if role in ("TH", "TD"):
            self._cell(node, element)
        if element.tag in ("img", f"{SVG}svg"):
            self._describe(node, box)
        if parent.role == "L" and role not in ("LI", "Caption"):
            parent = self._body(self._item("LBody", parent), None)  # a list straight in a list
        return parent.add(node)

    def _create_note(self, note: Node, element: Element, parent: Node) -> Node:
        """Add a lettered note where it stands; a page note is placed after its first reference."""
        name = element.get("id") or ""
        note.id = f"note-{name}"
        self._notes[name] = note
        return note if markup.is_page_note(element) else parent.add(note)

    def _create_link(self, link: Node, element: Element, parent: Node) -> Node:
        """Add a link, wrapped to tell calls, labels and entries of the contents from others."""
        target = link.get("href").removeprefix("#")
        wrapper = parent
        if markup.is_label(element):
            wrapper = parent.add(Node("Lbl", page=self._number))
        elif parent.role == "TOCI":
            wrapper = parent.add(Node("P" if self._ua2 else "Reference", page=self._number))
            self._tree.entries.append((parent, target))
        elif markup.is_call(element) and not self._ua2:
            wrapper = parent.add(Node("Reference", page=self._number))
        wrapper.add(link)
        if markup.is_call(element):
            reference = link if wrapper is parent else wrapper
            self._references.setdefault(target, []).append(reference)
        return link

    def _create_term(self, node: Node, parent: Node) -> Node:
        """Add a term or a definition; a second one for the same item goes into the first."""
        item = self._item(node.role, parent)
        same = _first(item, node.role)
        if same is None:
            return item.add(node)
        if node.role == "Lbl" and (block := _block(same)) in self._last:
            self._space_after(block)
        node.role = "Span" if node.role == "Lbl" else "Div"
        return same.add(node)

    def _item(self, role: str, parent: Node) -> Node:
        """Return the item of a list that takes a term or a definition: a new one for a new term."""
        while parent.role not in ("L", "LI") and parent.parent is not None:
            parent = parent.parent
        if parent.role == "LI":
            return parent
        last = parent.last()
        if last is None or (role == "Lbl" and _first(last, "LBody")):
            return parent.add(Node("LI", page=self._number))
        return last

    def _label(self, element: Element, parent: Node) -> Node:
        """Return the label of a list item: what its marker prints."""
        item = self._nodes.get(element)
        if item is None or item.role not in ("LI", "TOCI"):
            return parent
        if element not in self._labels:
            self._labels[element] = item.add(Node("Lbl", page=self._number), 0)
        return self._labels[element]

    def _body(self, item: Node, element: Element | None) -> Node:
        """Return the body of a list item."""
        if element is None:
            last = item.last()
            return last if last is not None and last.role == "LBody" else item.add(Node("LBody"))
        if element not in self._bodies:
            self._bodies[element] = item.add(Node("LBody", page=self._number))
        return self._bodies[element]

    def _paragraph(self, group: Node) -> Node:
        """Return a paragraph for text that stands in a group without one."""
        last = group.last()
        if last is not None and last.role == "P" and last.element is None and not self._apart:
            return last
        return group.add(Node("P", page=self._number))

    def _numbering(self, element: Element, box: Any) -> str:
        """Return how the items of a list are numbered, as the style sheet has it."""
        if element.tag == "dl":
            return "Description" if self._ua2 else "None"
        usual = self._usual_numbering(element)
        return NUMBERING.get(str(box.style["list_style_type"]), usual)

    def _usual_numbering(self, element: Element) -> str:
        return "Decimal" if element.tag == "ol" else "Unordered" if self._ua2 else "Disc"

    def _cell(self, cell: Node, element: Element) -> None:
        if cell.role == "TH":
            in_head = any(e.tag == "thead" for e in self.index.ancestors(element))
            default = "Column" if in_head else "Row"
            cell.table["Scope"] = SCOPES.get(element.get("scope") or "", default)
        for attribute, key in (("colspan", "ColSpan"), ("rowspan", "RowSpan")):
            if (value := element.get(attribute) or "").isdigit() and int(value) > 1:
                cell.table[key] = int(value)

    def _retire(self, foot: Node) -> None:
        """Make an artifact of a table's foot that is repeated on this page: the last is read."""
        for node in foot.walk():
            marks = [kid for kid in node.kids if isinstance(kid, ContentMark)]
            self._tree.artifacts.update(dict.fromkeys(marks, REPEATED))
            node.kids = [kid for kid in node.kids if isinstance(kid, Node)]
        foot.page = self._number

    def _describe(self, node: Node, box: Any) -> None:
        """Give a figure its alternative text and its place on the page."""
        node.alt = markup.alternative(box.element)
        if not node.alt:
            block = self.index.blocks[box.element]
            raise ReportError(
                [
                    Diagnostic(
                        f"an image has no text alternative{f' (block {block})' if block else ''}",
                        hint="alt on <img>, <title> and <desc> in <svg>; "
                        'or aria-hidden="true" where the words beside it say the same',
                    )
                ]
            )
        x, y = box.content_box_x(), box.content_box_y()
        corners = (x, self._height - y - box.height, x + box.width, self._height - y)
        node.bbox = tuple(round(v * PX, 3) for v in clipped(corners, self._sheet))


def _begins_text(parent: Node) -> bool:
    """Whether what comes next is the first in a paragraph, which may have its head before it."""
    above = parent.parent
    return parent.role == "P" and not parent.kids and above is not None and above.role in GROUPS


def _first(node: Node, role: str) -> Node | None:
    """Return the first child of a role."""
    return next((k for k in node.kids if isinstance(k, Node) and k.role == role), None)


def _block(node: Node) -> Node:
    """Return the block around an inline element: word spaces are lost within it alone."""
    while node.role in INLINE and node.parent is not None:
        node = node.parent
    return node


def _may_read_otherwise(text: str, style: Any) -> bool:
    """Whether glyphs may stand for another text than theirs: small capitals."""
    features = style["font_feature_settings"]
    return style["font_variant_caps"] != "normal" or (
        features != "normal" and not _FAITHFUL.issuperset(tag for tag, _ in features)
    )


def _alignment(box: Any) -> Align:
    align = box.style["text_align_all"]
    if align in ("right", "end"):
        return "right"
    return "center" if align == "center" else "left"
