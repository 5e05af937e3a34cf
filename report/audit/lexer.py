"""The bytes of a content stream in, its operators with their operands out.

pikepdf has a parser for this; ours takes a third of its time on our files, and time is what a
check in every build costs. It reads on after an error, as viewers do,
and never looks twice at what it has read, whatever stands there.
"""

import re
from collections.abc import Callable, Container, Iterator
from typing import Any

_PARTS = {
    "B": r"[\x00\t\n\x0c\r ]",  # a blank
    "W": r"[^\x00\t\n\x0c\r ()<>\[\]{}/%]",  # a letter of a word
    "N": r"[+-]?(?:\d++\.?+\d*+|\.\d++)",  # a number
    # Hexadecimal strings with less than 200 between them: glyphs, set close.
    "G": r"\[(?:<(?:[0-9A-Fa-f]{2})*>(?:-?1?\d{1,2}(?:\.\d*)?(?=[<\]]))?)+\]",
}
_GRAMMAR = r"""
    (?: «B»++ | %[^\r\n]*+ )*+
    (?:
        # Text as WeasyPrint sets a line of it, and most of what a page has.
        (?P<line> BT «B»+ (?P<matrix>(?:«N»«B»+){6}) Tm «B»+
            /(?P<face>«W»+) «B»+ (?P<size>«N») «B»+ Tf «B»+ (?P<shown>«G») «B»* TJ «B»+ ET (?!«W») )
        # An operator comes with the numbers before it: most have numbers alone, and few of them.
      | (?P<operator> (?P<numbers>(?:«N»«B»++){0,8}) (?P<word>(?![+.\d-])«W»+) )
      | (?P<number> «N» (?!«W») )
        # What most marked content begins with: a tag, and an MCID alone.
      | (?P<marked> (?P<tag>/«W»*) «B»* << «B»* /MCID «B»+ (?P<mcid>\d+) «B»* >> «B»* BDC (?!«W») )
      | (?P<name> /«W»* )
      | (?P<glyphs> «G» )
      | (?P<hex> <[0-9A-Fa-f\x00\t\n\x0c\r ]*> )
      | (?P<open> \[ | << )
      | (?P<close> \] | >> )
      | (?P<string> \( )
      | (?P<broken> [+.\d-] «W»* )
      | (?P<odd> [^\x00\t\n\x0c\r ] )
    )
"""
_TOKEN = re.compile(
    re.sub("«(.)»", lambda match: _PARTS[match[1]], _GRAMMAR).encode("ascii"), re.VERBOSE
)
ODD_DIGITS, NO_DIGITS = b"<odd>", b"<none>"
"""What is seen of hexadecimal strings that are written wrongly."""
_BLANK = b"\x00\t\n\x0c\r <>"
_PLAIN = re.compile(rb"\(([^()\\]*)\)")
_STOP = re.compile(rb"[()\\]")
_ESCAPE = re.compile(rb"\\(?:([0-7]{1,3})|(\r\n|.))|\r\n?", re.S)
_ESCAPED = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f"}
_HASH = re.compile(r"#([0-9A-Fa-f]{2})")
_END_OF_IMAGE = re.compile(rb"[\x00\t\n\x0c\r ]EI(?=[\x00\t\n\x0c\r /\]]|$)")


class NameToken(str):
    """A name, so that it is told from a string: bytes are strings, str is a name."""

    __slots__ = ()


Operand = Any  # float | Word | bytes | list[Operand] | dict[str, Operand] | bool | None


def operators(
    data: bytes, seen: set[bytes], passed_over: Container[bytes] = ()
) -> Iterator[tuple[str, list[Operand]]]:
    """Yield operators with their operands.

    An inline image is one operator, ``EI``, with its dictionary. A line of text that is set by BT,
    Tm, Tf, TJ and ET, in this order and with nothing else, is one too, ``line``, with the operands
    of the three in the middle.

    Those that are ``passed_over`` are not yielded, nor their operands read; ``seen`` gets all.
    """
    match, position = _TOKEN.match, 0
    stack: list[Operand] = []
    outer: list[list[Operand]] = []  # the stacks around an array or dictionary that is being read
    while token := match(data, position):
        position, kind = token.end(), token.lastgroup or ""
        if kind == "operator":
            numbers, word = token["numbers"], token["word"]
            seen.add(word)
            if word in passed_over:
                stack, outer = [], []
                continue
            if numbers:
                stack.extend(map(float, numbers.split()))
            if word in _WORDS:
                stack.append(_WORDS[word])
            elif word == b"ID":
                position = _end_of_image(data, position)
                yield "EI", [_dictionary(stack)]
                stack, outer = [], []
            elif word != b"BI":
                yield word.decode("latin-1"), outer[0] + stack if outer else stack
                stack, outer = [], []
        elif kind in _READERS:
            stack.append(_READERS[kind](token[kind]))
        elif kind == "hex" or kind == "odd":
            stack += _digits(token[kind], seen)
        elif kind == "line":
            yield "line", _line(token)
        elif kind == "marked":
            seen.add(b"BDC")
            yield "BDC", [_name(token["tag"]), {"MCID": float(token["mcid"])}]
        elif kind == "string":
            value, position = _string(data, position - 1)
            stack.append(value)
        elif kind == "open":
            outer.append(stack)
            stack = []
        elif kind == "close":
            stack = _close(stack, outer, token["close"])


