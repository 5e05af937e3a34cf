"""The style of what is inside drawings: a theme comes in, one style sheet for every SVG goes out.

WeasyPrint 70 gives an SVG in the HTML only the rules that stand inside it, and knows no custom
properties there. So ``css/drawing.css`` of each folder of the theme is put into every drawing, with
the tokens filled in from the theme's style sheets: a token that an author sets holds here too.
"""

import re
from pathlib import Path

from ..errors import Diagnostic, ReportError, Span, suggestion
from . import sizes, typeface
from .theme import Theme

NAME = "css/drawing.css"

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_IMPORT = re.compile(r"@import\s+(?:url\()?[\"']?([^\"')\s;]+)")
_USE = re.compile(r"var\(\s*--([\w-]+)\s*\)")


def sheet(theme: Theme, known: dict[str, str] | None = None) -> str:
    """Return the rules for drawings, the default theme's first; ``ReportError`` without a token.

    ``known`` are the theme's tokens, where they were read already.
    """
    known = tokens(theme) if known is None else known
    rules = []
    for folder in reversed(theme.chain):
        path = folder / NAME
        if path.is_file():
            text = path.read_text(encoding="utf-8")
            rules.append(_filled(_COMMENT.sub(_blank, text), known, path))
    return " ".join(" ".join(rules).split())


def tokens(theme: Theme) -> dict[str, str]:
    """Return every custom property that holds on ``:root``: the last one set.

    The document's own typefaces go before the theme's.
    """
    found: dict[str, str] = {}
    for given in theme.stylesheets(theme.paper):
        texts = [given] if isinstance(given, str) else _with_imports(given, set(), theme)
        for text in texts:
            found.update(sizes.tokens(text))
    return found | typeface.tokens()


def _with_imports(path: Path, seen: set[Path], theme: Theme) -> list[str]:
    if path.resolve() in seen or not theme.holds(path):
        return []
    seen.add(path.resolve())
    text = _COMMENT.sub("", path.read_text(encoding="utf-8"))
    imported = [_with_imports(path.parent / name, seen, theme) for name in _IMPORT.findall(text)]
    return [*(t for texts in imported for t in texts), text]


def _filled(text: str, known: dict[str, str], path: Path) -> str:
    problems: list[Diagnostic] = []

    def value(found: re.Match[str]) -> str:
        if found[1] not in known:
            problem = f"no style sheet of the theme sets `--{found[1]}` on `:root`"
            hint = suggestion(f"--{found[1]}", [f"--{name}" for name in known])
            problems.append(Diagnostic(problem, Span.in_text(path, text, found.start()), hint))
            return ""
        inner = known[found[1]]
        return _USE.sub(value, inner) if inner != found[0] else ""

    filled = _USE.sub(value, text)
    if problems:
        raise ReportError(problems)
    return filled


def _blank(comment: re.Match[str]) -> str:
    """Take a comment out and keep its lines, so that places stay right."""
    return "\n" * comment[0].count("\n")
