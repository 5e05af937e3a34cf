"""A theme of an author's comes in; out, what in it changes nothing, or not what was meant.

A misspelt file, block or token is passed over by the engines that read it. Here each is told, with
its line and what was probably meant.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import jinja2
from jinja2 import nodes

from ..content.blocks import kind_of
from ..content.themes import Layer, own_files, unprinted
from ..errors import Diagnostic, ReportError, Span, nearest, suggestion
from ..options import PAPERS
from ..page import drawing
from ..page.theme import Theme
from .check import Check

_SHEETS = (
    "theme.css",
    "web/web.css",
    drawing.NAME,
    *(f"css/paper-{paper}.css" for paper in PAPERS),
)
_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_TOKEN = re.compile(r"(?<![\w-])--([\w-]+)\s*:\s*([^;}]*)")
_USE = re.compile(r"var\(\s*--([\w-]+)")
_IMPORT = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')\s;]+)")
_LENGTH = r"[+-]?\d*\.?\d+(?:pt|px|mm|cm|in|pc|q|em|rem|%)|0"
_KINDS = (
    ("a length", re.compile(_LENGTH)),
    (
        "a size and a leading, as in 10pt/14pt",
        re.compile(rf"(?:{_LENGTH})(?:/(?:{_LENGTH}|[\d.]+))?"),
    ),
)


def examine(theme: Theme) -> tuple[Diagnostic, ...]:
    """Return the doubts about the author's folder; ``ReportError`` for a template in a circle."""
    return tuple(
        doubt for layer in theme.stack.layers if not layer.ours for doubt in _of_layer(layer, theme)
    )


def _of_layer(layer: Layer, theme: Theme) -> Iterator[Diagnostic]:
    yield from _files(layer.folder, theme)
    yield from _kinds_of(layer, theme)
    yield from _blocks(layer.folder, theme)
    yield from _sheets(layer.folder, theme)
    if stale := tuple(theme.stale(layer)):
        others = f" (and of {len(stale) - 1} more)" if stale[1:] else ""
        message = f"the original of this copy{others} has changed since"
        place = Span(layer.folder / stale[0], 1, 1)
        yield Diagnostic(f"{message}: `report theme diff {layer.folder}` shows how", place)


def misfits(theme: Theme) -> Iterator[Diagnostic]:
    """Yield the values of tokens that are not of their token's kind: nothing would be set by it."""
    for folder in (layer.folder for layer in theme.stack.layers if not layer.ours):
        ours = _tokens_below(folder, theme)
        for path, text in _sheets_of(folder).items():
            for found in _TOKEN.finditer(text):
                name, value = found[1], found[2].strip()
                kind = _kind(ours.get(name, ""))
                if kind and not _is(kind, value):
                    hint = (
                        "colours are #rrggbb" if kind == "a colour" else "lengths have a unit: 12pt"
                    )
                    message = f"`{value}` is not {kind}: `--{name}` is one"
                    yield Diagnostic(message, Span.in_text(path, text, found.start()), hint)


CHECKS = (
    Check(
        "theme",
        "Every file, block and token of a theme is one that is read.",
        examine,
        needs="theme",
    ),
    Check(
        "value",
        "A token of ours has a value of its kind: a colour, a length, a size and a leading.",
        misfits,
        level="error",
        needs="theme",
    ),
)


def _files(folder: Path, theme: Theme) -> Iterator[Diagnostic]:
    """Yield the files that nothing reads."""
    own = {path.relative_to(folder).as_posix(): path for path in _within(folder)}
    below = (*theme.kinds, *theme.folders[theme.folders.index(folder) + 1 :])
    ours = [f"blocks/{kind_of(cls)}.html.jinja" for cls in theme.stack.kinds]
    ours += [path.relative_to(base).as_posix() for base in below for path in _within(base)]
    ours += [f"web/{name}" for name in ours]
    texts = [path.read_text(encoding="utf-8", errors="replace") for path in own.values()]
    for name, path in own.items():
        template = path.suffix in (".jinja", ".html", ".j2")
        known = [o for o in ours if o.endswith(".jinja")] if template else list(_SHEETS)
        if name in known or any(f'"{name}"' in text or f"'{name}'" in text for text in texts):
            continue
        if any(path.name in _IMPORT.sub(r"\1", text) for text in texts if "@import" in text):
            continue
        what = "no template of ours has this name" if template else "no style sheet reads this file"
        hint = suggestion(name, known)
        if not nearest(name, known):
            same = [o for o in known if Path(o).name == path.name]
            hint = f"did you mean `{same[0]}`?" if same else "templates/README.md lists the names"
        yield Diagnostic(f"{what}: it changes nothing", Span(path, 1, 1), hint)


def _within(folder: Path) -> Iterator[Path]:
    """Yield the templates and style sheets of a folder."""
    known = (".jinja", ".html", ".j2", ".css")
    yield from (path for path in own_files(folder) if path.suffix in known)


