"""The shipped references in their wanted forms."""

import pytest
from wanted import DOCUMENTS, ENTRIES, NOTES
from works import HOUSE, cited, cited_in, plain

from report.citations import csl


def first_note(key: str) -> str:
    return cited_in(HOUSE).notes[list(DOCUMENTS).index(key)]


@pytest.mark.parametrize("key", DOCUMENTS)
def test_the_first_note_of_a_document_is_full(key: str) -> None:
    assert plain(first_note(key)) == DOCUMENTS[key][1]


@pytest.mark.parametrize("key", DOCUMENTS)
def test_a_later_note_of_a_document_is_short(key: str) -> None:
    later = cited_in(HOUSE).notes[len(DOCUMENTS) + list(DOCUMENTS).index(key)]

    assert plain(later) == DOCUMENTS[key][2]


@pytest.mark.parametrize("key", NOTES)
def test_a_listed_work_prints_its_note(key: str) -> None:
    note = cited_in(HOUSE).notes[2 * len(DOCUMENTS) + list(NOTES).index(key)]

    assert plain(note) == NOTES[key][1]


@pytest.mark.parametrize("key", ENTRIES)
def test_a_source_prints_its_entry(key: str) -> None:
    assert plain(dict(cited_in(HOUSE).bibliography)[key]) == ENTRIES[key]


def test_every_shipped_reference_has_a_wanted_form() -> None:
    assert cited().keys() == ENTRIES.keys() == DOCUMENTS.keys() | NOTES.keys()


def test_no_shipped_reference_has_a_problem() -> None:
    assert [(k, p) for k, r in cited().items() for p in csl.problems(r)] == []


def test_the_accord_page_is_never_called_an_osce_page() -> None:
    printed = " ".join(cited_in(HOUSE).notes) + str(cited_in(HOUSE).bibliography)

    assert "OSCE page" not in printed
    assert "OSCE Page" not in printed
