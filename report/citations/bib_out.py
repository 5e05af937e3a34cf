"""A reference in strict CSL comes in; an entry of BibTeX goes out, with BibLaTeX's fields.

It is read back as the same reference, by us, Zotero, JabRef and pandoc. What has no field goes
into the note.
"""

import calendar
import re
from collections.abc import Iterator, Mapping
from typing import Any

from . import languages, tex

_TYPES = {  # BibTeX has no type for the others: @misc
    **{"article-journal": "article", "article-magazine": "article", "article-newspaper": "article"},
    **{"book": "book", "chapter": "incollection", "classic": "book", "dataset": "dataset"},
    **{"entry-dictionary": "inreference", "entry-encyclopedia": "inreference"},
    **{"graphic": "image", "legal_case": "jurisdiction", "legislation": "legislation"},
    **{"manuscript": "unpublished", "motion_picture": "movie", "pamphlet": "booklet"},
    **{"paper-conference": "inproceedings", "patent": "patent", "performance": "performance"},
    **{"periodical": "periodical", "personal_communication": "letter", "report": "report"},
    **{"review": "review", "software": "software", "song": "music", "standard": "standard"},
    **{"thesis": "thesis", "treaty": "legal", "webpage": "online", "map": "map"},
    **{"speech": "talk", "hearing": "hearing", "bill": "bill", "interview": "interview"},
    **{"post-weblog": "blog", "post": "forumpost", "broadcast": "podcast"},
}
_PEOPLE = {
    **{"author": "author", "editor": "editor", "translator": "translator"},
    **{"container-author": "bookauthor", "director": "director", "composer": "composer"},
    **{"original-author": "origauthor", "collection-editor": "serieseditor"},
    **{"interviewer": "interviewer", "recipient": "recipient", "contributor": "contributor"},
}
# The field for a variable, in the order in which an entry has them.
_FIELDS = {
    **{
        "title-short": "shorttitle",
        "container-title-short": "shortjournal",
        "event-title": "eventtitle",
    },
    **{"event-place": "venue", "collection-title": "series", "collection-number": "number"},
    **{
        "volume": "volume",
        "number-of-volumes": "volumes",
        "part-number": "part",
        "issue": "number",
    },
    **{"number": "number", "chapter-number": "chapter", "edition": "edition", "page": "pages"},
    **{"number-of-pages": "pagetotal", "publisher-place": "address", "genre": "type"},
    **{"version": "version", "status": "pubstate", "scale": "scale", "original-title": "origtitle"},
    **{"original-publisher": "origpublisher", "original-publisher-place": "origlocation"},
    **{"reviewed-title": "reviewtitle", "call-number": "library", "ISBN": "isbn", "ISSN": "issn"},
    **{"PMID": "pmid", "PMCID": "pmcid", "DOI": "doi", "URL": "url"},
}
_PUBLISHERS = {"report": "institution", "thesis": "institution"}
_CASED = ("title-short", "collection-title", "event-title")  # readers would lower their capitals
_VERBATIM = ("doi", "url")
_DATES = {"accessed": "urldate", "event-date": "eventdate", "original-date": "origdate"}
_NOTES = ("medium", "references", "note")
_TEX = str.maketrans(
    {c: f"\\{c}" for c in "&%$#_{}"} | {"\\": "\\textbackslash{}", "~": "\\textasciitilde{}"}
)
_MARKS = {"i": "\\emph", "b": "\\textbf", "sup": "\\textsuperscript", "sub": "\\textsubscript"}
_TAG = re.compile(r"<(/?)(i|b|sc|sub|sup|span)\b([^>]*)>")


def entry(item: Mapping[str, Any], *, recase: bool) -> str:
    """Return an entry; ``recase`` says that a style may lower what ``nocase`` does not keep."""
    fields = dict(_fields(item, recase=recase))
    kind = _TYPES.get(item["type"], "misc")
    # A month is a name of BibTeX's own, which each style puts into words.
    lines = "".join(
        f"  {name} = {value if name == 'month' else f'{{{value}}}'},\n"
        for name, value in fields.items()
        if value
    )
    return f"@{kind}{{{item['id']},\n{lines}}}\n"


