"""Sections come in; their fragments go out in order, laid out side by side by processes of our own.

Workers import and mend WeasyPrint themselves: this process never does, so it may have threads, and
may use WeasyPrint for something else. They are shared by all threads, and live for as long as
somebody has them ``at_hand``. Where no process can be started, sections are laid out in this one.
"""

import itertools
import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace

from .. import limits
from ..errors import Diagnostic, ReportError, Span
from . import channel, failing
from .channel import Answer
from .copied import MisfitError
from .fragment import Fragment, from_bytes
from .links import Link, python, started
from .typeset import Job, Typesetter
from .xmp import Metadata

_PATIENCE = 2.0  # seconds that a worker may take to end


@dataclass(frozen=True, slots=True)
class Typeset:
    """Laid-out sections in their order, and what the style sheets were warned of.

    ``keys`` name all that decided each fragment, and ``bodies`` are the fragments as they came.
    """

    fragments: tuple[Fragment, ...]
    warnings: tuple[Diagnostic, ...]
    keys: tuple[str, ...] = ()
    bodies: tuple[bytes, ...] = ()

    @property
    def count(self) -> int:
        """How many pages there are."""
        return sum(len(fragment.pages) for fragment in self.fragments)

    def block_on(self, page: int) -> str:
        """Return the name of the first block on a page of the file (from 1), "" for none."""
        pages = [printed for fragment in self.fragments for printed in fragment.pages]
        runs = pages[page - 1].runs if 0 < page <= len(pages) else ()
        return next((run.block for run in runs if run.block), "")


class Ahead:
    """Sections that workers lay out while the others are still being filled."""

    def __init__(self, typesetter: Typesetter) -> None:
        self._typesetter, self._batch = typesetter, _Batch()
        self._numbers: dict[str, int] = {}

    def begin(self, page: str) -> None:
        """Let a worker lay a section out, where there are any at hand."""
        if (pool := _shared.pool) is not None and page not in self._numbers:
            self._numbers[page] = self._batch.size
            pool.add(self._batch, Job(self._typesetter.setting, (page,)))

    def end(self) -> None:
        """Give up what has not been begun by now."""
        self._batch.given_up = True

    def answers(
        self, pages: Sequence[str], steps: Callable[[], Iterable[None]]
    ) -> dict[int, Answer] | None:
        """Return what becomes of sections, by their place; None where there is no worker.

        Those that were not begun are begun now; ``steps`` are taken meanwhile.
        """
        if _shared.pool is None:
            return None
        for page in pages:
            self.begin(page)
        numbers = [self._numbers[page] for page in pages]
        found = self._batch.meanwhile(numbers, steps())
        if found is None:
            return None
        return {place: found[n] for place, n in enumerate(numbers) if n in found}


@contextmanager
def at_hand(count: int | None = None) -> Iterator[None]:
    """Start the workers, so that they load while something else is done; end them afterwards.

    Whoever enters while they are here shares them; an outer use keeps them for inner ones.
    ``count`` is as many as there are processors, at most four; with 0 this process lays out.
    """
    _enter(available() if count is None else count)
    try:
        yield
    finally:
        _leave()


def prepare(typesetter: Typesetter) -> None:
    """Let the workers that are at hand read the style sheets now."""
    if (pool := _shared.pool) is not None:
        pool.prepare(channel.pack(Job(typesetter.setting)))


def typeset(
    typesetter: Typesetter,
    pages: Sequence[str],
    *,
    count: int | None = None,
    place: Callable[[int], Span | None] = lambda number: None,
    meanwhile: Callable[[], Iterable[None]] = lambda: (),
    ahead: Ahead | None = None,
) -> Typeset:
    """Lay sections out; ``ReportError`` tells all that is wrong with any of them, in order.

    ``place`` says where in the briefing the section with a number stands, for what has no place of
    its own; ``meanwhile`` is done here, step by step, as long as workers are busy; ``ahead`` may
    have begun with some of the sections. ``MisfitError``
    where our tags do not fit the installed WeasyPrint, ``MachineError`` where a worker fails.
    """
    jobs = [Job(typesetter.setting, (page,)) for page in pages]
    begun = ahead or Ahead(typesetter)
    return _done(typesetter, jobs, count, place, lambda pool: begun.answers(pages, meanwhile))


