"""Notes in Japanese and Chinese have the marks of these languages."""

import re

import pytest

from report.text import eastern, letters


@pytest.mark.parametrize(
    ("joined", "language", "printed"),
    [
        (
            "久保太郎, 「灯台」, 船主組合, 日付なし.",
            "ja",
            "久保太郎、「灯台」、船主組合、日付なし。",
        ),
        (
            "<i>湖の国</i>, 2番目 版, 編: 猫田陽 (北浦: 岸, 2005年)",
            "ja",
            "『湖の国』、第2版、編：猫田陽（北浦：岸、2005年）",
        ),
        ("森田一郎 と 金英, 河川 3, no. 2: 段落 1.", "ja", "森田一郎と金英、河川3、第2号：段落1。"),
        ("安明 (p. 第3章)", "ja", "安明（p. 第3章）"),
        ("王建国, <i>北湖</i>.", "zh-Hans", "王建国，《北湖》。"),
        (
            "Aron, R., <i>Peace</i> (Florida, 1981), 12.",
            "ja",
            "Aron, R., <i>Peace</i> (Florida, 1981), 12.",
        ),
        ("久保太郎, 「灯台」.", "en", "久保太郎, 「灯台」."),
    ],
)
def test_marks_are_those_of_the_language(joined, language, printed):
    assert eastern.punctuated(joined, language) == printed


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("料金は\n据え置いた。 船は", "料金は据え置いた。船は"),
        ("北村 愛子と\nAnna", "北村 愛子と Anna"),
        ("요금은\n올랐다", "요금은 올랐다"),
    ],
)
def test_the_end_of_a_line_makes_no_space_between_han_and_kana(typed, read):
    assert letters.closed_up(typed) == read


@pytest.mark.parametrize(
    ("text", "halved"),
    [
        ("「停戦」（一九九七年）。", "」）"),
        ("と述べた。」と", "。"),
        ("『「北」の湖』", "「"),
        ("「北」、「南」", "」、"),
        ("「北」の湖、（一）の川", "、"),
        ("「北」の湖。", ""),
    ],
)
def test_of_two_marks_that_meet_one_is_set_in_half_a_square(text, halved):
    made = eastern.squeezed(text)

    assert "".join(re.findall(r"<span[^>]*'halt'\">(.)</span>", made)) == halved
    assert re.sub("<[^>]*>", "", made) == text
