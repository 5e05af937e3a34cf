"""Read a text of the briefing: inline Markdown, calls, cross-references.

A text comes in as the author wrote it; paragraphs of pieces go out. The syntax, one and the same
everywhere::

    [@signed-in-moscow]            cites a fact (or a document or a reference); one call, one note
    [@usmonov-page, para. 2; see @burton-conflict, p. 4]      several, with Pandoc's locators
    [@signed-in-moscow]{#signing}  names the note, so that [^signing] can call it again
    [#implementation]              prints and links “Exhibit 3”
    [p. #implementation]           prints and links its page, “p. 7”
    [not in @usmonov-page; @peace-process]    notes a silence: these were searched, and lack it
    [connective]                   the sentence only joins others, and states nothing of its own
    [reading]                      the sentence is the editors' own reading of what it cites
    [Миростроительство]{lang=ru}   words in another language
    ^[They counted twice.[@key]]   a note in the author's own words, which may hold calls
    10^6^, H~2~O                   raised and lowered text, without spaces in it
"""

import re
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from markdown_it import MarkdownIt
from markdown_it.common.utils import escapeHtml
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from . import eastern, language, letters, linked, raised, refused, structure
from .typography import bind, bind_end


@dataclass(frozen=True, slots=True)
class Words:
    """Text or a tag: the HTML that prints it, and its plain text ('' for a tag)."""

    html: str
    plain: str


@dataclass(frozen=True, slots=True)
class CitedKey:
    """One citation key in a call, with what was written around it."""

    key: str
    locator: str = ""
    prefix: str = ""


@dataclass(frozen=True, slots=True)
class Call:
    """One footnote call; ``raw`` is what the author wrote."""

    keys: tuple[CitedKey, ...]
    raw: str
    name: str | None = None

    @property
    def absent(self) -> bool:
        """Whether it names documents that were searched, and do not have what is said: not in."""
        return self.keys[0].prefix.casefold() == ABSENT


@dataclass(frozen=True, slots=True)
class Recall:
    """A later call of a named note."""

    name: str
    raw: str


@dataclass(frozen=True, slots=True)
class OwnNote:
    """A note in the author's own words, which may hold calls."""

    inside: tuple["Piece", ...]
    raw: str


@dataclass(frozen=True, slots=True)
class CrossReference:
    """A reference to an exhibit or a section of this briefing, or to its page."""

    target: str
    raw: str
    page: bool = False


@dataclass(frozen=True, slots=True)
class Connective:
    """The author's word that the sentence before it states nothing of its own."""

    raw: str = "[connective]"


@dataclass(frozen=True, slots=True)
class Malformed:
    """Something that begins like a call and is none."""

    message: str
    raw: str
    hint: str = ""


@dataclass(frozen=True, slots=True)
class OwnReading:
    """The author's word that the sentence before it is a judgement of the editors'; it prints."""

    raw: str = "[reading]"


Piece = Words | Call | Recall | OwnNote | CrossReference | Connective | OwnReading | Malformed
Paragraph = tuple[Piece, ...]


ABSENT = "not in"  # before the first key of a call that notes a silence

_KEY = r"[\w][\w:.#$%&+?<>~/()'’=*!-]*[\w)]|\w"
_SPECIAL = re.compile(
    r"\[(?:@|\^|(?:p\. )?#|connective\]|reading\]|[^\[\]@]{0,60}[\s;]@\w|[^\[\]]+\]\{"
    r"|[A-Za-z]{6,14}\](?!\())|!\["
)
_ONE = re.compile(rf"^(?P<prefix>[^@]*?)@(?P<key>{_KEY})(?:,\s*(?P<locator>.+))?$", re.S)
_CALL = re.compile(r"\[(?P<inner>[^\[\]@]*@[^\[\]]*)\](?:\{#(?P<name>[\w-]+)\})?")
_RECALL = re.compile(r"\[\^(?P<name>[\w-]+)\]")
_CROSS = re.compile(r"\[(?P<page>p\. )?#(?P<target>[\w-]+)\]")
_FOREIGN = re.compile(r"\[(?P<words>[^\[\]]+)\]\{lang=(?P<lang>[A-Za-z]{2,3}(?:-[A-Za-z0-9]+)*)\}")
_SECOND = re.compile(rf"(?:^|\s)@(?:{_KEY})")
_ATTRIBUTES = re.compile(r"\{[^{}]*\}")
_ATTRIBUTED = re.compile(r"\[(?P<words>[^\[\]]+)\](?P<attributes>\{[^{}]*\})")
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)")
_LEFT_OVER = re.compile(
    r"(?P<struck>~~\S*)|(?P<fence>`{3,})|(?P<attribute>\{[#.][^{}]*\})|(?<![\w*])(?P<mark>\*+)(?:\w+|$)"
    r"|[\w.,;:!?”’)]{1,40}(?P<end>\*+)(?![\w*])"  # bounded: or a long word is read from each letter
)
_LISTED = re.compile(r"(?:^|\n[ \t]*)(([-*+>]|(?<=\n)\d{1,3}[.)]) +[^\W\d]+)")
_BLOCKS = {"list": "list", "quotation": "prose"}  # the kind of block that takes each
_FENCE = 3  # marks around a block of code, in other Markdown
_LIKE = 0.85  # likeness of a bracketed word and “connective”


