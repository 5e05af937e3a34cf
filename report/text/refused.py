"""Markup of other languages comes in; what is wrong with it here, and what is meant, goes out.

Nothing that an author means as markup is printed as it was typed: it is refused at its place. A
backslash before a mark prints the mark.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Foreign:
    """Markup that is not ours: as it was written, what to report, and what to write instead."""

    raw: str
    message: str
    hint: str


_ELEMENTS = (
    "abbr|article|aside|audio|big|blockquote|body|br|button|caption|center|cite|code|col|dd|del"
    "|details|dfn|div|dl|dt|em|embed|figcaption|figure|font|footer|form|h[1-6]|head|header|hr|html"
    "|iframe|img|input|ins|kbd|label|li|link|main|mark|math|meta|nav|object|ol|option|pre|ruby"
    "|rt|samp|script|section|select|small|span|strike|strong|style|sub|summary|sup|svg|table|tbody"
    "|td|textarea|tfoot|th|thead|title|tr|tt|ul|var|video|wbr"
)
_TAG = re.compile(
    rf"</?(?:(?:{_ELEMENTS})(?:\s[^<>]{{0,400}})?|[A-Za-z][\w-]{{0,40}}(?:\s+[\w:-]{{1,40}}\s*=\s*"
    r"[^<>\s][^<>]{0,400})?)\s*/?>|<!--.{0,2000}?-->|<!--",
    re.I | re.S,
)
_MEANT = {  # what is written here for an element
    **dict.fromkeys(("b", "strong"), "write **words** for semibold"),
    **dict.fromkeys(("i", "em", "cite"), "write *words* for italics"),
    "sup": "write 10^6^ for raised text",
    "sub": "write H~2~O for lowered text",
    "a": "write [words](https://…) for a link",
    "br": "an empty line starts a paragraph",
    "p": "an empty line starts a paragraph",
    "blockquote": "begin each line with `> ` for a block quotation",
    **dict.fromkeys(("ul", "ol", "li"), "begin each item with `- ` or `1. ` on a line of its own"),
    **dict.fromkeys(("table", "tr", "td"), "a table is a block of its own, `kind: table`"),
    **dict.fromkeys(("img", "figure", "svg"), "a picture is a block of its own, `kind: figure`"),
    "span": "words of another language are written [слово]{lang=ru}",
}
_NAME = re.compile(r"</?([A-Za-z][A-Za-z0-9]*)")

_FORMULA = (
    "write a formula in plain characters, H~2~O, 10^6^, ×, −, on a line of its own indented by four"
    " spaces"
)
_LATEX = re.compile(
    r"(?<![\w\\])(?P<dollars>\$\$?)(?=[^\s$])(?P<inside>[^$]{1,400}?)(?<=[^\s\\])(?P=dollars)(?![\w$])"
    r"|\\\((?P<round>.{1,400}?)\\\)|\\\[(?P<square>.{1,400}?)\\\]"
    r"|\\(?:begin|end|[a-zA-Z]{2,20})\{[^{}]{0,200}\}",
    re.S,
)
_MATHS = re.compile(r"\\[A-Za-z]+|[\^_{}=<>+]|^[A-Za-zΑ-ω](?:\([A-Za-z]\))?$|\w/\w")
_SIGNS = re.compile(r"\\[A-Za-z]+|[\^_=]")
_REFERENCE_LINK = re.compile(r"!?\[[^\[\]@^#]{1,200}\]\[[^\[\]@^#]{0,100}\]")
_DOUBLED = re.compile(r"\[\[(?![@^#])[^\[\]]{1,200}\]\]|\{\{[^{}]{1,200}\}\}|==(?=\S)[^=]{1,200}==")


def inline(text: str, at: int) -> Foreign | None:
    """Return the foreign markup that begins at a character of a text, if any does."""
    if text[at] == "<" and (found := _TAG.match(text, at)):
        name = _NAME.match(found[0])
        meant = _MEANT.get(name[1].lower(), "") if name else ""
        hint = f"{meant or 'take it out'}; \\< prints the sign itself"
        return Foreign(found[0], f"`{_short(found[0])}` is HTML, which is not read here", hint)
    if text[at] in "$\\" and (found := _LATEX.match(text, at)) and _is_maths(found):
        message = f"`{_short(found[0])}` is LaTeX, which is not read here"
        hint = f"{_FORMULA}; \\{text[at]} prints the sign itself"
        return Foreign(found[0], message, hint)
    if text[at] in "![" and (found := _REFERENCE_LINK.match(text, at)):
        message = f"`{_short(found[0])}` is a link by reference, which is not read here"
        return Foreign(found[0], message, "write the address itself: [words](https://…)")
    if text[at] in "[{=" and (found := _DOUBLED.match(text, at)):
        message = f"`{_short(found[0])}` would appear as written"
        hint = {
            "[": "a reference to a section or an exhibit is written [#its-id]",
            "{": "words that are named once are written [=name]",
            "=": "write *words* or **words** for emphasis",
        }[text[at]]
        return Foreign(found[0], message, hint)
    return None


def _is_maths(found: re.Match[str]) -> bool:
    if found["inside"] is not None:
        return bool(_MATHS.search(found["inside"]))
    bracketed = found["round"] or found["square"]  # or an escaped bracket around words
    return bracketed is None or bool(_SIGNS.search(bracketed))


_BLOCKS = (
    (
        re.compile(r"[ \t]*(?:#{1,6}[ \t]+[^\W\d]\w*|#{2,6}[ \t]+\w+)", re.M),
        "{} makes no heading here",
        "use a block of `kind: heading`, or write \\# to print it",
    ),
    (
        re.compile(r"~~~[^\n`]{0,40}"),
        "{} makes no block of code here",
        "write `words` for a few words of code",
    ),
    (
        re.compile(r"\|[^|\n]*\|[^\n]*|[^\n]*\|\s*:?-{2,}:?\s*(?:\||$)|:?-{3,}:?\s*\|[^\n]*", re.M),
        "{} makes no table here",
        "a table is a block of its own, `kind: table`; \\| prints the sign itself",
    ),
    (
        re.compile(r"\[\^[^\[\]\s]{1,60}\]:[^\n]{0,40}"),
        "{} makes no note here",
        "write the note where it is called: words.^[The text of the note.]",
    ),
    (
        re.compile(r"\[[^\[\]@^#]{1,100}\]:\s+\S{1,200}"),
        "{} defines a link by reference, which is not read here",
        "write the address where it is wanted: [words](https://…)",
    ),
    (
        re.compile(
            r"[ \t]*(?:={3,}|-{3,}|\*{3,}|_{3,}|(?:\*[ \t]+){2,}\*|(?:-[ \t]+){2,}-)[ \t]*$"
        ),
        "{} draws no line here",
        "an empty line starts a paragraph; a new part is a block or a section",
    ),
    (
        re.compile(r":::+[^\n]{0,40}"),
        "{} opens no box here",
        "use a block of `kind: panel`",
    ),
    (
        re.compile(r"\[[ xX]\][ \t]+\w+"),
        "{} makes no box to tick here",
        "take it out, or write \\[ to print it",
    ),
    (
        re.compile(r"\\(?:begin|end)\{\w+\*?\}"),
        "{} is LaTeX, which is not read here",
        _FORMULA,
    ),
)


def block(paragraph: str) -> Iterator[Foreign]:
    """Yield the foreign markup with which lines of a paragraph begin, each kind once."""
    seen: set[str] = set()
    for line in paragraph.splitlines():
        for pattern, message, hint in _BLOCKS:
            if message not in seen and (found := pattern.match(line)):
                seen.add(message)
                raw = found[0].strip()
                yield Foreign(raw, message.format(f"`{_short(raw)}`"), hint)
                break


def _short(raw: str) -> str:
    words = " ".join(raw.split())
    return words if len(words) <= 40 else f"{words[:39]}…"
