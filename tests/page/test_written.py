"""What the HTML of a section may not hold, whoever wrote its templates."""

import time

import pytest

from report import limits
from report.page import proportion, written

BLOCK = '<div class="block" data-block="findings.prose">{}</div>'


LONG = proportion.Measure(letters=1_000_000)


def said(html, most=LONG):
    return [(block, message) for block, message, _ in written.faults(BLOCK.format(html), most)]


@pytest.mark.parametrize(
    ("html", "message"),
    [
        ("<div>" * 3_000, "elements stand more than 100 deep inside each other"),
        ("<b><p>" * 3_000, "elements stand more than 100 deep inside each other"),
        ("<div></p>" * 3_000, "elements stand more than 100 deep inside each other"),
        ("<p>x</p>" * 100_000, "this section has more than 40,000 elements"),
        ("<a " * 100_000, "this section has more than 40,000 elements"),
        ("w" * 6_000_000, "the HTML of this section has more than 5,000,000 letters"),
        ('<a href="javascript:alert(1)">x</a>', "`javascript:alert(1)` is not an address"),
        ("<a\nclass=x HREF='file:///etc/passwd'>x</a>", "`file:///etc/passwd` is not an address"),
        ("<a href=data:text/html,x>x</a>", "`data:text/html,x` is not an address"),
        ('<a href="&#106;avascript:x">x</a>', "`javascript:x` is not an address"),
        ('<a href=" javascript:x">x</a>', "` javascript:x` is not an address"),
        ('<a href="other.pdf">x</a>', "`other.pdf` is not an address"),
        ('<a xlink:href="vbscript:x">x</a>', "`vbscript:x` is not an address"),
    ],
)
def test_it_is_said_with_its_block_and_soon(html, message):
    start = time.process_time()

    ((block, told),) = said(html)

    assert block == "findings.prose"
    assert told.startswith(message)
    assert time.process_time() - start < 3


@pytest.mark.parametrize(
    "html",
    [
        '<a href="#note-1">1</a><a href="https://example.org/a?b&amp;c">x</a>',
        '<a href="mailto:a@b.org">x</a><a href="doi:10.1000/1">x</a><a id="x">x</a>',
        "<p>x" * 1_000,
        "<ul>" + "<li>x" * 1_000 + "</ul>",
        "<table>" + "<tr><td>x<td>y" * 500 + "</table>",
        '<img src="x"><br>' * 1_000,
        "<svg>" + "<path d='M0 0'/><rect/>" * 1_000 + "</svg>",
        "</p>" * 1_000,
        "1 < 2 <3" * 1_000,
    ],
)
def test_what_templates_write_is_let_through(html):
    assert said(html) == []


def test_the_time_grows_with_the_text():
    def seconds(count):
        start = time.process_time()
        list(written.faults(BLOCK.format("<a b" * count), LONG))
        return time.process_time() - start

    most = limits.HTML_ELEMENTS - 10
    assert seconds(most) < 8 * seconds(most // 4) + 0.05


SHORT = proportion.Measure(letters=100, values=10, calls=2)


@pytest.mark.parametrize(
    "html",
    [
        "<p>x</p>" * 2_000,
        '<svg><path d="' + "M0 0" * 20_000 + '"/></svg>',
        '<img src="data:image/png;base64,' + "A" * 500_000 + '">',
    ],
)
def test_a_theme_may_add_something_of_its_own(html):
    assert said(html, SHORT) == []


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>x</p>" * 3_000, "letters of HTML of this section, at most 22,400"),
        (f"<svg>{'<rect/>' * 15_000}</svg>", "letters of SVG in this section, at most 100,000"),
    ],
)
def test_what_a_theme_adds_is_held_against_the_content(html, words):
    ((_, told),) = said(html, SHORT)

    assert words in told
    assert said(html, LONG + proportion.Measure(exhibits=1)) == []
