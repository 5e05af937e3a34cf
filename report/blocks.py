"""The kinds of block that a section is made of: a closed union, told apart by ``kind``.

A model declares its fields in the order in which its template prints them, because notes are
numbered and lettered in that order. A kind whose class says ``exhibit`` is numbered and titled, and
its calls become lettered notes under it (Chicago 3.80); the calls of the others are page notes.
"""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, computed_field, model_validator

from .document import Key
from .model import Line, Model, Prose, Title

Mark = Literal["done", "short", "partly", "none"]


class Allowance(Model):
    """A case that a check of the evidence should let stand, with the reason."""

    check: str
    text: str
    because: str


class Block(Model):
    """What every kind has: its exceptions to the checks."""

    exhibit: ClassVar[bool] = False
    lettered: ClassVar[bool] = False
    allow: tuple[Allowance, ...] = ()


class Exhibit(Block):
    """A numbered block that stands by itself: number, finding as title, body, notes."""

    exhibit: ClassVar[bool] = True
    lettered: ClassVar[bool] = True
    id: Key
    title: Title


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


class Point(Model):
    """One key point: its first clause, set bold, and the rest."""

    lead: Title
    text: Line


class KeyPoints(Block):
    """The answer on the first page, in a few sentences that survive alone."""

    kind: Literal["key-points"]
    title: Title = Title("Key points")
    points: tuple[Point, ...] = Field(min_length=1)


class GlanceRow(Model):
    """One line of the at-a-glance box."""

    head: Title
    text: Line


class Glance(Block):
    """The facts at a glance, and beside them how to read the briefing."""

    lettered: ClassVar[bool] = True
    kind: Literal["glance"]
    title: Title = Title("At a glance")
    rows: tuple[GlanceRow, ...] = Field(min_length=1)
    reading_title: Title | None = None
    reading: tuple[Title, ...] = ()


class Documents(Block):
    """The source documents themselves: summary, what each is a witness to, what it does not say."""

    kind: Literal["documents"]
    witness_label: Title = Title("Witness to")
    silent_label: Title = Title("Silent on")


class Group(Model):
    """Rows under a heading of their own."""

    head: Title | None = None
    rows: tuple[tuple[Line, ...], ...] = Field(min_length=1)


class Table(Exhibit):
    """Rows of cells under a boxhead; the first column is the stub. ``widths`` are in mm."""

    kind: Literal["table"]
    boxhead: tuple[Title, ...] = Field(min_length=1)
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[Line, ...], ...] = ()
    groups: tuple[Group, ...] = ()
    note: Line | None = None

    @model_validator(mode="after")
    def _rectangular(self) -> "Table":
        if bool(self.rows) == bool(self.groups):
            raise ValueError("a table has either `rows` or `groups` of rows")
        columns = len(self.boxhead)
        groups = self.groups or (Group.model_construct(head=None, rows=self.rows),)
        for group in groups:
            for number, row in enumerate(group.rows, start=1):
                if len(row) != columns:
                    under = f" under “{group.head}”" if group.head else ""
                    raise ValueError(
                        f"row {number}{under} has {len(row)} cells, the boxhead has {columns}"
                    )
        if self.widths and len(self.widths) != columns:
            raise ValueError(f"`widths` has {len(self.widths)} entries, the boxhead has {columns}")
        return self


class Provision(Model):
    """One row of the implementation matrix; its status follows from what is filled in.

    ``done`` is a statement that it was done, ``bears`` an event that bears on it without saying so;
    ``fell-short`` is a reported shortfall, ``no-shortfall`` what to print where none is reported.
    """

    number: Title
    agreed: Line
    done: Line | None = None
    bears: Line | None = None
    fell_short: Line | None = None
    no_shortfall: Line = Line("None reported")
    as_of: Line = Line("Not stated")
    note: Line | None = None

    @model_validator(mode="after")
    def _done_or_bears(self) -> "Provision":
        if self.done is not None and self.bears is not None:
            raise ValueError("give `done` or `bears`, not both: `bears` is for want of `done`")
        return self

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own idiom
    @property
    def status(self) -> Mark:
        """The evidence status: what the documents say of it, not how well it was done."""
        if self.done is not None:
            return "done" if self.fell_short is None else "short"
        return "none" if self.bears is None and self.fell_short is None else "partly"


