"""Split a paragraph of pieces into sentences, each with its calls and what it is declared to be.

Where a sentence ends depends on the language: “No. 5” and “the U.S. army” end none in English.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate, pairwise

from . import grammar
from .grammar import Grammar
from .inline import Call, Connective, CrossReference, OwnNote, OwnReading, Piece, Recall, Words


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence: its plain words, what it calls, and what it is declared to be.

    ``places`` tells after how many letters of the text each call stands.
    """

    text: str
    calls: tuple[Call | Recall, ...]
    connective: bool
    references: tuple[CrossReference, ...] = ()
    places: tuple[int, ...] = ()
    reading: bool = False
    listed: bool = False  # in a list, or a formula: it may be no whole sentence
    quoted: bool = False  # a block quotation, all its sentences
    notes: tuple[OwnNote, ...] = ()  # in the author's own words, called from it


# Half characters, which no text holds: they stand for a piece that is not words while sentences
# are found. A reference is printed, and may begin a sentence; a call belongs to the one before it,
# even after a space.
MARK, _PRINTED = "\ud800", "\ud801"
_MARKS = re.compile(f"[{MARK}{_PRINTED}]")


def sentences(paragraph: Sequence[Piece], language: str = "en") -> tuple[Sentence, ...]:
    """Split a paragraph into sentences; a call belongs to the one that it stands in or ends."""
    text, marks = "", []
    for piece in paragraph:
        if isinstance(piece, Words):
            text += piece.plain
        else:
            text += _PRINTED if isinstance(piece, CrossReference) else MARK
            marks.append(piece)
    found: list[Sentence] = []
    start = 0
    for end in [*ends(text, language), len(text)]:
        part = text[start:end]
        count = len(_MARKS.findall(part))
        mine, marks = marks[:count], marks[count:]
        words = _MARKS.sub("", part).strip()
        if words or mine:
            found.append(_sentence(part, words, mine))
        start = end
    return tuple(found)


def split(text: str, language: str = "en") -> tuple[str, ...]:
    """Return the sentences of a document's text, each a part of it without the space around it.

    What ends in an abbreviation of any language goes on, whatever follows it: two sentences are
    left in one piece rather than one in two.
    """
    found, whole = [], ""
    for start, end in pairwise([0, *ends(text, language), len(text)]):
        whole += text[start:end]
        if end == len(text) or not _ABBREVIATED.search(text[start:end].rstrip()):
            found.append(whole.strip())
            whole = ""
    return tuple(filter(None, found))


def _sentence(part: str, words: str, marks: Sequence[Piece]) -> Sentence:
    before = len(part) - len(part.lstrip()) if words else 0
    ends = list(accumulate(len(piece) for piece in _MARKS.split(part)[:-1]))
    called = [
        (max(place - before, 0), piece)
        for place, piece in zip(ends, marks, strict=True)
        if isinstance(piece, Call | Recall)
    ]
    notes = tuple(p for p in marks if isinstance(p, OwnNote))
    if not called:  # it rests on what its note cites
        called = [(len(words), p) for note in notes for p in note.inside if isinstance(p, Call)]
    return Sentence(
        words,
        tuple(piece for _, piece in called),
        any(isinstance(p, Connective) for p in marks),
        tuple(p for p in marks if isinstance(p, CrossReference)),
        tuple(place for place, _ in called),
        any(isinstance(p, OwnReading) for p in marks),
        notes=notes,
    )


_STOP = re.compile(
    rf"(?P<stop>[.!?…]|[。！？](?!$))(?P<close>[”’\"»)\]」』）]*)(?P<marks>(?:\s?{MARK})*)(?P<space>\s*)"
)
# Abbreviations of several languages, and initials, at the end of a text.
_ABBREVIATED = re.compile(
    r"(?:\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Nos?|U\.S|U\.N|U\.K|E\.U|[Ee]\.g|[Ii]\.e|[Aa]rts?|[Rr]es"
    r"|Figs?|Gen|Col|Capt|Lt|Sgt|Maj|Sen|Rep|Gov|Prof|Drs?|Mrs?|Ms|Messrs|St|Hon|Rev|Inc|Ltd|Co|Corp|Mt|vs"
    r"|approx|ca|cf|al|ed|eds|vol|pp?|paras?|[Cc]h|[Ss]ec|гг?|вв?|[тдпсчруй]|пп|ст|стр|им|др|пр|рис|табл"
    r"|руб|тыс|млн|млрд|ул|проф|акад|[А-Я]|[A-Z]|Nr|Abs|bzw|[zdu]\.\s?[BhÄa]|usw|Mio|Mrd|Mme|Mlle|MM|Sr|Sra)\.)$"
)
_OPENING = re.compile(r"[“‘\"„«(\[¿¡「『（]*")
_LAST = re.compile(r"[\w.]+$")
_NEXT = re.compile(r"[^\W\d_]+")
_DOTTED = ("de",)  # languages that write an ordinal number with a full stop
_LONGEST = 24  # letters of an abbreviation and what stands before it


def ends(text: str, language: str = "en") -> Iterator[int]:
    """Yield where sentences end, but for the last; ``MARK`` stands for a call."""
    known = grammar.of(language)
    for found in _STOP.finditer(text):
        if found["stop"] in "。！？":
            yield found.end()
            continue
        after = _OPENING.match(text, found.end())
        place = after.end() if after else found.end()
        begins = text[place : place + 1]
        if not found["space"] or not (begins.isupper() or begins.isdigit() or begins == _PRINTED):
            continue
        if text[found.start() - 2 : found.start()] == "..":
            continue
        if found["stop"] == "." and not found["close"] and _abbreviated(text, found, place, known):
            continue
        yield found.end()


def _abbreviated(text: str, stop: re.Match[str], place: int, known: Grammar) -> bool:
    """Say whether a full stop belongs to an abbreviation, an initial or the number of an item."""
    before = _LAST.search(text, max(stop.start() - _LONGEST, 0), stop.start())
    if before is None:
        return False
    word = before[0].strip(".")
    if word.isdigit():
        if known.language in _DOTTED and len(word) <= 2:  # am 31. Dezember
            return True
        return len(word) <= 2 and not text[: before.start()][:_LONGEST].strip(f" ({MARK}")
    if word in known.before_names:
        return True
    if text[place : place + 1].isdigit():
        return word in known.before_numbers or word in known.abbreviations
    if not (word in known.abbreviations or (len(word) == 1 and word.isupper())):
        return False
    # “…in the U.S. The army…”: what opens sentences and is no name begins one.
    following = _NEXT.match(text, place)
    return not (following and following[0].casefold() in known.openers)
