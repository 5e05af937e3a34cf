"""What is kept of an answer, and what lettered notes alone cite."""

import json

import pytest
from works import BOOK, PAGE

from report.citations import Cited, cite


@pytest.mark.parametrize("part", ["notes", "in_text"])
def test_a_kept_answer_that_holds_something_else_than_texts_is_made_anew(tmp_path, part):
    def made():
        return cite([(Cited("it"),)], {"it": BOOK}, bibliography=["it"], cache=tmp_path)

    first = made()
    (kept,) = tmp_path.glob("*.json")
    kept.write_text(json.dumps({**json.loads(kept.read_text()), part: [42]}))

    assert made() == first


def test_a_work_that_lettered_notes_alone_cite_is_full_there_and_listed_once():
    answer = cite(
        [(Cited("page"),), (Cited("it"),), (Cited("page"),)],
        {"it": BOOK, "page": PAGE},
        bibliography=["it", "page"],
        numbers=[1, 1, 2],
    )

    assert "Krieger" in answer.notes[1]
    assert sorted(key for key, _ in answer.bibliography) == ["it", "page"]