def whole(
    typesetter: Typesetter,
    pages: Sequence[str],
    metadata: Metadata,
    *,
    count: int | None = None,
    place: Callable[[int], Span | None] = lambda number: None,
) -> Typeset:
    """Lay all sections out as one file, by WeasyPrint's own writer; errors as of ``typeset``."""
    jobs = [Job(typesetter.setting, tuple(pages), metadata)]
    batch = _Batch()

    def answers(pool: "_Pool") -> dict[int, Answer] | None:
        pool.add(batch, jobs[0])
        return batch.meanwhile([0], ())

    return _done(typesetter, jobs, count, place, answers)


def _done(
    typesetter: Typesetter,
    jobs: Sequence[Job],
    count: int | None,
    place: Callable[[int], Span | None],
    ask: "Callable[[_Pool], dict[int, Answer] | None]",
) -> Typeset:
    with at_hand(count):
        pool = _shared.pool if count != 0 else None
        answers = ask(pool) if pool else None
    if answers is None:  # there are no workers here
        answers = dict(enumerate(_here(typesetter, jobs)))
    refused: list[Diagnostic] = []
    for number, answer in sorted(answers.items()):
        if answer.kind == "refused":
            refused += _placed(answer.diagnostics, place(number))
    if refused:
        raise ReportError(dict.fromkeys(refused))
    for number, answer in sorted(answers.items()):
        if answer.kind != "fragment":
            raise failing.error(answer, jobs[number].pages[0], place(number))
    warnings = (w for number in range(len(jobs)) for w in answers[number].diagnostics)
    bodies = tuple(answers[number].body for number in range(len(jobs)))
    made = tuple(map(from_bytes, bodies))
    return Typeset(made, tuple(dict.fromkeys(warnings)), bodies=bodies)


def available() -> int:
    """Return how many workers this process may have."""
    if sys.platform in ("emscripten", "wasi", "ios", "android") or python() is None:
        return 0
    if sys.platform == "linux":
        return min(len(os.sched_getaffinity(0)), limits.WORKERS)
    return min(os.cpu_count() or 1, limits.WORKERS)


def _here(typesetter: Typesetter, jobs: Sequence[Job]) -> Iterator[Answer]:
    for job in jobs:
        try:
            yield Answer("fragment", typesetter.warnings, body=typesetter.do(job).to_bytes())
        except ReportError as error:
            yield Answer("refused", error.diagnostics)
        except MisfitError as error:
            yield Answer("misfit", words=str(error))


def _placed(found: Sequence[Diagnostic], span: Span | None) -> Iterator[Diagnostic]:
    for one in found:
        yield one if one.span else replace(one, span=span)


# ------------------------------------------------------------------------------------ the workers


@dataclass(slots=True)
class _Batch:
    """Sections of one build, some of them waiting; each has a number."""

    size: int = 0
    done: "queue.SimpleQueue[tuple[int, Answer | None]]" = field(default_factory=queue.SimpleQueue)
    given_up: bool = False

    _found: dict[int, Answer] = field(default_factory=dict)

    def meanwhile(self, wanted: Collection[int], steps: Iterable[None]) -> dict[int, Answer] | None:
        """Take steps until all that is wanted is there; return answers as ``wait`` does."""
        try:
            for _ in steps:
                if len(self._found) + self.done.qsize() >= self.size:
                    break
        except BaseException:
            self.given_up = True
            raise
        return self.wait(wanted)

    def wait(self, wanted: Collection[int]) -> dict[int, Answer] | None:
        """Return the answers, fewer where one failed; None where there is no worker at all."""
        left = set(wanted) - self._found.keys()
        while left:
            number, answer = self.done.get()
            if answer is None:
                self.given_up = True
                return None
            self._found[number] = answer
            if number in left and answer.kind in ("limit", "failed", "broken", "misfit"):
                self.given_up = True
                break
            left.discard(number)
        return self._found


@dataclass(order=True, slots=True)
class _Task:
    """A section that waits: the longest goes first."""

    rank: float
    order: int
    batch: _Batch | None = field(compare=False, default=None)
    number: int = field(compare=False, default=0)
    job: bytes = field(compare=False, default=b"")


