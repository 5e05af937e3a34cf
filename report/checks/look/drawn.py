"""A rule of ``css/drawing.css`` comes in; out, what hides, moves or covers what a drawing says.

Where words and marks stand in a drawing is computed from their measures, so colours and strokes may
be changed there, and little else.
"""

import re
from collections.abc import Iterator

from ...errors import Diagnostic
from .rules import CssRule, Declared

SMALLEST, LARGEST = 4.5, 14.0
"""The sizes of type, in pixels, for which a drawing has room."""

_THICKEST = 12.0  # in pixels: a line that is thicker covers the names beside it
_WORDS = re.compile(
    r"(?:\btext|\.place|\.state|\.neighbour|\.quiet|\.strong|\.small|\.motif-year)\b"
)
_MOVING = frozenset(
    """transform translate rotate scale text-anchor letter-spacing word-spacing direction
    writing-mode dominant-baseline baseline-shift x y cx cy dx dy""".split()  # noqa: SIM905
)
_UNKNOWN = frozenset({"clip-path", "mask", "filter", "mix-blend-mode", "isolation"})
_PALER = "take a paler colour: what is sheer has no place in the tags of the file"
_PLACED = "leave it out: where things stand is computed from their measures"


def refused(rule: CssRule) -> Iterator[Diagnostic]:
    """Yield the declarations of a rule that drawings cannot have."""
    for declared in rule.declarations:
        found = _fault(rule, declared)
        if found is not None:
            message, hint = found
            yield Diagnostic(message, declared.span, hint)


def _fault(rule: CssRule, declared: Declared) -> tuple[str, str] | None:
    name, value = declared.name, declared.value.lower()
    said = f"`{rule.selector} {{ {name}: {declared.value} }}`"
    if "calc(" in value:
        hint = "write the length itself; tokens are filled in for `var(--…)`"
        return "a drawing knows no `calc()`", hint
    if _sheer(declared):
        return f"a drawing knows no {_sheer(declared)}", _PALER
    if (name, value) in (("display", "none"), ("visibility", "hidden"), ("visibility", "collapse")):
        return f"{said} hides what a drawing says", "give it a quiet colour, as `var(--quiet)`"
    if name == "fill" and value in ("none", "transparent") and _WORDS.search(rule.selector):
        return f"{said} hides words", "give them a colour, as `var(--quiet)`"
    if name in _UNKNOWN or (name in ("fill", "stroke") and "url(#" in value):
        return (
            f"a drawing knows no `{name}: {declared.value}`",
            "fills and strokes are plain colours",
        )
    if name in _MOVING:
        return f"{said} moves what is placed by its measures", _PLACED
    size = _pixels(value) if name in ("font-size", "font") else None
    if size is not None and not SMALLEST <= size <= LARGEST:
        hint = f"between {SMALLEST:g} and {LARGEST:g} px: names are placed by their measures"
        return f"{said}: a drawing has no room for type of {size:g} px", hint
    if name == "stroke-width" and (_pixels(value) or 0) > _THICKEST:
        return f"{said} covers what stands beside the line", f"{_THICKEST:g} px at most"
    return None


_SIZE = re.compile(r"(?<![\w.#-])(\d*\.?\d+)(px|pt|mm|)(?![\w%.])")
PX = {"px": 1.0, "": 1.0, "pt": 96 / 72, "mm": 96 / 25.4}


def _pixels(value: str) -> float | None:
    """Return the size of type, or the thickness, in a value; a weight is none."""
    sizes = [float(number) * PX[unit] for number, unit in _SIZE.findall(value)]
    return next((size for size in sizes if size < 100 or len(sizes) == 1), None)


def _sheer(declared: Declared) -> str:
    """Return what makes a part of a drawing sheer, "" where nothing does."""
    from tinycss2.color4 import parse_color

    if declared.name.endswith("opacity"):
        return "" if declared.value in ("1", "100%") else f"`{declared.name}`"
    colour = parse_color(declared.value) if declared.name in ("fill", "stroke", "color") else None
    sheer = colour is not None and not isinstance(colour, str) and 0 < colour.alpha < 1
    return f"colour that is sheer, as `{declared.value}`" if sheer else ""
