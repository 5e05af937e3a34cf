"""A command begins; out comes a folder for all that it writes on its way, which goes with it.

Whatever makes temporary files in this process, or in one that it starts, makes them there. The
folder is locked while a process of the command lives. What a killed command left has no lock any
more, and the next one sweeps it.
"""

import os
import secrets
import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

try:
    import fcntl
except ImportError:  # Windows: folders are removed at the end of a command, and not swept
    fcntl = None  # type: ignore[assignment]

_PREFIX = "briefing-report-"
_LOCK = "lock"
_YOUNG = 3600  # seconds in which a folder may get its lock

_made: list[Path] = []  # the folders of this process, the last one in use
_held: list[IO[str]] = []  # the lock lives as long as the process, and as those forked from it
_users: list[str | None] = []  # what TMPDIR was before each


@contextmanager
def used() -> Iterator[None]:
    """Make this process's folder the place of temporary files, until the outermost use has ended.

    ``OSError`` if it cannot be made. Whoever starts processes that clean up after a killed command
    does so inside, and does nothing else there: without them nobody would remove it.
    """
    _users.append(os.environ.get("TMPDIR"))
    try:
        if len(_users) == 1:
            _begin()
        yield
    finally:
        before = _users.pop()
        if not _users:
            end()
            tempfile.tempdir = None
            os.environ.pop("TMPDIR", None)
            if before is not None:
                os.environ["TMPDIR"] = before


def _begin() -> None:
    base = Path(tempfile.gettempdir())
    for left in _abandoned(base):
        shutil.rmtree(left, ignore_errors=True)
    folder = base / f"{_PREFIX}{secrets.token_hex(8)}"
    _made.append(folder)  # first, so that a signal finds it
    folder.mkdir(mode=0o700)
    lock = (folder / _LOCK).open("w")
    if fcntl is not None:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    _held.append(lock)
    tempfile.tempdir = str(folder)
    os.environ["TMPDIR"] = str(folder)


def starts() -> tuple[str, ...]:
    """Return how the paths of such folders begin, if this process has one."""
    return tuple(str(folder.parent / _PREFIX) for folder in _made)


def end() -> None:
    """Remove the folder, with all that is in it: the command ends here, or is ended."""
    for folder in _made:
        shutil.rmtree(folder, ignore_errors=True)


def _abandoned(base: Path) -> Iterator[Path]:
    """Yield the folders of commands of this user that run no more."""
    if fcntl is None:
        return
    for folder in base.glob(f"{_PREFIX}*"):
        try:
            made = folder.lstat()
            if folder.is_symlink() or made.st_uid != os.getuid():
                continue
            if not (folder / _LOCK).exists():
                if time.time() - made.st_mtime > _YOUNG:
                    yield folder
                continue
            with (folder / _LOCK).open("r") as lock:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
                yield folder
        except OSError:
            continue  # it is in use, or goes away by itself
