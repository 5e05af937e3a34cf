"""Read the text of an SVG: a file's bytes come in, its elements go out under plain names.

Nothing is fetched, and nothing runs. What cannot be drawn from the file alone is refused by name;
what draws nothing on paper (scripts, animation, an editor's own memory) is left out.
"""

from xml.etree import ElementTree as ET
from xml.parsers import expat

from ... import limits

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
XML = "http://www.w3.org/XML/1998/namespace"

ENTITY_LETTERS = 500
"""Of an entity that a file declares; drawing programs declare the addresses of their namespaces."""

PLAIN = "export it as plain SVG, without linked files"

_TEXTS = frozenset(("text", "tspan", "textPath"))


class RefusedDrawing(Exception):  # noqa: N818  # not an error of ours: a file of the author's
    """What in a file is not let through: sentences, each with its hint."""

    def __init__(self, *why: tuple[str, str]) -> None:
        super().__init__("; ".join(message for message, _ in why))
        self.why = why


def read(data: bytes) -> ET.Element:
    """Return the root of the drawing; ``RefusedDrawing`` says why it cannot be read."""
    builder = _Builder()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartElementHandler = builder.start
    parser.EndElementHandler = builder.end
    parser.CharacterDataHandler = builder.text
    parser.EntityDeclHandler = builder.entity
    try:
        parser.Parse(data, True)
    except (expat.ExpatError, ValueError, LookupError) as error:
        raise RefusedDrawing(
            (f"it is not XML that can be read ({error})", "export it anew")
        ) from None
    root = builder.root
    if root is None or root.tag != "svg":
        raise RefusedDrawing(("it is not an SVG", "a figure is an SVG, a PNG or a JPEG file"))
    return root


class _Builder:
    """Makes elements of what the parser finds; what lies in other namespaces is left out."""

    def __init__(self) -> None:
        self.root: ET.Element | None = None
        self._open: list[ET.Element] = []
        self._outside = 0  # elements of other namespaces that are open
        self._count = self._letters = 0

    def start(self, name: str, attributes: dict[str, str]) -> None:
        space, _, tag = name.rpartition(" ")
        if self._outside or space not in ("", SVG):
            self._outside += 1
            return
        self._count += 1
        if self._count > limits.SVG_ELEMENTS:
            many = f"it has more than {limits.SVG_ELEMENTS:,} elements"
            raise RefusedDrawing((many, "export it as a PNG of 300 dots to the inch"))
        if len(self._open) >= limits.SVG_DEPTH:
            deep = f"it is too deep: groups in groups, more than {limits.SVG_DEPTH}"
            raise RefusedDrawing((deep, "ungroup what it draws, and export it anew"))
        element = ET.Element(tag, _attributes(attributes))
        if self._open:
            self._open[-1].append(element)
        else:
            self.root = element
        self._open.append(element)

    def end(self, name: str) -> None:
        if self._outside:
            self._outside -= 1
        else:
            self._open.pop()

    def text(self, text: str) -> None:
        if self._outside or not self._open:
            return
        self._letters += len(text.strip()) * (self._open[-1].tag in _TEXTS)
        if self._letters > limits.SVG_LETTERS:
            many = f"its texts have more than {limits.SVG_LETTERS:,} letters"
            raise RefusedDrawing((many, "leave out what nobody reads in a figure"))
        here = self._open[-1]
        if len(here):
            here[-1].tail = (here[-1].tail or "") + text
        else:
            here.text = (here.text or "") + text

    def entity(
        self, name: str, parameter: int, value: str | None, base: str | None, *elsewhere: str | None
    ) -> None:
        """Let the parser put in what an entity stands for, if that is short and plain."""
        if parameter or value is None:
            raise RefusedDrawing(("it declares entities that lie in other files", PLAIN))
        if "&" in value or len(value) > ENTITY_LETTERS:
            raise RefusedDrawing(("it declares entities made of others, or long ones", PLAIN))


def _attributes(found: dict[str, str]) -> dict[str, str]:
    """Return attributes under plain names; those of other namespaces are an editor's own."""
    kept = {name: value for name, value in found.items() if " " not in name}
    for name, value in found.items():
        space, _, plain = name.rpartition(" ")
        if space == XLINK and plain == "href":
            kept.setdefault("href", value)
        elif space == XML and plain == "space":
            kept["xml:space"] = value
    return kept
