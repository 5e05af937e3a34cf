"""Turn a reference as its author writes it into the CSL items that citeproc is given.

A mapping of CSL variables comes in, with a few fields of the house; strict CSL-JSON goes out. The
house fields are:

- ``short``: the title in later notes, as ``title-short``;
- ``title-translated``: the English of a title in another language, which ``language`` names;
- ``hereafter``: its short title is not obvious: its first note says that it is called so from then
  on, and a style without a full first note does not use it;
- ``in-notes``: what a note says otherwise than the bibliography: any CSL variable (an empty one
  takes the variable away), and ``opening`` and ``closing``, words before and after the first note
  of the work, and ``short-remark``, words after its short title;
- ``recase``: the title has capitals as in headlines, which a style in sentence case may lower, but
  for what stands in ``<span class="nocase">``; so titles of BibTeX are.

A date may be written as text: ``2006``, ``2006-05-13``, ``undated``.
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from ..text import eastern
from ..text.catalogue import Catalogue
from . import dates, recasing, untagged
from .csl import DATES, HOUSE, IN_NOTES, NAMES
from .styles import Style

ENGLISH = Catalogue()

Reference = Mapping[str, Any]
CslItem = dict[str, Any]

# Invisible characters, ignored in sorting, that citeproc carries through to ``correction``.
LANGUAGE = "\U000e0001", "\U000e007f"  # Unicode's language tag, and its end, around a title
ASIDE = "\u2063", "\u2064"  # around words that follow a title in roman, outside its quotes

HEREAFTER = "\u2061"  # before the words that declare a short title
APART = "\u2060"  # an invisible character that keeps two like names or titles apart
BIBLIOGRAPHY = "#bibliography"  # ends the id of an item that only the bibliography prints

_UNDATED = {"undated", "n.d.", "n. d.", "no date"}
_FULL_STOP = re.compile(r"(?<=[a-zа-я]{4})\.$")  # databases end a title so; the style ends it
_LIKE_A_FIELD = re.compile(r"^(\W{0,3}[\w -]+):")
_DAY_IN_WORDS = re.compile(r"(?:\d{1,2}\.? )?[^\W\d_]{3,}\.? \d{4}|[^\W\d_]{3,}\.? \d{1,2}, \d{4}")
_INITIALS = re.compile(r"[A-Z]{2,3}")  # LJ Schafer, as databases have it
_ADDRESS = re.compile(r"[a-z][\w-]*(?:\.[\w-]+)+")
_PROTECTED = re.compile(r"(?<!>)(\[[^\[\]]*\])")


_NOCASE = '<span class="nocase">'
_INNER = re.compile(r'<span class="nocase">(.*?)</span>')


def date(value: Any) -> Any:
    """Return a date as CSL-JSON has it, from CSL-JSON or from text."""
    if isinstance(value, Mapping):
        made = dict(value)
        if "date-parts" in made:
            made["date-parts"] = [[int(part) for part in parts] for parts in made["date-parts"]]
        return made
    text = str(value).strip()
    if re.fullmatch(r"-?\d{1,4}(-\d{1,2}){0,2}", text):
        first, rest = (text[0], text[1:]) if text[0] == "-" else ("", text)
        return {
            "date-parts": [
                [int(first + n) if not i else int(n) for i, n in enumerate(rest.split("-"))]
            ]
        }
    if _DAY_IN_WORDS.fullmatch(text) and "date-parts" in (read := dates.read(text) or {}):
        return read
    return {"literal": text}


def plain_item(key: str, reference: Reference) -> CslItem:
    """Return ``reference`` as strict CSL-JSON: no house fields, no empty ones."""
    item: CslItem = {"id": key}
    for name, value in reference.items():
        if name in HOUSE or name == "id" or value in ("", None, [], {}):
            continue
        item[name] = date(value) if name in DATES else value
    if reference.get("short"):
        item["title-short"] = reference["short"]
    return item


def is_hereafter(reference: Reference) -> bool:
    """Say whether the first note declares the short title."""
    return reference.get("hereafter") in (True, "true", "yes")


def items(
    key: str, reference: Reference, style: Style, words: Catalogue = ENGLISH
) -> Iterator[CslItem]:
    """Yield the item to cite; then, where notes differ, the one for the bibliography alone.

    ``words`` are of the language in which a date in words is printed.
    """
    item = _unread(plain_item(key, reference))
    translated = reference.get("title-translated")
    language = str(item.get("language", "")) or untagged.language(str(item.get("title", "")))
    if language:
        item["language"] = language
    undated = str(item.get("issued", {}).get("literal", "")).lower() in _UNDATED
    if undated and style.says_undated and not style.note:
        del item["issued"]  # some such styles would print it twice, as a day and as a year
    for name in item.keys() & set(NAMES):
        item[name] = [_unabridged(one) for one in item[name]]
    for name in ("publisher", "container-title"):
        if _ADDRESS.fullmatch(str(item.get(name, ""))):  # dpunkt.verlag begins no sentence
            item[name] = _as_given(str(item[name]))
    for name in item.keys() & set(DATES):
        if isinstance(item[name], Mapping) and (literal := item[name].get("literal")):
            item[name] = {**item[name], "literal": dates.said_in(str(literal), words)}
    if is_hereafter(reference) and not style.short_titles:
        item.pop("title-short", None)
    if translated:
        item.setdefault("title-short", item.get("title", ""))
    if style.serial_papers and item["type"] == "paper-conference":
        item["type"] = _kind_of_paper(item)
    if style.sentence_case and reference.get("recase") and language.partition("-")[0] in ("", "en"):
        item |= {n: recasing.sentence(str(item[n])) for n in _headlines(item) if n in item}
    for name in ("title", "title-short"):
        if name in item:
            item[name] = _title(str(item[name]), language, foreign=bool(translated))
    if translated:
        item["title"] += f" {ASIDE[0]}{_as_given(f'[{translated}]')}{ASIDE[1]}"
    other = reference.get("in-notes") or {}
    if not (other and style.note):
        yield item
        return
    noted = item | _unread(plain_item(key, {k: v for k, v in other.items() if k not in IN_NOTES}))
    for name, value in other.items():
        if value in ("", None):
            noted.pop(name, None)
    if remark := other.get("short-remark"):
        short = noted.get("title-short", noted.get("title", ""))
        noted["title-short"] = f"{short} {ASIDE[0]}{_as_given(str(remark))}{ASIDE[1]}"
    yield noted
    yield _listed_apart(item)


def _kind_of_paper(item: CslItem) -> str:
    """Return the type by which a paper prints whole, with or without an editor of its book.

    As papers they would lose the publisher, be called unpublished, or have no date.
    """
    if "container-title" in item and not item.keys() & {"volume", "issue"}:
        return "chapter"
    bare = not item.keys() & {"container-title", "event-title", "event"}
    return "document" if bare else "paper-conference"


def _unabridged(name: Any) -> Any:
    """Part initials that are written as one word; a given name of one Han character is none."""
    given = name.get("given") if isinstance(name, Mapping) else None
    if (
        isinstance(given, str)
        and _INITIALS.fullmatch(given)
        and not name.get("family", "").isupper()
    ):
        return {**name, "given": " ".join(f"{letter}." for letter in given)}
    if isinstance(given, str) and len(given) == 1 and re.match(f"[{eastern.LETTER}]", given):
        return {**name, "given": given + APART}
    return name


def _unread(item: CslItem) -> CslItem:
    """Keep citeproc from reading a note as fields: “ID: 5” would become the key of the work."""
    if isinstance(item.get("note"), str):
        note = " ".join(item["note"].split())
        item["note"] = _LIKE_A_FIELD.sub(rf"\1{APART}:", note)
    return item


def _headlines(item: CslItem) -> tuple[str, ...]:
    """Return the fields with capitals as in headlines; a journal's name is never lowered."""
    books = ("chapter", "paper-conference", "entry-encyclopedia")
    own = ("title", "title-short", "volume-title")
    return (*own, "container-title") if item["type"] in books else own


