"""A page in fewer letters: what is left out is what HTML takes for written."""

import tinyhtml5

from report.web import dom, slimming

PAGE = (
    "<div><dl><div><dt>A</dt><dd><p>One.</p></dd></div></dl><ul><li><p>One.</p><p>Two.</p></li>"
    "<li>Three.</li></ul><a><p>In a link.</p></a><p>Before text.</p>text<table><tbody><tr>"
    "<th>a</th><td>b</td></tr><tr><td>c</td></tr></tbody></table><p>Last.</p></div>"
)


def tree(html):
    def shown(element):
        return (element.tag, element.text, element.tail, [shown(child) for child in element])

    return shown(tinyhtml5.parse(html, namespace_html_elements=False))


def test_end_tags_go_where_html_takes_them_for_written():
    less = slimming.text(PAGE)

    assert len(less) < len(PAGE) - 50
    assert tree(less) == tree(PAGE)


def test_a_name_that_nobody_knows_goes_and_its_words_stay():
    words = 'a <span class="x">b <em class="y">c</em> d</span> e'
    section = dom.read(f'<p>{words}</p><ul class="letters"><li>{words}</li></ul>')
    slimming.names([section], frozenset(["letters", "y"]))

    assert dom.inside(section) == (
        '<p>a <span>b <em class="y">c</em> d</span> e</p>'
        '<ul class="letters"><li>a b <em class="y">c</em> d e</li></ul>'
    )


def test_lettered_notes_and_their_calls_find_each_other_by_short_names():
    section = dom.read(
        '<a id="exhibit-1-a-1" href="#exhibit-1-a">a</a><ul class="letters"><li id="exhibit-1-a">'
        '<a role="doc-backlink" href="#exhibit-1-a-1">a.</a></li></ul>'
    )
    slimming.letters([section])

    made = dom.inside(section)
    assert made.count('"l.1-1"') == made.count('"#l.1-1"') == made.count('"#l.1"') == 1
    assert "exhibit" not in made


def test_a_rule_goes_whose_classes_stand_nowhere_and_any_other_stays():
    page = '<p class="note">Some words.</p><script>pop.className = "panel"</script>'
    kept = "@layer a,b;.note{c:d}.gone,p{c:d}p:not(.gone,.away){c:d}.panel .words{c:d}"

    assert slimming.rules(f"{kept}.gone{{c:d}}.note .gone:hover,.away{{c:d}}", page) == kept
    assert slimming.rules("@media print{.gone{c:d}.note{c:d}}", page) == "@media print{.note{c:d}}"