@lru_cache(maxsize=4096, typed=True)
def parse(text: str) -> tuple[Paragraph, ...]:
    """Return the paragraphs of ``text``, those in its lists and quotations too, in order.

    An empty line parts them. Never fails: see ``Malformed``.
    """
    found = structure.leaves(structure.read(text))
    return tuple(tuple(_pieces(leaf, structure.lines(text))) for leaf in found)


def pieces(text: str) -> Iterator[Piece]:
    """Yield the pieces of all paragraphs of ``text`` in order; after a note those inside it."""
    for paragraph in parse(text):
        for piece in paragraph:
            yield piece
            if isinstance(piece, OwnNote):
                yield from piece.inside


def cited(text: str) -> Iterator[CitedKey]:
    """Yield every key that ``text`` calls, in order."""
    if "@" in text:
        for piece in pieces(text):
            if isinstance(piece, Call):
                yield from piece.keys


def plain(text: str) -> str:
    """Return the words of ``text`` without calls and marks, paragraphs parted by a line."""
    return "\n".join(
        "".join(p.plain for p in paragraph if isinstance(p, Words)) for paragraph in parse(text)
    )


def to_html(
    paragraph: Sequence[Piece], mark: Callable[[Piece], str], *, running: bool = False
) -> str:
    """Return the HTML of one paragraph; ``mark`` prints every piece that is not words.

    ``running`` text is cared for at its end too, which a narrow cell has no room for.
    """
    last = max((n for n, p in enumerate(paragraph) if isinstance(p, Words) and p.plain), default=-1)
    parts = []
    for number, piece in enumerate(paragraph):
        html = piece.html if isinstance(piece, Words) else mark(piece)
        parts.append(bind_end(html) if running and number == last else html)
    return bind("".join(parts))


# ---------------------------------------------------------------------------------------- pieces


def _markdown() -> MarkdownIt:
    parser = MarkdownIt("zero", {"typographer": True, "quotes": "“”‘’", "html": False})
    parser.enable(["emphasis", "balance_pairs", "fragments_join", "link", "autolink", "escape"])
    parser.enable(["smartquotes", "backticks", "entity"])
    parser.disable("text_join")  # so that \\* is known from a * that nothing closes
    parser.inline.ruler.before("link", "briefing", _rule)
    parser.inline.ruler.after("briefing", "raised", raised.rule)
    parser.inline.ruler.before("raised", "own_note", _own_note)
    parser.inline.ruler.before("escape", "refused", _foreign)
    parser.inline.ruler.before("escape", "linked", linked.rule)
    return parser


def _rule(state: StateInline, silent: bool) -> bool:
    """Read what is ours at a ``[``; anything else is left to Markdown."""
    if state.src[state.pos] not in "![" or not _SPECIAL.match(state.src, state.pos):
        return False
    if (found := _ours(state.src, state.pos)) is None:
        return False
    piece, end = found
    if not silent:
        token = state.push("briefing", "", 0)
        token.meta = {"piece": piece}
    state.pos = end
    return True


def _own_note(state: StateInline, silent: bool) -> bool:
    """Read a note in the author's own words at a ``^[``."""
    start = state.pos
    if not state.src.startswith("^[", start):
        return False
    end = _closings(state.src).get(start + 1, -1)
    raw = state.src[start : end + 1] if end > 0 else "^["
    if not silent:
        token = state.push("briefing", "", 0)
        token.meta = {"piece": _noted(raw, inside=bool(state.env.get(_INSIDE)))}
    state.pos += len(raw)
    return True


_INSIDE = "inside a note"


def _noted(raw: str, *, inside: bool) -> OwnNote | Malformed:
    words = raw[2:-1].strip()
    if not words:
        hint = "write ^[The text of the note.], or \\^ to print the sign"
        return Malformed("this note has no text, or no end", raw, hint)
    if inside:
        return Malformed("a note stands inside a note", raw, "join the two")
    return OwnNote(tuple(_inline(words, {_INSIDE: True})), raw)


