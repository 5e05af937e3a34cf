"""The JSON Schemas of the content files, for editors that complete and check while one types."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from ..options import READERS
from .blocks import Block
from .briefing import model
from .course import CourseFile
from .document import Document
from .model import Model
from .printings import EditionsFile
from .themes import ThemeFile, ThemeStack
from .works import References

NAMES: Mapping[str, Callable[[tuple[type[Block], ...]], type[Model]]] = {
    "briefing": model,
    "document": lambda _: Document,
    "references": lambda _: References,
    "theme": lambda _: ThemeFile,
    "editions": lambda _: EditionsFile,
    "course": lambda _: CourseFile,
}


def schema(name: str, theme: ThemeStack | None = None) -> str:
    """Return the JSON Schema (draft 2020-12) of the content file ``name``, as text.

    That of a briefing has the kinds of block of a ``theme``, too.
    """
    found = NAMES[name](theme.kinds if theme else ()).model_json_schema(by_alias=True)
    if name == "briefing":
        _say_for(found["$defs"])
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"


_FOR = {"enum": list(READERS), "default": READERS[0], "title": "For", "type": "string"}


def _say_for(definitions: dict[str, Any]) -> None:
    """Let each item of a list in a block say whom it is for; texts and rows do so in a wrapping."""
    waiting = [one for one in definitions.values() if "kind" in one.get("properties", {})]
    seen = {id(one) for one in waiting}
    while waiting:
        for part in waiting.pop()["properties"].values():
            for way in (part, *part.get("anyOf", ())):
                if way.get("type") != "array" or not isinstance(items := way.get("items"), dict):
                    continue
                named = definitions.get(items.get("$ref", "").rpartition("/")[2])
                if named is None:
                    way["items"] = _or_wrapped(items)
                elif "properties" in named and id(named) not in seen:
                    named["properties"].setdefault("for", _FOR)
                    seen.add(id(named))
                    waiting.append(named)


def _or_wrapped(items: dict[str, Any]) -> dict[str, Any]:
    """Return the schema of an item that may stand alone, or say whom it is for."""
    name = {"string": "text", "array": "cells"}.get(items.get("type", ""))
    if name is None:
        return items
    wrapped = {
        "type": "object",
        "properties": {name: items, "for": _FOR},
        "required": [name, "for"],
        "additionalProperties": False,
    }
    return {"anyOf": [items, wrapped]}
