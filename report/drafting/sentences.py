"""A passage comes in; its sentences that state something, and how each puts it, go out."""

import re

from ..content.document import Status
from ..text import quantities
from ..text.quantities import Date, Quantity
from ..text.sentences import split
from .holding import attributes
from .script import unspaced

_MARKER = re.compile(
    r"^(?:§+\s*)?(?:\(?(?:\d{1,3}|[a-zа-я]|[ivxlc]+|[IVXLC]+)[.)]|\d{1,3}(?:\.\d{1,3})+\.?|•"
    r"|(?:Article|Статья|Artikel|Artículo)\s+\d+\.?|第[一二三四五六七八九十百\d]+条)\s+(?=\S)"
)
_SMALL = re.compile(r"\b[^\W\d_A-ZА-ЯЁ][\w’'-]*")
_QUESTION = re.compile(r"[?？]\W*$")
_NOT_PROSE = re.compile(
    r"^\d{1,3}\s+(?:See|Ibid|Idem|Cf|Op\. cit|[SA]/)\b"  # a note at the foot of a page
    r"|https?://\S+$|^\S+@\S+$|[{}=<>|]{2}|^\W*(?:ISBN|ISSN|doi|©|copyright\b|all rights reserved)"
    r"|(?:\.\s?){4}|^[^\W\d_a-z][\w’'-]+, (?:[^\W\d_a-z]\.|[^\W\d_a-z]\w+)[^()]*\(?\d{4}\)?[,.:]",
    re.IGNORECASE,
)
_ENDED = re.compile(r"[.!…:;。！][”’\"'»)\]」』）]*$")
_FEWEST, _FEWEST_LETTERS = 4, 12
_LEADING = 7  # words, or a line that ends in a colon only leads to a list
_UNENDED = 9  # words, of a line that does not end like a sentence


def sentences(passage: str, language: str) -> tuple[str, ...]:
    """Return the sentences of a passage, each a part of it, without the number of its item."""
    marker = _MARKER.match(passage)
    text = passage[marker.end() :] if marker else passage
    return split(text, language)


def tells(sentence: str, *, listed: bool) -> bool:
    """Say whether a sentence states something: it has words enough, and is no question.

    ``listed``: it is an item of a list, and need not end like a sentence.
    """
    if unspaced(sentence):
        enough = len(sentence) >= _FEWEST_LETTERS
    else:
        few = 2 if listed and re.search(r"\d", sentence) else _FEWEST
        enough = len(re.findall(r"[^\W\d_]+", sentence)) >= few
    if enough and not _ENDED.search(sentence):
        enough = listed or len(sentence.split()) >= _UNENDED
    asks = _QUESTION.search(sentence) or _NOT_PROSE.search(sentence)
    leads = sentence.rstrip().endswith(":") and len(sentence.split()) < _LEADING
    small = unspaced(sentence) or len(_SMALL.findall(sentence)) > 1
    return bool(enough and not asks and not leads and small)


_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being)\s+(?:\w+ly\s+|not\s+|never\s+|also\s+|by and large\s+)*"
    r"(?:\w{2,}ed|\w{3,}en(?<!even)(?<!often)(?<!seven)(?<!women)|made|held|set|put|built|sent|led|paid|found|brought|met|begun|known"
    r"|shown|signed|lit|lost|kept|cut|laid|won|sold|bought|taught|caught|felt|dealt|drawn|torn|worn)\b"
    r"(?!(?:\W+\w+){0,6}\W+by\b)"
)


def status(sentence: str, language: str, *, caption: bool) -> Status:
    """Say how a sentence puts what it states, as far as its words show it."""
    if caption:
        return "caption"
    if any(attributes(sentence, language)):
        return "attributed"
    return "passive" if _PASSIVE.search(sentence) else "stated"


_BESIDE = 40  # letters of a sentence on either side of a number


def _is_count(sentence: str, one: Quantity) -> bool:
    """Say whether four digits are a part of a name: resolution 1234 (1998)."""
    end = one.start + len(one.written)
    before, after = sentence[max(0, one.start - _BESIDE) : one.start], sentence[end : end + _BESIDE]
    return one.written.isdigit() and bool(
        re.match(r"\s*\(\d{4}\)", after)
        or re.search(r"(?i)(?:\b(?:resolution|no\.)|§)\s*$|\d\s\($", before)
    )


def as_of(sentence: str, language: str) -> str:
    """Return the date of a sentence, or the first and the last of several; ``undated`` for none."""
    found = quantities.figures(sentence, language=language)
    dates = [
        one.meaning
        for one in found
        if isinstance(one.meaning, Date) and one.meaning.year and not _is_count(sentence, one)
    ]
    written = [
        "-".join(f"{part:02}" for part in (date.year, date.month, date.day) if part)
        for date in dates
    ]
    if not written:
        return "undated"
    first, last = min(written), max(written)
    return first if first == last else f"{first}/{last}"
