"""A path comes in; a briefing that was read and found sound goes out, with all it rests on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from . import briefing, citations, evidence, exhibits, library, notes, oversights, source
from .blocks import Sources
from .briefing import Briefing
from .errors import Diagnostic, ReportError
from .exhibits import Drawings
from .library import Library
from .notes import Notes
from .source import Source
from .view import Views


@dataclass(frozen=True, slots=True)
class Content:
    """A briefing with its source, its library, its notes and drawings, and the doubts about it."""

    source: Source
    briefing: Briefing
    library: Library
    notes: Notes
    drawings: Drawings
    warnings: tuple[Diagnostic, ...]

    def cite(self, style: str | None = None, cache: Path | None = None) -> citations.Pending:
        """Start to format the notes and the bibliography; ``result()`` waits for them.

        ``style`` goes before the briefing's own; ``cache`` is a folder that keeps what was
        formatted.
        """
        model = self.briefing
        try:
            return citations.start(
                self.notes.clusters,
                {**self.library.items, **self.library.not_consulted},
                style=style or model.style,
                locale=model.locale,
                quotes=model.quotes,
                bibliography=(*self.library.items, *self._listed()),
                numbers=self.notes.numbers,
                cache=cache,
            )
        except ReportError as error:
            place = None if style else self.source.at(("style",))
            raise ReportError(
                replace(d, span=d.span or place) for d in error.diagnostics
            ) from error

    def _listed(self) -> Iterable[str]:
        """Return the keys of the works not consulted, where a block of sources prints them."""
        blocks = (block for section in self.briefing.sections for block in section.blocks)
        printed = any(isinstance(block, Sources) and block.not_consulted for block in blocks)
        return self.library.not_consulted if printed else ()

    def views(self, cited: citations.Citations) -> Views:
        """Return what the templates place."""
        return Views(self.briefing, self.source, self.library, self.notes, cited, self.drawings)


def read(path: Path, *, annex: bool = False) -> Content:
    """Read the briefing and what it rests on; find its notes, draw, hold its claims to account.

    ``annex`` adds the ledger of the evidence as a last section. ``ReportError`` lists every mistake
    of the stage that found the first.
    """
    text = source.read(path)
    model = briefing.parse(text)
    books = library.load(model, text)
    called = notes.gather(model, books, text)
    drawings = exhibits.draw(model, text)
    doubts = (*oversights.find(model, books, text), *evidence.examine(model, books, text))
    model = briefing.with_annex(model) if annex else model
    return Content(text, model, books, called, drawings, doubts)
