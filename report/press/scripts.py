"""A character comes in; out, its script, the families that draw it, and the extra that brings them.

Source Serif and Source Sans have Latin, Greek and Cyrillic. What they lack is set in a family for
its script, from packages of fonts under the SIL Open Font License: the extras of this project.
"""

import unicodedata
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from . import faces
from .faces import Face


@dataclass(frozen=True, slots=True)
class Script:
    """A script: what people call it, its extra, its families, and what holds for setting it.

    ``bold`` is false where the serif family has one weight: bold is then set in the sans, as is the
    custom in Japan and China. ``breaks`` is false where no line ends without help.
    """

    name: str
    ranges: str
    extra: str = ""
    serif: str = ""
    sans: str = ""
    languages: tuple[str, ...] = ()
    rtl: bool = False
    bold: bool = True
    breaks: bool = True

    def families(self, role: str, weight: float = 400) -> tuple[str, ...]:
        """Return its families for ``text`` or ``labels``, the better one first."""
        if role == "labels" or (weight >= _BOLD and not self.bold):
            return tuple(dict.fromkeys((self.sans, self.serif)))
        return tuple(dict.fromkeys((self.serif, self.sans)))


_BOLD = 550
_HAN = "2e80-2fdf 3000-303f 3190-319f 31c0-31ef 3200-33ff 3400-4dbf 4e00-9fff f900-faff \
fe30-fe4f ff01-ff64 ffe0-ffee 20000-323af"


def _noto(
    name: str, ranges: str, extra: str, family: str, languages: tuple[str, ...], breaks: bool = True
) -> Script:
    """Return a script that has a family of Noto Sans, and no serif."""
    sans = f"Noto Sans {family}"
    return Script(name, ranges, extra, sans, sans, languages, breaks=breaks)


SCRIPTS = (
    Script("Greek", "370-3ff 1f00-1fff", "scripts", "Noto Sans", "Noto Sans", ("el", "grc")),
    Script(
        "Cyrillic", "400-52f 1c80-1c8f 2de0-2dff a640-a69f", "scripts", "Noto Sans", "Noto Sans",
        ("ru", "uk", "be", "bg", "mk", "tg", "kk", "ky", "mn"),
    ),
    _noto("Armenian", "530-58f fb13-fb17", "scripts", "Armenian", ("hy",)),
    Script(
        "Hebrew", "590-5ff fb1d-fb4f", "hebrew", "Noto Serif Hebrew", "Noto Sans Hebrew",
        ("he", "yi", "iw"), rtl=True,
    ),
    Script(
        # In tables too: the lam-alef of the sans faces is one glyph, which readers copy reversed.
        "Arabic", "600-6ff 750-77f 870-8ff fb50-fdff fe70-fefc", "arabic", "Amiri", "Amiri",
        ("ar", "fa", "ur", "ps", "ckb", "ug", "sd"), rtl=True,
    ),
    Script(
        "Devanagari", "900-97f a8e0-a8ff 1cd0-1cff", "indic", "Noto Serif Devanagari",
        "Noto Sans Devanagari", ("hi", "mr", "ne", "sa"),
    ),
    _noto("Bengali", "980-9ff", "indic", "Bengali", ("bn", "as")),
    _noto("Gurmukhi", "a00-a7f", "indic", "Gurmukhi", ("pa",)),
    _noto("Gujarati", "a80-aff", "indic", "Gujarati", ("gu",)),
    _noto("Odia", "b00-b7f", "indic", "Oriya", ("or",)),
    _noto("Tamil", "b80-bff", "indic", "Tamil", ("ta",)),
    _noto("Telugu", "c00-c7f", "indic", "Telugu", ("te",)),
    _noto("Kannada", "c80-cff", "indic", "Kannada", ("kn",)),
    _noto("Malayalam", "d00-d7f", "indic", "Malayalam", ("ml",)),
    _noto("Sinhala", "d80-dff", "indic", "Sinhala", ("si",)),
    Script("Thai", "e00-e7f", "thai", "Noto Serif Thai", "Noto Sans Thai", ("th",)),
    _noto("Lao", "e80-eff", "scripts", "Lao", ("lo",), breaks=False),
    _noto("Burmese", "1000-109f a9e0-a9ff aa60-aa7f", "scripts", "Myanmar", ("my",), breaks=False),
    _noto("Georgian", "10a0-10ff 1c90-1cbf 2d00-2d2f", "scripts", "Georgian", ("ka",)),
    _noto("Ethiopic", "1200-139f 2d80-2ddf ab00-ab2f", "scripts", "Ethiopic", ("am", "ti")),
    _noto("Khmer", "1780-17ff 19e0-19ff", "scripts", "Khmer", ("km",), breaks=False),
    Script(
        "Korean", "1100-11ff 3130-318f a960-a97f ac00-d7ff ffa0-ffdc", "cjk", "Noto Serif KR",
        "Noto Sans KR", ("ko",), bold=False,
    ),
    Script(
        "Japanese", "3040-30ff 31f0-31ff ff65-ff9f", "cjk", "Noto Serif JP", "Noto Sans JP",
        ("ja",), bold=False,
    ),
    Script("Bopomofo", "3100-312f 31a0-31bf", "cjk", "Noto Serif TC", "Noto Sans TC", bold=False),
    Script("Chinese", _HAN, "cjk", "Noto Serif SC", "Noto Sans SC", ("zh",), bold=False),
    Script(
        "Traditional Chinese", "", "cjk", "Noto Serif TC", "Noto Sans TC",
        ("zh-hant", "zh-tw", "zh-hk", "zh-mo", "yue"), bold=False,
    ),
)  # fmt: skip
"""Every script that can be set; of two that share characters the language decides."""