def _kinds_of(layer: Layer, theme: Theme) -> Iterator[Diagnostic]:
    """Yield the kinds of block that are declared and have no template."""
    for name in layer.file.kinds if layer.file else ():
        if layer.source and not theme.file(f"blocks/{name}.html.jinja").is_file():
            yield unprinted(name, layer.source)


# ------------------------------------------------------------------------------------------ blocks


def _blocks(folder: Path, theme: Theme) -> Iterator[Diagnostic]:
    """Yield the blocks that no template above has; one that extends itself is refused."""
    environment = theme.environment()
    for path in _within(folder):
        if path.suffix != ".jinja":
            continue
        name = path.relative_to(folder).as_posix()
        try:
            tree = environment.parse(path.read_text(encoding="utf-8"))
        except (jinja2.TemplateError, UnicodeDecodeError):
            continue  # told where the template is filled
        parent = _parent(tree)
        if parent is None:
            continue
        if parent == name:
            extends = next(tree.find_all(nodes.Extends))
            hint = f'ours is {{% extends "default/{name}" %}}'
            problem = "this template extends itself"
            raise ReportError([Diagnostic(problem, _span(path, extends.lineno), hint)])
        known = _known(parent, environment)
        for block in _outermost(tree):
            if known and block.name not in known:
                problem = f"`{parent}` has no block `{block.name}`: it is never printed"
                near = suggestion(block.name, sorted(known))
                yield Diagnostic(problem, _span(path, block.lineno, block.name), near)


def _parent(tree: nodes.Template) -> str | None:
    extends = next(tree.find_all(nodes.Extends), None)
    if extends is None or not isinstance(extends.template, nodes.Const):
        return None
    return str(extends.template.value)


def _outermost(node: nodes.Node) -> Iterator[nodes.Block]:
    for child in node.iter_child_nodes():
        if isinstance(child, nodes.Block):
            yield child
        else:
            yield from _outermost(child)


def _known(parent: str, environment: jinja2.Environment) -> set[str]:
    """Return the blocks of a template and of those that it extends."""
    found: set[str] = set()
    name: str | None = parent
    seen: set[str | None] = {None}
    while name not in seen:
        seen.add(name)
        tree = _tree(str(name), environment)
        if tree is None:
            break  # told where the template is filled
        found.update(block.name for block in tree.find_all(nodes.Block))
        name = _parent(tree)
    return found


def _tree(name: str, environment: jinja2.Environment) -> nodes.Template | None:
    try:
        text = environment.loader.get_source(environment, name)[0] if environment.loader else ""
        return environment.parse(text)
    except jinja2.TemplateError:
        return None


# ------------------------------------------------------------------------------------------ tokens


def _sheets(folder: Path, theme: Theme) -> Iterator[Diagnostic]:
    """Yield the tokens that no sheet knows, and those that none sets."""
    ours, texts = _tokens_below(folder, theme), _sheets_of(folder)
    used = {name for text in texts.values() for name in _USE.findall(text)}
    own = {found[1] for text in texts.values() for found in _TOKEN.finditer(text)}
    for path, text in texts.items():
        for found in _TOKEN.finditer(text):
            name = found[1]
            if name not in ours and name not in used:
                span = Span.in_text(path, text, found.start())
                yield Diagnostic(f"no style sheet knows `--{name}`", span, _near(name, ours))
        for found in _USE.finditer(text):
            if found[1] not in ours and found[1] not in own:
                span = Span.in_text(path, text, found.start())
                message = f"no style sheet sets `--{found[1]}`"
                yield Diagnostic(message, span, _near(found[1], ours))


def _tokens_below(folder: Path, theme: Theme) -> dict[str, str]:
    return drawing.tokens(Theme(theme.folders[theme.folders.index(folder) + 1 :]))


def _sheets_of(folder: Path) -> dict[Path, str]:
    """Return the style sheets of a folder, their comments blank."""
    return {
        path: _COMMENT.sub(_blank, path.read_text(encoding="utf-8", errors="replace"))
        for path in _within(folder)
        if path.suffix == ".css"
    }


def _near(name: str, known: Iterable[str]) -> str:
    hint = suggestion(f"--{name}", [f"--{token}" for token in known])
    return hint or "templates/README.md lists the tokens"


def _kind(value: str) -> str | None:
    """Return what a token of ours holds, where it is plain to see."""
    if _colour(value):
        return "a colour"
    return next((kind for kind, pattern in _KINDS if pattern.fullmatch(value)), None)


def _is(kind: str, value: str) -> bool:
    if "var(" in value or ("(" in value and kind != "a colour"):
        return True  # computed
    if kind == "a colour":
        return _colour(value)
    return bool(dict(_KINDS)[kind].fullmatch(value.replace(" ", "").lower()))


def _colour(value: str) -> bool:
    from tinycss2.color4 import parse_color

    return parse_color(value) is not None


def _blank(comment: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", comment[0])


def _span(path: Path, line: int, needle: str = "") -> Span:
    lines = path.read_text(encoding="utf-8").splitlines()
    excerpt = lines[line - 1] if line <= len(lines) else ""
    return Span(path, line, max(excerpt.find(needle), 0) + 1, excerpt)
