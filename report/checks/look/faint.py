"""A finished file and its theme come in; out, the texts that are too faint, where they are set so.

The pages are looked at as they are painted, so that nothing has to be known of the cascade; then
the colours are looked for in the sheets of the theme.
"""

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from ...errors import Diagnostic, Span
from ...page import drawing
from ...page.theme import Theme
from ..check import Check
from . import rules
from .rules import Declared

if TYPE_CHECKING:
    from ...audit.contrast import FaintText

UNREADABLE = 2.0
"""A ratio of contrast under which a text is as good as hidden."""


def examine(data: bytes, theme: Theme, page: Callable[[int], Span | None]) -> Iterator[Diagnostic]:
    """Yield each pair of colours that is too close, at the rule that sets one.

    ``page`` says where a page of the file begins in the briefing.
    """
    if all(layer.ours for layer in theme.stack.layers):
        return
    from ... import audit

    pairs: dict[tuple[str, str], list[FaintText]] = {}
    for one in audit.faint(data):
        pairs.setdefault((one.colour, one.ground), []).append(one)
    told_at: set[Span] = set()
    for (colour, ground), found in sorted(pairs.items(), key=lambda one: one[1][0].ratio):
        first, count = found[0], sum(one.count for one in found)
        place = _setting(colour, ground, theme) or _picture(theme)
        if place and place.span in told_at:
            continue  # one colour of the theme on several grounds: the worst is told
        told_at |= {place.span} if place else set()
        told = f"{colour} on {ground} has a contrast of {first.ratio:.2f} to 1"
        times = f"{count} text{'s' * (count != 1)} from page {first.page} on"
        message = f"{told}, 4.5 is wanted: {times}, as “{first.example}”"
        hint = "make one of the two lighter or darker; large type may do with 3"
        yield Diagnostic(
            message,
            place.span if place else page(first.page),
            hint,
            check=CHECK.id,
            level="error" if first.ratio < UNREADABLE else CHECK.level,
        )


CHECK = Check(
    "contrast",
    "With a theme of one's own, every text stands out from its ground by 4.5 to 1.",
    lambda _: (),
)


def _setting(colour: str, ground: str, theme: Theme) -> Declared | None:
    """Return the last declaration in an author's sheets that has one of two colours."""
    known = drawing.tokens(theme)
    best: dict[str, Declared] = {}
    for sheet in rules.of(theme):
        for rule in sheet.rules:
            for declared in rule.declarations:
                value = _hex(declared.value, known)
                if value in (colour, ground):
                    role = "text" if declared.name in ("color", "fill") else declared.name
                    best[f"{value} {role}"] = declared
    order = (f"{colour} text", f"{ground} background", f"{ground} background-color")
    found = next((best[key] for key in order if key in best), None)
    return (
        found
        or next((best[key] for key in best if key.startswith(f"{colour} ")), None)
        or next(iter(best.values()), None)
    )


def _picture(theme: Theme) -> Declared | None:
    """Return the last declaration that lays a picture under what is printed."""
    declared = (d for sheet in rules.of(theme) for rule in sheet.rules for d in rule.declarations)
    return next((d for d in reversed([*declared]) if "url(" in d.value), None)


def _hex(value: str, tokens: dict[str, str]) -> str:
    from tinycss2.color4 import parse_color

    for _ in range(4):
        if value.startswith("var(--") and value.endswith(")"):
            value = tokens.get(value[6:-1].strip(), "")
    colour = parse_color(value)
    if colour is None or isinstance(colour, str):
        return ""
    levels = (round(255 * min(max(one, 0), 1)) for one in colour.to("srgb").coordinates)
    return "#" + "".join(f"{level:02x}" for level in levels)
