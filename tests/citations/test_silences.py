"""How a note says that documents were searched and do not have what is said."""

from works import BOOK, PAGE

from report.citations import Cited, cite
from report.text.catalogue import Catalogue


def test_only_a_note_of_a_silence_ends_in_its_words_where_a_language_puts_them_last() -> None:
    japanese = Catalogue("ja")
    after = japanese.say("absent", documents="").strip()

    silence, other = cite(
        [(Cited("it", prefix="not in"),), (Cited("page"),)],
        {"it": BOOK, "page": PAGE},
        words=japanese,
    ).notes

    assert after
    assert after in silence
    assert after not in other
