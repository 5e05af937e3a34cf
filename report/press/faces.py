"""Font files come in; out, the typefaces that a document is set in.

A document has three roles, each with a typeface: its text, its headings, and its labels, which are
tables, drawings and running heads. A script may have one of its own.
"""

import hashlib
import importlib.util
import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar, copy_context
from dataclasses import dataclass
from functools import lru_cache, wraps
from pathlib import Path
from typing import ParamSpec, TypeVar

from .. import files, limits
from ..files import FileError

P = ParamSpec("P")
T = TypeVar("T")
_KINDS = (b"\x00\x01\x00\x00", b"OTTO", b"true")
_BOLD = 550
_USED = (400, 600, 700)  # weights that style sheets ask for
VARIABLE = 0  # the weight of a face that has all of them


class FontError(Exception):
    """What is wrong with a font file or a package: a sentence, and a hint."""

    def __init__(self, message: str, hint: str | None = None) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint


@dataclass(frozen=True, slots=True)
class Face:
    """One font file, as a family's face; ``cubic`` outlines are those of PostScript (CFF)."""

    family: str
    style: str
    weight: int
    axes: tuple[str, ...]
    path: Path
    digest: str
    cubic: bool = False

    def __hash__(self) -> int:
        """Return that of the digest: faces are looked up for every letter."""
        return hash(self.digest)


def _distance(face: Face, wanted: float) -> tuple[bool, float]:
    """Return how far a face is from a weight: a bold one is never taken for a light one."""
    weight = face.weight or wanted
    return (weight < _BOLD) != (wanted < _BOLD), abs(weight - wanted)


@dataclass(frozen=True, slots=True)
class Typeface:
    """A family and its faces."""

    family: str
    faces: tuple[Face, ...]

    def face(self, weight: float = 400, style: str = "normal") -> Face:
        """Return the face of a style that is variable, or of the nearest weight."""
        own = [face for face in self.faces if face.style == style] or list(self.faces)
        return min(own, key=lambda face: _distance(face, weight))


@dataclass(frozen=True, slots=True)
class Typefaces:
    """What a document is set in; ``scripts`` are typefaces by the name of a script."""

    text: Typeface
    headings: Typeface
    labels: Typeface
    scripts: tuple[tuple[str, Typeface], ...] = ()

    def faces(self) -> tuple[Face, ...]:
        """Return every face, each once; ours are among them, for what others lack."""
        others = (typeface for _, typeface in self.scripts)
        named = (self.text, self.headings, self.labels, ours().text, ours().labels, *others)
        return tuple(dict.fromkeys(face for typeface in named for face in typeface.faces))


def package(name: str) -> Path | None:
    """Return the folder of an installed package, None if it is not there."""
    try:
        spec = importlib.util.find_spec(name)
    except (ImportError, ValueError):
        return None
    return Path(spec.origin).parent if spec is not None and spec.origin else None


@lru_cache(maxsize=1)
def ours() -> Typefaces:
    """Return Source Serif 4 and Source Sans 3, as their packages have them."""
    serif = _ours("Source Serif 4", "SourceSerif4", ("opsz", "wght"))
    sans = _ours("Source Sans 3", "SourceSans3", ("wght",))
    return Typefaces(serif, serif, sans)


def _ours(family: str, name: str, axes: tuple[str, ...]) -> Typeface:
    """Their axes are stated, so that no font need be opened for a digest."""
    installed = f"fontpkg_{family.lower().replace(' ', '_')}"
    folder = package(installed)
    if folder is None:
        raise FileNotFoundError(f"the package {installed} is missing: reinstall the project")
    found = []
    for style, middle in (("normal", ""), ("italic", "-Italic")):
        path = folder / "files" / f"{name}{middle}[{','.join(axes)}].ttf"
        found.append(Face(family, style, VARIABLE, axes, path, _digest(path)))
    return Typeface(family, tuple(found))


def _digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


_used: ContextVar[Typefaces | None] = ContextVar("typefaces", default=None)


def in_use() -> Typefaces:
    """Return the typefaces of the document that is being made; ours, if it names none."""
    return _used.get() or ours()


def use(typefaces: Typefaces) -> None:
    """Set what is made from here on in these typefaces, in this context."""
    _used.set(typefaces)


def apart(function: Callable[P, T]) -> Callable[P, T]:
    """Let the typefaces that a function takes into use end with it."""

    @wraps(function)
    def alone(*arguments: P.args, **options: P.kwargs) -> T:
        return copy_context().run(function, *arguments, **options)

    return alone


@contextmanager
def using(typefaces: Typefaces) -> Iterator[None]:
    """Set what is made meanwhile in these typefaces."""
    token = _used.set(typefaces)
    try:
        yield
    finally:
        _used.reset(token)


# ------------------------------------------------------------------------------------------- files


def read(path: Path, family: str = "", style: str = "", weight: int | None = None) -> Face:
    """Return the face in a font file; what is not given is what the file says of itself.

    ``FontError`` if it is no font, or one that may not be put into a file for others.
    """
    try:
        state = path.stat()
    except (OSError, ValueError) as error:
        raise FontError(f"`{path.name}` {files.reason(error)}") from None
    return _read(path, family, style, weight, (state.st_size, state.st_mtime_ns, state.st_ctime_ns))


