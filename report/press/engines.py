"""Sections in HTML come in, a finished file goes out: two ways, behind one small interface.

``Tagged`` has our tags, fonts and standards, and fits the WeasyPrint that it was tried with.
``Plain`` is WeasyPrint's own writer, for any other: the same HTML and the same gate.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Literal, Protocol

from ..errors import Diagnostic, Span
from . import assembly, installed, workers
from .attachments import Attachment, attached
from .copied import MisfitError
from .fragment import Fragment
from .plain import PART
from .typeset import Typesetter
from .workers import Typeset
from .xmp import Metadata

EngineName = Literal["tagged", "plain"]

Placing = Callable[[int], Span | None]
"""Where in the briefing a section stands, by its number."""


class Engine(Protocol):
    """Lays sections out, and makes a file of them."""

    @property
    def name(self) -> EngineName:
        """What it is called."""

    def lay_out(self, pages: Sequence[str], place: Placing) -> Typeset:
        """Return a fragment for each section; ``ReportError`` tells what is wrong with them.

        What has been laid out by this engine before is not laid out again. ``MisfitError`` where
        the installed WeasyPrint is none that this engine can work with.
        """

    def bind(self, laid: Typeset, metadata: Metadata, files: Sequence[Attachment]) -> bytes:
        """Return the file."""


@dataclass
class Tagged:
    """Sections apart, with our tags, and joined."""

    typesetter: Typesetter
    name: EngineName = "tagged"
    _known: dict[str, Fragment] | None = None

    def lay_out(self, pages: Sequence[str], place: Placing) -> Typeset:
        """Lay out the sections that are new."""
        known, keys = self._known or {}, [self.typesetter.key(page) for page in pages]
        new = [number for number, key in enumerate(keys) if key not in known]

        def placed(number: int) -> Span | None:
            return place(new[number])

        laid = workers.typeset(self.typesetter, [pages[number] for number in new], place=placed)
        made = dict(zip(new, laid.fragments, strict=True))
        self._known = {**known, **{keys[n]: fragment for n, fragment in made.items()}}
        return replace(laid, fragments=tuple(self._known[key] for key in keys))

    def bind(self, laid: Typeset, metadata: Metadata, files: Sequence[Attachment]) -> bytes:
        """Join the fragments."""
        return assembly.assemble(laid.fragments, metadata, files)


@dataclass
class Plain:
    """All sections in one document, which WeasyPrint writes."""

    typesetter: Typesetter
    metadata: Metadata
    name: EngineName = "plain"

    def lay_out(self, pages: Sequence[str], place: Placing) -> Typeset:
        """Lay out all sections, and part what was recorded of them."""
        laid = workers.whole(self.typesetter, pages, self.metadata, place=place)
        (whole,) = laid.fragments
        starts = [whole.anchors[f"{PART}{number}"].page for number in range(len(pages))]
        ends = [*starts[1:], len(whole.pages)]
        parts = (_part(whole, *span) for span in zip(starts, ends, strict=True))
        return replace(laid, fragments=tuple(parts))

    def bind(self, laid: Typeset, metadata: Metadata, files: Sequence[Attachment]) -> bytes:
        """Embed the files in what WeasyPrint wrote."""
        return attached(laid.fragments[0].pdf, files, metadata.moment)


@dataclass
class Best:
    """Ours where it fits, and the plain one with a doubt where it does not."""

    tagged: Tagged
    plain: Plain
    _misfit: MisfitError | None = None

    @property
    def name(self) -> EngineName:
        """Which of the two it is, once something was laid out."""
        return "plain" if self._misfit else "tagged"

    def lay_out(self, pages: Sequence[str], place: Placing) -> Typeset:
        """Lay the sections out, and find out what fits."""
        if self._misfit is None:
            try:
                return self.tagged.lay_out(pages, place)
            except MisfitError as error:
                self._misfit = error
        laid = self.plain.lay_out(pages, place)
        return replace(laid, warnings=(_told(self._misfit), *laid.warnings))

    def bind(self, laid: Typeset, metadata: Metadata, files: Sequence[Attachment]) -> bytes:
        """Make the file."""
        used: Engine = self.plain if self._misfit else self.tagged
        return used.bind(laid, metadata, files)


def engine(name: EngineName, typesetter: Typesetter, metadata: Metadata) -> Engine:
    """Return the engine of that name; ``tagged`` is left for ``plain`` where it does not fit."""
    plain = Plain(typesetter, metadata)
    return plain if name == "plain" else Best(Tagged(typesetter), plain)


def _part(whole: Fragment, start: int, end: int) -> Fragment:
    """Return what one section has of a record; the file is in that of the first."""
    anchors = {n: p for n, p in whole.anchors.items() if start <= p.page < end}
    return replace(
        whole,
        pdf=whole.pdf if start == 0 else b"",
        pages=whole.pages[start:end],
        anchors={n: replace(p, page=p.page - start) for n, p in anchors.items()},
        calls=tuple(
            replace(call, page=call.page - start)
            for call in whole.calls
            if start <= call.page < end
        ),
    )


def _told(error: MisfitError) -> Diagnostic:
    """Say that the plain engine was used for want of a WeasyPrint that fits ours."""
    tried = " or ".join(installed.TRIED)
    return Diagnostic(
        f"{error}: the file is WeasyPrint's own, without our tags, and no PDF/UA",
        hint=f"WeasyPrint {tried} fits: `pip install weasyprint=={tried}`",
        level="doubt",
    )
