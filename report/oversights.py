"""A sound briefing and its library come in; what their author probably did not mean goes out.

These are warnings about how the files are written, for which no evidence is needed.
"""

from collections.abc import Iterator

from .briefing import Briefing
from .citations.references import date
from .errors import Diagnostic
from .library import Library
from .model import texts
from .source import Loc, Source


def find(briefing: Briefing, library: Library, source: Source) -> Iterator[Diagnostic]:
    """Yield texts behind which YAML sees a comment, and works later than the briefing."""
    yield from _later(briefing, library)
    yield from _lost(source, (loc for loc, _ in texts(briefing)))
    for key, doc in library.documents.items():
        yield from _lost(library.sources[key], (loc for loc, _ in texts(doc)))
        for name, fact in doc.facts.items():
            loc: Loc = ("facts", name)
            supports = ((*loc, "supports", number) for number in range(len(fact.supports)))
            yield from _lost(library.sources[key], iter([(*loc, "says"), *supports]))


def _later(briefing: Briefing, library: Library) -> Iterator[Diagnostic]:
    """Yield each document that was published or read after the day of the edition."""
    day = briefing.edition_date
    for key, doc in library.documents.items():
        for name in ("issued", "accessed"):
            parts = (date(doc.reference.get(name, "")).get("date-parts") or [[]])[0]
            if tuple(parts) > (day.year, day.month, day.day)[: len(parts)]:
                message = f"this is later than the `edition-date`, {day}"
                place = library.sources[key].at(("reference", name))
                yield Diagnostic(message, place, "correct one of the two")


def _lost(source: Source, places: Iterator[Loc]) -> Iterator[Diagnostic]:
    for loc in places:
        if found := source.comment_after(loc):
            comment, span = found
            message = f"this is not a part of the text: {comment}"
            hint = "quote the value if it is; a comment on it stands on a line of its own, above"
            yield Diagnostic(message, span, hint)