class _Pool:
    def __init__(self, count: int, *, forking: bool = sys.platform == "linux") -> None:
        """Start the workers; with ``forking`` the first one forks the others."""
        self._waiting: queue.PriorityQueue[_Task] = queue.PriorityQueue()
        self._order = itertools.count()
        self._closed = False
        self._gone: list[subprocess.Popen[bytes]] = []
        self.links: list[Link | None] = []
        try:
            for size in [count] if forking else [1] * count:
                self.links += started(size, forking=forking)
        except OSError:
            self._end()
            raise
        self._threads = [
            threading.Thread(target=self._feed, args=(number,), daemon=True, name="report-worker")
            for number in range(count)
        ]
        for thread in self._threads:
            thread.start()

    def add(self, batch: _Batch, job: Job) -> None:
        """Let a worker begin with one more section of a batch."""
        rank = -sum(map(len, job.pages))
        task = _Task(rank, next(self._order), batch, batch.size, channel.pack(job))
        batch.size += 1
        self._waiting.put(task)

    def prepare(self, job: bytes) -> None:
        """Send every worker a job that needs no answer."""
        for link in self.links:
            if link is not None:
                link.send(job)

    def _feed(self, place: int) -> None:
        """One thread for each worker: take the task that waits, hand it over, wait for its end."""
        while (task := self._waiting.get()).batch is not None:
            if not task.batch.given_up:
                try:
                    answer = self._asked(place, task.job)
                except Exception as error:  # a thread that dies in silence would be waited for
                    answer = Answer("broken", words=repr(error))
                task.batch.done.put((task.number, answer))

    def _asked(self, place: int, job: bytes) -> Answer | None:
        """Return what a worker makes of a job; None where there can be no worker.

        A worker that has gone is replaced when there is something to do.
        """
        link = self.links[place]
        if link is not None and link.ready and link.says_something(0):  # nothing but its end
            self._drop(place)
            link = None
        if link is None:
            try:
                (link,) = started(1, forking=False)
            except OSError:
                return None
            self.links[place] = link
        if not link.ready:
            first = link.hear()
            if first is not None and first.kind == "ready":
                link.ready, link.pid = True, int(first.words)
            else:
                self._drop(place)
                return first
        answer = link.ask(job)
        if answer is None:
            self._drop(place)
        return answer or link.end_told()

    def _drop(self, place: int) -> None:
        if (link := self.links[place]) is not None and not self._closed:
            self.links[place] = None
            self._gone.append(link.process)
            link.close()

    def close(self) -> None:
        """End the workers, even within a layout, and wait until they have gone."""
        self._closed = True
        for _ in self._threads:
            self._waiting.put(_Task(float("-inf"), next(self._order)))
        for link in self.links:
            if link is not None:
                link.end()
                if not link.ready:  # it imports WeasyPrint, and does not look at its pipe
                    link.process.terminate()
        for thread in self._threads:
            thread.join(_PATIENCE)
        self._end()

    def _end(self) -> None:
        processes = set(self._gone)
        for link in self.links:
            if link is not None:
                link.end()
                if link.ready and not link.says_something(_PATIENCE):
                    os.kill(link.pid, signal.SIGTERM)
                link.close()
                processes.add(link.process)
        for process in processes:
            try:
                process.wait(_PATIENCE)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


class _Shared:
    """The workers of this process, and how many use them."""

    def __init__(self) -> None:
        self.lock = threading.Lock()
        self.pool: _Pool | None = None
        self.users = 0


_shared = _Shared()


def _enter(count: int) -> None:
    with _shared.lock:
        if _shared.pool is None and count:
            with suppress(OSError):  # no process can be started: sections are laid out here
                _shared.pool = _Pool(count)
        _shared.users += 1


def _leave() -> None:
    with _shared.lock:
        _shared.users -= 1
        pool = _shared.pool if not _shared.users else None
        if pool is not None:
            _shared.pool = None
    if pool is not None:
        pool.close()


def _forget() -> None:
    """After a fork of this process: the workers are its parent's, and have to see its end."""
    global _shared
    for link in _shared.pool.links if _shared.pool else ():
        if link is not None:
            link.forget()
    _shared = _Shared()


if sys.platform != "win32":
    os.register_at_fork(after_in_child=_forget)
