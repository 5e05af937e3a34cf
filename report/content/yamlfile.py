"""Read YAML as text, and remember where each value was written.

Every scalar stays a string: the schema gives types, so ``no`` is a word and ``1.10`` keeps its
zero; in a briefing the author's figures are print, not floats.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, NoReturn

import yaml

from .. import files, limits
from ..errors import Diagnostic, Loc, ReportError, Span, suggestion, visible
from ..files import FileError
from ..options import READERS
from ..text import bounds, letters
from . import addressed, scalars, syntax

# libyaml's parser is about seven times faster; both give the same nodes and marks.
_LOADER: Any = type("_Loader", (getattr(yaml, "CBaseLoader", yaml.BaseLoader),), {})


@dataclass(frozen=True, slots=True)
class Written:
    """A file as its author wrote it."""

    path: Path
    text: str

    def span(self, index: int) -> Span:
        """Return the place of the character at ``index`` (from 0)."""
        return Span.in_text(self.path, self.text, index)


@dataclass(frozen=True, slots=True)
class YamlFile:
    """A parsed content file: its plain data (str, list, dict), and the nodes it came from.

    The files that it names lie in ``roots``: its own folder, and those that were opened on purpose.
    """

    path: Path
    text: str
    data: Any
    root: yaml.Node
    roots: tuple[Path, ...] = ()
    included: Mapping[int, Written] = field(default_factory=dict)  # by the id of a node
    theirs: frozenset[Loc] = frozenset()  # what is for the instructor, of the items of lists
    is_cut: bool = False  # whether something that is written was taken out

    @property
    def files(self) -> tuple[Written, ...]:
        """The file itself and those that it includes, each once."""
        return tuple(dict.fromkeys((Written(self.path, self.text), *self.included.values())))

    def at(self, loc: Loc, needle: str = "", nth: int = 0) -> Span:
        """Return where the value at ``loc`` was written.

        Steps that name nothing in the file (a missing field, a union tag) are skipped, so the span
        falls back to the nearest enclosing value. ``needle`` narrows the span to the ``nth`` place
        (from 0) where that text occurs inside the value, whatever the folding of its lines.
        """
        node, file = self._node(loc)
        index = node.start_mark.index
        if needle:
            pattern = r"\s+".join(map(re.escape, needle.split()))
            typed = scalars.places(node, file.text) if isinstance(node, yaml.ScalarNode) else None
            text = file.text[index : node.end_mark.index] if typed is None else node.value
            if found := list(re.finditer(pattern, text)):
                offset = found[min(nth, len(found) - 1)].start()
                index = index + offset if typed is None else typed[offset]
        return file.span(index)

    def character(self, loc: Loc, offset: int) -> Span:
        """Return where the character at ``offset`` (from 0) of the text at ``loc`` was typed.

        The text is the value without the space around it, as the models have it.
        """
        node, file = self._node(loc)
        if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
            return self.at(loc)
        typed = scalars.places(node, file.text)
        bare = len(node.value) - len(node.value.lstrip())
        return file.span(typed[min(bare + offset, len(typed) - 1)])

    def key_at(self, loc: Loc) -> Span:
        """Return where the key of the value at ``loc`` was written."""
        parent, file = self._node(loc[:-1])
        if isinstance(parent, yaml.MappingNode):
            for key, _ in parent.value:
                if key.value == loc[-1]:
                    return file.span(key.start_mark.index)
        return self.at(loc)

    def comment_after(self, loc: Loc) -> tuple[str, Span] | None:
        """Return the comment on the last line of a value without quotation marks, and its place.

        To an author who wrote “meeting # 2” it is a part of the value.
        """
        node, file = self._node(loc)
        if not isinstance(node, yaml.ScalarNode) or node.style:
            return None
        found = re.compile(r"[ \t]+(#[^\n\r]*)").match(file.text, node.end_mark.index)
        return (found[1], file.span(found.start(1))) if found else None

    def field_inside(self, loc: Loc, names: Iterable[str]) -> tuple[str, Span] | None:
        """Return the first line of a value that looks like one of these fields, and its place.

        Indented too far, a field is a line of the text before it.
        """
        node, file = self._node(loc)
        if not isinstance(node, yaml.ScalarNode):
            return None
        start = node.start_mark.index
        known = "|".join(map(re.escape, names))
        found = re.search(rf"\n[ ]+({known}):(?=\s)", file.text[start : node.end_mark.index])
        return (found[1], file.span(start + found.start(1))) if found else None

    def _node(self, loc: Loc) -> tuple[yaml.Node, Written]:
        """Return the node at ``loc``, and the file that it was written in."""
        node, file = self.root, Written(self.path, self.text)
        for step in loc:
            node = _child(node, step) or node
            file = self.included.get(id(node), file)
        return node, file


def read(path: Path, roots: Sequence[Path] = ()) -> YamlFile:
    """Parse the YAML file at ``path``; ``ReportError`` on bad syntax or a repeated key.

    Neither the file nor what it names may lie outside of its folder and ``roots``.
    """
    return parse(path, _text(path, (path.parent, *roots)), roots)


def parse(path: Path, written: str, roots: Sequence[Path] = ()) -> YamlFile:
    """Parse YAML that is at hand; ``path`` is what problems name, and what files lie beside."""
    file, allowed = Written(path, _composed(path, written)), (path.parent, *roots)
    root = _tree(file)
    joiner = _Joiner(allowed, (path,))
    joiner.join(root, file)
    reader = _Reader(file, joiner.included)
    data = reader.plain(root)
    if problems := [*joiner.problems, *reader.problems]:
        raise ReportError(problems)
    whole = YamlFile(path, file.text, data, root, allowed, joiner.included)
    return _addressed(_filled(whole))


def _addressed(file: YamlFile) -> YamlFile:
    """Take note of what items of lists are for; ``ReportError`` where that is no choice."""
    included = dict(file.included)
    found = addressed.unwrapped(file.data, file.root, included)
    made = replace(file, data=found.data, root=found.root, included=included, theirs=found.theirs)
    if found.wrong:
        raise ReportError(
            Diagnostic(
                f"`{visible(value)}` is not a choice here",
                included.get(id(node), Written(file.path, file.text)).span(node.start_mark.index),
                suggestion(value, READERS),
            )
            for node, value in found.wrong
        )
    return made


def unchanged(file: YamlFile) -> bool:
    """Say whether all that a file was read from is as it was."""
    try:
        return all(
            one.text == _composed(one.path, _text(one.path, file.roots)) for one in file.files
        )
    except ReportError:
        return False


def _tree(file: Written) -> yaml.Node:
    try:
        _refuse_excess(file.path, file.text)
        root = yaml.compose(file.text, Loader=_LOADER)
    except yaml.MarkedYAMLError as error:
        raise ReportError([_syntax(error, file.path, file.text)]) from error
    except yaml.reader.ReaderError as error:
        span = file.span(min(error.position, len(file.text)))
        name = visible(file.text[error.position : error.position + 1])
        message = f"{name or 'a character'} stands here, which YAML does not allow"
        raise ReportError([Diagnostic(message, span, "take it out")]) from error
    if root is None:
        raise ReportError([Diagnostic("the file is empty", Span(file.path, 1, 1))])
    made: yaml.Node = root
    return made


def _text(path: Path, allowed: Sequence[Path]) -> str:
    try:
        if not files.is_inside(path, allowed):
            raise FileError(files.OUTSIDE, "copy it, or name its folder with `--root`")
        text = files.read_text(path, limits.YAML_BYTES)
    except FileError as fault:
        span = Span(path, fault.line, 1)
        raise ReportError([Diagnostic(f"the file {fault.reason}", span, fault.hint)]) from fault
    return text


def _composed(path: Path, written: str) -> str:
    if (index := bounds.piled(written)) is not None:
        message = f"more than {limits.MARKS} marks stand on one letter"
        raise ReportError([Diagnostic(message, Span.in_text(path, written, index))])
    return letters.compose(written)


def _refuse_excess(path: Path, text: str) -> None:
    """Refuse what is too deep or too large to be read, before anything is made of it."""
    sizes: dict[str | None, int] = {}  # values under each anchor, once its collection is closed
    inside: list[list[Any]] = [["", 0]]  # the collections that are open: anchor, values so far
    for event in yaml.parse(text, Loader=_LOADER):
        if isinstance(event, yaml.CollectionStartEvent):
            inside.append([event.anchor, 1])
        elif isinstance(event, yaml.CollectionEndEvent):
            anchor, count = inside.pop()
            sizes[anchor] = count
            inside[-1][1] += count
        elif isinstance(event, yaml.AliasEvent):
            inside[-1][1] += sizes.get(event.anchor, 1)
        elif isinstance(event, yaml.ScalarEvent):
            inside[-1][1] += 1
        if len(inside) > limits.YAML_DEPTH + 1:
            _refuse(path, text, event, f"this is more than {limits.YAML_DEPTH} levels deep")
        if inside[-1][1] > limits.YAML_VALUES:
            most = f"{limits.YAML_VALUES:,}"
            _refuse(path, text, event, f"the file has more than {most} values, aliases filled in")


def _refuse(path: Path, text: str, event: Any, message: str) -> NoReturn:
    raise ReportError([Diagnostic(message, Span.in_text(path, text, event.start_mark.index))])


def _syntax(error: yaml.MarkedYAMLError, path: Path, text: str) -> Diagnostic:
    index, message, hint = syntax.explain(error, text)
    return Diagnostic(message, Span.in_text(path, text, index), hint)


class _Joiner:
    """Puts what ``include: FILE`` names in its place: an item, several items, or a value."""

    def __init__(self, allowed: tuple[Path, ...], above: tuple[Path, ...]) -> None:
        self._allowed, self._above = allowed, above
        self._seen: set[int] = set()
        self.included: dict[int, Written] = {}
        self.problems: list[Diagnostic] = []

    def join(self, node: yaml.Node, file: Written) -> None:
        """Fill in what is included in ``node``, which was written in ``file``."""
        if isinstance(node, yaml.ScalarNode) or id(node) in self._seen:
            return
        self._seen.add(id(node))
        if isinstance(node, yaml.MappingNode):
            node.value = [(key, self._value(value, file)) for key, value in node.value]
            return
        items: list[yaml.Node] = []
        for item in node.value:
            found = self._value(item, file)
            if found is not item and isinstance(found, yaml.SequenceNode):
                inside = self.included[id(found)]
                self.included.update((id(one), inside) for one in found.value)
                items += found.value
            else:
                items.append(found)
        node.value = items

    def _value(self, node: yaml.Node, file: Written) -> yaml.Node:
        """Return the node, or what the file that it includes holds."""
        name = _included(node)
        if name is None:
            self.join(node, file)
            return node
        try:
            return self._file(name, file)
        except FileError as fault:
            self.problems.append(fault.at(file.span(name.start_mark.index), name.value))
        except ReportError as error:
            self.problems += error.diagnostics
        return node

    def _file(self, name: yaml.ScalarNode, file: Written) -> yaml.Node:
        path = files.find(name.value, file.path.parent, self._allowed)
        if path.name.endswith(".draft.yaml"):
            raise FileError("is a draft", "take its facts first: `report draft --take`")
        if len(self._above) > limits.INCLUDES or any(path.samefile(one) for one in self._above):
            raise FileError("includes itself, or what includes it", "take one of the two out")
        inside = Written(path, _composed(path, files.read_text(path, limits.YAML_BYTES)))
        root = _tree(inside)
        deeper = _Joiner(self._allowed, (*self._above, path))
        deeper.join(root, inside)
        self.problems += deeper.problems
        self.included |= {id(root): inside, **deeper.included}
        return root


def _included(node: yaml.Node) -> yaml.ScalarNode | None:
    """Return the name in ``include: NAME``, if that is all that a node holds."""
    if not isinstance(node, yaml.MappingNode) or len(node.value) != 1:
        return None
    ((key, value),) = node.value
    return value if key.value == "include" and isinstance(value, yaml.ScalarNode) else None


class _Reader:
    """Makes plain data of nodes, and keeps what is wrong with them."""

    def __init__(self, file: Written, included: Mapping[int, Written]) -> None:
        self._file, self._included = file, included
        self._above: list[yaml.Node] = []
        self.problems: list[Diagnostic] = []

    def plain(self, node: yaml.Node) -> Any:
        """Return the data of a node: texts, lists and mappings."""
        before, self._file = self._file, self._included.get(id(node), self._file)
        made = self._plain(node)
        self._file = before
        return made

    def _plain(self, node: yaml.Node) -> Any:
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node)
        if any(node is other for other in self._above):
            self._tell("this value contains itself", node)
            return None
        self._above.append(node)
        if isinstance(node, yaml.MappingNode):
            made: Any = self._mapping(node)
        else:
            made = [self.plain(item) for item in node.value]
        self._above.pop()
        return made

    def _mapping(self, node: yaml.MappingNode) -> dict[str, Any]:
        plain: dict[str, Any] = {}
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                self._tell("a field name must be a word", key)
                continue
            if key.value in plain:
                hint = "remove one of the two, or rename it"
                self._tell(f"`{key.value}` is set twice", key, hint)
            self._scalar(key)
            plain[key.value] = self.plain(value)
        return plain

    def _scalar(self, node: yaml.ScalarNode) -> str:
        value = _unfolded(node)
        if node.tag.startswith("!") and len(node.tag) > 1:
            hint = "YAML takes a `!` that starts a value for a type; quote the value"
            self._tell(f"`{node.tag}` would not be printed", node, hint)
        if excess := bounds.fault(value):
            sign = value[excess.index : excess.index + 1]
            start, end = node.start_mark.index, node.end_mark.index
            place = self._file.text.find(sign, start, end) if excess.index else start
            self._tell(excess.message, node, excess.hint, place)
        return value

    def _tell(
        self, message: str, node: yaml.Node, hint: str | None = None, place: int = -1
    ) -> None:
        if len(self.problems) < limits.PROBLEMS:
            index = place if place >= 0 else node.start_mark.index
            self.problems.append(Diagnostic(message, self._file.span(index), hint))


def _child(node: yaml.Node, step: int | str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((v for k, v in node.value if k.value == step), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(step, int) and step < len(node.value):
        found: yaml.Node = node.value[step]
        return found
    return None


# A line's end that is left in a folded value: an empty line was written there (YAML 1.2.2, 6.5).
_EMPTY_LINE = re.compile(r"(?<![\s])\n(?=\S)")


def _unfolded(node: yaml.ScalarNode) -> str:
    """Return a value with the empty line that parts its paragraphs, whatever way it is written."""
    value: str = node.value
    if node.style not in ("|", '"') and "\n" in value:
        node.value = value = _EMPTY_LINE.sub("\n\n", value)
    return value


_VALUE = re.compile(r"\[=\s*([^\]\s]*)\s*\]")


def _filled(file: YamlFile) -> YamlFile:
    """Put the ``values`` that a file names once into its texts: ``[=bases]`` prints what it says.

    ``ReportError`` for a name that is not there, and for a value that is more than a text.
    """
    known = file.data.get("values") if isinstance(file.data, dict) else None
    if known is None:
        return file
    problems: list[Diagnostic] = []
    if not isinstance(known, dict):
        place = file.at(("values",))
        raise ReportError([Diagnostic("a mapping is wanted here: `name: text` lines", place)])
    for name, value in known.items():
        if not isinstance(value, str) or _VALUE.search(value):
            hint = "a value is a text, without another value in it"
            problems.append(Diagnostic(f"`{name}` is not a text", file.at(("values", name)), hint))

    def put(value: Any, loc: Loc) -> Any:
        if isinstance(value, dict):
            return {key: put(item, (*loc, key)) for key, item in value.items()}
        if isinstance(value, list):
            return [put(item, (*loc, number)) for number, item in enumerate(value)]
        return _VALUE.sub(lambda found: said(found, loc), value) if "[=" in value else value

    def said(found: re.Match[str], loc: Loc) -> str:
        if found[1] in known:
            return str(known[found[1]])
        hint = suggestion(found[1], list(known))
        message = f"there is no value `{found[1]}`"
        problems.append(Diagnostic(message, file.at(loc, found[0]), hint))
        return found[0]

    data = {key: item if key == "values" else put(item, (key,)) for key, item in file.data.items()}
    if problems:
        raise ReportError(problems)
    return replace(file, data=data)
