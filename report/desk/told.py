"""What changed comes in; it goes out for a reader, for a program, or as a block `changes`."""

import json
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict

from .compare import ChangedSection, EditionChanges, EditKind

KINDS: tuple[EditKind, ...] = ("new", "changed", "gone")
_SIGNS = {"new": "+", "gone": "-", "changed": "~"}
_WORDS = {"new": "new", "changed": "changed", "gone": "taken out"}


def text(changes: EditionChanges) -> Iterator[str]:
    """Yield the lines for a reader: + is new, - is gone, ~ is changed."""
    for name, old, new in changes.fields:
        yield f"~ {name}: {old or '(none)'} -> {new or '(none)'}"
    for kind, key in changes.documents:
        yield f"{_SIGNS[kind]} document `{key}`"
    for section in changes.sections:
        yield f"{_SIGNS[section.kind]} section `{section.id}`: {section.title}"
        if section.retitled:
            yield f"    ~ its title was: {section.retitled}"
        for sentence in section.sentences:
            cites = f"  (cites {sentence.cites})" if sentence.cites else ""
            yield f"    {_SIGNS[sentence.kind]} {sentence.marked}{cites}"
    for fact in changes.facts:
        yield f"{_SIGNS[fact.kind]} fact `{fact.id}` of `{fact.document}`"
        for name, old, new in fact.fields:
            shown = f"{old} -> {new}" if old and new else old or new
            yield f"    {_SIGNS[fact.kind]} {name}: {shown}"
    yield summary(changes)


def summary(changes: EditionChanges) -> str:
    """Return the whole in one line."""
    if changes.same:
        return "nothing changed"
    kinds = Counter(s.kind for section in changes.sections for s in section.sentences)
    facts = Counter(fact.kind for fact in changes.facts)
    before, after = changes.calls
    return (
        f"sentences: {_counts(kinds)}; facts: {_counts(facts)}; "
        f"sentences that cite: {before} -> {after}"
    )


def _counts(kinds: Counter[EditKind]) -> str:
    told = (f"{kinds[kind]} {kind}" for kind in KINDS if kinds[kind])
    return ", ".join(told) or "as they were"


def as_json(changes: EditionChanges) -> str:
    """Return the whole as JSON."""
    return json.dumps({"same": changes.same, **asdict(changes)}, ensure_ascii=False, indent=2)


def block(changes: EditionChanges) -> str:
    """Return a block `changes` to be edited: an item for each section, and for the facts."""
    lines = ["- kind: changes", "  items:"]
    lines += [f"    - {json.dumps(item, ensure_ascii=False)}" for item in _items(changes)]
    return "\n".join(lines)


def _items(changes: EditionChanges) -> Iterable[str]:
    for section in changes.sections:
        yield f"“{section.title}”{_of(section)}"
    for kind in KINDS:
        if count := sum(fact.kind == kind for fact in changes.facts):
            yield f"{count} {'fact' if count == 1 else 'facts'} {_WORDS[kind]}."


def _of(section: ChangedSection) -> str:
    if section.kind != "changed":
        return " is new." if section.kind == "new" else " was taken out."
    kinds = Counter(sentence.kind for sentence in section.sentences)
    told = [f"{kinds[kind]} {_WORDS[kind]}" for kind in KINDS if kinds[kind]]
    renamed = [f"titled “{section.retitled}” before"] if section.retitled else []
    count = " sentence" if sum(kinds.values()) == 1 else " sentences"
    first = f"{told[0].split()[0]}{count} {told[0].split(' ', 1)[1]}" if told else ""
    return f": {', '.join([*([first] if first else []), *told[1:], *renamed])}."