OTHER = Script("", "", "scripts", "Noto Sans", "Noto Sans")
"""What holds for a character of none of these: Noto Sans has more Latin and signs than ours."""

_STARTS = sorted(
    (int(part.partition("-")[0], 16), int(part.partition("-")[2], 16), number)
    for number, script in enumerate(SCRIPTS)
    for part in script.ranges.split()
)
_SHAPED = frozenset(
    (
        *("Hebrew", "Arabic", "Devanagari", "Bengali", "Gurmukhi", "Gujarati", "Odia", "Tamil"),
        *("Telugu", "Kannada", "Malayalam", "Sinhala", "Thai", "Lao", "Burmese", "Khmer"),
    )
)
HAN_USERS = ("Japanese", "Korean", "Traditional Chinese", "Chinese")


@lru_cache(maxsize=8192)
def of(character: str) -> Script:
    """Return the script of a character, ``OTHER`` for Latin and for what all share."""
    code = ord(character)
    place = bisect_right(_STARTS, (code, 0x110000, 0)) - 1
    if place >= 0 and _STARTS[place][0] <= code <= _STARTS[place][1]:
        return SCRIPTS[_STARTS[place][2]]
    return OTHER


@lru_cache(maxsize=256)
def of_language(tag: str) -> Script | None:
    """Return the script that a language is written in, None for Latin and for one unknown."""
    low = tag.lower()
    for script in reversed(SCRIPTS):  # zh-Hant before zh
        if any(low == name or low.startswith(f"{name}-") for name in script.languages):
            return script
    return None


def is_rtl(tag: str) -> bool:
    """Whether a language is read from right to left."""
    found = of_language(tag)
    return found is not None and found.rtl


def named(name: str) -> Script:
    """Return the script of that name."""
    return next(script for script in SCRIPTS if script.name == name)


@lru_cache(maxsize=4096)
def is_shaped(text: str) -> bool:
    """Say whether letters of a text join, change places, or carry marks: none is set by itself."""
    return not text.isascii() and any(
        unicodedata.category(c).startswith("M") or of(c).name in _SHAPED for c in text
    )


@lru_cache(maxsize=4096)
def is_moved(text: str) -> bool:
    """Say whether letters of a text are drawn in another order than they are read in.

    From left to right, that is: what runs the other way every reader turns round for itself, and a
    text that says how a line of it reads would be turned round too.
    """
    return not text.isascii() and any(
        (script := of(c)).name in _SHAPED and not script.rtl for c in text
    )


def users_of_han(text: str, languages: Iterable[str] = ()) -> tuple[str, ...]:
    """Return the names of the scripts that Han characters in a text belong to, likeliest first.

    They do not tell themselves: a language does, else kana or hangul in the same text.
    """
    told = [script.name for tag in languages if (script := of_language(tag))]
    shown = {of(character).name for character in set(text)}
    found = [name for name in (*told, "Japanese", "Korean") if name in told or name in shown]
    return tuple(dict.fromkeys(name for name in found if name in HAN_USERS)) or ("Chinese",)


def within(text: str, han: Sequence[str]) -> tuple[Script, ...]:
    """Return the scripts of a text, Latin left out; ``han`` are those of its Han characters."""
    found = sorted({of(character) for character in set(text)} - {OTHER}, key=lambda s: s.name)
    if any(script.name == "Chinese" for script in found):
        users = [named(name) for name in han]
        found = [*users, *(script for script in found if script not in users)]
        if "Chinese" not in han:
            found = [script for script in found if script.name != "Chinese"]
    return tuple(found)


# ------------------------------------------------------------------------------------------- files

_DATA = Path(__file__).with_name("faces.tsv")
"""Family, style, weight (0: variable), package, file below the package: a face a line."""


@lru_cache(maxsize=256)
def family(name: str) -> tuple[Face, ...]:
    """Return the faces of a family of the extras; none where its package is not installed."""
    found = []
    for line in _DATA.read_text(encoding="utf-8").splitlines():
        own, style, weight, package, file = line.split("\t")
        if own == name and (folder := faces.package(package)) is not None:
            path = folder / file
            if path.is_file():
                found.append(faces.read(path, own, style, int(weight)))
    return tuple(found)
