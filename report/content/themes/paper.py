"""What a theme says of its page comes in; the size of a sheet and its margins go out."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import BeforeValidator, Field, WithJsonSchema, model_validator

from ..model import Model, PlacedError

SIZES: Mapping[str, tuple[float, float]] = {
    "a3": (297, 420),
    "a4": (210, 297),
    "a5": (148, 210),
    "a6": (105, 148),
    "b5": (176, 250),
    "letter": (215.9, 279.4),
    "legal": (215.9, 355.6),
    "16:9": (338.667, 190.5),
    "4:3": (254, 190.5),
}
"""Sheets by name, width and height in millimetres."""

_LENGTH = re.compile(r"(\d+(?:\.\d+)?)\s*(mm|cm|in|pt|pc)?")
_UNITS = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6}
_SIDES = ("top", "bottom", "inner", "outer")
_OTHERS = ("size", "side", "facing", "bleed", "marks", "type")
SMALLEST, LARGEST = 70.0, 1200.0
LIVE = 40.0
WIDEST = 230.0  # the live width of a sheet that lies, where no margins are given


def _length(written: Any) -> float:
    found = _LENGTH.fullmatch(str(written).strip())
    if found is None:
        raise ValueError("a length is a number of millimetres, or has its unit: 18, 18mm, 0.75in")
    return round(float(found[1]) * _UNITS[found[2] or "mm"], 3)


Length = Annotated[float, BeforeValidator(_length, json_schema_input_type=str | float)]
"""A length in millimetres; it may be written with another unit."""


def _size(written: Any) -> tuple[float, float]:
    known = ", ".join(name.upper() if name[0] == "a" else name for name in SIZES)
    message = f"a size is one of {known}, or a width and a height in millimetres: [148, 210]"
    if isinstance(written, str):
        found = SIZES.get(written.strip().lower())
        if found is None:
            raise ValueError(message)
        return found
    if not isinstance(written, list | tuple) or len(written) != 2:
        raise ValueError(message)
    width, height = map(_length, written)
    if not all(SMALLEST <= side <= LARGEST for side in (width, height)):
        raise ValueError(f"a sheet measures from {SMALLEST:.0f} to {LARGEST:.0f} mm")
    return width, height


_SCHEMA = {"anyOf": [{"enum": list(SIZES)}, {"type": "array", "minItems": 2, "maxItems": 2}]}
SheetSize = Annotated[tuple[float, float], BeforeValidator(_size), WithJsonSchema(_SCHEMA)]


class Margins(Model):
    """From the edge of the sheet to the text, in millimetres; ``inner`` is at the spine."""

    top: Length | None = None
    bottom: Length | None = None
    inner: Length | None = None
    outer: Length | None = None


class PageSetting(Model):
    """The page: its size, its margins, and what a printer needs.

    ``side``: whether heads and notes hang beside the text; by default not on a narrow page.
    ``facing``: pages lie left and right of a spine. ``bleed``: how far grounds and pictures go
    beyond the edge, to be cut off. ``marks``: the marks by which they are cut. ``type``: every
    size of type that the default theme sets, in per cent.
    """

    size: SheetSize | None = None
    margins: Margins = Margins()
    side: bool | None = None
    facing: bool | None = None
    bleed: Length | None = Field(default=None, le=20)
    marks: bool | None = None
    type: int | None = Field(default=None, ge=60, le=250)

    @model_validator(mode="after")
    def _roomy(self) -> "PageSetting":
        width, height = self.size or SIZES["a4"]
        margins = self.margins
        across = (margins.inner or 0.0) + (margins.outer or 0.0)
        down = (margins.top or 0.0) + (margins.bottom or 0.0)
        if width - across < LIVE or height - down < LIVE:
            message = f"these margins leave less than {LIVE:.0f} mm for the text"
            raise PlacedError(message, ("margins",), "make them smaller, or the sheet larger")
        return self

    def over(self, below: "PageSetting") -> "PageSetting":
        """Return the setting, with what it leaves open taken from one below it."""
        sides = {name: getattr(self.margins, name) for name in _SIDES}
        under = {name: getattr(below.margins, name) for name in _SIDES}
        margins = {name: under[name] if value is None else value for name, value in sides.items()}
        mine = {name: getattr(self, name) for name in _OTHERS}
        rest = {n: getattr(below, n) if value is None else value for n, value in mine.items()}
        return PageSetting.model_construct(**rest, margins=Margins.model_construct(**margins))


@dataclass(frozen=True, slots=True)
class PageSheet:
    """A sheet and its margins, in millimetres; a margin is None where the paper's own holds."""

    width: float
    height: float
    top: float | None = None
    bottom: float | None = None
    inner: float | None = None
    outer: float | None = None
    facing: bool = False
    bleed: float = 0.0
    marks: bool = False


def sheet(page: PageSetting, paper: str | None) -> PageSheet:
    """Return the sheet of a setting; ``paper``, where it is asked for, goes before its size.

    Where a size has no margins, they are in the proportion that those of A4 have.
    """
    width, height = SIZES[paper] if paper else page.size or SIZES["a4"]
    sides = {name: getattr(page.margins, name) for name in _SIDES}
    if (width, height) not in (SIZES["a4"], SIZES["letter"]):
        scale = min(width / 210, height / 297)
        own = {"top": 24 * scale, "bottom": 25.75 * scale, "inner": 22 * scale, "outer": 22 * scale}
        if width > height:  # a sheet that lies: lines of text are no longer than can be read
            own["inner"] = own["outer"] = max(own["inner"], (width - WIDEST) / 2)
        least = {"top": 14.0, "bottom": 14.0, "inner": 11.0, "outer": 11.0}
        fitted = {name: round(max(own[name], least[name]), 2) for name in _SIDES}
        sides = {name: fitted[name] if sides[name] is None else sides[name] for name in _SIDES}
    return PageSheet(
        width,
        height,
        top=sides["top"],
        bottom=sides["bottom"],
        inner=sides["inner"],
        outer=sides["outer"],
        facing=bool(page.facing),
        bleed=page.bleed or 0.0,
        marks=bool(page.marks),
    )
