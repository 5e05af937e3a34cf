"""Sections and what lays them out come in; each is laid out from the side on which it begins.

Each section is laid out as a document of its own, which would begin on a page at the right. Where a
sheet tells pages at the left from those at the right, the sections before decide: a section that
begins on a page at the left says so on its root (``break-before: verso``). Where it asks for the
other side, the page before it is left blank. The sides of those that follow may change by that, so
this is done until they stay.
"""

import re
from collections.abc import Sequence
from itertools import accumulate
from pathlib import Path
from typing import Any

from .copied import Copy
from .fragment import FRONT

ROUNDS = 4  # of layout, until sections begin where the pages before them end

_SIDED = re.compile(
    r"@page[^{};]*:(?:left|right)\b|break-(?:before|after)\s*:\s*(?:left|right|recto|verso)\b"
)
_IMPORT = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')\s;]+)")
_ROOT = "<html "
_VERSO = f'{_ROOT}style="break-before: verso" '


def is_sided(sheets: Sequence[str | Path]) -> bool:
    """Say whether a sheet tells left pages from right ones, or asks for a side."""
    return any(_SIDED.search(text) for sheet in sheets for text in _texts(sheet, set()))


def _texts(sheet: str | Path, seen: set[Path]) -> list[str]:
    if isinstance(sheet, str):
        return [sheet]
    if sheet in seen or not sheet.is_file():
        return []
    seen.add(sheet)
    text = sheet.read_text(encoding="utf-8", errors="replace")
    inner = (_texts(sheet.parent / name, seen) for name in _IMPORT.findall(text))
    return [text, *(one for texts in inner for one in texts)]


def begun(pages: Sequence[str], lengths: Sequence[int]) -> tuple[str, ...]:
    """Return the sections, each begun on the side that it falls on after those before it."""
    counted = (0 if f'id="{FRONT}"' in html else n for html, n in zip(pages, lengths, strict=False))
    starts = accumulate(counted, initial=0)  # with a sheet before it, page 1 is as it was
    return tuple(
        html.replace(_ROOT, _VERSO, 1) if start % 2 else html
        for html, start in zip(pages, starts, strict=False)
    )


def open_on_the_side_asked_for(copy: Copy) -> None:
    """Let a section that asks for a side begin there, after a blank page where need be."""
    layout = copy.part("layout")
    begin = copy.function("layout", "initialize_page_maker", "context", "root_box")

    def initialize_page_maker(context: Any, root_box: Any) -> None:
        begin(context, root_box)
        side = _asked(root_box)
        if side:
            _, following, *rest = context.page_maker[0]
            start = {0: None}  # None would be the end, after a blank page
            context.page_maker[0] = (start, {**following, "break": side}, *rest)

    layout.initialize_page_maker = initialize_page_maker


def _asked(root: Any) -> str | None:
    """Return the side that what stands first in a document asks for."""
    box = root
    while children := [c for c in getattr(box, "children", ()) if c.is_in_normal_flow()]:
        box = children[0]
        if box.style["break_before"] in ("left", "right", "recto", "verso"):
            return str(box.style["break_before"])
    return None
