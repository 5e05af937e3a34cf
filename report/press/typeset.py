"""A section in, a tagged fragment out: what decides it, and the engine that makes it here."""

import ctypes
import ctypes.util
import hashlib
import json
import threading
import traceback
import zlib
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from ..errors import Diagnostic, ReportError
from . import faces, facing, fonts, installed, reserve
from .conformance import Conformance
from .copied import MisfitError
from .faces import Typefaces
from .fragment import FORMAT, Fragment
from .resources import Resources
from .xmp import Metadata

if TYPE_CHECKING:
    from .sheets import Sheets
    from .tagging import Tagging

_AFTERWARDS = {
    "assembly.py", "attachments.py", "bound.py", "bounds.py", "channel.py", "conformance.py",
    "engines.py", "failing.py", "gate.py", "memory.py", "plain.py", "worker.py", "workers.py",
}  # fmt: skip
"""Modules of this package that no fragment depends on."""

# WeasyPrint, and what we put in the place of its functions, serve one thread at a time.
_one_at_a_time = threading.RLock()


@dataclass(frozen=True, slots=True)
class LayoutSetting:
    """What sections are set with; a worker makes a typesetter of it.

    A sheet is CSS text, or the path of a file, whose imports resolve beside it; ours that names the
    typefaces comes first. Addresses in the HTML resolve under ``base``; what lies neither beside a
    sheet nor there nor in ``roots`` is not read. ``mirrored`` changes left and right in all sheets.
    """

    sheets: tuple[str | Path, ...]
    conformance: Conformance
    base: Path | None
    roots: tuple[Path, ...] = ()
    typefaces: Typefaces | None = None
    mirrored: bool = False
    state: str = ""  # the digest of all that is in the sheets and of what they name


@dataclass(frozen=True, slots=True)
class Job:
    """A section to be laid out, or all of them in one file with these metadata; or neither."""

    setting: LayoutSetting
    pages: tuple[str, ...] = ()
    metadata: Metadata | None = None


class Typesetter:
    """Lays sections out under one set of style sheets, in this process.

    WeasyPrint is not imported before the first section is set: keys need none of it, and a build
    has its sections set by workers, which have typesetters of their own.
    """

    def __init__(
        self,
        stylesheets: Sequence[str | Path],
        *,
        conformance: Conformance = Conformance.A3A_UA1,
        base: Path | None = None,
        roots: Sequence[Path] = (),
        mirrored: bool = False,
    ) -> None:
        used = faces.in_use()
        sheets = fonts.css(used.faces()), *stylesheets
        self._start(LayoutSetting(sheets, conformance, base, tuple(roots), used, mirrored))
        self.setting: LayoutSetting = replace(self.setting, state=self._state())

    @classmethod
    def of(cls, setting: LayoutSetting) -> "Typesetter":
        """Return the typesetter of a setting."""
        made = cls.__new__(cls)
        made._start(setting)
        return made

    def _start(self, setting: LayoutSetting) -> None:
        self.setting, self.conformance = setting, setting.conformance
        self._typefaces = setting.typefaces or faces.ours()
        with faces.using(self._typefaces):
            self._resources = Resources(
                setting.sheets, setting.base, setting.roots, turned=setting.mirrored
            )
        self._engine: tuple[Sheets, Tagging] | None = None

    @cached_property
    def sided(self) -> bool:
        """Whether a sheet tells pages at the left from those at the right."""
        return facing.is_sided(self.setting.sheets[1:])

    @property
    def warnings(self) -> tuple[Diagnostic, ...]:
        """What WeasyPrint could not honour in the style sheets; every fragment tells it too."""
        return self._load()[0].warnings

    def prepare(self) -> None:
        """Import WeasyPrint and read the sheets now, while something else is being waited for."""
        self._load()

    def key(self, html: str) -> str:
        """Return the digest of all that decides a fragment; no path of the machine is in it."""
        with faces.using(self._typefaces):
            behind = [face.digest for face in reserve.behind(html).faces]
        whole = json.dumps([self.setting.state, html, self._resources.used(html), behind])
        return hashlib.sha256(whole.encode()).hexdigest()

    def sheets_key(self) -> str:
        """Return the digest of what decides the warnings of the sheets, their paths among it."""
        paths = [str(sheet) for sheet in self.setting.sheets if isinstance(sheet, Path)]
        return hashlib.sha256(json.dumps([self.setting.state, paths]).encode()).hexdigest()

    def _state(self) -> str:
        sheets = [self._resources.digests(sheet) for sheet in self.setting.sheets[1:]]
        own = [(face.family, face.digest) for face in self._typefaces.faces()]
        basis = [FORMAT, self.conformance.value, versions(), own, sheets, self.setting.mirrored]
        return hashlib.sha256(json.dumps(basis).encode()).hexdigest()

    def section(self, html: str) -> Fragment:
        """Lay out a section; ``ReportError`` tells what would be printed wrongly."""
        with _one_at_a_time, faces.using(self._typefaces):
            tagging = self._load()[1]
            try:
                return tagging.section(html)
            except (ReportError, MisfitError, OSError, MemoryError):
                raise
            except Exception as error:
                if _is_ours(error):
                    raise
                raise ReportError([_stopped(error)]) from error

    def do(self, job: Job) -> Fragment:
        """Lay out a section, or, where there are metadata, all of them in one file.

        ``MisfitError`` where the installed WeasyPrint is none that can be worked with.
        """
        from .plain import PlainWriter

        if job.metadata is None:
            (page,) = job.pages
            return self.section(page)
        with _one_at_a_time, faces.using(self._typefaces):
            return PlainWriter(self._load()[0], self.conformance).whole(job.pages, job.metadata)

    def _load(self) -> "tuple[Sheets, Tagging]":
        from .sheets import Sheets
        from .tagging import Tagging

        with _one_at_a_time, faces.using(self._typefaces):
            if self._engine is None:
                sheets = Sheets(self.setting.sheets, self._resources)
                self._engine = sheets, Tagging(sheets, self.conformance)
            return self._engine


