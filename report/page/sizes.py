"""The sizes of type of a theme come in, as its tokens; the same, larger or smaller, go out."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

_COMMENT = re.compile(r"/\*.*?\*/", re.S)
_ROOT = re.compile(r":root\s*\{([^}]*)\}")
_TOKEN = re.compile(r"--([\w-]+)\s*:\s*([^;]+)")
_SIZE = re.compile(r"(\d+(?:\.\d+)?)(pt|px)(?:/(\d+(?:\.\d+)?)(pt|px)?)?")
_PLAIN = {"line", "between", "run-in-space", "note-hang", "answers-gap"}
"""Lengths that go with the type, though no leading stands after them."""


def tokens(text: str) -> Iterator[tuple[str, str]]:
    """Yield the custom properties that a sheet sets on ``:root``."""
    for block in _ROOT.finditer(_COMMENT.sub("", text)):
        yield from ((name, value.strip()) for name, value in _TOKEN.findall(block[1]))


def scaled(found: Mapping[str, str], factor: float) -> dict[str, str]:
    """Return the tokens that are sizes of type, or go with them, times a factor."""
    made = {}
    for name, value in found.items():
        match = _SIZE.fullmatch(value.replace(" ", ""))
        if match and (match[3] or name in _PLAIN):
            lead = f"/{_times(match[3], match[4], factor)}" if match[3] else ""
            made[name] = _times(match[1], match[2], factor) + lead
    return made


def _times(length: str, unit: str | None, factor: float) -> str:
    """Return a length times a factor; pixels are quarters, which WeasyPrint wants of notes."""
    if unit is None:
        return length
    larger = float(length) * factor
    return f"{round(4 * larger) / 4 if unit == 'px' else round(larger, 3):g}{unit}"


def root(found: Mapping[str, str]) -> str:
    """Return a sheet that sets tokens; "" without any."""
    rules = "; ".join(f"--{name}: {value}" for name, value in found.items())
    return f":root {{ {rules} }}\n" if rules else ""


def sheet(per_cent: int | None, *paths: Path) -> str:
    """Return a sheet with the sizes that files set, the later over the earlier, made larger."""
    if per_cent is None:
        return ""
    found: dict[str, str] = {}
    for path in paths:
        found.update(tokens(path.read_text(encoding="utf-8")))
    return root(scaled(found, per_cent / 100))
