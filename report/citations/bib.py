"""The text of a .bib file comes in; its entries go out, each field with its value and its place.

bibtexparser finds blocks and fields. Here the pieces of a value are joined (``jan # "--" # feb``),
strings are filled in, and fields are inherited from ``xdata`` and ``crossref``.
"""

import logging
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from .. import limits
from . import bib_inheritance
from .bib_entry import BibEntry, BibFault, BibField

if TYPE_CHECKING:
    from bibtexparser.model import Block
    from bibtexparser.model import Entry as Split

KEYLESS = "\0"  # begins the name of an entry that has no key of its own
MONTHS = (
    *("January", "February", "March", "April", "May", "June", "July", "August", "September"),
    *("October", "November", "December"),
)
_MACROS = {month[:3].lower(): month for month in MONTHS} | {"sept": "September"}
_PIECE = re.compile(r"\s*(?:(?P<number>\d+)|(?P<name>[^\s\"#%'(),={}\d][^\s\"#%'(),={}]*))\s*")
_HOUSEKEEPING = frozenset(  # of programs, and what no citation prints: it is not even read
    """
    abstract annote annotation file keywords comment comments contents toc review owner timestamp
    groups groupsearch added-at date-added date-modified creationdate modificationdate description
    biburl bibsource interhash intrahash posted-at priority priority2 rating read readstatus
    ranking qualityassured __markedentry localfile localfile-windows pdf attachment attachments
    local-url url_pdf citation-key citationkey username project tags abstractnote notes
    """.split()  # noqa: SIM905
)
_MARK = re.compile(r'\\.|[{}"]', re.S)
_BRACE = re.compile(r"\\.|[{}]", re.S)
_NEXT_FIELD = re.compile(r"\s*([A-Za-z][\w.:+-]*)\s*=\s*(?=[{\"\w])")


@dataclass
class BibFile:
    """What a .bib file holds; ``unread`` are faults by the key they make unfit, or by none."""

    entries: dict[str, BibEntry] = field(default_factory=dict)
    unread: list[tuple[str, BibFault]] = field(default_factory=list)
    sets: dict[str, tuple[str, int]] = field(default_factory=dict)  # @set: members, line
    strings: dict[str, str] = field(default_factory=lambda: dict(_MACROS))


def read(text: str) -> BibFile:
    r"""Return what is in the text of a .bib file; its line ends are ``\n`` alone."""
    blocks, lines = _split(text), text.split("\n")
    file, seen = BibFile(), 0
    data: dict[str, BibEntry] = {}
    for number, block in enumerate(blocks):
        end = _begins(blocks, number + 1, len(lines))
        entry = _block(file, block, lines[_line(block) : end])
        seen += entry is not None
        if seen > limits.ENTRIES:
            message = f"more than {limits.ENTRIES:,} entries: those from here on are not read"
            hint = "keep the works cited in a file of their own"
            file.unread.append(("", BibFault(message, hint, _line(block))))
            break
        if entry is None or entry.type in ("bibnote", "control"):
            continue
        if entry.type == "set":
            file.sets[entry.key] = entry.tex("entryset"), entry.line
        elif entry.type == "xdata":
            data[entry.key] = entry
        else:
            _add(file, entry)
    by_key = {key.casefold(): entry for key, entry in {**data, **file.entries}.items()}
    for key, entry in file.entries.items():
        file.entries[key] = bib_inheritance.whole(entry, by_key)
    return file


def _block(file: BibFile, block: "Block", lines: list[str]) -> BibEntry | None:
    """Return the entry that a block holds; strings and what can't be read go into ``file``."""
    from bibtexparser import model

    if isinstance(block, model.String):
        _string(file, block)
    elif isinstance(block, model.ImplicitComment):
        _outside(file, block)
    elif isinstance(block, model.Entry):
        return _entry(file, block, 0)
    elif isinstance(block, model.ParsingFailedBlock):
        inner = block.ignore_error_block  # a key or a field that is there twice
        if isinstance(inner, model.Entry):
            return _entry(file, inner, 0)
        if again := _again(lines):
            return _entry(file, again, _line(block))
        if not isinstance(inner, model.String):
            _failed(file, block)
    return None


def _line(block: "Block") -> int:
    return block.start_line or 0


