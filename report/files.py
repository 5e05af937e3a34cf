"""The one way in and out for files: names and folders come in; bytes, text and data go out.

Briefings and themes also come from strangers. A file that content or a theme names must lie, once
every link is followed, in a folder that the reader chose; it must be a plain file of a bounded
size. Whatever is wrong is one ``FileError``, which a caller turns into a ``Diagnostic`` at the
place that named the file.
"""

import errno
import json
import math
import os
import re
import shutil
import stat
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

from . import cache, limits
from .errors import Diagnostic, Span

OUTSIDE = "lies outside the folders that may be read"

_REASONS = {
    errno.ENOENT: "is not there",
    errno.ENOTDIR: "is not there",
    errno.EACCES: "may not be opened: permission denied",
    errno.EPERM: "may not be opened: permission denied",
    errno.EEXIST: "lies in something that is not a folder",
    errno.EISDIR: "is a folder",
    errno.ENAMETOOLONG: "has a name that is too long",
    errno.ELOOP: "is a link that leads to itself",
    errno.EROFS: "lies on a disk that can only be read",
    errno.ENOSPC: "does not fit: the disk is full",
    errno.EDQUOT: "does not fit: the quota of the disk is used up",
    errno.EFBIG: "does not fit: files of this size are not allowed here",
    errno.EMFILE: "cannot be opened: too many files are open",
    errno.ENFILE: "cannot be opened: too many files are open",
}


class FileError(Exception):
    """What is wrong with a file: words that follow its name, a hint, and the place inside it."""

    def __init__(
        self, reason: str, hint: str | None = None, *, index: int = 0, line: int = 1
    ) -> None:
        super().__init__(reason)
        self.reason, self.hint = reason, hint
        self.index = index  # of the character, in a text that was parsed
        self.line = line  # in a file that was read

    def at(self, span: Span | None, name: object) -> Diagnostic:
        """Return it as a problem at the place that names the file."""
        return Diagnostic(f"`{_short(str(name))}` {self.reason}", span, self.hint)


class MissingFileError(FileError):
    """There is no such file; a caller may say which name was probably meant."""


def reason(error: BaseException) -> str:
    """Return why the system refused, as words that follow a file's name."""
    if isinstance(error, OSError):
        known = _REASONS.get(error.errno or 0)
        return known or f"cannot be used: {(error.strerror or type(error).__name__).lower()}"
    return "has a name that no file can have"


# ------------------------------------------------------------------------------------------- names


watchers: list[Callable[[Path], None]] = []
"""Who is told of each file that is looked for, whether it is there or not."""


def looked_for(path: Path) -> None:
    """Tell those who watch: another file may be found there the next time."""
    for tell in watchers:
        tell(path)


def find(name: str, folder: Path, roots: Sequence[Path]) -> Path:
    """Return the plain file ``name`` under ``folder``, which lies in one of ``roots``.

    Whether a file outside of them exists is not said.
    """
    path = folder / name
    looked_for(path)
    if not is_inside(path, roots):
        raise FileError(OUTSIDE, "copy it beside the briefing, or name its folder with `--root`")
    try:
        mode = path.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        raise MissingFileError("is not there") from None
    except (OSError, ValueError) as error:
        raise FileError(reason(error)) from None
    _refuse_special(mode)
    return path


def is_inside(path: Path, roots: Sequence[Path]) -> bool:
    """Say whether a path, its links followed, lies in one of the folders."""
    try:
        real = Path(os.path.realpath(path))
        return any(real.is_relative_to(os.path.realpath(root)) for root in roots)
    except (OSError, ValueError) as error:
        raise FileError(reason(error)) from None


def _refuse_special(mode: int) -> None:
    if stat.S_ISDIR(mode):
        raise FileError("is a folder")
    if not stat.S_ISREG(mode):
        raise FileError("is not a plain file")


def _short(name: str) -> str:
    return name if len(name) <= 80 else f"{name[:40]}…{name[-30:]}"


# --------------------------------------------------------------------------------------- what is in


