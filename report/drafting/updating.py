"""A document that changed comes in; its YAML files follow it; what became of each fact goes out.

What still stands stays; what stands elsewhere now gets its new place; what is new is drafted; what
stands nowhere any more is named, and left for its author.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import files
from ..content import yamlfile
from ..content.document import DRAFT, Document, Fact, Place
from ..content.model import validate
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, ReportError
from ..files import FileError
from ..text.wording import count_words, has
from ..verification import passages, texts
from ..verification.folder import share_said
from ..verification.nearest import Finder
from ..verification.passages import At, Passages
from ..verification.texts import normal
from . import script, taking, writing
from .drafts import drafter, heading_digests, is_foreign, key_of
from .rewriting import Rewriter, restructured
from .structure import Entry, FoundStructure, document_of, outline
from .writing import TODO


@dataclass(frozen=True, slots=True)
class Update:
    """What became of the facts of a document that changed."""

    document: Path
    lines: tuple[str, ...]
    lost: tuple[Diagnostic, ...]
    summary: str


def update(path: Path, into: Path) -> Update:
    """Let the files of a document follow it; ``FileError`` where it is of none in the folder."""
    text = texts.read(path)
    target = _target(path, into, text)
    draft = _draft_of(target)
    written = yamlfile.read(target)
    doc = validate(Document, written)
    seen, typed = _seen(draft), texts.is_typed(path)
    language = str(doc.reference.get("language") or script.language(text)[0])
    found = outline(path, text)
    parts, lines = _parts(doc, found, text, seen, typed=typed)
    now = doc.model_copy(update={"structure": document_of(parts).structure})
    moves = _Moves(passages.cut(text, now, typed=typed, clauses=True), now)
    moves.look(written)
    if draft:
        moves.look(draft, is_draft=True)
    structure = FoundStructure(tuple(parts), found.about)
    made = drafter(path, text, structure, into, doc.key, language).facts()
    new = tuple(fact for fact in made if fact.digest not in seen and not moves.has(fact.sentence))
    blocks = writing.facts(new, foreign=is_foreign(language, into))
    digests = {*seen, *(fact.digest for fact in new), *heading_digests(found)}
    rewritten = _rewritten(written, parts, moves, path, text)
    if draft is None:
        drafted = writing.draft(target.name, path.name, blocks or "  {}\n", digests)
    else:
        drafted = _redrafted(draft, moves, blocks, digests)
    files.write(target, rewritten.encode())
    files.write(_draft_path(target), drafted.encode())
    moved, lost = len(moves.moved), len(moves.lost)
    counts = f"{moves.stand} facts stand, {moved} moved, {len(new)} new, {lost} lost"
    lines += [f"moved: `{m.id}`: {m.before} -> {m.after}" for m in moves.moved]
    lines += [f"new: `{fact.id}`: {fact.sentence}" for fact in new]
    lines += [f"left out of the draft: `{name}`, whose sentence is gone" for name in moves.gone]
    return Update(target, tuple(lines), tuple(moves.lost), counts)


def _target(path: Path, into: Path, text: str) -> Path:
    """Return the file of the document that was drafted from this file, or has most of its words."""
    best: tuple[float, Path] | None = None
    digest, plain = texts.digest(path), normal(text)
    keys = key_of(path), script.latin(path.stem)  # boats-2 may follow boats
    for written in sorted(into.glob("*.yaml")):
        if written.name.endswith(DRAFT):
            continue
        try:
            source = yamlfile.read(written)
            doc = validate(Document, source)
        except ReportError:
            continue
        draft = _draft_of(written)
        named = draft.data.get("source") if draft and isinstance(draft.data, dict) else ""
        if named == path.name or doc.digest == digest:
            return written
        share = share_said(doc, plain)
        if doc.key in keys or share > 0.5:
            best = max(filter(None, (best, (share, written))))
    if best is None:
        raise FileError(f"was not drafted into {into}", "`report draft FILE` drafts it")
    return best[1]


def _draft_path(target: Path) -> Path:
    return target.with_name(target.stem + DRAFT)


def _draft_of(target: Path) -> YamlFile | None:
    path = _draft_path(target)
    return yamlfile.read(path) if path.is_file() else None


def _seen(draft: YamlFile | None) -> frozenset[str]:
    """Return what stands for the sentences and headings that were drafted before."""
    data = draft.data.get("drafted") if draft and isinstance(draft.data, dict) else None
    return frozenset(map(str, data)) if isinstance(data, list) else frozenset()


def _parts(
    doc: Document, found: FoundStructure, text: str, seen: frozenset[str], *, typed: bool
) -> tuple[list[Entry], list[str]]:
    """Return the structure as it is now, and what is said of it."""
    own: list[Entry] = [p.model_dump(exclude_none=True, by_alias=True) for p in doc.structure]
    missing = set(passages.cut(text, doc, typed=typed).missing)
    names = {_name(part) for part in own}
    digests = dict(zip(map(_name, found.parts), heading_digests(found), strict=True))
    replaced = {_name(p): p for p in found.parts if "section" in p}
    kept: list[Entry] = []
    lines = []
    for number, part in enumerate(own):
        if number not in missing:
            kept.append(part)
        elif _name(part) in replaced:
            kept.append({**part, "begins": replaced[_name(part)]["begins"]})
        else:
            lines.append(f"gone: {_said(part)}")
    before = ""
    for part in found.parts:
        name = _name(part)
        if name not in names and digests[name] not in seen:
            at = next((n + 1 for n, p in enumerate(kept) if _name(p) == before), 0)
            kept.insert(at, part)
            lines.append(f"new: {_said(part)}")
        before = name if any(_name(p) == name for p in kept) else before
    return kept, lines


def _kind(part: Entry) -> str:
    return next(name for name in ("heading", "caption", "section") if name in part)


def _name(part: Entry) -> str:
    """Return what an entry is known again by."""
    return f"{_kind(part)} {normal(part[_kind(part)])}"


def _said(part: Entry) -> str:
    return f"{_kind(part)} “{part[_kind(part)]}”"


@dataclass(frozen=True, slots=True)
class _Move:
    """A fact that stands elsewhere now."""

    id: str
    before: str
    after: str
    places: tuple[Place, ...]
    file: Path


_FAR = 100  # paragraphs that a row of a table may have moved


class _Moves:
    """Where each fact stands now; grows file by file."""

    def __init__(self, cut: Passages, doc: Document) -> None:
        self.cut, self.doc = cut, doc
        self.finder = Finder(cut)
        self.stand = 0
        self.moved: list[_Move] = []
        self.lost: list[Diagnostic] = []
        self.gone: list[str] = []  # drafted, not written, and no longer in the document
        self.phrases: list[tuple[str, ...]] = []

    def look(self, file: YamlFile, *, is_draft: bool = False) -> None:
        """Look each fact of a file up."""
        raw = file.data.get("facts") if isinstance(file.data, dict) else None
        for key, value in raw.items() if isinstance(raw, dict) else ():
            fact = Fact.model_validate(value)
            if self._stands(fact):
                self.stand += 1
                self.phrases.append(fact.phrases)
            elif places := self._elsewhere(fact):
                before, after = map(self.doc.cited_places, (fact.places, places))
                self.moved.append(_Move(key, before, after, places, file.path))
                self.phrases.append(fact.phrases)
            elif is_draft and fact.says in ("", TODO):
                self.gone.append(key)
            else:
                self.lost.append(self._said(key, fact, file))

    def has(self, sentence: str) -> bool:
        """Say whether a fact that is in the document rests on a sentence."""
        said = normal(sentence)
        return any(all(has(said, normal(phrase)) for phrase in one) for one in self.phrases)

    def _stands(self, fact: Fact) -> bool:
        return self._stands_at(fact.places, fact)

    def _stands_at(self, places: Sequence[Place], fact: Fact) -> bool:
        there = " \0 ".join(self.cut.at(place) or "" for place in places)
        return all(has(there, normal(phrase)) for phrase in fact.phrases)

    def _shifted(self, fact: Fact) -> tuple[Place, ...]:
        """Return the places that are as far from each other, as the cells of a row stay."""
        for step in sorted(range(-_FAR, _FAR + 1), key=abs):
            places = tuple(
                place.model_copy(update={"paragraph": place.paragraph + step})
                for place in fact.places
                if place.paragraph and not place.bullet
            )
            if len(places) == len(fact.places) and self._stands_at(places, fact):
                return places
        return ()

    def _elsewhere(self, fact: Fact) -> tuple[Place, ...]:
        """Return the one passage that has all phrases now, rather under the same heading."""
        if len(fact.places) > 1:
            return self._shifted(fact)
        own = fact.places[0]
        wanted = [normal(phrase) for phrase in fact.phrases]
        having = [
            at
            for at, text in self.cut.texts.items()
            if (_is_clause(at) if own.clause else at.is_passage)
            and all(has(text, phrase) for phrase in wanted)
        ]
        if not having:
            return ()
        best = min(having, key=lambda at: (at.under != own.under, len(self.cut.texts[at])))
        return (best.place,)

    def _said(self, key: str, fact: Fact, file: YamlFile) -> Diagnostic:
        wanted = max(fact.phrases, key=len)
        near = self.finder.nearest(normal(wanted), At.of(fact.places[0]))
        hint = "the document has nothing like it any more"
        if near:
            hint = f"nearest, {passages.name_of(near.at, self.doc)}: {near.marked}"
        place = file.at(("facts", key, "supports"))
        return Diagnostic(f"`{key}` no longer stands in the document", place, hint, level="doubt")


def _is_clause(at: At) -> bool:
    return bool(at.under and at.clause and not at.paragraph)


def _rewritten(
    written: YamlFile, parts: Sequence[Entry], moves: _Moves, path: Path, text: str
) -> str:
    """Return the document's file with the places, structure, digest and words that it has now."""
    own = Rewriter(written)
    own.scalar(("digest",), texts.digest(path))
    own.scalar(("words",), str(count_words(text)))
    _places(own, moves, written.path)
    made = restructured(own, parts)
    validate(Document, yamlfile.parse(written.path, made))
    return made


def _places(file: Rewriter, moves: _Moves, path: Path) -> None:
    for move in moves.moved:
        if move.file == path:
            each = [writing.dump(writing.place_data(place)).strip() for place in move.places]
            written = each[0] if len(each) == 1 else f"[{', '.join(each)}]"
            file.node(("facts", move.id, "place"), f"{written}\n")


def _redrafted(draft: YamlFile, moves: _Moves, blocks: str, digests: set[str]) -> str:
    """Return the draft with mended places, without what is gone, and with what is new."""
    file = Rewriter(draft)
    _places(file, moves, draft.path)
    mended = yamlfile.parse(draft.path, file.text())
    gone = [entry for entry in taking.read(mended) if entry.id in moves.gone]
    left = yamlfile.parse(draft.path, taking.without(mended.text, gone))
    added = taking.inserted(left, [blocks.rstrip("\n")]) if blocks else left.text
    head, _, _ = added.partition("\ndrafted:")
    return f"{head.rstrip()}\n\n{writing.drafted(digests)}"
