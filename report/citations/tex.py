"""The TeX in a field of BibTeX comes in; the rich text of CSL goes out.

The rich text is that of citeproc: ``<i>``, ``<b>``, ``<sup>``, ``<sub>``, small capitals, and
``<span class="nocase">`` around what its author kept from re-casing. Commands of which nothing is
known leave their argument behind. The text is read once, from left to right.
"""

import re
import unicodedata
from functools import cache
from html import unescape

NOCASE = '<span class="nocase">', "</span>"
_SMALL = '<span style="font-variant:small-caps;">', "</span>"
_MARKUP = {  # commands that take their text as an argument
    **dict.fromkeys(("emph", "textit", "mkbibemph", "textsl", "mathit"), ("<i>", "</i>")),
    **dict.fromkeys(("textbf", "mkbibbold", "mathbf"), ("<b>", "</b>")),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript"), ("<sup>", "</sup>")),
    **dict.fromkeys(("textsubscript", "mkbibsubscript"), ("<sub>", "</sub>")),
    "textsc": _SMALL,
    **dict.fromkeys(("enquote", "mkbibquote"), ("“", "”")),
}
_SWITCHES = {  # commands that hold to the end of their group
    **dict.fromkeys(("em", "it", "itshape", "sl", "slshape"), ("<i>", "</i>")),
    **dict.fromkeys(("bf", "bfseries"), ("<b>", "</b>")),
    **dict.fromkeys(("sc", "scshape"), _SMALL),
}
_ACCENTS = {
    **{"'": "\u0301", "`": "\u0300", "^": "\u0302", '"': "\u0308", "~": "\u0303", "=": "\u0304"},
    **{".": "\u0307", "c": "\u0327", "v": "\u030c", "u": "\u0306", "H": "\u030b", "k": "\u0328"},
    **{"r": "\u030a", "d": "\u0323", "b": "\u0331", "t": "\u0361", "h": "\u0309", "G": "\u030f"},
}
_SIGNS = {  # beside those of pylatexenc, or otherwise than there
    **{"LaTeX": "LaTeX", "TeX": "TeX", "BibTeX": "BibTeX", "LaTeXe": "LaTeX2e", "XeTeX": "XeTeX"},
    **{"textless": "<", "textgreater": ">", "lbrace": "{", "rbrace": "}"},
    **{"S": "§", "P": "¶", "copyright": "©", "pounds": "£", "euro": "€", "EUR": "€"},
    **{"slash": "/", "degree": "°", "textdegree": "°", "circ": "°", "textcelsius": "°C"},
    **{
        "micro": "µ",
        "dash": "–",
        "textquotesingle": "'",
        "quotedblbase": "„",
        "quotesinglbase": "‚",
    },
    **{"newline": " ", "linebreak": " ", "quad": " ", "qquad": " ", "space": " ", "par": " "},
    **{"bibstring": "", "allowbreak": "", "relax": "", "protect": "", "xspace": "", "break": ""},
    **{"noindent": "", "displaystyle": "", "textstyle": "", "bibinfo": "", "ensuremath": ""},
    **{"glqq": "„", "grqq": "“", "glq": "‚", "grq": "‘", "flqq": "«", "frqq": "»"},
    **{"cyrchar": "", "textcyrillic": "", "foreignlanguage": "", "selectlanguage": ""},
    **{"textcommabelow": "", "urlprefix": "", "cprime": "ʹ", "cdprime": "ʺ", "lasp": "ʿ"},
}
_ESCAPED = {" ": " ", "\\": " ", ",": " ", ";": " ", ":": " ", "!": "", "-": "", "/": "", "@": ""}
_DROPPED = ("noopsort", "SortNoop", "vphantom", "phantom", "label", "hspace", "vspace", "cite")
_SECOND = ("href", "textcolor", "foreignlanguage", "texorpdfstring")  # the text is the second one
_TOKEN = re.compile(
    r"(?P<address>https?://[^\s{}\\,]+)"
    r"|(?P<command>\\(?:[A-Za-z]+\*?[ \t\n]*|.|\Z))"
    r"|(?P<special>\$\$|[{}$~^_]|---?|``|''|[`'])"
    r"|(?P<words>[^\\{}$~^_`'h-]+|h|-)",
    re.S,
)
_ADDRESS = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}")
_PLAIN = re.compile(r"[\\{}$~`'<]|--|&[#a-z]")
_ENTITY = re.compile(
    r"&(?:amp|lt|gt|quot|apos|nbsp|ndash|mdash|[lr][sd]quo|#\d{2,5}|#x[\da-f]{2,5});"
)
_SPACES = re.compile(r"[ \t\r\n]+")
_TAG = re.compile(r"</?(?:i|b|em|strong|sc|sub|sup|span)(?:\s[^<>]*)?>", re.I | re.A)
_HTML = re.compile(r"<(/?)(em|strong|i|b)>", re.I | re.A)
_TAGS = {"em": "i", "strong": "b", "i": "i", "b": "b"}


