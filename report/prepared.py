"""A briefing that was read comes in; its citations and what templates place go out.

What can begin before all of it is read does: citations are formatted, and the workers read the
sheets, while exhibits are drawn and claims are held to account.
"""

from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from . import citations, faulty
from .content import Content
from .content.blocks import Sources
from .errors import Diagnostic, ReportError
from .exhibits import Drawings
from .notes import Notes
from .page.view import Views
from .text.language import can_cite

if TYPE_CHECKING:
    from .press.typeset import Typesetter


@dataclass(frozen=True, slots=True)
class Prepared:
    """A briefing that was read and found sound: its notes, its drawings, the doubts about it."""

    content: Content
    notes: Notes
    drawings: Drawings
    warnings: tuple[Diagnostic, ...]

    def cite(self, style: str | None = None, cache: Path | None = None) -> citations.Pending:
        """Start to format the notes and the bibliography; ``result()`` waits for them.

        ``style`` goes before the briefing's own; ``cache`` is a folder that keeps what was
        formatted.
        """
        model, library = self.content.briefing, self.content.library
        try:
            return citations.start(
                self.notes.clusters,
                {**library.items, **library.not_consulted},
                style=style or model.style,
                locale=model.locale or _locale(model.language),
                quotes=model.quotes,
                day_first=not model.locale and citations.is_day_first(model.language),
                bibliography=(*library.items, *self._listed()),
                numbers=self.notes.numbers,
                short=model.notes.form != "full",
                called=self._sigla() if model.notes.form == "sigla" else {},
                words=model.catalogue,
                cache=cache,
            )
        except ReportError as error:
            place = None if style else self.content.source.at(("style",))
            raise ReportError(
                replace(d, span=d.span or place) for d in error.diagnostics
            ) from error

    def _sigla(self) -> dict[str, str]:
        return {k: d.siglum for k, d in self.content.library.documents.items() if d.siglum}

    def _listed(self) -> Iterable[str]:
        """Return the keys of the works not consulted, where a block of sources prints them."""
        blocks = (block for section in self.content.briefing.sections for block in section.blocks)
        printed = any(isinstance(block, Sources) and block.further_reading for block in blocks)
        return self.content.library.not_consulted if printed else ()

    def views(self, cited: citations.Citations, made: type[Views] = Views) -> Views:
        """Return what the templates place; ``made`` are the views of an edition."""
        read = self.content
        given = read.briefing, read.source, read.library, self.notes, cited, self.drawings
        return made(*given, course=read.course)


@dataclass
class Begun:
    """What can begin when the notes are known: citations, in this ``style``, and a typesetter.

    ``typesetter`` makes one for a language. What fails here is asked again in its turn, so that
    an error goes behind those of what comes before.
    """

    style: str | None = None
    cache: Path | None = None
    typesetter: "Callable[[str], Typesetter | None]" = lambda language: None
    _cited: citations.Pending | None = field(default=None, init=False)
    _made: "Typesetter | None" = field(default=None, init=False)

    def begin(self, content: Content, notes: Notes) -> None:
        """Begin, but not in a draft, where what is at fault gives way."""
        if faulty.is_made():
            return
        with suppress(ReportError):
            self._made = self.typesetter(content.briefing.language)
        with suppress(ReportError):
            self._cited = Prepared(content, notes, Drawings(), ()).cite(self.style, self.cache)

    def cited(self, read: Prepared) -> citations.Pending:
        """Return the citations that were begun, or begin them."""
        return self._cited or read.cite(self.style, self.cache)

    def made(self, read: Prepared) -> "Typesetter":
        """Return the typesetter that was begun, or make it."""
        made = self._made or self.typesetter(read.content.briefing.language)
        if made is None:
            raise TypeError("no typesetter was asked for")
        return made


def _locale(language: str) -> str | None:
    """Return the language of citations where a briefing names none: its own, if not English.

    Chicago's own English is American, and the house corrects what British readers would trip over.
    """
    return language if not language.startswith("en") and can_cite(language) else None
