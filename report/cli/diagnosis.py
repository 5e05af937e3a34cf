"""Look the machine and the installation over: a finding for each part goes out."""

import contextlib
import importlib
import importlib.metadata
import importlib.util
import io
import os
import platform
import string
import subprocess
import sys
import warnings
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ..machine import libraries
from ..press import installed

PYTHON = (3, 11)
FAMILIES = ("Source Serif 4", "Source Sans 3")

_SMALL = {
    "Latin": string.ascii_lowercase + "àáâãäåæçèéêëìíîïñòóôõöøùúûüýÿœ",
    "Cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Tajik": "ғӣқӯҳҷ",
    "macrons": "āēīōū",
}
LETTERS = {name: letters + letters.upper() for name, letters in _SMALL.items()}
"""What names, places and titles of the sources are written in."""

REINSTALL = "run `make`, or install the package again with pip"


@dataclass(frozen=True, slots=True)
class Condition:
    """One part looked at; ``remedy`` says the way out when it is not ``ok``."""

    name: str
    ok: bool
    detail: str
    remedy: str = ""


def diagnose(build: Path = Path("build")) -> tuple[Condition, ...]:
    """Look at every part and return what was found, the well and the ill, in a fixed order.

    ``build`` is the folder that is to be written to. A part that cannot even be looked at, because
    a package or a library is missing, is a finding too.
    """
    libraries.reach()
    return (
        *_python(),
        *_libraries(),
        *_looked_at("WeasyPrint", _weasyprint),
        *_looked_at("mends", _mends),
        *_looked_at("pandoc", _pandoc),
        *(finding for family in FAMILIES for finding in _looked_at(family, _fonts(family))),
        *_looked_at("templates", _bundled),
        *_build_folder(build),
        *_encoding(),
    )


def as_text(findings: Iterable[Condition]) -> str:
    """Return the findings as lines for a terminal, ending with a sentence that sums them up."""
    findings = tuple(findings)
    width = max(len(finding.name) for finding in findings)
    lines = []
    for finding in findings:
        mark = "ok" if finding.ok else "NO"
        lines.append(f"{mark}  {finding.name:{width}}  {finding.detail}")
        if finding.remedy and not finding.ok:
            lines.append(f"{'':{width + 6}}{finding.remedy}")
    ill = sum(not finding.ok for finding in findings)
    lines += ["", f"{ill} of {len(findings)} need attention." if ill else "All is well."]
    return "\n".join(lines)


def _looked_at(name: str, probe: Callable[[], Iterator[Condition]]) -> Iterator[Condition]:
    """Yield a probe's findings, or the package or file that kept it from looking."""
    try:
        yield from tuple(probe())
    except ImportError as error:
        yield Condition(name, False, f"the package `{error.name}` is not installed", REINSTALL)
    except OSError as error:
        yield Condition(name, False, str(error).splitlines()[0], REINSTALL)


def _python() -> Iterator[Condition]:
    wanted = ".".join(map(str, PYTHON))
    yield Condition(
        "Python",
        sys.version_info >= PYTHON,
        f"{platform.python_version()} on {platform.platform()}",
        f"install Python {wanted} or later",
    )


def _libraries() -> Iterator[Condition]:
    for library in libraries.LIBRARIES:
        found = libraries.find(library)
        detail = str(found).removeprefix(library.name).removeprefix(" is ").strip() or "found"
        yield Condition(library.name, found.ok, detail, libraries.remedy([library.name]))


def _weasyprint() -> Iterator[Condition]:
    version = importlib.metadata.version("weasyprint")
    # When a library is missing it prints a page of advice, and then raises OSError.
    with warnings.catch_warnings(), contextlib.redirect_stdout(io.StringIO()):
        warnings.simplefilter("ignore")
        try:
            installed.weasyprint()
        except OSError as error:
            reason = str(error).split(":")[0]
            lacking = libraries.lacking() or [library.name for library in libraries.LIBRARIES]
            remedy = libraries.remedy(lacking)
            yield Condition("WeasyPrint", False, f"{version} does not load: {reason}", remedy)
            return
    tried = " or ".join(installed.TRIED)
    detail = version
    if version not in installed.TRIED:
        detail = f"{version}, where {tried} was tried"
    elif not installed.standing().tried:
        detail = f"{version}, whose files were changed here"
    remedy = f"`pip install --force-reinstall --no-deps weasyprint=={tried}`"
    yield Condition("WeasyPrint", installed.standing().tried, detail, remedy)


