"""Find the documents of a library in a folder: by their digests, their names, or what they say."""

import difflib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from ..content.document import Document
from ..content.library import Library
from ..files import FileError
from ..text.wording import has
from . import texts

How = Literal["digest", "name", "content"]

_SAVE = "save its text as .txt"
_SAYS = 0.5  # of a document's phrases, or another text is meant
_NAMED = 0.75  # likeness of a file's name and a document's key


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """The file that a document was found in, and how; ``changed``: not the bytes recorded."""

    path: Path
    how: How
    digest: str
    changed: bool
    text: str


def find(library: Library, folder: Path) -> Mapping[str, FoundDocument]:
    """Return the file of each document, in the library's order; those not found are left out.

    A digest proves a file, and goes first. Else a file has the document's key for its name, or has
    most of its phrases, or has a name that is like the key; no file is two documents.
    """
    digests = {path: _digest(path) for path in _files(folder)}
    chosen: dict[str, tuple[Path, How]] = {}
    read: dict[Path, str] = {}
    for key, doc in library.documents.items():
        for path, digest in digests.items():
            if doc.digest == digest and key not in chosen:
                chosen[key] = path, "digest"
    for how in ("name", "content", "like"):
        left = [key for key in library.documents if key not in chosen]
        free = [path for path in digests if path not in {path for path, _ in chosen.values()}]
        scores = sorted(
            (
                (-score, path.name, key, path)
                for key in left
                for path in free
                if (score := _score(how, key, library.documents[key], path, read))
            ),
            key=lambda found: found[:3],
        )
        for _, _, key, path in scores:
            if key not in chosen and path not in {path for path, _ in chosen.values()}:
                chosen[key] = path, "content" if how == "content" else "name"
    return {
        key: FoundDocument(
            path,
            how,
            digests[path],
            doc.digest is not None and doc.digest != digests[path],
            _text(path, read),
        )
        for key, doc in library.documents.items()
        if key in chosen
        for path, how in (chosen[key],)
        if _text(path, read).strip()
    }


def unread(key: str, folder: Path) -> tuple[str, str] | None:
    """Return why the file that is probably a document gives no text, and what to do about it."""
    if not folder.is_dir():
        what = "is not there" if not folder.exists() else "is not a folder"
        return f"{folder} {what}", "name the folder that holds the documents"
    found = [path for path in sorted(folder.rglob("*")) if not path.is_dir()]
    for path in found:
        if _stem(path) != key:
            continue
        if path.suffix.lower() not in texts.SUFFIXES:
            return f"{path.name} is of a kind that is not read", "save it as .txt or .pdf"
        if error := _trouble(path):
            return f"{path.name} {error.reason}", error.hint or _SAVE
    for path in found:  # under another name, it may be any of those that say nothing
        if path.suffix.lower() in texts.SUFFIXES and (error := _trouble(path)):
            return f"it may be {path.name}, which {error.reason}", error.hint or _SAVE
    return None


def _trouble(path: Path) -> FileError | None:
    try:
        texts.read(path)
    except FileError as error:
        return error
    return None


def _files(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in texts.SUFFIXES and path.is_file():
            yield path


def _digest(path: Path) -> str:
    try:
        return texts.digest(path)
    except FileError:
        return ""


def _score(how: str, key: str, doc: Document, path: Path, read: dict[Path, str]) -> float:
    """Return how well a file fits a document, 0 when it does not."""
    stem = _stem(path)
    if how == "name":
        return float(stem == key)
    if how == "like":
        likeness = difflib.SequenceMatcher(None, stem, key).ratio()
        return likeness if likeness >= _NAMED else 0.0
    share = share_said(doc, _normal(path, read))
    return share if share >= _SAYS else 0.0


def share_said(doc: Document, text: str) -> float:
    """Return how much of the phrases of a document's facts a text in its ``normal`` form has."""
    phrases = {texts.normal(phrase) for fact in doc.facts.values() for phrase in fact.phrases}
    return sum(has(text, phrase) for phrase in phrases) / max(len(phrases), 1)


def _stem(path: Path) -> str:
    return path.stem.casefold().replace("_", "-").replace(" ", "-")


def _text(path: Path, read: dict[Path, str]) -> str:
    if path not in read:
        try:
            read[path] = texts.read(path)
        except FileError:
            read[path] = ""  # it holds no phrase, and so is no document of ours
    return read[path]


def _normal(path: Path, read: dict[Path, str]) -> str:
    """Return the text of a file in the form in which phrases are looked for, made once."""
    name = path / "normal"
    if name not in read:
        read[name] = texts.normal(_text(path, read))
    return read[name]
