"""Elements of a Word file: names and values come in, trees and the text of them go out.

Names are written with their prefixes (`w:p`), as Word's own files have them, and an attribute takes
the prefix of its element where the format asks for one.
"""

import re
from collections.abc import Iterable
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

NAMESPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
    "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
}
DECORATIVE = "http://schemas.microsoft.com/office/drawing/2017/decorative"

_BARE = ("wp:", "a:", "pic:", "adec:")  # whose attributes have no prefix
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def el(tag: str, *children: Element | None, **attributes: str | int) -> Element:
    """Return an element with its children; None among them is left out.

    Example:
        >>> ET.tostring(el("w:jc", val="center"))
        b'<w:jc w:val="center" />'
    """
    made = ET.Element(tag)
    prefix = "" if tag.startswith(_BARE) or ":" not in tag else f"{tag.partition(':')[0]}:"
    for name, value in attributes.items():
        made.set(f"{prefix}{name}", str(value))
    made.extend(child for child in children if child is not None)
    return made


def text(tag: str, words: str) -> Element:
    """Return an element that holds words, whose spaces count."""
    made = ET.Element(tag)
    made.set("xml:space", "preserve")
    made.text = _UNFIT.sub("", words)
    return made


def root(tag: str, children: Iterable[Element], prefixes: Iterable[str] = ("w",)) -> Element:
    """Return the outermost element of a part, with the names that it uses."""
    made = ET.Element(tag)
    for prefix in prefixes:
        made.set(f"xmlns:{prefix}", NAMESPACES[prefix])
    made.extend(children)
    return made


def written(part: Element) -> bytes:
    """Return a part as it stands in the file."""
    head = b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    return head + ET.tostring(part, encoding="unicode").encode()


def clark(name: str) -> str:
    """Return a name as parsed files have it: `{http://…}p` for `w:p`."""
    prefix, _, own = name.partition(":")
    return f"{{{NAMESPACES[prefix]}}}{own}"
