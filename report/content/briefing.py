"""The assembly: a ``YamlFile`` comes in, title matter and sections of blocks go out."""

import datetime as dt
from collections.abc import Iterator
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, model_validator

from ..errors import Diagnostic, Loc, ReportError
from ..text.language import Locale, Tag
from .blocks import Allowance, AnyBlock, Exhibit, Ledger
from .document import Key, Licence, without_reason
from .model import Model, Title, validate
from .yamlfile import YamlFile


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


class Section(Model):
    """One section. It starts a page, or runs on under the one before it, or is the cover."""

    id: Key
    title: Title | None = None
    short_title: Title | None = None
    layout: Literal["page", "run-on", "cover"] = "page"
    blocks: tuple[AnyBlock, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _titled(self) -> "Section":
        if self.title is None and self.layout != "cover":
            raise ValueError("a section needs a `title`; only the cover goes without")
        return self


class Briefing(Model):
    """A briefing, whole: what the cover and the metadata say, what it rests on, its sections.

    ``declared`` are words that no fact has, each with the reason; a word whose reason names a name
    of the facts stands for that name only. ``allow`` lets cases of the checks stand, as in a block.
    """

    title: Title
    running_title: Title | None = None
    standfirst: Title
    series: Title
    audience: Title | None = None
    record_to: Title
    issued_by: Title
    authors: tuple[Named, ...] = ()
    edition_date: dt.date
    language: Tag = "en-GB"
    subject: str | None = None
    keywords: tuple[str, ...] = ()
    licence: Licence
    style: str = "chicago-notes-bibliography-classic"
    locale: Locale | None = None
    quotes: Literal["double", "single"] = "double"
    located_addresses: bool = True
    attach: tuple[Literal["content", "references"], ...] = ()
    pages_at_most: int | None = Field(default=None, ge=1)
    documents: tuple[str, ...] = Field(min_length=1)
    references: str | None = None
    not_consulted: str | None = None
    declared: dict[str, str] = {}
    allow: tuple[Allowance, ...] = ()
    sections: tuple[Section, ...] = Field(min_length=1)

    def exhibits(self) -> dict[str, int]:
        """Return the number of each exhibit, from 1 in reading order, by its id."""
        ids = [b.id for s in self.sections for b in s.blocks if isinstance(b, Exhibit)]
        return {name: number for number, name in enumerate(ids, start=1)}


def parse(source: YamlFile) -> Briefing:
    """Validate ``source``; ``ReportError`` lists every mistake, each at its line and column."""
    _refuse_document(source)
    briefing = validate(Briefing, source)
    seen: set[str] = set()
    problems: list[Diagnostic] = [*_covers(briefing, source), *_twice(briefing, source)]
    problems += _repeated(briefing, source)
    for loc, name in _ids(briefing):
        if name in seen:
            hint = "sections and exhibits share one set of names, since links lead to them"
            problems.append(Diagnostic(f"the id `{name}` is used twice", source.at(loc), hint))
        seen.add(name)
    if problems:
        raise ReportError(problems)
    return briefing


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


_ONCE = ("documents", "evidence", "contents", "exhibits-list", "sources")


def _repeated(briefing: Briefing, source: YamlFile) -> Iterator[Diagnostic]:
    """Yield each block that prints again what another prints, or whose notes have its ids."""
    printed: set[str] = set()
    for s, section in enumerate(briefing.sections):
        noted: set[str] = set()
        for b, block in enumerate(section.blocks):
            kind = str(getattr(block, "kind", ""))
            span = source.at(("sections", s, "blocks", b, "kind"))
            if kind in _ONCE and kind in printed:
                yield Diagnostic(f"`{kind}` is printed already", span, "take one of the two out")
            elif block.lettered and not isinstance(block, Exhibit) and kind in noted:
                hint = "put it into a section of its own, or join the two"
                yield Diagnostic(f"this section has a `{kind}` already", span, hint)
            printed.add(kind)
            noted.add(kind)


def with_annex(briefing: Briefing) -> Briefing:
    """Return the briefing with the ledger of its evidence as a last section."""
    taken = {*briefing.exhibits(), *(section.id for section in briefing.sections)}
    name = next(n for n in ("evidence", "annex", "annex-evidence") if n not in taken)
    section = Section(id=name, title=Title("The evidence"), blocks=(Ledger(kind="evidence"),))
    return briefing.model_copy(update={"sections": (*briefing.sections, section)})


def _ids(briefing: Briefing) -> list[tuple[Loc, str]]:
    found: list[tuple[Loc, str]] = []
    for s, section in enumerate(briefing.sections):
        found.append((("sections", s, "id"), section.id))
        for b, block in enumerate(section.blocks):
            if isinstance(block, Exhibit):
                found.append((("sections", s, "blocks", b, "id"), block.id))
    return found
