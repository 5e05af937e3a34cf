"""A theme comes in; out, the names in its sheets that nothing has, and what no engine can do."""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import partial
from pathlib import Path
from typing import Any

import cssselect2
import tinycss2

from ...content.blocks import kind_of, kinds
from ...content.themes import ours, own_files
from ...errors import Diagnostic, Span, suggestion
from ...page.theme import Theme
from ...press import faces
from ..check import Check
from . import rules, unfit
from .rules import CssFile, CssRule, Declared

_MARGIN_BOXES = frozenset(
    f"{side}-{place}"
    for side, places in (
        ("top", ("left-corner", "left", "center", "right", "right-corner")),
        ("bottom", ("left-corner", "left", "center", "right", "right-corner")),
        ("left", ("top", "middle", "bottom")),
        ("right", ("top", "middle", "bottom")),
    )
    for place in places
) | {"footnote"}
_PAGE_PSEUDOS = {"first", "left", "right", "blank", "nth"}
_JINJA = re.compile(r"\{[{%#].*?[#%}]\}", re.S)
_CLASSES = re.compile(
    rf"\bclass=(?:\"((?:{_JINJA.pattern}|[^\"])*)\"|'((?:{_JINJA.pattern}|[^'])*)')", re.S
)
_JOINED = re.compile(r"([\w-]+)(\{\{.*?\}\})", re.S)
_QUOTED = re.compile(r"[\"']([\w -]+)[\"']")
_NAMED = re.compile(r"\.(-?[a-zA-Z_][\w-]*)")
_PAGE_OF = re.compile(r"(?<![\w-])page\s*:\s*([a-zA-Z][\w-]*)")
_MADE = frozenset(
    """fn fnref fnlabel letter cross heard narrow solid pale outline hatch grey cross-hatch dash-1
    dash-2 dash-3 dash-4 dash-5 accent-line""".split()  # noqa: SIM905
)
"""Classes that the programme writes itself."""
_ELEMENTS = frozenset(
    """a abbr address article aside b bdi bdo blockquote body br caption cite code col colgroup dd
    del details dfn div dl dt em figcaption figure footer h1 h2 h3 h4 h5 h6 head header hr html i
    img ins kbd li main mark nav ol p pre q rp rt ruby s samp section small span strong style sub
    summary sup table tbody td tfoot th thead time title tr u ul var wbr svg g path rect circle
    ellipse line polyline polygon text tspan desc image""".split()  # noqa: SIM905  shorter
)
_GENERIC = {
    *("serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit"),
    *("initial", "unset", "revert", "normal"),
}
_MACHINE = {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui"}
_FACES = {"serif", "sans", "heading", "head-face"}
_BOUNDS = {"height", "max-height", "overflow"}
_COLUMNS = {"columns", "column-count", "column-width"}


def examine(theme: Theme) -> Iterator[Diagnostic]:
    """Yield the slips in the sheets of an author's theme."""
    if not any(not layer.ours for layer in theme.stack.layers):
        return
    sheets = list(rules.of(theme))
    classes = known_classes(theme)
    pages = _pages(theme, sheets)
    for sheet in sheets:
        unclosed, stray = rules.braces(sheet.path, sheet.text)
        if unclosed or stray:
            yield from _brace(unclosed, stray)
            continue
        swallowed = list(_swallowed(sheet))
        yield from swallowed
        told = {one.span for one in swallowed}
        for rule in sheet.rules:
            if rule.span not in told:
                yield from _rule(rule, sheet.text, classes, pages)
        yield from _others(sheet)
        yield from unfit.doubted(sheet)
    yield from unfit.templates(theme)


def impossible(theme: Theme) -> Iterator[Diagnostic]:
    """Yield what would stop the press, or be set in what the machine has."""
    for sheet in rules.of(theme):
        for rule in sheet.rules:
            if rule.box == "footnote" and (columns := _first(rule, _COLUMNS)):
                hint = "take it out; `--note` sets the size of notes"
                message = "WeasyPrint has no columns in the area of notes"
                yield Diagnostic(message, columns.span, hint)
            if rule.box == "footnote" and (bounded := _first(rule, _BOUNDS)):
                hint = "take it out: the area is as high as the notes of its page"
                message = "WeasyPrint cannot bound the area of notes"
                yield Diagnostic(message, bounded.span, hint)
            yield from unfit.refused(sheet, rule)
            for declared in rule.declarations:
                yield from _family(declared)


CHECKS = (
    Check(
        "sheet",
        "Every class, element and page that a theme's sheet names is there, every brace closed.",
        examine,
        needs="theme",
    ),
    Check(
        "engine",
        "A theme's sheets ask for typefaces that the document has, and for what can be laid out.",
        impossible,
        level="error",
        needs="theme",
    ),
)


# ------------------------------------------------------------------------------ what is not closed


def _brace(unclosed: Span | None, stray: Span | None) -> Iterator[Diagnostic]:
    if unclosed:
        message = "this brace is not closed: the rules after it are taken into it"
        yield Diagnostic(message, unclosed, "end the rule with `}`")
    if stray:
        yield Diagnostic(
            "this brace closes nothing", stray, "take it out, or open a rule before it"
        )


def _swallowed(sheet: CssFile) -> Iterator[Diagnostic]:
    """Yield a declaration that has no semicolon, so that a rule after it is a part of it."""
    for rule in sheet.rules:
        start = next((t for t in rule.prelude if t.type not in ("whitespace", "comment")), None)
        colon = next((n for n, t in enumerate(rule.prelude) if t == ":"), None)
        if rule.pages is None and start is not None and colon is not None:
            before = [t for t in rule.prelude[:colon] if t.type != "whitespace"]
            after = rule.prelude[colon + 1] if colon + 1 < len(rule.prelude) else None
            spaced = after is not None and after.type == "whitespace"
            if len(before) == 1 and before[0].type == "ident" and spaced:
                message = (
                    f"`{before[0].value}` is taken for a rule: the one before it is not closed"
                )
                yield Diagnostic(
                    message, rule.span, "end the declaration with `;`, the rule with `}`"
                )


# ------------------------------------------------------------------------------------------- names


def _rule(
    rule: CssRule, text: str, classes: frozenset[str], pages: frozenset[str]
) -> Iterator[Diagnostic]:
    if rule.pages is not None:
        yield from _page(rule, pages)
        return
    try:
        cssselect2.compile_selector_list(tinycss2.serialize(rule.prelude))
    except cssselect2.SelectorError:
        if "&" not in rule.selector:
            message = f"`{rule.selector}` is no selector that can be read"
            yield Diagnostic(message, rule.span, "a class is `.name`, an element its name alone")
        return
    for kind, name, token in _names(rule.prelude):
        span = Span.at_line(rule.span.path, text, token.source_line, token.source_column)
        if kind == "." and not _is_made(name, classes):
            named = [known for known in sorted(classes) if "*" not in known]
            hint = suggestion(f".{name}", [f".{known}" for known in named])
            message = f"no element has the class `{name}`"
            yield Diagnostic(message, span, hint or "templates/README.md lists the names")
        elif kind == "" and name.lower() not in _ELEMENTS:
            dotted = f"did you mean `.{name}`?" if name in classes else None
            hint = dotted or suggestion(name, sorted(_ELEMENTS))
            yield Diagnostic(f"there is no element `{name}`", span, hint)


def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8", errors="replace")


def _names(tokens: Any) -> Iterator[tuple[str, str, Any]]:
    """Yield the classes (``.``) and the elements (nothing before them) of a selector."""
    before = ""
    for token in tokens:
        if token.type == "ident" and before in (".", ""):
            yield before, token.value, token
        if token.type == "function":
            yield from _names(token.arguments) if token.lower_name in _INNER else ()
        before = token.value if token.type == "literal" and token.value in ".:" else ""
        if token.type == "literal" and token.value not in ".:":
            before = ""


_INNER = {"is", "not", "has", "where"}


def _page(rule: CssRule, known: frozenset[str]) -> Iterator[Diagnostic]:
    if rule.box:
        if rule.box not in _MARGIN_BOXES:
            hint = suggestion(f"@{rule.box}", [f"@{name}" for name in sorted(_MARGIN_BOXES)])
            yield Diagnostic(f"a page has no box `@{rule.box}`", rule.span, hint)
        return
    for selector in (rule.pages or "").split(","):
        name, *pseudos = selector.strip().split(":")
        if name and name not in known:
            hint = suggestion(name, sorted(known))
            yield Diagnostic(f"no page is named `{name}`", rule.span, hint)
        for pseudo in pseudos:
            if pseudo.partition("(")[0].strip() not in _PAGE_PSEUDOS:
                known_here = ", ".join(f":{name}" for name in sorted(_PAGE_PSEUDOS))
                message = f"a page is never `:{pseudo}`"
                yield Diagnostic(message, rule.span, f"there are {known_here}")


def _first(rule: CssRule, names: set[str]) -> Declared | None:
    return next((d for d in rule.declarations if d.name in names), None)


def _family(declared: Declared) -> Iterator[Diagnostic]:
    """Yield a typeface that the document has not."""
    name = declared.name.removeprefix("--")
    if declared.name not in ("font-family", "font") and name not in _FACES:
        return
    used = faces.in_use()
    known = {face.family for face in used.faces()} | {t.family for _, t in used.scripts}
    said = declared.value.replace(",", " ").lower().split()
    machine = [word for word in said if word in _MACHINE]
    named = ("var(", '"', "'", *known)
    if machine and not any(one in declared.value for one in named):
        hint = "name one of the document, as `var(--serif)` or `var(--sans)`"
        message = f"`{machine[0]}` is whatever typeface the machine has"
        yield Diagnostic(message, declared.span, hint)
        return
    families = [quoted[1] for quoted in _QUOTED.finditer(declared.value)]
    if not families and declared.name != "font" and "var(" not in declared.value:
        families = [part.strip() for part in declared.value.split(",")]
    for family in families:
        if family and family not in known and family.lower() not in _GENERIC:
            hint = "name it under `fonts:` in theme.yaml: {package: fontpkg-…} or {files: […]}"
            yield Diagnostic(f"`{family}` is no typeface of this document", declared.span, hint)


def _others(sheet: CssFile) -> Iterator[Diagnostic]:
    for keyword, prelude, span in sheet.others:
        if keyword == "font-face":
            hint = "name its files under `fonts:` in theme.yaml"
            yield Diagnostic("`@font-face` is not read: a font would not be checked", span, hint)
        if keyword == "media" and "screen" in prelude and "print" not in prelude:
            hint = "take the rules out of it"
            yield Diagnostic("`@media screen` never holds: this is print", span, hint)
        elif keyword == "media" and "(" in prelude:
            hint = "a page has one size: write the rules without it"
            yield Diagnostic(f"`@media {prelude}` is not asked of a page", span, hint)


# ------------------------------------------------------------------------------------ what there is


def known_classes(theme: Theme) -> frozenset[str]:
    """Return every class that templates print or sheets of ours know."""
    found = set(_MADE)
    names = [kind_of(cls) for cls in kinds(theme.stack.kinds)]
    found |= {f"{stem}-{name}" for stem in ("block", "exhibit") for name in names}
    found |= {f"section-{layout}" for layout in ("page", "run-on", "cover")}
    mine = {layer.folder for layer in theme.stack.layers if layer.ours}
    for folder in (*theme.chain, *_taken_from(theme)):
        for path in own_files(folder):
            if path.suffix == ".jinja":
                found |= set(_printed(_text(path)))
            elif path.suffix == ".css" and (folder in mine or folder == theme.folders[-1]):
                found |= set(_NAMED.findall(_COMMENT.sub("", _text(path))))
    return frozenset(found)


def _taken_from(theme: Theme) -> Iterator[Path]:
    """Yield the folders of other themes of ours of which a template is included: `plain/…`."""
    texts = [_text(path) for layer in theme.stack.layers for path in theme.templates(layer.folder)]
    for name, folder in ours().items():
        if any(f'"{name}/' in text for text in texts):
            yield folder


_COMMENT = re.compile(r"/\*.*?\*/", re.S)


def _is_made(name: str, classes: frozenset[str]) -> bool:
    """Whether a class is one of those, or of the form of one: `track-*`."""
    return name in classes or any(fnmatchcase(name, known) for known in classes if "*" in known)


def _printed(template: str) -> Iterator[str]:
    """Yield the classes that a template prints; what a value adds to a name is `*`."""
    for match in _CLASSES.finditer(template):
        value = match[1] or match[2] or ""
        ends = [""]
        for inner in _JINJA.findall(value):
            ends += _QUOTED.findall(inner)
        for between in (" ", ""):  # `x{% if y %}-z{% endif %}` may be both
            plain = _JINJA.sub(partial(_in_place, between), value)
            yield from (name.replace("\0", "*") for name in plain.split() if name.strip("\0"))
        yield from (name for end in ends for name in end.split())
        for start, inner in _JOINED.findall(value):
            yield from (f"{start}{end}" for end in _QUOTED.findall(inner) if end.strip() == end)


def _in_place(between: str, found: re.Match[str]) -> str:
    """Return what stands in the place of an expression of a template, in a class."""
    value = found[0].startswith("{{") and not _QUOTED.search(found[0])
    return "\0" if value else between


def _pages(theme: Theme, sheets: list[CssFile]) -> frozenset[str]:
    """Return the names of pages that an element asks for."""
    texts = [sheet.text for sheet in sheets]
    texts += [_text(path) for path in theme.folders[-1].rglob("*.css")]
    return frozenset(name for text in texts for name in _PAGE_OF.findall(text))
