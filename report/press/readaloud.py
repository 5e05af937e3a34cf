"""A tagged PDF in; out, what a screen reader makes of it: the structure tree with its texts.

Written against the standard and not against our writer, so that it reads other files too, and so
that a fault of the writer is not repeated here.
"""

import io
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator

_SOFT_HYPHEN = "\u00ad"
_BLOCK = re.compile(r"beginbfchar(.*?)endbfchar", re.S)
_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
_BLOCKS = {
    "Document", "Part", "Sect", "Art", "Div", "Aside", "BlockQuote", "P", "Title",
    "H", "H1", "H2", "H3", "H4", "H5", "H6", "L", "LI", "LBody", "TOC", "TOCI", "Index",
    "Table", "THead", "TBody", "TFoot", "TR", "TH", "TD", "Caption", "Figure", "Formula",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Element:
    """An element of a structure tree, with its texts among its children."""

    role: str
    kids: "tuple[Element | str, ...]"
    alternative: str = ""
    language: str = ""
    expansion: str = ""
    id: str = ""
    attributes: tuple[tuple[str, str], ...] = ()

    def walk(self) -> "Iterator[Element]":
        """Yield this element and all below it, in order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Element):
                yield from kid.walk()

    def find(self, role: str) -> "list[Element]":
        """Return the elements of a role, in order."""
        return [element for element in self.walk() if element.role == role]

    def text(self) -> str:
        """Return the text as it is read: soft hyphens gone, figures by their alternative."""
        if self.alternative:
            captions = (k.text() for k in self.kids if isinstance(k, Element))
            return " ".join([self.alternative, *captions])
        parts = []
        for kid in self.kids:
            if isinstance(kid, str):
                parts.append(kid)
            else:
                space = " " if kid.role in _BLOCKS else ""
                parts += [space, kid.text(), space]
        return "".join(parts).replace(_SOFT_HYPHEN, "")


def tags_as_text(pdf: bytes | Path) -> str:
    """Return the tree with its texts: a line for each block, indented as it is nested."""
    return "\n".join(_lines(read(pdf), 0))


def read(pdf: bytes | Path) -> Element:
    """Return the tree of a file; ``ValueError`` if it has none."""
    with pikepdf.open(io.BytesIO(pdf) if isinstance(pdf, bytes) else pdf) as document:
        root = document.Root.get("/StructTreeRoot")
        if root is None:
            raise ValueError("the file has no structure tree")
        reader = _Reader(document)
        tops = [reader.element(kid) for kid in _kids(root)]
    return tops[0] if len(tops) == 1 else Element("Root", tuple(tops))


def _lines(element: Element, depth: int) -> Iterator[str]:
    indent = "  " * depth
    if any(isinstance(kid, Element) and kid.role in _BLOCKS for kid in element.kids):
        yield f"{indent}{_head(element)}"
        run: list[Element | str] = []
        for kid in element.kids:
            if isinstance(kid, Element) and kid.role in _BLOCKS:
                yield from _told(run, depth + 1)
                run = []
                yield from _lines(kid, depth + 1)
            else:
                run.append(kid)
        yield from _told(run, depth + 1)
    else:
        yield f"{indent}{_head(element)} {_inline(element.kids)}".rstrip()


def _told(run: Sequence[Element | str], depth: int) -> Iterator[str]:
    if text := _inline(run):
        yield f"{'  ' * depth}{text}"


def _head(element: Element) -> str:
    told = [
        f"lang={element.language}" if element.language else "",
        f"alt={element.alternative}" if element.alternative else "",
        f"stands for {element.expansion}" if element.expansion else "",
        *(f"{key}={value}" for key, value in element.attributes if key != "BBox"),
    ]
    shown = [text for text in told if text]
    return f"{element.role} ({'; '.join(shown)})" if shown else element.role


def _inline(kids: Sequence[Element | str]) -> str:
    parts = []
    for kid in kids:
        if isinstance(kid, str):
            parts.append(kid)
        else:
            inner = "".join(k if isinstance(k, str) else k.text() for k in kid.kids)
            before, after = (" " if inner[i:j].isspace() else "" for i, j in ((0, 1), (-1, None)))
            parts.append(f"{before}[{_head(kid)} {_inline(kid.kids)}]{after}")
    return " ".join("".join(parts).replace(_SOFT_HYPHEN, "").split())


class _Reader:
    """Reads elements, and the texts of pages when the first element asks for one."""

    def __init__(self, document: pikepdf.Pdf) -> None:
        self._pages = {page.obj.objgen: page for page in document.pages}
        self._texts: dict[Any, dict[int, str]] = {}

    def element(self, node: Any, page: Any = None) -> Element:
        page = node.get("/Pg", page)
        kids: list[Element | str] = []
        for kid in _kids(node):
            if isinstance(kid, int):
                kids.append(self._text(page, kid))
            elif kid.get("/Type") == Name.MCR:
                kids.append(self._text(kid.get("/Pg", page), int(kid.MCID)))
            elif kid.get("/Type") != Name.OBJR:
                kids.append(self.element(kid, page))
        return Element(
            role=str(node.S)[1:],
            kids=tuple(kids),
            alternative=str(node.get("/Alt", "")),
            language=str(node.get("/Lang", "")),
            expansion=str(node.get("/E", "")),
            id=str(node.get("/ID", "")),
            attributes=tuple(_attributes(node)),
        )

    def _text(self, page: Any, mcid: int) -> str:
        if page is None:
            return ""
        if page.objgen not in self._texts:
            self._texts[page.objgen] = _marked_texts(self._pages[page.objgen])
        return self._texts[page.objgen].get(mcid, "")


def _kids(node: Any) -> list[Any]:
    kids = node.get("/K", ())
    return list(kids) if isinstance(kids, (Array, tuple)) else [kids]


def _attributes(node: Any) -> Iterator[tuple[str, str]]:
    found = node.get("/A", ())
    for owner in found if isinstance(found, (Array, tuple)) else [found]:
        for key, value in owner.items():
            if key not in ("/O", "/Placement"):
                yield key[1:], str(value).removeprefix("/")


def _marked_texts(page: Any) -> dict[int, str]:
    """Return the text of each piece of marked content on a page."""
    found: dict[int, list[str]] = {}
    stack: list[tuple[int | None, bool]] = []  # whose text, and whether it is spelled out already
    fonts = page.obj.get("/Resources", Dictionary()).get("/Font", Dictionary())
    cmaps: dict[str, dict[int, str]] = {}
    font = ""
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = instruction.operands, instruction.operator
        if operator in (Operator("BDC"), Operator("BMC")):
            stack.append(_begun(operands, stack[-1] if stack else (None, False), found))
        elif operator == Operator("EMC"):
            stack.pop()
        elif operator == Operator("Tf"):
            font = str(operands[0])
            if font not in cmaps and font in fonts:
                cmaps[font] = _cmap(fonts[font])
        elif operator in (Operator("TJ"), Operator("Tj")) and stack:
            owner, spelled = stack[-1]
            if owner is not None and not spelled:
                found[owner].append(_shown(operands[0], cmaps.get(font, {})))
    return {mcid: "".join(parts) for mcid, parts in found.items()}


def _begun(
    operands: Any, around: tuple[int | None, bool], found: dict[int, list[str]]
) -> tuple[int | None, bool]:
    """Return who owns the text of marked content that begins, and whether it is spelled out."""
    owner, spelled = around
    properties = operands[1] if len(operands) > 1 else None
    if str(operands[0]) == "/Artifact":
        return None, False
    if isinstance(properties, Dictionary):
        if "/MCID" in properties:
            owner = int(properties.MCID)
            found.setdefault(owner, [])
        if "/ActualText" in properties and owner is not None and not spelled:
            found[owner].append(str(properties.ActualText))
            spelled = True
    return owner, spelled


def _shown(operand: Any, cmap: dict[int, str]) -> str:
    parts = []
    for piece in operand if isinstance(operand, Array) else [operand]:
        if isinstance(piece, pikepdf.String):
            raw = bytes(piece)
            codes = (int.from_bytes(raw[i : i + 2], "big") for i in range(0, len(raw), 2))
            parts += [cmap.get(code, "\ufffd") for code in codes]
    return "".join(parts)


def _cmap(font: Any) -> dict[int, str]:
    """Return what the glyphs of a font stand for."""
    if "/ToUnicode" not in font:
        return {}
    text = font.ToUnicode.read_bytes().decode("latin-1")
    pairs = (
        m
        for block in re.findall(r"beginbfchar(.*?)endbfchar", text, re.S)
        for m in _PAIR.findall(block)
    )
    return {int(code, 16): bytes.fromhex(chars).decode("utf-16-be") for code, chars in pairs}


_PAIR = re.compile(r"<([0-9a-fA-F]+)>\s*<([0-9a-fA-F]+)>")
