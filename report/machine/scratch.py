"""A command begins; out comes a folder for all that it writes on its way, which goes with it.

Whatever makes temporary files in this process, or in one that it starts, makes them there. The
folder is locked while a process of the command lives. What a killed command left has no lock any
more, and the next one sweeps it.
"""

import os
import secrets
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from .. import files

_made: list[Path] = []  # the folders of this process, the last one in use
_users: list[str | None] = []  # what TMPDIR was before each
_followers: "list[subprocess.Popen[bytes]]" = []  # those who remove them if this process is killed
_PATIENCE = 1.0  # seconds


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
    files.sweep(base)

    def make() -> Path:
        folder = base / f"{files.OWN_FOLDER}{secrets.token_hex(8)}"
        _made.append(folder)  # first, so that a signal finds it
        _followed(folder)
        folder.mkdir(mode=0o700)
        return folder

    folder = files.held(make)
    tempfile.tempdir = str(folder)
    os.environ["TMPDIR"] = str(folder)


def _followed(folder: Path) -> None:
    """Let a shell wait for the end of this process, and remove what is left of the folder then."""
    if sys.platform == "win32":
        return
    with suppress(OSError):  # without one, the next command sweeps
        _followers.append(
            subprocess.Popen(
                ["/bin/sh", "-c", 'read _; rm -rf -- "$1"', "sh", str(folder)],
                stdin=subprocess.PIPE,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is not for it
            )
        )


def starts() -> tuple[str, ...]:
    """Return how the paths of such folders begin, if this process has one."""
    return tuple(str(folder.parent / files.OWN_FOLDER) for folder in _made)


def end() -> None:
    """Remove the folder, with all that is in it: the command ends here, or is ended."""
    for folder in _made:
        shutil.rmtree(folder, ignore_errors=True)
    while _followers:
        with suppress(subprocess.TimeoutExpired):
            _followers.pop().communicate(timeout=_PATIENCE)
