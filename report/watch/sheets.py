"""Files with pages come in, some of them whole and some a proof; out, the pages that are shown.

A page has a digest of all that decides its looks, so that one that did not change is neither drawn
nor sent again; while a proof is shown, the pages that it has not are those of the file before.
"""

import threading
from collections import OrderedDict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from .printed import PagedFile, PrintedWord

_PICTURES = 48  # that are kept, of some 300 kB each


@dataclass(frozen=True, slots=True)
class PageName:
    """What decides how a page looks: ``basis`` all but the page numbers on it, ``digest`` all."""

    basis: str
    digest: str


@dataclass(frozen=True, slots=True)
class WatchedPage:
    """A page that is shown; lengths in points."""

    number: int
    width: float
    height: float
    name: PageName


@dataclass(frozen=True, slots=True)
class _Drawn:
    file: PagedFile
    index: int


class WatchedPages:
    """The pages that are shown, and where their pictures come from; for several threads."""

    def __init__(self) -> None:
        self.shown: tuple[WatchedPage, ...] = ()
        self._lock = threading.RLock()
        self._from: dict[str, _Drawn] = {}
        self._pictures: OrderedDict[tuple[str, float], bytes] = OrderedDict()
        self._words: dict[str, tuple[PrintedWord, ...]] = {}

    def prove(self, names: Sequence[PageName], file: PagedFile, numbers: Sequence[int]) -> bool:
        """Show the pages of a proof, which have these numbers, among those of before.

        Returns whether all pages are at hand; if not, nothing changes.
        """
        at = {number: index for index, number in enumerate(numbers)}
        with self._lock:
            before = {sheet.name.basis: sheet for sheet in self.shown}
            shown: list[WatchedPage] = []
            new = {}
            for number, name in enumerate(names, start=1):
                if number in at:
                    new[name.digest] = _Drawn(file, at[number])
                    shown.append(WatchedPage(number, *file.sizes[at[number]], name))
                elif old := before.get(name.basis):
                    shown.append(WatchedPage(number, old.width, old.height, old.name))
                else:
                    return False
            self._from.update(new)
            self._show(shown)
        return True

    def take(self, names: Sequence[PageName], file: PagedFile) -> None:
        """Show the pages of a whole file, and let go of the files before."""
        with self._lock:
            old = {drawn.file for drawn in self._from.values()} - {file}
            self._from = {name.digest: _Drawn(file, n) for n, name in enumerate(names)}
            self._show(
                WatchedPage(n, *size, name)
                for n, (size, name) in enumerate(zip(file.sizes, names, strict=True), start=1)
            )
        for one in old:
            one.close()

    def _show(self, shown: Iterable[WatchedPage]) -> None:
        self.shown = tuple(shown)
        kept = {sheet.name.digest for sheet in self.shown}
        self._from = {name: drawn for name, drawn in self._from.items() if name in kept}
        self._words = {name: words for name, words in self._words.items() if name in kept}
        for key in [key for key in self._pictures if key[0] not in kept]:
            del self._pictures[key]

    def picture(self, digest: str, scale: float) -> bytes:
        """Return a page as a PNG, b"" for one that is not shown any more."""
        with self._lock:
            drawn = self._from.get(digest)
            kept = self._pictures.get((digest, scale))
        if kept or drawn is None:
            return kept or b""
        made = drawn.file.picture(drawn.index, scale)
        with self._lock:
            if (again := self._from.get(digest)) is None:
                return made
            if not made and again is not drawn:  # its file was closed, and another has the page
                return self.picture(digest, scale)
            if made:
                self._pictures[digest, scale] = made
                while len(self._pictures) > _PICTURES:
                    self._pictures.popitem(last=False)
        return made

    def words(self, digest: str) -> tuple[PrintedWord, ...]:
        """Return the words of a page, none for one that is not shown any more."""
        with self._lock:
            drawn = self._from.get(digest)
            if digest in self._words or drawn is None:
                return self._words.get(digest, ())
        found = drawn.file.words(drawn.index)
        with self._lock:
            if (again := self._from.get(digest)) is None:
                return found
            if not found and again is not drawn:
                return self.words(digest)
            self._words[digest] = found
        return found

    def close(self) -> None:
        """Let go of all files."""
        with self._lock:
            for drawn in self._from.values():
                drawn.file.close()
            self._from.clear()
