"""Filled pages and what they rest on come in, one EPUB goes out, checked."""

import base64
import hashlib
import re
from binascii import Error as Base64Error
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote_to_bytes
from xml.etree.ElementTree import Element

from .. import files, limits
from ..content import Content
from ..errors import Diagnostic
from ..page import drawing, imprint
from ..page.theme import Theme
from ..page.view import Views
from ..press import scripts
from ..text.inline import plain
from ..web import flowing
from . import checking, package
from .chapters import chapters, elements

_SHEET = "book.css"
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_DATA = re.compile(r"^data:image/(png|jpeg|gif|webp)(;base64)?,(.*)$", re.S)


@dataclass(frozen=True, slots=True)
class EBook:
    """A finished book: its bytes, how many chapters and notes it has."""

    data: bytes
    chapters: int
    notes: int
    warnings: tuple[Diagnostic, ...] = ()


def book(read: Content, views: Views, filled: Sequence[str], theme: Theme) -> EBook:
    """Return the book; ``ReportError`` if anything of the pages would be missing in it."""
    say, model = read.briefing.catalogue, read.briefing
    sections = flowing.sections(read, views, filled)
    wanted = [flowing.words(section) for section in sections]
    notes = [flowing.words_of_note(note) for note in flowing.notes(sections).values()]
    made = chapters(sections, say, plain(model.title))
    pictures = _pictures([e for e in elements(made) if e.tag == "img"])
    rtl = scripts.is_rtl(model.language)
    data = package.packed(made, _sheet(theme), pictures, imprint.metadata(read), say, rtl=rtl)
    checking.held(data, wanted, notes, read)
    return EBook(data, len(made), len(notes))


def _pictures(images: Sequence[Element]) -> dict[str, bytes]:
    """Put the pictures into files of their own; return these by their names."""
    found: dict[str, bytes] = {}
    for image in images:
        data = _DATA.match(image.get("src", ""))
        held = _held(data) if data else b""
        if not held or not data:
            image.tag = "span"  # there is nothing to show
            continue
        name = f"{hashlib.sha256(held).hexdigest()[:16]}.{data[1]}"
        found[name] = held
        image.set("src", name)
    return found


def _held(data: re.Match[str]) -> bytes:
    try:
        return base64.b64decode(data[3]) if data[2] else unquote_to_bytes(data[3])
    except (Base64Error, ValueError):
        return b""


def _sheet(theme: Theme) -> str:
    """Return the book's style sheet, the author's own last, with the theme's colours."""
    found = [folder / _SHEET for folder in reversed(theme.chain) if (folder / _SHEET).is_file()]
    rules = "\n".join(files.read_text(path, limits.THEME_BYTES) for path in found)
    tokens = drawing.tokens(theme)
    named = ("ink", "quiet", "accent", "signal", "tint", "hairline", "paper")
    for name in named:
        rules = rules.replace(f"var(--{name})", tokens.get(name, "inherit"))
    return _COMMENT.sub("", rules).strip() + "\n"
