"""The name of a kind of block that nobody knows comes in; the theme that declares it goes out."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import islice
from pathlib import Path
from typing import Any

from ... import files
from ...errors import Diagnostic, Loc, ReportError
from .. import yamlfile
from ..yamlfile import YamlFile
from .layers import FILE, installed

_LOOKED_AT = 60


def hinted(problems: Iterable[Diagnostic], source: YamlFile) -> Iterator[Diagnostic]:
    """Yield what is wrong with a briefing; of an unknown kind it names the theme that has it."""
    placed = {source.at((*loc, "kind")): kind for loc, kind in _kinds(source.data)}
    near = None
    for one in problems:
        kind = placed.get(one.span) if one.span else None
        if kind is None or one.message != f"there is no kind `{kind}`":
            yield one
            continue
        near = _near(source.path.parent) if near is None else near
        found = next((theme for theme, kinds in near.items() if kind in kinds), None)
        own = "`report schema` lists the kinds; one of your own is declared in a theme.yaml"
        hint = f"the theme `{found}` has it: `--theme {found}`, or `theme:` in the briefing"
        yield replace(one, hint=hint if found else one.hint or own)


def _kinds(data: Any) -> Iterator[tuple[Loc, str]]:
    """Yield the kind of each block of a briefing that was not read, with the block's place."""
    sections = data.get("sections") if isinstance(data, dict) else None
    for number, section in enumerate(sections if isinstance(sections, list) else []):
        blocks = section.get("blocks") if isinstance(section, dict) else None
        for block, written in enumerate(blocks if isinstance(blocks, list) else []):
            if isinstance(written, dict) and isinstance(written.get("kind"), str):
                yield ("sections", number, "blocks", block), written["kind"]


def _near(folder: Path) -> dict[str, set[str]]:
    """Return the kinds that the themes beside a briefing declare, and those of packages."""
    found: dict[str, set[str]] = {}
    around = (folder, folder.parent, Path())
    beside = (one for place in around for one in (place, *islice(sorted(place.iterdir()), 500)))
    named = {str(one): one / FILE for one in beside if (one / FILE).is_file()}
    named |= {name: place / FILE for name, place in installed().items()}
    for name, path in islice(named.items(), _LOOKED_AT):
        try:
            data = yamlfile.read(path, (path.parent,)).data
        except (ReportError, files.FileError, OSError):
            continue
        kinds = data.get("kinds") if isinstance(data, dict) else None
        found.setdefault(name, set(kinds) if isinstance(kinds, dict) else set())
    return found
