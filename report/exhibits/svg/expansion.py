"""Write out what a drawing repeats and chooses: elements come in, one tree goes out.

`use` becomes a group with what it names, `switch` the branch that a reader in English sees, a link
the group that it holds. Definitions stand apart, by their ids.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from xml.etree import ElementTree as ET

import tinycss2

from ... import limits
from .reading import PLAIN, RefusedDrawing
from .styling import Styling, attributes, styles

SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
TEXTS = frozenset({"text", "tspan", "textPath", "tref"})
PAINTS = frozenset({"linearGradient", "radialGradient", "pattern"})
DRAWN = SHAPES | TEXTS | {"svg", "g", "image", "use", "switch", "a"}
_LOCAL_IMAGE = ("data:image/png", "data:image/jpeg", "data:image/jpg", "data:image/gif")


@dataclass(slots=True)
class SvgNode:
    """An element of a drawing, its style declared; ``tail`` is the text behind it."""

    tag: str
    attributes: dict[str, str] = field(default_factory=dict)
    style: Styling = field(default_factory=dict)
    children: "list[SvgNode]" = field(default_factory=list)
    text: str = ""
    tail: str = ""

    def walk(self) -> "Iterator[SvgNode]":
        """Yield the node and all below it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class SvgTree:
    """What is drawn, and all elements by their ids, among them the definitions."""

    root: SvgNode
    ids: Mapping[str, SvgNode]
    source: SvgNode

    def inside(self, definition: SvgNode) -> list[SvgNode]:
        """Return what a clip or a mask draws."""
        expander = _Expander(self.ids)
        return [made for child in definition.children for made in expander.drawn(child, ())]


def expand(root: ET.Element) -> SvgTree:
    """Return the tree of what is drawn; ``RefusedDrawing`` names what the file lacks."""
    source = _nodes(root, styles(root))
    ids: dict[str, SvgNode] = {}
    for node in source.walk():
        if name := node.attributes.get("id"):
            ids.setdefault(name, node)
    _examine(source)
    (drawn,) = _Expander(ids).drawn(source, ())
    return SvgTree(drawn, ids, source)


def _nodes(element: ET.Element, style: Mapping[ET.Element, Styling]) -> SvgNode:
    made = SvgNode(
        element.tag,
        attributes(element, style[element]),
        style[element],
        text=element.text or "",
        tail=element.tail or "",
    )
    made.children = [_nodes(child, style) for child in element]
    return made


def _examine(source: SvgNode) -> None:
    """Refuse what names another file, and what only a browser lays out."""
    why: list[str] = []
    for node in source.walk():
        address = node.attributes.get("href", "").strip()
        if address and not address.startswith("#") and node.tag in (PAINTS | {"use", "image"}):
            embedded = node.tag == "image" and address.lower().startswith(_LOCAL_IMAGE)
            if not embedded:
                why.append(f"it names another file, `{address[:60]}`")
        for value in node.style.values():
            if "url" in value.lower() and (other := _elsewhere(value)):
                why.append(f"it names another file, `{other[:60]}`")
    if why:
        raise RefusedDrawing(*((message, PLAIN) for message in dict.fromkeys(why)))


def _elsewhere(value: str) -> str:
    """Return the address in a value if it is not one of the file itself."""
    for token in tinycss2.parse_component_value_list(value):
        address = ""
        if token.type == "url":
            address = token.value
        elif token.type == "function" and token.lower_name == "url":
            address = "".join(t.value for t in token.arguments if t.type == "string")
        if address and not address.startswith("#"):
            return str(address)
    return ""


_SIZES: tuple[str, ...] = ("width", "height")


class _Expander:
    """Copies what is drawn; what is repeated is counted each time."""

    def __init__(self, ids: Mapping[str, SvgNode]) -> None:
        self._ids = ids
        self._count = 0

    def drawn(self, node: SvgNode, used: tuple[str, ...]) -> list[SvgNode]:
        """Return what a node draws: nothing, or one node; ``used`` are the ids that led here."""
        if node.tag not in DRAWN:
            if node.tag == "foreignObject" and node.style.get("display") != "none":
                message = "it holds another document (foreignObject)"
                raise RefusedDrawing((message, "export it without HTML in its texts, or as a PNG"))
            return []
        self._count += 1
        if self._count > limits.SVG_ELEMENTS or len(used) > limits.SVG_DEPTH:
            message = f"`use` makes more than {limits.SVG_ELEMENTS:,} elements of it"
            raise RefusedDrawing((message, "export it as a PNG of 300 dots to the inch"))
        kept = {name: value for name, value in node.attributes.items() if name != "id"}
        made = replace(node, attributes=kept, children=[])
        if node.tag == "use":
            return self._used(made, used)
        if node.tag == "switch":
            made.tag = "g"
            chosen = next((child for child in node.children if _fits(child)), None)
            made.children = self.drawn(chosen, used) if chosen is not None else []
            return [made]
        if node.tag == "a":
            made.tag = "g"
        for child in node.children:
            made.children += self._inside(node, child, used)
        return [made]

    def _inside(self, parent: SvgNode, child: SvgNode, used: tuple[str, ...]) -> list[SvgNode]:
        """Return a child; in a text a link is a part, and what is not drawn leaves its tail."""
        found = self.drawn(child, used)
        if parent.tag in TEXTS:
            for node in found:
                node.tag = "tspan" if child.tag == "a" else node.tag
            if not found and child.tail:
                found = [SvgNode("tspan", text=child.tail)]
        return found

    def _used(self, use: SvgNode, used: tuple[str, ...]) -> list[SvgNode]:
        name = use.attributes.pop("href", "").strip().removeprefix("#")
        target = self._ids.get(name)
        if target is None or name in used:
            return []
        x, y = use.attributes.pop("x", "0"), use.attributes.pop("y", "0")
        size: dict[str, str] = {n: use.attributes.pop(n) for n in _SIZES if n in use.attributes}
        if target.tag == "symbol":
            target = replace(target, tag="svg")
        children = self.drawn(target, (*used, name))
        if children and children[0].tag == "svg":
            whole: dict[str, str] = {"width": "100%", "height": "100%"}
            children[0].attributes = {**whole, **children[0].attributes, **size}
        use.tag = "g"
        use.children = [SvgNode("g", {"shift-x": x, "shift-y": y}, children=children)]
        return [use]


def _fits(node: SvgNode) -> bool:
    """Whether a branch of a `switch` is the one to draw: in English, and without extensions."""
    if node.tag not in DRAWN or node.attributes.get("requiredExtensions"):
        return False
    languages = node.attributes.get("systemLanguage")
    if languages is None:
        return True
    return any(name.strip().lower().split("-")[0] == "en" for name in languages.split(","))
