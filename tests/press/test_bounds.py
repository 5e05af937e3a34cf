"""How long a section may take grows with its text, and less with its drawings."""

from report import limits
from report.press import bounds


def test_letters_of_drawings_are_counted_apart_and_pictures_are_not():
    html = '<p>one</p><svg viewBox="0 0 1 1"><g/></svg><img src="data:image/png;base64,AAAA">'

    assert bounds.letters(html) == (22, 33)


def test_a_drawing_buys_less_time_than_a_text():
    text = bounds.seconds(["<p>" + "x" * 100_000])
    drawn = bounds.seconds(["<svg>" + "x" * 100_000 + "</svg>"])

    assert text > drawn > bounds.seconds([]) == limits.SECTION_SECONDS
