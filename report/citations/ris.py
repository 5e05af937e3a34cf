"""A text of RIS comes in, as Zotero, EndNote, Mendeley and databases write it; references go out.

A record has a tag a line: ``AU  - Lee, Ann``. What follows without a tag belongs to the line
before it. Tags mean other things in other types, as EndNote has it: ``T2`` is the journal of an
article and the series of a book.
"""

import re
from dataclasses import dataclass, field
from typing import Any

from . import addresses, csl, dates, languages, names
from .csl import Doubt
from .references import CslItem

_LINE = re.compile(r"\s?([A-Z][A-Z0-9])(?: {1,3}-|-(?=\s|$)) ?(.*)$")
TYPES = {  # those that are written are in `exchange`
    **dict.fromkeys(("JOUR", "EJOUR", "INPR", "JFULL"), "article-journal"),
    **dict.fromkeys(("ABST", "MANSCPT"), "manuscript"),
    **{"MGZN": "article-magazine", "NEWS": "article-newspaper", "BILL": "bill", "UNBILL": "bill"},
    **dict.fromkeys(("BOOK", "EBOOK", "EDBOOK", "CLSWK", "SER"), "book"),
    **dict.fromkeys(("CHAP", "ECHAP"), "chapter"),
    **dict.fromkeys(("CONF", "CPAPER"), "paper-conference"),
    **{"DATA": "dataset", "AGGR": "dataset", "DBASE": "dataset", "DICT": "entry-dictionary"},
    **{
        "ENCYC": "entry-encyclopedia",
        "HEAR": "hearing",
        "CASE": "legal_case",
        "STAT": "legislation",
    },
    **{"LEGAL": "legislation", "GOVDOC": "report", "RPRT": "report", "STAND": "standard"},
    **{"UNPB": "manuscript", "MAP": "map", "VIDEO": "motion_picture", "MPCT": "motion_picture"},
    **{"PAT": "patent", "PCOMM": "personal_communication", "PAMP": "pamphlet", "COMP": "software"},
    **{
        "THES": "thesis",
        "ELEC": "webpage",
        "WEB": "webpage",
        "ICOMM": "webpage",
        "MULTI": "webpage",
    },
    **{"BLOG": "post-weblog", "ART": "graphic", "FIGURE": "graphic", "SLIDE": "speech"},
    **{"SOUND": "song", "MUSIC": "musical_score", "ADVS": "motion_picture", "ANCIENT": "classic"},
    **dict.fromkeys(("GEN", "MISC", "DOC", "CTLG", "GRANT", "PDF", "HTML"), "document"),
}
_IN_A_BOOK = ("chapter", "paper-conference", "entry-dictionary", "entry-encyclopedia")
_WHOLE = ("book", "report", "thesis", "map", "motion_picture", "software", "pamphlet", "classic")
_TEXTS = {  # tags that mean the same in every type, in the order of preference
    "title": ("TI", "T1", "CT", "BT"),
    "title-short": ("ST",),
    "title-translated": ("TT",),
    "volume": ("VL", "VO"),
    "issue": ("IS", "CP"),
    "edition": ("ET",),
    "publisher": ("PB",),
    "publisher-place": ("CY", "PP"),
    "genre": ("M3",),
    "DOI": ("DO",),
    "number": ("M1",),
    "number-of-volumes": ("NV",),
    "call-number": ("CN",),
    "original-title": ("OP",),
    "container-title-short": ("J2", "JA"),
}
_NAMES = re.compile(r"\s*,\s*")
_SERIALS = re.compile(r"[;,]| (?=[\dX-]{8,}$)")
_PARTICLES = re.compile(
    r"(van der|van den|van de|von der|de la|van|von|de|del|della|di|da|du|den|ten|ter|zu|af)"
    r" (?=[^\W\d_])"
)


@dataclass
class RisRecord:
    """One record: its lines by tag with their number (from 0), in order."""

    line: int
    values: dict[str, list[tuple[str, int]]] = field(default_factory=dict)

    def all(self, *tags: str) -> list[str]:
        """Return every value of these tags that is not empty."""
        return [value for tag in tags for value, _ in self.values.get(tag, ()) if value]

    def first(self, *tags: str) -> str:
        """Return the first value of these tags; empty without one."""
        return next(iter(self.all(*tags)), "")


