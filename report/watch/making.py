"""A briefing comes in, again after each save; out, its layout, its proof, its file, its faults.

This is the one place where the watch builds.
"""

import hashlib
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import files, pipeline
from ..errors import Diagnostic, ReportError
from ..page import ledger
from ..pdf import Pdf
from ..prepared import Prepared
from ..press.fragment import Fragment, PrintedPage
from ..press.memory import Memory
from ..press.workers import Typeset
from .sheets import PageName


@dataclass(frozen=True, slots=True)
class LaidOut:
    """A briefing whose pages are set: what was read, what stands on each page, and their HTML."""

    read: Prepared
    pages: tuple[PrintedPage, ...]
    names: tuple[PageName, ...]
    html: tuple[str, ...] = ()

    @property
    def folders(self) -> tuple[Path, ...]:
        """Where the files lie that the briefing is made of."""
        content = self.read.content
        sources = (content.source, *content.library.sources.values())
        written = [file.path.parent for source in sources for file in source.files]
        looks = [layer.folder for layer in content.theme.layers if not layer.ours]
        return tuple(dict.fromkeys([*written, *looks]))

    @property
    def texts(self) -> Mapping[Path, str]:
        """What was read of each file."""
        content = self.read.content
        sources = (content.source, *content.library.sources.values())
        return {file.path: file.text for source in sources for file in source.files}


@dataclass(frozen=True, slots=True)
class MadeFile:
    """How a build ended: with a file, or with what is wrong; and after how many seconds."""

    pdf: Pdf | None
    faults: tuple[Diagnostic, ...]
    seconds: float


@dataclass
class Maker:
    """Builds one briefing again and again, in one thread at a time."""

    briefing: Path
    options: Mapping[str, Any] = field(default_factory=dict)
    _memory: Memory = field(default_factory=Memory)

    def make(
        self,
        laid: Callable[[LaidOut], None],
        proved: Callable[[bytes, Sequence[int]], None] = lambda data, numbers: None,
    ) -> MadeFile:
        """Build; ``laid`` is called when the pages are set.

        ``proved`` is called next, with a PDF of those that have changed, and their numbers.
        """
        started = time.perf_counter()

        def seen(read: Prepared, html: tuple[str, ...], typeset: Typeset) -> None:
            laid(layout(read, typeset.fragments, html))

        self._memory.proof = lambda proof: proved(proof.data, proof.pages)
        try:
            pdf = pipeline.build(
                self.briefing,
                cache=files.cache_folder(),
                memory=self._memory,
                seen=seen,
                **self.options,
            )
        except ReportError as error:
            return MadeFile(None, tuple(error.diagnostics), time.perf_counter() - started)
        return MadeFile(pdf, pdf.warnings, time.perf_counter() - started)


def layout(read: Prepared, fragments: Sequence[Fragment], html: Sequence[str] = ()) -> LaidOut:
    """Return what the watch keeps of a layout."""
    pages = tuple(page for fragment in fragments for page in fragment.pages)
    return LaidOut(read, pages, tuple(_names(fragments)), tuple(html))


def _names(fragments: Sequence[Fragment]) -> list[PageName]:
    """Name every page; a page on which page numbers stand has them in its digest."""
    anchors = ledger.pages(fragments)
    found: list[PageName] = []
    for fragment in fragments:
        made = hashlib.sha256(fragment.pdf).hexdigest()
        for page in range(len(fragment.pages)):
            late = [late.target for late in fragment.late if late.page == page]
            numbers = [anchors.get(name, len(found) + 1) for name in late]
            whole = f"{made} {page} {numbers}"
            digest = hashlib.sha256(whole.encode()).hexdigest()[:16]
            found.append(PageName(f"{made[:16]}-{page}", digest))
    return found
