"""A document's file and a folder come in; its YAML file and its draft stand in the folder."""

import os
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from .. import files, limits
from ..content import document as documents
from ..content import yamlfile
from ..content.document import DRAFT, Document
from ..content.model import NAME
from ..content.works import ShelfReader
from ..errors import ReportError
from ..files import FileError
from ..text.wording import count_words
from ..verification import passages, texts
from ..verification.passages import Passages
from . import reference, script, writing
from .facts import DraftedFact, Drafter, digest_of
from .structure import FoundStructure, outline
from .writing import TODO


@dataclass(frozen=True, slots=True)
class Draft:
    """What was drafted of one document, and where it was written."""

    document: Path
    draft: Path
    outline: FoundStructure
    facts: tuple[DraftedFact, ...]
    words: int
    language: str
    rows: int
    """How many rows of tables nothing was drafted of."""
    sure: bool
    """Whether the language is sure; where it is not, a comment says so."""

    @property
    def quoted(self) -> int:
        """How many words of the document all these facts would have."""
        return sum(count_words(phrase) for fact in self.facts for phrase in fact.supports)


def draft(path: Path, into: Path, *, key: str = "", record: str = "") -> Draft:
    """Draft the document in ``path`` into the folder: ``KEY.yaml`` and ``KEY.draft.yaml``.

    ``record`` is a reference in a file of another program, ``works.bib#lee2019``. ``FileError``
    where the document cannot be read, or was drafted before; ``ReportError`` where there is no such
    record.
    """
    if path.suffix.lower() not in texts.SUFFIXES:
        raise FileError("is of a kind that is not read", "save its text as .txt")
    text = texts.read(path)
    key = key or key_of(path)
    if not NAME.fullmatch(key):
        raise FileError(f"cannot have the key `{key}`: small letters, digits and hyphens")
    target, beside = into / f"{key}.yaml", into / f"{key}{DRAFT}"
    for there in (target, beside):
        if there.exists():
            raise _taken(there, path, key)
    tag, sure = script.language(text)
    found = outline(path, text)
    drafting = drafter(path, text, found, into, key, tag)
    drafted = tuple(drafting.facts())
    head = _head(path, text, found, key, tag, _record(record, target) if record else None)
    schema = (into.parent / "schema" / "document.json").is_file()
    remarks = _remarks(path, tag, sure, record, "" if record else reference.dated(text, tag))
    made = writing.document(head, found.parts, remarks, schema=schema)
    blocks = writing.facts(drafted, foreign=is_foreign(tag, into))
    digests = [*(fact.digest for fact in drafted), *heading_digests(found)]
    _write(target, made)
    _write(beside, writing.draft(target.name, path.name, blocks, digests))
    ignore(into)
    left = len(found.rows) - drafting.rows
    return Draft(target, beside, found, drafted, count_words(text), tag, left, sure)


def _taken(there: Path, path: Path, key: str) -> FileError:
    """Say whose name a document would take: its own, or another document's."""
    with suppress(ReportError, FileError):
        data = yamlfile.read(there).data
        mine = (path.name, texts.digest(path))
        if isinstance(data, dict) and not {data.get("source"), data.get("digest")} & {*mine}:
            hint = f"name it `--key {key}-two`, or in words of its own"
            if not there.with_name(f"{key}{DRAFT}").exists():
                return FileError(f"has the name of another document, {there}", hint)
    return FileError(
        f"was drafted before: {there} is there",
        "`--update` follows a document that changed, `--key` names another one",
    )


def drafter(
    path: Path, text: str, found: FoundStructure, into: Path, key: str, language: str
) -> Drafter:
    """Return what drafts the facts of a document, knowing the others in the folder."""
    return Drafter(
        text,
        found,
        language,
        texts.is_typed(path),
        set(known_ids(into)),
        key,
        _others(path, into, key),
    )


def heading_digests(found: FoundStructure) -> list[str]:
    """Return what stands for each entry of a structure in the record of what was drafted."""
    return [digest_of("|".join(part.values())) for part in found.parts]


def is_foreign(tag: str, into: Path) -> bool:
    """Say whether a language is another than that of the briefing beside the folder."""
    return tag.partition("-")[0] != _briefing_language(into).partition("-")[0]