@lru_cache(maxsize=8)
def _closings(text: str) -> dict[int, int]:
    """Return where each opening bracket of a text is closed; a backslash takes one out."""
    found, waiting = {}, []
    for bracket in re.finditer(r"\\.|[\[\]]", text, re.S):
        if bracket[0] == "[":
            waiting.append(bracket.start())
        elif bracket[0] == "]" and waiting:
            found[waiting.pop()] = bracket.start()
    return found


def _foreign(state: StateInline, silent: bool) -> bool:
    """Refuse the markup of other languages where it begins."""
    if state.src[state.pos] not in "<$\\![{=":
        return False
    if (found := refused.inline(state.src, state.pos)) is None:
        return False
    if not silent:
        token = state.push("briefing", "", 0)
        token.meta = {"piece": Malformed(found.message, found.raw, found.hint)}
    state.pos += len(found.raw)
    return True


def _ours(text: str, start: int) -> tuple[Piece, int] | None:
    """Return what is written at ``start`` and where it ends; None when it is Markdown's."""
    if text.startswith("[connective]", start):
        return Connective(), start + len("[connective]")
    if text.startswith("[reading]", start):
        return OwnReading(), start + len("[reading]")
    if found := _FOREIGN.match(text, start):
        words = found["words"]
        html = f'<span lang="{found["lang"]}">{escapeHtml(words)}</span>'
        return Words(html, words), found.end()
    if found := _CALL.match(text, start):
        rest = _ATTRIBUTES.match(text, found.end())
        return (_unnamed(found[0], rest[0]), rest.end()) if rest else (_call(found), found.end())
    if found := _RECALL.match(text, start):
        return Recall(found["name"], found[0]), found.end()
    if found := _CROSS.match(text, start):
        return CrossReference(found["target"], found[0], bool(found["page"])), found.end()
    if found := _PICTURE.match(text, start):
        hint = "a picture is a block of its own, `kind: figure`"
        return Malformed(f"`{found[0]}` prints no picture", found[0], hint), found.end()
    if found := _ATTRIBUTED.match(text, start):
        return _attributed(found), found.end()
    if text[start] == "!":
        return None
    stop = text.find("]", start)
    end = stop + 1 if stop >= 0 else min(len(text), start + 12)
    raw = text[start:end]
    if raw[1:-1].isalpha():
        for word in ("connective", "reading"):
            if SequenceMatcher(None, raw[1:-1].lower(), word).ratio() >= _LIKE:
                return Malformed(
                    f"`{raw}` would appear as written", raw, f"did you mean `[{word}]`?"
                ), end
        return None
    hint = "calls are written [@key], [@key, para. 2; @other], [^name] or [#exhibit]"
    return Malformed(f"`{raw}` is not a call that can be read", raw, hint), end


def _unnamed(call: str, name: str) -> Malformed:
    word = "-".join(re.findall(r"[a-z0-9]+", name.lower())) or "name"
    return Malformed(f"`{name}` does not name a note", call + name, f"write `{{#{word}}}`")


def _attributed(found: re.Match[str]) -> Malformed:
    raw = found[0]
    if language := re.match(r"\{lang=([^}]*)\}", found["attributes"]):
        hint = "a language is a tag of two or three letters, such as ru, fa or ja: {lang=ru}"
        return Malformed(f"`{language[1]}` is no tag of a language", raw, hint)
    hint = "words in brackets take a language, {lang=ru}, and nothing else"
    return Malformed(f"`{found['attributes']}` would appear as written", raw, hint)


def _call(found: re.Match[str]) -> Call | Malformed:
    keys = []
    for part in found["inner"].split(";"):
        one = _ONE.match(part.strip())
        if part.count("@") > 1 and one and (second := _SECOND.search(one["locator"] or "")):
            hint = f"part two keys with a semicolon: [@{one['key']}; {second[0].strip()}]"
            message = f"`{second[0].strip()}` stands where a locator does"
            return Malformed(message, found[0], hint)
        if one is None:
            hint = "each part of a call holds one key: [@key; @other, para. 2]"
            return Malformed(f"`{part.strip()}` names no key", found[0], hint)
        keys.append(CitedKey(one["key"], (one["locator"] or "").strip(), one["prefix"].strip()))
    return Call(tuple(keys), found[0], found["name"])


_NUMBERED = Call | Recall | OwnNote
ATTACHED = Call | Recall | OwnNote | Connective | OwnReading  # to the words before them
_PARSER: MarkdownIt | None = None
_MAKING = threading.Lock()


