"""What goes between a build and its workers: frames of bytes, jobs, and answers.

A frame is eight bytes of length and as many bytes. A job is pickled: a worker trusts the build that
started it. An answer is a line of JSON, and bytes: a build trusts no pickle of a worker.
"""

import json
import os
import pickle
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

from ..errors import Diagnostic, Span
from .typeset import Job

_LENGTH = 8
_PIECE = 1 << 20
NO_TIME = "it needs far more processor time than its length allows for"

AnswerKind = Literal["ready", "fragment", "refused", "misfit", "limit", "failed", "broken"]
"""A fragment; what the content is refused for; why WeasyPrint is another; which limit was gone
over, or how the machine failed; a mistake of ours."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What a worker makes of a job."""

    kind: AnswerKind
    diagnostics: tuple[Diagnostic, ...] = ()  # warnings of the sheets, or what is refused
    words: str = ""  # of what else it is: a reason, or a traceback
    body: bytes = b""


def write(fd: int, data: bytes) -> None:
    """Write a frame; ``OSError`` if nobody reads any more."""
    left = memoryview(len(data).to_bytes(_LENGTH, "big") + data)
    while left:
        left = left[os.write(fd, left) :]


def read(fd: int) -> bytes | None:
    """Return the next frame, None where the other side has ended."""
    head = _exactly(fd, _LENGTH)
    return _exactly(fd, int.from_bytes(head, "big")) if head is not None else None


def _exactly(fd: int, count: int) -> bytes | None:
    parts = []
    while count:
        part = os.read(fd, min(count, _PIECE))
        if not part:
            return None
        parts.append(part)
        count -= len(part)
    return b"".join(parts)


def pack(job: Job) -> bytes:
    """Write a job as bytes."""
    return pickle.dumps(job)


def unpack(data: bytes) -> Job:
    """Read a job."""
    job: Job = pickle.loads(data)  # noqa: S301  from the build that started this worker
    return job


def say(answer: Answer) -> bytes:
    """Write an answer as bytes."""
    told = data_of(answer.diagnostics)
    return json.dumps([answer.kind, told, answer.words]).encode() + b"\n" + answer.body


def hear(data: bytes) -> Answer:
    """Read an answer."""
    head, _, body = data.partition(b"\n")
    kind, told, words = json.loads(head)
    return Answer(kind, diagnostics(told), words, body)


def data_of(told: Iterable[Diagnostic]) -> list[dict[str, Any]]:
    """Return diagnostics as JSON can have them."""
    found = []
    for diagnostic in told:
        data = asdict(diagnostic)
        if diagnostic.span:
            data["span"]["path"] = str(diagnostic.span.path)
        found.append(data)
    return found


def diagnostics(told: Sequence[dict[str, Any]]) -> tuple[Diagnostic, ...]:
    """Return the diagnostics of ``data_of``."""
    found = []
    for data in told:
        span = data.pop("span")
        if span:
            span = Span(**{**span, "path": Path(span["path"])})
        found.append(Diagnostic(span=span, **data))
    return tuple(found)
