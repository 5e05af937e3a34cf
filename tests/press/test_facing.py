"""Facing pages: each section on the side that it falls on, a blank page where it asks for one."""

from itertools import accumulate

import pypdfium2
import pytest

from report.page.theme import Theme
from report.press import assembly, engines
from report.press.typeset import Typesetter
from report.press.xmp import Metadata

SIDES = "@page :left { margin-left: 90pt; margin-right: 30pt } @page :right { margin-left: 50pt }"
PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Sides</title></head><body data-title="Sides" '
    'data-record="2019"><section class="section" id="s-{n}"><h1 data-running="S{n}">S{n}</h1>'
    "{more}</section></body></html>"
)
MORE = '<div style="break-before: page"><h1 data-running="T">More</h1></div>'
ONE, TWO = "", MORE


def bound(css, *sections):
    """Return the file of some sections, and the page on which each begins, from 1."""
    sheets = [*Theme.load().stylesheets("a4"), css]
    press = engines.engine("tagged", Typesetter(sheets), Metadata(title="Sides", language="en"))
    pages = [PAGE.format(n=n, more=more) for n, more in enumerate(sections)]
    laid = press.lay_out(pages, lambda number: None)
    starts = accumulate((len(f.pages) for f in laid.fragments[:-1]), initial=1)
    return assembly.assemble(laid.fragments, Metadata(title="Sides")), list(starts)


def lefts(data):
    """Return where the head of each page begins, None on a page without one."""
    found = []
    for page in pypdfium2.PdfDocument(data):
        text = page.get_textpage()
        boxes = [text.get_rect(n) for n in range(text.count_rects())]
        heads = [b[0] for b in boxes if b[3] - b[1] > 11 and b[1] > 400]
        found.append(round(min(heads)) if heads else None)
    return found


@pytest.mark.parametrize("sections", [(ONE, ONE, ONE), (ONE, TWO, ONE, TWO, ONE), (TWO, ONE, ONE)])
def test_every_page_has_the_margins_of_its_side(sections):
    data, _ = bound(SIDES, *sections)

    found = lefts(data)
    assert all(abs(x - (50, 90)[n % 2]) < 4 for n, x in enumerate(found)), found


def test_a_section_that_asks_for_a_recto_has_a_blank_verso_before_it():
    data, starts = bound(f"{SIDES} .section {{ break-before: recto }}", ONE, ONE, TWO, ONE)

    found = lefts(data)
    assert starts == [1, 2, 4, 7]
    assert [n for n, x in enumerate(found, start=1) if x is None] == [2, 4]


def test_without_sides_nothing_is_laid_out_for_them():
    assert not Typesetter(Theme.load().stylesheets("a4")).sided
    assert Typesetter([*Theme.load().stylesheets("a4"), SIDES]).sided
