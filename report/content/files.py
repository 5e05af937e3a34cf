"""A file that content names comes in; its path goes out, or what to say to the author."""

from pathlib import Path

from .. import files
from ..errors import Diagnostic, Loc, suggestion
from ..files import FileError, MissingFileError
from .yamlfile import YamlFile


def beside(source: YamlFile, name: str, what: str, loc: Loc, *endings: str) -> Path | Diagnostic:
    """Return the file of that name beside the briefing, or say why it is not read."""
    folder, span = source.path.parent, source.at(loc)
    try:
        return files.find(name, folder, source.roots)
    except MissingFileError:
        hint = _near(folder / name, endings)
        if "\\" in name:
            hint = f"folders are separated by /: {name.replace(chr(92), '/')}"
        hint = hint or f"files are named from the folder of {source.path.name}"
        return Diagnostic(f"there is no {what} `{name}` here", span, hint)
    except FileError as fault:
        return fault.at(span, name)


def text(source: YamlFile, name: str, what: str, loc: Loc, most: int) -> str | Diagnostic:
    """Return the text of a file beside the briefing, or say why it is not read.

    ``most`` is its greatest size in bytes; the name's own ending is what is looked for.
    """
    path = beside(source, name, what, loc, name.rpartition(".")[2])
    if isinstance(path, Diagnostic):
        return path
    try:
        return files.read_text(path, most)
    except FileError as fault:
        return fault.at(source.at(loc), name)


def _near(path: Path, endings: tuple[str, ...]) -> str | None:
    try:
        known = sorted(p.name for end in endings for p in path.parent.glob(f"*.{end}"))
    except (OSError, ValueError):
        return None
    return suggestion(path.name, known)
