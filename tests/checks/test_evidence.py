"""The checks together: each finds its own fault, and none finds one in a sound briefing."""

import pytest
from click.testing import CliRunner

from report import checks as every_check
from report.cli import cli
from report.errors import ReportError
from tests.harbour import PAGE, SURVEY, checks, examine

FAULTS = {
    "numbers": "Dues rose by 13 per cent in Norwich in 2018.[@dues-rose]",
    "names": "Dues rose by 12 per cent in Grimsby in 2018.[@dues-rose]",
    "hedges": "All 12 ships were reportedly wrecked off Hull on 27 February 2003.[@wrecks-counted]",
    "quotations": "The rules were by and large “truly kept.”[@board-by-and-large]",
    "citation": "Ships paid more.[@board-leases]",
    "connective": "The rules were strict.",
    "as-of": "The Northern Port Board leases three quays in Hull.[@board-leases]",
    "one-witness": "Both documents tell of the conference in Dover.[@conference-held]",
}


def test_nothing_is_found_in_a_sound_briefing(write):
    assert examine(write) == ()


@pytest.mark.parametrize(("check", "text"), FAULTS.items())
def test_each_check_finds_the_fault_that_is_its_own(write, check, text):
    assert checks(examine(write, text)) == [check]


def test_all_faults_are_told_at_once_and_in_order_of_place(write):
    survey = SURVEY.replace("words: 200", "words: 40").replace(
        "supports: [more pilots", "supports: [more"
    )
    text = " ".join(FAULTS.values())

    found = examine(write, text, survey=survey.replace("says: Dues rose", "says: Hull’s dues rose"))

    assert set(checks(found)) == {*FAULTS, "supports"}
    places = [(str(d.span.path), d.span.line) for d in found if d.span]
    assert places == sorted(places)


def test_every_check_says_what_it_demands():
    assert len({check.id for check in every_check.known()}) == len(every_check.known())
    assert all(check.sentence.endswith(".") for check in every_check.known())


def test_the_help_of_check_tells_every_check():
    told = " ".join(CliRunner().invoke(cli, ["check", "--help"], terminal_width=400).output.split())

    assert all(f"{check.id} {check.sentence}" in told for check in every_check.known())


def test_a_finding_is_placed_at_its_words(write):
    text = (
        "Dues rose by 12 per cent in Norwich in 2018.[@dues-rose] They rose in Grimsby.[@dues-rose]"
    )

    (found,) = examine(write, text)

    assert found.span is not None
    assert found.span.excerpt[found.span.column - 1 :].startswith("Grimsby.[")


def test_the_second_of_two_same_words_is_the_one_that_is_shown(write):
    text = "Hull had quays.[@board-leases] The dues of Hull rose.[@dues-rose]"

    (found,) = examine(write, text)

    assert found.span is not None
    assert found.span.excerpt[found.span.column - 1 :].startswith("Hull rose")


# ------------------------------------------------------------------------------------- exceptions

ALLOWED = """\
      - kind: prose
        allow:
          - {check: CHECK, text: TEXT, because: it is known}
        text: Dues rose in Grimsby and in Leith.[@dues-rose]
"""


def test_an_allowed_case_stands_and_others_in_its_sentence_do_not(write):
    blocks = ALLOWED.replace("CHECK", "names").replace("TEXT", "in Grimsby")

    (found,) = examine(write, blocks=blocks)

    assert "“Leith”" in found.message


def test_an_allowance_that_lets_nothing_stand_is_told(write):
    blocks = ALLOWED.replace("CHECK", "numbers").replace("TEXT", "in Grimsby")

    assert checks(examine(write, blocks=blocks)).count("unused-allow") == 1


def test_an_allowance_for_no_check_is_an_error_with_a_suggestion(write):
    blocks = ALLOWED.replace("CHECK", "name").replace("TEXT", "in Grimsby")

    with pytest.raises(ReportError) as raised:
        examine(write, blocks=blocks)

    assert raised.value.diagnostics[0].hint == "did you mean `names`?"


def test_an_allowance_of_the_briefing_holds_everywhere(write):
    head = "allow:\n  - {check: names, text: in Grimsby, because: it is known}\n"

    assert examine(write, FAULTS["names"], head=head) == ()


def test_an_allowance_holds_in_its_own_block_only(write):
    blocks = ALLOWED.replace("CHECK", "names").replace("TEXT", "in Grimsby and in Leith")

    assert checks(examine(write, FAULTS["names"], blocks=blocks)) == ["names"]


def test_a_fact_that_nothing_cites_is_told_until_it_is_allowed(write):
    survey = SURVEY + (
        "  tide-turned:\n    says: The tide turned.\n    place: {under: Dues, paragraph: 2}\n"
        "    supports: [tide turned]\n"
    )
    head = "allow:\n  - {check: unused-fact, text: tide-turned, because: for a second edition}\n"

    assert checks(examine(write, survey=survey)) == ["unused-fact"]
    assert examine(write, survey=survey, head=head) == ()


def test_a_reference_that_nothing_cites_is_told_unless_it_was_not_consulted(write):
    write("references:\n  a-book: {type: book, title: Tides}\n", "references.yaml")

    assert checks(examine(write, head="references: references.yaml\n")) == ["unused-reference"]
    assert examine(write, head="further-reading: references.yaml\n") == ()


def test_a_document_that_shares_a_text_may_be_missing_its_licence(write):
    assert examine(write, page=PAGE.replace("licence: {name: CC BY 4.0}\n", "")) == ()
