"""A check that goes on: each save is checked, and Ctrl-C ends it."""

import signal
import subprocess
import sys
import threading
import time
from contextlib import ExitStack

import pytest
from small import SECTION, small

from report.watch.saves import WrittenFiles


@pytest.mark.parametrize(
    ("name", "counts"),
    [
        ("briefing.yaml", True),
        ("documents/survey.yaml", True),
        ("figures/ships.csv", True),
        ("build/briefing.pdf", False),
        ("build/x.yaml", False),
        (".git/index.yaml", False),
        (".briefing.yaml.swp", False),
    ],
)
def test_what_a_briefing_is_made_of_is_watched(tmp_path, name, counts):
    assert WrittenFiles([tmp_path])(None, str(tmp_path / name)) is counts


@pytest.mark.slow
def test_each_save_is_checked_until_ctrl_c(write):
    path = small(write)
    changed = path.read_text("utf-8").replace(SECTION, SECTION.replace("12", "13"))
    with (
        subprocess.Popen(
            [sys.executable, "-m", "report", "check", str(path), "--watch"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        ) as watched,
        ExitStack() as ended,
    ):
        assert watched.stdout is not None
        overdue = threading.Timer(60, watched.kill)  # a line that never comes
        ended.callback(watched.kill)
        ended.callback(overdue.cancel)
        overdue.start()
        lines = iter(watched.stdout.readline, "")
        assert any("no errors" in line for line in lines)
        time.sleep(1)

        path.write_text(changed, "utf-8")

        assert any("“13 per cent” is in none" in line for line in lines)
        watched.send_signal(signal.SIGINT)
        assert watched.wait(10) == 1
