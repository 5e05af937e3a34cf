"""An index of the HTML tells of each element what its boxes do not."""

import tinyhtml5
from engine_sample import note

from report.press import markup


def parsed(body: str):
    root = tinyhtml5.parse(f"<html><body>{body}</body></html>", namespace_html_elements=False)
    return root, markup.Index(root)


def test_an_element_knows_its_block_and_its_note():
    root, index = parsed(f'<div data-block="a.0"><p>One{note(1, "<em>Two</em>")}</p></div>')
    emphasis = next(root.iter("em"))

    assert (index.blocks[emphasis], index.notes[emphasis]) == ("a.0", "n1")
    assert index.notes[next(root.iter("p"))] == ""


def test_what_is_inside_a_hidden_element_is_hidden_and_what_is_in_a_nav_is_contents():
    root, index = parsed('<nav><p>A</p></nav><div aria-hidden="true"><b>C</b></div>')

    assert next(root.iter("b")) in index.hidden
    assert next(root.iter("p")) in index.contents
    assert next(root.iter("b")) not in index.contents


def test_words_tell_spaces_that_layout_dropped():
    root, index = parsed("<p>One two <em>three</em>\n<b>four</b>-five</p>")
    words = index.words[next(root.iter("p"))]

    assert words.take("One", "-") == (True, False) or words.at == 3
    assert words.take("two", "-") == (True, False)
    assert index.words[next(root.iter("em"))].take("three", "-") == (True, False)
    assert index.words[next(root.iter("b"))].take("four", "-") == (True, False)
    assert words.take("-five", "-") == (False, False)


def test_a_hyphen_that_the_text_has_is_told_from_one_that_layout_put_in():
    root, index = parsed("<p>cease-fire forever</p>")
    words = index.words[next(root.iter("p"))]

    assert words.take("cease-", "-")[1] is False
    assert words.take("fire for-", "-")[1] is True
    assert words.take("ever", "-") == (False, False)


def test_text_in_capitals_by_style_keeps_its_place():
    root, index = parsed("<p>Straße und Weg</p>")
    words = index.words[next(root.iter("p"))]

    words.take("STRASSE UND", "-")

    assert words.take("WEG", "-") == (True, False)


def test_titles_of_targets_are_short_and_leave_notes_out():
    _, index = parsed(
        f'<section id="s"><h1>Head{note(1, "Note.")}</h1><p id="p">{"word " * 40}</p></section>'
        '<div id="d"><table><caption>Cap</caption></table></div>'
        '<div data-label="Exhibit 3. A title"><a class="letter" id="y" href="#x-a">a</a>'
        '<span class="letter-note" id="x-a"><a class="letter-label" href="#y">a</a>. B</span></div>'
        "<div><h2>Terms</h2>"
        '<span class="letter-note" id="z-b"><a class="letter-label" href="#w">b</a>. C</span></div>'
    )
    titles = {name: markup.title_of(element, index) for name, element in index.ids.items()}

    assert titles["s"] == "Head"
    assert titles["d"] == "Cap"
    assert titles["n1"] == "Footnote 1"
    assert titles["r1"] == "Back to the text at note 1"
    assert titles["x-a"] == "Note a of Exhibit 3"
    assert titles["y"] == "Back to Exhibit 3 at note a"
    assert titles["z-b"] == "Note b of “Terms”"
    assert titles["p"].endswith("word…")
    assert len(titles["p"]) <= 91


def test_a_comment_is_no_text():
    root, index = parsed("<p>One<!-- not this --> two</p>")

    assert "".join(markup.pieces(next(root.iter("p")))) == "One two"
    assert index.words[next(root.iter("p"))].characters == "Onetwo"
