"""The HTML of a briefing: markup that the engine relies on, and template errors in place."""

import re
import shutil

import pytest
from small import SECTION, small

from report import ReportError, citations, content, notes, pipeline
from report.content import briefing, library, yamlfile
from report.page import html
from report.page.theme import Theme
from report.page.view import Views


def rendered(path, theme=None):
    text = yamlfile.read(path)
    model = briefing.parse(text)
    books = library.load(model, text)
    called = notes.gather(model, books, text)
    made = citations.Citations(
        notes=tuple(f"Source {n}." for n in range(len(called.clusters))),
        in_text=(),
        bibliography=(("harbour-report", "Harbour dues in the north."),),
        note_style=True,
    )
    return html.render(Views(model, text, books, called, made), Theme.load(theme))


def test_the_first_call_carries_its_note_and_both_link_to_each_other(write):
    (page,) = rendered(small(write))

    assert (
        '2018.\u2060<a class="fnref" id="r1" href="#n1">1</a>'
        '<span class="fn" id="n1" data-number="1" data-continued="1, continued">'
        '<span class="note-number"><a class="fnlabel" href="#r1">1</a>.</span>'
        "&#8194;Source 0.</span>"
    ) in page


def test_a_theme_makes_its_own_notes_of_number_stop_and_text(write, tmp_path):
    theme = tmp_path / "theme"
    (theme / "parts").mkdir(parents=True)
    (theme / "parts" / "note.html.jinja").write_text(
        '<span class="fn" id="{{ note.id }}">[<a class="fnlabel" href="#{{ note.call }}">'
        "{{ note.number }}</a>] {{ note.text }}</span>\n",
        encoding="utf-8",
    )
    read = pipeline.prepare(small(write))

    (page,) = html.render(read.views(read.cite().result()), Theme.load(theme))

    assert '<span class="fn" id="n1">[<a class="fnlabel" href="#r1">1</a>] ' in page


def test_a_note_called_again_is_a_link_without_a_second_note(write):
    text = "'One.[@dues-rose]{#rise} Again.[^rise]'"
    (page,) = rendered(
        small(
            write,
            SECTION.replace(
                "Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]", text
            ),
        )
    )

    assert page.count('class="fn"') == 1
    assert '<a class="fnref" id="r1-2" href="#n1">1</a>' in page


def test_a_suggested_citation_names_who_wrote_the_briefing(write):
    block = "  - id: end\n    title: End\n    blocks:\n      - kind: suggested-citation\n"
    path = small(write, block)
    path.write_text(path.read_text().replace("edition-date", "authors: [Anna Lee]\nedition-date"))

    (page,) = rendered(path)

    said = "Lee, Anna. “Harbour dues.” Source briefing, The Harbour Desk, 1\u00a0March\u00a02024."
    assert said.replace("\u00a0", " ") in page.replace("\u00a0", " ")


def test_every_block_carries_its_name_by_which_its_place_is_found(write):
    path = small(write)
    (page,) = rendered(path)
    name = re.search(r'data-block="([^"]+)"', page)[1]

    assert name.startswith("findings.prose.")
    assert content.read(path).briefing.place_of(name) == ("sections", 0, "blocks", 0)


def test_a_section_that_runs_on_shares_the_page_of_the_one_before(write):
    more = SECTION.replace("id: findings", "id: more\n    layout: run-on")
    own = SECTION.replace("id: findings", "id: third")

    pages = rendered(small(write, SECTION + more + own))

    assert [re.findall(r'id="(s-\w+)"', page) for page in pages] == [
        ["s-findings", "s-more"],
        ["s-third"],
    ]


def test_the_status_of_a_provision_follows_from_what_is_reported(write):
    matrix = """\
  - id: findings
    title: Findings
    blocks:
      - kind: matrix
        id: done
        title: What was done
        provisions:
          - {number: "1", agreed: 'A[@dues-rose]', done: 'B[@dues-rose]'}
          - number: "2"
            agreed: 'A[@dues-rose]'
            done: 'B[@dues-rose]'
            fell-short: 'C[@ports-held]'
          - {number: "3", agreed: 'A[@dues-rose]', bears: 'B[@dues-rose]'}
          - {number: "4", agreed: 'A[@dues-rose]'}
"""
    (page,) = rendered(small(write, matrix))
    cells = re.findall(r'<td class="status.*?</td>', page, re.S)

    assert [re.sub(r"<svg.*?</svg>|<[^>]+>", "", c, flags=re.S).strip() for c in cells] == [
        "Reported done",
        "Reported done, with a shortfall",
        "Partly documented",
        "Not documented",
    ]


def test_a_theme_changes_one_block_of_a_template_and_keeps_the_rest(write, tmp_path):
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "briefing.html.jinja").write_text(
        '{% extends "default/briefing.html.jinja" %}'
        "{% block head %}<title>Mine</title>{% endblock %}"
    )

    (page,) = rendered(small(write), theme)

    assert "<title>Mine</title>" in page
    assert 'class="fnref"' in page


