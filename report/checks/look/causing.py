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
from ...page import drawing
from ...page.theme import Theme
from ...press import markup
from ...press.gate import Fault
from . import drawn, rules
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
    **dict.fromkeys(("break-inside", "break-before", "break-after"), _ANY),
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


_FOLLOWING = ("note", "read", "over", "lost", "page")
"""The kinds of fault that another one brings about: what is pushed away meets what stands there."""

_FREE = re.compile(
    r"color|background.*|font-(?!size).*|text-(?:align.*|decoration.*|transform)|string-set|page|"
    r"bookmark-.*|counter-.*|quotes|hyphens|list-.*|lang|--.*"
)
"""Properties that move no words, and tokens, which are looked at by name."""
_FAR = re.compile(
    r"(?:\b|-)\d{2,}(?:\.\d+)?mm|\d{3,}(?:\.\d+)?(?:pt|px|%)|\d{2,}(?:em|rem|cm)|[1-9]in"
)


def causes(
    faults: Sequence[Fault], pages: Sequence[str], theme: ThemeStack
) -> Iterator[tuple[Fault, Diagnostic | None]]:
    """Yield each fault with the rule that may be its cause, None where there is none.

    Of the faults of one rule the first is yielded, and how many there are. What has no cause of its
    own, and may come of another fault, goes with the rule that most of them come of.
    """
    suspects = tuple(_suspects(theme))
    shown: dict[str, list[tuple[Fault, Declared, str]]] = {}
    left: list[Fault] = []
    for fault in faults:
        found = _cause(fault, suspects, pages)
        if found is None:
            left.append(fault)
        else:
            rule, declared = found
            said = f"`{rule.selector} {{ {declared.name}: {declared.value} }}`"
            shown.setdefault(str(declared.span), []).append((fault, declared, said))
    if not shown and left and (token := _outsized(theme)):
        shown[str(token.span)] = [
            (fault, token, f"`{token.name}: {token.value}`")
            for fault in left
            if fault.kind in _FOLLOWING
        ]
        left = [fault for fault in left if fault.kind not in _FOLLOWING]
    most = max(shown.values(), key=len, default=None)
    for fault in left:
        if most and fault.kind in _FOLLOWING:
            most.append((fault, *most[0][1:]))
        else:
            yield fault, None
    for (fault, declared, said), *others in filter(None, shown.values()):
        more = f", and {len(others)} more like it" if others else ""
        hint = f"take it out, or: {fault.remedy}"
        yield fault, Diagnostic(f"{said}: {fault.message}{more}", declared.span, hint)


_FIRST = re.compile(r"(\d*\.?\d+)(mm|pt|px)")


def _outsized(theme: ThemeStack) -> Declared | None:
    """Return the token that an author made the most larger than ours, twice as large or more."""
    ours = drawing.tokens(Theme((theme.default,)))
    found: list[tuple[float, Declared]] = []
    for sheet in rules.of(theme):
        for declared in (one for rule in sheet.rules for one in rule.declarations):
            mine, other = map(_FIRST.match, (declared.value, ours.get(declared.name[2:], "")))
            if declared.name.startswith("--") and mine and other and float(other[1]):
                scale = drawn.PX[mine[2]] / drawn.PX[other[2]]
                found.append((scale * float(mine[1]) / float(other[1]), declared))
    most = max(found, key=lambda one: one[0], default=None)
    return most[1] if most and most[0] >= _TWICE else None


_TWICE = 2.0


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
        if fault.kind in _FOLLOWING:
            wanted = wanted or [
                d for d in rule.declarations if _FAR.search(d.value) and not _FREE.fullmatch(d.name)
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
    for page in pages:
        root = cssselect2.ElementWrapper.from_html_root(markup.parse(page))
        for wrapper in root.iter_subtree():
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
