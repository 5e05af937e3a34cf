# ruff: noqa: E501  (what is hostile reads best in one line)
"""Hostile and damaged input by chance: files of a briefing and a theme, as Hypothesis draws them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import yaml
from hypothesis import strategies as st
from small import BRIEFING, DOCUMENT

Files = dict[str, str | bytes]

SECRET = "SECRETWORDS"  # noqa: S105  # in every file outside of the folders that may be read

OUTSIDE = (
    "../secret.txt",
    "{outside}/secret.txt",
    "linked.txt",
    "folder/secret.txt",
    "./../secret.txt",
)
TEXTS = (
    *("", " ", "~", "null", "no", "-", "[", "{", "*", "**", "_", "`", "[@", "[@]", "[^x]", "[#x]"),
    *(
        "[@dues-rose",
        "[@dues-rose; @",
        "[x]{lang=xx-yy-zz}",
        "![x](y)",
        "{{ 7 * 7 }}",
        "${x}",
        "<b>",
    ),
    *("</script><script>", "&amp;", "&#0;", "[x](javascript:alert(1))", "<http://a.invalid>"),
    *("\u202eabc", "\u2067abc", "\ue000", "\ufffe", "\ufdd0", "\u200b", "\u2028", "e\u0301" * 9),
    *("a" + "\u0301\u0327" * 40, "w" * 5_000, "1" * 5_000, "*a " * 900, "'" * 900, "Aa. " * 900),
    *(
        "-1",
        "1e400",
        "nan",
        "9" * 30,
        "2013-02-30",
        "0000-00-00",
        "javascript:x",
        "file:///etc/passwd",
    ),
    *("n" * 300, "a/" * 400, "CON", "a\\b", "/dev/zero", "/proc/self/mem", "."),
)


def texts() -> st.SearchStrategy[str]:
    """Return what somebody may write where a text is wanted."""
    return st.sampled_from((*TEXTS, *OUTSIDE)) | st.text(max_size=40)


def values() -> st.SearchStrategy[Any]:
    """Return what somebody may write where any value is wanted."""
    plain = texts() | st.integers() | st.booleans() | st.none()
    return st.recursive(
        plain,
        lambda v: st.lists(v, max_size=3) | st.dictionaries(texts(), v, max_size=3),
        max_leaves=6,
    )


BLOCKS = """\
      - {kind: prose, text: "Dues rose by at least 12 per cent in Norwich in 2018.[@dues-rose]"}
      - {kind: table, id: t, title: Dues, boxhead: [Port, Dues], rows: [[Hull, "held[@ports-held]"]]}
      - {kind: figure, id: f, title: A quay, file: quay.svg, alt: A quay, credit: "Ours.[@dues-rose]"}
      - {kind: chart, id: c, title: Dues, type: column, csv: dues.csv, label-column: year,
         series: [{name: dues}], unit: per cent, source: "As counted.[@dues-rose]"}
      - {kind: map, id: m, title: Ports, outline: outline.json, positions: places.yaml,
         kinds: [{id: p, label: Port, mark: square}],
         places: [{place: hull, label: Hull, kinds: [p]}],
         credit: "Ours.[@dues-rose]"}
      - {kind: timeline, id: l, title: Times, from: 2010, to: 2020, tracks: [{id: a, label: A, symbol: disc}],
         entries: [{when: "2018", track: a, text: "Dues rose.[@dues-rose]"}]}
      - {kind: sources}
