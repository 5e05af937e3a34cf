"""What judges rests on a fact or is marked; titles, statuses and clauses rest on facts, too."""

import pytest

from tests.harbour import SURVEY, checks, examine

RULES = "By and large the rules were kept"


def told(write, text="", **more):
    return [
        (d.check, d.message.split("”")[0].removeprefix("“")) for d in examine(write, text, **more)
    ]


# ------------------------------------------------------------------------------- words that judge


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Dues rose by 12 per cent in Norwich in 2018, to general worry.[@dues-rose]", "worry"),
        ("Dues wholly rose by 12 per cent in Norwich in 2018.[@dues-rose]", "wholly"),
        ("Remarkable: dues rose in Norwich in 2018.[@dues-rose]", ""),
        (f"{RULES}, a triumph.[@board-by-and-large]", "triumph"),
        ("Dues never rose in Hull, but in Norwich.[@dues-rose; @board-leases]", "never"),
    ],
)
def test_a_word_that_judges_where_no_fact_does_is_found(write, text, word):
    found = [about for check, about in told(write, text) if check == "judgement"]

    assert found == ([word] if word else [])


@pytest.mark.parametrize(
    "text",
    [
        "Dues rose in Norwich in 2018, to general worry.[@dues-rose][reading]",
        "The page never mentions Iceland.[@survey]",
        "The rules were “by and large kept.”[@board-by-and-large]",
        "Three sources judge it wholly: none says so.[connective]",
    ],
)
def test_a_reading_may_judge_and_documents_may_be_spoken_of(write, text):
    assert [c for c, _ in told(write, text) if c == "judgement"] == (
        ["judgement"] if "wholly" in text else []
    )


def test_a_fact_that_judges_may_be_repeated(write):
    survey = SURVEY.replace("says: Dues rose", "says: To general worry dues rose")
    text = "Dues rose in Norwich in 2018, to general worry.[@dues-rose]"

    assert "judgement" not in checks(examine(write, text, survey=survey))


@pytest.mark.parametrize(
    "text",
    [
        "The one account outranks the other.",
        "Not to refuse is less than to agree.",
        "This was an effective answer.",
        "It was unqualified.",
    ],
)
def test_a_connective_sentence_judges_nothing(write, text):
    assert checks(examine(write, f"{text}[connective]")) == ["judgement"]
    assert examine(write, f"{text}[reading]") == ()


def test_a_reading_without_a_call_states_no_fact(write):
    found = examine(write, "In 1999 all was well.[reading]")

    assert [d.message for d in found] == [
        "a reading that cites nothing states no fact, but this has “1999”"
    ]


@pytest.mark.parametrize("field", ["run-in", "side-note"])
def test_titles_judge_with_their_facts_alone(write, field):
    block = (
        f"      - kind: prose\n        {field}: A worthless rise.\n"
        "        text: Dues rose in Norwich in 2018.[@dues-rose]\n"
    )

    found = [d for d in examine(write, blocks=block) if d.check == "judgement"]

    assert [d.message.split("”")[0] for d in found] == ["“worthless"]
    assert found[0].span is not None
    assert found[0].span.excerpt[found[0].span.column - 1 :].startswith("worthless")


def test_a_list_of_readings_may_judge(write):
    block = "      - kind: list\n        OWNitems: ['Dues rose, to general worry.[@dues-rose]']\n"

    assert examine(write, blocks=block.replace("OWN", "own-reading: true\n        ")) == ()
    assert "judgement" in checks(examine(write, blocks=block.replace("OWN", "")))


# ----------------------------------------------------------------------------- clauses and run-ins


@pytest.mark.parametrize(
    ("text", "clause"),
    [
        ("Dues rose in Norwich in 2018, not a change of mind.[@dues-rose]", "not a change of mind"),
        (
            "Dues rose in Norwich; merchants closed their shops.[@dues-rose]",
            "merchants closed their shops",
        ),
        ("Dues rose in Norwich in 2018, by the page’s account.[@dues-rose]", None),
        ("Dues rose in Norwich, our inference: year and port agree.[@dues-rose]", None),
        ("Dues rose in Norwich, as merchants saw it.[@dues-rose][reading]", None),
    ],
)
def test_a_clause_without_a_word_of_its_facts_is_advised_against(write, text, clause):
    found = [d for d in examine(write, text) if d.check == "clause"]

    assert [d.message for d in found] == (
        [f"“{clause}” has no word of what this cites"] if clause else []
    )
    assert {d.level for d in found} <= {"advice"}


@pytest.mark.parametrize(
    ("run_in", "advised"),
    [("Dues.", 0), ("Across the border.", 1), ("What ships paid.", 0), ("Not reported.", 0)],
)
def test_a_run_in_has_a_word_of_its_text(write, run_in, advised):
    block = (
        f"      - kind: prose\n        run-in: {run_in}\n"
        "        text: Dues rose in Norwich in 2018.[@dues-rose]\n"
    )

    assert checks(examine(write, blocks=block)).count("clause") == advised


# --------------------------------------------------------------------------- the words of a status

MATRIX = """\
      - kind: matrix
        id: promises
        title: Promises
        SCALE
        provisions:
          - number: "1"
            agreed: Lights[@lights-asked]
            done: "CELL[@FACT]"
            fell-short: By and large only[@board-by-and-large]
"""


def matrix(label: str, fact: str = "board-leases", cell: str = "Three quays in Hull") -> str:
    text = MATRIX.replace("SCALE", f'scale: {{short: "{label}"}}').replace("FACT", fact)
    return text.replace("CELL", cell)


def test_a_status_that_no_fact_of_its_row_bears_is_found(write):
    found = [
        d for d in examine(write, blocks=matrix("Done, with a shortfall")) if d.check == "status"
    ]

    assert [d.message for d in found] == [
        "“Done” is the status of row 1, and no fact of it says so"
    ]


@pytest.mark.parametrize(
    ("label", "fact", "cell"),
    [
        ("Reported done, with a shortfall", "board-leases", "Three quays in Hull"),
        ("Kept, with a shortfall", "board-by-and-large", "Rules by and large kept"),
        ("In part", "board-leases", "Three quays in Hull"),
    ],
)
def test_a_status_that_reports_or_repeats_passes(write, label, fact, cell):
    assert "status" not in checks(examine(write, blocks=matrix(label, fact, cell)))


def test_the_default_words_of_a_status_claim_no_more_than_a_report(write):
    blocks = MATRIX.replace("        SCALE\n", "").replace("FACT", "board-leases")

    found = examine(write, blocks=blocks.replace("CELL", "Three quays in Hull"))

    assert "status" not in checks(found)
