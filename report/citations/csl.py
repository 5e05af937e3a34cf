"""The vocabulary of CSL-JSON with the fields of the house, and a check of references against it."""

import datetime as dt
import difflib
import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..errors import Loc, suggestion
from ..text import language

_NAMES = """
author chair collection-editor compiler composer container-author contributor curator director
editor editor-translator editorial-director executive-producer guest host illustrator
interviewer narrator organizer original-author performer producer recipient reviewed-author
script-writer series-creator translator
"""
_TEXTS = """
abstract annote archive archive-place archive_collection archive_location authority call-number
chapter-number citation-key collection-number collection-title container-title
container-title-short dimensions division DOI edition event-place event-title genre id ISBN ISSN
issue jurisdiction keyword language license locator medium note number number-of-pages
number-of-volumes original-publisher original-publisher-place original-title page page-first
part-number part-title PMCID PMID printing-number publisher publisher-place references
reviewed-genre reviewed-title scale section source status supplement-number title title-short
URL version volume volume-title year-suffix
"""
_TYPES = """
article article-journal article-magazine article-newspaper bill book broadcast chapter classic
collection dataset document entry entry-dictionary entry-encyclopedia event figure graphic
hearing interview legal_case legislation manuscript map motion_picture musical_score pamphlet
paper-conference patent performance periodical personal_communication post post-weblog
regulation report review review-book software song speech standard thesis treaty webpage
"""
_UNTITLED = ("personal_communication", "interview", "review", "review-book", "entry", "post")
_SEASONS = (13, 14, 15, 16, 21, 22, 23, 24)  # of CSL-JSON, in the place of a month
HOUSE = ("short", "title-translated", "hereafter", "in-notes", "recase")
IN_NOTES = ("opening", "closing", "short-remark")
DATES = ("accessed", "available-date", "event-date", "issued", "original-date", "submitted")
NAMES = tuple(_NAMES.split())
TEXTS = tuple(_TEXTS.split())
TYPES = tuple(_TYPES.split())
FIELDS = (*HOUSE, *DATES, *NAMES, *TEXTS, "type", "custom", "categories")
# What EndNote and databases write where CSL has `genre`; the type says it already.
NO_GENRE = frozenset(
    (
        *("article", "journal article", "review", "research article", "original article"),
        *("book", "book section", "book chapter", "edited book", "conference paper"),
        *("conference proceedings", "proceedings paper", "proceedings", "inproceedings"),
        *("newspaper article", "magazine article", "electronic article", "web page", "generic"),
        *("journal", "text", "misc", "online", "webpage", "article; proceedings paper"),
    )
)

Doubt = tuple[str, str, str | None]  # about a reference: its field, a message, a hint

_PARTS_OF_NAMES = (
    *("family", "given", "literal", "suffix", "dropping-particle", "non-dropping-particle"),
    *("comma-suffix", "static-ordering", "parse-names"),
)


def problems(reference: Mapping[str, Any], loc: Loc = ()) -> Iterator[tuple[Loc, str, str | None]]:
    """Yield what citeproc would choke on or pass over: place in ``reference``, message, hint."""
    fields = [*FIELDS, *IN_NOTES] if loc[-1:] == ("in-notes",) else list(FIELDS)
    if "type" in reference and reference["type"] not in TYPES:
        hint = suggestion(str(reference["type"]), list(TYPES))
        yield (*loc, "type"), f"there is no type of reference `{reference['type']}`", hint
    if not loc and "type" not in reference:
        yield (
            loc,
            "`type` is missing",
            "book, article-journal, chapter, report, webpage, document, …",
        )
    if not loc and "title" not in reference and reference.get("type") not in _UNTITLED:
        yield loc, "`title` is missing", "a work without one has a description: title: [Letter]"
    for name, value in reference.items():
        place = (*loc, name)
        if name not in fields:
            yield place, f"`{name}` is not a field of a reference", suggestion(name, fields)
        elif name == "in-notes" and isinstance(value, Mapping):
            yield from problems(value, place)
        elif name == "in-notes":
            yield place, "`in-notes` holds fields", "publisher: …"
        elif name in NAMES and value and not _is_names(value):
            yield place, f"`{name}` is a list of names", "- {family: Usmonov, given: Farrukh}"
        elif name in DATES and not _is_date(value):
            yield place, f"`{name}` is no date", "write 2006, 2006-05-13, or undated"
        elif name in TEXTS and not isinstance(value, str | int | float):
            yield place, f"`{name}` is a text", None
        elif name == "language" and (fault := language.fault(str(value))):
            yield place, fault, None
        elif name == "URL" and not language.is_address(str(value)):
            yield place, language.ADDRESS_WANTED, None
        elif name in DATES and (fault := _impossible(value)):
            yield place, fault, "write 2006, 2006-05 or 2006-05-13"


def is_field(place: Loc) -> bool:
    """Say whether the last step of a place in a reference is a field of one."""
    return place[-1] in (*FIELDS, *IN_NOTES) or isinstance(place[-1], int)


def meant(name: str) -> str | None:
    """Return a hint where ``name`` is nearly the name of a field of CSL."""
    near = difflib.get_close_matches(name, (*NAMES, *DATES, *TEXTS), n=1, cutoff=0.8)
    return f"did you mean `{near[0]}`?" if near else None


def _is_names(value: Any) -> bool:
    return isinstance(value, list | tuple) and all(
        isinstance(n, Mapping)
        and n.keys() <= set(_PARTS_OF_NAMES)
        and ("family" in n or "literal" in n)
        and all(isinstance(part, str | int) for part in n.values())
        for n in value
    )


def _is_date(value: Any) -> bool:
    if isinstance(value, Mapping):
        parts = value.get("date-parts")
        return (
            isinstance(value.get("literal", value.get("raw")), str)
            if parts is None
            else isinstance(parts, list | tuple)
            and all(
                isinstance(p, list | tuple)
                and p
                and all(re.fullmatch(r"-?\d{1,6}", str(n).strip()) for n in p)
                for p in parts
            )
        )
    return isinstance(value, str | int)


def _impossible(value: Any) -> str | None:
    """Return a sentence on a month or a day that there is not; a season has no day."""
    ends = value.get("date-parts", []) if isinstance(value, Mapping) else []
    if not isinstance(value, Mapping) and re.fullmatch(
        r"\d{1,4}(-\d{1,2}){1,2}", str(value).strip()
    ):
        ends = [str(value).strip().split("-")]
    for parts in ends:
        year, month, day = [*(int(part) for part in parts), 1, 1][:3]
        if isinstance(value, Mapping) and len(parts) == 2 and month in _SEASONS:
            continue
        if not 1 <= month <= 12:
            return f"there is no month {month}"
        try:
            dt.date(min(max(year, 1), 9999), month, day)
        except ValueError:
            return f"there is no day {day} in that month"
    return None
