"""A briefing written for an older format comes in; its files are brought up to date, and told.

What an older format named otherwise is renamed where it stands; comments and order stay.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .. import files
from ..content import briefing as assembly
from ..content import document, schema, yamlfile
from ..content.model import FORMAT, Model
from ..content.yamlfile import YamlFile
from ..errors import Loc, Span


@dataclass(frozen=True, slots=True)
class FileChange:
    """One thing that was changed in a file, and where."""

    span: Span
    told: str


def migrate(path: Path, *, write: bool = True) -> tuple[FileChange, ...]:
    """Bring a briefing and its documents up to date; ``ReportError`` where one cannot be read.

    Without ``write`` the changes are only told. Files that others include are migrated with them.
    """
    source = yamlfile.read(path)
    model = assembly.parse(source)
    read: list[tuple[YamlFile, Model]] = [(source, model)]
    for name in model.documents:
        doc, text = document.load(path.parent / name, source.roots)
        read.append((text, doc))
    told: list[FileChange] = []
    for text, value in read:
        told += _file(text, value, write)
    told += _schemas(path.parent / "schema", write)
    return tuple(told)


def _file(source: YamlFile, value: Model, write: bool) -> Iterator[FileChange]:
    """Yield what changes in a file and those that it includes; write them."""
    found = [(source.key_at(loc), loc[-1], new) for loc, new in _renamed(value, source.data)]
    by_file: dict[Path, list[tuple[Span, str, str]]] = {}
    for span, old, new in found:
        by_file.setdefault(span.path, []).append((span, str(old), new))
        yield FileChange(span, f"`{old}` is `{new}` now")
    head = source.at(())
    stamped = isinstance(source.data, dict) and "format" not in source.data
    if stamped:
        yield FileChange(head, f"`format: {FORMAT}` says which format it is in")
    texts = {file.path: file.text for file in source.files}
    for path in {*by_file, *([source.path] if stamped else [])} if write else ():
        lines = texts[path].split("\n")
        for span, old, new in by_file.get(path, ()):
            line, at = lines[span.line - 1], span.column - 1
            lines[span.line - 1] = f"{line[:at]}{line[at:].replace(old, new, 1)}"
        if stamped and path == source.path:
            lines.insert(head.line - 1, f"format: {FORMAT}")
        files.write(path, "\n".join(lines).encode())


def _renamed(value: Any, data: Any, loc: Loc = ()) -> Iterator[tuple[Loc, str]]:
    """Yield each field that is written by an older name, and its name now."""
    if isinstance(value, Model) and isinstance(data, dict):
        yield from (((*loc, old), new) for old, new in value.formerly.items() if old in data)
        for name, field in type(value).model_fields.items():
            alias = field.alias or name
            if alias in data:
                yield from _renamed(getattr(value, name), data[alias], (*loc, alias))
    elif isinstance(value, tuple) and isinstance(data, list):
        for number, (item, inner) in enumerate(zip(value, data, strict=False)):
            yield from _renamed(item, inner, (*loc, number))
    elif isinstance(value, dict) and isinstance(data, dict):
        for key, item in value.items():
            yield from _renamed(item, data.get(key), (*loc, key))


def _schemas(folder: Path, write: bool) -> Iterator[FileChange]:
    """Yield the schemas beside the briefing that are not those of this programme; renew them."""
    for name in schema.NAMES:
        path = folder / f"{name}.json"
        if path.is_file() and path.read_text(encoding="utf-8") != schema.schema(name):
            yield FileChange(Span(path, 1, 1), "the schema is that of this programme now")
            if write:
                files.write(path, schema.schema(name).encode())
