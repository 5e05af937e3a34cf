"""The kinds of exhibit that are tables: rows under a boxhead, the first column the stub."""

import re
from typing import Any, ClassVar, Literal

from pydantic import Field, GetCoreSchemaHandler, computed_field, model_validator
from pydantic_core import CoreSchema, core_schema

from ...errors import Loc
from ..document import Id
from ..model import Line, Model, PlacedError, Title, house_line, house_title
from .base import Exhibit

_CITES = re.compile(r"\[[^\[\]]*@")  # [@key], [see @key]
_UPRIGHT, _LANDSCAPE = (210, 166), (297, 253)  # mm of A4's width, and between our margins

RowStatus = Literal["done", "short", "unmet", "partly", "undone", "none"]
MARKS: tuple[RowStatus, ...] = ("done", "short", "unmet", "partly", "undone", "none")
ALWAYS: frozenset[RowStatus] = frozenset({"done", "short", "partly", "none"})
"""The marks that the key of a matrix explains whether a row bears them or not."""


class EmptyLine(Line):
    """A text of one paragraph, as of a cell, that may be empty."""

    __slots__ = ()

    @classmethod
    def __get_pydantic_core_schema__(cls, _: Any, handler: GetCoreSchemaHandler) -> CoreSchema:
        text = core_schema.str_schema(strip_whitespace=True)
        return core_schema.no_info_after_validator_function(cls, text)


class Tabular(Exhibit):
    """A table; ``landscape`` gives a wide one a page of its own, turned."""

    landscape: bool = False


class Group(Model):
    """Rows under a heading of their own."""

    head: Title | None = None
    rows: tuple[tuple[EmptyLine, ...], ...] = Field(min_length=1)


class Table(Tabular):
    """Rows of cells under a boxhead; the first column is the stub.

    ``widths`` are in mm. Without them a column is at least as wide as its longest word.
    """

    viewed_by: ClassVar[str] = "report.page.kinds:table"
    kind: Literal["table"]
    boxhead: tuple[Title, ...] = Field(min_length=1)
    widths: tuple[float, ...] = ()
    rows: tuple[tuple[EmptyLine, ...], ...] = ()
    groups: tuple[Group, ...] = ()
    note: Line | None = None

    @model_validator(mode="after")
    def _rectangular(self) -> "Table":
        if bool(self.rows) == bool(self.groups):
            raise ValueError("a table has either `rows` or `groups` of rows")
        columns = len(self.boxhead)
        groups = self.groups or (Group.model_construct(head=None, rows=self.rows),)
        for n, group in enumerate(groups):
            for number, row in enumerate(group.rows, start=1):
                if len(row) != columns:
                    under = f" under “{group.head}”" if group.head else ""
                    message = f"row {number}{under} has {len(row)} cells, the boxhead has {columns}"
                    place: Loc = ("rows", number - 1)
                    hint = "put a cell that holds a comma into quotation marks; an empty one is ''"
                    raise PlacedError(
                        message, ("groups", n, *place) if self.groups else place, hint
                    )
        if self.widths and len(self.widths) != columns:
            message = f"`widths` has {len(self.widths)} entries, the boxhead has {columns}"
            raise PlacedError(message, ("widths",))
        return self

    @model_validator(mode="after")
    def _fits(self) -> "Table":
        for number, width in enumerate(self.widths):
            if width <= 0:
                raise PlacedError("a column is wider than nothing", ("widths", number), "in mm")
        page, live = _LANDSCAPE if self.landscape else _UPRIGHT
        if sum(self.widths) > page:
            message = f"the columns take {sum(self.widths):g} mm, and the page is {page} mm wide"
            hint = f"there are {live} mm between its margins"
            raise PlacedError(message, ("widths",), hint)
        return self


class Provision(Model):
    """One row of the implementation matrix; its status follows from what is filled in.

    ``done`` is a statement that it was done, ``bears`` an event that bears on it without saying so;
    ``not-done`` a statement that it was not done. ``fell-short`` is a reported shortfall, alone or
    of what was done; ``no-shortfall`` is what to print where none is reported.
    ``called`` are words for this row's status that are nearer to what is reported than the scale's.
    """

    number: Title
    agreed: Line
    done: Line | None = None
    bears: Line | None = None
    not_done: Line | None = None
    as_of: Line = house_line("not-stated")  # printed under what was done: notes are lettered so
    fell_short: Line | None = None
    no_shortfall: Line = house_line("none-reported")
    note: Line | None = None
    called: Title | None = None

    @model_validator(mode="after")
    def _done_or_bears(self) -> "Provision":
        if self.done is not None and self.bears is not None:
            raise ValueError("give `done` or `bears`, not both: `bears` is for want of `done`")
        if self.not_done is not None and (self.done is not None or self.bears is not None):
            hint = "what was done in part is `done`, and what is wanting of it `fell-short`"
            raise PlacedError("give `not-done`, or `done` or `bears`", ("not-done",), hint)
        if self.fell_short is not None and "no_shortfall" in self.model_fields_set:
            hint = "`no-shortfall` is printed where `fell-short` is not there"
            raise PlacedError("give `fell-short` or `no-shortfall`", ("no-shortfall",), hint)
        return self

    @computed_field  # type: ignore[prop-decorator]  # pydantic's own idiom
    @property
    def status(self) -> RowStatus:
        """The evidence status: what the documents say of it, not how well it was done."""
        if self.done is not None:
            return "done" if self.fell_short is None else "short"
        if self.not_done is not None:
            return "undone"
        if self.bears is not None:
            return "partly"
        return "none" if self.fell_short is None else "unmet"