def _listed_apart(item: CslItem) -> CslItem:
    """Return the item for the bibliography alone, which citeproc must not take for a second work.

    It would tell the two apart in every note, by a title or a date that only fills the note.
    """
    listed = item | {"id": item["id"] + BIBLIOGRAPHY}
    for name in ("title", "title-short"):
        if name in item:
            listed[name] = item[name] + APART
    for name in NAMES:
        if name in item:
            listed[name] = [
                {
                    part: text + APART if part in ("family", "literal") else text
                    for part, text in n.items()
                }
                for n in item[name]
            ]
    return listed


def _title(text: str, language: str, *, foreign: bool) -> str:
    """Return ``text`` kept from re-casing: a foreign title whole, else [sic] and its like."""
    text = _FULL_STOP.sub("", text)
    if (foreign and not language) or language == untagged.UNKNOWN:
        return _as_given(text)
    if language and not language.startswith("en"):
        tags = "".join(chr(0xE0000 + ord(c)) for c in language if c.isascii())
        return f"{LANGUAGE[0]}{tags}{_as_given(text)}{LANGUAGE[1]}"
    return _PROTECTED.sub(lambda found: _as_given(found[1]), text)


def language_of(tags: str) -> str:
    """Return the language that a run of Unicode's tag characters spells."""
    return "".join(chr(ord(c) - 0xE0000) for c in tags)


def _as_given(text: str) -> str:
    """Return ``text`` kept whole, and not only where its author kept it."""
    if text.startswith(_NOCASE) and text.count("<span") == 1 and text.endswith("</span>"):
        return text
    return f"{_NOCASE}{_INNER.sub(lambda found: found[1], text)}</span>"
