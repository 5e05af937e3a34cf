"""The style sheets of a theme come in; their rules go out, each declaration with its place."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import tinycss2

from ...content.themes import ThemeStack, own_files
from ...errors import Span
from ...page import drawing
from ...page.theme import Theme

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Declared:
    """One declaration: its property, its value as text, and where it stands."""

    name: str
    value: str
    important: bool
    span: Span


@dataclass(frozen=True, slots=True)
class CssRule:
    """One rule: the selector as it is written, the tokens of it, what it declares.

    ``pages`` is what stands after ``@page``, None for a rule for elements; ``box`` the margin box
    or the footnote area inside of it.
    """

    selector: str
    prelude: tuple[Any, ...]
    declarations: tuple[Declared, ...]
    span: Span
    pages: str | None = None
    box: str = ""

    def one(self, name: str) -> Declared | None:
        """Return the last declaration of a property."""
        return next((d for d in reversed(self.declarations) if d.name == name), None)


@dataclass(frozen=True, slots=True)
class CssFile:
    """One style sheet of a theme: its rules, and the rules with ``@`` that are none for pages."""

    path: Path
    text: str
    rules: tuple[CssRule, ...]
    others: tuple[tuple[str, str, Span], ...]  # keyword, what stands after it, place

    @property
    def for_drawings(self) -> bool:
        """Whether its rules are put into drawings, which are not of the page."""
        return self.path.as_posix().endswith(drawing.NAME)


def of(theme: Theme | ThemeStack) -> Iterator[CssFile]:
    """Yield the style sheets of the layers that are an author's."""
    stack = theme.stack if isinstance(theme, Theme) else theme
    for layer in stack.layers:
        if layer.ours:
            continue
        for path in own_files(layer.folder):
            web = path.relative_to(layer.folder).parts[0] == "web"  # of another page, and its own
            if path.suffix == ".css" and not web:
                yield read(path, path.read_text(encoding="utf-8", errors="replace"))


@lru_cache(maxsize=64)
def read(path: Path, text: str) -> CssFile:
    """Return the rules of a sheet."""
    reader = _CssReader(path, text)
    parsed = tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)
    reader.stylesheet(parsed, 0)
    return CssFile(path, text, tuple(reader.rules), tuple(reader.others))


class _CssReader:
    def __init__(self, path: Path, text: str) -> None:
        self._path, self._text = path, text
        self.rules: list[CssRule] = []
        self.others: list[tuple[str, str, Span]] = []

    def _at(self, node: Any) -> Span:
        line, column = getattr(node, "source_line", None), getattr(node, "source_column", 1)
        return Span.at_line(self._path, self._text, line or 1, column or 1)

    def stylesheet(self, nodes: list[Any], depth: int) -> None:
        for node in nodes:
            if node.type == "qualified-rule":
                self._rule(node, depth)
            elif node.type == "at-rule":
                self._at_rule(node, depth)

    def _rule(self, node: Any, depth: int, above: str = "") -> None:
        prelude = tuple(node.prelude)
        first = next((t for t in prelude if t.type != "whitespace"), node)
        selector = " ".join(tinycss2.serialize(prelude).split())
        inner = tinycss2.parse_blocks_contents(
            node.content, skip_comments=True, skip_whitespace=True
        )
        declarations = tuple(self._declared(n) for n in inner if n.type == "declaration")
        whole = f"{above} {selector}".strip() if above and "&" not in selector else selector
        self.rules.append(CssRule(whole, prelude, declarations, self._at(first)))
        if depth < _DEEPEST:
            for nested in (n for n in inner if n.type == "qualified-rule"):
                self._rule(nested, depth + 1, whole)

    def _at_rule(self, node: Any, depth: int) -> None:
        name = node.lower_at_keyword
        prelude = " ".join(tinycss2.serialize(node.prelude).split())
        self.others.append((name, prelude, self._at(node)))
        if node.content is None:
            return
        if name == "page":
            self._page(node, prelude)
        elif name in ("layer", "media") and depth < _DEEPEST:
            if name == "media" and "screen" in prelude and "print" not in prelude:
                return
            parsed = tinycss2.parse_rule_list(
                node.content, skip_comments=True, skip_whitespace=True
            )
            self.stylesheet(parsed, depth + 1)

    def _page(self, node: Any, pages: str) -> None:
        inner = tinycss2.parse_blocks_contents(
            node.content, skip_comments=True, skip_whitespace=True
        )
        mine = tuple(self._declared(n) for n in inner if n.type == "declaration")
        at = self._at(node)
        self.rules.append(CssRule(f"@page {pages}".strip(), tuple(node.prelude), mine, at, pages))
        for box in (n for n in inner if n.type == "at-rule"):
            content = tinycss2.parse_blocks_contents(
                box.content or [], skip_comments=True, skip_whitespace=True
            )
            declared = tuple(self._declared(n) for n in content if n.type == "declaration")
            name = box.lower_at_keyword
            self.rules.append(CssRule(f"@{name}", (), declared, self._at(box), pages, name))

    def _declared(self, node: Any) -> Declared:
        value = " ".join(tinycss2.serialize(node.value).split())
        name = node.name if node.name.startswith("--") else node.lower_name
        return Declared(name, value, node.important, self._at(node))


_SKIPPED = re.compile(r"/\*.*?(?:\*/|\Z)|\"(?:[^\"\\\n]|\\.)*\"|'(?:[^'\\\n]|\\.)*'", re.S)


def braces(path: Path, text: str) -> tuple[Span | None, Span | None]:
    """Return the first brace that is not closed, and the first that closes none."""
    plain = _SKIPPED.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    opened: list[int] = []
    for found in re.finditer(r"[{}]", plain):
        if found[0] == "{":
            opened.append(found.start())
        elif opened:
            opened.pop()
        else:
            return None, Span.in_text(path, text, found.start())
    return (Span.in_text(path, text, opened[-1]) if opened else None), None
