"""HTML comes in as text; out, a tree that can be searched and changed, and the text of it again."""

from collections.abc import Callable, Iterator
from html import escape
from xml.etree.ElementTree import Element

from ..press.markup import classes, parse

_SVG, _XLINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}"
_PREFIXES = {_SVG: "", _XLINK: "", "{http://www.w3.org/XML/1998/namespace}": "xml:"}
_VOID = frozenset(
    [
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    ]
)
_RAW = ("script", "style")


def read(html: str) -> Element:
    """Return the body of a page."""
    root = parse(html)
    body = root.find("body")
    body = root if body is None else body
    for element in list(body.iter()):
        for child in [child for child in element if callable(child.tag)]:
            take_out(element, child)  # a comment
    return body


def write(element: Element) -> str:
    """Return an element as HTML."""
    return "".join(_written(element))


def inside(element: Element) -> str:
    """Return what stands in an element, as HTML."""
    return escape(element.text or "", quote=False) + "".join(
        write(child) + escape(child.tail or "", quote=False) for child in element
    )


def _written(element: Element) -> Iterator[str]:
    name, in_svg = _name(element.tag), element.tag.startswith(_SVG)
    yield f"<{name}"
    for key, value in element.items():
        yield f' {_name(key)}="{escape(value)}"'
    if in_svg and not (len(element) or element.text):
        yield "/>"
        return
    yield ">"
    if name in _VOID and not in_svg:
        return
    text = element.text or ""
    yield text if name in _RAW else escape(text, quote=False)
    for child in element:
        yield from _written(child)
        yield escape(child.tail or "", quote=False)
    yield f"</{name}>"


def _name(name: str) -> str:
    for namespace, prefix in _PREFIXES.items():
        if name.startswith(namespace):
            return prefix + name.removeprefix(namespace)
    return name


def svg(element: Element) -> bool:
    """Whether the element is a drawing."""
    return element.tag == f"{_SVG}svg"


def named(element: Element, name: str) -> bool:
    """Whether the element has that name in SVG."""
    return element.tag == f"{_SVG}{name}"


def has(element: Element, *wanted: str) -> bool:
    """Whether the element has one of these classes."""
    return not classes(element).isdisjoint(wanted)


def add_class(element: Element, name: str) -> None:
    """Give the element one class more."""
    element.set("class", " ".join(filter(None, [element.get("class"), name])))


def parents(root: Element) -> dict[Element, Element]:
    """Return the parent of each element under ``root``."""
    return {child: parent for parent in root.iter() for child in parent}


def make(tag: str, text: str = "", **attributes: str) -> Element:
    """Return a new element; ``css`` is its class, and ``_`` in a name is a hyphen."""
    made = Element(tag)
    for key, value in attributes.items():
        made.set("class" if key == "css" else key.replace("_", "-"), value)
    made.text = text or None
    return made


def take_out(parent: Element, child: Element) -> None:
    """Remove an element, and leave the text after it where it stands."""
    at = list(parent).index(child)
    parent.remove(child)
    tail = child.tail or ""
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + tail
    else:
        parent.text = (parent.text or "") + tail
    child.tail = None


def unwrap(parent: Element, child: Element) -> None:
    """Put what stands in an element where the element stands."""
    at, inner, tail = list(parent).index(child), list(child), child.tail or ""
    if inner:
        inner[-1].tail = (inner[-1].tail or "") + tail
    before = (child.text or "") + ("" if inner else tail)
    if at:
        parent[at - 1].tail = (parent[at - 1].tail or "") + before
    else:
        parent.text = (parent.text or "") + before
    parent.remove(child)
    for place, one in enumerate(inner, start=at):
        parent.insert(place, one)


def wrap(parent: Element, child: Element, around: Element) -> None:
    """Put an element into another one, which stands where it stood."""
    at = list(parent).index(child)
    around.tail, child.tail = child.tail, None
    parent.remove(child)
    around.append(child)
    parent.insert(at, around)


def words(element: Element, without: Callable[[Element], bool] = lambda _: False) -> str:
    """Return the text of an element on one line, without the elements that are left out."""
    return " ".join("".join(_texts(element, without)).replace("\u2060", "").split())


def _texts(element: Element, without: Callable[[Element], bool]) -> Iterator[str]:
    if without(element):
        return
    yield element.text or ""
    for child in element:
        yield from _texts(child, without)
        yield child.tail or ""
