"""An entry of a .bib file comes in; a reference in the fields of CSL goes out, with its doubts.

The types and fields are those of BibTeX and of BibLaTeX (manual, chapter 2), with what Zotero,
Better BibTeX, JabRef, Mendeley, EndNote and Google Scholar write beside them. Titles keep the
capitals that the file has, and say by ``recase`` that a style may lower those not in braces.
"""

import re
from dataclasses import replace

from ..errors import suggestion
from . import addresses, csl, dates, languages, names, tex
from .bib_entry import BibEntry
from .csl import Doubt
from .references import CslItem

# BibEntry type: CSL type.
_TYPES = {
    **{"article": "article-journal", "suppperiodical": "article-journal", "review": "review"},
    **{
        "periodical": "periodical",
        "newspaper": "article-newspaper",
        "magazine": "article-magazine",
    },
    **dict.fromkeys(("book", "mvbook", "collection", "mvcollection", "proceedings"), "book"),
    **dict.fromkeys(("mvproceedings", "reference", "mvreference", "manual", "commentary"), "book"),
    **dict.fromkeys(("inbook", "bookinbook", "suppbook", "incollection"), "chapter"),
    **dict.fromkeys(("suppcollection", "booksection", "bookchapter", "chapter"), "chapter"),
    **dict.fromkeys(("inproceedings", "conference", "conferencepaper"), "paper-conference"),
    **{"inreference": "entry-encyclopedia", "booklet": "pamphlet", "standard": "standard"},
    **dict.fromkeys(("thesis", "phdthesis", "mastersthesis", "mathesis"), "thesis"),
    **dict.fromkeys(("bachelorsthesis", "dissertation"), "thesis"),
    **dict.fromkeys(("report", "techreport"), "report"),
    **{"unpublished": "manuscript", "patent": "patent", "dataset": "dataset", "data": "dataset"},
    **dict.fromkeys(("software", "softwareversion", "softwaremodule"), "software"),
    **{"codefragment": "software", "computerprogram": "software", "map": "map"},
    **dict.fromkeys(("online", "electronic", "www", "webpage", "web_page", "website"), "webpage"),
    **{"blog": "post-weblog", "blogpost": "post-weblog", "forumpost": "post"},
    **dict.fromkeys(("image", "artwork", "graphic"), "graphic"),
    **dict.fromkeys(("video", "movie", "film"), "motion_picture"),
    **{"audio": "song", "music": "song", "letter": "personal_communication"},
    **{"jurisdiction": "legal_case", "case": "legal_case", "legislation": "legislation"},
    **{"statute": "legislation", "bill": "bill", "hearing": "hearing", "legal": "treaty"},
    **{"performance": "performance", "interview": "interview", "podcast": "broadcast"},
    **dict.fromkeys(("presentation", "talk", "lecture", "speech"), "speech"),
    **dict.fromkeys(("misc", "generic", "unknown", "other", "document", "customa"), "document"),
}
_GENRES = {  # BibLaTeX's keys for `type`, and what the old types say by their names
    **dict.fromkeys(("phdthesis", "candthesis", "dissertation"), "PhD thesis"),
    **dict.fromkeys(("mastersthesis", "mathesis"), "Master’s thesis"),
    **dict.fromkeys(("bathesis", "bachelorsthesis"), "Bachelor’s thesis"),
    **{"techreport": "Technical report", "resreport": "Research report", "software": "Software"},
    **{"patent": "Patent", "patentus": "US Patent", "patenteu": "European Patent"},
    **{"datacd": "Data CD", "audiocd": "Audio CD", "candthesis": "Candidate thesis"},
}
_PEOPLE = {
    **{"author": "author", "translator": "translator", "bookauthor": "container-author"},
    **{"director": "director", "interviewer": "interviewer", "recipient": "recipient"},
    **{"composer": "composer", "holder": "author", "origauthor": "original-author"},
    **{"seriesauthor": "collection-editor", "serieseditor": "collection-editor"},
    **dict.fromkeys(("commentator", "annotator", "introduction"), "contributor"),
    **dict.fromkeys(("foreword", "afterword", "contributor"), "contributor"),
}
_EDITORS = {"compiler": "compiler", "organizer": "organizer", "director": "director"}
_TEXTS = {  # a field, and the variable that it becomes as it stands
    **{
        "volume": "volume",
        "volumes": "number-of-volumes",
        "edition": "edition",
        "part": "part-number",
    },
    **{"chapter": "chapter-number", "pagetotal": "number-of-pages", "numpages": "number-of-pages"},
    **{"series": "collection-title", "version": "version", "isbn": "ISBN", "issn": "ISSN"},
    **{"pmid": "PMID", "pmcid": "PMCID", "venue": "event-place", "conflocation": "event-place"},
    **{"origtitle": "original-title", "origpublisher": "original-publisher"},
    **{"origlocation": "original-publisher-place", "pubstate": "status", "library": "call-number"},
    **{"callnumber": "call-number", "call-number": "call-number", "location": "publisher-place"},
    **{"address": "publisher-place", "shortjournal": "container-title-short", "eid": "number"},
    **{"shorttitle": "title-short", "scale": "scale", "city": "publisher-place"},
}
_PUBLISHERS = {  # whose name stands before that of another, by type
    "thesis": ("school", "institution", "publisher", "organization"),
    "report": ("institution", "publisher", "organization", "school"),
    "": ("publisher", "organization", "institution", "school"),
}
_EPRINTS = {
    **{"arxiv": "https://arxiv.org/abs/{}", "jstor": "https://www.jstor.org/stable/{}"},
    **{"pubmed": "https://www.ncbi.nlm.nih.gov/pubmed/{}", "hdl": "https://hdl.handle.net/{}"},
    **{"handle": "https://hdl.handle.net/{}", "googlebooks": "https://books.google.com?id={}"},
    **{"hal": "https://hal.science/{}", "biorxiv": "https://doi.org/{}"},
}
_SERIES = {"newseries": "new series", "oldseries": "old series"}  # BibLaTeX's words
_NOTHING = ("NA", "N/A", "n/a", "null", "NULL")  # what R and others write for nothing


