"""A theme's folder comes in; a package goes out, a zip that pip installs as it is (a wheel).

It holds the theme and nothing else: no code, no link, and the licence of every font.
"""

import base64
import hashlib
import io
import re
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from .. import files, limits
from ..content.themes import KEPT, Layer
from ..errors import Diagnostic, ReportError, Span
from ..files import FileError

_LEFT_OUT = {"specimen", "build", "__pycache__", KEPT, ".git"}
_LICENCES = re.compile(r"(?:ofl|licen[cs]e|copying|fontlog)", re.I)
_FONTS = (".ttf", ".otf")
_DAY = (1980, 1, 1, 0, 0, 0)


def pack(layer: Layer) -> tuple[str, bytes]:
    """Return the name of the wheel of a theme, and its bytes; the same theme gives the same bytes.

    ``ReportError`` tells what cannot be handed on: a link, a font without its licence.
    """
    if layer.file is None or layer.source is None:
        message = f"{layer.folder}: a theme that is packed has a theme.yaml"
        raise ReportError([Diagnostic(message, hint="with its `name:` and `version:`")])
    problems: list[Diagnostic] = []
    inside = dict(_inside(layer.folder, problems))
    problems += _unlicensed(inside, layer.folder)
    if problems:
        raise ReportError(problems)
    slug = slug_of(layer)
    module = f"report_theme_{slug.replace('-', '_')}"
    held = {f"{module}/theme/{name}": data for name, data in inside.items()}
    held[f"{module}/__init__.py"] = b'"""A theme: see theme/theme.yaml."""\n'
    version = layer.file.version
    record = f"{module}-{version}.dist-info"
    held[f"{record}/METADATA"] = "\n".join([*_metadata(layer, slug), ""]).encode()
    held[f"{record}/WHEEL"] = (
        b"Wheel-Version: 1.0\nGenerator: report theme pack\n"
        b"Root-Is-Purelib: true\nTag: py3-none-any\n"
    )
    held[f"{record}/entry_points.txt"] = f"[report.themes]\n{slug} = {module}:theme\n".encode()
    lines = [f"{name},{_digest(data)},{len(data)}" for name, data in held.items()]
    held[f"{record}/RECORD"] = "\n".join([*lines, f"{record}/RECORD,,", ""]).encode()
    return f"{module}-{version}-py3-none-any.whl", _zipped(held)


def slug_of(layer: Layer) -> str:
    """Return the name by which a briefing asks for the theme when it is installed."""
    name = layer.file.name if layer.file else layer.name
    return re.sub(r"[^a-z0-9]+", "-", name.casefold()).strip("-") or "theme"


def _inside(folder: Path, problems: list[Diagnostic]) -> Iterator[tuple[str, bytes]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") or part in _LEFT_OUT for part in name.parts)
        if hidden or (path.is_dir() and not path.is_symlink()):
            continue
        if path.is_symlink():
            link = Diagnostic("this is a link, which is not packed", Span(path, 1, 1))
            problems.append(replace(link, hint="put the file itself in its place"))
            continue
        try:
            most = limits.FONT_BYTES if path.suffix in _FONTS else limits.PICTURE_BYTES
            yield name.as_posix(), files.read_bytes(path, most)
        except FileError as fault:
            problems.append(Diagnostic(f"the file {fault.reason}", Span(path, 1, 1), fault.hint))


def _unlicensed(inside: dict[str, bytes], folder: Path) -> Iterator[Diagnostic]:
    """Yield the fonts that no licence lies beside, or above."""
    licensed = {Path(name).parent for name in inside if _LICENCES.match(Path(name).name)}
    for name in inside:
        path = Path(name)
        if path.suffix.lower() in _FONTS and not licensed & {path.parent, *path.parents}:
            hint = "put its licence beside it, as OFL.txt"
            yield Diagnostic("this font has no licence with it", Span(folder / name, 1, 1), hint)


def _metadata(layer: Layer, slug: str) -> Iterator[str]:
    if layer.file is None:
        return
    yield "Metadata-Version: 2.1"
    yield f"Name: report-theme-{slug}"
    yield f"Version: {layer.file.version}"
    yield f"Summary: {' '.join(layer.file.name.split())}: a theme for report"
    if layer.file.licence:
        yield f"License: {' '.join(layer.file.licence.split())}"
    yield "Requires-Dist: briefing-report"
    fonts = layer.file.fonts
    named = [fonts.text, fonts.headings, fonts.labels, *fonts.scripts.values()] if fonts else []
    for package in dict.fromkeys(one.package for one in named if one and one.package):
        yield f"Requires-Dist: {package}"


def _digest(data: bytes) -> str:
    made = base64.urlsafe_b64encode(hashlib.sha256(data).digest()).rstrip(b"=").decode("ascii")
    return f"sha256={made}"


def _zipped(held: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in held.items():
            entry = zipfile.ZipInfo(name, _DAY)
            entry.external_attr = 0o644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, data)
    return out.getvalue()
