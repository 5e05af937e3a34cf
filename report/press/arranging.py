"""The tree of a fragment in; the same tree out, in the order in which it is best read.

Layout decides where things stand on the page; here they come to stand where a listener needs them.
"""

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from .markup import Index
from .structure import Node, TagTree


def arrange(tree: TagTree, index: Index) -> None:
    """Put captions, side notes and the heads of tables where they are read with what they name."""
    nodes = list(tree.root.walk())
    for node in nodes:
        if node.element is not None and node.element.tag == "figure" and node.role != "Figure":
            _caption(node)
        if node.element is not None and node.role == "Aside":
            _after_its_text(node, index)
        if node.role == "Table":
            _headers(node, index)
            _named_headers(node)


def _caption(group: Node) -> None:
    """Let a caption stand in the picture that it names, or in a section of its own.

    A Caption is the first part of what it names, and groups (Div) are looked through: ISO 14289-2,
    8.2.5.27, with ISO 32000-2, 14.8.4.5.
    """
    caption = next((kid for kid in group.nodes() if kid.role == "Caption"), None)
    if caption is None:
        return
    figures = [node for node in group.walk() if node.role == "Figure"]
    said = [node for node in _spoken(group) if node is not caption]
    if len(figures) == 1 and said and said[0] is figures[0]:
        group.kids.remove(caption)
        figures[0].add(caption, 0)
    else:
        group.role = "Sect"


def _spoken(group: Node) -> Iterator[Node]:
    """Yield what is read in a group, part after part: a group inside it is none itself."""
    for node in group.nodes():
        if node.role in ("Div", "P") and not node.marks() and list(node.nodes()):
            yield from _spoken(node)
        elif node.holds():
            yield node


def _after_its_text(note: Node, index: Index) -> None:
    """Read a side note after the paragraph beside it: it comments on what is not yet known.

    What is the last of its block has no paragraph beside it.
    """
    above = note.parent
    if above is None:
        return
    following = above.kids[above.kids.index(note) + 1 :]
    beside = next((kid for kid in following if isinstance(kid, Node) and kid.role == "P"), None)
    between = following[: following.index(beside)] if beside is not None else []
    heads = all(isinstance(kid, Node) and kid.role.startswith("H") for kid in between)
    if beside is not None and heads and _one_block(note, beside, index):
        above.kids.remove(note)
        above.add(note, above.kids.index(beside) + 1)


def _one_block(note: Node, other: Node, index: Index) -> bool:
    blocks = {
        index.blocks.get(node.element, "") for node in (note, other) if node.element is not None
    }
    return len(blocks) == 1


# ----------------------------------------------------------------------------------------- tables


def _headers(table: Node, index: Index) -> None:
    """Tie the rows under a head of their own to it: a scope reaches along one row alone.

    Where a cell names its heads, scopes do not count for it: so it names all of them.
    """
    rows = list(_rows(table))
    groups = [cell for row in rows for cell in row.nodes() if _heads_rows(cell)]
    if not groups:
        return
    prefix = _anchor(table, index)
    columns: dict[int, list[str]] = {}  # column -> the heads over it
    group: list[str] = []
    body: Node | None = None
    for number, row in enumerate(rows):
        if row.parent is not body:
            body, group = row.parent, []
        own = [cell for cell in row.nodes() if cell.role == "TH"]
        for place, cell in enumerate(own):
            cell.id = f"head-{prefix}-{number}-{place}"
        if any(_heads_rows(cell) for cell in own):
            group = [cell.id for cell in own]
            continue
        column = 0
        for cell in row.nodes():
            width = int(cell.table.get("ColSpan", 1))
            over = [head for c in range(column, column + width) for head in columns.get(c, [])]
            if cell.role == "TH" and cell.table.get("Scope") == "Column":
                for c in range(column, column + width):
                    columns.setdefault(c, []).append(cell.id)
            elif cell.role in ("TH", "TD"):
                beside = [head.id for head in own if head is not cell]
                cell.heads = tuple(dict.fromkeys([*group, *over, *beside]))
            column += width


def _named_headers(table: Node) -> None:
    """Tie a cell to the heads that it names: it may reach over columns that are not its own."""
    named = {
        name: cell
        for row in _rows(table)
        for cell in row.nodes()
        if cell.role == "TH" and cell.element is not None and (name := cell.element.get("id"))
    }
    for cell in (cell for row in _rows(table) for cell in row.nodes()):
        asked = (cell.element.get("headers") or "").split() if cell.element is not None else []
        heads = [named[name] for name in asked if name in named]
        for head in heads:
            head.id = head.id or f"head-{asked[heads.index(head)]}"
        if heads:
            cell.heads = tuple(head.id for head in heads)


def _rows(table: Node) -> Iterator[Node]:
    for part in table.nodes():
        if part.role == "TR":
            yield part
        elif part.role in ("THead", "TBody", "TFoot"):
            yield from (row for row in part.nodes() if row.role == "TR")


def _heads_rows(cell: Node) -> bool:
    return cell.role == "TH" and cell.get("scope") == "rowgroup"


def _anchor(table: Node, index: Index) -> str:
    """Return what names a table in all of the document: the id of what it stands in."""
    around: list[Element] = [] if table.element is None else [table.element]
    around += [] if table.element is None else index.ancestors(table.element)
    name = next((element.get("id") for element in around if element.get("id")), None)
    return name or next((block for e in around if (block := index.blocks.get(e))), "table")
