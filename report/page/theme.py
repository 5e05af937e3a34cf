"""Find the templates and style sheets: the author's own first, then the default theme."""

import importlib.util
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import jinja2

from ..content.blocks import folders, kinds
from ..errors import Diagnostic, ReportError, Span
from ..machine.installed import bundled

PAPERS = ("a4", "letter")


@dataclass(frozen=True, slots=True)
class Theme:
    """Folders to search, the author's first and the default theme last."""

    folders: tuple[Path, ...]
    kinds: tuple[Path, ...] = ()  # what added kinds of block bring: below the author's own

    @property
    def chain(self) -> tuple[Path, ...]:
        """Every folder that a file is looked for in, the first to win first."""
        return (*self.folders[:-1], *self.kinds, self.folders[-1])

    @classmethod
    def load(cls, override: Path | None = None) -> "Theme":
        """Put the author's folder, if any, before the default theme; it must exist."""
        if override is not None and not override.is_dir():
            hint = "a theme is a folder of templates and style sheets; see templates/README.md"
            raise ReportError([Diagnostic(f"{override}: there is no such folder", hint=hint)])
        if override is not None and (problems := tuple(_unreadable(override))):
            raise ReportError(problems)
        own = [override] if override else []
        return cls((*own, bundled("templates") / "default"), tuple(_of_kinds()))

    def stylesheets(self, paper: str) -> tuple[Path, ...]:
        """Return the sheets in the order of the cascade: default, paper, the author's own."""
        default = self.folders[-1]
        sheets = [default / "theme.css", self.file(f"css/paper-{paper}.css")]
        sheets += [folder / "theme.css" for folder in reversed(self.chain[:-1])]
        return tuple(sheet for sheet in sheets if sheet.is_file())

    def file(self, name: str) -> Path:
        """Return the file of that name that wins, as a template would be found."""
        return next(
            (folder / name for folder in self.chain if (folder / name).is_file()),
            self.folders[-1] / name,
        )

    def environment(self) -> jinja2.Environment:
        """Templates by name along the chain; ``default/NAME`` always means the default theme's."""
        default = jinja2.FileSystemLoader(self.folders[-1])
        chain = [jinja2.FileSystemLoader(self.chain), jinja2.PrefixLoader({"default": default})]
        return jinja2.Environment(
            loader=jinja2.ChoiceLoader(chain),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )


def _of_kinds() -> Iterator[Path]:
    """Yield the folders of templates and sheets that added kinds of block bring with them."""
    for package, folder in folders(kinds()):
        spec = importlib.util.find_spec(package)
        for place in (spec and spec.submodule_search_locations) or ():
            yield Path(place) / folder


def _unreadable(folder: Path) -> Iterator[Diagnostic]:
    """Yield each template and style sheet that is not UTF-8 text, at the line that is not."""
    for path in sorted(folder.rglob("*")):
        if path.suffix not in (".jinja", ".css") or not path.is_file():
            continue
        try:
            path.read_bytes().decode()
        except UnicodeDecodeError as error:
            span = Span(path, error.object[: error.start].count(b"\n") + 1, 1)
            yield Diagnostic("the file is not UTF-8 text", span, "save the file as UTF-8")
