"""A text of CSL-JSON comes in, as programs write it; references in the fields of CSL go out.

Zotero, Better BibTeX, Mendeley, citation.js and Crossref each depart from the schema of CSL-JSON
in their own way. What they mean is taken; what is theirs alone is passed over.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ..errors import Loc, suggestion
from . import addresses, csl, dates, languages, names
from .csl import Doubt
from .references import CslItem

_RENAMED = {
    **{"shortTitle": "title-short", "short-title": "title-short", "event": "event-title"},
    **{"journalAbbreviation": "container-title-short", "doi": "DOI", "url": "URL", "isbn": "ISBN"},
    **{
        "issn": "ISSN",
        "pmid": "PMID",
        "publicationTitle": "container-title",
        "place": "publisher-place",
    },
    **{"published": "issued", "publisher-location": "publisher-place", "article-number": "number"},
    **{"edition-number": "edition", "abstractNote": "abstract", "accessDate": "accessed"},
    **{
        "citationKey": "citation-key",
        "citekey": "citation-key",
        "short-container-title": "container-title-short",
    },
}
_TYPES = {  # of Crossref, Zotero and BibTeX, where programs write those
    **{"journal-article": "article-journal", "proceedings-article": "paper-conference"},
    **{"book-chapter": "chapter", "book-section": "chapter", "book-part": "chapter"},
    **{"book-track": "chapter", "reference-entry": "entry", "monograph": "book"},
    **{"edited-book": "book", "reference-book": "book", "book-set": "book", "book-series": "book"},
    **{"proceedings": "book", "proceedings-series": "book", "journal": "periodical"},
    **{"posted-content": "article", "dissertation": "thesis", "peer-review": "review"},
    **{"report-series": "report", "report-component": "report", "component": "document"},
    **{"journal-issue": "periodical", "journal-volume": "periodical", "other": "document"},
    **{"misc": "document", "journalArticle": "article-journal", "bookSection": "chapter"},
    **{"conferencePaper": "paper-conference", "newspaperArticle": "article-newspaper"},
    **{"magazineArticle": "article-magazine", "preprint": "article", "blogPost": "post-weblog"},
    **{"computerProgram": "software", "film": "motion_picture", "letter": "personal_communication"},
    **{
        "video": "motion_picture",
        "online": "webpage",
        "article": "article",
        "techreport": "report",
    },
    **{"phdthesis": "thesis", "mastersthesis": "thesis", "inproceedings": "paper-conference"},
    **{"incollection": "chapter", "inbook": "chapter", "grant": "document", "database": "dataset"},
    **{"legal-case": "legal_case", "no-type": "document", "": "document", "Book": "book"},
    **{"website": "webpage", "web-page": "webpage"},
}
_THEIRS = re.compile(
    r"zotero|mendeley|^(?:id|_.*|attachments?|archives|keywords|tags|collections|relations|version\w+|uri|select|key"
    r"|itemType|itemKey|libraryID|dateAdded|dateModified|multi|system_id|bibtex|PMCID-.*|page-first"
    r"|indexed|reference-count|references-count|is-referenced-by-count|content-domain|created"
    r"|deposited|score|prefix|member|resource|subject|relation|reference|link|license|funder"
    r"|update-policy|assertion|alternative-id|crossmark-restriction|journal-issue|published-.*"
    r"|issn-type|isbn-type|subtitle|original-title-.*|language-.*|approved|accepted|posted"
    r"|container-title-alt|institution|degree|clinical-trial-number|archive-.*|aliases|ids?"
    r"|standard_id|read|copyright|proceedings-subject|free-to-read|content-created|intermediate)$"
)
_JOINED = (
    "ISBN",
    "ISSN",
    "keyword",
    "container-title",
    "title",
    "title-short",
    "container-title-short",
)
_NEEDLESS = ("abstract", "keyword", "annote", "categories", "citation-key", "page-first")
_CHEAT = re.compile(r"^\{?:?([A-Za-z_][\w. -]{1,40}?):\s*(.*?)\}?$")
_DROPPED_LINES = (
    *("tex", "bibtex", "biblatex", "citation key", "zsc", "zscc", "qid", "ads bibcode", "arxiv"),
    *(
        "mag id",
        "s2id",
        "issn",
        "eprint",
        "_eprint",
        "ids",
        "type",
        "rights",
        "citekey",
        "openalex",
    ),
)


@dataclass(frozen=True, slots=True)
class WrittenItem:
    """An item as it was written, where it begins, and where each of its fields does."""

    item: Any
    start: int
    fields: Mapping[str, int]


def find(data: Any, text: str) -> list[WrittenItem] | None:
    """Return the items of CSL-JSON in the data of ``text``; None where there can be none.

    They stand in a list, or alone as doi.org gives one; or under the names that Better BibTeX,
    pandoc and Crossref use.
    """
    base: Loc = ()
    for name in ("message", "items", "references"):
        if isinstance(data, dict) and isinstance(data.get(name), list | dict):
            if name == "references" and ("type" in data or "DOI" in data):
                break
            data, base = data[name], (*base, name)
    if isinstance(data, dict) and not ({"type", "title", "DOI", "itemType"} & data.keys()):
        return None
    if not isinstance(data, list | dict):
        return None
    places = _places(text, len(base) + (2 if isinstance(data, list) else 1))
    items = list(enumerate(data)) if isinstance(data, list) else [(None, data)]
    found = []
    for number, item in items:
        loc = base if number is None else (*base, number)
        names_ = item if isinstance(item, dict) else ()
        fields = {name: places.get((*loc, name), places.get(loc, 0)) for name in names_}
        found.append(WrittenItem(item, places.get(loc, 0), fields))
    return found


def _places(text: str, depth: int) -> dict[Loc, int]:
    """Return where values begin that are at most ``depth`` deep; of an object's, where its name."""
    places: dict[Loc, int] = {}
    loc: list[int | str] = []
    names_in: list[bool] = []  # for each open bracket: is it an object, of which a name comes next
    wants_name = False
    key = ""
    for token in re.finditer(r'"(?:[^"\\]|\\.)*"|[\[\]{}:,]|[^\s\[\]{}:,"]+', text, re.S):
        sign = token[0][0]
        if sign in "]}":
            names_in.pop()
            loc.pop()
            wants_name = False
        elif sign == ",":
            if names_in and not names_in[-1]:
                loc[-1] = int(loc[-1]) + 1
            wants_name = bool(names_in and names_in[-1])
        elif sign == '"' and wants_name:
            key = token[0][1:-1]
            loc[-1] = key
            if len(loc) <= depth:
                places[tuple(loc)] = token.start()
            wants_name = False
        elif sign != ":":
            if len(loc) <= depth:
                places.setdefault(tuple(loc), token.start())
            if sign in "[{":
                names_in.append(sign == "{")
                loc.append(0 if sign == "[" else "")
                wants_name = sign == "{"
    return places


