"""A fact in several places; a phrase that stands twice."""

from report.verification import shown
from tests.harbour import SURVEY, SURVEY_TEXT


def missed(verification) -> list[tuple[str, str]]:
    return [(miss.fact, miss.phrase) for miss in verification.misses]


TWO = SURVEY.replace(
    "place: {under: Dues, paragraph: 1}",
    "place: [{under: Dues, paragraph: 1}, {under: The Port Board, paragraph: 2}]",
).replace(
    "supports: [12 per cent, Norwich in 2018]", "supports: [12 per cent, Norwich in 2018, kept]"
)


def test_a_fact_may_stand_in_several_places_that_hold_its_phrases_together(harbour):
    verification, _ = harbour(survey=TWO)

    assert verification.ok
    assert "dues-rose" in verification.proved


def test_a_place_of_several_that_holds_no_phrase_is_a_miss(harbour):
    verification, _ = harbour(survey=TWO.replace("in 2018, kept]", "in 2018]"))

    (miss,) = verification.misses
    assert "none of its phrases is there: under “The Port Board,” para. 2" in miss.message
    assert miss.span.excerpt[miss.span.column - 1 :].startswith("{under: The Port Board")


def test_a_phrase_in_none_of_several_places_is_a_miss(harbour):
    verification, _ = harbour(survey=TWO.replace("in 2018, kept]", "in 2018, kept, lost]"))

    assert missed(verification) == [("dues-rose", "lost")]


def test_a_phrase_that_stands_twice_is_doubted_and_proved(harbour):
    twice = SURVEY_TEXT.replace("by 12 per cent in", "by 12 per cent, I say 12 per cent, in")

    verification, books = harbour(**{"survey.txt": twice})

    assert verification.ok
    (doubt,) = verification.doubts
    assert "“12 per cent” stands 2 times: under “Dues,” para. 1" in doubt.message
    assert "stands 2 times" in shown.show(verification, books)


def test_a_name_beside_other_phrases_may_stand_twice(harbour):
    twice = SURVEY_TEXT.replace(
        "Board leases three", "Board, the Northern Port Board, leases three"
    )

    assert harbour(**{"survey.txt": twice})[0].doubts == ()
