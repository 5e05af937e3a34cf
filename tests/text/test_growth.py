"""The work on a text grows with its length, whatever stands in it."""

import time

import pytest

from report.text import bounds, inline, sentences

PATTERNS = (
    *("w", "1", "*", "_a *b ", "*a ", "a* ", "**a", "Aa ", "Aa. ", "A.", "a.) ", "[@a] ", "[", "]"),
    *("[@a ", "@", "`a", "`", "`a``b", "&", "&amp;", "<a", "<http://a>", "[a](b)", "[a](", "![a]("),
    *("{#a", "[a]{lang=ru} ", "[a]{", "~~a ", "^a", "\\*", '"a ', "^2^ ", "(", "[connectiv] "),
    *("[^a] ", "[#a] ", "-", ".”", "*_`[(<", "[@a; ", "[@a]{#b} ", "\ue000 ", "1,000.5 ", "e.g. A"),
)


@pytest.mark.parametrize("pattern", PATTERNS)
def test_four_times_the_text_takes_about_four_times_as_long(pattern):
    def seconds(count):
        text = (pattern * count)[:count]
        start = time.process_time()
        for paragraph in inline.parse.__wrapped__(text):
            sentences.sentences(paragraph)
        bounds.fault(text)
        return time.process_time() - start

    few = min(seconds(2_500) for _ in range(2))
    assert min(seconds(10_000) for _ in range(2)) < 9 * few + 0.1