def amended(written: Mapping[str, Any]) -> tuple[CslItem, list[Doubt]]:
    """Return an item in the fields of CSL, and what of it could not be read as it stands."""
    doubts: list[Doubt] = []
    made: CslItem = {}
    custom = written.get("custom")
    if isinstance(custom, Mapping) and isinstance(custom.get("title-translated"), str):
        made["title-translated"] = custom["title-translated"]
    for name, value in written.items():
        field = _RENAMED.get(name, name)
        if value in (None, "", [], {}) or field in _NEEDLESS or field in made:
            continue
        if field == "type":
            made["type"] = _type(value, doubts)
        elif field in csl.NAMES:
            made[field] = names.mend(value)
        elif field in csl.DATES:
            made[field] = dates.mend(value)
        elif field in csl.TEXTS and field != "id":
            made[field] = _text(field, value)
        elif field not in csl.FIELDS and not _THEIRS.search(field):
            doubts += _unknown(name)
    if isinstance(written.get("subtitle"), list) and made.get("title"):  # Crossref parts them
        subtitle = _text("title", written["subtitle"])
        if subtitle and subtitle.lower() not in made["title"].lower():
            made["title"] = f"{made['title']}: {subtitle}"
    made.setdefault("type", "document")
    _language(made, doubts)
    _url(made, doubts)
    _extra(made)
    return {name: value for name, value in made.items() if value not in ("", [], None)}, doubts


