"""A title with capitals as in headlines comes in; the same in sentence case goes out.

BibTeX wants titles so, with braces around what keeps its capitals, and leaves it to the style to
lower the rest. Programs write a title otherwise too, so one is lowered only if nearly all of its
long words have a capital: “The rise of Tajikistan” stays as it is.
"""

import re

_KEPT = re.compile(r"(<span class=\"nocase\">.*?</span>|<[^>]*>)")
_WORD = re.compile(r"[^\W\d_]+(?:[’'-][^\W\d_]+)*")
_LONG, _FEW, _SHARE = 4, 2, 0.8
_BEGINS = re.compile(r"(?:[:?!—]|[^\W\dA-Z_]\.)$")


def sentence(title: str) -> str:
    """Return a title in sentence case; its first word, and that after a colon, keep theirs.

    >>> sentence("Peace and War: A Theory of International Relations")
    'Peace and war: A theory of international relations'
    """
    pieces = _KEPT.split(title)
    loose = [word for piece in pieces[::2] for word in _WORD.findall(piece) if len(word) >= _LONG]
    if len(loose) < _FEW or sum(word[0].isupper() for word in loose) < _SHARE * len(loose):
        return title
    made, begins = [], True
    for number, piece in enumerate(pieces):
        if number % 2:
            made.append(piece)
            begins = begins and piece.startswith("<i")
            continue
        made.append(_lowered(piece, begins=begins))
        begins = bool(_BEGINS.search(piece.rstrip(" “‘("))) if piece.strip() else begins
    return "".join(made)


def _lowered(piece: str, *, begins: bool) -> str:
    def lower(found: re.Match[str]) -> str:
        word, before = found[0], piece[: found.start()].rstrip(" “‘(")
        first = bool(_BEGINS.search(before)) if before else begins
        parts = re.split(r"([-’'])", word)
        if first or word == "I" or any(part[1:] != part[1:].lower() for part in parts):
            return word
        return word.lower() if all(len(part) != 1 or part in "-’'as" for part in parts) else word

    return _WORD.sub(lower, piece)
