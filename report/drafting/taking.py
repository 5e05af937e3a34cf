"""Drafted facts that say something come in; they go from the draft into the document's file."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from .. import files
from ..content import yamlfile
from ..content.document import DRAFT, Document
from ..content.model import validate
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, ReportError, suggestion
from ..text.wording import count_words, loose
from .writing import TODO


@dataclass(frozen=True, slots=True)
class Taken:
    """What was moved into one document's file; ``doubts`` are about how it is worded."""

    document: Path
    ids: tuple[str, ...]
    left: int
    quoted: int
    words: int
    licensed: bool
    doubts: tuple[Diagnostic, ...] = ()


@dataclass(frozen=True, slots=True)
class WaitingFact:
    """One fact as it is written in a draft: its lines, those of the comment above included."""

    id: str
    first: int
    start: int
    end: int
    says: str
    comment: str


def take(into: Path, ids: Sequence[str] = ()) -> tuple[Taken, ...]:
    """Move facts from the drafts of a folder into the files of their documents.

    Without ids, every fact whose ``says`` is written. ``ReportError`` names each id that no draft
    has, and each fact that does not say anything yet; then nothing is moved.
    """
    drafts = [yamlfile.read(path) for path in sorted(into.glob(f"*{DRAFT}"))]
    entries = {draft.path: list(read(draft)) for draft in drafts}
    wanted = {
        draft.path: [
            e for e in entries[draft.path] if (e.id in ids if ids else e.says not in ("", TODO))
        ]
        for draft in drafts
    }
    problems = list(_unknown(ids, [e.id for found in entries.values() for e in found], into))
    for draft in drafts:
        for entry in wanted[draft.path]:
            if entry.says in ("", TODO):
                hint = "write it in your own words; the document's sentence is above it"
                place = draft.at(("facts", entry.id, "says"))
                problems.append(Diagnostic(f"`{entry.id}` does not say anything yet", place, hint))
    if problems:
        raise ReportError(problems)
    made = [_moved(draft, wanted[draft.path]) for draft in drafts if wanted[draft.path]]
    for target, text, draft, rest, _ in made:
        files.write(target, text.encode())
        files.write(draft.path, rest.encode())
    return tuple(taken for *_, taken in made)


def _unknown(ids: Sequence[str], known: list[str], into: Path) -> Iterator[Diagnostic]:
    for name in ids:
        if name not in known:
            hint = suggestion(name, known) or f"drafts are files *{DRAFT} in {into}"
            yield Diagnostic(f"no draft has a fact `{name}`", None, hint)


def read(draft: YamlFile) -> Iterator[WaitingFact]:
    """Yield the facts of a draft as they are written."""
    node = _child(draft.root, "facts")
    if not isinstance(node, yaml.MappingNode):
        return
    lines = draft.text.split("\n")
    top = next(key.start_mark.line for key, value in draft.root.value if value is node)
    for key, value in node.value:
        start, end = key.start_mark.line, value.end_mark.line
        while end > start + 1 and not _is_content(lines[end - 1]):
            end -= 1
        first = start
        while first > top + 1 and lines[first - 1].lstrip().startswith("#"):
            first -= 1
        says = _child(value, "says")
        written = says.value.strip() if isinstance(says, yaml.ScalarNode) else ""
        comment = " ".join(line.strip().lstrip("# ") for line in lines[first:start])
        yield WaitingFact(str(key.value), first, start, end, written, comment)


def _is_content(line: str) -> bool:
    return bool(line.strip()) and not line.lstrip().startswith("#")


def _child(node: yaml.Node, name: str) -> yaml.Node | None:
    if isinstance(node, yaml.MappingNode):
        return next((value for key, value in node.value if key.value == name), None)
    return None


def _moved(draft: YamlFile, chosen: list[WaitingFact]) -> tuple[Path, str, YamlFile, str, Taken]:
    """Return the two files as they will be, without writing them."""
    target = draft.path.with_name(draft.path.name.removesuffix(DRAFT) + ".yaml")
    lines = draft.text.split("\n")
    blocks = ["\n".join(lines[e.start : e.end]) for e in chosen]
    before = yamlfile.read(target)
    text = inserted(before, blocks)
    doc = validate(Document, yamlfile.parse(target, text))
    rest = without(draft.text, chosen)
    doubts = tuple(_copied(draft, chosen))
    left = len(list(read(draft))) - len(chosen)
    taken = Taken(
        target,
        tuple(e.id for e in chosen),
        left,
        doc.words_quoted,
        doc.words or 0,
        doc.licence is not None,
        doubts,
    )
    return target, text, draft, rest, taken


def _copied(draft: YamlFile, chosen: list[WaitingFact]) -> Iterator[Diagnostic]:
    for entry in chosen:
        if count_words(entry.says) > 8 and loose(entry.says).strip(".") in loose(entry.comment):
            place = draft.at(("facts", entry.id, "says"))
            hint = "say it in your own words, unless a licence allows more"
            message = f"`{entry.id}` says the sentence of the document itself"
            yield Diagnostic(message, place, hint, level="doubt")


def inserted(target: YamlFile, blocks: Sequence[str]) -> str:
    """Return the text of a document's file with further facts, after those that it has."""
    node = _child(target.root, "facts")
    text = target.text
    if not isinstance(node, yaml.MappingNode) or not node.value:
        body = "\n\n".join(_indented(block, 2) for block in blocks)
        if node is None:
            return f"{text.rstrip()}\n\nfacts:\n{body}\n"
        start, end = node.start_mark.index, node.end_mark.index
        return f"{text[:start].rstrip(' ')}\n{body}{text[end:]}"
    column = node.value[0][0].start_mark.column
    lines = text.split("\n")
    end = node.value[-1][1].end_mark.line
    while not _is_content(lines[end - 1]):
        end -= 1
    if end == node.value[-1][0].start_mark.line:
        end += 1
    body = "\n\n".join(_indented(block, column) for block in blocks)
    return "\n".join([*lines[:end], "", body, *lines[end:]])


def _indented(block: str, column: int) -> str:
    """Return a block whose first line starts in ``column``."""
    now = len(block) - len(block.lstrip(" "))
    rule = re.compile(rf"(?m)^ {{0,{now}}}(?=\S)|^ {{{now}}}")
    return rule.sub(" " * column, block)


def without(text: str, chosen: Sequence[WaitingFact]) -> str:
    """Return the text of a draft without some of its facts."""
    lines = text.split("\n")
    for entry in sorted(chosen, key=lambda e: -e.first):
        end = entry.end + (entry.end < len(lines) and not lines[entry.end].strip())
        del lines[entry.first : end]
    left = "\n".join(lines)
    # A mapping of which nothing is left is written as one, or it would be no mapping.
    return re.sub(r"(?m)^facts:\s*\n(?=\S|\Z)", "facts: {}\n\n", left)
