"""A tree of HTML comes in; out, the text of it as XML, as the files of an EPUB have to be."""

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

from ..web import flowing

_SVG, _EPUB = "http://www.w3.org/2000/svg", "http://www.idpf.org/2007/ops"
_XLINK = "http://www.w3.org/1999/xlink"
_NAME = re.compile(r"^[A-Za-z_][\w.-]*$|^epub:type$", re.ASCII)
_VOID = frozenset(["area", "br", "col", "hr", "img", "wbr"])
_KNOWN = frozenset(
    [
        *("a", "abbr", "address", "article", "aside", "b", "bdi", "bdo", "blockquote", "br"),
        *("caption", "cite", "code", "col", "colgroup", "dd", "del", "details", "dfn", "div"),
        *("dl", "dt", "em", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6"),
        *("header", "hr", "i", "img", "ins", "kbd", "li", "main", "mark", "nav", "ol", "p", "pre"),
        *("q", "rp", "rt", "ruby", "s", "samp", "section", "small", "span", "strong", "sub"),
        *("summary", "sup", "table", "tbody", "td", "tfoot", "th", "thead", "time", "tr", "u"),
        *("ul", "var", "wbr"),
    ]
)
_PHRASES = frozenset(["b", "cite", "em", "i", "q", "small", "span", "strong", "u"])
_OF_IMAGES = frozenset(["alt", "height", "src", "width"])
_ALLOWED = frozenset(
    [
        *("class", "colspan", "datetime", "dir", "epub:type", "headers", "href", "id", "open"),
        *("reversed", "role", "rowspan", "scope", "span", "start", "style", "tabindex", "title"),
        "value",
    ]
)
_UNFIT = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_PAGE = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE html>
<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="{epub}" lang="{lang}" xml:lang="{lang}"{dir}>
<head>
<meta charset="utf-8"/>
<title>{title}</title>
<link rel="stylesheet" type="text/css" href="book.css"/>
</head>
<body>
{body}
</body>
</html>
"""


def page(title: str, body: str, language: str, *, rtl: bool) -> str:
    """Return a file of the book."""
    way = ' dir="rtl"' if rtl else ""
    told = {"title": escaped(title), "lang": escaped(language), "epub": _EPUB}
    return _PAGE.format(body=body, dir=way, **told)


def escaped(words: str) -> str:
    """Return text for XML; what XML cannot hold is left out."""
    return escape(_UNFIT.sub("", words))


def write(element: Element) -> str:
    """Return an element as XML."""
    return "".join(_written(element, outside=True))


def _written(element: Element, *, outside: bool) -> Iterator[str]:
    drawn = element.tag.startswith(f"{{{_SVG}}}")
    name = element.tag.rpartition("}")[2] if drawn else _name(element)
    if drawn and name == "foreignObject":
        return
    name = "g" if drawn and name == "a" else name
    yield f"<{name}"
    if drawn and outside:
        yield f' xmlns="{_SVG}" xmlns:xlink="{_XLINK}"'
    for key, value in _attributes(element, drawn=drawn):
        yield f' {key}="{escaped(value)}"'
    if not (len(element) or element.text) and (drawn or name in _VOID):
        yield "/>"
        return
    yield ">"
    yield escaped(element.text or "")
    for child in element:
        yield from _written(child, outside=not drawn)
        yield escaped(child.tail or "")
    yield f"</{name}>"


def _name(element: Element) -> str:
    """Return the name of an element; one that a book may not have is written for its words."""
    if element.tag in _KNOWN - _PHRASES:
        return element.tag
    if any(e.tag in flowing.BLOCKS for e in element.iter() if e is not element):
        return "div"
    return element.tag if element.tag in _KNOWN else "span"


def _attributes(element: Element, *, drawn: bool) -> Iterator[tuple[str, str]]:
    """Yield the attributes that a book may have; a language is said twice, as XML and HTML do."""
    for key, value in element.items():
        name = key.rpartition("}")[2]
        if drawn and name == "href":
            if element.tag != f"{{{_SVG}}}a":
                yield "xlink:href", value
        elif name == "lang":
            yield from (("lang", value), ("xml:lang", value))
        elif not _NAME.match(name):
            continue
        elif drawn or _allowed(element, name):
            yield name, value


def _allowed(element: Element, name: str) -> bool:
    named = _ALLOWED | _OF_IMAGES if element.tag == "img" else _ALLOWED
    return name in named or name.startswith(("aria-", "data-"))