def _split(text: str) -> "list[Block]":
    r"""Return the blocks of a text.

    bibtexparser takes ``\\}`` for an escaped brace; it is a line break of TeX, and closes.
    """
    from bibtexparser.entrypoint import parse_string

    text = text.replace("\\\\}", "\\\\ }")
    log = logging.getLogger("bibtexparser")
    level = log.level
    log.setLevel(logging.CRITICAL + 1)  # it would say on stderr what we say in our own words
    try:
        return parse_string(text, parse_stack=[]).blocks
    finally:
        log.setLevel(level)


def _add(file: BibFile, entry: BibEntry) -> None:
    if not entry.key:
        file.entries[f"{KEYLESS}{len(file.entries)}"] = entry
        return
    other = file.entries.get(entry.key)
    if other is None:
        file.entries[entry.key] = entry
    elif not _twins(other, entry):
        message = f"the key `{entry.key}` is used twice, in line {other.line + 1} too"
        fault = BibFault(message, "rename one of the two entries", entry.line)
        file.entries[entry.key] = replace(other, faults=(*other.faults, fault))
        file.entries[f"{KEYLESS}{len(file.entries)}"] = entry


def _twins(one: BibEntry, other: BibEntry) -> bool:
    """Say whether two entries are the same work, written twice."""

    def said(entry: BibEntry) -> dict[str, str]:
        return {name: " ".join(value.tex.split()) for name, value in entry.fields.items()}

    return one.type == other.type and said(one) == said(other)


def _outside(file: BibFile, block: "Block") -> None:
    """Find an entry between the blocks that its writer parted from its brace."""
    text = str(getattr(block, "comment", ""))
    for number, line in enumerate(text.split("\n")):
        found = re.match(r"\s*@\s*([A-Za-z]+)\s*(?:$|\{)", line)
        if found and found[1].lower() not in ("comment", "preamble", "string"):
            hint = f"write it in one line: @{found[1]}{{key,"
            fault = BibFault(
                f"`@{found[1]}` has no brace beside it", hint, (block.start_line or 0) + number
            )
            file.unread.append(("", fault))


def _failed(file: BibFile, block: "Block") -> None:
    raw = block.raw or ""
    head, _, rest = raw.partition("{")
    key = rest.partition(",")[0].strip() if "=" not in rest.partition(",")[0] else ""
    key = key if re.fullmatch(r"[^\s\"#{}]{1,200}", key) else ""
    named = f"the entry `{key}`" if key else f"`{head.strip()}`"
    reason = str(getattr(getattr(block, "error", None), "abort_reason", "")).rstrip(" .")
    message, hint = f"{named} can't be read", "look for a comma that is missing between its fields"
    if "Unexpected block start" in reason or "end of file" in reason:
        message = f"{named} is not closed before the next one begins"
        if "end of file" in reason:
            message = f"{named} is not closed before the end of the file"
        hint = "look for a brace or a quotation mark that is missing in it"
    elif "after entry key" in reason and "=" in reason.rpartition("found")[2]:
        message, hint = f"{named} has no key", "write one after the brace, and a comma"
    file.unread.append((key, BibFault(message, hint, block.start_line or 0)))


# ------------------------------------------------------------------------------------------ values


def _begins(blocks: "list[Block]", number: int, end: int) -> int:
    """Return the line of the next block that is not words between the blocks."""
    from bibtexparser import model

    rest = (block for block in blocks[number : number + 2])
    return next((_line(b) for b in rest if not isinstance(b, model.ImplicitComment)), end)


def _again(lines: list[str]) -> "Split | None":
    """Read an entry again whose key lacks its comma, or that has a comma too many or no key."""
    from bibtexparser import model

    head = r"^(\s*@\s*\w+\s*\{"
    text = re.sub(head + r"\s*[^\s=,{}]+)(?=\s*\n\s*[\w-]+\s*=)", r"\1,", "\n".join(lines))
    text = re.sub(head + r")(?=\s*[\w-]+\s*=)", r"\1,", text)
    text = re.sub(r",(\s*),", r"\1,", text)
    blocks = [block for block in _split(text) if not isinstance(block, model.ImplicitComment)]
    return blocks[0] if len(blocks) == 1 and isinstance(blocks[0], model.Entry) else None