class StatusScale(Model):
    """The words printed beside the status marks."""

    done: Title = house_title("status-done")
    short: Title = house_title("status-short")
    unmet: Title = house_title("status-unmet")
    partly: Title = house_title("status-partly")
    undone: Title = house_title("status-undone")
    none: Title = house_title("status-none")


class Matrix(Tabular):
    """What was agreed against what was done; a printed rule decides each row's status."""

    viewed_by: ClassVar[str] = "report.page.kinds:matrix"
    kind: Literal["matrix"]
    boxhead: tuple[Title, Title, Title, Title, Title, Title] = (
        house_title("matrix-agreed"),
        house_title("matrix-done"),
        house_title("matrix-fell-short"),
        house_title("matrix-status"),
        house_title("matrix-as-of"),
        house_title("matrix-notes"),
    )
    scale: StatusScale = StatusScale()
    provisions: tuple[Provision, ...] = Field(min_length=1)
    whole: Provision | None = None
    key: Title | None = None

    def counted(self) -> frozenset[int]:
        """Return how many provisions there are, and how many of each status."""
        by_status = [
            [p.number for p in self.provisions if status in (None, p.status)]
            for status in (None, "done", "short", "partly", "none")
        ]
        # 2a and 2b are one provision.
        return frozenset(len({n.rstrip("abcdefgh") or n for n in some}) for some in by_status)


class Doer(Model):
    """What one actor did: for each column its cell, by the column's id; ``marked`` singles it out.

    A column that is left out prints a dash: not reported.
    """

    actor: Title
    did: dict[Id, Line] = {}
    marked: bool = False


class Deed(Model):
    """One thing that could be done, and the words of its boxhead."""

    id: Id
    label: Title


class WhoDidWhat(Tabular):
    """Who did what: a row an actor, a column a thing done, each cell a fact or a dash.

    The dash stands for what no document reports, never for no.
    """

    viewed_by: ClassVar[str] = "report.page.kinds:who_did_what"
    kind: Literal["who-did-what"]
    boxhead: Title = house_title("who")
    columns: tuple[Deed, ...] = Field(min_length=1)
    rows: tuple[Doer, ...] = Field(min_length=1)
    dash: Title = house_title("dash")
    note: Line | None = None

    @model_validator(mode="after")
    def _in_columns(self) -> "WhoDidWhat":
        ids = [column.id for column in self.columns]
        for number, row in enumerate(self.rows):
            for column, cell in row.did.items():
                loc: Loc = ("rows", number, "did", column)
                if column not in ids:
                    hint = f"the columns are {', '.join(ids)}"
                    raise PlacedError(f"there is no column `{column}`", loc, hint)
                if not _CITES.search(cell):
                    hint = "cite the fact, or leave the cell out: it then prints a dash"
                    raise PlacedError("a cell of who did what rests on a fact", loc, hint)
        rows = tuple(  # letters run as the cells are read
            row.model_copy(update={"did": {i: row.did[i] for i in ids if i in row.did}})
            for row in self.rows
        )
        return self if rows == self.rows else self.model_copy(update={"rows": rows})


class Actor(Model):
    """Who appears in the record, and doing what; ``marked`` singles one out."""

    name: Title
    role: Line
    when: Title
    marked: bool = False


class ActorGroup(Model):
    """Actors of one sort, in the order in which they appear; a group alone needs no head."""

    head: Title | None = None
    actors: tuple[Actor, ...] = Field(min_length=1)


class Actors(Tabular):
    """The actors, by group."""

    viewed_by: ClassVar[str] = "report.page.kinds:actors"
    kind: Literal["actors"]
    boxhead: tuple[Title, Title, Title] = (
        house_title("actors-actor"),
        house_title("actors-role"),
        house_title("actors-when"),
    )
    groups: tuple[ActorGroup, ...] = Field(min_length=1)


class Contrast(Model):
    """One row of a comparison: what is compared, and what is said of either side."""

    head: Title
    left: Line
    right: Line


class Comparison(Tabular):
    """Two things side by side, point by point; no verdict is drawn."""

    viewed_by: ClassVar[str] = "report.page.kinds:comparison"
    kind: Literal["comparison"]
    boxhead: tuple[Title, Title, Title]
    rows: tuple[Contrast, ...] = Field(min_length=1)
    note: Line | None = None
