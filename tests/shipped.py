"""The shipped references, formatted, for the tests of citations and of styles."""

import html
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from wanted import DOCUMENTS, NOTES

from report.citations import Citations, Cited, Cluster, cite
from report.content.yamlfile import read

CONTENT = Path(__file__).parents[1] / "content"
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
def shipped() -> Mapping[str, Mapping[str, Any]]:
    documents = [read(CONTENT / "documents" / f"{key}.yaml").data for key in DOCUMENTS]
    own = {d["key"]: {**d["reference"], "title-short": d["short"]} for d in documents}
    return own | read(CONTENT / "references.yaml").data["references"]


@cache
def shipped_in(style: str) -> Citations:
    """Return every shipped source in ``style``: a first note and a later one for each document."""
    first = [(Cited(key, place=place),) for key, (place, _, _) in DOCUMENTS.items()]
    others: list[Cluster] = [(Cited(key, locator=place),) for key, (place, _) in NOTES.items()]
    return cite([*first, *first, *others], shipped(), style=style)
