"""Mistakes that designers make: each is told once, at its own line of the theme, with the fix."""

import re
from pathlib import Path

import pytest
from small import SECTION, small

from report import ReportError, pipeline
from report.checks.look import rules, slips
from report.page.theme import Theme

MATRIX = """\
      - kind: matrix
        id: dues
        title: Dues
        provisions:
          - number: "1"
            agreed: Dues reportedly held[@ports-held]
            done: Dues held reportedly[@ports-held]
            no-shortfall: None was reportedly told[@ports-held]
            as-of: "2018[@dues-rose]"
      - kind: prose
        side-note: The other ports reportedly held their dues.[@ports-held]
        text: The other ports reportedly held their dues.[@ports-held]
"""


@pytest.fixture
def theme(write, tmp_path):
    def made(text, name="theme.css"):
        write(text, f"house/{name}")
        return tmp_path / "house"

    return made


def told(found):
    return [
        (d.span.path.name if d.span else "", d.span.line if d.span else 0, d.message, d.hint or "")
        for d in found
    ]


@pytest.mark.parametrize(
    ("css", "line", "message", "hint"),
    [
        ("\n.sidenote { color: red }", 2, "no element has the class `sidenote`", "`.side-note`"),
        (".exhibit-nubmer { color: red }", 1, "the class `exhibit-nubmer`", "`.exhibit-number`"),
        (":is(.titel, h2) { color: red }", 1, "the class `titel`", "`.title`"),
        (".a {}\n.title:hover { .mark-x { top: 0 } }", 1, "the class `a`", ""),
        ("sidenote { color: red }", 1, "there is no element `sidenote`", ""),
        ("title2 p { color: red }", 1, "there is no element `title2`", "`title`"),
        ("@page covr:first { margin: 0 }", 1, "no page is named `covr`", "`cover`"),
        ("@page :frist { margin: 0 }", 1, "a page is never `:frist`", ":first"),
        ("@page {\n @top-lft { content: none } }", 2, "no box `@top-lft`", "`@top-left`"),
        (".title { color: red\n.run-in { top: 0 }", 1, "this brace is not closed", "`}`"),
        (".title { color: red }}", 1, "this brace closes nothing", "take it out"),
        (".title { color: red\n.run-in { top: 0 }\n}", 1, "`color` is taken for a rule", "`;`"),
        (".a > > b { color: red }", 1, "is no selector that can be read", ""),
        ("@media (max-width: 6cm) { p { top: 0 } }", 1, "is not asked of a page", "without it"),
        ("@media screen { p { top: 0 } }", 1, "`@media screen` never holds", "take the rules"),
    ],
)
def test_a_slip_in_a_sheet_is_told_at_its_line(theme, css, line, message, hint):
    found = told(slips.examine(Theme.load(theme(css))))

    assert [one for one in found if message in one[2]], found
    first = next(one for one in found if message in one[2])
    assert first[:2] == ("theme.css", line)
    assert hint in first[3]


@pytest.mark.parametrize(
    ("css", "message"),
    [
        ("h1 { font-family: 'EB Garamond' }", "`EB Garamond` is no typeface of this document"),
        (":root { --serif: 'EB Garamond' }", "`EB Garamond` is no typeface of this document"),
        (".title { font: 600 20pt 'Lato', serif }", "`Lato` is no typeface"),
        ("p { font-family: serif }", "`serif` is whatever typeface the machine has"),
        ("p { font: 12pt/14pt sans-serif }", "`sans-serif` is whatever typeface"),
        ("@page { @footnote { columns: 2 } }", "no columns in the area of notes"),
        ("@page { @footnote { max-height: 20px } }", "cannot bound the area of notes"),
    ],
)
def test_what_cannot_be_set_is_refused_before_it_is_laid_out(write, theme, css, message):
    with pytest.raises(ReportError) as caught:
        pipeline.check(small(write), theme=theme(css))

    ((name, line, said, _),) = told(caught.value.diagnostics)
    assert (name, line) == ("theme.css", 1)
    assert message in said


@pytest.mark.parametrize(
    "css",
    [
        ".side-note { font-style: italic } .exhibit tbody tr { border-bottom: 0 }",
        "@page { @bottom-left { content: none } } @page cover:first { margin: 0 }",
        ".block-matrix .status, .section-run-on > h1:first-child::before { color: #111 }",
        "@page mine { margin: 9mm } .glossary { page: mine }",
        "h1 { font: 600 20pt var(--sans); font-variation-settings: normal }",
        ".title { color: red; &:first-child { color: #111 } } /* .nope { */",
        'p::before { content: "}" }',
    ],
)
def test_sound_sheets_are_let_be(theme, css):
    look = Theme.load(theme(css))

    assert told([*slips.examine(look), *slips.impossible(look)]) == []


