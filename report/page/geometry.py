"""What a theme's ``theme.yaml`` says of the page comes in; a style sheet of tokens goes out."""

from collections.abc import Iterator

from ..content.themes import PageSheet, ThemeStack

_FACING = """\
@page :left {
  margin-left: var(--margin-outer);
  margin-right: var(--margin-inner);
}
"""
"""Pages at the left of the spine; the default theme's rules are those of pages at its right."""


def sheet(stack: ThemeStack, paper: str | None) -> str:
    """Return the sheet that sets the page's size, margins, bleed and marks; "" without any."""
    page = stack.sheet(paper)
    tokens = "; ".join(_tokens(page, paper, stack))
    rules = f":root {{ {tokens} }}\n" if tokens else ""
    if page.facing:
        rules += _FACING
    if page.bleed:
        rules += f"@page {{ bleed: {page.bleed}mm }}\n"
    return rules + ("@page { marks: crop cross }\n" if page.marks else "")


def _tokens(page: PageSheet, paper: str | None, stack: ThemeStack) -> Iterator[str]:
    if stack.page.size and not paper:
        yield f"--page-width: {page.width}mm"
        yield f"--page-height: {page.height}mm"
    for side in ("top", "bottom", "inner", "outer"):
        if (length := getattr(page, side)) is not None:
            yield f"--margin-{side}: {length}mm"
    if page.bleed:
        yield f"--bleed: {page.bleed}mm"