def _is_ours(error: Exception) -> bool:
    """Say whether an error was raised in this package, and is a mistake of ours."""
    if isinstance(error, RecursionError):
        return False
    frames = traceback.extract_tb(error.__traceback__)
    return not frames or Path(frames[-1].filename).is_relative_to(Path(__file__).parent.parent)


def _stopped(error: Exception) -> Diagnostic:
    deep = isinstance(error, RecursionError)
    words = "elements stand too deep" if deep else f"{type(error).__name__}: {error}"
    hint = "look for a length, a size of type or a value in the style that is out of all measure"
    return Diagnostic(f"WeasyPrint cannot lay out this section: {words}", hint=hint)


@lru_cache(maxsize=1)
def versions() -> dict[str, str]:
    """Return the versions of what lays out and tags: another of them may give other fragments.

    Ours is the digest of this package's own engine, so that no change to it is forgotten.
    """
    here = Path(__file__).parent
    own = (path for path in sorted(here.glob("*.py")) if path.name not in _AFTERWARDS)
    engine = hashlib.sha256(b"".join(path.read_bytes() for path in own)).hexdigest()
    return {
        "report": engine,
        "weasyprint": installed.digest(),
        "packages": " ".join(installed.beside()),
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "pango": _version("pango-1.0", "pango_version_string"),
        "harfbuzz": _version("harfbuzz", "hb_version_string"),
    }


def _version(library: str, function: str) -> str:
    """Ask a system library for its version, as WeasyPrint finds it but without WeasyPrint."""
    for name in (f"lib{library}.so.0", f"lib{library}.0.dylib", f"lib{library}-0.dll"):
        with suppress(OSError):
            ask = getattr(ctypes.CDLL(name), function)
            ask.restype = ctypes.c_char_p
            return str(ask().decode())
    found = ctypes.util.find_library(library)
    if found is None:
        raise FileNotFoundError(f"the system library {library} is missing")
    ask = getattr(ctypes.CDLL(found), function)
    ask.restype = ctypes.c_char_p
    return str(ask().decode())
