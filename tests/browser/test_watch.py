"""`report watch` in a browser: what a writer sees while writing; `make test-browser` runs these.

`WATCHED=content/briefing.yaml` measures another briefing than the one that shows every kind.
"""

import json
import os
import re
import shutil
import signal
import statistics
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser.chromium import Browser

from report import start

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parents[2]
AXE = ROOT / ".venv" / "browser" / "axe_playwright_python" / "axe.min.js"
VIOLATIONS = "axe.run().then(r => r.violations.map(v => [v.id, v.nodes[0].html]))"
PATIENCE = 120  # seconds that the first build may take on a machine that has much to do


class Watched:
    """A watch of a copy of a briefing, as a command of its own."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "briefing.yaml"
        self.process = subprocess.Popen(
            [sys.executable, "-m", "report", "watch", str(self.path)],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
        told = self.process.stdout.readline()
        self.address = re.search(r"http://\S+/", told)[0]
        self.text = self.path.read_text(encoding="utf-8")
        self.until(lambda state: state["checked"])

    def state(self) -> dict:
        with urllib.request.urlopen(f"{self.address}state") as answer:  # noqa: S310
            return json.load(answer)

    def until(self, wanted) -> dict:
        """Wait for a state."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if wanted(state := self.state()):
                return state
            time.sleep(0.02)
        raise AssertionError(f"not in {PATIENCE} s: {state}")

    def save(self, text: str) -> int:
        """Save the briefing; return the number of the build that follows."""
        number = self.state()["build"] + 1
        self.path.write_text(text, encoding="utf-8")
        return number

    def built(self, number: int) -> dict:
        return self.until(lambda s: s["build"] >= number and not s["busy"] and s["checked"])

    def size(self) -> int:
        """Return how much memory the command and its workers have, what they share once, in kB."""
        pids = [self.process.pid, *children(self.process.pid)]
        told = [Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="utf-8") for pid in pids]
        return sum(int(re.search(r"^Pss:\s+(\d+)", sizes, re.M)[1]) for sizes in told)

    def end(self) -> tuple[int, str]:
        if self.process.poll() is None:
            self.process.send_signal(signal.SIGINT)
        told, _ = self.process.communicate(timeout=20)
        return self.process.returncode, told


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with Browser() as one:
        yield one


@pytest.fixture(scope="module")
def watched(tmp_path_factory) -> Iterator[Watched]:
    chosen = Path(os.environ.get("WATCHED", start.specimen() / "briefing.yaml"))
    folder = tmp_path_factory.mktemp("watched") / "briefing"
    shutil.copytree(ROOT / chosen.parent, folder, ignore=shutil.ignore_patterns("build"))
    one = Watched(folder)
    yield one
    one.end()


def opened(browser: Browser, watched: Watched, width: int = 1400, dark: bool = False) -> None:
    """Show the page, and wait for its first page with its words."""
    browser.say(
        "Emulation.setDeviceMetricsOverride",
        width=width, height=900, deviceScaleFactor=1, mobile=False,
    )  # fmt: skip
    scheme = {"name": "prefers-color-scheme", "value": "dark" if dark else "light"}
    motion = {"name": "prefers-reduced-motion", "value": "reduce"}
    browser.say("Emulation.setEmulatedMedia", media="", features=[scheme, motion])
    browser.go(watched.address)
    wait(browser, "document.querySelector('.page[data-shown] .text span')")


def wait(browser: Browser, wanted: str) -> None:
    end = time.monotonic() + PATIENCE
    while not browser.run(f"!!({wanted})"):
        assert time.monotonic() < end, wanted
        time.sleep(0.02)


def judged(browser: Browser) -> list:
    browser.run(AXE.read_text(encoding="utf-8") + "; 1")
    return browser.run(VIOLATIONS)


POINT = """
(() => {{
  const el = document.querySelector('.page[data-n="{page}"]');
  return ask(el, {x}, {y});
}})()
"""


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [400, 900, 1400])
def test_axe_finds_no_violation(browser, watched, width, dark):
    opened(browser, watched, width, dark)
    assert judged(browser) == []

    browser.run("open(document.querySelector('.page'), [150, 300], null)")
    wait(browser, "!document.querySelector('#card').hidden")
    assert judged(browser) == []


@pytest.mark.parametrize("width", [320, 400, 900, 1400])
def test_nothing_leaves_the_window(browser, watched, width):
    opened(browser, watched, width)

    assert browser.run("document.documentElement.scrollWidth") <= width


def test_the_keyboard_leads_from_a_page_to_a_line_and_back(browser, watched):
    opened(browser, watched)
    browser.run("document.querySelector('.page').focus()")
    browser.press("Enter")
    assert browser.run("document.activeElement.matches('.text span')")
    browser.press("Enter")
    wait(browser, "document.activeElement.id === 'card'")
    assert browser.run("document.querySelector('#card h2').textContent").count(":") == 1
    browser.press("Escape")
    assert browser.run("document.activeElement.matches('.text span')")
    browser.press("Escape")
    assert browser.run("document.activeElement.matches('.page')")


def test_words_are_selected_and_found_as_they_are_printed(browser, watched):
    opened(browser, watched)
    words = browser.run("document.querySelector('.text').textContent")

    assert browser.run("document.querySelector('#title').textContent") in words
    off = browser.run("""
      [...document.querySelectorAll('.text span')].filter(s => s.wide > 20)
        .map(s => s.getBoundingClientRect().width / scale() - s.wide).filter(d => Math.abs(d) > 1)
    """)
    assert off == []


