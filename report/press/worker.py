"""A process that lays sections out: jobs come in over a pipe, fragments go out over another.

Started by ``workers`` with a pair of descriptors for each worker that is wanted. It imports and
mends WeasyPrint at once, alone and in its only thread, and then forks a worker for each further
pair: the import is paid once, and nothing of the build's process, its threads and locks, is in a
worker. Where a fork is not safe one such process is started for each worker.

A worker ends when the build does, whatever ended it, even within a layout; it has a folder of its
own for temporary files, and limits of memory and of processor time.
"""

import gc
import os
import queue
import select
import shutil
import signal
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NoReturn

from .. import files, limits
from ..errors import ReportError
from . import bound, bounds, channel, installed
from .channel import NO_TIME, Answer, AnswerKind
from .copied import MisfitError
from .typeset import Job, LayoutSetting, Typesetter

_GRACE = 5  # seconds more, after which the system ends a worker that does not look at its clock
_LOOK = 0.1  # seconds between two looks at the build, the clock and the memory
_IDLE = 0.3  # seconds without a job, after which there is time to clear away
_FULL = 0.9  # of the memory that may be taken
_KEPT = 4  # typesetters: a worker may serve several builds in turn
_NO_MEMORY = "it needs more than {} MiB of memory"


def main(parent: int, pairs: Sequence[tuple[int, int]]) -> None:
    """Serve each pair of descriptors, jobs and answers, for the process ``parent``."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is the build's: its end is ours
    failure = _got_ready()
    bound.let_go()
    _collect_seldom()
    mine = 0
    for number in range(1, len(pairs)):
        if os.fork() == 0:
            mine = number
            break
    for number, pair in enumerate(pairs):
        if number != mine:
            os.close(pair[0])
            os.close(pair[1])
    _Worker(parent, *pairs[mine]).serve(failure, sweeping=mine == 0)


def _got_ready() -> str:
    """Set the limit of memory and load WeasyPrint; return why that failed, "" if it did not."""
    try:
        _limit_memory()
        installed.weasyprint()
    except MemoryError:
        return _without_memory().words
    except OSError as error:
        return f"WeasyPrint does not load: {error}"
    return ""


def _collect_seldom() -> None:
    """Let Python look for garbage less often: most of what a layout makes lives to its end."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def _limit_memory() -> None:
    with suppress(ImportError):  # Windows
        import resource

        _, most = resource.getrlimit(resource.RLIMIT_AS)
        wanted = limits.SECTION_MEMORY if most < 0 else min(limits.SECTION_MEMORY, most)
        with suppress(ValueError, OSError):  # macOS has the limit, and will not have it set
            resource.setrlimit(resource.RLIMIT_AS, (wanted, most))
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


