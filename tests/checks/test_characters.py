"""Characters that our faces lack are found before layout, where they are written."""

import pytest
from small import BRIEFING, DOCUMENT, SECTION, small

from report import ReportError, pipeline
from report.press import reserve, scripts


def told(path, run=pipeline.check):
    with pytest.raises(ReportError) as caught:
        run(path)
    return caught.value.diagnostics


@pytest.fixture(autouse=True)
def without_extras(monkeypatch):
    """Find no typeface but ours, whatever is installed where the tests run."""
    reserve._behind.cache_clear()
    monkeypatch.setattr(scripts, "family", lambda name: ())
    yield
    reserve._behind.cache_clear()


def test_what_one_of_our_faces_draws_is_not_missed():
    assert reserve.lacking("Душанбе, Қӯрғонтеппа; Ηράκλειτος: 5–7\u2060 fi\u00a0\u00e9 ἁ ∃") == ()
    assert reserve.lacking("平 a 😀") == ("平", "😀")


def test_a_text_in_a_script_without_a_typeface_is_told_at_its_column_with_the_command(write):
    (found,) = told(small(write, SECTION.replace("Dues rose by", "Dues 平和 rose 平 by")))

    assert found.message == "“平和” is Chinese or Japanese, and no typeface for it is installed"
    assert found.span.line == 14
    assert found.span.excerpt[found.span.column - 1 :].startswith("平和")
    assert "pip install 'briefing-report[cjk]'" in found.hint


@pytest.mark.parametrize(
    ("words", "name", "extra"),
    [
        ("平和の", "Japanese", "cjk"),
        ("هفته", "Arabic", "arabic"),
        ("שלום", "Hebrew", "hebrew"),
        ("शांति", "Devanagari", "indic"),
        ("สันติ", "Thai", "thai"),
        ("მშვიდობა", "Georgian", "scripts"),
    ],
)
def test_the_script_is_named_and_the_extra_that_brings_it(write, words, name, extra):
    found = told(small(write, SECTION.replace("Dues rose by", f"Dues {words} rose by")))

    assert [diagnostic.span.line for diagnostic in found] == [14]
    assert f"” is {name}, " in found[0].message
    assert f"[{extra}]" in found[0].hint


def test_a_character_that_no_typeface_has_is_told_with_its_number(write):
    (found,) = told(small(write, SECTION.replace("Dues rose by", "Dues 😀 rose by")))

    assert "“😀” (U+1F600)" in found.message


def test_a_script_in_which_no_line_can_be_broken_is_refused_unless_its_words_are_parted(
    write, monkeypatch
):
    monkeypatch.setattr(reserve, "lacking", lambda text: ())
    words = ["កិច្ចព្រមព្រៀង", "ទូទៅ", "ស្តីពី", "សន្តិភាព"]

    (found,) = told(small(write, SECTION.replace("Dues rose by", f"Dues {''.join(words)} rose by")))

    assert "is Khmer, in which no line can be broken" in found.message
    parted = "\u200b".join(words)
    pipeline.check(small(write, SECTION.replace("Dues rose by", f"Dues {parted} rose by")))


def test_a_reference_with_such_a_character_is_told_in_the_document_that_has_it(write):
    document = DOCUMENT.replace("title: Harbour dues in the north", "title: Harbour dues 港")

    (found,) = told(small(write, document=document))

    assert found.span.path.name == "harbour.yaml"


def test_words_of_a_fact_that_are_never_printed_may_hold_any_script(write):
    document = DOCUMENT.replace("other ports, reportedly", "other ports, reportedly, 港")

    pipeline.check(small(write, document=document))


def test_a_running_head_is_printed_too(write):
    write(DOCUMENT, "harbour.yaml")
    path = write(BRIEFING.replace("sections:", "running-title: 港\nsections:") + SECTION)

    (found,) = told(path)

    assert found.span.line == 9


def test_the_first_words_of_a_part_are_never_printed_and_never_judged(write):
    section = "structure:\n  - {section: abstract, begins: 平和}\n"
    document = DOCUMENT.replace("structure:\n", section)

    pipeline.check(small(write, document=document))