def read_bytes(path: Path, most: int, *, whole: bool = True) -> bytes:
    """Return the bytes of a plain file that has ``most`` at most; pipes and devices are refused.

    Without ``whole``, its first bytes.
    """
    with _opened(path) as number:
        return _within(number, most, whole=whole)


@contextmanager
def _opened(path: Path) -> Iterator[int]:
    """Open a plain file; a pipe is not waited for."""
    try:
        number = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
        try:
            _refuse_special(os.fstat(number).st_mode)
            yield number
        finally:
            os.close(number)
    except (FileNotFoundError, NotADirectoryError):
        raise MissingFileError("is not there") from None
    except (OSError, ValueError) as error:
        raise FileError(reason(error)) from None


def _within(number: int, most: int, *, whole: bool = True) -> bytes:
    with open(number, "rb", closefd=False) as file:  # which its opener closes
        data = file.read(most + 1)
    if len(data) > most and whole:
        raise FileError(f"is too large: at most {_megabytes(most)} are read")
    return data


UNFIT = (ValueError, KeyError, TypeError, AttributeError, RecursionError)
"""What comes of kept bytes of another form: an older version wrote them, or nobody of ours."""


def read_kept(path: Path, most: int) -> bytes:
    """Return the bytes of a file that this user kept; one that others may write is not there."""
    with _opened(path) as number:
        if not cache.is_own(os.fstat(number)):
            raise MissingFileError("is not there")
        return _within(number, most)


def read_text(path: Path, most: int) -> str:
    """Return the text of a UTF-8 file; a fault in the encoding has its line."""
    data = read_bytes(path, most)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        raise FileError("is UTF-16, not UTF-8 text", "save the file as UTF-8")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        hint = "save the file as UTF-8"
        raise FileError("is not UTF-8 text", hint, line=line) from None


def _megabytes(size: int) -> str:
    return f"{size // 1_000_000} MB"


# -------------------------------------------------------------------------------------------- JSON


def parse_json(text: str) -> Any:
    """Return the data of a JSON text; ``FileError`` has the index in the text of what is wrong.

    Numbers are finite and have few digits, texts hold whole characters, and depth is bounded.
    """
    try:
        data = json.loads(text, parse_constant=_no_number, parse_float=_float, parse_int=_int)
    except json.JSONDecodeError as error:
        message = f"is not valid JSON: {error.msg[0].lower()}{error.msg[1:]}"
        raise FileError(message, index=error.pos) from None
    except RecursionError:
        _refuse_depth(text)
        raise
    except _TokenError as error:
        raise FileError(str(error), index=max(text.find(error.token), 0)) from None
    _refuse_depth(text)
    if half := re.search(r"\\u[dD][89a-fA-F]", text):  # few files have one, and most are pairs
        _refuse_halves(data, half.start())
    return data


class _TokenError(ValueError):
    """A number that is none of ours; the parser does not say where it stands."""

    def __init__(self, message: str, token: str) -> None:
        super().__init__(message)
        self.token = token


def _no_number(token: str) -> NoReturn:
    raise _TokenError(f"holds `{token}`, which is not a number in JSON", token)


def _float(token: str) -> float:
    return float(_number(token))


def _int(token: str) -> int:
    return int(_number(token))


def _number(token: str) -> str:
    if len(token) > limits.DIGITS or not math.isfinite(float(token)):
        raise _TokenError(f"holds a number that is too long or too large: {_short(token)}", token)
    return token


def _refuse_depth(text: str) -> None:
    """Refuse lists in lists in lists; the data itself cannot be walked before this."""
    if (index := _too_deep(text)) is not None:
        message = f"is too deep: more than {limits.JSON_DEPTH} lists or objects inside each other"
        raise FileError(message, index=index)


def _too_deep(text: str) -> int | None:
    depth, quoted, escaped = 0, False, -1
    for found in re.finditer(r'[\[\]{}"\\]', text):
        mark, index = found[0], found.start()
        if quoted:
            if mark == "\\" and escaped != index:
                escaped = index + 1
            elif mark == '"' and escaped != index:
                quoted = False
        elif mark == '"':
            quoted = True
        elif mark in "[{":
            depth += 1
            if depth > limits.JSON_DEPTH:
                return index
        elif mark in "]}":
            depth -= 1
    return None


