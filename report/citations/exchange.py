"""References in from BibTeX and CSL-JSON files, and out as BibTeX, CSL-JSON, RIS and plain text.

A path comes in and references by key go out (``read``), or references come in and the text of a
file goes out (``write``). Fields of the house that only say how a note is worded stay behind.
"""

import json
import re
from collections.abc import Iterator, Mapping
from html import unescape
from pathlib import Path
from typing import Any, Literal

from ..errors import Diagnostic, ReportError, Span, suggestion
from ..text import letters
from . import csl, pandoc
from .formatting import cite
from .references import Reference, plain_item
from .styles import Quotes

Format = Literal["bibtex", "csl-json", "ris", "text"]

# CSL type: entry type of BibTeX (@online is BibLaTeX's; Zotero and pandoc read it too), RIS type.
_TYPES = {
    "article-journal": ("article", "JOUR"),
    "article-magazine": ("article", "MGZN"),
    "article-newspaper": ("article", "NEWS"),
    "bill": ("misc", "BILL"),
    "book": ("book", "BOOK"),
    "chapter": ("incollection", "CHAP"),
    "dataset": ("dataset", "DATA"),
    "entry-dictionary": ("inreference", "DICT"),
    "entry-encyclopedia": ("inreference", "ENCYC"),
    "hearing": ("misc", "HEAR"),
    "legal_case": ("jurisdiction", "CASE"),
    "legislation": ("legislation", "STAT"),
    "manuscript": ("unpublished", "UNPB"),
    "map": ("misc", "MAP"),
    "motion_picture": ("movie", "VIDEO"),
    "paper-conference": ("inproceedings", "CPAPER"),
    "patent": ("patent", "PAT"),
    "report": ("report", "RPRT"),
    "software": ("software", "COMP"),
    "thesis": ("thesis", "THES"),
    "webpage": ("online", "ELEC"),
}
_OTHER = ("misc", "GEN")

# BibTeX's field for a CSL variable, in the order in which an entry has them.
_FIELDS = {
    "title-short": "shorttitle",
    "collection-title": "series",
    "volume": "volume",
    "issue": "number",
    "number": "number",
    "edition": "edition",
    "page": "pages",
    "publisher": "publisher",
    "publisher-place": "address",
    "genre": "type",
    "ISBN": "isbn",
    "ISSN": "issn",
    "DOI": "doi",
    "URL": "url",
    "abstract": "abstract",
}
_CASED = ("title-short", "collection-title")  # readers would lower their capitals
_VERBATIM = ("doi", "url")
_PEOPLE = {"author": "author", "editor": "editor", "translator": "translator"}
_LANGUAGES = {  # of BibLaTeX's `langid`
    "ar": "arabic",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fa": "persian",
    "cs": "czech",
    "fr": "french",
    "it": "italian",
    "ja": "japanese",
    "nl": "dutch",
    "pl": "polish",
    "pt": "portuguese",
    "ru": "russian",
    "sv": "swedish",
    "tr": "turkish",
    "uk": "ukrainian",
    "zh": "chinese",
}
_RIS = {
    "title-short": "ST",
    "title-translated": "TT",
    "container-title": "T2",
    "collection-title": "T3",
    "volume": "VL",
    "issue": "IS",
    "number": "M1",
    "edition": "ET",
    "publisher": "PB",
    "publisher-place": "CY",
    "genre": "M3",
    "DOI": "DO",
    "URL": "UR",
    "language": "LA",
    "abstract": "AB",
}
_NOTES = ("medium", "references", "note")  # what both formats have one place for
_RIS_PEOPLE = {"author": "AU", "editor": "ED", "translator": "A4"}
_KNOWN_ENTRIES = [  # what pandoc knows, beside those of ours
    *("booklet", "collection", "conference", "electronic", "inbook", "manual", "mastersthesis"),
    *("mvbook", "periodical", "phdthesis", "proceedings", "reference", "techreport", "www"),
    *(
        "suppbook",
        "suppcollection",
        "suppperiodical",
        "mvcollection",
        "mvproceedings",
        "mvreference",
    ),
    *("artwork", "audio", "bibnote", "commentary", "image", "letter", "music", "performance"),
    *("review", "standard", "video", "bookinbook"),
]
_ENTRY = re.compile(r"@(\w+)\s*[{(]\s*([^\s,{}()=]+)\s*,")
_NO_ENTRY = ("comment", "preamble", "string")
_MARKUP = re.compile(r"</?(?:i|b|sc|sub|sup|span)\b[^>]*>")


