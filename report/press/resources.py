"""Style sheets and the files that they and the HTML name: digests, and what WeasyPrint gets.

Only files beside a sheet or under the base folder are read, never the network. WeasyPrint sees
addresses that hold no path of the machine, because it names images in the PDF by a digest of their
address.
"""

import hashlib
import re
from collections.abc import Iterable, Iterator, Sequence
from mimetypes import guess_type
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from .. import files, limits
from ..files import FileError
from . import faces, installed, mirrored
from .faces import Face

_LEVELS = 12  # folders above a sheet that a relative address may climb to
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_NAMED = re.compile(r"""@import\s+["']([^"']+)["']|url\(\s*["']?([^"')]+?)["']?\s*\)""")
_SOURCES = re.compile(
    r"""\b(?:src|srcset|data|href)\s*=\s*["']([^"'#][^"']*)["']|url\(\s*["']?([^"')]+?)["']?\s*\)"""
)
_ELSEWHERE = re.compile(r"(?:[a-z][a-z0-9+.-]*:|//|#)", re.I)


def digest(data: bytes) -> str:
    """Return the digest that keys are made of."""
    return hashlib.sha256(data).hexdigest()


class Resources:
    """The folders that addresses of the sheets and of the HTML are relative to.

    A file is read that lies in one of them, or in one of ``roots``.
    """

    _fail_on_errors = False  # WeasyPrint asks its fetchers for this

    def __init__(
        self,
        sheets: Sequence[str | Path],
        base: Path | None,
        roots: Sequence[Path] = (),
        *,
        turned: bool = False,
    ) -> None:
        self._turned = turned
        self._folders = [(s.resolve().parent if isinstance(s, Path) else base) for s in sheets]
        self._folders.append(base)
        self._roots = (*roots, *filter(None, self._folders))
        self._faces: dict[str, Path] = {}
        self.add(faces.in_use().faces())

    def add(self, more: Iterable[Face]) -> None:
        """Let the files of these faces be read."""
        self._faces.update((face.path.as_uri(), face.path) for face in more)

    def address(self, sheet: int | None, name: str = "") -> str:
        """Return the base address of a sheet, or of the HTML for None."""
        number = len(self._folders) - 1 if sheet is None else sheet
        return f"https://{number}.invalid/" + "up/" * _LEVELS + name

    def path(self, address: str) -> Path | None:
        """Return the file behind an address, None if there is none."""
        if address in self._faces:
            return self._faces[address]
        parts = urlsplit(address)
        number, _, domain = (parts.hostname or "").partition(".")
        if domain != "invalid" or not number.isdigit() or int(number) >= len(self._folders):
            return None
        folder = self._folders[int(number)]
        if folder is None:
            return None
        steps = unquote(parts.path).lstrip("/").split("/")
        depth = next((i for i, step in enumerate(steps) if step != "up"), len(steps))
        path = folder.joinpath(
            *[".."] * (_LEVELS - min(depth, _LEVELS)), *steps[min(depth, _LEVELS) :]
        )
        return path if self._holds(path) else None

    def _holds(self, path: Path) -> bool:
        """Say whether there is a file there that may be read."""
        try:
            return files.is_inside(path, self._roots) and path.is_file()
        except (FileError, OSError, ValueError):
            return False

    def __call__(self, address: str) -> Any:
        """Answer WeasyPrint; an address that is none of ours is an error that it logs."""
        urls = installed.part("urls")
        if address.startswith("data:"):
            return urls.URLFetcher(allowed_protocols=["data"]).fetch(address)
        path = self.path(address)
        if path is None:
            name = unquote(urlsplit(address).path).replace("/up", "").lstrip("/")
            raise FileNotFoundError(f"no file {name or address}")
        kind = guess_type(path.name)[0] or "application/octet-stream"
        data = files.read_bytes(path, limits.FONT_BYTES)
        if path.suffix == ".css":
            data = self.set(data.decode("utf-8")).encode()
        return urls.URLFetcherResponse(address, data, {"Content-Type": kind})

    def set(self, css: str) -> str:
        """Return a sheet as it is set: mirrored, where pages are read from right to left."""
        return mirrored.css(css) if self._turned else css

    def texts(self, sheet: Path) -> Iterator[tuple[Path, str]]:
        """Yield a sheet and the sheets that it imports, each once, with their texts."""
        seen: set[Path] = set()
        waiting = [sheet]
        while waiting:
            path = waiting.pop(0).resolve()
            if path in seen or not self._holds(path):
                continue
            seen.add(path)
            text = path.read_text(encoding="utf-8")
            yield path, text
            waiting += [
                path.parent / unquote(name) for name in named(text) if name.endswith(".css")
            ]

    def digests(self, sheet: str | Path) -> list[str]:
        """Return what decides how a sheet is read: its text, and every file that it leads to."""
        if isinstance(sheet, str):
            return [digest(sheet.encode())]
        found = []
        for path, text in self.texts(sheet):
            found.append(digest(text.encode()))
            for name in named(text):
                file = path.parent / unquote(name)
                if not name.endswith(".css") and self._holds(file):
                    found.append(digest(file.read_bytes()))
        return found

    def used(self, html: str) -> list[str]:
        """Return the digests of the files that an HTML document names."""
        base = self._folders[-1]
        if base is None:
            return []
        names = (match[1] or match[2] for match in _SOURCES.finditer(html))
        named_files = (base / unquote(n.split("?")[0]) for n in names if not _ELSEWHERE.match(n))
        return [digest(file.read_bytes()) for file in named_files if self._holds(file)]


def named(css: str) -> list[str]:
    """Return the relative addresses in a style sheet, imports and files."""
    found = (match[1] or match[2] for match in _NAMED.finditer(_COMMENT.sub("", css)))
    return [name.split("?")[0] for name in found if not _ELSEWHERE.match(name)]