def _refuse_halves(data: Any, index: int) -> None:
    for text in _strings(data):
        try:
            text.encode()
        except UnicodeEncodeError:
            raise FileError("holds half a character (a lone surrogate)", index=index) from None


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for key, value in data.items():
            yield key
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


# ------------------------------------------------------------------------------------- what is out


def write(target: Path, data: bytes) -> None:
    """Put ``data`` in the place of ``target`` in one step: nobody ever reads half a file.

    A link is followed. What a killed command left beside the target is swept.
    """
    try:
        whole = Path(os.path.realpath(target))
        if whole.is_symlink():
            raise FileError(_REASONS[errno.ELOOP])
        whole.parent.mkdir(parents=True, exist_ok=True)
        _sweep(whole.parent)
        beside = whole.parent / f"{PART}{os.getpid()}"
        _parts.add(beside)
        try:
            beside.write_bytes(data)
            beside.replace(whole)
        except BaseException:
            _unless_it_fails(beside.unlink)
            raise
        finally:
            _parts.discard(beside)
    except (OSError, ValueError) as error:
        raise FileError(reason(error)) from None


_parts: set[Path] = set()  # what is being written now


def abandon() -> None:
    """Remove what is being written: the command ends here."""
    for part in list(_parts):
        _unless_it_fails(part.unlink)


PART = ".report-part-"
"""How a file begins that is being written; then comes the number of the process that writes."""


def cache_folder() -> Path:
    """Return the user's folder for what may be found or made again."""
    return Path(cache.folder())


def _sweep(folder: Path) -> None:
    """Remove the parts that processes left which run no more."""
    for part in folder.glob(f"{PART}*"):
        number = part.name.removeprefix(PART)
        if number.isdigit() and not _runs(int(number)):
            _unless_it_fails(part.unlink)


def _runs(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except (OSError, OverflowError):
        return True
    return True


def _unless_it_fails(act: Callable[[], object]) -> None:
    try:
        act()
    except OSError:
        return


# --------------------------------------------------------------------------- folders of a process

OWN_FOLDER = "briefing-report-"
"""How a folder for temporary files begins: that of a command, or that of a worker."""

_LOCK = "lock"
_TRIES = 5
_YOUNG = 3600  # seconds in which a folder may get its lock
_SWEEPS = find_spec("fcntl") is not None  # elsewhere (Windows) nothing is locked, nor swept


def hold(folder: Path) -> int:
    """Lock a folder for as long as this process lives, and those that are forked from it.

    Closing the descriptor that is returned lets it go. ``OSError`` if another process has it, or
    swept it meanwhile: a folder that was just made looks like one that was left behind.
    """
    if not _SWEEPS:
        return -1
    import fcntl

    lock = os.open(folder / _LOCK, os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW, 0o600)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        if not os.path.samestat(os.fstat(lock), os.lstat(folder / _LOCK)):
            raise FileNotFoundError(errno.ENOENT, "swept", str(folder))
    except OSError:
        os.close(lock)
        raise
    return lock


def held(make: Callable[[], Path]) -> Path:
    """Return a folder that was made and is held; another one where a sweep took the first."""
    for _ in range(_TRIES):
        folder = make()
        with suppress(BlockingIOError, FileNotFoundError):
            hold(folder)
            return folder
    raise FileNotFoundError(errno.ENOENT, "no folder stays", str(folder))


def clear(folder: Path) -> None:
    """Remove an own folder if no process that lives has it."""
    if _SWEEPS and folder.name.startswith(OWN_FOLDER):
        with suppress(OSError):
            lock = hold(folder)
            shutil.rmtree(folder, ignore_errors=True)
            os.close(lock)


def sweep(base: Path) -> None:
    """Remove what processes of this user left that run no more."""
    for folder in base.glob(f"{OWN_FOLDER}*") if _SWEEPS else ():
        with suppress(OSError):  # it goes away by itself
            made = folder.lstat()
            had = (folder / _LOCK).exists() or time.time() - made.st_mtime > _YOUNG
            if had and stat.S_ISDIR(made.st_mode) and made.st_uid == os.getuid():
                clear(folder)