@lru_cache(maxsize=256)
def _read(
    path: Path, family: str, style: str, weight: int | None, as_it_is: tuple[int, ...]
) -> Face:
    """Read a file, once while it is as it is: a process may build again after it was changed."""
    import uharfbuzz

    try:
        data = files.read_bytes(path, limits.FONT_BYTES)
    except FileError as error:
        raise FontError(f"`{path.name}` {error.reason}", error.hint) from error
    kind = data[:4]
    if kind in (b"wOFF", b"wOF2", b"ttcf"):
        what = "a collection" if kind == b"ttcf" else "a font for the web"
        raise FontError(f"`{path.name}` is {what}", "give the .ttf or .otf files of the family")
    if kind not in _KINDS:
        raise FontError(f"`{path.name}` is not a font", "give .ttf or .otf files")
    _refuse_damage(data, path)
    face = uharfbuzz.Face(uharfbuzz.Blob(data))
    tables = set(face.table_tags)
    if not {"cmap", "head"} <= tables:
        raise FontError(f"`{path.name}` is not a font", "give .ttf or .otf files")
    if not tables & {"glyf", "CFF "}:
        hint = "PDF takes no outlines of the form CFF2, nor bitmaps; give a .ttf, or a static .otf"
        raise FontError(f"`{path.name}` has no outlines that a PDF can hold", hint)
    axes = tuple(axis.tag for axis in face.axis_infos)
    if axes and "glyf" not in tables:
        raise FontError(f"`{path.name}` is variable and has cubic outlines", "give static files")
    os2 = bytes(face.reference_table("OS/2").data) if "OS/2" in tables else b""
    own_weight, licence, selection = _stated(os2)
    _refuse_licence(licence, path)
    named = family or face.get_name(16) or face.get_name(1) or path.stem
    if set(named) & set('",;{}<>\\'):
        raise FontError(f"`{named}` is not the name of a family", "letters, figures and spaces")
    if weight is None:
        weight = VARIABLE if "wght" in axes else min(max(round(own_weight, -2), 100), 900)
    style = style or ("italic" if selection & 1 else "normal")
    digest = hashlib.sha256(data).hexdigest()
    return Face(named, style, weight, axes, path, digest, "CFF " in tables)


def _refuse_damage(data: bytes, path: Path) -> None:
    """Refuse a file whose tables go beyond its end: it was cut off."""
    count = int.from_bytes(data[4:6], "big")
    for at in range(12, 12 + 16 * count, 16):
        start, length = (int.from_bytes(data[at + n : at + n + 4], "big") for n in (8, 12))
        if at + 16 > len(data) or start + length > len(data):
            hint = "give whole .ttf or .otf files"
            raise FontError(f"`{path.name}` is not a font, or not all of it is there", hint)


def _stated(os2: bytes) -> tuple[int, int, int]:
    """Return weight, ``fsType`` and ``fsSelection`` of an OS/2 table."""
    if len(os2) < 64:
        return 400, 0, 0
    weight, _, licence = struct.unpack(">HHH", os2[4:10])
    return weight, licence, struct.unpack(">H", os2[62:64])[0]


def _refuse_licence(bits: int, path: Path) -> None:
    """Refuse what the OpenType specification says of OS/2 ``fsType``; 0 allows everything."""
    reasons = {
        0x0002: "its licence forbids embedding",
        0x0100: "its licence forbids taking only the letters that are used",
        0x0200: "its licence allows only its bitmaps to be embedded",
    }
    told = [reason for bit, reason in reasons.items() if bits & bit]
    if bits & 0x000C and bits & 0x0002:
        told.remove(reasons[0x0002])  # of several permissions the widest holds
    if told:
        hint = "use another typeface, or a version of it whose licence allows it"
        raise FontError(f"`{path.name}` may not be used: {told[0]} (OS/2 fsType)", hint)


def typeface(paths: tuple[Path, ...], family: str = "") -> Typeface:
    """Return the typeface that some files make; ``FontError`` if they are of several families."""
    found = tuple(sorted((read(path, family) for path in paths), key=lambda f: (f.style, f.weight)))
    families = sorted({face.family for face in found})
    if len(families) != 1:
        told = ", ".join(families)
        hint = "say which one with `family:`, and name the files of that one"
        raise FontError(f"these files are of several families: {told}", hint)
    styles = [[face for face in found if face.style == style] for style in ("normal", "italic")]
    kept = {min(own, key=lambda f: _distance(f, w)) for own in styles if own for w in _USED}
    return Typeface(families[0], tuple(face for face in found if face in kept))


def packaged(name: str, family: str = "") -> Typeface:
    """Return the typeface in a ``fontpkg-`` package (or in another that has font files)."""
    module = name.replace("-", "_")
    folder = package(module)
    if folder is None:
        hint = f"install it: pip install {name}"
        raise FontError(f"the package `{name}` is not installed", hint)
    paths = tuple(sorted(path for end in ("ttf", "otf") for path in folder.rglob(f"*.{end}")))
    if not paths:
        raise FontError(f"the package `{name}` has no font files", "name the files with `files:`")
    if family:
        own = [path for path in paths if _family_of(path) == family]
        if not own:
            known = ", ".join(sorted({_family_of(path) for path in paths}))
            raise FontError(f"the package `{name}` has no family `{family}`", f"it has: {known}")
        paths = tuple(own)
    return typeface(paths)


def _family_of(path: Path) -> str:
    return read(path).family
