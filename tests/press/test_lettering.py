"""Letters of every script stand as their readers know them."""

import engine_sample as sample
import pypdfium2
import pytest
from scripted import is_drawn

from report.press.assembly import assemble
from report.press.typeset import Typesetter


def lefts(body: str, css: str) -> dict[str, float]:
    """Return where the ink of each character begins, in points; the last one of a kind."""
    made = Typesetter([sample.CSS, css]).section(sample.page(body))
    page = pypdfium2.PdfDocument(assemble([made], sample.METADATA))[0].get_textpage()
    text = page.get_text_range()
    return {text[n]: page.get_charbox(n, loose=True)[0] for n in range(page.count_chars())}


@pytest.mark.skipif(not is_drawn("ja"), reason="the extra `cjk` is not installed")
@pytest.mark.parametrize("family", ["Source Serif 4", "Source Sans 3"])
def test_two_japanese_marks_that_meet_take_a_square_and_a_half(family):
    css = f"p {{ font: 20pt/30pt '{family}' }}"

    found = lefts('<p lang="ja">北」（南</p>', css)

    assert found["南"] - found["」"] == pytest.approx(30, abs=0.5)
    assert found["」"] - found["北"] == pytest.approx(20, abs=0.5)
