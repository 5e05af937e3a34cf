"""Pages laid out side by side give the fragments, the errors and the bytes of one after another."""

import hashlib
import json
import os
import select
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
import time
from pathlib import Path

import engine_sample
import pytest

from report import ReportError, Span, files
from report.errors import MachineError
from report.press import engines, failing, links, typeset, workers
from report.press.assembly import assemble

ROOT = Path(workers.__file__).parents[2]
PAGES = engine_sample.SECTIONS


def bytes_of(made: workers.Typeset) -> bytes:
    return assemble(made.fragments, engine_sample.METADATA)


@pytest.fixture(scope="module")
def expected():
    """Return the file that this process makes, without any worker."""
    return bytes_of(workers.typeset(engine_sample.typesetter(), PAGES, count=0))


@pytest.fixture
def alone(monkeypatch):
    """Return a function that starts workers as other systems have them: a process for each."""

    def start(count, *, forking=False, pool=workers._Pool):
        return pool(count, forking=forking)

    monkeypatch.setattr(workers, "_Pool", start)


def after(code: str) -> subprocess.CompletedProcess:
    """Run code in a process of its own."""
    head = "import os, sys; sys.path[:0] = ['tests', '.']\nimport engine_sample as sample\n"
    return subprocess.run(
        [sys.executable, "-c", head + textwrap.dedent(code)],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )


# ------------------------------------------------------------------------------------ the bytes


@pytest.mark.parametrize("count", [1, 2, 3])
def test_workers_make_the_bytes_of_this_process(count, expected):
    assert bytes_of(workers.typeset(engine_sample.typesetter(), PAGES, count=count)) == expected


def test_workers_that_are_not_forked_make_the_same_bytes(alone, expected):
    assert bytes_of(workers.typeset(engine_sample.typesetter(), PAGES, count=2)) == expected


def test_where_no_process_can_be_started_the_bytes_are_the_same(monkeypatch, expected):
    def refuse(*_, **__):
        raise BlockingIOError(11, "Resource temporarily unavailable")

    monkeypatch.setattr(subprocess, "Popen", refuse)

    assert bytes_of(workers.typeset(engine_sample.typesetter(), PAGES)) == expected


def test_where_what_is_started_is_no_python_the_bytes_are_the_same(monkeypatch, expected):
    monkeypatch.setattr(links, "python", lambda: "/bin/true")

    assert bytes_of(workers.typeset(engine_sample.typesetter(), PAGES)) == expected


def test_a_program_that_has_python_inside_has_no_workers(monkeypatch):
    monkeypatch.setattr(sys, "executable", "/usr/bin/uwsgi")

    assert workers.available() == 0