@pytest.mark.parametrize(
    ("template", "line", "message"),
    [
        ("<p>\n{{ block.txt }}</p>", 2, "no attribute 'txt'"),
        ("<p>\n\n{% if %}</p>", 3, "Expected an expression"),
        ("{{ 1 + block.kind }}", 1, "the template fails: unsupported operand"),
        ('{% include "blocks/none.html.jinja" %}', 1, "there is no template"),
    ],
)
def test_a_template_at_fault_is_named_with_its_line(write, tmp_path, template, line, message):
    theme = tmp_path / "theme"
    (theme / "blocks").mkdir(parents=True)
    broken = theme / "blocks" / "prose.html.jinja"
    broken.write_text(template)

    with pytest.raises(ReportError) as caught:
        rendered(small(write), theme)

    (problem,) = caught.value.diagnostics
    assert (problem.span.path, problem.span.line) == (broken, line)
    assert message in problem.message


def test_a_template_that_extends_itself_is_named(write, tmp_path):
    theme = tmp_path / "theme"
    (theme / "sections").mkdir(parents=True)
    own = theme / "sections" / "page.html.jinja"
    own.write_text('{% extends "sections/page.html.jinja" %}', encoding="utf-8")

    with pytest.raises(ReportError) as caught:
        rendered(small(write), theme)

    (found,) = caught.value.diagnostics
    assert str(found.span) == f"{own}:1:1"
    assert found.message == "this template includes itself"
    assert "`default/" in found.hint


def test_a_block_that_has_no_template_is_named_in_the_briefing(write, tmp_path, monkeypatch):
    bare = tmp_path / "bare" / "default"
    shutil.copytree(Theme.load().folders[0], bare)
    (bare / "blocks" / "prose.html.jinja").unlink()
    monkeypatch.setattr("report.content.themes.layers.bundled", lambda _: bare.parent)

    with pytest.raises(ReportError, match=r"briefing.yaml:13:15: the theme has no template for"):
        rendered(small(write))


def test_a_theme_that_is_not_there_is_a_sentence(tmp_path):
    with pytest.raises(ReportError, match="there is no such folder"):
        Theme.load(tmp_path / "none")


CITED_IN_TEXT = """\
  - id: findings
    title: Findings
    blocks:
      - kind: documents
      - kind: glance
        title: Facts
        rows:
          - {head: Dues, text: "At least 12 per cent[@dues-rose]"}
"""


def test_in_a_style_that_cites_in_the_text_exhibits_keep_their_letters(write):
    read = pipeline.prepare(small(write, CITED_IN_TEXT))

    (page,) = html.render(read.views(read.cite("apa").result()), Theme.load())

    assert 'class="letter"' in page
    assert "(<i>Harbour" not in page.partition('class="letters"')[2]
    assert re.search(r"why \(.*, n\.d\.\)\.</p>", page)  # before the stop of the summary


def test_a_matrix_puts_the_status_first_and_the_date_under_what_was_done(write):
    (page,) = rendered(small(write, MATRIX.format(as_of="January 2018")))

    assert re.findall(r'<th scope="col">(\w+)', page) == ["Status", "Agreed", "Done", "Short"]
    assert re.search(r'<tr>\s*<td class="status">.*?</td>\s*<th scope="row">', page, flags=re.S)
    assert re.search(r'<td>Dues held.*? <span class="as-of">January', page)


def test_a_row_with_a_shortfall_is_tinted(write):
    text = MATRIX.format(as_of="2018")
    (page,) = rendered(small(write, text.replace("no-shortfall: None", "fell-short: Some")))

    assert '<tr class="fell-short">' in page
    assert "fell-short" not in rendered(small(write, text))[0]


MATRIX = """\
  - id: findings
    title: Findings
    blocks:
      - kind: matrix
        id: dues
        title: Dues
        boxhead: [Agreed, Done, Short, Status, As of, Notes]
        provisions:
          - number: "1"
            agreed: Dues held[@ports-held]
            done: Dues held[@ports-held]
            no-shortfall: None reported[@ports-held]
            as-of: "{as_of}[@ports-held]"
"""


@pytest.mark.parametrize("name", ["theme.css", "blocks/prose.html.jinja"])
def test_a_file_of_a_theme_in_another_encoding_is_named_with_its_line(tmp_path, name):
    path = tmp_path / name
    path.parent.mkdir(exist_ok=True)
    path.write_bytes("a\né".encode("latin-1"))

    with pytest.raises(ReportError) as caught:
        Theme.load(tmp_path)

    assert str(caught.value).startswith(f"{path}:2:1: the file is not UTF-8 text")


TABLE = """\
  - id: findings
    title: Findings
    blocks:
      - kind: table
        id: rise
        title: Dues rose
        boxhead: [Port, Rise]
        rows: [[Norwich, "at least 12 per cent in 2018[@dues-rose]"]]
"""


def test_a_briefing_may_give_the_house_words_of_its_own(write):
    path = small(write, TABLE)
    path.write_text('words: {exhibit: "Anlage {number}", sources: "Quellen:"}\n' + path.read_text())

    (page,) = rendered(path)

    assert '<span class="exhibit-number">Anlage\u00a01</span>' in page
    assert '<span class="foot-head">Quellen:</span>' in page
    assert "Exhibit" not in page


def test_a_word_that_the_catalogue_has_not_is_told_with_what_was_meant(write):
    path = small(write, TABLE)
    path.write_text("words: {exibit: A}\n" + path.read_text())

    with pytest.raises(ReportError, match=r"1:9: `exibit` is not an entry") as caught:
        content.read(path)

    assert caught.value.diagnostics[0].hint == "did you mean `exhibit`?"
