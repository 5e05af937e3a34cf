"""The inline syntax: what a call is, where a sentence ends, and what prints."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from report.text.inline import (
    Call,
    CitedKey,
    Connective,
    CrossReference,
    Malformed,
    Recall,
    Words,
    parse,
    pieces,
    plain,
    to_html,
)
from report.text.sentences import sentences
from report.text.stops import calls_before_stops, readings_before_stops


def only(text, kind):
    return [piece for piece in pieces(text) if isinstance(piece, kind)]


def sentences_of(text):
    return [s for paragraph in parse(text) for s in sentences(paragraph)]


def test_a_call_holds_keys_with_locators_and_a_name():
    (call,) = only("Done.[@signed; see @burton, p. 4]{#signing}", Call)

    assert call.keys == (CitedKey("signed"), CitedKey("burton", "p. 4", "see"))
    assert call.name == "signing"


def test_a_call_may_open_with_a_word_before_its_key():
    (call,) = only("Done.[see @burton, vol. 1]", Call)

    assert call.keys == (CitedKey("burton", "vol. 1", "see"),)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Again.[^signing]", Recall),
        ("See [#matrix].", CrossReference),
        ("Four follow.[connective]", Connective),
    ],
)
def test_each_mark_is_read(text, kind):
    assert len(only(text, kind)) == 1


@pytest.mark.parametrize(
    "text", ["Done.[@]", "Done.[@a @b]", "Done.[@a; ]", "Done.[^]", "See [# x]."]
)
def test_what_only_looks_like_a_call_is_said_to_be_malformed(text):
    assert len(only(text, Malformed)) == 1


def test_ordinary_brackets_and_links_stay_markdown():
    text = "He wrote [sic] and [a page](https://example.org/a)."

    assert only(text, Malformed) == []
    assert '<a href="https://example.org/a">a page</a>' in to_html(parse(text)[0], lambda p: "")


def test_straight_quotation_marks_are_curled():
    assert plain('It\'s "by and large" done') == "It’s “by and large” done"


def test_foreign_words_carry_their_language():
    assert '<span lang="ru">Мир</span>' in to_html(parse("[Мир]{lang=ru}")[0], lambda p: "")


def test_an_empty_line_parts_paragraphs_and_a_folded_line_does_not():
    assert [len(sentences(p)) for p in parse("One. Two\nmore.\n\nThree.")] == [2, 1]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("It was signed in c. 2013 by J. W. Burton. It held.", 2),
        ("See para. 2 of vol. 1. Then stop.", 2),
        ("He said “it held.” She left.", 2),
        ("Some 200 km. to the south. And on.", 2),
        ("“By and large” done.[@a] Further on.[@b]", 2),
        ("In the U.S. Army it held.", 1),
        ("It fell… Nobody came! Why? None knows.", 4),
        ("A clause,[@a] and its end.[@b] Next.", 2),
        ("It was No. 5 of Jan. 2018, e.g. Norwich, by Prof. Burton. It held.", 2),
        ("It was in the U.S. Nobody came.", 2),
        ("No. It held.", 2),
        ("1. It held.", 1),
        ("Élan it had. Österreich came.", 2),
        ("会議は東京であった。結果は報告されていない。", 2),
    ],
)
def test_sentences_end_where_a_reader_ends_them(text, count):
    assert len(sentences_of(text)) == count


def test_a_call_after_the_full_stop_belongs_to_the_sentence_before():
    first, second = sentences_of("It was signed.[@signed] Four follow.[connective]")

    assert [c.keys[0].key for c in first.calls] == ["signed"]
    assert (first.connective, second.connective) == (False, True)


@pytest.mark.parametrize(
    ("text", "bound"),
    [
        ("on 27 February 2003", "27\u00a0February\u00a02003"),
        ("in June 1997", "June\u00a01997"),
        ("at least 23 soldiers", "at\u00a0least\u00a023"),
        ("some 200 km away", "some\u00a0200\u00a0km"),
        ("para. 2 and no. 2", "para.\u00a02"),
        ("c. 2013", "c.\u00a02013"),
        ("J. W. Burton", "J.\u00a0W.\u00a0Burton"),
    ],
)
def test_what_belongs_together_stays_on_one_line(text, bound):
    assert bound in to_html(parse(text)[0], lambda p: "")


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader_and_no_word_is_lost(text):
    kept = "".join(p.plain if isinstance(p, Words) else getattr(p, "raw", "") for p in pieces(text))

    for word in text.split():
        if word.isalpha() and word.isascii():
            assert word in kept


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("It was signed.[@a] Then it held.", "It was signed (a). Then it held."),
        ("It was “by and large.”[@a]", "It was “by and large” (a)."),
        ("Who knows?[@a]", "Who knows? (a)"),
    ],
)
def test_a_citation_in_the_text_stands_before_the_stop(text, printed):
    assert to_html(calls_before_stops(parse(text)[0]), lambda p: " (a)") == printed


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("They differ.[reading] So be it.", "They differ (our reading). So be it."),
        ("They differ.[@a][reading] So.", "They differ (our reading).1 So."),
        ("It was “by and large.”[@a; @b][reading]", "It was “by and large” (our reading).1"),
        ("Who knows?[reading]", "Who knows? (our reading)"),
        ("No stop[reading]", "No stop (our reading)"),
    ],
)
def test_the_mark_of_a_reading_stands_in_its_sentence(text, printed):
    def said(piece):
        return "1" if isinstance(piece, Call) else " (our reading)"

    assert to_html(readings_before_stops(parse(text)[0]), said) == printed


def test_a_short_last_word_does_not_stand_alone_on_a_line():
    end = to_html(
        parse("They kept what links they had.[@a]")[0], lambda p: "<a>1</a>", running=True
    )

    assert end.endswith("they\u00a0had.<a>1</a>")


@pytest.mark.parametrize(
    ("text", "html", "plain"),
    [
        ("10^6^ and x^-2^", "10⁶ and x⁻²", "10⁶ and x⁻²"),
        ("H~2~O", "H₂O", "H₂O"),
        ("the 2^nd^ of a~max~", "the 2<sup>nd</sup> of a<sub>max</sub>", "the 2nd of amax"),
        (r"a\^b\^ and 5~6", "a^b^ and 5~6", "a^b^ and 5~6"),
        ("x^a b^, ^^c^^", "x^a b^, ^^c^^", "x^a b^, ^^c^^"),
        (r"x^a\^b^", "x<sup>a^b</sup>", "xa^b"),
    ],
)
def test_text_is_raised_and_lowered(text, html, plain):
    found = only(text, Words)

    assert "".join(p.html for p in found) == html
    assert "".join(p.plain for p in found) == plain


def test_spaces_at_which_no_line_ends_are_kept():
    assert plain("  10\u00a0000\u202f₽  of\n it\u3000on") == "10\u00a0000\u202f₽ of it\u3000on"


@pytest.mark.parametrize("space", ["", " ", "\n"])
def test_a_call_closes_up_with_its_words(space):
    first, second = sentences_of(f"“Dues rose”.{space}[@dues] All paid.{space}[connective]")

    assert first.calls[0].raw == "[@dues]"
    assert (first.text, second.text) == ("“Dues rose”.", "All paid.")
    assert second.connective


@pytest.mark.parametrize(
    "text",
    ["“[n]obody paid [sic]”", "2 * 3", r"4.2\* in all", "*all* **paid**", "[Collective] dues"],
)
def test_sound_brackets_and_asterisks_are_left_alone(text):
    assert not only(text, Malformed)


def test_a_note_called_again_beside_a_call_is_told_what_can_be_done():
    found = [p for p in pieces("It held.[@one][^two]") if isinstance(p, Malformed)]

    assert [p.hint for p in found] == [
        "a note is called again alone: cite its facts anew, [@one; @other]"
    ]


@pytest.mark.parametrize(
    ("text", "raw"),
    [
        ("Words in <b>bold</b>.", "<b>"),
        ('A <span class="x">word</span>.', '<span class="x">'),
        ("One<br/>two.", "<br/>"),
        ("One <!-- a remark --> two.", "<!-- a remark -->"),
        ("A ![map](map.png) here.", "![map](map.png)"),
        ("A ![map][m] here.", "![map][m]"),
        ("| a | b |\n|---|---|\n| 1 | 2 |", "| a | b |"),
        ("a | b\n--|--\n1 | 2", "--|--"),
        ("## 2 Findings", "## 2"),
        ("Words\n# Findings", "# Findings"),
        ("Findings\n========", "========"),
        ("```\ncode\n```", "```"),
        ("Words ```code", "```"),
        ("~~~\ncode\n~~~", "~~~"),
        ("[^1]: The text of a note.", "[^1]: The text of a note."),
        ("See [the page][ref].", "[the page][ref]"),
        ("[ref]: https://example.org", "[ref]: https://example.org"),
        ("It is $x^2$ here.", "$x^2$"),
        ("It is $$E = mc$$ here.", "$$E = mc$$"),
        ("It is \\frac{1}{2} here.", "\\frac{1}"),
        ("It is \\(a_1\\) here.", "\\(a_1\\)"),
        ("See [[Norwich]].", "[[Norwich]]"),
        ("So ==marked== it is.", "==marked=="),
    ],
)
def test_markup_of_other_languages_is_refused_where_it_stands(text, raw):
    assert raw in [piece.raw for piece in only(text, Malformed)]


@pytest.mark.parametrize(
    "text",
    [
        "It rose from $5 to $6, and from $12.5m to $14m.",
        "It holds that 5 < 6 and 7 > 3, and a < b.",
        "The #5 of them, and # alone.",
        "So |x| = 3, or either|or.",
        "A set \\[of words\\] and \\<b\\>, \\$x^2^\\$.",
        "He wrote [sic] and “[b]y and large”.",
    ],
)
def test_signs_of_ordinary_text_are_printed(text):
    assert only(text, Malformed) == []


@pytest.mark.parametrize(
    ("text", "href", "shown"),
    [
        ("See https://example.org/a_b-c. Then", "https://example.org/a_b-c", None),
        ("(at http://example.org/a_(b))", "http://example.org/a_(b)", None),
        ("Write to desk@example.org, or call.", "mailto:desk@example.org", "desk@example.org"),
        ("See doi:10.1000/ab.c[@key]", "doi:10.1000/ab.c", None),
        ("See <https://example.org/a>.", "https://example.org/a", None),
    ],
)
def test_a_bare_address_is_a_link(text, href, shown):
    html = to_html(parse(text)[0], lambda p: "")

    assert f'<a class="address" href="{href}">{shown or href}</a>' in html
    assert only(text, Malformed) == []


AT_ONCE = """\
import threading
import mdurl._encode
from report.text import inline

text = "*So* [it says](https://example.org/a).[@key] <https://example.com>"
read, threads = [], []


def begin():
    read.append(repr(list(inline.pieces(text))))


class Letters(dict):
    def __setitem__(self, key, table):  # a second thread begins while the table is half done
        super().__setitem__(key, table)
        threads.append(threading.Thread(target=begin))
        threads[-1].start()
        threads[-1].join(0.3)


mdurl._encode.encode_cache = Letters()
begin()
for thread in threads:
    thread.join()
assert len(threads) == 1 and len(read) == 2 and len(set(read)) == 1, read
"""


def test_a_thread_that_begins_while_another_does_reads_a_text_alike():
    subprocess.run([sys.executable, "-c", AT_ONCE], check=True, timeout=60)
