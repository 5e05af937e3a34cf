"""The HTML of pages, the sheets of their theme and a printed text come in; its rules go out.

They are those whose selectors fit its element, or one that it stands in, up to its block.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

import cssselect2
import tinycss2

from .. import limits
from ..checks.look import rules
from ..checks.look.rules import CssRule
from ..content.themes import ThemeStack, own_files
from ..errors import Span
from ..files import FileError, read_text
from ..page import drawing
from ..press import markup
from ..press.fragment import TextRun

_MOST = 40  # rules that are told of one text


@dataclass(frozen=True, slots=True)
class HittingRule:
    """A rule: its selector and what it declares, its place, and the element that it fits.

    ``own`` says that the theme is the briefing's, and not the default one.
    """

    selector: str
    declares: str
    span: Span
    element: str
    own: bool


def hitting(
    run: TextRun, pages: Sequence[str], stack: ThemeStack | None
) -> tuple[HittingRule, ...]:
    """Return the rules for a printed text: those of its element first, the last to win first."""
    sheets = tuple(_sheets(stack)) if stack else ()
    if run.kind == "margin":
        return tuple(_of_page(sheets))[:_MOST]
    html = next((page for page in pages if f'data-block="{run.block}"' in page), "")
    found: list[HittingRule] = []
    for wrapper in _chain(html, run):
        own: list[HittingRule] = []
        matches = sorted(_matcher(sheets).match(wrapper), key=lambda match: match[:2])
        seen: set[int] = set()
        for *_, (number, mine, rule) in reversed(matches):
            if number not in seen:
                seen.add(number)
                own.append(_told(rule, mine, _name(wrapper.etree_element)))
        found += own
    return tuple(sorted(found, key=lambda one: not one.own))[:_MOST]


def _sheets(stack: ThemeStack) -> Iterator[tuple[Path, str, bool]]:
    """Yield the sheets in the order of the cascade, and whether each is an author's."""
    layers = [(layer.folder, not layer.ours) for layer in reversed(stack.layers)]
    for folder, own in [(stack.default, False), *layers]:
        for path in own_files(folder):
            web = path.relative_to(folder).parts[0] == "web"
            if path.suffix != ".css" or web or path.as_posix().endswith(drawing.NAME):
                continue
            try:
                yield path, read_text(path, limits.THEME_BYTES), own
            except FileError:  # it has gone since
                continue


@lru_cache(maxsize=4)
def _matcher(sheets: tuple[tuple[Path, str, bool], ...]) -> Any:
    matcher = cssselect2.Matcher()
    every = ((own, rule) for path, text, own in sheets for rule in rules.read(path, text).rules)
    for number, (own, rule) in enumerate(every):
        if rule.pages is not None:
            continue
        try:
            selectors = cssselect2.compile_selector_list(tinycss2.serialize(rule.prelude))
        except cssselect2.SelectorError:
            continue  # the checks tell where it stands
        for selector in selectors:
            matcher.add_selector(selector, (number, own, rule))
    return matcher


def _of_page(sheets: tuple[tuple[Path, str, bool], ...]) -> Iterator[HittingRule]:
    """Yield the rules for what stands in the margins of pages, an author's first."""
    for path, text, own in sorted(sheets, key=lambda sheet: not sheet[2]):
        for rule in rules.read(path, text).rules:
            if rule.box and rule.declarations:
                yield _told(rule, own, f"@page {rule.pages}".strip())


def _told(rule: CssRule, own: bool, element: str) -> HittingRule:
    declares = "; ".join(f"{one.name}: {one.value}" for one in rule.declarations)
    return HittingRule(rule.selector, declares, rule.span, element, own)


def _chain(html: str, run: TextRun) -> Iterator[Any]:
    """Yield the element that a text stands in, and those around it, up to its block."""
    if not html:
        return
    root = cssselect2.ElementWrapper.from_html_root(markup.parse(html))
    block = next((w for w in root.iter_subtree() if _is(w, "data-block", run.block)), None)
    if run.note:
        block = next((w for w in root.iter_subtree() if _is(w, "id", run.note)), block)
    inner = block and _deepest(block, _bare(run.text))
    while inner is not None:
        yield inner
        inner = None if inner is block else inner.parent


def _is(wrapper: Any, name: str, value: str) -> bool:
    return bool(wrapper.etree_element.get(name) == value)


def _deepest(wrapper: Any, wanted: str) -> Any:
    """Return the innermost element with the text."""
    for child in wrapper.iter_children():
        if wanted and wanted in _bare("".join(markup.pieces(child.etree_element))):
            return _deepest(child, wanted)
    return wrapper


def _bare(text: str) -> str:
    return "".join(sign for sign in text.casefold() if sign.isalnum())


def _name(element: Any) -> str:
    """Return an element as a selector names it: ``td.figure``."""
    return ".".join((str(element.tag).rpartition("}")[2], *sorted(markup.classes(element))))
