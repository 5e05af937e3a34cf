"""The JSON Schemas: what editors are given is what the models say."""

import json
from pathlib import Path

import pytest

from report.content.schema import NAMES, schema

CONTENT = Path(__file__).parents[2] / "content"


@pytest.mark.parametrize("name", NAMES)
def test_the_schema_beside_the_content_is_the_one_in_force(name):
    kept = (CONTENT / "schema" / f"{name}.json").read_text(encoding="utf-8")

    assert kept == schema(name), f"run: report schema {name} > content/schema/{name}.json"


def test_fields_are_named_as_they_are_written():
    fact = json.loads(schema("document"))["$defs"]["Fact"]

    assert {"as-of", "must-keep"} <= fact["properties"].keys()
    assert fact["additionalProperties"] is False


def test_every_content_file_names_its_schema():
    for path in [CONTENT / "briefing.yaml", *sorted((CONTENT / "documents").glob("*.yaml"))]:
        first = path.read_text(encoding="utf-8").splitlines()[0]
        assert first.startswith("# yaml-language-server: $schema=")
        named = path.parent / first.partition("=")[2]
        assert named.is_file(), path
