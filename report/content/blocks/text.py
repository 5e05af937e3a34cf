"""The kinds that are set as text: prose, lists, boxes, and what the briefing says of itself."""

from collections.abc import Mapping
from typing import ClassVar, Literal

from pydantic import Field, model_validator

from ...errors import Loc
from ..document import Id
from ..model import Aside, Item, Line, Model, PlacedError, Prose, Title, house_title
from .base import Block


class ProseBlock(Block):
    """Running text; a side note stands beside its first line, a run-in head opens it."""

    kind: Literal["prose"]
    side_note: Line | None = None
    run_in: Title | None = None
    text: Prose


class Heading(Block):
    """A heading inside a section."""

    kind: Literal["heading"]
    text: Title


class KeyPoint(Model):
    """One key point: its first clause, set bold, and the rest."""

    lead: Title
    text: Line


class KeyPoints(Block):
    """The answer on the first page, in a few sentences that survive alone."""

    kind: Literal["key-points"]
    title: Title = house_title("key-points")
    points: tuple[KeyPoint, ...] = Field(min_length=1)


class GlanceRow(Model):
    """One line of the at-a-glance box."""

    head: Title
    text: Line


class Glance(Block):
    """The facts at a glance, and beside them how to read the briefing."""

    lettered: ClassVar[bool] = True
    kind: Literal["glance"]
    title: Title = house_title("at-a-glance")
    rows: tuple[GlanceRow, ...] = Field(min_length=1)
    reading_title: Title | None = None
    reading: tuple[Title, ...] = ()


class KeyDate(Model):
    """One date that the subject hangs on: the date in large figures, and what happened then."""

    figure: Title
    text: Line
    marked: bool = False


class Dates(Block):
    """A row of the few dates that the subject hangs on; ``marked`` singles one out."""

    lettered: ClassVar[bool] = True
    kind: Literal["dates"]
    entries: tuple[KeyDate, ...] = Field(min_length=2, max_length=5)


class Silence(Block):
    """What is not reported, in one line at the end of a section.

    Its call names the documents that were searched: ``[not in @key; @other]``.
    """

    kind: Literal["not-reported"]
    title: Title = house_title("not-reported")
    text: Line


class Documents(Block):
    """The source documents themselves: summary, what each is a witness to, what it does not say."""

    once: ClassVar[bool] = True
    viewed_by: ClassVar[str] = "report.page.kinds:documents"
    kind: Literal["documents"]
    witness_label: Title = house_title("witness-to")
    silent_label: Title = house_title("silence")
    full_reference: bool = False


class Level(Model):
    """Questions of one difficulty."""

    name: Title
    questions: tuple[Line, ...] = Field(min_length=1)


class Questions(Block):
    """Questions for discussion; they count through all levels."""

    asks: ClassVar[bool] = True
    kind: Literal["questions"]
    levels: tuple[Level, ...] = Field(min_length=1)


class Objectives(Block):
    """What a reader should be able to do afterwards, and how long the reading takes."""

    asks: ClassVar[bool] = True
    kind: Literal["objectives"]
    title: Title = house_title("objectives")
    time: Aside | None = None
    items: tuple[Line, ...] = Field(min_length=1)


class Task(Block):
    """A task for the class: its setting in a line, its steps lettered A, B, C."""

    asks: ClassVar[bool] = True
    kind: Literal["task"]
    title: Title
    setting: Aside | None = None
    steps: tuple[Line, ...] = Field(min_length=1)


class Term(Model):
    """One entry of the glossary: house form, forms printed, what the documents say of it."""

    term: Title
    forms: Title | None = None
    gloss: Line


class TermGroup(Model):
    """Terms of one sort under a head of their own, with a word on all of them."""

    head: Title
    entries: tuple[Term, ...] = Field(min_length=1)
    note: Line | None = None


class Glossary(Block):
    """Terms in alphabetical order; its notes are lettered, since almost every entry has one.

    It has ``entries``, or ``groups`` of them: names and terms, spellings, what is to be looked up.
    """

    lettered: ClassVar[bool] = True
    viewed_by: ClassVar[str] = "report.page.kinds:glossary"
    kind: Literal["glossary"]
    entries: tuple[Term, ...] = ()
    groups: tuple[TermGroup, ...] = ()
    note: Line | None = None

    @model_validator(mode="after")
    def _terms_once(self) -> "Glossary":
        if bool(self.entries) == bool(self.groups):
            raise ValueError("a glossary has either `entries` or `groups` of entries")
        places: list[tuple[Loc, Term]] = [(("entries", n), e) for n, e in enumerate(self.entries)]
        for g, group in enumerate(self.groups):
            places += ((("groups", g, "entries", n), e) for n, e in enumerate(group.entries))
        seen: set[str] = set()
        for loc, entry in places:
            if entry.term.casefold() in seen:
                message = f"the term “{entry.term}” stands here twice"
                raise PlacedError(message, (*loc, "term"), "join the two entries")
            seen.add(entry.term.casefold())
        return self


