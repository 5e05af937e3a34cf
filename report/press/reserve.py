"""A section's HTML comes in; out, the families that stand behind those that its style sheets name.

Style sheets name a family or two. What these lack is set in the other family of the document, then
in ours, then in one for the script; never in what the machine happens to have.
"""

import re
import unicodedata
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from . import coverage, faces, scripts
from .faces import Face, Typeface, Typefaces
from .scripts import OTHER, Script

_TAG = re.compile(r"<[^>]*>")
# What style sheets print of attributes: running heads and feet, “continued”.
_RUNNING = re.compile(r"""\bdata-(?:title|record|running|continued|label)="([^"]*)\"""")
_LANGUAGES = re.compile(r"""\b(?:lang|data-languages)=["']([A-Za-z0-9 -]+)["']""")
_PRINTS_NOTHING = ("Cc", "Cf", "Cs", "Zl", "Zp", "Zs")


@dataclass(frozen=True, slots=True)
class Reserve:
    """What stands behind the named families in one section, and the faces to be loaded for it.

    ``lacking`` are its characters that not every face of the document draws, each once; ``han`` the
    scripts that have its Han characters.
    """

    lacking: str
    han: tuple[str, ...]
    faces: tuple[Face, ...]
    typefaces: Typefaces

    def families(self, named: tuple[str, ...], language: str, weight: float) -> tuple[str, ...]:
        """Return the families to try after ``named``, in order."""
        return _families(self, named, language, weight) if self.lacking else ()


@lru_cache(maxsize=1024)
def _families(
    reserve: Reserve, named: tuple[str, ...], language: str, weight: float
) -> tuple[str, ...]:
    used, own = reserve.typefaces, faces.ours()
    role = "labels" if named[:1] == (used.labels.family,) else "text"
    base = [used.text.family, used.labels.family, own.text.family, own.labels.family]
    if role == "labels":
        base = [base[1], base[0], base[3], base[2]]
    loaded = {face.family for face in reserve.faces}
    special = dict(used.scripts)
    spoken = scripts.of_language(language)
    han = sorted(reserve.han, key=lambda name: spoken is None or name != spoken.name)
    found: list[str] = []
    for script in (*scripts.within(reserve.lacking, han), OTHER):
        found += [special[script.name].family] if script.name in special else []
        found += [name for name in script.families(role, weight) if name in loaded]
    return tuple(dict.fromkeys(name for name in (*base, *found) if name not in named))


def behind(html: str) -> Reserve:
    """Return the reserve for a section, in the typefaces that are in use."""
    used = faces.in_use()
    text = unescape(" ".join([_TAG.sub(" ", html), *_RUNNING.findall(html)]))
    lacking = sorted(c for c in set(text) - _drawn_by_all(used) if not prints_nothing(c))
    if not lacking:
        return Reserve("", (), (), used)
    named = " ".join(dict.fromkeys(_LANGUAGES.findall(html))).split()
    han = scripts.users_of_han(text, named)
    return _behind("".join(lacking), han, used)


@lru_cache(maxsize=256)
def _behind(lacking: str, han: tuple[str, ...], used: Typefaces) -> Reserve:
    still = set(lacking) - drawn_by_some(used)
    special = dict(used.scripts)
    wanted: list[Face] = []

    def take(script: Script) -> None:
        for name in () if script.name in special else script.families("text"):
            wanted.extend(scripts.family(name))
        still.difference_update(c for face in wanted for c in characters(face))

    for script in scripts.within("".join(sorted(still)), han):
        take(script)
    for name in scripts.HAN_USERS:  # some characters only one of them has
        if name not in han and any(scripts.of(c).name == "Chinese" for c in still):
            take(scripts.named(name))
            han = (*han, name)
    if still:
        take(OTHER)
    return Reserve(lacking, han, tuple(dict.fromkeys(wanted)), used)


def typefaces_behind(text: str, first: Typeface, weight: float) -> tuple[Typeface, ...]:
    """Return the typefaces that stand behind one for a text without HTML, in order."""
    found = behind(text.replace("<", "&lt;"))
    used = found.typefaces
    own = (used.text, used.headings, used.labels, faces.ours().text, faces.ours().labels)
    known = {typeface.family: typeface for typeface in (*own, *(t for _, t in used.scripts))}
    return tuple(
        known.get(name) or Typeface(name, scripts.family(name))
        for name in found.families((first.family,), "", weight)
    )


def lacking(text: str) -> tuple[str, ...]:
    """Return the characters that no face draws which is installed here, each once."""
    return _lacking(set_apart(text))


def _lacking(text: str) -> tuple[str, ...]:
    used = faces.in_use()
    drawn = drawn_by_some(used)
    missed = [c for c in dict.fromkeys(text) if c not in drawn]
    missed = [c for c in missed if not prints_nothing(c)]
    if not missed:
        return ()
    loaded = _behind("".join(sorted(missed)), scripts.users_of_han(text), used).faces
    behind_them = {c for face in loaded for c in characters(face)}
    return tuple(c for c in missed if c not in behind_them)


def set_apart(text: str) -> str:
    """Return ``text`` with letters in two parts that no face here has whole: ẍ is x and its mark.

    Whole they are copied better: Chrome puts a space after a mark.
    """
    drawn = drawn_by_some(faces.in_use())
    table = {}
    for character in _lacking(text):
        parts = unicodedata.normalize("NFD", character)
        if len(parts) > 1 and drawn.issuperset(parts):
            table[ord(character)] = parts
    return text.translate(table) if table else text


def prints_nothing(character: str) -> bool:
    """Whether a character is a space, a joiner or another that no face need draw."""
    return unicodedata.category(character) in _PRINTS_NOTHING


def characters(face: Face) -> frozenset[str]:
    """Return what a face draws."""
    return coverage.characters(face.path, face.digest)


@lru_cache(maxsize=16)
def _drawn_by_all(used: Typefaces) -> frozenset[str]:
    """Return what each face of the three roles draws."""
    named = dict.fromkeys((*used.text.faces, *used.headings.faces, *used.labels.faces))
    return frozenset.intersection(*(characters(face) for face in named))


@lru_cache(maxsize=16)
def drawn_by_some(used: Typefaces) -> frozenset[str]:
    """Return what one face at least draws of those that a document names, or of ours."""
    return frozenset[str]().union(*(characters(face) for face in used.faces()))


_current: ContextVar[Reserve | None] = ContextVar("reserve", default=None)


@contextmanager
def kept(reserve: Reserve) -> Iterator[None]:
    """Keep a reserve behind the families of what is laid out meanwhile."""
    token = _current.set(reserve)
    try:
        yield
    finally:
        _current.reset(token)


def current() -> Reserve | None:
    """Return the reserve behind what is laid out now."""
    return _current.get()


def is_kept() -> bool:
    """Whether what is laid out now has letters that stand in another face than the one named."""
    kept = _current.get()
    return kept is not None and bool(kept.lacking)


def kept_faces() -> tuple[Face, ...]:
    """Return the faces that were loaded for what is laid out now."""
    current = _current.get()
    return current.faces if current is not None else ()


def families(named: list[str] | tuple[str, ...], language: str | None, weight: float) -> str:
    """Return what WeasyPrint asks Pango for: the named families, and those behind them."""
    current = _current.get()
    more = current.families(tuple(named), language or "", weight) if current else ()
    return ",".join((*named, *more))
