"""A theme and names come in; copies of the files below it go out, stamped, and later what changed.

A copy has its digest in ``theme.yaml``, so that every build can say when the original has changed;
the original itself is kept under ``.ejected/``, so that one can see how.
"""

import difflib
import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from .. import files, limits
from ..content.themes import KEPT, Layer, own_files
from ..errors import Diagnostic, ReportError, suggestion
from ..files import FileError
from ..page.theme import Theme

_BLOCK = re.compile(r"^ejected:.*\n?(?:(?:[ \t]+.*|[ \t]*)(?:\n|$))*", re.M)


@dataclass(frozen=True, slots=True)
class Ejected:
    """A copied file: its name in the theme, and the folder that the original lies in."""

    name: str
    origin: Path


def below(theme: Theme) -> dict[str, Path]:
    """Return the templates and papers below an author's theme, by name, with their folders."""
    found: dict[str, Path] = {}
    for folder in reversed((*theme.folders[1:-1], *theme.kinds, theme.folders[-1])):
        for path in own_files(folder):
            name = path.relative_to(folder).as_posix()
            if path.suffix == ".jinja" or name.startswith("css/paper-"):
                found[name] = folder
    return found


def eject(theme: Theme, names: Sequence[str]) -> tuple[Ejected, ...]:
    """Copy files into the author's folder; ``ReportError`` for names that mean none, or two."""
    known = below(theme)
    own = theme.folders[0]
    problems: list[Diagnostic] = []
    wanted: list[str] = []
    for name in names:
        meant = _meant(name, known)
        if len(meant) != 1:
            hint = f"say which: {', '.join(meant)}" if meant else _near(name, known)
            told = "may mean several files" if meant else "is no template of ours"
            problems.append(Diagnostic(f"`{name}` {told}", hint=hint))
        elif (own / meant[0]).exists():
            hint = f"`report theme diff {own}` shows what the original has changed since"
            problems.append(Diagnostic(f"{own / meant[0]} is there already", hint=hint))
        else:
            wanted.append(meant[0])
    if problems:
        raise ReportError(problems)
    made = tuple(Ejected(name, known[name]) for name in wanted)
    for one in made:
        files.write(own / one.name, (one.origin / one.name).read_bytes())
    stamp(theme, made)
    return made


def _meant(name: str, known: dict[str, Path]) -> list[str]:
    name = name.removeprefix("./")
    if name in known:
        return [name]
    return [one for one in known if Path(one).name.partition(".")[0] == name]


def _near(name: str, known: dict[str, Path]) -> str | None:
    return suggestion(name, [Path(one).name.partition(".")[0] for one in known])


def stamp(theme: Theme, ejected: Sequence[Ejected]) -> None:
    """Write the digests of originals into the theme's ``theme.yaml``, and keep them beside it."""
    layer = theme.stack.layers[0]
    before = layer.file.ejected if layer.file else {}
    entries = {name: (entry.of, entry.digest) for name, entry in before.items()}
    for one in ejected:
        data = (one.origin / one.name).read_bytes()
        of = theme.names.get(one.origin, "default")
        entries[one.name] = of, f"sha256:{hashlib.sha256(data).hexdigest()}"
        files.write(layer.folder / KEPT / one.name, data)
    path = layer.folder / "theme.yaml"
    name = layer.folder.resolve().name.replace("-", " ").capitalize()
    text = files.read_text(path, limits.THEME_BYTES) if path.is_file() else f"name: {name}\n"
    files.write(path, _with(text, entries).encode())


def _with(text: str, entries: dict[str, tuple[str, str]]) -> str:
    """Return the text of a ``theme.yaml`` with other ``ejected`` entries; the rest stays."""
    lines = [
        f"  {name}: {{of: {of}, digest: {digest}}}"
        for name, (of, digest) in sorted(entries.items())
    ]
    rest = _BLOCK.sub("", text).rstrip("\n")
    return f"{rest}\n\nejected:   # written by `report theme eject`\n" + "\n".join(lines) + "\n"


# ----------------------------------------------------------------------------------------- changes


@dataclass(frozen=True, slots=True)
class Stale:
    """A copy whose original has changed since, and how: the lines of a unified difference."""

    name: str
    path: Path
    lines: tuple[str, ...]


def changes(theme: Theme) -> tuple[Stale, ...]:
    """Return the copies in an author's theme whose originals have changed since."""
    layer = theme.stack.layers[0]
    return tuple(
        Stale(name, layer.folder / name, _lines(theme, layer, name)) for name in theme.stale(layer)
    )


def _lines(theme: Theme, layer: Layer, name: str) -> tuple[str, ...]:
    """Return what changed from the original that was copied to the present one."""
    present = theme.original(layer, name)
    new = files.read_text(present, limits.THEME_BYTES) if present else ""
    try:
        kept, before = files.find(f"{KEPT}/{name}", layer.folder, (layer.folder,)), "copied"
    except FileError:
        kept, before = files.find(name, layer.folder, (layer.folder,)), "this theme's own"
    old = files.read_text(kept, limits.THEME_BYTES)
    made = difflib.unified_diff(
        old.splitlines(), new.splitlines(), f"{name} ({before})", f"{name} (now)", lineterm=""
    )
    return tuple(made)


def seen(theme: Theme) -> tuple[str, ...]:
    """Take the present originals for those that were copied, and return the names of the copies."""
    layer = theme.stack.layers[0]
    found = tuple(theme.stale(layer))
    made = []
    for name in found:
        present = theme.original(layer, name)
        if present is not None:
            origin = Path(str(present).removesuffix(name).rstrip("/"))
            made.append(Ejected(name, origin))
    stamp(theme, made)
    return found