# ---------------------------------------------------------------------------------------------- in


def read(path: Path) -> dict[str, Reference]:
    """Return the references of a .bib or CSL-JSON file; ``ReportError`` lists all mistakes."""
    try:
        text = letters.compose(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        way_out = "save the file as UTF-8"
        fault = Diagnostic("the file is not UTF-8 text", Span(path, 1, 1), way_out)
        raise ReportError([fault]) from error
    if path.suffix == ".bib":
        found = _read_bibtex(path, text)
    elif path.suffix == ".json":
        found = _read_json(path, text)
    else:
        way_out = "references are read from .yaml, .bib and .json (CSL-JSON)"
        raise ReportError([Diagnostic(f"`{path.name}` is no file of references", None, way_out)])
    problems: list[Diagnostic] = []
    made: dict[str, Reference] = {}
    for item, start, end in found:
        key = str(item.pop("id", ""))
        if not key:
            problems.append(Diagnostic("a reference without an `id`", _at(path, text, start)))
        elif key in made:
            problems.append(Diagnostic(f"the key `{key}` is used twice", _at(path, text, start)))
        for loc, message, hint in csl.problems(item):
            place = text.find(f'"{loc[0]}"', start, end) if loc else start
            problems.append(Diagnostic(message, _at(path, text, max(place, start)), hint))
        made[key] = item
    if problems:
        raise ReportError(problems)
    return made


Found = Iterator[tuple[dict[str, Any], int, int]]  # items, each with where it begins and ends


def _read_json(path: Path, text: str) -> Found:
    decoder, place = json.JSONDecoder(), _skip(text, 0)
    if text[place : place + 1] != "[":
        hint = "CSL-JSON is a list of references: [{…}, {…}]"
        raise ReportError([Diagnostic("not CSL-JSON", _at(path, text, place), hint)])
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        message = f"not valid JSON: {error.msg[0].lower()}{error.msg[1:]}"
        raise ReportError([Diagnostic(message, _at(path, text, error.pos))]) from error
    place = _skip(text, place + 1)
    while text[place] != "]":
        item, end = decoder.raw_decode(text, place)
        if not isinstance(item, dict):
            raise ReportError([Diagnostic("a reference is an object: {…}", _at(path, text, place))])
        custom = item.pop("custom", None) or {}
        if "title-translated" in custom:
            item["title-translated"] = custom["title-translated"]
        yield item, place, end
        place = _skip(text, end)
        place = _skip(text, place + 1) if text[place] == "," else place


def _skip(text: str, place: int) -> int:
    found = re.compile(r"\s*").match(text, place)
    return found.end() if found else place


def _read_bibtex(path: Path, text: str) -> Found:
    starts = [m for m in _ENTRY.finditer(text) if m[1].lower() not in _NO_ENTRY]
    known = {name for name, _ in _TYPES.values()} | {_OTHER[0], *_KNOWN_ENTRIES}
    unknown = [
        Diagnostic(
            f"there is no entry type `@{entry[1]}`",
            _at(path, text, entry.start()),
            suggestion(entry[1].lower(), sorted(known)),
        )
        for entry in starts
        if entry[1].lower() not in known
    ]
    if unknown:
        raise ReportError(unknown)
    try:
        items = json.loads(pandoc.run("--from=biblatex", "--to=csljson", text=text))
    except pandoc.PandocError as error:
        raise ReportError([_bibtex_error(path, text, str(error))]) from error
    ends = [*(m.start() for m in starts[1:]), len(text)]
    places = [(m[2], m.start(), end) for m, end in zip(starts, ends, strict=True)]
    for item in items:
        place = next((p for p in places if p[0] == item["id"]), None)
        if place:
            places.remove(place)
        _, start, end = place or ("", 0, len(text))
        yield _amended(item, text[start:end]), start, end


def _amended(item: dict[str, Any], entry: str) -> dict[str, Any]:
    """Return an item with what pandoc leaves out of an entry or reads otherwise than we write."""
    item["type"] = item.get("type") or "document"
    if not item.get("issued", {}).get("date-parts", [True]):
        item["issued"] = {"literal": _field(entry, "year") or _field(entry, "date") or "undated"}
    if not _field(entry, "shorttitle"):
        item.pop("title-short", None)
    names = {name: code for code, name in _LANGUAGES.items()}
    if (named := _field(entry, "langid")) in names:
        item["language"] = names[named]
    if added := re.fullmatch(r"\[(.*)\]", _field(entry, "titleaddon")):
        item["title"] = item["title"].removesuffix(f". [{added[1]}]")
        item["title-translated"] = added[1]
    return item


def _field(entry: str, name: str) -> str:
    found = re.search(rf'(?im)^\s*{name}\s*=\s*[{{"]?(.*?)[}}"]?\s*,?\s*$', entry)
    return found[1] if found else ""


def _bibtex_error(path: Path, text: str, said: str) -> Diagnostic:
    found = re.search(r"\(line (\d+), column (\d+)\):\s*(?:unexpected )?(.*)", said)
    if not found:
        return Diagnostic(f"{path}: not valid BibTeX: {said}")
    lines = text.splitlines() or [""]
    line = min(int(found[1]), len(lines))
    span = Span(path, line, int(found[2]), lines[line - 1])
    hint = "look for a comma or a brace that is missing before this place"
    return Diagnostic(f"not valid BibTeX: unexpected {found[3] or 'text'}", span, hint)


def _at(path: Path, text: str, place: int) -> Span:
    start = text.rfind("\n", 0, place) + 1
    excerpt = text[start:].partition("\n")[0].rstrip("\r")
    return Span(path, text.count("\n", 0, place) + 1, place - start + 1, excerpt)


# --------------------------------------------------------------------------------------------- out


def write(
    references: Mapping[str, Reference],
    form: Format,
    *,
    style: str = "chicago-notes-bibliography-classic",
    locale: str | None = None,
    quotes: Quotes = "double",
) -> str:
    """Return ``references`` as a file of the format; ``style`` and the rest are for plain text."""
    if form == "text":
        made = cite(
            (),
            references,
            style=style,
            locale=locale,
            quotes=quotes,
            bibliography=tuple(references),
        )
        entries = (unescape(re.sub(r"<[^>]*>", "", entry)) for _, entry in made.bibliography)
        return "".join(f"{entry}\n" for entry in entries)
    items = [_whole(key, reference) for key, reference in references.items()]
    if form == "csl-json":
        return json.dumps([_strict(item) for item in items], ensure_ascii=False, indent=2) + "\n"
    return "\n".join(map(_bibtex, items)) if form == "bibtex" else "".join(map(_ris, items))


def _whole(key: str, reference: Reference) -> dict[str, Any]:
    item = plain_item(key, reference)
    if reference.get("title-translated"):
        item["title-translated"] = reference["title-translated"]
    return item


def _strict(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item in CSL's own fields, which keep a translated title among the custom ones."""
    strict = {name: value for name, value in item.items() if name != "title-translated"}
    if "title-translated" in item:
        strict["custom"] = {"title-translated": item["title-translated"]}
    return strict


def _bibtex(item: Mapping[str, Any]) -> str:
    fields = {
        field: " and ".join(map(_bibtex_name, item[role]))
        for role, field in _PEOPLE.items()
        if item.get(role)
    }
    if any(n.get("non-dropping-particle") for role in _PEOPLE for n in item.get(role, ())):
        fields["options"] = "useprefix=true"  # BibLaTeX: “van Gogh” under v
    fields["title"] = f"{{{_tex(item.get('title', ''))}}}"  # braces keep its capitals
    if "title-translated" in item:
        fields["titleaddon"] = f"[{_tex(item['title-translated'])}]"
    if "container-title" in item:
        journal = str(item["type"]).startswith("article-")
        fields["journal" if journal else "booktitle"] = f"{{{_tex(item['container-title'])}}}"
    for name, field in _FIELDS.items():
        if name in item:
            value = str(item[name]) if field in _VERBATIM else _tex(item[name])
            fields.setdefault(field, f"{{{value}}}" if name in _CASED else value)
    fields |= _bibtex_date(item.get("issued", {}))
    if "language" in item:
        language = str(item["language"])
        fields["langid"] = _LANGUAGES.get(language.partition("-")[0], language)
    if notes := [_tex(item[name]) for name in _NOTES if name in item]:
        fields["note"] = ". ".join(notes)
    kind = _TYPES.get(item["type"], _OTHER)[0]
    lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items())
    return f"@{kind}{{{item['id']},\n{lines}}}\n"


def _bibtex_date(date: Mapping[str, Any]) -> dict[str, str]:
    if "literal" in date:
        return {"year": _tex(date["literal"])}
    parts = (date.get("date-parts") or [[]])[0]
    return dict(zip(("year", "month", "day"), map(str, parts), strict=False))


def _bibtex_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{{{_tex(name['literal'])}}}"
    particles = (name.get("dropping-particle"), name.get("non-dropping-particle"))
    family = " ".join(filter(None, (*particles, name["family"])))
    return _tex(", ".join(filter(None, (family, name.get("suffix"), name.get("given")))))


_TEX = str.maketrans({c: f"\\{c}" for c in "&%$#_{}"} | {"\\": "\\textbackslash{}", "~": "\\~{}"})


def _tex(text: Any) -> str:
    return _MARKUP.sub("", str(text)).translate(_TEX)


def _ris(item: Mapping[str, Any]) -> str:
    lines = [("TY", _TYPES.get(item["type"], _OTHER)[1]), ("ID", item["id"])]
    for role, tag in _RIS_PEOPLE.items():
        lines += [(tag, _ris_name(name)) for name in item.get(role, ())]
    lines.append(("TI", item.get("title", "")))
    lines += [(tag, item[name]) for name, tag in _RIS.items() if name in item]
    lines += [("SN", item[name]) for name in ("ISBN", "ISSN") if name in item]
    first, _, last = str(item.get("page", "")).replace("–", "-").partition("-")
    lines += [("SP", first), ("EP", last)]
    lines += _ris_date(item.get("issued", {}))
    lines += [("N1", item[name]) for name in _NOTES if name in item]
    lines.append(("ER", ""))
    kept = ((tag, " ".join(_MARKUP.sub("", str(value)).split())) for tag, value in lines)
    return "".join(f"{tag}  - {value}\r\n" for tag, value in kept if value or tag == "ER") + "\r\n"


def _ris_date(date: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the year, and the day where it is known: 2006/05/13."""
    if "literal" in date:
        return [("PY", date["literal"])]
    parts = [str(part).zfill(2) for part in (date.get("date-parts") or [[]])[0]]
    year = [("PY", parts[0])] if parts else []
    return [*year, ("DA", "/".join([*parts, "", ""][:3]) + "/")] if len(parts) > 1 else year


def _ris_name(name: Mapping[str, str]) -> str:
    if "literal" in name:
        return f"{name['literal']},"  # a comma tells readers that it is no given and family name
    particle = name.get("non-dropping-particle")
    family = f"{particle} {name['family']}" if particle else name["family"]
    given = " ".join(filter(None, (name.get("given"), name.get("dropping-particle"))))
    return ", ".join(filter(None, (family, given, name.get("suffix"))))
