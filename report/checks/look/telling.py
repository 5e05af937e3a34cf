"""Doubts about a theme come in; they are told with an error, which they may explain, and once."""

from collections.abc import Callable, Iterable, Iterator
from contextvars import ContextVar
from functools import wraps
from typing import ParamSpec, TypeVar

from ...errors import Diagnostic, ReportError

P = ParamSpec("P")
T = TypeVar("T")

_doubted: ContextVar[tuple[Diagnostic, ...]] = ContextVar("doubted", default=())


def keep(doubts: tuple[Diagnostic, ...]) -> None:
    """Keep the doubts about the theme of the document that is being made, in this context."""
    _doubted.set(doubts)


def with_errors(function: Callable[P, T]) -> Callable[P, T]:
    """Let a function's error tell the doubts about the theme first: they may be its cause."""

    @wraps(function)
    def telling(*arguments: P.args, **options: P.kwargs) -> T:
        try:
            return function(*arguments, **options)
        except ReportError as error:
            said = {_place(one) for one in error.diagnostics}
            doubts = [d for d in _doubted.get() if d.level == "doubt"]
            if more := [d for d in doubts if _place(d) not in said]:
                raise type(error)((*more, *error.diagnostics)) from error
            raise

    return telling


def _place(one: Diagnostic) -> object:
    """Return the line of a case: one line of a theme is told once."""
    return (one.span.path, one.span.line) if one.span else one.message


def unsaid(warnings: Iterable[Diagnostic]) -> Iterator[Diagnostic]:
    """Yield what the engine says of sheets, but for what was doubted of the same line."""
    said = {(d.span.path, d.span.line) for d in _doubted.get() if d.span}
    sheets = {path.name for path, _ in said}
    for one in warnings:
        if one.span is None and one.message.partition(":")[0] in sheets:
            continue  # the engine's own rewriting of a selector that was told
        if one.span is None or (one.span.path, one.span.line) not in said:
            yield one
