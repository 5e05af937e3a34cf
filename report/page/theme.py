"""Find the templates and style sheets: the author's own first, then the default theme."""

import hashlib
import importlib.util
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

import jinja2
from jinja2.loaders import split_template_path

from .. import files, limits
from ..content import themes
from ..content.blocks import folders, kind_of, kinds
from ..content.themes import KEPT, Layer, ThemeStack
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, ReportError, Span
from ..files import FileError, MissingFileError
from . import geometry, logo, sheets, sizes
from .logo import LogoPictures
from .sandbox import Templates


@dataclass(frozen=True)
class Theme:
    """Folders to search, the author's first and the default theme last.

    What a folder's files name lies in that folder, or in one of ``roots``.
    """

    folders: tuple[Path, ...]
    kinds: tuple[Path, ...] = ()  # what added kinds of block bring: below the author's own
    roots: tuple[Path, ...] = ()
    stack: ThemeStack = field(default_factory=ThemeStack)
    paper: str | None = None  # that is asked for, in the place of the theme's own
    tried: str = ""  # a style sheet that comes last: the theme is looked at in another way

    @property
    def chain(self) -> tuple[Path, ...]:
        """Every folder that a file is looked for in, the first to win first."""
        return (*self.folders[:-1], *self.kinds, self.folders[-1])

    @cached_property
    def logo(self) -> LogoPictures | None:
        """The pictures of the theme's logo, read once; ``ReportError`` for one that cannot be."""
        return logo.read(self.stack)

    @classmethod
    def load(cls, override: str | Path | None = None, roots: Sequence[Path] = ()) -> "Theme":
        """Return the theme of that folder or name, over those that it extends and the default."""
        return cls.of(themes.named(override, roots), roots)

    @classmethod
    def chosen(
        cls,
        source: YamlFile,
        override: "str | Path | Theme | None" = None,
        roots: Sequence[Path] = (),
    ) -> "Theme":
        """Return the theme that a briefing names, or the one that is asked for in its place."""
        if isinstance(override, Theme):
            return override
        return cls.of(themes.chosen(source, override), roots)

    @classmethod
    def of(cls, stack: ThemeStack, roots: Sequence[Path] = ()) -> "Theme":
        """Return the theme of a stack; ``ReportError`` tells what its files may not hold."""
        folders = tuple(layer.folder for layer in stack.layers)
        if problems := [fault for folder in folders for fault in _faults(folder, roots)]:
            raise ReportError(problems)
        return cls((*folders, stack.default), tuple(_of_kinds()), tuple(roots), stack)

    def for_web(self) -> "Theme":
        """Return the theme of the page for the web: what folders hold in ``web/`` goes first.

        The default theme's ``web/`` goes before what an author wrote for print, which may lie fixed
        on a page.
        """
        brought = [folder / "web" for folder in self.chain if (folder / "web").is_dir()]
        return replace(self, folders=(*brought, *self.folders))

    def stylesheets(self, paper: str | None = None) -> tuple[str | Path, ...]:
        """Return the sheets in the order of the cascade: default, paper, theme.yaml, theme.css."""
        default = self.folders[-1]
        named = "letter" if paper == "letter" else "a4"
        sheet = self.file(f"css/paper-{named}.css")
        sheets: list[str | Path] = [default / "theme.css", sheet]
        sheets += [geometry.sheet(self.stack, paper), logo.sheet(self.logo)]
        sheets.append(sizes.sheet(self.stack.page.type, default / "css" / "tokens.css", sheet))
        if geometry.one_column(self.stack, paper):
            sheets.append(default / "css" / "one-column.css")
        sheets += [folder / "theme.css" for folder in reversed(self.chain[:-1])]
        sheets += [self.tried]
        return tuple(s for s in sheets if s and (isinstance(s, str) or s.is_file()))

    @property
    def bare(self) -> "Theme":
        """The theme with none of an author's templates: what is printed without them."""
        ours = [layer.folder for layer in self.stack.layers if layer.ours]
        return replace(self, folders=(*ours, self.folders[-1]))

    @staticmethod
    def templates(folder: Path) -> list[Path]:
        """Return the templates in a folder of a theme, those for the web apart."""
        found = (path for path in themes.own_files(folder) if path.suffix == ".jinja")
        return [path for path in found if "web" not in path.relative_to(folder).parts[:-1]]

    @property
    def names(self) -> dict[Path, str]:
        """The names of the themes, by their folders."""
        return {layer.folder: layer.name for layer in self.stack.layers}

    def original(self, layer: Layer, name: str) -> Path | None:
        """Return the file that a file of a layer was copied from; None if it is there no more."""
        if layer.file is None or name not in layer.file.ejected:
            return None
        of = layer.file.ejected[name].of
        named = [folder for folder, own in self.names.items() if own == of]
        for folder in (*named, *self.kinds, self.folders[-1]):
            with suppress(FileError):
                return files.find(name, folder, (folder,))
        return None

    def stale(self, layer: Layer) -> Iterator[str]:
        """Yield the files of a layer that were copied from others which have changed since."""
        for name, entry in (layer.file.ejected if layer.file else {}).items():
            try:
                files.find(name, layer.folder, (layer.folder, *self.roots))
            except FileError:
                continue
            path = self.original(layer, name)
            data = files.read_bytes(path, limits.THEME_BYTES) if path else b""
            if f"sha256:{hashlib.sha256(data).hexdigest()}" != entry.digest:
                yield name

    def file(self, name: str) -> Path:
        """Return the file of that name that wins, as a template would be found."""
        return next(
            (folder / name for folder in self.chain if (folder / name).is_file()),
            self.folders[-1] / name,
        )

    @property
    def allowed(self) -> tuple[Path, ...]:
        """The folders in which files may lie that the theme names."""
        return (*self.chain, *self.roots)

    def holds(self, path: Path) -> bool:
        """Say whether there is a file at the path that the theme's own files may name."""
        return files.is_inside(path, self.allowed) and path.is_file()

    def environment(self) -> Templates:
        """Templates by name along the chain; ``default/NAME`` always means the default theme's.

        ``plain/NAME`` and its like are those of the other themes of ours.
        """
        ours = {name: _Loader((folder,), self.roots) for name, folder in themes.ours().items()}
        ours["default"] = _Loader(self.folders[-1:], self.roots)
        own = {f"blocks/{kind_of(cls)}.html.jinja" for cls in self.stack.kinds}
        folders = [layer.folder for layer in self.stack.layers]
        chain = [
            _Loader(self.chain, self.roots),
            _Loader(folders, self.roots, own),  # where they are looked at without the others
            jinja2.PrefixLoader(ours),
        ]
        return Templates(jinja2.ChoiceLoader(chain))


