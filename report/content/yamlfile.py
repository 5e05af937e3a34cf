"""Read YAML as text, and remember where each value was written.

Every scalar stays a string: the schema gives types, so ``no`` is a word and ``1.10`` keeps its
zero; in a briefing the author's figures are print, not floats.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from ..errors import Diagnostic, Loc, ReportError, Span
from ..text import letters
from . import syntax

# libyaml's parser is about seven times faster; both give the same nodes and marks.
_LOADER: Any = type("_Loader", (getattr(yaml, "CBaseLoader", yaml.BaseLoader),), {})


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed content file: its plain data (str, list, dict), and the nodes it came from."""

    path: Path
    text: str
    data: Any
    root: yaml.Node

    def at(self, loc: Loc, needle: str = "", nth: int = 0) -> Span:
        """Return where the value at ``loc`` was written.

        Steps that name nothing in the file (a missing field, a union tag) are skipped, so the span
        falls back to the nearest enclosing value. ``needle`` narrows the span to the ``nth`` place
        (from 0) where that text occurs inside the value, whatever the folding of its lines.
        """
        node = self._node(loc)
        index = node.start_mark.index
        if needle:
            pattern = r"\s+".join(map(re.escape, needle.split()))
            found = list(re.finditer(pattern, self.text[index : node.end_mark.index]))
            if found:
                index += found[min(nth, len(found) - 1)].start()
        return Span.in_text(self.path, self.text, index)

    def key_at(self, loc: Loc) -> Span:
        """Return where the key of the value at ``loc`` was written."""
        parent = self._node(loc[:-1])
        if isinstance(parent, yaml.MappingNode):
            for key, _ in parent.value:
                if key.value == loc[-1]:
                    return Span.in_text(self.path, self.text, key.start_mark.index)
        return self.at(loc)

    def comment_after(self, loc: Loc) -> tuple[str, Span] | None:
        """Return the comment on the last line of a value without quotation marks, and its place.

        To an author who wrote “meeting # 2” it is a part of the value.
        """
        node = self._node(loc)
        if not isinstance(node, yaml.ScalarNode) or node.style:
            return None
        found = re.compile(r"[ \t]+(#[^\n\r]*)").match(self.text, node.end_mark.index)
        return (found[1], Span.in_text(self.path, self.text, found.start(1))) if found else None

    def field_inside(self, loc: Loc, names: Iterable[str]) -> tuple[str, Span] | None:
        """Return the first line of a value that looks like one of these fields, and its place.

        Indented too far, a field is a line of the text before it.
        """
        node = self._node(loc)
        if not isinstance(node, yaml.ScalarNode):
            return None
        start = node.start_mark.index
        known = "|".join(map(re.escape, names))
        found = re.search(rf"\n[ ]+({known}):(?=\s)", self.text[start : node.end_mark.index])
        return (
            (found[1], Span.in_text(self.path, self.text, start + found.start(1)))
            if found
            else None
        )

    def _node(self, loc: Loc) -> yaml.Node:
        node = self.root
        for step in loc:
            node = _child(node, step) or node
        return node


def read(path: Path) -> YamlFile:
    """Parse the YAML file at ``path``; ``ReportError`` on bad syntax or a repeated key."""
    return parse(path, _text(path))


def parse(path: Path, written: str) -> YamlFile:
    """Parse YAML that is at hand; ``path`` is what problems name, and what files lie beside."""
    text = letters.compose(written)
    try:
        root = yaml.compose(text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise ReportError([_syntax(error, path, text)]) from error
    except yaml.reader.ReaderError as error:
        span = Span.in_text(path, text, min(error.position, len(text)))
        raise ReportError([Diagnostic("a character that YAML does not allow", span)]) from error
    if root is None:
        raise ReportError([Diagnostic("the file is empty", Span(path, 1, 1))])
    problems: list[Diagnostic] = []
    data = _plain(root, path, text, problems, ())
    if problems:
        raise ReportError(problems)
    return YamlFile(path, text, data, root)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        hint = "save the file as UTF-8"
        raise ReportError(
            [Diagnostic("the file is not UTF-8 text", Span(path, line, 1), hint)]
        ) from error
    except OSError as error:
        reason = "there is no such file" if isinstance(error, FileNotFoundError) else error.strerror
        raise ReportError([Diagnostic(f"{path}: {reason}")]) from error


def _syntax(error: yaml.MarkedYAMLError, path: Path, text: str) -> Diagnostic:
    index, message, hint = syntax.explain(error, text)
    return Diagnostic(message, Span.in_text(path, text, index), hint)


def _plain(
    node: yaml.Node, path: Path, text: str, problems: list[Diagnostic], above: tuple[int, ...]
) -> Any:
    if id(node) in above:
        span = Span.in_text(path, text, node.start_mark.index)
        problems.append(Diagnostic("this value contains itself", span))
        return None
    above = (*above, id(node))
    if isinstance(node, yaml.MappingNode):
        plain: dict[str, Any] = {}
        for key, value in node.value:
            span = Span.in_text(path, text, key.start_mark.index)
            if not isinstance(key, yaml.ScalarNode):
                problems.append(Diagnostic("a field name must be a word", span))
                continue
            if key.value in plain:
                hint = "remove one of the two, or rename it"
                problems.append(Diagnostic(f"`{key.value}` is set twice", span, hint))
            plain[key.value] = _plain(value, path, text, problems, above)
        return plain
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, path, text, problems, above) for item in node.value]
    if node.tag.startswith("!") and len(node.tag) > 1:
        span = Span.in_text(path, text, node.start_mark.index)
        hint = "YAML takes a `!` that starts a value for a type; quote the value"
        problems.append(Diagnostic(f"`{node.tag}` would not be printed", span, hint))
    return node.value


def _child(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((v for k, v in node.value if k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None
