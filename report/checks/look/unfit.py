"""A theme's rules and templates come in; out, what a book of several parts can't have from them.

Sections are laid out apart and bound: so the sheet is one for all, and pages are numbered late.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ...errors import Diagnostic, Span
from ...page.theme import Theme
from . import drawn
from .rules import CssFile, CssRule, Declared

_COUNTED = re.compile(r"counters?\(\s*pages?\b")
_ALONE = re.compile(r"counter\(\s*page\s*\)")
_SHEET = {"size", "margin", "margin-left", "margin-right"}
_PLAIN_PAGES = {"", ":left", ":right"}
_STRANGE = re.compile(r"<(script|iframe|object|embed|link|base|form|input|button)\b", re.I)
_COMMENT = re.compile(r"\{#.*?#\}|<!--.*?-->", re.S)


def refused(sheet: CssFile, rule: CssRule) -> Iterator[Diagnostic]:
    """Yield what would stop the press, or spoil every page."""
    if sheet.for_drawings:
        yield from drawn.refused(rule)
        return
    for declared in rule.declarations:
        if rule.box and declared.name == "content" and _counts(declared.value):
            hint = (
                "sections are laid out apart, and their pages numbered at the end: give the "
                "words a box of their own, and leave counter(pages) out"
            )
            message = f"@{rule.box}: a page number stands alone in its margin box"
            yield Diagnostic(message, declared.span, hint)
        plain = rule.pages is not None and rule.pages.strip() in _PLAIN_PAGES and not rule.box
        if plain and declared.name in _SHEET and "var(" not in declared.value:
            what, field = ("size", "size: A5") if declared.name == "size" else _MARGINS
            hint = (
                f"write `page: {{{field}}}` into theme.yaml: drawings and tables are fitted to it"
            )
            yield Diagnostic(f"the {what} of a page is not set in a sheet", declared.span, hint)


def _counts(value: str) -> bool:
    """Whether a margin box says more than the number of its page."""
    return bool(_COUNTED.search(value)) and not _ALONE.fullmatch(value)


_MARGINS = ("side margin", "margins: {inner: 20, outer: 20}")


def doubted(sheet: CssFile) -> Iterator[Diagnostic]:
    """Yield what a sheet says in vain, or to the harm of readers."""
    first = min((rule.span.line for rule in sheet.rules), default=0)
    for keyword, _, span in sheet.others:
        if keyword == "import" and first and span.line > first:
            hint = "put it before the first rule"
            yield Diagnostic("an `@import` after a rule is passed over", span, hint)
    for rule in sheet.rules:
        for declared in rule.declarations:
            if _turned(declared):
                hint = "readers and notes keep the order of the fields: take it out"
                message = f"`{declared.name}: {declared.value}` shows words in another order"
                yield Diagnostic(message, declared.span, hint)
            if declared.name == "word-break" and declared.value == "break-all":
                hint = "make the column wider, or let words be parted: `hyphens: auto`"
                yield Diagnostic("`break-all` parts words anywhere", declared.span, hint)


def _turned(declared: Declared) -> bool:
    """Whether what is laid out stands in another order than it is written and read."""
    if declared.name == "order":
        return declared.value != "0"
    return declared.name in ("flex-direction", "flex-flow", "flex-wrap") and "-reverse" in (
        declared.value
    )


def templates(theme: Theme) -> Iterator[Diagnostic]:
    """Yield the elements in an author's templates that have no part in a printed page."""
    for layer in theme.stack.layers:
        if layer.ours:
            continue
        for path in theme.templates(layer.folder):
            text = path.read_text(encoding="utf-8", errors="replace")
            bare = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
            for found in _STRANGE.finditer(bare):
                yield _strange(path, text, found)


def _strange(path: Path, text: str, found: re.Match[str]) -> Diagnostic:
    name = found[1].lower()
    hint = "take it out: a printed page fetches nothing, and runs nothing"
    if name == "link":
        hint = "name the sheet in theme.css, by `@import`; nothing is fetched"
    message = f"`<{name}>` does nothing on a printed page"
    return Diagnostic(message, Span.in_text(path, text, found.start()), hint)
