"""When a claim is true, and by how many witnesses."""

import pytest

from tests.harbour import SURVEY, checks, examine


@pytest.mark.parametrize(
    "text",
    [
        "When the page was written the Northern Port Board leased three quays.[@board-leases]",
        "The page is undated; it says that three quays were leased in Hull.[@board-leases]",
        "Whether the quays in Hull are still leased is not said in the page.[@survey]",
        "Its leases in Hull ended, the page says; the quays were three.[@board-leases]",
    ],
)
def test_the_past_tense_and_the_present_of_documents_pass(write, text):
    assert "as-of" not in checks(examine(write, text))


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("The Northern Port Board leases quays in Hull.[@board-leases]", "leases"),
        ("The Northern Port Board has three quays in Hull.[@board-leases]", "has"),
        ("The Northern Port Board remains in Hull.[@board-leases]", "remains"),
        ("Today three quays were leased in Hull.[@board-leases]", "Today"),
        ("Dues recently rose in Norwich.[@dues-rose]", "recently"),
        ("Dues rose in Norwich in 2021.[@dues-rose]", "2021"),
        ("Dues rose in Norwich in June 2019.[@dues-rose]", "June 2019"),
    ],
)
def test_the_present_of_an_undated_document_is_found(write, text, words):
    (found,) = examine(write, text)

    assert found.check == "as-of"
    assert f"“{words}”" in found.message


def test_the_present_of_a_dated_document_passes(write):
    survey = SURVEY.replace("in the North}", "in the North, issued: 2019-06}")

    found = examine(write, "Hull has three quays.[@board-leases]", survey=survey)

    assert found == ()


def test_a_year_after_the_record_passes_where_a_fact_has_it(write):
    survey = SURVEY.replace("more pilots.", "more pilots by 2024.").replace(
        "[more pilots,", "[more pilots by 2024,"
    )

    survey = survey.replace('Board]\n    as-of: "2018"', "Board]\n    as-of: 2018, for 2024", 1)

    assert examine(write, "It asked for pilots by 2024.[@pilots-asked]", survey=survey) == ()


# ------------------------------------------------------------------------------------ one witness


@pytest.mark.parametrize(
    "text",
    [
        "The conference was held in Dover.[@conference-held; @pilots-came]",
        "Nothing confirms that a conference was held in Dover.[@conference-held]",
        "The two records share one text.[@paper-page; @paper-record]",
        "The conference’s cost is reported nowhere else.[not in @paper-page; @paper-record]",
        "Both documents tell of a port, Dover or Norwich.[@conference-held; @dues-rose]",
    ],
)
def test_one_witness_or_two_real_ones_pass(write, text):
    assert examine(write, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "Both records say that a conference was held in Dover.[@conference-held]",
        "The record confirms that a conference was held in Dover.[@conference-held; @pilots-came]",
        "A conference was held in Dover.[@conference-held; @conference-in-record]",
        "A conference was held.[@paper-page; @paper-record]",
    ],
)
def test_one_text_presented_as_two_witnesses_is_found(write, text):
    assert checks(examine(write, text)) == ["one-witness"]
