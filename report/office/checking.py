"""A finished Word file and the pages that it was made of come in; out, what is lost in it."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from xml.etree.ElementTree import Element

from ..content import Content
from ..errors import Diagnostic, ReportError, Span
from ..web import flowing
from . import reading
from .reading import ReadFile

_AROUND = 4  # words that a message shows


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
        problems.append(
            Diagnostic(f"{len(found.dead)} links lead nowhere, the first to {found.dead[0]}", place)
        )
    if problems:
        raise ReportError(problems)
    return found


def _words(found: ReadFile, sections: Sequence[Element], content: Content) -> Iterator[Diagnostic]:
    wanted = [(word, n) for n, one in enumerate(sections) for word in flowing.words(one)]
    pairs = zip_longest(wanted, found.words)
    for at, (pair, got) in enumerate(pairs):
        if pair is not None and pair[0] == got:
            continue
        number = pair[1] if pair else len(sections) - 1
        before = " ".join(word for word, _ in wanted[max(at - _AROUND, 0) : at + 1])
        instead = " ".join(found.words[max(at - _AROUND, 0) : at + 1])
        yield Diagnostic(
            f"the Word file has other words than the page: “{instead}” for “{before}”",
            _place(number, len(sections), content),
            _HINT,
        )
        return


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


_HINT = (
    "a template of the theme may hold what has no place in a Word file: `--format html` is whole"
)


def _place(number: int, many: int, content: Content) -> Span:
    """Return where a section begins; the first may be a title that no section has."""
    written = content.briefing.sections
    number = max(number - (many - len(written)), 0)
    loc = written[number].loc if number < len(written) else ("sections",)
    return content.source.at(loc)