class Scale(Model):
    """The words printed beside the status marks."""

    done: Title = Title("Reported done")
    short: Title = Title("Done, shortfall reported")
    partly: Title = Title("Partly documented")
    none: Title = Title("Not documented")


class Matrix(Exhibit):
    """What was agreed against what was done; a printed rule decides each row's status."""

    kind: Literal["matrix"]
    boxhead: tuple[Title, Title, Title, Title, Title, Title] = (
        Title("Agreed"),
        Title("Done"),
        Title("Fell short"),
        Title("Status"),
        Title("As of"),
        Title("Notes"),
    )
    scale: Scale = Scale()
    provisions: tuple[Provision, ...] = Field(min_length=1)
    whole: Provision | None = None
    key: Title | None = None


class Actor(Model):
    """Who appears in the record, and doing what."""

    name: Title
    role: Line
    when: Title


class ActorGroup(Model):
    """Actors of one sort, in the order in which they appear."""

    head: Title
    actors: tuple[Actor, ...] = Field(min_length=1)


class Actors(Exhibit):
    """The actors, by group."""

    kind: Literal["actors"]
    boxhead: tuple[Title, Title, Title] = (Title("Actor"), Title("Role"), Title("When"))
    groups: tuple[ActorGroup, ...] = Field(min_length=1)


class Level(Model):
    """Questions of one difficulty."""

    name: Title
    questions: tuple[Line, ...] = Field(min_length=1)


class Questions(Block):
    """Questions for discussion; they count through all levels."""

    kind: Literal["questions"]
    levels: tuple[Level, ...] = Field(min_length=1)


class Term(Model):
    """One entry of the glossary: house form, forms printed, what the documents say of it."""

    term: Title
    forms: Title | None = None
    gloss: Line


class Glossary(Block):
    """Terms in alphabetical order."""

    kind: Literal["glossary"]
    entries: tuple[Term, ...] = Field(min_length=1)
    note: Line | None = None


class Panel(Block):
    """A boxed text: the method and the limits, or anything else that stands apart."""

    kind: Literal["panel"]
    title: Title
    text: Prose | None = None
    items: tuple[Line, ...] = ()


class Points(Block):
    """A list, with a heading of its own where it has one."""

    kind: Literal["list"]
    title: Title | None = None
    ordered: bool = False
    items: tuple[Line, ...] = Field(min_length=1)


class Sources(Block):
    """The documents consulted and the references cited, in the form of a bibliography."""

    kind: Literal["sources"]
    title: Title = Title("Sources consulted")
    not_consulted: bool = False
    not_consulted_title: Title = Title("Works listed in the sources, not consulted")


class Suggested(Block):
    """How to cite this briefing; made from the briefing's own title matter."""

    kind: Literal["suggested-citation"]
    title: Title = Title("Suggested citation")


class Licences(Block):
    """The licence of the briefing's text, and what the documents' licences ask for."""

    kind: Literal["licences"]
    title: Title = Title("Licence")
    text: Prose | None = None


class Contents(Block):
    """The list of sections with their page numbers."""

    kind: Literal["contents"]
    title: Title = Title("Contents")


AnyBlock = Annotated[
    ProseBlock
    | Heading
    | KeyPoints
    | Glance
    | Documents
    | Table
    | Matrix
    | Actors
    | Questions
    | Glossary
    | Panel
    | Points
    | Sources
    | Suggested
    | Licences
    | Contents,
    Field(discriminator="kind"),
]
