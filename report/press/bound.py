"""The build's process comes in; while ours loads WeasyPrint, its end is ours, too.

Later a worker watches its pipe. An import cannot, and takes a second on a slow machine.
"""

import os
import signal
import sys
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from .. import files

_PR_SET_PDEATHSIG = 1  # of Linux' prctl


def to(parent: int) -> None:
    """End with that process, on Linux."""
    if sys.platform == "linux":
        signal.signal(signal.SIGTERM, lambda *_: _end())
        _ask(signal.SIGTERM)
        if os.getppid() != parent:
            _end()


def let_go() -> None:
    """End no more with the thread that started us: that is all that the system sees of a parent."""
    if sys.platform == "linux":
        _ask(0)


def _ask(number: int) -> None:
    import ctypes

    with suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(_PR_SET_PDEATHSIG, number, 0, 0, 0)


def _end() -> NoReturn:
    files.clear(Path(os.environ.get("TMPDIR", "")))
    os._exit(1)
