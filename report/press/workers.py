"""Pages come in; their fragments go out in order, laid out side by side where that pays.

A worker is a fork of this process, with WeasyPrint loaded and the sheets read. What it makes is
what this process would have made: a fragment depends on nothing but its page and the typesetter.
"""

import multiprocessing
import os
import sys
import threading
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor

from ..errors import Diagnostic, ReportError
from .fragment import Fragment
from .typeset import Typesetter

_MOST = 4  # each takes some 100 MB
_FEWEST_PAGES = 3  # below, the fork costs more than it saves

_typesetter: Typesetter | None = None  # in a worker: the parent's, as it was at the fork


def fragments(
    typesetter: Typesetter, pages: Sequence[str], *, workers: int | None = None
) -> list[Fragment]:
    """Return the fragment of each page; ``ReportError`` is that of the first page at fault.

    ``workers`` is as many as there are processors, at most four; one lays the pages out here.
    """
    count = min(available() if workers is None else workers, len(pages))
    if count < 2 or (workers is None and len(pages) < _FEWEST_PAGES):
        return [typesetter.section(page) for page in pages]
    typesetter.prepare()
    longest_first = sorted(range(len(pages)), key=lambda number: -len(pages[number]))
    # A pool of this sort notices a worker that was killed; multiprocessing.Pool would wait for it.
    fork = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(count, fork, initializer=_take, initargs=(typesetter,)) as pool:
        working = {number: pool.submit(_work, pages[number]) for number in longest_first}
        made = [working[number].result() for number in range(len(pages))]
    for result in made:
        if not isinstance(result, Fragment):
            raise ReportError(result)
    return [result for result in made if isinstance(result, Fragment)]


def available() -> int:
    """Return how many workers may be forked here; 1 where a fork is not safe.

    Other systems' libraries may not be used after a fork, and a lock that another thread holds
    would never be released in a worker.
    """
    if sys.platform != "linux" or threading.active_count() > 1:
        return 1
    return min(len(os.sched_getaffinity(0)), _MOST)


def _take(typesetter: Typesetter) -> None:
    global _typesetter
    _typesetter = typesetter


def _work(page: str) -> Fragment | tuple[Diagnostic, ...]:
    """Lay out one page in a worker; an error of the content comes back as what it says."""
    if _typesetter is None:
        raise RuntimeError("a worker without a typesetter")
    try:
        return _typesetter.section(page)
    except ReportError as error:
        return error.diagnostics
