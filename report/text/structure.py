"""Find the lists, block quotations and formulas in a text of several lines.

A text as its author wrote it comes in; a tree of groups and of paragraphs, still unread, goes out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import count
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.token import Token

_PARTED = re.compile(r"\n[ \t\r]*\n")
_YEAR = re.compile(r"(?m)^([ \t]*\d{4,})([.)])(?=\s)")  # “1997. It was …” begins no list
_INDENTED = re.compile(r"[ \t]*")
FORMULA_INDENT = 2  # spaces: of a line that stands apart

_DEEPEST = 18  # levels of Markdown, of which a list takes two: eight lists, one in another

_CSS = {"ul": "bulleted", "ol": "numbered", "blockquote": "quoted"}


@dataclass(frozen=True, slots=True)
class Leaf:
    """A paragraph as it was written; ``quote`` numbers the block quotation it is in, from 1."""

    raw: str
    formula: bool = False
    listed: bool = False
    quote: int = 0
    deep: bool = False  # the whole text, whose lists are too deep to be read


@dataclass(frozen=True, slots=True)
class Nest:
    """A list, or a block quotation, which is one item; ``start`` is the number of the first."""

    tag: Literal["ul", "ol", "blockquote"]
    items: tuple[tuple["Leaf | Nest", ...], ...]
    start: int = 1
    indent: int = 0


Member = Leaf | Nest


def lines(text: str) -> bool:
    """Say whether a text may have lists and the like: a field of running text."""
    return bool(getattr(text, "structured", False))


@lru_cache(maxsize=2048, typed=True)
def read(text: str) -> tuple[Member, ...]:
    """Return what a text is made of; for one of a single line, paragraphs alone."""
    if not lines(text):
        parts = _PARTED.split(text.strip())
        return tuple(Leaf(part) for part in parts if part.strip())
    tokens = _PARSER.parse(written := _YEAR.sub(r"\1\\\2", text.rstrip()))
    if max((token.level for token in tokens), default=0) >= _DEEPEST:
        return (Leaf(text.strip(), deep=True),)  # Markdown would leave out what is deeper
    return _Builder(written, tokens).read()


def leaves(nodes: tuple[Member, ...]) -> Iterator[Leaf]:
    """Yield the paragraphs in reading order."""
    for node in nodes:
        if isinstance(node, Leaf):
            yield node
        else:
            for item in node.items:
                yield from leaves(item)


def html(node: Nest, paragraph: Callable[[], str]) -> str:
    """Return a group as HTML; ``paragraph`` gives the HTML of the next paragraph inside it."""
    tag, parts = node.tag, []
    for item in node.items:
        alone = tag != "blockquote" and sum(isinstance(one, Leaf) for one in item) == 1
        inside = "".join(_inside(one, paragraph, alone=alone) for one in item)
        parts.append(inside if tag == "blockquote" else f"<li>{inside}</li>")
    begins = f' style="counter-reset: list-item {node.start - 1}"' if node.start != 1 else ""
    return f'<{tag} class="{_CSS[tag]}"{begins}>{"".join(parts)}</{tag}>'


def _inside(node: Member, paragraph: Callable[[], str], *, alone: bool) -> str:
    if isinstance(node, Nest):
        return html(node, paragraph)
    if alone:
        return paragraph()
    css = ' class="formula"' if node.formula else ""
    return f"<p{css}>{paragraph()}</p>"


class _Builder:
    """Makes the tree of the tokens of Markdown's blocks."""

    def __init__(self, text: str, tokens: list[Token]) -> None:
        self._lines = text.split("\n")
        self._tokens = iter(tokens)
        self._quotes = count(1)
        self._apart = False  # the paragraph that is open is indented

    def read(self) -> tuple[Member, ...]:
        return self._until("", listed=False, quote=0)

    def _until(self, close: str, *, listed: bool, quote: int) -> tuple[Member, ...]:
        found: list[Member] = []
        for token in self._tokens:
            if close and token.type == close:
                break
            indent = self._indent(token)
            match token.type:
                case "inline":
                    formula = not listed and not quote and self._apart
                    found.append(Leaf(token.content, formula, listed, quote))
                case "paragraph_open":
                    self._apart = indent >= FORMULA_INDENT
                case "code_block":
                    found += [
                        Leaf(line.strip(), formula=True, listed=listed, quote=quote)
                        for line in token.content.splitlines()
                        if line.strip()
                    ]
                case "blockquote_open":
                    inside = self._until(
                        "blockquote_close", listed=listed, quote=quote or next(self._quotes)
                    )
                    found.append(Nest("blockquote", (inside,)))
                case "bullet_list_open" | "ordered_list_open":
                    _add(found, self._list(token, indent, quote))
        return tuple(found)

    def _list(self, token: Token, indent: int, quote: int) -> Nest:
        tag: Literal["ul", "ol"] = "ul" if token.type == "bullet_list_open" else "ol"
        items = []
        for inner in self._tokens:
            if inner.type != "list_item_open":
                break
            items.append(self._until("list_item_close", listed=True, quote=quote))
        return Nest(tag, tuple(items), int(token.attrs.get("start", 1)), indent)

    def _indent(self, token: Token) -> int:
        if not token.map or token.map[0] >= len(self._lines):
            return 0
        found = _INDENTED.match(self._lines[token.map[0]])
        return len(found[0]) if found else 0