def test_eight_threads_make_one_file_with_the_same_workers(expected):
    made, pids = [], set()

    def build():
        for _ in range(3):
            made.append(bytes_of(workers.typeset(engine_sample.typesetter(), PAGES)))
            pids.update(link.process.pid for link in workers._shared.pool.links)

    with workers.at_hand(2):
        threads = [threading.Thread(target=build) for _ in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    assert set(made) == {expected}
    assert len(made) == 24
    assert len(pids) == 1


FUNCTIONS = """
    def functions():
        import importlib
        found = {}
        for name in ("weasyprint", "weasyprint.pdf", "weasyprint.layout", "weasyprint.layout.block",
                     "weasyprint.layout.page", "weasyprint.layout.column", "weasyprint.text.fonts"):
            found.update({(name, k): v for k, v in vars(importlib.import_module(name)).items()})
        from weasyprint.layout import LayoutContext
        found.update({("LayoutContext", k): v for k, v in vars(LayoutContext).items()})
        return found
    def digest(count):
        import hashlib
        from report.press import assembly, workers
        made = workers.typeset(sample.typesetter(), sample.SECTIONS, count=count)
        return hashlib.sha256(assembly.assemble(made.fragments, sample.METADATA)).hexdigest()
"""


@pytest.mark.parametrize("count", [0, 2])
def test_whoever_imports_weasyprint_keeps_its_functions_and_we_our_bytes(count, expected):
    code = f"""
    import json
    {FUNCTIONS}
    digests = [digest({count})]
    seen = "weasyprint" in sys.modules
    before = functions()
    digests.append(digest({count}))
    after = functions()
    same = before.keys() == after.keys() and all(after[k] is v for k, v in before.items())
    print(json.dumps([sorted(set(digests)), seen, same]))
    """

    done = after(code)

    assert json.loads(done.stdout) == [[hashlib.sha256(expected).hexdigest()], False, True]


@pytest.mark.slow
def test_weasyprint_used_by_another_thread_meanwhile_is_nobodys_trouble(expected):
    code = f"""
    import json, threading
    {FUNCTIONS}
    import weasyprint
    before, going, files = functions(), True, set()
    def other():
        while going:
            files.add(weasyprint.HTML(string="<p>Other<p>words").write_pdf())
    thread = threading.Thread(target=other); thread.start()
    digests = {{digest(2), digest(0)}}
    going = False; thread.join()
    after = functions()
    same = all(after[k] is v for k, v in before.items())
    print(json.dumps([sorted(digests), same, len(files)]))
    """

    done = after(code)

    assert json.loads(done.stdout) == [[hashlib.sha256(expected).hexdigest()], True, 1]


def test_this_process_never_imports_weasyprint():
    code = """
    from report.press import workers
    workers.typeset(sample.typesetter(), sample.SECTIONS)
    print([name for name in sys.modules if "weasyprint" in name])
    """

    assert after(code).stdout == "[]\n"


# ----------------------------------------------------------------------------------- the errors


@pytest.mark.parametrize("count", [0, 1, 2])
def test_all_errors_of_all_sections_are_told_in_their_order(count):
    pages = [
        engine_sample.page(f"<p>{text}</p>") for text in ("One", "\U00012000", "Two", "\U00012001")
    ]

    def place(number):
        return Span(Path("briefing.yaml"), number, 1)

    with pytest.raises(ReportError) as caught:
        workers.typeset(engine_sample.typesetter(), pages, count=count, place=place)

    told = [(d.span.line, d.message[-12:]) for d in caught.value.diagnostics]
    assert told == [(1, '𒀀" (U+12000)'), (3, '𒀁" (U+12001)')]


def test_warnings_of_the_sheets_come_back_with_their_places(tmp_path):
    sheet = tmp_path / "theme.css"
    sheet.write_text("p {\n  colour: red }", encoding="utf-8")

    made = [
        workers.typeset(typeset.Typesetter([engine_sample.CSS, sheet]), PAGES[:1], count=count)
        for count in (0, 1)
    ]

    assert made[0].warnings == made[1].warnings
    assert str(made[1].warnings[0]).startswith(f"{sheet}:2:3: ")


def test_sections_that_are_begun_before_the_others_are_there_make_the_same_file(expected):
    typesetter = engine_sample.typesetter()
    with workers.at_hand(2):
        ahead = workers.Ahead(typesetter)
        for page in (PAGES[2], PAGES[0], PAGES[2], PAGES[0].replace("What", "That")):
            ahead.begin(page)
        made = workers.typeset(typesetter, PAGES, ahead=ahead)

    assert bytes_of(made) == expected


def _fails_after(begin):
    for page in PAGES:
        begin(page)
    raise KeyError


def test_what_is_begun_is_given_up_where_no_more_comes():
    typesetter = engine_sample.typesetter()
    engine = engines.engine("tagged", typesetter, engine_sample.METADATA)
    with workers.at_hand(1):
        with pytest.raises(KeyError), engine.beginning() as begin:
            _fails_after(begin)
        assert engine.tagged._ahead._batch.given_up


@pytest.fixture
def changed(monkeypatch):
    """Return a function that gives workers a line of Python to run before they start."""

    def change(line):
        boot = links.BOOT.replace("worker.main(", f"{line}\nworker.main(")
        monkeypatch.setattr(links, "BOOT", boot)

    return change


def test_a_mistake_of_ours_in_a_worker_is_no_error_of_the_content(changed):
    changed("worker.Typesetter.section = lambda self, html: {}[html[:4]]")

    with pytest.raises(failing.WorkerError, match="the section “What was said”") as caught:
        workers.typeset(engine_sample.typesetter(), PAGES[1:2])

    assert "KeyError: '<!DO'" in caught.value.__notes__[0]


LONG = engine_sample.briefing(1, 30, 60)[1]


def killed(signum: int, *, all_of_them: bool) -> list[str]:
    """Set a long section and a short one, kill workers meanwhile, and return what is told."""
    told = []

    def build():
        try:
            workers.typeset(engine_sample.typesetter(), [PAGES[0], LONG])
        except MachineError as error:
            told.extend(d.message for d in error.diagnostics)

    with workers.at_hand(2):
        workers.typeset(engine_sample.typesetter(), PAGES[:3])
        links = workers._shared.pool.links
        thread = threading.Thread(target=build)
        thread.start()
        time.sleep(0.4)
        for link in links if all_of_them else links[:1]:
            ending = os.pidfd_open(link.pid)
            os.kill(link.pid, signum)
            select.select([ending], [], [], 5)  # a process takes a moment to end
            os.close(ending)
        thread.join(20)
        assert not thread.is_alive()
        again = bytes_of(workers.typeset(engine_sample.typesetter(), PAGES))
    assert again == bytes_of(workers.typeset(engine_sample.typesetter(), PAGES, count=0))
    return told


@pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc")
def test_a_killed_worker_is_one_sentence_that_names_the_section_and_others_take_its_place():
    told = killed(signal.SIGKILL, all_of_them=True)

    assert len(told) == 1
    assert told[0].startswith("the section “1. ")
    assert "cannot be laid out: its worker was ended" in told[0]


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("MEMORY", 410 << 20, "it needs more than 410 MiB of memory"),
        ("SECONDS_A_KILOBYTE", 0.001, "it needs far more processor time"),
    ],
)
def test_a_section_beyond_its_bounds_is_one_sentence(changed, name, value, words):
    changed(f"l = worker.limits; l.SECTION_{name} = {value}; l.SECTION_SECONDS = 1;")

    with pytest.raises(ReportError) as caught:
        workers.typeset(engine_sample.typesetter(), [engine_sample.briefing(1, 120, 60)[1]])

    (told,) = caught.value.diagnostics
    assert words in told.message
    assert "cut the section in two" in told.hint
    assert not isinstance(caught.value, MachineError)


