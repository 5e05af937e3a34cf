"""Sections and how they were laid out come in; out, the sections with room for their page numbers.

A reference to a page (“p. 7”) is laid out before its number is known. It keeps room for as many
figures as is guessed; where that was wrong, its section is set again.
"""

import re
from collections.abc import Sequence

from .fragment import Fragment

_REFERENCE = re.compile(
    r'(<a class="[^"]*\bpage-reference\b[^"]*"[^>]*>[^<]*'
    r'<span[^>]*\bdata-page="([^"]+)"[^>]*>)(0+)<'
)


def numbers(fragments: Sequence[Fragment]) -> dict[str, int]:
    """Return the page of each id in the document, pages from 1 behind the front matter."""
    found: dict[str, int] = {}
    start = -sum(fragment.front for fragment in fragments)
    for fragment in fragments:
        found |= {name: start + place.page + 1 for name, place in fragment.anchors.items()}
        start += len(fragment.pages)
    return found


def fitted(
    pages: Sequence[str], fragments: Sequence[Fragment], *, shrink: bool = True
) -> tuple[str, ...]:
    """Return the sections with a figure's room for each figure of the numbers that they refer to.

    ``shrink`` says that room may be taken back; without it a number on the brink of another figure
    comes to rest.
    """
    if not any("page-reference" in html for html in pages):
        return tuple(pages)
    known = numbers(fragments)

    def room(found: re.Match[str]) -> str:
        needed, kept = len(str(known.get(found[2], 0))), len(found[3])
        return f"{found[1]}{'0' * (needed if shrink else max(needed, kept))}<"

    return tuple(_REFERENCE.sub(room, html) for html in pages)
