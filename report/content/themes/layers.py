"""The name of a theme, or its folder, comes in; it goes out with every theme that it extends.

A name is looked for as a folder beside the file that gives it, among the themes that come with the
programme, and among those of installed packages (entry points ``report.themes``).
"""

import importlib.metadata
import importlib.util
import os
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ... import files
from ...errors import Diagnostic, Loc, ReportError, suggestion
from ...files import FileError
from ...machine.installed import bundled
from ...press import faces
from ...press.faces import Typefaces
from .. import typefaces, yamlfile
from ..blocks import Block
from ..model import validate
from ..typefaces import NamedTypefaces
from ..yamlfile import YamlFile
from .kinds import DeclaredKind, faults, made
from .model import CONTRACT, Logo, ThemeFile, ThemeLimits
from .paper import PageSetting, PageSheet, sheet

FILE = "theme.yaml"
GROUP = "report.themes"
"""The entry points by which a package gives themes: each names ``package:folder``."""

DEFAULT = "default"

KEPT = ".ejected"
"""The folder of a theme in which the originals of copied files are kept."""

_DEEPEST = 8


@dataclass(frozen=True, slots=True)
class Layer:
    """One theme of a stack: its folder, and its ``theme.yaml`` where it has one."""

    name: str
    folder: Path
    file: ThemeFile | None = None
    source: YamlFile | None = None
    ours: bool = False


@dataclass(frozen=True)
class ThemeStack:
    """A theme and those that it extends, the first to win first; without the default theme."""

    layers: tuple[Layer, ...] = ()
    default: Path = Path()

    @property
    def said(self) -> Iterator[tuple[Layer, ThemeFile, YamlFile]]:
        """The layers that have a ``theme.yaml``, with it."""
        for layer in self.layers:
            if layer.file is not None and layer.source is not None:
                yield layer, layer.file, layer.source

    @cached_property
    def page(self) -> PageSetting:
        """What the theme says of its page; what a layer leaves open is the next one's."""
        found = PageSetting()
        for _, file, _ in reversed(tuple(self.said)):
            found = file.page.over(found)
        return found

    @cached_property
    def limits(self) -> ThemeLimits:
        """The limits that the theme loosens."""
        notes = next((f.limits.notes for _, f, _ in self.said if f.limits.notes), None)
        pages = next((f.limits.pages for _, f, _ in self.said if f.limits.pages), None)
        return ThemeLimits(notes=notes, pages=pages)

    def sheet(self, paper: str | None = None) -> PageSheet:
        """Return the sheet; a ``paper`` that is asked for goes before the theme's own size."""
        return sheet(self.page, paper)

    @property
    def logo(self) -> tuple[Logo, YamlFile] | None:
        """The first logo, and the file that names it."""
        return next(((f.logo, source) for _, f, source in self.said if f.logo), None)

    @cached_property
    def kinds(self) -> tuple[type[Block], ...]:
        """The kinds of block that the theme declares; of two with one name, the first to win."""
        found: dict[str, DeclaredKind] = {}
        for _, file, _ in reversed(tuple(self.said)):
            found.update(file.kinds)
        return made(tuple((name, kind.model_dump_json()) for name, kind in found.items()))

    def typefaces(self, own: NamedTypefaces | None, source: YamlFile) -> Typefaces:
        """Return the typefaces of a briefing: its own, then the theme's, then ours."""
        found = faces.ours()
        for _, file, where in reversed(tuple(self.said)):
            found = typefaces.load(file.fonts, where, under=found)
        return typefaces.load(own, source, under=found)


def own_files(folder: Path) -> Iterator[Path]:
    """Yield the files of a theme in one order on every machine, without those of themes in it."""
    found = sorted(folder.rglob("*"))
    others = {path.parent for path in found if path.name == FILE} - {folder}
    for path in found:
        if path.is_file() and KEPT not in path.parts and not others & set(path.parents):
            yield path


# ---------------------------------------------------------------------------------------- choosing


def chosen(source: YamlFile, override: str | Path | None = None) -> ThemeStack:
    """Return the theme of a briefing: the one that is asked for, or that its ``theme:`` names."""
    if override is not None:
        return named(override, source.roots)
    data = source.data
    name = data.get("theme") if isinstance(data, dict) else None
    if not isinstance(name, str) or not name.strip():
        return named(None)
    wanted = _Wanted(name.strip(), source.path.parent, source.roots, source, ("theme",))
    return ThemeStack(tuple(_layers(wanted, ())), _ours(DEFAULT))


def named(name: str | Path | None, roots: Sequence[Path] = ()) -> ThemeStack:
    """Return the theme of a folder, or of a name; without one, the default theme alone."""
    if name is None:
        return ThemeStack((), _ours(DEFAULT))
    wanted = _Wanted(str(name), Path(), tuple(roots))
    return ThemeStack(tuple(_layers(wanted, ())), _ours(DEFAULT))


