"""A finished Word file and the pages that it was made of come in; out, what is lost in it."""

from collections.abc import Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from ..content import Content
from ..errors import Diagnostic, ReportError
from ..web import flowing, losses
from . import reading
from .reading import ReadFile

_HINT = losses.hint("a Word file")


def held(
    data: bytes, sections: Sequence[Element], notes: Mapping[str, Element], content: Content
) -> ReadFile:
    """Return what the file says; ``ReportError`` if that is not what the pages say.

    Compared are every word in its order, every note, the words of pictures and the ends of links.
    """
    found = reading.read(data)
    problems = [*_words(found, sections, content), *_notes(found, notes, content)]
    place = content.source.at(("sections",))
    if found.silent:
        problems.append(Diagnostic(f"{found.silent} pictures have no alternative text", place))
    if found.dead:
        problems.append(losses.dead_links(found.dead, place))
    if problems:
        raise ReportError(problems)
    return found


def _words(found: ReadFile, sections: Sequence[Element], content: Content) -> Iterator[Diagnostic]:
    said = [(word, n) for n, one in enumerate(sections) for word in flowing.words(one)]
    wanted = [word for word, _ in said]
    at = losses.first_other(wanted, found.words)
    if at is not None:
        number = said[at][1] if at < len(said) else len(sections) - 1
        before, instead = losses.around(wanted, at), losses.around(found.words, at)
        yield Diagnostic(
            f"the Word file has other words than the page: “{instead}” for “{before}”",
            losses.begin(number, len(sections), content),
            _HINT,
        )


def _notes(found: ReadFile, notes: Mapping[str, Element], content: Content) -> Iterator[Diagnostic]:
    place = content.source.at(("sections",))
    if len(found.notes) != len(notes):
        message = f"the Word file has {len(found.notes)} footnotes, the briefing {len(notes)} notes"
        yield Diagnostic(message, place, _HINT)
        return
    wanted = sorted(tuple(flowing.words_of_note(note)) for note in notes.values())
    if wanted != sorted(found.notes):
        lost = next(one for one in wanted if one not in found.notes)
        message = f"a note is not whole in the Word file: “{' '.join(lost[:8])}…”"
        yield Diagnostic(message, place, _HINT)
