"""The sheets of a theme come in; out, the lengths that no page has room for, and type too small.

What is plain from the sheet alone is told before anything is laid out: once, at its declaration, in
the place of all that would run off the pages.
"""

import re
from collections.abc import Iterator

from ...errors import Diagnostic
from ...page.theme import Theme
from ..check import Check
from . import rules
from .rules import CssRule, Declared

SMALLEST = 6.0
"""The size of type, in points, under which running text is not read (ours is 8 at least)."""

_CLOSEST = 0.7
"""The leading, as a share of the type, under which lines stand over one another."""

_MM = {"mm": 1.0, "cm": 10.0, "in": 25.4, "pt": 25.4 / 72, "pc": 25.4 / 6, "px": 25.4 / 96}
_MM |= {"q": 0.25, "em": 3.5, "rem": 3.5}
_LENGTH = re.compile(r"(?<![\w.#-])(-?\d*\.?\d+)(mm|cm|in|pt|pc|px|q|r?em)\b", re.I)
_TYPE = re.compile(
    r"(?<![\w.#-])(\d*\.?\d+)(pt|px|mm|)(?:\s*/\s*(\d*\.?\d+)(pt|px|mm|%|))?(?![\w%.])"
)
_SIDES = r"(?:margin|padding|border)-(?:left|right)(?:-width)?|column-(?:gap|width)"
_DOWN = r"(?:min-)?height|(?:margin|padding|border)-(?:top|bottom)(?:-width)?|top|bottom|row-gap"
_ROOM = (  # properties, and the share of the page's width and height that a length of them may have
    (re.compile(r"(?:min-)?width|left|right"), 1.0, 0.0),
    (re.compile(rf"text-indent|{_SIDES}"), 0.8, 0.0),
    (re.compile(_DOWN), 0.0, 1.0),
    (
        re.compile(r"margin|padding|inset|gap|translate|transform|flex|flex-basis|vertical-align"),
        0.0,
        1.0,
    ),
    (
        re.compile(r"border|border-width|border-spacing|outline|outline-width|outline-offset"),
        0.5,
        0.0,
    ),
    (re.compile(r"letter-spacing|word-spacing|line-height|font|font-size"), 0.5, 0.0),
    (re.compile(r"--(?:full|half|third|measure|side|gutter|hang|bar)"), 1.0, 0.0),
)
_CUTTING = {"max-lines", "line-clamp", "-webkit-line-clamp", "text-overflow", "clip"}
_LEAVE_OUT = "leave words out in a template, if a reader may do without them"
_SLACK = 30.0  # in millimetres: what bleeds goes beyond the page


def without_room(theme: Theme) -> Iterator[Diagnostic]:
    """Yield lengths that are longer than the page, and type that has no size."""
    page = theme.stack.sheet(theme.paper)
    for rule, declared in _declared(theme):
        said = f"`{rule.selector} {{ {declared.name}: {declared.value} }}`"
        for properties, across, down in _ROOM:
            if not properties.fullmatch(declared.name):
                continue
            most = across * page.width + down * page.height
            if rule.pages is not None and not rule.box:  # what is left is for the text
                upright = declared.name.endswith(("-top", "-bottom"))
                most = 0.6 * page.height if upright else 0.2 * page.width
            elif max(across, down) == 1:
                most += _SLACK
            if any(abs(length) > most for length in _lengths(declared.value)):
                has = f"a page is {page.width:g} mm wide and {page.height:g} mm high"
                hint = "take a share of `var(--full)`, or a length that the page has room for"
                yield Diagnostic(f"{said}: {has}", declared.span, hint)
        if _nothing(rule, declared):
            yield Diagnostic(f"{said} leaves no room for words", declared.span, _LEAVE_OUT)
        if declared.name in _CUTTING and declared.value not in ("none", "auto", "clip"):
            yield Diagnostic(f"{said} cuts words off", declared.span, _LEAVE_OUT)


def small(theme: Theme) -> Iterator[Diagnostic]:
    """Yield sizes of type that are too small to read, and leadings that lay line over line."""
    for _, declared in _declared(theme):
        said = f"`{declared.name}: {declared.value}`"
        token = declared.name.startswith("--")
        if declared.name == "line-height" and 0 < _times(declared.value) < _CLOSEST:
            yield _close(said, declared, "1.2 is usual; 1 at least, but for a line alone")
        if declared.name.startswith("outline") and any(
            length > 1 for length in _lengths(declared.value)
        ):
            hint = "an outline is painted over what stands beside it: take `border`"
            yield Diagnostic(f"{said} lies over words", declared.span, hint)
        if declared.name not in ("font", "font-size") and not token:
            continue
        for size, unit, leading, of in _TYPE.findall(declared.value):
            points = float(size) * _MM.get(unit, 0) * 72 / 25.4
            if token and not leading:
                continue
            if 0 < points < SMALLEST:
                hint = f"{SMALLEST:g} pt at least; what is read through is 10 pt or more"
                message = f"{said}: type of {points:.2g} pt is not read"
                yield Diagnostic(message, declared.span, hint)
            elif leading and of == unit and float(leading) < _CLOSEST * float(size):
                yield _close(said, declared, "the leading stands after the stroke: 10pt/13pt")


def _close(said: str, declared: Declared, hint: str) -> Diagnostic:
    return Diagnostic(f"{said}: lines stand over one another", declared.span, hint)


def _times(value: str) -> float:
    """Return a leading as a multiple of its type, 0 where it is a length."""
    found = re.fullmatch(r"(\d*\.?\d+)(%?)", value)
    return float(found[1]) / (100 if found[2] else 1) if found else 0.0


CHECKS = (
    Check(
        "room",
        "No length in a theme's sheets is longer than the page, and none leaves no room for words.",
        without_room,
        level="error",
        needs="theme",
    ),
    Check(
        "small",
        "Type in a theme's sheets is large enough to read, and its lines stand apart.",
        small,
        needs="theme",
    ),
)


def _declared(theme: Theme) -> Iterator[tuple[CssRule, Declared]]:
    """Yield the declarations for the elements and margins of pages, with their rules."""
    for sheet in rules.of(theme):
        for rule in sheet.rules if not sheet.for_drawings else ():
            yield from ((rule, declared) for declared in rule.declarations)


def _lengths(value: str) -> Iterator[float]:
    """Yield the lengths of a value in millimetres; what is computed is left to the layout."""
    if "calc(" not in value and "min(" not in value and "max(" not in value:
        yield from (float(number) * _MM[unit.lower()] for number, unit in _LENGTH.findall(value))


_NO_LENGTH = re.compile(r"0(?:\.0+)?(?:[a-z]+|%)?")
_NO_SIZE = re.compile(r"(?:.*\s)?0(?:\.0+)?(?:[a-z]+|%)?(?:\s*/.*)?\s.*")


def _nothing(rule: CssRule, declared: Declared) -> bool:
    """Whether type, or its lines, have no size."""
    if rule.selector.startswith(("sup", "sub")) or "::" in rule.selector:
        return False  # raised text keeps the lines as they are
    if declared.name == "font-size":
        return bool(_NO_LENGTH.fullmatch(declared.value))
    return declared.name == "font" and bool(_NO_SIZE.fullmatch(declared.value))
