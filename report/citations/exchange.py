"""References by key come in; a file of BibTeX, CSL-JSON, RIS or plain text goes out.

Fields of the house that only say how a note is worded stay behind.
"""

import json
import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Literal

from . import bib_out, ris_out
from .formatting import cite
from .references import Reference, plain_item
from .styles import Quotes

ReferenceFormat = Literal["bibtex", "csl-json", "ris", "text"]


def write(
    references: Mapping[str, Reference],
    form: ReferenceFormat,
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
    items = [(_whole(key, reference), reference) for key, reference in references.items()]
    if form == "csl-json":
        strict = [_strict(item) for item, _ in items]
        return json.dumps(strict, ensure_ascii=False, indent=2) + "\n"
    if form == "ris":
        return "".join(ris_out.record(item) for item, _ in items)
    return "\n".join(
        bib_out.entry(item, recase=bool(reference.get("recase"))) for item, reference in items
    )


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
