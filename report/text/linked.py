"""Find the addresses in a text that are written bare, so that they are linked.

``https://example.org/a``, ``http://…``, ``mailto:…``, ``doi:10.…``, ``www.example.org`` and
``desk@example.org``: Markdown comes in, and the tokens of a link go out. What follows an address,
a full stop or a closing bracket that it did not open, stays outside.
"""

import re

from markdown_it.rules_inline import StateInline

_SCHEME = re.compile(r"(?<![\w.+@/-])(?:https?|mailto|doi)$", re.I)
_AFTER = {
    "http": re.compile(r"://[^\s<>“”„«»\"`|\\^{}\u2026]*[^\s<>“”„«»\"`|\\^{}\u2026]"),
    "mailto": re.compile(r":[\w.+%-]+@[\w-]+(?:\.[\w-]+)+"),
    "doi": re.compile(r":10\.\d{4,9}/[^\s<>“”\"`|\\^{}]+"),
}
_LOCAL = re.compile(r"(?<![\w.+/@-])[A-Za-z0-9][\w.+-]{0,63}$")
_DOMAIN = re.compile(r"@[A-Za-z0-9][A-Za-z0-9-]*(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,24}(?![\w@-])")
_LONGEST = 70  # characters before the sign that may belong to an address
_TRAILING = ".,;:!?'’‘*_~"
_PAIRS = {")": "(", "]": "["}


def rule(state: StateInline, silent: bool) -> bool:
    """Read a bare address whose scheme, or local part, was read as words before this sign."""
    sign = state.src[state.pos]
    if sign not in ":@" or state.linkLevel:
        return False
    read = state.pending[-_LONGEST:]
    before = (_SCHEME if sign == ":" else _LOCAL).search(read)
    if before is None:
        return False
    scheme = before[0].lower()
    pattern = _DOMAIN if sign == "@" else _AFTER["http" if scheme.startswith("http") else scheme]
    found = pattern.match(state.src, state.pos)
    if found is None:
        return False
    rest = _trimmed(found[0])
    if sign == ":" and len(rest) < len("://a"):
        return False
    if not silent:
        shown = before[0] + rest
        state.pending = state.pending[: -len(before[0])]
        _link(state, shown if sign == ":" else f"mailto:{shown}", shown)
    state.pos += len(rest)
    return True


def _trimmed(address: str) -> str:
    """Return an address without the stop after it, and without a call or a bracket around it."""
    address = re.split(r"\[(?=[@^#])|\[(?:connective|reading)\]", address)[0]
    while address:
        last = address[-1]
        opening = _PAIRS.get(last)
        if last in _TRAILING or (opening and address.count(last) > address.count(opening)):
            address = address[:-1]
            continue
        break
    return address


def _link(state: StateInline, address: str, shown: str) -> None:
    opened = state.push("link_open", "a", 1)
    opened.attrs = {"href": address}
    opened.markup = "autolink"
    state.push("text_special", "", 0).content = shown
    state.push("link_close", "a", -1)
