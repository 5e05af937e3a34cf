"""Read the text of a document: a file of any kind comes in, blocks of text go out.

An empty line parts two blocks, a list's items begin with •, and a heading has a line of its own,
whatever the file was; so one set of counting rules does for all (``passages``).
"""

import hashlib
import io
import re
import unicodedata
import zipfile
from contextlib import suppress
from html.parser import HTMLParser
from pathlib import Path

from .. import files, limits
from ..files import FileError
from ..text.wording import UNSPACED
from . import pdf

TYPED = (".txt", ".text")  # plain text, in which lists have no form of their own
MARKDOWN = (".md", ".markdown")
WEB = (".html", ".htm", ".xhtml")
OFFICE = (".docx", ".odt", ".rtf", ".epub")
SUFFIXES = (*TYPED, *MARKDOWN, *WEB, *OFFICE, ".pdf")

_SAME = {
    "'": "‘’‚‛′`´",  # noqa: RUF100  # every apostrophe and single quotation mark
    '"': "“”„‟″«»",
    "-": "‐‑‒–—―−",
    # Soft hyphens, and what nobody sees.
    "": "\u00ad\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e"
    "\u2060\u2066\u2067\u2068\u2069\ufeff",
}
_ALIKE = str.maketrans({ord(c): one for one, many in _SAME.items() for c in many})
_BROKEN_LINE = re.compile(rf"(?<=[{UNSPACED}、。])[^\S\n]*\n\s*(?=[{UNSPACED}])")
_NOBODY = str.maketrans(dict.fromkeys(_SAME[""], ""))
# A line that ends inside of a Japanese sentence leaves no space.
_BROKEN = re.compile(rf"(?<=[{UNSPACED}、。]) (?=[{UNSPACED}])")


def normal(text: str) -> str:
    """Return ``text`` in one form of spaces, quotation marks, dashes and letters, for comparing."""
    words = " ".join(unicodedata.normalize("NFKC", text.translate(_ALIKE)).split())
    return words if words.isascii() else _BROKEN.sub("", words)


def as_written(text: str) -> str:
    """Return ``text`` in its own letters, its words one space apart, without what nobody sees."""
    written = unicodedata.normalize("NFC", text.translate(_NOBODY))
    return " ".join((written if written.isascii() else _BROKEN_LINE.sub("", written)).split())


