"""A style sheet comes in; out, the same for a page that is read from right to left.

What stands at the left goes to the right: margins, positions, borders, corners, boxes of running
heads. The order of texts follows ``direction``; drawings stay as they are drawn, and so do rules
between the comments ``mirror: off`` and ``mirror: on``.
"""

import re
from functools import partial

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_OFF = re.compile(r"(/\* mirror: off \*/.*?/\* mirror: on \*/)", re.S)
_SIDES = {"left": "right", "right": "left"}
_PROPERTY = re.compile(
    r"(?<![\w-])(?P<before>(?:margin|padding|border|scroll-margin)-)?(?P<side>left|right)"
    r"(?P<after>-(?:width|style|color))?(?P<end>\s*:)(?!:)"
)
_CORNER = re.compile(r"(?<![\w-])(border-(?:top|bottom)-)(left|right)(-radius\s*:)")
_BOX = re.compile(r"@(top|bottom)-(left|right)(-corner)?\b")
_EDGE = re.compile(r"@(left|right)-(top|middle|bottom)\b")
_PAGE = re.compile(r"(@page[^{]*?:)(left|right)\b")
_VALUE = re.compile(
    r"(?<![\w-])((?:text-align(?:-last)?|float|clear|caption-side|break-before|break-after)\s*:\s*)"
    r"(left|right)\b"
)
_TOWARDS = re.compile(r"\bto (left|right)\b")
_FOUR = re.compile(
    r"(?<![\w-])((?:margin|padding|inset|border-(?:width|style|color))\s*:\s*)([^;{}]+)"
)


_PLACES = ((_CORNER, 2), (_BOX, 2), (_EDGE, 1), (_PAGE, 2), (_VALUE, 2), (_TOWARDS, 1))


def css(text: str) -> str:
    """Return a sheet with left and right changed; nothing else, and lines stay lines."""
    parts = _OFF.split(text)
    return "".join(part if number % 2 else _turned(part) for number, part in enumerate(parts))


def _turned(text: str) -> str:
    text = _COMMENT.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)
    text = _PROPERTY.sub(_changed, text)
    for pattern, place in _PLACES:
        text = pattern.sub(partial(_other, place=place), text)
    return _FOUR.sub(_four, text)


def _changed(found: re.Match[str]) -> str:
    return f"{found['before'] or ''}{_SIDES[found['side']]}{found['after'] or ''}{found['end']}"


def _other(found: re.Match[str], place: int) -> str:
    start, end = (edge - found.start() for edge in found.span(place))
    return found[0][:start] + _SIDES[found[place]] + found[0][end:]


def _four(found: re.Match[str]) -> str:
    """Change the second and the fourth of four values: 0 0 7pt calc(-1 * 2mm)."""
    parts = _values(found[2])
    important = parts[4:] if parts[4:] == ["!important"] else []
    if len(parts) - len(important) != 4:
        return found[0]
    top, right, bottom, left, *rest = parts
    return found[1] + " ".join([top, left, bottom, right, *rest])


def _values(text: str) -> list[str]:
    """Return the values of a property; a function is one."""
    found, depth, start = [], 0, None
    for at, sign in enumerate(f"{text} "):
        if sign.isspace() and depth == 0:
            if start is not None:
                found.append(text[start:at])
            start = None
            continue
        start = at if start is None else start
        depth += (sign == "(") - (sign == ")")
    return found
