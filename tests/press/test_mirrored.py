"""A page that is read from right to left: its sheet has left and right changed, and no more."""

import pypdfium2 as pdfium
import pytest
from abroad import small

from report import pipeline
from report.press import mirrored

CORNER = "@top-left-corner { border-left: 1pt solid }"
OFF = "/* mirror: off */ .a { left: 0 } /* mirror: on */"


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("margin-left: 3pt", "margin-right: 3pt"),
        ("left: 0; top: 1pt", "right: 0; top: 1pt"),
        ("margin: 0 1pt 2pt calc(-1 * var(--x))", "margin: 0 calc(-1 * var(--x)) 2pt 1pt"),
        ("padding: 1pt 2pt 3pt", "padding: 1pt 2pt 3pt"),
        ("text-align: left", "text-align: right"),
        (CORNER, CORNER.replace("left", "right")),
        ("border-top-left-radius: 2pt", "border-top-right-radius: 2pt"),
        ("--left: 2pt; margin-left: var(--left)", "--left: 2pt; margin-right: var(--left)"),
        (f"{OFF} .b {{ left: 0 }}", f"{OFF} .b {{ right: 0 }}"),
    ],
)
def test_sides_are_changed(written, read):
    assert mirrored.css(written) == read


def test_a_sheet_that_is_mirrored_twice_is_as_it_was():
    sheet = "@page { margin: 1pt 2pt 3pt 4pt; @bottom-left { margin-left: 1pt } }"

    assert mirrored.css(mirrored.css(sheet)) == sheet


@pytest.mark.slow
def test_a_persian_briefing_is_mirrored_and_has_all_of_its_words(write):
    path = small.write_in("fa", write)

    pdf = pipeline.build(path, strict=True)

    with pdfium.PdfDocument(pdf.data) as made:
        texts = [page.get_textpage() for page in made]
        whole = " ".join(text.get_text_range() for text in texts)
        first = texts[0]
        boxes = [first.get_rect(n) for n in range(first.count_rects())]
        found = {first.get_text_bounded(*box).strip(): box for box in boxes}
    for word in " ".join(small.WORDS["fa"].values()).split():
        if word.replace("\u200c", "").isalpha():
            assert word in whole, word
    heading = max(boxes, key=lambda box: box[3] - box[1])
    assert heading[2] > 500  # it ends at the right margin
    assert found["1"][2] < 100  # the folio stands at the left
