"""For a text on a page, the rules of its theme that fit it are told, each with its line."""

import pytest

from report.content.themes.layers import Layer, ThemeStack
from report.press.fragment import TextRun
from report.watch.styling import hitting

HTML = """<html><body><section data-block="ports" class="table"><table>
<tr><td>Norwich</td><td class="figure">12 per cent<span class="fn" id="fn-1">A <i>note</i>.</span>
</td></tr></table></section>
<section data-block="other"><p>12 per cent</p></section></body></html>"""
OWN = """p { color: red }
td.figure { color: #0b4f6c;
  text-align: end }
@media print { .table td { padding: 0 } }
.fn i { font-style: normal }
@page { @top-left { content: none } }
"""


@pytest.fixture
def stack(tmp_path):
    for name, text in (("own", OWN), ("default", "td { padding: 1pt }\n.table { margin: 0 }\n")):
        (tmp_path / name).mkdir()
        (tmp_path / name / "theme.css").write_text(text, encoding="utf-8")
    return ThemeStack((Layer("own", tmp_path / "own"),), default=tmp_path / "default")


def told(stack, **run):
    given = {"kind": "text", "block": "ports", "note": "", "text": "", **run}
    return [
        (one.selector, one.element, one.own, one.span.line)
        for one in hitting(TextRun(**given), ["<p>", HTML], stack)
    ]


def test_the_rules_for_a_cell_are_those_of_its_element_and_of_those_around_it(stack):
    assert told(stack, text="12 per") == [
        (".table td", "td.figure", True, 4),  # as strong as the next, and later
        ("td.figure", "td.figure", True, 2),
        ("td", "td.figure", False, 1),
        (".table", "section.table", False, 2),
    ]


def test_a_rule_says_what_it_declares(stack):
    run = TextRun(kind="text", block="ports", note="", text="12 per")

    assert hitting(run, [HTML], stack)[1].declares == "color: #0b4f6c; text-align: end"


def test_a_note_has_the_rules_of_the_note(stack):
    assert told(stack, note="fn-1", text="note") == [(".fn i", "i", True, 5)]


def test_a_running_head_has_the_rules_of_its_page(stack):
    assert told(stack, kind="margin", block="", text="Ports") == [("@top-left", "@page", True, 6)]


def test_what_is_nowhere_has_none(stack):
    assert told(stack, block="gone", text="12") == []
