"""Sixty themes of a stranger who means ill: what each would do is refused, or does nothing."""

from collections.abc import Iterator

from .inputs import Files

_TEMPLATE = "parts/edition.html.jinja"


def _yaml(text: str) -> Files:
    return {"theme.yaml": f"name: X\n{text}\n"}


def _css(text: str) -> Files:
    return {"theme.css": text}


def _jinja(text: str, name: str = _TEMPLATE) -> Files:
    return {name: text}


SAID: tuple[Files, ...] = (  # a theme.yaml that leads outside, or is out of all measure
    _yaml("extends: ../../.."),
    _yaml("extends: {outside}"),
    _yaml("extends: /"),
    _yaml("extends: ."),
    _yaml("extends: [default, default, .]"),
    _yaml("extends: folder"),
    _yaml('extends: "a\\0b"'),
    _yaml("logo: {large: ../../secret.txt, text: X}"),
    _yaml("logo: {large: {outside}/secret.txt, text: X}"),
    _yaml("logo: {large: /dev/zero, text: X}"),
    _yaml("logo: {small: linked.svg, text: X}"),
    _yaml("logo: {large: 'https://example.org/a.svg', text: X}"),
    _yaml("fonts: {text: {files: [../../secret.txt]}}"),
    _yaml("fonts: {text: {package: os}}"),
    _yaml("fonts: {text: {package: ../../secret}}"),
    _yaml("fonts: {labels: {files: [/dev/stdin]}}"),
    _yaml("page: {size: [1e9, 1e9]}"),
    _yaml("page: {size: [0, 0]}"),
    _yaml("page: {size: [100, 100], margins: {inner: 90, outer: 90}}"),
    _yaml("page: {bleed: 1e308}"),
    _yaml("kinds: {a: {fields: {__class__: text}}}"),
    _yaml("kinds: {a: {fields: {model_config: text}}}"),
    _yaml("kinds: {a: {fields: {b: 'list[os]'}}}"),
    _yaml("kinds: {'../../secret': {fields: {a: text}}}"),
    _yaml("kinds: {" + ", ".join(f"k{n}: {{fields: {{a: text}}}}" for n in range(200)) + "}"),
    _yaml("ejected: {../../secret.txt: {digest: 'sha256:" + "0" * 64 + "'}}"),
    _yaml("include: ../../secret.txt"),
    _yaml("name: &a [*a, *a]"),
    _yaml("limits: {notes: 99999999999999999999}"),
    {"theme.yaml": "name: " + "[" * 5000},
    {"theme.yaml": b"\xff\xfe\x00name"},
)

PRINTED: tuple[Files, ...] = (  # templates and sheets
    _jinja("{{ lipsum.__globals__['os'].popen('touch pwned').read() }}"),
    _jinja("{{ ''.__class__.__mro__[1].__subclasses__() }}"),
    _jinja("{{ self._TemplateReference__context }}"),
    _jinja("{{ cycler.__init__.__globals__.os.system('touch pwned') }}"),
    _jinja("{{ logo.__class__ }}{{ tokens.__class__.__base__ }}"),
    _jinja("{{ ('%' ~ 999999999 ~ 'd') % 1 }}"),
    _jinja("{% for a in range(99999) %}{% for b in range(99999) %}x{% endfor %}{% endfor %}"),
    _jinja("{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}"),
    _jinja(
        "{% set ns = namespace(x='a') %}"
        "{% for i in range(60) %}{% set ns.x = ns.x ~ ns.x %}{% endfor %}"
    ),
    _jinja("{{ 'a' * 99999999 }}{{ 9 ** 9 ** 9 }}"),
    _jinja("{% include '../../secret.txt' %}"),
    _jinja("{% include '/etc/passwd' %}"),
    _jinja("{% extends 'parts/edition.html.jinja' %}"),
    _jinja('<img src="../secret.txt" alt="">'),
    _jinja('<img src="{outside}/secret.txt" alt="">'),
    _jinja('<img src="https://example.org/a.png" alt="">'),
    _jinja('<img src="data:text/html,x" alt=""><link rel="attachment" href="../secret.txt">'),
    _jinja('<object data="file:///etc/passwd"></object><iframe src="file:///etc/passwd"></iframe>'),
    _jinja("<div>" * 5000),
    _jinja('<a href="javascript:alert(1)">x</a>'),
    _jinja('<svg><image href="file:///etc/passwd"/></svg>'),
    _css('@import "https://example.org/a.css";'),
    _css('@import "../secret.txt";'),
    _css("body { background: url(file:///etc/passwd) }"),
    _css("@font-face { font-family: A; src: url(http://example.org/a.ttf) }"),
    _css("body { background: url(//example.org/a.png) }"),
    _css(":root { --a: var(--b) var(--b); --b: var(--a) var(--a) }"),
    _css("* > * > * { display: none }" * 2900),
    _css(":has(:has(:has(*))) { position: absolute }" * 200),
    _css("{" * 20000),
    _css('"' * 100000),
    _css("p { columns: 999999999; font-size: 1e300pt; margin: -1e300mm }"),
    _css("@page { size: 1e9mm 1e9mm; margin: 0 }"),
    _css("/*" * 50000),
)


def every() -> Iterator[Files]:
    """Yield the files of each theme, by their names in its folder."""
    yield from (*SAID, *PRINTED)
