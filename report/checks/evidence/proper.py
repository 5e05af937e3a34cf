"""Proper names of a claim against those of its facts."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import pairwise, product

from ...content.blocks import Actors, Map
from ...text.wording import (
    COMMON_ENDINGS,
    NUMBER_WORDS,
    Word,
    forms,
    loose,
    matter,
    names,
    says_what_is_not,
    spans,
    without,
)
from ..check import Check, Finding
from .claims import Claim
from .held import Held
from .reading import Reading

LONG = 5  # letters; shorter words of a title stay small: from, with
_FORMULA = re.compile(r"[₀-₉⁰-⁹ₓ]")  # CO₂, PM₂.₅: what a thing is made of is not its name
# A language is spoken of where a text is: “in English”, “the English title”.
_OF_TEXTS = (
    r"abstract|dialect|edition|form|heading|language|original|script|spelling|summary|term|text"
    r"|title|translation|version|wording|word"
)
_TITLES = ("title", "running-title", "short-title", "standfirst")


def examine(reading: Reading) -> Iterator[Finding]:
    """Yield every name of a claim that its facts do not hold."""
    for claim in reading.claims:
        if not claim.facts and not claim.works:
            continue
        if _for_orientation(reading, claim):
            continue
        opens = _opens_with_names(reading, claim)
        in_capitals = claim.text.loc[-1] in _TITLES and _in_capitals(reading, claim.sentence)
        text, told = reading.own_words(claim), set(" ".join(reading.briefing.declared).split())
        for start, end, part in claim.parts(reading.library):
            for word in strange(reading, text, _held(reading, part), capitals=in_capitals):
                sure = not word.initial or word.written.casefold() in reading.known_names
                if not start <= word.start < end or not (sure or opens):
                    continue
                told.add(word.written)
                makers = (reading.authors[work] for work in reading.works(part))
                if not any(maker.name(word.written) for maker in makers):
                    message = f"the name “{word.written}” is in none of the facts this rests on"
                    way = _way(reading, word, claim, part)
                    yield claim.finding(message, word.written, way, word.start)
        for pair, start in () if in_capitals else _unheard(reading, text, told):
            message = f"“{pair}” stands so in no fact: are these two names?"
            yield claim.finding(message, pair, "write the name as a fact has it", start)


CHECK = Check(
    "names",
    "Every proper name of a sentence stands in what a fact says that the sentence cites; the makers"
    " of a document may be named where it is cited, and a variant that `declared` ties to a name.",
    examine,
    grammar=True,
)


def _unheard(reading: Reading, text: str, known: set[str]) -> Iterator[tuple[str, int]]:
    """Yield two names side by side that stand so in no fact and no reference: half of each."""
    for one, two in pairwise(names(text)):
        between = text[one.start + len(one.written) : two.start]
        sure = not one.initial or one.written.casefold() in reading.known_names
        if between == " " and sure and known.isdisjoint((one.written, two.written)):
            pairs = product(forms(one.written), forms(two.written))
            if reading.pairs_of_names.isdisjoint(pairs):
                yield f"{one.written} {two.written}", one.start


def strange(reading: Reading, text: str, held: Held, *, capitals: bool = False) -> Iterator[Word]:
    """Yield the names of ``text`` that are not held, nor the long or short form of one that is.

    ``capitals``: every word of it has one, as in a title, so that none of them makes a name.
    """
    lower = loose(text)
    long_names = (run for run, short in reading.spelled_out.items() if short in held.words)
    said = [run for run in long_names if run in lower]
    variants = reading.variants.items()
    stands_for = (word for word, of in variants if not of or any(map(held.name, of)))
    known = without(
        text, [*spans(text, stands_for), *(s for run in said for s in _loosely(text, run))]
    )
    for word in names(known):
        if _FORMULA.search(word.written) or _is_language(known, word):
            continue
        if capitals and not word.initial:
            word = replace(word, initial=True)
        if is_name(reading, word) and not held.name(word.written):
            yield word


def _is_language(text: str, word: Word) -> bool:
    """Say whether a word names the language of a text, as its place there shows."""
    if word.written not in _languages():
        return False
    before, after = text[: word.start], text[word.start + len(word.written) :]
    return bool(
        re.match(rf"\s+(?:{_OF_TEXTS})s?\b", after)
        or (re.search(r"\b(?:in|into|from)\s$", before) and re.match(r"\W*(?:$|\s[a-z])", after))
    )


@cache
def _languages() -> frozenset[str]:
    """Return what English calls the languages of the world (CLDR)."""
    from babel import Locale

    return frozenset(Locale("en").languages.values())


def is_name(reading: Reading, word: Word) -> bool:
    """Say whether a capital makes a name; where every word has one, what we know of it decides."""
    key = word.written.casefold()
    if not word.initial or key in reading.known_names or word.written.isupper():
        return True
    return not (
        key in reading.grammar.openers
        or key in NUMBER_WORDS
        or key.endswith(COMMON_ENDINGS)
        or reading.is_plain(key)
    )


def _in_capitals(reading: Reading, title: str) -> bool:
    """Say whether the longer words of a title all have capitals, also such as are no names."""
    longer = [word for word in re.findall(r"[^\W\d_]+", title) if len(word) >= LONG]
    inside = (word.written for word in names(title) if not word.initial)
    return all(word[0].isupper() for word in longer) and any(
        reading.is_plain(word.casefold()) for word in inside
    )


def _for_orientation(reading: Reading, claim: Claim) -> bool:
    """Say whether a claim is the label of a place on a map whose kinds claim nothing of it.

    The file of positions has the name; “field office” in the key, with a call, is a claim.
    """
    block = reading.briefing.block_at(claim.text.block)
    if not isinstance(block, Map) or claim.text.loc[-3:-2] != ("places",):
        return False
    kinds = block.places[int(claim.text.loc[-2])].kinds
    return all(kind.text is None for kind in block.kinds if kind.id in kinds)


def _opens_with_names(reading: Reading, claim: Claim) -> bool:
    """Say whether a word unknown to us is more likely a name than a label or a command."""
    if claim.kind == "prose":
        return True
    block, loc = reading.briefing.block_at(claim.text.block), claim.text.loc
    return (isinstance(block, Actors) and loc[-1] == "name") or (
        isinstance(block, Map) and loc[-3:-2] == ("places",)
    )


def _held(reading: Reading, claim: Claim) -> Held:
    """Return whose names may stand: of what a document leaves out, any name that others have."""
    leaves_out = claim.document and claim.text.loc == ("does-not-say",)
    of_a_whole = claim.works and not claim.facts and says_what_is_not(claim.sentence)
    return reading.everything if leaves_out or of_a_whole else reading.held(claim)


def _loosely(text: str, run: str) -> Iterator[tuple[int, int]]:
    yield from spans(text.replace("-", " ").replace("‑", " "), [run])


def _way(reading: Reading, word: Word, claim: Claim, part: Claim) -> str:
    """Return the fact that has a name, of several the one nearest to the sentence."""
    own = matter(claim.sentence)
    having = [
        (len(own & matter(fact.says)), -number, key, fact.says)
        for number, (key, (_, fact)) in enumerate(reading.library.facts.items())
        if key not in part.facts and reading.held_by(key).name(word.written)
    ]
    if having:
        _, _, key, says = max(having)
        form = next((n.written for n in names(says) if _same(n.written, word.written)), "")
        has = "has it" if form in ("", word.written) else f"says “{form}”"
        return f"the fact `{key}` {has}"
    if isinstance(reading.briefing.block_at(claim.text.block), Map):
        return "cite a fact that has it in the `text` of its kind, or in the `note` of the map"
    return (
        "cite a fact that has it, or tie it to a name that they have with the briefing's `declared`"
    )


def _same(one: str, other: str) -> bool:
    return not forms(one).isdisjoint(forms(other))
