"""What a theme says in its theme.yaml is read with those it extends, and faults are placed."""

import io

import pikepdf
import pytest
from small import BRIEFING, SECTION, small

from report import ReportError, content, pipeline
from report.content import schema, themes
from report.page.theme import Theme

KINDS = """\
kinds:
  pull-quote:
    says: A sentence of a document, set large.
    fields:
      text: text
      by: plain?
"""
QUOTED = """\
      - kind: pull-quote
        text: Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]
        by: A harbour clerk
"""


@pytest.fixture
def theme(write, tmp_path):
    """Write a theme's files into a folder, and return it."""

    def made(yaml="", name="house", **more):
        write(f"name: House\n{yaml}", f"{name}/theme.yaml")
        for path, text in more.items():
            write(text, f"{name}/{path}")
        return tmp_path / name

    return made


def refused(act):
    with pytest.raises(ReportError) as caught:
        act()
    return [(str(d.span), d.message, d.hint or "") for d in caught.value.diagnostics]


def test_a_briefing_names_a_theme_by_its_folder_and_the_command_goes_before_it(write, theme):
    theme("page: {size: A5}")
    other = theme("page: {size: [100, 200]}", "other")
    path = small(write)
    path.write_text(path.read_text().replace("title: Harbour", "theme: house\ntitle: Harbour", 1))

    named = content.read(path).theme
    asked = themes.chosen(content.read(path).source, other)

    assert (named.sheet().width, named.sheet().height) == (148, 210)
    assert asked.sheet().width == 100
    assert named.sheet("letter").width == 215.9


def test_of_several_themes_that_are_extended_the_leftmost_wins(theme):
    theme("page: {bleed: 3, margins: {inner: 30}}\nlimits: {notes: 50}", "house/one")
    theme("page: {bleed: 5, margins: {inner: 9, outer: 8}}\nlimits: {notes: 60}", "house/two")
    stack = themes.named(theme("extends: [one, two]\npage: {margins: {inner: 20}}"))

    assert [layer.name for layer in stack.layers][1:] == ["one", "two"]
    assert (stack.page.bleed, stack.limits.notes) == (3, 50)
    assert (stack.page.margins.inner, stack.page.margins.outer) == (20, 8)


def test_a_circle_of_themes_is_refused_at_the_line_that_closes_it(theme):
    theme("extends: ..", "house/inner")

    ((place, message, _),) = refused(lambda: themes.named(theme("extends: inner")))

    assert message == "the theme `..` extends itself"
    assert place.endswith("inner/theme.yaml:2:10")


@pytest.mark.parametrize(
    ("yaml", "place", "message", "hint"),
    [
        ("verson: 1.2", "2:1", "`verson` is not a field here", "`version`"),
        ("version: one", "2:10", "a version is numbers", ""),
        ("page: {size: A55}", "2:14", "a size is one of A3, A4, A5", ""),
        ("page: {size: [148, tall]}", "2:14", "a length is a number of millimetres", ""),
        ("page: {margins: {left: 9}}", "2:18", "`left` is not a field", ""),
        ("page: {bleed: 40}", "2:15", "at most 20", ""),
        ("logo: {large: no.svg, text: Desk}", "2:15", "there is no picture `no.svg`", ""),
        ("logo: {large: no.svg}", "2:7", "`text` is missing", "add `text:`"),
        ("fonts: {text: {files: [no.ttf]}}", "2:24", "there is no font file", ""),
        ("extends: nowhere", "2:10", "there is no theme `nowhere`", "default"),
        ("extends: ../out", "2:10", "there is no such folder", ""),
        ("fits: 9", "2:7", "templates of contract 9", "update"),
        ("kinds: {prose: {fields: {a: text}}}", "2:9", "there is a kind `prose`", "blocks/prose"),
        ("kinds: {a: {fields: {b: words}}}", "2:25", "a field is one of text, prose", ""),
        ("kinds: {a: {fields: {kind: text}}}", "2:22", "`kind` cannot be the name", "every block"),
        ("kinds: {a: {field: {b: text}}}", "2:13", "`field` is not a field", "`fields`"),
    ],
)
def test_a_fault_in_a_theme_is_told_at_its_place(write, theme, yaml, place, message, hint):
    folder = theme(yaml)

    found = refused(lambda: pipeline.check(small(write), theme=folder))

    told = [f for f in found if message in f[1]]
    assert told, found
    assert told[0][0] == f"{folder / 'theme.yaml'}:{place}"
    assert hint in told[0][2]


