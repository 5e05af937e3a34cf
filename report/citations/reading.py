"""The path of a .bib, .ris or CSL-JSON file comes in; the ``Shelf`` of its references goes out."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from .. import files, limits
from ..errors import Diagnostic, ReportError, Span
from ..text import letters
from . import bib, bib_items, csljson, ris
from .bib_entry import BibEntry, listed
from .shelf import Shelf, ShelfBuilder

SUFFIXES = (".bib", ".bibtex", ".biblatex", ".json", ".ris")
_ENCODING = re.compile(rb"^%\s*Encoding:\s*([\w-]+)", re.I | re.M)  # JabRef's first line
_JAVA = {"iso8859_1": "latin-1", "macroman": "mac-roman"}  # its names that Python does not know


def read(path: Path) -> Shelf:
    """Return what a file of references holds; ``ReportError`` where nothing of it can be read."""
    suffix = path.suffix.lower()
    if suffix not in SUFFIXES:
        hint = "references are read from .yaml, .bib, .ris and .json (CSL-JSON)"
        raise ReportError([Diagnostic(f"`{path.name}` is not a file of references", None, hint)])
    most = limits.JSON_BYTES if suffix == ".json" else limits.BIB_BYTES
    builder = ShelfBuilder(path, _text(path, most))
    {".json": _json, ".ris": _ris}.get(suffix, _bib)(builder)
    return builder.shelf()


def _text(path: Path, most: int) -> str:
    r"""Return the text of a file with ``\n`` for every line end.

    Beside UTF-8, UTF-16 is read, and the encoding that JabRef names in its first line. Bytes of
    another encoding stay as surrogates, so that they are told of the entries that they stand in.
    """
    try:
        data = files.read_bytes(path, most)
    except files.FileError as error:
        raise ReportError([error.at(None, path.name)]) from error
    named = _ENCODING.search(data[:400])
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        text = _declared(data, named[1].decode() if named else "")
        text = text or data.decode("utf-8-sig", "surrogateescape")  # which the shelf reads on
    return letters.compose(re.sub("\r\n?", "\n", text).replace("\x00", ""))


def _declared(data: bytes, encoding: str) -> str:
    """Return the text in an encoding that its file names; empty where it is not in that."""
    try:
        return data.decode(_JAVA.get(encoding.lower(), encoding)) if encoding else ""
    except (LookupError, UnicodeDecodeError):
        return ""


def _too_many(builder: ShelfBuilder, count: int, span: Span) -> None:
    if count > limits.ENTRIES:
        message = f"more than {limits.ENTRIES:,} references: those from here on are not read"
        builder.remark(message, span, "keep the works cited in a file of their own")


# ----------------------------------------------------------------------------------------- BibTeX


def _bib(builder: ShelfBuilder) -> None:
    file = bib.read(builder.text)
    own = {name: entry for name, entry in file.entries.items() if not name.startswith(bib.KEYLESS)}
    others = [entry for name, entry in file.entries.items() if name not in own]
    for wanted, entry in [*own.items(), *((entry.key, entry) for entry in others)]:
        _entry(builder, wanted, entry)
    for key, fault in file.unread:
        span = builder.at(fault.line, fault.find)
        if key and key not in builder.references:
            builder.fault(key, fault.message, span, fault.hint)
        else:
            builder.remark(fault.message, span, fault.hint)
    for key, (members, line) in file.sets.items():
        calls = "; ".join(f"@{member}" for member in listed(members))
        message = f"`{key}` is a set of several works"
        builder.fault(key, message, builder.at(line), f"cite them: [{calls}]")


def _entry(builder: ShelfBuilder, wanted: str, entry: BibEntry) -> None:
    item, doubts = bib_items.item(entry)
    key = builder.add(wanted, item, builder.at(entry.line))
    for other in listed(entry.tex("ids")):
        builder.alias(other, key)

    def place(field: str) -> Span:
        value = entry.fields.get(field)
        return builder.at(value.line, field, value.nth) if value else builder.at(entry.line)

    for fault in entry.faults:
        builder.fault(key, fault.message, builder.at(fault.line, fault.find), fault.hint)
    for field, message, hint in doubts:
        builder.doubt(key, message, place(field), hint)
    builder.check(key, item, lambda variable: place(bib_items.field_of(variable, entry)))


# -------------------------------------------------------------------------------------------- RIS


def _ris(builder: ShelfBuilder) -> None:
    records, stray = ris.read(builder.text)
    if not records and builder.text.strip():
        hint = "a record of RIS begins with a line `TY  - BOOK`"
        raise ReportError([Diagnostic("not RIS", builder.at(0), hint)])
    for record in records[: limits.ENTRIES]:
        _record(builder, record)
    if len(records) > limits.ENTRIES:
        _too_many(builder, len(records), builder.at(records[limits.ENTRIES].line))
    for line, message in stray[:1]:
        builder.remark(message, builder.at(line), "begin the record with `TY  - GEN`")


def _record(builder: ShelfBuilder, record: ris.RisRecord) -> None:
    item, doubts = ris.item(record)
    start = builder.at(record.line)
    if item.keys() <= {"type"}:
        builder.remark("an empty record", start)
        return
    written = " ".join(record.first("ID").split())
    key = builder.add(written if len(written) <= limits.NAME_LETTERS else "", item, start)
    for tag, message, hint in doubts:
        line = record.values.get(tag, [("", record.line)])[0][1]
        builder.doubt(key, message, builder.at(line), hint)
    builder.check(key, item, lambda _: start)


# --------------------------------------------------------------------------------------- CSL-JSON


def _json(builder: ShelfBuilder) -> None:
    if not builder.text.strip():
        return
    path, text = builder.path, builder.shown
    try:
        data = files.parse_json(builder.text)
    except files.FileError as error:
        place = Span.in_text(path, text, error.index or 0)
        raise ReportError([Diagnostic(f"the file {error.reason}", place, error.hint)]) from error
    found = csljson.find(data, builder.text)
    if found is None:
        hint = "CSL-JSON is a list of references: [{…}, {…}]"
        raise ReportError([Diagnostic("not CSL-JSON", builder.at(0), hint)])
    for one in found[: limits.ENTRIES]:
        if isinstance(one.item, Mapping):
            _item(builder, one)
        else:
            place = Span.in_text(path, text, one.start)
            builder.remark("a reference is an object: {…}", place)
    if len(found) > limits.ENTRIES:
        _too_many(builder, len(found), Span.in_text(path, text, found[limits.ENTRIES].start))


def _item(builder: ShelfBuilder, one: csljson.WrittenItem) -> None:
    item, doubts = csljson.amended(one.item)

    def place(field: str) -> Span:
        return Span.in_text(builder.path, builder.shown, one.fields.get(field, one.start))

    wanted = csljson.key_of(one.item)
    if len(wanted) > limits.NAME_LETTERS:
        builder.remark("this `id` is too long: a key was made in its place", place("id"))
        wanted = ""
    if wanted in builder.references:
        if builder.references[wanted] == item:
            return
        message = f"the key `{wanted}` is used twice"
        builder.fault(wanted, message, place("id"), "rename one of the two references")
    key = builder.add(wanted, item, place("id"))
    for other in _others(one.item):
        builder.alias(other, key)
    for field, message, hint in doubts:
        builder.doubt(key, message, place(field), hint)
    builder.check(key, item, place)


def _others(item: Mapping[str, Any]) -> list[str]:
    """Return the other keys of an item: its id, the end of Zotero's, its citation key."""
    known = str(item.get("id") or "")
    return [known, known.rpartition("/")[2], str(item.get("citation-key") or "")]
