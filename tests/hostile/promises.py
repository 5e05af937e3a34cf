"""What is promised of any input: a result, or sentences with places, and soon."""

import shutil
import socket
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from report import Diagnostic, ReportError, limits, pipeline

from . import inputs

SECONDS = 10.0  # of processor time, of this process and those that it started


def check(files: inputs.Files, root: Path) -> str:
    """Check a briefing made of ``files``; return what was said of it."""
    return _held(files, root, pipeline.check)


def build(files: inputs.Files, root: Path) -> str:
    """Build it."""
    return _held(files, root, pipeline.build)


def _held(files, root, act) -> str:
    shutil.rmtree(root / "own", ignore_errors=True)
    path = inputs.lay(files, root)
    theme = path.parent / "theme"
    before = sorted(p.name for p in root.iterdir())
    start = time.process_time()
    with offline():
        told = _told(act, path, theme if theme.is_dir() else None)
    said = "\n".join(map(str, told))
    unplaced = [d.message for d in told if d.span is None]
    assert not unplaced, f"said without a place: {unplaced[0][:300]}"
    assert len(told) <= 20 * limits.PROBLEMS
    assert inputs.SECRET not in said, "a file outside is shown"
    assert time.process_time() - start < SECONDS
    assert sorted(p.name for p in root.iterdir()) == before
    return said


def _told(act, path, theme) -> tuple[Diagnostic, ...]:
    try:
        act(path, theme=theme)
    except ReportError as error:
        return error.diagnostics
    return ()


@contextmanager
def offline():
    """Refuse every connection."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", _refused)
        patch.setattr(socket.socket, "connect_ex", _refused)
        yield


def _refused(*_):
    raise AssertionError("a connection was asked for")