def test_fifty_clicks_lead_to_the_line(browser, watched):
    """A click on the middle of a word shows a line of a file that has the word."""
    opened(browser, watched)
    texts = {p: p.read_text(encoding="utf-8") for p in watched.path.parent.rglob("*.yaml")}
    known = {str(p.relative_to(watched.path.parent)): t.splitlines() for p, t in texts.items()}
    asked, wrong = 0, []
    for page in range(1, len(watched.state()["pages"]) + 1):
        browser.run(f"go({page})")
        wait(browser, f"document.querySelector('.page[data-n=\"{page}\"] .text')")
        lines = browser.run(
            f"[...document.querySelectorAll('.page[data-n=\"{page}\"] .text span')]"
            ".map(s => [s.textContent, ...s.at])"
        )
        for said, x, y in lines[:: max(1, len(lines) // 12)]:
            found = browser.run(POINT.format(page=page, x=x, y=y))
            if not found or found["note"] or not found["field"]:
                continue
            asked += 1
            around = " ".join(known[found["file"]][max(0, found["line"] - 2) : found["line"] + 1])
            if not any(w in around for w in re.findall(r"\w{3,}", said)):
                wrong.append((page, said, found["file"], found["line"]))

    assert asked >= 50
    assert len(wrong) <= asked // 25, wrong


def test_an_edit_is_seen_at_its_place_and_the_place_is_kept(browser, watched):
    opened(browser, watched)
    browser.run("zoomed(1.25)")
    browser.run("go(2, .3)")
    before = browser.run("[place().n, Math.round(place().part * 100), zoom]")
    title = re.search(r"^title: (.+)$", watched.text, re.M)[1]
    number = watched.save(watched.text.replace(title, f"{title} again", 1))
    watched.built(number)
    wait(browser, "document.querySelector('#title').textContent.endsWith('again')")

    assert browser.run("[place().n, Math.round(place().part * 100), zoom]") == before
    assert browser.run("!!document.querySelector('nav .new')")
    watched.built(watched.save(watched.text))
    opened(browser, watched)
    assert browser.run("[place().n, Math.round(place().part * 100), zoom]") == before


def test_forty_broken_saves_leave_the_pages_and_show_the_fault(browser, watched):
    opened(browser, watched)
    pages = watched.state()["pages"]
    lines = watched.text.splitlines(keepends=True)
    for turn in range(40):
        at = 5 + turn * (len(lines) - 10) // 40
        number = watched.save("".join((*lines[:at], f"\t{{[ {turn}\n", *lines[at:])))
        state = watched.built(number)
        assert not state["ok"]
        assert state["pages"] == pages
        assert state["problems"][0]["line"]
    wait(browser, "!document.querySelector('#banner').hidden")
    assert browser.run("document.querySelectorAll('.problem.error').length") >= 1
    assert browser.run("document.querySelectorAll('.page img').length") >= 1

    state = watched.built(watched.save(watched.text))
    assert state["ok"]
    assert state["pages"] == pages
    wait(browser, "document.querySelector('#banner').hidden")


def test_edits_come_soon_and_the_memory_stays(browser, watched, record_property):
    """Times are recorded, and held to nothing: other machines have other things to do."""
    opened(browser, watched)
    word = re.search(r"^standfirst: (?:>-\n +)?(.+)$", watched.text, re.M)[1]
    edits = int(os.environ.get("EDITS", "30"))
    seen, checked, sizes = [], [], []
    for turn in range(edits):
        shown = browser.run("document.querySelector('.page').dataset.shown")
        begun = time.time()
        number = watched.save(watched.text.replace(word, f"{word} {turn}.", 1))
        wait(browser, f"document.querySelector('.page').dataset.shown !== '{shown}'")
        seen.append(time.time() - begun)
        state = watched.built(number)
        checked.append(time.time() - begun)
        words = browser.run("fetch('/page/' + state.pages[0].digest + '.json').then(r => r.text())")
        assert f"{turn}." in words, "a page is stale"
        assert state["ok"]
        sizes.append(watched.size())
    watched.built(watched.save(watched.text))
    medians = statistics.median(seen), statistics.median(checked)
    record_property("seconds to the pages, to the file", medians)
    sys.stdout.write(
        f"\n{edits} edits: {medians[0]:.2f} s, {medians[1]:.2f} s; {sizes[0]} to {sizes[-1]} kB\n"
    )

    assert sizes[-1] < 1.2 * sizes[min(4, edits - 1)]


def test_two_watches_stand_side_by_side_and_each_ends_cleanly(watched, tmp_path):
    folder = tmp_path / "other"
    start.begin(folder, bare=True)
    other = Watched(folder)
    assert other.address != watched.address
    left = children(other.process.pid)
    code, told = other.end()

    assert (code, told.splitlines()[-1]) == (0, "Ended.")
    time.sleep(1)
    assert [pid for pid in left if lives(pid)] == []
    assert watched.state()["ok"]


def lives(pid: int) -> bool:
    """Say whether a process runs; one that ended stays listed until it is waited for."""
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state not in "ZX"


def children(pid: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(stat.read_text(encoding="utf-8").rpartition(")")[2].split()[1])
        except OSError:
            continue
        if parent == pid:
            found += [int(stat.parent.name), *children(int(stat.parent.name))]
    return found
