"""Make an SVG safe to put into a page: a file's bytes come in, text that only draws goes out.

Only elements and attributes that draw are let through. Scripts, frames, animation, links and
anything fetched from elsewhere are refused with a word to the author; what editors leave for
themselves is dropped. Ids get a prefix, so that two pictures do not share one.
"""

import re
from dataclasses import dataclass
from xml.etree import ElementTree as ET

SVG = "http://www.w3.org/2000/svg"
XLINK = "http://www.w3.org/1999/xlink"
_XML_SPACE = "{http://www.w3.org/XML/1998/namespace}space"

_SHAPES = frozenset({"path", "rect", "circle", "ellipse", "line", "polyline", "polygon"})
_TEXTS = frozenset({"text", "tspan", "textPath"})
_GROUPS = frozenset({"svg", "g", "defs", "symbol", "use", "clipPath", "mask", "marker", "pattern"})
_PAINT = frozenset({"linearGradient", "radialGradient", "stop", "style", "title", "desc", "image"})
DEEPEST = 100  # elements in elements
DRAWING = _SHAPES | _TEXTS | _GROUPS | _PAINT

_REFUSED = {
    "script": "it holds a script",
    "foreignObject": "it holds another document (foreignObject)",
    "iframe": "it holds another document (iframe)",
    "a": "it holds a link, which print cannot follow and a reader is not told of",
    "animate": "it moves (animate)",
    "animateMotion": "it moves (animateMotion)",
    "animateTransform": "it moves (animateTransform)",
    "set": "it moves (set)",
}
_PLAIN = "export it as plain SVG, without scripts, links and linked files"
_LOCAL = re.compile(r"#[^\s\"')]+")
_EMBEDDED = re.compile(r"data:image/(?:png|jpe?g);base64,[A-Za-z0-9+/=\s]+")
_DOCTYPE = re.compile(rb"<!DOCTYPE[^>\[]*>", re.I)
_ENCODING = re.compile(rb"\s*<\?xml[^>]*\bencoding\s*=\s*[\"']([\w.-]+)")
_URL = re.compile(r"url\(\s*(['\"]?)(.*?)\1\s*\)", re.I)
_RULE = re.compile(r"([^{}]*)\{([^{}]*)\}")
_LENGTH = re.compile(r"\s*(\d*\.?\d+(?:e-?\d+)?)\s*(px|pt|mm|cm|in|pc|q)?\s*", re.I)
_PIXELS = {"px": 1, "pt": 96 / 72, "pc": 16, "in": 96, "mm": 96 / 25.4, "cm": 96 / 2.54, "q": 0.945}


class Refused(Exception):  # noqa: N818  # not an error of ours: a file of the author's
    """What in a file is not let through: sentences, each with the way out."""

    def __init__(self, *why: tuple[str, str]) -> None:
        super().__init__("; ".join(told for told, _ in why))
        self.why = why


@dataclass(frozen=True, slots=True)
class Cleaned:
    """An SVG that is safe to place, and its own size in pixels."""

    text: str
    width: float
    height: float


def clean(data: bytes, alt: str, prefix: str) -> Cleaned:
    """Return the drawing with ``alt`` as its title; ``Refused`` says what it may not hold."""
    data = _DOCTYPE.sub(b"", data, count=1)
    if b"<!doctype" in data.lower() or b"<!entity" in data.lower():
        raise Refused(("it declares entities", _PLAIN))
    if b"\0" in data:
        raise Refused(("it is in another encoding than UTF-8", "save it as UTF-8"))
    if (encoding := _ENCODING.match(data)) and encoding[1].lower() not in (b"utf-8", b"us-ascii"):
        raise Refused(("it is in another encoding than UTF-8", "save it as UTF-8"))
    try:
        # Expat expands no entity that is not declared, and declarations were refused just above.
        root = ET.fromstring(data)  # noqa: S314
    except ET.ParseError as error:
        raise Refused((f"it is not XML that can be read ({error})", "export it anew")) from None
    if root.tag != f"{{{SVG}}}svg":
        raise Refused(("it is not an SVG", "a figure is an SVG, a PNG or a JPEG file"))
    cleaner = _Cleaner(prefix)
    made = cleaner.element(root)
    if cleaner.refused:
        raise Refused(*((told, _PLAIN) for told in dict.fromkeys(cleaner.refused)))
    width, height = _size(root)
    for name in ("width", "height", "x", "y"):
        made.attrib.pop(name, None)
    made.attrib.setdefault("viewBox", f"0 0 {width:g} {height:g}")
    made.set("role", "img")
    made.attrib.setdefault("font-family", "Source Sans 3")
    made[:] = [child for child in made if child.tag not in ("title", "desc")]
    title = ET.Element("title")
    title.text = alt
    made.insert(0, title)
    made.tag = "svg"
    return Cleaned(ET.tostring(made, encoding="unicode"), width, height)


_FAMILY = re.compile(r"(\bfont-family\s*:\s*)([^;}]+)")
_FONT = re.compile(r"\bfont\s*:([^;}]*?)(\d[\d.]*(?:[a-z]+|%))(?:\s*/\s*[\w.%]+)?\s+([^;}]+)")