def text(source: str, *, title: bool = False) -> str:
    """Return what TeX would print of ``source``, as rich text.

    In a ``title`` braces keep the case of what they hold: ``{NATO}``; those around a single
    accented letter do not, as in BibTeX.
    """
    if not source:
        return ""
    if not _PLAIN.search(source):
        return _SPACES.sub(" ", source).strip()
    made = _Reader(source, title=title).read()
    if "&" in made:
        made = _ENTITY.sub(lambda found: unescape(found[0]), made)
    if "<" in made:
        made = _HTML.sub(lambda found: f"<{found[1]}{_TAGS[found[2].lower()]}>", made)
    made = unicodedata.normalize("NFC", made)
    return _SPACES.sub(" ", made.replace(f"{NOCASE[1]} {NOCASE[0]}", " ")).strip()


def bare(rich: str) -> str:
    """Return rich text without its markup."""
    return _TAG.sub("", rich)


def verbatim(source: str) -> str:
    r"""Return an address or an identifier as it is meant: ``\_`` and ``{\%}`` are the character.

    >>> verbatim(r"\url{https://example.org/a\_b}")
    'https://example.org/a_b'
    """
    made = re.sub(r"^\s*\\(?:url|href|path|nolinkurl)\s*\{([^{}]*)\}.*$", r"\1", source, flags=re.S)
    made = re.sub(r"\\textasciitilde\s*(?:\{\})?|\$\\sim\$|\\~(?:\{\})?", "~", made)
    made = re.sub(r"\\([_%&#$~{}])", r"\1", made)
    return _SPACES.sub("" if "://" in made else " ", made.replace("{", "").replace("}", "")).strip(
        "<> \t\r\n"
    )


@cache
def _signs() -> dict[str, str]:
    """Return what commands without an argument print."""
    from pylatexenc.latex2text import get_default_latex_context_db

    known = get_default_latex_context_db()
    found = {
        macro.macroname: macro.simplify_repl
        for category in known.category_list
        for macro in known.iter_macro_specs([category])
        if isinstance(macro.simplify_repl, str) and "%" not in macro.simplify_repl
    }
    return {**found, **_SIGNS}


