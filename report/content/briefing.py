"""The assembly: a ``YamlFile`` comes in, title matter and sections of blocks go out."""

import datetime as dt
import hashlib
import itertools
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Annotated, Any, ClassVar, Literal, Union

from pydantic import BeforeValidator, Field, PrivateAttr, create_model, model_validator

from ..errors import Diagnostic, Loc, ReportError, suggestion
from ..text import catalogue
from ..text.catalogue import Catalogue
from ..text.language import Locale, Tag
from .blocks import Allowance, Block, Exhibit, Ledger, Reader, Sources, kind_of, kinds
from .document import Id, Licence, without_reason
from .model import Format, Model, Title, texts, validate
from .typefaces import NamedTypefaces
from .yamlfile import YamlFile

UNWRITTEN = 1_000_000
"""From here on the numbers of sections that are made: no file has so many."""


class Author(Model):
    """Who wrote the briefing: a person by ``family`` and ``given`` name, or a body, ``literal``."""

    family: str | None = None
    given: str | None = None
    literal: str | None = None

    @model_validator(mode="after")
    def _one_of_two(self) -> "Author":
        if (self.family is None) == (self.literal is None):
            raise ValueError("an author has a `family` name, or, being a body, a `literal` one")
        return self

    def __str__(self) -> str:
        return self.literal or " ".join(filter(None, (self.given, self.family)))

    @property
    def inverted(self) -> str:
        """The name as a bibliography begins with it."""
        return self.literal or ", ".join(filter(None, (self.family, self.given)))


def _named(written: Any) -> Any:
    """Read ``Anna Lecturer`` and ``Lecturer, Anna`` as a person, ``{The Desk}`` as a body."""
    if not isinstance(written, str) or not (name := written.strip()):
        return written
    if name[0] == "{" and name[-1] == "}":
        return {"literal": name[1:-1]}
    if "," in name:
        family, _, given = name.partition(",")
        return {"family": family, "given": given}
    given, _, family = name.rpartition(" ")
    return {"family": family, "given": given} if given else {"literal": name}


Named = Annotated[Author, BeforeValidator(_named, json_schema_input_type=str | Author)]


class NoteForms(Model):
    """How notes are printed.

    ``share``: calls that cite the same passages share a note within a ``section``, or each call has
    its own, ``none``. ``form``: the first note of a work is ``full``; all are ``short``, since the
    list of sources is complete; or documents go by their ``sigla``, and other works are short.
    """

    share: Literal["section", "none"] = "none"
    form: Literal["full", "short", "sigla"] = "full"


class Section(Model):
    """One section. It starts a page, or runs on under the one before it, or is the cover."""

    id: Id
    title: Title | None = None
    short_title: Title | None = None
    reader: Reader = Field(default="everyone", alias="for")
    layout: Literal["page", "run-on", "cover"] = "page"
    blocks: tuple[Block, ...] = Field(min_length=1)

    _loc: Loc = PrivateAttr(default=())

    @property
    def loc(self) -> Loc:
        """Where it is written in the briefing's file: ``("sections", 2)``."""
        return self._loc

    @model_validator(mode="after")
    def _titled(self) -> "Section":
        if self.title is None and self.layout != "cover":
            raise ValueError("a section needs a `title`; only the cover goes without")
        return self


