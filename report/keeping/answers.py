"""A command comes in; the answer that it got before goes out, if it would get the same again.

A command asks ``glance``, which finds it, before anything heavy is imported.
"""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from .. import files
from . import glance
from .recording import Inputs

_KEPT = 60  # answers; each has some 100 kB


@dataclass(frozen=True)
class KeptAnswer:
    """What a command printed and wrote: ``target`` with the digest of its bytes, "" for none."""

    target: str
    digest: str
    out: str
    err: str


def given(arguments: Sequence[str]) -> KeptAnswer | None:
    """Return what these arguments of a command, here, gave before; None where that may differ."""
    found = glance.given(arguments)
    return KeptAnswer(**found) if found else None


def keep(arguments: Sequence[str], inputs: Inputs, target: Path | None, out: str, err: str) -> None:
    """Keep what a command gave, and what it read; a folder that can't be written to keeps none."""
    whole = os.path.abspath(target) if target else ""
    answer = KeptAnswer(whole, glance.whole_digest(whole), out, err)
    kept = {"format": glance.FORMAT, "answer": asdict(answer), "inputs": asdict(inputs)}
    place = Path(glance.place(arguments))
    try:
        files.write(place, json.dumps(kept, separators=(",", ":")).encode())
        by_age = sorted(place.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for old in by_age[:-_KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, files.FileError, ValueError):
        return


class Said:
    """What a command printed."""

    def __init__(self) -> None:
        self._kept = {"stdout": io.StringIO(), "stderr": io.StringIO()}

    @property
    def out(self) -> str:
        """What went to stdout."""
        return self._kept["stdout"].getvalue()

    @property
    def err(self) -> str:
        """What went to stderr."""
        return self._kept["stderr"].getvalue()


@contextmanager
def printed() -> Iterator[Said]:
    """Take down what is printed meanwhile."""
    said = Said()
    with ExitStack() as stack:
        for name, kept in said._kept.items():
            stream = getattr(sys, name)
            write = stream.write

            def both(text: str, write: Callable[[str], int] = write, kept: Any = kept) -> int:
                kept.write(text)
                return write(text)

            stack.callback(setattr, stream, "write", write)
            stream.write = both
        yield said