def test_every_role_that_the_page_on_templates_lists_is_known():
    text = (Path(__file__).parents[2] / "templates" / "README.md").read_text(encoding="utf-8")
    table = text.split("| Role | Names |")[1].split("\n\n")[0]
    names = set(re.findall(r"`\.([\w-]+)`", table)) - {"block-KIND", "exhibit-KIND"}
    look = Theme.load()

    assert names - slips.known_classes(look) == set()
    assert len(names) > 60


@pytest.mark.parametrize(
    ("css", "message"),
    [
        (".fn { display: none }", "`.fn { display: none }` hides 3 notes"),
        (".fn { float: none }", "sets 3 notes in the text, not at the foot"),
        (".block-prose { visibility: hidden }", "hides 3 notes"),
        (".side-note { display: none }", "hides 1 note"),
        (".side-note { position: absolute }", "loses 1 note"),
        (".side-note { opacity: 0.5 }", "puts words into a group"),
        (".exhibit th { float: left }", "takes the cells of a table apart"),
        ("tbody { display: grid }", "takes the cells of a table apart"),
        ("h1 { display: none }", "hides “Findings …”, 1 times"),
    ],
)
def test_a_rule_that_loses_something_is_told_once_with_what_it_loses(write, theme, css, message):
    with pytest.raises(ReportError) as caught:
        pipeline.check(small(write, SECTION + MATRIX), theme=theme(css))

    ((name, line, said, _),) = told(caught.value.diagnostics)
    assert (name, line) == ("theme.css", 1)
    assert message in said


def test_a_rule_that_another_takes_back_loses_nothing(write, theme):
    css = ".fn { display: none }\nspan.fn { display: block }\n.side-note { float: none }"

    assert pipeline.check(small(write, SECTION + MATRIX), theme=theme(css)) == ()


def test_computed_words_that_a_template_drops_are_told_at_it(write, theme):
    template = (
        "<div>{% for row in block.provisions %}<p>{{ row.agreed }} {{ row.reported }} "
        "{{ row.shortfall }} {{ row.as_of }}</p>{% endfor %}"
        '{% include "parts/letters.html.jinja" %}</div>'
    )
    folder = theme(template, "blocks/matrix.html.jinja")

    found = told(pipeline.check(small(write, SECTION + MATRIX), theme=folder))

    messages = [one[2] for one in found if one[0] == "matrix.html.jinja"]
    assert any("leaves out words of the scale: “Reported done”" in m for m in messages)
    assert any("leaves out the status of a row" in m for m in messages)


def test_a_field_that_a_template_of_the_theme_drops_is_told_at_the_template(write, theme):
    folder = theme("<p>{{ block.text | join }}</p>", "blocks/prose.html.jinja")

    with pytest.raises(ReportError) as caught:
        pipeline.check(small(write, SECTION + MATRIX), theme=folder)

    ((name, line, said, hint),) = told(caught.value.diagnostics)
    assert (name, line) == ("prose.html.jinja", 1)
    assert "does not print `side-note`, as briefing.yaml:25 has it" in said
    assert hint == "`block.side_note` holds it"


def test_words_that_a_theme_adds_are_advice_at_its_template(write, theme):
    head = '{% extends "default/sections/page.html.jinja" %}{% block heading %}{{ super() }}\n'
    folder = theme(head + "<p>Bound in Hull.</p>{% endblock %}", "sections/page.html.jinja")

    (found,) = [d for d in pipeline.check(small(write), theme=folder) if d.check == "added"]

    assert found.level == "advice"
    assert "“bound in hull”" in found.message
    assert (found.span.path.name, found.span.line) == ("page.html.jinja", 2)


def test_words_that_a_theme_adds_are_found_in_the_template_that_has_them_now(write, theme):
    name = "blocks/prose.html.jinja"
    template = '{% include "default/' + name + '" %}<p>{{ WORD }}</p>'
    folder = theme('{% include "default/blocks/heading.html.jinja" %}', "blocks/heading.html.jinja")
    told = []
    for word in ("Nonsense", "Balderdash"):
        theme(template.replace("{{ WORD }}", word), name)
        (found,) = [d for d in pipeline.check(small(write), theme=folder) if d.check == "added"]
        told.append((found.span.path.name, found.message.split("“")[1].casefold()))

    assert told == [
        ("prose.html.jinja", "nonsense”"),
        ("prose.html.jinja", "balderdash”"),
    ]


def test_a_picture_that_a_template_names_lies_in_the_theme(write, theme):
    head = '{% extends "default/sections/page.html.jinja" %}{% block heading %}{{ super() }}'
    folder = theme(head + '<img src="img/a.svg" alt="">{% endblock %}', "sections/page.html.jinja")

    with pytest.raises(ReportError) as caught:
        pipeline.check(small(write), theme=folder)
    ((name, line, said, _),) = told(caught.value.diagnostics)
    assert (name, line, said) == ("page.html.jinja", 1, "`img/a.svg` is not in the theme")

    write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "house/img/a.svg")
    assert pipeline.check(small(write), theme=folder) is not None


