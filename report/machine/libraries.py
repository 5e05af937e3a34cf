"""What the machine itself must hold besides Python packages: found, named, installed if it may be.

The Makefile runs this file by its path before anything is installed, so it needs Python alone.
"""

import ctypes
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Load = Callable[[str], Any]
"""Opens a shared library by its file name or raises OSError, as ``ctypes.CDLL`` does."""


@dataclass(frozen=True, slots=True)
class SystemLibrary:
    """A shared library that WeasyPrint opens: its file on Linux, macOS and Windows."""

    name: str
    linux: str
    darwin: str
    win32: str
    asks: str = ""
    """The library's function that tells its version."""
    at_least: tuple[int, int] = (0, 0)

    def file(self, platform: str) -> str:
        """Return the file's name on a platform, which is named as in ``sys.platform``."""
        return {"darwin": self.darwin, "win32": self.win32}.get(platform, self.linux)


@dataclass(frozen=True, slots=True)
class LocatedLibrary:
    """What came of looking for a library."""

    library: SystemLibrary
    opens: bool
    version: str = ""

    @property
    def ok(self) -> bool:
        """Whether it opens and is new enough; a library that tells no version is."""
        numbers = tuple(int(part) for part in self.version.split(".")[:2] if part.isdigit())
        return self.opens and (not numbers or numbers >= self.library.at_least)

    def __str__(self) -> str:
        if not self.opens:
            return f"{self.library.name} is missing"
        if not self.ok:
            wanted = ".".join(map(str, self.library.at_least))
            return f"{self.library.name} {self.version} is older than {wanted}"
        return f"{self.library.name} {self.version}".strip()


PANGO = SystemLibrary(
    "Pango",
    "libpango-1.0.so.0",
    "libpango-1.0.dylib",
    "libpango-1.0-0.dll",
    "pango_version_string",
    (1, 44),
)
PANGOFT2 = SystemLibrary(
    "PangoFT2",
    "libpangoft2-1.0.so.0",
    "libpangoft2-1.0.dylib",
    "libpangoft2-1.0-0.dll",
)
HARFBUZZ = SystemLibrary(
    "HarfBuzz",
    "libharfbuzz.so.0",
    "libharfbuzz.0.dylib",
    "libharfbuzz-0.dll",
    "hb_version_string",
    (4, 1),  # WeasyPrint subsets fonts with nothing older
)
# WeasyPrint does without it, by a slower way that writes other bytes; we do not.
SUBSET = SystemLibrary(
    "HarfBuzz-subset",
    "libharfbuzz-subset.so.0",
    "libharfbuzz-subset.0.dylib",
    "libharfbuzz-subset-0.dll",
)
LIBRARIES = (PANGO, PANGOFT2, HARFBUZZ, SUBSET)

VENV = "Python's venv"
"""Debian and its kin pack it apart from Python; elsewhere it comes along."""


@dataclass(frozen=True, slots=True)
class Manager:
    """A package manager: how it installs, and what it calls each of ``LIBRARIES`` and ``VENV``."""

    install: str
    packages: tuple[str, str, str, str, str]
    systems: tuple[str, ...]
    """Its systems: an ID or ID_LIKE of /etc/os-release, or a ``sys.platform``."""
    as_root: bool = True

    def command(self, names: Iterable[str], prefix: str = "sudo ") -> str:
        """Return the command that installs these, each package once."""
        order = (*(library.name for library in LIBRARIES), VENV)
        called = dict(zip(order, self.packages, strict=True))
        packages = dict.fromkeys(called[name] for name in names)
        return f"{prefix if self.as_root else ''}{self.install} {' '.join(packages)}"


MANAGERS = (
    Manager(
        "apt-get install -y",
        (
            "libpango-1.0-0",
            "libpangoft2-1.0-0",
            "libharfbuzz0b",
            "libharfbuzz-subset0",
            f"python3.{sys.version_info.minor}-venv",
        ),
        ("debian", "ubuntu"),
    ),
    Manager(
        "dnf install -y",
        ("pango", "pango", "harfbuzz", "harfbuzz", "python3"),
        ("fedora", "rhel", "centos"),
    ),
    Manager(
        "pacman -S --noconfirm",
        ("pango", "pango", "harfbuzz", "harfbuzz", "python"),
        ("arch",),
    ),
    Manager(
        "apk add",
        (
            f"so:{PANGO.linux}",
            f"so:{PANGOFT2.linux}",
            f"so:{HARFBUZZ.linux}",
            f"so:{SUBSET.linux}",
            "python3",
        ),
        ("alpine",),
    ),
    Manager(
        "zypper install -y",
        ("libpango-1_0-0", "libpango-1_0-0", "libharfbuzz0", "libharfbuzz-subset0", "python3"),
        ("opensuse", "suse"),
    ),
    Manager(
        "brew install",
        ("pango", "pango", "harfbuzz", "harfbuzz", "python"),
        ("darwin",),
        as_root=False,
    ),
)


