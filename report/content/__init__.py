"""A path comes in; the briefing written there goes out, with its library and the file it came from.

Every text keeps the file and the place where it was written, so that whatever is found wrong later
can be shown to its author at its line.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from ..errors import together
from . import briefing, library, themes, yamlfile
from .briefing import Briefing
from .course import Course
from .library import Library
from .themes import ThemeStack
from .yamlfile import YamlFile

__all__ = ["Content", "read"]


@dataclass(frozen=True, slots=True)
class Content:
    """A briefing with its file, the library of what it rests on, the course that it is read in."""

    source: YamlFile
    briefing: Briefing
    library: Library
    theme: ThemeStack
    course: Course | None = None


def read(
    written: Path | YamlFile, roots: Sequence[Path] = (), theme: ThemeStack | None = None
) -> Content:
    """Read a briefing, from its path or from its YAML, and the files that it names.

    These lie in its folder, or in one of ``roots``. A ``theme`` is asked for in the place of the
    one that the briefing names; its kinds of block are read with ours.
    ``ReportError`` lists every mistake in the form of the briefing and of its documents; where
    there is none, those in what ties them.
    """
    text = yamlfile.read(written, roots) if isinstance(written, Path) else written
    look = themes.chosen(text) if theme is None else theme
    with together() as problems:
        with problems.of():
            model = briefing.parse(text, look.kinds)
        if problems.found:
            problems.found[:] = themes.hinted(problems.found, text)
            library.read_all(text, problems)
    return Content(text, model, library.load(model, text), look)
