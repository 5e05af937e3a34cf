"""Hedges, quotations and what a sentence rests on."""

import pytest

from report.text.wording import contains, names, quotations
from tests.harbour import SURVEY, checks, examine

# ----------------------------------------------------------------------------------------- hedges


@pytest.mark.parametrize(
    "text",
    [
        "At least 12 ships were reportedly wrecked off Hull.[@wrecks-counted]",
        "It is reported that at least twelve ships were wrecked off Hull.[@wrecks-counted]",
        "The rules were by-and-large kept.[@board-by-and-large]",
        "What else it judges, it does not say.[@board-by-and-large]",
    ],
)
def test_a_sentence_that_keeps_its_hedges_passes(write, text):
    assert examine(write, text) == ()


@pytest.mark.parametrize(
    ("text", "hedge"),
    [
        ("At least 12 ships were wrecked off Hull.[@wrecks-counted]", "reportedly"),
        ("12 ships were reportedly wrecked off Hull.[@wrecks-counted]", "at least"),
        ("The rules were kept.[@board-by-and-large]", "by and large"),
    ],
)
def test_a_hedge_that_is_dropped_is_found(write, text, hedge):
    (found,) = examine(write, text)

    assert found.check == "hedges"
    assert f"“{hedge}”" in found.message


def test_a_hedge_at_another_number_does_not_do(write):
    survey = SURVEY.replace("says: Dues rose by 12", "says: Dues rose by at least 12")
    survey = survey.replace("[12 per cent, Norwich", "[at least 12 per cent, Norwich")
    survey = survey.replace('as-of: "2018"', 'must-keep: [at least]\n    as-of: "2018"', 1)
    text = (
        "Dues rose by at least 12 per cent in Norwich in 2018, and 12 ships were reportedly"
        " wrecked off Hull.[@dues-rose; @wrecks-counted]"
    )

    found = examine(write, text, survey=survey)

    assert any("“12” has lost the “at least”" in d.message for d in found)


def test_a_note_called_again_points_and_does_not_repeat(write):
    text = (
        "At least 12 ships were reportedly wrecked off Hull.[@wrecks-counted]{#wrecks} Which ships"
        " were wrecked off Hull, it does not say.[^wrecks]"
    )

    assert examine(write, text) == ()


# ------------------------------------------------------------------------------------- quotations


@pytest.mark.parametrize(
    "text",
    [
        "The rules were “by and large kept.”[@board-by-and-large]",
        "“By and large” the rules were kept.[@board-by-and-large]",
        "The rules were “by and large … kept.”[@board-by-and-large]",
        "The rules were “by and large [well] kept.”[@board-by-and-large]",
        'The rules were "by and large kept", it says.[@board-by-and-large]',
        "The heading “The Port Board” stands above it, by and large.[@board-by-and-large]",
    ],
)
def test_an_exact_quotation_passes(write, text):
    assert examine(write, text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "The rules were “by and large held” by and large.[@board-by-and-large]",
        "The rules were “by and larg” kept by and large.[@board-by-and-large]",
        "A conference was “by and large kept.”[@conference-held]",
        "The rules were by and large ‘well kept’.[@board-by-and-large]",
    ],
)
def test_an_altered_or_borrowed_quotation_is_found(write, text):
    assert checks(examine(write, text)) == ["quotations"]


def test_a_declared_quotation_passes(write):
    head = "declared: {well kept: a word of ours}\n"

    assert (
        examine(write, "By and large they were “well kept.”[@board-by-and-large]", head=head) == ()
    )


def test_a_quotation_of_more_than_fifteen_words_is_found(write):
    phrase = "a b c d e f g h i j k l m n o p"
    survey = SURVEY.replace("[by and large kept]", f"[by and large kept, {phrase}]")
    survey = survey.replace("words: 200", "words: 400")

    found = examine(write, f"By and large, “{phrase}.”[@board-by-and-large]", survey=survey)

    assert checks(found) == ["quotations", "quotations"]  # in the sentence, and in `supports`


def test_the_phrases_of_a_document_without_a_licence_stay_under_a_quarter(write):
    assert checks(examine(write, survey=SURVEY.replace("words: 200", "words: 120"))) == [
        "quotations"
    ]
    licensed = SURVEY.replace("words: 200", "words: 120\nlicence: {name: CC BY 4.0}")
    assert examine(write, survey=licensed) == ()


def test_what_a_fact_quotes_is_in_its_own_phrases(write):
    survey = SURVEY.replace("by and large kept.", "by and large “well kept”.")

    assert "quotations" in checks(examine(write, survey=survey))


# --------------------------------------------------------------------------------------- coverage


def test_a_sentence_that_cites_nothing_is_declared_or_found(write):
    assert checks(examine(write, "The rules were strict.")) == ["connective"]
    assert examine(write, "The rules follow.[connective]") == ()


@pytest.mark.parametrize("text", ["Then came 2018.", "Then Iceland sent some."])
def test_a_connective_sentence_with_a_year_or_a_name_is_found(write, text):
    assert checks(examine(write, f"{text}[connective]")) == ["connective"]


def test_a_connective_sentence_may_count(write):
    assert examine(write, "Two things follow.[connective]") == ()


def test_a_sentence_of_a_cell_cites_where_others_in_it_do(write):
    table = (
        "      - kind: table\n        id: a\n        title: Ports\n        boxhead: [Port, Dues]\n"
        "        rows: [[Norwich, 'They rose.CALL They rose in 2018.[@dues-rose]']]\n"
    )

    assert checks(examine(write, blocks=table.replace("CALL", ""))) == ["connective"]
    assert examine(write, blocks=table.replace("CALL", "[@dues-rose]")) == ()


def test_a_side_note_that_cites_is_held_like_running_text(write):
    side = (
        "      - kind: prose\n        side-note: NOTE[@dues-rose]\n        text: So.[connective]\n"
    )

    assert examine(write, blocks=side.replace("NOTE", "Dues rose.")) == ()
    assert checks(examine(write, blocks=side.replace("NOTE", "Ships sank."))) == ["citation"]


def test_an_item_of_a_list_that_is_no_sentence_needs_no_mark(write):
    blocks = "      - kind: list\n        items: [the names, ITEM]\n"

    assert examine(write, blocks=blocks.replace("ITEM", "the dates")) == ()
    assert checks(examine(write, blocks=blocks.replace("ITEM", "They came."))) == ["connective"]


def test_a_citation_that_has_slipped_to_another_fact_is_found(write):
    assert checks(examine(write, "The ships were wrecked.[@dues-rose]")) == ["citation"]
    assert examine(write, "The quays were leased.[@board-leases]") == ()
    assert examine(write, "Why, it does not say.[@dues-rose]") == ()


# ------------------------------------------------------------------------------------------ words


def test_a_name_is_known_by_its_capital_and_its_place():
    found = [
        (w.written, w.initial) for w in names("In May the Tajik-Afghan border, the UN’s, I saw.")
    ]

    assert found == [
        *(("In", True), ("Tajik", False), ("Afghan", False), ("UN", False)),
    ]


def test_quotations_know_an_apostrophe():
    assert [q.words for q in quotations("It’s the boards’ “own ‘word’” and ‘one’s own’.")] == [
        "own ‘word’",
        "one’s own",
    ]


def test_a_phrase_is_no_part_of_a_word():
    assert contains("Formally, they did", "formally")
    assert not contains("informally", "formally")
    assert contains("by-and-large", "by and large")
