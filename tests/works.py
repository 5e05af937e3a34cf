"""Works that were cited, formatted, for the tests of citations and of styles."""

import html
import json
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from wanted import DOCUMENTS, NOTES

from report.citations import Citations, Cited, Cluster, cite

WORKS = Path(__file__).parent / "works.json"
HOUSE = "chicago-notes-bibliography-classic"

BOOK = {
    "type": "book",
    "author": [{"family": "Aron", "given": "R."}],
    "title": "Peace and war: a theory of international relations",
    "title-short": "Peace and war",
    "publisher": "Krieger",
    "issued": "1981",
}
PAGE = {"type": "webpage", "title": "A page", "URL": "https://example.org/?a=1&b=2"}


def plain(markup: str) -> str:
    """Return HTML as the text that one reads."""
    return html.unescape(re.sub(r"<[^>]*>", "", markup))


@cache
def cited() -> Mapping[str, Mapping[str, Any]]:
    """Return works of every type that the first edition cited, kept here as CSL-JSON."""
    works: Mapping[str, Mapping[str, Any]] = json.loads(WORKS.read_text(encoding="utf-8"))
    return works


@cache
def cited_in(style: str) -> Citations:
    """Return every cited source in ``style``: a first note and a later one for each document."""
    first = [(Cited(key, place=place),) for key, (place, _, _) in DOCUMENTS.items()]
    others: list[Cluster] = [(Cited(key, locator=place),) for key, (place, _) in NOTES.items()]
    return cite([*first, *first, *others], cited(), style=style)
