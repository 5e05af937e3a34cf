"""A YAML file and some new values come in; its text with only these changed goes out.

Comments, order and the author's own way of writing stay as they are.
"""

from collections.abc import Sequence

import yaml

from ..content.yamlfile import YamlFile
from ..errors import Loc
from ..verification.texts import normal
from . import writing
from .structure import Entry


class Rewriter:
    """Collects changes of one file; none is made before ``text`` is asked for."""

    def __init__(self, file: YamlFile) -> None:
        self.file = file
        self._changes: list[tuple[int, int, str]] = []

    def find(self, loc: Loc) -> yaml.Node | None:
        """Return the node that is written at ``loc``; None where there is none."""
        node: yaml.Node | None = self.file.root
        for step in loc:
            if isinstance(node, yaml.MappingNode):
                node = next((value for key, value in node.value if key.value == step), None)
            elif isinstance(node, yaml.SequenceNode) and isinstance(step, int):
                node = node.value[step] if step < len(node.value) else None
            else:
                return None
        return node

    def scalar(self, loc: Loc, value: str) -> None:
        """Put another text in the place of one, if it is there."""
        if isinstance(self.find(loc), yaml.ScalarNode):
            self.node(loc, value)

    def node(self, loc: Loc, written: str) -> None:
        """Put other YAML, of one line, in the place of a value."""
        if (node := self.find(loc)) is not None:
            start, end = node.start_mark.index, node.end_mark.index
            whole = self.file.text[start:end]
            self.change(start, start + len(whole.rstrip()), written.strip())

    def change(self, start: int, end: int, written: str) -> None:
        """Put other letters in the place of those from ``start`` to ``end``."""
        self._changes.append((start, end, written))

    def text(self) -> str:
        """Return the text with every change made."""
        text = self.file.text
        for start, end, written in sorted(self._changes, reverse=True):
            text = text[:start] + written + text[end:]
        return text


def restructured(file: Rewriter, parts: Sequence[Entry]) -> str:
    """Return the text with this ``structure``: what is in both stays as it is written."""
    node = file.find(("structure",))
    text = file.file.text
    if not isinstance(node, yaml.SequenceNode) or node.flow_style or not node.value:
        made = "\n" + writing.structure(parts).rstrip("\n")
        if node is not None:
            start = text.rfind(":", 0, node.start_mark.index) + 1
            file.change(start, start + len(text[start : node.end_mark.index].rstrip()), made)
        return file.text()
    column = node.start_mark.column
    kept = {_said(item): _written(text, item) for item in node.value}
    lines = []
    for part in parts:
        own = kept.get(normal(" ".join(map(str, part.values()))))
        fresh = writing.structure([part]).strip("\n").replace("\n", "\n" + " " * column)
        lines.append(" " * column + (own or fresh.strip()))
    start = text.rfind("\n", 0, node.start_mark.index) + 1
    end = start + len(text[start : node.end_mark.index].rstrip())
    file.change(start, end, "\n".join(lines))
    return file.text()


def _said(item: yaml.Node) -> str:
    """Return the words of an entry, by which it is known again."""
    values = item.value if isinstance(item, yaml.MappingNode) else ()
    return normal(" ".join(value.value for _, value in values))


def _written(text: str, item: yaml.Node) -> str:
    """Return an entry as it is written, with the mark of its item."""
    return "- " + text[item.start_mark.index : item.end_mark.index].rstrip()