def _briefing_language(into: Path) -> str:
    """Return the language of the briefing beside the folder of documents; English without one."""
    for name in ("briefing.yaml", "../briefing.yaml"):
        try:
            head = files.read_text(into / name, limits.YAML_BYTES)
        except FileError:
            continue
        if found := re.search(r"(?m)^language:\s*[\"']?([A-Za-z-]+)", head):
            return found[1]
    return "en"


def known_ids(into: Path) -> Iterator[str]:
    """Yield every id that documents and drafts in the folder have: they are unique over all."""
    for path in sorted(into.glob("*.yaml")):
        try:
            data = yamlfile.read(path).data
        except ReportError:
            continue
        if isinstance(data, dict) and isinstance(data.get("facts"), dict):
            yield from data["facts"]
            yield str(data.get("key") or path.stem)


def _others(path: Path, into: Path, key: str) -> Mapping[str, Passages]:
    """Return the passages of the other documents in the folder whose files lie beside this one."""
    known: dict[str, Document] = {}
    for written in sorted(into.glob("*.yaml")):
        try:
            doc, _ = documents.load(written)
        except ReportError:
            continue
        if doc.digest and doc.key != key:
            known[doc.digest] = doc
    found: dict[str, Passages] = {}
    for other in sorted(path.resolve().parent.iterdir()) if known else ():
        if other.suffix.lower() not in texts.SUFFIXES or other == path.resolve():
            continue
        try:
            same = known.get(texts.digest(other))
            if same is not None:
                found[same.key] = passages.cut(texts.read(other), same, typed=texts.is_typed(other))
        except FileError:
            continue
    return found


def key_of(path: Path) -> str:
    """Return the key of a document by its file's name."""
    words = [_ascii(word) for word in _WORD.findall(path.stem)]
    slug = "-".join(word for word in words if word).strip("-")
    return slug if NAME.fullmatch(slug) else f"document-{slug}".strip("-")


_WORD = re.compile(r"[^\W_]+")


def _ascii(word: str) -> str:
    return "".join(c if c in "0123456789" else script.latin(c) for c in word)


def _head(
    path: Path, text: str, found: FoundStructure, key: str, tag: str, record: str | None
) -> dict[str, Any]:
    stated = reference.reference(path, text, found.parts, tag)
    title = str(stated["title"])
    if record:
        stated = {"from": record}
    return {
        "key": key,
        "short": title if len(title) < 60 else f"{title[:50].rsplit(' ', 1)[0]} …",
        "reference": stated,
        "digest": texts.digest(path),
        "words": count_words(text),
        "summary": TODO,
        "witness-to": TODO,
        "does-not-say": TODO,
    }


def _record(written: str, target: Path) -> str:
    """Return ``works.bib#lee2019`` as the document's file names it, once it was found."""
    name, _, key = written.partition("#")
    path = Path(name).resolve()
    source = yamlfile.parse(path.with_name("record.yaml"), f"from: '{path.name}#{key}'\n")
    reader = ShelfReader([])
    if reader.one(f"{path.name}#{key}", source, ("from",)) is None:
        raise ReportError(replace(problem, span=None) for problem in reader.problems)
    beside = os.path.relpath(path, target.resolve().parent)
    return f"{Path(beside).as_posix()}#{key}"


def _remarks(path: Path, tag: str, sure: bool, record: str, dated: str) -> Iterator[str]:
    yield f"Drafted by `report draft` from {path.name}: look it over, and write what is TODO."
    if not record:
        yield "The type of the reference may be better: report, treaty, book, article-newspaper, …"
    if dated:
        yield f"The text begins with a date. If it is that of the document: `issued: {dated}`."
    if not sure:
        yield f"The language is a guess: {tag}."
    yield "If a licence allows more than short quotations, name it: `licence: {name: CC BY 4.0}`."


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileError(f"cannot be drafted there: {target.parent} {files.reason(error)}") from None
    files.write(target, text.encode())


def ignore(into: Path) -> None:
    """See to it that git keeps no draft: a line in ``.gitignore``, unless one above has it."""
    for folder in (into.resolve(), *into.resolve().parents):
        try:
            if f"*{DRAFT}" in files.read_text(folder / ".gitignore", limits.YAML_BYTES).split():
                return
        except FileError:
            pass
        if (folder / ".git").exists():
            break
    mine = into / ".gitignore"
    before = ""
    if mine.exists():
        before = files.read_text(mine, limits.YAML_BYTES).rstrip("\n") + "\n"
    files.write(mine, f"{before}*{DRAFT}\n".encode())