@pytest.mark.parametrize("address", ["../secret.svg", "https://example.org/a.svg", "/etc/hostname"])
def test_a_picture_from_elsewhere_is_refused(write, theme, address):
    write("<svg/>", "secret.svg")
    head = '{% extends "default/sections/page.html.jinja" %}{% block heading %}{{ super() }}'
    text = head + f'<img src="{address}" alt="">{{% endblock %}}'

    with pytest.raises(ReportError, match=r"lies outside|nothing is fetched"):
        pipeline.check(small(write), theme=theme(text, "sections/page.html.jinja"))


def test_text_that_cannot_be_read_on_its_ground_is_refused_at_the_rule(write, theme):
    with pytest.raises(ReportError) as caught:
        pipeline.build(small(write), theme=theme("\n.block-prose { color: #fff }"))

    ((name, line, said, _),) = told(caught.value.diagnostics)
    assert (name, line) == ("theme.css", 2)
    assert "#ffffff on #ffffff has a contrast of 1.00 to 1" in said


def test_a_picture_after_an_element_with_a_drawing_in_it_loses_no_letters(write, theme):
    write('<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>', "house/a.svg")
    css = "section::after { content: url(a.svg) } h1::before { content: counter(page) 'x' }"
    text = "<text y='8' font-family='Source Sans 3'>1</text>"
    svg = f"<svg role='img' viewBox='0 0 90 9'><title>A</title>{text}</svg>"
    head = '{% extends "default/sections/page.html.jinja" %}{% block heading %}{{ super() }}'
    write(f"{head}{svg}{{% endblock %}}", "house/sections/page.html.jinja")

    assert pipeline.build(small(write), theme=theme(css)).pages == 1


def test_words_over_words_are_found_and_the_hint_is_for_the_maker(write, theme):
    with pytest.raises(ReportError) as caught:
        pipeline.build(
            small(write, SECTION + MATRIX), theme=theme(".exhibit { margin-top: -40pt }")
        )

    ((name, line, said, hint),) = told(caught.value.diagnostics)
    assert (name, line) == ("theme.css", 1)
    assert said.startswith("`.exhibit { margin-top: -40pt }`: page 1: ")
    assert "stands over other words" in said
    assert hint.startswith("take it out, or: look for `position`")


def test_a_rule_inside_a_layer_and_a_nested_one_keep_their_lines(tmp_path):
    path = tmp_path / "theme.css"
    text = "@layer mine {\n  .title {\n    color: red;\n    & em { color: blue }\n  }\n}\n"

    found = rules.read(path, text).rules

    assert [(rule.selector, rule.span.line) for rule in found] == [(".title", 2), ("& em", 4)]
    assert found[0].declarations[0].span.line == 3


PRINTED = """\
<p class="stop{{ " accent" if 1 }}" style="left: {{ 1 }}%">{{ block.text | join }}</p>
<p class='track-{{ block.kind }} x{% if 1 %}-y{% endif %}'></p>
"""


def test_classes_that_a_template_makes_of_parts_are_known(write, theme):
    theme(PRINTED, "blocks/prose.html.jinja")
    css = ".stop, .accent, .track-prose, .x-y { color: red }\n.stopp, .traks-a { color: red }"

    found = told(slips.examine(Theme.load(theme(css))))

    assert [(line, said) for _, line, said, _ in found] == [
        (2, "no element has the class `stopp`"),
        (2, "no element has the class `traks-a`"),
    ]


def test_words_of_the_content_that_a_template_prints_again_are_no_additions(write, theme):
    template = (
        "<div>{% for row in block.provisions %}<p>{{ block.boxhead[0] }} {{ row.agreed }} "
        "{{ row.reported }} {{ row.shortfall }} {{ row.as_of }}</p>{% endfor %}"
        '{% include "parts/letters.html.jinja" %}</div>'
    )
    folder = theme(template, "blocks/matrix.html.jinja")

    found = pipeline.check(small(write, SECTION + MATRIX), theme=folder)

    assert [d.message for d in found if d.check == "added"] == []


def test_a_slip_is_told_once_where_doubts_are_errors(write, theme):
    with pytest.raises(ReportError) as caught:
        pipeline.check(small(write), theme=theme(".sidenote { color: red }"), strict=True)

    assert [d.check for d in caught.value.diagnostics].count("sheet") == 1


def test_text_over_a_picture_is_told_at_the_picture(write, theme):
    write(
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0h9v9H0z"/></svg>',
        "house/a.svg",
    )
    css = "\n.block-prose { background: url(a.svg) }"

    with pytest.raises(ReportError) as caught:
        pipeline.build(small(write), theme=theme(css))

    places = {one[:2] for one in told(caught.value.diagnostics)}
    assert places == {("theme.css", 2)}
