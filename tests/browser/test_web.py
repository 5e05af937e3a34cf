"""The page for the web, as a reader meets it in a browser; `make test-browser` runs these."""

import io
import json
from collections.abc import Iterator
from pathlib import Path

import pikepdf
import pypdfium2
import pytest
from browser.chromium import Browser
from PIL import Image
from web_pages import page

from report import start

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".venv" / "browser" / "axe_playwright_python" / "axe.min.js"
SPACED = """
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
p { margin-bottom: 2em !important }
"""  # WCAG 1.4.12
OUTSIDE = """
[...document.querySelectorAll('body *')]
  .filter(e => !e.closest('.scroll, .skip, dialog, .pop, svg'))
  .filter(e => e.getBoundingClientRect().right > innerWidth + 1)
  .map(e => e.outerHTML.slice(0, 80))
"""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as one:
        yield one


@pytest.fixture(scope="module")
def every_kind(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("every-kind") / "briefing.html"
    specimen = start.specimen()
    path.write_bytes(page(specimen / "briefing.yaml", documents=specimen / "sources").data)
    return path


@pytest.fixture(scope="module")
def shipped(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("web") / "briefing.html"
    path.write_bytes(page(ROOT / "content" / "briefing.yaml").data)
    return path


VIOLATIONS = "axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"


def judged(browser: Browser) -> list[list[str]]:
    """Return what axe finds wrong with the page, each rule with one place."""
    browser.run(AXE.read_text(encoding="utf-8") + "; 1")
    return browser.run(VIOLATIONS)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [360, 768, 1400])
def test_axe_finds_no_violation(browser, every_kind, width, dark):
    browser.open(every_kind, width, dark=dark)

    assert judged(browser) == []


@pytest.mark.parametrize("width", [360, 1400])
def test_axe_finds_no_violation_with_the_evidence_open(browser, every_kind, width):
    browser.open(every_kind, width)
    browser.run("document.querySelector('.ev').click()")

    assert judged(browser) == []


def test_axe_finds_no_violation_in_the_shipped_page(browser, shipped):
    browser.open(shipped, 1400)

    assert judged(browser) == []


@pytest.mark.parametrize("width", [320, 360, 768, 1120, 1400])
@pytest.mark.parametrize("spaced", [False, True], ids=["plain", "spaced"])
def test_nothing_leaves_the_window(browser, shipped, width, spaced):
    browser.open(shipped, width)
    if spaced:
        browser.run(
            "document.head.append(Object.assign(document.createElement('style'),"
            f" {{textContent: {json.dumps(SPACED)}}}))"
        )

    assert browser.run("document.documentElement.scrollWidth") == width
    assert browser.run(OUTSIDE) == []


@pytest.mark.parametrize(
    ("scrolled", "shaded"), [(0, [False, True]), (100, [True, True]), (9999, [True, False])]
)
def test_a_shade_says_at_which_edges_a_table_goes_on(browser, shipped, tmp_path, scrolled, shaded):
    browser.open(shipped, 600)
    left, right, top, foot = browser.run(f"""
      (() => {{
        const table = [...document.querySelectorAll('.scroll')]
          .find(e => e.scrollWidth > e.clientWidth);
        table.scrollIntoView();
        table.scrollLeft = {scrolled};
        const box = table.getBoundingClientRect();
        return [box.left, box.right, box.top + 4, Math.min(box.bottom, innerHeight)];
      }})()
    """)
    browser.picture(tmp_path / "seen.png")
    with Image.open(tmp_path / "seen.png") as seen:
        columns = [
            seen.convert("L").crop((int(x), int(top), int(x) + 1, int(foot)))
            for x in (left, right - 1, 5)
        ]
    at_left, at_right, ground = [column.getextrema()[1] for column in columns]

    assert [at_left < ground - 10, at_right < ground - 10] == shaded


@pytest.mark.parametrize("width", [320, 360])
def test_on_a_narrow_window_rows_stand_under_each_other_with_their_heads(browser, shipped, width):
    browser.open(shipped, width)

    assert (
        browser.run("""
      [...document.querySelectorAll('.scroll')].filter(e => e.scrollWidth > e.clientWidth).length
    """)
        == 0
    )
    heads, said = browser.run("""
      (() => {
        const cells = [...document.querySelectorAll('.exhibit-comparison td, .exhibit-matrix td')];
        const shown = cells.filter(cell => cell.textContent.trim());
        const heads = shown.map(cell => getComputedStyle(cell, '::before').content);
        return [heads.length, heads.filter(head => head.length > 6).length];
      })()
    """)
    assert heads == said > 0
    told = [node.get("role", {}).get("value") for node in browser.heard()]
    wide = {
        tag: browser.run(f"document.querySelectorAll('{tag}').length") for tag in ("table", "tr")
    }
    assert [told.count("table"), told.count("row")] == list(wide.values())
    assert told.count("columnheader") > 10


def test_on_a_narrow_window_an_entry_of_a_timeline_has_its_track_once(browser, shipped):
    browser.open(shipped, 360)

    heads = browser.run("""
      [...document.querySelectorAll('.exhibit-timeline tr:has(.track-mark)')].map(row =>
        [...row.querySelectorAll('td')].filter(cell =>
          cell.offsetParent && getComputedStyle(cell, '::before').content.length > 6).length)
    """)
    assert set(heads) == {1}


def test_nothing_is_asked_for(browser, shipped):
    browser.open(shipped)

    assert [a for a in browser.asked if not a.startswith("data:")] == [shipped.as_uri()]


def test_the_keyboard_meets_the_way_to_the_text_first_and_returns_to_the_call(browser, shipped):
    browser.open(shipped, 1280)
    browser.press("Tab")
    assert browser.run("document.activeElement.className") == "skip ui"

    browser.run("document.querySelector('[role=doc-noteref]:not(.letter)').focus()")
    call = browser.run("document.activeElement.id")
    browser.press("Enter")
    note = browser.run("document.querySelector(':target').id")
    browser.press("Tab")
    assert browser.run("document.activeElement.closest('[role=doc-footnote]')?.id") == note
    browser.press("Enter")
    assert browser.run("document.querySelector(':target').id") == call


@pytest.mark.parametrize("width", [360, 1400])
def test_the_evidence_opens_and_the_focus_returns(browser, shipped, width):
    browser.open(shipped, width)
    browser.run("document.querySelector('.ev').focus()")
    browser.press("Enter")

    assert browser.run("document.activeElement.id") == "panel-head"
    facts = browser.run("document.querySelectorAll('#panel .fact').length")
    told = browser.run("document.querySelector('#panel .panel-sum').textContent")
    assert f"{facts} facts" in told
    marked = browser.run("document.querySelectorAll('#panel mark').length")
    assert marked >= facts
    browser.press("Escape")
    assert browser.run("document.activeElement.className") == "ev"


def test_every_sentence_opens_what_its_link_promises(browser, shipped):
    browser.open(shipped, 1400)
    told = browser.run("""
      [...document.querySelectorAll('[id^="s."]')].map(s => {
        s.querySelector('.ev, .letter').click();
        const entry = document.getElementById('e' + s.id.slice(1));
        return [s.id, entry.querySelectorAll('a[href^="#f."]').length,
                document.querySelectorAll('#panel .fact').length,
                document.querySelectorAll('#panel .panel-body .source').length];
      })
    """)

    assert len(told) > 200
    assert [one for one in told if one[1] != one[2] or not one[3]] == []


def test_a_note_opens_where_one_reads_on_a_narrow_window(browser, shipped):
    browser.open(shipped, 360)
    browser.run("document.querySelector('[role=doc-noteref]:not(.letter)').click()")

    assert browser.run("document.getElementById('pop').matches(':popover-open')")
    assert browser.run("document.getElementById('pop').textContent.length") > 5


def test_the_filter_works_without_script(browser, shipped):
    browser.open(shipped, 1280)
    seen = "[...document.querySelectorAll('.fact')].filter(f => f.offsetHeight).length"
    every = browser.run(seen)
    browser.run("document.getElementById('show-caption').checked = true")

    assert 0 < browser.run(seen) < every


def test_print_has_every_note_and_no_ground(browser, shipped, tmp_path):
    browser.open(shipped)
    data = browser.printed()
    with pypdfium2.PdfDocument(data) as printed:
        words = " ".join(page.get_textpage().get_text_range() for page in printed)
    browser.open(shipped)
    notes = browser.run("document.querySelectorAll('[role=doc-footnote]').length")
    assert sum(f"{number}." in words for number in range(1, notes + 1)) == notes
    with pikepdf.open(io.BytesIO(data)) as file:
        assert len(file.pages) < 60
