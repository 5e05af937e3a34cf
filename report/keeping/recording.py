"""A build comes in as it runs; out, what it read and looked for, and whether that is as it was.

Python says of each file that is opened and each folder that is listed (PEP 578), whoever does it:
so a file that is read in a place nobody thought of counts too. What the author may change is known
by its digest, the folders of such files by the names in them, and what is installed by the size
and the times that the system keeps.
"""

import os
import sys
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .. import files
from .glance import Times, around, digest, names, times

_NEVER = ("/dev/", "/proc/", "/sys/")
_INSTALLED = ("/usr/", "/lib", "/etc/", "/bin/", "/opt/", "/System/", "/Library/")
_PACKAGE = str(Path(__file__).resolve().parent.parent) + os.sep


@dataclass
class Recording:
    """What was opened, looked for and listed, each with its times when that began."""

    opened: dict[str, Times] = field(default_factory=dict)
    listed: set[str] = field(default_factory=set)
    _apart: tuple[str, ...] = ()

    def look(self, path: Any) -> None:
        """Note a file that is opened, or looked for."""
        if (name := self._name(path)) is not None and name not in self.opened:
            self.opened[name] = times(name)

    def list(self, path: Any) -> None:
        """Note a folder whose names are read."""
        if (name := self._name(path)) is not None:
            self.listed.add(name)

    def leave_out(self, starts: Sequence[str]) -> None:
        """Take no notice of what has a path that begins so."""
        self._apart = (*self._apart, *starts)
        self.opened = {path: then for path, then in self.opened.items() if self._counts(path)}
        above = {os.path.dirname(start) for start in starts}  # swept, and not read
        self.listed = {path for path in self.listed - above if self._counts(path)}

    def _name(self, path: Any) -> str | None:
        if isinstance(path, int) or path is None:
            return None
        name = os.path.abspath(os.fsdecode(path))
        return name if self._counts(name) else None

    def _counts(self, name: str) -> bool:
        apart = f"{name}{os.sep}".startswith((*_NEVER, *self._apart))
        return not apart and not name.endswith(".pyc")


_running: Recording | None = None
_hooking = threading.Lock()
_hooked = False


@contextmanager
def recorded() -> Iterator[Recording]:
    """Record what is read meanwhile, by all of this process."""
    global _running, _hooked
    with _hooking:
        if not _hooked:
            sys.addaudithook(_hear)  # which stays
            files.watchers.append(lambda path: _running.look(path) if _running else None)
            _hooked = True
        _running = made = Recording()
    made.leave_out([f"{os.path.abspath(files.cache_folder())}{os.sep}"])
    try:
        yield made
    finally:
        _running = None


def _hear(event: str, details: tuple[Any, ...]) -> None:
    if _running is None:
        return
    if event == "open":
        path, _, flags = details
        if not (isinstance(flags, int) and flags & (os.O_WRONLY | os.O_RDWR)):
            _running.look(path)
    elif event in ("os.listdir", "os.scandir"):
        _running.list(details[0])


# ------------------------------------------------------------------------------------ what it found


@dataclass(frozen=True)
class Inputs:
    """What a build depends on, by which to tell whether it would come out the same.

    ``still`` has what is installed, by its times; ``read`` what an author may change, by its digest
    and where its links lead; ``names`` folders, by the digest of the names in them; ``around`` is
    the digest of Python, its packages and the environment.
    """

    still: dict[str, Times]
    read: dict[str, str]
    names: dict[str, str]
    around: str


def inputs(recording: Recording, target: Path | None = None) -> Inputs | None:
    """Return what was read, with the modules that ran; None where it changed meanwhile."""
    apart = os.path.abspath(target) if target else ""
    left_out = {apart, os.path.realpath(apart)} if apart else set()
    opened = {path: then for path, then in recording.opened.items() if path not in left_out}
    own = {path for path in opened if not _is_installed(path)}
    searched = {os.path.abspath(place) for place in sys.path}  # by Python, for modules
    folders = {path for path in recording.listed if path not in searched}
    folders |= set(map(os.path.dirname, own))
    if any(times(path) != then for path, then in opened.items()):
        return None
    still = {path: then for path, then in opened.items() if path not in own}
    still |= {path: times(path) for path in _modules()}
    read = {path: digest(path) for path in own}
    kept = {path: names(path, apart) for path in folders if not _is_installed(path)}
    if any(times(path) != opened[path] for path in own):
        return None
    return Inputs(still, read, kept, around())


def _is_installed(path: str) -> bool:
    """Whether a file came with Python, a package, the system or this programme."""
    return path.startswith((_PACKAGE, *_INSTALLED, *_prefixes()))


def _prefixes() -> tuple[str, ...]:
    found = {sys.prefix, sys.base_prefix, sys.exec_prefix}
    return tuple(f"{os.path.abspath(prefix)}{os.sep}" for prefix in found)


def _modules() -> Iterator[str]:
    for module in list(sys.modules.values()):
        if name := getattr(module, "__file__", None):
            yield os.path.abspath(name)
