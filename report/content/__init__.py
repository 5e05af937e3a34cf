"""A path comes in; the briefing written there goes out, with its library and the file it came from.

Every text keeps the file and the place where it was written, so that whatever is found wrong later
can be shown to its author at its line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import together
from . import briefing, library, yamlfile
from .briefing import Briefing
from .library import Library
from .yamlfile import YamlFile

__all__ = ["Content", "read"]


@dataclass(frozen=True, slots=True)
class Content:
    """A briefing with its file, and the library of what it rests on."""

    source: YamlFile
    briefing: Briefing
    library: Library


def read(written: Path | YamlFile, roots: Sequence[Path] = ()) -> Content:
    """Read a briefing, from its path or from its YAML, and the files that it names.

    These lie in its folder, or in one of ``roots``.
    ``ReportError`` lists every mistake in the form of the briefing and of its documents; where
    there is none, those in what ties them.
    """
    text = yamlfile.read(written, roots) if isinstance(written, Path) else written
    with together() as problems:
        with problems.of():
            model = briefing.parse(text)
        if problems.found:
            library.read_all(text, problems)
    return Content(text, model, library.load(model, text))
