"""What an author probably did not mean is doubted where it is written."""

from small import DOCUMENT, SECTION, small

from report import pipeline


def doubted(path):
    return [d for d in pipeline.check(path) if d.message.startswith("this is not a part")]


def test_words_after_a_number_sign_are_doubted(write):
    section = SECTION.replace("title: Findings", "title: Findings # 2 of them")
    document = DOCUMENT.replace("reportedly held their dues.", "reportedly held # their dues.")

    first, second = doubted(small(write, section, document))

    assert (
        str(first)
        .splitlines()[0]
        .endswith("briefing.yaml:11:21: this is not a part of the text: # 2 of them")
    )
    assert "harbour.yaml:24:43" in str(second)
    assert "quote the value" in (first.hint or "")


def test_a_comment_on_what_is_no_text_is_nobodys_words(write):
    document = DOCUMENT.replace("words: 400", "words: 400  # without captions")

    assert doubted(small(write, document=document)) == []
