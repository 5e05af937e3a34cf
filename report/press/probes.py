"""A copy of WeasyPrint comes in; whether it sets a few pages rightly goes out, fault by fault.

Each probe is a small document in which WeasyPrint 70.0 shows a fault that ``mends`` mends.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any

from . import codes, fonts, mends
from .copied import Copy

_FEW = 3
_WORDS = ("river", "harbour", "permit", "council", "review", "tariff", "of", "the", "water", "in")
_CSS = """
@page { size: 595px 842px; margin: 76px 88px 84px 88px;
  @footnote { border-top: .75px solid #1a1a1a; padding: 6px 0 .05px; margin-top: 12px } }
html { font: 11px/15px "Source Serif 4" }
body { margin: 0 }
p { margin: 0 0 7.5px }
.call { font-size: 7px; line-height: 0; vertical-align: 4px }
.fn { float: footnote; footnote-policy: line; font: 8.5px/11px "Source Serif 4"; text-align: left }
.fn::footnote-call, .fn::footnote-marker { content: none }
.side { float: left; width: 85px; break-inside: avoid }
"""


def _laid(copy: Copy, css: str, body: str) -> Any:
    config = copy.part("text.fonts").FontConfiguration()
    sheet = copy.root.CSS(string=fonts.css() + css, font_config=config)
    page = f"<!DOCTYPE html><html lang=en><title>A probe</title><body>{body}"
    return copy.root.HTML(string=page).render(stylesheets=[sheet], font_config=config)


def _sentence(chance: random.Random, words: int) -> str:
    return " ".join(chance.choices(_WORDS, k=words)).capitalize() + "."


def _note(number: int, text: str) -> str:
    call = f'&#8288;<a class="call" id="r{number}" href="#n{number}">{number}</a>'
    return f'{call}<span class="fn" id="n{number}">{number}. {text}</span>'


def _ids(box: Any) -> Iterator[str]:
    box = getattr(box, "_box", box)
    if box.element is not None and (name := box.element.get("id")):
        yield name
    for child in getattr(box, "children", ()):
        yield from _ids(child)


def _pages(document: Any) -> dict[str, set[int]]:
    """Return the pages of each id."""
    found: dict[str, set[int]] = defaultdict(set)
    for number, page in enumerate(document.pages):
        for name in _ids(page._page_box):
            found[name].add(number)
    return found


def _notes_stay(copy: Copy) -> bool:
    """Whether forty paragraphs of chance length keep their notes on the pages of the calls."""
    for seed in (4, 5):
        chance, body, number = random.Random(seed), "", 0  # noqa: S311  words for a sample
        for _ in range(40):
            body += "<p>" + _sentence(chance, chance.randint(8, 60))
            if chance.random() < 0.8:
                number += 1
                body += _note(number, _sentence(chance, chance.randint(8, 30)))
        pages = _pages(_laid(copy, _CSS, body))
        if any(pages[f"r{n}"] != pages[f"n{n}"] for n in range(1, number + 1)):
            return False
    return True


def _notes_fit(copy: Copy) -> bool:
    """Whether fifteen notes whose heights are no round numbers stand on two or three pages."""
    chance = random.Random(4)  # noqa: S311  words for a sample
    css = _CSS.replace(
        "padding: 6px 0 .05px; margin-top: 12px", "padding-top: 4pt; margin-top: 7pt"
    )
    css = css.replace("8.5px/11px", "8.25pt/10.5pt")
    body = "".join(
        f"<p>{_sentence(chance, 30)}{_note(n, _sentence(chance, 12))}" for n in range(1, 16)
    )
    return len(_laid(copy, css, body).pages) <= _FEW


def _notes_go_on(copy: Copy) -> bool:
    """Whether all of a note of 3,000 words is printed."""
    words = " ".join(f"word{n}" for n in range(3000))
    body = f"<p>Words.{_note(1, words)}</p>" + "<p>words" * 40
    pages = _laid(copy, _CSS, body).pages
    said = " ".join(_texts(page._page_box, page.height) for page in pages)
    return {f"word{n}" for n in range(3000)} <= set(said.split())


def _texts(box: Any, depth: float) -> str:
    """Return the texts in a box that stand on the page."""
    box = getattr(box, "_box", box)
    own = getattr(box, "text", "") if 0 <= box.position_y < depth else ""
    return " ".join([own, *(_texts(child, depth) for child in getattr(box, "children", ()))])


def _sides_stay_whole(copy: Copy) -> bool:
    """Whether a side note stands on one page, at some places near the end of a page."""
    for lines in range(24, 32):
        side = f"<div><aside class=side id=side>{'words ' * 40}</aside><p>{'words ' * 60}</div>"
        if len(_pages(_laid(copy, _CSS, "<p>line" * lines + side))["side"]) != 1:
            return False
    return True


class _EnoughError(Exception):
    """The pages are drawn."""


def _glyphs_are_spelled(copy: Copy) -> bool:
    """Whether a raised figure of a font's own and one that was typed have codes of their own."""
    given: dict[Any, codes.Codes | None] = {}

    def finder(font: Any) -> codes.Codes | None:
        face = fonts.by_content(font.file_content)
        fresh = fonts.codes_of(face.digest, font.index) if face else None
        return given.setdefault(font, fresh)

    def stop(*_: Any, **__: Any) -> None:
        raise _EnoughError

    pdf = copy.part("pdf")
    kept, pdf.build_fonts_dictionary = pdf.build_fonts_dictionary, stop  # it takes ten seconds
    body = "<p>km²<span style='font-feature-settings: \"sups\"'>2</span>"
    try:
        with codes.given(finder), suppress(_EnoughError):
            _laid(copy, _CSS, body).write_pdf()
    finally:
        pdf.build_fonts_dictionary = kept
    return any(found and {"2", "²"} <= set(found.texts.values()) for found in given.values())


def _lays_out(copy: Copy) -> bool:
    """Whether a page with a note comes out."""
    return len(_laid(copy, _CSS, f"<p>Words.{_note(1, 'A note.')}").pages) == 1


_PROBES: dict[str, Callable[[Copy], bool]] = {
    mends.KEPT_NOTES.name: _notes_stay,
    mends.ADDED_NOTES.name: _notes_fit,
    mends.LONG_NOTES.name: _notes_go_on,
    mends.WHOLE_FLOATS.name: _sides_stay_whole,
    mends.SPELLED_GLYPHS.name: _glyphs_are_spelled,
}


def passes(copy: Copy, name: str) -> bool:
    """Return whether a copy is right where the mend of that name is wanted."""
    try:
        return _PROBES.get(name, _lays_out)(copy)
    except Exception:  # whatever fails in a WeasyPrint that we do not know, the answer is no
        return False