def test_a_briefing_may_not_name_a_theme_outside_of_its_folders(write, theme):
    theme()
    path = write(BRIEFING.replace("harbour.yaml", "../h.yaml") + SECTION, "in/briefing.yaml")
    path.write_text(path.read_text() + "theme: ../house\n")

    ((place, message, hint),) = refused(lambda: content.read(path))

    assert place.endswith("briefing.yaml:15:8")
    assert "lies outside" in message
    assert "--root" in hint


def test_a_kind_that_a_theme_declares_is_printed_and_held_to_the_evidence(write, theme):
    template = "<blockquote>{{ block.text }} {{ block.by }}</blockquote>"
    folder = theme(KINDS, **{"blocks/pull-quote.html.jinja": template})
    path = small(write, SECTION + QUOTED)

    assert [d.check for d in pipeline.check(path, theme=folder)] == ["unused-fact"]
    path.write_text(path.read_text().replace("12 per cent in Norwich in 2018.[", "9 per cent.["))
    told = {d.check for d in pipeline.check(path, theme=folder)}

    assert "numbers" in told


def test_a_kind_of_a_theme_is_in_the_schema_and_in_errors(write, theme):
    stack = themes.named(theme(KINDS))

    assert "A sentence of a document, set large." in schema.schema("briefing", stack)
    path = small(write, SECTION + QUOTED.replace("by:", "bye:"))
    found = refused(lambda: pipeline.check(path, theme=theme(KINDS)))
    assert "`bye` is not a field here" in found[0][1]
    assert "`by`" in found[0][2]


def test_a_kind_whose_template_is_missing_is_told_once_where_it_is_declared(write, theme):
    path = small(write, SECTION + QUOTED)
    house = theme(KINDS)

    ((place, message, hint),) = refused(lambda: pipeline.check(path, theme=house))

    assert place.startswith(str(house / "theme.yaml"))
    assert "`pull-quote` has no template" in message
    assert "blocks/pull-quote.html.jinja" in hint


def test_the_page_of_a_theme_becomes_tokens_and_rules(theme):
    page = "page: {size: [180, 240], bleed: 3, marks: yes, facing: yes, margins: {inner: 25}}"
    look = Theme.load(theme(page))

    (sheet,) = [s for s in look.stylesheets() if isinstance(s, str)]

    assert "--page-width: 180" in sheet
    assert "--margin-inner: 25" in sheet
    assert "marks: crop cross" in sheet
    assert ":left" in sheet
    assert "--page-width" not in next(s for s in look.stylesheets("letter") if isinstance(s, str))


def test_a_briefings_own_fonts_go_before_the_themes(theme):
    stack = themes.named(theme("fonts: {text: {package: fontpkg-source-sans-3}}"))

    found = stack.typefaces(None, next(stack.said)[2])

    assert found.text.family == found.headings.family == "Source Sans 3"


def test_a_logo_stands_on_the_cover_and_in_the_running_head(write, theme):
    svg = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 3"><path d="M0 0H9V3Z"/></svg>'
    cover = SECTION.replace("title: Findings", "layout: cover") + SECTION.replace(": f", ": more-f")
    folder = theme("logo: {large: a.svg, small: a.svg, text: The Desk}", **{"a.svg": svg})

    pdf = pipeline.build(small(write, cover), theme=folder)

    with pikepdf.open(io.BytesIO(pdf.data)) as file:
        alternatives = [str(o.Alt) for o in file.objects if "/Alt" in dir_of(o)]
        pages = len(file.pages)
    assert alternatives == ["The Desk"]
    assert pages == 2


def dir_of(thing):
    return thing.keys() if isinstance(thing, pikepdf.Dictionary) else ()