class _Reader:
    """One pass over a text; ``open`` holds what closes each group that is still open."""

    def __init__(self, source: str, *, title: bool) -> None:
        self.source, self.title = source, title
        self.made: list[str] = []
        self.open: list[list[str]] = []
        self.kept = 0  # after which piece the case is kept, until its group closes
        self.accent = ""
        self.awaits: list[tuple[str, str]] = []  # markup for the next argument
        self.skips = 0  # arguments to pass over
        self.hidden = 0  # depth of groups that print nothing
        self.math = False
        self.dollars = len(re.findall(r"(?<!\\)\$", source)) // 2 * 2

    def read(self) -> str:
        place = 0
        while found := _TOKEN.match(self.source, place):
            place = found.end()
            if found["address"]:
                self._words(found["address"])
            elif found["command"] and (address := _ADDRESS.match(self.source, found.start())):
                self._words(verbatim(address[1]))
                place = address.end()
            elif found["command"]:
                self._command(found["command"], found.end())
            elif found["special"]:
                self._special(found["special"], found.end())
            else:
                self._words(found["words"])
        while self.open:
            self._close()
        return "".join(self.made)

    def _put(self, words: str) -> None:
        if not self.hidden and words:
            self.made.append(words)

    def _words(self, words: str) -> None:
        if self.accent:
            bare_words = words.lstrip()
            if not bare_words:
                return
            base = {"ı": "i", "ȷ": "j"}.get(bare_words[0], bare_words[0])
            words, self.accent = base + self.accent + bare_words[1:], ""
        if self.awaits and not self.hidden:
            if not words.strip():
                return
            first, rest = (words.lstrip()[0], words.lstrip()[1:])
            opening, closing = self._awaited()
            self._put(f"{opening}{first}{closing}")
            words = rest
        self._put(words)

    def _awaited(self) -> tuple[str, str]:
        opening = "".join(o for o, _ in self.awaits)
        closing = "".join(c for _, c in reversed(self.awaits))
        self.awaits = []
        return opening, closing

    def _special(self, sign: str, after: int) -> None:
        match sign:
            case "{":
                self._open(after)
            case "}":
                self._close()
            case "$" | "$$" if self.dollars:
                self.dollars -= len(sign)
                self.math = not self.math
            case "^" | "_" if self.math:
                tag = "sup" if sign == "^" else "sub"
                self.awaits.append((f"<{tag}>", f"</{tag}>"))
            case _:
                signs = {"--": "–", "---": "—", "``": "“", "''": "”", "`": "‘", "'": "’"}
                self._words("\u00a0" if sign == "~" else signs.get(sign, sign))

    def _open(self, after: int) -> None:
        if self.skips:
            self.skips -= 1
            self.hidden += 1
            self.open.append(["hidden"])
            return
        if self.awaits:
            opening, closing = self._awaited()
            self._put(opening)
            self.open.append([closing])
            if self.title and opening == "<i>" and not self.kept and not self.hidden:
                self._open_kept()  # the name of a species, of a ship
            return
        special = self.source.startswith("\\", after) or self.accent
        if self.title and not self.kept and not self.math and not special and not self.hidden:
            self.open.append([])
            self._open_kept()
            return
        self.open.append([])

    def _open_kept(self) -> None:
        self.kept = len(self.made) + 1
        self.made.append(NOCASE[0])
        self.open[-1].append("kept")

    def _close(self) -> None:
        if self.accent:  # \~{} is the sign itself
            stands = {"\u0303": "~", "\u0302": "^", "\u0301": "´", "\u0300": "`"}.get(
                self.accent, ""
            )
            self.accent = ""
            self._put(stands)
        if not self.open:
            return
        for closing in reversed(self.open.pop()):
            if closing == "hidden":
                self.hidden -= 1
            elif closing == "kept":
                self._keep()
            else:
                self._put(closing)

    def _keep(self) -> None:
        """Close what keeps its case; signs without a letter have none to keep."""
        if any(letter.isalpha() for letter in bare("".join(self.made[self.kept :]))):
            self.made.append(NOCASE[1])
        else:
            self.made[self.kept - 1] = ""
        self.kept = 0

    def _command(self, command: str, after: int) -> None:
        name = command[1:].strip().rstrip("*") or command[1:2]
        if name == "(" or name == ")":
            self.math = name == "("
        elif name in _ACCENTS and self._accents(name, after):
            self.accent = _ACCENTS[name]
        elif name in _ESCAPED or not name.isalpha():
            self._words(_ESCAPED.get(name, name))
        elif name in _MARKUP:
            self.awaits.append(_MARKUP[name])
        elif name in _SWITCHES:
            opening, closing = _SWITCHES[name]
            self._put(opening)
            if not self.open:
                self.open.append([])  # closed by the end of the text
            self.open[-1].append(closing)
        elif name in _DROPPED or name in _SECOND:
            self.skips += self.source.startswith("{", after)
        else:
            self._sign(name, after)

    def _accents(self, name: str, after: int) -> bool:
        r"""Say whether this is an accent: ``\c`` is, before a letter or a brace."""
        return not name.isalpha() or bool(re.match(r"[\w{\\]", self.source[after : after + 1]))

    def _sign(self, name: str, after: int) -> None:
        sign = _signs().get(name)
        if sign is not None:
            operator = self.math and len(sign) > 1 and sign.isascii() and sign.isalpha()
            self._words(f"{sign} " if operator else sign)
        elif self.math and not self.source.startswith("{", after):
            self._words(name)
