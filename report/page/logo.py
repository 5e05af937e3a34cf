# ruff: noqa: S704  (an SVG reaches this module made safe, by exhibits.svg)
"""The logo that a theme names comes in; what templates place goes out, and a rule for heads."""

import base64
from types import SimpleNamespace

from markupsafe import Markup, escape

from ..content.themes import ThemeStack
from ..errors import ReportError
from ..exhibits import figure
from ..exhibits.figure import Picture
from ..exhibits.paper import MM

WIDEST = 70 * MM
"""The width, in points, that a logo has at most on the cover."""

SMALL = (40 * MM, 9.0)
"""The box that one fills in a running head."""


def view(stack: ThemeStack) -> SimpleNamespace | None:
    """Return the logo for templates: ``large`` and ``small``, ready to print, and its ``text``."""
    if stack.logo is None:
        return None
    logo, _ = stack.logo
    large = _picture(stack, "large", WIDEST, logo.height * MM)
    small = _picture(stack, "small", *SMALL)
    placed = {"large": _placed(large, logo.text), "small": _placed(small, logo.text)}
    return SimpleNamespace(**placed, text=logo.text)


def sheet(stack: ThemeStack) -> str:
    """Return the rule that puts the small logo before the running title; "" without one."""
    made = _picture(stack, "small", *SMALL)
    if made is None:
        return ""
    content = f'url("{_address(made)}") "\\2002" string(short-title)'
    return f"@page {{ @top-left {{ content: {content} }} }}\n"


def _picture(stack: ThemeStack, which: str, width: float, height: float) -> Picture | None:
    """Return one of the logo's pictures; ``ReportError`` at its line in the ``theme.yaml``."""
    if stack.logo is None:
        return None
    logo, source = stack.logo
    name = getattr(logo, which)
    if name is None:
        return None
    made = figure.taken(name, logo.text, source, ("logo", which), f"logo-{which}", (width, height))
    if isinstance(made, list):
        raise ReportError(made)
    return made


def _placed(made: Picture | None, text: str) -> Markup | None:
    if made is None:
        return None
    size = f"width: {made.width:.2f}pt; height: {made.height:.2f}pt"
    if made.svg:
        return Markup(made.svg.replace("<svg", f'<svg class="logo-mark" style="{size}"', 1))
    return Markup(
        f'<img class="logo-mark" style="{size}" src="{made.address}" alt="{escape(text)}">'
    )


def _address(made: Picture) -> str:
    """Return a picture as an address that has its size: a margin box can give it none."""
    size = f'width="{made.width:.2f}pt" height="{made.height:.2f}pt"'
    if made.svg:
        space = 'xmlns="http://www.w3.org/2000/svg"'
        text = made.svg if "xmlns=" in made.svg else made.svg.replace("<svg", f"<svg {space}", 1)
        drawn = text.replace("<svg", f"<svg {size}", 1)
    else:
        drawn = (
            f'<svg xmlns="http://www.w3.org/2000/svg" {size}>'
            f'<image href="{made.address}" {size}/></svg>'
        )
    return f"data:image/svg+xml;base64,{base64.b64encode(drawn.encode()).decode('ascii')}"