def mapped(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the ``normal`` form of a text, and for each of its letters where that came from."""
    flat: list[str] = []
    origins: list[int] = []
    for place, letter in enumerate(text):
        for one in unicodedata.normalize("NFKC", letter.translate(_ALIKE)):
            if not one.isspace():
                flat.append(one)
                origins.append(place)
            elif flat and flat[-1] != " ":
                flat.append(" ")
                origins.append(place)
    joined = "".join(flat)
    for space in reversed([found.start() for found in _BROKEN.finditer(joined)]):
        joined = joined[:space] + joined[space + 1 :]
        del origins[space]
    return joined, tuple(origins)


_LINE_END = re.compile("\r\n?")
_EMPTY_LINE = re.compile(r"\n[^\S\n]*\n")


def is_typed(path: Path) -> bool:
    """Say whether a file is plain text, in which people type lists as they like."""
    return path.suffix.lower() in TYPED


def blocks_of(text: str) -> list[str]:
    """Return the blocks of a text as it was read: what stands between empty lines."""
    return _EMPTY_LINE.split(text)


def digest(path: Path) -> str:
    """Return the digest of a document's file as ``digest`` has it."""
    data = files.read_bytes(path, limits.DOCUMENT_BYTES)
    return f"sha256:{hashlib.sha256(data).hexdigest()}"


def read(path: Path) -> str:
    r"""Return the text of the file at ``path``, ``\n`` at the end of each line.

    ``FileError`` says why it has none.
    """
    suffix = path.suffix.lower()
    data = _bytes(path)
    if suffix == ".pdf":
        text = pdf.read(data)
    else:
        html = marked_up(suffix, data)
        text = _decoded(data) if html is None else plain_of(html)
    if not re.search(r"\w", text):
        raise FileError("holds no text", "a scan needs its text; save that as .txt")
    return _LINE_END.sub("\n", text).replace("\f", "\n\n")


def _bytes(path: Path) -> bytes:
    data = files.read_bytes(path, limits.DOCUMENT_BYTES)
    if not data.strip():
        raise FileError("is empty", "save the text of the document in it")
    return data


def marked_up(suffix: str, data: bytes) -> str | None:
    """Return a document as HTML, where its format marks headings; None for plain text and PDF."""
    if suffix in WEB:
        return _GIANT.sub(r"<\1>", _decoded(data))
    if suffix in MARKDOWN:
        return _markdown(_decoded(data))
    return _office(suffix, data) if suffix in OFFICE else None


# A tag with thousands of attributes takes minutes; what a giant says, as a picture in its address,
# is no text.
_GIANT = re.compile(r"<([A-Za-z][\w-]*)\s[^<>]{20000,}>")
_WIDE = 0.2  # of the bytes: as many zeros has no text of one byte a letter
_CYRILLIC = re.compile("[\u0400-\u04ff]")
_LINES = re.compile("[\u2500-\u259f]")
_HIRAGANA = re.compile("[\u3041-\u309f]")
_FOREIGN = 0.3  # of the letters beyond ASCII: a text of the West has fewer


def _decoded(data: bytes) -> str:
    """Return the text of a file in the encoding that it names, in UTF-8, or in Windows's."""
    for mark, wide in ((b"\xff\xfe\0\0", "utf-32"), (b"\0\0\xfe\xff", "utf-32")):
        if data.startswith(mark):
            return _in(wide, data)
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return _in("utf-16", data)
    start = data[:4096]
    if start.count(0) > _WIDE * len(start):
        return _in(
            "utf-16-le" if start[1::2].count(0) >= start[::2].count(0) else "utf-16-be", data
        )
    with suppress(UnicodeDecodeError):
        return data.decode("utf-8-sig")
    if named := re.search(rb"charset=[\"']?([\w-]+)", data[:2048]):
        with suppress(UnicodeError, LookupError):  # a name may be that of no code for texts
            text = data.decode(named[1].decode("ascii"))
            text.encode()
            return text
    return _of_one_byte(data)


def _in(encoding: str, data: bytes) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        way = "save it as UTF-8"
        raise FileError(f"is damaged, or not {encoding.upper()} as it looks", way) from error
    if "\0" in text:
        raise FileError("is no text: it has zero bytes", "save its text as .txt, in UTF-8")
    return text.removeprefix("\ufeff")


def _of_one_byte(data: bytes) -> str:
    """Return the text of a file in an old code: Western, Russian or Japanese, by its letters."""
    if b"\0" in data:
        raise FileError("is no text: it has zero bytes", "save its text as .txt, in UTF-8")
    start = data[:65536]
    high = sum(byte >= 0xA0 for byte in start)
    if high <= _FOREIGN * (high + sum(65 <= byte < 123 for byte in start)):
        return data.decode("cp1252", "replace")
    for encoding, looks_right in _OLD_CODES.items():
        with suppress(UnicodeDecodeError):
            text = data.decode(encoding)
            if looks_right(text[:65536]):
                return text
    raise FileError("is not in UTF-8, nor in an old code known here", "save it as UTF-8")


def _is_cyrillic(text: str) -> bool:
    """Say whether the words are Cyrillic, with capitals where words have them."""
    words = re.findall(r"[^\W\d_]+", text)
    right = [w for w in words if w.isupper() or w[1:] == w[1:].lower()]
    letters = len("".join(words))
    cyrillic = len(_CYRILLIC.findall(text))
    mixed = len(words) - len(right)
    # What Russian's code has where Chinese has letters are lines for tables.
    return mixed < _WIDE * len(words) and cyrillic > letters / 2 and not _LINES.search(text)


def _is_japanese(text: str) -> bool:
    return len(_HIRAGANA.findall(text)) > _WIDE * len(text)


_OLD_CODES = {
    "cp1251": _is_cyrillic,
    "koi8-r": _is_cyrillic,
    "shift_jis": _is_japanese,
    "euc_jp": _is_japanese,
}


# ------------------------------------------------------------------------------------------- HTML

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "td", "th", "tr", "ul"),
    }
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head", "nav"})
ASIDES = frozenset({"footnote-ref", "reference", "headerlink", "mw-editsection"})
"""Classes of small marks in a text that belong to no sentence: calls of notes, anchors."""


