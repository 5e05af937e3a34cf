"""The filled page comes in; out, its sentences as elements, and for each the calls that it makes.

A sentence with page notes, or with citations in the text, is one claim. In an exhibit each stretch
up to a lettered call is one: cells have no sentences.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import count
from xml.etree.ElementTree import Element

from ..text import sentences
from . import dom

_CALL = ("fnref", "letter", "cited")
_FLOW = frozenset(
    [
        *("p", "li", "td", "th", "dd", "dt", "h1", "h2", "h3", "h4", "caption", "figcaption"),
        *("blockquote", "div", "section", "aside", "figure"),
    ]
)
_INLINE = frozenset(["em", "strong", "i", "b", "sup", "sub", "q", "cite", "small", "a", "abbr"])


@dataclass(frozen=True, slots=True)
class MarkedClaim:
    """A sentence, or a stretch of an exhibit: its id, its words, the ids of its calls.

    ``noted``: it calls notes; else its citations stand in the text.
    """

    id: str
    words: str
    calls: tuple[str, ...]
    noted: bool
    element: Element = field(compare=False)


_Part = str | Element


def mark(section: Element, numbers: "count[int]", language: str) -> tuple[MarkedClaim, ...]:
    """Make elements of the sentences of a section that cite; return them in reading order."""
    above = dom.parents(section)
    holders: dict[int, Element] = {}
    for call in section.iter():
        if dom.has(call, *_CALL):
            holder = above[call]
            while not _holds(holder):
                holder = above[holder]
            holders.setdefault(id(holder), holder)
    found: list[MarkedClaim] = []
    for holder in holders.values():
        found += _mark_in(holder, numbers, language)
    return tuple(found)


def _mark_in(holder: Element, numbers: "count[int]", language: str) -> Iterator[MarkedClaim]:
    parts = _parts(holder)
    made: list[_Part] = []
    for stretch in _stretches(parts, language):
        calls = [call for part in stretch for call in _calls(part)]
        if not calls:
            made += stretch
            continue
        before, own, after = _trimmed(stretch)
        sentence = dom.make("span", css="s", id=f"s.{next(numbers)}")
        _fill(sentence, own)
        made += [*before, sentence, *after]
        yield MarkedClaim(
            sentence.get("id") or "",
            dom.words(sentence, lambda element: dom.has(element, "fn", "fnref", "letter")),
            tuple(call.get("id") or "" for call in calls),
            any(not dom.has(call, "cited") for call in calls),
            sentence,
        )
    _fill(holder, made)


def _parts(holder: Element) -> list[_Part]:
    """Return the texts and elements that stand in a holder, in order."""
    parts: list[_Part] = [holder.text] if holder.text else []
    for child in holder:
        tail, child.tail = child.tail, None
        parts.append(child)
        if tail:
            parts.append(tail)
    return parts


def _fill(holder: Element, parts: Sequence[_Part]) -> None:
    holder.text = None
    for child in list(holder):
        holder.remove(child)
    for part in parts:
        if isinstance(part, Element):
            holder.append(part)
        elif len(holder):
            holder[-1].tail = (holder[-1].tail or "") + part
        else:
            holder.text = (holder.text or "") + part


def _calls(part: _Part) -> list[Element]:
    """Return the calls of a part: itself, or those in it that nothing else holds."""
    if isinstance(part, str):
        return []
    if dom.has(part, *_CALL):
        return [part]
    return [call for child in ([] if _holds(part) else part) for call in _calls(child)]


def _holds(element: Element) -> bool:
    """Whether an element holds sentences of its own: a block, or words with a class."""
    if element.tag == "span":
        return bool(element.get("class")) and not dom.has(element, "siglum", "own-reading")
    return element.tag not in _INLINE


def _stretches(parts: Sequence[_Part], language: str) -> list[list[_Part]]:
    """Cut the parts where sentences end; in an exhibit also after each call."""
    cuts = set(_sentence_ends(parts, language))
    stretches: list[list[_Part]] = [[]]
    at = 0
    for part in parts:
        if isinstance(part, Element):
            if part.tag in _FLOW and stretches[-1]:  # a block by itself: no sentence runs into it
                stretches.append([])
            stretches[-1].append(part)
            at += 1
            lettered = any(dom.has(call, "letter") for call in _calls(part))
            if lettered or part.tag in _FLOW or at in cuts:
                stretches.append([])
            continue
        start = 0
        for end in sorted(cut - at for cut in cuts if at < cut <= at + len(part)):
            stretches[-1].append(part[start:end])
            stretches.append([])
            start = end
        if part[start:]:
            stretches[-1].append(part[start:])
        at += len(part)
    return [stretch for stretch in stretches if stretch]


def _sentence_ends(parts: Sequence[_Part], language: str) -> Iterator[int]:
    """Yield after how many letters sentences end, where an element counts as one letter.

    A sentence that ends inside an element, as a run-in head does, ends with the element.
    """
    flat, back = "", []  # the text as sentences are found in it, and the place of each letter
    at = 0
    for part in parts:
        if isinstance(part, str):
            shown = [(letter, at + n) for n, letter in enumerate(part) if letter != "\u2060"]
            flat += "".join(letter for letter, _ in shown)
            back += [place for _, place in shown]
            at += len(part)
            continue
        own = "" if dom.has(part, "fn") else dom.words(part) or " "
        if dom.has(part, "fnref", "letter"):
            own = sentences.MARK
        flat += own
        back += [at] * len(own)
        at += 1
    for end in sentences.ends(flat, language):
        place = back[end] if end < len(back) else at
        if end and end < len(back) and back[end] == back[end - 1]:
            continue  # inside an element
        yield place


def _trimmed(stretch: Sequence[_Part]) -> tuple[list[_Part], list[_Part], list[_Part]]:
    """Return a stretch with the spaces at its ends apart."""
    parts = list(stretch)
    before: list[_Part] = []
    after: list[_Part] = []
    if parts and isinstance(parts[0], str):
        text = parts[0].lstrip(" \n\t,;:.)")
        before = [parts[0][: len(parts[0]) - len(text)]]
        parts[0:1] = [text] if text else []
    if parts and isinstance(parts[-1], str):
        text = parts[-1].rstrip()
        after = [parts[-1][len(text) :]]
        parts[-1:] = [text] if text else []
    return [p for p in before if p], parts, [p for p in after if p]
