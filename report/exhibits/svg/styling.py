"""Apply the style sheets of a drawing: its elements come in, what each is styled with goes out.

Sheets, `style` attributes and presentation attributes are merged by the rules of CSS; the values
stay text. Inheritance is left to what draws.
"""

from collections.abc import Iterator, Mapping
from typing import Any
from xml.etree import ElementTree as ET

import cssselect2
import tinycss2

from ... import limits
from .reading import PLAIN, RefusedDrawing

Styling = dict[str, str]

MATCHES = 5_000_000
"""Rules times elements; more is refused, since each rule may be held against each element."""

INHERITED = frozenset(
    [
        "clip-rule",
        "color",
        "direction",
        "dominant-baseline",
        "fill",
        "fill-opacity",
        "fill-rule",
        "font-family",
        "font-size",
        "font-size-adjust",
        "font-stretch",
        "font-style",
        "font-variant",
        "font-weight",
        "image-rendering",
        "letter-spacing",
        "marker",
        "marker-end",
        "marker-mid",
        "marker-start",
        "paint-order",
        "shape-rendering",
        "stroke",
        "stroke-dasharray",
        "stroke-dashoffset",
        "stroke-linecap",
        "stroke-linejoin",
        "stroke-miterlimit",
        "stroke-opacity",
        "stroke-width",
        "text-anchor",
        "text-rendering",
        "visibility",
        "white-space",
        "word-spacing",
        "writing-mode",
        "xml:space",
    ]
)
PROPERTIES = INHERITED | frozenset(
    [
        "alignment-baseline",
        "baseline-shift",
        "clip-path",
        "display",
        "filter",
        "flood-color",
        "flood-opacity",
        "isolation",
        "lighting-color",
        "mask",
        "mask-type",
        "mix-blend-mode",
        "opacity",
        "overflow",
        "stop-color",
        "stop-opacity",
        "text-decoration",
        "transform",
        "transform-box",
        "transform-origin",
        "unicode-bidi",
        "vector-effect",
    ]
)
_GEOMETRY = frozenset(["cx", "cy", "d", "height", "r", "rx", "ry", "width", "x", "y"])
_FONT_SERVICES = ("fonts.googleapis.com", "fonts.bunny.net", "use.typekit.net")


def styles(root: ET.Element) -> Mapping[ET.Element, Styling]:
    """Return the declared properties of every element, the stronger one where several are."""
    wrapper = cssselect2.ElementWrapper.from_xml_root(root)
    normal, important, rules = _matchers(root)
    found: dict[ET.Element, Styling] = {}
    elements = list(wrapper.iter_subtree())
    if rules * len(elements) > MATCHES:
        raise RefusedDrawing(("its style sheet has too many rules for its elements", PLAIN))
    for element in elements:
        own = element.etree_element
        style = {name: own.attrib[name] for name in own.attrib if name in PROPERTIES}
        plain, strong = _declared(tinycss2.parse_blocks_contents(own.get("style", "")))
        for declarations in (
            *(payload for *_, payload in normal.match(element)),
            plain,
            *(payload for *_, payload in important.match(element)),
            strong,
        ):
            style.update(declarations)
        found[own] = style
    return found


def attributes(element: ET.Element, style: Styling) -> dict[str, str]:
    """Return what an element has beside its style; geometry may be given by style sheets too."""
    from_sheet = {name: style[name] for name in style if name in _GEOMETRY}
    dropped = PROPERTIES | {"style", "class"}
    own = {name: value for name, value in element.attrib.items() if name not in dropped}
    return {n: v for n, v in (own | from_sheet).items() if not n.startswith("on")}


def _matchers(root: ET.Element) -> tuple[cssselect2.Matcher, cssselect2.Matcher, int]:
    normal, important = cssselect2.Matcher(), cssselect2.Matcher()
    count = 0
    for element in root.iter("style"):
        if element.get("type", "text/css") != "text/css":
            continue
        sheet = tinycss2.parse_stylesheet(
            "".join(element.itertext()), skip_comments=True, skip_whitespace=True
        )
        for rule in _rules(sheet):
            try:
                selectors = cssselect2.compile_selector_list(rule.prelude)
            except (cssselect2.SelectorError, SyntaxError, RecursionError, MemoryError):
                continue  # as CSS says: a rule that is not understood does not count
            plain, strong = _declared(tinycss2.parse_blocks_contents(rule.content))
            for selector in selectors:
                count += 1
                if count > limits.CSS_RULES:
                    raise RefusedDrawing(("its style sheet has too many rules", PLAIN))
                if selector.pseudo_element is None and not selector.never_matches:
                    normal.add_selector(selector, plain)
                    important.add_selector(selector, strong)
    return normal, important, count


def _rules(nodes: list[Any]) -> Iterator[Any]:
    """Yield the rules that hold on paper; a face or a sheet from elsewhere is not fetched."""
    for node in nodes:
        if node.type == "qualified-rule":
            yield node
        elif node.type == "at-rule" and node.lower_at_keyword == "media" and node.content:
            if "dark" not in tinycss2.serialize(node.prelude):
                yield from _rules(
                    tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True)
                )
        elif node.type == "at-rule" and node.lower_at_keyword == "import":
            address = tinycss2.serialize(node.prelude)
            if not any(service in address for service in _FONT_SERVICES):
                raise RefusedDrawing(("its style fetches another style sheet (@import)", PLAIN))


def _declared(nodes: list[Any]) -> tuple[Styling, Styling]:
    """Return declarations as text, and those that are important; the shorthand of fonts in full."""
    plain: Styling = {}
    strong: Styling = {}
    for node in nodes:
        if node.type != "declaration":
            continue
        into = strong if node.important else plain
        if node.lower_name == "font":
            into.update(_font(node.value))
        elif node.lower_name in PROPERTIES or node.lower_name in _GEOMETRY:
            into[node.lower_name] = tinycss2.serialize(node.value).strip()
    return plain, strong


def _font(tokens: list[Any]) -> Styling:
    """Return what the shorthand `font` sets: style and weight, then the size, then the families."""
    style: Styling = {"font-style": "normal", "font-weight": "normal"}
    rest = [token for token in tokens if token.type not in ("comment",)]
    while rest:
        token = rest.pop(0)
        if token.type in ("dimension", "percentage"):
            style["font-size"] = token.serialize()
            break
        word = token.lower_value if token.type == "ident" else ""
        if word in ("italic", "oblique"):
            style["font-style"] = word
        elif word in ("bold", "bolder", "lighter") or token.type == "number":
            style["font-weight"] = token.serialize()
    else:
        return {}
    while rest and rest[0].type == "whitespace":
        rest.pop(0)
    if rest and rest[0] == "/":
        rest.pop(0)
        while rest and rest[0].type in ("whitespace", "number", "dimension", "percentage"):
            rest.pop(0)
    style["font-family"] = tinycss2.serialize(rest).strip()
    return style
