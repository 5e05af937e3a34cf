"""Pages are full while text follows: sections run on, and exhibits let text go before them."""

from types import SimpleNamespace

import pytest
from drawn import around
from small import BRIEFING, DOCUMENT

from report import pipeline
from report.content import briefing, yamlfile
from report.page import filling, html
from report.press.fragment import PrintedPage, TextRun
from report.press.typeset import Typesetter

SENTENCE = "They told it in the harbour, and it was said again in the evening.[connective] "


LONG = "That was said of it in the harbour and in the town and on the water in the evening. " * 3


def section(name, *blocks, layout=""):
    head = f"  - id: {name}\n    title: {name.title()}\n{layout}    blocks:\n"
    return head + "".join(blocks)


def prose(sentences):
    return f"      - kind: prose\n        text: >-\n          {SENTENCE * sentences}\n"


def table(name, rows, cell="Norwich"):
    head = (
        f"      - kind: table\n        id: {name}\n        title: {name}\n        boxhead: [A, B]\n"
    )
    return f"{head}        rows:\n" + f"          - [Ship, {cell}]\n" * rows


@pytest.fixture
def laid(write):
    """Return the parts of a briefing of these sections, as they are built."""

    def laid(*sections):
        write(DOCUMENT, "harbour.yaml")
        path = write(BRIEFING + "".join(sections), "briefing.yaml")
        read = pipeline.prepare(path)
        from report.page.theme import Theme
        from report.press import engines

        look = Theme.load(None, ())
        typesetter = Typesetter(look.stylesheets("a4"), roots=look.allowed)
        cited = read.cite()
        read, pages = pipeline._filled(read, cited, look)
        tagged = engines.Tagged(typesetter)
        _, found, read = pipeline._full(tagged, pages, read, cited, look)
        return filling.parted(list(html.parts(read.content.briefing)), found.fragments)

    return laid


def test_short_sections_run_on_until_the_page_is_full(laid):
    parts = laid(*(section(f"s{n}", prose(9)) for n in range(6)))

    assert [len(sections) for sections, _ in parts] != [1] * 6
    assert max(len(sections) for sections, _ in parts) <= filling.TOGETHER
    assert filling.lacking(parts) == 0


def test_a_section_starts_a_page_where_its_author_says_so(laid):
    own = "    layout: page\n"
    parts = laid(section("one", prose(9)), section("two", prose(9), layout=own))

    assert [len(sections) for sections, _ in parts] == [1, 1]


def test_text_fills_the_page_above_an_exhibit_that_does_not_fit(laid):
    parts = laid(section("one", prose(4), table("wide", 12), table("more", 12, LONG), prose(40)))
    names = [block.kind for block in parts[0][0][0].blocks]

    assert filling.lacking(parts) == 0
    assert names.index("prose", 1) < len(names) - 1


def test_full_pages_are_left_as_they_were_written(laid):
    parts = laid(section("one", prose(42)), section("two", prose(42)))

    assert [len(sections) for sections, _ in parts] == [1, 1]


def page(fill, *names):
    runs = tuple(TextRun("text", name, "", "words") for name in names)
    return PrintedPage(100.0, 0.0, runs, (), 100.0 * fill)


def test_an_exhibit_stays_in_its_section_and_in_the_order_of_exhibits(write):
    path = around(
        write,
        "- {kind: prose, text: One.}\n"
        "- {kind: table, id: t1, title: T, boxhead: [A], rows: [[a]]}\n"
        "- {kind: table, id: t2, title: T, boxhead: [A], rows: [[a]]}\n"
        "- {kind: prose, text: Two.}\n",
    )
    written = briefing.parse(yamlfile.read(path))
    (part,) = html.parts(written)
    names = [block.name for block in part[0].blocks]
    fragment = SimpleNamespace(pages=(page(0.3, names[0]), page(0.9, *names[1:])))
    (change,) = filling.proposed(filling.parted([part], [fragment]), filling.Flow())
    flowed = filling.Flow((change,)).applied(written)

    kinds = [getattr(block, "id", "prose") for block in flowed.sections[0].blocks]
    assert kinds == ["prose", "prose", "t1", "t2"]
    assert flowed.exhibits() == written.exhibits()


def test_a_change_that_fills_no_page_is_not_made():
    change = filling.Change(("one",), frozenset({"two"}))

    flow = filling.judged(filling.Flow(), [change], [], [])

    assert flow.changes == ()
    assert flow.refused == {change}
