"""What hangs in the side column keeps to it, whatever its words and however long they are."""

from drawn import collisions, text_boxes
from small import DOCUMENT, SECTION, small

from report import pipeline

WORD = "Wiedergutmachungsverhandlungsführerschaft"
BLOCKS = f"""\
      - kind: prose
        run-in: {WORD}
        text: The other ports reportedly held their dues.[@ports-held]
      - kind: prose
        side-note: {WORD}zuständigkeit
        text: The other ports reportedly held their dues.[@ports-held]
      - kind: not-reported
        title: {WORD}
        text: Who set them.[not in @harbour-report]
      - kind: documents
        witness-label: {WORD}
        silent-label: {WORD}
"""


def test_a_word_that_is_wider_than_the_side_column_is_parted_in_it(write):
    document = DOCUMENT.replace("short: Harbour Dues", f"short: {WORD}")

    made = pipeline.build(small(write, SECTION + BLOCKS, document))

    assert collisions(text_boxes(made.data)) == []


LABELS = """\
      - kind: documents
        witness-label: What this document bears witness to, in the words of its writers
        silent-label: What one would have liked to read in it, and does not
      - kind: not-reported
        title: What none of the documents reports, whoever may have written it
        text: Who set them.[not in @harbour-report]
      - kind: prose
        run-in: Dues
        text: The other ports reportedly held their dues.[@ports-held]
"""


def test_a_label_that_takes_more_lines_than_its_text_has_all_else_under_it(write):
    made = pipeline.build(small(write, SECTION + LABELS))

    assert collisions(text_boxes(made.data)) == []
