"""A command comes in; the answer that it got before goes out, if all is as it was.

Most builds of a day change nothing, and half the time of such a command is what Python imports. So
nothing is imported here that the interpreter has not loaded already, but for two modules and a
short one of ours.
"""

import hashlib
import json
import os
import stat
import sys

from .. import cache

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import Any

FORMAT = 1
FORCE = "--force"
_LARGEST = 20_000_000  # bytes of an answer; one has some 100 kB
_TELLING = ("FC_", "FONTCONFIG_", "LANG", "LC_", "PANGO", "PYTHON", "REPORT_", "HB_", "G_")

Times = tuple[int, int, int] | None
"""Size, and the times of the last change of a file and of what is known of it; None without one."""


def given(arguments: "Sequence[str]") -> "dict[str, str] | None":
    """Return what these arguments of a command, here, gave before; None where that may differ.

    ``target`` is what it wrote, with the ``digest`` of its bytes, "" for none; ``out`` and ``err``
    are what it printed.
    """
    if FORCE in arguments:
        return None
    try:
        kept = json.loads(_kept(place(arguments)))
        answer: dict[str, str] = kept["answer"]
        if set(answer) != {"target", "digest", "out", "err"} or kept["format"] != FORMAT:
            return None
        if not all(isinstance(value, str) for value in answer.values()):
            return None
        if whole_digest(answer["target"]) != answer["digest"]:
            return None
        return answer if holds(kept["inputs"], answer["target"]) else None
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RuntimeError):
        return None  # an older version wrote it, or nobody of ours; or there is no home


def place(arguments: "Sequence[str]") -> str:
    """Return where the answer to a command is kept."""
    asked = json.dumps([os.getcwd(), *arguments])
    name = hashlib.sha256(asked.encode(errors="surrogateescape")).hexdigest()[:32]
    return os.path.join(cache.folder(), "answers", f"{name}.json")


def _kept(path: str) -> bytes:
    """Return the bytes of a file that this user kept, as ``files.read_kept`` does."""
    number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    with open(number, "rb") as file:
        state = os.fstat(number)
        if not stat.S_ISREG(state.st_mode) or not cache.is_own(state):
            return b""
        data = file.read(_LARGEST + 1)
    return data if len(data) <= _LARGEST else b""


def whole_digest(path: str) -> str:
    """Return the digest of a file's bytes, "" where none is named."""
    if not path:
        return ""
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def holds(inputs: "Mapping[str, Any]", apart: str) -> bool:
    """Whether all is as it was; ``apart`` is the file that was written."""
    return (
        inputs["around"] == around()
        and all(times(path) == (then and tuple(then)) for path, then in inputs["still"].items())
        and all(names(path, apart) == then for path, then in inputs["names"].items())
        and all(digest(path) == then for path, then in inputs["read"].items())
    )


def times(path: str) -> Times:
    """Return what the system keeps of a file or a folder."""
    try:
        found = os.stat(path)
    except (OSError, ValueError):
        return None
    return found.st_size, found.st_mtime_ns, found.st_ctime_ns


def digest(path: str) -> str:
    """Return the digest of a file and of where its links lead, "" where none can be read."""
    try:
        if not stat.S_ISREG(os.stat(path).st_mode):
            return ""
        with open(path, "rb") as file:
            found = hashlib.sha256(os.path.realpath(path).encode())
            found.update(file.read())
            return found.hexdigest()
    except (OSError, ValueError):
        return ""


def names(folder: str, apart: str) -> str:
    """Return the digest of the names in a folder, "" where there is none."""
    try:
        found = [name for name in os.listdir(folder) if not name.startswith(".")]  # editors' own
    except (OSError, ValueError):
        return ""
    if os.path.dirname(apart) == folder:
        found = [name for name in found if name != os.path.basename(apart)]
    return hashlib.sha256("\0".join(sorted(found)).encode(errors="surrogateescape")).hexdigest()


def around() -> str:
    """Return the digest of Python, of the packages with their versions, and of the environment."""
    told = [sys.version, sys.executable, *sys.path, os.getcwd()]
    for place in sys.path:
        try:
            found = os.listdir(place or ".")
        except OSError:
            continue
        told += sorted(name for name in found if name.endswith(("-info", ".pth", ".egg-link")))
    told += [f"{name}={value}" for name, value in sorted(os.environ.items()) if _tells(name)]
    return hashlib.sha256("\0".join(told).encode(errors="surrogateescape")).hexdigest()


def _tells(name: str) -> bool:
    return name.startswith(_TELLING)
