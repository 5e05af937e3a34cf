"""Two editions of a briefing come in; what changed by section, sentence, fact and note goes out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from ..content.briefing import Section
from ..content.document import Document, Fact
from ..content.model import HouseLine, HouseTitle, Prose, texts
from ..text import differences, sentences
from ..text.inline import Call, OwnNote, Words, parse
from .editions import BriefingEdition

EditKind = Literal["new", "gone", "changed"]
_ALIKE = 0.5  # likeness of two sentences, or they are two, and neither is the other changed


@dataclass(frozen=True, slots=True)
class SaidSentence:
    """A sentence, or a text of one line, and the keys that it cites."""

    words: str
    cites: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangedSentence:
    """A sentence that is new, gone, or changed; ``marked`` has [-old-] and {+new+} words."""

    kind: EditKind
    marked: str
    cites: str = ""


@dataclass(frozen=True, slots=True)
class ChangedSection:
    """A section in which something changed."""

    id: str
    title: str
    kind: EditKind
    sentences: tuple[ChangedSentence, ...] = ()
    retitled: str = ""


@dataclass(frozen=True, slots=True)
class ChangedFact:
    """A fact that is new, gone, or changed: in which fields, from what, to what."""

    id: str
    document: str
    kind: EditKind
    fields: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class EditionChanges:
    """All that changed from one edition to another; ``calls`` are how many each has."""

    sections: tuple[ChangedSection, ...]
    facts: tuple[ChangedFact, ...]
    documents: tuple[tuple[EditKind, str], ...]
    fields: tuple[tuple[str, str, str], ...]
    calls: tuple[int, int]

    @property
    def same(self) -> bool:
        """Whether nothing changed."""
        return not (self.sections or self.facts or self.documents or self.fields)


def compare(old: BriefingEdition, new: BriefingEdition) -> EditionChanges:
    """Return what changed from the old edition to the new one."""
    documents: list[tuple[EditKind, str]] = [
        *(("gone", key) for key in old.documents if key not in new.documents),
        *(("new", key) for key in new.documents if key not in old.documents),
    ]
    return EditionChanges(
        tuple(_sections(old, new)),
        tuple(_facts(old.documents, new.documents)),
        tuple(documents),
        tuple(_head(old, new)),
        (_calls(old), _calls(new)),
    )


_HEAD = ("title", "standfirst", "edition", "edition_date", "record_to", "language", "style")


def _head(old: BriefingEdition, new: BriefingEdition) -> Iterator[tuple[str, str, str]]:
    for name in _HEAD:
        one, other = (str(getattr(e.briefing, name) or "") for e in (old, new))
        if one != other:
            yield name.replace("_", "-"), one, other


def _calls(edition: BriefingEdition) -> int:
    said = (s for section in edition.briefing.sections for s in _said(section, edition))
    return sum(bool(sentence.cites) for sentence in said)


def _sections(old: BriefingEdition, new: BriefingEdition) -> Iterator[ChangedSection]:
    before = {section.id: section for section in old.briefing.sections}
    after = {section.id: section for section in new.briefing.sections}
    for name, section in after.items():
        title = str(section.title or name)
        if name not in before:
            found = (ChangedSentence("new", s.words) for s in _said(section, new))
            yield ChangedSection(name, title, "new", tuple(found))
            continue
        changed = tuple(_sentences(_said(before[name], old), _said(section, new)))
        was = str(before[name].title or name)
        retitled = was if was != title else ""
        if changed or retitled:
            yield ChangedSection(name, title, "changed", changed, retitled)
    for name, section in before.items():
        if name not in after:
            found = (ChangedSentence("gone", s.words) for s in _said(section, old))
            yield ChangedSection(name, str(section.title or name), "gone", tuple(found))


def _said(section: Section, edition: BriefingEdition) -> list[SaidSentence]:
    """Return every sentence that an author wrote in a section, in order."""
    language = edition.briefing.language
    found = []
    for block in section.blocks:
        for _, text in texts(block):
            if isinstance(text, HouseTitle | HouseLine):
                continue
            for paragraph in parse(text):
                if isinstance(text, Prose):
                    parts = sentences.sentences(paragraph, language)
                    found += [SaidSentence(s.text, tuple(_keys(s.calls))) for s in parts if s.text]
                else:
                    words = "".join(p.plain for p in paragraph if isinstance(p, Words)).strip()
                    found.append(SaidSentence(words, tuple(_keys(paragraph))))
    return found


def _keys(pieces: Sequence[object]) -> Iterator[str]:
    for piece in pieces:
        if isinstance(piece, Call):
            yield from (cited.key for cited in piece.keys)
        elif isinstance(piece, OwnNote):
            yield from _keys(piece.inside)


def _sentences(
    old: Sequence[SaidSentence], new: Sequence[SaidSentence]
) -> Iterator[ChangedSentence]:
    matcher = SequenceMatcher(None, [s.words for s in old], [s.words for s in new], autojunk=False)
    for operation, a, b, c, d in matcher.get_opcodes():
        if operation == "equal":
            for one, other in zip(old[a:b], new[c:d], strict=True):
                if one.cites != other.cites:
                    yield ChangedSentence("changed", other.words, _cites(one, other))
            continue
        yield from _paired(list(old[a:b]), list(new[c:d]))


def _paired(old: list[SaidSentence], new: list[SaidSentence]) -> Iterator[ChangedSentence]:
    """Yield the sentences of a place, each new one beside the old one that it is most like."""
    for other in new:
        likeness = [(differences.likeness(one.words, other.words), n) for n, one in enumerate(old)]
        best, n = max(likeness, default=(0.0, 0))
        if best < _ALIKE:
            yield ChangedSentence("new", other.words)
            continue
        one = old.pop(n)
        cites = _cites(one, other) if one.cites != other.cites else ""
        before, after = differences.parts(one.words), differences.parts(other.words)
        shown = differences.marked(before, after)
        yield ChangedSentence("changed", shown, cites)
    yield from (ChangedSentence("gone", one.words) for one in old)


def _cites(one: SaidSentence, other: SaidSentence) -> str:
    more = [f"+{key}" for key in other.cites if key not in one.cites]
    less = [f"-{key}" for key in one.cites if key not in other.cites]
    return " ".join([*more, *less]) or "in another order"


def _facts(old: Mapping[str, Document], new: Mapping[str, Document]) -> Iterator[ChangedFact]:
    before = {name: (key, fact) for key, doc in old.items() for name, fact in doc.facts.items()}
    after = {name: (key, fact) for key, doc in new.items() for name, fact in doc.facts.items()}
    for name, (key, fact) in after.items():
        if name not in before:
            yield ChangedFact(name, key, "new", (("says", "", fact.says),))
        elif fields := tuple(_fields(before[name][1], fact)):
            yield ChangedFact(name, key, "changed", fields)
    for name, (key, fact) in before.items():
        if name not in after:
            yield ChangedFact(name, key, "gone", (("says", fact.says, ""),))


def _fields(one: Fact, other: Fact) -> Iterator[tuple[str, str, str]]:
    old, new = (fact.model_dump(by_alias=True, exclude_none=True) for fact in (one, other))
    for name in {**old, **new}:
        if old.get(name) != new.get(name) and name != "remark":
            yield name, _written(old.get(name)), _written(new.get(name))


def _written(value: object) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{k} {_written(v)}" for k, v in value.items() if v is not None)
    if isinstance(value, tuple | list):
        return "; ".join(map(_written, value))
    return "" if value is None else str(value)
