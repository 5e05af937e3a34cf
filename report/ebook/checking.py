"""A finished EPUB and the words that it was made of come in; out, what is lost in it."""

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from xml.etree import ElementTree as ET
from xml.etree.ElementTree import Element

from ..content import Content
from ..errors import Diagnostic, ReportError
from ..web import dom, flowing, losses
from .package import FOLDER

_HTML = "{http://www.w3.org/1999/xhtml}"
_HINT = losses.hint("a book")


def held(
    data: bytes, wanted: Sequence[list[str]], notes: Sequence[list[str]], content: Content
) -> None:
    """Raise ``ReportError`` if the book does not say what the pages say.

    Compared are every word in its order, every note, and the ends of links.
    """
    pages = dict(_pages(data))
    dead = sorted(_dead(pages))  # before the notes are taken out
    problems: list[Diagnostic] = []
    found: list[list[str]] = []
    for number, (page, words) in enumerate(zip(pages.values(), wanted, strict=True)):
        found += [flowing.words(note) for note in _taken(page)]
        got = flowing.words(page)
        at = losses.first_other(words, got)
        if at is not None:
            before, instead = losses.around(words, at), losses.around(got, at)
            message = f"the book has other words than the page: “{instead}” for “{before}”"
            begin = losses.begin(number, len(wanted), content)
            problems.append(Diagnostic(message, begin, _HINT))
    place = content.source.at(("sections",))
    if sorted(found) != sorted(notes):
        message = f"the book has {len(found)} of {len(notes)} notes whole"
        problems.append(Diagnostic(message, place, _HINT))
    if dead:
        problems.append(losses.dead_links(dead, place))
    if problems:
        raise ReportError(problems)


def _pages(data: bytes) -> Iterator[tuple[str, Element]]:
    """Yield the chapters by their files, as a reading system parses them."""
    with zipfile.ZipFile(io.BytesIO(data)) as file:
        for name in sorted(file.namelist()):
            if re.fullmatch(rf"{FOLDER}/section-\d+\.xhtml", name):
                root = ET.fromstring(file.read(name))  # noqa: S314  (written a moment ago, by us)
                for element in root.iter():
                    element.tag = element.tag.removeprefix(_HTML)
                body = root.find("body")
                yield name.rpartition("/")[2], root if body is None else body


def _taken(page: Element) -> Iterator[Element]:
    """Take the notes out of a chapter and yield them, without their numbers and ways back."""
    above = dom.parents(page)
    for note in [e for e in page.iter() if e.get("role") == "doc-footnote"]:
        inner = dom.parents(note)
        for link in [e for e in note.iter() if dom.has(e, "back", "again")]:
            dom.take_out(inner[link], link)
        dom.take_out(above[note], note)
        yield note


def _dead(pages: dict[str, Element]) -> Iterator[str]:
    ids = {name: {e.get("id") for e in page.iter()} for name, page in pages.items()}
    for name, page in pages.items():
        for link in (e.get("href", "") for e in page.iter() if e.tag == "a"):
            file, _, target = link.partition("#")
            if target and ":" not in file and target not in ids.get(file or name, ()):
                yield link
