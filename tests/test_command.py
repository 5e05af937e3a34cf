"""How the command ends: with a sentence, at once when it is told to, and nothing is left behind."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from small import small

from report import files

SLOW = (
    "import sys, time, tempfile; from report import __main__, pipeline\n"
    "def check(*_, **__):\n"
    "    tempfile.mkdtemp(); print('now', flush=True); time.sleep(30)\n"
    "pipeline.check = check\n"
    "sys.argv = ['report', 'check', 'briefing.yaml']; __main__.main()\n"
)
ROOT = Path(__file__).parent.parent


@pytest.fixture
def here(tmp_path, write) -> Path:
    small(write)
    (tmp_path / "tmp").mkdir()
    return tmp_path


def start(here, *arguments, **options):
    environment = {**os.environ, "TMPDIR": str(here / "tmp"), "PYTHONPATH": str(ROOT)}
    return subprocess.Popen(
        [sys.executable, *arguments],
        cwd=here,
        env=environment | options.pop("env", {}),
        stdout=options.pop("stdout", subprocess.PIPE),
        stderr=subprocess.PIPE,
        text=True,
        **options,
    )


def run(here, *arguments, **options):
    process = start(here, "-m", "report", *arguments, **options)
    _, said = process.communicate(timeout=60)
    return process.returncode, said


@pytest.mark.parametrize(
    ("number", "code", "said"),
    [
        (signal.SIGINT, 1, "\nAborted!\n"),
        (signal.SIGTERM, 128 + signal.SIGTERM, ""),
        (signal.SIGHUP, 128 + signal.SIGHUP, ""),
    ],
)
def test_a_signal_ends_it_at_once_and_its_temporary_files_go(here, number, code, said):
    process = start(here, "-c", SLOW)
    assert process.stdout.readline() == "now\n"
    assert list((here / "tmp").iterdir())

    process.send_signal(number)
    _, told = process.communicate(timeout=5)

    assert (process.returncode, told) == (code, said)
    assert list((here / "tmp").iterdir()) == []


def test_what_a_killed_command_left_is_swept_by_the_next_and_what_is_in_use_is_not(here):
    living = start(here, "-c", SLOW)
    assert living.stdout.readline() == "now\n"
    killed = here / "tmp" / f"{files.OWN_FOLDER}0123456789abcdef"  # as where there is no shell
    killed.mkdir()
    (killed / "lock").touch()

    code, _ = run(here, "check", "briefing.yaml")
    left = list((here / "tmp").iterdir())
    living.terminate()
    living.communicate()

    assert code == 0
    assert len(left) == 1
    assert killed not in left


def test_ctrl_c_before_there_is_a_handler_says_so(here):
    interrupted = (
        "import sys; sys.modules.pop('signal', None)\n"
        "class Finder:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name == 'signal': raise KeyboardInterrupt\n"
        "sys.meta_path.insert(0, Finder()); import report.__main__"
    )
    process = start(here, "-c", interrupted)
    _, said = process.communicate(timeout=5)

    assert (process.returncode, said) == (1, "\nAborted!\n")


def test_next_to_nothing_is_imported_before_there_is_a_handler(here):
    code = (
        f"import sys; sys.path.insert(0, {str(ROOT)!r}); \n"
        "import os, signal; allowed = {*sys.modules}; import report.__main__\n"
        "print(*{*sys.modules} - allowed)"
    )
    process = start(here, "-I", "-S", "-c", code)
    said, _ = process.communicate(timeout=5)

    assert {*said.split()} == {"__future__", "report", "report.__main__"}


def test_a_machine_that_fails_is_not_taken_for_a_fault_of_the_content(here):
    failing = "from report.errors import Diagnostic, MachineError\n" + SLOW.replace(
        "tempfile.mkdtemp()", "raise MachineError([Diagnostic('a worker was ended')])"
    )
    process = start(here, "-c", failing)
    _, said = process.communicate(timeout=30)

    assert process.returncode == 2
    assert "a worker was ended" in said


@pytest.mark.parametrize(
    ("target", "said"),
    [
        ("file/x.pdf", "cannot be written"),
        ("n" * 251 + ".pdf", None),
        ("n" * 300 + ".pdf", "has a name that is too long"),
        ("loop.pdf", "is a link that leads to itself"),
        ("pipe.pdf", "is not a plain file"),
        ("folder.pdf", "is a"),
        ("text.pdf", "exists and is not a PDF"),
    ],
)
def test_a_target_that_cannot_be_written_is_a_sentence(here, target, said):
    (here / "file").write_text("")
    (here / "text.pdf").write_text("text")
    (here / "folder.pdf").mkdir()
    (here / "loop.pdf").symlink_to("loop.pdf")
    os.mkfifo(here / "pipe.pdf")

    code, told = run(here, "build", "briefing.yaml", "-o", target)

    assert code == (2 if said else 0)
    assert said is None or said in told
    assert "Traceback" not in told


def test_a_fault_of_ours_is_a_sentence_that_says_so(here):
    broken = SLOW.replace("tempfile.mkdtemp()", "[][0]")
    process = start(here, "-c", broken)
    _, said = process.communicate(timeout=30)

    assert process.returncode == 2
    assert "this is a fault of the program, not of yours: IndexError" in said
    assert "Traceback" not in said


def test_whoever_mends_it_gets_the_traceback(here):
    process = start(
        here, "-c", SLOW.replace("tempfile.mkdtemp()", "[][0]"), env={"REPORT_TRACEBACK": "1"}
    )

    assert "Traceback" in process.communicate(timeout=30)[1]


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_full_disk_behind_the_output_is_a_sentence(here):
    with Path("/dev/full").open("w") as full:
        code, said = run(here, "schema", stdout=full)

    assert code != 0
    assert "Traceback" not in said
    assert "the disk is full" in said


def test_a_folder_that_is_gone_is_a_sentence(here):
    (here / "gone").mkdir()
    command = (
        "import os, sys; os.rmdir(os.getcwd()); from report import __main__\n"
        "sys.argv = ['report', 'build', '../briefing.yaml']; __main__.main()"
    )
    process = start(here / "gone", "-c", command, env={"TMPDIR": str(here / "tmp")})
    _, said = process.communicate(timeout=60)

    assert process.returncode in (1, 2)
    assert "Traceback" not in said