def item(entry: BibEntry) -> tuple[CslItem, list[Doubt]]:
    """Return the reference that an entry makes, and what of it could not be read as it stands."""
    doubts: list[Doubt] = [
        (
            field,
            f"there is no @string `{name}`: it is read as a word",
            "write @string{…}, or braces",
        )
        for field, name in entry.unknown
    ]
    said = {name: value for name, value in entry.fields.items() if value.tex not in _NOTHING}
    entry = replace(entry, fields=said)
    made: CslItem = {"type": _type(entry, doubts)}
    _people(entry, made)
    _titles(entry, made)
    for field in entry.fields:
        variable = _TEXTS.get(field)
        if variable is None:
            continue
        written = entry.tex(field)
        if variable in ("ISBN", "ISSN"):  # Mendeley separates several by a line end of its own
            written = re.sub(r"\\[nr](?=\d)|\$\\backslash\$[nr]|\s*;\s*", ", ", written).strip(", ")
        value = tex.text(written, title=variable == "title-short")
        if value and variable not in made:
            made[variable] = value
    if entry.tex("address") and entry.tex("location"):  # ACM: of the press, of the conference
        made["publisher-place"] = tex.text(entry.tex("address"))
        made.setdefault("event-place", tex.text(entry.tex("location")))
    _numbers(entry, made)
    _publisher(entry, made)
    _dates(entry, made)
    _addresses(entry, made, doubts)
    if language := entry.tex("langid", "language", "hyphenation"):
        _language(entry, language, made, doubts)
    if notes := [note for field in ("note", "addendum") if (note := tex.text(entry.tex(field)))]:
        made["note"] = ". ".join(note.rstrip(".") for note in notes) if len(notes) > 1 else notes[0]
    return {name: value for name, value in made.items() if value not in ("", [], None)}, doubts


