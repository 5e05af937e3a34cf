"""Sound sentences that say a fact in other words pass, and their falsified neighbours do not."""

import pytest

from report.text.inline import parse
from report.text.quantities import Date, Number, figures, held
from report.text.sentences import sentences
from tests.harbour import PAGE, SURVEY, examine

RIVER = (
    SURVEY.replace("words: 200", "words: 4000")
    + """\
  pond-depth:
    says: The dock was 2 metres deep; a plan first said 3.
    place: {under: Dues, paragraph: 2}
    supports: ["The dock was 2 metres deep, not 3"]
    as-of: undated
  catches:
    says: The harbour counted 3 salmon in 2015, 41 in 2016 and 212 in 2018.
    place: {under: Dues, paragraph: 3}
    supports: ["The harbour, 3 salmon in 2015, 41 in 2016 and 212 in 2018"]
    as-of: 2015/2018
  paid:
    says: Seven of the nine farms were paid, at least half of them in January 2018.
    place: {under: Dues, paragraph: 4}
    supports: [seven of the nine farms, at least half of them in January 2018]
    as-of: 2018-01
    must-keep: [at least]
  hoped:
    says: The Board hoped for new quays, built by 2017.
    place: {under: Dues, paragraph: 5}
    supports: [the Board, new quays, by 2017]
    as-of: 2014-05
  may-follow:
    says: A second quay may follow; no money was found so far.
    place: {under: Dues, paragraph: 6}
    supports: [may follow, no money so far]
    as-of: undated
    must-keep: [may, so far]
  length:
    says: The channel ends at Hull after 94 kilometres, 20 per cent of them dredged.
    place: {under: Dues, paragraph: 7}
    supports: [Hull after 94 kilometres, 20 per cent]
    as-of: undated
  flow:
    says: In 2018 the flow was 5.16 cubic km, with some 10 million tonnes of salt.
    place: {under: Dues, paragraph: 9}
    supports: [In 2018, "5.16 cubic km, 10 million tonnes of salt"]
    as-of: "2018"
  works:
    says: The works lasted 18 months, from June 2015 to December 2016.
    place: {under: Dues, paragraph: 10}
    supports: [18 months, from June 2015 to December 2016]
    as-of: 2015-06/2016-12
  cost:
    says: The quay cost 19.5 million roubles, about 270,000 euros.
    place: {under: Dues, paragraph: 11}
    supports: [The quay, 19.5 million roubles, "about 270,000 euros"]
    as-of: undated
    must-keep: [about]
  treaty:
    says: Iceland and Norway signed a treaty on salmon in May, June and July 2017.
    place: {under: Dues, paragraph: 12}
    supports: [Iceland and Norway, "May, June and July 2017"]
    as-of: "2017"
  photograph:
    says: Volunteers are shown planting willows.
    place: {under: Dues, paragraph: 8}
    supports: [planting willows]
    as-of: undated
"""
)


def told(write, text="", **more):
    """Return what is found beside the facts that the tests have no need to cite."""
    found = examine(write, text, survey=RIVER, **more)
    return [d for d in found if d.check != "unused-fact"]


@pytest.mark.parametrize(
    "text",
    [
        "Money was paid to seven farms of nine, to at least half in 2018.[@paid]",
        "In all, 212 salmon were counted in 2018.[@catches]",
        "By a plan the dock was 3 metres deep.[@pond-depth]",
        "Half or more of the farms were paid in January 2018.[@paid]",
        "In early 2018 at least half of the farms were paid.[@paid]",
        "In May 2014 the Board hoped for quays.[@hoped]",
        "It was 94 km long.[@length]",
        "A fifth of the channel was dredged.[@length]",
        "Volunteers are shown planting willows.[@photograph]",
        "A second quay may follow; no money was found so far.[@may-follow]",
        "Whether a second quay came about and money was found.[@may-follow]",
        "The works were half-way done when dues rose.[@dues-rose]",
        "The dues rose.[@dues-rose] Quays were leased.[@board-leases] These two do not"
        " agree.[@board-leases; @dues-rose; @length]",
        "We call this “the long bargain”.[connective]",
        "It judges that rules were “[b]y and large kept.”[@board-by-and-large]",
        "See [#findings].[connective]",
        "Dues rose.[@dues-rose] See [#findings] and [#findings].[connective]",
        "CO₂ and H₂O were not counted; dues rose.[@dues-rose]",
        "The page in English, and its English title, tell of dues that rose.[@dues-rose]",
        "Salt came with it, 10⁷ tonnes.[@flow]",
        "The works took a year and a half.[@works]",
        "Two sides signed a treaty on salmon.[@treaty]",
        "Two states, Iceland and Norway, signed a treaty.[@treaty]",
        "Ships came in May, June and July 2017; in all three months a treaty was signed.[@treaty]",
        "The quay cost 19.5 million roubles.[@cost]",
        "Ships were reportedly wrecked off Hull.[@wrecks-counted]",
    ],
)
def test_what_a_fact_says_in_other_words_passes(write, text):
    assert told(write, text) == []


