"""A theme's folder, or its name, comes in; what its files and those it extends say goes out.

A theme may have a ``theme.yaml``: who made it, what it extends, its page, logo, typefaces, kinds of
block. A folder without one is a theme all the same.
"""

from .kinds import unprinted
from .layers import (
    KEPT,
    Layer,
    ThemeStack,
    asked,
    chosen,
    find,
    installed,
    named,
    ours,
    own_files,
    own_names,
)
from .model import CONTRACT, EjectedFile, Logo, ThemeFile
from .offering import hinted
from .paper import PageSetting, PageSheet

__all__ = [
    "CONTRACT",
    "KEPT",
    "EjectedFile",
    "Layer",
    "Logo",
    "PageSetting",
    "PageSheet",
    "ThemeFile",
    "ThemeStack",
    "asked",
    "chosen",
    "find",
    "hinted",
    "installed",
    "named",
    "ours",
    "own_files",
    "own_names",
    "unprinted",
]
