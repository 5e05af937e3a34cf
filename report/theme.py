"""Find the templates and style sheets: the author's own first, then the default theme."""

from dataclasses import dataclass
from pathlib import Path

import jinja2

from .errors import Diagnostic, ReportError

PAPERS = ("a4", "letter")


def bundled(name: str) -> Path:
    """Return ``templates`` or ``content``: in the package in a wheel, beside it in a checkout."""
    package = Path(__file__).resolve().parent
    for parent in (package, package.parent):
        if (parent / name).is_dir():
            return parent / name
    raise FileNotFoundError(f"{name}/ is missing beside {package}: reinstall the package")


@dataclass(frozen=True, slots=True)
class Theme:
    """Folders to search, the author's first and the default theme last."""

    folders: tuple[Path, ...]

    @classmethod
    def load(cls, override: Path | None = None) -> "Theme":
        """Put the author's folder, if any, before the default theme; it must exist."""
        if override is not None and not override.is_dir():
            hint = "a theme is a folder of templates and style sheets; see templates/README.md"
            raise ReportError([Diagnostic(f"{override}: there is no such folder", hint=hint)])
        return cls((*([override] if override else []), bundled("templates")))

    def stylesheets(self, paper: str) -> tuple[Path, ...]:
        """Return the sheets in the order of the cascade: default, paper, the author's own."""
        default = self.folders[-1]
        sheets = [default / "theme.css", self.file(f"css/paper-{paper}.css")]
        sheets += [folder / "theme.css" for folder in reversed(self.folders[:-1])]
        return tuple(sheet for sheet in sheets if sheet.is_file())

    def file(self, name: str) -> Path:
        """Return the file of that name that wins, as a template would be found."""
        return next(
            (folder / name for folder in self.folders if (folder / name).is_file()),
            self.folders[-1] / name,
        )

    def environment(self) -> jinja2.Environment:
        """Templates by name along the chain; ``default/NAME`` always means the default theme's."""
        default = jinja2.FileSystemLoader(self.folders[-1])
        chain = [jinja2.FileSystemLoader(self.folders), jinja2.PrefixLoader({"default": default})]
        return jinja2.Environment(
            loader=jinja2.ChoiceLoader(chain),
            undefined=jinja2.StrictUndefined,
            autoescape=True,
            trim_blocks=True,
            lstrip_blocks=True,
        )
