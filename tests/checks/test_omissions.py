"""A theme may move and restyle a text; it cannot lose one without a word."""

import pytest
from small import SECTION, small

from report import ReportError, pipeline

TABLE = """\
      - kind: table
        id: dues
        title: Dues rose
        boxhead: [Port, Dues]
        rows: [['Norwich[@dues-rose]', 'rose[@dues-rose]']]
"""


@pytest.fixture
def theme(tmp_path):
    def theme(name, text):
        path = tmp_path / "theme" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return tmp_path / "theme"

    return theme


def test_what_is_left_out_is_told_once_at_the_template_that_leaves_it_out(write, theme):
    path = small(write)
    folder = theme("blocks/prose.html.jinja", "<p>hi</p>")

    with pytest.raises(ReportError) as caught:
        pipeline.check(path, theme=folder)

    (problem,) = caught.value.diagnostics
    assert (problem.span.path, problem.span.line) == (folder / "blocks/prose.html.jinja", 1)
    assert "`text`, as briefing.yaml:14 has it" in problem.message

    (folder / "blocks/prose.html.jinja").unlink()
    with pytest.raises(ReportError) as caught:
        pipeline.check(path, theme=theme("parts/blocks.html.jinja", "<p>hi</p>"))

    (problem,) = caught.value.diagnostics
    assert (problem.span.path, problem.span.line) == (folder / "parts/blocks.html.jinja", 1)
    assert "leaves out the block of briefing.yaml:13" in problem.message
    assert "`data-block`" in problem.hint


def test_a_template_that_leaves_the_lettered_notes_out_is_told(write, theme):
    table = "<table>{% for r in block.rows %}<tr>{% for c in r %}<td>{{ c }}</td>{% endfor %}</tr>"
    folder = theme("blocks/table.html.jinja", table + "{% endfor %}</table>")

    with pytest.raises(ReportError, match="the lettered note a is not printed"):
        pipeline.check(small(write, SECTION + TABLE), theme=folder)


def test_a_template_may_change_the_case_and_the_spaces_of_a_text(write, theme):
    text = "{% for p in block.text %}<p>\n{{ p | upper }} </p>{% endfor %}"
    folder = theme("blocks/prose.html.jinja", text)

    assert pipeline.check(small(write), theme=folder) == pipeline.check(small(write))
