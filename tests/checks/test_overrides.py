"""What in a theme changes nothing, or not what was meant, is told with its line."""

import pytest
from small import small

from report import ReportError, pipeline
from report.checks import overrides
from report.page.theme import Theme


def doubts(folder):
    theme = Theme.load(folder)
    return (*overrides.examine(theme), *overrides.misfits(theme))


@pytest.mark.parametrize(
    ("name", "text", "line", "told", "hint"),
    [
        ("block/prose.html.jinja", "<p>", 1, "no template of ours", "blocks/prose.html.jinja"),
        ("parts/editon.html.jinja", "x", 1, "no template of ours", "parts/edition.html.jinja"),
        ("themes.css", ".a {}", 1, "no style sheet reads", "theme.css"),
        (
            "sections/cover.html.jinja",
            '{% extends "default/sections/cover.html.jinja" %}\n{% block editon %}{% endblock %}',
            2,
            "no block `editon`",
            "edition",
        ),
        ("theme.css", "/* --acent: */\n:root { --acent: red; }", 2, "`--acent`", "--accent"),
        ("theme.css", "a { color: var(--inc); }", 1, "`--inc`", "--ink"),
        ("theme.css", ":root {\n  --accent: notacolour;\n}", 2, "not a colour", None),
        ("theme.css", ":root { --title: large; }", 1, "not a size", None),
        ("theme.css", ":root { --hang: wide; }", 1, "not a length", None),
    ],
)
def test_a_slip_in_a_theme_is_told_at_its_line(tmp_path, name, text, line, told, hint):
    file = tmp_path / name
    file.parent.mkdir(exist_ok=True)
    file.write_text(text)

    (found,) = doubts(tmp_path)

    assert told in found.message
    assert (found.span.path, found.span.line) == (file, line)
    assert hint is None or f"`{hint}`" in found.hint


@pytest.mark.parametrize(
    "css",
    [
        ":root { --accent: #6b1d2a; --title: 30pt / 34pt; --text: 11pt; --hang: calc(2 * 9mm); }",
        ":root { --signal: var(--mine); --mine: rgb(1 2 3 / 50%) }",
        ":root { --mine: 3pt } .x { margin: var(--mine) } /* --acent: #123 */",
    ],
)
def test_sound_tokens_of_ours_and_of_the_author_are_let_be(tmp_path, css):
    (tmp_path / "theme.css").write_text(css)

    assert doubts(tmp_path) == ()


def test_files_that_others_name_and_blocks_inside_new_ones_are_let_be(tmp_path):
    (tmp_path / "sections").mkdir()
    (tmp_path / "theme.css").write_text('@import "more.css";')
    (tmp_path / "more.css").write_text(".a {}")
    (tmp_path / "own.html.jinja").write_text("x")
    (tmp_path / "sections/cover.html.jinja").write_text(
        '{% extends "default/sections/cover.html.jinja" %}{% block edition %}'
        '{% block mine %}{% include "own.html.jinja" %}{% endblock %}{% endblock %}'
    )

    assert doubts(tmp_path) == ()


def test_a_template_that_extends_itself_is_refused(tmp_path):
    (tmp_path / "sections").mkdir()
    cover = tmp_path / "sections/cover.html.jinja"
    cover.write_text('{% extends "sections/cover.html.jinja" %}')

    with pytest.raises(ReportError, match="extends itself") as caught:
        doubts(tmp_path)

    assert "default/sections/cover.html.jinja" in caught.value.diagnostics[0].hint


def test_a_check_warns_of_the_theme_and_strict_refuses_it(write, tmp_path):
    theme = tmp_path / "theme"
    theme.mkdir()
    (theme / "theme.css").write_text(":root { --acent: red; }")
    path = small(write)

    assert any("--acent" in warning.message for warning in pipeline.check(path, theme=theme))
    with pytest.raises(ReportError, match="--acent"):
        pipeline.check(path, theme=theme, strict=True)
