"""A copy of WeasyPrint, imported under another name: its modules, and functions edited in it."""

import ast
import importlib
import inspect
import sys
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType
from typing import Any


class MisfitError(Exception):
    """The installed WeasyPrint is another than the one that something was written for."""


@dataclass(frozen=True, slots=True)
class Copy:
    """A copy of WeasyPrint under another name, and the functions that were edited in it."""

    name: str
    _edited: dict[tuple[str, str], str] = field(default_factory=dict)

    @property
    def root(self) -> Any:
        """The package itself."""
        return sys.modules[self.name]

    def part(self, name: str) -> Any:
        """Return one of its modules: ``part("layout.block")``."""
        return importlib.import_module(f"{self.name}.{name}")

    def edit(self, module: str, function: str, *changes: tuple[str, str], **names: Any) -> None:
        """Make a function anew from its source, in which each text stands once and is replaced.

        ``names`` are given to its module.
        """
        found = self.part(module)
        source = self._edited.get((module, function)) or _source(found, function)
        for theirs, ours in changes:
            if source.count(theirs) != 1:
                raise MisfitError(f"another {module}.{function}() than the one that is mended")
            source = source.replace(theirs, ours)
        vars(found).update(names)
        exec(compile(source, str(found.__file__), "exec"), vars(found))  # noqa: S102  theirs, but for the changes
        self._edited[module, function] = source

    def function(self, module: str, name: str, *parameters: str) -> Any:
        """Return a function that is to be replaced, if it still has these parameters."""
        found = self.part(module)
        for step in name.split("."):
            found = getattr(found, step, None)
        if found is None or tuple(inspect.signature(found).parameters) != parameters:
            raise MisfitError(f"another {module}.{name}() than the one that is mended")
        return found


def _source(module: ModuleType, function: str) -> str:
    text = Path(str(module.__file__)).read_text(encoding="utf-8")
    for node in ast.parse(text).body:
        if isinstance(node, ast.FunctionDef) and node.name == function:
            return ast.get_source_segment(text, node) or ""
    raise MisfitError(f"no {module.__name__}.{function}()")
