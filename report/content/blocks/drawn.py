"""The kinds of exhibit that are drawn: timeline, map, chart, and a figure from a file.

Their data is checked for its form here; what needs a file, or one value held against another, is
found when they are drawn (``report.exhibits``), each mistake at its own line.
"""

from typing import ClassVar, Literal

from pydantic import Field, ValidationInfo, model_validator

from ...text.numerals import DecimalSign
from ..document import Id
from ..model import Line, Model, Title, house_title
from .base import Exhibit
from .counts import fill

SymbolName = Literal[
    "disc", "square", "diamond", "triangle", "triangle-down", "cross", "plus", "bar"
]
PlaceMark = Literal["square", "triangle-open", "square-in-square", "disc", "ring", "diamond"]
Width = Literal["text", "full"]


class Track(Model):
    """Events of one sort: their words, and the shape that marks them where a theme draws marks."""

    id: Id
    label: Title
    symbol: SymbolName | None = None
    accent: bool = False


class TimelineEntry(Model):
    """One event. ``when`` is as exact as the source is, and no more.

    ``2013``, ``2013-10``, ``2013-10-01``, ``late 1994``, ``1988/1991``, ``after 2000``. ``dated``
    prints other words for it, ``expected`` says that it was still to come.
    """

    when: str
    dated: Title | None = None
    track: str
    text: Line
    expected: bool = False


class Timeline(Exhibit):
    """Events to scale, from the year ``from`` to the year ``to``; what has no date stands apart.

    In the title ``{entries}``, ``{expected}`` and ``{undated}`` are counted and put in words, with
    a capital where the name has one; in figures, where the briefing is not in English. ``depth`` is
    that of the rows of years together, in mm, at least. ``labelled`` lists the years that the
    cover's motif names.
    """

    drawn_by: ClassVar[str] = "report.exhibits.artists:timeline"
    viewed_by: ClassVar[str] = "report.page.kinds:timeline"
    kind: Literal["timeline"]
    first: int = Field(alias="from")
    last: int = Field(alias="to")
    tracks: tuple[Track, ...] = Field(min_length=1)
    entries: tuple[TimelineEntry, ...] = Field(min_length=1)
    undated_title: Title = house_title("undated")
    undated: tuple[Line, ...] = ()
    note: Line | None = None
    depth: float | None = Field(default=None, gt=0)
    labelled: tuple[int, ...] = ()

    @model_validator(mode="after")
    def _count(self, info: ValidationInfo) -> "Timeline":
        expected = sum(entry.expected for entry in self.entries)
        counts = {
            "entries": len(self.entries) - expected,
            "expected": expected,
            "undated": len(self.undated),
        }
        title = Title(fill(self.title, counts, str((info.context or {}).get("language", ""))))
        return self if title == self.title else self.model_copy(update={"title": title})


class PlaceKind(Model):
    """A kind of place: its words in the key, the shape that marks it, what is cited for it."""

    id: Id
    label: Title
    mark: PlaceMark
    text: Line | None = None


class Location(Model):
    """One place on a map, by its name in the file of places; ``also`` is another spelling of it."""

    place: Id
    label: Title
    also: Title | None = None
    kinds: tuple[str, ...] = Field(min_length=1)
    accent: bool = False


class Map(Exhibit):
    """Places on an outline; ``outline`` and ``positions`` are files beside the briefing.

    ``locator``, a second outline of a wider frame, shows beside the key where the country lies.
    """

    drawn_by: ClassVar[str] = "report.exhibits.artists:map"
    kind: Literal["map"]
    outline: str
    positions: str
    locator: str | None = None
    kinds: tuple[PlaceKind, ...] = Field(min_length=1)
    places: tuple[Location, ...] = Field(min_length=1)
    note: Line | None = None
    credit: Line
    width: Width = "text"


class Series(Model):
    """One series of a chart; ``column`` is its column of the CSV file, if not its name."""

    name: Title
    column: str | None = None


class Row(Model):
    """One category of a chart, and its value, or its value in each series; empty: not stated."""

    label: Title
    value: str | None = None
    values: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _one_or_many(self) -> "Row":
        if self.value is not None and self.values:
            raise ValueError("a row has either a `value` or a list of `values`")
        return self

    @property
    def numbers(self) -> tuple[str, ...]:
        """The values as they were written."""
        return self.values or (self.value or "",)


class Chart(Exhibit):
    """Numbers drawn as bars, columns, lines or dots; ``unit`` is the subtitle.

    The rows stand in the briefing, or in a CSV file beside it whose column ``label-column`` names
    them; ``decimal`` says whether a point or a comma is their decimal sign. ``accent`` is the row
    or the series that the title speaks of.
    """

    drawn_by: ClassVar[str] = "report.exhibits.artists:chart"
    kind: Literal["chart"]
    type: Literal["bar", "column", "line", "dot"]
    unit: Title
    series: tuple[Series, ...] = ()
    rows: tuple[Row, ...] = ()
    csv: str | None = None
    decimal: DecimalSign | None = None
    label_column: str | None = None
    accent: str | None = None
    note: Line | None = None
    source: Line
    width: Width = "full"
    depth: float | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _rows_or_file(self) -> "Chart":
        if bool(self.rows) == (self.csv is not None):
            raise ValueError("a chart has either `rows` or a `csv` file")
        if self.csv is not None and (self.label_column is None or not self.series):
            raise ValueError("with `csv`, name its `label-column`, and a column for each `series`")
        return self


class Figure(Exhibit):
    """A picture from a file beside the briefing: SVG, PNG or JPEG.

    ``alt`` says in words what is to be seen, for those who cannot see it.
    """

    drawn_by: ClassVar[str] = "report.exhibits.artists:figure"
    viewed_by: ClassVar[str] = "report.page.kinds:figure"
    kind: Literal["figure"]
    file: str
    alt: str = Field(min_length=1)
    caption: Line | None = None
    credit: Line
    width: Width = "text"