def test_a_full_disk_is_one_sentence(changed):
    full = "OSError(28, 'No space left on device', '/tmp')"
    changed(f"worker.tempfile.mkdtemp = lambda **_: (_ for _ in ()).throw({full})")

    with pytest.raises(MachineError, match=r"no folder for temporary files .* No space left"):
        workers.typeset(engine_sample.typesetter(), PAGES)


# ------------------------------------------------------------------------------ nothing left behind

BUILDING = """
import os, sys, threading, time
sys.path[:0] = ["tests", "."]
import engine_sample as sample
from report.press import workers
pages = sample.SECTIONS[:2] + [sample.briefing(1, 200, 60)[1]] * 2
with workers.at_hand(2):
    workers.typeset(sample.typesetter(), sample.SECTIONS)
    if sys.argv[1] == "forked":
        if os.fork() == 0:
            os.closerange(1, 3)
            time.sleep(20)
            os._exit(0)
    print(*[link.pid for link in workers._shared.pool.links], flush=True)
    workers.typeset(sample.typesetter(), pages)
"""


def lives(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except FileNotFoundError:
        return False
    return state not in "ZX"


@pytest.mark.skipif(sys.platform != "linux", reason="signals and /proc")
@pytest.mark.parametrize("signum", [signal.SIGTERM, signal.SIGHUP, signal.SIGKILL, signal.SIGINT])
@pytest.mark.parametrize("forked", ["alone", "forked"])
def test_workers_and_their_folders_end_within_a_second_of_the_build(signum, forked, tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", BUILDING, forked],
        cwd=ROOT,
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as build:
        pids = [int(pid) for pid in build.stdout.readline().split()]
        time.sleep(0.5)  # they are in the middle of a layout
        assert len(pids) == 2
        assert all(map(lives, pids))
        assert len(list(tmp_path.iterdir())) == 2
        build.send_signal(signum)
        build.wait(5)

        ended = time.monotonic()
        while time.monotonic() < ended + 1 and (any(map(lives, pids)) or any(tmp_path.iterdir())):
            time.sleep(0.02)
        assert not any(map(lives, pids))
        assert list(tmp_path.iterdir()) == []


def test_the_folders_of_killed_workers_are_swept_by_the_next_and_no_others(tmp_path):
    code = f"""
    import tempfile; tempfile.tempdir = {str(tmp_path)!r}
    from report.press import worker
    print(worker.own_folder(), flush=True); sys.stdin.read()
    """
    head = "import os, sys; sys.path[:0] = ['.']\n"
    kept = subprocess.Popen(
        [sys.executable, "-c", head + textwrap.dedent(code)],
        cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
    )  # fmt: skip
    lived = Path(kept.stdout.readline().strip())
    killed, young, other = (tmp_path / n for n in ("briefing-report-a", "briefing-report-b", "x"))
    for folder in (killed, young, other):
        (folder / "font").mkdir(parents=True)
    for folder in (killed, lived, other):
        os.utime(folder, (1, 1))

    files.sweep(tmp_path)
    kept.communicate("")

    assert sorted(tmp_path.iterdir()) == sorted([lived, young, other])


def test_nothing_is_left_after_a_build(tmp_path, monkeypatch):
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.setattr(tempfile, "tempdir", None)

    with workers.at_hand(2):
        workers.typeset(engine_sample.typesetter(), PAGES)
        pids = [link.pid for link in workers._shared.pool.links]

    time.sleep(0.1)
    assert not any(map(lives, pids))
    assert list(tmp_path.iterdir()) == []
    assert threading.active_count() == 1
