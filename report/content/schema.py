"""The JSON Schemas of the content files, for editors that complete and check while one types."""

import json
from collections.abc import Callable, Mapping

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
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
