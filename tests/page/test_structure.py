"""Lists, block quotations and formulas in running text: how they print and how they are held."""

import pytest
from small import DOCUMENT, small

from report import pipeline
from report.audit import readaloud
from report.content.model import Prose
from report.errors import ReportError
from report.text import structure
from report.text.inline import Malformed, parse, pieces, plain


def html(text):
    text = Prose(text)
    rest = iter(parse(text))

    def paragraph():
        return "".join(piece.plain for piece in next(rest))

    found = [
        structure.html(node, paragraph) if isinstance(node, structure.Nest) else paragraph()
        for node in structure.read(text)
    ]
    assert next(rest, None) is None
    return "".join(found)


UL, OL = '<ul class="bulleted">', '<ol class="numbered">'


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("Two:\n- one\n- two", f"Two:{UL}<li>one</li><li>two</li></ul>"),
        ("- one\n  - in it\n- two", f"{UL}<li>one{UL}<li>in it</li></ul></li><li>two</li></ul>"),
        ("1. one\n  - in it\n2. two", f"{OL}<li>one{UL}<li>in it</li></ul></li><li>two</li></ol>"),
        ("- one\n\n  more", f"{UL}<li><p>one</p><p>more</p></li></ul>"),
        (
            "3. three\n4. four",
            '<ol class="numbered" style="counter-reset: list-item 2"><li>three</li>'
            "<li>four</li></ol>",
        ),
        ("> One.\n> Two.\n>\n> Three.", '<blockquote class="quoted"><p>One. Two.</p><p>Three.</p>'
         "</blockquote>"),
        ("1997. It was a year.", "1997. It was a year."),
    ],
)  # fmt: skip
def test_lines_make_lists_and_quotations(text, made):
    assert html(text) == made


@pytest.mark.parametrize("indent", ["  ", "    "])
def test_an_indented_line_is_a_formula(indent):
    _, formula, after = structure.read(Prose(f"It is\n\n{indent}v = 3 × 10^6^\n\nand more."))

    assert (formula.formula, after.formula) == (True, False)
    assert plain(Prose(f"It is\n\n{indent}v = 3 × 10^6^")).endswith("v = 3 × 10⁶")


@pytest.mark.parametrize("text", ["- one - two", "These: - one - two", "> one > two", "1. a 2. b"])
def test_a_list_whose_lines_run_together_is_refused(text):
    assert [p.message for p in pieces(Prose(text)) if isinstance(p, Malformed)] == [
        "the lines of this list run together"
    ]


@pytest.mark.parametrize(
    ("text", "raw"),
    [("- one", "- one"), ("Two:\n- one", "- one"), ("> one", "> one"), ("So:\n1. one", "1. one")],
)
def test_a_text_of_one_line_has_no_lists(text, raw):
    assert [p.raw for p in pieces(text) if isinstance(p, Malformed)] == [raw]


@pytest.mark.parametrize("depth", [8, 9, 12, 400])
@pytest.mark.parametrize("deep", ["> {}", "- {}", "lines"])
def test_what_is_too_deep_is_refused_and_never_lost(depth, deep):
    lines = "\n".join(f"{'  ' * level}- w{level}" for level in range(depth))
    text = Prose(lines if deep == "lines" else deep.format("") * depth + f"w{depth - 1}")

    assert f"w{depth - 1}" in plain(text)
    assert depth == 8 or deep == "> {}" or any(isinstance(p, Malformed) for p in pieces(text))


BRIEFING = """\
  - id: findings
    title: Findings
    blocks:
      - kind: prose
        text: |-
          Two things are reported.[connective]

          - Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]
            - The other ports reportedly held theirs.[@ports-held]
          - See https://example.org/dues for more.[connective]

          > at least 12 per cent[@dues-rose]

          The rest was put so:[connective]

              r = 12 × 10^−2^

          3. A third.[connective]
          4. A fourth.[connective]
"""


def test_lists_and_quotations_are_read_aloud_by_their_roles(write):
    pdf = pipeline.build(small(write, BRIEFING))

    assert pdf.warnings == ()
    said = [line.strip() for line in readaloud.as_text(pdf.data).splitlines()]
    assert [line for line in said if line.startswith(("L ", "BlockQuote", "[Lbl"))] == [
        *("L (ListNumbering=Disc)", "[Lbl •]", "L (ListNumbering=Disc)", "[Lbl •]", "[Lbl •]"),
        *("BlockQuote", "L (ListNumbering=Decimal)", "[Lbl 3.]", "[Lbl 4.]"),
    ]
    assert "P r = 12 × 10⁻²" in said
    assert "LBody See [Link https://example.org/dues] for more." in said


def doubts(write, text, document=DOCUMENT):
    lines = "".join(f"          {line}\n" for line in text.splitlines())
    head = BRIEFING[: BRIEFING.index("          Two things")]
    path = small(write, head + lines, document)
    return [found.message for found in pipeline.check(path)]


