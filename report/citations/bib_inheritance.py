"""An entry of a .bib file comes in; it goes out with what it inherits by `xdata` and `crossref`.

The rules are those of BibLaTeX (manual, appendix B): the title of a volume of proceedings is the
`booktitle` of a paper in it. A field that an entry has itself is never changed.
"""

from collections.abc import Mapping
from dataclasses import replace

from .. import limits
from .bib_entry import BibEntry, BibField, listed

# What belongs to the parent alone.
_NEVER = frozenset(
    """
    ids crossref xref xdata entryset entrysubtype execute label options presort related
    relatedoptions relatedstring relatedtype shortauthor shorteditor shorthand shorthandintro
    shorttitle sortkey sortname sorttitle sortyear indextitle indexsorttitle keywords abstract
    annotation annote file note addendum pages key
    """.split()  # noqa: SIM905
)
_TITLES = ("title", "subtitle", "titleaddon")
_PARTS = (
    *("inbook", "bookinbook", "suppbook", "incollection", "suppcollection", "inreference"),
    *("inproceedings", "conference"),
)
_VOLUMES = ("mvbook", "mvcollection", "mvproceedings", "mvreference")
_JOURNALS = ("periodical",)


def whole(entry: BibEntry, entries: Mapping[str, BibEntry], depth: int = 0) -> BibEntry:
    """Return ``entry`` with the fields that it inherits; ``entries`` are by casefolded key."""
    if depth > limits.CROSSREFS:
        return entry
    fields = dict(entry.fields)
    for name in listed(entry.tex("xdata").casefold()):
        if data := entries.get(name):
            for field, value in whole(data, entries, depth + 1).fields.items():
                fields.setdefault(field, value)
    for name in listed(entry.tex("crossref").casefold()):
        if (parent := entries.get(name)) and parent.key != entry.key:
            for field, value in _left(whole(parent, entries, depth + 1), entry.type).items():
                fields.setdefault(field, value)
    return replace(entry, fields=fields) if len(fields) > len(entry.fields) else entry


def _left(parent: BibEntry, child: str) -> dict[str, BibField]:
    """Return what an entry of the type ``child`` inherits."""
    prefix = "book" if child in _PARTS else ""
    if parent.type in _VOLUMES:
        prefix = "main"
    elif parent.type in _JOURNALS and child.startswith(("article", "suppperiodical")):
        prefix = "journal"
    made: dict[str, BibField] = {}
    for name, value in parent.fields.items():
        if name in _NEVER or (name in _TITLES and not prefix):
            continue
        made[f"{prefix}{name}" if name in _TITLES else name] = value
    if "date" in parent.fields and child != parent.type:
        made.setdefault("date", parent.fields["date"])
    if parent.type in ("book", "mvbook") and child in ("inbook", "bookinbook", "suppbook"):
        if author := parent.fields.get("author"):
            made["bookauthor"] = author
    elif prefix == "book":
        made.pop("author", None)
    return made
