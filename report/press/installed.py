"""The WeasyPrint that is installed in; out, our copy of it, mended, and what is known of that.

The copy is imported under another name, so that whoever else uses WeasyPrint in this process keeps
functions that nobody changed, whether it was imported before or after. WeasyPrint names its own
modules relatively throughout, and so knows nothing of it.

The files of the WeasyPrint that the mends were written against are known by their digest. Of any
other each mend is tried, by a probe, and what came of it is kept in the cache folder.
"""

import hashlib
import importlib.metadata
import importlib.util
import json
import logging
import platform
import subprocess
import sys
import threading
from collections.abc import Callable, Iterable, Mapping
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from types import ModuleType
from typing import Any, Literal, TypeVar

from .. import files, limits
from ..errors import Diagnostic
from . import mends
from .copied import Copy
from .mends import Mend

T = TypeVar("T")
NAME = mends.NAME

TRIED = {"70.0": "af29751a20326cca55a5013071ea429879fb54c410d8dd4a5cc6300b042efe2b"}
"""The versions that the mends and the tags were written for, with the digests of their files."""

State = Literal["on", "unneeded", "off"]
"""A mend works; WeasyPrint needs none there; or it fails, and the fault remains."""

_LONG = 120.0  # seconds that the trial of all mends may take; it takes five
_TRIAL = """
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from report.press import installed
print(json.dumps(installed.tried()), flush=True)
import os
os._exit(0)  # copies are not taken down in an order that Pango's objects like
"""
_loading = threading.RLock()


@dataclass(frozen=True, slots=True)
class Standing:
    """What is known of the WeasyPrint that is installed, ``states`` by the names of the mends."""

    version: str
    tried: bool  # it is, to the letter, one that was tried
    states: Mapping[str, State]

    def doubts(self) -> tuple[Diagnostic, ...]:
        """Say what may be printed otherwise than it should be."""
        if self.tried:
            return ()
        wanted = " or ".join(TRIED)
        hint = f"tried is {wanted}: `pip install weasyprint=={wanted}`"
        name = f"WeasyPrint {self.version}"
        if self.version in TRIED:
            name += ", whose files were changed here,"
        lost = [m for m in mends.MENDS if m.without and self.states.get(m.name) == "off"]
        if not lost:
            told = f"{name} is not one that was tried; every mend that keeps notes right works"
            return (Diagnostic(told, hint=hint, level="advice"),)
        return tuple(
            Diagnostic(
                f"{name} is not one that was tried, and the mend “{mend.name}” fails there: "
                f"{mend.without}",
                hint=f"{hint}; until then the last check refuses what is lost",
                level="doubt",
            )
            for mend in lost
        )


def weasyprint() -> ModuleType:
    """Return our copy of WeasyPrint, mended."""
    with _loading:
        return sys.modules.get(NAME) or _loaded()


def part(name: str) -> Any:
    """Return a module of our copy: ``part("layout.block")``."""
    weasyprint()
    return importlib.import_module(f"{NAME}.{name}")


@lru_cache(maxsize=1)
def standing() -> Standing:
    """Return what is known of the installed WeasyPrint; one that is not is tried now."""
    version = importlib.metadata.version("weasyprint")
    if digest() == TRIED.get(version):
        return Standing(version, True, {mend.name: "on" for mend in mends.MENDS})
    return Standing(version, False, kept("mends", _try_all))


@lru_cache(maxsize=1)
def digest() -> str:
    """Return the digest of WeasyPrint's own files."""
    found = hashlib.sha256()
    folder = _folder()
    for path in sorted(folder.rglob("*.py")):
        found.update(path.relative_to(folder).as_posix().encode())
        found.update(path.read_bytes())
    return found.hexdigest()


def beside() -> list[str]:
    """Return the packages that are installed beside WeasyPrint, with their versions."""
    found = (path.name for path in _folder().parent.iterdir())
    return sorted(name.removesuffix(".dist-info") for name in found if name.endswith(".dist-info"))


