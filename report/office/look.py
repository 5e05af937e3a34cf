"""A theme comes in; out, what a Word file takes of it: paper, colours, typefaces."""

import re
from dataclasses import dataclass

from ..page import drawing
from ..page.theme import Theme
from ..press import faces, scripts

MARGIN = 25.0  # millimetres, on each side of any paper
TWIPS = 20  # to the point
_MM = 72 / 25.4
_COLOUR = re.compile(r"#([0-9a-fA-F]{6})$")
_EASTERN = {"ja": ("Yu Mincho", "Yu Gothic"), "ko": ("Batang", "Malgun Gothic")}
_CHINESE = ("SimSun", "Microsoft YaHei")


@dataclass(frozen=True, slots=True)
class Look:
    """The measures of the paper in points, the theme's colours, and the families by their use.

    ``eastern`` are the families for Chinese, Japanese and Korean, of text and of labels: a file
    names typefaces and holds none, so those are named that Word has.
    """

    width: float
    height: float
    margin: float
    ink: str
    quiet: str
    accent: str
    signal: str
    tint: str
    hairline: str
    text: str
    headings: str
    labels: str
    eastern: tuple[str, str]
    language: str
    rtl: bool

    @property
    def measure(self) -> float:
        """The width of a line, in points."""
        return self.width - 2 * self.margin

    @property
    def depth(self) -> float:
        """The height of what is printed on a page, in points."""
        return self.height - 2 * self.margin


def of(theme: Theme, paper: str | None, language: str) -> Look:
    """Return the look of a theme, on the paper that is asked for."""
    tokens, used = drawing.tokens(theme), faces.in_use()
    sheet = theme.stack.sheet(paper)
    colours = {
        name: found[1] if (found := _COLOUR.match(tokens.get(name, ""))) else given
        for name, given in (
            *(("ink", "1a1a1a"), ("quiet", "4a4a4a"), ("accent", "1f3a5f")),
            *(("signal", "a8231b"), ("tint", "f3efe6"), ("hairline", "8a8a8a")),
        )
    }
    return Look(
        width=sheet.width * _MM,
        height=sheet.height * _MM,
        margin=min(MARGIN, sheet.width / 8) * _MM,
        text=used.text.family,
        headings=used.headings.family,
        labels=used.labels.family,
        eastern=_EASTERN.get(language.partition("-")[0], _CHINESE),
        language=language,
        rtl=scripts.is_rtl(language),
        **colours,
    )


def marks(look: Look) -> str:
    """Return the rules for the marks of the page for the web, whose sheet is not at hand here."""
    return (
        f".solid {{ fill: #{look.ink} }} .ground {{ fill: #fff; stroke: #{look.ink}; "
        f"stroke-width: .8 }} .stroke {{ fill: none; stroke: #{look.ink}; stroke-width: 1.6 }}"
    )
