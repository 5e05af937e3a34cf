"""What the machine itself must hold, outside Python's packages: found, named, installed if it may be.

The Makefile runs this file by its path before anything is installed, so it needs Python alone.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Load = Callable[[str], Any]
"""Opens a shared library by file name or raises OSError, as ctypes.CDLL does."""

Run = Callable[[tuple[str, ...]], int]
"""Runs a command and returns its exit status."""


@dataclass(frozen=True, slots=True)
class Library:
    """A shared library that WeasyPrint opens; ``asks`` is the function that tells its version."""

    name: str
    linux: str
    darwin: str
    windows: str
    asks: str
    at_least: tuple[int, ...] = ()

    def file(self, platform: str) -> str:
        """Return the file's name on a platform, named as in ``sys.platform``."""
        return {"darwin": self.darwin, "win32": self.windows}.get(platform, self.linux)


@dataclass(frozen=True, slots=True)
class Found:
    """A library as it was looked for: ``version`` is empty when it does not open."""

    library: Library
    version: str = ""

    @property
    def ok(self) -> bool:
        """Whether it opens and is new enough."""
        numbers = tuple(int(part) for part in self.version.split(".")[:2] if part.isdigit())
        return bool(self.version) and numbers >= self.library.at_least


@dataclass(frozen=True, slots=True)
class Manager:
    """A package manager: how it installs, and what it calls the things we need."""

    install: tuple[str, ...]
    packages: Mapping[str, str]
    systems: tuple[str, ...]  # ID and ID_LIKE of /etc/os-release
    wants_root: bool = True

    def command(self, names: Iterable[str], *, root: bool) -> tuple[str, ...]:
        """Return the command that installs what is missing, each package once."""
        packages = tuple(dict.fromkeys(self.packages[name] for name in names))
        return (*(() if root or not self.wants_root else ("sudo",)), *self.install, *packages)


PANGO = Library(
    "Pango",
    "libpango-1.0.so.0",
    "libpango-1.0.dylib",
    "libpango-1.0-0.dll",
    "pango_version_string",
    (1, 44),  # what WeasyPrint 70 asks for
)
PANGOFT2 = Library(
    "PangoFT2",
    "libpangoft2-1.0.so.0",
    "libpangoft2-1.0.dylib",
    "libpangoft2-1.0-0.dll",
    "pango_version_string",
)
HARFBUZZ = Library(
    "HarfBuzz",
    "libharfbuzz.so.0",
    "libharfbuzz.0.dylib",
    "libharfbuzz-0.dll",
    "hb_version_string",
    (4, 1),  # WeasyPrint 70 subsets with nothing older
)
# WeasyPrint does without it, by a slower way that writes other bytes: so it is a must here.
SUBSET = Library(
    "HarfBuzz-subset",
    "libharfbuzz-subset.so.0",
    "libharfbuzz-subset.0.dylib",
    "libharfbuzz-subset-0.dll",
    "hb_version_string",
)
LIBRARIES = (PANGO, PANGOFT2, HARFBUZZ, SUBSET)

VENV = "Python's venv"
"""Debian and its kin pack it apart from Python; everywhere else it is there."""


def _named(pango: str, pangoft2: str, harfbuzz: str, subset: str, venv: str) -> Mapping[str, str]:
    parts = (PANGO.name, PANGOFT2.name, HARFBUZZ.name, SUBSET.name, VENV)
    return dict(zip(parts, (pango, pangoft2, harfbuzz, subset, venv), strict=True))


