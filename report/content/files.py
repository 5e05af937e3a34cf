"""A file that content names comes in; its path goes out, or what to say to the author."""

from pathlib import Path

from ..errors import Diagnostic, Loc, suggestion
from .yamlfile import YamlFile


def beside(source: YamlFile, name: str, what: str, loc: Loc, *endings: str) -> Path | Diagnostic:
    """Return the file of that name beside the briefing, or say that there is none."""
    path = source.path.parent / name
    if path.is_file():
        return path
    folder = path.parent
    known = sorted(p.name for end in endings for p in folder.glob(f"*.{end}"))
    hint = suggestion(path.name, known) or f"files are named from the folder of {source.path.name}"
    return Diagnostic(f"there is no {what} `{name}` here", source.at(loc), hint)
