# ruff: noqa: E501  # templates read best in one line
"""Templates of a stranger: they reach nothing of the system, and they end."""

import time
from types import SimpleNamespace

import jinja2
import pytest

from report.page.sandbox import Templates


def render(text, **values):
    return Templates(jinja2.DictLoader({"a": text})).get_template("a").render(values)


@pytest.mark.parametrize(
    "text",
    [
        "{{ ''.__class__.__mro__[1].__subclasses__() }}",
        "{{ ''['__class__'] }}",
        "{{ ''|attr('__class__') }}",
        "{{ cycler.__init__.__globals__.os.system('true') }}",
        "{{ lipsum.__globals__['os'].popen('true').read() }}",
        "{{ self.__init__.__globals__ }}",
        "{{ joiner.__init__ }}",
        "{{ range.__class__ }}",
        "{{ [x]|map(attribute='__class__')|join }}",
        "{{ (x,)|map(attribute='path.parent')|join }}",
        "{{ '{0.__class__}'.format(x) }}",
        "{{ x.path.read_text() }}",
        "{{ x.path.parent }}",
        "{{ x.kind.mro }}",
        "{{ x.act.__globals__ }}",
        "{% macro m() %}{% endmacro %}{{ m.__init__ }}",
        "{% for i in [1] %}{{ loop.__class__ }}{% endfor %}",
        "{{ namespace.__init__ }}{{ dict.__base__ }}",
    ],
)
def test_nothing_of_the_system_is_within_reach(text, tmp_path):
    values = SimpleNamespace(path=tmp_path / "x", kind=int, act=render)

    with pytest.raises(jinja2.TemplateError):
        render(text, x=values)


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in range(10**12) %}{% endfor %}",
        "{% for i in range(100000) %}{% for j in range(100000) %}{% endfor %}{% endfor %}",
        "{% for i in range(100000) %}{{ range(100000)|list }}{% endfor %}",
        "{% for i in range(100000) %}{{ range(100000)|map('string')|join }}{% endfor %}",
        "{% for i in range(100000) %}" + "x" * 100_000 + "{% endfor %}",
        "{% set x %}{% for i in range(100000) %}" + "x" * 100_000 + "{% endfor %}{% endset %}",
        "{% for i in range(100000) %}{{ x|upper }}{% endfor %}",
        "{% macro m() %}{{ m() }}{{ m() }}{% endmacro %}{{ m() }}",
        "{% for i in [[[]]] recursive %}{{ loop([i, i]) }}{{ loop([i, i]) }}{% endfor %}",
        "{% include 'a' %}{% include 'a' %}",
        "{% block b %}{{ self.b() }}{{ self.b() }}{% endblock %}",
        "{{ 9**9**9 }}",
        "{{ 'x' * 10**10 }}",
        "{{ [1] * 10**10 }}",
        "{{ '%1000000000d' % 1 }}",
        "{{ '%*d' % (1000000000, 1) }}",
        "{{ '%1000000000d'|format(1) }}",
        "{{ '{:1000000000}'.format(1) }}",
        "{{ 'x'|center(1000000000) }}",
        "{{ 'x'|indent(1000000000) }}",
        "{{ [1]|batch(1000000000, 2)|list }}",
        "{{ x|replace('x', x) }}",
        "{{ (['']*100000)|join(x) }}",
        "{% set n = namespace(x='xx') %}{% for i in range(99) %}{% set n.x = n.x ~ n.x %}{% endfor %}",
        "{% set n = namespace(x='xx') %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x='xx') %}{% for i in range(99) %}{% set n.x %}{{ n.x }}{{ n.x }}{% endset %}{% endfor %}",
        "{% set n = namespace(x=[1]) %}{% for i in range(99) %}{% set n.x = n.x + n.x %}{% endfor %}",
        "{% set n = namespace(x=9) %}{% for i in range(99) %}{% set n.x = n.x * n.x %}{% endfor %}",
        "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}",
        "{% if 1 %}" * 3000 + "{% endif %}" * 3000,
        "{{ 1" + "+1" * 20_000 + " }}",
        "{{ lipsum(n=100000) }}",
    ],
)
def test_what_would_not_end_is_refused_in_a_few_seconds(text):
    start = time.process_time()

    with pytest.raises((jinja2.TemplateError, RecursionError)):
        render(text, x="x" * 100_000)

    assert time.process_time() - start < 8


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "{% for i in x.items %}{{ loop.index }}{{ i }}{% if not loop.last %}, {% endif %}{% endfor %}",
            "1a, 2b",
        ),
        ("{{ x.items|join(' ') }} {{ x.items|length }} {{ x.name.title() }}", "a b 2 N"),
        ("{% macro m(a) %}<{{ a }}>{% endmacro %}{{ m('x') }}", "<x>"),
        (
            "{% set n = namespace(i=0) %}{% for i in range(5) %}{% set n.i = n.i + i %}{% endfor %}{{ n.i }}",
            "10",
        ),
        (
            "{{ 'a' ~ 1 ~ 'b' }} {{ '%02d' % 7 }} {{ 'x' * 3 }} {{ 2 ** 10 }} {{ 7 // 2 }}",
            "a1b 07 xxx 1024 3",
        ),
        (
            "{{ x.name|replace('N', 'M') }} {{ x.items[::-1]|list|first }} {{ (x.items|map('upper')|list)[1] }}",
            "M b B",
        ),
        ("{% set c = cycler('a', 'b') %}{{ c.next() }}{{ c.next() }}{{ c.next() }}", "aba"),
        ("{% block b %}{{ x.table.get('k') }}{% endblock %}{{ self.b() }}", "vv"),
    ],
)
def test_what_designers_write_runs(text, wanted):
    values = SimpleNamespace(items=["a", "b"], name="N", table={"k": "v"})

    assert render(text, x=values) == wanted


def test_each_section_has_its_full_allowance():
    templates = Templates(jinja2.DictLoader({"a": "{% for i in range(90000) %}{% endfor %}" * 10}))
    for _ in range(8):
        templates.begin()

        assert templates.get_template("a").render() == ""