def find(name: str) -> Path:
    """Return the folder of a theme by its name or its path; ``ReportError`` if there is none."""
    return _found(_Wanted(name, Path(), ()))[0]


def asked(name: str, source: YamlFile, loc: Loc) -> str | Path:
    """Return the theme that ``source`` names at ``loc``, a folder beside it or a name; or raise."""
    folder, ours = _found(_Wanted(name, source.path.parent, source.roots, source, loc))
    return name if ours else folder


@dataclass(frozen=True, slots=True)
class _Wanted:
    """The name of a theme, and who asks for it: a file at a place, or a command."""

    name: str
    folder: Path
    roots: tuple[Path, ...]
    source: YamlFile | None = None
    loc: Loc = ()

    def refused(self, message: str, hint: str | None = None) -> ReportError:
        span = self.source.at(self.loc) if self.source else None
        return ReportError([Diagnostic(message, span, hint)])


def _layers(wanted: _Wanted, above: tuple[Path, ...]) -> Iterator[Layer]:
    """Yield a theme, and then those that it extends; each once, the first to win first."""
    folder, ours = _found(wanted)
    if folder == _ours(DEFAULT):
        return
    if folder in above or len(above) > _DEEPEST:
        raise wanted.refused(f"the theme `{wanted.name}` extends itself", "take it out")
    path = folder / FILE
    if not path.is_file():
        yield Layer(wanted.name, folder, ours=ours)
        return
    source = yamlfile.read(path, wanted.roots)
    file = validate(ThemeFile, source)
    _refuse_misfit(file, source)
    if problems := tuple(faults(file.kinds, source)):
        raise ReportError(problems)
    yield Layer(wanted.name, folder, file, source, ours)
    seen = {folder}
    for number, name in enumerate(file.extends):
        beneath = _Wanted(name, folder, source.roots, source, ("extends", number))
        for layer in _layers(beneath, (*above, folder)):
            if layer.folder not in seen:
                seen.add(layer.folder)
                yield layer


def _refuse_misfit(file: ThemeFile, source: YamlFile) -> None:
    if file.fits > CONTRACT:
        message = f"this theme is made for templates of contract {file.fits}, here is {CONTRACT}"
        raise ReportError([Diagnostic(message, source.at(("fits",)), "update this programme")])


# ----------------------------------------------------------------------------------------- finding


def _ours(name: str) -> Path:
    return bundled("templates") / name


def own_names() -> tuple[str, ...]:
    """Return the names of the themes that come with the programme."""
    folders = sorted(path for path in bundled("templates").iterdir() if path.is_dir())
    return tuple(folder.name for folder in folders if (folder / "theme.css").is_file())


def ours() -> dict[str, Path]:
    """Return the folders of the themes that come with the programme, by their names."""
    return {name: _ours(name) for name in own_names()}


def installed() -> dict[str, Path]:
    """Return the themes of installed packages; no line of their code is run."""
    found: dict[str, Path] = {}
    for entry in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda e: e.name):
        top = entry.module.partition(".")
        spec = importlib.util.find_spec(top[0])
        for place in (spec and spec.submodule_search_locations) or ():
            folder = Path(place, *filter(None, top[2].split(".")), *entry.attr.split("."))
            if folder.is_dir():
                found.setdefault(entry.name, folder)
    return found


def _found(wanted: _Wanted) -> tuple[Path, bool]:
    """Return the folder of a theme, and whether it is one of ours."""
    beside = Path(os.path.normpath(wanted.folder / wanted.name))
    try:
        if beside.is_dir():
            inside = wanted.source is None or files.is_inside(beside, wanted.roots)
            if not inside:
                hint = "put the theme's folder beside the file, or name its folder with `--root`"
                raise wanted.refused(f"`{wanted.name}` {files.OUTSIDE}", hint)
            return beside, False
    except (FileError, OSError, ValueError):
        raise wanted.refused(f"`{wanted.name}` is not the name of a theme") from None
    if wanted.name in own_names():
        return _ours(wanted.name), True
    packages = installed()
    if wanted.name in packages:
        return packages[wanted.name], False
    raise wanted.refused(*_unknown(wanted, (*own_names(), *packages)))


def _unknown(wanted: _Wanted, known: Iterable[str]) -> tuple[str, str | None]:
    name = wanted.name
    beside = wanted.folder / name
    if beside.is_file():
        return f"{beside}: this is a file", _A_THEME
    if "/" in name or name.startswith("."):
        return f"{beside}: there is no such folder", _A_THEME
    brought = "`pip install` of a package brings others"
    hint = suggestion(name, list(known))
    return f"there is no theme `{name}`", f"{hint}; {brought}" if hint else brought


_A_THEME = "a theme is a folder of templates and style sheets; see templates/README.md"