def folders(platform: str = sys.platform) -> tuple[Path, ...]:
    """Return where Homebrew and MacPorts put libraries; a Mac's own loader passes some over."""
    if platform != "darwin":
        return ()
    prefixes = (os.environ.get("HOMEBREW_PREFIX"), "/opt/homebrew", "/usr/local", "/opt/local")
    return tuple(dict.fromkeys(Path(prefix, "lib") for prefix in prefixes if prefix))


def reach(platform: str = sys.platform) -> None:
    """Let WeasyPrint find the libraries of Homebrew and MacPorts; call it before its import.

    Only Homebrew's own Python looks there. WeasyPrint opens libraries through cffi, which falls
    back on ``ctypes.util.find_library``, and that reads this variable at every call
    (Kozea/WeasyPrint#1448, #2272). Does nothing on other systems.
    """
    if platform == "darwin":
        name = "DYLD_FALLBACK_LIBRARY_PATH"
        kept = os.environ.get(name) or f"{Path.home() / 'lib'}:/usr/local/lib:/usr/lib"
        places = dict.fromkeys([*kept.split(":"), *map(str, folders(platform))])
        os.environ[name] = ":".join(places)


def find(
    library: SystemLibrary, platform: str = sys.platform, load: Load = ctypes.CDLL
) -> LocatedLibrary:
    """Open a library where WeasyPrint will look for it, and ask its version."""
    file = library.file(platform)
    for place in (file, *(str(folder / file) for folder in folders(platform))):
        try:
            opened = load(place)
        except OSError:
            continue
        if not library.asks:
            return LocatedLibrary(library, opens=True)
        asks = getattr(opened, library.asks)
        asks.restype = ctypes.c_char_p
        return LocatedLibrary(library, opens=True, version=asks().decode())
    return LocatedLibrary(library, opens=False)


def manager(platform: str, release: Path = Path("/etc/os-release")) -> Manager | None:
    """Return the package manager of this system; None when it is not one we know."""
    systems = {platform}
    if platform == "linux" and release.is_file():
        for line in release.read_text(encoding="utf-8").splitlines():
            key, _, value = line.partition("=")
            if key in {"ID", "ID_LIKE"}:
                systems.update(value.strip("\"'").split())
    return next((known for known in MANAGERS if systems.intersection(known.systems)), None)


def remedy(names: Iterable[str], platform: str = sys.platform) -> str:
    """Return what brings these to this system, in words that follow a colon."""
    if platform == "win32":
        return (
            "use WSL and run make there, or install MSYS2 and run"
            " `pacman -S mingw-w64-ucrt-x86_64-pango` in it"
        )
    known = manager(platform)
    if known is None:
        return "install Pango 1.44 or later, and HarfBuzz 4.1 or later with its subset library"
    return f"run `{known.command(names, '' if _is_root() else 'sudo ')}`"


def lacking(platform: str = sys.platform, load: Load = ctypes.CDLL) -> dict[str, str]:
    """Return the libraries that the machine lacks, by name, and what is wrong with each."""
    found = (find(library, platform, load) for library in LIBRARIES)
    return {each.library.name: str(each) for each in found if not each.ok}


def install(names: Iterable[str], platform: str = sys.platform) -> bool:
    """Install these with apt-get or brew; False when that is not possible without asking anybody.

    apt-get runs as root or with a sudo that wants no password; what it prints goes to stderr.
    """
    known = manager(platform)
    tool = known.install.split()[0] if known else ""
    if known is None or tool not in {"apt-get", "brew"} or shutil.which(tool) is None:
        return False
    prefix = ""
    if known.as_root and not _is_root():
        if shutil.which("sudo") is None or _run("sudo -n true", quiet=True) != 0:
            return False
        prefix = "sudo -n "
    command = known.command(names, prefix)
    sys.stderr.write(f"Installing system libraries: {command}\n")
    if tool == "apt-get":  # a fresh container has no lists, and then apt-get knows no package
        _run(f"{prefix}apt-get update -q")
    return _run(command) == 0


def main(arguments: list[str]) -> int:
    """Say in one sentence what a checkout lacks here; with ``--install``, install it first."""
    lacks = lacking() | _without_venv()
    if lacks and "--install" in arguments and install(lacks):
        lacks = lacking() | _without_venv()
    if lacks:
        sys.stderr.write(f"{', '.join(lacks.values())}: {remedy(lacks)}, then start again.\n")
    return 1 if lacks else 0


def _without_venv() -> dict[str, str]:
    there = importlib.util.find_spec("ensurepip") is not None
    return {} if there else {VENV: f"{VENV} is missing"}


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def _run(command: str, *, quiet: bool = False) -> int:
    output = subprocess.DEVNULL if quiet else sys.stderr
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(
        command.split(), stdin=subprocess.DEVNULL, stdout=output, stderr=output, env=environment
    ).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
