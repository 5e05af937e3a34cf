# ruff: noqa: S704  (an SVG reaches this module made safe, by exhibits.svg)
"""The logo that a theme names comes in; what templates place goes out, and a rule for heads."""

from dataclasses import dataclass
from types import SimpleNamespace
from typing import TYPE_CHECKING

from markupsafe import Markup, escape

from ..content.themes import ThemeStack
from ..errors import ReportError
from ..exhibits.paper import MM

if TYPE_CHECKING:  # pictures are read where a theme has a logo
    from ..exhibits.figure import Picture

WIDEST = 70 * MM
"""The width, in points, that a logo has at most on the cover."""

LEAST = 14.0
"""The depth of the cover's masthead, in millimetres, unless a logo wants more."""

_AROUND = 9.5  # above and below it

SMALL = (40 * MM, 9.0)
"""The box that one fills in a running head."""


@dataclass(frozen=True, slots=True)
class LogoPictures:
    """The pictures of a logo, read from their files, and what is said of them."""

    text: str
    large: "Picture | None"
    small: "Picture | None"


def read(stack: ThemeStack) -> LogoPictures | None:
    """Return the pictures of a theme's logo; ``ReportError`` at a line of its ``theme.yaml``."""
    if stack.logo is None:
        return None
    from ..exhibits import figure

    logo, source = stack.logo

    def picture(which: str, name: str | None, box: tuple[float, float]) -> "Picture | None":
        if name is None:
            return None
        made = figure.taken(name, logo.text, source, ("logo", which), f"logo-{which}", box)
        if isinstance(made, list):
            raise ReportError(made)
        return made

    large = picture("large", logo.large, (WIDEST, logo.height * MM))
    return LogoPictures(logo.text, large, picture("small", logo.small, SMALL))


def view(logo: LogoPictures | None) -> SimpleNamespace | None:
    """Return the logo for templates: ``large`` and ``small``, ready to print, and its ``text``."""
    if logo is None:
        return None
    placed = {"large": _placed(logo.large, logo.text), "small": _placed(logo.small, logo.text)}
    return SimpleNamespace(**placed, text=logo.text)


def sheet(logo: LogoPictures | None) -> str:
    """Return the rules that put the small logo before the running title, and make the cover's room.

    "" without a logo.
    """
    rules = ""
    if logo is not None and logo.large is not None:
        depth = max(logo.large.height / MM + _AROUND, LEAST)
        rules += f":root {{ --masthead: {depth:.2f}mm }}\n"
    if logo is not None and logo.small is not None:
        content = f'url("{_address(logo.small)}") "\\2002" string(short-title)'
        rules += f"@page {{ @top-left {{ content: {content} }} }}\n"
    return rules


def _placed(made: "Picture | None", text: str) -> Markup | None:
    if made is None:
        return None
    size = f"width: {made.width:.2f}pt; height: {made.height:.2f}pt"
    if made.svg:
        return Markup(made.svg.replace("<svg", f'<svg class="logo-mark" style="{size}"', 1))
    return Markup(
        f'<img class="logo-mark" style="{size}" src="{made.address}" alt="{escape(text)}">'
    )


def _address(made: "Picture") -> str:
    """Return a picture as an address that has its size: a margin box can give it none."""
    from ..exhibits import svg

    width, height = (f"{length:.2f}pt" for length in (made.width, made.height))
    image = f'<svg><image href="{made.address}" width="{width}" height="{height}"/></svg>'
    return svg.address(made.svg or image, width, height)
