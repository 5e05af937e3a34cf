"""What was laid out comes in; out, what of it need not be laid out again, here or elsewhere."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Protocol

from ..errors import Diagnostic
from .fragment import Fragment


class Kept(Protocol):
    """What keeps bytes under a name, between builds, and gives them back as they were or not."""

    def get(self, name: str) -> bytes | None:
        """Return what was kept."""

    def put(self, name: str, data: bytes) -> None:
        """Keep it."""


class NothingKept:
    """Keeps nothing."""

    def get(self, name: str) -> bytes | None:
        """Return None."""

    def put(self, name: str, data: bytes) -> None:
        """Let it go."""


@dataclass(frozen=True, slots=True)
class Proof:
    """The pages of sections that have changed, before they are checked: a PDF without tags.

    ``pages`` are their numbers in the file to come, from 1.
    """

    data: bytes
    pages: tuple[int, ...]


@dataclass
class Memory:
    """What a process knows of the build before, and what it would see first of the next one.

    ``printed`` are the keys of the sections that the file is made of.
    """

    fragments: dict[str, Fragment] = field(default_factory=dict)
    warnings: dict[str, tuple[Diagnostic, ...]] = field(default_factory=dict)
    printed: tuple[str, ...] = ()
    proof: Callable[[Proof], None] | None = None
    _used: set[str] = field(default_factory=set)

    def use(self, key: str) -> Fragment:
        """Return a fragment that is known."""
        self._used.add(key)
        return self.fragments[key]

    def end(self, printed: tuple[str, ...]) -> None:
        """Let go of what a build did not use, which is at its end."""
        self.fragments = {key: f for key, f in self.fragments.items() if key in self._used}
        self._used, self.printed = set(), printed
