"""The shipped briefing, read by its tags."""

from pathlib import Path

import tinyhtml5
from spoken import read, spoken, words

from report import pipeline
from report.audit import readaloud
from report.press import gate


def test_the_shipped_briefing_reads_in_the_order_of_its_html(monkeypatch):
    """Letter by letter: a style sheet may set two words of one line apart."""
    path = Path(__file__).parents[2] / "content" / "briefing.yaml"
    inspect, printed = gate.inspect, []

    def overheard(pages, *rest, **named):
        printed.extend(pages)  # with each shared note on all the pages that call it
        return inspect(pages, *rest, **named)

    monkeypatch.setattr(gate, "inspect", overheard)
    document = readaloud.read(pipeline.build(path).data)
    trees = [tinyhtml5.parse(page, namespace_html_elements=False) for page in printed]

    wanted, got = (
        "".join(words(text.replace("\u200b", "")))
        for text in (" ".join(map(spoken, trees)), " ".join(map(read, document.kids)))
    )
    assert got == wanted
