"""The HTML that templates wrote for a section comes in; out, what it may not hold.

Whoever lays it out needs a time that grows with its elements, goes down into them by recursion, and
makes a link of every address.
"""

import re
from collections.abc import Iterator
from html import unescape

from .. import limits
from ..text import language
from .proportion import Measure, excess

_BLOCK = re.compile(r'\bdata-block="([^"]*)"')
_TAG = re.compile(r"<(/?)([a-zA-Z][\w-]*)")
_LINK = re.compile(
    r"""<(?:a|area)\b[^<>]*?\s(?:xlink:)?href\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s<>]+))""", re.I
)
_EMPTY = frozenset(
    [
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("circle", "ellipse", "line", "path", "polygon", "polyline", "rect", "stop", "use"),
        *("track", "wbr"),
    ]
)
_ENDS = {  # what an element that begins ends without a word
    "td": {"td", "th", "p"},
    "th": {"td", "th", "p"},
    "dd": {"dd", "dt", "p"},
    "dt": {"dd", "dt", "p"},
    "tr": {"td", "th", "tr", "p"},
    "li": {"li", "p"},
    "p": {"p"},
}


def faults(html: str, most: Measure) -> Iterator[tuple[str, str, str | None]]:
    """Yield what a section may not hold: the id of its block ("" if none), a message, a hint.

    ``most`` is the measure of its content.
    """
    if len(html) > limits.HTML_LETTERS:
        message = f"the HTML of this section has more than {limits.HTML_LETTERS:,} letters"
        yield _last_block(html), message, None
        return
    if too_much := excess(html, most):
        hint = "what a theme adds is held against the content: look for a loop that prints too much"
        yield _last_block(html), too_much, hint
        return
    if (index := _excess(html)) is not None:
        message = f"this section has more than {limits.HTML_ELEMENTS:,} elements"
        yield _last_block(html[:index]), message, None
        return
    if (index := _too_deep(html)) is not None:
        message = f"elements stand more than {limits.HTML_DEPTH} deep inside each other"
        yield _last_block(html[:index]), message, "is an element not closed?"
        return
    for link in _LINK.finditer(html):
        address = unescape(link[1] or link[2] or link[3] or "")
        if not address.startswith("#") and not language.is_address(address):
            message = f"`{address}` is not an address that a link may lead to"
            yield _last_block(html[: link.start()]), message, language.ADDRESS_WANTED


def _last_block(html: str) -> str:
    start = html.rfind(' data-block="')
    found = _BLOCK.search(html, start) if start >= 0 else None
    return found[1] if found else ""


def _excess(html: str) -> int | None:
    """Return where the first element too many begins."""
    if html.count("<") <= limits.HTML_ELEMENTS:
        return None
    opened = (tag.start() for tag in _TAG.finditer(html) if not tag[1])
    return next((start for n, start in enumerate(opened) if n == limits.HTML_ELEMENTS), None)


def _too_deep(html: str) -> int | None:
    """Return where an element begins that has too many around it."""
    inside: list[str] = []
    for tag in _TAG.finditer(html):
        name = tag[2].lower()
        if tag[1]:
            if name in inside:
                while inside.pop() != name:
                    pass
        elif name not in _EMPTY:
            while inside and inside[-1] in _ENDS.get(name, ()):
                inside.pop()
            inside.append(name)
            if len(inside) > limits.HTML_DEPTH:
                return tag.start()
    return None
