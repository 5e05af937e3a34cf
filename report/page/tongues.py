"""Filled pages in; out, the same, with words of another script in their language and direction.

Nobody writes `lang` at each Cyrillic author or Arabic title: it follows from the script, and, where
several languages share one, from the languages that the references and documents name. A reader's
voice needs it, and so does the choice between Chinese and Japanese shapes.
"""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field

from ..press import scripts
from ..press.recent import Recent
from ..press.scripts import OTHER, Script

_TOKENS = re.compile(r"(<!--.*?-->|<[^>]*>)", re.S)
_OPENING = re.compile(r"<([A-Za-z][\w-]*)")
_LANG = re.compile(r'\slang="([^"]*)"')
_VOID = frozenset(
    (
        *("area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source"),
        *("track", "wbr"),
    )
)
_UNSEEN = frozenset({"head", "style", "script", "svg", "title"})
_BLOCKS = frozenset(
    (
        *("p", "li", "dd", "dt", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "caption"),
        *("figcaption", "blockquote", "address"),
    )
)
_MOSTLY = (
    6  # letters from right to left for one of the others: a word of Latin may stand among them
)
_STYLED = {
    True: ' dir="rtl" style="direction: rtl; text-align: right"',
    False: ' dir="ltr" style="direction: ltr; text-align: left"',
}
_RUN = '<span lang="[^"]*">[^<]*</span>'
_RAISED = "|".join(f"<{name}>{_RUN}</{name}>" for name in ("i", "b", "em", "strong", "sup", "sub"))
_ACROSS = re.compile(rf"(?:{_RUN}|{_RAISED})(?:\s*(?:{_RUN}|{_RAISED}))+")
_RTL = re.compile(r"<html\b[^>]*\sdir=[\"']rtl")

# Of scripts that one language of ours has, that one; of the others the script alone is certain.
_ONE = {
    **{"Greek": "el", "Hebrew": "he", "Armenian": "hy", "Georgian": "ka", "Thai": "th"},
    **{"Korean": "ko", "Japanese": "ja", "Bengali": "bn", "Gurmukhi": "pa", "Gujarati": "gu"},
    **{"Odia": "or", "Tamil": "ta", "Telugu": "te", "Kannada": "kn", "Malayalam": "ml"},
    **{"Sinhala": "si", "Lao": "lo", "Burmese": "my", "Khmer": "km", "Bopomofo": "zh-Hant"},
    **{"Cyrillic": "und-Cyrl", "Arabic": "und-Arab", "Devanagari": "und-Deva"},
    **{"Ethiopic": "und-Ethi", "Chinese": "und-Hani"},
}


def marked(pages: Sequence[str], languages: Iterable[str]) -> tuple[str, ...]:
    """Return the pages with every run of another script marked.

    ``languages`` are those that the briefing names, the likeliest first.
    """
    known: dict[str, str] = {}
    for tag in languages:
        if (script := scripts.of_language(tag)) is not None:
            known.setdefault(script.name, tag)
    names = tuple(known.items())
    _late.expect(len(pages))
    return tuple(page if page.isascii() else _late.get(page, names) for page in pages)


def _marked(page: str, names: tuple[tuple[str, str], ...]) -> str:
    known = dict(names)
    return _named(_Marking(known).page(page), known)


_late = Recent(_marked)


def _named(page: str, known: dict[str, str]) -> str:
    """Say for the whole page whose the Han characters are that no element's language tells."""
    users = " ".join(known[name] for name in known if name in scripts.HAN_USERS)
    if page.isascii() or not users:
        return page
    return page.replace("<html", f'<html data-languages="{users}"', 1)


@dataclass(slots=True)
class _Block:
    """An element that has a direction: how deep it is, where its tag stands, its letters."""

    depth: int
    at: int
    note: bool = False
    ways: Counter[bool] = field(default_factory=Counter)


