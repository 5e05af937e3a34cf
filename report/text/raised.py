"""Raised and lowered text, ``10^6^`` and ``H~2~O``: Markdown in, the HTML and the words out.

Figures become the characters that Unicode has for them, which the face draws, a screen reader names
and a reader copies rightly; other text becomes <sup> or <sub>.
"""

import re

from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline

_PLAIN = "0123456789+-−=()"
_FIGURES = {
    "^": str.maketrans(f"{_PLAIN}ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ"),
    "~": str.maketrans(_PLAIN, "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎"),
}
_WRITTEN = re.compile(r"([\^~])(?![\^~\[\s])((?:\\[!-/:-@\[-`{-~]|[^\s\\^~\[\]]){1,40})\1(?![\^~])")
_ESCAPE = re.compile(r"\\(.)")
_TAGS = {"^": "sup", "~": "sub"}


def rule(state: StateInline, silent: bool) -> bool:
    """Read raised or lowered text at a ``^`` or a ``~``; it has no space in it."""
    found = _WRITTEN.match(state.src, state.pos)
    if found is None:
        return False
    if not silent:
        token = state.push("raised", _TAGS[found[1]], 0)
        token.markup, token.content = found[1], _ESCAPE.sub(r"\1", found[2])
    state.pos = found.end()
    return True


def printed(mark: str, content: str) -> tuple[str, str]:
    """Return the HTML of raised (``^``) or lowered (``~``) text, and its words."""
    figures = _FIGURES[mark]
    if all(ord(character) in figures for character in content):
        character = content.translate(figures)
        return character, character
    tag = _TAGS[mark]
    return f"<{tag}>{escapeHtml(content)}</{tag}>", content
