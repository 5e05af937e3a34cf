"""What judges the content comes in; it is asked at once, or while the pages are being laid out.

Whoever waits for pages has them sooner, and what was asked later ends the build all the same. Its
errors go before any that came of the pages.
"""

from collections import deque
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from functools import wraps
from typing import Any, ParamSpec, TypeVar

from ..errors import Diagnostic, ReportError

P = ParamSpec("P")
R = TypeVar("R")

Judge = Callable[[], tuple[Diagnostic, ...]]
"""Returns doubts and advice; ``ReportError`` lists the errors."""


class _Later:
    """Judges that have not been asked yet, what the others doubted, and what one of them refused.

    An error stays: whoever tries something, and lets it go where it fails, does not lose it.
    """

    def __init__(self) -> None:
        self.judges: deque[Judge] = deque()
        self.doubts: list[Diagnostic] = []
        self.error: ReportError | None = None

    def ask(self) -> None:
        """Ask the first."""
        try:
            self.doubts += self.judges.popleft()()
        except ReportError as error:
            self.error = error
            raise


_later: ContextVar[_Later | None] = ContextVar("judges to be asked later", default=None)


def allowed(act: Callable[P, R]) -> Callable[P, R]:
    """Let judges wait in a function that lays pages out.

    They never do with ``strict``, and in a draft, where what they find changes the pages.
    """

    @wraps(act)
    def inner(*args: P.args, **kwargs: P.kwargs) -> R:
        options: Any = kwargs
        at_once = options.get("strict") or options.get("draft")
        token = _later.set(None if at_once else _Later())
        try:
            return act(*args, **kwargs)
        except ReportError:
            end()
            raise
        finally:
            _later.reset(token)

    return inner


def ask(judge: Judge) -> tuple[Diagnostic, ...]:
    """Return what a judge doubts; nothing, if it may be asked later."""
    later = _later.get()
    if later is None:
        return judge()
    later.judges.append(judge)
    return ()


def steps() -> Iterator[None]:
    """Ask the judges that wait, one at each step."""
    later = _later.get()
    if later and later.error:
        raise later.error
    while later and later.judges:
        later.ask()
        yield


def end() -> tuple[Diagnostic, ...]:
    """Ask those that are left; return what all doubted that were asked later, each thing once."""
    for _ in steps():
        pass
    later = _later.get()
    return tuple(dict.fromkeys(later.doubts)) if later else ()
