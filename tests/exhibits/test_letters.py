"""Lettered notes stand in columns, and whatever words they have stay in theirs."""

from small import DOCUMENT, SECTION, small

from report import pipeline


def test_a_word_wider_than_a_column_of_lettered_notes_is_parted_there(write):
    rows = ", ".join(f"[Port {n}, 'held[see @harbour-report, para. {n}]']" for n in range(1, 16))
    table = f"kind: table, id: t, title: Dues, boxhead: [Port, Dues], rows: [{rows}]"
    section = f"  - id: more\n    title: More\n    blocks:\n      - {{{table}}}\n"
    document = DOCUMENT.replace("short: Harbour Dues", f"short: {'Harbourdues' * 5}")
    path = small(write, SECTION + section, document)

    assert pipeline.build(path).pages
