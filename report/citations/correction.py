"""Mend what citeproc cannot do: a citation comes in as its HTML, goes out as the house prints it.

Every rule here is one that CSL has no words for. In the order in which they are applied:

1. The English of a translated title, and a remark on a short title, follow in roman outside the
   title's italics or quotation marks: <i>Миростроительство</i> [Peacebuilding].
2. A title in another language names it (``lang``), for the reader's voice and for hyphenation.
3. ``[sic]`` is roman in an italic title: it is not the author's.
4. American punctuation holds at the seams too: a full stop goes inside closing quotation marks.
5. No full stop is doubled or follows a comma, whatever the joined parts ended in; two parentheses
   become one.
6. In the bibliography of a note style “n.d.” and “undated” begin with a capital after a full stop.
7. A note ends in a full stop.
"""

import re

from .references import APART, ASIDE, HEREAFTER, LANGUAGE, language_of

_SPACES = re.compile(r"[ \n]+")  # not the spaces that keep a line together
_CLOSING = r"(?:</i>|</b>|</span>|[”’»“‘›])"
_ASIDE = re.compile(rf"\s*{ASIDE[0]}([^{ASIDE[1]}]*){ASIDE[1]}([.,]?)({_CLOSING}*)")
_FOREIGN = re.compile(rf"(<i>)?{LANGUAGE[0]}([\U000e0020-\U000e007e]+)(.*?){LANGUAGE[1]}(</i>)?")
_SIC = re.compile(r"(<i(?: [^>]*)?>)([^<]*?)\s*\[sic\]\s*([^<]*)</i>")
_DOUBLE = re.compile(r"”([.,])(?=\s|$|<)")
_SINGLE = re.compile(r"(‘(?:[^‘’]|’(?=\w))*)’([.,])(?=\s|$|<)")
_DOUBLED = re.compile(rf"(?<!\.)\.({_CLOSING}*)\.(?!\.)")
_LEFT_OPEN = re.compile(rf",({_CLOSING}*)\.")
_UNDATED = re.compile(rf"(?<=[.?!])({_CLOSING}* )(n\.d\.|undated|no date)(?![^<]*</a>)")
_ENDED = re.compile(rf"[.?!…]{_CLOSING}*$")


def note(html: str, *, american: bool) -> str:
    """Return one note as printed; ``american`` puts a stop inside closing quotation marks."""
    html = citation(html, american=american)
    return html if _ENDED.search(html) else citation(f"{html}.", american=american)


def entry(html: str, *, american: bool) -> str:
    """Return one entry of a note style's bibliography as printed."""
    html = citation(html, american=american)
    return _UNDATED.sub(lambda found: found[1] + found[2][0].upper() + found[2][1:], html)


def citation(html: str, *, american: bool) -> str:
    """Return what stands anywhere as printed: the first five rules."""
    html = _SPACES.sub(" ", html.replace(APART, "")).strip()
    html = _ASIDE.sub(r"\3 \1\2", html)
    html = _FOREIGN.sub(_named, html)
    while _SIC.search(html):
        html = _SIC.sub(_roman, html)
    if american:
        html = _SINGLE.sub(r"\1\2’", _DOUBLE.sub(r"\1”", html))
    html = _DOUBLED.sub(r".\1", _LEFT_OPEN.sub(r"\1.", html))
    return html.replace(f") ({HEREAFTER}", "; ").replace(HEREAFTER, "")


def _named(found: re.Match[str]) -> str:
    opening, tags, title, closing = found.groups()
    language = language_of(tags)
    if opening and closing:
        return f'<i lang="{language}">{title}</i>'
    return f'{opening or ""}<span lang="{language}">{title}</span>{closing or ""}'


def _roman(found: re.Match[str]) -> str:
    opening, before, after = found.groups()
    rest = f" {opening}{after}</i>" if after else ""
    return f"{opening}{before}</i> [sic]{rest}"