def _type(entry: BibEntry, doubts: list[Doubt]) -> str:
    kind = _TYPES.get(entry.type)
    if kind is None:
        hint = suggestion(entry.type, list(_TYPES)) or "the types are those of BibTeX and BibLaTeX"
        doubts.append(("", f"there is no entry type `@{entry.type}`: it is read as @misc", hint))
        kind = "document"
    subtype = tex.text(entry.tex("entrysubtype")).lower()
    if kind == "article-journal" and subtype in ("newspaper", "magazine"):
        kind = f"article-{subtype}"
    if kind == "manuscript" and entry.tex("eventtitle"):
        kind = "speech"
    return kind


# ------------------------------------------------------------------------------------------- people


def _people(entry: BibEntry, made: CslItem) -> None:
    for field, role in _PEOPLE.items():
        if found := names.read(entry.tex(field)):
            if role == "author" and role in made:
                continue
            made[role] = [*made.get(role, []), *found]
    for letter in ("", "a", "b", "c"):
        if found := names.read(entry.tex(f"editor{letter}")):
            kind = entry.tex(f"editor{letter}type").lower()
            others = "contributor" if kind and letter else "editor"
            role = "editor" if kind == "editor" else _EDITORS.get(kind, others)
            made[role] = [*made.get(role, []), *found]


# ------------------------------------------------------------------------------------------- titles


def _titles(entry: BibEntry, made: CslItem) -> None:
    title = _title(entry, "")
    main, book = _title(entry, "main"), _title(entry, "book")
    journal = _title(entry, "journal") or tex.text(entry.tex("journaltitle", "journal"))
    if added := re.fullmatch(r"\[(.*)\]", tex.text(entry.tex("titleaddon"))):
        made["title-translated"] = added[1]
    kind = made["type"]
    container = journal or book
    if kind in ("chapter", "paper-conference", "entry-encyclopedia") or kind.startswith("entry"):
        container = book or journal
        if main and book:
            made["volume-title"] = book
            container = main
    elif main:
        made["volume-title"] = title
        title = main
    if kind == "book" and tex.bare(container).casefold() == tex.bare(title).casefold():
        container = ""  # written for the works that inherit it by `crossref`
    if container:
        made["container-title"] = container
    if not title and kind == "periodical":
        title = journal
    if title:
        made["title"] = title
        if tex.bare(title) != title or title != title.lower():
            made["recase"] = True
    if issue := _title(entry, "issue"):
        made.setdefault("volume-title", issue)
    if event := _title(entry, "event"):
        made["event-title"] = event
    if reviewed := tex.text(entry.tex("reviewtitle")):
        made["reviewed-title"] = reviewed


def _title(entry: BibEntry, prefix: str) -> str:
    """Return a title with its subtitle, and what is added to it."""
    cased = prefix in ("", "main", "book")
    first = "journaltitle" if prefix == "journal" else f"{prefix}title"
    title = tex.text(entry.tex(first, "journal" if prefix == "journal" else first), title=cased)
    subtitle = tex.text(entry.tex(f"{prefix}subtitle"), title=cased)
    if title and subtitle:
        title = f"{title} {subtitle}" if tex.bare(title)[-1] in "?!:.–—" else f"{title}: {subtitle}"
    addon = tex.text(entry.tex(f"{prefix}titleaddon"), title=cased)
    if addon and title and not (prefix == "" and re.fullmatch(r"\[.*\]", addon)):
        title = f"{title}. {addon}"
    return title or (subtitle if prefix == "" else "")


# ------------------------------------------------------------------------------------ other fields


def _numbers(entry: BibEntry, made: CslItem) -> None:
    if pages := tex.text(entry.tex("pages")):
        made["page"] = pages.replace("–", "-")  # as programs write it in CSL-JSON
    elif eid := made.pop("number", ""):
        made["number"] = eid
    number, issue = tex.text(entry.tex("number")), tex.text(entry.tex("issue"))
    kind = made["type"]
    if kind.startswith("article-") or kind == "periodical":
        made["issue"] = ", ".join(filter(None, (number, issue)))
    elif kind in ("book", "chapter", "paper-conference") and "collection-title" in made:
        made["collection-number"] = number or issue
    elif number or issue:
        made["issue" if kind in ("paper-conference", "chapter") else "number"] = number or issue
    genre = tex.text(entry.tex("type"))
    genre = "" if tex.bare(genre).casefold() in csl.NO_GENRE else genre
    made["genre"] = _GENRES.get(genre.lower(), genre) or _GENRES.get(entry.type, "")
    if made["type"] == "patent" and entry.type == "patent" and not genre:
        made["genre"] = ""
    if entry.type == "techreport" and not genre:
        made["genre"] = ""


