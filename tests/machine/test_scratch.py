"""Whatever ends a command, its folder for temporary files goes with it."""

import os
import signal
import subprocess
import sys
import time

import pytest

KILLED = """
import os, signal, sys, tempfile
from pathlib import Path
from report.machine import scratch

with scratch.used():
    folder = Path(tempfile.gettempdir())
    (folder / "inner").mkdir()
    (folder / "inner" / "part").write_text("x")
    print(folder.is_dir(), flush=True)
    if len(sys.argv) > 1:
        os.kill(os.getpid(), int(sys.argv[1]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no shell to see to it")
@pytest.mark.parametrize("number", [signal.SIGKILL, signal.SIGSEGV, None])
def test_nothing_is_left_of_a_command_that_is_killed_before_it_has_workers(number, tmp_path):
    done = subprocess.run(
        [sys.executable, "-c", KILLED, *([str(int(number))] if number else [])],
        env={**os.environ, "TMPDIR": str(tmp_path)},
        stdout=subprocess.PIPE,
        text=True,
        check=False,
    )
    until = time.monotonic() + 5
    while list(tmp_path.iterdir()) and time.monotonic() < until:
        time.sleep(0.02)

    assert done.stdout == "True\n"
    assert list(tmp_path.iterdir()) == []
