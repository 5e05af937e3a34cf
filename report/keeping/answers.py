"""A command comes in; the answer that it got before goes out, if it would get the same again.

It is asked before anything heavy is imported: most builds of a day change nothing.
"""

import hashlib
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
from .recording import Inputs

_FORMAT = 1
_KEPT = 60  # answers; each has some 100 kB, ...
_LARGEST = 20_000_000  # ... and one of many files more
FORCE = "--force"


@dataclass(frozen=True)
class KeptAnswer:
    """What a command printed and wrote: ``target`` with the digest of its bytes, "" for none."""

    target: str
    digest: str
    out: str
    err: str


def given(arguments: Sequence[str]) -> KeptAnswer | None:
    """Return what these arguments of a command, here, gave before; None where that may differ."""
    if FORCE in arguments:
        return None
    try:
        kept = json.loads(files.read_kept(_place(arguments), _LARGEST))
        answer, inputs = KeptAnswer(**kept["answer"]), kept["inputs"]
        if not all(isinstance(value, str) for value in asdict(answer).values()):
            return None
        inputs["still"] = {path: then and tuple(then) for path, then in inputs["still"].items()}
        if kept["format"] != _FORMAT or _digest(answer.target) != answer.digest:
            return None
        return answer if Inputs(**inputs).hold(answer.target) else None
    except (OSError, files.FileError, *files.UNFIT):
        return None


def keep(arguments: Sequence[str], inputs: Inputs, target: Path | None, out: str, err: str) -> None:
    """Keep what a command gave, and what it read; a folder that can't be written to keeps none."""
    whole = os.path.abspath(target) if target else ""
    answer = KeptAnswer(whole, _digest(whole), out, err)
    kept = {"format": _FORMAT, "answer": asdict(answer), "inputs": asdict(inputs)}
    place = _place(arguments)
    try:
        files.write(place, json.dumps(kept, separators=(",", ":")).encode())
        by_age = sorted(place.parent.glob("*.json"), key=lambda path: path.stat().st_mtime)
        for old in by_age[:-_KEPT]:
            old.unlink(missing_ok=True)
    except (OSError, files.FileError, ValueError):
        return


def _place(arguments: Sequence[str]) -> Path:
    asked = json.dumps([os.getcwd(), *arguments])
    name = hashlib.sha256(asked.encode(errors="surrogateescape")).hexdigest()[:32]
    return files.cache_folder() / "answers" / f"{name}.json"


def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path else ""


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
