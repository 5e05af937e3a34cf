"""The processes that lay sections out: a count comes in, the pipes to so many workers go out."""

import json
import os
import select
import subprocess
import sys
import threading
from contextlib import suppress
from pathlib import Path

from . import channel, failing
from .channel import Answer

_MOMENT = 0.1  # seconds in which the system says how a process ended
# Ctrl-C is for the parent, whose end is the end of its workers.
_GROUP = 0 if os.name == "posix" else None
# What a worker runs. Whatever keeps it from its work is said where its first answer is awaited.
BOOT = """
import json, os, sys
paths, parent, *pairs = sys.argv[1:]
sys.path[:] = json.loads(paths)
pairs = [tuple(map(int, pair.split(":"))) for pair in pairs]
if not pairs:
    pairs = [(os.dup(0), os.dup(1))]
    if sys.platform == "win32":
        import msvcrt
        for pipe in pairs[0]:
            msvcrt.setmode(pipe, os.O_BINARY)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    os.dup2(2, 1)
try:
    from report.press import bound
    bound.to(int(parent))
    from report.press import worker
except BaseException as error:
    for _, answers in pairs:
        data = json.dumps(["failed", [], f"it cannot start: {type(error).__name__}: {error}"])
        os.write(answers, len(data).to_bytes(8, "big") + data.encode())
    raise SystemExit(1)
worker.main(int(parent), pairs)
"""


class Link:
    """The pipes to one worker, and its process, which may be another worker's too."""

    def __init__(self, process: "subprocess.Popen[bytes]", read: int, write: int) -> None:
        self.process, self._read, self._write = process, read, write
        self._writing = threading.Lock()
        self._open = True
        self.ready, self.pid = False, 0  # until its first answer has come

    def ask(self, job: bytes) -> Answer | None:
        """Send a job and wait for what comes of it; None where the worker has gone."""
        return self.hear() if self.send(job) else None

    def send(self, job: bytes) -> bool:
        """Send a job; return whether the worker is there."""
        with self._writing, suppress(OSError):
            if self._open:
                channel.write(self._write, job)
                return True
        return False

    def hear(self) -> Answer | None:
        """Wait for an answer."""
        try:
            frame = channel.read(self._read)
        except OSError:
            frame = None
        return channel.hear(frame) if frame is not None else None

    def end_told(self) -> Answer:
        """Say what ended the worker, as far as that can be known."""
        with suppress(subprocess.TimeoutExpired):
            return failing.ended(self.process.wait(_MOMENT))
        return failing.ended()

    def says_something(self, seconds: float) -> bool:
        """Wait so long for an answer, or the end of the worker; return whether it came."""
        if sys.platform == "win32":  # which cannot wait for a pipe
            return False
        return bool(select.select([self._read], [], [], seconds)[0])

    def end(self) -> None:
        """Let the worker go: it ends at the end of its pipe."""
        with self._writing:
            if self._open:
                self._open = False
                os.close(self._write)

    def forget(self) -> None:
        """Close the pipes of a process that this one was forked from; a lock may be held there."""
        for pipe in (self._write, self._read):
            with suppress(OSError):
                os.close(pipe)

    def close(self) -> None:
        """Close what is left."""
        self.end()
        os.close(self._read)


def python() -> str | None:
    """Return the interpreter that runs us; None where another programme has it inside."""
    name = Path(sys.executable or "").name.lower()
    frozen = getattr(sys, "frozen", False)
    return sys.executable if not frozen and name.startswith(("python", "pypy")) else None


def started(count: int, *, forking: bool) -> list[Link]:
    """Start a process with so many workers; ``OSError`` where that cannot be done."""
    programme = python()
    if programme is None:
        raise FileNotFoundError("no Python to run")
    paths = json.dumps([path or str(Path.cwd()) for path in sys.path])
    command = [programme, "-P", "-c", BOOT, paths, str(os.getpid())]
    if not forking:
        process = subprocess.Popen(
            command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            bufsize=0,
            process_group=_GROUP,
        )
        if process.stdin is None or process.stdout is None:
            raise OSError("no pipes")
        answered, asked = os.dup(process.stdout.fileno()), os.dup(process.stdin.fileno())
        process.stdin.close()
        process.stdout.close()
        return [Link(process, answered, asked)]
    pipes: list[int] = []
    try:
        for _ in range(2 * count):
            pipes += os.pipe()
        jobs, send, hear, answers = (pipes[start::4] for start in range(4))
        process = subprocess.Popen(
            [*command, *map("{}:{}".format, jobs, answers)],
            pass_fds=[*jobs, *answers],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            process_group=_GROUP,
        )
    except BaseException:
        for pipe in pipes:
            os.close(pipe)
        raise
    for pipe in (*jobs, *answers):
        os.close(pipe)
    return [Link(process, *pair) for pair in zip(hear, send, strict=True)]
