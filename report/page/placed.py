"""The HTML that templates made comes in; out, the same with the pictures that they name in it.

A template names a picture by its path in the theme's folder, as a style sheet does:
``<img src="img/cover.jpg" alt="">``.
"""

import base64
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

from .. import files, limits
from ..content.themes import own_files
from ..errors import Diagnostic, ReportError, Span, suggestion
from ..files import FileError, MissingFileError
from .theme import Theme

_IMAGE = re.compile(r"(<img\b[^<>]*?\ssrc\s*=\s*)(\"[^\"]*\"|'[^']*')", re.I)
_WHOLE = re.compile(r"data:", re.I)
_ELSEWHERE = re.compile(r"[a-z][a-z0-9+.-]*:|//", re.I)
_ENDINGS = (".svg", ".png", ".jpg", ".jpeg")


def names_pictures(page: str) -> bool:
    """Say whether a page may name pictures."""
    return "<img" in page


def pictures(pages: tuple[str, ...], theme: Theme) -> tuple[str, ...]:
    """Return the pages with every picture in the place of its address; ``ReportError`` without."""
    known: dict[str, str] = {}
    problems: list[Diagnostic] = []

    def whole(found: re.Match[str]) -> str:
        name = unescape(found[2][1:-1])
        if _WHOLE.match(name):
            return found[0]
        if name not in known:
            try:
                known[name] = _address(name, theme)
            except _NoPictureError as fault:
                known[name] = ""
                problems.append(_told(name, *fault.args, theme=theme))
        return f'{found[1]}"{known[name]}"'

    made = tuple(_IMAGE.sub(whole, page) if names_pictures(page) else page for page in pages)
    if problems:
        raise ReportError(problems)
    return made


class _NoPictureError(Exception):
    """Why there is no picture, and a hint."""


def _address(name: str, theme: Theme) -> str:
    from ..exhibits import pixels, svg

    if _ELSEWHERE.match(name):
        raise _NoPictureError("is not a file of the theme: nothing is fetched", _COPY)
    for folder in theme.chain:
        try:
            path = files.find(name, folder, (folder, *theme.roots))
            return _read(files.read_bytes(path, limits.PICTURE_BYTES))
        except MissingFileError:
            continue
        except FileError as fault:
            raise _NoPictureError(fault.reason, fault.hint or _COPY) from None
        except pixels.Broken as broken:
            raise _NoPictureError(str(broken), broken.hint) from None
        except svg.RefusedDrawing as refused:
            raise _NoPictureError(*refused.why[0]) from None
        except (ArithmeticError, LookupError, RecursionError, ValueError) as error:
            raise _NoPictureError(f"cannot be drawn: {error}", "export it anew") from None
    own = [path for folder in theme.folders[:-1] for path in own_files(folder)]
    near = [path.name for path in own if path.suffix.lower() in _ENDINGS]
    raise _NoPictureError("is not in the theme", suggestion(Path(name).name, near) or _COPY)


_COPY = "a picture lies in the theme's folder, and is named by its path from there"


def _read(data: bytes) -> str:
    """Return a picture as an address that holds it."""
    from ..exhibits import pixels, svg

    if data.startswith((pixels.PNG, pixels.JPEG)):
        image = pixels.read(data)
        return f"data:image/{image.kind};base64,{base64.b64encode(image.data).decode('ascii')}"
    drawn = svg.clean(data, "", "picture")
    return svg.address(drawn.text, f"{drawn.width:g}", f"{drawn.height:g}")


def _told(name: str, reason: str, hint: str | None, *, theme: Theme) -> Diagnostic:
    place = next(_naming(name, theme), None)
    return Diagnostic(f"`{name}` {reason}", place, hint)


def _naming(name: str, theme: Theme) -> Iterator[Span]:
    """Yield where an author's template names a file."""
    for folder in theme.folders[:-1]:
        for path in theme.templates(folder):
            text = path.read_text(encoding="utf-8", errors="replace")
            if (index := text.find(name)) >= 0:
                yield Span.in_text(path, text, index)
