"""Running heads: two titles stand on one line, cut short where they would meet."""

from report.exhibits import labels
from report.exhibits.paper import grid
from report.page import running

LONG = "What the documents say of the dues, the ports and the ships that paid them in the north"


def test_a_title_that_has_room_is_whole():
    assert running.title("Harbour dues", ["Findings", LONG]) == "Harbour dues"


def test_two_long_titles_do_not_meet_and_end_at_a_word():
    left = running.title(LONG, [LONG])
    right = running.section(LONG, left)

    assert labels.width(left, running.TYPE) + labels.width(right, running.TYPE) < grid().full
    assert left.endswith("…")
    assert left.removesuffix("…").split() == LONG.split()[: len(left.split())]


def test_a_title_of_one_long_word_or_without_spaces_is_cut_in_it():
    assert running.shortened("和平と国民和解に関する総合協定" * 9, 90).endswith("…")
    assert 1 < len(running.shortened("x" * 200, 90)) < 60
