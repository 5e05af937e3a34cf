"""What a finished file lost, and the theme, come in; out, the rules of the theme that may be why.

The gate finds a fault where it shows, in a block of the briefing. A rule that moves, narrows or
cuts what stands in that block is told in its place, once, with how often it shows.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import cssselect2
import tinycss2

from ...content.themes import ThemeStack
from ...errors import Diagnostic
from ...press.gate import Fault
from . import rules
from .rules import CssRule, Declared

_AWAY = re.compile(r"absolute|fixed|relative")
_BELOW = re.compile(r"-\s*[\d.]|calc\(\s*-")
_LONG = re.compile(r"[\d.]+(?:mm|cm|in|pt|px|pc|em|rem)|\d{3,}%|max-content|nowrap|pre\b")
_ANY = re.compile(r"(?!auto|none|normal|0$|static|visible)")
_MOVED = {
    "position": _AWAY,
    "top": _ANY,
    "left": _ANY,
    "right": _ANY,
    "bottom": _ANY,
    "transform": _ANY,
    "content": _ANY,
    **dict.fromkeys(
        ("margin", "margin-top", "margin-bottom", "margin-left", "margin-right"), _BELOW
    ),
    **dict.fromkeys(("height", "max-height", "line-height"), _ANY),
    **dict.fromkeys(("columns", "column-count", "column-width", "display"), _ANY),
}
_CUT = {
    "height": _ANY,
    "max-height": _ANY,
    "overflow": _ANY,
    "position": _AWAY,
    "transform": _ANY,
    "columns": _ANY,
    "break-inside": _ANY,
}
_WIDE = {
    **dict.fromkeys(("width", "min-width", "white-space", "flex", "--full", "--measure"), _LONG),
    **dict.fromkeys(("margin", "margin-left", "margin-right", "left", "right"), _BELOW),
    **dict.fromkeys(("letter-spacing", "word-spacing", "font-size", "font", "text-indent"), _LONG),
    **dict.fromkeys(("--table", "--glance", "--years", "--exhibit-title", "--letters"), _LONG),
    **dict.fromkeys(("border", "border-width", "padding", "padding-left", "padding-right"), _LONG),
    "float": _ANY,
    "transform": _ANY,
}
_SUSPECTS = {
    "over": _MOVED | _WIDE,
    "lost": _CUT | _WIDE | _MOVED,
    "page": _WIDE | _MOVED,
    "cell": _WIDE,
    "broken": _WIDE | {"word-break": _ANY, "overflow-wrap": re.compile("anywhere|break-word")},
    "head": _WIDE | {"content": _ANY},
}
"""By the kind of a fault, the properties that may be its cause, and the values that may."""


def causes(
    faults: Sequence[Fault], pages: Sequence[str], theme: ThemeStack
) -> Iterator[tuple[Fault, Diagnostic | None]]:
    """Yield each fault with the rule that may be its cause, None where there is none.

    Of the faults of one rule the first is yielded, and how many there are.
    """
    suspects = tuple(_suspects(theme))
    shown: dict[str, list[tuple[Fault, Declared, str]]] = {}
    for fault in faults:
        found = _cause(fault, suspects, pages)
        if found is None:
            yield fault, None
        else:
            rule, declared = found
            said = f"`{rule.selector} {{ {declared.name}: {declared.value} }}`"
            shown.setdefault(str(declared.span), []).append((fault, declared, said))
    for (fault, declared, said), *others in shown.values():
        more = f", and {len(others)} more like it" if others else ""
        hint = f"take it out, or: {fault.remedy}"
        yield fault, Diagnostic(f"{said}: {fault.message}{more}", declared.span, hint)


def _suspects(theme: ThemeStack) -> Iterator[tuple[CssRule, Any]]:
    """Yield the rules for elements in an author's sheets, with their selectors."""
    for sheet in rules.of(theme):
        for rule in sheet.rules if not sheet.for_drawings else ():
            if rule.pages is not None:
                yield rule, None
                continue
            try:
                yield rule, cssselect2.compile_selector_list(tinycss2.serialize(rule.prelude))
            except cssselect2.SelectorError:
                continue


def _cause(
    fault: Fault, suspects: Iterable[tuple[CssRule, Any]], pages: Sequence[str]
) -> tuple[CssRule, Declared] | None:
    """Return the last declaration that may be the cause; one for few elements goes before."""
    asked = _SUSPECTS.get(fault.kind, {})
    last: tuple[int, CssRule, Declared] | None = None
    near = [page for page in pages if not fault.block or f'data-block="{fault.block}"' in page]
    for rule, selectors in suspects:
        wanted = [d for d in rule.declarations if d.name in asked and asked[d.name].match(d.value)]
        wanted = wanted or [
            d for d in rule.declarations if d.name in asked and asked[d.name].search(d.value)
        ]
        if not wanted or (rule.pages is None) == (fault.kind == "head"):
            continue
        weight = 1 if wanted[0].name.startswith("--") else 3
        if selectors is not None and weight == 3 and not _hits(selectors, fault.block, near):
            # a block that is cut, or moved, runs into the next one
            weight = 2 if wanted[0].name in _MOVED and _hits(selectors, "", near) else 0
        if weight and (last is None or weight >= last[0]):
            last = weight, rule, wanted[0]
    return last[1:] if last else None


def _hits(selectors: Any, block: str, pages: Sequence[str]) -> bool:
    """Whether a selector holds for an element of a block, or without one for any."""
    import tinyhtml5  # type: ignore[import-untyped]

    for page in pages:
        tree = tinyhtml5.parse(page, namespace_html_elements=False)
        for wrapper in cssselect2.ElementWrapper.from_html_root(tree).iter_subtree():
            if block and not _within(wrapper, block):
                continue
            if any(selector.test(wrapper) for selector in selectors):
                return True
    return False


def _within(wrapper: Any, block: str) -> bool:
    while wrapper is not None:
        if wrapper.etree_element.get("data-block") == block:
            return True
        wrapper = wrapper.parent
    return False