class _Cleaner:
    """Copies what draws; whatever else there is, it drops or writes down as refused."""

    def __init__(self, prefix: str) -> None:
        self.prefix = prefix
        self.refused: list[str] = []

    def element(self, old: ET.Element, depth: int = 0) -> ET.Element:
        """Return an element with what it holds, under its plain name."""
        new = ET.Element(_name(old.tag))
        if depth > DEEPEST:
            self.refused.append(f"it is too deep: groups in groups, more than {DEEPEST}")
            return new
        new.text = self._sheet(old.text or "") if new.tag == "style" else old.text
        for key, value in old.attrib.items():
            self._attribute(new, key, value)
        for child in old:
            if not isinstance(child.tag, str):
                continue  # a comment
            name = _name(child.tag)
            if name in _REFUSED:
                self.refused.append(_REFUSED[name])
            elif name in DRAWING:
                kept = self.element(child, depth + 1)
                kept.tail = child.tail
                new.append(kept)
        return new

    def _attribute(self, new: ET.Element, key: str, value: str) -> None:
        name = _name(key)
        if name.lower().startswith("on"):
            self.refused.append(f"it runs something (`{name}`)")
        elif name == "href":
            self._href(new, value.strip())
        elif name == "id":
            new.set("id", f"{self.prefix}-{value}")
        elif name == "style":  # as attributes: the page's CSS does not know what paints a drawing
            for declaration in self._css(value).split(";"):
                what, _, how = declaration.partition(":")
                if what.strip() and not what.strip().startswith("-"):
                    new.set(what.strip(), how.removesuffix("!important").strip())
        elif name == "font-family":
            new.attrib.setdefault(key, _ours(value))
        elif not key.startswith("{") or key == _XML_SPACE:  # else an editor's own
            new.attrib.setdefault(key, self._css(value))

    def _href(self, new: ET.Element, value: str) -> None:
        if _LOCAL.fullmatch(value):
            new.set("href", f"#{self.prefix}-{value[1:]}")
        elif new.tag == "image" and _EMBEDDED.fullmatch(value):
            new.set("href", value)
        else:
            self.refused.append(f"it names another file, `{value[:60]}`")

    def _sheet(self, text: str) -> str:
        """Return a style sheet whose selectors name the ids as they are now."""

        def renamed(found: re.Match[str]) -> str:
            selectors = re.sub(r"#(?=[\w-])", f"#{self.prefix}-", found[1])
            return f"{selectors}{{{found[2]}}}"

        return _RULE.sub(renamed, self._css(text))

    def _css(self, text: str) -> str:
        if "@import" in text.lower():
            self.refused.append("its style fetches another style sheet (@import)")
        if "expression(" in text.lower() or "javascript:" in text.lower():
            self.refused.append("its style runs something")

        def local(found: re.Match[str]) -> str:
            if _LOCAL.fullmatch(found[2]):
                return f"url(#{self.prefix}-{found[2][1:]})"
            self.refused.append(f"it names another file, `{found[2][:60]}`")
            return "none"

        return _URL.sub(local, _in_our_faces(text))


def _in_our_faces(css: str) -> str:
    """Return CSS whose texts are set in our faces: no other is in the file, or on every machine."""
    css = _FAMILY.sub(lambda found: f'{found[1]}"{_ours(found[2])}"', css)
    return _FONT.sub(_in_full, css)


def _in_full(found: re.Match[str]) -> str:
    """Return the shorthand `font`, which WeasyPrint 70 passes over in an SVG, as what it means."""
    before, size, families = found.groups()
    weight = next(iter(re.findall(r"\b(?:bold|[1-9]00)\b", before)), "normal")
    style = "italic" if re.search(r"\b(?:italic|oblique)\b", before) else "normal"
    return (
        f"font-style: {style}; font-weight: {weight}; font-size: {size}; "
        f'font-family: "{_ours(families)}"'
    )


def _ours(families: str) -> str:
    serif = re.search(r"serif|times|georgia|garamond|roman", families.lower().replace("sans", ""))
    sans = "sans" in families.lower()
    return "Source Serif 4" if serif and not sans else "Source Sans 3"


def _name(tag: str) -> str:
    space, _, name = tag.rpartition("}")
    return name if space in ("", f"{{{SVG}", f"{{{XLINK}") else f"other:{name}"


def _size(root: ET.Element) -> tuple[float, float]:
    """Return width and height in pixels: of the view box, or as they are stated."""
    box = (root.get("viewBox") or "").replace(",", " ").split()
    if len(box) == 4:
        try:
            width, height = float(box[2]), float(box[3])
        except ValueError:
            width = height = 0.0
    else:
        width, height = _pixels(root.get("width")), _pixels(root.get("height"))
    if width <= 0 or height <= 0:
        raise Refused(("it has no size", "give its `svg` element a viewBox"))
    return width, height


def _pixels(length: str | None) -> float:
    found = _LENGTH.fullmatch(length or "")
    return float(found[1]) * _PIXELS[(found[2] or "px").lower()] if found else 0.0