def read(text: str) -> tuple[list[RisRecord], list[tuple[int, str]]]:
    """Return the records of a text, and the lines (from 0) that belong to none, with a message."""
    records: list[RisRecord] = []
    stray: list[tuple[int, str]] = []
    current: RisRecord | None = None
    last: list[tuple[str, int]] | None = None
    for number, line in enumerate(text.split("\n")):
        found = _LINE.match(line.rstrip())
        tag, value = (found[1], found[2].strip()) if found else ("", line.strip())
        if tag == "TY":
            current = RisRecord(number)
            records.append(current)
        if tag == "ER":
            current = last = None
        elif tag and current is not None:
            value = "" if value in ("NA", "N/A") else value  # what R writes for nothing
            last = current.values.setdefault(tag, [])
            last.append((value, number))
        elif tag and current is None:
            stray.append((number, f"`{tag}` stands before the first `TY` of a record"))
        elif value and last:  # a value in several lines
            before, at = last[-1]
            last[-1] = (f"{before} {value}".strip(), at)
    return records, stray


def item(record: RisRecord) -> tuple[CslItem, list[Doubt]]:
    """Return the reference that a record makes, and what of it could not be read as it stands."""
    doubts: list[Doubt] = []
    written = record.first("TY").upper()
    made: CslItem = {"type": TYPES.get(written, "document")}
    if written not in TYPES:
        message = f"there is no type `{written[:30]}` of RIS: it is read as GEN"
        doubts.append(("TY", message, "the types are JOUR, BOOK, CHAP, RPRT, THES, ELEC, …"))
    for variable, tags in _TEXTS.items():
        if value := " ".join(record.first(*tags).split()):
            made[variable] = value
    if made.get("genre", "").casefold() in csl.NO_GENRE:
        made.pop("genre")
    _people(record, made)
    _containers(record, made)
    _numbers(record, made)
    if made["type"] == "legal_case":
        made["authority"] = made.pop("publisher", "")
    _dates(record, made)
    made["URL"] = next(
        (found for one in record.all("UR", "LK") if (found := addresses.url(one))), ""
    )
    made["DOI"] = addresses.doi(made.get("DOI", ""))
    if spoken := record.first("LA"):
        made["language"] = languages.tag(spoken)
        if made["language"] is None:
            hint = "write its tag, as ru, tg or pt-BR"
            doubts.append(("LA", f"`{spoken}` is not a language that is known here", hint))
    if notes := record.all("N1", "NO"):
        made["note"] = ". ".join(dict.fromkeys(note.rstrip(".") for note in notes))
    return {name: value for name, value in made.items() if value not in ("", [], None)}, doubts


def _people(record: RisRecord, made: CslItem) -> None:
    roles = {"author": ("AU", "A1"), "editor": ("ED",), "translator": ("A4", "TA")}
    kind = made["type"]
    if kind in _IN_A_BOOK:
        roles |= {"editor": ("A2", "ED"), "collection-editor": ("A3",)}
    elif kind in _WHOLE:
        roles |= {"editor": ("ED", "A3"), "collection-editor": ("A2",)}
        if not record.all("AU", "A1"):
            roles |= {"editor": ("A2", "ED", "A3"), "collection-editor": ()}
    else:
        roles |= {"editor": ("ED", "A2")}
    for role, tags in roles.items():
        made[role] = [name for one in record.all(*tags) if (name := _name(one))]


def _name(written: str) -> dict[str, str] | None:
    """Return a name; without a comma it is that of a body, or one of two words."""
    if names.is_rest(written):
        return {"literal": names.OTHERS}
    parts = _NAMES.split(written.strip().rstrip(";"), maxsplit=2)
    if len(parts) > 1 and not any(parts[1:]):
        return {"literal": parts[0]} if parts[0] else None
    if len(parts) == 1:
        return _without_comma(parts[0])
    made = {"family": parts[0], "given": parts[1], "suffix": (parts[2:] or [""])[0].strip(" ,")}
    if found := _PARTICLES.match(made["family"]):
        made |= {"non-dropping-particle": found[1], "family": made["family"][found.end() :]}
    return {part: words for part, words in made.items() if words} or None


