"""Bytes come in under a name, and come out again as they were; a folder holds them, within a bound.

Whoever asks names what he wants by a digest of all that decides it. What comes out has the digest
of its name and its bytes, or it does not come out: a damaged file is none, nor one of another name,
nor one that another user wrote. The folder may be deleted
at any time, and several processes may share it.
"""

import hashlib
import os
import secrets
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from .. import files, limits

_HEAD = hashlib.sha256().digest_size
_SOME, _SELDOM = 0.05, 50  # it is looked at when so much was added, or by chance
_STAYS = 0.9  # of the bound, when it is reached: so that it is not reached again at once


@dataclass
class Store:
    """A folder of kept bytes; ``most`` is their sum, of which the longest unused goes first.

    A folder that cannot be written to keeps nothing.
    """

    folder: Path
    most: int = limits.KEPT_BYTES
    _added: int = field(default=0, repr=False)

    @classmethod
    def within(cls, cache: Path | None) -> "Store | None":
        """Return the store of a cache folder, if there is one."""
        return cls(cache / "kept") if cache else None

    def get(self, name: str) -> bytes | None:
        """Return what was kept under a name, None where nothing was or it is damaged."""
        path = self._path(name)
        try:
            kept = files.read_kept(Path(path), self.most)
        except files.FileError:
            return None
        data = kept[_HEAD:]
        if _digest(name, data) != kept[:_HEAD]:
            return None
        with suppress(OSError):
            os.utime(path)
        return data

    def put(self, name: str, data: bytes) -> None:
        """Keep bytes under a name, in one step."""
        path = self._path(name)
        part = f"{path}.{secrets.token_hex(4)}.part"
        try:
            os.makedirs(self.folder, exist_ok=True)
            with open(part, "wb") as file:
                file.write(_digest(name, data) + data)
            os.replace(part, path)
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.unlink(part)
            return
        self._added += len(data)
        if self._added > self.most * _SOME or not secrets.randbelow(_SELDOM):
            self.prune()

    def prune(self) -> None:
        """Let go what was used longest ago, where there is too much."""
        self._added = 0
        found = sorted(self._files(), reverse=True)
        if sum(size for _, size, _ in found) <= self.most:
            return
        kept = 0
        for _, size, path in found:
            kept += size
            if kept > self.most * _STAYS:
                with suppress(OSError):
                    os.unlink(path)

    def _files(self) -> Iterator[tuple[float, int, str]]:
        """Yield when each file was used last, its size and its path."""
        with suppress(OSError), os.scandir(self.folder) as entries:
            for entry in entries:
                with suppress(OSError):
                    state = entry.stat()
                    yield state.st_mtime, state.st_size, entry.path

    def _path(self, name: str) -> str:
        return os.path.join(self.folder, hashlib.sha256(name.encode()).hexdigest())


def _digest(name: str, data: bytes) -> bytes:
    found = hashlib.sha256(f"{name}\0".encode())
    found.update(data)
    return found.digest()
