"""Sections in HTML come in again and again; out, what is made of each, once while it is the same.

After an edit most sections are as they were. Of those that are not, as many versions are kept as a
few builds have, and none of their HTML: a writer saves for hours.
"""

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

T = TypeVar("T")

_BUILDS = 2


class Recent(Generic[T]):
    """Keeps what ``make`` makes of the sections of late builds; for several threads."""

    def __init__(self, make: Callable[..., T]) -> None:
        self._make = make
        self._lock = threading.Lock()
        self._made: OrderedDict[Hashable, T] = OrderedDict()
        self._most = 16

    def expect(self, count: int) -> None:
        """Take note that a build has so many sections."""
        self._most = max(self._most, _BUILDS * count)

    def get(self, html: str, *beside: Hashable, make: Callable[[], T] | None = None) -> T:
        """Return what is made of a section; ``beside`` is what else decides it.

        ``make`` makes it another way, to the same.
        """
        key = (hashlib.sha256(html.encode("utf-8", "surrogatepass")).digest(), beside)
        with self._lock:
            if key in self._made:
                self._made.move_to_end(key)
                return self._made[key]
        made = make() if make else self._make(html, *beside)
        with self._lock:
            self._made[key] = made
            while len(self._made) > self._most:
                self._made.popitem(last=False)
        return made
