"""A reference to a page has the room that its number takes."""

import pypdfium2
import pytest
from engine_sample import METADATA

from report.page.theme import Theme
from report.press import engines, folios
from report.press.typeset import Typesetter

PAGE = (
    '<!DOCTYPE html><html lang="en"><head><title>Pages</title></head><body data-title="Pages" '
    'data-record="2019"><section class="section" id="s-{name}">{body}</section></body></html>'
)
REFERENCE = (
    '<p>On <a class="cross page-reference" href="#s-far">p.\u00a0<span class="folio" '
    'data-page="s-far">00</span></a>, it says.</p>'
)
BREAK = '<p style="break-before: page">A page.</p>'


def made(count):
    """Return the page that refers to another, which stands so many pages behind it."""
    middle = PAGE.format(name="middle", body=f"<p>A page.</p>{BREAK * (count - 2)}")
    pages = [
        PAGE.format(name="near", body=REFERENCE),
        *([middle] if count > 1 else []),
        PAGE.format(name="far", body="<p>Here.</p>"),
    ]
    engine = engines.engine("tagged", Typesetter(Theme.load().stylesheets("a4")), METADATA)
    laid = engine.lay_out(pages, lambda number: None)
    return pypdfium2.PdfDocument(engine.bind(laid, METADATA, ()))[0].get_textpage()


@pytest.mark.parametrize("count", [1, 8, 9, 98, 99])
def test_nothing_is_left_or_lacks_behind_the_number_of_a_page(count):
    text = made(count)

    read = text.get_text_range()
    assert f"p. {count + 1}, it says" in " ".join(read.split())
    comma = read.index(", it")
    assert 0 <= text.get_charbox(comma)[0] - text.get_charbox(comma - 1)[2] < 3  # a figure takes 6


def test_a_number_that_wavers_between_two_and_three_figures_keeps_the_room_of_three():
    assert folios.fitted(["no reference"], ()) == ("no reference",)
    wide = PAGE.format(name="near", body=REFERENCE.replace("00", "000"))

    assert folios.fitted([wide], (), shrink=False) == (wide,)
    assert folios.fitted([wide], ()) == (wide.replace("000", "0"),)
