"""The kinds of block that there are: ours and those of installed packages, by one door."""

import importlib.metadata
import typing
from collections.abc import Iterable, Iterator
from functools import lru_cache

from ...errors import Diagnostic, ReportError
from ..model import NAME
from .base import Block

GROUP = "report.kinds"
"""The entry points by which a package adds kinds: each names a class."""


def kind_of(cls: type[Block]) -> str:
    """Return the name by which a briefing asks for blocks of this class."""
    return str(typing.get_args(cls.model_fields["kind"].annotation)[0])


@lru_cache(maxsize=1)
def installed() -> tuple[type[Block], ...]:
    """Return the kinds that installed packages add; ``ReportError`` names what cannot be used."""
    found: list[type[Block]] = []
    problems: list[Diagnostic] = []
    for entry in sorted(importlib.metadata.entry_points(group=GROUP), key=lambda e: e.value):
        try:
            cls = entry.load()
        except Exception as error:  # whatever a stranger's module does when it is imported
            message = f"the kind `{entry.name}` cannot be loaded: {error!r}"
            problems.append(Diagnostic(message, hint=_whose(entry)))
            continue
        fault = _fault(cls)
        if fault:
            problems.append(Diagnostic(f"the kind `{entry.name}` {fault}", hint=_whose(entry)))
        else:
            found.append(cls)
    if problems:
        raise ReportError(problems)
    return tuple(found)


def joined(ours: Iterable[type[Block]], added: Iterable[type[Block]]) -> tuple[type[Block], ...]:
    """Return all kinds; ``ReportError`` where two have one name."""
    kinds: dict[str, type[Block]] = {}
    for cls in (*ours, *added):
        name = kind_of(cls)
        if kinds.setdefault(name, cls) is not cls:
            message = f"two kinds of block are named `{name}`"
            hint = f"one is {_place(kinds[name])}, the other {_place(cls)}: rename one"
            raise ReportError([Diagnostic(message, hint=hint)])
    return tuple(kinds.values())


def folders(kinds: Iterable[type[Block]]) -> Iterator[tuple[str, str]]:
    """Yield package and folder of the templates and sheets that kinds bring with them, once."""
    seen = dict.fromkeys(cls.files for cls in kinds if cls.files)
    for files in seen:
        package, _, folder = files.partition(":")
        yield package, folder


def _fault(cls: object) -> str:
    if not (isinstance(cls, type) and issubclass(cls, Block)):
        return "is not a class derived from report.Block"
    field = cls.model_fields.get("kind")
    names = typing.get_args(field.annotation) if field else ()
    if len(names) != 1 or not NAME.fullmatch(str(names[0])):
        return "has no field `kind: Literal[NAME]`, with NAME of small letters and hyphens"
    return ""


def _whose(entry: importlib.metadata.EntryPoint) -> str:
    package = entry.dist.name if entry.dist else "a package"
    return f"it comes with {package}: update or uninstall that package"


def _place(cls: type[Block]) -> str:
    return f"{cls.__module__}.{cls.__qualname__}"
