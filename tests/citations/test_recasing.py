"""Titles with capitals as in headlines, and what styles make of them."""

import pytest

from report.citations import Cited, cite
from report.citations.recasing import sentence

KEPT = '<span class="nocase">Tajikistan</span>'


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Peace and War: A Theory of Relations", "Peace and war: A theory of relations"),
        ("The rise of Tajikistan", "The rise of Tajikistan"),
        (f"The Rise of {KEPT} and Its Long War", f"The rise of {KEPT} and its long war"),
        ("COVID-19 and the U.S. Port Cities", "COVID-19 and the U.S. port cities"),
        ("What Do We Know? The Ports of Oslo", "What do we know? The ports of oslo"),
        ('<span class="nocase">The Big One</span>', '<span class="nocase">The Big One</span>'),
        ("Ports", "Ports"),
    ],
)
def test_a_headline_is_lowered_but_for_what_is_kept(title, expected):
    assert sentence(title) == expected


@pytest.mark.parametrize(
    ("style", "expected"),
    [
        ("apa", "<i>Harbour dues and the men who paid them</i>"),
        ("chicago-notes-bibliography-classic", "<i>Harbour Dues and the Men Who Paid Them</i>"),
    ],
)
def test_a_title_of_bibtex_is_in_the_case_of_the_style(style, expected):
    work = {"type": "book", "title": "Harbour Dues and the Men Who Paid Them", "recase": True}

    made = cite([(Cited("a"),)], {"a": work}, style=style, bibliography=["a"])

    assert expected in made.bibliography[0][1]


def test_a_full_stop_at_the_end_of_a_title_is_the_style_s(write):
    work = {"type": "article-journal", "title": "Dues rose.", "container-title": "Port Monthly"}

    (note,) = cite([(Cited("a"),)], {"a": work}).notes

    assert note.startswith("“Dues Rose,” <i>Port Monthly</i>")
