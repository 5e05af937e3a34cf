"""A source document as the editors hold it: reference, summary, structure, facts."""

import re
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType
from typing import Annotated, Any, Literal, Self

from pydantic import BeforeValidator, Field, StringConstraints, model_validator

from ..errors import Diagnostic, Loc, ReportError
from ..text.catalogue import Catalogue
from ..text.language import Address
from ..text.wording import count_words, exact
from .model import CLAUSE, DIGEST, ID, SIGLUM, Format, Model, Prose, Title, validate
from .yamlfile import YamlFile, read, unchanged

Id = Annotated[str, StringConstraints(pattern=ID)]
_OPEN = re.compile(r"\b(?:creative commons|cc0|cc[ -](?:by|zero)|public domain)\b", re.IGNORECASE)
Status = Literal["stated", "attributed", "passive", "caption", "heading", "meta"]

DRAFT = ".draft.yaml"
"""What the name of a draft ends in, beside the document's file: it is no part of a briefing."""

ENGLISH_WORDS = Catalogue()


class Place(Model):
    """Where in a document a fact stands; ``under`` alone is the heading itself.

    Paragraphs count from 1 under each heading; bullets from 1 under each paragraph; captions from 1
    under each heading, apart from the paragraphs. A ``clause`` of a treaty or a law has the number
    that the document prints before it (4, 4.2, 4(a), IV); paragraphs then count from 1 in it.
    """

    under: str
    clause: Annotated[str, StringConstraints(pattern=CLAUSE)] | None = None
    paragraph: int | None = Field(default=None, ge=1)
    bullet: int | None = Field(default=None, ge=1)
    caption: int | None = Field(default=None, ge=1)

    @model_validator(mode="after")
    def _one_passage(self) -> Self:
        if self.caption is not None and (self.paragraph or self.bullet or self.clause):
            raise ValueError("a place is a paragraph, one of its bullets, or a caption: not both")
        if self.clause is not None and self.bullet:
            raise ValueError("a place in a clause is the clause or one of its paragraphs")
        return self


class Elsewhere(Place):
    """The same words in another document of the briefing."""

    document: Id


def _listed(value: object) -> object:
    """Return one place as a list of one."""
    return [value] if isinstance(value, dict) else value


def _one_or_several(schema: dict[str, Any]) -> None:
    """Let an editor take a single place, too."""
    several = {key: schema.pop(key) for key in ("type", "items", "minItems") if key in schema}
    schema["anyOf"] = [several["items"], several]


class Fact(Model):
    """One atomic claim of a document, in the editors' words, tied to the phrases that bear it.

    ``place`` is one place or a list: each holds some of the phrases, together they hold all.
    ``quote`` are words of the document that a note prints beside the place, to show what bears the
    claim; they stand at the place, as the phrases do.
    """

    says: str
    places: Annotated[tuple[Place, ...], BeforeValidator(_listed)] = Field(
        alias="place", min_length=1, json_schema_extra=_one_or_several
    )
    supports: tuple[str, ...] = Field(min_length=1)
    quote: str | None = None
    as_of: str = "undated"
    status: Status = "stated"
    must_keep: tuple[str, ...] = ()
    declared: dict[str, str] = {}
    remark: str | None = None
    also: tuple[Elsewhere, ...] = ()

    @property
    def phrases(self) -> tuple[str, ...]:
        """All words of the document that stand in this fact: what bears it, and what is quoted."""
        return (*self.supports, *([self.quote] if self.quote else []))


class Part(Model):
    """One entry of a document's structure: a heading, a caption, or a part without a heading."""

    heading: str | None = None
    caption: str | None = None
    section: str | None = None
    begins: str | None = None
    cited_as: str | None = None

    @model_validator(mode="after")
    def _one_of_three(self) -> "Part":
        if sum(x is not None for x in (self.heading, self.caption, self.section)) != 1:
            raise ValueError("give one of `heading`, `caption` and `section`")
        if (self.section is None) != (self.begins is None):
            raise ValueError("`section` needs `begins`, the first words of that part")
        return self

    @property
    def name(self) -> str | None:
        """What ``under`` says to mean this part; None for a caption."""
        return self.heading or self.section


class SameText(Model):
    """Another document that carries the same text: the two are one witness."""

    document: Id
    because: str


class Licence(Model):
    """Under what licence a text may be used; ``credit`` is the line that the licence asks for.

    ``reprint`` says that a licence we do not know allows a passage to be printed whole.
    """

    name: str
    url: Address | None = None
    credit: Title | None = None
    reprint: bool = False

    @property
    def allows_reprints(self) -> bool:
        """Whether a passage may be printed whole."""
        return self.reprint or _OPEN.search(self.name) is not None


class Excerpt(Model):
    """A passage of the document, letter for letter, to be printed whole.

    ``under`` alone is all of a part; with a paragraph, bullet or caption it is that passage. An
    empty line parts paragraphs.
    """

    place: Place
    text: str = Field(min_length=1)


