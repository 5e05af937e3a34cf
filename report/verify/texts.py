"""Read the text of a document: a .txt, .md, .html or .pdf file comes in, blocks of text go out.

An empty line parts two blocks, a list's items begin with •, and a heading has a line of its own,
whatever the file was; so one set of counting rules does for all (``passages``).
"""

import re
import unicodedata
from html.parser import HTMLParser
from pathlib import Path

from . import pdf

SUFFIXES = (".txt", ".text", ".md", ".markdown", ".html", ".htm", ".xhtml", ".pdf")

TYPED = (".txt", ".text")  # plain text, in which lists have no form of their own

_SAME = {
    "'": "‘’‚‛′`´",  # noqa: RUF100  # every apostrophe and single quotation mark
    '"': "“”„‟″«»",
    "-": "‐‑‒–—―−",
    "": "\u00ad\u200b\u200c\u200d\u2060\ufeff",  # soft hyphens, and what nobody sees
}
_ALIKE = str.maketrans({ord(c): one for one, many in _SAME.items() for c in many})


def normal(text: str) -> str:
    """Return ``text`` in one form of spaces, quotation marks, dashes and letters, for comparing."""
    return " ".join(unicodedata.normalize("NFKC", text.translate(_ALIKE)).split())


def read(path: Path) -> str:
    """Return the text of the file at ``path``; ``OSError`` or ``ValueError`` if it has none."""
    suffix = path.suffix.lower()
    if suffix == ".pdf":
        return pdf.read(path)
    text = _decoded(path.read_bytes())
    if suffix in (".html", ".htm", ".xhtml"):
        return _html(text)
    if suffix in (".md", ".markdown"):
        return _markdown(text)
    return text.replace("\f", "\n\n")


def _decoded(data: bytes) -> str:
    """Return the text of a file in the encoding that it names, in UTF-8, or in Windows's."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16")
    named = re.search(rb"charset=[\"']?([\w-]+)", data[:2048])
    for name in ("utf-8-sig", named[1].decode("ascii") if named else "cp1252"):
        try:
            return data.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return data.decode("latin-1")


# ------------------------------------------------------------------------------------------- HTML

_BLOCKS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "body", "caption", "dd", "details", "div"),
        *("dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4"),
        *("h5", "h6", "header", "hr", "li", "main", "nav", "ol", "p", "pre", "section", "summary"),
        *("table", "td", "th", "tr", "ul"),
    }
)
_UNSEEN = frozenset({"script", "style", "template", "noscript", "head"})


class _Reader(HTMLParser):
    """Collects what a reader of the page sees, with an empty line around every block."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.unseen: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _UNSEEN:
            self.unseen.append(tag)
        elif tag == "body":
            self.unseen.clear()  # a head that was never closed
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


def _html(text: str) -> str:
    reader = _Reader()
    reader.feed(text)
    reader.close()
    return re.sub(r"•\s+(?!•)", "• ", "".join(reader.parts))


def _markdown(text: str) -> str:
    from markdown_it import MarkdownIt

    body = re.sub(r"\A---\n.*?\n---\n", "", text, flags=re.DOTALL)
    return _html(MarkdownIt("commonmark").enable("table").render(body))
