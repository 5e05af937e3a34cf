"""Places as a note prints them."""

import pytest

from report.content.document import Document, Part, Place

DOCUMENT = Document.model_construct(structure=(Part(heading="Dues"), Part(heading="Terms")))


@pytest.mark.parametrize(
    ("places", "printed"),
    [
        ([{"under": "Dues"}], "heading “Dues”"),
        ([{"under": "Dues", "paragraph": n} for n in (1, 2, 4)], "under “Dues,” paras. 1–2, 4"),
        ([{"under": "Terms", "clause": "4"}], "under “Terms,” clause 4"),
        (
            [{"under": "Terms", "clause": n} for n in ("4", "7(a)")],
            "under “Terms,” clauses 4, 7(a)",
        ),
        (
            [{"under": "Terms", "clause": "4", "paragraph": 2}, {"under": "Terms", "clause": "IV"}],
            "under “Terms,” clause IV and clause 4, para. 2",
        ),
        (
            [{"under": "Dues", "paragraph": 1}, {"under": "Terms", "paragraph": 3}],
            "under “Dues,” para. 1; under “Terms,” para. 3",
        ),
    ],
)
def test_places_are_joined_under_their_headings(places, printed):
    assert DOCUMENT.cited_places([Place.model_validate(place) for place in places]) == printed


@pytest.mark.parametrize(
    "place",
    [
        {"under": "Dues", "clause": "4", "caption": 1},
        {"under": "Dues", "clause": "4", "bullet": 1},
    ],
)
def test_a_place_is_one_passage(place):
    with pytest.raises(ValueError, match="a place"):
        Place.model_validate(place)
