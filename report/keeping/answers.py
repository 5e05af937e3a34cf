"""A command comes in; the answer that it got before goes out, if it would get the same again.

It is asked before anything heavy is imported: most builds of a day change nothing.
"""

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from .. import files
from .recording import Inputs

_FORMAT = 1
_KEPT = 60  # answers; each has some 100 kB
FORCE = "--force"


@dataclass(frozen=True)
class KeptAnswer:
    """What a command printed and wrote: ``target`` with the digest of its bytes."""

    target: str
    digest: str
    out: str
    err: str


def given(arguments: Sequence[str]) -> KeptAnswer | None:
    """Return what these arguments of a command, here, gave before; None where that may differ."""
    if FORCE in arguments:
        return None
    try:
        kept = json.loads(_place(arguments).read_bytes())
        answer, inputs = KeptAnswer(**kept["answer"]), kept["inputs"]
        inputs["still"] = {path: then and tuple(then) for path, then in inputs["still"].items()}
        if kept["format"] != _FORMAT or _digest(Path(answer.target)) != answer.digest:
            return None
        return answer if Inputs(**inputs).hold(answer.target) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def keep(arguments: Sequence[str], inputs: Inputs, target: Path, out: str, err: str) -> None:
    """Keep what a command gave, and what it read; a folder that can't be written to keeps none."""
    whole = os.path.abspath(target)
    answer = KeptAnswer(whole, _digest(Path(whole)), out, err)
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


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()