@pytest.mark.parametrize(
    ("text", "check"),
    [
        ("Money was paid to six farms of nine, to at least half in 2018.[@paid]", "numbers"),
        ("In all, 211 salmon were counted in 2018.[@catches]", "numbers"),
        ("The dock was 4 metres deep.[@pond-depth]", "numbers"),
        ("Half of the farms were paid in January 2018.[@paid]", "hedges"),
        ("In late 2018 farms were paid, at least some.[@paid]", "numbers"),
        ("In June 2014 the Board hoped for quays.[@hoped]", "numbers"),
        ("A tenth of the channel was dredged.[@length]", "numbers"),
        ("Willows are planted by volunteers.[@photograph]", "as-of"),
        ("A second quay came about and money was found.[@may-follow]", "hedges"),
        (
            "The dues rose.[@dues-rose] These seven do not agree with Norwich.[@dues-rose]",
            "numbers",
        ),
        ("English ships paid dues in Norwich.[@dues-rose]", "names"),
        ("Salt came with it, 10⁶ tonnes.[@flow]", "numbers"),
        ("The works took a year and a quarter.[@works]", "numbers"),
        ("The works took two years.[@works]", "numbers"),
        ("Three sides signed a treaty on salmon.[@treaty]", "numbers"),
        ("Three states, Iceland and Norway, signed a treaty.[@treaty]", "numbers"),
        ("In all four months, May, June and July 2017, treaties came.[@treaty]", "numbers"),
        ("The quay cost 270,000 euros.[@cost]", "hedges"),
        ("We call this “more pilots”.[connective]", "quotations"),
        ("It judges that rules were “[n]ot by and large kept.”[@board-by-and-large]", "quotations"),
        ("Rules were by and large «truly kept».[@board-by-and-large]", "quotations"),
        ("Rules were by and large „truly kept“.[@board-by-and-large]", "quotations"),
        ("Rules were by and large ‹truly kept›.[@board-by-and-large]", "quotations"),
        ("Rules were by and large »truly kept«.[@board-by-and-large]", "quotations"),
    ],
)
def test_the_same_words_with_another_meaning_do_not_pass(write, text, check):
    assert check in {d.check for d in told(write, text)}


@pytest.mark.parametrize("marks", ["«»", "„“", "‹›", "»«", "“”", "‘’", "‚‘"])
def test_a_quotation_in_the_marks_of_any_language_is_read(write, marks):
    text = f"The rules were {marks[0]}by and large kept{marks[1]}.[@board-by-and-large]"

    assert told(write, text) == []


def test_a_number_that_counts_something_else_is_told_with_both_facts(write):
    (found,) = told(write, "It counted 3 farms.[@catches; @paid]")

    assert found.message == (
        "“3” is said here of “farms”, but the fact `catches` says “3 salmon”,"
        " and `paid` “nine farms”"
    )


def test_a_number_that_is_nowhere_is_told_with_what_the_fact_says(write):
    (found,) = told(write, "The dock was 12 metres deep.[@pond-depth]")

    assert found.message.endswith("rests on: `pond-depth` says “2 metres deep”")


def test_a_hint_offers_a_fact_that_counts_the_same_only(write):
    same = told(write, "The rules had 2 metres.[@board-by-and-large]")
    other = told(write, "The rules had 2 pages.[@board-by-and-large]")

    assert "the fact `pond-depth` has it" in " ".join(str(d.hint) for d in same)
    assert "has it" not in " ".join(str(d.hint) for d in other)