def key_of(written: Mapping[str, Any]) -> str:
    """Return the key that an item names: its id, but its citation key where the id is Zotero's."""
    known = str(written.get("id") or "").strip()
    citation = next(
        (written[n] for n in ("citation-key", "citationKey", "citekey") if written.get(n)), ""
    )
    zotero = re.match(r"https?://zotero\.org/|\d+/[A-Z0-9]{8}$|https?://www\.zotero\.org/", known)
    return (
        str(citation).strip()
        if citation and (zotero or not known)
        else known or str(written.get("DOI") or "")
    )


def _type(value: Any, doubts: list[Doubt]) -> str:
    kind = value.strip() if isinstance(value, str) else ""
    kind = kind if kind in csl.TYPES else _TYPES.get(kind, kind)
    if kind in csl.TYPES:
        return kind
    hint = suggestion(kind, list(csl.TYPES)) or "the types are book, article-journal, chapter, …"
    doubts.append(("type", f"there is no type `{value}` of CSL: it is read as document", hint))
    return "document"


def _text(field: str, value: Any) -> str:
    if isinstance(value, list):
        words = [" ".join(str(one).split()) for one in value if isinstance(one, str | int)]
        words = list(dict.fromkeys(filter(None, words)))
        if field in ("container-title", "container-title-short", "title"):
            return words[0] if words else ""
        return ", ".join(words)
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        return ""
    text = str(value)
    return text.strip() if field == "note" else " ".join(text.split())


def _unknown(name: str) -> Iterator[Doubt]:
    """Yield a doubt on a field that is nearly one of CSL; what is not is some program's own."""
    hint = csl.meant(name)
    if hint:
        yield name, f"`{name}` is not a field of CSL, and is passed over", hint


def _language(made: CslItem, doubts: list[Doubt]) -> None:
    if written := str(made.pop("language", "")):
        if found := languages.tag(written):
            made["language"] = found
        elif written.lower() not in ("und", "mul", "zxx", "no linguistic content"):
            hint = (
                "write its tag, as ru, tg or pt-BR; without one the title is set as an English one"
            )
            doubts.append(("language", f"`{written}` is not a language that is known here", hint))


def _url(made: CslItem, doubts: list[Doubt]) -> None:
    if written := str(made.pop("URL", "")):
        made["URL"] = addresses.url(written)
        if not made["URL"]:
            hint = "write it with its beginning: https://example.org/page"
            doubts.append(("URL", f"`{written}` is not an address, and is left out", hint))
    if "DOI" in made:
        made["DOI"] = addresses.doi(str(made["DOI"]))


def _extra(made: CslItem) -> None:
    """Take the lines of Zotero's Extra: ``original-date: 1900`` is a field, the rest a note."""
    lines = str(made.pop("note", "")).splitlines()
    kept: list[str] = []
    for line in lines:
        found = _CHEAT.match(line.strip())
        name = found[1].strip().lower() if found else ""
        if found is None or not name:
            kept.append(line)
            continue
        field = next((f for f in csl.FIELDS if f.lower() == name.replace(" ", "-")), "")
        if name.startswith("tex.") or name in _DROPPED_LINES:
            continue
        if not field or field == "note":
            kept.append(line)
        elif field in csl.DATES:
            made.setdefault(field, dates.read(found[2]))
        elif field in csl.TEXTS and field not in _NEEDLESS:
            made.setdefault(field, found[2].strip())
    if note := " ".join(" ".join(kept).split()):
        made["note"] = note
