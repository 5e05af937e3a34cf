"""The ledger of the evidence: for every fact its words, its place, and the notes that cite it.

A ``Briefing`` with its ``Library``, ``YamlFile`` and ``Notes`` comes in, entries go out, in the
order of the documents and of their facts. Pages are known once the sections are laid out.
"""

import csv
import io
import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from ..content.blocks import Dates, Exhibit, Glance
from ..content.briefing import Briefing
from ..content.library import Library
from ..content.model import HouseTitle
from ..content.reading_order import Text, read_in_order
from ..content.yamlfile import YamlFile
from ..exhibits import dates
from ..notes import Notes
from ..press.fragment import Fragment
from ..text.catalogue import Catalogue
from ..text.inline import Call, OwnNote, Recall, pieces, plain

LedgerFormat = Literal["csv", "json"]

_COLUMNS = (
    *("fact", "claim", "document", "place", "supporting words", "status", "as of", "must keep"),
    *("notes", "pages"),
)


@dataclass(frozen=True, slots=True)
class Use:
    """A note that cites a fact: its words (note 7; Exhibit 3, note a), and the id of its call.

    ``section`` is the number of the section it is in, from 0.
    """

    note: str
    call: str
    section: int


@dataclass(frozen=True, slots=True)
class LedgerEntry:
    """One fact: what it says, the document and the place, the words there, where it is used."""

    fact: str
    claim: str
    document: str
    place: str
    supports: tuple[str, ...]
    status: str
    as_of: str
    must_keep: tuple[str, ...]
    uses: tuple[Use, ...]


def entries(
    briefing: Briefing, library: Library, source: YamlFile, called: Notes
) -> tuple[LedgerEntry, ...]:
    """Return the entry of every fact, those that nothing cites too."""
    uses = _uses(briefing, library, source, called)
    return tuple(
        LedgerEntry(
            key,
            fact.says,
            doc.key,
            doc.cited_places(fact.places, words=briefing.catalogue),
            fact.supports,
            fact.status,
            fact.as_of,
            fact.must_keep,
            tuple(uses.get(key, {})),
        )
        for key, (doc, fact) in library.facts.items()
    )


def as_of(written: str, house: Catalogue) -> str:
    """Return the date that a fact is true of in the words of the house.

    >>> as_of("c. 2013, undated", Catalogue())
    'c. 2013, undated'
    """
    if written.casefold() == "undated":
        return house.say("ledger-undated")
    if written.startswith(("c. ", "ca. ")):
        date, _, rest = written.partition(" ")[2].partition(", ")
        said = house.say("date-circa", date=as_of(date, house))
        return ", ".join([said, *([as_of(rest, house)] if rest else [])])
    try:
        return dates.read(written, house).words
    except ValueError:
        first, _, rest = written.partition(", ")
        return f"{as_of(first, house)}, {as_of(rest, house)}" if rest else written


def write(
    ledger: Sequence[LedgerEntry], library: Library, pages: Mapping[str, int], form: LedgerFormat
) -> str:
    """Return the ledger as CSV or JSON; ``pages`` gives the page of each call by its id, from 1."""
    if form == "json":
        data = [_record(entry, library, pages) for entry in ledger]
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(_COLUMNS)
    for entry in ledger:
        used = [str(pages.get(use.call, "")) for use in entry.uses]
        rows.writerow(
            (
                entry.fact,
                entry.claim,
                plain(library.documents[entry.document].short),
                entry.place,
                " | ".join(entry.supports),
                entry.status,
                entry.as_of,
                " | ".join(entry.must_keep),
                "; ".join(use.note for use in entry.uses),
                "; ".join(used),
            )
        )
    return out.getvalue()


def _record(entry: LedgerEntry, library: Library, pages: Mapping[str, int]) -> dict[str, object]:
    return {
        "fact": entry.fact,
        "claim": entry.claim,
        "document": entry.document,
        "document-title": plain(library.documents[entry.document].short),
        "place": entry.place,
        "supports": list(entry.supports),
        "status": entry.status,
        "as-of": entry.as_of,
        "must-keep": list(entry.must_keep),
        "used": [{"note": use.note, "page": pages.get(use.call)} for use in entry.uses],
    }


def by_section(ledger: Sequence[LedgerEntry], briefing: Briefing) -> tuple[LedgerEntry, ...]:
    """Return the ledger of a style without notes: a use is the section that it falls in."""
    sections = {
        section.loc[1]: Use(plain(section.title or briefing.title), f"s-{section.id}", number)
        for number, section in enumerate(briefing.sections)
    }
    return tuple(
        replace(entry, uses=tuple(dict.fromkeys(sections[use.section] for use in entry.uses)))
        for entry in ledger
    )


def pages(fragments: Sequence[Fragment]) -> Mapping[str, int]:
    """Return the page of every id that was laid out, from 1; front matter is not counted."""
    found: dict[str, int] = {}
    before = -sum(fragment.front for fragment in fragments)
    for fragment in fragments:
        for name, place in fragment.anchors.items():
            found.setdefault(name, before + place.page + 1)
        before += len(fragment.pages)
    return found


def _uses(
    briefing: Briefing, library: Library, source: YamlFile, called: Notes
) -> Mapping[str, Mapping[Use, None]]:
    """Return the uses of each fact in the order in which a reader meets them."""
    found: dict[str, dict[Use, None]] = {}
    named: dict[str, tuple[str, ...]] = {}
    for text in read_in_order(briefing, library, source):
        calls = (p for p in pieces(text.text) if isinstance(p, Call | Recall | OwnNote))
        for call, mark in zip(calls, called.marks.get(text.where, ()), strict=False):
            if isinstance(call, OwnNote):
                continue
            if isinstance(call, Call):
                keys = tuple(key.key for key in call.keys)
                if call.name:
                    named[call.name] = keys
            else:
                keys = named[call.name]
            lettered = mark.kind == "letter"
            words = name_of_letter(briefing, text, mark.note.label) if lettered else ""
            call_id = mark.note.first if lettered else mark.id
            words = words or briefing.catalogue.say("note", number=mark.note.label)
            use = Use(words, call_id, _section(text))
            for key in keys:
                found.setdefault(key, {})[use] = None
    return found


def _section(text: Text) -> int:
    match text.block:
        case ("sections", int(number), *_):
            return number
    raise AssertionError(f"a call outside the sections, at {text.block}")


def name_of_letter(briefing: Briefing, text: Text, label: str) -> str:
    """Return a lettered note with the exhibit, the box, or else the section that it is of."""
    block, say = briefing.block_at(text.block), briefing.catalogue.say
    if isinstance(block, Exhibit):
        return say("exhibit-note", exhibit=briefing.exhibits()[block.id], number=label)
    if isinstance(block, Dates | Glance):  # a cover has both, and no title
        place = _own_title(block, say) if isinstance(block, Glance) else say("key-dates")
        return say("section-note", section=place, number=label)
    title = briefing.section_of(text.block).title
    return say("section-note", section=plain(title), number=label) if title else ""


def _own_title(block: Glance, say: Callable[..., str]) -> str:
    """Return the title of a block, the house's own in the words of the briefing's language."""
    title = block.title
    return say(title.word) if isinstance(title, HouseTitle) else plain(title)


def grouped(ledger: Sequence[LedgerEntry]) -> Iterator[tuple[str, list[LedgerEntry]]]:
    """Yield each document with its entries."""
    by_document: dict[str, list[LedgerEntry]] = {}
    for entry in ledger:
        by_document.setdefault(entry.document, []).append(entry)
    yield from by_document.items()