class Briefing(Model):
    """A briefing, whole: what the cover and the metadata say, what it rests on, its sections.

    ``number`` is that in the series, ``edition`` the name of the edition (Second edition).
    ``theme`` is the name of a theme, or its folder beside this file.
    ``declared`` are words that no fact has, each with the reason; a word whose reason names a name
    of the facts stands for that name only. ``allow`` lets cases of the checks stand, as in a block.
    ``theme`` is the name of a theme, or of its folder beside this file.
    """

    formerly: ClassVar[Mapping[str, str]] = {"not-consulted": "further-reading"}

    format: Format = 1
    title: Title
    running_title: Title | None = None
    standfirst: Title
    series: Title
    number: Title | None = None
    audience: Title | None = None
    record_to: Title
    issued_by: Title
    authors: tuple[Named, ...] = ()
    edition_date: dt.date
    edition: Title | None = None
    language: Tag = "en-GB"
    subject: str | None = None
    keywords: tuple[str, ...] = ()
    licence: Licence
    style: str = "chicago-notes-bibliography-classic"
    locale: Locale | None = None
    quotes: Literal["double", "single"] = "double"
    values: dict[str, str] = {}
    words: dict[str, Any] = {}
    notes: NoteForms = NoteForms()
    theme: str | None = None
    fonts: NamedTypefaces | None = None
    located_addresses: bool = True
    attach: tuple[Literal["content", "references"], ...] = ()
    pages_at_most: int | None = Field(default=None, ge=1)
    notes_at_most: int = Field(default=30, ge=1, le=100)
    documents: tuple[str, ...] = Field(min_length=1)
    references: str | None = None
    further_reading: str | None = None
    declared: dict[str, str] = {}
    allow: tuple[Allowance, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)

    _by_loc: dict[Loc, Block] = PrivateAttr(default_factory=dict)

    @property
    def catalogue(self) -> Catalogue:
        """The words that the house prints, in the briefing's language, its own before them."""
        return Catalogue(self.language, self.words)

    def blocks(self) -> Iterator[Block]:
        """Yield every block, in reading order."""
        for section in self.sections:
            yield from section.blocks

    def block_at(self, loc: Loc) -> Block | None:
        """Return the block written at ``loc``; None for title matter and section titles."""
        return self._by_loc.get(loc)

    def place_of(self, name: str) -> Loc:
        """Return where the block of that ``Block.name`` is written; () where there is none."""
        return next((block.loc for block in self.blocks() if block.name == name), ())

    def section_of(self, loc: Loc) -> "Section":
        """Return the section in which the value at ``loc`` is written."""
        return next(section for section in self.sections if loc[:2] == section.loc)

    def exhibits(self) -> dict[str, int]:
        """Return the number of each exhibit, from 1 in reading order, by its id."""
        ids = [block.id for block in self.blocks() if isinstance(block, Exhibit)]
        return {name: number for number, name in enumerate(ids, start=1)}


@lru_cache(maxsize=8)
def model(added: tuple[type[Block], ...] = ()) -> type[Briefing]:
    """Return the model of a briefing whose sections take every kind of block there is.

    ``added`` are kinds beside ours and those of installed packages.
    """
    block: Any = Union[kinds(added)]  # noqa: UP007  made from a tuple
    blocks: Any = tuple[Annotated[block, Field(discriminator="kind")], ...]
    section: Any = create_model(
        "Section",
        __base__=Section,
        __doc__=Section.__doc__,
        blocks=(blocks, Field(min_length=1)),
    )
    return create_model(
        "Briefing",
        __base__=Briefing,
        __doc__=Briefing.__doc__,
        sections=(tuple[section, ...], Field(min_length=1)),
    )


def parse(source: YamlFile, added: tuple[type[Block], ...] = ()) -> Briefing:
    """Validate ``source``; ``ReportError`` lists every mistake, each at its line and column.

    ``added`` are kinds of block beside ours and those of installed packages.
    """
    _refuse_document(source)
    briefing = _placed(validate(model(added), source))
    seen: set[str] = set()
    problems: list[Diagnostic] = [*_covers(briefing, source), *_twice(briefing, source)]
    problems += _repeated(briefing, source)
    problems += _nowhere_in_full(briefing, source)
    problems += _worded(briefing, source)
    for loc, name in _ids(briefing):
        if name in seen:
            hint = "sections and exhibits share one set of names, since links lead to them"
            problems.append(Diagnostic(f"the id `{name}` is used twice", source.at(loc), hint))
        seen.add(name)
    if problems:
        raise ReportError(problems)
    return briefing


def _placed(briefing: Briefing) -> Briefing:
    """Return the briefing, in which every section and block knows where it is written.

    A block without an id is named by its section, its kind and what it says, so that its name stays
    when blocks are added, moved or taken out around it.
    """
    taken: set[str] = set()
    for number, section in enumerate(briefing.sections):
        _place(section, number, taken)
    briefing._by_loc.update((block.loc, block) for block in briefing.blocks())
    return briefing


def _place(section: Section, number: int, taken: set[str]) -> None:
    section._loc = ("sections", number)
    for b, block in enumerate(section.blocks):
        block._loc = (*section.loc, "blocks", b)
        block._name = _name(block, section, taken)
        taken.add(block.name)


