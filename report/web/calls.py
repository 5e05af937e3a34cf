"""A briefing and its notes come in; out, by the id of each call, what it cites and goes by."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import zip_longest

from ..content import Content
from ..content.reading_order import Text, read_in_order
from ..notes import Mark, Notes
from ..page import ledger
from ..text.inline import Call, CitedKey, OwnNote, Recall, pieces, plain

_Cites = tuple[CitedKey, ...]


@dataclass(frozen=True, slots=True)
class Called:
    """What a call cites, the id of its note, and where it stands.

    ``label`` is what the note goes by (note 12; Exhibit 1, note e), ``section`` the title of the
    section, ``anchor`` the exhibit whose lettered notes it is one of.
    """

    cites: _Cites
    note: str
    label: str
    section: str
    anchor: str


def called(read: Content, notes: Notes) -> Mapping[str, Called]:
    """Return every call; that of a note in the author's own words cites what stands in it."""
    found: dict[str, Called] = {}
    names: dict[str, _Cites] = {}
    model = read.briefing
    for text in read_in_order(model, read.library, read.source):
        for mark, keys in _marks(text, notes, names):
            if before := found.get(mark.id):
                found[mark.id] = replace(before, cites=(*before.cites, *keys))
                continue
            label = mark.note.label
            lettered = ledger.name_of_letter(model, text, label) if mark.kind == "letter" else ""
            title = model.section_of(text.block).title or model.title
            found[mark.id] = Called(
                keys,
                mark.note.id,
                lettered or model.catalogue.say("note", number=label),
                plain(title),
                text.exhibit,
            )
    return found


def _marks(text: Text, notes: Notes, names: dict[str, _Cites]) -> Iterator[tuple[Mark, _Cites]]:
    """Yield each mark of a text with what its call cites; the last may be a document's own."""
    marks = notes.marks.get(text.where, ())
    calls = (piece for piece in pieces(text.text) if isinstance(piece, Call | Recall | OwnNote))
    for mark, call in zip_longest(marks, calls):
        if mark is None:
            return
        match call:
            case Call():
                if call.name:
                    names[call.name] = call.keys
                yield mark, call.keys
            case Recall():
                yield mark, names.get(call.name, ())
            case OwnNote():
                yield mark, ()
            case _:
                yield mark, (CitedKey(text.implied),)
