"""What a drawing is sorted into: shapes, texts, bitmaps and groups of them."""

from dataclasses import dataclass

from fontTools.misc.transform import Transform

from .expansion import SvgNode
from .geometry import Contour
from .paint import PaintedWith
from .styling import Styling

Extent = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Stroke:
    """How an outline is drawn along; lengths in the space of the shape."""

    paint: PaintedWith
    width: float
    cap: str
    join: str
    limit: float
    dashes: tuple[float, ...]
    offset: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """An outline with its paint, and the matrix from its space to the canvas."""

    outline: Contour
    matrix: Transform
    fill: PaintedWith | None
    even_odd: bool
    stroke: Stroke | None


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text that stays text."""

    node: SvgNode
    matrix: Transform
    style: Styling


@dataclass(frozen=True, slots=True)
class Remnant:
    """A node that is drawn as a bitmap, with what it inherits and where it stands."""

    node: SvgNode
    matrix: Transform
    style: Styling
    view: Extent


@dataclass(frozen=True, slots=True)
class Bitmap:
    """Parts that follow on each other, and become one image."""

    parts: tuple[Remnant, ...]


@dataclass(frozen=True, slots=True)
class Grouped:
    """Items that are clipped, each clip within the one before, or made less opaque, together."""

    clips: tuple[Contour, ...]  # on the canvas
    opacity: float
    items: "tuple[SvgItem, ...]"


SvgItem = Drawn | PlainText | Bitmap | Grouped


@dataclass(frozen=True, slots=True)
class Within:
    """What a node is drawn with: its matrix to the canvas, what it inherits, what 100% is of."""

    matrix: Transform
    style: Styling
    view: Extent
    lettering: bool = True  # whether text may stay text
