"""What was written and what is printed come in, as words; out, which printed word is which."""

import re
from collections import Counter
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from ..content.reading_order import Text
from ..press.fragment import TextRun
from ..text.inline import Words, pieces
from .printed import PrintedWord

_WORD = re.compile(r"[^\W_]+")
_LANGUAGE = re.compile(r"\]\{[^{}]*\}")
_UNSEEN = "-\u2010\u00ad\u200b\u2060"  # a hyphen at the end of a line is nobody's
_PASSES = 4  # over what is left: words that are printed in another order than they are read
_MANY = 1500  # words from which the commonest are only matched beside others


@dataclass(frozen=True, slots=True)
class WrittenWord:
    """A word of a text, small letters only, and where in the text it begins."""

    word: str
    text: Text
    offset: int


def written(text: Text) -> Iterator[WrittenWord]:
    """Yield the words of a text that are printed where it stands: no calls, no notes."""
    raw = str(text.text)
    at, blanked = 0, raw
    for piece in pieces(text.text):
        call = "" if isinstance(piece, Words) else piece.raw
        if call and (found := raw.find(call, at)) >= 0:
            at = found + len(call)
            blanked = blanked[:found] + " " * len(call) + blanked[at:]
    blanked = _LANGUAGE.sub(lambda found: " " * len(found[0]), blanked)
    for found_word in _WORD.finditer(blanked):
        yield WrittenWord(found_word[0].casefold(), text, found_word.start())


def parts(word: PrintedWord) -> list[str]:
    """Return the words that stand in a printed one without a space, small letters only."""
    return [part.casefold() for part in _WORD.findall(word.text)]


def owners(words: Sequence[PrintedWord], runs: Sequence[TextRun]) -> list[TextRun | None]:
    """Return for each word of a page the run that it belongs to."""
    letters, owner = [], []
    for number, word in enumerate(words):
        bare = _bare(word.text)
        letters.append(bare)
        owner += [number] * len(bare)
    page = "".join(letters)
    found: list[TextRun | None] = [None] * len(words)
    missed, at = [], 0
    for run in runs:
        wanted = _bare(run.text)
        place = _free(page, wanted, at, owner, found)
        if place is None:
            missed.append(run)
            continue
        for number in owner[place : place + len(wanted)]:
            found[number] = run
        if not run.note and run.kind != "margin":
            at = place + len(wanted)
    _rest(words, missed, found)
    return found


def _free(
    page: str, wanted: str, start: int, owner: Sequence[int], found: Sequence[TextRun | None]
) -> int | None:
    """Return where letters stand on a page that no run has taken, from a place on or anywhere."""
    for begin in (start, 0) if wanted else ():
        place = page.find(wanted, begin)
        while place >= 0:
            if found[owner[place]] is None and found[owner[place + len(wanted) - 1]] is None:
                return place
            place = page.find(wanted, place + 1)
    return None


def _rest(
    words: Sequence[PrintedWord], missed: Sequence[TextRun], found: list[TextRun | None]
) -> None:
    """Give what is left of a page to the runs that do not stand on it in one piece."""
    free = [number for number, owner in enumerate(found) if owner is None]
    of_runs = [(word.casefold(), run) for run in missed for word in _WORD.findall(run.text)]
    of_page = [(part, number) for number in free for part in parts(words[number])]
    matched = align([word for word, _ in of_runs], [part for part, _ in of_page])
    for (_, number), which in zip(of_page, matched, strict=True):
        if which is not None:
            found[number] = of_runs[which][1]
    for number in free:  # a number that is only known now, half of a word
        beside = found[number - 1] if number else None
        if found[number] is None and beside in missed:
            found[number] = beside


def align(one: Sequence[str], other: Sequence[str], alone: Container[int] = ()) -> list[int | None]:
    """Return for each word of the other which word of the one it is, None for none of them.

    Both are first taken in order; then what is left of them, since what stands beside a text, or
    in another column, is printed in another order. There a word counts in company, or when it is
    one of those that stand ``alone``.
    """
    found: list[int | None] = [None] * len(other)
    left, free = list(range(len(one))), list(range(len(other)))
    for number in range(_PASSES):
        taken: set[int] = set()
        for a, b, size in _blocks([one[n] for n in left], [other[n] for n in free]):
            if number and size == 1 and left[a] not in alone:
                continue
            for step in range(size):
                found[free[b + step]] = left[a + step]
                taken.add(left[a + step])
        if not taken:
            break
        left = [n for n in left if n not in taken]
        free = [n for n in free if found[n] is None]
    return found


def alone(wrote: Sequence[WrittenWord]) -> set[int]:
    """Return which words are all of their text, as in a cell."""
    counts = Counter(id(word.text) for word in wrote)
    return {number for number, word in enumerate(wrote) if counts[id(word.text)] == 1}


def _blocks(one: Sequence[str], other: Sequence[str]) -> Iterator[tuple[int, int, int]]:
    matcher = SequenceMatcher(None, one, other, autojunk=len(other) > _MANY)
    for block in matcher.get_matching_blocks():
        if block.size:
            yield block.a, block.b, block.size


def _bare(text: str) -> str:
    return "".join(letter for letter in text if not (letter.isspace() or letter in _UNSEEN))
