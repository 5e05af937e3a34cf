"""An answer that is no fragment comes in; the error that is raised for it goes out."""

import re
import signal

from ..errors import Diagnostic, MachineError, ReportError, Span
from .channel import NO_TIME, Answer
from .copied import MisfitError

_TITLE = re.compile(r"<h1[^>]*>(.*?)</h1>|<title>(.*?)</title>", re.S)
_LETTERS_TOLD = 60


class WorkerError(RuntimeError):
    """A mistake of ours in a worker; a note on it has the worker's traceback."""


def ended(code: int = 0) -> Answer:
    """Return the answer of a worker that ended without one."""
    name = ""
    if code < 0 and -code in signal.valid_signals():
        name = signal.Signals(-code).name
    if name == "SIGXCPU":  # the system looked at the clock, where the worker did not
        return Answer("limit", words=NO_TIME)
    told = f" ({name})" if name else ""
    return Answer("failed", words=f"its worker was ended{told}, perhaps for want of memory")


def error(answer: Answer, page: str, span: Span | None) -> Exception:
    """Return what to raise for an answer, to the section ``page`` (HTML), that is no fragment."""
    if answer.kind == "misfit":
        return MisfitError(answer.words)
    if answer.kind == "broken":
        mistake = WorkerError(f"{_section(page)} cannot be laid out")
        mistake.add_note(answer.words)
        return mistake
    words = f"{_section(page)} cannot be laid out: {answer.words}"
    if answer.kind == "limit":
        hint = "cut the section in two; or look at what the theme adds to it"
        return ReportError([Diagnostic(words, span, hint)])
    hint = "build again; if it happens again, cut the section in two, or free memory and disk"
    return MachineError([Diagnostic(words, span, hint)])


def _section(page: str) -> str:
    """Return how to call a section to its author."""
    found = _TITLE.search(page)
    words = re.sub(r"<[^>]*>", "", found[1] or found[2] or "") if found else ""
    words = " ".join(words.split())
    if len(words) > _LETTERS_TOLD:
        words = f"{words[:_LETTERS_TOLD]}…"
    return f"the section “{words}”" if words else "a section without a title"
