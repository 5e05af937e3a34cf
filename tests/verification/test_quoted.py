"""Words that notes quote: proved like the phrases, and counted with them."""

import pytest

from report.verification import shown
from tests.harbour import SURVEY, SURVEY_TEXT


def test_words_that_a_note_quotes_are_proved_like_the_phrases(harbour):
    quoting = SURVEY.replace(
        "    supports: [more pilots", "    quote: QUOTED\n    supports: [more pilots"
    )

    held, _ = harbour(survey=quoting.replace("QUOTED", "said the Board"))
    made_up, _ = harbour(survey=quoting.replace("QUOTED", "many more pilots"))

    assert held.ok
    assert [(m.fact, m.phrase) for m in made_up.misses] == [("pilots-asked", "many more pilots")]


def test_the_words_taken_from_a_document_without_a_licence_are_counted(harbour):
    verification, books = harbour()
    survey = books.documents["survey"]

    shown_ = shown.show(verification, books)

    assert f"the facts have {survey.words_quoted} of its {survey.words} words" in shown_


@pytest.mark.parametrize("changed", ["", "more "])
def test_a_passage_that_is_printed_whole_is_proved_whole(harbour, changed):
    passage = f"Ships {changed}paid. And paid again."
    document = (
        SURVEY.replace("licence: null\n", "")
        .replace(
            "facts:\n",
            "licence: {name: CC BY 4.0}\npassages:\n  whole:\n    place: {under: Pilots}\n"
            f"    text: {passage}\nfacts:\n",
            1,
        )
        .replace("structure:\n", "structure:\n  - heading: Pilots\n", 1)
    )

    verification, _ = harbour(
        survey=document,
        **{"survey.txt": SURVEY_TEXT + "\n\nPilots\n\nShips paid.\n\nAnd paid again.\n"},
    )

    assert [miss.fact for miss in verification.misses] == (["whole"] if changed else [])