def _pieces(leaf: structure.Leaf, lines: bool) -> Iterator[Piece]:
    paragraph = leaf.raw
    if leaf.deep:
        yield Malformed("these lists are too deep: more than eight, one in another", "", "")
    elif not lines and (opening := _LISTED.search(paragraph)):
        kind, mark = "quotation" if opening[2] == ">" else "list", structure.escaped(opening[2])
        hint = f"use a block of `kind: {_BLOCKS[kind]}`, or write {mark} to print it"
        yield Malformed(f"`{opening[2]}` makes no {kind} here", opening[1], hint)
    elif lines and (mark := structure.folded(leaf)):
        sign = structure.escaped(mark)
        hint = f"write `text: |-` in place of `text: >-`, or {sign} to print the sign"
        yield Malformed("the lines of this list run together", f"{mark} ", hint)
    for found in refused.block(paragraph):
        yield Malformed(found.message, found.raw, found.hint)
    yield from _inline(letters.closed_up(paragraph), {})


def _parser() -> MarkdownIt:
    """Return the one parser: setting it up costs more than a text.

    It compiles its rules and its tables of letters at its first text, which no other thread may
    see half done.
    """
    global _PARSER
    with _MAKING:
        if _PARSER is None:
            parser = _markdown()
            parser.parseInline("*a* [b](https://example.org) <https://example.org>")
            _PARSER = parser
    return _PARSER


def _inline(text: str, env: dict[str, bool]) -> Iterator[Piece]:
    inline = _parser().parseInline(text, env)[0]
    yield from _closed_up([p for token in inline.children or () for p in _token(token)])


def _closed_up(found: list[Piece]) -> Iterator[Piece]:
    """Yield pieces with each call directly after its words, wherever the author broke the line.

    In Japanese and Chinese no space follows it either.
    """
    last = ""
    for number, piece in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if isinstance(piece, Words) and isinstance(after, ATTACHED):
            piece = Words(piece.html.rstrip(" "), piece.plain.rstrip(" "))
        before = found[number - 1] if number else None
        if isinstance(piece, Words):
            bare = piece.plain.lstrip(" ")
            if isinstance(before, ATTACHED) and eastern.joined(last, bare):
                piece = Words(piece.html.lstrip(" "), bare)
            last = piece.plain or last
        if isinstance(piece, _NUMBERED) and isinstance(before, _NUMBERED):
            hint = "cite both in one call, parted by a semicolon: [@one; @other]"
            if isinstance(piece, OwnNote) or isinstance(before, OwnNote):
                hint = "cite inside the note: ^[The text of the note.[@key]]"
            elif isinstance(piece, Recall) or isinstance(before, Recall):
                hint = "a note is called again alone: cite its facts anew, [@one; @other]"
            yield Malformed("two calls in a row print as one number", piece.raw, hint)
        around = "".join(p.plain[-1:] for p in (before,) if isinstance(p, Words))
        if around == "[" and isinstance(piece, Call) and isinstance(after, Words):
            yield Malformed(
                "the outer brackets would appear as written", piece.raw, f"write {piece.raw}"
            )
        yield piece


def _token(token: Token) -> Iterator[Piece]:
    match token.type:
        case "briefing":
            yield token.meta["piece"]
        case "text":
            yield Words(escapeHtml(token.content), token.content)
            yield from _unpaired(token.content)
        case "text_special":
            yield Words(escapeHtml(token.content), token.content)
        case "softbreak" | "hardbreak":
            yield Words(" ", " ")
        case "raised":
            yield Words(*raised.printed(token.markup, token.content))
        case "code_inline":
            yield Words(f"<code>{escapeHtml(token.content)}</code>", token.content)
            if len(token.markup) >= _FENCE:
                hint = "write `words`, between single marks, for a few words of code"
                yield Malformed(f"`{token.markup}` makes no block of code here", token.markup, hint)
        case "link_open":
            href = str(token.attrs.get("href", ""))
            css = ' class="address"' if token.markup == "autolink" else ""
            yield Words(f'<a{css} href="{escapeHtml(href)}">', "")
            if not language.is_address(href):
                message = f"`{href}` is not an address that a link may lead to"
                yield Malformed(message, href, language.ADDRESS_WANTED)
        case _ if token.nesting:
            yield Words(f"<{'/' if token.nesting < 0 else ''}{token.tag}>", "")
        case _:
            yield Words(escapeHtml(token.content), token.content)


def _unpaired(text: str) -> Iterator[Malformed]:
    """Yield the marks of emphasis that Markdown left in a text, since nothing closes them."""
    for found in _LEFT_OVER.finditer(text):
        mark = found["mark"] or found["end"]
        if mark:
            hint = f"close it with another, or write \\{mark[0]} to print it"
        elif found["attribute"]:
            hint = "a name stands directly after its call: [@key]{#name}"
        elif found["fence"]:
            hint = "write `words`, between single marks, for a few words of code"
        else:
            hint = "words are not struck out here"
        shown = mark or found["attribute"] or found["fence"] or "~~"
        yield Malformed(f"`{shown}` would appear as written", found[0], hint)
