"""A tree of HTML comes in; out, the text of it as XML, as the files of an EPUB have to be."""

import re
from collections.abc import Iterator
from html import escape
from xml.etree.ElementTree import Element

_SVG, _EPUB = "http://www.w3.org/2000/svg", "http://www.idpf.org/2007/ops"
_XML = "{http://www.w3.org/XML/1998/namespace}"
_NAME = re.compile(r"^[A-Za-z_][\w.:-]*$", re.ASCII)
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
    name = element.tag.rpartition("}")[2]
    yield f"<{name}"
    if drawn and outside:
        yield f' xmlns="{_SVG}"'
    for key, value in _attributes(element):
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


_VOID = frozenset(["area", "br", "col", "hr", "img", "wbr"])


def _attributes(element: Element) -> Iterator[tuple[str, str]]:
    """Yield the attributes; a language is said twice, as XML and HTML have it."""
    for key, value in element.items():
        name = f"xml:{key.removeprefix(_XML)}" if key.startswith(_XML) else key.rpartition("}")[2]
        if name == "xml:lang" or not _NAME.match(name):
            continue
        yield name, value
        if name == "lang":
            yield "xml:lang", value