class Panel(Block):
    """A boxed text: the method and the limits, or anything else that stands apart."""

    kind: Literal["panel"]
    title: Title
    text: Prose | None = None
    items: tuple[Item, ...] = ()

    @model_validator(mode="after")
    def _says_something(self) -> "Panel":
        if self.text is None and not self.items:
            raise ValueError("a panel has a `text`, or `items`, or both")
        return self


class Points(Block):
    """A list, with a heading of its own where it has one.

    ``own-reading`` says that all its items are what the editors infer: they may judge, and no mark
    is printed after each. ``start`` numbers the items from there; with ``continues`` they count on
    from the numbered list above.
    """

    viewed_by: ClassVar[str] = "report.page.kinds:points"
    kind: Literal["list"]
    title: Title | None = None
    ordered: bool = False
    start: int | None = Field(default=None, ge=0, le=9999)
    continues: bool = False
    own_reading: bool = False
    items: tuple[Item, ...] = Field(min_length=1)

    @property
    def numbered(self) -> bool:
        """Whether its items have numbers."""
        return self.ordered or self.continues or self.start is not None

    @model_validator(mode="after")
    def _begins_once(self) -> "Points":
        if self.continues and self.start is not None:
            raise PlacedError(
                "the list above says where this one begins", ("start",), "take it out"
            )
        return self


class Sources(Block):
    """The documents consulted and the references cited, in the form of a bibliography.

    Where there are both, the works cited stand under a heading of their own.
    """

    once: ClassVar[bool] = True
    viewed_by: ClassVar[str] = "report.page.kinds:sources"
    claims: ClassVar[bool] = False
    kind: Literal["sources"]
    title: Title = house_title("sources-consulted")
    formerly: ClassVar[Mapping[str, str]] = {
        "not-consulted": "further-reading",
        "not-consulted-title": "further-reading-title",
    }
    works_title: Title = house_title("works-cited")
    further_reading: bool = False
    further_reading_title: Title = house_title("not-consulted")


class Suggested(Block):
    """How to cite this briefing; made from the briefing's own title matter."""

    viewed_by: ClassVar[str] = "report.page.kinds:suggested_citation"
    claims: ClassVar[bool] = False
    kind: Literal["suggested-citation"]
    title: Title = house_title("suggested-citation")


class Changes(Block):
    """What changed since an earlier edition, the newest first."""

    claims: ClassVar[bool] = False
    kind: Literal["changes"]
    title: Title = house_title("changes")
    items: tuple[Line, ...] = Field(min_length=1)


class Passage(Block):
    """A passage of a document, whole, for close reading: ``passage`` is its name there.

    Its sentences are numbered, so that a question can point to one. Who wrote it, and under what
    licence it is printed, stands beside it.
    """

    claims: ClassVar[bool] = False
    viewed_by: ClassVar[str] = "report.page.kinds:passage"
    kind: Literal["passage"]
    title: Title = house_title("close-reading")
    intro: Line | None = None
    document: Id
    passage: Id


class Licences(Block):
    """The licence of the briefing's text, and what the documents' licences ask for."""

    viewed_by: ClassVar[str] = "report.page.kinds:licences"
    claims: ClassVar[bool] = False
    kind: Literal["licences"]
    title: Title = house_title("licence")
    text: Prose | None = None


class Ledger(Block):
    """Every fact: what it says, its place, the words that bear it, where the briefing uses it."""

    once: ClassVar[bool] = True
    surveys: ClassVar[bool] = True
    viewed_by: ClassVar[str] = "report.page.kinds:evidence"
    claims: ClassVar[bool] = False
    kind: Literal["evidence"]
    intro: Title = house_title("evidence-intro")
    boxhead: tuple[Title, Title, Title, Title] = (
        house_title("evidence-fact"),
        house_title("evidence-where"),
        house_title("evidence-words"),
        house_title("evidence-used"),
    )


class Contents(Block):
    """The list of sections with their page numbers."""

    once: ClassVar[bool] = True
    surveys: ClassVar[bool] = True
    viewed_by: ClassVar[str] = "report.page.kinds:contents"
    claims: ClassVar[bool] = False
    kind: Literal["contents"]
    title: Title = house_title("contents")


class ExhibitsList(Block):
    """The list of exhibits with their page numbers."""

    once: ClassVar[bool] = True
    surveys: ClassVar[bool] = True
    viewed_by: ClassVar[str] = "report.page.kinds:exhibits_list"
    claims: ClassVar[bool] = False
    kind: Literal["exhibits-list"]
    title: Title = house_title("exhibits")