class _Marking:
    """Marks one page."""

    def __init__(self, known: dict[str, str]) -> None:
        self._known = known
        self._open: list[tuple[str, str, bool]] = []  # name, the language that holds, if a note
        self._blocks: list[_Block] = []
        self._made: list[str] = []
        self._rtl = False  # the page is read from right to left

    def page(self, html: str) -> str:
        """Return the page, marked."""
        self._rtl = _RTL.search(html) is not None
        for number, token in enumerate(_TOKENS.split(html)):
            self._made.append(token)
            if number % 2:
                self._tag(token)
            elif token.strip() and not any(name in _UNSEEN for name, _, _ in self._open):
                self._made[-1] = "".join(self._text(token))
        made = "".join(self._made)
        return made if self._rtl else _ACROSS.sub(_in_one, made)

    def _tag(self, tag: str) -> None:
        if tag.startswith("</"):
            self._close(tag[2:-1].strip().lower())
            return
        opening = _OPENING.match(tag)
        if opening is None or tag.endswith("/>") or opening[1].lower() in _VOID:
            return
        name = opening[1].lower()
        language = _LANG.search(tag)
        _, before, noted = self._open[-1] if self._open else ("", "", False)
        noted = noted or 'class="fn"' in tag
        self._open.append((name, language[1] if language else before, noted))
        note = self._rtl and 'class="fn"' in tag
        if note or name in _BLOCKS:
            self._blocks.append(_Block(len(self._open), len(self._made) - 1, note))

    def _close(self, name: str) -> None:
        if not any(name == other for other, _, _ in self._open):
            return
        while self._open.pop()[0] != name:
            pass
        while self._blocks and len(self._open) < self._blocks[-1].depth:
            self._turn(self._blocks.pop())

    def _turn(self, block: _Block) -> None:
        """Give an element the other direction than its page's, if most of its letters have it."""
        tag, other = self._made[block.at], not self._rtl
        mostly = block.ways[other] > _MOSTLY * block.ways[not other]
        if mostly and " dir=" not in tag and " style=" not in tag:  # it is placed already
            opening = _OPENING.match(tag)
            end = opening.end() if opening else 0
            self._made[block.at] = tag[:end] + _STYLED[other] + tag[end:]

    def _text(self, text: str) -> Iterator[str]:
        # A note in a paragraph is none of its words.
        if self._blocks and (self._blocks[-1].note or not self._open[-1][2]):
            self._blocks[-1].ways.update(_ways(text))
        if text.isascii():
            yield text
            return
        around = self._open[-1][1] if self._open else ""
        own = scripts.of_language(around)
        for run, group in _runs(text):
            if group is None or _covers(own, group, run):
                yield run
            else:
                yield f'<span lang="{self._language(group, run)}">{run}</span>'

    def _language(self, group: str, run: str) -> str:
        """Return the language of a run."""
        name = group
        if group == "Chinese":
            han = scripts.users_of_han(run)
            users = (known for known in self._known if known in scripts.HAN_USERS)
            name = han[0] if han != ("Chinese",) else next(users, group)
        return self._known.get(name) or _ONE.get(name, "und")


def _in_one(found: re.Match[str]) -> str:
    """Let words read from right to left run so where italic or raised ones part them.

    WeasyPrint puts the elements of a line one after the other from the side where the line begins.
    """
    if _ways("".join(_TOKENS.split(found[0])[::2]))[False]:
        return found[0]
    return f'<span dir="rtl" style="direction: rtl">{found[0]}</span>'


def _ways(text: str) -> Counter[bool]:
    """Count the letters that are read from right to left, and the others."""
    found: Counter[bool] = Counter()
    for character in text:
        way = unicodedata.bidirectional(character)
        if way in ("R", "AL", "L"):
            found[way != "L"] += 1
    return found


def _group(character: str) -> str | None:
    """Return the script of a letter, Chinese and Japanese as one; None for Latin and for signs."""
    script = scripts.of(character)
    if script is OTHER:
        return None
    return "Chinese" if script.name in ("Japanese", "Bopomofo") else script.name


def _runs(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield the text in runs: of one script, with the signs between its words, or of none."""
    start = at = 0
    while at < len(text):
        group = _group(text[at])
        if group is None or unicodedata.category(text[at])[0] not in "LM":
            at += 1
            continue
        end = last = at + 1
        while end < len(text):
            other = _group(text[end])
            if other == group:
                last = end + 1
            elif other is not None or text[end].isalnum() or text[end] in "<>&;":
                break
            end += 1
        if start < at:
            yield text[start:at], None
        yield text[at:last], group
        start = at = last
    if start < len(text):
        yield text[start:], None


def _covers(own: Script | None, group: str, run: str) -> bool:
    """Whether a language that is set already is written in the script of a run."""
    if own is None:
        return False
    if group == "Chinese" and own.name in scripts.HAN_USERS:
        kana = any(scripts.of(character).name == "Japanese" for character in run)
        return own.name == "Japanese" or not kana
    return own.name == group
