"""A theme comes in; what is wrong with it when a specimen is built in it goes out, way by way."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from .. import pipeline, start
from ..errors import Diagnostic, ReportError
from ..page import drawing, sizes
from ..page.theme import Theme

LARGER = 1.3


@dataclass(frozen=True, slots=True)
class Trial:
    """The specimen in one way: what it is, how many pages it has, what was found."""

    way: str
    pages: int
    found: tuple[Diagnostic, ...]


def ways(theme: Theme) -> Iterator[tuple[str, str | None, Theme]]:
    """Yield the ways in which a theme is tried: their name, the paper, the theme for it."""
    own = theme.stack.page.size is not None
    yield "its own page" if own else "A4", None, theme
    if not own:
        yield "Letter", "letter", theme
    yield f"type at {LARGER:.0%}", None, replace(theme, tried=larger(theme))
    yield "grey", None, replace(theme, tried=grey(theme))


def check(theme: Theme, progress: Callable[[str], None]) -> Iterator[Trial]:
    """Build the specimen, the theme's own if it has one, in every way; yield what is found."""
    own = theme.folders[0] / "specimen" / "briefing.yaml"
    path = own if own.is_file() else start.specimen() / "briefing.yaml"
    for way, paper, look in ways(theme):
        progress(way)
        yield _tried(path, way, paper, look)


def _tried(path: Path, way: str, paper: str | None, look: Theme) -> Trial:
    try:
        pdf = pipeline.build(path, theme=look, paper=paper)
    except ReportError as error:
        return Trial(way, 0, error.diagnostics)
    return Trial(way, pdf.pages, tuple(w for w in pdf.warnings if w.level != "advice"))


def larger(theme: Theme) -> str:
    """Return a sheet with all sizes of type larger."""
    return sizes.root(sizes.scaled(drawing.tokens(theme), LARGER))


def grey(theme: Theme) -> str:
    """Return a sheet with every colour of the tokens as the grey that a printer makes of it."""
    from tinycss2.color4 import parse_color

    greys = {}
    for name, value in drawing.tokens(theme).items():
        colour = parse_color(value)
        if colour is not None and not isinstance(colour, str):
            red, green, blue = colour.to("srgb").coordinates
            level = round(255 * min(max(0.2126 * red + 0.7152 * green + 0.0722 * blue, 0), 1))
            greys[name] = f"rgb({level} {level} {level})"
    return sizes.root(greys)