"""
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><rect id="a" width="5" height="5"/></svg>'
RING = [[0, 50], [1, 50], [1, 51], [0, 51], [0, 50]]
OUTLINE = {
    "type": "FeatureCollection",
    "bbox": [-1, 49, 2, 52],
    "features": [
        {
            "type": "Feature",
            "properties": {"role": "state", "name": "Norfolk"},
            "geometry": {"type": "Polygon", "coordinates": [RING]},
        }
    ],
}
BIB = "@book{tarn, author = {Tarn, Anna}, title = {Dues}, year = {2010}}\n"
ITEMS = [
    {
        "id": "tarn",
        "type": "book",
        "title": "Dues",
        "author": [{"family": "Tarn"}],
        "issued": {"date-parts": [[2010]]},
    }
]
PLACES = {"places": {"hull": {"latitude": 50.5, "longitude": 0.5}}}


def sound() -> Files:
    """Return a briefing of many kinds, with the files that it names."""
    head = BRIEFING.replace("documents:", "references: works.bib\ndocuments:")
    section = f"  - id: findings\n    title: Findings\n    blocks:\n{BLOCKS}"
    return {
        "briefing.yaml": head + section,
        "harbour.yaml": DOCUMENT,
        "works.bib": BIB,
        "quay.svg": SVG,
        "dues.csv": "year,dues\n2018,12\n2019,13\n",
        "outline.json": json.dumps(OUTLINE),
        "places.yaml": json.dumps(PLACES),
    }


def lay(files: Files, root: Path) -> Path:
    """Write the files into a folder of ``root``, with secrets round it; return the briefing."""
    own = root / "own"
    own.mkdir(parents=True, exist_ok=True)
    (root / "secret.txt").write_text(f"{SECRET}: [\n", encoding="utf-8")
    if not (own / "linked.txt").is_symlink():
        (own / "linked.txt").symlink_to("../secret.txt")
        (own / "folder").symlink_to("..")
    for name, data in files.items():
        path = own / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if isinstance(data, str):
            data = data.replace("{outside}", str(root)).encode("utf-8", "surrogatepass")
        path.write_bytes(data)
    return own / "briefing.yaml"


# ---------------------------------------------------------------------------------------- damages


@st.composite
def replaced(draw: Callable[..., Any], data: Any) -> Any:
    """Return data with one value, or one name, that is another than it should be."""
    steps: list[Any] = []
    here = data
    while isinstance(here, dict | list) and here and draw(st.integers(0, 5)):
        steps.append(
            draw(st.sampled_from(list(here) if isinstance(here, dict) else range(len(here))))
        )
        here = here[steps[-1]]
    made = json.loads(json.dumps(data))
    if not steps:
        if isinstance(made, dict) and draw(st.booleans()):
            return {**made, draw(texts()): draw(values())}
        return draw(values())
    inside = made
    for step in steps[:-1]:
        inside = inside[step]
    match draw(st.integers(0, 4)):
        case 0 if isinstance(inside, dict):
            inside[draw(texts())] = inside.pop(steps[-1])
        case 1:
            del inside[steps[-1]]
        case 2 if isinstance(inside, list):
            inside.extend([inside[steps[-1]]] * draw(st.sampled_from([1, 30])))
        case _:
            inside[steps[-1]] = draw(values())
    return made


def content() -> st.SearchStrategy[Files]:
    """Return a briefing in which one value of one file is wrong."""
    files = sound()

    def with_value(name: str) -> st.SearchStrategy[Files]:
        data = yaml.load(files[name], Loader=yaml.BaseLoader)  # noqa: S506  # texts alone
        return replaced(data).map(
            lambda made: {**files, name: json.dumps(made, ensure_ascii=False)}
        )

    return st.sampled_from(["briefing.yaml"] * 3 + ["harbour.yaml", "places.yaml"]).flatmap(
        with_value
    )


def data_files() -> st.SearchStrategy[Files]:
    """Return a briefing of which one file of data is wrong."""
    files = sound()
    outline = replaced(OUTLINE).map(lambda d: {**files, "outline.json": json.dumps(d)})
    works = replaced(ITEMS).map(
        lambda d: {
            **files,
            "works.json": json.dumps(d),
            "briefing.yaml": str(files["briefing.yaml"]).replace("works.bib", "works.json"),
        }
    )
    return outline | works


@st.composite
def damaged(draw: Callable[..., Any]) -> Files:
    """Return a briefing of which one file has bytes left out, put in or changed."""
    files = sound()
    name = draw(st.sampled_from(sorted(files)))
    text = str(files[name])
    data = bytearray(text.encode())
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, max(len(data) - 1, 0)))
        junk = draw(
            st.binary(max_size=6) | texts().map(lambda t: t.encode("utf-8", "surrogatepass"))
        )
        data[at : at + draw(st.sampled_from([0, 0, 1, 40]))] = junk
    return {**files, name: bytes(data)}


# ----------------------------------------------------------------------------------------- themes

_PARTS = st.sampled_from(
    [
        *("{{ block }}", "{{ block.kind }}", "{{ briefing.title }}", "{{ nothing }}", "{{ 1/0 }}"),
        *(
            "{{ self }}",
            "{{ loop }}",
            "{{ cycler }}",
            "{{ ''.__class__ }}",
            "{{ block.__class__ }}",
        ),
        *("{{ cycler.__init__.__globals__ }}", "{{ block|attr('__init__') }}", "{{ x.y.z }}"),
        *(
            "{{ 'x' * 10**9 }}",
            "{{ 9**9**9 }}",
            "{{ '%999999999d' % 1 }}",
            "{{ 'x'|center(10**9) }}",
        ),
        *("{% for i in range(10**9) %}x{% endfor %}", "{% include '../../secret.txt' %}"),
        *(
            "{% include 'linked.txt' %}",
            "{% include 'folder/secret.txt' %}",
            "{% include '/etc/passwd' %}",
        ),
        *(
            "{% include 'blocks/prose.html.jinja' %}",
            "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        ),
        *(
            "{% extends 'default/blocks/prose.html.jinja' %}",
            "{% if %}",
            "{{",
            "{%",
            "{#",
            "{% raw %}",
        ),
        *(
            "<div>",
            "</div>",
            "<p>x",
            "<b><i>",
            "<a href='javascript:x'>x</a>",
            "<img src='../secret.txt'>",
        ),
        *(
            "<img src='http://127.0.0.1:9/x'>",
            "<style>@import '../secret.txt'</style>",
            "<svg><a/></svg>",
        ),
        *(
            "<link rel='stylesheet' href='http://127.0.0.1:9/'>",
            "<object data='file:///etc/passwd'>",
        ),
        *(
            "<script>x</script>",
            "<iframe src='http://127.0.0.1:9/'></iframe>",
            "<base href='file:///'>",
        ),
        *("\0", "\u202e", "&lt;", "<", ">", "\n" * 50),
    ]
)
_VALUES = st.sampled_from(
    [
        *(
            "0",
            "-1px",
            "1e9px",
            "nan",
            "calc(1px / 0)",
            "calc(" * 40,
            "var(--x)",
            "url(../../secret.txt)",
        ),
        *(
            "url(http://127.0.0.1:9/x.png)",
            "url(data:image/png;base64,AAAA)",
            "url(#x)",
            "'x'",
            "attr(x)",
        ),
        *(
            "inherit",
            "none",
            "absolute",
            "1000",
            "red",
            "serif",
            "'No Such Face'",
            "counter(page)",
            "(",
        ),
        *(
            "footnote",
            "page",
            "100%",
            "1mm 1e6mm",
            "rgb(1 2 3 / 0)",
            "content()",
            "element(x)",
            "\\",
            "}",
        ),
    ]
)
_PROPERTIES = st.sampled_from(
    [
        *("color", "font", "font-size", "font-family", "line-height", "width", "height", "margin"),
        *("position", "display", "float", "content", "background", "transform", "columns", "page"),
        *("--ink", "--x", "break-before", "letter-spacing", "text-indent", "counter-reset", "size"),
        *("string-set", "hyphens", "direction", "opacity", "overflow", "border", "text-transform"),
    ]
)
_SELECTORS = st.sampled_from(
    [
        *(
            "p",
            "*",
            ":root",
            "@page",
            "@page :first",
            "h1::before",
            ".fn",
            "section > *",
            "td:nth-child(2n)",
        ),
        *(
            ":not(p, :not(p))",
            ":is(p, div) p",
            "@font-face",
            "@media print",
            "@import",
            "svg text",
            "a[href]",
        ),
        *("@layer x", "@supports (x: y)", "@page { @footnote", "}", "p:::x", "#a #b #c", "/*"),
    ]
)
_RULE = st.tuples(_SELECTORS, _PROPERTIES, _VALUES).map(lambda t: f"{t[0]} {{ {t[1]}: {t[2]}; }}\n")


def templates() -> st.SearchStrategy[Files]:
    """Return a theme whose templates hold what a stranger may have written."""
    names = [
        "blocks/prose.html.jinja",
        "blocks/table.html.jinja",
        "briefing.html.jinja",
        "parts/caption.html.jinja",
    ]
    text = st.lists(_PARTS, min_size=1, max_size=5).map("".join)
    own = st.tuples(st.sampled_from(names), st.booleans(), text).map(
        lambda t: {f"theme/{t[0]}": ("{% include 'default/" + t[0] + "' %}" if t[1] else "") + t[2]}
    )
    return own.map(lambda theme: {**sound(), **theme})


def sheets() -> st.SearchStrategy[Files]:
    """Return a theme whose sheets hold what a stranger may have written."""
    names = st.sampled_from(["theme.css", "css/drawing.css"])
    rules = st.lists(_RULE, min_size=1, max_size=6).map("".join)
    return st.tuples(names, rules).map(lambda t: {**sound(), f"theme/{t[0]}": t[1]})
