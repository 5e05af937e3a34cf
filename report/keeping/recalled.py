"""What was worked out before comes in, by all that decides it; the same comes out, or it is made.

For plain data that are slow to work out. They are kept in this process, and between processes where
a build has a cache folder. Our own code is part of what decides them.
"""

import hashlib
import json
from collections.abc import Callable
from contextlib import suppress
from contextvars import ContextVar
from functools import lru_cache, wraps
from pathlib import Path
from typing import Any, ParamSpec, TypeVar

from .store import Store

P = ParamSpec("P")
R = TypeVar("R")

_MOST = 200  # answers that a process keeps

_store: ContextVar[Store | None] = ContextVar("store", default=None)
_known: dict[str, bytes] = {}


def with_cache(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function keep what it works out in its ``cache`` too, a folder or None."""

    @wraps(function)
    def keeping(*arguments: P.args, **options: P.kwargs) -> R:
        folder = options.get("cache")
        before = _store.set(Store.within(folder) if isinstance(folder, Path) else None)
        try:
            return function(*arguments, **options)
        finally:
            _store.reset(before)

    return keeping


def recall(make: Callable[[], Any], basis: object, *code: str) -> Any:
    """Return what ``make`` gives, as JSON has it: numbers, texts, lists, and dicts by texts.

    ``basis`` is all that decides it, and is told apart by its ``repr``; ``code`` are the files of
    the modules that work it out.
    """
    whole = repr((basis, [_digest(path) for path in code]))
    name = f"recalled {hashlib.sha256(whole.encode(errors='surrogatepass')).hexdigest()}"
    store = _store.get()
    data = _known.get(name) or (store.get(name) if store else None)
    if data is None:
        data = json.dumps(make()).encode()
        if store:
            store.put(name, data)
    _known[name] = data
    with suppress(KeyError, RuntimeError, StopIteration):  # another thread was there
        while len(_known) > _MOST:
            del _known[next(iter(_known))]
    return json.loads(data)


@lru_cache(maxsize=100)
def _digest(path: str) -> str:
    return hashlib.sha256(Path(path).read_bytes()).hexdigest()
