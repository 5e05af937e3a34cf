"""Words of fourteen languages build in every field that prints, and break no promise of a file."""

import subprocess

import pytest
import scripted
from small import DOCUMENT, small

from report import pipeline
from report.press import scripts

DRAWN = [language for language in scripted.WORDS if scripted.is_drawn(language)]


@pytest.mark.slow
@pytest.mark.parametrize("conformance", ["a3a-ua1", "a4f-ua2"])
def test_words_in_every_field_build_without_a_finding(tmp_path, conformance):
    from report import audit
    from report.press.conformance import Conformance

    path = scripted.write(tmp_path, DRAWN)
    pdf = pipeline.build(path, annex="evidence", conformance=Conformance(conformance))

    kind = Conformance(conformance)
    assert audit.audit(pdf.data, against=kind.standards).findings == ()
    (tmp_path / "made.pdf").write_bytes(pdf.data)
    command = ["pdftotext", str(tmp_path / "made.pdf"), "-"]
    told = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    read = "".join(told.split())
    for language in DRAWN:
        for words in () if scripts.is_rtl(language) else scripted.WORDS[language]:
            assert "".join(words.split()) in read


def test_nine_scripts_are_tried_in_every_checkout():
    assert {"ar", "fa", "he", "hi", "bn", "th", "ka", "el", "ru", "tg"} <= set(DRAWN)


def test_a_cyrillic_author_and_heading_leave_no_doubt(write):
    document = DOCUMENT.replace(
        "  publisher:", "  author: [{family: Юсупова, given: Л. М.}]\n  publisher:"
    )
    document = document.replace("- heading: Dues", "- heading: Сборы").replace(
        "Dues, para", "Сборы, para"
    )

    pdf = pipeline.build(small(write, document=document))

    assert not [doubt for doubt in pdf.warnings if "Cyrillic" in doubt.message]


def test_the_script_of_a_character_and_of_a_language_is_known():
    named = [scripts.of(character).name for character in "aя和のㄅ한שعहกაΩ。"]

    assert named == [
        *("", "Cyrillic", "Chinese", "Japanese", "Bopomofo", "Korean", "Hebrew", "Arabic"),
        *("Devanagari", "Thai", "Georgian", "Greek", "Chinese"),
    ]
    found = [scripts.of_language(tag) for tag in ("ru-RU", "zh", "zh-TW", "zh-Hant", "ja", "en")]
    assert [script and script.name for script in found] == [
        *("Cyrillic", "Chinese", "Traditional Chinese", "Traditional Chinese", "Japanese", None)
    ]


def test_whose_han_characters_are_is_told_by_a_language_else_by_kana_or_hangul():
    assert scripts.users_of_han("和平") == ("Chinese",)
    assert scripts.users_of_han("和平の") == ("Japanese",)
    assert scripts.users_of_han("和平", ["en", "zh-Hant", "ja"]) == (
        "Traditional Chinese",
        "Japanese",
    )


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("कि", True),
        ("ที่", True),
        ("চুক্তি", True),
        ("שלום", False),
        ("سلام", False),
        ("x\u0323", False),
    ],
)
def test_letters_are_drawn_in_another_order_in_some_scripts(text, moved):
    assert scripts.is_moved(text) is moved


def test_a_letter_that_no_face_has_whole_is_set_in_two_parts(monkeypatch):
    from report.press import reserve

    monkeypatch.setattr(scripts, "family", lambda name: ())  # no extra is installed
    reserve._behind.cache_clear()

    parts = reserve.set_apart("Ẍanẋa é 한")
    missed = reserve.lacking("Ẋ한")

    reserve._behind.cache_clear()
    assert parts == "X\u0308anx\u0307a é 한"
    assert missed == ("한",)