def _digits(raw: bytes, seen: set[bytes]) -> list[Operand]:
    """Return a hexadecimal string, nothing for what is none, and note what is wrong with it."""
    if len(raw) < 2:  # it stands alone
        seen |= {NO_DIGITS} if raw == b"<" else set()
        return []
    seen |= {ODD_DIGITS} if len(raw.translate(None, _BLANK)) % 2 else set()
    return [_hex(raw)]


def _line(token: re.Match[bytes]) -> list[Operand]:
    matrix = list(map(float, token["matrix"].split()))
    face = [_name(b"/" + token["face"]), float(token["size"])]
    return [matrix, face, _glyphs(token["shown"])]


_WORDS = {b"true": True, b"false": False, b"null": None}


def _close(stack: list[Operand], outer: list[list[Operand]], mark: bytes) -> list[Operand]:
    if not outer:
        return stack
    around = outer.pop()
    around.append(stack if mark == b"]" else _dictionary(stack))
    return around


def _dictionary(flat: list[Operand]) -> dict[str, Operand]:
    pairs = zip(flat[::2], flat[1::2], strict=False)
    return {str(key): value for key, value in pairs if isinstance(key, NameToken)}


def _name(raw: bytes) -> NameToken:
    text = raw[1:].decode("latin-1")
    return NameToken(_HASH.sub(lambda m: chr(int(m[1], 16)), text) if "#" in text else text)


def _glyphs(raw: bytes) -> list[Operand]:
    """Read an array of hexadecimal strings with less than 100 between them: glyphs, set close.

    They come as one string and the sum of the numbers: most of all that a page has is this.
    """
    glyphs, between = [], 0.0
    for part in raw[2:-1].replace(b">0<", b"").split(b"<"):
        string, _, number = part.partition(b">")
        glyphs.append(string)
        if number:
            between += float(number)
    return [bytes.fromhex(b"".join(glyphs).decode("ascii")), between]


def _hex(raw: bytes) -> bytes:
    digits = raw[1:-1]
    try:
        return bytes.fromhex(digits.decode("ascii"))
    except ValueError:  # an odd number of digits, or blanks between the two of one byte
        bare = b"".join(digits.replace(b"\x00", b" ").split())
        return bytes.fromhex((bare + b"0" * (len(bare) % 2)).decode("ascii"))


def _string(data: bytes, start: int) -> tuple[bytes, int]:
    """Return a string in parentheses, which may nest, and where it ends."""
    if plain := _PLAIN.match(data, start):
        value = plain[1]
        return (_unescaped(value) if b"\r" in value else value), plain.end()
    depth, position = 1, start + 1
    while depth:
        stop = _STOP.search(data, position)
        if stop is None:
            return _unescaped(data[start + 1 :]), len(data)
        depth += {b"(": 1, b")": -1}.get(stop[0], 0)
        position = stop.end() + (stop[0] == b"\\")
    return _unescaped(data[start + 1 : position - 1]), position


def _unescaped(raw: bytes) -> bytes:
    def plain(match: re.Match[bytes]) -> bytes:
        if match[1]:
            return bytes([int(match[1], 8) & 255])
        if match[2] is None:
            return b"\n"
        return b"" if match[2] in (b"\r\n", b"\r", b"\n") else _ESCAPED.get(match[2], match[2])

    return _ESCAPE.sub(plain, raw)


def _end_of_image(data: bytes, start: int) -> int:
    """Return where an inline image ends: at an EI after which operators follow, not more data."""
    position = start
    while found := _END_OF_IMAGE.search(data, position):
        following = data[found.end() : found.end() + 12]
        if all(byte in b"\t\n\r\x0c\x00" or 32 <= byte < 127 for byte in following):
            return found.end()
        position = found.end()
    return len(data)


_READERS: dict[str, Callable[[bytes], Operand]] = {
    "number": float,
    "glyphs": _glyphs,
    "name": _name,
    "broken": lambda number: 0.0,  # a number that is none: viewers take 0
}
