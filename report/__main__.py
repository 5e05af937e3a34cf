"""The command ``report``, which is ``python -m report`` too: arguments in, an exit code out.

However a command ends, it says why in a sentence and leaves nothing behind.
"""

import os
import sys


def _abort() -> None:
    os.write(2, b"\nAborted!\n")
    os._exit(1)


try:  # Ctrl-C may come before there is a handler for it; what is heavy is imported behind one
    import signal

    _ENDED = (
        signal.SIGINT,
        signal.SIGTERM,
        *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else ()),
    )
    TYPE_CHECKING = False
    if TYPE_CHECKING:
        from collections.abc import Callable
        from types import FrameType

    _endings: "list[Callable[[], None]]" = []
except KeyboardInterrupt:
    _abort()


def main() -> None:
    """Run the command line and leave with its exit code."""
    owner = os.getpid()

    def leave(number: int, frame: "FrameType | None") -> None:
        # Not an exception: one that is raised inside of a foreign callback is lost there. Nor an
        # import, which may find a module half made.
        if os.getpid() == owner:
            _tidy()
            if number == signal.SIGINT:
                _abort()
        os._exit(128 + number)

    try:
        for number in _ENDED:
            if signal.getsignal(number) != signal.SIG_IGN:  # as under nohup
                signal.signal(number, leave)
    except KeyboardInterrupt:
        _abort()
    try:
        if not _unchanged():
            from . import files
            from .machine import scratch

            _endings.extend((files.abandon, scratch.end))
            _run()
    except Exception as error:
        if os.environ.get("REPORT_TRACEBACK"):
            raise
        _say(_sentence(error))
        sys.exit(2)
    finally:
        if os.getpid() == owner:
            _tidy()
        _flush()
        if os.getpid() == owner:  # all is done and said: what Python tidies up may not be cut short
            signal.signal(signal.SIGINT, signal.SIG_IGN)


def _unchanged() -> bool:
    """Say again what a command said before, if all is as it was; nothing heavy is imported."""
    import io

    # A terminal that cannot show a letter gets its number, not a traceback.
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="backslashreplace")
    arguments = tuple(sys.argv[1:])
    if arguments[:1] not in (("build",), ("check",)):
        return False
    from .keeping import glance

    known = glance.given(arguments)
    if known:
        sys.stderr.write(known["err"])
        sys.stdout.write(known["out"])
    return known is not None


def _run() -> None:
    import gc

    gc.set_threshold(100_000, 50, 100)  # most of what a command makes lives to its end
    from .cli import cli

    cli(prog_name="report", obj=tuple(sys.argv[1:]))


def _tidy() -> None:
    for end in _endings:
        end()


def _sentence(error: Exception) -> str:
    """Return what is said of an error that no stage has made a sentence of."""
    from . import files
    from .errors import ReportError, shortened

    if isinstance(error, ReportError):
        return str(error)
    if isinstance(error, MemoryError):
        return "Error: the memory that this command may use has run out"
    if isinstance(error, OSError) and error.errno:
        name = f"{error.filename} " if error.filename else "the machine: a file "
        return f"Error: {name}{files.reason(error)}"
    told = shortened(" ".join(str(error).split()))
    return (
        f"Error: this is a fault of the program, not of yours: {type(error).__name__}: {told}\n"
        f"    at {_place(error)}; please report it, with what `REPORT_TRACEBACK=1` in the "
        "environment makes this command print"
    )


def _place(error: Exception) -> str:
    """Return the innermost line of ours that the error came through."""
    import traceback
    from pathlib import Path

    here = str(Path(__file__).parent)
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if frame.filename.startswith(here)] or frames
    last = ours[-1]
    return f"{Path(last.filename).name}:{last.lineno}, in {last.name}"


def _say(sentence: str) -> None:
    try:
        sys.stderr.write(f"{sentence}\n")
        sys.stderr.flush()
    except (OSError, ValueError):
        return  # nobody listens


def _flush() -> None:
    """Write what is still to be printed, or give it up: at its end Python would complain."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)


if __name__ == "__main__":
    main()
