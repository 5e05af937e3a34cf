"""What a theme's ``theme.yaml`` says of the page comes in; its grid goes out, in tokens, in points.

Twelve columns over the live width; text in the last nine, and what hangs beside it in the first
three. On a narrow page, and where a theme says so, there is one column, and nothing hangs.
"""

from collections.abc import Iterator

from ..content.themes import PageSheet, ThemeStack
from ..exhibits.paper import MM, Grid

NARROW = 135.0
"""The live width, in millimetres, under which nothing stands beside the text."""

_UNDER = 150.0  # in points: what stands over and under a drawing where nothing stands beside it
_GUTTER, _SMALL_GUTTER = 4.0, 3.0
_SIDES = {"a4": 22.0, "letter": 24.95}  # margins as in css/paper-*.css, in millimetres
_FACING = """\
@page :left {
  margin-left: var(--margin-outer);
  margin-right: var(--margin-inner);
  @top-left-corner { padding-left: var(--margin-outer) }
  @bottom-left { content: counter(page); font: var(--folio-font); color: var(--ink) }
  @bottom-right { content: string(record); font: var(--foot-font); color: var(--quiet) }
}
"""
"""Pages at the left of the spine; the default theme's rules are those of pages at its right.

The number of the page stands at its outer edge."""

_LYING = """\
@page landscape { size: var(--page-width) var(--page-height); }
.landscape { width: var(--full); }
@page cover:first { margin-bottom: 0 }
.field {
  box-sizing: border-box;
  min-height: calc(var(--page-height) - var(--masthead));
  break-after: page;
}
.series { max-width: 120mm; }
.edition { bottom: calc(-0.5 * var(--margin-bottom)); }
.cover .key-points { grid-template-columns: repeat(3, 1fr); break-inside: avoid; }
"""
"""A sheet that lies is not turned for a wide table. Its cover is the title alone; the answers come
on the next page, three in a row."""


def sheet(stack: ThemeStack, paper: str | None) -> str:
    """Return the sheet that sets the page's size, margins, bleed and marks; "" without any."""
    page = stack.sheet(paper)
    tokens = "; ".join((*_tokens(page, paper, stack), *_grid_tokens(stack, paper)))
    rules = f":root {{ {tokens} }}\n" if tokens else ""
    if page.facing:
        rules += _FACING
    if page.width > page.height:
        rules += _LYING
    if page.bleed:
        rules += f"@page {{ bleed: {page.bleed}mm }}\n"
    return rules + ("@page { marks: crop cross }\n" if page.marks else "")


def one_column(stack: ThemeStack, paper: str | None) -> bool:
    """Whether nothing stands beside the text."""
    return _own(stack) and not _has_side(stack, _live(stack, paper))


def grid(stack: ThemeStack, paper: str | None) -> Grid:
    """Return the measures to which drawings and tables are fitted."""
    if not _own(stack):
        return Grid()
    page, found = stack.sheet(paper), dict(_lengths(stack, paper))
    across = _margin(page, "inner", paper) + _margin(page, "outer", paper)
    top, bottom = (page.top or 68 / MM, page.bottom or 73 / MM)
    return Grid(
        full=found["full"] * MM,
        measure=found["measure"] * MM,
        hang=(found["hang"] or found["full"] / 4) * MM,
        landscape=(max(page.width, page.height) - across) * MM,
        deepest=max((page.height - top - bottom) * MM - (60 if found["hang"] else _UNDER), 120.0),
    )


def _own(stack: ThemeStack) -> bool:
    """Whether a theme says anything that changes the grid."""
    page = stack.page
    return bool(page.size or page.margins.inner or page.margins.outer) or page.side is not None


def _margin(page: PageSheet, side: str, paper: str | None) -> float:
    own: float | None = getattr(page, side)
    return _SIDES.get(paper or "a4", 22.0) if own is None else own


def _live(stack: ThemeStack, paper: str | None) -> float:
    page = stack.sheet(paper)
    return page.width - _margin(page, "inner", paper) - _margin(page, "outer", paper)


def _has_side(stack: ThemeStack, full: float) -> bool:
    return full >= NARROW if stack.page.side is None else stack.page.side


def _lengths(stack: ThemeStack, paper: str | None) -> Iterator[tuple[str, float]]:
    """Yield the lengths of the grid by their tokens, in millimetres."""
    full = _live(stack, paper)
    gutter = _GUTTER if full >= NARROW else _SMALL_GUTTER
    side, hang = full, 0.0
    if _has_side(stack, full):
        side = 3 * (full - 11 * gutter) / 12 + 2 * gutter
        hang = side + gutter
    yield from (("full", full), ("measure", full - hang), ("side", side), ("hang", hang))
    yield from (("half", (full - gutter) / 2), ("third", (full - 2 * gutter) / 3))
    yield "gutter", gutter


def _grid_tokens(stack: ThemeStack, paper: str | None) -> Iterator[str]:
    if _own(stack):
        yield from (f"--{name}: {length:.3f}mm" for name, length in _lengths(stack, paper))


def _tokens(page: PageSheet, paper: str | None, stack: ThemeStack) -> Iterator[str]:
    if stack.page.size and not paper:
        yield f"--page-width: {page.width}mm"
        yield f"--page-height: {page.height}mm"
    for side in ("top", "bottom", "inner", "outer"):
        if (length := getattr(page, side)) is not None:
            yield f"--margin-{side}: {length}mm"
    if page.bleed:
        yield f"--bleed: {page.bleed}mm"
