"""Words of another script have their language, and what is read from right to left runs so."""

import pytest

from report.page import tongues


def marked(body: str, *languages: str, language: str = "en-GB") -> str:
    page = f'<html lang="{language}"><body>{body}</body></html>'
    return tongues.marked([page], languages)[0].partition("<body>")[2].partition("</body>")[0]


def test_a_name_in_another_script_gets_the_language_that_the_references_name():
    found = marked("<p>See Л. М. Юсупова, <i>Мир</i>, 5.</p>", "de", "tg", "ru")

    assert found == (
        '<p>See <span lang="tg">Л. М. Юсупова</span>, <i><span lang="tg">Мир</span></i>, 5.</p>'
    )


@pytest.mark.parametrize(
    ("words", "tag"),
    [
        ("Юсупова", "und-Cyrl"),
        ("Εκεχειρία", "el"),
        ("평화", "ko"),
        ("停戦の合意", "ja"),
        ("和平", "und-Hani"),
        ("หยุดยิง", "th"),
        ("שלום", "he"),
        ("سلام", "und-Arab"),
    ],
)
def test_without_a_language_named_the_script_says_what_it_can(words, tag):
    assert (
        marked(f"<td>of {words} here</td>") == f'<td>of <span lang="{tag}">{words}</span> here</td>'
    )


def test_han_characters_are_in_the_language_of_the_references():
    assert '<span lang="zh-Hant">和平</span>' in marked("<p>of 和平</p>", "zh-Hant")


def test_what_has_its_language_is_left_alone():
    for body in (
        '<p>of <span lang="ru">Мир</span>, <i lang="ja">平和の</i></p>',
        "<p>plain words, and more</p>",
        "<style>a { content: 'Мир' }</style><svg><text>Мир</text></svg>",
    ):
        assert marked(body) == body
    assert marked("<p>Мир и война</p>", language="ru") == "<p>Мир и война</p>"


def test_a_block_of_words_from_right_to_left_has_their_direction_and_a_mixed_one_has_not():
    arabic = "وقف إطلاق النار"

    assert 'dir="rtl"' in marked(f"<p>{arabic} (S/1997/510)</p>")
    assert "dir=" not in marked(f"<p>{arabic} is what the accord calls the ceasefire</p>")
    assert "dir=" not in marked(f'<p style="top: 3mm">{arabic}</p>')
    noted = f'<p>{arabic}<span class="fn">See the second paragraph of the accord.</span></p>'
    assert 'dir="rtl"' in marked(noted)


def test_the_page_says_whose_its_han_characters_are():
    (page,) = tongues.marked(['<html lang="en"><body>和平</body></html>'], ["ja", "ru"])

    assert '<html data-languages="ja" lang="en">' in page


def test_on_a_page_from_right_to_left_a_latin_note_runs_from_left_to_right():
    page = (
        '<html lang="fa" dir="rtl"><p>سلام<span class="fn">Aron, <i>Peace</i> (1981), 3.</span></p>'
    )

    made = tongues.marked([page], ["fa"])[0]

    assert '<span dir="ltr" style="direction: ltr; text-align: left" class="fn">' in made
    assert '<p dir="ltr"' not in made


def test_raised_words_from_right_to_left_stand_after_those_that_they_belong_to():
    found = marked("<p>It is سلام<sup>ملاحظة</sup> <i>هنا</i>, and Мир<sup>да</sup> there.</p>")

    arabic = '<span lang="und-Arab">'
    assert found.startswith(
        f'<p>It is <span dir="rtl" style="direction: rtl">{arabic}سلام</span>'
        f"<sup>{arabic}ملاحظة</span></sup> <i>{arabic}هنا</span></i></span>, and "
    )
    assert found.count("dir=") == 1
