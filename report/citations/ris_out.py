"""A reference in strict CSL comes in; a record of RIS goes out, as Zotero and EndNote read it."""

from collections.abc import Iterator, Mapping
from typing import Any

from .bib_out import plain

_TYPES = {
    **{"article": "JOUR", "article-journal": "JOUR", "article-magazine": "MGZN"},
    **{"article-newspaper": "NEWS", "bill": "BILL", "book": "BOOK", "broadcast": "VIDEO"},
    **{"chapter": "CHAP", "classic": "CLSWK", "collection": "BOOK", "dataset": "DATA"},
    **{"entry-dictionary": "DICT", "entry-encyclopedia": "ENCYC", "graphic": "ART"},
    **{"hearing": "HEAR", "legal_case": "CASE", "legislation": "STAT", "manuscript": "UNPB"},
    **{"map": "MAP", "motion_picture": "MPCT", "musical_score": "MUSIC", "pamphlet": "PAMP"},
    **{"paper-conference": "CPAPER", "patent": "PAT", "personal_communication": "PCOMM"},
    **{"post-weblog": "BLOG", "report": "RPRT", "software": "COMP", "song": "SOUND"},
    **{"speech": "SLIDE", "standard": "STAND", "thesis": "THES", "webpage": "ELEC"},
}
_PEOPLE = {"author": "AU", "editor": "ED", "translator": "A4", "collection-editor": "A3"}
_TEXTS = {
    **{"title-short": "ST", "title-translated": "TT", "container-title": "T2"},
    **{"container-title-short": "J2", "collection-title": "T3", "volume": "VL", "issue": "IS"},
    **{"collection-number": "IS", "number": "M1", "number-of-volumes": "NV", "edition": "ET"},
    **{
        "authority": "PB",
        "publisher": "PB",
        "publisher-place": "CY",
        "event-title": "C3",
        "genre": "M3",
    },
    **{"original-title": "OP", "call-number": "CN", "DOI": "DO", "URL": "UR", "language": "LA"},
}
_NOTES = ("medium", "references", "note")


def record(item: Mapping[str, Any]) -> str:
    """Return a record; its lines end as Windows has it, as RIS asks."""
    lines = ((tag, plain(value)) for tag, value in _lines(item))
    return "".join(f"{tag}  - {value}\r\n" for tag, value in lines if value) + "ER  - \r\n\r\n"


def _lines(item: Mapping[str, Any]) -> Iterator[tuple[str, Any]]:
    yield "TY", _TYPES.get(item["type"], "GEN")
    yield "ID", item["id"]
    for role, tag in _PEOPLE.items():
        for name in item.get(role, ()):
            if name.get("literal") != "others":
                yield tag, _name(name)
    if "author" not in item:
        yield from (("AU", _name(name)) for name in item.get("director", ()))
    yield "TI", item.get("title", "")
    taken = set()
    for name, tag in _TEXTS.items():
        if name in item and tag not in taken:
            taken.add(tag)
            yield tag, item[name]
    for name in ("ISBN", "ISSN"):
        yield "SN", item.get(name, "")
    first, dash, last = str(item.get("page", "")).replace("–", "-").partition("-")
    yield from (
        (("SP", first.strip()), ("EP", last.strip()))
        if "," not in last
        else (("SP", first + dash + last),)
    )
    if "page" not in item:
        yield "SP", item.get("number-of-pages", "")
    yield from _issued(item.get("issued", {}))
    if "accessed" in item:
        yield "Y2", _day(item["accessed"])
    for name in _NOTES:
        yield "N1", item.get(name, "")


def _issued(date: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the year, and the day where it is known: 2006/05/13/."""
    if "literal" in date:
        yield "PY", date["literal"]
        return
    ends = date.get("date-parts") or [[]]
    if not ends[0]:
        return
    years = list(dict.fromkeys(str(end[0]) for end in ends))
    yield "PY", ("c. " if date.get("circa") else "") + "–".join(years)
    if len(ends[0]) > 1 and not date.get("circa"):
        yield "DA", _day(date)


def _day(date: Mapping[str, Any]) -> str:
    if "literal" in date:
        return str(date["literal"])
    parts = [str(part).zfill(2) for part in (date.get("date-parts") or [[]])[0]]
    return "/".join([*parts, "", ""][:3]) + "/" if parts else ""


def _name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{name['literal']},"  # a comma tells EndNote that it is no given and family name
    particle = name.get("non-dropping-particle")
    family = " ".join(filter(None, (particle, name.get("family"))))
    given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"))))
    return ", ".join(filter(None, (family, given, name.get("suffix"))))
