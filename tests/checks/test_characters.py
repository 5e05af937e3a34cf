"""Characters that our faces lack are found before layout, where they are written."""

import pytest
from small import BRIEFING, DOCUMENT, SECTION, small

from report import ReportError, pipeline
from report.press import fonts


def told(path, run=pipeline.check):
    with pytest.raises(ReportError) as caught:
        run(path)
    return caught.value.diagnostics


def test_what_one_of_our_faces_draws_is_not_missed():
    assert fonts.lacking("Душанбе, Қӯрғонтеппа; Ηράκλειτος: 5–7\u2060 fi\u00a0e\u0301 ἁ") == ()
    assert fonts.lacking("平 a 😀") == ("平", "😀")
    assert fonts.lacking("ἁ", partly=True) == ("ἁ",)


def test_a_text_with_a_character_of_no_face_is_told_at_its_column(write):
    (found,) = told(small(write, SECTION.replace("Dues rose by", "Dues 平和 rose by")))

    assert "“平和” (U+5E73 U+548C)" in found.message
    assert found.span.line == 14
    assert found.span.excerpt[found.span.column - 1 :].startswith("平和")
    assert "transliterate" in found.hint


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


def test_a_character_that_the_face_of_its_text_lacks_is_told_at_its_place_too(write):
    found = told(small(write, SECTION.replace("Dues rose by", "Dues ∃ rose by")), pipeline.build)

    assert found[0].span.excerpt[found[0].span.column - 1] == "∃"
