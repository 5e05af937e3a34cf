"""Other languages: what needs no grammar holds, and what needs one says that it is off."""

import pytest

from report.checks import content
from report.content import briefing, library, yamlfile
from report.text.quantities import Date, Number, figures

DOCUMENT = """\
key: page
short: Порт
reference: {type: document, title: Порт, language: LANGUAGE}
words: 400
summary: SUMMARY
witness-to: SUMMARY
does-not-say: SUMMARY
structure: [{heading: A}]
facts:
  signed:
    says: SAYS
    place: {under: A, paragraph: 1}
    supports: [PHRASE]
    as-of: 1997-06
"""

BRIEFING = """\
title: Порт
standfirst: Порт
series: Порт
record-to: "2013"
issued-by: Порт
edition-date: 2024-03-01
language: LANGUAGE
licence: {name: CC BY 4.0}
documents: [page.yaml]
sections:
  - id: a
    title: Порт
    blocks:
      - kind: prose
        text: "TEXT[@signed]"
"""


def told(write, language, says, phrase, text, document="", summary="Текст."):
    doc = DOCUMENT.replace("LANGUAGE", document or language).replace("SAYS", says)
    write(doc.replace("PHRASE", phrase).replace("SUMMARY", summary), "page.yaml")
    read = yamlfile.read(write(BRIEFING.replace("LANGUAGE", language).replace("TEXT", text)))
    model = briefing.parse(read)
    return content(model, library.load(model, read), read)


RU = "Соглашение подписано в Москве в июне 1997 года."
JA = "和平協定は1997年6月にモスクワで署名された。"
DE = "Das Abkommen wurde im Juni 1997 in Moskau unterzeichnet."


@pytest.mark.parametrize(("language", "sentence"), [("ru", RU), ("ja", JA), ("de", DE)])
def test_a_sound_briefing_of_another_language_is_told_once_what_is_off(write, language, sentence):
    (found,) = told(write, language, sentence, sentence.rstrip(".。"), sentence)

    assert (found.check, found.level) == ("language", "advice")
    assert "`names`" in found.message
    assert "`citation`" in found.message
    assert found.span is not None
    assert found.span.excerpt == f"language: {language}"


@pytest.mark.parametrize(
    ("language", "sentence", "wrong"),
    [
        ("ru", RU, RU.replace("1997", "1998")),
        ("ru", RU, RU.replace("июне", "июле")),
        ("ja", JA, JA.replace("6月", "7月")),
        ("ja", JA, JA.replace("1997年", "平成10年")),
        ("de", DE, DE.replace("Juni", "Juli")),
    ],
)
def test_a_wrong_date_is_found_in_every_language(write, language, sentence, wrong):
    found = told(write, language, sentence, sentence.rstrip(".。"), wrong)

    assert [d.check for d in found if d.level == "doubt"] == ["numbers"]


@pytest.mark.parametrize(("language", "phrase"), [("ru", RU), ("ja", JA), ("de", DE)])
def test_a_phrase_is_read_in_the_language_of_its_document(write, language, phrase):
    says, phrase = "It was signed in June 1997.", phrase.rstrip(".。")

    sound = told(write, "en-GB", says, phrase, says, language, "A page.")
    other = told(write, "en-GB", says.replace("June", "July"), phrase, says, language, "A page.")

    assert [d.message for d in sound if d.check == "supports"] == []
    assert any("“July 1997” is in none of its phrases" in d.message for d in other)


@pytest.mark.parametrize(
    ("language", "text", "meanings"),
    [
        ("ru", "12 июня 2019 г., в мае 2001", [Date(2019, 6, 12), Date(2001, 5)]),
        ("ru", "19,5 млн, 1 234, 12 процентов", ["19500000", "1234", "12%"]),
        ("ru", "двух сторон, 12.06.2019", ["2", Date(2019, 6, 12)]),
        ("de", "12. Juni 2019, 1.234, 12,5 Prozent", [Date(2019, 6, 12), "1234", "12.5%"]),
        ("fr", "1er juin 2019, 3,5 millions, 12 pour cent", [Date(2019, 6, 1), "3500000", "12%"]),
        ("es", "12 de junio de 2019, 3,5 millones", [Date(2019, 6, 12), "3500000"]),
        ("ja", "2019年6月12日、平成9年、令和元年", [Date(2019, 6, 12), Date(1997), Date(2019)]),
        ("ja", "12万人、3億5000万円、12.5%、3割", ["120000", "350000000", "12.5%", "30%"]),
        ("ja", "流量は6.4 × 10² m³、5 × 10^3^", ["640", "5000"]),
        ("ru", "6,4 × 10³ м³ и 10⁻² м", ["6400", "0.01"]),
        ("fa", "سال ۲۰۰۶، ۵٫۰۴ کیلومتر، ۱۲٬۵۰۰ نفر، ۳٪", [Date(2006), "5.04", "12500", "3%"]),
    ],
)
def test_numbers_and_dates_are_read_as_the_language_writes_them(language, text, meanings):
    wanted = [
        Number(m.rstrip("%"), "%" if m.endswith("%") else "") if isinstance(m, str) else m
        for m in meanings
    ]

    assert [f.meaning for f in figures(text, language=language)] == wanted


def test_words_of_the_house_in_english_are_told_once_where_a_language_has_none(write):
    found = told(write, "nl", DE, DE.rstrip("."), DE)

    assert "are English: there are none in `nl`" in found[0].message
    assert not [d for d in told(write, "de", DE, DE.rstrip("."), DE) if "are English" in d.message]
