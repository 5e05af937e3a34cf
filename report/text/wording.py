"""Find the names and quotations of a text, and compare wordings: words come in, spans go out."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from itertools import islice

# English, French and Russian, German and Polish, Danish; inner ones as they stand outside others.
_QUOTED = re.compile(
    r"„([^„“”]*)[“”]|“([^“”]*)”|«([^«»]*)»|»([^«»]*)«|‹([^‹›]*)›|›([^‹›]*)‹"
    r"|‚([^‚‘’]*)‘|(?<![\w’])‘((?:[^‘’]|’(?=\w))*)’(?!\w)"
)
CASED = re.compile(r"\[(\w)\](?=\w)")  # “[n]obody”, where the document has Nobody
OPENING = frozenset("„“«»‹›‚‘")
_WORD = re.compile(r"(?<!\w[’'])[^\W\d_]+(?:[’'](?!s\b)[^\W\d_]+)*")
_CAPITAL = re.compile(rf"(?<![^\W\d_])(?=[^\W\d_a-z]){_WORD.pattern}")
_LETTER = re.compile(r"\w")
_DASHES = re.compile("[‐-―−-]")  # every dash and hyphen there is
_MARKS = str.maketrans("‘’‚‛“”„‟«»‹›", '\'\'\'\'""""""""')
_CONNECTORS = r"(?:of|and|in|for|the|on|on the|of the|for the|in the)"
_RUN = re.compile(rf"[^\W\d_a-z][\w’'.]*(?:[\s-](?:{_CONNECTORS}\s)?[^\W\d_a-z][\w’'.]*)+")


def listed(words: str) -> frozenset[str]:
    """Return the words of a list."""
    return frozenset(words.split())


_NOT = re.compile(
    r"\b(?:no|not|none|nobody|nothing|neither|nor|never|nowhere|without|unknown|unclear|silent"
    r"|open|missing|whether)\b",
    re.IGNORECASE,
)
_NO_NAMES = listed(
    "january february march april may june july august september october november december"
    " monday tuesday wednesday thursday friday saturday sunday mr mrs ms dr i"
)

# What is left of a name and of the adjective made of it: Tajik|istan, Japan|ese, Russia|n.
_ENDINGS = tuple(listed("s n an ian ese i ic ish istan stan istani e a ey"))
_SHORTEST = 4  # letters that must be left before an ending

# At the start of a sentence a capital makes no name of these, nor of words that end so.
NUMBER_WORDS = listed(
    "eight eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen ten twenty"
    " thirty forty fifty sixty seventy eighty ninety hundred thousand"
)
COMMON_ENDINGS = tuple(listed("ly ing ed tion sion ment ness ance ence ity ship ism s"))


@dataclass(frozen=True, slots=True)
class Word:
    """A word beginning with a capital; ``initial`` where every word would have one."""

    written: str
    start: int
    initial: bool


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words in quotation marks, without the marks; ``start`` and ``end`` include them."""

    words: str
    start: int
    end: int


def quotations(text: str) -> tuple[Quoted, ...]:
    """Return what stands in quotation marks; what is quoted inside it belongs to it."""
    return tuple(
        Quoted((found[found.lastindex or 0]).strip(), found.start(), found.end())
        for found in _QUOTED.finditer(text)
    )


def without(text: str, spans: Iterable[tuple[int, int]]) -> str:
    """Return ``text`` with the spans blanked out, so that all places stay."""
    for start, end in spans:
        text = text[:start] + " " * (end - start) + text[end:]
    return text


def spans(text: str, phrases: Iterable[str]) -> Iterator[tuple[int, int]]:
    """Yield where the phrases occur in ``text``, as whole words and in any case."""
    lower = text.lower()
    for phrase in phrases:
        wanted = phrase.lower()
        if wanted not in lower:
            continue
        for start in _whole(lower, wanted):
            yield start, start + len(wanted)


def contains(text: str, phrase: str) -> bool:
    """Say whether the phrase occurs as whole words; case, spacing and dashes do not matter."""
    return has(loose(text), loose(phrase))


def has(text: str, phrase: str) -> bool:
    """Say whether the phrase occurs as whole words, letter for letter."""
    return next(_whole(text, phrase), None) is not None


def count(text: str, phrase: str) -> int:
    """Return how often the phrase occurs as whole words, letter for letter."""
    return sum(1 for _ in _whole(text, phrase))


def stands_once(text: str, phrase: str) -> bool:
    """Say whether the phrase occurs just once as whole words, letter for letter."""
    return len(list(islice(_whole(text, phrase), 2))) == 1


def _whole(text: str, phrase: str) -> Iterator[int]:
    """Yield where the phrase starts in ``text`` without being part of a longer word."""
    start = text.find(phrase) if phrase else -1
    while start >= 0:
        end = start + len(phrase)
        before, after = text[start - 1 : start], text[end : end + 1]
        if not _one_word(before, phrase[0]) and not _one_word(phrase[-1], after):
            yield start
        start = text.find(phrase, start + 1)