PASSAGE = """\
licence: {name: CC BY 4.0}
passages:
  ports:
    place: {under: Ports, paragraph: 2}
    text: >-
      The three ports of the north, so the board was informed, kept what they asked of ships
      from afar, and reportedly raised nothing.

      Norwich alone did otherwise.
structure:
"""


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("> at least 12 per cent[@dues-rose]", ""),
        ("> at least 13 per cent[@dues-rose]", "is not, letter for letter, in a phrase"),
        ("> at least 12 per cent", "this quotation cites nothing"),
        (
            "> The three ports of the north, so the board was informed, kept what they asked of"
            " ships\n> from afar, and reportedly raised nothing.\n>\n> Norwich alone did"
            " otherwise.[@ports-held]",
            "",
        ),
        (
            "> The three ports of the south, so the board was informed, kept what they asked of"
            " ships\n> from afar.[@harbour-report]",
            "words are quoted at once, more than 15, and stand in no passage",
        ),
        ("Two:[connective]\n\n- at least a year", ""),
        ("- Dues fell in Norwich.", "this sentence cites nothing"),
        (
            "- It rose by at least 15 per cent in Norwich in 2018.[@dues-rose]",
            "“15 per cent” is in none",
        ),
    ],
)
def test_what_stands_in_lists_and_quotations_is_held_against_its_facts(write, text, found):
    document = DOCUMENT.replace("structure:\n", PASSAGE)
    said = [one for one in doubts(write, text, document) if "nothing cites" not in one]

    assert [one for one in said if found and found in one] == said
    assert bool(said) == bool(found)


LISTS = """\
  - id: findings
    title: Findings
    blocks:
      - kind: list
        start: 4
        items: [One thing, Another]
      - kind: prose
        text: More follows.[connective]
      - kind: list
        continues: yes
        items: [A third]
      - kind: list
        continues: yes
        items: [A fourth]
"""


def test_a_numbered_list_goes_on_from_the_one_above(write):
    said = readaloud.as_text(pipeline.build(small(write, LISTS)).data)

    assert [line.strip() for line in said.splitlines() if "[Lbl" in line] == [
        *("[Lbl 4.]", "[Lbl 5.]", "[Lbl 6.]", "[Lbl 7.]"),
    ]


def test_a_list_that_goes_on_from_nothing_is_refused_at_its_field(write):
    path = small(write, LISTS.replace("start: 4", "ordered: no"))

    with pytest.raises(ReportError) as refused:
        pipeline.build(path)

    (found,) = refused.value.diagnostics
    assert (found.message, found.span.line) == ("no numbered list stands above this one", 19)


NOTED = """\
  - id: findings
    title: Findings
    blocks:
      - kind: prose
        text: >-
          Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose] The other ports
          reportedly held theirs.^[The dues of the other ports were reportedly held.[@ports-held]
          More is *not* said.[connective]] It ended.[connective]
      - kind: list
        items:
          - Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]
"""


@pytest.mark.parametrize(
    ("style", "wanted"),
    [
        (
            "chicago-notes-bibliography-classic",
            "theirs.[Reference [Link 2]][Note [Lbl [Link 2]]. The dues of the other ports were"
            " reportedly held. Harbour Dues, under “Ports,” para. 2. More is [Em not] said.]",
        ),
        (
            "apa",
            "[Note [Lbl [Link 1]]. The dues of the other ports were"
            " reportedly held (Harbour Dues, n.d., under “Ports,” para. 2). More is [Em not]"
            " said.]",
        ),
    ],
)
def test_a_note_in_ones_own_words_is_numbered_with_the_others(write, style, wanted):
    pdf = pipeline.build(small(write, NOTED), style=style)

    assert wanted in readaloud.as_text(pdf.data)
    assert pdf.warnings == ()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Dues rose.^[They rose by 15 per cent.[@dues-rose]]", "“15 per cent” is in none"),
        ("Dues rose.[@dues-rose]^[More is said.]", "two calls in a row print as one number"),
        ("Dues rose.^[]", "this note has no text, or no end"),
        ("Dues rose.^[More is said.", "this note has no text, or no end"),
        ("Dues rose.^[More.^[And more.]]", "a note stands inside a note"),
        ("Dues rose.[@dues-rose]{#a} So.^[See.[^a]]", "a note is called from inside a note"),
        ("Dues rose.^[More.[@dues-rose]{#a}]", "what is cited inside a note is not called again"),
    ],
)
def test_a_note_in_ones_own_words_is_held_like_the_text(write, text, found):
    try:
        said = doubts(write, text)
    except ReportError as error:
        said = [one.message for one in error.diagnostics]

    assert [one for one in said if found in one]


NESTED = """\
  - id: findings
    title: Findings
    blocks:
      - kind: list
        items:
          - |-
            Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]
            - The other ports reportedly held their dues.[@ports-held]
          - One more.[connective]
"""


def test_an_item_of_a_list_may_hold_a_list(write):
    pdf = pipeline.build(small(write, NESTED))

    said = [line.strip() for line in readaloud.as_text(pdf.data).splitlines()]
    assert pdf.notes == 2
    assert [line for line in said if line.startswith(("L ", "[Lbl •"))] == [
        *("L (ListNumbering=Disc)", "[Lbl •]", "L (ListNumbering=Disc)", "[Lbl •]", "[Lbl •]"),
    ]