class _Worker:
    def __init__(self, parent: int, jobs: int, answers: int) -> None:
        self._parent, self._jobs, self._answers = parent, jobs, answers
        self._waiting: queue.SimpleQueue[Job] = queue.SimpleQueue()
        self._speaking = threading.Lock()
        self._leaving = threading.RLock()
        self._deadline = float("inf")  # in seconds of processor time
        self._folder: Path | None = None
        self._typesetters: dict[LayoutSetting, Typesetter] = {}

    def serve(self, failure: str, *, sweeping: bool) -> NoReturn:
        """Answer job after job until the build ends."""
        for name in ("SIGTERM", "SIGHUP"):
            if (number := getattr(signal, name, None)) is not None:
                signal.signal(number, lambda *_: self.leave(1))
        try:
            self._folder = own_folder()
        except OSError as error:
            failure = failure or f"no folder for temporary files can be made: {error}"
        threading.Thread(target=self._receive, daemon=True).start()
        threading.Thread(target=self._look, daemon=True).start()
        self._say(Answer("failed" if failure else "ready", words=failure or str(os.getpid())))
        if sweeping and self._folder:
            files.sweep(self._folder.parent)
        while True:
            job = self._next()
            try:
                answer = self._answer(job)
            except MemoryError:
                self._typesetters.clear()
                answer = _without_memory()
            if job.pages:
                self._say(answer)

    def _next(self) -> Job:
        """Wait for a job; where none comes soon, clear away what the last ones left.

        A worker of a watch lives for hours, and Python would look for a megabyte an edit too late.
        """
        with suppress(queue.Empty):
            return self._waiting.get(timeout=_IDLE)
        gc.collect(1)
        return self._waiting.get()

    def _answer(self, job: Job) -> Answer:
        self._set_clock(job.pages)
        try:
            typesetter = self._typesetter(job.setting)
            typesetter.prepare()
            if not job.pages:
                return Answer("ready")
            body = typesetter.do(job).to_bytes()
            return Answer("fragment", typesetter.warnings, body=body)
        except ReportError as error:
            return Answer("refused", error.diagnostics)
        except MisfitError as error:
            return Answer("misfit", words=str(error))
        except OSError as error:  # a full disk, a sheet that is gone
            return Answer("failed", words=f"{type(error).__name__}: {error}")
        except MemoryError:
            raise
        except Exception:
            return Answer("broken", words=traceback.format_exc())
        finally:
            self._deadline = float("inf")

    def _typesetter(self, setting: LayoutSetting) -> Typesetter:
        found = self._typesetters.pop(setting, None) or Typesetter.of(setting)
        self._typesetters[setting] = found
        for oldest in list(self._typesetters)[:-_KEPT]:
            del self._typesetters[oldest]
        return found

    def _set_clock(self, pages: Sequence[str]) -> None:
        self._deadline = time.process_time() + bounds.seconds(pages)
        with suppress(ImportError, ValueError, OSError):
            import resource

            _, hard = resource.getrlimit(resource.RLIMIT_CPU)
            resource.setrlimit(resource.RLIMIT_CPU, (int(self._deadline) + _GRACE, hard))

    def _say(self, answer: Answer) -> None:
        with self._speaking:
            try:
                channel.write(self._answers, channel.say(answer))
            except OSError:
                self.leave(0)

    def _receive(self) -> None:
        """Take jobs in; the end of the pipe is the end of the build, or of our use."""
        try:
            while (frame := channel.read(self._jobs)) is not None:
                self._waiting.put(channel.unpack(frame))
        finally:
            self.leave(0)

    def _look(self) -> None:
        """Keep to the time, and end with the build even where a fork of it holds the pipe."""
        lives = _life(self._parent)
        try:
            while lives():
                if time.process_time() > self._deadline:
                    self._say(Answer("limit", words=NO_TIME))
                    break
                if self._deadline < float("inf") and _is_full():
                    self._say(_without_memory())
                    break
        finally:
            self.leave(0)

    def leave(self, code: int) -> NoReturn:
        """Remove the folder, and end at once, even within a layout.

        The folder that it lies in may be that of the command, which was killed: it goes too.
        """
        self._leaving.acquire()  # and never released: another thread may be leaving already
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)
            files.clear(self._folder.parent)
        os._exit(code)


def _without_memory() -> Answer:
    """Say that the memory has run out: by our limit, or by the machine's, where that is lower."""
    most = _most_memory()
    kind: AnswerKind = "limit" if most == limits.SECTION_MEMORY else "failed"
    return Answer(kind, words=_NO_MEMORY.format(most >> 20))


def _most_memory() -> int:
    with suppress(ImportError):  # Windows
        import resource

        most, _ = resource.getrlimit(resource.RLIMIT_AS)
        return limits.SECTION_MEMORY if most < 0 else min(limits.SECTION_MEMORY, most)
    return limits.SECTION_MEMORY


def _is_full() -> bool:
    """Whether the memory is all but used up: what draws letters ends a process that has no more."""
    with suppress(OSError):  # Linux alone tells
        pages = int(Path("/proc/self/statm").read_text(encoding="ascii").split()[0])
        return pages * os.sysconf("SC_PAGE_SIZE") > _FULL * _most_memory()
    return False


def _life(process: int) -> Callable[[], bool]:
    """Return a function that waits a moment and says whether a process lives still."""
    with suppress(AttributeError, OSError):  # Linux has it since 5.3
        poll = select.poll()
        poll.register(os.pidfd_open(process), select.POLLIN)
        return lambda: not poll.poll(_LOOK * 1000)

    def lives() -> bool:
        time.sleep(_LOOK)
        if sys.platform == "win32":  # the end of the pipe has to do there
            return True
        try:
            os.kill(process, 0)
        except ProcessLookupError:
            return False
        except PermissionError:
            return True
        return True

    return lives


def own_folder() -> Path:
    """Make the folder for temporary files, which a lock holds for as long as this process lives."""
    folder = files.held(lambda: Path(tempfile.mkdtemp(prefix=files.OWN_FOLDER)))
    tempfile.tempdir = str(folder)
    return folder
