"""The shipped briefing, read by its tags."""

from pathlib import Path

import tinyhtml5
from spoken import read, spoken, words

from report import pipeline
from report.audit import readaloud
from report.page.theme import Theme


def test_the_shipped_briefing_reads_in_the_order_of_its_html():
    """Letter by letter: a style sheet may set two words of one line apart."""
    path = Path(__file__).parents[2] / "content" / "briefing.yaml"
    look, found = Theme.load(), pipeline.prepare(path)
    cited = found.cite()
    found, pages = pipeline._filled(found, cited, look)
    # As they are printed: a shared note stands on each page that calls it.
    pages, _, _ = pipeline._laid(pipeline._typesetter(look), pages, found, cited, look)
    trees = [tinyhtml5.parse(page, namespace_html_elements=False) for page in pages]

    document = readaloud.read(pipeline.build(path).data)

    wanted, got = (
        "".join(words(text.replace("\u200b", "")))
        for text in (" ".join(map(spoken, trees)), " ".join(map(read, document.kids)))
    )
    assert got == wanted