# Scripts that put no space between words: Thai to Tibetan, Myanmar, Khmer, kana and Han. Between
# two of their letters a word may begin anywhere; katakana alone runs in words of its own.
UNSPACED = (
    "\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3040-\u30ff\u31f0-\u31ff"
    "\u3400-\u9fff\uf900-\ufaff\uff66-\uff9f\U00020000-\U0003ffff"
)
_UNSPACED = re.compile(f"[{UNSPACED}]")
_KATAKANA = re.compile("[\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9f]")


def _one_word(one: str, other: str) -> bool:
    """Say whether two letters side by side are of one word."""
    if not (one.isalnum() and other.isalnum()):
        return False
    if _UNSPACED.match(one) or _UNSPACED.match(other):
        return bool(_KATAKANA.match(one) and _KATAKANA.match(other))
    return True


@lru_cache(maxsize=8192)
def loose(text: str) -> str:
    """Return ``text`` for comparing words: one case, one kind of quotation mark, no dashes."""
    text = CASED.sub(r"\1", text) if "[" in text else text
    return " ".join(_DASHES.sub(" ", text.casefold()).translate(_MARKS).split())


@lru_cache(maxsize=8192)
def exact(text: str) -> str:
    """Return ``text`` for comparing letters: white space collapsed, one kind of quotation mark."""
    return " ".join(text.translate(_MARKS).replace('"', "'").split())


@lru_cache(maxsize=8192)
def words(text: str) -> frozenset[str]:
    """Return the words of ``text`` in one case, hyphened ones in their parts, without ’s."""
    return frozenset(_WORD.findall(text.casefold()))


@lru_cache(maxsize=8192)
def names(text: str) -> tuple[Word, ...]:
    """Return every word with a capital, but for months, days and single letters."""
    found = []
    first = _LETTER.search(text)
    for word in _CAPITAL.finditer(text):
        written = word[0]
        if not written[0].isupper() or len(written) == 1 or written.casefold() in _NO_NAMES:
            continue
        end = word.start()
        while end and text[end - 1] in " \t\n([“‘\"'":
            end -= 1
        initial = first is None or first.start() >= end or text[end - 1] in ":?!…"
        found.append(Word(written, word.start(), initial))
    return tuple(found)


def says_what_is_not(text: str) -> bool:
    """Say whether a sentence tells what a document leaves out, or what is not so."""
    return _NOT.search(text) is not None


@lru_cache(maxsize=8192)
def forms(word: str) -> frozenset[str]:
    """Return the word in one case, with what is left of it when an ending is taken away."""
    word = word.casefold()
    if not word.endswith(_ENDINGS):
        return frozenset((word,))
    cut = (word.removesuffix(e) for e in _ENDINGS if word.endswith(e))
    return frozenset({word, *(base for base in cut if len(base) >= _SHORTEST)})


_SMALL = listed(
    "a an and as at be been by did for from had has have in is it its not of on or so that the"
    " their them they this those to was were what when which who with"
)
_SUFFIX = re.compile(
    r"(?<=.{4})(?:ations?|ings?|ions?|ments?|ities|ity|ies|ers?|ed|es|or|al|ly|s|e|y)$"
)


@lru_cache(maxsize=8192)
def matter(text: str) -> frozenset[str]:
    """Return what a text is about: its words but for the small ones, each as its stem."""
    return frozenset(_stem(word) for word in words(text) - _SMALL)


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    return _SUFFIX.sub("", word, count=1).removesuffix("e")


@lru_cache(maxsize=8192)
def runs(text: str) -> tuple[str, ...]:
    """Return the runs of capitalised words, small words between them included."""
    return tuple(found[0] for found in _RUN.finditer(text))


@lru_cache(maxsize=8192)
def initialisms(text: str) -> frozenset[str]:
    """Return every abbreviation that capitalised words of ``text`` would make by their initials."""
    made = set()
    for run in runs(text):
        letters = "".join(w[0] for w in re.split(r"[\s-]", run) if w[:1].isupper()).casefold()
        made |= {
            letters[start:end]
            for start in range(len(letters))
            for end in range(start + 2, len(letters) + 1)
        }
    return frozenset(made)


def count_words(text: str) -> int:
    """Return how many words a text has: parts between spaces that hold a letter or a digit.

    Where a script puts no spaces, as the Japanese one, two letters are taken for a word.
    """
    return sum(map(_words_in, text.split()))


def _words_in(part: str) -> int:
    if not part.isascii() and (letters := len(_UNSPACED.findall(part))):
        return (letters + 1) // 2
    return 1 if part.isalnum() or _LETTER.search(part) else 0
