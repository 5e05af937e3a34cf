"""A sentence and what must be held come in; the fewest short phrases that hold it go out."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from ..text.wording import count_words, has, matter, stands_once
from ..verification.texts import normal
from .holding import Hold, WordUse, words_that_matter
from .script import tokens, unspaced

LONGEST = 15  # words, as the check of quotations has it
_NEAR = 3  # words between two things to hold: farther apart, two phrases are shorter than one
_ENOUGH = 4  # words without a number that a fact's phrases have at least: a name bears no claim
_TELLING = 5  # words of a phrase where nothing must be held
_NEIGHBOURS = 20_000  # letters of a passage in which a phrase is to stand once
_WINDOW = tuple[int, int]


def supports(sentence: str, holds: Sequence[Hold], known: WordUse, passage: str) -> tuple[str, ...]:
    """Return the phrases, in the order of the sentence.

    The least of words + ``_NEAR`` for each phrase, by dynamic programming over what is held. Each
    stands once in its passage where 15 words are enough for that: “180” proves nothing beside
    “the 180-day period”.
    """
    words = tokens(sentence)
    wanted = sorted({_with_its_word(sentence, words, hold) for hold in holds})
    numbers = any(hold.sort == "number" for hold in holds)
    held = sum(end - start + 1 for start, end in wanted)
    if words and (not wanted or (not numbers and held < _ENOUGH)):
        wanted = sorted({*wanted, _telling(sentence, words, known)})
    around = _around(sentence, passage)
    windows = [_alone(sentence, words, window, around) for window in _joined(wanted)]
    phrases = dict.fromkeys(_bare(sentence, words, window) for window in _merged(windows))
    found = {phrase: normal(phrase) for phrase in phrases if phrase}
    return tuple(
        p for p, own in found.items() if not any(p != q and has(o, own) for q, o in found.items())
    )


_normal = lru_cache(maxsize=8)(normal)  # of a passage, for each of its sentences


def _around(sentence: str, passage: str) -> str:
    """Return the passage in its normal form, of a very long one what is near the sentence."""
    whole = _normal(passage)
    if len(whole) <= _NEIGHBOURS:
        return whole
    start = max(whole.find(normal(sentence)), 0)
    return whole[max(0, start - _NEIGHBOURS // 2) : start + len(sentence) + _NEIGHBOURS // 2]


def _with_its_word(sentence: str, words: Sequence[_WINDOW], hold: Hold) -> _WINDOW:
    """Return where a hold stands, and the word that it belongs to: “5 marks”, “shall pay”."""
    start, end = _first(words, hold.start), _last(words, hold.end)
    several = start != end and hold.sort != "negation"
    if hold.sort == "name" or several or unspaced(sentence):
        return start, end
    after = sentence[slice(*words[end + 1])] if end + 1 < len(words) else ""
    if sentence[words[end][1] - 1].isalnum() and (_matters(after) or (after and not start)):
        return start, end + 1
    return max(start - 1, 0), end


def _matters(word: str) -> bool:
    """Say whether a word is more than one that joins others."""
    return len(re.sub(r"\W", "", word)) > 3 and bool(matter(word))


def _joined(wanted: Sequence[_WINDOW]) -> tuple[_WINDOW, ...]:
    """Join the words to hold into phrases, at the least cost."""
    best: list[tuple[int, tuple[_WINDOW, ...]]] = [(0, ())]
    for last in range(1, len(wanted) + 1):
        ways = []
        for first in range(last - 1, -1, -1):
            start, end = wanted[first][0], max(end for _, end in wanted[first:last])
            if end - start >= LONGEST and first < last - 1:
                break
            cost, chosen = best[first]
            ways.append((cost + end - start + 1 + _NEAR, (*chosen, (start, end))))
        best.append(min(ways))
    return best[-1][1]


def _alone(sentence: str, words: Sequence[_WINDOW], window: _WINDOW, passage: str) -> _WINDOW:
    """Return the smallest window around one whose words stand once in the passage."""
    start, end = window
    for more in range(max(1, LONGEST - (end - start))):
        for before in range(more + 1):
            one, other = start - before, end + more - before
            if one >= 0 and other < len(words) and _once(sentence, words, (one, other), passage):
                return one, _ended(sentence, words, other)
    return window


_KANJI_END = re.compile(r"[\u4e00-\u9fff]$")
_HIRAGANA = re.compile(r"[\u3041-\u309f]+")


def _ended(sentence: str, words: Sequence[_WINDOW], last: int) -> int:
    """Return the last word, or of Japanese the ending after it."""
    start, end = words[last]
    joined = last + 1 < len(words) and words[last + 1][0] == end
    if not (joined and _KANJI_END.search(sentence[start:end])):
        return last
    return last + 1 if _HIRAGANA.fullmatch(sentence[slice(*words[last + 1])]) else last


def _once(sentence: str, words: Sequence[_WINDOW], window: _WINDOW, passage: str) -> bool:
    phrase = _bare(sentence, words, window)
    return stands_once(passage, normal(phrase)) and count_words(phrase) <= LONGEST


def _merged(windows: Sequence[_WINDOW]) -> Iterator[_WINDOW]:
    """Join windows that overlap, if they are not too long together."""
    before: _WINDOW | None = None
    for window in sorted(windows):
        if before and window[0] <= before[1] and max(window[1], before[1]) - before[0] < LONGEST:
            before = before[0], max(window[1], before[1])
            continue
        if before:
            yield before
        before = window
    if before:
        yield before


_PAIRS = ("()", "“”", "[]", "«»", "「」", "『』", "（）", "„“", "‘’")


def _bare(sentence: str, words: Sequence[_WINDOW], window: _WINDOW) -> str:
    """Return the words, without the marks at their ends, but for those of brackets inside."""
    phrase = sentence[words[window[0]][0] : words[window[1]][1]]
    phrase = _stripped(phrase)
    for pair in _PAIRS:
        one, other = pair[0], pair[1]
        if phrase.count(one) != phrase.count(other):
            phrase = _stripped(phrase.removeprefix(one).removesuffix(other))
    if phrase.count('"') == 1:
        phrase = _stripped(phrase.strip('"'))
    if phrase[:1] + phrase[-1:] in _PAIRS and not set(phrase[1:-1]) & set("()“”[]«»"):
        phrase = _stripped(phrase[1:-1])
    return phrase


def _stripped(phrase: str) -> str:
    phrase = phrase.strip().lstrip(",;:").rstrip(",;:!?。、…")
    # The point of “U.S.” and of “approx.” is a letter of it.
    ends = re.search(r"\w\.\w\.$|\b(?:approx|ca|etc|Inc|Ltd|Co|Corp)\.$", phrase)
    return phrase.strip() if ends else phrase.rstrip(".").strip()


def _first(words: Sequence[_WINDOW], start: int) -> int:
    return next((n for n, (_, end) in enumerate(words) if end > start), len(words) - 1)


def _last(words: Sequence[_WINDOW], end: int) -> int:
    return max((n for n, (start, _) in enumerate(words) if start < end), default=0)


def _telling(sentence: str, words: Sequence[_WINDOW], known: WordUse) -> _WINDOW:
    """Return the words that tell most where nothing must be held: those with the rarest."""
    width = min(8 if unspaced(sentence) else _TELLING, len(words))
    weights = [
        sum(1 / (1 + known.often[word]) for word in words_that_matter(sentence[start:end]))
        for start, end in words
    ]
    first = max(range(len(words) - width + 1), key=lambda n: sum(weights[n : n + width]))
    return first, first + width - 1
