"""What was drafted comes in; the YAML of a document's file and of its draft goes out."""

import re
import textwrap
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import yaml

from ..content.document import Place
from .facts import DraftedFact
from .structure import Entry

TODO = "TODO"
_WIDTH = 100
_SHORT = 80  # letters of a list on one line


class _Dumper(yaml.SafeDumper):
    """Places and short lists on one line, everything else in lines of its own."""

    def increase_indent(self, flow: bool = False, indentless: bool = False) -> None:
        super().increase_indent(flow, indentless=False)


def _mapping(dumper: yaml.SafeDumper, value: Mapping[str, Any]) -> yaml.Node:
    flow = not value.keys().isdisjoint({"under", "family", "literal"})
    return dumper.represent_mapping("tag:yaml.org,2002:map", value.items(), flow_style=flow or None)


def _sequence(dumper: yaml.SafeDumper, value: Sequence[Any]) -> yaml.Node:
    short = all(isinstance(x, str) for x in value) and sum(map(len, value)) < _SHORT
    single = len(value) == 1 and isinstance(value[0], dict)
    return dumper.represent_sequence("tag:yaml.org,2002:seq", value, flow_style=short or single)


# A date is a text here, and needs no marks to say so.
_Dumper.yaml_implicit_resolvers = {
    letter: [(tag, rule) for tag, rule in rules if not tag.endswith(":timestamp")]
    for letter, rules in yaml.SafeDumper.yaml_implicit_resolvers.items()
}
_Dumper.add_representer(dict, _mapping)
_Dumper.add_representer(list, _sequence)


def dump(data: Any) -> str:
    """Return data as the hand-made files have it."""
    written: str = yaml.dump(
        data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=_WIDTH
    )
    return written


def place_data(place: Place) -> dict[str, Any]:
    """Return a place as it is written."""
    return {name: value for name, value in place.model_dump().items() if value is not None}


def document(
    head: Mapping[str, Any], parts: Sequence[Entry], remarks: Iterable[str], *, schema: bool
) -> str:
    """Return a document's file without facts; each remark becomes a comment at its top.

    ``schema``: it lies in the folder beside, for the editor to find.
    """
    named = "# yaml-language-server: $schema=../schema/document.json\n#\n"
    lines = [named] if schema else []
    lines += [f"# {remark}\n" for remark in remarks]
    lines.append(dump({"format": 1, **head}))
    lines.append("structure:" + ("" if parts else " []") + "\n")
    return "".join(lines) + structure(parts) + "\nfacts: {}\n"


def structure(parts: Iterable[Entry]) -> str:
    """Return entries of ``structure`` as lines of a list."""
    return "".join("  - " + dump(dict(part)).replace("\n", "\n    ").rstrip(" ") for part in parts)


def facts(drafted: Iterable[DraftedFact], *, foreign: bool) -> str:
    """Return drafted facts as blocks; ``foreign``: in another language than the briefing's.

    The sentence of the document stands above each as a comment, and leaves with it.
    """
    return "\n".join(_fact(fact, foreign) for fact in drafted)


def _fact(fact: DraftedFact, foreign: bool) -> str:
    places = [place_data(place) for place in (fact.place, *fact.beside)]
    shown: dict[str, Any] = {
        "says": TODO,
        "place": places[0] if len(places) == 1 else places,
        "supports": list(fact.supports),
        "as-of": fact.as_of,
    }
    if fact.status != "stated":
        shown["status"] = fact.status
    if fact.must_keep and not foreign:
        shown["must-keep"] = list(fact.must_keep)
    if fact.also:
        shown["also"] = [{"document": key, **place_data(place)} for key, place in fact.also]
    lines = _comment(fact.sentence)
    if fact.must_keep and foreign:
        lines += _comment(f"Keep, in your words (must-keep): {', '.join(fact.must_keep)}")
    return lines + re.sub(r"(?m)^(?=.)", "  ", dump({fact.id: shown}))


def _comment(words: str) -> str:
    return "".join(f"  # {line}\n" for line in textwrap.wrap(words, _WIDTH - 4) or [""])


def draft(name: str, source: str, blocks: str, digests: Iterable[str]) -> str:
    """Return the file of a draft: how to go on, the facts, and what was drafted before."""
    return f"""\
# Drafted by `report draft` from {source}: a fact for each sentence that states something.
# Only `report draft` and `report check` read this file, and git need not keep it.
#
# Above each fact is the sentence of the document. Write what it says in your own words, in the
# place of TODO, look over the rest, and take it into {name}:
#
#     report draft --take ID ...       without an ID, every fact that says something
#
# Delete what you do not need.
document: {name}
source: {source}

facts:
{blocks}
{drafted(digests)}"""


def drafted(digests: Iterable[str]) -> str:
    """Return the record of the sentences that were drafted, so that none is drafted again."""
    words = ", ".join(sorted(set(digests)))
    return "drafted: [" + "\n  ".join(textwrap.wrap(words, _WIDTH - 12) or [""]) + "]\n"