def _without_comma(written: str) -> dict[str, str] | None:
    words = written.split()
    if len(words) in (2, 3) and all(word[:1].isupper() and word.isascii() for word in words):
        initials = [word for word in words[1:] if re.fullmatch(r"[A-Z]{1,3}\.?", word)]
        if len(initials) == len(words) - 1:  # Lee AB, as PubMed has it
            return {"family": words[0], "given": " ".join(initials)}
    return {"literal": written} if written else None


def _containers(record: RisRecord, made: CslItem) -> None:
    kind = made["type"]
    journal = record.first("JF", "JO", "T2", "JA", "J2", "J1")
    if kind in _IN_A_BOOK:
        book = (
            record.first("T2", "BT", "JF", "JO") if record.first("TI", "T1") else record.first("T2")
        )
        made["container-title"] = book
        made["collection-title"] = record.first("T3")
    elif kind in _WHOLE:
        made["collection-title"] = record.first("T2", "T3")
        if kind != "book":
            made["container-title"] = ""
    else:
        made["container-title"] = journal
        made["collection-title"] = record.first("T3")
        if kind == "document" and record.first("JF", "JO", "JA"):  # HTML of Publish or Perish
            made["type"] = "article-journal"
    if made.get("container-title-short") == made.get("container-title"):
        made.pop("container-title-short", None)
    if event := record.first("C3") if kind == "paper-conference" else "":
        made["event-title"] = event


def _numbers(record: RisRecord, made: CslItem) -> None:
    first, last = record.first("SP"), record.first("EP")
    if first and last and last != first and not re.search(r"\d\s*[-–]\s*\d", first):
        made["page"] = f"{first}-{last}"
    else:
        made["page"] = first.replace("–", "-") or last
    if made["type"] in ("book", "thesis") and re.fullmatch(r"\d+", made["page"]):
        made["number-of-pages"] = made.pop("page")
    numbers = (number.strip() for one in record.all("SN") for number in _SERIALS.split(one))
    for number in dict.fromkeys(filter(None, numbers)):
        name = "ISBN" if len(re.findall(r"[\dXx]", number)) >= 10 else "ISSN"
        made[name] = ", ".join(filter(None, (made.get(name), number)))
    if len(made.get("number", "")) > 40 or re.search(
        r"https?:|Query date|cites:", made.get("number", "")
    ):
        made.pop("number")
    if made["type"] == "book" and made.get("issue"):
        made["collection-number"] = made.pop("issue")


def _dates(record: RisRecord, made: CslItem) -> None:
    year, day = record.first("PY", "Y1"), record.first("DA")
    made["issued"] = _date(year) if year else _date(day)
    if day and year[:4].isdigit() and len((made["issued"] or {}).get("date-parts", [[]])[0]) == 1:
        whole = _date(day)
        parts = (whole or {}).get("date-parts", [[]])[0]
        if not parts or parts[0] == int(year[:4]):
            made["issued"] = (
                whole if parts else dates.read(year[:4], *_month_day(day)) or made["issued"]
            )
    if seen := record.first("Y2"):
        made["accessed"] = _date(seen)


def _month_day(written: str) -> tuple[str, str]:
    return re.sub(r"^[/\s]+|[/\s]+$", "", written), ""


def _date(written: str) -> dict[str, Any] | None:
    """Return a date of RIS: ``2006/05/13/`` and, in the last place, words."""
    parts = [part.strip() for part in written.split("/")]
    if len(parts) >= 3 or (len(parts) == 2 and not parts[1]):
        year, month, day, *rest = [*parts, "", ""][:4] if len(parts) < 4 else parts
        if year and (month or day):
            return dates.read(year, month, day)
        other = " ".join(filter(None, rest)) if rest else ""
        return dates.read(year, other) if year and other else dates.read(year)
    return dates.read(written)