MANAGERS = (
    Manager(
        ("apt-get", "install", "-y"),
        _named(
            "libpango-1.0-0",
            "libpangoft2-1.0-0",
            "libharfbuzz0b",
            "libharfbuzz-subset0",
            f"python3.{sys.version_info.minor}-venv",
        ),
        ("debian", "ubuntu"),
    ),
    Manager(
        ("dnf", "install", "-y"),
        _named("pango", "pango", "harfbuzz", "harfbuzz", "python3"),
        ("fedora", "rhel", "centos"),
    ),
    Manager(
        ("pacman", "-S", "--noconfirm"),
        _named("pango", "pango", "harfbuzz", "harfbuzz", "python"),
        ("arch",),
    ),
    Manager(
        ("apk", "add"),
        _named(*(f"so:{library.linux}" for library in LIBRARIES), "python3"),
        ("alpine",),
    ),
    Manager(
        ("zypper", "install", "-y"),
        _named("libpango-1_0-0", "libpango-1_0-0", "libharfbuzz0", "libharfbuzz-subset0", "python3"),
        ("opensuse", "suse"),
    ),
    Manager(
        ("brew", "install"),
        _named("pango", "pango", "harfbuzz", "harfbuzz", "python"),
        ("darwin",),
        wants_root=False,
    ),
)

WINDOWS = (
    "use WSL and run `make` there, or install MSYS2 and run"
    " `pacman -S mingw-w64-ucrt-x86_64-pango` in it"
)
ELSEWHERE = "install Pango 1.44 or later, and HarfBuzz with its subset library"


def folders(platform: str = sys.platform) -> tuple[Path, ...]:
    """Return where package managers put libraries that the system's own loader passes over."""
    if platform != "darwin":
        return ()
    prefixes = (os.environ.get("HOMEBREW_PREFIX"), "/opt/homebrew", "/usr/local", "/opt/local")
    return tuple(dict.fromkeys(Path(prefix, "lib") for prefix in prefixes if prefix))


def find(library: Library, platform: str = sys.platform, load: Load = ctypes.CDLL) -> Found:
    """Open a library where WeasyPrint will look for it, and ask its version."""
    file = library.file(platform)
    for place in (file, *(str(folder / file) for folder in folders(platform))):
        try:
            asks = getattr(load(place), library.asks)
        except (OSError, AttributeError):
            continue
        asks.restype = ctypes.c_char_p
        return Found(library, asks().decode())
    return Found(library)


def reach(platform: str = sys.platform, environ: Mapping[str, str] = os.environ) -> dict[str, str]:
    """Return what the environment needs for WeasyPrint to find the libraries on a Mac.

    Only Homebrew's own Python looks into Homebrew's folder. WeasyPrint opens its libraries through
    cffi, which falls back on ``ctypes.util.find_library``, and that reads this variable at each
    call (Kozea/WeasyPrint#1448, #2272).
    """
    name = "DYLD_FALLBACK_LIBRARY_PATH"
    places = [str(folder) for folder in folders(platform) if folder.is_dir()]
    if not places:
        return {}
    kept = environ.get(name) or f"{Path.home() / 'lib'}:/usr/local/lib:/usr/lib"
    return {name: ":".join(dict.fromkeys([*kept.split(":"), *places]))}


def missing(platform: str = sys.platform, load: Load = ctypes.CDLL) -> tuple[str, ...]:
    """Return the names of what this machine lacks; an old library counts as lacking."""
    lacking = [found for lib in LIBRARIES if not (found := find(lib, platform, load)).ok]
    venv = () if importlib.util.find_spec("ensurepip") else (VENV,)
    return (*(_name(found) for found in lacking), *venv)


def _name(found: Found) -> str:
    """Return a library's name, with what is wrong when it is there and too old."""
    return found.library.name


def manager(platform: str = sys.platform, release: Path = Path("/etc/os-release")) -> Manager | None:
    """Return the package manager of this system; None when it is not one we know."""
    systems = {platform}
    if platform == "linux" and release.is_file():
        for line in release.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            if key in {"ID", "ID_LIKE"}:
                systems |= set(value.strip("\"'").split())
    return next((known for known in MANAGERS if systems.intersection(known.systems)), None)


def remedy(names: Iterable[str], platform: str = sys.platform, *, root: bool | None = None) -> str:
    """Return how to get what is missing, as the second half of a sentence."""
    if platform == "win32":
        return WINDOWS
    known = manager(platform)
    if known is None:
        return ELSEWHERE
    root = _is_root() if root is None else root
    return f"install with `{' '.join(known.command(names, root=root))}`"
