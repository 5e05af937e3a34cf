"""The sections of a page, and its text, come in; out, the same page in fewer letters.

A briefing with hundreds of calls repeats a few names thousands of times. What a reader, a sheet or
the script can tell stays: every role, name, id that is led to, and class that a sheet names.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import count
from xml.etree.ElementTree import Element

from . import dom

_KEPT = ("ui", "notes")  # what stands in no printed page, or elsewhere there
_CLASS = re.compile(r"\.([A-Za-z_][\w-]*)")
_RULE = re.compile(r"([^{}]*)\{[^{}]*\}")
_GROUP = re.compile(r"\([^()]*\)")
_INNER = r"p|ul|ol|dl|div|table|section|article|blockquote|figure|nav|h[1-6]"
_OUTER = r"div|li|dd|td|th|section|article|blockquote|figure|figcaption|header|footer"
_IMPLIED = re.compile(  # end tags that HTML takes for written, before what follows them
    r"</(?:"
    r"li(?=><(?:li|/ul|/ol)\b)|t[dh](?=><(?:td|th|/tr)\b)|tr(?=><(?:tr|/tbody|/thead)\b)"
    r"|dt(?=><d[td]\b)|dd(?=><(?:d[td]|/dl|/div)\b)"
    rf"|p(?=><(?:{_INNER}|/(?:{_OUTER}))\b)"
    r")>"
)


def named(*sheets: str) -> frozenset[str]:
    """Return the classes that style sheets, or selectors in a script, name."""
    return frozenset(_CLASS.findall(" ".join(sheets)))


def letters(sections: Sequence[Element]) -> None:
    """Give lettered notes, and the calls of each, ids that are short."""
    numbers, other = count(1), dict[str, str]()
    every = [element for section in sections for element in section.iter()]
    for note in (li for ul in every if dom.has(ul, "letters") for li in ul if li.get("id")):
        name = f"l.{next(numbers)}"
        other[note.get("id") or ""] = name
        backs = [e.get("href", "")[1:] for e in note.iter() if e.get("role") == "doc-backlink"]
        other |= {back: f"{name}-{n}" for n, back in enumerate(filter(None, backs), start=1)}
    for element in every:
        if (known := other.get(element.get("id") or "")) is not None:
            element.set("id", known)
        if (known := other.get(element.get("href", "")[1:])) is not None:
            element.set("href", f"#{known}")


def names(sections: Iterable[Element], known: frozenset[str]) -> None:
    """Take out the classes that are not ``known``; in lettered notes, what only carried one, too.

    A siglum in a note is a ``b``. This fits our own templates: in another's, a class may be there
    for whoever takes the page further.
    """
    known |= frozenset(_KEPT)
    for section in sections:
        _sigla(section)
        for element in section.iter():
            if "class" in element.attrib:
                _only(element, known)
        for note in [li for ul in section.iter() if dom.has(ul, "letters") for li in ul]:
            for child in [child for child in note if child.tag == "span" and not child.attrib]:
                dom.unwrap(note, child)


def _only(element: Element, known: frozenset[str]) -> None:
    kept = [name for name in element.attrib["class"].split() if name in known]
    element.set("class", " ".join(kept))
    if not kept:
        del element.attrib["class"]


def _sigla(section: Element) -> None:
    for note in section.iter():
        if note.get("role") == "doc-footnote" or dom.has(note, "letters"):
            for element in (e for e in note.iter("span") if e.get("class") == "siglum"):
                element.tag = "b"
                del element.attrib["class"]


def text(html: str) -> str:
    """Return a page without the end tags that HTML takes for written.

    >>> text("<ul><li><p>One.</p></li><li>Two.</li></ul>")
    '<ul><li><p>One.<li>Two.</ul>'
    """
    return _IMPLIED.sub("", html)


def rules(sheet: str, page: str) -> str:
    """Return a sheet without the rules that can fit nothing of ``page``, its text and its script.

    Every selector of such a rule names a class that is no word there.

    >>> rules(".a{x:y}.b,p{x:y}@media print{.a p{x:y}}", '<p class="c">')
    '.b,p{x:y}@media print{}'
    """
    known = frozenset(re.findall(r"[\w-]+", page))

    def kept(found: re.Match[str]) -> str:
        head, count = found[1], 1
        while count:
            head, count = _GROUP.subn("", head)
        selectors = [] if "@" in head or ";" in head else head.split(",")
        fits = [known.issuperset(_CLASS.findall(selector)) for selector in selectors]
        return found[0] if any(fits) or not fits else ""

    return _RULE.sub(kept, sheet)
