"""The shipped briefing as a page for the web."""

import re
from pathlib import Path

import pytest
import tinyhtml5
from spoken import spoken, words
from web_pages import all_of, by_id, claims_of, page, parsed, printed

from report import pipeline
from report.page import html
from report.page.theme import Theme

PATH = Path(__file__).parents[2] / "content" / "briefing.yaml"
PAGE_OR_SECTION = re.compile(r"p\.\s#|§\s\d+|#")


@pytest.fixture(scope="module")
def made():
    return page(PATH)


def test_it_has_the_words_of_the_printed_pages_in_the_order_of_the_content(made):
    read = pipeline.prepare(PATH)
    pages = html.render(read.views(read.cite().result()), Theme.load())
    trees = [tinyhtml5.parse(part, namespace_html_elements=False) for part in pages]
    wanted, got = (
        "".join(words(PAGE_OR_SECTION.sub("", text.replace("\u200b", ""))))
        for text in (" ".join(map(spoken, trees)), spoken(printed(parsed(made))))
    )
    assert got == wanted


def test_it_is_no_heavier_than_500_kb(made):
    assert len(made.data) <= 440_000
    assert len(page(PATH, edition="instructor").data) <= 500_000


def test_every_claim_leads_to_facts_or_works(made):
    root = parsed(made)
    ids = by_id(root)

    claims = claims_of(root)
    assert len(claims) == made.claims > 200
    for claim in claims:
        entry = ids[f"e.{claim.get('id')[2:]}"]
        assert len(list(entry.iter("a"))) > 1 or all_of(entry, "w")
