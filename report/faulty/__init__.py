"""A briefing with faults comes in; a draft that shows them goes out, never like a final file.

Elsewhere a fault is raised, and nothing is printed. While a draft is made faults are kept: what is
at fault is printed without its calls, or something stands in its place.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from ..errors import Diagnostic, MachineError, ReportError

P = ParamSpec("P")
R = TypeVar("R")

_kept: ContextVar[list[Diagnostic] | None] = ContextVar("faults of a draft", default=None)


class UnsoundError(Exception):
    """What was made may go out as a draft alone."""


def allowed(act: Callable[P, R]) -> Callable[P, R]:
    """Let a function that is called with ``draft=True`` go on after faults.

    Where it raises ``UnsoundError`` it is called again, for a draft.
    """

    @wraps(act)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        options: Any = kwargs
        wanted = options.get("draft", False)
        token = _kept.set([] if wanted else None)
        try:
            return act(*args, **kwargs)
        except UnsoundError:
            options["draft"] = True
            _kept.set([])
            return act(*args, **kwargs)
        finally:
            _kept.reset(token)

    return inner


def is_made() -> bool:
    """Return whether faults are kept now."""
    return _kept.get() is not None


def faults() -> tuple[Diagnostic, ...]:
    """Return what was kept, each once."""
    return tuple(dict.fromkeys(_kept.get() or ()))


def refuse(problems: Iterable[Diagnostic]) -> None:
    """Raise ``ReportError`` if there are problems; in a draft, keep them."""
    if found := tuple(problems):
        error = ReportError(found)
        kept = _kept.get()
        if kept is None:
            raise error
        kept.extend(error.diagnostics)


def standing(found: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    """Refuse the errors; return the doubts and the advice."""
    told = tuple(found)
    refuse(d for d in told if d.level == "error")
    return tuple(d for d in told if d.level != "error")


@contextmanager
def keeping() -> Iterator[None]:
    """Keep what is raised inside, in a draft; a machine that fails is raised."""
    try:
        yield
    except MachineError:
        raise
    except ReportError as error:
        kept = _kept.get()
        if kept is None:
            raise
        kept.extend(error.diagnostics)