def _mends() -> Iterator[Condition]:
    """Yield what of the mends works in the WeasyPrint that is here, or is not needed there."""
    states = installed.standing().states
    told = {
        "on": "",
        "unneeded": "not needed by this WeasyPrint: ",
        "off": "not working with this WeasyPrint: ",
    }
    parts = [
        f"{words}{', '.join(names)}"
        for state, words in told.items()
        if (names := [name for name, found in states.items() if found == state])
    ]
    remedy = "a build says what may be lost, and refuses what is"
    yield Condition("mends", "off" not in states.values(), "; ".join(parts), remedy)


def _pandoc() -> Iterator[Condition]:
    package = importlib.util.find_spec("pypandoc")
    if package is None or package.origin is None:
        raise ModuleNotFoundError(name="pypandoc-binary")
    pandoc = Path(package.origin).parent / "files" / "pandoc"
    said = subprocess.run([pandoc, "--version"], capture_output=True, text=True, check=False)
    first = (said.stdout or said.stderr).strip().splitlines()[:1]
    yield Condition("pandoc", said.returncode == 0, " ".join(first), REINSTALL)


def _fonts(family: str) -> Callable[[], Iterator[Condition]]:
    def probe() -> Iterator[Condition]:
        import fontpkg

        try:
            found = fontpkg.family(family)
        except LookupError as error:  # fontpkg's own word for a package that is not installed
            package = f"fontpkg-{family.lower().replace(' ', '-')}"
            raise ModuleNotFoundError(name=package) from error
        for file in found.files:
            lacks = missing_letters(file.path)
            covers = f"with {', '.join(LETTERS)}"
            if lacks:
                covers = f"without {', '.join(map(' '.join, lacks.items()))}"
            detail = f"{found.version}, {covers}"
            yield Condition(f"{family} {file.style}", not lacks, detail, REINSTALL)

    return probe


def missing_letters(font: Path) -> dict[str, str]:
    """Return the letters that a font file has no glyph for, by the name of their alphabet."""
    import uharfbuzz as hb

    glyphs = set(hb.Face(hb.Blob.from_file_path(str(font))).unicodes)
    lacks = {
        name: "".join(letter for letter in letters if ord(letter) not in glyphs)
        for name, letters in LETTERS.items()
    }
    return {name: letters for name, letters in lacks.items() if letters}


def _bundled() -> Iterator[Condition]:
    from ..machine.installed import bundled

    importlib.import_module("jinja2")
    for name, pattern in (("templates", "*.jinja"), ("content", "*.yaml")):
        try:
            folder = bundled(name)
        except FileNotFoundError as error:
            yield Condition(name, False, str(error), REINSTALL)
            continue
        count = sum(1 for _ in folder.rglob(pattern))
        yield Condition(name, count > 0, f"{count} files {pattern} in {folder}", REINSTALL)


def _build_folder(build: Path) -> Iterator[Condition]:
    place = build.absolute()
    while not place.exists():
        place = place.parent
    writable = place.is_dir() and os.access(place, os.W_OK | os.X_OK)
    detail = f"{build.absolute()} {'can' if writable else 'cannot'} be written to"
    yield Condition(
        "build folder", writable, detail, "name another place with `report build -o FILE`"
    )


def _encoding() -> Iterator[Condition]:
    encoding = sys.stdout.encoding or "ascii"
    try:
        "“ҷ”".encode(encoding)
        shown = True
    except UnicodeEncodeError:
        shown = False
    language = os.environ.get("LC_ALL") or os.environ.get("LC_CTYPE") or os.environ.get("LANG")
    detail = f"{encoding} ({language or 'no locale set'})"
    yield Condition("encoding", shown, detail, "set PYTHONUTF8=1, or a locale that ends in UTF-8")