def _publisher(entry: BibEntry, made: CslItem) -> None:
    order = _PUBLISHERS.get(made["type"], _PUBLISHERS[""])
    found: list[str] = []
    for name in order:
        if (value := tex.bare(tex.text(entry.tex(name)))) and value not in found:
            found.append(value)
    how = entry.tex("howpublished")
    address = tex.verbatim(how)
    if how and " " not in address and (whole := addresses.url(address)):
        if not entry.tex("url"):
            made["URL"] = whole
    elif (said := tex.text(how)) and tex.bare(said) not in found:
        found.append(tex.bare(said))
    made["authority" if made["type"] == "legal_case" else "publisher"] = "; ".join(found)


def _dates(entry: BibEntry, made: CslItem) -> None:
    date, year = _plain(entry, "date"), _plain(entry, "year")
    month, day = _plain(entry, "month"), _plain(entry, "day")
    if date and (not year or "date" in entry.own or "year" not in entry.own):
        made["issued"] = dates.read(date)
    elif year or month:
        made["issued"] = dates.read(year, month, day)
    accessed = ("urldate", "lastchecked", "accessed", "lastaccessed", "access-date", "dateaccessed")
    if written := next((said for name in accessed if (said := _plain(entry, name))), ""):
        made["accessed"] = dates.read(written)
    if written := _plain(entry, "eventdate"):
        made["event-date"] = dates.read(written)
    if written := _plain(entry, "origdate") or _plain(entry, "origyear"):
        made["original-date"] = dates.read(written)


def _plain(entry: BibEntry, name: str) -> str:
    """Return what a field of a date says, hyphens and signs of uncertainty as they are written."""
    value = entry.tex(name)
    if "\\" in value:
        return tex.bare(tex.text(value))
    value = value.replace("{", "").replace("}", "")
    return (value if name.endswith("date") else value.replace("~", " ")).strip()


def _addresses(entry: BibEntry, made: CslItem, doubts: list[Doubt]) -> None:
    made["DOI"] = addresses.doi(tex.verbatim(entry.tex("doi")))
    field = next((name for name in ("url", "ee", "link") if entry.tex(name)), "")
    if field and (written := tex.verbatim(entry.tex(field))):
        made["URL"] = addresses.url(written)
        if not made["URL"]:
            hint = "write it with its beginning: https://example.org/page"
            doubts.append((field, f"`{written}` is not an address, and is left out", hint))
    kind = tex.text(entry.tex("eprinttype", "archiveprefix")).lower()
    number = tex.verbatim(entry.tex("eprint"))
    if number.lower().startswith("arxiv:"):
        kind, number = "arxiv", number[6:]
    if number and not made.get("URL"):
        known = _EPRINTS.get(kind, "").format(number)
        made["URL"] = known or (number if "://" in number else "")
    if (series := made.get("collection-title")) in _SERIES:
        made["collection-title"] = _SERIES[series]
    if number and kind == "arxiv":
        made.setdefault("number", f"arXiv:{number}")


def _language(entry: BibEntry, written: str, made: CslItem, doubts: list[Doubt]) -> None:
    if found := languages.tag(tex.bare(tex.text(written))):
        made["language"] = found
        return
    field = next(name for name in ("langid", "language", "hyphenation") if entry.tex(name))
    hint = "write its tag, as ru, tg or pt-BR; without one the title is set as an English one"
    doubts.append((field, f"`{written}` is not a language that is known here", hint))


def field_of(variable: str, entry: BibEntry) -> str:
    """Return the field of an entry from which a variable of CSL was made."""
    known = {
        "URL": ("url", "howpublished", "eprint"),
        "issued": ("date", "year", "month"),
        "accessed": ("urldate", "lastchecked", "accessed"),
        "language": ("langid", "language"),
        "type": (),
    }
    return next((name for name in known.get(variable, (variable,)) if name in entry.fields), "")