class _Reader(HTMLParser):
    """Collects what a reader of the page sees, with an empty line around every block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        classes = next((value or "" for name, value in attrs if name == "class"), "")
        aside = tag in ("a", "sup", "span") and not ASIDES.isdisjoint(classes.split())
        if tag in _UNSEEN or aside:
            self.unseen.append(tag)
            if tag in _BLOCKS:
                self.parts.append("\n\n")
        elif tag == "body":
            self.unseen.clear()  # a head that was never closed
        elif self.unseen:
            return
        elif tag == "br":
            self.parts.append("\n")
        elif tag in _BLOCKS:
            self.parts.append("\n\n• " if tag == "li" else "\n\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in self.unseen:
            del self.unseen[self.unseen.index(tag) :]
        elif tag in _BLOCKS:
            self.parts.append("\n\n")

    def handle_data(self, data: str) -> None:
        if not self.unseen:
            self.parts.append(re.sub(r"\s+", " ", data))


def _closed(text: str) -> str:
    """Return a page without what is begun and never ended.

    The parser looks for each end through all that follows. A comment goes on to the end of a page.
    """
    start = text.find("<!--", text.rfind("-->") + 1)
    kept = text if start < 0 else text[:start]
    last = kept.rfind(">") + 1
    return kept[:last] + kept[last:].replace("<", "&lt;")


def plain_of(text: str) -> str:
    """Return the text of a page of HTML in blocks."""
    reader = _Reader()
    reader.feed(_closed(text))
    reader.close()
    return re.sub(r"•\s+(?!•)", "• ", "".join(reader.parts))


def _markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return str(MarkdownIt("commonmark").enable("table").render(body))


# ----------------------------------------------------------------------------------------- office

_UNPACKED = 10 * limits.DOCUMENT_BYTES  # of what an office file packs, ...
_UNPACKED_TEXT = 20_000_000  # ... of its texts, of which a book has some 5,000,000, ...
_TEXTS = 2_000  # ... and how many there are: the chapters of an e-book
_TEXT_PARTS = (".xml", ".xhtml", ".html", ".htm")


def _office(suffix: str, data: bytes) -> str:
    """Return a file of a word processor as HTML, by pandoc."""
    from ..citations import pandoc

    text = len(data)
    if suffix != ".rtf":
        try:
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                sizes = {item.filename: item.file_size for item in archive.infolist()}
        except (zipfile.BadZipFile, ValueError, NotImplementedError) as error:
            way = "save a copy without a password, or its text as .txt"
            raise FileError(f"is damaged, locked, or not a {suffix} file", way) from error
        parts = [size for name, size in sizes.items() if name.lower().endswith(_TEXT_PARTS)]
        text = sum(parts)
        much = sum(sizes.values()) > _UNPACKED or text > _UNPACKED_TEXT
        if much or len(parts) > _TEXTS:
            raise FileError("unpacks to more than may be read", "save its text as .txt")
    try:
        return pandoc.html_of(data, suffix[1:], 8 + 5 * text // 1_000_000)
    except pandoc.BrokenPandocError as error:
        raise FileError("takes too long to be read", "save its text as .txt") from error
    except pandoc.PandocError as error:
        raise FileError(f"is damaged, or not a {suffix} file", "save its text as .txt") from error