def _fields(item: Mapping[str, Any], *, recase: bool) -> Iterator[tuple[str, str]]:
    for role, field in _PEOPLE.items():
        if item.get(role):
            yield field, " and ".join(map(_name, item[role]))
    if item.get("compiler") and not item.get("editor"):
        yield "editor", " and ".join(map(_name, item["compiler"]))
        yield "editortype", "compiler"
    people = [n for role in _PEOPLE for n in item.get(role, ())]
    if any(n.get("non-dropping-particle") for n in people):
        yield "options", "useprefix=true"  # BibLaTeX: “van Gogh” under v
    yield from _titles(item, recase=recase)
    number = str(item.get("number", ""))
    if number.startswith("arXiv:"):
        yield "eprint", number.removeprefix("arXiv:")
        yield "eprinttype", "arxiv"
    elif number and ("issue" in item or item["type"].startswith("article-")):
        yield "eid", _tex(number)
    taken = {"number"} if number.startswith("arXiv:") and "issue" not in item else set()
    for name, field in _FIELDS.items():
        if name == "number" and item["type"].startswith("article-"):
            continue
        if name in item and field not in taken:
            taken.add(field)
            value = str(item[name]) if field in _VERBATIM else _tex(item[name])
            yield field, f"{{{value}}}" if name in _CASED else value
    if "publisher" in item:
        yield _PUBLISHERS.get(item["type"], "publisher"), _tex(item["publisher"])
    elif item["type"] == "legal_case" and "authority" in item:
        yield "institution", _tex(item["authority"])
    if item["type"] in ("article-newspaper", "article-magazine"):
        yield "entrysubtype", item["type"].removeprefix("article-")
    yield from _issued(item.get("issued", {}))
    for name, field in _DATES.items():
        if name in item:
            yield field, _date(item[name])
    if language := str(item.get("language", "")):
        known = languages.langid(language)
        yield (
            ("langid", known)
            if known and languages.tag(known) == language
            else ("language", language)
        )
    if notes := [_tex(item[name]) for name in _NOTES if name in item]:
        yield "note", ". ".join(notes)


def _titles(item: Mapping[str, Any], *, recase: bool) -> Iterator[tuple[str, str]]:
    def cased(value: Any) -> str:
        words = _tex(value, protect=recase)
        return words if recase else f"{{{words}}}"  # braces keep its capitals

    title, volume = item.get("title", ""), item.get("volume-title", "")
    journal = str(item["type"]).startswith("article-") or item["type"] == "periodical"
    container = item.get("container-title", "")
    if volume and not journal and not container:
        yield "maintitle", cased(title)
        title = volume
    yield "title", cased(title) if title else ""
    if "title-translated" in item:
        yield "titleaddon", f"[{_tex(item['title-translated'])}]"
    if container and volume and not journal:
        yield "maintitle", cased(container)
        container = volume
    elif volume and journal:
        yield "issuetitle", cased(volume)
    if container:
        yield "journal" if journal else "booktitle", cased(container)


def _issued(date: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    parts = date.get("date-parts") or [[]]
    if "literal" in date:
        yield "year", _tex(date["literal"])
    elif (
        len(parts) > 1
        or date.get("circa")
        or (parts[0] and int(parts[0][0]) < 0)
        or (len(parts[0]) > 1 and int(parts[0][1]) > 12)
    ):
        yield "date", _date(date)
    else:
        year, month, day = [*parts[0], 0, 0, 0][:3]
        yield "year", str(year) if parts[0] else ""
        yield "month", calendar.month_abbr[int(month)].lower() if month else ""
        yield "day", str(day) if day else ""


def _date(date: Mapping[str, Any]) -> str:
    """Return a date as BibLaTeX writes it: 2001-05/2001-06, 1850~."""
    if "literal" in date:
        return _tex(date["literal"])
    ends = [
        "-".join([_year(int(end[0])), *(f"{int(part):02d}" for part in end[1:])])
        for end in date.get("date-parts") or []
    ]
    return "/".join(ends) + ("~" if date.get("circa") else "")


def _year(year: int) -> str:
    """Return a year of EDTF, which counts a year nought: 44 BC is -0043."""
    return f"{year:04d}" if year >= 0 else f"-{-year - 1:04d}"


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return "others" if name["literal"] == "others" else f"{{{_tex(name['literal'])}}}"
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    family = name.get("family", "")
    if " " in family and not name.get("given"):
        family = f"{{{family}}}"
    family = " ".join(filter(None, (*particles, _whole(family))))
    rest = (_whole(part) for part in (name.get("suffix"), name.get("given")) if part)
    return _tex(", ".join([family, *rest]), names=True)


def _whole(part: str) -> str:
    """Return a part of a name in braces where BibTeX would take it apart."""
    parts = re.search(r",|\band\b", part) or (" " in part and part[:1].islower())
    return f"{{{part}}}" if parts and "{" not in part else part


def _tex(text: Any, *, protect: bool = False, names: bool = False) -> str:
    """Return rich text as TeX; ``protect`` writes braces for what keeps its case."""
    made: list[str] = []
    closing: list[str] = []
    place = 0
    source = str(text)
    for tag in _TAG.finditer(source):
        made.append(_escaped(source[place : tag.start()], names=names))
        place = tag.end()
        if tag[1]:
            made.append(closing.pop() if closing else "")
        elif tag[2] in _MARKS:
            made.append(f"{_MARKS[tag[2]]}{{")
            closing.append("}")
        else:
            small = tag[2] == "sc" or "small-caps" in tag[3]
            kept = protect and "nocase" in tag[3]
            made.append("\\textsc{" if small else "{" if kept else "")
            closing.append("}" if small or kept else "")
    made.append(_escaped(source[place:], names=names))
    return "".join(made) + "".join(reversed(closing))


def _escaped(text: str, *, names: bool) -> str:
    if names:
        return re.sub(r"([&%$#_])", r"\\\1", text)
    return text.translate(_TEX).replace("\u00a0", "~")


def plain(text: Any) -> str:
    """Return rich text without markup, in one line."""
    return " ".join(tex.bare(str(text)).split())