class _Loader(jinja2.BaseLoader):
    """Templates of folders, the first that has one; none lies outside of ``roots``."""

    def __init__(
        self, folders: Sequence[Path], roots: Sequence[Path], only: Container[str] | None = None
    ) -> None:
        self._folders, self._roots, self._only = folders, roots, only

    def get_source(
        self, environment: jinja2.Environment, template: str
    ) -> tuple[str, str, Callable[[], bool]]:
        name = "/".join(split_template_path(template))
        if self._only is not None and name not in self._only:
            raise jinja2.TemplateNotFound(template)
        for folder in self._folders:
            path = folder / name
            try:
                found = files.find(name, folder, (folder, *self._roots))
                return files.read_text(found, limits.THEME_BYTES), str(path), lambda: True
            except MissingFileError:
                continue
            except FileError as fault:
                raise RefusedTemplateError(f"the file {fault.reason}", 1, name, str(path)) from None
        raise jinja2.TemplateNotFound(template)


class RefusedTemplateError(jinja2.TemplateSyntaxError):
    """A template that is not read: nothing of it is shown."""


def _of_kinds() -> Iterator[Path]:
    """Yield the folders of templates and sheets that added kinds of block bring with them."""
    for package, folder in folders(kinds()):
        spec = importlib.util.find_spec(package)
        for place in (spec and spec.submodule_search_locations) or ():
            yield Path(place) / folder


def _faults(folder: Path, roots: Sequence[Path]) -> Iterator[Diagnostic]:
    """Yield what the templates and style sheets of an author's folder may not be or hold."""
    allowed = (folder, *roots)
    found_here = (p for p in sorted(folder.rglob("*")) if p.suffix in (".jinja", ".css"))
    paths = [path for path in found_here if KEPT not in path.parts]
    if len(paths) > limits.THEME_FILES:
        message = f"a theme has at most {limits.THEME_FILES} templates and style sheets"
        hint = f"these are {len(paths):,}: take out what is no part of it"
        yield Diagnostic(message, Span(paths[limits.THEME_FILES], 1, 1), hint)
        return
    for path in paths:
        try:
            found = files.find(str(path.relative_to(folder)), folder, allowed)
            text = files.read_text(found, limits.THEME_BYTES)
        except FileError as fault:
            yield Diagnostic(f"the file {fault.reason}", Span(path, fault.line, 1), fault.hint)
            continue
        if path.suffix == ".css":
            yield from sheets.faults(path, text, allowed)
