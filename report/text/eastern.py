"""Words joined by Western marks come in; out, the same with the marks of Japanese and Chinese.

Citation styles join the parts of a note with commas, stops and spaces; in a text without spaces
these stand as strangers. HTML may come in; tags are left alone, but for italics of Han words, which
become the marks of a title: 『北の湖』, 《北湖》.
"""

import re

LETTER = (
    "\u2e80-\u2fdf\u3000-\u30ff\u3105-\u312f\u3190-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"
    "\uff01-\uff60\U00020000-\U0003134f"
)
"""Ranges of the characters that stand in a square: Han, kana and their marks, no hangul."""

_OPENING = "「『（〔［｛〈《【〘〖"
_CLOSING = "」』）〕］｝〉》】〙〗、。，．"
_MEETING = re.compile(f"[{_CLOSING}](?=[{_OPENING}{_CLOSING}])|(?<=[{_OPENING}])[{_OPENING}]")
_E = f"[{LETTER}]"
_ONE = re.compile(_E)
_T = r"((?:<[^>]*>|[\u2060-\u2064])*)"  # tags and what prints nothing
_TITLES = {"ja": ("『", "』"), "zh": ("《", "》")}
_COMMAS = {"ja": "、", "zh": "，"}
_ITALIC = re.compile(rf"<i(?: [^>]*)?>((?:[^<](?!{_E}))*?[^<]*{_E}[^<]*)</i>")
_BRACKETS = re.compile(rf" ?\(({_T}{_E}[^()]*|[^()]*{_E}{_T})\)")


def joined(before: str, after: str) -> bool:
    """Say whether no space stands between two texts: their ends that meet are both in squares."""
    return bool(_ONE.match(before[-1:]) and _ONE.match(after[:1]))


def squeezed(text: str) -> str:
    """Return text of HTML with one of two marks that meet set in half a square.

    Each has its blank half, so that between 」 and （ there would stand a whole square of nothing,
    and half of one between 。 and 」 (JLREQ 3.1.4). A face without the feature `halt` sets them as
    they are.
    """
    return _MEETING.sub("<span style=\"font-feature-settings: 'halt'\">\\g<0></span>", text)


def punctuated(html: str, language: str) -> str:
    """Return HTML of Japanese or Chinese with its own marks; that of other languages as it is.

    >>> punctuated("久保太郎, 「灯台」, 12.", "ja")
    '久保太郎、「灯台」、12.'
    """
    base = language.partition("-")[0].lower()
    if base not in _COMMAS or not re.search(_E, html):
        return html
    comma = _COMMAS[base]
    opening, closing = _TITLES[base]
    html = _ITALIC.sub(rf"{opening}\1{closing}", html)
    if base == "ja":
        html = re.sub(r"(\d+)番目 ?版", r"第\1版", html)
        html = re.sub(rf"(?<={_E})(,?) と (?={_T}{_E})", lambda f: "、" if f[1] else "と", html)
        html = re.sub(r"\b[Vv]ol\. ?(\d[\d–-]*)", r"第\1巻", html)
        html = re.sub(r"\b[Nn]o\. ?(\d[\d–-]*)", r"第\1号", html)
    html = _BRACKETS.sub(r"（\1）", html)
    for mark, own in ((",", comma), (";", "；"), (":", "："), (r"\.", "。")):
        html = re.sub(rf"(?<={_E}){_T}{mark}{_T}(?: +|$)", rf"\1{own}\2", html)
        abbreviates = "(?<![A-Za-z])" if own == "。" else ""  # p. 第3章
        html = re.sub(rf"{abbreviates}{mark}{_T} +{_T}(?={_E})", rf"{own}\1\2", html)
    html = re.sub(rf"(?<={_E}){_T}[ \u00a0]+{_T}(?=[{LETTER}\d])", r"\1\2", html)
    html = re.sub(rf"(?<={_E}\d)\.$|(?<={_E}\d\d)\.$", "。", html)
    return re.sub(rf"([。、]){_T}[。.]", r"\1\2", html)
