"""The nodes of a briefing come in; out, the same without ``for``, and what is whose.

An item of a list in a block may say whom it is for: ``for: instructor``. A text does so in a
mapping, ``{text: …, for: instructor}``, a row of a table in ``{cells: […], for: instructor}``. The
models know nothing of it: what is for the instructor is cut out before they see the data.
"""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, field
from typing import Any

import yaml

from ..errors import Loc
from ..options import READERS

_WRAPPED = ("text", "cells")
_BLOCK = 4  # steps to a block: ("sections", 2, "blocks", 0)

Emptied = Callable[[Loc, str], bool]
"""Say whether the block at a place can do without the list of that name."""


@dataclass(frozen=True, slots=True)
class Addressed:
    """Data and their nodes; the places of what is for the instructor; what is no choice."""

    data: Any
    root: yaml.Node
    theirs: frozenset[Loc] = frozenset()
    wrong: tuple[tuple[yaml.Node, str], ...] = ()


def unwrapped(data: Any, root: yaml.Node, included: dict[int, Any]) -> Addressed:
    """Return a file's data without the ``for`` of items; ``included`` follows the nodes."""
    if not isinstance(data, dict) or "sections" not in data:
        return Addressed(data, root)
    walker = _Unwrapping(included)
    made, node = walker.walk(data, root, ())
    return Addressed(made, node, frozenset(walker.theirs), tuple(walker.wrong))


@dataclass
class _Unwrapping:
    included: dict[int, Any]
    theirs: list[Loc] = field(default_factory=list)
    wrong: list[tuple[yaml.Node, str]] = field(default_factory=list)

    def walk(self, data: Any, node: yaml.Node, loc: Loc) -> tuple[Any, yaml.Node]:
        """Return a value and its node as the models are to see them."""
        if isinstance(data, dict) and isinstance(node, yaml.MappingNode):
            if len(loc) > _BLOCK and isinstance(loc[-1], int) and "for" in data:
                return self._item(data, node, loc)
            made = {}
            pairs = []
            for key, value in node.value:
                made[key.value], new = self.walk(data.get(key.value), value, (*loc, key.value))
                pairs.append((key, new))
            return made, _like(node, pairs, self.included)
        if isinstance(data, list) and isinstance(node, yaml.SequenceNode):
            both = [
                self.walk(item, child, (*loc, n))
                for n, (item, child) in enumerate(zip(data, node.value, strict=False))
            ]
            kept = [child for _, child in both]
            return [item for item, _ in both], _like(node, kept, self.included)
        return data, node

    def _item(
        self, data: dict[str, Any], node: yaml.MappingNode, loc: Loc
    ) -> tuple[Any, yaml.Node]:
        """Return an item without its ``for``, of which note is taken; and out of its wrapping."""
        said = next(value for key, value in node.value if key.value == "for")
        if data["for"] not in READERS:
            self.wrong.append((said, str(data["for"])))
        elif data["for"] != READERS[0]:
            self.theirs.append(loc)
        rest = [(key, value) for key, value in node.value if key.value != "for"]
        if len(rest) == 1 and rest[0][0].value in _WRAPPED:
            name, inside = rest[0][0].value, rest[0][1]
            if id(node) in self.included:
                self.included.setdefault(id(inside), self.included[id(node)])
            return self.walk(data[name], inside, loc)
        bare = {key: value for key, value in data.items() if key != "for"}
        return self.walk(bare, _like(node, rest, self.included), loc)


def _like(node: Any, value: list[Any], included: dict[int, Any]) -> Any:
    """Return a node like another with other children, in the file of the other."""
    made = type(node)(node.tag, value, node.start_mark, node.end_mark, node.flow_style)
    made.like = node  # which lives as long, so that its id is nobody else's
    if id(node) in included:
        included[id(made)] = included[id(node)]
    return made


def cut(
    data: Any,
    root: yaml.Node,
    gone: Collection[Loc],
    included: Mapping[int, Any],
    needs: Emptied,
) -> tuple[Any, yaml.Node, dict[int, Any]]:
    """Return data and nodes without what stands at the places ``gone``, and where nodes stand.

    A list that is emptied goes, with the item whose list it is; of a block ``needs`` decides.
    """
    walker = _Cutting(frozenset(gone), dict(included), needs)
    made, node = walker.walk(data, root, ())
    return made, node, walker.included


_GONE: Any = object()


@dataclass
class _Cutting:
    gone: frozenset[Loc]
    included: dict[int, Any]
    needs: Emptied
    above: frozenset[Loc] = frozenset()

    def __post_init__(self) -> None:
        self.above = frozenset(loc[:n] for loc in self.gone for n in range(len(loc)))

    def walk(self, data: Any, node: Any, loc: Loc) -> tuple[Any, Any]:
        """Return a value and its node as far as they stay."""
        if loc in self.gone:
            return _GONE, None
        if loc not in self.above:
            return data, node
        if isinstance(data, dict) and isinstance(node, yaml.MappingNode):
            return self._mapping(data, node, loc)
        if not isinstance(data, list) or not isinstance(node, yaml.SequenceNode):
            return data, node
        pairs = enumerate(zip(data, node.value, strict=False))
        both = [self.walk(item, child, (*loc, n)) for n, (item, child) in pairs]
        kept = [(item, child) for item, child in both if item is not _GONE]
        if not kept:
            return _GONE, None
        nodes = [child for _, child in kept]
        return [item for item, _ in kept], _like(node, nodes, self.included)

    def _mapping(self, data: dict[str, Any], node: yaml.MappingNode, loc: Loc) -> tuple[Any, Any]:
        made, pairs = dict(data), []
        for key, value in node.value:
            if key.value not in data:  # in a draft a sentence may stand for a block
                pairs.append((key, value))
                continue
            item, child = self.walk(data[key.value], value, (*loc, key.value))
            if item is not _GONE:
                made[key.value] = item
                pairs.append((key, child))
                continue
            if len(loc) == _BLOCK and not self.needs(loc, key.value):
                del made[key.value]
                continue
            if not loc:  # no section is left, which the models tell
                made[key.value] = []
                pairs.append((key, _like(value, [], self.included)))
                continue
            return _GONE, None
        return made, _like(node, pairs, self.included)