def _entry(file: BibFile, split: "Split", offset: int) -> BibEntry:
    fields: dict[str, BibField] = {}
    faults: list[BibFault] = []
    unknown: list[tuple[str, str]] = []
    times: dict[tuple[int, str], int] = {}
    for one in split.fields:
        name = " ".join(str(one.key).split())
        if "%" in name:  # a line that is commented out before the field
            name = name.rpartition(" ")[2]
        name, line = name.lower(), one.start_line + offset
        nth = times[line, name] = times.get((line, name), -1) + 1
        for found, raw in _parted(name, str(one.value)):
            if found in _HOUSEKEEPING or found.startswith(("bdsk-", "mendeley-", "citeulike-")):
                continue
            try:
                words: list[str] = []
                tex = _joined(raw, file.strings, words)
                unknown += [(found, word) for word in words]
            except _ValueError as error:
                faults.append(
                    BibFault(f"{error} in `{found}` of `{split.key}`", error.hint, line, found)
                )
                tex = raw.strip().strip('{}"')
            if found not in fields or not fields[found].tex.strip():  # BibTeX keeps the first
                fields[found] = BibField(tex, line, nth)
    key = " ".join(split.key.split())
    if len(key) > limits.NAME_LETTERS:
        faults.append(
            BibFault(
                "the key is too long",
                "give the entry a short one",
                (split.start_line or 0) + offset,
            )
        )
    own = frozenset(fields)
    return BibEntry(
        split.entry_type.lower(), key, (split.start_line or 0) + offset, fields, own, tuple(faults)
    )


def _parted(name: str, raw: str) -> Iterator[tuple[str, str]]:
    """Yield a field, and those that follow it where the comma between them was forgotten."""
    while True:
        end = _end_of_piece(raw, 0)
        found = _NEXT_FIELD.match(raw, end) if end else None
        if found is None:
            yield name, raw
            return
        yield name, raw[:end]
        name, raw = found[1].lower(), raw[found.end() :]


class _ValueError(Exception):
    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.hint = hint


def _string(file: BibFile, block: "Block") -> None:
    name = str(getattr(block, "key", "")).lower()
    try:
        file.strings[name] = _joined(str(getattr(block, "value", "")), file.strings)
    except _ValueError as error:
        file.unread.append(
            ("", BibFault(f"{error} in @string `{name}`", error.hint, block.start_line or 0))
        )


def _joined(raw: str, strings: Mapping[str, str], unknown: list[str] | None = None) -> str:
    """Return the text of a value: its pieces without braces and quotation marks, strings filled in.

    A name that no @string has stands for itself, and is put into ``unknown``.
    """
    made: list[str] = []
    size = place = 0
    while place < len(raw.rstrip()):
        if raw[place].isspace() or raw[place] == "#":
            place += 1
            continue
        end = _end_of_piece(raw, place)
        if end == 0:
            made.append(raw[place:].strip())
            break
        piece = raw[place:end].strip()
        if piece[0] in '{"':
            piece = piece[1:-1]
        elif not piece.isdigit():
            if unknown is not None and piece.lower() not in strings:
                unknown.append(piece)
            piece = strings.get(piece.lower(), piece)
        made.append(piece)
        size += len(piece)
        if size > limits.TEXT_LETTERS:
            raise _ValueError(f"more than {limits.TEXT_LETTERS:,} letters")
        place = end
    joined = "".join(made)
    if _depth(joined) > limits.BRACES:
        raise _ValueError(f"more than {limits.BRACES} braces in each other")
    return joined


def _end_of_piece(raw: str, place: int) -> int:
    """Return where the piece that begins at ``place`` ends; 0 where there is none."""
    while place < len(raw) and raw[place].isspace():
        place += 1
    if place == len(raw):
        return 0
    if raw[place] not in '{"':
        found = _PIECE.match(raw, place)
        return found.end() if found else 0
    depth = 0
    for mark in _MARK.finditer(raw, place):
        if mark[0] == "{":
            depth += 1
        elif mark[0] == "}":
            depth -= 1
            if depth == 0 and raw[place] == "{":
                return mark.end()
        elif mark[0] == '"' and depth == 0 and raw[place] == '"' and mark.start() > place:
            return mark.end()
    return 0


def _depth(tex: str) -> int:
    if "{" not in tex:
        return 0
    depth = deepest = 0
    for mark in _BRACE.finditer(tex):
        depth += {"{": 1, "}": -1}.get(mark[0], 0)
        deepest = max(deepest, depth)
    return deepest