def _name(block: Block, section: Section, taken: set[str]) -> str:
    if isinstance(block, Exhibit):
        return block.id
    said = repr([text for _, text in texts(block)]).encode()
    stem = f"{section.id}.{kind_of(type(block))}.{hashlib.sha256(said).hexdigest()[:8]}"
    same = (f"{stem}.{number}" for number in itertools.count(2))
    return stem if stem not in taken else next(name for name in same if name not in taken)


def _refuse_document(source: YamlFile) -> None:
    """Refuse a document's file in the place of a briefing's, in one sentence."""
    data = source.data
    if isinstance(data, dict) and {"key", "facts"} <= data.keys() and "sections" not in data:
        hint = "name the briefing; it lists its documents under `documents`"
        span = source.key_at(("key",))
        raise ReportError([Diagnostic("this is a source document, not a briefing", span, hint)])


def _covers(briefing: Briefing, source: YamlFile) -> Iterator[Diagnostic]:
    for number, section in enumerate(briefing.sections):
        if section.layout == "cover" and number:
            first = briefing.sections[0].layout == "cover"
            message = "there is a cover already" if first else "the cover is the first section"
            hint = "take the layout out, or write `layout: page`" if first else "move it up"
            yield Diagnostic(message, source.at(("sections", number, "layout")), hint)


def _twice(briefing: Briefing, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield each document that is listed twice, and each word declared without a reason."""
    for number, name in enumerate(briefing.documents):
        if name in briefing.documents[:number]:
            hint = "list each document once"
            message = f"`{name}` is listed twice"
            yield Diagnostic(message, source.at(("documents", number)), hint)
    for words, reason in briefing.declared.items():
        if not reason.strip():
            yield without_reason(source, ("declared", words))


def _repeated(briefing: Briefing, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield each block that prints again what another prints, or whose notes have its ids."""
    printed: set[type[Block]] = set()
    for section in briefing.sections:
        noted: set[type[Block]] = set()
        for block in section.blocks:
            cls, kind = type(block), kind_of(type(block))
            span = source.at((*block.loc, "kind"))
            if block.once and cls in printed:
                yield Diagnostic(f"`{kind}` is printed already", span, "take one of the two out")
            elif block.lettered and not isinstance(block, Exhibit) and cls in noted:
                hint = "put it into a section of its own, or join the two"
                yield Diagnostic(f"this section has a `{kind}` already", span, hint)
            printed.add(cls)
            noted.add(cls)


def _worded(briefing: Briefing, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield each entry of ``words`` that the catalogue has not, or that fills a gap it has not."""
    for word, fault in catalogue.faults(briefing.words).items():
        place = source.key_at(("words", word))
        yield Diagnostic(f"`{word}` {fault}", place, suggestion(word, catalogue.known()))


def _nowhere_in_full(briefing: Briefing, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield short notes without a list that has their works in full."""
    listed = any(isinstance(block, Sources) for block in briefing.blocks())
    if briefing.notes.form != "full" and not listed:
        message = "the notes are short, and no list has the works in full"
        hint = "add a block of `kind: sources`, or write `form: full`"
        yield Diagnostic(message, source.at(("notes", "form")), hint)


def with_annex(briefing: Briefing) -> Briefing:
    """Return the briefing with the ledger of its evidence as a last section."""
    taken = {*briefing.exhibits(), *(section.id for section in briefing.sections)}
    name = next(n for n in ("evidence", "annex", "annex-evidence") if n not in taken)
    section = Section(
        id=name, title=Title(briefing.catalogue.say("evidence")), blocks=(Ledger(kind="evidence"),)
    )
    _place(section, UNWRITTEN, {block.name for block in briefing.blocks()})
    whole = briefing.model_copy(update={"sections": (*briefing.sections, section)})
    whole._by_loc.update((block.loc, block) for block in section.blocks)
    return whole


def with_sheet(briefing: Briefing) -> Briefing:
    """Return the briefing with a sheet of its course before all else; it has no block."""
    sheet = Section.model_construct(id="", layout="sheet", blocks=())
    sheet._loc = ("sections", UNWRITTEN + 1)
    return briefing.model_copy(update={"sections": (sheet, *briefing.sections)})


def _ids(briefing: Briefing) -> list[tuple[Loc, str]]:
    found: list[tuple[Loc, str]] = []
    for section in briefing.sections:
        found.append(((*section.loc, "id"), section.id))
        exhibits = (block for block in section.blocks if isinstance(block, Exhibit))
        found += (((*block.loc, "id"), block.id) for block in exhibits)
    return found