class Document(Model):
    """One source document, whole; ``siglum`` is the letter or two that notes may call it by."""

    format: Format = 1
    key: Id
    short: Title
    siglum: Annotated[str, StringConstraints(pattern=SIGLUM)] | None = None
    reference: dict[str, Any]
    title_translated: str | None = None
    located: Address | None = None
    licence: Licence | None = None
    same_text_as: SameText | None = None
    digest: Annotated[str, StringConstraints(pattern=DIGEST)] | None = None
    words: int | None = None
    latest_event: str | None = None
    summary: Prose
    witness_to: Prose
    does_not_say: Prose
    structure: tuple[Part, ...] = ()
    passages: dict[Id, Excerpt] = {}
    facts: dict[Id, Fact]

    @property
    def words_quoted(self) -> int:
        """How many words of the document stand in its facts, each phrase counted once."""
        phrases = {exact(phrase) for fact in self.facts.values() for phrase in fact.phrases}
        within = {p for p in phrases if any(p != other and p in other for other in phrases)}
        return sum(map(count_words, phrases - within))

    def in_order(self, places: Iterable[Place]) -> list[Place]:
        """Return ``places`` in the order in which their headings stand in the document."""
        names = [part.name for part in self.structure]
        return sorted(places, key=lambda p: names.index(p.under) if p.under in names else -1)

    def cited_places(
        self,
        places: Iterable[Place],
        *,
        quoted: Mapping[Place, Sequence[str]] = MappingProxyType({}),
        brief: bool = False,
        words: Catalogue = ENGLISH_WORDS,
    ) -> str:
        """Return ``places`` as a note prints them: under “National Peace Accord,” paras. 1–2.

        Places under one heading are joined, in the order in which the headings come first, and
        followed by the words that are ``quoted`` from them. ``brief`` is for a note with a siglum:
        “National Peace Accord,” ¶¶ 1–2.
        """
        under: dict[str, list[Place]] = {}
        for place in places:
            under.setdefault(place.under, []).append(place)
        return "; ".join(
            self._under(name, found, words, brief=brief)
            + _quoted((q for place in dict.fromkeys(found) for q in quoted.get(place, ())), words)
            for name, found in under.items()
        )

    def _under(self, name: str, places: list[Place], words: Catalogue, *, brief: bool) -> str:
        part = next((p for p in self.structure if p.name == name), None)
        label = (part.cited_as or part.section) if part else None
        counts = _counts(places, "para-sign" if brief else "para", words)
        if label:
            return f"{label}, {counts}" if counts else label
        if not counts:
            return words.say("heading", heading=name)
        return words.say("under-brief" if brief else "under", heading=name, place=counts)


def _quoted(quotes: Iterable[str], words: Catalogue) -> str:
    """Return words quoted after a place, each once: : “formally,” “informal”."""
    found = words.say("quoted-between").join(dict.fromkeys(quotes))
    return words.say("quoted", words=found) if found else ""


def _counts(places: list[Place], para: str, words: Catalogue) -> str:
    """Return paragraphs, bullets and captions under one heading: para. 3, bullets 1–4."""
    clauses = dict.fromkeys(p.clause for p in places if p.clause and not p.paragraph)
    listed = ", ".join(map(str, clauses))
    counts = [f"{words.say('clause', number=len(clauses))} {listed}"] if clauses else []
    for clause in dict.fromkeys(p.clause for p in places if p.clause and p.paragraph):
        within = [p.paragraph for p in places if p.clause == clause and p.paragraph]
        numbers = _numbers(para, within, words)
        counts.append(f"{words.say('clause', number=1)} {clause}, {numbers}")
    places = [p for p in places if not p.clause]
    plain = [p.paragraph for p in places if p.paragraph and not p.bullet]
    counts.append(_numbers(para, plain, words))
    with_bullets = sorted({p.paragraph or 0 for p in places if p.bullet})
    for paragraph in with_bullets:
        bullets = [p.bullet for p in places if p.bullet and (p.paragraph or 0) == paragraph]
        number = f"{words.say(para, number=1)} {paragraph}, " if paragraph else ""
        counts.append(number + _numbers("bullet", bullets, words))
    counts.append(_numbers("caption", [p.caption for p in places if p.caption], words))
    return f" {words.say('and')} ".join(filter(None, counts))


def _numbers(word: str, numbers: Iterable[int], words: Catalogue) -> str:
    """Return numbers in order, runs as ranges: paras. 1–3, 5."""
    runs: list[list[int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    if not runs:
        return ""
    shown = ", ".join(f"{r[0]}–{r[-1]}" if len(r) > 1 else str(r[0]) for r in runs)
    return f"{words.say(word, number=sum(map(len, runs)))} {shown}"


_LATE = 64  # documents that are kept while their files are as they were
_late: OrderedDict[tuple[Path, tuple[Path, ...]], tuple[Document, YamlFile]] = OrderedDict()


def load(path: Path, roots: Sequence[Path] = ()) -> tuple[Document, YamlFile]:
    """Read the document file at ``path``; ``ReportError`` lists every mistake in it.

    One that is as it was when this process read it last is not parsed again.
    """
    key = path, tuple(roots)
    known = _late.get(key)
    if known and unchanged(known[1]):
        return known
    made = _late[key] = _load(path, roots)
    _late.move_to_end(key)
    while len(_late) > _LATE:
        _late.popitem(last=False)
    return made


def _load(path: Path, roots: Sequence[Path]) -> tuple[Document, YamlFile]:
    source = read(path, roots)
    if path.name.endswith(DRAFT):
        hint = (
            f"list {path.name.removesuffix(DRAFT)}.yaml, and take its facts: `report draft --take`"
        )
        place = source.at(())
        raise ReportError([Diagnostic("this is a draft, not a source document", place, hint)])
    if isinstance(source.data, dict) and "sections" in source.data:
        hint = "under `documents` stand the files of the source documents"
        span = source.key_at(("sections",))
        raise ReportError([Diagnostic("this is a briefing, not a source document", span, hint)])
    return validate(Document, source), source


def without_reason(source: YamlFile, loc: Loc) -> Diagnostic:
    """Return what is said of a word that is declared without a reason.

    ``{Tarn: the speaker, named above}`` is two words to YAML, and the second has no reason.
    """
    hint = "give the reason; one with a comma in it stands in quotation marks"
    return Diagnostic(f"`{loc[-1]}` is declared without a reason", source.key_at(loc), hint)