def test_the_hint_for_a_wrong_number_first_says_what_the_fact_has(write):
    (found,) = told(write, "Dues rose by 13 per cent.[@dues-rose]")

    assert str(found.hint).startswith("the cited fact `dues-rose` has “12 per cent”; `allow:")


def test_the_second_of_two_numbers_alike_is_the_one_that_is_shown(write):
    text = "Of 41 salmon in 2016,[@catches] 41 were sold in Norwich.[@dues-rose]"

    (found,) = told(write, text)

    assert found.span is not None
    assert found.span.excerpt[found.span.column - 1 :].startswith("41 were sold")


def test_a_hint_that_has_another_form_of_a_name_says_it(write):
    (found,) = told(write, "Icelandic pilots paid dues.[@dues-rose]")

    assert "the fact `pilots-came` says “Iceland”" in str(found.hint)


@pytest.mark.parametrize("name", ["Megumi Satō", "Satō Megumi", "M. Satō"])
def test_the_makers_of_a_document_are_named_in_either_order(write, name):
    page = PAGE.replace("family: Okafor, given: Ines", "family: Satō, given: Megumi")
    text = f"{name} tells of a conference in Dover.[@conference-held]"

    assert examine(write, text, page=page) == ()


def test_a_scale_that_is_a_unit_is_no_number(write):
    blocks = (
        "      - kind: table\n        id: t\n        title: Money in million roubles\n"
        "        boxhead: [Thing, Million roubles]\n"
        "        rows: [[Quay, '19.5 million[@cost]']]\n"
    )

    assert told(write, blocks=blocks) == []


MAP = """\
      - kind: map
        id: map
        title: Ports
        outline: outline.json
        positions: positions.yaml
        kinds:
          - {id: port, label: Port, mark: disc, text: "one[@dues-rose]"}
          - {id: town, label: Town, mark: ring}
        places:
          - {place: norwich, label: Norwich, kinds: [port]}
          - {place: leith, label: Leith, kinds: [KIND]}
        credit: By hand.
"""


def test_a_town_on_a_map_is_no_claim_and_a_port_is_one(write):
    town, port = (told(write, blocks=MAP.replace("KIND", kind)) for kind in ("town", "port"))

    assert town == []
    assert [d.check for d in port] == ["names"]
    assert "in the `text` of its kind" in str(port[0].hint)


def test_a_title_in_capitals_has_no_names_in_its_other_words(write):
    head = "running-title: The Shortest Quays of Hull and Their Money\n"
    other = head.replace("Hull", "Leith")

    assert [d.message for d in told(write, head=head) if d.check == "names"] == []
    assert "Leith" in " ".join(d.message for d in told(write, head=other.replace("Quays", "quays")))


def test_a_number_in_words_that_opens_a_sentence_is_no_name(write):
    found = told(write, "Twenty-two quays were leased in Hull.[@board-leases]")

    assert [d.check for d in found] == ["numbers"]


def test_the_date_of_a_document_may_be_given_where_it_is_cited(write):
    dated = RIVER.replace("{type: document,", "{type: document, issued: 2019-05-14,")
    text = "The paper of 14 May 2019 tells of dues.[@dues-rose]"

    assert not [d for d in examine(write, text, survey=dated) if d.check == "numbers"]
    assert [d for d in told(write, text) if d.check == "numbers"]


def test_a_fraction_is_the_percentage_that_it_makes():
    assert held(Number("1/5"), [Number("20", "%")])
    assert not held(Number("1/5"), [Number("25", "%")])
    assert held(Date(2018, part="early"), [Date(2018, 1)])
    assert not held(Date(2018, part="late"), [Date(2018, 1)])
    assert figures("half-way, half-hearted") == ()


def test_a_call_after_a_space_belongs_to_the_sentence_before():
    (paragraph,) = parse("It was “kept”. [@one] It rose. [@two] [connective] [#table] shows it.")

    found = sentences(paragraph)

    assert [(s.text, len(s.calls), s.connective) for s in found] == [
        ("It was “kept”.", 1, False),
        ("It rose.", 1, True),
        ("shows it.", 0, False),
    ]
