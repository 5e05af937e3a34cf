"""Sections in HTML come in, a finished file goes out: two ways, behind one small interface.

``Tagged`` has our tags, fonts and standards, and fits the WeasyPrint that it was tried with.
``Plain`` is WeasyPrint's own writer, for any other: the same HTML and the same gate.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass, field, replace
from itertools import accumulate
from typing import TYPE_CHECKING, Literal, Protocol

from ..errors import Diagnostic, ReportError, Span
from ..files import UNFIT
from . import channel, facing, folios, installed, workers
from .copied import MisfitError
from .fragment import Fragment, from_bytes
from .memory import Kept, Memory, NothingKept, Proof
from .plain import PART
from .typeset import Typesetter
from .workers import Typeset
from .xmp import Metadata

if TYPE_CHECKING:  # the files are joined last: what does it is not awaited
    from .attachments import Attachment

EngineName = Literal["tagged", "plain"]

Placing = Callable[[int], Span | None]
"""Where in the briefing a section stands, by its number."""


Begin = Callable[[str], None]
"""Begins with a section."""

Meanwhile = Callable[[Sequence[str]], Iterable[None]]
"""What is done with the sections, step by step, while workers lay them out."""


class Engine(Protocol):
    """Lays sections out, and makes a file of them."""

    @property
    def name(self) -> EngineName:
        """What it is called."""

    def beginning(self) -> "AbstractContextManager[Begin]":
        """Return what begins with a section while others are still being filled.

        What was begun is given up where something is raised inside.
        """

    def lay_out(self, pages: Sequence[str], place: Placing) -> Typeset:
        """Return a fragment for each section; ``ReportError`` tells what is wrong with them.

        What has been laid out by this engine before is not laid out again. ``MisfitError`` where
        the installed WeasyPrint is none that this engine can work with.
        """

    def remember(self, laid: Typeset) -> None:
        """Take note of the sections that the file will have, and show those that are new."""

    def bind(self, laid: Typeset, metadata: Metadata, files: "Sequence[Attachment]") -> bytes:
        """Return the file."""


@dataclass
class Tagged:
    """Sections apart, with our tags, and joined."""

    typesetter: Typesetter
    kept: Kept = field(default_factory=NothingKept)
    memory: Memory = field(default_factory=Memory)
    meanwhile: Meanwhile = lambda pages: ()
    name: EngineName = "tagged"
    _ahead: workers.Ahead | None = None

    @contextmanager
    def beginning(self) -> "Iterator[Begin]":
        """Let workers lay out sections that are not known."""
        self._ahead = ahead = workers.Ahead(self.typesetter)

        def begin(page: str) -> None:
            with suppress(ReportError):  # which is told when all sections are laid out
                if not self._recalls(self.typesetter.key(page)):
                    ahead.begin(page)

        try:
            yield begin
        except BaseException:
            ahead.end()
            raise

    def lay_out(self, pages: Sequence[str], place: Placing) -> Typeset:
        """Lay out the sections that are new, each from the side that it begins on.

        They are set until sides and the room for page numbers are those of the pages before them.
        """
        laid, begun = self._lay_out(pages, place), tuple(pages)
        for turn in range(facing.ROUNDS):
            pages = folios.fitted(pages, laid.fragments, shrink=not turn)
            lengths = [len(f.pages) for f in laid.fragments]
            sided = facing.begun(pages, lengths) if self.typesetter.sided else tuple(pages)
            if sided == begun:
                break
            laid, begun = self._lay_out(sided, place), sided
        return laid

    def _lay_out(self, pages: Sequence[str], place: Placing) -> Typeset:
        keys = tuple(map(self.typesetter.key, pages))
        warnings = self._warnings()
        missing = [number for number, key in enumerate(keys) if not self._recalls(key)]
        if new := missing if missing or warnings is not None else [0]:
            ahead, self._ahead = self._ahead, None
            laid = workers.typeset(
                self.typesetter,
                [pages[number] for number in new],
                place=lambda number: place(new[number]),
                meanwhile=lambda: self.meanwhile(pages),
                ahead=ahead,
            )
            warnings = self._keep(laid, [keys[number] for number in new])
        return Typeset(tuple(map(self.memory.use, keys)), warnings or (), keys)

    def _recalls(self, key: str) -> bool:
        """Whether a section has been laid out before, here or in another build."""
        known = self.memory.fragments
        if key not in known and (body := self.kept.get(f"fragment {key}")) is not None:
            with suppress(*UNFIT):  # not one of ours
                known[key] = from_bytes(body)
        return key in known

    def _warnings(self) -> tuple[Diagnostic, ...] | None:
        """Return what the sheets were warned of before, None where that is not known."""
        name, known = self.typesetter.sheets_key(), self.memory.warnings
        if name not in known and (data := self.kept.get(f"sheets {name}")) is not None:
            with suppress(*UNFIT):
                known[name] = channel.diagnostics(json.loads(data))
        return known.get(name)

    def _keep(self, laid: Typeset, keys: Sequence[str]) -> tuple[Diagnostic, ...]:
        name = self.typesetter.sheets_key()
        self.memory.warnings = {name: laid.warnings}
        self.kept.put(f"sheets {name}", json.dumps(channel.data_of(laid.warnings)).encode())
        for key, fragment, body in zip(keys, laid.fragments, laid.bodies, strict=True):
            self.memory.fragments[key] = fragment
            self.kept.put(f"fragment {key}", body)
        return laid.warnings

    def remember(self, laid: Typeset) -> None:
        """Prove the pages of sections that the file before had not; forget what was not used."""
        changed = [n for n, key in enumerate(laid.keys) if key not in self.memory.printed]
        if changed and self.memory.proof:
            from . import assembly

            starts = list(accumulate((len(f.pages) for f in laid.fragments), initial=1))
            pages = (page for n in changed for page in range(starts[n], starts[n + 1]))
            self.memory.proof(Proof(assembly.proof(laid.fragments, changed), tuple(pages)))
        self.memory.end(laid.keys)

    def bind(self, laid: Typeset, metadata: Metadata, files: "Sequence[Attachment]") -> bytes:
        """Join the fragments."""
        from . import assembly

        return assembly.assemble(laid.fragments, metadata, files)


@dataclass
class Plain:
    """All sections in one document, which WeasyPrint writes."""

    typesetter: Typesetter
    metadata: Metadata
    name: EngineName = "plain"

    def beginning(self) -> "AbstractContextManager[Begin]":
        """Wait: all sections are laid out together."""
        return nullcontext(lambda page: None)

    def lay_out(self, pages: Sequence[str], place: Placing) -> Typeset:
        """Lay out all sections, and part what was recorded of them."""
        keys = tuple(map(self.typesetter.key, pages))
        laid = workers.whole(self.typesetter, pages, self.metadata, place=place)
        (whole,) = laid.fragments
        starts = [whole.anchors[f"{PART}{number}"].page for number in range(len(pages))]
        ends = [*starts[1:], len(whole.pages)]
        parts = (_part(whole, *span) for span in zip(starts, ends, strict=True))
        return replace(laid, fragments=tuple(parts), keys=keys)

    def remember(self, laid: Typeset) -> None:
        """Let it go: all sections are laid out each time."""

    def bind(self, laid: Typeset, metadata: Metadata, files: "Sequence[Attachment]") -> bytes:
        """Embed the files in what WeasyPrint wrote."""
        from .attachments import attached

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

    def beginning(self) -> "AbstractContextManager[Begin]":
        """Begin, where ours may fit."""
        return self.plain.beginning() if self._misfit else self.tagged.beginning()

    def lay_out(self, pages: Sequence[str], place: Placing) -> Typeset:
        """Lay the sections out, and find out what fits."""
        if self._misfit is None:
            try:
                return self.tagged.lay_out(pages, place)
            except MisfitError as error:
                self._misfit = error
        laid = self.plain.lay_out(pages, place)
        return replace(laid, warnings=(_told(self._misfit), *laid.warnings))

    def remember(self, laid: Typeset) -> None:
        """Take note of it, as the engine does that laid it out."""
        used: Engine = self.plain if self._misfit else self.tagged
        used.remember(laid)

    def bind(self, laid: Typeset, metadata: Metadata, files: "Sequence[Attachment]") -> bytes:
        """Make the file."""
        used: Engine = self.plain if self._misfit else self.tagged
        return used.bind(laid, metadata, files)


def engine(
    name: EngineName,
    typesetter: Typesetter,
    metadata: Metadata,
    kept: Kept | None = None,
    memory: Memory | None = None,
    meanwhile: Meanwhile = lambda pages: (),
) -> Engine:
    """Return the engine of that name; ``tagged`` is left for ``plain`` where it does not fit.

    ``kept`` is what other processes have laid out, ``memory`` what this one has; ``meanwhile`` is
    done while workers lay out.
    """
    plain = Plain(typesetter, metadata)
    tagged = Tagged(typesetter, kept or NothingKept(), memory or Memory(), meanwhile)
    return plain if name == "plain" else Best(tagged, plain)


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
