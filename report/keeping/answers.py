"""What a command read, printed and wrote comes in, and is kept: ``glance`` answers with it."""

import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import asdict
from pathlib import Path
from typing import Any

from .. import files
from . import glance
from .recording import Inputs

_KEPT = 60  # answers; each has some 100 kB


def keep(arguments: Sequence[str], inputs: Inputs, target: Path | None, out: str, err: str) -> None:
    """Keep what a command gave, and what it read; a folder that can't be written to keeps none."""
    whole = os.path.abspath(target) if target else ""
    digest = glance.whole_digest(whole)
    answer = {"target": whole, "digest": digest, "out": out, "err": err}
    kept = {"format": glance.FORMAT, "answer": answer, "inputs": asdict(inputs)}
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
