"""A theme and the pages that it filled come in; out, computed words that it drops, words it adds.

What an author writes is held by ``omissions``. Here is what the programme computes for a block, as
the words of a status or the key of a drawing, and what templates print that no briefing says.
"""

import re
from collections import Counter
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import jinja2

from ...content.blocks import Block, Map, Matrix, Timeline, WhoDidWhat, kind_of
from ...errors import Diagnostic, Span
from ...page import html
from ...page.theme import Theme
from ...text.inline import plain as inline_plain
from ...text.typography import without_breaks
from ..check import Check, Printed

_UNPRINTED = "style|title|desc|script"
_TAG = re.compile(rf"<(?:{_UNPRINTED})\b.*?</(?:{_UNPRINTED})>|<[^>]*>", re.S)
_BLOCK = re.compile(r'\bdata-block="([^"]*)"')
_WORD = re.compile(r"[^\W_]+(?:[’'-][^\W_]+)*")
_WORDS_TOLD = 8


def dropped(filled: Printed) -> Iterator[Diagnostic]:
    """Yield the computed words that the template of a block leaves out."""
    theme = filled.theme
    if theme is None or not _templates(theme):
        return
    yield from _untitled(filled, theme)
    found = chunks(filled)
    for section in filled.views.briefing.sections:
        for block in section.blocks:
            printed = _letters(found.get(block.name, ""))
            view = None
            for what, where, words in _computed(block):
                view = view or filled.views.block(block, section)
                gone = [one for one in words(view) if one and _letters(str(one)) not in printed]
                if gone:
                    path = theme.file(f"blocks/{kind_of(type(block))}.html.jinja")
                    shown = ", ".join(f"“{_plain(str(one))}”" for one in gone[:3])
                    hint = f"print {where}"
                    message = f"the template leaves out {what}: {shown}"
                    yield Diagnostic(message, Span(path, 1, 1), hint)


def _untitled(filled: Printed, theme: Theme) -> Iterator[Diagnostic]:
    """Yield the templates of sections that leave out a section's title."""
    printed = _letters(" ".join(filled.pages))
    own = {path for layer in theme.stack.layers for path in theme.templates(layer.folder)}
    for section in filled.views.briefing.sections:
        path = theme.file(f"sections/{section.layout}.html.jinja")
        title = inline_plain(section.title) if section.title else ""
        if title and path in own and _letters(title) not in printed:
            hint = 'print `<h1 data-running="{{ section.running }}">{{ section.title }}</h1>`'
            message = f"the template leaves out the title of a section: “{title}”"
            yield Diagnostic(message, Span(path, 1, 1), hint)
            return


def _computed(block: Block) -> Iterator[tuple[str, str, Any]]:
    """Yield what a kind computes: what it is, its field, how its words are had from a view."""
    if isinstance(block, Matrix):
        scale = "each `words` of `block.scale_in_order`, beside its mark"
        yield "words of the scale", scale, lambda view: [one.words for one in view.scale_in_order]
        status = "`status_words` of each row of `block.provisions`"
        yield (
            "the status of a row",
            status,
            lambda view: [row.status_words for row in view.provisions],
        )
    if isinstance(block, Timeline):
        tracks = "each `label` of `block.tracks`"
        yield "the names of tracks", tracks, lambda view: [track.label for track in view.tracks]
    if isinstance(block, WhoDidWhat):
        columns = "each `label` of `block.columns`"
        yield "the heads of columns", columns, lambda view: [one.label for one in view.columns]
    if isinstance(block, Map):
        kinds = "each `label` of `block.kinds`"
        yield "the key", kinds, lambda view: [kind.label for kind in _listed(view.kinds)]


def _listed(value: Any) -> list[SimpleNamespace]:
    return list(value.values()) if isinstance(value, dict) else list(value)


def chunks(filled: Printed) -> dict[str, str]:
    """Return the HTML of each block, up to the next one."""
    found: dict[str, str] = {}
    for page in filled.pages:
        marks = [*_BLOCK.finditer(page)]
        ends = [*(mark.start() for mark in marks), len(page)][1:]
        for mark, end in zip(marks, ends, strict=bool(marks)):
            found[mark[1]] = found.get(mark[1], "") + page[mark.start() : end]
    return found


def added(filled: Printed) -> Iterator[Diagnostic]:
    """Yield the words that an author's templates add to those of the briefing, by template."""
    theme = filled.theme
    if theme is None or not (own := _templates(theme)):
        return
    try:
        plain = html.render(filled.views, theme.bare)
    except (jinja2.TemplateError, OSError):
        return
    ours = _words(plain)
    more = _words(filled.pages) - ours
    if not more:
        return
    for path in own:
        mine = [word for word in _literal(path) if word in more]
        told = list(dict.fromkeys(mine))
        for word in told:
            more.pop(word, None)
        if told:
            yield _addition(path, told)
    if unknown := [word for word in more if word not in ours]:  # the others are said again
        yield _addition(own[0], unknown)


def _addition(path: Path, words: list[str]) -> Diagnostic:
    shown = " ".join(words[:_WORDS_TOLD]) + (" …" if len(words) > _WORDS_TOLD else "")
    text = path.read_text(encoding="utf-8", errors="replace")
    at = re.search(rf"(?i)\b{re.escape(words[0])}\b", text)
    span = Span.in_text(path, text, at.start() if at else 0)
    hint = "nothing holds them to a source; what a briefing says stands in its own file"
    return Diagnostic(f"the theme prints words that the briefing has not: “{shown}”", span, hint)


CHECKS = (
    Check(
        "dropped",
        "What is computed for a block (words of a status, keys, tracks) is printed.",
        dropped,
        needs="pages",
    ),
    Check(
        "added",
        "A theme's templates print no words of their own, or they are looked at.",
        added,
        level="advice",
        needs="pages",
    ),
)


def _templates(theme: Theme) -> list[Path]:
    """Return the templates of an author's layers."""
    folders = [layer.folder for layer in theme.stack.layers if not layer.ours]
    return [path for folder in folders for path in theme.templates(folder)]


def _literal(path: Path) -> list[str]:
    text = path.read_text(encoding="utf-8", errors="replace")
    return _WORD.findall(re.sub(r"\{[{%#].*?[#%}]\}", " ", _plain(text), flags=re.S).casefold())


def _words(pages: Any) -> Counter[str]:
    return Counter(word for page in pages for word in _WORD.findall(_plain(page).casefold()))


def _plain(page: str) -> str:
    return without_breaks(unescape(_TAG.sub(" ", page)))


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", unescape(_TAG.sub("", text))).casefold()
