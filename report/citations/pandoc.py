"""Run the pandoc that came with pypandoc-binary, and write its inline elements as HTML.

Arguments and a text come in, pandoc's output goes out; a pandoc of the system is never used.
"""

import subprocess
from collections.abc import Iterable, Mapping
from functools import cache
from html import escape
from importlib.metadata import version as version_of
from importlib.util import find_spec
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

API = (1, 23)  # of Pandoc's JSON, in every pandoc 3
_SECONDS = 120  # a call takes a quarter of a second; this only ends one that hangs

_TAGS = {
    "Emph": "i",
    "Strong": "b",
    "Superscript": "sup",
    "Subscript": "sub",
}
_BLOCK_LIKE = {"csl-block", "csl-indent", "csl-left-margin", "csl-right-inline"}


class PandocError(Exception):
    """Pandoc refused its input; the message is its own."""


class BrokenPandocError(Exception):
    """Pandoc was killed, or came to no end; the message says which."""


@cache
def executable() -> Path:
    """Return the bundled pandoc; the package is found, not imported."""
    spec = find_spec("pypandoc")
    if spec is not None and spec.origin is not None:
        for name in ("pandoc", "pandoc.exe"):
            path = Path(spec.origin).parent / "files" / name
            if path.is_file():
                return path
    raise FileNotFoundError("pypandoc-binary is not installed: it brings pandoc with it")


def version() -> str:
    """Return the version of the package that brought pandoc, which fixes pandoc's own."""
    return version_of("pypandoc-binary")


def run(*arguments: str, text: str, files: Mapping[str, str] | None = None) -> str:
    """Return what pandoc makes of ``text``; ``PandocError`` on an error or a warning that matters.

    ``BrokenPandocError`` where something else ended pandoc, or nothing did.

    ``files`` (name and text) lie in the folder in which pandoc runs; it sees no others.
    """
    out, said = _call([*arguments], text.encode(), files or {})
    if "not found" in said:
        raise PandocError(said)
    return out


def html_of(data: bytes, form: str, seconds: int) -> str:
    """Return a file of an office program (docx, odt, rtf, epub) as HTML; ``PandocError`` if not.

    It has 700 MB of memory, two minutes, and so many seconds of a processor: what an e-book or a
    note names over and over is read over and over.
    """
    memory = ("+RTS", "-M700m", "-RTS")
    arguments = ["--from", form, "--to", "html5", "--wrap=none", *memory]
    return _call(arguments, data, {}, seconds)[0]


def _call(
    arguments: list[str], data: bytes, files: Mapping[str, str], seconds: int = _SECONDS
) -> tuple[str, str]:
    """Return what pandoc makes of its input, and what it says of it."""
    with TemporaryDirectory(prefix="report-") as folder:
        for name, content in files.items():
            Path(folder, name).write_text(content, encoding="utf-8")
        try:
            done = subprocess.run(
                [*_bounded(seconds), str(executable()), "--sandbox", *arguments],
                input=data,
                capture_output=True,
                cwd=folder,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            raise BrokenPandocError(f"pandoc took more than {_SECONDS} s") from None
    if done.returncode < 0:
        raise BrokenPandocError(f"pandoc was ended by signal {-done.returncode}")
    said = done.stderr.decode(errors="replace").strip()
    if done.returncode:
        raise PandocError(said)
    return done.stdout.decode(), said


def _bounded(seconds: int) -> list[str]:
    """Return the words that bound the processor time of a command after them, where there is sh."""
    shell = "/bin/sh"
    if seconds == _SECONDS or not Path(shell).is_file():
        return []
    return [shell, "-c", f'ulimit -t {seconds}; exec "$0" "$@"']


def to_html(inlines: Iterable[Mapping[str, Any]]) -> str:
    """Return Pandoc's inlines as HTML of few tags: i, b, sup, sub, small capitals, links."""
    return "".join(map(_inline, inlines))


def _inline(node: Mapping[str, Any]) -> str:
    kind = node["t"]
    inner: Any = node.get("c")
    match kind:
        case "Str":
            return escape(str(inner), quote=False)
        case "Space" | "SoftBreak" | "LineBreak":
            return " "
        case "Link":
            return f'<a href="{escape(inner[2][0])}">{to_html(inner[1])}</a>'
        case "SmallCaps":
            return f'<span class="small-caps">{to_html(inner)}</span>'
        case "Quoted":
            marks = "“”" if inner[0]["t"] == "DoubleQuote" else "‘’"
            return f"{marks[0]}{to_html(inner[1])}{marks[1]}"
        case "Span" | "Div":
            (_, classes, _), children = inner
            text = to_html(children)
            return f"{text.strip()} " if _BLOCK_LIKE & set(classes) else text
        case "Cite":
            return to_html(inner[1])
        case "Para" | "Plain" | "Underline" | "Strikeout":
            return to_html(inner)
        case "Code" | "Math":
            return escape(str(inner[1]), quote=False)
        case _ if kind in _TAGS:
            return f"<{_TAGS[kind]}>{to_html(inner)}</{_TAGS[kind]}>"
    raise ValueError(f"pandoc made an element that no citation has: {kind}")
