"""What a briefing says comes in; how much HTML a theme may make of it goes out.

Layout takes a time that grows with its HTML. So that a stranger's theme takes no more than the
content asks for, what its templates write is held against what they were given.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from .. import limits
from ..content.blocks import Exhibit
from ..content.briefing import Section
from ..content.library import Library
from ..press import bounds

_CALL = re.compile(r"\[[@^]")


@dataclass(frozen=True, slots=True)
class Measure:
    """Letters of text, values, calls and exhibits of what is printed."""

    letters: int = 0
    values: int = 0
    calls: int = 0
    exhibits: int = 0

    def __add__(self, other: "Measure") -> "Measure":
        return Measure(
            self.letters + other.letters,
            self.values + other.values,
            self.calls + other.calls,
            self.exhibits + other.exhibits,
        )

    @property
    def html(self) -> int:
        """Return how many letters of HTML may be made of this, drawings apart."""
        return (
            limits.HTML_FREE
            + limits.HTML_A_LETTER * self.letters
            + limits.HTML_A_VALUE * self.values
            + limits.HTML_A_CALL * self.calls
        )

    @property
    def drawn(self) -> int:
        """Return how many letters drawings inside the HTML may take."""
        return limits.SVG_FREE + (limits.HTML_LETTERS if self.exhibits else 0)


def of_library(library: Library) -> Measure:
    """Return the measure of the documents and references, which any section may list."""
    return _measured((library.documents, library.references, library.not_consulted), 0)


def of_part(part: Sequence[Section], whole: Measure) -> Measure:
    """Return the measure of sections that are laid out together; some list what is in the whole."""
    blocks = [block for section in part for block in section.blocks]
    own = _measured(part, sum(isinstance(block, Exhibit) for block in blocks))
    listed = any(block.surveys for block in blocks)
    return own + whole if listed else own


def of_whole(sections: Sequence[Section]) -> Measure:
    """Return the measure of all of a briefing's sections."""
    return _measured(sections, 0)


def excess(html: str, most: Measure) -> str | None:
    """Return what is too large in the HTML of a part, None if nothing is."""
    if len(html) <= limits.HTML_FREE:
        return None
    text, drawn = bounds.letters(html)
    if text > most.html:
        return f"the templates make {text:,} letters of HTML of this section, at most {most.html:,}"
    if drawn > most.drawn:
        return (
            f"the templates draw {drawn:,} letters of SVG in this section, at most {most.drawn:,}"
        )
    return None


def _measured(data: Any, exhibits: int) -> Measure:
    letters = values = calls = 0
    for value in _leaves(data):
        values += 1
        letters += len(value)
        calls += len(_CALL.findall(value))
    return Measure(letters, values, calls, exhibits)


def _leaves(data: Any) -> Iterator[str]:
    """Yield every value in models, mappings and lists, as text."""
    if isinstance(data, BaseModel):
        for name in type(data).model_fields:
            yield from _leaves(getattr(data, name))
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _leaves(value)
    elif isinstance(data, list | tuple):
        for value in data:
            yield from _leaves(value)
    elif data is not None:
        yield str(data)
