"""``report theme``: a theme's folder or name comes in; what is asked of it is done, and said."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from ..errors import Diagnostic, ReportError
from .common import content_at_fault, count, file_at_fault, need_libraries, replace, tell

if TYPE_CHECKING:
    from ..page.theme import Theme

_FILE = "theme.yaml"
folder_argument = click.argument(
    "folder", metavar="DIR", type=click.Path(exists=True, file_okay=False, path_type=Path)
)
own_argument = click.argument(
    "folder",
    metavar="[DIR]",
    default=".",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
)


@click.group()
def theme() -> None:
    """Begin, try and hand on a theme.

    A theme is a folder of style sheets, templates and pictures that go before the default ones;
    templates/README.md says what it may rely on.
    """


@theme.command("list")
def list_themes() -> None:
    """List the themes that a briefing may name."""
    from ..content import themes

    with content_at_fault():
        for name in themes.own_names():
            click.echo(f"{name:16} comes with the programme")
        for name, path in themes.installed().items():
            click.echo(f"{name:16} {path}")
        for path in sorted(Path().glob(f"*/{_FILE}")):
            click.echo(f"{path.parent!s:16} a folder here")


@theme.command()
@click.argument("name")
@click.option("--theme", "of", metavar="NAME|DIR", help="The theme in which to look for a file.")
def which(name: str, of: str | None) -> None:
    """Say where a theme lies, or which file of a theme is used.

    NAME is that of a theme (journal), of a template (matrix), or a file (css/drawing.css).
    """
    from ..content import themes
    from ..page.theme import Theme

    with content_at_fault():
        if of is None and (name in (*themes.own_names(), *themes.installed()) or _is_theme(name)):
            for layer in Theme.load(name).stack.layers:
                click.echo(str(layer.folder))
            click.echo(str(themes.named(None).default))
            return
        look = Theme.load(of if of is not None else _here())
        chain = look.chain
        paths = [folder / name for folder in chain if (folder / name).is_file()]
        named = (path for folder in chain for path in sorted(folder.rglob(f"{name}.*")))
        paths = paths or [path for path in named if themes.KEPT not in path.parts]
        if not paths:
            raise ReportError([Diagnostic(f"there is no theme and no file `{name}`")])
        for number, path in enumerate(paths):
            click.echo(f"{path}" if number == 0 else f"    over {path}")


def _is_theme(name: str) -> bool:
    return Path(name).is_dir()


def _here() -> Path | None:
    return Path() if Path(_FILE).is_file() else None


@theme.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
def new(folder: Path) -> None:
    """Begin a theme in DIR: commented files, and a specimen of every kind of block to try it on."""
    from ..content import schema
    from ..theming import starting

    with file_at_fault(folder):
        written = starting.begin(folder, schema.schema("theme"))
    click.echo(f"{written[0]}: a theme, to be changed; {folder / 'specimen'} shows every kind")
    click.echo(f"Now try it: report build {folder / 'specimen/briefing.yaml'} --theme {folder}")


@theme.command()
@click.argument("names", metavar="[DIR] NAME...", nargs=-1, required=True)
def eject(names: tuple[str, ...]) -> None:
    """Copy templates below a theme into it, to be changed.

    DIR is the theme, the current folder by default; NAME is a kind of block, a section, or a path:
    matrix, cover, parts/edition.html.jinja. The copy is stamped in theme.yaml, so that a build can
    say when the original changes.
    """
    from ..theming import ejecting

    folder = Path(names[0]) if Path(names[0]).is_dir() else Path()
    names = names[1:] if Path(names[0]).is_dir() else names
    if not names:
        raise click.UsageError("say what to copy: report theme eject DIR matrix cover")
    with content_at_fault(), file_at_fault(folder):
        for one in ejecting.eject(_own(folder), names):
            click.echo(f"{folder / one.name}: copied from {one.origin}")


@theme.command()
@own_argument
@click.option("--seen", is_flag=True, help="Take the originals of now for those that were copied.")
def diff(folder: Path, seen: bool) -> None:
    """Show what the originals of copied templates have changed since."""
    from ..theming import ejecting

    with content_at_fault(), file_at_fault(folder):
        look = _own(folder)
        if seen:
            names = ejecting.seen(look)
            click.echo(f"{folder}: {count(len(names), 'file')} stamped anew")
            return
        found = ejecting.changes(look)
        for stale in found:
            click.echo(f"{stale.path}: the original has changed since it was copied")
            click.echo("\n".join(stale.lines))
        if not found:
            click.echo(f"{folder}: no original of a copied file has changed")
        else:
            click.echo(f"When yours has what it needs of it: report theme diff {folder} --seen")


@theme.command()
@folder_argument
def check(folder: Path) -> None:
    """Build a specimen of every kind in the theme, and say what is wrong.

    It is built in A4 and Letter (or on the theme's own page), in larger type, and in grey. The
    specimen is DIR/specimen/briefing.yaml, or the programme's own.
    """
    need_libraries()
    from ..content.themes import CONTRACT
    from ..press import workers
    from ..theming import trying

    with content_at_fault(), workers.at_hand():
        look = _own(folder)
        wrong = False
        told: set[Diagnostic] = set()
        for trial in trying.check(look, lambda way: click.echo(f"{way} ...", err=True)):
            new = [one for one in trial.found if one not in told]
            told.update(new)
            wrong = wrong or bool(trial.found) or not trial.pages
            made = count(trial.pages, "page") if trial.pages else "not built"
            click.echo(f"{trial.way}: {made}, {count(len(trial.found), 'finding')}")
            if new:
                tell(new, "new finding")
    click.echo(f"{folder}: contract {CONTRACT}; {'see above' if wrong else 'nothing found'}")
    if wrong:
        raise click.exceptions.Exit(1)


@theme.command()
@folder_argument
@click.option("-o", "--output", metavar="DIR", default="build", type=click.Path(path_type=Path))
def pack(folder: Path, output: Path) -> None:
    """Make a package of the theme: a zip that pip installs as it is.

    It holds no code and no link, and the licence of every font lies in it.
    """
    from ..theming import packing

    with content_at_fault():
        layer = _own(folder).stack.layers[0]
        name, data = packing.pack(layer)
        replace(output / name, data)
        click.echo(f"{output / name}: {len(data) / 1000:.0f} kB")
        click.echo(f"After `pip install {output / name}`: `theme: {packing.slug_of(layer)}`")


def _own(folder: Path) -> "Theme":
    from ..page.theme import Theme

    if not (folder / _FILE).is_file() and not (folder / "theme.css").is_file():
        message = f"{folder} is not a theme: it has no theme.yaml and no theme.css"
        raise ReportError([Diagnostic(message, hint=f"`report theme new {folder}` begins one")])
    return Theme.load(folder)
