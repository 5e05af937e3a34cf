"""The JSON Schemas of the content files, for editors that complete and check while one types."""

import json
from collections.abc import Callable, Mapping

from .briefing import model
from .document import Document
from .model import Model
from .works import References

NAMES: Mapping[str, Callable[[], type[Model]]] = {
    "briefing": model,
    "document": lambda: Document,
    "references": lambda: References,
}


def schema(name: str) -> str:
    """Return the JSON Schema (draft 2020-12) of the content file ``name``, as text."""
    found = NAMES[name]().model_json_schema(by_alias=True)
    found = {"$schema": "https://json-schema.org/draft/2020-12/schema", **found}
    return json.dumps(found, indent=2, ensure_ascii=False) + "\n"
