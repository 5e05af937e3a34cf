"""What is known of a language: its tag comes in, word lists and patterns of its own file go out.

``languages/en.yaml`` and its neighbours hold the data, one file a language; the splitter of
sentences, the reader of numbers and the checks all look here, so that another language is one file.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from functools import cache
from pathlib import Path
from typing import Any, Literal, get_args

import yaml

from .wording import matter

FOLDER = Path(__file__).parent / "languages"


@dataclass(frozen=True, slots=True)
class Grammar:
    """The words of one language that something here asks for; what its file lacks is empty."""

    language: str
    openers: frozenset[str] = frozenset()
    """Words that open a sentence without being names."""
    plain: frozenset[str] = frozenset()
    """Common words, for telling them from names where every word has a capital."""
    judging: frozenset[str] = frozenset()
    """Words that judge, or claim that nothing is left out."""
    grading: frozenset[str] = frozenset()
    """Words that judge in some sentences and report in others."""
    absolute: frozenset[str] = frozenset()
    """Words that leave no exception, as “never”."""
    documents: frozenset[str] = frozenset()
    """Nouns for documents and their parts."""
    said: frozenset[str] = frozenset()
    """How documents speak, and how one speaks of what they leave out."""
    asking: frozenset[str] = frozenset()
    """Words that open a question."""
    abbreviations: frozenset[str] = frozenset()
    """What ends in a full stop without ending a sentence, unless an opener follows."""
    before_names: frozenset[str] = frozenset()
    """Titles: their full stop never ends a sentence."""
    before_numbers: frozenset[str] = frozenset()
    """What ends in a full stop and ends no sentence where a number follows."""

    hedges: str = ""
    """What limits a claim: patterns, as ``attributing``."""
    scopes: str = ""
    """What binds or bounds a claim without being a hedge: all, only, must, until."""
    negations: str = ""
    """What denies."""
    counts: str = ""
    """Numbers in words, and months."""
    attributing: str = ""
    """What says that somebody else holds a claim. The patterns stand between ``/`` in the file."""

    per_cent: frozenset[str] = frozenset()
    """How the language writes %, without endings."""
    months: Mapping[str, int] = field(default_factory=dict)
    """Forms of the months that CLDR lacks."""
    scales: Mapping[str, int] = field(default_factory=dict)
    """Words that multiply the number before them, without endings."""
    numbers: Mapping[str, int] = field(default_factory=dict)
    """Numbers in words."""

    @property
    def whole(self) -> bool:
        """Whether the checks that need a grammar have one."""
        return bool(self.openers and self.plain)


NOTHING = Grammar("")
"""The grammar of a language that has no file."""


@cache
def of(language: str) -> Grammar:
    """Return what is known of a language by its tag: of en-GB what ``en.yaml`` says."""
    path = FOLDER / f"{language.partition('-')[0].casefold()}.yaml"
    if not language or not path.is_file():
        return NOTHING
    data = yaml.load(path.read_text(encoding="utf-8"), Loader=_LOADER)  # noqa: S506  # a base loader
    known = {one.name for one in fields(Grammar)}
    given: dict[str, Any] = {
        name.replace("-", "_"): _pattern(value) if name in get_args(PatternName) else _words(value)
        for name, value in data.items()
    }
    return Grammar(path.stem, **{name: words for name, words in given.items() if name in known})


def _pattern(value: object) -> str:
    """Return the patterns of a list as one, the longest first; a space in them is any space."""
    parts = (" ".join(part.split()) for part in str(value).split(" / "))
    return "|".join(sorted(filter(None, parts), key=len, reverse=True))


PatternName = Literal["hedges", "scopes", "negations", "counts", "attributing"]
_CASED = ("attributing",)  # says, but not the States


@cache
def rule(language: str, name: PatternName, *, spaced: bool = True) -> re.Pattern[str] | None:
    """Return what finds the words of a list of patterns in a text, None where there are none.

    Of a language whose hedges are not known every language's words are looked for, but for those
    that say who holds a claim. ``spaced``: the text has spaces between its words.
    """
    known = [of(language)]
    if not known[0].hedges and name not in _CASED:
        known = [of(path.stem) for path in sorted(FOLDER.glob("*.yaml"))]
    words = "|".join(filter(None, (getattr(one, name) for one in known)))
    if not words:
        return None
    bounded = rf"(?<![\w-])(?:{words})(?!\w)" if spaced else words
    return re.compile(bounded, 0 if name in _CASED else re.IGNORECASE)


_LOADER: Any = getattr(yaml, "CBaseLoader", yaml.BaseLoader)


def _words(value: str | Mapping[str, Any]) -> Any:
    """Return a list as a set, and a table of words as numbers by their words."""
    if isinstance(value, Mapping):
        return {str(word): int(str(number)) for word, number in value.items()}
    return frozenset(str(value).split())


@cache
def stems(language: str, name: str) -> frozenset[str]:
    """Return the words of a list as ``matter`` compares them, whatever their ending."""
    return frozenset(stem for word in getattr(of(language), name) for stem in matter(word))
