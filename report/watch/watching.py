"""Saves come in; out, to whoever listens, what is shown: pages, problems, seconds.

Building, drawing and serving are three threads: a page is drawn while the next file is made, and a
question about a sentence waits for neither.
"""

import asyncio
import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from ..errors import Diagnostic
from . import resting, saves
from .locating import Locator
from .making import LaidOut, MadeFile, Maker
from .printed import PageArea, PagedFile
from .sheets import WatchedPages

T = TypeVar("T")

_RESTS = 4  # builds after each of which free memory is given back
_GRAVITY = {"error": 0, "doubt": 1, "advice": 2}


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that is wrong, and where on the pages it is seen, if it is."""

    diagnostic: Diagnostic
    page: int = 0
    area: PageArea | None = None


@dataclass(frozen=True, slots=True)
class WatchState:
    """What is shown: a version counts the changes, and ``build`` the saves.

    ``ok``: the newest save could be built; ``checked``: it is built and held to account. ``at`` is
    the time of the newest pages; ``to_pages`` and ``to_file`` are seconds from the save.
    """

    version: int = 0
    build: int = 0
    busy: bool = True
    ok: bool = True
    checked: bool = False
    at: str = ""
    to_pages: float = 0.0
    to_file: float = 0.0
    notes: int = 0
    problems: tuple[Problem, ...] = ()


class Watch:
    """Builds a briefing whenever one of its files is saved, and tells its listeners."""

    def __init__(self, maker: Maker, folders: Sequence[Path] = ()) -> None:
        self.maker = maker
        self.sheets = WatchedPages()
        self.state = WatchState()
        self.layout: LaidOut | None = None
        self.pdf = b""
        self.listeners: set[asyncio.Queue[bool]] = set()
        self._folders = (maker.briefing.parent, *folders)
        self._painter = ThreadPoolExecutor(1, "watch-painter")
        self._located: tuple[tuple[str, ...], Locator] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    # ------------------------------------------------------------------------------------- building

    async def run(self) -> None:
        """Build now, and again after each save, until this is cancelled.

        What is saved while the first file is made, or while the folders change, is not missed: they
        are followed before they are read.
        """
        self._loop = asyncio.get_running_loop()
        while True:
            watched, saved = saves.outermost(self._watched()), asyncio.Event()
            async with asyncio.TaskGroup() as both:
                following = both.create_task(_follow(watched, saved))
                await asyncio.sleep(0)  # it runs up to where it waits for a save
                await self._build()
                while saves.outermost(self._watched()) == watched:
                    await saved.wait()
                    saved.clear()
                    await self._build()
                following.cancel()

    def _watched(self) -> tuple[Path, ...]:
        return (*self._folders, *(self.layout.folders if self.layout else ()))

    async def _build(self) -> None:
        self._change(busy=True, build=self.state.build + 1)
        made = await self._apart(self._make)
        self._change(busy=False)
        with suppress(Exception):  # where a problem is printed is a help, and no more
            if made:
                self._change(problems=await self.ask(lambda: self._placed(made.faults)))
            if self.state.build % _RESTS == 0:
                await self.ask(resting.give_back)

    async def _apart(self, act: Callable[[], T]) -> T | None:
        """Do something in a thread that ends with the process: a build is not waited for."""
        loop, done = asyncio.get_running_loop(), asyncio.Event()
        found: list[T] = []

        def acted() -> None:
            try:
                found.append(act())
            finally:
                with suppress(RuntimeError):  # the loop has ended
                    loop.call_soon_threadsafe(done.set)

        threading.Thread(target=acted, name="watch-builder", daemon=True).start()
        await done.wait()
        return found[0] if found else None

    def _make(self) -> MadeFile:
        started = time.perf_counter()
        laid: list[LaidOut] = []

        def proved(data: bytes, numbers: Sequence[int]) -> None:
            file = PagedFile(data)
            if not self.sheets.prove(laid[-1].names, file, numbers):
                file.close()
                return
            self.layout = laid[-1]
            took = time.perf_counter() - started
            self._change(ok=True, checked=False, at=_now(), to_pages=took)

        try:
            made = self.maker.make(laid.append, proved)
        except Exception as error:  # a fault of ours is shown, and the next save is built
            told = f"this is a fault of the program, not of yours: {type(error).__name__}: {error}"
            made = MadeFile(None, (Diagnostic(told),), time.perf_counter() - started)
        if made.pdf is None:
            self._change(
                ok=False, checked=True, problems=_problems(made.faults), to_file=made.seconds
            )
            return made
        self.sheets.take(laid[-1].names, PagedFile(made.pdf.data))
        self.layout, self.pdf = laid[-1], made.pdf.data
        state = self.state
        self._change(
            ok=True,
            checked=True,
            at=state.at if state.at and not state.checked else _now(),
            to_pages=made.seconds if state.checked else state.to_pages,
            to_file=made.seconds,
            notes=made.pdf.notes,
            problems=_problems(made.faults),
        )
        return made

    def _change(self, **values: object) -> None:
        """Show something else, and tell everybody; from any thread."""
        self.state = replace(self.state, version=self.state.version + 1, **values)  # type: ignore[arg-type]
        if self._loop is not None:
            with suppress(RuntimeError):
                self._loop.call_soon_threadsafe(self._tell)

    def _tell(self) -> None:
        for queue in self.listeners:
            if queue.empty():
                queue.put_nowait(True)

    def end(self) -> None:
        """Let everybody go."""
        for queue in self.listeners:
            queue.put_nowait(False)
        self._painter.shutdown(wait=False, cancel_futures=True)

    # -------------------------------------------------------------------------------------- asking

    async def ask(self, act: Callable[[], T]) -> T:
        """Do something with the pages, in their own thread."""
        return await asyncio.get_running_loop().run_in_executor(self._painter, act)

    @property
    def locator(self) -> Locator | None:
        """What leads from the pages that are shown to their lines; asked for by ``ask``."""
        layout, shown = self.layout, self.sheets.shown
        if layout is None or len(shown) != len(layout.pages):
            return None
        names = tuple(sheet.name.digest for sheet in shown)
        key = (str(id(layout)), *names)
        if self._located is None or self._located[0] != key:
            words = [self.sheets.words(name) for name in names]
            self._located = key, Locator(layout.read, layout.pages, words)
        return self._located[1]

    def _placed(self, faults: Sequence[Diagnostic]) -> tuple[Problem, ...]:
        locator = self.locator
        return tuple(_placed(one, locator) for one in _sorted(faults))


async def _follow(folders: Sequence[Path], saved: asyncio.Event) -> None:
    async for _ in saves.saves(folders):
        saved.set()


def _placed(fault: Diagnostic, locator: Locator | None) -> Problem:
    if locator and fault.span and (place := locator.page_of(fault.span)):
        return Problem(fault, *place)
    return Problem(fault)


def _problems(faults: Sequence[Diagnostic]) -> tuple[Problem, ...]:
    return tuple(map(Problem, _sorted(faults)))


def _sorted(faults: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Return errors first, then doubts, then advice."""
    return sorted(faults, key=lambda fault: _GRAVITY[fault.level])


def _now() -> str:
    return time.strftime("%H:%M:%S")
