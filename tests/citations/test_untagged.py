"""A title in another language keeps its letters as they were written, though no field names it."""

import pytest

from report.citations import Cited, cite, untagged


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Git: dezentrale Versionsverwaltung im Team. Grundlagen und Workflows", "de"),
        ("Procesamiento semántico de palabras en niños y adolescentes", "es"),
        ("Het leven van een stad", "nl"),
        ("L’histoire d’une ville et de ses habitants", "fr"),
        ("Cien años de soledad", "und"),
        ("La vie de Galilée", "und"),
        ("Geschichte der Stadt am Meer", "und"),
        ("Международные отношения в Азии", "und"),
    ],
)
def test_small_words_of_another_language_give_it_away(title, expected):
    assert untagged.language(title) == expected


@pytest.mark.parametrize(
    "title",
    [
        "Charles de Gaulle’s War Years",
        "The Life of Simón Bolívar en route to Lima y Quito",
        "Die Hard",
        "Los Angeles Noir",
        "Ludwig van Beethoven",
        "E. coli O157",
        "Python Programming Language v2.7",
        "Incremental λ-Calculus in Cache-Transfer Style",
        "Peace",
        "",
    ],
)
def test_names_do_not_make_an_english_title_foreign(title):
    assert untagged.language(title) == ""


def test_a_german_title_without_a_language_is_not_set_in_english_capitals():
    work = {"type": "book", "title": "Grundlagen und Wege der neueren Forschung"}

    (note,) = cite([(Cited("it"),)], {"it": work}).notes

    assert note.startswith('<i lang="de">Grundlagen und Wege der neueren Forschung</i>')


def test_a_language_that_is_named_goes_before_a_guess():
    work = {"type": "book", "title": "Das Kapital und die Kritik der Zeit", "language": "en"}

    (note,) = cite([(Cited("it"),)], {"it": work}).notes

    assert "<i>Das Kapital Und Die Kritik Der Zeit</i>" in note


def test_an_address_in_the_place_of_a_publisher_is_no_beginning_of_a_sentence():
    work = {
        "type": "book",
        "title": "Git",
        "publisher": "dpunkt.verlag",
        "publisher-place": "Heidelberg",
    }

    answer = cite([(Cited("it"),)], {"it": work}, bibliography=["it"])

    assert "Heidelberg: dpunkt.verlag" in answer.bibliography[0][1]


def test_initials_in_one_word_are_parted():
    work = {
        "type": "book",
        "title": "Trees",
        "author": [{"family": "Schafer", "given": "LJ"}, {"family": "UN", "given": "WHO"}],
    }

    (note,) = cite([(Cited("it"),)], {"it": work}).notes

    assert note.startswith("L. J. Schafer and WHO UN")