def _add(found: list[Member], new: Nest) -> None:
    """Add a list; indented by less than Markdown asks for, it is still inside the item above it."""
    last = found[-1] if found else None
    if isinstance(last, Nest) and last.items and last.tag != "blockquote":
        if new.indent > last.indent:
            inside = list(last.items[-1])
            _add(inside, new)
            found[-1] = replace(last, items=(*last.items[:-1], tuple(inside)))
            return
        goes_on = new.tag == "ul" or new.start == last.start + len(last.items)
        if new.tag == last.tag and new.indent == last.indent and goes_on:
            found[-1] = replace(last, items=(*last.items, *new.items))
            return
    found.append(new)


def _parser() -> MarkdownIt:
    parser = MarkdownIt("zero", {"maxNesting": _DEEPEST + 2})
    parser.block.ruler.enable(["blockquote", "list", "code"])
    parser.core.ruler.enableOnly(["normalize", "block"])
    parser.parse("a")  # compiles its rules, which no other thread may see half done
    return parser


_PARSER = _parser()

# Words before a number that may end a sentence: “see vol. 2. It held.”
_NUMBERED = re.compile(
    r"vols?|nos?|pp?|paras?|chs?|arts?|secs?|figs?|table|exhibit|chapter|article|part|section"
    r"|volume|page|number|paragraph|year|of|to|and|in|by|from|at|or|only"
)
_FOLDED = (
    (re.compile(r"(?:^|[:.;\]]\s+)- \w.*?\s- \w", re.S), "-"),
    (re.compile(r"(?:^|[:.;\]]\s+)\* \w.*?\s\* \w", re.S), "*"),
)


def folded(leaf: Leaf) -> str:
    """Return the mark of a list whose lines were folded into one, '' if there is none."""
    raw = " ".join(leaf.raw.split())
    if leaf.quote and re.search(r"\s> \w", raw):
        return ">"
    if leaf.listed and re.search(r"[.;,\w\]] - \w", raw) and "\n" not in leaf.raw:
        return "-"
    if leaf.listed and (second := re.search(r"(\S+) 2([.)]) \w", raw)):
        numbered = _NUMBERED.fullmatch(second[1].strip(".").casefold())
        return "" if numbered else f"2{second[2]}"
    return next((mark for pattern, mark in _FOLDED if pattern.search(raw)), "")


def escaped(mark: str) -> str:
    """Return the mark of a list with the backslash before it that prints it."""
    return f"{mark[:-1]}\\{mark[-1]}"
