"""A briefing comes in; out, what its editions need, as data that another machine unpacks.

Only files are sent that reading the briefing opened or looked for, and the themes' folders whole,
which are made to be handed on: what else lies beside a briefing stays where it is.
"""

import hashlib
import io
import os
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from .. import files, limits, pipeline
from ..content.printings import Planned
from ..content.themes import layers
from ..errors import Diagnostic, ReportError
from ..files import FileError, MissingFileError
from ..keeping import recording
from .making import Made

_DATE = (1980, 1, 1, 0, 0, 0)  # the first that a zip can have: the same files give the same parcel


@dataclass(frozen=True, slots=True)
class Parcel:
    """Files by their absolute paths, in a zip, with the briefing and the roots among them."""

    data: bytes
    briefing: Path
    roots: tuple[Path, ...]

    @property
    def digest(self) -> str:
        """By what the parcel is known."""
        told = [self.data, *map(os.fsencode, (self.briefing, *self.roots))]
        return hashlib.sha256(b"\0".join(told)).hexdigest()

    def unpack(self, folder: Path) -> None:
        """Write the files below a folder, each at its own path."""
        with zipfile.ZipFile(io.BytesIO(self.data)) as held:
            held.extractall(folder)
        for root in (self.briefing.parent, *self.roots):
            below(folder, root).mkdir(parents=True, exist_ok=True)

    def of_there(self, one: Planned, folder: Path) -> Planned:
        """Return what is asked for with theme and course where they were unpacked."""
        theme = below(folder, one.theme) if isinstance(one.theme, Path) else one.theme
        course = below(folder, one.course) if one.course else None
        return replace(one, theme=theme, course=course)

    def of_here(self, made: Made, one: Planned, folder: Path) -> Made:
        """Return what was made with the places in the files that were packed."""
        moved = tuple(_moved(told, folder) for told in made.warnings)
        faults = tuple(_moved(told, folder) for told in made.faults)
        return replace(made, planned=one, warnings=moved, faults=faults)


def pack(briefing: Path, asked: Sequence[Planned], roots: Iterable[Path]) -> Parcel:
    """Return the parcel of a briefing; ``ReportError`` where it is too large."""
    whole = _absolute(briefing)
    beside = tuple(_absolute(root) for root in roots)
    places = (whole.parent, *beside)
    wanted = {path for path in _read(whole, asked, beside) if files.is_inside(path, places)}
    wanted |= {path for folder in _themes(whole, asked, beside) for path in _all(folder)}
    if len(wanted) > limits.PARCEL_FILES:
        raise ReportError([_too_large()])
    packed, size = io.BytesIO(), 0
    with zipfile.ZipFile(packed, "w") as held:
        for path in sorted(wanted):
            try:
                data = files.read_bytes(path, limits.PARCEL_BYTES)
            except MissingFileError:
                continue  # it went away meanwhile
            except FileError:
                raise ReportError([_too_large()]) from None
            size += len(data)
            if size > limits.PARCEL_BYTES:
                raise ReportError([_too_large()])
            held.writestr(zipfile.ZipInfo(_name(path), _DATE), data, zipfile.ZIP_DEFLATED)
    return Parcel(packed.getvalue(), whole, beside)


def below(folder: Path, path: Path) -> Path:
    """Return where a path stands among the unpacked files."""
    return folder / PurePosixPath(_name(_absolute(path)))


def _absolute(path: Path) -> Path:
    return Path(os.path.abspath(path))  # noqa: PTH100  (a link stays a link)


def _name(path: Path) -> str:
    return path.relative_to(path.anchor).as_posix()


def _read(briefing: Path, asked: Sequence[Planned], roots: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the files that are opened, or looked for and found, when the briefing is read."""
    with recording.recorded() as record:
        for edition, course in dict.fromkeys((one.printing.edition, one.course) for one in asked):
            try:
                pipeline.prepare(briefing, edition, roots=roots, course=course)
            except ReportError:
                continue  # which the edition itself will tell
    found = (Path(name) for name in record.opened)
    yield from (path for path in found if path.is_file())


def _themes(briefing: Path, asked: Sequence[Planned], roots: tuple[Path, ...]) -> Iterator[Path]:
    """Yield the folders of the themes that are folders; installed ones are found by their name."""
    from ..content import yamlfile

    source = yamlfile.read(briefing, roots)
    known = {os.path.realpath(folder) for folder in layers.installed().values()}
    for theme in dict.fromkeys(one.theme for one in asked if not one.faults):
        try:
            stack = layers.chosen(source, theme)
        except ReportError:
            continue
        for layer in stack.layers:
            if not layer.ours and os.path.realpath(layer.folder) not in known:
                yield _absolute(layer.folder)


def _all(folder: Path) -> Iterator[Path]:
    """Yield the files of a theme: hidden ones that it needs, none that a link leads out to."""
    for place, _, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if path.is_file() and files.is_inside(path, [folder]):
                yield path


def _moved(told: Diagnostic, folder: Path) -> Diagnostic:
    start = f"{folder}{os.sep}"
    message = told.message.replace(start, os.sep)
    hint = told.hint and told.hint.replace(start, os.sep)
    span = told.span
    if span and span.path.is_relative_to(folder):
        path = Path(os.sep) / span.path.relative_to(folder)
        span = replace(span, path=path.relative_to(Path.cwd()) if _is_here(path) else path)
    return replace(told, message=message, hint=hint, span=span)


def _is_here(path: Path) -> bool:
    return path.is_relative_to(Path.cwd())


def _too_large() -> Diagnostic:
    most = f"{limits.PARCEL_FILES} files and {limits.PARCEL_BYTES // 1_000_000} MB"
    hint = "take large files out of the content and of the theme, or build here, without `--on`"
    return Diagnostic(f"a cluster is sent at most {most}", hint=hint)
