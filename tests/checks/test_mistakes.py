"""More mistakes of designers: one cause is one message, at its line of the theme, with the fix."""

from pathlib import Path

import pytest
from small import SECTION, small

from report import ReportError, pipeline

COMPARISON = """\
      - kind: comparison
        id: held
        title: What ports held
        boxhead: [Point, Here, There]
        rows:
          - head: Dues
            left: Held, reportedly[@ports-held]
            right: Risen by at least 12 per cent in Norwich in 2018[@dues-rose]
"""
TEMPLATE = """\
<div class="exhibit" data-label="x" id="{{ block.anchor }}">
{% include "parts/caption.html.jinja" %}
{% for head in block.boxhead %}<p>{{ head }}</p>{% endfor %}
{% for row in block.rows %}<p>ROW</p>{% endfor %}
LETTERS
</div>
"""
PAGE = '{% include "default/sections/page.html.jinja" %}'
LETTERS = '{% include "parts/letters.html.jinja" %}'
NAME = "blocks/comparison.html.jinja"


def told(write, files, how=pipeline.check):
    for name, text in files.items():
        write(text, f"house/{name}")
    path = small(write, SECTION + COMPARISON)
    try:
        found = how(path, theme=path.parent / "house")
        found = found if isinstance(found, tuple) else found.warnings
    except ReportError as error:
        found = error.diagnostics
    grave = [d for d in found if d.span and d.level != "advice"]
    return [(d.span.path.name, d.span.line, d.message, d.hint or "") for d in grave]


def comparison(row, letters=LETTERS):
    return {NAME: TEMPLATE.replace("ROW", row).replace("LETTERS", letters)}


@pytest.mark.parametrize(
    ("files", "line", "message", "hint"),
    [
        (
            {"theme.css": "p { color: #111 }\n@import 'a.css';", "a.css": "h1 { color: #111 }"},
            2,
            "an `@import` after a rule is passed over",
            "before the first rule",
        ),
        (
            {"theme.css": "@page {\n @bottom-right { content: 'p. ' counter(page) } }"},
            2,
            "@bottom-right: a page number stands alone",
            "leave counter(pages) out",
        ),
        (
            {"theme.css": "\n@page { size: A5 }"},
            2,
            "the size of a page is not set in a sheet",
            "`page: {size: A5}`",
        ),
        (
            {"theme.css": "@page :left {\n margin: 30mm }"},
            2,
            "the side margin of a page is not set in a sheet",
            "margins: {inner: 20",
        ),
        (
            {"theme.css": ".key-points { display: flex; flex-flow: row-reverse }"},
            1,
            "shows words in another order",
            "keep the order of the fields",
        ),
        ({"theme.css": "li { order: 2 }"}, 1, "shows words in another order", "the fields"),
        ({"theme.css": ".title { word-break: break-all }"}, 1, "parts words anywhere", "hyphens"),
        ({"theme.css": "h1 { transform: rotate(9deg) }"}, 1, "moves words after", "margins"),
        ({"css/drawing.css": "\n.land { fill: var(--lnd) }"}, 2, "sets `--lnd`", "`--land`"),
        ({"css/drawing.css": ".land { r: calc(1px + 1px) }"}, 1, "knows no `calc()`", "var(--…)"),
        (
            {"theme.yaml": "name: X\nkinds:\n  quote: {fields: {text: text}}\n"},
            3,
            "the kind `quote` has no template",
            "blocks/quote.html.jinja",
        ),
        (
            {"sections/page.html.jinja": PAGE + "\n<script>1</script>"},
            2,
            "`<script>` does nothing on a printed page",
            "take it out",
        ),
        ({"sections/page.html.jinja": "{% if 1 %}\nx"}, 2, "end of template", "{% end… %}"),
        (
            {"sections/page.html.jinja": "\n{% for i in range(10**9) %}x{% endfor %}"},
            2,
            "this would become too large",
            "Limits",
        ),
        (
            {"sections/page.html.jinja": "<section><h1>{{ section.title }}</h1></section>"},
            1,
            "leaves out the block of briefing.yaml:13 and 1 more",
            "parts/blocks.html.jinja",
        ),
        (
            comparison("{{ row.head }} {{ row.left }} {{ row.right }}", ""),
            1,
            "the lettered notes a, b are not printed",
            "parts/letters.html.jinja",
        ),
        (
            comparison("{{ row.head }} {{ row.right }} {{ row.left }}"),
            1,
            "prints its calls in the order b, a",
            "in the order of templates/README.md",
        ),
        (
            comparison("{{ row.head }} {{ row.left }} {{ row.left }} {{ row.right }}"),
            1,
            "prints a text twice that calls a note",
            "print each field once",
        ),
        (
            {
                "sections/page.html.jinja": '<section id="{{ section.anchor }}" class="section">'
                '{% include "parts/blocks.html.jinja" %}</section>'
            },
            1,
            "leaves out the title of a section: “Findings”",
            "{{ section.title }}",
        ),
    ],
)
def test_a_mistake_is_told_once_at_its_line_with_the_fix(write, files, line, message, hint):
    ((name, at, said, way),) = told(write, files)

    assert (name, at) == (Path(next(iter(files))).name, line)
    assert message in said
    assert hint in way


@pytest.mark.parametrize(
    ("css", "message"),
    [
        (".exhibit { margin-top: -40pt }", "`.exhibit { margin-top: -40pt }`: page 1:"),
        (".exhibit table { width: 400mm }", "`.exhibit table { width: 400mm }`:"),
        (".block-prose { margin-left: 150mm }", "`.block-prose { margin-left: 150mm }`:"),
        (
            ".block-prose { border-left: 150mm solid }",
            "`.block-prose { border-left: 150mm solid }`:",
        ),
        (":root { --text: 120pt/130pt }", "`--text: 120pt/130pt`:"),
    ],
)
def test_what_the_finished_file_lost_is_told_once_at_the_rule_that_may_be_why(write, css, message):
    ((name, line, said, _),) = told(write, {"theme.css": f"\n{css}"}, pipeline.build)

    assert (name, line) == ("theme.css", 2)
    assert said.startswith(message)


def test_one_faint_colour_on_several_grounds_is_told_once(write):
    css = "\n:root { --quiet: #bbb }\n.block-prose { background: #eee }\np, h1 { color: #bbb }"

    found = told(write, {"theme.css": css}, pipeline.build)

    assert [said for said in found if "contrast" in said[2]] == found
    assert len({line for _, line, *_ in found}) == len(found)


def test_capitals_of_a_style_sheet_keep_the_spaces_of_broken_lines(write):
    css = "h1 { text-transform: uppercase; width: 40mm }"
    path = small(
        write, SECTION.replace("title: Findings", "title: Findings of some length in the north")
    )
    write(css, "house/theme.css")

    found = pipeline.build(path, theme=path.parent / "house").warnings

    assert [d.message for d in found if "run together" in d.message] == []


def test_a_folder_that_is_no_theme_is_refused_at_once(write):
    found = told(write, {f"x{number}.css": "p {}" for number in range(501)})

    ((name, line, said, hint),) = found
    assert (name, line, said) == (
        "x99.css",
        1,
        "a theme has at most 500 templates and style sheets",
    )
    assert "these are 501" in hint