def kept(name: str, find: Callable[[], T]) -> T:
    """Return what was found of this WeasyPrint before, or find it, and keep it."""
    own = b"".join(path.read_bytes() for path in sorted(Path(__file__).parent.glob("*.py")))
    basis = [digest(), hashlib.sha256(own).hexdigest(), platform.python_version()]
    key = hashlib.sha256(json.dumps(basis).encode()).hexdigest()[:16]
    path = files.cache_folder() / f"weasyprint-{key}.json"
    known: dict[str, T] = {}
    with suppress(files.FileError, *files.UNFIT):
        known = dict(json.loads(files.read_kept(path, limits.JSON_BYTES)))
    if name not in known:
        known[name] = find()
        with suppress(files.FileError):  # a folder that can't be written to costs time alone
            files.write(path, json.dumps(known).encode())
    return known[name]


def _loaded() -> ModuleType:
    found = standing()
    # Two levers change what all of the process sees for as long as the import takes.
    alone = found.tried and threading.active_count() == 1
    with ExitStack() as levers:
        if alone and sys.platform == "linux":
            levers.enter_context(mends.without_forks())
        if alone and "fontTools" not in sys.modules:
            levers.enter_context(mends.without_fonttools())
        copy = _copy(NAME)
    for mend in mends.MENDS:
        if found.states[mend.name] == "on":
            mend.apply(copy)
    return sys.modules[NAME]


def _folder() -> Path:
    spec = importlib.util.find_spec("weasyprint")
    if spec is None or spec.origin is None:
        raise FileNotFoundError("WeasyPrint is missing: reinstall the project")
    return Path(spec.origin).parent


def _copy(name: str) -> Copy:
    """Import WeasyPrint under another name."""
    folder = _folder()
    try:
        _own_logger(name, folder)
        _execute(name, folder / "__init__.py", [str(folder)])
    except BaseException:
        _drop(name)
        raise
    return Copy(name)


def _drop(name: str) -> None:
    for known in [n for n in sys.modules if n == name or n.startswith(f"{name}.")]:
        del sys.modules[known]


def _execute(name: str, path: Path, places: list[str] | None = None) -> ModuleType:
    spec = importlib.util.spec_from_file_location(name, path, submodule_search_locations=places)
    if spec is None or spec.loader is None:
        raise FileNotFoundError("WeasyPrint is missing: reinstall the project")
    sys.modules[name] = module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _own_logger(name: str, folder: Path) -> None:
    """Give the copy a logger of its own name: no level or handler of another user's is heeded."""
    if not (folder / "logger.py").is_file():
        return  # another WeasyPrint than any that we know
    module = _execute(f"{name}.logger", folder / "logger.py")
    logger = logging.getLogger(name)
    logger.propagate = False
    logger.setLevel(logging.WARNING)
    logger.addHandler(logging.NullHandler())
    setattr(module, "LOGGER", logger)  # noqa: B010  mypy: a module has no such attribute


def _try_all() -> dict[str, State]:
    """Try every mend in a process of its own, which may come to grief; return what came of it."""
    paths = json.dumps([path or str(Path.cwd()) for path in sys.path])
    command = [sys.executable, "-P", "-c", _TRIAL, paths]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=_LONG, check=True)
        found: dict[str, State] = json.loads(done.stdout.splitlines()[-1])
    except (OSError, subprocess.SubprocessError, ValueError, IndexError):
        found = {mend.name: "off" for mend in mends.MENDS}
    return found


def tried() -> dict[str, State]:
    """Try every mend on copies of their own: all together, and what fails by itself."""
    works = _working(mends.MENDS, "together")
    if len(works) < len(mends.MENDS):  # those that fail may have spoilt the others
        works = _working([mend for mend in mends.MENDS if mend in works], "again")
    bare = _copy(f"{NAME}_bare")
    return {mend.name: "on" if mend in works else _without(mend, bare) for mend in mends.MENDS}


def _working(wanted: Iterable[Mend], name: str) -> list[Mend]:
    """Return which of these mends work, when all of them are made."""
    from . import probes

    copy = _copy(f"{NAME}_{name}")
    made = []
    for mend in wanted:
        with suppress(Exception):  # of a WeasyPrint that we do not know
            mend.apply(copy)
            made.append(mend)
    return [mend for mend in made if probes.passes(copy, mend.name)]


def _without(mend: Mend, bare: Copy) -> State:
    from . import probes

    return "unneeded" if mend.without and probes.passes(bare, mend.name) else "off"
