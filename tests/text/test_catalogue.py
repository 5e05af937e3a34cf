"""The words that the house prints: complete in English, filled in, in the forms of the plural."""

import datetime as dt
import json
import re
from pathlib import Path

import pytest
import yaml

from report.text import catalogue
from report.text.catalogue import Catalogue

FOLDER = Path(catalogue.__file__).parent
FILES = sorted(FOLDER.glob("*.yaml"))
TEMPLATES = Path(catalogue.__file__).parents[3] / "templates"


def entries(path: Path) -> dict:
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_has_entries_and_gaps_that_english_has(path):
    assert catalogue.faults(entries(path)) == {}


def test_every_word_that_a_template_asks_for_is_there():
    asked = set()
    for path in TEMPLATES.rglob("*.jinja"):
        asked |= set(re.findall(r"\bwords\.(\w+)", path.read_text(encoding="utf-8")))
    asked -= {"text", "x", "y", "small", "look"}  # words that a drawing places

    assert asked
    assert asked <= vars(Catalogue().plain).keys()


@pytest.mark.parametrize(
    ("number", "said"), [(1, "1 fact drawn from it."), (2, "2 facts drawn from it.")]
)
def test_a_number_chooses_the_form_of_the_plural(number, said):
    assert Catalogue().say("facts-drawn", number=number) == said


def test_the_forms_of_another_language_are_its_own():
    own = {
        "facts-drawn": {"one": "{number} факт", "few": "{number} факта", "many": "{number} фактов"}
    }
    russian = Catalogue("ru", own)

    assert [russian.say("facts-drawn", number=n) for n in (1, 2, 5, 21)] == [
        *("1 факт", "2 факта", "5 фактов", "21 факт"),
    ]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en-GB", "27 February 2003"),
        ("en-US", "February 27, 2003"),
        ("de", "27. Februar 2003"),
        ("ja", "2003年2月27日"),
        ("xx", "27 February 2003"),
    ],
)
def test_a_date_is_written_as_its_language_has_it(language, said):
    assert Catalogue(language).date(dt.date(2003, 2, 27)) == said


def test_what_a_language_leaves_out_is_said_in_english():
    assert Catalogue("tlh").say("key") == "Key:"


@pytest.mark.parametrize(
    ("own", "fault"),
    [
        ({"exibit": "A"}, "is not an entry of the catalogue"),
        ({"exhibit": "Anlage {count}"}, "has no gap {count}"),
    ],
)
def test_words_that_fit_nowhere_are_found(own, fault):
    assert list(catalogue.faults(own).values()) == [fault]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_a_language_says_everything_in_its_own_words(path):
    """American English is British English but for a few words."""
    wanted = set(catalogue.known()) - {"para-sign"}

    assert path.stem == "en-US" or wanted - entries(path).keys() == set()


def test_a_page_in_another_language_tells_readers_so_in_its_own():
    assert Catalogue("en-GB").said == ""
    assert json.loads(Catalogue("de").said)["footnote"] == "Fußnote {number}"
