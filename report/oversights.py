"""A sound briefing and its library come in; what their author probably did not mean goes out.

These are warnings about how the files are written, for which no evidence is needed.
"""

from collections.abc import Iterator

from .briefing import Briefing
from .errors import Diagnostic
from .library import Library
from .model import texts
from .source import Loc, Source


def find(briefing: Briefing, library: Library, source: Source) -> Iterator[Diagnostic]:
    """Yield every text behind which words stand that YAML takes for a comment."""
    yield from _lost(source, (loc for loc, _ in texts(briefing)))
    for key, doc in library.documents.items():
        yield from _lost(library.sources[key], (loc for loc, _ in texts(doc)))
        for name, fact in doc.facts.items():
            loc: Loc = ("facts", name)
            supports = ((*loc, "supports", number) for number in range(len(fact.supports)))
            yield from _lost(library.sources[key], iter([(*loc, "says"), *supports]))


def _lost(source: Source, places: Iterator[Loc]) -> Iterator[Diagnostic]:
    for loc in places:
        if found := source.comment_after(loc):
            comment, span = found
            message = f"this is not a part of the text: {comment}"
            hint = "quote the value if it is; a comment on it stands on a line of its own, above"
            yield Diagnostic(message, span, hint)
