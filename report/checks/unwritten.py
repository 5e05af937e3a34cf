"""Sound files come in; what is still to be written in them and in drafts beside them goes out.

``report draft`` leaves TODO where only a person can say something.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from ..content import yamlfile
from ..content.blocks import Documents
from ..content.document import DRAFT
from ..content.model import texts
from ..content.yamlfile import YamlFile
from ..errors import Diagnostic, Loc, ReportError
from .check import Check
from .evidence.reading import Reading

_TODO = re.compile(r"\bTODO\b")


def unwritten(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each fact that says nothing yet, and each text that would be printed as a mere TODO."""
    for key, (doc, fact) in reading.library.facts.items():
        if _TODO.search(fact.says):
            place = reading.library.sources[doc.key].at(("facts", key, "says"), "TODO")
            hint = "say it in your own words, or take the fact out"
            yield Diagnostic(f"fact `{key}` does not say anything yet", place, hint)
    for source, loc in _left(reading, whole=True):
        yield _still(source, loc)


def printed(reading: Reading) -> Iterator[Diagnostic]:
    """Yield each text that has a TODO beside other words, or that this briefing does not print."""
    for source, loc in _left(reading, whole=False):
        yield _still(source, loc)


def _left(reading: Reading, *, whole: bool) -> Iterator[tuple[YamlFile, Loc]]:
    """Yield the texts with a TODO: those that are printed and nothing else, or all others."""
    shown = any(isinstance(block, Documents) for block in reading.briefing.blocks())
    found: list[tuple[YamlFile, Loc, str, bool]] = [
        (reading.source, loc, str(text), True) for loc, text in texts(reading.briefing)
    ]
    for key, doc in reading.library.documents.items():
        source = reading.library.sources[key]
        found += [(source, loc, str(text), shown) for loc, text in texts(doc)]
    for source, loc, said, seen in found:
        if _TODO.search(said) and whole is (seen and said.strip() == "TODO"):
            yield source, loc


def _still(source: YamlFile, loc: Loc) -> Diagnostic:
    field = next((step for step in reversed(loc) if isinstance(step, str)), "text")
    message = f"`{field}` is still to be written"
    return Diagnostic(message, source.at(loc, "TODO"), "write it in the place of TODO")


def drafts(reading: Reading) -> Iterator[Diagnostic]:
    """Yield, of each draft beside a document, the facts that are not taken."""
    for source in reading.library.sources.values():
        path = source.path.with_name(source.path.stem + DRAFT)
        if path.is_file():
            yield from _draft(path)


def _draft(path: Path) -> Iterator[Diagnostic]:
    try:
        draft = yamlfile.read(path)
    except ReportError as error:
        yield from error.diagnostics
        return
    found = draft.data.get("facts") if isinstance(draft.data, dict) else None
    said: dict[bool, list[str]] = {True: [], False: []}
    for key, fact in found.items() if isinstance(found, dict) else ():
        says = str(fact.get("says") or "TODO") if isinstance(fact, dict) else "TODO"
        said[not _TODO.search(says)].append(key)
    if todo := said[False]:
        message = f"drafted, and still to be written: {', '.join(todo)}"
        hint = "write what each says and take it, `report draft --take`; delete what is not needed"
        yield Diagnostic(message, draft.at(("facts", todo[0], "says")), hint)
    if written := said[True]:
        message = f"written, and not taken: {', '.join(written)}"
        place = draft.at(("facts", written[0], "says"))
        yield Diagnostic(
            message, place, f"`report draft --take {' '.join(written[:3])}` takes them"
        )


CHECKS = (
    Check(
        "unwritten",
        "Every fact says something, and no text is printed that is TODO and nothing else.",
        unwritten,
        level="error",
    ),
    Check("todo", "No text has a TODO in it.", printed),
    Check("drafts", "No drafted fact waits to be written or taken.", drafts, level="advice"),
)
